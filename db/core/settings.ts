/** Reading settings inside the core; `domains/settings.ts` has the procedures. */
import { type Connection, getRow } from './connection.ts'

/** A database-wide setting, or undefined. */
export function databaseSetting(conn: Connection, key: string): unknown {
  const row = getRow<{ value: string | null }>(
    conn,
    "SELECT value FROM setting WHERE key = ? AND scope = 'database' AND trashedAt IS NULL AND deletedAt IS NULL ORDER BY rowId LIMIT 1",
    key,
  )
  return row?.value == null ? undefined : JSON.parse(row.value)
}
