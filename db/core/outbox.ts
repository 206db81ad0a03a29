/**
 * What this device has to tell others, read from the change log: transactions with their dots and, for each record, the
 * registers written and the values they were given then. Private records and what hangs on them never appear.
 */
import type { DbValue } from '../shared/fields.ts'
import { idToText } from '../shared/id.ts'
import { entityNamed, entityWithId } from '../shared/registry.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { type Plan, planOf } from './plan.ts'
import { changesOf, currentValue, registersBetween, type Stamp, valueAfter } from './registers.ts'
import { columnOf } from './rowWriter.ts'

export interface RemoteChange {
  /** Permanent entity number. */
  readonly entity: number
  readonly id: string
  readonly create: boolean
  /** Register key → value; references as UUIDs. */
  readonly registers: Readonly<Record<string, DbValue>>
}

export interface RemoteTx extends Stamp {
  readonly at: number
  readonly operation: string
  readonly kind: string
  readonly user: string | null
  /** Highest sequence per stream this device had applied when it published: what the writer may have seen. */
  readonly seen: Readonly<Record<string, number>>
  readonly changes: readonly RemoteChange[]
}

interface TxRow extends Stamp {
  readonly at: number
  readonly firstChange: number
  readonly lastChange: number
  readonly op: Uint8Array
  readonly kind: string
  readonly user: Uint8Array | null
}

const own = `SELECT t.hlc, t.stream, t.seq, t.at, t.firstChange, t.lastChange, o.id AS op, o.kind, u.id AS user
  FROM tx t JOIN op o ON o.rowId = t.opId LEFT JOIN user u ON u.rowId = o.userId
  WHERE t.rowId > ? AND o.source <> 'sync' ORDER BY t.rowId`

/** Highest sequence per stream among the transactions this device had before the given one. */
function frontierBefore(conn: Connection, firstChange: number): Record<string, number> {
  const rows = allRows<{ stream: number; seq: number }>(
    conn,
    'SELECT stream, max(seq) AS seq FROM tx WHERE firstChange < ? GROUP BY stream',
    firstChange,
  )
  return Object.fromEntries(rows.map((row) => [String(row.stream), row.seq]))
}

/** Transactions of this device after the local transaction `afterTx` (0: all). */
export function outbox(conn: Connection, afterTx: number): RemoteTx[] {
  return allRows<TxRow>(conn, own, afterTx).map((tx) => ({
    hlc: tx.hlc,
    stream: tx.stream,
    seq: tx.seq,
    at: tx.at,
    operation: idToText(tx.op),
    kind: tx.kind,
    user: tx.user ? idToText(tx.user) : null,
    seen: frontierBefore(conn, tx.firstChange),
    changes: changesOf(conn, tx).flatMap((change) => portable(conn, change) ?? []),
  }))
}

function portable(
  conn: Connection,
  change: { seq: number; entity: number; rowId: number; before: string | null },
): RemoteChange | undefined {
  const entity = entityWithId(change.entity)
  if (!entity) return undefined
  const plan = planOf(entity)
  const row = getRow<{ id: Uint8Array; private: number | null }>(
    conn,
    `SELECT id, private FROM ${entity.name} WHERE rowId = ?`,
    change.rowId,
  )
  if (!row || row.private === 1 || underPrivateParent(conn, plan, change.rowId)) return undefined
  const registers: Record<string, DbValue> = {}
  const before = change.before === null ? undefined : (JSON.parse(change.before) as Record<string, DbValue>)
  for (const key of before ? Object.keys(before) : allKeys(conn, plan, change.rowId)) {
    const after = valueAfter(conn, plan, change.rowId, change.seq, key)
    for (const [register, value] of registersBetween(plan, key, before?.[key] ?? null, after)) {
      if (before || value !== null) registers[register] = asIdentity(conn, plan, key, value)
    }
  }
  return { entity: entity.id, id: idToText(row.id), create: change.before === null, registers }
}

function underPrivateParent(conn: Connection, plan: Plan, rowId: number): boolean {
  return (plan.entity.parents ?? []).some((column) => {
    const parent = plan.fieldByName.get(column)?.to ?? ''
    return (
      getRow(
        conn,
        `SELECT 1 FROM ${plan.entity.name} r JOIN ${parent} p ON p.rowId = r.${column} WHERE r.rowId = ? AND p.private = 1`,
        rowId,
      ) !== undefined
    )
  })
}

function allKeys(conn: Connection, plan: Plan, rowId: number): string[] {
  const row = getRow<{ custom: string | null }>(
    conn,
    `SELECT custom FROM ${plan.entity.name} WHERE rowId = ?`,
    rowId,
  )
  const custom = row?.custom ? Object.keys(JSON.parse(row.custom) as object).map((uuid) => `c:${uuid}`) : []
  return [...[...plan.fieldById.keys()].map(String), ...custom].filter(
    (key) => currentValue(conn, plan, rowId, key) !== null || everChanged(conn, plan, rowId, key),
  )
}

const everChanged = (conn: Connection, plan: Plan, rowId: number, key: string): boolean =>
  allRows<{ before: string | null }>(
    conn,
    'SELECT before FROM change WHERE entity = ? AND rowId = ?',
    plan.entity.id,
    rowId,
  ).some(({ before }) => before !== null && key in (JSON.parse(before) as object))

/** A local reference as the identity it means. */
function asIdentity(conn: Connection, plan: Plan, key: string, value: DbValue): DbValue {
  const field = plan.fieldByName.get(columnOf(plan, key) ?? '')
  if (field?.kind !== 'ref' || typeof value !== 'number') return value
  const to = entityNamed(field.name === 'mergedInto' ? plan.entity.name : (field.to ?? ''))
  const row = getRow<{ id: Uint8Array }>(conn, `SELECT id FROM ${to.name} WHERE rowId = ?`, value)
  return row ? idToText(row.id) : null
}
