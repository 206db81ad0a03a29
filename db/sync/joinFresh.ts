/** Rows of a snapshot that are not here: copied in bulk, with their versions and what this device works out by itself. */
import type { Statement } from 'better-sqlite3'
import { bookkeeping } from '../core/bookkeeping.ts'
import type { Connection } from '../core/connection.ts'
import { pointsOf } from '../core/derive.ts'
import { insertPoints } from '../core/laterRows.ts'
import type { Plan } from '../core/plan.ts'
import type { MutableColumns } from '../core/rowWriter.ts'
import { placeTimeSql } from '../core/timelineLinks.ts'
import type { Stamp } from '../core/versions.ts'
import type { WorkOnNew } from '../core/workOut.ts'
import type { DbValue } from '../shared/fields.ts'
import { type EntityJoin, localValue, reference } from './joinTables.ts'
import { rowTables, sharedEntities } from './snapshotFile.ts'

/** What all pieces of a kind have in common. */
export interface Fresh {
  readonly join: EntityJoin
  readonly all: ReadonlyMap<string, EntityJoin>
  readonly fresh: WorkOnNew
}

/** Statements over the rows (from, to] of the snapshot, prepared once for all pieces. */
interface Copying {
  readonly rows: Statement
  readonly about: readonly Statement[]
  readonly siblings: Statement
  readonly log: Statement
}
const prepared = new WeakMap<EntityJoin, Copying>()

function copyingOf({ db }: Connection, { join, all }: Fresh): Copying {
  const known = prepared.get(join)
  if (known) return known
  const { entity, plan, offset, overlaps, columns } = join
  const values = columns.map((column) => {
    if (column === 'rowId') return `s.rowId + ${offset}`
    const field = plan.fieldByName.get(column)
    if (field?.kind !== 'ref') return `s.${column}`
    const target = field.name === 'mergedInto' ? entity.name : (field.to ?? '')
    return reference(column, all.get(target))
  })
  const those = `s.rowId > @from AND s.rowId <= @to${overlaps ? ` AND s.rowId NOT IN (SELECT snap FROM temp.joined_${entity.name})` : ''}`
  const { sibling, ...others } = rowTables
  const copying = {
    rows: db.prepare(
      `INSERT INTO main."${entity.name}"(${columns.join(',')}, canonicalId) SELECT ${values.join(',')}, s.rowId + ${offset} FROM snap.e_${entity.name} s WHERE ${those}`,
    ),
    about: Object.entries(others).map(([table, names]) => {
      const list = names.map((name) => (name === 'rowId' ? `s.rowId + ${offset}` : `s.${name}`))
      return db.prepare(
        `INSERT OR REPLACE INTO main.${table}(${names.join(',')}) SELECT ${list.join(',')} FROM snap.${table} s WHERE s.entity = ${entity.id} AND ${those}`,
      )
    }),
    siblings: db.prepare(
      `SELECT ${sibling.map((name) => `s.${name}`).join(',')} FROM snap.sibling s WHERE s.entity = ${entity.id} AND ${those}`,
    ),
    log: db.prepare(
      `INSERT INTO main.change(txId, entity, rowId, before) SELECT @txId, ${entity.id}, s.rowId + ${offset}, NULL
       FROM snap.e_${entity.name} s WHERE ${those} AND s.stub = 0`,
    ),
  }
  prepared.set(join, copying)
  return copying
}

export function insertRows(conn: Connection, piece: Fresh, from: number, to: number): void {
  const { join, all, fresh } = piece
  const { entity, plan, offset, last } = join
  const copying = copyingOf(conn, piece)
  bookkeeping(conn, ({ txId }) => {
    if (last > from && last <= to)
      conn.db.exec(`DELETE FROM main."${entity.name}" WHERE rowId = ${last + offset}`)
    if (!copying.rows.run({ from, to }).changes) return
    for (const statement of copying.about) statement.run({ from, to })
    copySiblings(conn, join, all, copying.siblings.all({ from, to }) as SiblingRow[])
    derivedRows(conn, plan, from + offset, to + offset)
    fresh.work(plan, from + offset, to + offset)
    copying.log.run({ from, to, txId })
  })
}

interface SiblingRow extends Stamp {
  readonly rowId: number
  readonly field: string
  readonly value: string | null
}

/** Few, and their values may be references. */
function copySiblings(
  conn: Connection,
  { entity, plan, offset }: EntityJoin,
  all: ReadonlyMap<string, EntityJoin>,
  rows: readonly SiblingRow[],
): void {
  for (const { rowId, field, hlc, stream, seq, value } of rows) {
    const local = localValue(conn, plan, all, field, JSON.parse(value ?? 'null') as DbValue)
    conn
      .prepare(
        'INSERT OR IGNORE INTO sibling(entity, rowId, field, hlc, stream, seq, value) VALUES(?, ?, ?, ?, ?, ?, ?)',
      )
      .run(entity.id, rowId + offset, field, hlc, stream, seq, JSON.stringify(local))
  }
}

/** What this device works out from rows by itself. */
function derivedRows(conn: Connection, plan: Plan, from: number, to: number): void {
  const { entity } = plan
  if (plan.pointColumns.length) {
    const points: (string | number)[][] = []
    const rows = conn
      .prepare(
        `SELECT rowId, ${plan.pointColumns.join(',')} FROM main."${entity.name}" WHERE rowId > ? AND rowId <= ? AND deletedAt IS NULL AND stub = 0`,
      )
      .all(from, to) as (MutableColumns & { rowId: number })[]
    for (const row of rows)
      for (const column of plan.pointColumns)
        for (const { norm, kind } of pointsOf(plan, column, row[column] ?? null))
          points.push([norm, kind, entity.id, row.rowId])
    if (points.length) conn.prepare(insertPoints).run(JSON.stringify(points))
  }
  // Links stand at the time of what they link to, which may not be here yet.
  if (!entity.timeline?.shows) placeOnTimelines(conn, plan, from, to)
}

/** Puts rows on the timelines of what they are about. */
export function placeOnTimelines(
  conn: Connection,
  { entity, fieldByName }: Plan,
  from: number,
  to: number,
): void {
  for (const subject of entity.timeline?.subjects ?? []) {
    const target = sharedEntities().find(({ name }) => name === fieldByName.get(subject)?.to)
    conn
      .prepare(
        `INSERT OR IGNORE INTO timeline(subjectEntity, subjectId, at, entity, rowId)
         SELECT ${target?.id ?? 0}, ${subject}, ${placeTimeSql(entity, 'r')}, ${entity.id}, rowId FROM main."${entity.name}" r
         WHERE ${subject} IS NOT NULL AND deletedAt IS NULL AND stub = 0 AND rowId > ? AND rowId <= ?`,
      )
      .run(from, to)
  }
}
