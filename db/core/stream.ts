/**
 * This process's stream: a random 53-bit id minted at the first write of every launch, so that restored backups and
 * cloned laptops never write under one name. A dot is (stream, seq), one per committed transaction, without gaps. A new
 * stream also begins when the computer slept or its whole memory was copied, and when what this process wrote is not
 * where it was written.
 */
import { performance } from 'node:perf_hooks'
import { type Connection, getRow } from './connection.ts'

interface Own {
  readonly stream: number
  /** The last transaction this process wrote. */
  seq: number
  /** Wall clock less running time: it jumps when the computer wakes, also in a copied machine. */
  readonly offset: number
}

const streams = new WeakMap<Connection, Own>()
const MOST_JUMP_MS = 10_000

const clockOffset = (): number => Date.now() - performance.now()

/** A name nobody has. */
export function mintStream(conn: Connection): number {
  const bytes = new Uint8Array(7)
  conn.sources.random(bytes)
  let id = (bytes[0] ?? 0) & 0x1f
  for (let i = 1; i < 7; i++) id = id * 256 + (bytes[i] ?? 0)
  return id
}

/** What is written next begins a stream of its own. */
export const beginStream = (conn: Connection): void => void streams.delete(conn)

/** The dot of the transaction being written. */
export function nextDot(conn: Connection): { stream: number; seq: number } {
  const own = streams.get(conn)
  // Not max(seq): that goes through all transactions of the stream.
  const last =
    own &&
    getRow<{ seq: number }>(conn, 'SELECT seq FROM tx WHERE stream = ? ORDER BY seq DESC LIMIT 1', own.stream)
  if (own && last?.seq === own.seq && Math.abs(clockOffset() - own.offset) < MOST_JUMP_MS) {
    own.seq++
    return { stream: own.stream, seq: own.seq }
  }
  const begun = { stream: mintStream(conn), seq: 1, offset: clockOffset() }
  streams.set(conn, begun)
  return { stream: begun.stream, seq: 1 }
}
