/**
 * Fields as registers: a scalar is one, a group of fields is one, each element of a list and each tag is one, and the order
 * of a list is one. This file knows their names and how columns become registers and registers columns; versions.ts
 * which of several writes to one stands.
 */
import type { Field } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { type Connection, getRow } from './connection.ts'
import { type Plan, planOf } from './plan.ts'
import { columnOf, type MutableColumns } from './rowWriter.ts'

/** The stamp every register of a row starts from: its create. */
export const ROW = '*'
/** The tombstone's register. */
export const DELETED = '5'
/** Everything was taken out of the record: of its tags, whose names are content, nothing else tells. */
export const ERASED = 'x'
export const PRIVATE = '2'
const GROUP = 'g:'
const ORDER = '#'

// ---- Keys ----

const fieldOf = (plan: Plan, key: string): Field | undefined =>
  plan.fieldByName.get(columnOf(plan, key) ?? '')
const isSplit = (field: Field | undefined): boolean => field?.kind === 'list' || field?.kind === 'tags'

/** A register's key taken apart: the log key of its column, or its group; which part of a list; or the order of one. */
export interface RegisterName {
  readonly key: string
  readonly part?: string
  readonly order?: true
  readonly group?: string
}

export function registerName(register: string): RegisterName {
  if (register.startsWith(GROUP)) return { key: register, group: register.slice(GROUP.length) }
  if (register.endsWith(ORDER)) return { key: register.slice(0, -1), order: true }
  const dot = register.startsWith('c:') ? -1 : register.indexOf('.')
  return dot < 0 ? { key: register } : { key: register.slice(0, dot), part: register.slice(dot + 1) }
}

/** The columns a register is about, by log key. */
export function keysOf(plan: Plan, register: string): string[] {
  const { key, group } = registerName(register)
  return group === undefined ? [key] : groupKeys(plan, group)
}

const groupKeys = (plan: Plan, group: string): string[] =>
  plan.entity.fields.filter((field) => field.group === group).map((field) => String(field.id))

/** What a register's key stands for: asked for each one that comes, and the same for all parts of a list. */
export interface About {
  readonly column: string | undefined
  /** Of a field of the program's own. */
  readonly field: Field | undefined
  /** Whether this program knows it at all. */
  readonly known: boolean
}

const abouts = new WeakMap<Plan, Map<string, About>>()

export function aboutsOf(plan: Plan): Map<string, About> {
  let known = abouts.get(plan)
  if (!known) {
    known = new Map()
    abouts.set(plan, known)
  }
  return known
}

export function aboutOf(plan: Plan, register: string): About {
  const known = aboutsOf(plan)
  const whole = known.get(register)
  if (whole) return whole
  const { key, group } = registerName(register)
  let about = known.get(key)
  if (!about) {
    const column = group === undefined ? columnOf(plan, key) : undefined
    about = {
      column,
      field: plan.fieldByName.get(column ?? ''),
      known: key.startsWith('c:') || keysOf(plan, key).some((one) => plan.fieldById.has(Number(one))),
    }
    known.set(key, about)
  }
  return about
}

/** Whether this program knows what the register is about; it keeps the others as they are. */
export const isKnown = (plan: Plan, register: string): boolean =>
  register === ROW || register === ERASED || aboutOf(plan, register).known

// ---- Lists as parts ----

/** Element id or tag → the element as JSON, or '1'. What is no list has no parts. */
export function partsOf(stored: DbValue): Map<string, string> {
  const parts = new Map<string, string>()
  if (typeof stored !== 'string') return parts
  let list: unknown
  try {
    list = JSON.parse(stored)
  } catch {
    return parts // a wrong-typed value is kept and shown, and has no parts
  }
  for (const element of Array.isArray(list) ? (list as unknown[]) : []) {
    if (typeof element === 'string') parts.set(element, '1')
    else if (typeof element === 'object' && element !== null && 'id' in element)
      parts.set(String(element.id), JSON.stringify(element))
  }
  return parts
}

/** The same parts in the same order everywhere: as the order register says, then by id. */
export function inOrder(ids: Iterable<string>, order: readonly string[]): string[] {
  const rest = new Set(ids)
  const ordered = order.filter((id) => rest.delete(id))
  return [...ordered, ...[...rest].sort((a, b) => (a < b ? -1 : 1))]
}

const orderSql = 'SELECT ids FROM syncOrder WHERE entity = ? AND rowId = ? AND field = ?'
export function orderOf(conn: Connection, plan: Plan, rowId: number, key: string): string[] {
  const row = getRow<{ ids: string }>(conn, orderSql, plan.entity.id, rowId, key)
  return row ? (JSON.parse(row.ids) as string[]) : []
}
export function setOrder(conn: Connection, plan: Plan, rowId: number, key: string, ids: DbValue): void {
  conn
    .prepare(
      'INSERT INTO syncOrder(entity, rowId, field, ids) VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET ids = excluded.ids',
    )
    .run(plan.entity.id, rowId, key, ids ?? '[]')
}

// ---- Values ----

/** What a column holds now, by its log key. */
export function currentValue(conn: Connection, plan: Plan, rowId: number, key: string): DbValue {
  const column = columnOf(plan, key)
  if (!column) return null
  const custom = key.startsWith('c:')
  const row = getRow<{ value: DbValue }>(
    conn,
    `SELECT ${custom ? 'custom' : column} AS value FROM "${plan.entity.name}" WHERE rowId = ?`,
    rowId,
  )
  const value = row?.value ?? null
  if (!custom) return value
  return typeof value === 'string' ? ((JSON.parse(value) as MutableColumns)[key.slice(2)] ?? null) : null
}

/** What a register holds, given what columns hold. */
export function registerValue(
  conn: Connection,
  plan: Plan,
  rowId: number,
  register: string,
  value: (key: string) => DbValue = (key) => currentValue(conn, plan, rowId, key),
): DbValue {
  const { key, part, order, group } = registerName(register)
  if (group !== undefined) return groupValue(groupKeys(plan, group), value)
  if (order) {
    const row = getRow<{ ids: string }>(conn, orderSql, plan.entity.id, rowId, key)
    return row?.ids ?? null
  }
  return part === undefined ? value(key) : (partsOf(value(key)).get(part) ?? null)
}

function groupValue(keys: readonly string[], value: (key: string) => DbValue): DbValue {
  const values = keys.map((key) => [key, value(key)] as const)
  return values.every(([, one]) => one === null) ? null : JSON.stringify(Object.fromEntries(values))
}

/**
 * The registers that one transaction wrote to a row, with what they became; `before` and `after` hold the changed columns by
 * log key, `other` answers for the rest. A part that is gone becomes null.
 */
export function registersBetween(
  conn: Connection,
  plan: Plan,
  rowId: number,
  before: Readonly<Record<string, DbValue>>,
  after: Readonly<Record<string, DbValue>>,
  other: (key: string) => DbValue,
): Map<string, DbValue> {
  const changed = new Map<string, DbValue>()
  for (const key in after) {
    const field = fieldOf(plan, key)
    const [had, has] = [before[key] ?? null, after[key] ?? null]
    if (field?.group !== undefined) {
      const now = (of: string) => (of in after ? (after[of] ?? null) : other(of))
      changed.set(`${GROUP}${field.group}`, groupValue(groupKeys(plan, field.group), now))
    } else if (!isSplit(field)) changed.set(key, has)
    else listBetween(conn, plan, rowId, key, had, has, changed)
  }
  return changed
}

function listBetween(
  conn: Connection,
  plan: Plan,
  rowId: number,
  key: string,
  before: DbValue,
  after: DbValue,
  changed: Map<string, DbValue>,
): void {
  const [had, has] = [partsOf(before), partsOf(after)]
  for (const [part, value] of has) if (had.get(part) !== value) changed.set(`${key}.${part}`, value)
  for (const part of had.keys()) if (!has.has(part)) changed.set(`${key}.${part}`, null)
  const [ids, known] = [[...has.keys()], orderOf(conn, plan, rowId, key)]
  const given = inOrder(ids, known)
  if (given.some((id, at) => id !== ids[at])) changed.set(`${key}${ORDER}`, JSON.stringify(ids))
}

/** The order registers are no content: what loses there is no conflict. */
export const isContent = (register: string): boolean =>
  !register.endsWith(ORDER) && register !== ROW && register !== PRIVATE && register !== ERASED

const empties = new WeakMap<Plan, MutableColumns>()
/** All columns in one order: objects of one shape are several times quicker to read. */
export function emptyRow(plan: Plan): MutableColumns {
  let empty = empties.get(plan)
  if (!empty) {
    empty = Object.fromEntries(plan.columns.map((column) => [column, null]))
    empties.set(plan, empty)
  }
  return { ...empty }
}

/**
 * Registers of a row folded back into columns; `current` answers what a column holds, undefined for a row that is new. Refs stay
 * as they are given.
 */
export function columnsWith(
  conn: Connection,
  plan: Plan,
  rowId: number,
  registers: ReadonlyMap<string, DbValue>,
  current: ((key: string) => DbValue) | undefined,
): MutableColumns {
  const columns: MutableColumns = current ? {} : emptyRow(plan)
  const orders = new Map<string, readonly string[]>()
  const lists = new Map<string, Map<string, string>>()
  const abouts = aboutsOf(plan)
  for (const [register, value] of registers) {
    const whole = abouts.get(register)?.column
    if (whole !== undefined) {
      columns[whole] = value
      continue
    }
    const { key, part, order, group } = registerName(register)
    if (group !== undefined) Object.assign(columns, groupColumns(plan, group, value))
    else if (part === undefined && !order) {
      const { column } = aboutOf(plan, key)
      if (column) columns[column] = value
    } else {
      const parts = lists.get(key) ?? partsOf(current?.(key) ?? null)
      lists.set(key, parts)
      if (order) {
        setOrder(conn, plan, rowId, key, value)
        orders.set(key, JSON.parse(String(value ?? '[]')) as string[])
      }
      // An order alone makes no element.
      if (order) continue
      if (value === null) parts.delete(part ?? '')
      else parts.set(part ?? '', String(value))
    }
  }
  for (const [key, parts] of lists) {
    const column = columnOf(plan, key)
    const order = orders.get(key) ?? (current ? orderOf(conn, plan, rowId, key) : [])
    if (column) columns[column] = listOf(fieldOf(plan, key), parts, order)
  }
  return columns
}

export function listOf(
  field: Field | undefined,
  parts: ReadonlyMap<string, string>,
  order: readonly string[],
): DbValue {
  const ids = parts.size < 2 ? [...parts.keys()] : inOrder(parts.keys(), order)
  if (!ids.length) return null
  // Parts are JSON already, as whoever wrote them made it.
  return field?.kind === 'tags'
    ? JSON.stringify(ids)
    : `[${ids.map((id) => parts.get(id) ?? 'null').join(',')}]`
}

export function groupColumns(plan: Plan, group: string, value: DbValue): MutableColumns {
  const given = typeof value === 'string' ? (JSON.parse(value) as MutableColumns) : {}
  return Object.fromEntries(
    groupKeys(plan, group).map((key) => [columnOf(plan, key) ?? key, given[key] ?? null]),
  )
}

/** Every register of a row that holds something, with what it holds: what a record that becomes known has to tell. */
export function registersOf(conn: Connection, plan: Plan, rowId: number): Map<string, DbValue> {
  const row = getRow<MutableColumns>(conn, `SELECT * FROM "${plan.entity.name}" WHERE rowId = ?`, rowId) ?? {}
  const custom = typeof row.custom === 'string' ? (JSON.parse(row.custom) as MutableColumns) : {}
  const values: Record<string, DbValue> = {}
  for (const field of planOf(plan.entity).entity.fields) {
    if (field.derived) continue
    const value = row[field.name] ?? null
    if (value !== null) values[String(field.id)] = value
  }
  for (const uuid in custom) values[`c:${uuid}`] = custom[uuid] ?? null
  return registersBetween(conn, plan, rowId, {}, values, () => null)
}
