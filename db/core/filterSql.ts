/**
 * A filter as one SQL condition over the base row under an alias, with bound values. Rows of *other* entities are reached
 * through the visible views only, so that nobody learns from a result what they may not read; whether the row itself may
 * be seen is the caller's to add (a bitset for lists, the visible view elsewhere).
 * Every operator is true or not: `isNot`, `isEmpty`, `not` and `none` are exact complements.
 */
import type { Entity, Field } from '../shared/entity.ts'
import { failure, invalid } from '../shared/errors.ts'
import { elementProperties } from '../shared/fields.ts'
import type { FieldFilter, Filter, GroupFilter } from '../shared/filter.ts'
import { groupedBy, isGrouped } from '../shared/groups.ts'
import { isIdText, textToId } from '../shared/id.ts'
import { asciiDigits } from '../shared/numbers/digits.ts'
import { parsePhone, phoneDigits, phoneQuery } from '../shared/phone.ts'
import { allEntities, findEntity } from '../shared/registry.ts'
import { getRow } from './connection.ts'
import { amongValues } from './customIndexes.ts'
import { pointKinds } from './derive.ts'
import {
  allOf,
  anyOf,
  Binder,
  type Condition,
  type FilterEnv,
  listOf,
  type Term,
  textCondition,
  textOf,
  unfit,
  valueCondition,
  yearlyCondition,
} from './lookup/conditions.ts'
import {
  columnSql,
  displayNameField,
  idField,
  jsonSql,
  resolveField,
  type Target,
} from './lookup/fieldPath.ts'
import { registerFunctions } from './lookup/functions.ts'
import { groupsUnder } from './lookup/groups.ts'
import { planOf } from './plan.ts'
import { databaseSetting } from './settings.ts'
import { visibleName } from './visible.ts'

export interface CompiledFilter {
  /** A condition on the row `alias`; true, false or NULL. */
  readonly sql: string
  readonly params: Readonly<Record<string, string | number | null | Uint8Array>>
}

const MAX_DEPTH = 32
const MAX_TERMS = 500

/** @throws AppError Invalid naming the field: unknown, operator unfit for it, value of the wrong type */
export function compileFilter(env: FilterEnv, entity: Entity, filter: Filter, alias = 'r'): CompiledFilter {
  registerFunctions(env.conn)
  const compiler = new Compiler(env)
  return { sql: compiler.filter(entity, filter, alias, 0), params: compiler.binder.params }
}

const isTrue = (sql: string): string => `(${sql}) IS TRUE`
const isNotTrue = (sql: string): string => `(${sql}) IS NOT TRUE`

class Compiler {
  readonly env: FilterEnv
  readonly binder = new Binder()
  #terms = 0
  #aliases = 0
  /** The groups whose filters are being compiled, outermost first. */
  readonly #within: string[] = []

  constructor(env: FilterEnv) {
    this.env = env
  }

  #alias(letter: string): string {
    return `${letter}${++this.#aliases}`
  }

  filter(entity: Entity, filter: Filter, alias: string, depth: number): string {
    if (depth > MAX_DEPTH || ++this.#terms > MAX_TERMS)
      throw failure('Invalid', 'filterTooLarge', { max: MAX_TERMS })
    const inner = (part: Filter): string => this.filter(entity, part, alias, depth + 1)
    if ('and' in filter) return allOf(filter.and.map(inner))
    if ('or' in filter) return anyOf(filter.or.map(inner))
    if ('not' in filter) return isNotTrue(inner(filter.not))
    if ('some' in filter) return this.#related(entity, filter.some, filter.where, alias, depth)
    if ('none' in filter) return isNotTrue(this.#related(entity, filter.none, filter.where, alias, depth))
    if ('group' in filter) return this.#group(entity, filter, alias, depth)
    return this.#field(entity, filter, alias)
  }

  /** Members of the static ones, whoever meets the filters of the others. */
  #group(entity: Entity, { group: id, own }: GroupFilter, alias: string, depth: number): string {
    if (!isGrouped(entity.name)) throw invalid('group', 'otherEntity', { entity: entity.name })
    if (this.#within.includes(id)) throw invalid('group', 'groupCycle')
    const [top, ...below] = groupsUnder(this.env.conn, id)
    if (top?.entity !== entity.name) throw invalid('group', 'otherEntity', { entity: top?.entity ?? '' })
    const groups = [top, ...(own ? [] : below.filter((each) => each.entity === entity.name))]
    const fixed = groups.filter(({ filter }) => !filter).map(({ rowId }) => rowId)
    this.#within.push(id)
    const parts = groups.flatMap(({ filter }) =>
      filter ? [this.filter(entity, filter, alias, depth + 1)] : [],
    )
    this.#within.pop()
    if (fixed.length) parts.push(this.#members(entity, groupedBy[entity.name], fixed, alias))
    return anyOf(parts)
  }

  #members(entity: Entity, column: string, groups: readonly number[], alias: string): string {
    const row = this.#alias('s')
    const hit = this.#alias('hit')
    return `${alias}.rowId IN (WITH ${hit}(rowId) AS MATERIALIZED (
      SELECT ${row}."${column}" FROM ${visibleName('groupMember')} ${row}
      WHERE ${row}.groupId IN ${this.binder.bindList(groups)} AND ${row}."${column}" IS NOT NULL)
      SELECT rowId FROM ${hit} UNION ALL
      SELECT canonicalId FROM main."${entity.name}" WHERE mergedInto IS NOT NULL AND rowId IN (SELECT rowId FROM ${hit}))`
  }

  #field(entity: Entity, { field: path, op, value }: FieldFilter, alias: string): string {
    const target = resolveField(this.env.conn, entity, path)
    const base = { env: this.env, binder: this.binder, path, value }
    if (op === 'isNot') return isNotTrue(this.#target(entity, target, { ...base, op: 'is' }, alias))
    if (op === 'isEmpty') return isNotTrue(this.#target(entity, target, { ...base, op: 'notEmpty' }, alias))
    return this.#target(entity, target, { ...base, op }, alias)
  }

  #target(entity: Entity, target: Target, term: Term, alias: string): string {
    if (target.at === 'ref') {
      const row = this.#alias('t')
      const condition = this.#target(target.to, target.rest, term, row)
      return this.#referring(target.field, target.to, row, condition, alias)
    }
    const { field, property } = target
    if (field === idField) return this.#identity(term, alias)
    if (field.kind === 'ref') return this.#reference(field, term, alias)
    const column = columnSql(field, alias)
    if (field.kind === 'list') return this.#list(entity, field, property, term, alias, column)
    if (field.kind === 'tags') return this.#tags(term, column)
    const condition = valueCondition(term, field, isOrganisationName(entity, field))(column)
    // No value at all is a "no" as well.
    return term.value === false ? condition : amongValues(field, column, condition)
  }

  /** The row's reference leads to a visible row, or to one merged into it, that meets the condition on `row`. */
  #referring(field: Field, to: Entity, row: string, condition: string, alias: string): string {
    const hit = this.#alias('hit')
    return `${columnSql(field, alias)} IN (WITH ${hit}(rowId) AS MATERIALIZED (
      SELECT ${row}.rowId FROM ${visibleName(to)} ${row} WHERE ${condition})
      SELECT rowId FROM ${hit} UNION ALL
      SELECT rowId FROM main."${to.name}" WHERE mergedInto IS NOT NULL AND canonicalId IN (SELECT rowId FROM ${hit}))`
  }

  #identity(term: Term, alias: string): string {
    const ids =
      term.op === 'is'
        ? [idOf(term, term.value)]
        : term.op === 'in'
          ? listOf(term, (id) => idOf(term, id))
          : null
    if (!ids) {
      if (term.op === 'notEmpty') return '1'
      throw unfit(term)
    }
    return `${alias}.id IN (${ids.map((id) => this.binder.bind(id)).join(',')})`
  }

  /** Equality means the record and all that were merged into it. */
  #reference(field: Field, term: Term, alias: string): string {
    const column = columnSql(field, alias)
    const to = findEntity(field.to ?? '')
    if (!to) throw unfit(term)
    if (term.op === 'notEmpty') return `${column} IS NOT NULL`
    if (term.op === 'contains' || term.op === 'startsWith') {
      const row = this.#alias('t')
      const named = valueCondition(term, displayNameField, isOrganisationName(to, displayNameField))
      return this.#referring(field, to, row, named(`${row}.displayName`), alias)
    }
    const read = (value: unknown): number | undefined => this.#canonical(to, term, value)
    const found = term.op === 'is' ? [read(term.value)] : term.op === 'in' ? listOf(term, read) : null
    if (!found) throw unfit(term)
    const rowIds = this.binder.bindList(found.filter((rowId) => rowId !== undefined))
    return `${column} IN (SELECT value FROM ${rowIds} UNION ALL
      SELECT rowId FROM main."${to.name}" WHERE mergedInto IS NOT NULL AND canonicalId IN ${rowIds})`
  }

  #canonical(to: Entity, term: Term, value: unknown): number | undefined {
    if (value === 'me' && to.name === 'user') return this.env.userRowId
    const row = getRow<{ canonicalId: number }>(
      this.env.conn,
      `SELECT canonicalId FROM main."${to.name}" WHERE id = ?`,
      idOf(term, value),
    )
    return row?.canonicalId
  }

  #tags(term: Term, column: string): string {
    if (term.op === 'notEmpty') return `${column} IS NOT NULL`
    // A set contains a member, not a part of one.
    const member = textCondition(term.op === 'contains' ? { ...term, op: 'is' } : term)
    return `EXISTS (SELECT 1 FROM json_each(${jsonSql(column)}) e WHERE ${member('e.value')})`
  }

  #list(
    entity: Entity,
    field: Field,
    property: string | undefined,
    term: Term,
    alias: string,
    column: string,
  ): string {
    const kind = field.elements ?? 'extra'
    if (term.op === 'notEmpty' && property === undefined) return `${column} IS NOT NULL`
    const walk = (condition: Condition, name: string): string =>
      `EXISTS (SELECT 1 FROM json_each(${jsonSql(column)}) e
        WHERE e.type = 'object' AND ${condition(`CASE e.type WHEN 'object' THEN e.value ->> '${name}' END`)})`
    if (property === undefined && kind === 'address') {
      const condition = textCondition(term)
      return `EXISTS (SELECT 1 FROM json_each(${jsonSql(column)}) e, json_each(CASE e.type WHEN 'object' THEN e.value END) p
        WHERE p.key NOT IN ('id', 'label') AND ${condition('p.value')})`
    }
    const name = property ?? elementProperties[kind][0] ?? 'value'
    if (name === 'value' && term.op !== 'notEmpty') {
      if (kind === 'event') return walk(yearlyCondition(term), name)
      const points = this.#points(entity, field, term, alias)
      if (points) return points
    }
    if (term.op === 'notEmpty') return walk((x) => `coalesce(${x}, '') <> ''`, name)
    return walk(textCondition(term), name)
  }

  /** Addresses and numbers as they are looked up exactly, from the table that holds their normal forms. */
  #points(entity: Entity, field: Field, term: Term, alias: string): string | undefined {
    const { elements } = field
    if (elements !== 'email' && elements !== 'phone') return undefined
    // The table knows the entity, not the column: only for the one list of its kind.
    if (planOf(entity).entity.fields.filter((other) => other.elements === elements).length !== 1)
      return undefined
    const norm = elements === 'email' ? this.#email(term) : this.#phone(term)
    if (!norm) return undefined
    return `${alias}.rowId IN (SELECT c.rowId FROM main.contactPoint c
      WHERE c.kind = ${pointKinds[elements]} AND c.entity = ${entity.id} AND ${norm('c.norm')})`
  }

  #email(term: Term): Condition {
    const norm = (value: unknown): string => textOf(term, value).trim().toLowerCase()
    if (term.op === 'is') return (x) => `${x} = ${this.binder.bind(norm(term.value))}`
    if (term.op === 'in') return (x) => `${x} IN ${this.binder.bindList(listOf(term, norm))}`
    return textCondition(term)
  }

  /** By digits: any grouping, any script, with the country code or as dialled at home. */
  #phone(term: Term): Condition | undefined {
    const country = String(databaseSetting(this.env.conn, 'defaultCountry') ?? 'TH')
    const exact = (value: unknown): string[] => {
      const typed = textOf(term, value)
      const { e164 } = parsePhone(typed, country)
      return [...(e164 ? [e164.slice(1)] : []), ...phoneDigits(typed, country)]
    }
    if (term.op === 'is') return (x) => `${x} IN ${this.binder.bindList(exact(term.value))}`
    if (term.op === 'in') return (x) => `${x} IN ${this.binder.bindList(listOf(term, exact).flat())}`
    if (term.op !== 'contains' && term.op !== 'startsWith') throw unfit(term)
    const digits = phoneQuery(textOf(term)) || asciiDigits(textOf(term)).replace(/\D/g, '')
    if (digits === '') return undefined
    const part = this.binder.bind(digits)
    // As dialled at home a number only has other digits in front, two at most: most numbers are told apart by the rest.
    const rest = this.binder.bind(digits.slice(2))
    if (term.op === 'contains')
      return (x) => `(instr(${x}, ${part}) OR (instr(${x}, ${rest}) AND instr(phoneForms(${x}), ${part})))`
    const second = this.binder.bind(` ${digits}`)
    return (x) =>
      `(instr(${x}, ${part}) = 1 OR (instr(${x}, ${rest}) AND instr(' ' || phoneForms(${x}), ${second})))`
  }

  /** Some visible row of `name` refers to this one, or to one merged into it, and meets `where`. */
  #related(entity: Entity, name: string, where: Filter | undefined, alias: string, depth: number): string {
    const child = findEntity(name) ?? allEntities().find((other) => pluralOf(other.name) === name)
    if (!child) throw invalid(name, 'unknownEntity', { entity: name })
    const refs = planOf(child).refs.filter((field) => field.to === entity.name && !field.system)
    if (!refs.length) throw invalid(name, 'unrelated', { entity: entity.name })
    const row = this.#alias('s')
    const condition = where ? this.filter(child, where, row, depth + 1) : '1'
    return anyOf(
      refs.map((ref) => {
        const hit = this.#alias('hit')
        return `${alias}.rowId IN (WITH ${hit}(rowId) AS MATERIALIZED (
          SELECT ${row}."${ref.name}" FROM ${visibleName(child)} ${row} WHERE ${row}."${ref.name}" IS NOT NULL AND ${isTrue(condition)})
          SELECT rowId FROM ${hit} UNION ALL
          SELECT canonicalId FROM main."${entity.name}" WHERE mergedInto IS NOT NULL AND rowId IN (SELECT rowId FROM ${hit}))`
      }),
    )
  }
}

function idOf(term: Term, value: unknown): Uint8Array {
  const id = isIdText(value) ? textToId(value) : undefined
  if (!id) throw invalid(term.path, 'id')
  return id
}

const isOrganisationName = ({ title }: Entity, field: Field): boolean =>
  title.from === 'organisation' && (field.name === title.field || field === displayNameField)

/** `activities` for `activity`: filters may name related records in the plural. */
const pluralOf = (name: string): string => (name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`)
