/**
 * This process's stream: a random 53-bit id minted at the first write of every launch, so that restored backups and
 * cloned laptops never write under one name. A dot is (stream, seq), one per committed transaction, without gaps.
 */
import { type Connection, getRow } from './connection.ts'

const streams = new WeakMap<Connection, number>()

function mint(conn: Connection): number {
  const bytes = new Uint8Array(7)
  conn.sources.random(bytes)
  let id = (bytes[0] ?? 0) & 0x1f
  for (let i = 1; i < 7; i++) id = id * 256 + (bytes[i] ?? 0)
  return id
}

/** What is written next begins a stream of its own: this process went on where another may go on too. */
export const beginStream = (conn: Connection): void => void streams.delete(conn)

/** The dot of the transaction being written. */
export function nextDot(conn: Connection): { stream: number; seq: number } {
  const stream = streams.get(conn) ?? mint(conn)
  streams.set(conn, stream)
  // Not max(seq): that goes through all transactions of the stream.
  const last = getRow<{ seq: number }>(
    conn,
    'SELECT seq FROM tx WHERE stream = ? ORDER BY seq DESC LIMIT 1',
    stream,
  )
  return { stream, seq: (last?.seq ?? 0) + 1 }
}
