/**
 * Definitions people made, turned into the same `Field` values as the built-in ones, so that every loop over an entity's
 * fields serves both. Values live in the row's `custom` column under the definition's UUID.
 */
import { customName, type Entity, type Field, type FieldKind } from '../shared/entity.ts'
import { idToText } from '../shared/id.ts'
import { allRows, type Connection } from './connection.ts'

interface Definition {
  readonly id: Uint8Array
  readonly label: string
  readonly kind: FieldKind
  readonly options: string | null
  readonly required: number | null
  readonly target: string | null
}

const searchedKinds: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'pickList', 'tags'])

const sql = `SELECT id, label, kind, options, required, target FROM customField
  WHERE entity = ? AND trashedAt IS NULL AND deletedAt IS NULL AND stub = 0 ORDER BY position, rowId`

/** The custom fields of an entity, in the order their page shows them. */
export function customFieldsOf(conn: Connection, entity: Entity): Field[] {
  if (!entity.custom) return []
  return allRows<Definition>(conn, sql, entity.name).map((definition) => ({
    id: 0,
    name: customName(idToText(definition.id)),
    kind: definition.kind,
    label: definition.label,
    search: searchedKinds.has(definition.kind) ? 1 : undefined,
    ...(definition.options && { options: JSON.parse(definition.options) as string[] }),
    ...(definition.required === 1 && { required: true }),
    ...(definition.target && { to: definition.target }),
  })) as Field[]
}

/** Built-in and custom fields together. */
export const fieldsOf = (conn: Connection, entity: Entity): readonly Field[] => {
  const custom = customFieldsOf(conn, entity)
  return custom.length ? [...entity.fields, ...custom] : entity.fields
}
