/** Runs a report: its facts, grouped, counted, totalled, worded for whoever reads it; and the records behind a row. */
import type { Connection } from '../../core/connection.ts'
import type { Ctx } from '../../core/context.ts'
import { rowOfId } from '../../core/everything.ts'
import { named } from '../../core/read.ts'
import { visibleName } from '../../core/visible.ts'
import type { Output } from '../../shared/contract.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { formatDate, localTime } from '../../shared/dates/format.ts'
import type { Period } from '../../shared/dates/periods.ts'
import { failure, invalid } from '../../shared/errors.ts'
import { idToText } from '../../shared/id.ts'
import type { ReportDefinition } from '../../shared/ownReports.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import { entityNamed } from '../../shared/registry.ts'
import type {
  CellKind,
  ParameterName,
  ReportCell,
  ReportColumn,
  ReportParameters,
  ReportResult,
} from '../../shared/reports.ts'
import { aboutOf } from './about.ts'
import type { Column, Definition, Measure } from './definition.ts'
import { currencyAt, inUnits, totalCell } from './money.ts'
import { ownDefinition, recordsBehindOwn, runOwn } from './own/run.ts'
import { daysOf, momentsOf, type Span, type Stretch, spanBefore, spanOf, stretchesOf } from './period.ts'
import { definitions } from './ready.ts'
import { findWord, word } from './words.ts'

const DAY = 86_400_000
const narrowings = [
  ['owner', 'user'],
  ['pipeline', 'pipeline'],
  ['queue', 'queue'],
  ['campaign', 'campaign'],
] as const satisfies readonly (readonly [ParameterName, string])[]
/** Rows on a screen and on paper; a file has them all. */
export const SHOWN = 2_000
const USUAL_PERIOD = 'thisYear'

type Value = string | number | null
type Row = Readonly<Record<string, Value>>

export interface Asked {
  readonly name: string
  readonly definition?: ReportDefinition | undefined
  readonly parameters: ReportParameters
  readonly reader: Reader
}

export function definitionOf(name: string): Definition {
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined
  if (!definition) throw failure('NotFound', 'report', { name })
  return definition
}

/** One report bound to its parameters. */
class Question {
  readonly conn: Connection
  readonly asked: Asked
  readonly definition: Definition
  readonly now: number
  readonly span: Span
  readonly #bound: Readonly<Record<string, Value>>
  readonly #stretches: readonly Stretch[]

  constructor(ctx: Ctx, asked: Asked, now: number, span?: Period) {
    this.conn = ctx.conn
    this.asked = asked
    this.definition = definitionOf(asked.name)
    this.now = now
    const { parameters, reader } = asked
    const uses = (name: ParameterName): boolean => this.definition.parameters.includes(name)
    this.span =
      span ?? (uses('period') ? spanOf(ctx.conn, reader, now, parameters.period ?? USUAL_PERIOD) : undefined)
    const today = localTime(now, reader.timeZone).iso
    this.#bound = {
      ...momentsOf(this.span, reader.timeZone),
      ...daysOf(this.span),
      now,
      today,
      before: now - parameters.days * DAY,
      untilDay: addDays(today, parameters.days),
      ...Object.fromEntries(
        narrowings.map(([name, entity]) => [name, uses(name) ? this.#rowOf(name, entity) : null]),
      ),
    }
    this.#stretches = this.#timed() ? stretchesOf(this.#shownSpan(), reader) : []
  }

  /** @throws AppError Invalid for one that is not here */
  #rowOf(name: keyof ReportParameters, entity: string): number | null {
    const id = this.asked.parameters[name]
    if (typeof id !== 'string') return null
    const rowId = rowOfId(this.conn, entityNamed(entity), id)
    if (rowId === undefined) throw invalid(name, 'reference', { entity })
    return rowId
  }

  #timed(): Column | undefined {
    return 'by' in this.definition ? this.definition.by.find(({ kind }) => kind === 'time') : undefined
  }

  /** Of all time only what there is. */
  #shownSpan(): Period {
    if (this.span) return this.span
    const column = this.#timed()?.column ?? ''
    const [ends] = this.all(`SELECT min(${column}) AS first, max(${column}) AS last FROM facts`)
    const day = (at: Value | undefined): string =>
      typeof at === 'string'
        ? at
        : localTime(typeof at === 'number' ? at : this.now, this.asked.reader.timeZone).iso
    return { start: day(ends?.first), end: day(ends?.last) }
  }

  /** Rows of a query over `facts`. */
  all(sql: string, more: Readonly<Record<string, Value>> = {}): Row[] {
    const bound = { ...this.#bound, ...more }
    const text = `WITH facts AS (${this.definition.facts}) ${sql}`
    const used = Object.fromEntries(
      Object.entries(bound).filter(([name]) => new RegExp(`:${name}\\b`).test(text)),
    )
    return this.conn.db.prepare(text).all(used) as Row[]
  }

  /** What the facts are grouped by, as SQL: instants and days by the stretch they fall into. */
  group(column: Column): string {
    if (column.kind !== 'time') return column.column
    const whens = this.#stretches.map(({ to, end }, at) =>
      column.of === 'day'
        ? `WHEN ${column.column} <= '${end}' THEN ${at}`
        : `WHEN ${column.column} < ${to} THEN ${at}`,
    )
    return whens.length === 0 ? 'NULL' : `CASE ${whens.join(' ')} END`
  }

  get stretches(): readonly Stretch[] {
    return this.#stretches
  }
}

/** A report by its name: a ready-made one, else one that somebody made. @throws AppError NotFound */
export function runReport(ctx: Ctx, asked: Asked, limit = SHOWN): ReportResult {
  const own = isReady(asked) ? undefined : ownDefinition(ctx, asked)
  if (own) return runOwn(ctx, own, asked, limit)
  const now = ctx.now()
  const question = new Question(ctx, asked, now)
  const { definition } = question
  const { language } = asked.reader
  const made =
    'by' in definition ? grouped(ctx, question, definition, limit) : listed(question, definition, limit)
  return {
    name: asked.name,
    title: word(language, `report.${asked.name}`),
    question: word(language, `report.${asked.name}.question`),
    about: aboutOf(ctx.conn, asked, definition, question.span),
    asOf: new Date(now).toISOString(),
    ...made,
    notes: [],
  }
}

const isReady = ({ name, definition }: Asked): boolean => !definition && Object.hasOwn(definitions, name)

type Made = Pick<ReportResult, 'columns' | 'rows' | 'totals' | 'chart' | 'cut'>
type Grouped = Extract<Definition, { by: unknown }>

function grouped(ctx: Ctx, question: Question, definition: Grouped, limit: number): Made {
  const { by, measures, share, chart } = definition
  const { language } = question.asked.reader
  const groups = by.map((column, at) => `${question.group(column)} AS k${at}`)
  const sums = measures.map(({ sql }, at) => `${sql} AS m${at}`)
  const keys = by.map((_, at) => `${at + 1}`)
  const isTime = by[0]?.kind === 'time'
  const order = isTime
    ? `k0${by.length > 1 ? ', k1' : ''}`
    : by.length > 1
      ? 'sum(m0) OVER (PARTITION BY k0) DESC, k0, m0 DESC, k1'
      : 'm0 DESC, k0'
  const found = question.all(
    `SELECT * FROM (SELECT ${[...groups, ...sums].join(', ')} FROM facts GROUP BY ${keys.join(', ')}) ORDER BY ${order} LIMIT ${limit + 1}`,
  )
  const [totalRow = {}] = question.all(`SELECT ${sums.join(', ')} FROM facts`)
  const whole = numberOf(totalRow.m0)
  const coin = currencyAt(by)
  const byCurrency = coin < 0 ? [] : question.all(`SELECT currency, ${sums.join(', ')} FROM facts GROUP BY 1`)
  const currencies = byCurrency.flatMap(({ currency }) => (typeof currency === 'string' ? [currency] : []))
  const isFilled = isTime && (by.length === 1 || (coin === 1 && currencies.length === 1))
  const rows = isFilled
    ? filled(question, found, measures, coin < 0 ? {} : { [`k${coin}`]: currencies[0] ?? null })
    : found.slice(0, limit)
  const before = previousOf(ctx, question, definition)
  const valuesOf = (row: Row, earlier: Row | undefined): ReportCell[] => {
    const first = numberOf(row.m0)
    return [
      ...measures.map(({ kind }, at) => {
        const value = row[`m${at}`] ?? null
        if (kind !== 'money') return { value }
        if (row !== totalRow) return { value: inUnits(value, row[`k${coin}`] ?? null) }
        return totalCell(
          question.asked.reader,
          byCurrency.map((sum) => ({ currency: sum.currency ?? null, minor: sum[`m${at}`] ?? null })),
        )
      }),
      ...(share ? [{ value: whole === 0 ? null : first / whole }] : []),
      ...(before
        ? [{ value: numberOf(earlier?.m0) }, { value: changeOf(first, numberOf(earlier?.m0)) }]
        : []),
    ]
  }
  const columns: ReportColumn[] = [
    ...by.map((column, at) => columnOf(language, column, `k${at}`)),
    ...measures.map((measure, at) => ({
      id: `m${at}`,
      kind: measure.kind,
      label: word(language, `report.column.${measure.label}`),
    })),
    ...(share ? [{ id: 'share', kind: 'share' as const, label: word(language, 'report.column.share') }] : []),
    ...(before
      ? [
          { id: 'previous', kind: measures[0].kind, label: word(language, 'report.column.previous') },
          { id: 'change', kind: 'share' as const, label: word(language, 'report.column.change') },
        ]
      : []),
  ]
  return {
    columns,
    rows: rows.map((row) => {
      const key = by.map((_, at) => row[`k${at}`] ?? null)
      return {
        key,
        cells: [
          ...by.map((column, at) => cellOf(question, column, key[at] ?? null)),
          ...valuesOf(row, before?.rows.get(JSON.stringify(key))),
        ],
      }
    }),
    totals: [
      ...by.map((_, at) => ({ value: null, ...(at === 0 && { text: word(language, 'report.total') }) })),
      ...valuesOf(totalRow, before?.total),
    ],
    chart: chart && chartOf(chart, definition, currencies.length),
    cut: found.length > limit,
  }
}

/** Amounts are drawn where they are of one currency; bars of two would be compared with each other. */
function chartOf(form: 'bars' | 'columns', { by, measures }: Grouped, currencies: number): Made['chart'] {
  const money = measures.findIndex(({ kind }) => kind === 'money')
  if (money < 0) return { form, column: by.length }
  return currencies === 1 ? { form, column: by.length + money } : null
}

const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 0)
const changeOf = (now: number, before: number): number | null =>
  before === 0 ? null : (now - before) / before

/** Every stretch of the period has its row, also one in which nothing happened. */
function filled(question: Question, found: readonly Row[], measures: readonly Measure[], keys: Row): Row[] {
  const none = new Set<CellKind>(['count', 'minutes', 'money'])
  const nothing = Object.fromEntries(measures.map(({ kind }, at) => [`m${at}`, none.has(kind) ? 0 : null]))
  return question.stretches.flatMap((_, at) => {
    const known = found.filter(({ k0 }) => k0 === at)
    return known.length > 0 ? known : [{ k0: at, ...keys, ...nothing }]
  })
}

/** The same groups a period earlier. */
function previousOf(
  ctx: Ctx,
  question: Question,
  { by, measures }: Grouped,
): { rows: Map<string, Row>; total: Row } | undefined {
  const { asked, span, now } = question
  if (!asked.parameters.compare || !span) return undefined
  const earlier = new Question(
    ctx,
    asked,
    now,
    spanBefore(span, asked.parameters.period ?? USUAL_PERIOD, asked.reader),
  )
  const groups = by.map((column, at) => `${earlier.group(column)} AS k${at}`)
  const sum = `${measures[0].sql} AS m0`
  const found = earlier.all(
    `SELECT ${[...groups, sum].join(', ')} FROM facts GROUP BY ${by.map((_, at) => at + 1).join(', ')}`,
  )
  const [total = {}] = earlier.all(`SELECT ${sum} FROM facts`)
  return {
    rows: new Map(found.map((row) => [JSON.stringify(by.map((_, at) => row[`k${at}`] ?? null)), row])),
    total,
  }
}

function listed(question: Question, definition: Extract<Definition, { list: unknown }>, limit: number): Made {
  const { list, order, entity } = definition
  const { language } = question.asked.reader
  const found = question.all(
    `SELECT record, ${list.map(({ column }) => column).join(', ')} FROM facts ORDER BY ${order} LIMIT ${limit + 1}`,
  )
  const subject: Column = { column: 'record', label: 'name', kind: 'record', entity }
  return {
    columns: [subject, ...list].map((column, at) => columnOf(language, column, `c${at}`)),
    rows: found.slice(0, limit).map((row) => ({
      key: [row.record ?? null],
      cells: [subject, ...list].map((column) =>
        column.kind === 'money'
          ? { value: inUnits(row[column.column] ?? null, row.currency ?? null) }
          : cellOf(question, column, row[column.column] ?? null),
      ),
    })),
    totals: null,
    chart: null,
    cut: found.length > limit,
  }
}

function columnOf(language: Reader['language'], column: Column, id: string): ReportColumn {
  const { kind } = column
  const shown = kind === 'word' || kind === 'country' || kind === 'time' || kind === 'day' ? 'text' : kind
  return {
    id,
    kind: shown,
    label: word(language, `report.column.${column.label}`),
    ...(column.kind === 'record' && { entity: column.entity }),
  }
}

function cellOf(question: Question, column: Column, value: Value): ReportCell {
  const { language } = question.asked.reader
  const none = (): ReportCell => ({ value: null, text: word(language, 'report.none') })
  switch (column.kind) {
    case 'record': {
      if (typeof value !== 'number') return none()
      const found = named(question.conn, column.entity, value)
      return found ? { value: found.name, id: found.id, ...(found.name === null && { text: '…' }) } : none()
    }
    case 'word': {
      if (value === null || value === '') return none()
      const known = column.words
        .map((prefix) => findWord(language, `${prefix}.${value}`))
        .find((text) => text !== undefined)
      return { value, ...(known !== undefined && { text: known }) }
    }
    case 'country': {
      if (typeof value !== 'string' || value === '') return none()
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
      return { value, text: /^[A-Z]{2}$/.test(value) ? (names.of(value) ?? value) : value }
    }
    case 'time': {
      const stretch = typeof value === 'number' ? question.stretches[value] : undefined
      return stretch ? { value: stretch.start, text: stretch.text } : none()
    }
    case 'day':
      return typeof value === 'string'
        ? { value, text: formatDate(value, datesOf(question.asked.reader)) }
        : { value: null }
    case 'text':
      return value === null || value === '' ? none() : { value }
    default:
      return { value }
  }
}

/** What lies behind a row, or behind the whole. @throws AppError Invalid for a key of another form */
export function recordsBehind(
  ctx: Ctx,
  asked: Asked,
  key: readonly Value[] | undefined,
  limit: number,
): Output<'report.records'> {
  const own = isReady(asked) ? undefined : ownDefinition(ctx, asked)
  if (own) return recordsBehindOwn(ctx, own.definition, asked, key, limit)
  const question = new Question(ctx, asked, ctx.now())
  const { definition } = question
  const columns = 'by' in definition ? definition.by.map((column) => question.group(column)) : ['record']
  if (key && key.length !== columns.length) throw invalid('key', 'length', { n: columns.length })
  const where = key ? `WHERE ${columns.map((column, at) => `(${column}) IS :key${at}`).join(' AND ')}` : ''
  const bound = Object.fromEntries((key ?? []).map((value, at) => [`key${at}`, value]))
  const entity = entityNamed(definition.entity)
  const [count] = question.all(`SELECT count(DISTINCT record) AS n FROM facts ${where}`, bound)
  const rows = question.conn.db.prepare(`SELECT id, displayName FROM ${visibleName(entity)} WHERE rowId = ?`)
  const records: { id: string; name: string | null }[] = []
  for (const { record } of question.all(
    `SELECT DISTINCT record FROM facts ${where ? `${where} AND` : 'WHERE'} record IS NOT NULL ORDER BY record LIMIT ${limit}`,
    bound,
  )) {
    const row = rows.get(record) as { id: Uint8Array; displayName: string | null } | undefined
    if (row) records.push({ id: idToText(row.id), name: row.displayName })
  }
  return { entity: definition.entity, total: numberOf(count?.n), records }
}
