/**
 * What this device has to tell others, worked out from the change log before anything is published or applied: clocks,
 * the frontier, and for each own transaction the registers it wrote with the values they got. Nothing is captured a second
 * time. Private records and what hangs on them never appear; one that becomes private is taken back, one that ceases to be
 * is told in full.
 * Must never: run outside a transaction, or look at transactions of other devices.
 */

import { performance } from 'node:perf_hooks'
import { type Entity, FIRST_FIELD_ID } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText } from '../shared/id.ts'
import { bookkeeping } from './bookkeeping.ts'
import { allRows, type Connection, getMeta, getRow, setMeta } from './connection.ts'
import { Frontier, keepSaw, type Seen } from './frontier.ts'
import { TxReader, type TxRow } from './ownTx.ts'
import { anyTombstone, reviewLife } from './parentLife.ts'
import type { RemoteChange, RemoteTx } from './remoteTx.ts'
import { inTransaction } from './transaction.ts'
import { Registers } from './versions.ts'

const pendingTx = `SELECT t.rowId, t.hlc, t.stream, t.seq, t.at, t.firstChange, t.lastChange, o.id AS op, o.kind, u.id AS user
  FROM tx t JOIN op o ON o.rowId = t.opId LEFT JOIN user u ON u.rowId = o.userId
  WHERE t.rowId > ? AND t.remote IS NULL ORDER BY t.rowId LIMIT 500`
const insertOutbox = 'INSERT OR IGNORE INTO syncOutbox(stream, seq, chain, body) VALUES(?, ?, ?, ?)'

/** How far the log has been read. Kept apart from the rest of meta's names. */
const DERIVED = 'syncDerivedTx'

export interface DeriveOptions {
  /** Stop after so long, between two transactions. */
  readonly budgetMs?: number
  /** Whether the transactions are to be sent; a database that publishes itself as a snapshot need not. */
  readonly send?: boolean
}

/**
 * Brings clocks, frontier and outbox up to the log. Called inside the transaction that publishes or applies, so that both
 * see every write of this device. True when nothing is left.
 */
export function derive(conn: Connection, { budgetMs, send = true }: DeriveOptions = {}): boolean {
  const until = budgetMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + budgetMs
  const from = Number(getMeta(conn, DERIVED) ?? 0)
  const frontier = new Frontier(conn)
  const hung: [Entity, number][] = []
  let to = from
  for (;;) {
    const pending = allRows<TxRow>(conn, pendingTx, to)
    if (!pending.length) break
    const registers = new Registers(conn)
    for (const tx of pending) {
      const seen = frontier.newlySeen(tx.stream)
      keepSaw(conn, tx, seen)
      const reader = new TxReader(conn, registers, tx)
      const changes = reader.changes()
      if (anyTombstone(conn)) hung.push(...reader.hung())
      const chain = frontier.hash(tx.stream)
      frontier.advance(tx, tx.op)
      if (send) toOutbox(conn, remoteTx(tx, seen, changes), chain)
      to = tx.rowId
      if (performance.now() > until) {
        setMeta(conn, DERIVED, to)
        review(conn, hung)
        return false
      }
    }
  }
  review(conn, hung)
  markDerived(conn)
  return true
}

/** Keeps a transaction until it is seen on the hub. `chain`: the identity of its stream before it. */
export function toOutbox(conn: Connection, tx: RemoteTx, chain: Uint8Array): void {
  conn.prepare(insertOutbox).run(tx.stream, tx.seq, chain, JSON.stringify(tx))
}

/** What this device did to a record may bring back, or not any more, what it hangs on. */
function review(conn: Connection, hung: readonly [Entity, number][]): void {
  if (hung.length) bookkeeping(conn, (rows) => reviewLife(rows, hung))
}

/** What came from others is nothing to be read again. */
export function markDerived(conn: Connection): void {
  const last = getRow<{ rowId: number | null }>(conn, 'SELECT max(rowId) AS rowId FROM tx')?.rowId ?? 0
  if (last > Number(getMeta(conn, DERIVED) ?? 0)) setMeta(conn, DERIVED, last)
}

const remoteTx = (tx: TxRow, { saw, parent }: Seen, changes: readonly RemoteChange[]): RemoteTx => ({
  hlc: tx.hlc,
  stream: tx.stream,
  seq: tx.seq,
  at: tx.at,
  operation: idToText(tx.op),
  // What was done to secrets only is not told either.
  kind: changes.length ? tx.kind : '',
  user: tx.user ? idToText(tx.user) : null,
  ...(parent && { parent }),
  saw,
  changes,
})

/** Everything derived so far that is still to be sent. */
export const unsent = (conn: Connection): RemoteTx[] =>
  allRows<{ body: string }>(conn, 'SELECT body FROM syncOutbox ORDER BY rowId').map(
    ({ body }) => JSON.parse(body) as RemoteTx,
  )

/** Derives, and answers everything there is to send. */
export function outbox(conn: Connection): RemoteTx[] {
  inTransaction(conn, () => derive(conn))
  return unsent(conn)
}

// ---- Erasure ----

/** Values of a record that was erased do not go out, though transactions that wrote them may still be unsent. */
export function forgetUnsent(conn: Connection, entity: number, id: string): void {
  const rows = allRows<{ rowId: number; body: string }>(
    conn,
    'SELECT rowId, body FROM syncOutbox WHERE instr(body, ?) > 0',
    id,
  )
  for (const { rowId, body } of rows) {
    const tx = JSON.parse(body) as RemoteTx
    const changes = tx.changes.map((change) =>
      change.entity === entity && change.id === id
        ? { ...change, registers: emptied(change.registers) }
        : change,
    )
    conn
      .prepare('UPDATE syncOutbox SET body = ? WHERE rowId = ?')
      .run(JSON.stringify({ ...tx, changes }), rowId)
  }
}

/** What the program keeps of any record is no content, and is kept here as well (erase.ts). */
const emptied = (registers: RemoteChange['registers']): Record<string, DbValue> =>
  Object.fromEntries(
    Object.keys(registers).map((key) => [
      key,
      Number(key) < FIRST_FIELD_ID ? (registers[key] ?? null) : null,
    ]),
  )
