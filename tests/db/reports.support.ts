/** What comparing reports with the sqlite3 shell needs: the tables of `export everything` in a database of the shell's own. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect } from 'vitest'
import type { Input, Output } from '#db/shared/contract.ts'
import { readerOf } from '#db/shared/reader.ts'
import { type TestDatabase, temporaryFolder } from '../helpers/database.ts'

export const reader = readerOf('en', 'Asia/Bangkok', 'TH')

export interface Checked {
  readonly name: string
  readonly parameters?: Input<'report.run'>['parameters']
  /** Rows of the shell: the first cells as the report has them. */
  readonly sql: string
}

export const ms = (column: string): string =>
  `(CAST(strftime('%s', ${column}) AS INTEGER) * 1000 + CAST(substr(${column}, 21, 3) AS INTEGER))`
/** Bangkok has no summer time. */
export const local = (column: string): string => `datetime(${column}, '+7 hours')`
/** A merged record's children count for the one it became. */
export const winner = (table: string, column: string): string =>
  `coalesce((SELECT nullif(w.mergedInto, '') FROM ${table} w WHERE w.id = ${column}), ${column})`
export const label = (column: string): string => `CASE ${column} WHEN '' THEN 'Not given' ELSE ${column} END`
export const nameOf = (table: string, column: string): string =>
  `(SELECT displayName FROM ${table} WHERE id = ${column})`
type Cell = string | number | null
export type Shell = (sql: string) => Cell[][]

export async function shellOver(db: TestDatabase, prelude: string): Promise<Shell> {
  const folder = temporaryFolder()
  const zip = join(folder, 'all.zip')
  await db.call('everything.export', { out: zip })
  const file = join(folder, 'shell.db')
  const commands: string[] = ['.mode csv']
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    const table = /^data\/(\w+)\.csv$/.exec(name)?.[1]
    if (!table) continue
    // The shell takes a byte order mark for a part of the first name.
    writeFileSync(join(folder, `${table}.csv`), Buffer.from(bytes).subarray(3))
    commands.push(`.import ${join(folder, `${table}.csv`)} "${table}"`)
  }
  execFileSync('sqlite3', [file], { input: `${commands.join('\n')}\n${prelude}` })
  return (sql) => {
    const text = execFileSync('sqlite3', ['-json', file, sql], { maxBuffer: 1e8 }).toString()
    const rows: unknown = text === '' ? [] : JSON.parse(text)
    return Array.isArray(rows) ? rows.map((row: Record<string, Cell>) => Object.values(row)) : []
  }
}

const rounded = (value: Cell): Cell => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value)
const sorted = (table: readonly (readonly Cell[])[]): string[] =>
  table.map((row) => JSON.stringify(row)).sort()
const isMonth = (value: Cell): value is string => typeof value === 'string' && /^\d{4}-\d\d-01$/.test(value)

const isDay = (value: Cell): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** The rows of a report as the shell writes them; months in which nothing happened are none of the shell's. */
function asShell({ rows, columns, totals }: Output<'report.run'>, name: string, width: number): Cell[][] {
  const count = columns.findIndex(({ id }) => id === 'm0')
  return rows
    .filter(({ cells }) => !isMonth(cells[0]?.value ?? null) || count < 0 || cells[count]?.value !== 0)
    .map(({ cells }) =>
      cells.slice(0, width).map(({ value, text }) => {
        if (isDay(value)) return totals && isMonth(value) ? value.slice(0, 7) : value
        return name === 'contactsByCountry' && value !== null ? rounded(value) : rounded(text ?? value)
      }),
    )
}

/** Every report says what the shell says, and every number opens: as many records behind a row as it counts. */
export async function agree(db: TestDatabase, shell: Shell, checked: readonly Checked[]): Promise<void> {
  for (const { name, parameters = {}, sql } of checked) {
    const expected = shell(sql)
    expect.soft(expected.length, `${name}: the data say something about it`).toBeGreaterThan(0)
    const result = await db.call('report.run', { name, parameters, reader })
    expect
      .soft(sorted(asShell(result, name, expected[0]?.length ?? 0)), name)
      .toEqual(sorted(expected.map((row) => row.map(rounded))))
    // Every number opens: as many records behind a row as it counts.
    const at = result.columns.findIndex(({ id }) => id === 'm0')
    for (const { key, cells } of result.rows.slice(0, 5)) {
      const { total, records } = await db.call('report.records', { name, parameters, reader, key })
      expect.soft(total, `${name} ${JSON.stringify(key)}`).toBe(at < 0 ? 1 : cells[at]?.value)
      expect.soft(records.length).toBe(Math.min(total, 200))
    }
  }
}
