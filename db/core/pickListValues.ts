/** What somebody put into the pick list of a field, in their order. */
import { type Entity, type Field, isCustomName } from '../shared/entity.ts'
import { pickListKey } from '../shared/pickLists.ts'
import type { Connection } from './connection.ts'
import { databaseSetting } from './settings.ts'

/** Null where the field offers what every database has. */
export function pickListValues(conn: Connection, entity: Entity, field: Field): string[] | null {
  const kept = isCustomName(field.name)
    ? field.options
    : databaseSetting(conn, pickListKey(entity.name, field.name))
  return Array.isArray(kept) ? kept.map(String) : null
}
