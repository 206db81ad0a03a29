/**
 * What a path of an own report means: an SQL expression over the base row, the field it ends in, and its name in words. Names
 * become SQL by way of definitions only, and other records are reached through the visible views only.
 */
import type { Connection } from '../../../core/connection.ts'
import { columnSql, jsonSql, resolveField, type Target } from '../../../core/lookup/fieldPath.ts'
import { canonicalOf, trashName, visibleName } from '../../../core/visible.ts'
import { customKey, type Entity, type Field, isCustomName } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import { elementProperties } from '../../../shared/fields.ts'
import { textToId } from '../../../shared/id.ts'
import type { ReaderLanguage } from '../../../shared/reader.ts'
import { findWord, word } from '../words.ts'

export interface Place {
  readonly path: string
  readonly field: Field
  /** Whose field it is. */
  readonly entity: Entity
  /** Of list elements. */
  readonly property?: string
  /** The stored value; of tags and lists the whole as JSON. A reference is the local row of what it leads to now. */
  readonly sql: string
  /** Stands in the record itself, not in one it refers to. */
  readonly own: boolean
  /** Has several values. */
  readonly many: boolean
  readonly label: string
}

/** What a group or a column cannot be made of. */
const shapeless: ReadonlySet<Field['kind']> = new Set(['file', 'json'])

/** The record itself, as a field of it. */
export const itself = (entity: Entity): Field => ({ id: 0, name: 'id', kind: 'ref', to: entity.name })

/** Undefined for a path that leads nowhere (any more), or to what cannot be told in a report. */
export function placeOf(
  conn: Connection,
  base: Entity,
  path: string,
  language: ReaderLanguage,
): Place | undefined {
  if (path === 'id')
    return {
      path,
      field: itself(base),
      entity: base,
      sql: 'r.rowId',
      own: true,
      many: false,
      label: oneOf(language, base.name),
    }
  try {
    const place = walk(conn, base, resolveField(conn, base, path), path, 'r', language, 0)
    return shapeless.has(place.field.kind) || place.field.searchOnly ? undefined : place
  } catch (error) {
    if (error instanceof AppError && error.record.code === 'Invalid') return undefined
    throw error
  }
}

function walk(
  conn: Connection,
  entity: Entity,
  target: Target,
  path: string,
  alias: string,
  language: ReaderLanguage,
  depth: number,
): Place {
  const { field } = target
  const own = columnSql(field, alias)
  if (target.at === 'ref') {
    const { to } = target
    const inner = `x${depth}`
    const place = walk(conn, to, target.rest, path, inner, language, depth + 1)
    return {
      ...place,
      own: false,
      sql: `(SELECT ${place.sql} FROM ${visibleName(to)} ${inner} WHERE ${inner}.rowId = ${canonicalOf(to.name, own)})`,
      label: `${labelOf(language, entity, field)} › ${place.label}`,
    }
  }
  const common = { path, field, entity, own: true, label: labelOf(language, entity, field) }
  if (field.kind === 'ref' && field.name === 'id') return { ...common, sql: `${alias}.rowId`, many: false }
  if (field.kind === 'ref') return { ...common, sql: canonicalOf(field.to ?? '', own), many: false }
  if (field.kind === 'tags') return { ...common, sql: own, many: true }
  if (field.kind !== 'list') return { ...common, sql: own, many: false }
  const property = target.property ?? elementProperties[field.elements ?? 'extra'][0] ?? 'value'
  const part = target.property === undefined ? undefined : findWord(language, `${field.elements}.${property}`)
  return {
    ...common,
    sql: own,
    many: true,
    property,
    label: part ? `${common.label} › ${part}` : common.label,
  }
}

/** Each of several values on a row of its own, beside the base row; a row without any keeps one. */
export const eachOf = ({ sql }: Place, alias: string): string =>
  `LEFT JOIN json_each(${jsonSql(sql)}) ${alias}`
export const oneValueOf = ({ field, property }: Place, alias: string): string =>
  field.kind === 'tags'
    ? `${alias}.value`
    : `CASE ${alias}.type WHEN 'object' THEN ${alias}.value ->> '${property}' END`

/** The first of several values, for a column of a list. */
export const firstValueOf = (place: Place): string =>
  place.field.kind === 'tags'
    ? `(SELECT group_concat(e.value, ' · ') FROM json_each(${jsonSql(place.sql)}) e)`
    : `(SELECT ${oneValueOf(place, 'e')} FROM json_each(${jsonSql(place.sql)}) e LIMIT 1)`

function labelOf(language: ReaderLanguage, entity: Entity, field: Field): string {
  return (
    field.label ??
    findWord(language, `${entity.name}.field.${field.name}`) ??
    findWord(language, `field.${field.name}`) ??
    field.name
  )
}

export const oneOf = (language: ReaderLanguage, entity: string): string =>
  findWord(language, `${entity}.one`) ?? entity
export const manyOf = (language: ReaderLanguage, entity: string): string =>
  findWord(language, `${entity}.many`) ?? entity

/** What a path that leads nowhere was called, as far as anybody still knows: a deleted field keeps its name in the trash. */
export function goneName(conn: Connection, path: string, language: ReaderLanguage): string {
  const name = path.slice(path.indexOf('custom.'))
  const id = isCustomName(name) ? textToId(customKey(name)) : undefined
  const row = id && conn.prepare(`SELECT label FROM ${trashName('customField')} WHERE id = ?`).get(id)
  const label: unknown = row ? Reflect.get(row, 'label') : undefined
  return typeof label === 'string'
    ? label
    : isCustomName(name)
      ? word(language, 'report.own.goneField')
      : path
}
