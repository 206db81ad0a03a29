// Owns the YEARLY text: a birthday or yearly event in its own calendar, with or without a year. Never words it.
//
//   1980-05-01             Gregorian            --05-01              Gregorian, year unknown
//   buddhist:2567-02-29    Buddhist             persian:--12-30      Solar Hijri, year unknown
//
// In a year without 29 February or 30 Esfand the event falls on the last day of that month.
import {
  addDays,
  type Calendar,
  daysBetween,
  fromIso,
  isDate,
  isMonthDay,
  toIso,
  toIsoClamped,
} from './calendars.ts'

/** A day that returns every year in its calendar. */
export type Yearly = { calendar: Calendar; year?: number; month: number; day: number }

const pattern = /^(?:(buddhist|persian):)?(?:(\d{4})|-)-(\d{2})-(\d{2})$/

/** Reads a YEARLY text; undefined when it is malformed or the day does not exist. */
export function parseYearly(text: string): Yearly | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const calendar: Calendar = match[1] === 'buddhist' || match[1] === 'persian' ? match[1] : 'gregory'
  const month = Number(match[3])
  const day = Number(match[4])
  if (match[2] === undefined) return isMonthDay(calendar, month, day) ? { calendar, month, day } : undefined
  const year = Number(match[2])
  return isDate(calendar, { year, month, day }) ? { calendar, year, month, day } : undefined
}

/** Writes a YEARLY text: `{ calendar: 'persian', month: 12, day: 30 }` → `persian:--12-30`. */
export function formatYearly({ calendar, year, month, day }: Yearly): string {
  const prefix = calendar === 'gregory' ? '' : `${calendar}:`
  return `${prefix}${year === undefined ? '-' : String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

/** The YEARLY of a plain day as it is called in a calendar: `2024-02-29` in `buddhist` → `buddhist:2567-02-29`. */
export function yearlyFromIso(iso: string, calendar: Calendar): string | undefined {
  const parts = fromIso(iso, calendar)
  return parts && formatYearly({ calendar, ...parts })
}

/** The first day itself, when the year is known. */
export function yearlyToIso(yearly: Yearly): string | undefined {
  return yearly.year === undefined ? undefined : toIso(yearly.calendar, { ...yearly, year: yearly.year })
}

/** The day it falls on in a year of its own calendar. */
export function occurrenceIn(yearly: Yearly, year: number): string | undefined {
  return toIsoClamped(yearly.calendar, { year, month: yearly.month, day: yearly.day })
}

/** The first day, today or later, it falls on. */
export function nextOccurrence(yearly: Yearly, today: string): string | undefined {
  const now = fromIso(today, yearly.calendar)
  if (!now) return undefined
  const thisYear = occurrenceIn(yearly, now.year)
  return thisYear !== undefined && thisYear >= today ? thisYear : occurrenceIn(yearly, now.year + 1)
}

/** Days from today to the next occurrence; 0 on the day. */
export function daysUntil(yearly: Yearly, today: string): number | undefined {
  const next = nextOccurrence(yearly, today)
  return next === undefined ? undefined : daysBetween(today, next)
}

/** Whether it falls on today or one of the `days` days after it. */
export function isWithinDays(yearly: Yearly, today: string, days: number): boolean {
  const next = nextOccurrence(yearly, today)
  return next !== undefined && next <= addDays(today, days)
}

/** Full years passed by a day, in its own calendar; undefined without a year or before the first day. */
export function yearsOn(yearly: Yearly, iso: string): number | undefined {
  const now = fromIso(iso, yearly.calendar)
  if (!now || yearly.year === undefined) return undefined
  const reached = occurrenceIn(yearly, now.year)
  const years = now.year - yearly.year - (reached !== undefined && reached <= iso ? 0 : 1)
  return years < 0 ? undefined : years
}

/** The year Apple writes where the year of a birthday is unknown. */
const omittedYear = 1604
const vcardPattern = /^(?:(\d{4})-?|--)(\d{2})-?(\d{2})(?:[T ].*)?$/

/**
 * Reads the date of a vCard (`19800501`, `1980-05-01T00:00:00Z`, `--0501`, 1604 or `omitYear` for an unknown year).
 * Anything partial (`1980`, `1980-05`, `---01`) is undefined, to be kept as an extra.
 */
export function yearlyFromVcard(value: string, omitYear = omittedYear): string | undefined {
  const match = vcardPattern.exec(value.trim())
  if (!match) return undefined
  const month = Number(match[2])
  const day = Number(match[3])
  const year = match[1] === undefined ? undefined : Number(match[1])
  const known = year === undefined || year === omitYear || year === omittedYear ? undefined : year
  if (
    known === undefined ? !isMonthDay('gregory', month, day) : !isDate('gregory', { year: known, month, day })
  ) {
    return undefined
  }
  return formatYearly({ calendar: 'gregory', ...(known === undefined ? {} : { year: known }), month, day })
}

/**
 * What a vCard says for a YEARLY. `value` is the Gregorian form for BDAY or ANNIVERSARY (absent for a Solar day
 * without a year, which moves in the Gregorian year); `own` is the YEARLY text when its calendar is another one.
 */
export function yearlyToVcard(yearly: Yearly, version: '3.0' | '4.0'): { value?: string; own?: string } {
  const own = yearly.calendar === 'gregory' ? {} : { own: formatYearly(yearly) }
  const iso = yearlyToIso(yearly)
  if (iso !== undefined) return { value: version === '4.0' ? iso.replaceAll('-', '') : iso, ...own }
  if (yearly.calendar === 'persian') return own
  const monthDay =
    version === '4.0' ? `${pad(yearly.month)}${pad(yearly.day)}` : `${pad(yearly.month)}-${pad(yearly.day)}`
  return { value: `--${monthDay}`, ...own }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
