/**
 * Indexes of custom values, so that a filter on a custom field reads the rows that have a value and no others. They follow
 * the definitions: made after a field is, dropped after it is gone, a step at a time when nothing else is to do. Local, like
 * all that is derived; never logged. No other schema changes while the program runs.
 */
import { type Entity, type Field, isCustomName } from '../shared/entity.ts'
import { allEntities } from '../shared/registry.ts'
import { allRows, type Connection } from './connection.ts'
import { customFieldsOf } from './customFields.ts'
import { columnSql } from './lookup/fieldPath.ts'
import { inTransaction } from './transaction.ts'

/**
 * Long texts would be in the file twice, and what is looked for in them is rarely their whole. A link is compared as a local
 * row, which is looked up; SQLite indexes no look-ups.
 */
const isIndexed = ({ kind }: Field): boolean => kind !== 'longText' && kind !== 'ref'

const prefixOf = (entity: Entity): string => `${entity.name}Custom_`
const nameOf = (entity: Entity, field: Field): string =>
  prefixOf(entity) + field.name.slice('custom.'.length).replaceAll('-', '')

/** A condition that only a value can meet, such that SQLite sees that the index has all rows which do. */
export const amongValues = (field: Field, column: string, condition: string): string =>
  isCustomName(field.name) && isIndexed(field) ? `(${column} IS NOT NULL AND ${condition})` : condition

/** Makes or drops one index, if one is missing or too many. True when it did. @throws AppError Locked, Unavailable */
export function tendCustomIndexes(conn: Connection): boolean {
  if (conn.readOnly) return false
  const names = allRows<{ name: string }>(
    conn,
    "SELECT name FROM main.sqlite_schema WHERE type = 'index' AND name LIKE '%Custom\\_%' ESCAPE '\\'",
  )
  const made = new Set(names.map(({ name }) => name))
  for (const entity of allEntities()) {
    if (!entity.custom) continue
    const fields = customFieldsOf(conn, entity).filter(isIndexed)
    const wanted = new Set(fields.map((field) => nameOf(entity, field)))
    const missing = fields.find((field) => !made.has(nameOf(entity, field)))
    const needless = [...made].find((name) => name.startsWith(prefixOf(entity)) && !wanted.has(name))
    if (!missing && needless === undefined) continue
    inTransaction(conn, () => conn.db.exec(missing ? creation(entity, missing) : `DROP INDEX "${needless}"`))
    return true
  }
  return false
}

/** The expression is the one filters compare; else SQLite would not know it again. */
function creation(entity: Entity, field: Field): string {
  const value = columnSql(field, `"${entity.name}"`).replace(`"${entity.name}".`, '')
  return `CREATE INDEX IF NOT EXISTS "${nameOf(entity, field)}" ON "${entity.name}"(${value}) WHERE ${value} IS NOT NULL`
}
