/** The bugs of mutants.ts are about the engine as it is; whether each is noticed, the nightly run tells. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mutants } from './mutants.ts'

const root = join(import.meta.dirname, '../..')

it('has at least twenty bugs to look for, none twice', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(20)
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
})

it.each(mutants)('knows where to put: $name', ({ file, text, becomes }) => {
  expect(readFileSync(join(root, file), 'utf8').split(text).length - 1).toBe(1)
  expect(becomes).not.toBe(text)
})
