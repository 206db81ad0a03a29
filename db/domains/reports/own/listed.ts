/** An own report that is a list: the records with chosen columns, in an order, with totals of what can be added up. */
import type { Ctx } from '../../../core/context.ts'
import { visibleName } from '../../../core/visible.ts'
import type { Reader } from '../../../shared/reader.ts'
import type { ReportCell, ReportColumn, ReportResult } from '../../../shared/reports.ts'
import { sideBySide } from '../money.ts'
import { word } from '../words.ts'
import { Cells, kindOf } from './cells.ts'
import type { Facts } from './facts.ts'
import { wholeUnits } from './money.ts'
import type { Row, Value } from './parts.ts'
import { itself, type Place } from './places.ts'

type Made = Pick<ReportResult, 'columns' | 'rows' | 'totals' | 'chart' | 'cut' | 'notes'>

interface Money {
  readonly minor: number
  readonly currency: string
}

function moneyOf(value: Value): Money | undefined {
  if (typeof value !== 'string') return undefined
  const { minor, currency } = Object(JSON.parse(value))
  return typeof minor === 'number' && typeof currency === 'string' ? { minor, currency } : undefined
}

const alphabetical: ReadonlySet<Place['field']['kind']> = new Set([
  'text',
  'longText',
  'email',
  'url',
  'pickList',
])

/** The column a list is in the order of, and that order in SQL, so that only what is shown is read. Nothing comes last. */
function orderOf({ plan }: Facts): { at: number; by: string } {
  const { sort } = plan.definition
  const at = sort?.on === 'column' ? sort.at : 0
  const place = plan.columns[at]
  if (!place) return { at, by: 'record' }
  const column = `c${at}`
  const way = sort?.descending ? 'DESC' : 'ASC'
  const { field, many } = place
  const to = field.kind === 'ref' && field.to ? field.to : undefined
  const by = to
    ? `(SELECT s.sortKey FROM ${visibleName(to)} s WHERE s.rowId = ${column})`
    : field.kind === 'money'
      ? `(${column} ->> 'currency') ${way}, (${column} ->> 'minor')`
      : many || alphabetical.has(field.kind)
        ? `textKey(${column})`
        : column
  return { at, by: `(${column} IS NULL), ${by} ${way}` }
}

export function listed(ctx: Ctx, facts: Facts, reader: Reader, limit: number): Made {
  const { plan } = facts
  const { language } = reader
  const top = Math.min(plan.definition.top ?? limit, limit)
  const { at, by } = orderOf(facts)
  const found = facts.list(at, by, top + 1)
  const cells = new Cells(ctx.conn, reader)
  const subject: Place = {
    path: 'id',
    field: itself(plan.entity),
    entity: plan.entity,
    sql: '',
    own: true,
    many: false,
    label: word(language, 'report.column.name'),
  }
  const columns: ReportColumn[] = [
    { id: 'c', ...kindOf(subject), label: subject.label },
    ...plan.columns.flatMap((place, at): ReportColumn[] => {
      const column = { id: `c${at}`, ...kindOf(place), label: place.label }
      const currency = {
        id: `u${at}`,
        kind: 'text' as const,
        label: word(language, 'report.column.currency'),
      }
      return place.field.kind === 'money' ? [column, currency] : [column]
    }),
  ]
  const cellsOf = (row: Row): ReportCell[] => [
    cells.value(subject, row.record ?? null),
    ...plan.columns.flatMap((place, at): ReportCell[] => {
      const value = row[`c${at}`] ?? null
      if (place.field.kind === 'money') {
        const money = moneyOf(value)
        return money
          ? [{ value: wholeUnits(money.minor, money.currency) }, { value: money.currency }]
          : [{ value: null }, { value: null }]
      }
      return [value === null ? { value: null } : cells.value(place, value)]
    }),
  ]
  const rows = found.slice(0, top)
  const isCutByTop = found.length > top && top === plan.definition.top
  return {
    columns,
    rows: rows.map((row) => ({ key: [row.record ?? null], cells: cellsOf(row) })),
    totals: totalsOf(plan.columns, rows, reader, cells),
    chart: null,
    cut: found.length > top && !isCutByTop,
    notes: isCutByTop ? [word(language, 'report.own.topRecords').replace('{n}', String(top))] : [],
  }
}

/** Of the rows shown; amounts of several currencies stand beside each other, never added up. */
function totalsOf(
  places: readonly Place[],
  rows: readonly Row[],
  reader: Reader,
  cells: Cells,
): ReportCell[] | null {
  if (!places.some(({ field, many }) => !many && ['number', 'integer', 'money'].includes(field.kind)))
    return null
  return [
    { value: null, text: word(reader.language, 'report.total') },
    ...places.flatMap((place, at): ReportCell[] => {
      const values = rows.map((row) => row[`c${at}`] ?? null)
      if (place.field.kind === 'money') return moneyTotals(values, cells, reader)
      if (place.many || (place.field.kind !== 'number' && place.field.kind !== 'integer'))
        return [{ value: null }]
      const numbers = values.filter((value) => typeof value === 'number')
      return [{ value: numbers.length ? numbers.reduce((sum, value) => sum + value, 0) : null }]
    }),
  ]
}

function moneyTotals(values: readonly Value[], cells: Cells, reader: Reader): ReportCell[] {
  const sums = new Map<string, number>()
  for (const value of values) {
    const money = moneyOf(value)
    if (money) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.minor)
  }
  const [only, ...others] = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
  if (!only) return [{ value: null }, { value: null }]
  if (!others.length) return [{ value: wholeUnits(only[1], only[0]) }, { value: only[0] }]
  const text = sideBySide(
    reader,
    [only, ...others].map(([currency, minor]) => cells.money(minor, currency).text),
  )
  return [{ value: null, text }, { value: null }]
}
