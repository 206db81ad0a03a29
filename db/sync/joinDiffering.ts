/** Rows that a snapshot and this database both have: those whose versions are not the same are joined register by register. */
import { bookkeeping } from '../core/bookkeeping.ts'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import { frontierOf } from '../core/frontier.ts'
import { joinTombstone, shownDeletion, tombstoneOf, withShown } from '../core/liveness.ts'
import type { Plan } from '../core/plan.ts'
import { columnsWith, currentValue, DELETED, ROW, registersOf } from '../core/registers.ts'
import type { RowWriter } from '../core/rowWriter.ts'
import { isSame, Registers, type Stamp, setClock } from '../core/versions.ts'
import { isWithheld } from '../core/withheld.ts'
import type { DbValue } from '../shared/fields.ts'
import type { EntityJoin } from './joinTables.ts'
import { SnapshotRow } from './snapshotRow.ts'

export interface Pair {
  readonly snap: number
  readonly local: number
}

/** Rows whose versions are not the same on both sides. */
export function differing(conn: Connection, { entity }: EntityJoin): Pair[] {
  const map = `temp.joined_${entity.name}`
  const versions = (schema: string, row: string) =>
    `SELECT ${row} AS row, field, stream, seq FROM ${schema}.clock c JOIN ${map} m ON ${schema === 'snap' ? 'm.snap' : 'm.local'} = c.rowId WHERE c.entity = ${entity.id}
     UNION ALL SELECT ${row}, field, stream, seq FROM ${schema}.sibling c JOIN ${map} m ON ${schema === 'snap' ? 'm.snap' : 'm.local'} = c.rowId WHERE c.entity = ${entity.id}`
  const there = versions('snap', 'm.snap')
  const here = versions('main', 'm.snap')
  return conn.db
    .prepare(
      `SELECT snap, local FROM ${map} WHERE snap IN (
         SELECT row FROM (SELECT * FROM (${there}) EXCEPT SELECT * FROM (${here}))
         UNION SELECT row FROM (SELECT * FROM (${here}) EXCEPT SELECT * FROM (${there})))
       OR snap IN (SELECT s.rowId FROM snap.e_${entity.name} s JOIN ${map} m ON m.snap = s.rowId JOIN main."${entity.name}" r ON r.rowId = m.local WHERE s.stub = 0 AND r.stub = 1)`,
    )
    .all() as Pair[]
}

export function joinRows(
  conn: Connection,
  { plan }: EntityJoin,
  all: ReadonlyMap<string, EntityJoin>,
  pairs: readonly Pair[],
): void {
  const here = frontierOf(conn)
  const there = new Map(
    (conn.db.prepare('SELECT stream, seq FROM snap.frontier').all() as { stream: number; seq: number }[]).map(
      ({ stream, seq }) => [stream, seq],
    ),
  )
  bookkeeping(conn, (rows) => {
    for (const { snap, local } of pairs) {
      if (isWithheld(conn, plan, local)) continue
      joinRow(rows, plan, local, new SnapshotRow(conn, plan, snap, all), here, there)
    }
  })
}

function joinRow(
  rows: RowWriter,
  plan: Plan,
  rowId: number,
  other: SnapshotRow,
  here: ReadonlyMap<number, number>,
  there: ReadonlyMap<number, number>,
): void {
  const { conn } = rows
  const { entity } = plan
  if (other.row.stub) return
  const isIn = (frontier: ReadonlyMap<number, number>, { stream, seq }: Stamp) =>
    seq <= (frontier.get(stream) ?? 0)
  const own = getRow<{ stub: number }>(conn, `SELECT stub FROM "${entity.name}" WHERE rowId = ?`, rowId)
  const created = other.stamp(ROW)
  if (own?.stub) {
    conn.prepare(`UPDATE "${entity.name}" SET stub = 0 WHERE rowId = ?`).run(rowId)
    rows.touch(plan, rowId)
    if (created) setClock(conn, entity.id, rowId, ROW, created)
  }
  const registers = new Registers(conn)
  const names = other.registers()
  const written = allRows<{ field: string }>(
    conn,
    'SELECT field FROM clock WHERE entity = ? AND rowId = ?',
    entity.id,
    rowId,
  )
  for (const { field } of written) if (field !== ROW) names.add(field)
  for (const register of registersOf(conn, plan, rowId).keys()) names.add(register)
  const shown = new Map<string, DbValue>()
  for (const register of names) {
    const [mine, theirs] = [registers.standing(plan, rowId, register), other.versions(register)]
    const held = [...theirs, ...other.parked(register)]
    const joined = [
      ...mine.filter((one) => held.some((two) => isSame(one, two)) || !isIn(there, one)),
      ...theirs.filter((one) => !mine.some((two) => isSame(one, two)) && !isIn(here, one)),
    ]
    if (!joined.length) {
      // Whoever erased the record took this away.
      if (!mine.length) continue
      for (const table of ['clock', 'sibling'])
        conn
          .prepare(`DELETE FROM main.${table} WHERE entity = ? AND rowId = ? AND field = ?`)
          .run(entity.id, rowId, register)
      shown.set(register, null)
      continue
    }
    const now = registers.join(plan, rowId, register, mine, joined, rows.at)
    if (now) shown.set(register, now.value)
  }
  const deletion = withShown(registers.standing(plan, rowId, DELETED), shown.get(DELETED))
  const tombstone = other.tombstone()
  if (tombstone) joinTombstone(conn, entity.id, rowId, tombstone.at, tombstone.seen)
  const columns = columnsWith(conn, plan, rowId, shown, (key) => currentValue(conn, plan, rowId, key))
  if (tombstoneOf(conn, entity.id, rowId) || shown.has(DELETED))
    columns.deletedAt = shownDeletion(conn, plan, rowId, deletion)
  rows.set(plan, rowId, columns)
}
