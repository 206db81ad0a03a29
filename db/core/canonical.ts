/** Which record a row now is: merges followed to their end, kept in a derived column so that reading never follows them. */
import type { Entity } from '../shared/entity.ts'
import { type Connection, getRow } from './connection.ts'

/** Follows merges from the row and from all that were merged into it; a cycle resolves to the smallest identity. */
export function recomputeCanonical(conn: Connection, entity: Entity, rowId: number): void {
  const table = entity.name
  const affected = new Set<number>([rowId])
  const queue = [rowId]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const rows = conn
      .prepare(`SELECT rowId FROM ${table} WHERE canonicalId = ? AND mergedInto IS NOT NULL`)
      .all(at)
    for (const row of rows as { rowId: number }[]) {
      if (!affected.has(row.rowId)) {
        affected.add(row.rowId)
        queue.push(row.rowId)
      }
    }
  }
  for (const member of affected) {
    const path: number[] = []
    let at: number | null = member
    while (at !== null && !path.includes(at)) {
      path.push(at)
      at =
        getRow<{ next: number | null }>(conn, `SELECT mergedInto AS next FROM ${table} WHERE rowId = ?`, at)
          ?.next ?? null
    }
    const root =
      at === null ? (path.at(-1) ?? member) : smallestIdentity(conn, table, path.slice(path.indexOf(at)))
    conn.prepare(`UPDATE ${table} SET canonicalId = ? WHERE rowId = ?`).run(root, member)
  }
}

function smallestIdentity(conn: Connection, table: string, rowIds: readonly number[]): number {
  const marks = rowIds.map(() => '?').join(',')
  const row = conn.db
    .prepare(`SELECT rowId FROM ${table} WHERE rowId IN (${marks}) ORDER BY id LIMIT 1`)
    .get(...rowIds) as { rowId: number }
  return row.rowId
}
