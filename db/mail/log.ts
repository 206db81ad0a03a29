/**
 * The durable log of what was done with each message at a server. A message is claimed before the first byte, marked once more
 * before the byte that hands it over, and its outcome written before anything else; so that after a crash it is known of each
 * message whether it was not given (it is tried again), was (never again), or may have been (a person is asked).
 * Must never: be undone, or forget.
 */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import { inTransaction } from '../core/transaction.ts'

/** `again`: a person said that a message of unknown fate shall be sent once more. */
export type LogState = 'begun' | 'handing' | 'accepted' | 'deferred' | 'refused' | 'unknown' | 'again'

export interface Entry {
  readonly at: number
  readonly pid: number
  readonly state: LogState
  readonly response: string | null
}

const last = 'SELECT at, pid, state, response FROM mailLog WHERE message = ? ORDER BY rowId DESC LIMIT 1'

export const lastEntry = (conn: Connection, message: Uint8Array): Entry | undefined =>
  getRow<Entry>(conn, last, message)

/** How often it was tried in vain since a person last had a say. */
export const triesOf = (conn: Connection, message: Uint8Array): number =>
  getRow<{ n: number }>(
    conn,
    `SELECT count(*) AS n FROM mailLog WHERE message = ? AND state = 'deferred'
     AND rowId > coalesce((SELECT max(rowId) FROM mailLog WHERE message = ? AND state = 'again'), 0)`,
    message,
    message,
  )?.n ?? 0

export function note(conn: Connection, message: Uint8Array, state: LogState, response = ''): void {
  inTransaction(conn, () => noteWithin(conn, message, state, response))
}

/** The same inside a transaction that is open. */
export function noteWithin(conn: Connection, message: Uint8Array, state: LogState, response = ''): void {
  conn
    .prepare('INSERT INTO mailLog(message, at, pid, state, response) VALUES(?, ?, ?, ?, ?)')
    .run(message, conn.sources.now(), process.pid, state, response.slice(0, 1_000))
}

/** Makes the message this process's to send; false when another has it, or it has gone. */
export function claim(conn: Connection, message: Uint8Array): boolean {
  return inTransaction(conn, () => {
    const now = lastEntry(conn, message)
    if (now && !['deferred', 'again'].includes(now.state)) return false
    noteWithin(conn, message, 'begun')
    return true
  })
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Processes of ours that send now; their own ids may have belonged to others before. */
const mine = new Set<string>()
const keyOf = (message: Uint8Array): string => Buffer.from(message).toString('hex')
export const beginSending = (message: Uint8Array): void => void mine.add(keyOf(message))
export const endSending = (message: Uint8Array): void => void mine.delete(keyOf(message))

/** What a process left behind that died while it was sending: settled as far as it can be known. */
export function settleAbandoned(conn: Connection): void {
  const open = allRows<{ message: Uint8Array; pid: number; state: LogState }>(
    conn,
    `SELECT l.message, l.pid, l.state FROM mailLog l
     WHERE l.rowId = (SELECT max(rowId) FROM mailLog WHERE message = l.message) AND l.state IN ('begun', 'handing')`,
  )
  for (const { message, pid, state } of open) {
    const gone = pid === process.pid ? !mine.has(keyOf(message)) : !alive(pid)
    if (gone) note(conn, message, state === 'begun' ? 'deferred' : 'unknown', 'interrupted')
  }
}
