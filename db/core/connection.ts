/**
 * One open database as the rest of the core sees it: the handle, prepared statements, who is acting on which device, and
 * the injected clock and random source. Holds no cached rows.
 */
import { randomFillSync } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import { failure } from '../shared/errors.ts'
import { idSource } from '../shared/id.ts'
import type { Role, Scope } from '../shared/users.ts'
import type { Db, Opened } from './open.ts'

export type { Role } from '../shared/users.ts'

/** Who acts. `rowId` is local; `id` is the identity. */
export interface Actor {
  readonly rowId: number
  readonly id: string
  readonly name: string
  /** What the actor may do (core/rights.ts): the user's role, or less when a token narrows it. */
  readonly role: Role
  /** Of the token it acts with; absent for people. */
  readonly scope?: Scope
}

/** What tests replace: time and randomness. */
export interface Sources {
  now(): number
  random(into: Uint8Array): void
}
export const realSources: Sources = { now: () => Date.now(), random: (into) => void randomFillSync(into) }

export interface Connection {
  readonly db: Db
  readonly file: string
  readonly readOnly: Opened['readOnly']
  readonly sources: Sources
  /** Fresh UUIDv7 bytes. */
  readonly newId: () => Uint8Array
  /** A short random id, unique within a list. */
  readonly newElementId: () => string
  /** A prepared statement, kept for the life of the connection. Use for a bounded set of texts. */
  prepare(sql: string): Statement<unknown[], unknown>
  close(): void
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Makes short random ids, unique within a list. */
export function elementIdSource(random: Sources['random']): () => string {
  const pool = new Uint8Array(800)
  let used = pool.length
  return () => {
    if (used + 8 > pool.length) {
      random(pool)
      used = 0
    }
    let id = ''
    for (let i = 0; i < 8; i++) id += ALPHABET[(pool[used++] ?? 0) & 63]
    return id
  }
}

export function connect(opened: Opened, sources: Sources = realSources): Connection {
  const statements = new Map<string, Statement<unknown[], unknown>>()
  const { db } = opened
  return {
    db,
    file: opened.file,
    readOnly: opened.readOnly,
    sources,
    newId: idSource(sources.now, sources.random),
    newElementId: elementIdSource(sources.random),
    prepare(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = db.prepare<unknown[], unknown>(sql)
        statements.set(sql, statement)
      }
      return statement
    },
    close() {
      statements.clear()
      db.close()
    },
  }
}

/** One row of a known shape, or undefined. */
export function getRow<T>(conn: Connection, sql: string, ...params: unknown[]): T | undefined {
  return conn.prepare(sql).get(...params) as T | undefined
}
export function allRows<T>(conn: Connection, sql: string, ...params: unknown[]): T[] {
  return conn.prepare(sql).all(...params) as T[]
}

/** @throws AppError Denied when the file or this program's version forbids writing. */
export function assertWritable(conn: Connection): void {
  if (conn.readOnly) throw failure('Denied', conn.readOnly, { file: conn.file })
}

const meta = 'SELECT value FROM meta WHERE key = ?'
export const getMeta = (conn: Connection, key: string): string | number | null =>
  getRow<{ value: string | number | null }>(conn, meta, key)?.value ?? null
export function setMeta(conn: Connection, key: string, value: string | number | null): void {
  conn
    .prepare(
      'INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value',
    )
    .run(key, value)
}
