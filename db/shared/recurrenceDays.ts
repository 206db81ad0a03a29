/**
 * Which days a recurrence rule gives, counted as whole numbers from 1970-01-01. Goes period by period (day, week, month or
 * year of the rule's calendar), jumps over those before the window, and never walks beyond its end, so that a rule without
 * an end and one with a hundred thousand occurrences cost what is looked at.
 */
import {
  type Calendar,
  dayNumber,
  daysInMonth,
  fromIso,
  isLeapYear,
  isoOfDay,
  toIso,
} from './dates/calendars.ts'
import type { Rule, RuleDay } from './recurrence.ts'

const LAST_DAY = dayNumber('9999-12-31')

/** 0 Sunday … 6 Saturday of a day number. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

const yearStarts: Readonly<Record<Calendar, Map<number, number>>> = {
  gregory: new Map(),
  buddhist: new Map(),
  persian: new Map(),
}

/** The first day of a calendar's year; undefined beyond what the calendar can hold. */
function yearStart(calendar: Calendar, year: number): number | undefined {
  const known = yearStarts[calendar].get(year)
  if (known !== undefined) return known
  const iso = toIso(calendar, { year, month: 1, day: 1 })
  if (iso === undefined) return undefined
  const day = dayNumber(iso)
  yearStarts[calendar].set(year, day)
  return day
}

const yearLength = (calendar: Calendar, year: number): number => (isLeapYear(calendar, year) ? 366 : 365)

function monthStart(calendar: Calendar, year: number, month: number): number | undefined {
  let day = yearStart(calendar, year)
  if (day === undefined) return undefined
  for (let each = 1; each < month; each++) day += daysInMonth(calendar, each, year)
  return day
}

const partsOf = (day: number, calendar: Calendar) => fromIso(isoOfDay(day), calendar)

/** A stretch of days in which ordinals such as “the second Tuesday” count. */
interface Span {
  readonly first: number
  readonly length: number
}

/** Days of a span on the given weekdays, ordinals counted within it. */
function weekdaysIn({ first, length }: Span, days: readonly RuleDay[]): Set<number> {
  const found = new Set<number>()
  for (const { day, nth } of days) {
    const start = first + ((day - weekday(first) + 7) % 7)
    const count = Math.floor((first + length - 1 - start) / 7) + 1
    if (nth === undefined) for (let at = 0; at < count; at++) found.add(start + at * 7)
    else {
      const at = nth > 0 ? nth - 1 : count + nth
      if (at >= 0 && at < count) found.add(start + at * 7)
    }
  }
  return found
}

/** Days of a month by number, from its end when negative; those it lacks as the rule's SKIP says. */
function monthDays(rule: Rule, { first, length }: Span, numbers: readonly number[]): Set<number> {
  const found = new Set<number>()
  for (const number of numbers) {
    if (number < 0) {
      if (-number <= length) found.add(first + length + number)
    } else if (number <= length) found.add(first + number - 1)
    else if (rule.skip === 'BACKWARD') found.add(first + length - 1)
    else if (rule.skip === 'FORWARD') found.add(first + length)
  }
  return found
}

const both = (a: Set<number> | undefined, b: Set<number>): Set<number> =>
  a ? new Set([...a].filter((day) => b.has(day))) : b

/** The parts of the first occurrence, from which a rule takes what it does not say. */
interface Start {
  readonly day: number
  readonly year: number
  readonly month: number
  readonly dayOfMonth: number
}

/** The days of one month of a MONTHLY rule, or of one month within a YEARLY one. */
function daysOfMonth(rule: Rule, start: Start, year: number, month: number): Set<number> {
  const first = monthStart(rule.calendar, year, month)
  if (first === undefined) return new Set()
  const span = { first, length: daysInMonth(rule.calendar, month, year) }
  const { byMonthDay, byDay } = rule
  if (!byMonthDay && !byDay) return monthDays(rule, span, [start.dayOfMonth])
  let found: Set<number> | undefined
  if (byMonthDay) found = monthDays(rule, span, byMonthDay)
  if (byDay && found)
    return new Set(
      [...found].filter((day) => byDay.some((each) => each.day === weekday(day) && inOrder(span, day, each))),
    )
  return byDay ? weekdaysIn(span, byDay) : (found ?? new Set())
}

/** Whether a day of the right weekday is also the one its ordinal means. */
function inOrder({ first, length }: Span, day: number, { nth }: RuleDay): boolean {
  if (nth === undefined) return true
  if (nth > 0) return Math.floor((day - first) / 7) + 1 === nth
  return Math.floor((first + length - 1 - day) / 7) + 1 === -nth
}

/** The day week 1 of a year begins on: the first week with at least four days in the year. */
function firstWeek(start: number, weekStart: number): number {
  const offset = (weekStart - weekday(start) + 7) % 7
  return offset >= 4 ? start + offset - 7 : start + offset
}

function weekDays(rule: Rule, year: number, numbers: readonly number[]): Set<number> {
  const found = new Set<number>()
  const start = yearStart(rule.calendar, year)
  const next = yearStart(rule.calendar, year + 1)
  if (start === undefined || next === undefined) return found
  const first = firstWeek(start, rule.weekStart)
  const weeks = (firstWeek(next, rule.weekStart) - first) / 7
  for (const number of numbers) {
    const week = number > 0 ? number : weeks + number + 1
    if (week < 1 || week > weeks) continue
    for (let day = 0; day < 7; day++) found.add(first + (week - 1) * 7 + day)
  }
  return found
}

function daysOfYear(rule: Rule, start: Start, year: number): Set<number> {
  const first = yearStart(rule.calendar, year)
  if (first === undefined) return new Set()
  const span = { first, length: yearLength(rule.calendar, year) }
  const { byMonth, byMonthDay, byYearDay, byWeekNo, byDay } = rule
  const months = byMonth ?? (byMonthDay ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : undefined)
  if (!byYearDay && !byWeekNo) {
    if (!months && byDay) return weekdaysIn(span, byDay)
    const found = new Set<number>()
    for (const month of months ?? [start.month])
      for (const day of daysOfMonth(rule, start, year, month)) found.add(day)
    return found
  }
  let found: Set<number> | undefined
  if (byYearDay) {
    const days = byYearDay.map((number) => (number > 0 ? first + number - 1 : first + span.length + number))
    found = new Set(days.filter((day) => day >= first && day < first + span.length))
  }
  if (byWeekNo) found = both(found, weekDays(rule, year, byWeekNo))
  if (byMonth || byMonthDay) {
    const inMonths = new Set<number>()
    const ofMonth = {
      ...rule,
      byDay: undefined,
      byMonthDay: byMonthDay ?? Array.from({ length: 31 }, (_, at) => at + 1),
      skip: 'OMIT',
    } as const
    for (const month of months ?? [])
      for (const day of daysOfMonth(ofMonth, start, year, month)) inMonths.add(day)
    found = both(found, inMonths)
  }
  if (byDay) {
    const named = new Set(byDay.map(({ day }) => day))
    found = new Set([...(found ?? [])].filter((day) => named.has(weekday(day))))
  } else if (byWeekNo && !byYearDay && !byMonthDay) {
    found = new Set([...(found ?? [])].filter((day) => weekday(day) === weekday(start.day)))
  }
  return found ?? new Set()
}

/** The BYSETPOS of a period's days, in order. */
function positions(days: readonly number[], bySetPos: readonly number[] | undefined): readonly number[] {
  if (!bySetPos) return days
  const chosen = new Set<number>()
  for (const position of bySetPos) {
    const day = days[position > 0 ? position - 1 : days.length + position]
    if (day !== undefined) chosen.add(day)
  }
  return [...chosen].sort((a, b) => a - b)
}

/** Periods of a rule by their number, 0 the one that holds the first occurrence. */
interface Periods {
  /** A day no later than any the period gives; undefined beyond the calendar. */
  firstDay(period: number): number | undefined
  days(period: number): readonly number[]
  /** The period, not before the true one's predecessor, that holds a day. */
  holding(day: number): number
}

function periodsOf(rule: Rule, start: Start): Periods {
  const sorted = (days: Iterable<number>): number[] => [...days].sort((a, b) => a - b)
  const { interval, calendar } = rule
  const inMonth = (day: number): boolean => {
    const parts = rule.byMonth && partsOf(day, calendar)
    return !parts || (rule.byMonth?.includes(parts.month) ?? true)
  }
  if (rule.freq === 'DAILY') {
    const onNumber = (day: number): boolean => {
      const parts = rule.byMonthDay && partsOf(day, calendar)
      if (!parts) return true
      const length = daysInMonth(calendar, parts.month, parts.year)
      return (
        rule.byMonthDay?.some((number) => (number > 0 ? number : length + number + 1) === parts.day) ?? true
      )
    }
    const named = rule.byDay && new Set(rule.byDay.map(({ day }) => day))
    const fits = (day: number): boolean => (named?.has(weekday(day)) ?? true) && inMonth(day) && onNumber(day)
    return {
      firstDay: (period) => start.day + period * interval,
      days: (period) => [start.day + period * interval].filter(fits),
      holding: (day) => Math.floor((day - start.day) / interval),
    }
  }
  if (rule.freq === 'WEEKLY') {
    const week = start.day - ((weekday(start.day) - rule.weekStart + 7) % 7)
    const named = rule.byDay?.map(({ day }) => day) ?? [weekday(start.day)]
    const offsets = sorted(new Set(named.map((day) => (day - rule.weekStart + 7) % 7)))
    return {
      firstDay: (period) => week + period * interval * 7,
      days: (period) => offsets.map((offset) => week + period * interval * 7 + offset).filter(inMonth),
      holding: (day) => Math.floor((day - week) / (interval * 7)),
    }
  }
  if (rule.freq === 'MONTHLY') {
    const base = start.year * 12 + start.month - 1
    const at = (period: number) => {
      const index = base + period * interval
      return { year: Math.floor(index / 12), month: (index % 12) + 1 }
    }
    return {
      firstDay: (period) => monthStart(calendar, at(period).year, at(period).month),
      days(period) {
        const { year, month } = at(period)
        if (rule.byMonth && !rule.byMonth.includes(month)) return []
        return sorted(daysOfMonth(rule, start, year, month))
      },
      holding(day) {
        const parts = partsOf(day, calendar)
        return parts ? Math.floor((parts.year * 12 + parts.month - 1 - base) / interval) : 0
      },
    }
  }
  return {
    firstDay(period) {
      const first = yearStart(calendar, start.year + period * interval)
      return first === undefined ? undefined : first - (rule.byWeekNo ? 6 : 0)
    },
    days: (period) => sorted(daysOfYear(rule, start, start.year + period * interval)),
    holding(day) {
      const parts = partsOf(day, calendar)
      return parts ? Math.floor((parts.year - start.year) / interval) : 0
    },
  }
}

/**
 * The days of a rule in order, from `from` (a day number) to `to`, both inside. The first occurrence is always one of them,
 * whether it fits the rule or not, and COUNT counts it. UNTIL instants are left to the caller, who knows the time of day.
 * @example [...occurrenceDays(rule, '2026-11-22', dayNumber('2026-12-01'), dayNumber('2026-12-31'))]
 */
export function* occurrenceDays(rule: Rule, startIso: string, from: number, to: number): Generator<number> {
  const parts = fromIso(startIso, rule.calendar)
  if (!parts) return
  const start: Start = {
    day: dayNumber(startIso),
    year: parts.year,
    month: parts.month,
    dayOfMonth: parts.day,
  }
  const last = Math.min(to, LAST_DAY, typeof rule.until === 'string' ? dayNumber(rule.until) : to)
  if (start.day > last) return
  if (start.day >= from) yield start.day
  let left = rule.count === undefined ? Number.POSITIVE_INFINITY : rule.count - 1
  const periods = periodsOf(rule, start)
  // What FORWARD moves, and the weeks of a year, may reach into the neighbouring period.
  let period = rule.count === undefined ? Math.max(0, periods.holding(from) - 1) : 0
  let latest = start.day
  for (; left > 0; period++) {
    const first = periods.firstDay(period)
    if (first === undefined || first > last) return
    for (const day of positions(periods.days(period), rule.bySetPos)) {
      if (day <= latest) continue
      if (day > last || left-- <= 0) return
      latest = day
      if (day >= from) yield day
    }
  }
}
