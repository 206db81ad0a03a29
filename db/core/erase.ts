/**
 * Erasing a record: what the emptied trash and the erasure of a person come down to. The row stays as a tombstone, so that
 * other devices learn of it; every value people wrote goes, from the row, from what is derived from it, from drafts and
 * conflicts, and from the old values the change log keeps. Which registers were written, when and by whom stays: clocks
 * and outbox are derived from that.
 * Must never: leave the log able to bring a value back, or touch a row it was not given.
 */
import { customName, type Entity, FIRST_FIELD_ID } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText } from '../shared/id.ts'
import { allRows, getRow } from './connection.ts'
import { keepRefusals } from './keepRefusals.ts'
import { forgetUnsent } from './outbox.ts'
import { CONFIRMED } from './ownTx.ts'
import { type Plan, planOf } from './plan.ts'
import { ERASED, partsOf } from './registers.ts'
import type { Write } from './write.ts'

type Row = Record<string, DbValue> & { readonly id: DbValue }

/** Erases rows, and what was merged into them, within the caller's transaction. The operation they belong to must be one that cannot be undone. */
export function eraseRows(write: Write, entity: Entity, rowIds: Iterable<number>): void {
  const { db } = write.conn
  const was = db.pragma('secure_delete', { simple: true })
  // Freed space is overwritten too: what was erased is not to be read out of the file.
  db.pragma('secure_delete = ON')
  try {
    for (const rowId of rowIds) {
      const members = mergedInto(write, entity, rowId)
      const about = keepRefusals(write, entity, members)
      for (const member of members) eraseRow(write, entity, member)
      for (const [other, otherRow] of about) eraseRow(write, other, otherRow)
    }
  } finally {
    db.pragma(`secure_delete = ${Number(was)}`)
  }
}

/** A merged record is all that went into it: what is erased does not come back as one of its parts. */
const mergedInto = ({ conn }: Write, entity: Entity, rowId: number): number[] => [
  ...allRows<{ rowId: number }>(
    conn,
    `SELECT rowId FROM "${entity.name}" WHERE canonicalId = ? AND rowId <> ? AND deletedAt IS NULL AND stub = 0`,
    rowId,
    rowId,
  ).map((row) => row.rowId),
  rowId,
]

function eraseRow(write: Write, entity: Entity, rowId: number): void {
  const { conn } = write
  const row = getRow<Row>(conn, `SELECT * FROM "${entity.name}" WHERE rowId = ?`, rowId)
  if (!row) return
  const columns: Record<string, DbValue> = { trashedAt: null, deletedAt: write.at }
  for (const field of entity.fields)
    if (field.id >= FIRST_FIELD_ID && !field.derived) columns[field.name] = null
  const custom = typeof row.custom === 'string' ? (JSON.parse(row.custom) as object) : {}
  for (const uuid in custom) columns[customName(uuid)] = null
  write.set(entity, rowId, columns)
  write.confirm(entity, rowId, [ERASED])
  eraseHistory(write, entity, rowId)
  conn.prepare('DELETE FROM sibling WHERE entity = ? AND rowId = ?').run(entity.id, rowId)
  forgetUnsent(conn, entity.id, idToText(row.id as unknown as Uint8Array))
  conn
    .prepare('DELETE FROM draft WHERE entity = ? AND record = ?')
    .run(entity.name, idToText(row.id as unknown as Uint8Array))
}

/** What is left of a record's values in the past: in the log and in answered conflicts. */
export function eraseHistory(write: Pick<Write, 'conn'>, entity: Entity, rowId: number): void {
  eraseLog(write, entity, rowId)
  write.conn.prepare('DELETE FROM syncClosed WHERE entity = ? AND rowId = ?').run(entity.id, rowId)
}

interface LogRow {
  readonly seq: number
  readonly before: string
}

/** Old values become null; the keys stay. */
function eraseLog(write: Pick<Write, 'conn'>, entity: Entity, rowId: number): void {
  const { conn } = write
  const plan = planOf(entity)
  const update = conn.prepare('UPDATE change SET before = ? WHERE seq = ?')
  const log = allRows<LogRow>(
    conn,
    'SELECT seq, before FROM change WHERE entity = ? AND rowId = ? AND before IS NOT NULL',
    entity.id,
    rowId,
  )
  for (const { seq, before } of log) {
    const erased: Record<string, DbValue> = {}
    for (const [key, value] of Object.entries(JSON.parse(before) as Record<string, DbValue>)) {
      if (key === CONFIRMED) erased[key] = value
      else erased[key] = keptOf(plan, key, value)
    }
    update.run(JSON.stringify(erased), seq)
  }
}

/**
 * What the log may still say. The program's own fields are no content. Of lists the bare element ids stay, because each
 * element is a register whose end other devices must hear of, also of those that went before and are not told yet.
 */
function keptOf(plan: Plan, key: string, value: DbValue): DbValue {
  const field = plan.fieldById.get(Number(key))
  if (field && field.id < FIRST_FIELD_ID) return value
  if (field?.kind !== 'list' || typeof value !== 'string') return null
  return JSON.stringify([...partsOf(value).keys()].map((id) => ({ id })))
}
