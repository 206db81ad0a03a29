/** A definition read against the fields there are now: levels, measures, columns, and the facts as one SELECT. */
import type { Ctx } from '../../../core/context.ts'
import { compileFilter } from '../../../core/filterSql.ts'
import { savedView } from '../../../core/savedView.ts'
import type { Entity } from '../../../shared/entity.ts'
import { AppError, failure } from '../../../shared/errors.ts'
import type { Filter } from '../../../shared/filter.ts'
import type { DateUnit, MeasureKind, ReportDefinition } from '../../../shared/ownReports.ts'
import type { Reader } from '../../../shared/reader.ts'
import { findEntity } from '../../../shared/registry.ts'
import type { CellKind } from '../../../shared/reports.ts'
import { word } from '../words.ts'
import { goneName, type Place, placeOf } from './places.ts'
import type { DateKind } from './stretches.ts'

/** Something the records are grouped by. */
export interface Level {
  readonly place: Place
  /** Of a date. */
  readonly time?: { readonly unit: DateUnit; readonly kind: DateKind }
  /** The currency of an amount. */
  readonly currency?: true
  readonly label: string
}

export interface Measured {
  readonly of: MeasureKind
  readonly place?: Place
  readonly kind: CellKind
  readonly money: boolean
  readonly label: string
}

export interface Plan {
  readonly entity: Entity
  readonly definition: ReportDefinition
  readonly levels: readonly Level[]
  readonly measures: readonly Measured[]
  readonly columns: readonly Place[]
  readonly date: { readonly place: Place; readonly kind: DateKind } | undefined
  readonly filters: readonly Filter[]
  /** Names of fields there are no more. */
  readonly gone: readonly string[]
  /** Of fields that a condition was about, which is left out. */
  readonly goneConditions: readonly string[]
  readonly viewGone: boolean
}

const numeric: ReadonlySet<string> = new Set(['number', 'integer', 'money'])
const dateKindOf = ({ field, many }: Place): DateKind | undefined =>
  many ? undefined : field.kind === 'date' ? 'date' : field.kind === 'instant' ? 'instant' : undefined

function measuredBy(of: MeasureKind, place: Place | undefined, reader: Reader): Measured | undefined {
  const { language } = reader
  const measure = word(language, `report.measure.${of}`)
  if (of === 'count' || (of === 'share' && !place))
    return { of, kind: of === 'count' ? 'count' : 'share', money: false, label: measure }
  if (!place || place.many) return undefined
  const { kind } = place.field
  const money = kind === 'money'
  const label = word(language, 'report.measure.of')
    .replace('{measure}', measure)
    .replace('{field}', place.label)
  const common = { of, place, money, label }
  if (of === 'min' || of === 'max') {
    if (!numeric.has(kind) && kind !== 'date' && kind !== 'instant') return undefined
    const shown = money ? 'money' : kind === 'date' ? 'day' : kind === 'instant' ? 'instant' : 'number'
    return { ...common, kind: shown }
  }
  if (!numeric.has(kind)) return undefined
  if (of === 'share') return { ...common, kind: 'share' }
  return { ...common, kind: money ? 'money' : 'number' }
}

/** @throws AppError Invalid for an entity that there is not, or that is not one of those people know */
export function planOf(
  ctx: Pick<Ctx, 'conn' | 'actor' | 'now'>,
  definition: ReportDefinition,
  reader: Reader,
): Plan {
  const { conn } = ctx
  const { language } = reader
  const entity = findEntity(definition.base)
  if (!entity?.listed) throw failure('Invalid', 'unknownEntity', { entity: definition.base })
  const gone = new Set<string>()
  const find = (path: string, suits: (place: Place) => boolean = () => true): Place | undefined => {
    const place = placeOf(conn, entity, path, language)
    if (place && suits(place)) return place
    gone.add(place?.label ?? goneName(conn, path, language))
    return undefined
  }
  const levels: Level[] = definition.by.flatMap(({ field, unit }) => {
    const place = find(field, (each) => each.field.kind !== 'money')
    if (!place) return []
    const kind = dateKindOf(place)
    return [{ place, label: place.label, ...(kind && { time: { unit: unit ?? 'month', kind } }) }]
  })
  const asked =
    definition.measures.length || definition.columns.length
      ? definition.measures
      : [{ of: 'count' as const, field: undefined }]
  const measures = asked.flatMap(({ of, field }) => {
    const place = field === undefined ? undefined : find(field)
    if (field !== undefined && !place) return []
    const measured = measuredBy(of, place, reader)
    if (!measured) gone.add(place?.label ?? word(language, `report.measure.${of}`))
    return measured ? [measured] : []
  })
  const columns = definition.columns.flatMap((path) => find(path) ?? [])
  const grouped = levels.length > 0 || measures.length > 0
  if (!measures.length && (levels.length > 0 || !columns.length)) {
    const count = measuredBy('count', undefined, reader)
    if (count) measures.push(count)
  }
  const money = measures.find((measure) => measure.money)?.place
  if (money && definition.currencies === 'apart')
    levels.push({ place: money, currency: true, label: word(language, 'report.column.currency') })
  const datePlace =
    definition.date === undefined
      ? undefined
      : find(definition.date, (place) => dateKindOf(place) !== undefined)
  const dateKind = datePlace && dateKindOf(datePlace)
  const { filters, goneConditions, viewGone } = filtersOf(ctx, entity, definition, reader)
  return {
    entity,
    definition,
    levels,
    measures,
    columns: grouped ? [] : columns,
    date: datePlace && dateKind && { place: datePlace, kind: dateKind },
    filters,
    gone: [...gone],
    goneConditions,
    viewGone,
  }
}

function filtersOf(
  ctx: Pick<Ctx, 'conn' | 'actor' | 'now'>,
  entity: Entity,
  { filter, view }: ReportDefinition,
  reader: Reader,
): Pick<Plan, 'filters' | 'goneConditions' | 'viewGone'> {
  const goneConditions: string[] = []
  const filters: Filter[] = []
  let viewGone = false
  const add = (given: Filter | undefined): void => {
    const kept = given && withoutGone(ctx, entity, given, reader, goneConditions)
    if (kept) filters.push(kept)
  }
  add(filter)
  if (view !== undefined)
    try {
      add(savedView(ctx, entity.name, view).filter)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      viewGone = true
    }
  return { filters, goneConditions, viewGone }
}

const envOf = ({ conn, actor, now }: Pick<Ctx, 'conn' | 'actor' | 'now'>, reader: Reader) => ({
  conn,
  userRowId: actor.rowId,
  timeZone: reader.timeZone,
  now,
})

/** A filter without the conditions that mean nothing (any more); their fields are named. */
function withoutGone(
  ctx: Pick<Ctx, 'conn' | 'actor' | 'now'>,
  entity: Entity,
  filter: Filter,
  reader: Reader,
  gone: string[],
): Filter | undefined {
  const many = (parts: readonly Filter[]): Filter[] =>
    parts.flatMap((part) => withoutGone(ctx, entity, part, reader, gone) ?? [])
  if ('and' in filter) return { and: many(filter.and) }
  if ('or' in filter) {
    const or = many(filter.or)
    return or.length || !filter.or.length ? { or } : undefined
  }
  if ('not' in filter) {
    const not = withoutGone(ctx, entity, filter.not, reader, gone)
    return not && { not }
  }
  if (('some' in filter || 'none' in filter) && filter.where) {
    const inner = findEntity('some' in filter ? filter.some : filter.none)
    const where = inner && withoutGone(ctx, inner, filter.where, reader, gone)
    if (inner) return { ...filter, where: where ?? { and: [] } }
  }
  try {
    compileFilter(envOf(ctx, reader), entity, filter)
    return filter
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    gone.push(
      'field' in filter
        ? goneName(ctx.conn, filter.field, reader.language)
        : word(reader.language, 'report.own.goneGroup'),
    )
    return undefined
  }
}

type Bound = string | number | null | Uint8Array

/** The condition all facts meet, with its values. */
export function conditionOf(
  ctx: Pick<Ctx, 'conn' | 'actor' | 'now'>,
  { entity, filters }: Plan,
  reader: Reader,
): { sql: string; params: Readonly<Record<string, Bound>> } {
  if (filters.length === 0) return { sql: '1', params: {} }
  const { sql, params } = compileFilter(envOf(ctx, reader), entity, { and: filters })
  return { sql: `(${sql}) IS TRUE`, params }
}
