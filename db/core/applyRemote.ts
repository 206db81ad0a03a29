/**
 * The other door of the write path: what another device did. Row and registers only. Never refused by rights or
 * validation, never runs effects, never originates anything. Applying twice changes nothing.
 */
import type { DbValue } from '../shared/fields.ts'
import { textToId } from '../shared/id.ts'
import { entityNamed, entityWithId } from '../shared/registry.ts'
import { type Connection, getRow } from './connection.ts'
import type { RemoteChange, RemoteTx } from './outbox.ts'
import { type Plan, planOf } from './plan.ts'
import { clockOf, currentValue, deriveClocks, ROW, type Stamp, setClock, withRegister } from './registers.ts'
import { columnOf, RowWriter } from './rowWriter.ts'
import { insertTx, inTransaction, lastSeq, nextTxId } from './transaction.ts'

/** `applied` is false for a transaction that was here already. */
export function applyRemote(conn: Connection, tx: RemoteTx): { applied: boolean } {
  return inTransaction(conn, () => {
    if (getRow(conn, 'SELECT 1 FROM tx WHERE stream = ? AND seq = ?', tx.stream, tx.seq))
      return { applied: false }
    deriveClocks(conn)
    const txId = nextTxId(conn)
    const first = lastSeq(conn) + 1
    const rows = new RowWriter(conn, txId, tx.at)
    for (const change of tx.changes) applyChange(conn, rows, change, tx)
    const opId = remoteOperation(rows, tx)
    conn.prepare(insertTx).run(txId, opId, tx.hlc, tx.stream, tx.seq, tx.at, first, first + rows.changes - 1)
    return { applied: true }
  })
}

function remoteOperation(rows: RowWriter, tx: RemoteTx): number {
  const { conn } = rows
  const id = textToId(tx.operation)
  const known = getRow<{ rowId: number }>(conn, 'SELECT rowId FROM op WHERE id = ?', id)
  if (known) return known.rowId
  const userId = tx.user === null ? null : rows.rowFor(planOf(entityNamed('user')), textToId(tx.user))
  const { lastInsertRowid } = conn
    .prepare("INSERT INTO op(id, userId, source, kind, state, at) VALUES(?, ?, 'sync', ?, 'done', ?)")
    .run(id, userId, tx.kind, tx.at)
  return Number(lastInsertRowid)
}

function applyChange(conn: Connection, rows: RowWriter, change: RemoteChange, tx: RemoteTx): void {
  const entity = entityWithId(change.entity)
  if (!entity) return // Parked by the sync layer, which replays it after an upgrade.
  const plan = planOf(entity)
  const known = getRow<{ rowId: number; stub: number }>(
    conn,
    `SELECT rowId, stub FROM ${entity.name} WHERE id = ?`,
    textToId(change.id),
  )
  if (!known) {
    const rowId = rows.reserve(plan)
    const columns = collect(rows, plan, change, () => null, rowId)
    rows.insert(plan, columns, textToId(change.id) ?? new Uint8Array(16), rowId)
    if (!change.create) conn.prepare(`UPDATE ${entity.name} SET stub = 1 WHERE rowId = ?`).run(rowId)
    setClock(conn, entity.id, rowId, ROW, tx)
    return
  }
  if (change.create && known.stub) {
    conn.prepare(`UPDATE ${entity.name} SET stub = 0 WHERE rowId = ?`).run(known.rowId)
    rows.touch(plan, known.rowId)
    // Registers that overtook the create keep their own later stamps.
    if (!clockOf(conn, entity.id, known.rowId, ROW)) setClock(conn, entity.id, known.rowId, ROW, tx)
  }
  const won: Record<string, DbValue> = {}
  for (const [register, value] of Object.entries(change.registers)) {
    if (wins(conn, plan, known.rowId, register, value, tx)) won[register] = value
  }
  const current = (key: string) => currentValue(conn, plan, known.rowId, key)
  rows.set(plan, known.rowId, collect(rows, plan, { ...change, registers: won }, current, known.rowId))
}

const isLater = (a: Stamp, b: Stamp): boolean =>
  a.hlc !== b.hlc ? a.hlc > b.hlc : a.stream !== b.stream ? a.stream > b.stream : a.seq > b.seq

/** Decides a race. The loser is kept beside the winner unless the winner's writer had seen it. */
function wins(
  conn: Connection,
  plan: Plan,
  rowId: number,
  register: string,
  value: DbValue,
  tx: RemoteTx,
): boolean {
  const entity = plan.entity.id
  const current = clockOf(conn, entity, rowId, register)
  if (!current) {
    setClock(conn, entity, rowId, register, tx)
    return true
  }
  const seen = (tx.seen[String(current.stream)] ?? 0) >= current.seq
  const later = seen || isLater(tx, current)
  if (later) {
    if (!seen) keepSibling(conn, entity, rowId, register, current, registerValue(conn, plan, rowId, register))
    setClock(conn, entity, rowId, register, tx)
  } else keepSibling(conn, entity, rowId, register, tx, value)
  return later
}

function registerValue(conn: Connection, plan: Plan, rowId: number, register: string): DbValue {
  const { key, part } = keyAndPart(register)
  const stored = currentValue(conn, plan, rowId, key)
  if (part === undefined || typeof stored !== 'string') return part === undefined ? stored : null
  const element = (JSON.parse(stored) as (string | { id: string })[]).find(
    (e) => (typeof e === 'string' ? e : e.id) === part,
  )
  return element === undefined ? null : typeof element === 'string' ? '1' : JSON.stringify(element)
}

function keepSibling(
  conn: Connection,
  entity: number,
  rowId: number,
  field: string,
  stamp: Stamp,
  value: DbValue,
): void {
  conn
    .prepare(
      'INSERT OR IGNORE INTO sibling(entity, rowId, field, hlc, stream, seq, value) VALUES(?, ?, ?, ?, ?, ?, ?)',
    )
    .run(entity, rowId, field, stamp.hlc, stamp.stream, stamp.seq, JSON.stringify(value))
}

function keyAndPart(register: string): { key: string; part: string | undefined } {
  const dot = register.indexOf('.')
  return dot < 0
    ? { key: register, part: undefined }
    : { key: register.slice(0, dot), part: register.slice(dot + 1) }
}

/** Registers folded back into columns; references as local rows. */
function collect(
  rows: RowWriter,
  plan: Plan,
  change: RemoteChange,
  current: (key: string) => DbValue,
  self: number,
): Record<string, DbValue> {
  const columns: Record<string, DbValue> = {}
  for (const [register, value] of Object.entries(change.registers)) {
    const { key, part } = keyAndPart(register)
    const column = columnOf(plan, key)
    if (!column) continue
    const field = plan.fieldByName.get(column)
    if (part !== undefined)
      columns[column] = withRegister(plan, key, part, columns[column] ?? current(key), value)
    else if (field?.kind === 'ref' && typeof value === 'string') {
      const to = field.name === 'mergedInto' ? plan.entity : entityNamed(field.to ?? '')
      // The first user of a database made itself.
      columns[column] = value === change.id ? self : rows.rowFor(planOf(to), textToId(value))
    } else columns[column] = value
  }
  return columns
}
