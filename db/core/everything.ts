/**
 * All that a database holds, for taking it away and bringing it back: rows as they are stored, the trash and merged
 * records among them, in an order in which what is referred to comes first. Left out: tombstones, stubs, what belongs to
 * this device, and what is secret to somebody else.
 */
import type { Entity, Field } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import { allEntities, entityNamed } from '../shared/registry.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { planOf } from './plan.ts'
import { secretCondition } from './visible.ts'

export type KeptRow = Readonly<Record<string, DbValue | Uint8Array>> & {
  readonly rowId: number
  readonly id: Uint8Array
}

/** What is kept of each record: what people and programs wrote, not what is worked out from it. */
export const keptFields = (entity: Entity): readonly Field[] =>
  entity.fields.filter(({ name, derived }) => !derived && name !== 'deletedAt')

/** Every entity whose records belong to the data, referred-to ones first where that is possible. */
export function keptEntities(): Entity[] {
  const order: Entity[] = []
  const seen = new Set<string>()
  const visit = (entity: Entity): void => {
    if (seen.has(entity.name)) return
    seen.add(entity.name)
    for (const { to } of planOf(entity).refs) if (to) visit(entityNamed(to))
    if (!entity.local) order.push(entity)
  }
  // People before what lies behind them: of two that refer to each other the first comes later.
  for (const name of ['user', 'customField']) visit(entityNamed(name))
  for (const entity of allEntities()) visit(entity)
  return order
}

const kept = (entity: Entity): string =>
  `r.deletedAt IS NULL AND r.stub = 0 AND NOT (${secretCondition(entity, 'r')})`

export const countKept = (conn: Connection, entity: Entity): number =>
  getRow<{ n: number }>(conn, `SELECT count(*) AS n FROM main."${entity.name}" r WHERE ${kept(entity)}`)?.n ??
  0

/** The next rows in the order they were made. */
export const keptRows = (conn: Connection, entity: Entity, after: number, limit: number): KeptRow[] =>
  allRows<KeptRow>(
    conn,
    `SELECT r.* FROM main."${entity.name}" r WHERE r.rowId > ? AND ${kept(entity)} ORDER BY r.rowId LIMIT ?`,
    after,
    limit,
  )

/** The identity of a row referred to, if it is kept itself. */
export function keptId(conn: Connection, to: string, rowId: number): string | undefined {
  const entity = entityNamed(to)
  const row = getRow<{ id: Uint8Array }>(
    conn,
    `SELECT r.id FROM main."${entity.name}" r WHERE r.rowId = ? AND ${kept(entity)}`,
    rowId,
  )
  return row && idToText(row.id)
}

/** The local row of an identity, whatever its state. */
export const rowOfId = (conn: Connection, entity: Entity, id: string): number | undefined =>
  getRow<{ rowId: number }>(conn, `SELECT rowId FROM main."${entity.name}" WHERE id = ?`, textToId(id))?.rowId

/** What people have put into a database: anything but its first user and settings. */
export function isEmptyDatabase(conn: Connection): boolean {
  const first = new Set(['user', 'setting'])
  for (const entity of allEntities())
    if (
      !first.has(entity.name) &&
      getRow(conn, `SELECT 1 FROM main."${entity.name}" WHERE stub = 0 AND deletedAt IS NULL LIMIT 1`)
    )
      return false
  return countKept(conn, entityNamed('user')) === 1
}

/**
 * The only user of an empty database becomes one that comes back: whoever made the new file is who took the data away.
 * Before anything else was written, and while nobody shares the file: identities never change otherwise.
 */
export function becomeUser(conn: Connection, rowId: number, id: string): void {
  const entity = entityNamed('user')
  if (rowOfId(conn, entity, id) !== undefined) return
  conn.prepare('UPDATE user SET id = ? WHERE rowId = ?').run(textToId(id), rowId)
}
