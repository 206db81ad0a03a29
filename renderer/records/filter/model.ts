/** A filter as it is built: a tree of numbered parts, some not complete yet. Pure; what it becomes is the grammar's. */
import type { FieldFilter, Filter, FilterOp } from '#db/shared/filter.ts'
import { type AskField, opsOf, spanned, valueless } from './fields.ts'

export type Unit = 'day' | 'week' | 'month' | 'year'
export const units: readonly Unit[] = ['day', 'week', 'month', 'year']

export interface All {
  readonly is: 'all'
  readonly key: number
  readonly join: 'and' | 'or'
  readonly not: boolean
  readonly parts: readonly Part[]
}
export interface Condition {
  readonly is: 'field'
  readonly key: number
  readonly path: string
  readonly op: FilterOp
  /** One value, or two of `between`, or several of `in`; for a span the number, with its unit. */
  readonly value: unknown
  readonly unit: Unit
}
export interface Related {
  readonly is: 'related'
  readonly key: number
  readonly entity: string
  readonly none: boolean
  readonly where: All
}
export interface InGroup {
  readonly is: 'group'
  readonly key: number
  readonly group: string
  readonly not: boolean
}
export type Part = All | Condition | Related | InGroup

let last = 0
const nextKey = (): number => ++last

export const all = (parts: readonly Part[], join: 'and' | 'or' = 'and', not = false): All => ({
  is: 'all',
  key: nextKey(),
  join,
  not,
  parts,
})

export const condition = (field: AskField | undefined): Condition => ({
  is: 'field',
  key: nextKey(),
  path: field?.path ?? '',
  op: (field && opsOf(field)[0]) ?? 'is',
  value: field?.field.kind === 'yesNo' ? true : null,
  unit: 'day',
})

export const related = (entity: string): Related => ({
  is: 'related',
  key: nextKey(),
  entity,
  none: false,
  where: all([]),
})

export const inGroup = (group: string): InGroup => ({ is: 'group', key: nextKey(), group, not: false })

/** The part of a tree with a key, changed or (undefined) taken out. */
export function changed(root: All, key: number, next: Part | undefined): All {
  const parts = root.parts.flatMap((part): Part[] => {
    if (part.key === key) return next ? [next] : []
    if (part.is === 'all') return [changed(part, key, next)]
    if (part.is === 'related')
      return [
        part.where.key === key && next?.is === 'all'
          ? { ...part, where: next }
          : { ...part, where: changed(part.where, key, next) },
      ]
    return [part]
  })
  return { ...root, parts }
}

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

function sentValue(part: Condition): unknown {
  const { op, value, unit } = part
  if (spanned.has(op)) return unit === 'day' ? value : { amount: value, unit }
  return typeof value === 'string' ? value.trim() : value
}

function isComplete({ path, op, value }: Condition): boolean {
  if (path === '') return false
  if (valueless.has(op)) return true
  if (op === 'between') return Array.isArray(value) && value.length === 2 && !value.some(isBlank)
  if (op === 'in') return Array.isArray(value) && value.length > 0
  return !isBlank(value)
}

/** The filter a tree stands for; undefined while a condition lacks its value. An empty tree is everything. */
export function filterOf(part: Part): Filter | undefined {
  switch (part.is) {
    case 'field': {
      if (!isComplete(part)) return undefined
      const filter: FieldFilter = { field: part.path, op: part.op }
      return valueless.has(part.op) ? filter : { ...filter, value: sentValue(part) }
    }
    case 'group': {
      if (part.group === '') return undefined
      const filter: Filter = { group: part.group }
      return part.not ? { not: filter } : filter
    }
    case 'related': {
      const where = filterOf(part.where)
      if (!where) return undefined
      const inner = part.where.parts.length ? { where } : {}
      return part.none ? { none: part.entity, ...inner } : { some: part.entity, ...inner }
    }
    case 'all': {
      const parts = part.parts.map(filterOf)
      const known = parts.filter((each) => each !== undefined)
      if (known.length < parts.length) return undefined
      const [only] = known
      const joined: Filter =
        known.length === 1 && only ? only : part.join === 'and' ? { and: known } : { or: known }
      return part.not ? { not: joined } : joined
    }
  }
}

const isUnit = (unit: unknown): unit is Unit => units.some((known) => known === unit)

function fieldPart({ field, op, value }: FieldFilter): Condition {
  const span =
    typeof value === 'object' && value !== null && 'amount' in value && 'unit' in value ? value : undefined
  return {
    is: 'field',
    key: nextKey(),
    path: field,
    op,
    value: span ? span.amount : (value ?? null),
    unit: span && isUnit(span.unit) ? span.unit : 'day',
  }
}

/** A filter as parts, to be built further. */
export function partOf(filter: Filter): Part {
  if ('and' in filter) return all(filter.and.map(partOf))
  if ('or' in filter) return all(filter.or.map(partOf), 'or')
  if ('not' in filter) {
    const part = partOf(filter.not)
    if ((part.is === 'all' || part.is === 'group') && !part.not) return { ...part, not: true }
    return all([part], 'and', true)
  }
  if ('some' in filter || 'none' in filter) {
    const none = 'none' in filter
    return {
      ...related(none ? filter.none : filter.some),
      none,
      where: filter.where ? treeOf(filter.where) : all([]),
    }
  }
  if ('group' in filter) return inGroup(filter.group)
  return fieldPart(filter)
}

/** A filter as a tree whose root joins several parts. */
export function treeOf(filter: Filter | undefined): All {
  if (!filter) return all([])
  const part = partOf(filter)
  return part.is === 'all' ? part : all([part])
}

const isCustomPath = (path: string): string | undefined => /(?:^|\.)custom\.([0-9a-f-]{36})$/.exec(path)?.[1]

/** A filter without what names custom fields that are gone, and the ids of those. `undefined`: nothing of it is left. */
export function withoutFields(
  filter: Filter,
  isKnown: (customId: string) => boolean,
): { filter: Filter | undefined; gone: readonly string[] } {
  const gone: string[] = []
  const many = (filters: readonly Filter[]): Filter[] =>
    filters.flatMap((each) => {
      const kept = one(each)
      return kept ? [kept] : []
    })
  function one(part: Filter): Filter | undefined {
    if ('and' in part) return part.and.length ? some(many(part.and), (and) => ({ and })) : part
    if ('or' in part) return part.or.length ? some(many(part.or), (or) => ({ or })) : part
    if ('not' in part) {
      const inner = one(part.not)
      return inner && { not: inner }
    }
    if ('some' in part || 'none' in part) {
      if (!part.where) return part
      const where = one(part.where)
      return where && { ...part, where }
    }
    if ('group' in part) return part
    const custom = isCustomPath(part.field)
    if (custom === undefined || isKnown(custom)) return part
    gone.push(custom)
    return undefined
  }
  const some = (kept: readonly Filter[], make: (kept: readonly Filter[]) => Filter): Filter | undefined =>
    kept.length ? make(kept) : undefined
  return { filter: one(filter), gone }
}

/** The one filter that steps of a lookup come to; undefined when it was also searched or picked by hand. */
export function filterOfSteps(
  steps: readonly {
    readonly combine: string
    readonly filter?: Filter | undefined
    readonly search?: string | undefined
    readonly picked?: number | undefined
  }[],
): Filter | undefined {
  let so: Filter = { and: [] }
  for (const { combine, filter, search, picked } of steps) {
    if (search !== undefined || picked !== undefined) return undefined
    const more: Filter = filter ?? { and: [] }
    if (combine === 'replace') so = more
    else if (combine === 'add') so = { or: [so, more] }
    else if (combine === 'narrow') so = { and: [so, more] }
    else if (combine === 'remove') so = { and: [so, { not: more }] }
    else so = { not: so }
  }
  return so
}
