/**
 * Long reads that can be stopped. The driver has no interrupt, a thread inside SQLite hears no messages, and ending such a thread
 * waits for its query; so the query asks: every 1,024th row of a visible view calls `stillWanted()`, which throws once the call
 * it works for is not wanted any more. Knows neither threads nor windows.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { failure } from '../shared/errors.ts'
import type { Connection } from './connection.ts'

const asked = new AsyncLocalStorage<() => boolean>()

/** Runs `work` and what it waits for; its reads fail as soon as `isStopped` says so. @throws AppError Cancelled */
export function whileWanted<T>(isStopped: (() => boolean) | undefined, work: () => T): T {
  if (!isStopped) return work()
  if (isStopped()) throw failure('Cancelled', 'byUser')
  return asked.run(isStopped, work)
}

/** A condition that always holds and asks now and then; `row` is the number of a row. Three steps of SQLite for all others. */
export const stillWanted = (row: string): string => `CASE WHEN ${row} & 1023 THEN 1 ELSE stillWanted() END`

/** Makes the question callable from this connection's SQL. */
export function registerStillWanted(conn: Connection): void {
  conn.db.function('stillWanted', () => {
    if (asked.getStore()?.()) throw failure('Cancelled', 'byUser')
    return 1
  })
}
