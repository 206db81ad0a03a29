/**
 * What a field name in a filter or a sort means: a column, a property of list elements, a derived column, a custom field, or
 * a path through references (`company.city`, `companyId.name`). Names become SQL only by way of a definition found here;
 * what was typed is never spliced into a statement.
 */
import { type Entity, type Field, isCustomName } from '../../shared/entity.ts'
import { invalid } from '../../shared/errors.ts'
import { elementProperties } from '../../shared/fields.ts'
import { entityNamed, fieldNamed, findEntity } from '../../shared/registry.ts'
import type { Connection } from '../connection.ts'
import { customFieldsOf } from '../customFields.ts'

/** A field of the entity itself, perhaps a property of its list elements. */
export interface OwnTarget {
  readonly at: 'own'
  readonly field: Field
  readonly property?: string
}
/** A field of the record that a reference points to. */
export interface RefTarget {
  readonly at: 'ref'
  readonly field: Field
  readonly to: Entity
  readonly rest: Target
}
export type Target = OwnTarget | RefTarget

const MAX_HOPS = 4

/** Columns every entity has besides its fields. `id` is compared as an identity. */
export const displayNameField: Field = { id: 0, name: 'displayName', kind: 'text' }
export const idField: Field = { id: 0, name: 'id', kind: 'ref' }
const derived = new Map<string, Field>([
  ['displayName', displayNameField],
  ['updatedAt', { id: 0, name: 'updatedAt', kind: 'instant' }],
])

/** @throws AppError Invalid `unknownField`, naming the whole path */
export function resolveField(conn: Connection, entity: Entity, path: string): Target {
  const target = resolve(conn, entity, path, MAX_HOPS)
  if (!target) throw invalid(path, 'unknownField', { entity: entity.name })
  return target
}

function resolve(conn: Connection, entity: Entity, path: string, hops: number): Target | undefined {
  if (isCustomName(path)) {
    const field = customFieldsOf(conn, entity).find((custom) => custom.name === path)
    return field && { at: 'own', field }
  }
  const dot = path.indexOf('.')
  if (dot < 0) return single(entity, path)
  const [head, rest] = [path.slice(0, dot), path.slice(dot + 1)]
  const field = fieldNamed(entity, head) ?? refNamed(entity, head)
  if (field?.kind === 'list') {
    const known = elementProperties[field.elements ?? 'extra'].includes(rest)
    return known ? { at: 'own', field, property: rest } : undefined
  }
  if (field?.kind !== 'ref' || !field.to || hops === 0) return undefined
  const to = entityNamed(field.to)
  const target = resolve(conn, to, rest, hops - 1)
  return target && { at: 'ref', field, to, rest: target }
}

/** `company` for `companyId`. */
function refNamed(entity: Entity, head: string): Field | undefined {
  const field = fieldNamed(entity, `${head}Id`)
  return field?.kind === 'ref' ? field : undefined
}

function single(entity: Entity, name: string): OwnTarget | undefined {
  const field = fieldNamed(entity, name) ?? derived.get(name)
  // `mergedInto` has no entity of its own to point to; merged rows are in no list.
  if (field) return field.kind === 'ref' && !field.to ? undefined : { at: 'own', field }
  if (name === 'id') return { at: 'own', field: idField }
  const ref = refNamed(entity, name)
  if (ref) return { at: 'own', field: ref }
  if (name === 'name') return { at: 'own', field: displayNameField }
  // `city` for `addresses.city`: any of the addresses.
  const addresses = entity.fields.find((other) => other.elements === 'address')
  if (addresses && name !== 'label' && elementProperties.address.includes(name))
    return { at: 'own', field: addresses, property: name }
  return undefined
}

/** The field's stored value as an SQL expression over the row `alias`. */
export function columnSql(field: Field, alias: string): string {
  if (!isCustomName(field.name)) return `${alias}."${field.name}"`
  const key = field.name.slice('custom.'.length)
  const stored = `json_extract(${alias}.custom, '$."${key}"')`
  if (field.kind !== 'ref') return stored
  // A link is kept as the identity of what it leads to; lists compare and join local rows.
  const to = findEntity(field.to ?? '')
  return to
    ? `(SELECT linked.rowId FROM main."${to.name}" linked WHERE linked.id = unhex(replace(${stored}, '-', '')))`
    : 'NULL'
}

/** A list column as a JSON text that can be walked: a wrong-typed value from elsewhere counts as empty, not as an error. */
export const jsonSql = (expression: string): string =>
  `CASE WHEN json_valid(${expression}) THEN ${expression} END`
