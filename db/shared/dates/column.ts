// Owns the reading of a whole column of dates from another program: the calendar and the order of day and month are
// decided from all its rows, then each value is converted. Never guesses from one row what the others can tell.
import { CalendarDateTime, toZoned } from '@internationalized/date'
import { asciiDigits } from '../numbers/digits.ts'
import { type Calendar, isoOfDay, toIso } from './calendars.ts'
import { calendarFor, calendarOfWritten, type DateOrder, fullYear, inOrder, ordersFor } from './parse.ts'
import { type DateTokens, dateTokens, type WrittenNumber, type WrittenTime } from './tokens.ts'

/** What the rows of a column agree on. */
export type ColumnDecision = {
  /** `mixed`: full years of several calendars; each value is read by its own. */
  calendar: Calendar | 'mixed'
  order: DateOrder
  /** The rows allow another reading too (day and month could be swapped, or the century is open): ask. */
  ambiguous: boolean
  /** The calendar two-digit years are read in. */
  shortYears: Calendar
  /** Whether any value has a time of day. */
  hasTime: boolean
}

/** What the user would write, for columns that do not tell. */
export type ColumnHint = { calendar: Calendar; order: DateOrder }

/** How values are converted. `past` is for births; `timeZone` says where times without an offset were written. */
export type ConvertOptions = { today: string; past?: boolean; timeZone?: string }

/** A value that is no date, to be kept in the rejects. */
export type DateReject = { reject: true }

const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd']

/** Gathers a column row by row: `add` every value, then `decide`. Keeps counts only, never values. */
export function columnAccumulator(hint: ColumnHint = { calendar: 'gregory', order: 'dmy' }): {
  add: (value: string) => void
  decide: () => ColumnDecision
} {
  const years: Record<Calendar, number> = { gregory: 0, buddhist: 0, persian: 0 }
  const possible: Record<DateOrder, number> = { dmy: 0, mdy: 0, ymd: 0 }
  const seen = { swappable: 0, short: 0, time: 0 }

  function add(value: string): void {
    const tokens = isNoDate(value) ? undefined : dateTokens(value)
    if (!tokens) return
    if (tokens.time) seen.time += 1
    const date = tokens.month ? namedParts(tokens) : undefined
    if (date) countYear(date.year, tokens)
    if (tokens.month) return
    const numbers = threeNumbers(tokens)
    if (!numbers) return
    const fitting = orders.filter((order) => fits(numbers, order))
    for (const order of fitting) possible[order] += 1
    if (fitting.length > 1 && !isSameDay(numbers, fitting)) seen.swappable += 1
    countYear(numbers[0].digits > 2 ? numbers[0] : numbers[2], tokens)
  }

  function countYear(year: WrittenNumber, { era, month }: DateTokens): void {
    if (year.digits > 2) years[calendarOfWritten(year.value, era, month?.family)] += 1
    else if (month?.family === 'persian') years.persian += 1
    else if (era) years[era] += 1
    else seen.short += 1
  }

  function decide(): ColumnDecision {
    const told = (['gregory', 'buddhist', 'persian'] as const).filter((calendar) => years[calendar] > 0)
    const most = told.toSorted((one, other) => years[other] - years[one])[0]
    const shortYears = most ?? hint.calendar
    const best = Math.max(...orders.map((order) => possible[order]))
    const fitting = best === 0 ? [] : orders.filter((order) => possible[order] === best)
    const wanted: DateOrder = hint.order === 'ymd' && !fitting.includes('ymd') ? 'dmy' : hint.order
    const order = fitting.includes(wanted) ? wanted : (fitting[0] ?? hint.order)
    const openOrder = fitting.length > 1 && seen.swappable > 0
    return {
      calendar: told.length > 1 ? 'mixed' : shortYears,
      order,
      ambiguous: openOrder || (seen.short > 0 && told.length !== 1),
      shortYears,
      hasTime: seen.time > 0,
    }
  }

  return { add, decide }
}

/** Decides a column from all its values. */
export function decideColumn(values: Iterable<string>, hint?: ColumnHint): ColumnDecision {
  const column = columnAccumulator(hint)
  for (const value of values) column.add(value)
  return column.decide()
}

/** The ISO day of a value in a decided column; undefined when it means "no date", a reject when it is none. */
export function convertDate(
  value: string,
  decision: ColumnDecision,
  options: ConvertOptions,
): string | undefined | DateReject {
  if (isNoDate(value)) return undefined
  const serial = spreadsheetDay(value)
  const tokens = serial === undefined ? dateTokens(value) : undefined
  const iso = serial ?? (tokens && dayOf(tokens, decision, options))
  return iso === undefined || (options.past && iso > options.today) ? { reject: true } : iso
}

/** The UTC instant of a value in a decided column; a value without a time is the start of its day. */
export function convertInstant(
  value: string,
  decision: ColumnDecision,
  options: ConvertOptions,
): string | undefined | DateReject {
  if (isNoDate(value)) return undefined
  const tokens = dateTokens(value)
  const iso = tokens && dayOf(tokens, decision, options)
  if (!tokens || iso === undefined) {
    const serial = spreadsheetDay(value)
    return serial === undefined ? { reject: true } : instantOf(serial, undefined, options.timeZone)
  }
  return instantOf(iso, tokens.time, options.timeZone)
}

function instantOf(iso: string, time: WrittenTime | undefined, timeZone = 'UTC'): string {
  const { hour, minute, second, offset } = time ?? { hour: 0, minute: 0, second: 0 }
  const [year, month, day] = iso.split('-').map(Number)
  if (offset === undefined && timeZone !== 'UTC') {
    return toZoned(
      new CalendarDateTime(year ?? 1, month ?? 1, day ?? 1, hour, minute, second),
      timeZone,
    ).toAbsoluteString()
  }
  const instant = Date.UTC(year ?? 1, (month ?? 1) - 1, day, hour, minute - (offset ?? 0), second)
  return new Date(instant).toISOString()
}

const onlyZeros = /^[0\s/.:\-–_,]*$/
/** What programs write where there is no date: Outlook 1/1/4501, Windows 1601, .NET year 1, Access and Excel 1899. */
const noDates = [
  /^0?1[/.-]0?1[/.-](?:0001|1601|4501)(?!\d)/,
  /^(?:0001|1601|4501)-?01-?01(?!\d)/,
  /^(?:1899-?12-?3[01]|3[01][/.-]12[/.-]1899|12[/.-]3[01][/.-]1899)(?!\d)/,
]

/** True for the empty dates of other programs: `0/0/00`, `0000-00-00`, `  /  /  `. */
function isNoDate(value: string): boolean {
  const plain = asciiDigits(value).trim()
  return onlyZeros.test(plain) || noDates.some((pattern) => pattern.test(plain))
}

const serialPattern = /^\d{5}(?:[.,]\d+)?$/
const serialEpoch = -25_569

/** The day of a spreadsheet serial number (`45873` → 2025-08-04), for years 1927 to 2173. */
function spreadsheetDay(value: string): string | undefined {
  const plain = asciiDigits(value).trim()
  return serialPattern.test(plain)
    ? isoOfDay(Math.floor(Number(plain.replace(',', '.'))) + serialEpoch)
    : undefined
}

function dayOf(tokens: DateTokens, decision: ColumnDecision, options: ConvertOptions): string | undefined {
  if (tokens.month) {
    const date = namedParts(tokens)
    return date && withYear(date, tokens, decision, options)
  }
  const numbers = threeNumbers(tokens)
  if (!numbers) return undefined
  // A row with its full year on the other side than the rest still has only one reading of the year.
  const allowed = ordersFor(numbers[0], numbers[2], decision.order)
  const order = allowed.includes(decision.order) ? decision.order : allowed[0]
  return order && withYear(inOrder(numbers, order), tokens, decision, options)
}

function withYear(
  { year, month, day }: { year: WrittenNumber; month: number; day: number },
  { era, month: named }: DateTokens,
  decision: ColumnDecision,
  { today, past }: ConvertOptions,
): string | undefined {
  if (year.digits === 3 || year.digits > 4) return undefined
  if (year.digits > 2)
    return toIso(calendarOfWritten(year.value, era, named?.family), { year: year.value, month, day })
  const calendar = era ?? (named ? calendarFor(named.family, decision.shortYears) : decision.shortYears)
  const full = fullYear(year.value, calendar, today, past)
  const iso = toIso(calendar, { year: full, month, day })
  return past && iso !== undefined && iso > today ? toIso(calendar, { year: full - 100, month, day }) : iso
}

function namedParts({
  numbers,
  month,
}: DateTokens): { year: WrittenNumber; month: number; day: number } | undefined {
  const [first, second] = numbers
  if (!month || !first || !second || numbers.length > 2) return undefined
  const isYearFirst = first.digits > 2 || first.value > 31
  const [year, day] = isYearFirst ? [first, second] : [second, first]
  return { year, month: month.month, day: day.value }
}

/** The three numbers of a date in digits; `20260315` and `15032026` are three numbers too. */
function threeNumbers({
  numbers,
}: DateTokens): readonly [WrittenNumber, WrittenNumber, WrittenNumber] | undefined {
  const [first, second, third] = numbers
  if (first && second && third && numbers.length === 3) return [first, second, third]
  if (!first || numbers.length > 1 || first.digits !== 8) return undefined
  const cut = (divisor: number, digits: number) => ({
    value: Math.floor(first.value / divisor) % 10 ** digits,
    digits,
  })
  const yearFirst = [cut(10_000, 4), cut(100, 2), cut(1, 2)] as const
  const isYear = yearFirst[0].value >= 1250 && yearFirst[0].value <= 2650
  return isYear && fits(yearFirst, 'ymd') ? yearFirst : [cut(1_000_000, 2), cut(10_000, 2), cut(1, 4)]
}

function fits(numbers: readonly [WrittenNumber, WrittenNumber, WrittenNumber], order: DateOrder): boolean {
  const { year, month, day } = inOrder(numbers, order)
  const others = numbers.filter((number) => number !== year)
  return others.every(({ digits }) => digits <= 2) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function isSameDay(
  numbers: readonly [WrittenNumber, WrittenNumber, WrittenNumber],
  fitting: readonly DateOrder[],
): boolean {
  const days = fitting.map((order) => {
    const { year, month, day } = inOrder(numbers, order)
    return `${year.value}-${month}-${day}`
  })
  return new Set(days).size === 1
}
