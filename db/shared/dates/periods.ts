// Owns stretches of days: weeks, months, quarters and years in a calendar, fiscal years, weekends. Never words them.
import {
  addDays,
  addMonths,
  type Calendar,
  type DateParts,
  fromIso,
  toIso,
  toIsoClamped,
  weekdayOf,
} from './calendars.ts'

/** A first and a last day, both inside. */
export type Period = { start: string; end: string }

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** How a business counts its week: weekdays from 0 Sunday. */
export type WorkWeek = { weekStart: number; weekend: readonly number[] }

const saturdayWeek = new Set('IR AF EG DZ IQ JO SA SY YE LY SD BH KW OM QA'.split(' '))
const fridayWeekend = new Set('EG DZ IQ JO SA SY YE LY SD BH KW OM QA'.split(' '))
const sundayWeek = new Set('TH US CA JP KR TW HK IN IL PH BR MX ZA SG ID LA KH MM PK BD NP'.split(' '))

/** The usual week of a country: Iran from Saturday with Friday off, Thailand from Sunday with Saturday–Sunday off. */
export function workWeekOf(country: string): WorkWeek {
  const weekStart = saturdayWeek.has(country) ? 6 : sundayWeek.has(country) ? 0 : 1
  if (country === 'IR' || country === 'AF') return { weekStart, weekend: [5] }
  if (fridayWeekend.has(country) || country === 'IL') return { weekStart, weekend: [5, 6] }
  return { weekStart, weekend: [6, 0] }
}

/** Whether a day is off every week. */
export function isWeekend(iso: string, { weekend }: WorkWeek): boolean {
  return weekend.includes(weekdayOf(iso))
}

/** The period of a unit that holds a day; months, quarters and years are those of the calendar. */
export function periodOf(iso: string, unit: PeriodUnit, calendar: Calendar, weekStart = 1): Period {
  if (unit === 'day') return { start: iso, end: iso }
  if (unit === 'week') {
    const start = addDays(iso, -((weekdayOf(iso) - weekStart + 7) % 7))
    return { start, end: addDays(start, 6) }
  }
  const parts = partsOf(iso, calendar)
  const months = monthsIn[unit]
  const start = dayOf(calendar, { ...parts, month: parts.month - ((parts.month - 1) % months), day: 1 })
  return { start, end: addDays(addMonths(start, months, calendar), -1) }
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const

/** The first day of the period that holds a day. */
export function startOf(iso: string, unit: PeriodUnit, calendar: Calendar, weekStart?: number): string {
  return periodOf(iso, unit, calendar, weekStart).start
}

/** The last day of the period that holds a day. */
export function endOf(iso: string, unit: PeriodUnit, calendar: Calendar, weekStart?: number): string {
  return periodOf(iso, unit, calendar, weekStart).end
}

/** The period `count` units after (before, when negative) the one that holds a day. */
export function shiftPeriod(
  iso: string,
  unit: PeriodUnit,
  count: number,
  calendar: Calendar,
  weekStart?: number,
): Period {
  const { start } = periodOf(iso, unit, calendar, weekStart)
  const moved =
    unit === 'day' || unit === 'week'
      ? addDays(start, unit === 'week' ? count * 7 : count)
      : addMonths(start, count * monthsIn[unit], calendar)
  return periodOf(moved, unit, calendar, weekStart)
}

/** Quarter (1–4) of the calendar year a day is in; Solar quarters are Solar months. */
export function quarterOf(iso: string, calendar: Calendar): number {
  return Math.ceil(partsOf(iso, calendar).month / 3)
}

// ---- Fiscal years ----

/** The day a fiscal year starts on, in the calendar it is set in. */
export type FiscalStart = { calendar: Calendar; month: number; day: number }

/** The usual ones; any other day may be set. */
export const fiscalStarts = {
  january: { calendar: 'gregory', month: 1, day: 1 },
  october: { calendar: 'gregory', month: 10, day: 1 },
  farvardin: { calendar: 'persian', month: 1, day: 1 },
} as const satisfies Record<string, FiscalStart>

/** A fiscal year or quarter; a fiscal year is called by the year it ends in (October 2568 starts 2569). */
export type FiscalPeriod = Period & { year: number; quarter?: number }

/** The fiscal year that holds a day; `year` is counted in `naming` (the calendar of the start by default). */
export function fiscalYearOf(
  iso: string,
  start: FiscalStart,
  naming: Calendar = start.calendar,
): FiscalPeriod {
  const { year } = partsOf(iso, start.calendar)
  const thisYear = fiscalStart(start, year)
  const firstYear = iso >= thisYear ? year : year - 1
  return fiscalYear(start, firstYear, naming)
}

/** The fiscal quarter that holds a day. */
export function fiscalQuarterOf(
  iso: string,
  start: FiscalStart,
  naming: Calendar = start.calendar,
): FiscalPeriod {
  const year = fiscalYearOf(iso, start, naming)
  const quarters = fiscalQuarters(year, start)
  return quarters.find((quarter) => iso <= quarter.end) ?? quarters[0] ?? year
}

/** The four quarters of a fiscal year: three months of the start's calendar each. */
export function fiscalQuarters(year: FiscalPeriod, start: FiscalStart): FiscalPeriod[] {
  const starts = [0, 3, 6, 9].map((months) => addMonths(year.start, months, start.calendar))
  return starts.map((first, index) => {
    const next = starts[index + 1]
    return {
      year: year.year,
      quarter: index + 1,
      start: first,
      end: next === undefined ? year.end : addDays(next, -1),
    }
  })
}

function fiscalYear(start: FiscalStart, firstYear: number, naming: Calendar): FiscalPeriod {
  const period = { start: fiscalStart(start, firstYear), end: addDays(fiscalStart(start, firstYear + 1), -1) }
  return { ...period, year: partsOf(period.end, naming).year }
}

function fiscalStart({ calendar, month, day }: FiscalStart, year: number): string {
  const iso = toIsoClamped(calendar, { year, month, day })
  if (iso === undefined)
    throw new RangeError(`no fiscal year starts on ${month}/${day} of ${year} (${calendar})`)
  return iso
}

function partsOf(iso: string, calendar: Calendar): DateParts {
  const parts = fromIso(iso, calendar)
  if (!parts) throw new RangeError(`not an ISO day: ${iso}`)
  return parts
}

function dayOf(calendar: Calendar, parts: DateParts): string {
  const iso = toIso(calendar, parts)
  if (iso === undefined)
    throw new RangeError(`no such day in ${calendar}: ${parts.year}/${parts.month}/${parts.day}`)
  return iso
}
