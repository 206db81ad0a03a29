/**
 * What logging every change costs, and what the whole write path costs beside bare SQL. Everything is rolled back, so the
 * commit is in neither side; `save.ts` has that.
 */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import { pointsOf, titleOf } from '../core/derive.ts'
import { planOf } from '../core/plan.ts'
import type { Columns } from '../core/rowWriter.ts'
import { originate, type Write } from '../core/write.ts'
import { contact } from '../shared/contacts.ts'
import type { DbValue } from '../shared/fields.ts'
import type { Bench, Row } from './bench.ts'
import { type Answers, compare, timed } from './measure.ts'

const MOST = 20_000
const plan = planOf(contact)
const columns = plan.columns.filter(
  (name) => name !== 'deletedAt' && name !== 'mergedInto' && name !== 'trashedAt',
)

type Stored = Record<string, DbValue> & { readonly rowId: number }

const contacts = (conn: Connection): Stored[] =>
  allRows<Stored>(
    conn,
    `SELECT rowId, ${columns.join(', ')} FROM visibleContact ORDER BY rowId LIMIT ${MOST}`,
  )

/** The same connection, but the log's statement does nothing. */
function withoutLog(conn: Connection): Connection {
  const nothing = 'DELETE FROM temp.acting WHERE 0 AND ? + ? + ? + ?'
  return { ...conn, prepare: (sql) => conn.prepare(sql.startsWith('INSERT INTO change(') ? nothing : sql) }
}

class NotKept extends Error {}

/** Runs `fn` in a transaction that comes to nothing. */
function unkept<T>(bench: Bench, conn: Connection, fn: (write: Write) => T): T {
  const results: T[] = []
  try {
    originate(conn, bench.start(conn, 'bench'), (write) => {
      results.push(fn(write))
      throw new NotKept()
    })
  } catch (error) {
    if (!(error instanceof NotKept)) throw error
  }
  const [result] = results
  if (result === undefined) throw new Error('nothing ran')
  return result
}

const columnsOf = ({ rowId: _, ...row }: Stored): Columns =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

function insertAll(write: Write, rows: readonly Columns[]): number {
  return timed(() => {
    for (const row of rows) write.insert(contact, row)
  })
}

const edited = (row: Stored, run: number): Columns => ({
  jobTitle: `${row.jobTitle ?? ''} ${run}`,
  department: `Department ${run}`,
  status: row.status === 'bench' ? null : 'bench',
})

function updateAll(write: Write, rows: readonly Stored[], run: number): number {
  const edits = rows.map((row) => ({ rowId: row.rowId, columns: edited(row, run) }))
  return timed(() => {
    for (const { rowId, columns } of edits) write.set(contact, rowId, columns)
  })
}

/** Ready values and as few statements as the same rows and contact points need. */
function bareInserts(conn: Connection, rows: readonly Stored[]): number {
  let rowId = getRow<{ last: number }>(conn, 'SELECT max(rowId) AS last FROM contact')?.last ?? 0
  const names = ['rowId', 'id', 'canonicalId', 'displayName', 'sortKey', 'updatedAt', ...columns]
  const insert = conn.prepare(
    `INSERT INTO contact(${names.join(',')}) VALUES(${names.map(() => '?').join(',')})`,
  )
  const point = conn.prepare(
    'INSERT OR IGNORE INTO contactPoint(norm, kind, entity, rowId) VALUES(?, ?, ?, ?)',
  )
  const ready = rows.map((row) => {
    rowId++
    const { displayName, sortKey } = titleOf(plan, row)
    return {
      values: [
        rowId,
        conn.newId(),
        rowId,
        displayName,
        sortKey,
        1,
        ...columns.map((name) => row[name] ?? null),
      ],
      points: plan.pointColumns
        .flatMap((column) => pointsOf(plan, column, row[column]))
        .map(({ norm, kind }) => [norm, kind, contact.id, rowId] as const),
    }
  })
  return timed(() => {
    for (const { values, points } of ready) {
      insert.run(...values)
      for (const values of points) point.run(...values)
    }
  })
}

function bareUpdates(conn: Connection, rows: readonly Stored[], run: number): number {
  const update = conn.prepare(
    'UPDATE contact SET jobTitle = ?, department = ?, status = ?, updatedAt = ? WHERE rowId = ?',
  )
  const ready = rows.map((row) => {
    const { jobTitle, department, status } = edited(row, run)
    return [jobTitle, department, status, run, row.rowId]
  })
  return timed(() => {
    for (const values of ready) update.run(...values)
  })
}

const digest = (conn: Connection, where: string) =>
  getRow(
    conn,
    `SELECT count(*) AS rows, count(DISTINCT displayName) AS names, sum(length(sortKey)) AS keys, sum(length(phones)) AS phones,
            sum(length(jobTitle)) AS titles, count(DISTINCT department) AS departments FROM contact WHERE ${where}`,
  )
const points = (conn: Connection) => getRow(conn, 'SELECT count(*) AS n FROM contactPoint')
const logged = (conn: Connection) => getRow<{ n: number }>(conn, 'SELECT count(*) AS n FROM change')?.n ?? 0

interface Sides {
  readonly ours: (write: Write) => unknown
  readonly plain: (write: Write) => unknown
  readonly where: string
}

/** Both leave the same rows; ours also one log entry for each. */
function sameRows(bench: Bench, conn: Connection, rows: number, { ours, plain, where }: Sides): Answers {
  const before = logged(conn)
  const one = unkept(bench, conn, (write) => {
    ours(write)
    return [digest(conn, where), points(conn), logged(conn) - before]
  })
  const other = unkept(bench, conn, (write) => {
    plain(write)
    return [digest(conn, where), points(conn), rows]
  })
  return { ours: one, plain: other }
}

const capture: Row = {
  name: 'capture',
  async measure(bench) {
    const { conn } = await bench.scratch()
    const silent = withoutLog(conn)
    const stored = contacts(conn)
    const rows = stored.map(columnsOf)
    const last = getRow<{ last: number }>(conn, 'SELECT max(rowId) AS last FROM contact')?.last ?? 0
    const inserted = `rowId > ${last}`
    const updated = `rowId <= ${stored.at(-1)?.rowId ?? 0}`
    const inserts: Sides = {
      ours: (write) => insertAll(write, rows),
      plain: () => bareInserts(conn, stored),
      where: inserted,
    }
    const updates: Sides = {
      ours: (write) => updateAll(write, stored, 0),
      plain: () => bareUpdates(conn, stored, 0),
      where: updated,
    }
    const common = {
      n: bench.n,
      unit: 'rows/s',
      runs: bench.runs,
      shown: (ms: number) => (rows.length / ms) * 1000,
    }
    /** Rates; the goals speak of time, so the ratio is turned round. */
    const inTime = async (comparison: Parameters<typeof compare>[0]) => {
      const line = await compare(comparison)
      return { ...line, ratio: line.ratio === null ? null : Number((1 / line.ratio).toPrecision(4)) }
    }
    return [
      await inTime({
        ...common,
        name: 'capture.insert',
        answers: () => sameRows(bench, conn, rows.length, inserts),
        ours: () => [unkept(bench, conn, (write) => insertAll(write, rows))],
        limit: () => [unkept(bench, silent, (write) => insertAll(write, rows))],
        note: () =>
          `goal ≤ 1.1 in time; ${rows.length} contacts inserted; limit: the same write path with the log's statement doing nothing`,
      }),
      await inTime({
        ...common,
        name: 'capture.update',
        answers: () => sameRows(bench, conn, rows.length, updates),
        ours: (run) => [unkept(bench, conn, (write) => updateAll(write, stored, run))],
        limit: (run) => [unkept(bench, silent, (write) => updateAll(write, stored, run))],
        note: () =>
          `goal ≤ 1.3 in time; 3 fields of ${rows.length} contacts; limit: the same write path with the log's statement doing nothing`,
      }),
      await inTime({
        ...common,
        name: 'write.insert',
        answers: () => sameRows(bench, conn, rows.length, inserts),
        ours: () => [unkept(bench, conn, (write) => insertAll(write, rows))],
        limit: () => [unkept(bench, conn, () => bareInserts(conn, stored))],
        note: () =>
          'no goal; in time; names, sort keys, contact points and log; limit: bare INSERTs of ready values',
      }),
      await inTime({
        ...common,
        name: 'write.update',
        answers: () => sameRows(bench, conn, rows.length, updates),
        ours: (run) => [unkept(bench, conn, (write) => updateAll(write, stored, run))],
        limit: (run) => [unkept(bench, conn, () => bareUpdates(conn, stored, run))],
        note: () => 'no goal; in time; old values read and logged; limit: bare UPDATEs that read nothing',
      }),
    ]
  },
}

export const captureRows: readonly Row[] = [capture]
