/** Two versions of the program on one hub (skewed.ts), in a process of its own because the engine is loaded twice. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'
const SCHEDULES = nightly ? 5_000 : 40

function verdict(from: number): Promise<string> {
  const program = join(import.meta.dirname, 'skewed.ts')
  const child = spawn(process.execPath, [program, String(from), String(SCHEDULES), '40'])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)))
  return new Promise((resolve) => child.once('close', () => resolve(said)))
}

it('an older and a newer program come to the same once both are new', { timeout: 7_200_000 }, async () => {
  const from = (fc.readConfigureGlobal().seed ?? Date.now()) % 1_000_000
  expect(await verdict(from)).toContain(`agreed ${SCHEDULES} times`)
})
