/**
 * Un-merging: giving back the records that a merge made one, however long ago, each edit where it belongs. Read from the
 * log alone; what is worked out for one winner is a pure function of the changes of the rows concerned.
 *
 * Where an edit made on the merged record belongs:
 * - *A field* shows the value of one record: the loser the merge took it from, or else the winner. An edit of the field is
 *   an edit of that record's value. Un-merging gives it to that record; below it the winner's value of before appears.
 *   What was typed in the merge dialog was nobody's: it goes with the merge, but an edit of it stays with the winner.
 * - *An element of a list* (a telephone number) belongs to the record that had it, by the element's id: changed or removed
 *   on the merged record, it is changed or removed there. New elements are the winner's, and so is what both had.
 *   Elements that the merge left out come back. *A tag* that the winner had or was given later is the winner's.
 * - *A child* (a note, a position, a record of a kind yet to come) belongs to the record it names: those made before the
 *   merge to the record they were made for, those made after it to the winner.
 * - *Trash, owner and privacy* of the merged record are the winner's.
 * Merges of several records into one winner are taken back in any order: a value that the record taken away has in common
 * with one that stays merged stays shown, and a field left empty takes the value of one that stays. A merge into a record
 * that has itself been merged since is taken back after the later one (Conflict `mergedFurther` names it).
 */
import type { Entity } from '../shared/entity.ts'
import { failure } from '../shared/errors.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText } from '../shared/id.ts'
import { entityWithId } from '../shared/registry.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { withoutElementsOf } from './merge/elements.ts'
import { foldLayers, removeLayers } from './merge/layers.ts'
import { type Merges, mergesInto } from './merge/mergesInto.ts'
import { isParted } from './merge/parts.ts'
import { type Plan, planOf } from './plan.ts'
import { currentValue } from './registers.ts'
import { columnOf, type MutableColumns } from './rowWriter.ts'
import type { Write } from './write.ts'

/** Losers that an operation merged into one winner, as far as they still are. */
export interface Merged {
  readonly entity: Entity
  readonly winner: number
  readonly losers: readonly number[]
}

const mergesOfOp = `SELECT DISTINCT c.entity, c.rowId FROM tx t JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange
  WHERE t.opId = ? AND c.before LIKE '{%"4":%'`

/** What an operation merged and nobody has un-merged since; `ever`: whether it merged anything at all. */
export function mergedBy(conn: Connection, opId: number): { standing: Merged[]; ever: boolean } {
  const groups = new Map<string, { entity: Entity; winner: number; losers: number[] }>()
  let ever = false
  for (const row of allRows<{ entity: number; rowId: number }>(conn, mergesOfOp, opId)) {
    const entity = entityWithId(row.entity)
    if (!entity?.mergeable) continue
    const target = lastMerge(conn, planOf(entity), row.rowId)
    if (target.byOp.has(opId)) ever = true
    if (target.opId !== opId || target.winner === null) continue
    const key = `${entity.id}:${target.winner}`
    const group = groups.get(key)
    if (group) group.losers.push(row.rowId)
    else groups.set(key, { entity, winner: target.winner, losers: [row.rowId] })
  }
  return { standing: [...groups.values()], ever }
}

/** Which operation merged the row into what it is merged into now, and all that ever merged it. */
export function lastMerge(
  conn: Connection,
  plan: Plan,
  rowId: number,
): { opId: number | null; winner: number | null; byOp: ReadonlySet<number> } {
  const current = currentValue(conn, plan, rowId, MERGED)
  const winner = typeof current === 'number' ? current : null
  const rows = allRows<{ opId: number; before: string }>(
    conn,
    `SELECT t.opId, c.before FROM change c JOIN tx t ON t.rowId = c.txId
     WHERE c.entity = ? AND c.rowId = ? AND c.before LIKE '{%"4":%' ORDER BY c.seq DESC`,
    plan.entity.id,
    rowId,
  )
  const byOp = new Set<number>()
  let after: DbValue = current
  let last: number | null = null
  for (const { opId, before } of rows) {
    const values = JSON.parse(before) as Record<string, DbValue>
    if (!(MERGED in values)) continue
    if (typeof after === 'number') byOp.add(opId)
    last ??= opId
    after = values[MERGED] ?? null
  }
  return { opId: winner === null ? null : last, winner, byOp }
}

const MERGED = '4'

/**
 * Takes merges back. Answers how many records it touched.
 * @throws AppError Conflict `mergedFurther`, Denied
 */
export function unmerge(write: Write, groups: readonly Merged[]): number {
  for (const group of groups) assertNotMergedFurther(write.conn, group)
  // Everything is read before anything is written: the log does not speak of the transaction being written.
  const parted = groups.map((group) => ({ group, rows: partOf(write.conn, group) }))
  let touched = 0
  for (const { group, rows } of parted) {
    for (const loser of group.losers) {
      const columns = { ...rows.get(loser), mergedInto: null }
      if (write.set(group.entity, loser, columns)) touched++
    }
    const own = rows.get(group.winner)
    if (own && write.set(group.entity, group.winner, own)) touched++
  }
  return touched
}

function assertNotMergedFurther(conn: Connection, { entity, winner }: Merged): void {
  const later = lastMerge(conn, planOf(entity), winner)
  if (later.opId === null) return
  const root = getRow<{ canonicalId: number }>(
    conn,
    `SELECT canonicalId FROM "${entity.name}" WHERE rowId = ?`,
    winner,
  )
  if (root?.canonicalId === winner) return
  const op = getRow<{ id: Uint8Array }>(conn, 'SELECT id FROM op WHERE rowId = ?', later.opId)
  throw failure('Conflict', 'mergedFurther', { operation: op ? idToText(op.id) : '' })
}

/** What winner and losers are to hold once they are records of their own again. */
function partOf(conn: Connection, group: Merged): Map<number, MutableColumns> {
  const plan = planOf(group.entity)
  const merges = mergesInto(conn, plan, group.winner)
  const rows = new Map<number, MutableColumns>()
  const put = (rowId: number, key: string, value: DbValue): void => {
    const column = columnOf(plan, key)
    if (!column || currentValue(conn, plan, rowId, key) === value) return
    const columns = rows.get(rowId) ?? {}
    columns[column] = value
    rows.set(rowId, columns)
  }
  for (const key of keysOf(merges)) {
    if (isParted(plan, key)) withoutElementsOf(conn, plan, merges, group.losers, key, put)
    else {
      const state = foldLayers(conn, plan, merges, key)
      const { shown, given } = removeLayers(conn, plan, merges, state, group.losers, key)
      for (const [loser, value] of given) put(loser, key, value)
      if (shown !== undefined) put(group.winner, key, shown)
    }
  }
  return rows
}

/** The fields that merges into the winner wrote. */
function keysOf(merges: Merges): Set<string> {
  const keys = new Set<string>()
  for (const step of merges.steps)
    if (step.merged.length) for (const key of step.values.keys()) if (key !== MERGED) keys.add(key)
  return keys
}
