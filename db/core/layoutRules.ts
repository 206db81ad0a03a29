/** What the layout of an entity asks of its records: fields that must be filled in, must not be changed, or begin with a value. */
import type { Entity } from '../shared/entity.ts'
import type { Issue } from '../shared/errors.ts'
import { layout, placedFields, readLayout } from '../shared/layouts.ts'
import { type Connection, getRow } from './connection.ts'
import { fieldsOf } from './customFields.ts'

export interface FieldRule {
  readonly required: boolean
  readonly readOnly: boolean
  /** Undefined: none. */
  readonly default: unknown
}
export type LayoutRules = ReadonlyMap<string, FieldRule>

const none: LayoutRules = new Map()

/** The stored layout of an entity, as it is. */
export function storedLayout(conn: Connection, entity: string): unknown {
  const row = getRow<{ body: string | null }>(
    conn,
    `SELECT body FROM ${layout.name} WHERE entity = ? AND trashedAt IS NULL AND deletedAt IS NULL AND stub = 0 ORDER BY rowId LIMIT 1`,
    entity,
  )
  return row?.body == null ? undefined : JSON.parse(row.body)
}

/** The rules of an entity; none for one whose layout is missing, unreadable or of a newer program. */
export function layoutRulesOf(conn: Connection, entity: Entity): LayoutRules {
  if (entity.name === layout.name) return none
  const stored = storedLayout(conn, entity.name)
  if (stored === undefined) return none
  const { body } = readLayout(stored, fieldsOf(conn, entity))
  if (!body) return none
  return new Map(
    placedFields(body).flatMap(({ name, required, readOnly, default: value }) =>
      required || readOnly || value !== undefined
        ? [[name, { required: required === true, readOnly: readOnly === true, default: value }]]
        : [],
    ),
  )
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The values of a new record with what the layout gives it; what was said, were it nothing, is not said again. */
export function withDefaults(
  rules: LayoutRules,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = [...rules].filter(([name, rule]) => rule.default !== undefined && !(name in data))
  return given.length === 0
    ? data
    : { ...data, ...Object.fromEntries(given.map(([name, rule]) => [name, rule.default])) }
}

/** What a person may not write, or must. `making`: a record that is not there yet may be given read-only values. */
export function issuesOf(
  rules: LayoutRules,
  data: Readonly<Record<string, unknown>>,
  making: boolean,
): Issue[] {
  return [...rules].flatMap(([field, { required, readOnly }]): Issue[] => {
    if (required && (making || field in data) && isNothing(data[field])) return [{ field, code: 'required' }]
    return readOnly && !making && field in data ? [{ field, code: 'readOnly' }] : []
  })
}
