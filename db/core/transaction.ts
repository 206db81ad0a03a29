/** One immediate transaction: all or nothing, failures as records; and where the log stands. */
import { AppError } from '../shared/errors.ts'
import { assertWritable, type Connection, getRow } from './connection.ts'
import { sqliteFailure } from './open.ts'

const lastTx = 'SELECT max(rowId) AS txId FROM tx'
const lastChange = "SELECT seq FROM sqlite_sequence WHERE name = 'change'"
export const insertTx =
  'INSERT INTO tx(rowId, opId, hlc, stream, seq, at, firstChange, lastChange) VALUES(?, ?, ?, ?, ?, ?, ?, ?)'

export const nextTxId = (conn: Connection): number =>
  (getRow<{ txId: number | null }>(conn, lastTx)?.txId ?? 0) + 1
export const lastSeq = (conn: Connection): number => getRow<{ seq: number }>(conn, lastChange)?.seq ?? 0

const WAIT_MS = 5_000
const waiting = new Int32Array(new SharedArrayBuffer(4))

/**
 * Takes the write lock. Asks every millisecond: SQLite's own waiting sleeps ever longer and would hardly ever meet the short
 * pauses that a long job in another process leaves. @throws AppError Locked
 */
function begin(conn: Connection): void {
  const start = conn.prepare('BEGIN IMMEDIATE')
  const until = Date.now() + WAIT_MS
  conn.prepare('PRAGMA busy_timeout = 0').get()
  try {
    for (;;) {
      try {
        start.run()
        return
      } catch (error) {
        const known = sqliteFailure(error, conn.file)
        if (!(known instanceof AppError) || known.record.code !== 'Locked' || Date.now() > until) throw known
        Atomics.wait(waiting, 0, 0, 1)
      }
    }
  } finally {
    conn.prepare(`PRAGMA busy_timeout = ${WAIT_MS}`).get()
  }
}

/** Runs `fn` in one immediate transaction; all or nothing, errors as records. */
export function inTransaction<T>(conn: Connection, fn: () => T): T {
  assertWritable(conn)
  const { db } = conn
  begin(conn)
  try {
    const result = fn()
    conn.prepare('COMMIT').run()
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqliteFailure(error, conn.file)
  }
}
