/** The list of what is measured, and what it is measured on. A new row of the goals is one entry. */
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import Database from 'better-sqlite3'
import { AppError } from '../shared/errors.ts'
import { activityRows } from './activities.ts'
import { algebraRows } from './algebra.ts'
import { Bench, type BenchOptions, type Row } from './bench.ts'
import { captureRows } from './capture.ts'
import { duplicateRows } from './duplicates.ts'
import { importRows, shellVersion } from './import.ts'
import { listRows } from './lists.ts'
import type { Line } from './measure.ts'
import { openRows } from './open.ts'
import { portRows } from './port.ts'
import { reportRows } from './reports.ts'
import { salesRows } from './sales.ts'
import { saveRows } from './save.ts'
import { searchRows } from './search.ts'
import { segmentRows } from './segments.ts'
import { serviceRows } from './service.ts'
import { syncRows } from './sync.ts'
import { undoRows } from './undo.ts'

export const rows: readonly Row[] = [
  ...importRows,
  ...searchRows,
  ...listRows,
  ...algebraRows,
  ...portRows,
  ...openRows,
  ...saveRows,
  ...captureRows,
  ...undoRows,
  ...activityRows,
  ...duplicateRows,
  ...segmentRows,
  ...syncRows,
  ...serviceRows,
  ...salesRows,
  ...reportRows,
]

/** `list` asks for `list.jump` and its like, `list.jump` for itself. */
export const rowsNamed = (names: readonly string[] | undefined): readonly Row[] =>
  names
    ? rows.filter(({ name }) => names.some((asked) => name === asked || name.startsWith(`${asked}.`)))
    : rows

function sqliteVersion(): string {
  const db = new Database(':memory:')
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get())
  } finally {
    db.close()
  }
}

/** The first line: where and on what. The value is the load before anything began. */
export function machineLine(n: number): Line {
  const load = Number((loadavg()[0] ?? 0).toFixed(2))
  const [cpu] = cpus()
  const note = [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
    `Node ${process.version}, SQLite ${sqliteVersion()} in better-sqlite3: WAL, synchronous FULL, 64 MiB cache, 4 KiB pages`,
    `sqlite3 shell ${shellVersion() ?? 'missing'}: WAL, synchronous FULL`,
    new Date().toISOString(),
  ].join('; ')
  return {
    name: 'machine',
    n,
    value: load,
    unit: 'load',
    p50: null,
    p95: null,
    p99: null,
    baseline: cpus().length,
    ratio: null,
    note,
  }
}

const failed = (name: string, n: number, error: AppError): Line => {
  const { code, reason, params } = error.record
  const note = `FAILED ${reason ?? code} ${JSON.stringify(params ?? {})}`
  return {
    name,
    n,
    value: null,
    unit: '',
    p50: null,
    p95: null,
    p99: null,
    baseline: null,
    ratio: null,
    note,
  }
}

/** Measures one size. A wrong answer gives a line without figures and the rest goes on. */
export async function* measure(options: BenchOptions, chosen: readonly Row[]): AsyncGenerator<Line> {
  const bench = new Bench(options)
  try {
    yield machineLine(bench.n)
    for (const row of chosen) {
      options.say(`${row.name} at ${bench.n}`)
      try {
        const measured = await row.measure(bench)
        yield* Array.isArray(measured) ? measured : [measured]
      } catch (error) {
        if (!(error instanceof AppError) || error.record.code === 'Cancelled') throw error
        yield failed(row.name, bench.n, error)
      }
    }
  } finally {
    bench.close()
  }
}
