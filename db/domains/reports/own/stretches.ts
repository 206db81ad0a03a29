/**
 * Dates grouped by days, weeks, months, quarters or years of the reader's calendar. Only stretches in which something lies are
 * put into SQL, as a search tree; so that one wrong year among the data costs nothing.
 */
import { addDays, dayNumber, fromIso } from '../../../shared/dates/calendars.ts'
import { formatDate, localTime } from '../../../shared/dates/format.ts'
import { type Period, periodOf, quarterOf, shiftPeriod, workWeekOf } from '../../../shared/dates/periods.ts'
import type { DateUnit } from '../../../shared/ownReports.ts'
import { datesOf, type Reader } from '../../../shared/reader.ts'
import { momentsOf } from '../period.ts'

const DAY = 86_400_000
/** Stretches shown though nothing lies in them: a longer row of them says nothing. */
const FILLED = 400

const weekStartOf = (reader: Reader): number => workWeekOf(reader.country).weekStart

/** The stretch a day is in. */
export const stretchOf = (day: string, unit: DateUnit, reader: Reader): Period =>
  periodOf(day, unit, reader.calendar, weekStartOf(reader))

/** What a stored date is: a day as text, or an instant. */
export type DateKind = 'date' | 'instant'

/** The bounds of a stretch as the kind stores them: from, and the first that is beyond. */
export function boundsOf(
  { start, end }: Period,
  kind: DateKind,
  reader: Reader,
): [string | number, string | number] {
  if (kind === 'date') return [start, addDays(end, 1)]
  const { from, to } = momentsOf({ start, end }, reader.timeZone)
  return [from, to]
}

/** The days on which something may lie, of the distinct values (days as text, or whole days of UTC): with their neighbours, as zones differ. */
export const daysAround = (kind: DateKind, values: readonly (string | number)[]): string[] =>
  kind === 'date'
    ? values.map(String).filter((day) => fromIso(day) !== undefined)
    : values.flatMap((value) =>
        [-1, 0, 1].flatMap((shift) => {
          const at = (Number(value) + shift) * DAY
          return Math.abs(at) > 8e15 ? [] : [new Date(at).toISOString().slice(0, 10)]
        }),
      )

/** The starts of all stretches these days are in, in order. */
export function startsOf(days: readonly string[], unit: DateUnit, reader: Reader): string[] {
  const starts = new Set<string>()
  let last: Period | undefined
  for (const day of [...days].sort()) {
    if (last && day >= last.start && day <= last.end) continue
    if (day < '0001-01-02' || day > '9998-12-31') continue
    last = stretchOf(day, unit, reader)
    starts.add(last.start)
  }
  return [...starts].sort()
}

/** Which of the stretches a value is in, as its place: a tree of comparisons, so that a thousand of them take ten. */
export function treeSql(
  column: string,
  starts: readonly string[],
  unit: DateUnit,
  kind: DateKind,
  reader: Reader,
): string {
  const bounds = starts.map((start) => boundsOf(stretchOf(start, unit, reader), kind, reader))
  const mark = (value: string | number): string => (typeof value === 'number' ? String(value) : `'${value}'`)
  const part = (first: number, last: number): string => {
    const bound = bounds[first]
    if (!bound || first > last) return 'NULL'
    if (first === last)
      return `CASE WHEN ${column} >= ${mark(bound[0])} AND ${column} < ${mark(bound[1])} THEN ${first} END`
    const middle = Math.ceil((first + last) / 2)
    const from = bounds[middle]?.[0] ?? bound[0]
    return `CASE WHEN ${column} < ${mark(from)} THEN ${part(first, middle - 1)} ELSE ${part(middle, last)} END`
  }
  return part(0, bounds.length - 1)
}

/** Every stretch from the first to the last, also those in which nothing lies; undefined when there are too many. */
export function filledStarts(
  first: string,
  last: string,
  unit: DateUnit,
  reader: Reader,
): string[] | undefined {
  const starts: string[] = []
  let stretch = stretchOf(first, unit, reader)
  while (stretch.start <= last) {
    if (starts.length >= FILLED) return undefined
    starts.push(stretch.start)
    stretch = stretchOf(addDays(stretch.end, 1), unit, reader)
  }
  return starts
}

/** How many stretches lie between the ones two days are in. */
function unitsBetween(from: string, to: string, unit: DateUnit, reader: Reader): number {
  const [a, b] = [stretchOf(from, unit, reader).start, stretchOf(to, unit, reader).start]
  const days = dayNumber(b) - dayNumber(a)
  if (unit === 'day') return days
  if (unit === 'week') return Math.round(days / 7)
  const [one, other] = [fromIso(a, reader.calendar), fromIso(b, reader.calendar)]
  if (!one || !other) return 0
  const months = (other.year - one.year) * 12 + other.month - one.month
  return Math.round(months / { month: 1, quarter: 3, year: 12 }[unit])
}

/** The stretch of a period that is where this one is in an earlier period: its third month for the third month. */
export function counterpart(
  start: string,
  earlier: Period,
  now: Period,
  unit: DateUnit,
  reader: Reader,
): string {
  const at = unitsBetween(earlier.start, start, unit, reader)
  return shiftPeriod(now.start, unit, at, reader.calendar, weekStartOf(reader)).start
}

/** A stretch in the reader's words. */
export function stretchText(start: string, unit: DateUnit, reader: Reader, quarter: string): string {
  const dates = datesOf(reader)
  if (unit === 'day') return formatDate(start, dates)
  if (unit === 'week') return `${formatDate(start, dates)} – ${formatDate(addDays(start, 6), dates)}`
  if (unit === 'quarter')
    return quarter
      .replace('{n}', formatDigits(quarterOf(start, reader.calendar), reader))
      .replace('{year}', formatDate(start, dates, 'year'))
  return formatDate(start, dates, unit)
}

const formatDigits = (n: number, { language, digits }: Reader): string =>
  new Intl.NumberFormat(`${language}-u-nu-${digits}`, { useGrouping: false }).format(n)

export const dayOfInstant = (at: number, reader: Reader): string => localTime(at, reader.timeZone).iso
