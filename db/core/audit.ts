/** The field history of a record, read from the change log: what each field was, until when, by whom. */

import type { z } from 'zod'
import type { Entity, Field } from '../shared/entity.ts'
import { type DbValue, decodeField } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import type { fieldChangeSchema } from '../shared/records.ts'
import { entityNamed } from '../shared/registry.ts'
import { type Actor, allRows, type Connection, getRow } from './connection.ts'
import { fieldsOf } from './customFields.ts'
import { planOf } from './plan.ts'
import { maySettle } from './rights.ts'
import { columnOf } from './rowWriter.ts'
import { secretCondition } from './visible.ts'

export type FieldChange = z.infer<typeof fieldChangeSchema>

interface LogRow {
  readonly rowId: number
  readonly before: string | null
  readonly at: number
  readonly source: string
  readonly op: Uint8Array
  readonly user: string | null
  readonly userId: number | null
}

const log = `SELECT c.rowId, c.before, t.at, o.source, o.id AS op, o.userId, u.displayName AS user
  FROM change c JOIN tx t ON t.rowId = c.txId JOIN op o ON o.rowId = t.opId LEFT JOIN user u ON u.rowId = o.userId
  WHERE c.entity = ? AND c.rowId IN (SELECT value FROM json_each(?)) ORDER BY c.seq DESC`

/**
 * Newest first, of the row and of all that was merged into it. The value after a change is what the next later change of
 * the same row found, or what stands now.
 */
export function decodeChange(
  conn: Connection,
  actor: Actor,
  entity: Entity,
  rowId: number,
  options: { field?: string | undefined; limit: number },
): FieldChange[] {
  const plan = planOf(entity)
  const fields = new Map(fieldsOf(conn, entity).map((field) => [field.name, field]))
  const parts = new Map(partsOf(conn, entity, rowId).map((part) => [part.rowId, part]))
  const current = new Map([...parts.keys()].map((part) => [part, currentValues(conn, entity, part)]))
  const decode = (field: Field | undefined, stored: DbValue): unknown => {
    if (field?.kind === 'ref') return refText(conn, field.to ?? entity.name, stored)
    return field ? decodeField(field, stored) : stored
  }
  const changes: FieldChange[] = []
  for (const row of allRows<LogRow>(conn, log, entity.id, JSON.stringify([...parts.keys()]))) {
    const before = row.before === null ? null : (JSON.parse(row.before) as Record<string, DbValue>)
    const values = current.get(row.rowId)
    const shown: FieldChange['fields'] = []
    for (const key in before) {
      const column = columnOf(plan, key)
      const after = values?.get(key) ?? null
      values?.set(key, before[key] ?? null)
      if (!column || (options.field && column !== options.field)) continue
      const field = fields.get(column)
      shown.push({ field: column, before: decode(field, before[key] ?? null), after: decode(field, after) })
    }
    if (changes.length >= options.limit) break
    if (!shown.length && (before !== null || options.field)) continue
    const part = parts.get(row.rowId)
    changes.push({
      at: new Date(row.at).toISOString(),
      user: row.user,
      source: row.source,
      operation: idToText(row.op),
      kind: before === null ? 'create' : 'update',
      undoable: maySettle(conn, actor, row.userId),
      of: part && row.rowId !== rowId ? { id: idToText(part.id), displayName: part.displayName ?? '' } : null,
      fields: shown,
    })
  }
  return changes
}

interface Part {
  readonly rowId: number
  readonly id: Uint8Array
  readonly displayName: string | null
}

/** The row and what was merged into it, as far as the acting user may see it. */
const partsOf = (conn: Connection, entity: Entity, rowId: number): Part[] =>
  allRows<Part>(
    conn,
    `SELECT rowId, id, displayName FROM "${entity.name}" r
     WHERE rowId = ? OR (canonicalId = ? AND deletedAt IS NULL AND stub = 0 AND NOT (${secretCondition(entity, 'r')}))`,
    rowId,
    rowId,
  )

function currentValues(conn: Connection, entity: Entity, rowId: number): Map<string, DbValue> {
  const row =
    getRow<Record<string, DbValue>>(conn, `SELECT * FROM "${entity.name}" WHERE rowId = ?`, rowId) ?? {}
  const values = new Map<string, DbValue>()
  for (const field of entity.fields) values.set(String(field.id), row[field.name] ?? null)
  const custom = typeof row.custom === 'string' ? (JSON.parse(row.custom) as Record<string, DbValue>) : {}
  for (const uuid in custom) values.set(`c:${uuid}`, custom[uuid] ?? null)
  return values
}

function refText(conn: Connection, to: string, stored: DbValue): unknown {
  if (stored === null) return null
  const entity = entityNamed(to)
  const row = getRow<{ id: Uint8Array; displayName: string | null }>(
    conn,
    `SELECT r.id, CASE WHEN NOT (${secretCondition(entity, 'r')}) THEN r.displayName END AS displayName FROM "${entity.name}" r WHERE ${typeof stored === 'string' ? 'r.id' : 'r.rowId'} = ?`,
    typeof stored === 'string' ? textToId(stored) : stored,
  )
  return row ? { id: idToText(row.id), displayName: row.displayName } : null
}
