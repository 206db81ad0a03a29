/** Statements that answer with bare values or arrays instead of objects, prepared once for each connection. */
import type { Statement } from 'better-sqlite3'
import type { Connection } from '../connection.ts'

type Mode = 'pluck' | 'raw'

/** Filters are of endless variety; only so many statements are worth keeping. */
const KEPT = 200
const kept = new WeakMap<Connection, Map<string, Statement<unknown[], unknown>>>()

export function prepared(conn: Connection, sql: string, mode: Mode): Statement<unknown[], unknown> {
  let statements = kept.get(conn)
  if (!statements) {
    statements = new Map()
    kept.set(conn, statements)
  }
  const key = `${mode} ${sql}`
  let statement = statements.get(key)
  if (statement) statements.delete(key)
  else {
    statement = conn.db.prepare<unknown[], unknown>(sql)
    if (mode === 'pluck') statement.pluck()
    else statement.raw()
    const oldest = statements.size >= KEPT ? statements.keys().next().value : undefined
    if (oldest !== undefined) statements.delete(oldest)
  }
  statements.set(key, statement)
  return statement
}

/** The numbers of a one-column answer. */
export const pluck = (conn: Connection, sql: string, ...params: unknown[]): number[] =>
  prepared(conn, sql, 'pluck').all(...params) as number[]

/** One number, 0 when there is none. */
export const pluckOne = (conn: Connection, sql: string, ...params: unknown[]): number =>
  Number(prepared(conn, sql, 'pluck').get(...params) ?? 0)

/** Runs `fn` on one state of the database, whatever others commit meanwhile. Short: an open reader holds back checkpoints. */
export function onOneState<T>(conn: Connection, fn: () => T): T {
  if (conn.db.inTransaction) return fn()
  conn.prepare('BEGIN').run()
  try {
    return fn()
  } finally {
    // A failure inside may have ended it already.
    if (conn.db.inTransaction) conn.prepare('COMMIT').run()
  }
}
