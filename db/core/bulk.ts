/**
 * Many commits in a row: their pages are written to the database once, later, and readers find them in the log meanwhile.
 * Each commit is as durable as ever; only the log may grow in between.
 */
import type { Connection } from './connection.ts'

/** Pages of the log after which it is written into the database. */
const USUALLY = 1_000
const IN_BULK = 16_000

export function beginBulk({ db }: Connection): void {
  db.pragma(`wal_autocheckpoint = ${IN_BULK}`)
}

export function endBulk({ db }: Connection): void {
  db.pragma(`wal_autocheckpoint = ${USUALLY}`)
  db.pragma('wal_checkpoint(PASSIVE)')
}

/** However it ends. */
export async function inBulk<T>(conn: Connection, fn: () => Promise<T>): Promise<T> {
  beginBulk(conn)
  try {
    return await fn()
  } finally {
    endBulk(conn)
  }
}
