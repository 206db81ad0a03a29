/**
 * What a list can be sorted by: for each sortable field the SQL expression that reads its value and the pure function that
 * turns the value into a key. Keys of one column are all numbers or all texts that compare unit by unit; null sorts last
 * whichever way the column runs.
 */
import { formatYearly, parseYearly, yearlyToIso } from '../../shared/dates/yearly.ts'
import type { Entity, Field } from '../../shared/entity.ts'
import { failure, invalid } from '../../shared/errors.ts'
import type { DbValue } from '../../shared/fields.ts'
import type { Sort } from '../../shared/filter.ts'
import { asciiDigits } from '../../shared/numbers/digits.ts'
import { entityNamed } from '../../shared/registry.ts'
import type { Connection } from '../connection.ts'
import { columnSql, displayNameField, jsonSql, resolveField, type Target } from './fieldPath.ts'
import { textKey } from './functions.ts'

export type SortValue = number | string | null

export interface SortColumn {
  /** The path that names it. */
  readonly name: string
  readonly field: Field
  /** Reads the value from the base row `alias`; for a reference, the local row referred to. */
  sql(alias: string): string
  key(stored: DbValue): SortValue
  /** The referenced entity and the column of it that counts. */
  readonly through?: { readonly to: Entity; readonly inner: SortColumn }
  /** Typed text as the beginning of a key; absent where type-ahead makes no sense. */
  prefix?(typed: string): string | null
}
export interface SortPart {
  readonly column: SortColumn
  readonly descending: boolean
}

/** @throws AppError Invalid `unknownField`, or `sort` for a field that has no order */
export function parseSort(conn: Connection, entity: Entity, sort: Sort): SortPart[] {
  const parts: SortPart[] = []
  for (const entry of sort) {
    const descending = entry.startsWith('-')
    const path = descending ? entry.slice(1) : entry
    const column = columnOf(resolveField(conn, entity, path), path)
    if (!column) throw invalid(path, 'sort', { entity: entity.name })
    if (!parts.some((part) => part.column.name === column.name)) parts.push({ column, descending })
  }
  if (parts.length === 0) throw failure('Invalid', 'noSort')
  return parts
}

/** Names equal orders equally. */
export const sortName = (parts: readonly SortPart[]): string =>
  parts.map(({ column, descending }) => `${descending ? '-' : ''}${column.name}`).join(' ')

function columnOf(target: Target, path: string): SortColumn | undefined {
  if (target.at === 'own') return ownColumn(target.field, target.property)
  const inner =
    target.rest.at === 'own' && target.rest.field.kind !== 'ref' ? columnOf(target.rest, path) : undefined
  return inner && throughColumn(target.field, target.to, inner)
}

const throughColumn = (field: Field, to: Entity, inner: SortColumn): SortColumn => ({
  name: `${field.name}.${inner.name}`,
  field,
  sql: (alias) => columnSql(field, alias),
  key: inner.key,
  through: { to, inner },
  ...(inner.prefix && { prefix: inner.prefix }),
})

/** The letters of a text without what accents and capitals add: where all its continuations begin. */
function primary(typed: string): string | null {
  const key = textKey(typed)
  const end = key.indexOf('\u0001')
  return (end < 0 ? key : key.slice(0, end)) || null
}

const number = (stored: DbValue): SortValue => (typeof stored === 'number' ? stored : null)
const plain = (stored: DbValue): SortValue => (typeof stored === 'string' && stored !== '' ? stored : null)
const text = (stored: DbValue): SortValue =>
  stored === null || stored === '' ? null : textKey(String(stored))
const digits = (typed: string): string => asciiDigits(typed).trim()

/** By the first day of all; days of an unknown year after those, by month. */
function yearly(stored: DbValue): SortValue {
  const day = typeof stored === 'string' ? parseYearly(stored) : undefined
  return day ? (yearlyToIso(day) ?? `9999${formatYearly({ ...day, calendar: 'gregory' })}`) : null
}

function money(stored: DbValue): SortValue {
  if (typeof stored !== 'string') return null
  const value: unknown = JSON.parse(stored)
  if (typeof value !== 'object' || value === null || !('minor' in value) || !('currency' in value))
    return null
  return `${String(value.currency)}${String(Number(value.minor) + 4e15).padStart(17, '0')}`
}

function tags(stored: DbValue): SortValue {
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : null
  return Array.isArray(value) && value.length ? textKey(value.join(', ')) : null
}

/** Which property of the first element counts for a list as a whole. */
const leading: Readonly<Partial<Record<string, string>>> = { address: 'city', extra: 'value' }

function ownColumn(field: Field, property: string | undefined): SortColumn | undefined {
  const { name } = field
  const sql = (alias: string): string => columnSql(field, alias)
  const json = (alias: string): string => jsonSql(columnSql(field, alias))
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'email':
    case 'url':
    case 'pickList':
      // The name a record goes by has its key stored and indexed.
      if (field === displayNameField)
        return { name, field, sql: (r) => `${r}.sortKey`, key: plain, prefix: primary }
      return { name, field, sql, key: text, prefix: primary }
    case 'number':
    case 'integer':
    case 'instant':
    case 'yesNo':
      return { name, field, sql, key: number }
    case 'date':
      return { name, field, sql, key: plain, prefix: digits }
    case 'yearly':
      return { name, field, sql, key: yearly }
    case 'choice': {
      const places = new Map((field.options ?? []).map((code, place) => [code, place]))
      return { name, field, sql, key: (stored) => places.get(String(stored)) ?? null }
    }
    case 'money':
      return { name, field, sql: json, key: money }
    case 'tags':
      return { name, field, sql: json, key: tags, prefix: primary }
    case 'list': {
      const part = property ?? leading[field.elements ?? ''] ?? 'value'
      const first = (alias: string): string => `json_extract(${json(alias)}, '$[0].${part}')`
      const shown = property ? `${name}.${property}` : name
      return field.elements === 'event' && part === 'value'
        ? { name: shown, field, sql: first, key: yearly }
        : { name: shown, field, sql: first, key: text, prefix: primary }
    }
    case 'ref': {
      const inner = ownColumn(displayNameField, undefined)
      return field.to && inner ? throughColumn(field, entityNamed(field.to), inner) : undefined
    }
    default:
      return undefined
  }
}
