/**
 * How far each stream has come in this database, and what the writer of each transaction had seen by it: kept as
 * differences, so that it grows with the number of launches.
 */

import { createHash } from 'node:crypto'
import { allRows, type Connection, getRow } from './connection.ts'
import type { Dot } from './remoteTx.ts'
import type { Saw, Stamp } from './versions.ts'

interface FrontierRow {
  readonly seq: number
  readonly hash: Uint8Array
}

const HASH_BYTES = 16
const frontierSql = 'SELECT seq, hash FROM syncFrontier WHERE stream = ?'
const upsertFrontier = `INSERT INTO syncFrontier(stream, seq, hash, device, mark) VALUES(?, ?, ?, ?, ?)
  ON CONFLICT(stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, device = coalesce(excluded.device, device), mark = excluded.mark`

/** Which transactions of each stream are here. Their order of arrival is kept, so that what is new to a writer is found quickly. */
export class Frontier {
  readonly conn: Connection
  #mark: number

  constructor(conn: Connection) {
    this.conn = conn
    this.#mark =
      getRow<{ mark: number | null }>(conn, 'SELECT max(mark) AS mark FROM syncFrontier')?.mark ?? 0
  }

  seq(stream: number): number {
    return getRow<FrontierRow>(this.conn, frontierSql, stream)?.seq ?? 0
  }

  hash(stream: number): Uint8Array {
    return getRow<FrontierRow>(this.conn, frontierSql, stream)?.hash ?? new Uint8Array(HASH_BYTES)
  }

  advance(tx: Stamp, operation: Uint8Array, device: Uint8Array | null = null): void {
    const hash = chained(this.hash(tx.stream), tx, operation)
    this.set(tx.stream, tx.seq, hash, device)
  }

  set(stream: number, seq: number, hash: Uint8Array, device: Uint8Array | null): void {
    this.#mark++
    this.conn.prepare(upsertFrontier).run(stream, seq, hash, device, this.#mark)
  }

  /** What has come since an own stream's last transaction; for a new stream, since the last one of this database. */
  newlySeen(stream: number): Seen {
    const { conn } = this
    const own = getRow<OwnRow>(
      conn,
      'SELECT stream, seq, sawMark FROM syncFrontier WHERE stream = ? AND sawMark >= 0',
      stream,
    )
    const parent = own
      ? undefined
      : getRow<OwnRow>(
          conn,
          'SELECT stream, seq, sawMark FROM syncFrontier WHERE sawMark >= 0 AND seq > 0 ORDER BY sawMark DESC, mark DESC LIMIT 1',
        )
    const rows = allRows<Dot>(
      conn,
      'SELECT stream, seq FROM syncFrontier WHERE mark > ? AND stream <> ? AND seq > 0',
      (own ?? parent)?.sawMark ?? -1,
      stream,
    )
    conn
      .prepare(
        `INSERT INTO syncFrontier(stream, seq, hash, mark, sawMark) VALUES(?, 0, zeroblob(${HASH_BYTES}), 0, ?)
         ON CONFLICT(stream) DO UPDATE SET sawMark = excluded.sawMark`,
      )
      .run(stream, this.#mark)
    const saw = Object.fromEntries(rows.map((row) => [String(row.stream), row.seq]))
    return parent ? { saw, parent: { stream: parent.stream, seq: parent.seq } } : { saw }
  }
}

export interface Seen {
  readonly saw: Readonly<Record<string, number>>
  readonly parent?: Dot | undefined
}
interface OwnRow extends Dot {
  readonly sawMark: number
}

/** What a writer had seen by a transaction, kept so that it can be told of any version whether the writer knew it. */
export function keepSaw(conn: Connection, tx: Dot, { saw, parent }: Seen): void {
  const insert = 'INSERT OR REPLACE INTO syncSaw(stream, at, other, seq) VALUES(?, ?, ?, ?)'
  for (const other in saw) conn.prepare(insert).run(tx.stream, tx.seq, Number(other), saw[other] ?? 0)
  if (parent)
    conn
      .prepare('INSERT OR IGNORE INTO syncParent(stream, parent, at) VALUES(?, ?, ?)')
      .run(tx.stream, parent.stream, parent.seq)
}

/** The identity of a whole stream up to a transaction: two devices that agree on it hold the same ones. */
export function chained(before: Uint8Array, { hlc, stream, seq }: Stamp, operation: Uint8Array): Uint8Array {
  const numbers = Buffer.alloc(24)
  numbers.writeDoubleBE(hlc, 0)
  numbers.writeDoubleBE(stream, 8)
  numbers.writeDoubleBE(seq, 16)
  const digest = createHash('sha256').update(before).update(numbers).update(operation).digest()
  return new Uint8Array(digest.subarray(0, HASH_BYTES))
}

/** Everything the writer of a transaction had seen, its own stream apart: what its stream told, and those it went on from. */
export function contextOf(conn: Connection, { stream, seq }: Dot): Map<number, number> {
  const seen = new Map<number, number>()
  const note = (other: number, at: number) => seen.set(other, Math.max(seen.get(other) ?? 0, at))
  const walked = new Set<number>()
  for (let at: Dot | undefined = { stream, seq }; at && !walked.has(at.stream); ) {
    walked.add(at.stream)
    if (at.stream !== stream) note(at.stream, at.seq)
    const told = allRows<{ other: number; seq: number }>(conn, toldSql, at.stream, at.seq)
    for (const { other, seq: known } of told) note(other, known)
    at = getRow<Dot>(conn, parentSql, at.stream)
  }
  return seen
}

/** What the writer of a transaction knew, its own included. */
export const knownBy = (conn: Connection, dot: Dot): Saw => {
  const context = contextOf(conn, dot)
  return (stream, seq) => (stream === dot.stream ? seq <= dot.seq : (context.get(stream) ?? 0) >= seq)
}
const toldSql = 'SELECT other, max(seq) AS seq FROM syncSaw WHERE stream = ? AND at <= ? GROUP BY other'
const parentSql = 'SELECT parent AS stream, at AS seq FROM syncParent WHERE stream = ?'

/** How far each stream has come here. */
export const frontierOf = (conn: Connection): ReadonlyMap<number, number> =>
  new Map(
    allRows<{ stream: number; seq: number }>(conn, 'SELECT stream, seq FROM syncFrontier WHERE seq > 0').map(
      ({ stream, seq }) => [stream, seq],
    ),
  )
