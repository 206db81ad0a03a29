/**
 * Rows as the wire carries them: decoded by kind, references as identities with the name they go by. Reads the visible
 * views only.
 */
import type { Entity, Field } from '../shared/entity.ts'
import { customKey, isCustomName } from '../shared/entity.ts'
import { notFound } from '../shared/errors.ts'
import { type DbValue, decodeField } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import type { WireRecord } from '../shared/records.ts'
import { entityNamed } from '../shared/registry.ts'
import { type Connection, getRow } from './connection.ts'
import { fieldsOf } from './customFields.ts'
import { hiddenCondition, trashName, visibleName } from './visible.ts'

type StoredRow = Record<string, DbValue | Uint8Array>

interface Named {
  readonly id: Uint8Array
  readonly displayName: string | null
  readonly visible: number
}

type Name = { readonly id: string; readonly name: string | null } | null
/** Names met while reading: the same few people and companies stand behind most references. */
type Names = Map<string, Name>
const MAX_NAMES = 10_000

const nameQueries = new Map<string, string>()
function nameQuery(to: string): string {
  const known = nameQueries.get(to)
  if (known !== undefined) return known
  const entity = entityNamed(to)
  const query = `SELECT w.id, w.displayName, NOT (${hiddenCondition(entity, 'w')}) AS visible
     FROM main."${entity.name}" r JOIN main."${entity.name}" w ON w.rowId = r.canonicalId WHERE r.rowId = ?`
  nameQueries.set(to, query)
  return query
}

/** Identity and name of a row referred to; the name only when the acting user may see it. Merged rows answer as their winner. */
export function named(conn: Connection, to: string, rowId: number, names: Names = new Map()): Name {
  const key = `${to} ${rowId}`
  const known = names.get(key)
  if (known !== undefined) return known
  const row = getRow<Named>(conn, nameQuery(to), rowId)
  const name = row ? { id: idToText(row.id), name: row.visible ? row.displayName : null } : null
  if (names.size >= MAX_NAMES) names.clear()
  names.set(key, name)
  return name
}

/** A stored row as a wire record: fields, `displayName`, `refs` (names behind references), `createdAt`, `updatedAt`. */
export function toWire(
  conn: Connection,
  entity: Entity,
  row: StoredRow,
  fields = fieldsOf(conn, entity),
  names: Names = new Map(),
): WireRecord {
  const refs: Record<string, string | null> = {}
  const record: WireRecord = { id: idToText(row.id as Uint8Array), entity: entity.name }
  const custom = typeof row.custom === 'string' ? (JSON.parse(row.custom) as Record<string, DbValue>) : {}
  for (const field of fields) {
    if (field.searchOnly) continue
    const stored = isCustomName(field.name)
      ? (custom[customKey(field.name)] ?? null)
      : ((row[field.name] ?? null) as DbValue)
    record[field.name] = value(conn, entity, field, stored, refs, names)
  }
  record.displayName = row.displayName ?? null
  record.updatedAt = typeof row.updatedAt === 'number' ? new Date(row.updatedAt).toISOString() : null
  record.refs = refs
  return record
}

function value(
  conn: Connection,
  entity: Entity,
  field: Field,
  stored: DbValue,
  refs: Record<string, string | null>,
  names: Names,
): unknown {
  if (field.kind !== 'ref') return decodeField(field, stored)
  const rowId = typeof stored === 'string' ? linkedRow(conn, field, stored) : stored
  if (typeof rowId !== 'number') return null
  // `mergedInto` names no entity: it leads to one of the same kind.
  const target = named(conn, field.to ?? entity.name, rowId, names)
  refs[field.name] = target?.name ?? null
  return target?.id ?? null
}

/** The local row that a link of a custom field leads to. */
const linkedRow = (conn: Connection, field: Field, id: string): number | undefined =>
  getRow<{ rowId: number }>(
    conn,
    `SELECT rowId FROM main."${entityNamed(field.to ?? '').name}" WHERE id = ?`,
    textToId(id),
  )?.rowId

/** One visible record. `trash`: look there too. @throws AppError NotFound */
export function readRecord(
  conn: Connection,
  entity: Entity,
  id: string,
  options: { trash?: boolean } = {},
): WireRecord {
  const bytes = textToId(id)
  const row =
    getRow<StoredRow>(conn, `SELECT * FROM ${visibleName(entity)} WHERE id = ?`, bytes) ??
    (options.trash
      ? getRow<StoredRow>(conn, `SELECT * FROM ${trashName(entity)} WHERE id = ?`, bytes)
      : undefined) ??
    mergedWinner(conn, entity, bytes)
  if (!row) throw notFound(entity.name, id)
  return toWire(conn, entity, row)
}

/** A record that was merged away answers as the one it became. */
function mergedWinner(conn: Connection, entity: Entity, id: Uint8Array | undefined): StoredRow | undefined {
  return getRow<StoredRow>(
    conn,
    `SELECT v.* FROM main."${entity.name}" r JOIN ${visibleName(entity)} v ON v.rowId = r.canonicalId
     WHERE r.id = ? AND r.mergedInto IS NOT NULL AND r.stub = 0 AND r.deletedAt IS NULL`,
    id,
  )
}

/** Visible records by local rows, in that order; rows not visible are left out. */
export function readRows(
  conn: Connection,
  entity: Entity,
  rowIds: Iterable<number>,
  fields?: readonly Field[],
): WireRecord[] {
  const select = conn.prepare(`SELECT * FROM ${visibleName(entity)} WHERE rowId = ?`)
  const shown = fields ?? fieldsOf(conn, entity)
  const names: Names = new Map()
  const records: WireRecord[] = []
  for (const rowId of rowIds) {
    const row = select.get(rowId) as StoredRow | undefined
    if (row) records.push(toWire(conn, entity, row, shown, names))
  }
  return records
}
