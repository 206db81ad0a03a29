/** The simulator is worth what it catches: each bug of mutants.ts, put into the engine, must be noticed. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mutants } from './mutants.ts'

const SCHEDULES = 3_000

/** Runs the simulator over the engine with that bug in it, or none. */
function verdict(name: string, schedules: number): Promise<string> {
  const program = join(import.meta.dirname, 'mutated.ts')
  const child = spawn(process.execPath, [program, name, '1', String(schedules), '40'])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)))
  return new Promise((resolve) => child.once('close', () => resolve(said)))
}

it('finds nothing in the engine as it is', async () => {
  expect(await verdict('', 200)).toContain('survived')
})

it.concurrent.each(mutants.map(({ name }) => name))('notices: %s', async (name) => {
  expect(await verdict(name, SCHEDULES)).toContain('caught')
})
