/** The field history of a record, read from the change log: what each field was, until when, by whom. */

import type { z } from 'zod'
import type { Entity } from '../shared/entity.ts'
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
  readonly seq: number
  readonly before: string | null
  readonly at: number
  readonly source: string
  readonly op: Uint8Array
  readonly user: string | null
  readonly userId: number | null
}

const log = `SELECT c.seq, c.before, t.at, o.source, o.id AS op, o.userId, u.displayName AS user
  FROM change c JOIN tx t ON t.rowId = c.txId JOIN op o ON o.rowId = t.opId LEFT JOIN user u ON u.rowId = o.userId
  WHERE c.entity = ? AND c.rowId = ? ORDER BY c.seq DESC`

/** Newest first. The value after a change is what the next later change found, or what stands now. */
export function decodeChange(
  conn: Connection,
  actor: Actor,
  entity: Entity,
  rowId: number,
  options: { field?: string | undefined; limit: number },
): FieldChange[] {
  const plan = planOf(entity)
  const fields = new Map(fieldsOf(conn, entity).map((field) => [field.name, field]))
  const current = currentValues(conn, entity, rowId)
  const changes: FieldChange[] = []
  for (const row of allRows<LogRow>(conn, log, entity.id, rowId)) {
    const before = row.before === null ? null : (JSON.parse(row.before) as Record<string, DbValue>)
    const shown: FieldChange['fields'] = []
    for (const key in before) {
      const column = columnOf(plan, key)
      const after = current.get(key) ?? null
      current.set(key, before[key] ?? null)
      const field = column === undefined ? undefined : fields.get(column)
      if (!column || (options.field && column !== options.field)) continue
      const decode = (stored: DbValue) =>
        field?.kind === 'ref'
          ? refText(conn, field.to ?? entity.name, stored)
          : field
            ? decodeField(field, stored)
            : stored
      shown.push({ field: column, before: decode(before[key] ?? null), after: decode(after) })
    }
    if (changes.length < options.limit && (shown.length || (before === null && !options.field))) {
      changes.push({
        at: new Date(row.at).toISOString(),
        user: row.user,
        source: row.source,
        operation: idToText(row.op),
        kind: before === null ? 'create' : 'update',
        undoable: maySettle(conn, actor, row.userId),
        fields: shown,
      })
    }
  }
  return changes
}

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
