/** Settings inside the core, read and written; `domains/settings.ts` has the procedures. */
import { setting } from '../shared/settings.ts'
import { type Connection, getRow } from './connection.ts'
import { namedId, putNamed } from './namedId.ts'
import type { Write } from './write.ts'

/** A database-wide setting, or undefined. */
export function databaseSetting(conn: Connection, key: string): unknown {
  const row = getRow<{ value: string | null }>(
    conn,
    "SELECT value FROM setting WHERE key = ? AND scope = 'database' AND trashedAt IS NULL AND deletedAt IS NULL ORDER BY rowId LIMIT 1",
    key,
  )
  return row?.value == null ? undefined : JSON.parse(row.value)
}

/** Two laptops that set the same key mean the same setting: its identity follows from its name. */
export function keepSetting(write: Write, scope: 'user' | 'database', key: string, value: unknown): void {
  const user = scope === 'user' ? write.actor : undefined
  const id = namedId('setting', scope, user?.id ?? '', key)
  putNamed(write, setting, id, {
    scope,
    key,
    value: JSON.stringify(value ?? null),
    userId: user?.rowId ?? null,
  })
}
