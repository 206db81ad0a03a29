/**
 * Which record a row now is: merges followed to their end, kept in a derived column so that reading never follows them.
 *
 * - The end of a chain is the record that was merged into no other.
 * - A cycle (two devices merged the same two records, each into the other) ends at its smallest identity.
 * - A merge into a record that is gone for good, or that is not here, does not hold while that is so: the row is itself.
 *   Nothing becomes invisible because something else was erased.
 */
import type { Entity } from '../shared/entity.ts'
import { allRows, type Connection, getRow } from './connection.ts'

interface Link {
  readonly mergedInto: number | null
  readonly gone: number
}

/**
 * Works out the record of the row and of all that lead to it. Answers the rows that, without having been written, became
 * visible or stopped being so.
 */
export function recomputeCanonical(conn: Connection, entity: Entity, rowId: number): number[] {
  const table = entity.name
  const turned: number[] = []
  for (const member of leadingTo(conn, table, rowId)) {
    const root = rootOf(conn, table, member)
    const was = getRow<{ canonicalId: number | null }>(
      conn,
      `SELECT canonicalId FROM "${table}" WHERE rowId = ?`,
      member,
    )?.canonicalId
    if (was === root) continue
    conn.prepare(`UPDATE "${table}" SET canonicalId = ? WHERE rowId = ?`).run(root, member)
    if (member !== rowId && (was === member || root === member)) turned.push(member)
  }
  return turned
}

/** The row and every row whose merges pass through it. */
function leadingTo(conn: Connection, table: string, rowId: number): Set<number> {
  const found = new Set<number>([rowId])
  for (const at of found) {
    const before = allRows<{ rowId: number }>(conn, `SELECT rowId FROM "${table}" WHERE mergedInto = ?`, at)
    for (const row of before) found.add(row.rowId)
  }
  return found
}

const linkOf = (conn: Connection, table: string, rowId: number): Link | undefined =>
  getRow<Link>(
    conn,
    `SELECT mergedInto, (deletedAt IS NOT NULL OR stub = 1) AS gone FROM "${table}" WHERE rowId = ?`,
    rowId,
  )

function rootOf(conn: Connection, table: string, rowId: number): number {
  const path: number[] = []
  let at = rowId
  while (!path.includes(at)) {
    path.push(at)
    const next = linkOf(conn, table, at)?.mergedInto ?? null
    if (next === null || linkOf(conn, table, next)?.gone !== 0) return at
    at = next
  }
  return smallestIdentity(conn, table, path.slice(path.indexOf(at)))
}

function smallestIdentity(conn: Connection, table: string, rowIds: readonly number[]): number {
  const marks = rowIds.map(() => '?').join(',')
  const row = conn.db
    .prepare(`SELECT rowId FROM "${table}" WHERE rowId IN (${marks}) ORDER BY id LIMIT 1`)
    .get(...rowIds) as { rowId: number }
  return row.rowId
}

/** The condition under which the row under `alias` was merged into another and is not shown itself. */
export const mergedAway = (alias: string): string =>
  `(${alias}.mergedInto IS NOT NULL AND ${alias}.canonicalId IS NOT ${alias}.rowId)`
