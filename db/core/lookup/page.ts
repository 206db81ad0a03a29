/**
 * A few rows of a list as arrays of the asked columns: one prepared statement, one look-up by key for each row. Reads the
 * visible views only; a row that may not be seen any more is null and keeps its identity and place.
 */
import type { Entity, Field } from '../../shared/entity.ts'
import { invalid } from '../../shared/errors.ts'
import { type DbValue, decodeField } from '../../shared/fields.ts'
import { idToText } from '../../shared/id.ts'
import type { Page } from '../../shared/lookups.ts'
import { entityNamed } from '../../shared/registry.ts'
import type { Connection } from '../connection.ts'
import { hiddenCondition, visibleName } from '../visible.ts'
import { columnSql, jsonSql, resolveField } from './fieldPath.ts'
import { prepared } from './statements.ts'

interface Column {
  readonly sql: string
  readonly field: Field
  /** Of the first list element, shown as it is. */
  readonly property: string | undefined
}

const ROW = 'r'

/** @throws AppError Invalid for a field that is unknown, or beyond a reference */
function columnsOf(conn: Connection, entity: Entity, names: readonly string[]): Column[] {
  return names.map((name) => {
    const target = resolveField(conn, entity, name)
    if (target.at !== 'own' || target.field.name === 'id') throw invalid(name, 'column')
    const { field, property } = target
    const stored = columnSql(field, ROW)
    return {
      field,
      property,
      sql: property ? `json_extract(${jsonSql(stored)}, '$[0].${property}')` : stored,
    }
  })
}

/** The statement that reads one row of a page: its identity, then the columns. */
export const pageSql = (conn: Connection, entity: Entity, names: readonly string[]): string =>
  selectSql(entity, columnsOf(conn, entity, names))

const selectSql = (entity: Entity, columns: readonly Column[]): string =>
  `SELECT ${[`${ROW}.id`, ...columns.map(({ sql }) => sql)].join(', ')} FROM ${visibleName(entity)} ${ROW} WHERE ${ROW}.rowId = ?`

/** Reads rows in the order given. */
export function readPage(
  conn: Connection,
  entity: Entity,
  names: readonly string[],
  rowIds: Int32Array,
  offset: number,
): Page {
  const columns = columnsOf(conn, entity, names)
  const select = prepared(conn, selectSql(entity, columns), 'raw')
  const nameOf = referenceNames(conn)
  const ids: string[] = []
  const rows: (unknown[] | null)[] = []
  for (const rowId of rowIds) {
    const stored = select.get(rowId) as [Uint8Array, ...DbValue[]] | undefined
    if (!stored) {
      ids.push(identityOf(conn, entity, rowId))
      rows.push(null)
      continue
    }
    ids.push(idToText(stored[0]))
    const row: unknown[] = []
    for (const [at, { field, property }] of columns.entries()) {
      const value = (stored[at + 1] ?? null) as DbValue
      if (field.kind === 'ref') row.push(typeof value === 'number' ? nameOf(field.to ?? '', value) : null)
      else row.push(property ? value : decodeField(field, value))
    }
    rows.push(row)
  }
  return { offset, fields: [...names], ids, rows }
}

/** Stretches of rows that begin at `starts`, each with the value of its first row. */
export function readGroups(
  conn: Connection,
  entity: Entity,
  field: string,
  rowIds: Int32Array,
  starts: readonly number[],
): { start: number; count: number; value: unknown }[] {
  const firsts = Int32Array.from(starts, (start) => rowIds[start] ?? 0)
  const { rows } = readPage(conn, entity, [field], firsts, 0)
  return starts.map((start, at) => ({
    start,
    count: (starts[at + 1] ?? rowIds.length) - start,
    value: rows[at]?.[0] ?? null,
  }))
}

function identityOf(conn: Connection, entity: Entity, rowId: number): string {
  const id = prepared(conn, `SELECT id FROM main."${entity.name}" WHERE rowId = ?`, 'pluck').get(rowId)
  return id instanceof Uint8Array ? idToText(id) : ''
}

interface Reference {
  readonly id: string
  /** Null when the acting user may not know it. */
  readonly name: string | null
}

/** Identity and name behind references, each asked for once; a merged record answers as the one it became. */
function referenceNames(conn: Connection): (to: string, rowId: number) => Reference | null {
  const readers = new Map<string, (rowId: number) => Reference | null>()
  return (to, rowId) => {
    let read = readers.get(to)
    if (!read) {
      read = referenceReader(conn, entityNamed(to))
      readers.set(to, read)
    }
    return read(rowId)
  }
}

/** One row that a reference leads to; its name only where the view would show it. A join to itself would double the price. */
export const referenceSql = (to: Entity): string =>
  `SELECT r.id, CASE WHEN NOT (${hiddenCondition(to, 'r')}) THEN r.displayName END, r.canonicalId
   FROM main."${to.name}" r WHERE r.rowId = ?`

function referenceReader(conn: Connection, to: Entity): (rowId: number) => Reference | null {
  const select = prepared(conn, referenceSql(to), 'raw')
  const known = new Map<number, Reference | null>()
  const read = (rowId: number): Reference | null => {
    const row = select.get(rowId) as [Uint8Array, string | null, number | null] | undefined
    if (!row) return null
    const [id, name, canonicalId] = row
    // A canonical record is its own: this goes one step, never round.
    if (canonicalId !== null && canonicalId !== rowId) {
      const winner = select.get(canonicalId) as typeof row | undefined
      if (winner) return { id: idToText(winner[0]), name: winner[1] }
    }
    return { id: idToText(id), name }
  }
  return (rowId) => {
    let reference = known.get(rowId)
    if (reference === undefined) {
      reference = read(rowId)
      known.set(rowId, reference)
    }
    return reference
  }
}

/** The first visible rows by name, straight from its index: what a fresh list shows while the rest is not yet counted. */
export const headSql = (entity: Entity, descending: boolean): string => {
  const order = descending ? 'sortKey DESC, rowId DESC' : 'sortKey, rowId'
  return `SELECT rowId FROM ${visibleName(entity)} WHERE sortKey > '' ORDER BY ${order} LIMIT ?`
}
