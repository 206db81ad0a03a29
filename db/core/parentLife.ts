/**
 * A live record brings back what it hangs on: where somebody deleted a contact and somebody else, not knowing of it, wrote a
 * note about it, both are shown. Computed from the state wherever a record or what hangs on it changes, never written for
 * others.
 */
import type { Entity } from '../shared/entity.ts'
import { allEntities, entityNamed } from '../shared/registry.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { shownDeletion } from './liveness.ts'
import { type Plan, planOf } from './plan.ts'
import { DELETED } from './registers.ts'
import type { MutableColumns, RowWriter } from './rowWriter.ts'
import { Registers } from './versions.ts'

const hasTombstone = 'SELECT 1 FROM syncTombstone WHERE entity = ? AND rowId = ?'

/** Whether anything was ever deleted here: most of the time nothing has to be looked at. */
export const anyTombstone = (conn: Connection): boolean =>
  getRow(conn, 'SELECT 1 FROM syncTombstone LIMIT 1') !== undefined

/** The records a row hangs on, each as its kind and row. */
export function parentsOf(conn: Connection, plan: Plan, rowId: number): [Entity, number][] {
  const columns = plan.entity.parents ?? []
  if (!columns.length) return []
  const row = getRow<MutableColumns>(
    conn,
    `SELECT ${columns.join(',')} FROM "${plan.entity.name}" WHERE rowId = ?`,
    rowId,
  )
  return parentsIn(plan, row ?? {})
}

/** The same of a row's columns. */
export const parentsIn = (plan: Plan, row: Readonly<Record<string, unknown>>): [Entity, number][] =>
  (plan.entity.parents ?? []).flatMap((column): [Entity, number][] => {
    const parent = row[column]
    const to = plan.fieldByName.get(column)?.to
    return typeof parent === 'number' && to ? [[entityNamed(to), parent]] : []
  })

/** Looks again at whether deleted records live, and at those they hang on in turn. */
export function reviewLife(rows: RowWriter, records: Iterable<readonly [Entity, number]>): void {
  const { conn } = rows
  const registers = new Registers(conn)
  const queue = [...records]
  const seen = new Set<string>()
  for (const [entity, rowId] of queue) {
    const key = `${entity.id}:${rowId}`
    if (seen.has(key) || !getRow(conn, hasTombstone, entity.id, rowId)) continue
    seen.add(key)
    const plan = planOf(entity)
    const deletedAt = shownDeletion(conn, plan, rowId, registers.standing(plan, rowId, DELETED))
    if (rows.set(plan, rowId, { deletedAt })) queue.push(...parentsOf(conn, plan, rowId))
  }
}

/** Deleted records that live, or that something alive hangs on: to be looked at after a whole state was joined. */
export function doubtful(conn: Connection): [Entity, number][] {
  const found: [Entity, number][] = []
  for (const child of allEntities()) {
    for (const column of child.parents ?? []) {
      const parent = entityNamed(planOf(child).fieldByName.get(column)?.to ?? '')
      const dead = allRows<{ rowId: number }>(
        conn,
        `SELECT DISTINCT t.rowId FROM syncTombstone t JOIN "${child.name}" c ON c.${column} = t.rowId
         WHERE t.entity = ? AND c.deletedAt IS NULL AND c.stub = 0`,
        parent.id,
      )
      for (const { rowId } of dead) found.push([parent, rowId])
    }
  }
  for (const entity of allEntities()) {
    const revived = `SELECT t.rowId FROM syncTombstone t JOIN "${entity.name}" r ON r.rowId = t.rowId
      WHERE t.entity = ? AND (t.revived = 1 OR r.deletedAt IS NULL)`
    for (const { rowId } of allRows<{ rowId: number }>(conn, revived, entity.id)) found.push([entity, rowId])
  }
  return found
}
