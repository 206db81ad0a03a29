/** Sizes that take minutes: 200 MB with mixed line ends, and memory that stays flat however large the file. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { testDatabase } from '../helpers/database.ts'
import { importInto } from './import.support.ts'

/** Rows written piece by piece, so that the test itself stays small. */
function writeLarge(file: string, bytes: number): number {
  const handle = openSync(file, 'w')
  writeSync(handle, 'First Name,Last Name,Company,E-mail,Mobile Phone,Notes,Shoe size\r\n')
  const ends = ['\n', '\r\n', '\r']
  let rows = 0
  while (statSync(file).size < bytes) {
    let text = ''
    for (let i = 0; i < 5_000; i++, rows++)
      text += `Given${rows},Family${rows % 9_973},Company ${rows % 997} Ltd,p${rows}@example.com,081 ${2_000_000 + (rows % 8_000_000)},"a note, ""quoted"" ${'x'.repeat(rows % 300)}\r\nsecond line",${rows % 50}${ends[rows % 3]}`
    writeSync(handle, text)
  }
  closeSync(handle)
  return rows
}

describe('a 200 MB CSV with mixed line ends', () => {
  it('is imported whole, in flat memory', async () => {
    const db = testDatabase()
    const file = `${db.file}.csv`
    const rows = writeLarge(file, 200e6)
    let most = 0
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 200)
    const summary = await importInto(db, file)
    clearInterval(timer)
    expect(summary).toMatchObject({
      read: rows,
      created: rows,
      rejected: 0,
      related: { company: 997, note: rows },
    })
    expect(most).toBeLessThan(700e6)
    expect(checkDatabase(db.conn, { rebuild: false })).toMatchObject({ ok: true })
  })
})
