/** Rows of a snapshot that are not here: copied in bulk, with their versions and what this device works out by itself. */
import { bookkeeping } from '../core/bookkeeping.ts'
import type { Connection } from '../core/connection.ts'
import { pointsOf } from '../core/derive.ts'
import type { Plan } from '../core/plan.ts'
import { insertPoints, type MutableColumns } from '../core/rowWriter.ts'
import { placeTimeSql } from '../core/timelineLinks.ts'
import type { Stamp } from '../core/versions.ts'
import type { DbValue } from '../shared/fields.ts'
import { type EntityJoin, localValue, reference } from './joinTables.ts'
import { rowTables, sharedEntities } from './snapshotFile.ts'

export function insertRows(
  conn: Connection,
  join: EntityJoin,
  all: ReadonlyMap<string, EntityJoin>,
  from: number,
  to: number,
): void {
  const { entity, plan, offset, last, overlaps, columns } = join
  bookkeeping(conn, (rows) => {
    const values = columns.map((column) => {
      if (column === 'rowId') return `s.rowId + ${offset}`
      const field = plan.fieldByName.get(column)
      if (field?.kind !== 'ref') return `s.${column}`
      const target = field.name === 'mergedInto' ? entity.name : (field.to ?? '')
      return reference(column, all.get(target))
    })
    const fresh = `s.rowId > ${from} AND s.rowId <= ${to}${overlaps ? ` AND s.rowId NOT IN (SELECT snap FROM temp.joined_${entity.name})` : ''}`
    if (last > from && last <= to)
      conn.db.exec(`DELETE FROM main."${entity.name}" WHERE rowId = ${last + offset}`)
    const { changes } = conn.db
      .prepare(
        `INSERT INTO main."${entity.name}"(${columns.join(',')}, canonicalId) SELECT ${values.join(',')}, s.rowId + ${offset} FROM snap.e_${entity.name} s WHERE ${fresh}`,
      )
      .run()
    if (!changes) return
    for (const [table, names] of Object.entries(rowTables)) {
      if (table === 'sibling') continue
      const list = names.map((name) => (name === 'rowId' ? `s.rowId + ${offset}` : `s.${name}`))
      conn.db.exec(
        `INSERT OR REPLACE INTO main.${table}(${names.join(',')}) SELECT ${list.join(',')} FROM snap.${table} s WHERE s.entity = ${entity.id} AND ${fresh}`,
      )
    }
    copySiblings(conn, join, all, fresh)
    derivedRows(conn, plan, from + offset, to + offset)
    conn.db.exec(
      `INSERT INTO main.change(txId, entity, rowId, before) SELECT ${rows.txId}, ${entity.id}, s.rowId + ${offset}, NULL
       FROM snap.e_${entity.name} s WHERE ${fresh} AND s.stub = 0`,
    )
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
  fresh: string,
): void {
  const rows = conn.db
    .prepare(
      `SELECT s.rowId, s.field, s.hlc, s.stream, s.seq, s.value FROM snap.sibling s WHERE s.entity = ${entity.id} AND ${fresh}`,
    )
    .all() as SiblingRow[]
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
    const rows = conn.db
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
    conn.db
      .prepare(
        `INSERT OR IGNORE INTO timeline(subjectEntity, subjectId, at, entity, rowId)
         SELECT ${target?.id ?? 0}, ${subject}, ${placeTimeSql(entity, 'r')}, ${entity.id}, rowId FROM main."${entity.name}" r
         WHERE ${subject} IS NOT NULL AND deletedAt IS NULL AND stub = 0 AND rowId > ? AND rowId <= ?`,
      )
      .run(from, to)
  }
}
