/**
 * Changes to rows that are nobody's write: what this program learnt to read, what a joined state brought. They are logged, so
 * that search and windows hear of them, in transactions of a stream that is never sent.
 */
import { type Connection, getRow } from './connection.ts'
import { RowWriter } from './rowWriter.ts'
import { lastSeq, nextTxId } from './transaction.ts'

const HERE = -1
const insertOp = "INSERT INTO op(id, source, kind, state, at) VALUES(?, 'sync', 'sync.now', 'done', ?)"
const insertTx =
  'INSERT INTO tx(rowId, opId, hlc, stream, seq, at, firstChange, lastChange, remote) VALUES(?, ?, 0, ?, ?, ?, ?, ?, 1)'

/** Within the caller's transaction. Leaves nothing behind when no row changed. */
export function bookkeeping<T>(conn: Connection, fn: (rows: RowWriter) => T): T {
  const at = conn.sources.now()
  const txId = nextTxId(conn)
  const first = lastSeq(conn) + 1
  const rows = new RowWriter(conn, txId, at)
  const result = fn(rows)
  rows.settle()
  const last = lastSeq(conn)
  if (last < first) return result
  const opId = operationFor(conn, at)
  const seq =
    getRow<{ seq: number }>(conn, 'SELECT seq FROM tx WHERE stream = ? ORDER BY seq DESC LIMIT 1', HERE)
      ?.seq ?? 0
  conn.prepare(insertTx).run(txId, opId, HERE, seq + 1, at, first, last)
  return result
}

/** One operation for what belongs together: people look at a list of them. */
const SAME_MS = 10 * 60_000

function operationFor(conn: Connection, at: number): number {
  const last = getRow<{ opId: number; at: number }>(
    conn,
    'SELECT opId, at FROM tx WHERE stream = ? ORDER BY seq DESC LIMIT 1',
    HERE,
  )
  if (last && at - last.at < SAME_MS) return last.opId
  return Number(conn.prepare(insertOp).run(conn.newId(), at).lastInsertRowid)
}
