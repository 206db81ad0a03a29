/** What a database remembers of its hub between rounds: small values in `meta`, events, other devices. No secrets. */
import { isAlive } from '../core/alive.ts'
import { type Connection, getMeta, getRow, setMeta } from '../core/connection.ts'
import { localDevice } from '../core/database.ts'
import { inTransaction } from '../core/transaction.ts'
import { failure } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'

const MOST_EVENTS = 1_000
const LEASE_MS = 60_000

export const hubPath = (conn: Connection): string | undefined => {
  const path = getMeta(conn, 'syncHub')
  return typeof path === 'string' && path ? path : undefined
}
export const hubId = (conn: Connection): string | undefined => {
  const id = getMeta(conn, 'syncHubId')
  return typeof id === 'string' && id ? id : undefined
}
export function setHub(conn: Connection, path: string | null, id: string | null): void {
  setMeta(conn, 'syncHub', path)
  setMeta(conn, 'syncHubId', id)
}

const plain = (uuid: string): string => uuid.replaceAll('-', '')
const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
/** A device's identity as folders name it. */
export const deviceBytes = (hex: string): Uint8Array => textToId(dashed(hex)) ?? new Uint8Array(16)

export function ownDevice(conn: Connection): { hex: string; name: string } {
  const row = getRow<{ id: Uint8Array; name: string }>(
    conn,
    'SELECT id, name FROM device WHERE rowId = ?',
    localDevice(conn),
  )
  if (!row) throw failure('Corrupt', 'noUser', { file: conn.file })
  return { hex: plain(idToText(row.id)), name: row.name }
}

/** The local row of another device. Within a transaction. */
export function deviceRow(conn: Connection, hex: string, name: string, at: number): number {
  const id = deviceBytes(hex)
  const known = getRow<{ rowId: number }>(conn, 'SELECT rowId FROM device WHERE id = ?', id)
  if (known) return known.rowId
  const insert = conn.prepare('INSERT INTO device(id, name, createdAt) VALUES(?, ?, ?)')
  return Number(insert.run(id, name, at).lastInsertRowid)
}

/** For people who look for a reason: codes and numbers, names of files, never content of records. */
export function note(
  conn: Connection,
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): void {
  inTransaction(conn, () => {
    conn
      .prepare('INSERT INTO syncEvent(at, code, params) VALUES(?, ?, ?)')
      .run(conn.sources.now(), code, JSON.stringify(params))
    conn
      .prepare('DELETE FROM syncEvent WHERE rowId <= (SELECT max(rowId) FROM syncEvent) - ?')
      .run(MOST_EVENTS)
  })
}

/** Holders begin with the number of their process; what one of another system left is given up after a minute. */
function isGone(holder: string): boolean {
  const number = Number(/^(\d+)-/.exec(holder)?.[1] ?? 0)
  return number > 0 && !isAlive(number)
}

/** One process at a time exchanges; one that died holds nobody up. @throws AppError Unavailable `syncRunning` */
export function takeLease(conn: Connection, holder: string): void {
  inTransaction(conn, () => {
    const held = getMeta(conn, 'syncLease')
    const [other = '', until = '0'] = typeof held === 'string' ? held.split(' ') : []
    // One from a clock that was set back since does not count either.
    const left = Number(until) - conn.sources.now()
    if (other && other !== holder && left > 0 && left <= LEASE_MS && !isGone(other))
      throw failure('Unavailable', 'syncRunning')
    renewLease(conn, holder)
  })
}
export const renewLease = (conn: Connection, holder: string): void =>
  setMeta(conn, 'syncLease', `${holder} ${conn.sources.now() + LEASE_MS}`)
export function releaseLease(conn: Connection): void {
  inTransaction(conn, () => setMeta(conn, 'syncLease', null))
}
