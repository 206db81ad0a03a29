/**
 * Statements that are planned once for whatever values they are given.
 *
 * SQLite plans a statement over several tables (a join, EXISTS) that compares with a bare parameter for that parameter's
 * value, and because the driver lets go of all values after each run, compiles it anew at the next: ten times the price of
 * a look-up. A parameter with a plus before it is the same value, and nobody looks at it before the statement runs.
 */
import type { Database } from 'better-sqlite3'

const comparison = /(=|\bIS(?: NOT)?|\bLIMIT|\bOFFSET)(\s*)(?=[?:@])/g

/** The same statement with its parameters out of the planner's sight. */
export const forAnyValue = (sql: string): string => sql.replace(comparison, '$1$2+')

/** Whatever is prepared on this handle from now on is planned once. */
export function planOnce(db: Database): void {
  const prepare = db.prepare.bind(db)
  Object.defineProperty(db, 'prepare', { value: (sql: string): unknown => prepare(forAnyValue(sql)) })
}
