/** The facts of an own report for one period, as SQL: gone through once, and put together on every level. */
import type { Ctx } from '../../../core/context.ts'
import { stillWanted } from '../../../core/stillWanted.ts'
import { visibleName } from '../../../core/visible.ts'
import { invalid } from '../../../shared/errors.ts'
import type { Reader } from '../../../shared/reader.ts'
import type { Span } from '../period.ts'
import {
  type Aggregate,
  measureOf,
  neededBy,
  type Part,
  partColumns,
  partOf,
  type Row,
  together,
  type Value,
} from './parts.ts'
import { eachOf, firstValueOf, oneValueOf, type Place } from './places.ts'
import { conditionOf, type Level, type Plan } from './plan.ts'
import {
  boundsOf,
  type DateKind,
  daysAround,
  filledStarts,
  startsOf,
  stretchOf,
  treeSql,
} from './stretches.ts'

type Bound = Value | Uint8Array
/** One group: what it is of, and its measures. */
export interface Group {
  readonly keys: readonly Value[]
  readonly measures: readonly Value[]
}
/** One group before anything is said of it. */
interface Found {
  readonly keys: readonly Value[]
  readonly part: Part
}
interface Answer {
  readonly found: readonly Found[]
  readonly cut: boolean
}
/** Values that measures are about: those of a place, or amounts as they stand, whatever their currency. */
interface Source {
  readonly place: Place
  readonly sql: string
  readonly needs: Set<Aggregate>
}

/** More groups than this are not looked at one by one. */
export const MOST_GROUPS = 200_000

export interface Narrowed {
  readonly span: Span
  /** A local row, or null for everybody's. */
  readonly owner: number | null
  /** The currency amounts are converted to. */
  readonly currency: string
  readonly today: string
}

export class Facts {
  readonly plan: Plan
  readonly narrowed: Narrowed
  readonly #ctx: Ctx
  readonly #reader: Reader
  readonly #where: string
  readonly #params: Readonly<Record<string, Bound>>
  /** What measures are about, each once. */
  readonly #sources: readonly Source[]
  /** The currencies of amounts that no level is about: asked with the finest groups, since notes tell of them. */
  readonly #currencyLevels: readonly Level[]
  readonly #answers = new Map<string, Answer>()
  readonly #starts = new Map<Level, readonly string[]>()

  constructor(ctx: Ctx, plan: Plan, narrowed: Narrowed, reader: Reader) {
    this.#ctx = ctx
    this.plan = plan
    this.narrowed = narrowed
    this.#reader = reader
    const { sql, params } = conditionOf(ctx, plan, reader)
    const parts = [sql]
    const bound: Record<string, Bound> = { ...params }
    const { date } = plan
    if (date && narrowed.span) {
      const [from, to] = boundsOf(narrowed.span, date.kind, reader)
      const { sql: day, own } = date.place
      // A column of the record is found by its index; of any other expression it is paid once for each record what it takes to work it out.
      parts.push(
        own
          ? `${day} >= @from AND ${day} < @to`
          : `(SELECT d >= @from AND d < @to FROM (SELECT ${day} AS d))`,
      )
      bound.from = from
      bound.to = to
    }
    if (narrowed.owner !== null) {
      parts.push('r.ownerId = @owner')
      bound.owner = narrowed.owner
    }
    this.#where = parts.join(' AND ')
    this.#params = bound
    const { levels, measures } = plan
    const amounts = measures.flatMap(({ money, place }) => (money && place ? [place] : []))
    this.#currencyLevels = distinct(amounts, ({ path }) => path)
      .filter(({ path }) => !levels.some(({ currency, place }) => currency && place.path === path))
      .map((place) => ({ place, currency: true, label: place.label }))
    const sources = new Map<string, Source>()
    measures.forEach((measure, at) => {
      const { place } = measure
      if (!place) return
      const source = sources.get(place.path) ?? { place, sql: this.#value(at), needs: new Set() }
      sources.set(place.path, source)
      const need = neededBy(measure)
      if (need) source.needs.add(need)
    })
    this.#sources = [
      ...sources.values(),
      ...this.#currencyLevels.map(({ place }) => ({
        place,
        sql: minorOf(place),
        needs: new Set<Aggregate>(),
      })),
    ]
  }

  /** Facts by these levels: a record once, or once for each of its values where it has several. */
  #sql(levels: readonly Level[], columns: readonly string[] = []): string {
    const joins = levels.flatMap(({ place }, at) => (place.many ? [eachOf(place, `k${at}`)] : []))
    const dims = levels.map(({ place, currency }, at) => {
      const sql = currency ? currencyOf(place) : place.many ? oneValueOf(place, `k${at}`) : place.sql
      // Nothing and an empty text are the same to people.
      return `nullif(${sql}, '') AS d${at}`
    })
    return `facts AS MATERIALIZED (SELECT ${joins.length ? 'DISTINCT ' : ''}${['r.rowId AS record', ...dims, ...columns].join(', ')}
      FROM ${visibleName(this.plan.entity)} r ${joins.join(' ')} WHERE ${this.#where})`
  }

  #value(at: number): string {
    const { plan } = this
    const measure = plan.measures[at]
    if (!measure?.place) return 'NULL'
    const { place } = measure
    if (!measure.money) return place.sql
    const first = plan.levels.find(({ currency }) => currency)
    // Each currency by itself: an amount of another than the one the row is of is not of that row.
    if (first) {
      const same = first.place.path === place.path ? '1' : `a ->> 'currency' IS ${currencyOf(first.place)}`
      return `(SELECT CASE WHEN ${same} THEN a ->> 'minor' END FROM (SELECT ${place.sql} AS a))`
    }
    return `(SELECT CASE WHEN a ->> 'currency' = @currency THEN a ->> 'minor'
      WHEN a IS NOT NULL THEN reportMinor(a ->> 'minor', a ->> 'currency', ${this.#rateDay()}) END FROM (SELECT ${place.sql} AS a))`
  }

  /** The day whose rate counts: that of the record's date, else today. */
  #rateDay(): string {
    const { date } = this.plan
    if (!date) return '@today'
    return date.kind === 'date' ? date.place.sql : `date((${date.place.sql}) / 1000, 'unixepoch')`
  }

  all(sql: string, more: Readonly<Record<string, Bound>> = {}): Row[] {
    const { currency, today } = this.narrowed
    // Not among the statements a connection keeps: hardly any of these is ever asked twice.
    return this.#ctx.conn.db.prepare(sql).all({ ...this.#params, currency, today, ...more }) as Row[]
  }

  /** The stretches of a level of dates, in order: those of the period, else those in which something lies. */
  #startsOf(level: Level): readonly string[] {
    const known = this.#starts.get(level)
    if (known) return known
    if (!level.time) return []
    const { kind, unit } = level.time
    const starts =
      this.#startsOfPeriod(level) ?? startsOf(daysAround(kind, this.#days(level, kind)), unit, this.#reader)
    this.#starts.set(level, starts)
    return starts
  }

  #startsOfPeriod({ place, time }: Level): readonly string[] | undefined {
    const { span } = this.narrowed
    if (!time || !span || place.path !== this.plan.date?.place.path) return undefined
    return filledStarts(span.start, span.end, time.unit, this.#reader)
  }

  /** The days on which something lies, or of instants whole days of UTC. */
  #days(level: Level, kind: DateKind): (string | number)[] {
    const day = kind === 'date' ? 'd0' : 'CAST(floor(d0 / 86400000.0) AS INTEGER)'
    const type = kind === 'date' ? "= 'text'" : "IN ('integer', 'real')"
    return this.all(
      `WITH ${this.#sql([level])} SELECT DISTINCT ${day} AS day FROM facts WHERE typeof(d0) ${type}`,
    ).flatMap(({ day: value }) => (value === null || value === undefined ? [] : [value]))
  }

  /** What the facts of a level are grouped by. */
  #key(level: Level, at: number): string {
    return level.time
      ? treeSql(`d${at}`, this.#startsOf(level), level.time.unit, level.time.kind, this.#reader)
      : `d${at}`
  }

  /** Groups by these levels as the database knows them. */
  #ask(levels: readonly Level[]): Answer {
    const name = levels.map((level) => `${level.place.path} ${level.currency} ${level.time?.unit}`).join('|')
    const known = this.#answers.get(name)
    if (known) return known
    const sources = this.#sources
    const keys = levels.map((level, at) => `${this.#key(level, at)} AS k${at}`)
    const columns = partColumns(sources.map(({ needs }) => needs))
    const by = levels.length ? `GROUP BY ${levels.map((_, at) => at + 1).join(', ')}` : ''
    const facts = this.#sql(
      levels,
      sources.map(({ sql }, at) => `${sql} AS v${at}`),
    )
    const rows = this.all(
      `WITH ${facts} SELECT ${[...keys, ...columns].join(', ')} FROM facts WHERE ${stillWanted('record')} ${by} LIMIT ${MOST_GROUPS + 1}`,
    )
    const found = rows.slice(0, MOST_GROUPS).map((row) => ({
      keys: levels.map((level, at) => this.#told(level, row[`k${at}`] ?? null)),
      part: partOf(row, sources.length),
    }))
    const answer = { found, cut: rows.length > MOST_GROUPS }
    this.#answers.set(name, answer)
    return answer
  }

  /** Groups by these levels, put together from the finest; where those are too many, or hold a record more than once, asked for. */
  #found(levels: readonly Level[]): Answer {
    const all = [...this.plan.levels, ...this.#currencyLevels]
    if (all.some(({ place }) => place.many)) return this.#ask(levels)
    const finest = this.#ask(all)
    if (finest.cut) return this.#ask(levels)
    const places = levels.map((level) => all.indexOf(level))
    const groups = new Map<string, { keys: readonly Value[]; parts: Part[] }>()
    if (levels.length === 0) groups.set('[]', { keys: [], parts: [] })
    for (const { keys, part } of finest.found) {
      const coarse = places.map((at) => keys[at] ?? null)
      const name = JSON.stringify(coarse)
      const group = groups.get(name)
      if (group) group.parts.push(part)
      else groups.set(name, { keys: coarse, parts: [part] })
    }
    const found = [...groups.values()].map(({ keys, parts }) => ({
      keys,
      part: together(parts, this.#sources.length),
    }))
    return { found, cut: false }
  }

  /** Groups by these levels, with all measures; none: the whole. */
  groups(levels: readonly Level[]): { groups: Group[]; cut: boolean } {
    const { found, cut } = this.#found(levels)
    const { measures } = this.plan
    const sourceOf = measures.map(({ place }) => (place ? this.#sourceOf(place) : undefined))
    const groups = found.map(({ keys, part }) => ({
      keys,
      measures: measures.map((measure, at) => measureOf(measure, part, sourceOf[at])),
    }))
    return { groups, cut }
  }

  #sourceOf = ({ path }: Place): number => this.#sources.findIndex(({ place }) => place.path === path)

  /** A stretch is known by the day it begins with. */
  #told(level: Level, key: Value): Value {
    if (!level.time || typeof key !== 'number') return key
    return this.#startsOf(level)[key] ?? null
  }

  /** The records of a group, by what it is of. */
  behind(key: readonly Value[], limit: number): { total: number; rowIds: number[] } {
    const { plan } = this
    const levels = plan.levels.slice(0, key.length)
    if (key.length > plan.levels.length) throw invalid('key', 'length', { n: plan.levels.length })
    const bound: Record<string, Bound> = {}
    const parts = levels.map(({ time }, at) => {
      const value = key[at] ?? null
      if (!time || value === null) {
        bound[`key${at}`] = value
        return time ? `(${this.#keyOf(levels, at)}) IS NULL` : `d${at} IS @key${at}`
      }
      if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) throw invalid('key', 'date')
      const [from, to] = boundsOf(stretchOf(value, time.unit, this.#reader), time.kind, this.#reader)
      bound[`from${at}`] = from
      bound[`to${at}`] = to
      return `d${at} >= @from${at} AND d${at} < @to${at}`
    })
    const where = parts.length ? `WHERE ${parts.join(' AND ')}` : ''
    const facts = `WITH ${this.#sql(levels)}`
    const [count] = this.all(`${facts} SELECT count(DISTINCT record) AS n FROM facts ${where}`, bound)
    const rows = this.all(
      `${facts} SELECT DISTINCT record FROM facts ${where} ORDER BY record LIMIT ${limit}`,
      bound,
    )
    return { total: Number(count?.n ?? 0), rowIds: rows.map(({ record }) => Number(record)) }
  }

  #keyOf(levels: readonly Level[], at: number): string {
    const level = levels[at]
    return level ? this.#key(level, at) : 'NULL'
  }

  /** Records with the columns of a list; `by`: what they are in the order of, of the `at`th column. Others are read of those it shows. */
  list(at: number, by: string, limit: number): Row[] {
    const { plan } = this
    const columns = plan.columns.map(
      (place, each) => `${place.many ? firstValueOf(place) : place.sql} AS c${each}`,
    )
    const sorted = columns[at]
    return this.all(
      `WITH ${this.#sql([], sorted === undefined ? [] : [sorted])},
       chosen AS MATERIALIZED (SELECT record, row_number() OVER (ORDER BY ${by}, record) AS place FROM facts ORDER BY place LIMIT ${limit})
       SELECT ${['chosen.record', ...columns].join(', ')} FROM chosen CROSS JOIN ${visibleName(plan.entity)} r ON r.rowId = chosen.record ORDER BY chosen.place`,
    )
  }

  /** The currencies a measure's amounts are in, how many records, and what could not be converted. */
  currencies(at: number): { currency: string; minor: number; n: number; missing: number }[] {
    const place = this.plan.measures[at]?.place
    const level = [...this.plan.levels, ...this.#currencyLevels].find(
      (each) => each.currency && each.place.path === place?.path,
    )
    if (!place || !level) return []
    const converted = this.#sourceOf(place)
    const stands = this.#sources.findLastIndex(({ place: { path } }) => path === place.path)
    return this.#found([level])
      .found.flatMap(({ keys: [currency], part }) => {
        if (typeof currency !== 'string') return []
        const n = part.records
        return [
          {
            currency,
            n,
            minor: part.values[stands]?.sum ?? 0,
            missing: n - (part.values[converted]?.count ?? 0),
          },
        ]
      })
      .sort((a, b) => (a.currency < b.currency ? -1 : 1))
  }
}

const currencyOf = ({ sql }: Place): string => `((${sql}) ->> 'currency')`
const minorOf = ({ sql }: Place): string => `(${sql}) ->> 'minor'`

/** The first of each that are the same. */
function distinct<T>(all: readonly T[], same: (one: T) => string): T[] {
  return [...new Map(all.toReversed().map((one) => [same(one), one])).values()].toReversed()
}
