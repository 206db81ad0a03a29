/** More records than a workbook holds or paper takes: refused in words that name another way, and no file is left. Both limits are small here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { runCommandLine } from '#db/cli/run.ts'
import { contact } from '#db/shared/contacts.ts'
import { readerOf } from '#db/shared/reader.ts'
import { temporaryFolder, testDatabase } from '../helpers/database.ts'

const MAX = 20
const THERE = 30
vi.mock('#db/transfer/xlsx.ts', async (original) => ({ ...(await original<object>()), MAX_XLSX_ROWS: 20 }))
vi.mock('#db/shared/printing.ts', async (original) => ({ ...(await original<object>()), MAX_PRINTED: 20 }))

const filled = () => {
  const db = testDatabase()
  db.write((write) => {
    for (let at = 0; at < THERE; at++) write.insert(contact, { givenName: `N ${at}` })
  })
  return db
}

/** The words of an error record, as every language says them. */
const wordsOf = (file: string, id: string): string[] =>
  ['en', 'th', 'fa'].map((language) => {
    const path = join(import.meta.dirname, `../../db/shared/messages/${file}.${language}.json`)
    return String(Reflect.get(Object(JSON.parse(readFileSync(path, 'utf8'))), id))
  })

it('a workbook', async () => {
  const db = filled()
  const folder = temporaryFolder()
  const list = { entity: 'contact', out: join(folder, 'list.xlsx'), format: 'xlsx' as const }
  await expect(db.call('transfer.export', list)).rejects.toMatchObject({
    record: { code: 'Invalid', reason: 'tooManyForExcel', params: { n: THERE, max: MAX - 1 } },
  })
  const report = {
    name: 'all',
    definition: { base: 'contact', columns: ['givenName'] },
    reader: readerOf('en', 'UTC'),
    out: join(folder, 'report.xlsx'),
    format: 'xlsx' as const,
  }
  // The header and the totals are rows as well.
  await expect(db.call('report.export', report)).rejects.toMatchObject({
    record: { code: 'Invalid', reason: 'reportTooLongForExcel', params: { max: MAX - 2 } },
  })
  expect(readdirSync(folder)).toEqual([])
  for (const words of [
    ...wordsOf('everything', 'error.Invalid.tooManyForExcel'),
    ...wordsOf('reports', 'error.Invalid.reportTooLongForExcel'),
  ])
    expect(words).toContain('CSV')
  const other = { out: join(folder, 'all.csv'), format: 'csv' as const }
  expect(await db.call('transfer.export', { ...list, ...other })).toMatchObject({ rows: THERE })
  expect(await db.call('report.export', { ...report, ...other })).toMatchObject({ rows: THERE })
})

it('a printed list, from the command line as well', async () => {
  const db = filled()
  const refused = { code: 'Invalid', reason: 'tooManyToPrint', params: { n: THERE, max: MAX } }
  await expect(
    db.call('print.compose', {
      kind: 'list',
      entity: 'contact',
      target: { filter: { and: [] } },
      reader: readerOf('en', 'UTC'),
    }),
  ).rejects.toMatchObject({ record: refused })
  const out = join(temporaryFolder(), 'list.pdf')
  let said = ''
  const status = await runCommandLine(['--db', db.file, '--json', 'print', 'list', 'contact', '--out', out], {
    stdout: () => undefined,
    stderr: (text) => {
      said += text
    },
    signal: new AbortController().signal,
  })
  expect(status).toBe(1)
  expect(JSON.parse(said)).toMatchObject(refused)
  expect(existsSync(out)).toBe(false)
})
