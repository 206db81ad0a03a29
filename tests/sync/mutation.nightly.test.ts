/** The simulator is worth what it catches: each bug of mutants.ts, put into the engine, must be noticed. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mutants } from './mutants.ts'

const SCHEDULES = 3_000

it('has at least twenty bugs to look for', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(20)
})

it.each(mutants.map(({ name }) => name))('notices: %s', (name) => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'mutated.ts'), name, '1', String(SCHEDULES)],
    { encoding: 'utf8' },
  )
  expect(stdout, stderr.slice(-500)).toContain('caught')
})
