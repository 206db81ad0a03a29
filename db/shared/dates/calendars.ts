// Owns the three calendars: which dates exist in them and how they map to ISO days. Never parses or words dates.
import {
  BuddhistCalendar,
  CalendarDate,
  type Calendar as CalendarSystem,
  GregorianCalendar,
  PersianCalendar,
} from '@internationalized/date'

/** The calendars a user, a column or a yearly event may have. */
export type Calendar = 'gregory' | 'buddhist' | 'persian'

export const calendars: readonly Calendar[] = ['gregory', 'buddhist', 'persian']

/** A day in some calendar; months and days count from 1, Buddhist years are B.E. */
export type DateParts = { year: number; month: number; day: number }

/** The years Buddhists gave to the Gregorian year 0. */
export const buddhistOffset = 543

const systems: Record<Calendar, CalendarSystem> = {
  gregory: new GregorianCalendar(),
  buddhist: new BuddhistCalendar(),
  persian: new PersianCalendar(),
}

/** The julian day of 1970-01-01. */
const epochJulianDay = 2_440_588
const dayMs = 86_400_000
const isoPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** Years a calendar can hold so that the ISO year has four digits. */
const yearRange: Record<Calendar, readonly [number, number]> = {
  gregory: [1, 9999],
  buddhist: [1 + buddhistOffset, 9999 + buddhistOffset],
  persian: [1, 9377],
}

/** True when the year has 366 days: 2567 B.E. and 1403 Solar Hijri are, 1404 is not. */
export function isLeapYear(calendar: Calendar, year: number): boolean {
  if (calendar === 'persian') return (25 * year + 11) % 33 < 8
  const common = calendar === 'buddhist' ? year - buddhistOffset : year
  return (common % 4 === 0 && common % 100 !== 0) || common % 400 === 0
}

const gregorianDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days of a month; without a year, the most the month can have. */
export function daysInMonth(calendar: Calendar, month: number, year?: number): number {
  const leap = year === undefined || isLeapYear(calendar, year)
  if (calendar === 'persian') return month <= 6 ? 31 : month <= 11 || leap ? 30 : 29
  return month === 2 && leap ? 29 : (gregorianDays[month - 1] ?? 0)
}

/** Whether the day exists: 30/12/1403 does, 30/12/1404 does not. */
export function isDate(calendar: Calendar, { year, month, day }: DateParts): boolean {
  const [first, last] = yearRange[calendar]
  return (
    Number.isInteger(year) &&
    year >= first &&
    year <= last &&
    isMonthDay(calendar, month, day) &&
    day <= daysInMonth(calendar, month, year)
  )
}

/** Whether the day exists in some year: 29 February and 30 Esfand do. */
export function isMonthDay(calendar: Calendar, month: number, day: number): boolean {
  return (
    Number.isInteger(month) &&
    Number.isInteger(day) &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(calendar, month)
  )
}

/** The ISO day of a date, or undefined when it does not exist. */
export function toIso(calendar: Calendar, parts: DateParts): string | undefined {
  if (!isDate(calendar, parts)) return undefined
  if (calendar === 'persian') return isoOfDay(persianEpochDay(parts))
  return isoOf(calendar === 'buddhist' ? { ...parts, year: parts.year - buddhistOffset } : parts)
}

/** The ISO day of a date whose day is cut to the length of the month: 30 Esfand 1404 → 29 Esfand 1404. */
export function toIsoClamped(calendar: Calendar, { year, month, day }: DateParts): string | undefined {
  return toIso(calendar, { year, month, day: Math.min(day, daysInMonth(calendar, month, year)) })
}

/** The parts of an ISO day in a calendar; undefined when the text is not an existing ISO day. */
export function fromIso(iso: string, calendar: Calendar = 'gregory'): DateParts | undefined {
  const match = isoPattern.exec(iso)
  if (!match) return undefined
  const parts = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  if (!isDate('gregory', parts)) return undefined
  if (calendar === 'gregory') return parts
  if (calendar === 'buddhist') return { ...parts, year: parts.year + buddhistOffset }
  const { year, month, day } = systems.persian.fromJulianDay(epochDay(parts) + epochJulianDay)
  return { year, month, day }
}

/** True for an existing day written YYYY-MM-DD. */
export function isIsoDate(text: string): boolean {
  return fromIso(text) !== undefined
}

/** Days from 1970-01-01 to an ISO day; NaN when it is not one. */
export function dayNumber(iso: string): number {
  const parts = fromIso(iso)
  return parts ? epochDay(parts) : Number.NaN
}

/** The ISO day so many days after 1970-01-01. */
export function isoOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** The ISO day `days` later (or earlier when negative). */
export function addDays(iso: string, days: number): string {
  return isoOfDay(dayNumber(iso) + days)
}

/** Whole days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** The day `months` later in a calendar, cut to the end of shorter months. */
export function addMonths(iso: string, months: number, calendar: Calendar): string {
  const parts = fromIso(iso, calendar)
  if (!parts) return iso
  const index = parts.year * 12 + (parts.month - 1) + months
  const moved = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1, day: parts.day }
  return toIsoClamped(calendar, moved) ?? iso
}

/** Day of the week of an ISO day: 0 Sunday … 6 Saturday. */
export function weekdayOf(iso: string): number {
  return (((dayNumber(iso) + 4) % 7) + 7) % 7
}

/** The calendar a full year tells by itself: 2400–2650 Buddhist, 1250–1499 Solar Hijri, else Gregorian. */
export function calendarOfYear(year: number): Calendar {
  if (year >= 2400 && year <= 2650) return 'buddhist'
  return year >= 1250 && year <= 1499 ? 'persian' : 'gregory'
}

/** The date for a date control of react-aria in the calendar it shows. */
export function toCalendarDate(iso: string, calendar: Calendar): CalendarDate | undefined {
  const parts = fromIso(iso, calendar)
  return parts && new CalendarDate(systems[calendar], parts.year, parts.month, parts.day)
}

/** The ISO day a date control of react-aria holds, whatever its calendar. */
export function fromCalendarDate(date: CalendarDate): string {
  return isoOfDay(date.calendar.toJulianDay(date) - epochJulianDay)
}

function persianEpochDay({ year, month, day }: DateParts): number {
  const julianDay = systems.persian.toJulianDay(new CalendarDate(systems.persian, year, month, day))
  return julianDay - epochJulianDay
}

function epochDay({ year, month, day }: DateParts): number {
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / dayMs
}

function isoOf({ year, month, day }: DateParts): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
