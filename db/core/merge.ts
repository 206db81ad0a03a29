/**
 * Merging: several records become one. Each loser gets `mergedInto`, the winner the values chosen; nothing else is written.
 * **Children are never rewritten**: whatever refers to a loser, of a kind there is or is yet to come, is found through the
 * derived `canonicalId`. What a merge did is read back from the log (core/unmerge.ts), so it needs no table of its own, and
 * a merge that came from another device is taken back like one's own.
 * Must never: write a row other than winner and losers, or remove a loser's value.
 */

import { type Element, isEmpty, isUnited, sourcesOf, united } from '../shared/duplicates/merging.ts'
import { type Entity, type Field, isCustomName } from '../shared/entity.ts'
import { failure, invalid, notFound } from '../shared/errors.ts'
import type { DbValue } from '../shared/fields.ts'
import { textToId } from '../shared/id.ts'
import { type Connection, getRow } from './connection.ts'
import { fieldsOf } from './customFields.ts'
import { assertMayChange } from './rights.ts'
import type { Columns, MutableColumns } from './rowWriter.ts'
import { visibleName } from './visible.ts'
import type { Write } from './write.ts'

type StoredRow = Readonly<Record<string, DbValue>> & { readonly rowId: number }

/** @throws AppError Denied for what cannot be merged */
export function assertMergeable(entity: Entity): void {
  if (!entity.mergeable) throw failure('Denied', 'notMergeable', { entity: entity.name })
}

/**
 * The visible rows that are meant, in order; one that was merged away meanwhile is the record it became.
 * @throws AppError NotFound for one that is gone or never was, Invalid `ids` `mergeSame` for one that comes twice
 */
export function rowsToMerge(conn: Connection, entity: Entity, ids: readonly string[]): number[] {
  const rowIds = ids.map((id) => {
    const row = getRow<{ rowId: number }>(
      conn,
      `SELECT v.rowId FROM main."${entity.name}" r JOIN ${visibleName(entity)} v ON v.rowId = r.canonicalId WHERE r.id = ?`,
      textToId(id),
    )
    if (!row) throw notFound(entity.name, id)
    return row.rowId
  })
  if (new Set(rowIds).size < rowIds.length) throw invalid('ids', 'mergeSame')
  return rowIds
}

/**
 * Merges the rows into the first of them. `data` are wire values that win over what the rows have.
 * @throws AppError Invalid (naming the field), Conflict `mixedPrivacy`, Denied
 */
export function mergeRows(
  write: Write,
  entity: Entity,
  rowIds: readonly number[],
  data: Readonly<Record<string, unknown>>,
): void {
  const [winner, ...losers] = rowIds
  if (winner === undefined || !losers.length) throw invalid('ids', 'mergeOne')
  const rows = rowIds.map((rowId) => storedRow(write.conn, entity, rowId))
  const [first] = rows
  // One half would be hidden from others with the private half, or shown to them.
  if (rows.some((row) => (row.private === 1) !== (first?.private === 1)))
    throw failure('Conflict', 'mixedPrivacy', { entity: entity.name })
  const chosen = write.encode(entity, data)
  for (const field of entity.fields)
    if (field.required && field.name in chosen && chosen[field.name] === null)
      throw invalid(field.name, 'required')
  // Before anything is written, so that of many merges one may fail by itself.
  for (const loser of losers) assertMayChange(write.conn, write.actor, entity, loser, { mergedInto: winner })
  write.set(entity, winner, { ...mergedColumns(write.conn, entity, rows), ...chosen })
  for (const loser of losers) write.set(entity, loser, { mergedInto: winner })
}

function storedRow(conn: Connection, entity: Entity, rowId: number): StoredRow {
  const row = getRow<StoredRow>(conn, `SELECT * FROM "${entity.name}" WHERE rowId = ?`, rowId)
  if (!row) throw failure('NotFound', 'row', { entity: entity.name })
  const custom = typeof row.custom === 'string' ? (JSON.parse(row.custom) as Record<string, DbValue>) : {}
  return {
    ...row,
    ...Object.fromEntries(Object.entries(custom).map(([uuid, value]) => [`custom.${uuid}`, value])),
  }
}

/** Element ids are unique within a list. */
function withOwnIds(conn: Connection, parts: readonly (Element | string)[]): (Element | string)[] {
  const taken = new Set<unknown>()
  return parts.map((part) => {
    if (typeof part === 'string') return part
    const element = taken.has(part.id) ? { ...part, id: conn.newElementId() } : part
    taken.add(element.id)
    return element
  })
}

/** What the winner takes from the others, as columns. */
function mergedColumns(conn: Connection, entity: Entity, rows: readonly StoredRow[]): Columns {
  const fields = fieldsOf(conn, entity)
  const columns: MutableColumns = {}
  // A custom field whose definition is gone keeps its values.
  const known = new Set(fields.map((field) => field.name))
  for (const row of rows)
    for (const name in row) if (isCustomName(name) && !known.has(name)) columns[name] ??= row[name] ?? null
  const valueIn = (record: number, field: Field): DbValue => rows[record]?.[field.name] ?? null
  for (const [name, source] of sourcesOf(entity, fields, rows.length, valueIn))
    if (source > 0) columns[name] = rows[source]?.[name] ?? null
  for (const field of fields) {
    if (!isUnited(field)) continue
    const lists = rows.map((row) => elementsIn(row[field.name]))
    const all = united(field, lists)
    if (all.length > (lists[0]?.length ?? 0)) columns[field.name] = JSON.stringify(withOwnIds(conn, all))
  }
  for (const name in columns) if (isEmpty(columns[name])) delete columns[name]
  return columns
}

/** The elements or tags of a stored list; what is no list has none. */
export function elementsIn(stored: DbValue | undefined): readonly (Element | string)[] {
  if (typeof stored !== 'string') return []
  try {
    const list: unknown = JSON.parse(stored)
    return Array.isArray(list) ? (list as (Element | string)[]) : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
