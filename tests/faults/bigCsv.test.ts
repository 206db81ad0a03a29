/** A 200 MB table with mixed line ends, quotes over lines and long cells: read whole, in little memory, undone whole. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { temporaryFolder, testDatabase } from '../helpers/database.ts'

const MEGABYTE = 1 << 20
const ends = ['\r\n', '\n', '\r'] as const

/** Writes rows until the file has the size; answers how many. */
function writeTable(file: string, bytes: number): number {
  const handle = openSync(file, 'w')
  writeSync(handle, 'First Name,Last Name,E-mail,Notes\r\n')
  let rows = 0
  let written = 0
  while (written < bytes) {
    let text = ''
    for (let n = 0; n < 500; n++, rows++) {
      const note = `"line one ${rows}\nline two ""quoted"", ${'สวัสดี سلام '.repeat(40)}"`
      text += `Given${rows},Family${rows % 977},p${rows}@example.com,${note}${ends[rows % 3]}`
    }
    written += writeSync(handle, text)
  }
  closeSync(handle)
  return rows
}

it('200 MB with mixed line ends', async () => {
  const db = testDatabase()
  const file = join(temporaryFolder(), 'big.csv')
  const rows = writeTable(file, 200 * MEGABYTE)
  expect(statSync(file).size).toBeGreaterThan(200 * MEGABYTE)
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  const summary = await db.call('transfer.import', { files: [file] })
  clearInterval(watch)
  expect(summary).toMatchObject({ read: rows, created: rows, rejected: 0, related: { note: rows } })
  expect(most - before).toBeLessThan(600 * MEGABYTE)
  expect(checkDatabase(db.conn, { rebuild: false }).findings).toEqual([])
  const last = await db.call('record.list', {
    entity: 'note',
    filter: { field: 'body', op: 'startsWith', value: `line one ${rows - 1}\n` },
  })
  expect(last.total).toBe(1)
}, 180_000)
