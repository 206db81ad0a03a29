/** Periods of a report in the reader's calendar and time zone, and the stretches a period is shown in. */
import type { Connection } from '../../core/connection.ts'
import { databaseSetting } from '../../core/settings.ts'
import { addDays, addMonths, daysBetween } from '../../shared/dates/calendars.ts'
import { formatDate, localTime } from '../../shared/dates/format.ts'
import {
  type FiscalStart,
  fiscalYearOf,
  type Period,
  type PeriodUnit,
  periodOf,
  shiftPeriod,
  startOf,
  workWeekOf,
} from '../../shared/dates/periods.ts'
import { invalid } from '../../shared/errors.ts'
import { FISCAL_START, fiscalStartOf } from '../../shared/forecast.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import { instantOf } from '../../shared/recurrenceZones.ts'
import type { ReportParameters } from '../../shared/reports.ts'

/** The first day and the last; undefined for all time. */
export type Span = Period | undefined

const startOfYear = (conn: Connection, { country }: Reader): FiscalStart =>
  fiscalStartOf(databaseSetting(conn, FISCAL_START), country)

/** @throws AppError Invalid for a period that ends before it begins, or days that do not exist */
export function spanOf(
  conn: Connection,
  reader: Reader,
  now: number,
  asked: ReportParameters['period'],
): Span {
  const { calendar, timeZone } = reader
  const today = localTime(now, timeZone).iso
  const { weekStart } = workWeekOf(reader.country)
  const unit = (name: PeriodUnit, shift = 0): Period => shiftPeriod(today, name, shift, calendar, weekStart)
  if (typeof asked === 'object') {
    if (Number.isNaN(Date.parse(asked.from))) throw invalid('period.from', 'date')
    if (Number.isNaN(Date.parse(asked.to))) throw invalid('period.to', 'date')
    if (asked.to < asked.from) throw invalid('period.to', 'beforeStart')
    return { start: asked.from, end: asked.to }
  }
  const fiscal = (day: string): Period => {
    const { start, end } = fiscalYearOf(day, startOfYear(conn, reader))
    return { start, end }
  }
  switch (asked) {
    case 'thisWeek':
      return unit('week')
    case 'thisMonth':
      return unit('month')
    case 'lastMonth':
      return unit('month', -1)
    case 'thisQuarter':
      return unit('quarter')
    case 'lastQuarter':
      return unit('quarter', -1)
    case 'thisYear':
      return unit('year')
    case 'lastYear':
      return unit('year', -1)
    case 'thisFiscalYear':
      return fiscal(today)
    case 'lastFiscalYear':
      return fiscal(addDays(fiscal(today).start, -1))
    case 'last12Months':
      return { start: addDays(addMonths(today, -12, calendar), 1), end: today }
    case 'all':
      return undefined
  }
}

/** As long a period just before. */
export function spanBefore(span: Period, asked: ReportParameters['period'], { calendar }: Reader): Period {
  const end = addDays(span.start, -1)
  const months = { Month: 1, uarter: 3, Year: 12, Months: 12 }
  const whole =
    typeof asked === 'string' ? Object.entries(months).find(([name]) => asked.endsWith(name))?.[1] : undefined
  return {
    start: whole ? addMonths(span.start, -whole, calendar) : addDays(end, -daysBetween(span.start, span.end)),
    end,
  }
}

/** From the midnight that begins it to the midnight after it, in milliseconds; a day lost to a clock change begins when it does. */
export const momentsOf = (span: Span, timeZone: string): { from: number; to: number } =>
  span
    ? { from: instantOf(span.start, 0, timeZone), to: instantOf(addDays(span.end, 1), 0, timeZone) }
    : { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }

/** Its days; all there are for all time. */
export const daysOf = (span: Span): { firstDay: string; lastDay: string } =>
  span ? { firstDay: span.start, lastDay: span.end } : { firstDay: '0000-01-01', lastDay: '9999-12-31' }

export interface Stretch {
  readonly start: string
  readonly end: string
  readonly from: number
  readonly to: number
  readonly text: string
}

const MAX_STRETCHES = 400

/** Days of a month, months of years, years of what is longer. */
export function stretchesOf(span: Period, reader: Reader): Stretch[] {
  const length = daysBetween(span.start, span.end)
  const unit = length <= 31 ? 'day' : length <= 800 ? 'month' : 'year'
  const style = { day: 'medium', month: 'month', year: 'year' } as const
  const stretches: Stretch[] = []
  let start = span.start
  while (start <= span.end && stretches.length < MAX_STRETCHES) {
    const whole = periodOf(start, unit, reader.calendar)
    const end = whole.end < span.end ? whole.end : span.end
    const { from, to } = momentsOf({ start, end }, reader.timeZone)
    stretches.push({
      start,
      end,
      from,
      to,
      text: formatDate(startOf(start, unit, reader.calendar), datesOf(reader), style[unit]),
    })
    start = addDays(end, 1)
  }
  return stretches
}
