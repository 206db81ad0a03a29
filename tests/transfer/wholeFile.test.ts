/** Files that are there whole or not at all, and go on where a run that died had got to. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { WholeFile } from '#db/transfer/wholeFile.ts'
import { temporaryFolder } from '../helpers/database.ts'

const newPath = () => join(temporaryFolder(), 'people.rejects.csv')

it('is under its name only when it is complete', () => {
  const path = newPath()
  const file = new WholeFile(path)
  file.write('one\n')
  file.write(new TextEncoder().encode('two\n'))
  file.sync()
  expect(existsSync(path)).toBe(false)
  expect(file.finish()).toBe(8)
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
})

it('goes on from what was committed, whether the run died before or just after it had ended', () => {
  for (const ended of [false, true]) {
    const path = newPath()
    const first = new WholeFile(path)
    first.write('committed\n')
    const committed = first.sync()
    first.write('not committed\n')
    if (ended) first.finish()
    else first.pause()
    const second = new WholeFile(path, committed)
    second.write('again\n')
    second.finish()
    expect(readFileSync(path, 'utf8')).toBe('committed\nagain\n')
  }
})

it('begins anew where nothing was left', () => {
  const path = newPath()
  const file = new WholeFile(path, 10)
  file.write('new\n')
  file.finish()
  expect(readFileSync(path, 'utf8')).toBe('new\n')
})
