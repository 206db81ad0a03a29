/** The facts of an own report for one period: as SQL, asked level by level. */
import type { Ctx } from '../../../core/context.ts'
import { stillWanted } from '../../../core/stillWanted.ts'
import { visibleName } from '../../../core/visible.ts'
import { invalid } from '../../../shared/errors.ts'
import type { Reader } from '../../../shared/reader.ts'
import type { Span } from '../period.ts'
import { eachOf, firstValueOf, oneValueOf } from './places.ts'
import { conditionOf, type Level, type Plan } from './plan.ts'
import { boundsOf, daysAround, startsOf, stretchOf, treeSql } from './stretches.ts'

export type Value = string | number | null
type Bound = Value | Uint8Array
export type Row = Readonly<Record<string, Value>>
/** One group: what it is of, and its measures. */
export interface Group {
  readonly keys: readonly Value[]
  readonly measures: readonly Value[]
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
  readonly #starts = new Map<number, readonly string[]>()

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
      // The expression stands once: what it takes to work it out is paid once for each record.
      parts.push(`(SELECT d >= @from AND d < @to FROM (SELECT ${date.place.sql} AS d))`)
      bound.from = from
      bound.to = to
    }
    if (narrowed.owner !== null) {
      parts.push('r.ownerId = @owner')
      bound.owner = narrowed.owner
    }
    this.#where = parts.join(' AND ')
    this.#params = bound
  }

  /** Facts of the first levels: a record once, or once for each of its values where it has several. */
  #sql(levels: readonly Level[], extra: readonly string[] = []): string {
    const { plan } = this
    const joins = levels.flatMap(({ place }, at) => (place.many ? [eachOf(place, `k${at}`)] : []))
    const dims = levels.map(({ place, currency }, at) => {
      const sql = currency
        ? `(${place.sql}) ->> 'currency'`
        : place.many
          ? oneValueOf(place, `k${at}`)
          : place.sql
      // Nothing and an empty text are the same to people.
      return `nullif(${sql}, '') AS d${at}`
    })
    const values = plan.measures.flatMap(({ place }, at) => (place ? [`${this.#value(at)} AS v${at}`] : []))
    return `facts AS MATERIALIZED (SELECT ${joins.length ? 'DISTINCT ' : ''}${['r.rowId AS record', ...dims, ...values, ...extra].join(', ')}
      FROM ${visibleName(plan.entity)} r ${joins.join(' ')} WHERE ${this.#where})`
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
      const same =
        first.place.path === place.path ? '1' : `a ->> 'currency' IS ((${first.place.sql}) ->> 'currency')`
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

  /** The stretches of a level of dates in which something lies, in order. */
  starts(at: number): readonly string[] {
    const known = this.#starts.get(at)
    if (known) return known
    const level = this.plan.levels[at]
    if (!level?.time) return []
    const { kind, unit } = level.time
    const day = kind === 'date' ? 'd0' : 'CAST(floor(d0 / 86400000.0) AS INTEGER)'
    const type = kind === 'date' ? "= 'text'" : "IN ('integer', 'real')"
    const rows = this.all(
      `WITH ${this.#sql([level])} SELECT DISTINCT ${day} AS day FROM facts WHERE typeof(d0) ${type}`,
    )
    const starts = startsOf(
      daysAround(
        kind,
        rows.flatMap(({ day: value }) => (value === null || value === undefined ? [] : [value])),
      ),
      unit,
      this.#reader,
    )
    this.#starts.set(at, starts)
    return starts
  }

  /** What the facts of a level are grouped by. */
  #key(level: Level, at: number): string {
    return level.time
      ? treeSql(
          `d${at}`,
          this.starts(this.plan.levels.indexOf(level)),
          level.time.unit,
          level.time.kind,
          this.#reader,
        )
      : `d${at}`
  }

  /** Groups by these levels, with all measures; none: the whole. */
  groups(levels: readonly Level[]): { groups: Group[]; cut: boolean } {
    const keys = levels.map((level, at) => `${this.#key(level, at)} AS k${at}`)
    const sums = this.plan.measures.map(({ sql }, at) => `${sql} AS m${at}`)
    const by = levels.length ? `GROUP BY ${levels.map((_, at) => at + 1).join(', ')}` : ''
    const rows = this.all(
      `WITH ${this.#sql(levels)} SELECT ${[...keys, ...sums].join(', ')} FROM facts WHERE ${stillWanted('record')} ${by} LIMIT ${MOST_GROUPS + 1}`,
    )
    const groups = rows.slice(0, MOST_GROUPS).map((row) => ({
      keys: levels.map((level, at) => this.#told(level, row[`k${at}`] ?? null)),
      measures: this.plan.measures.map((_, at) => row[`m${at}`] ?? null),
    }))
    return { groups, cut: rows.length > MOST_GROUPS }
  }

  /** A stretch is known by the day it begins with. */
  #told(level: Level, key: Value): Value {
    if (!level.time || typeof key !== 'number') return key
    return this.starts(this.plan.levels.indexOf(level))[key] ?? null
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

  /** Records with the columns of a list, and the total of each column of numbers. */
  list(order: string, limit: number): Row[] {
    const { plan } = this
    const columns = plan.columns.map(
      (place, at) => `${place.many ? firstValueOf(place) : place.sql} AS c${at}`,
    )
    return this.all(
      `WITH ${this.#sql([], columns)} SELECT * FROM facts ORDER BY ${order}, record LIMIT ${limit}`,
    )
  }

  count(): number {
    const [row] = this.all(`WITH ${this.#sql([])} SELECT count(*) AS n FROM facts`)
    return Number(row?.n ?? 0)
  }

  /** The currencies a measure's amounts are in, how many records, and what could not be converted. */
  currencies(at: number): { currency: string; minor: number; n: number; missing: number }[] {
    const place = this.plan.measures[at]?.place
    if (!place) return []
    return this.all(
      `WITH ${this.#sql([], [`(${place.sql}) ->> 'currency' AS c`, `(${place.sql}) ->> 'minor' AS a`])}
       SELECT c, count(*) AS n, total(a) AS minor, count(*) - count(v${at}) AS missing FROM facts WHERE c IS NOT NULL GROUP BY c ORDER BY c`,
    ).map(({ c, n, minor, missing }) => ({
      currency: String(c),
      minor: Number(minor),
      n: Number(n),
      missing: Number(missing),
    }))
  }
}
