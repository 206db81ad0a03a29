// Owns the writing of days, times and instants for people: language, calendar, digits, era. Never parses.
// Composed from our own tables (names.ts): Intl orders and eras differ between the runtimes the program has.
import { type Digits, localDigits } from '../numbers/digits.ts'
import { type Calendar, type DateParts, daysBetween, fromIso, weekdayOf } from './calendars.ts'
import { eraNames, homeCalendar, type Language, monthNames, weekdayNames } from './names.ts'
import type { DateOrder } from './parse.ts'
import type { Yearly } from './yearly.ts'

/** How a user wants to see dates. */
export type DatePreferences = {
  lang: Language
  calendar: Calendar
  digits: Digits
  /** Order wanted in English; Thai is day first, Persian and Solar dates year first. */
  order?: DateOrder
  timeZone?: string
  hour12?: boolean
}

/** The order day, month and year stand in for a user, to be given to `parseDate` too. */
export function dateOrderOf({
  lang,
  calendar,
  order,
}: Pick<DatePreferences, 'lang' | 'calendar' | 'order'>): DateOrder {
  if (lang === 'th') return 'dmy'
  return lang === 'fa' || calendar === 'persian' ? 'ymd' : (order ?? 'dmy')
}

/**
 * `short` 22/11/2569 · `medium` 22 พ.ย. 2569 · `long` 22 พฤศจิกายน 2569 · `full` with weekday and era ·
 * `month` พฤศจิกายน 2569 · `monthDay` 22 พ.ย. · `weekdayDay` อา. 22 พ.ย. · `year` 2569
 */
export type DateStyle = 'short' | 'medium' | 'long' | 'full' | 'month' | 'monthDay' | 'weekdayDay' | 'year'

/** Writes an ISO day: `formatDate('2026-11-22', fa)` → «۱ آذر ۱۴۰۵». Text that is no ISO day comes back unchanged. */
export function formatDate(iso: string, preferences: DatePreferences, style: DateStyle = 'medium'): string {
  const parts = fromIso(iso, preferences.calendar)
  if (!parts) return iso
  return localDigits(compose(parts, weekdayOf(iso), preferences, style), preferences.digits)
}

function compose(parts: DateParts, weekday: number, preferences: DatePreferences, style: DateStyle): string {
  const { lang, calendar } = preferences
  const month = monthNames(
    lang,
    calendar,
    style === 'long' || style === 'full' || style === 'month' ? 'long' : 'short',
  )
  const name = month[parts.month - 1] ?? ''
  const weekdayName = weekdayNames(lang, style === 'full' ? 'long' : 'short')[weekday] ?? ''
  const day = dayAndMonth(parts.day, name, preferences)
  switch (style) {
    case 'short':
      return shortDate(parts, preferences)
    case 'year':
      return yearWithEra(parts.year, preferences, 'numeric')
    case 'month':
      return `${name} ${yearWithEra(parts.year, preferences, 'numeric')}`
    case 'monthDay':
      return day
    case 'weekdayDay':
      return isMonthFirst(preferences) ? `${weekdayName}, ${day}` : `${weekdayName} ${day}`
    case 'full':
      return `${fullWeekday(weekdayName, lang)}${withYear(day, parts.year, preferences, 'full')}`
    default:
      return withYear(
        day,
        parts.year,
        preferences,
        calendar === homeCalendar[lang] || lang === 'en' ? 'numeric' : style,
      )
  }
}

function isMonthFirst(preferences: DatePreferences): boolean {
  return dateOrderOf(preferences) === 'mdy'
}

function dayAndMonth(day: number, month: string, preferences: DatePreferences): string {
  return isMonthFirst(preferences) ? `${month} ${day}` : `${day} ${month}`
}

function withYear(day: string, year: number, preferences: DatePreferences, style: EraStyle): string {
  return `${day}${isMonthFirst(preferences) ? ', ' : ' '}${yearWithEra(year, preferences, style)}`
}

function fullWeekday(name: string, lang: Language): string {
  if (lang === 'th') return `${name}ที่ `
  return lang === 'en' ? `${name}, ` : `${name} `
}

type EraStyle = 'numeric' | 'medium' | 'long' | 'full' | DateStyle

/**
 * The era where a reader needs it: always beside a calendar the language does not expect (`2569 BE`), except a
 * Gregorian year, which all know, in short forms; in Thai full dates also พ.ศ., as documents are dated.
 */
function yearWithEra(year: number, { lang, calendar }: DatePreferences, style: EraStyle): string {
  const isHome = calendar === homeCalendar[lang]
  const era = eraNames[lang][calendar]
  const isLong = style === 'long' || style === 'full'
  if (isHome) return lang === 'th' && style === 'full' ? `${era} ${year}` : String(year)
  if (calendar === 'gregory') return lang === 'th' && isLong ? `${era} ${year}` : String(year)
  return lang === 'th' ? `${era} ${year}` : `${year} ${era}`
}

function shortDate({ year, month, day }: DateParts, preferences: DatePreferences): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  if (dateOrderOf(preferences) === 'ymd') return `${year}/${pad(month)}/${pad(day)}`
  return isMonthFirst(preferences) ? `${month}/${day}/${year}` : `${pad(day)}/${pad(month)}/${year}`
}

/** Writes a birthday or yearly event in the user's calendar if its year is known, else in its own. */
export function formatYearlyDate(yearly: Yearly, preferences: DatePreferences, iso?: string): string {
  if (iso !== undefined) return formatDate(iso, preferences, 'medium')
  const name = monthNames(preferences.lang, yearly.calendar, 'long')[yearly.month - 1] ?? ''
  return localDigits(dayAndMonth(yearly.day, name, preferences), preferences.digits)
}

// ---- Times and instants ----

/** A time of day: `14:05`, `2:05 PM`, `۱۴:۰۵`, `۲:۰۵ ب.ظ.` */
export function formatTime(hour: number, minute: number, preferences: DatePreferences): string {
  const minutes = String(minute).padStart(2, '0')
  if (!preferences.hour12)
    return localDigits(`${String(hour).padStart(2, '0')}:${minutes}`, preferences.digits)
  const half = halves[preferences.lang][hour < 12 ? 0 : 1]
  return localDigits(`${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${half}`, preferences.digits)
}

const halves: Record<Language, readonly [string, string]> = {
  en: ['AM', 'PM'],
  th: ['ก่อนเที่ยง', 'หลังเที่ยง'],
  fa: ['ق.ظ.', 'ب.ظ.'],
}

/** The day and time of an instant in a time zone. */
export type LocalTime = { iso: string; hour: number; minute: number }

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What the clock on the wall shows at an instant (integer milliseconds). */
export function localTime(instant: number, timeZone = systemTimeZone()): LocalTime {
  const known = clocks.get(timeZone)
  const clock =
    known ??
    new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  if (!known) clocks.set(timeZone, clock)
  const part: Record<string, string> = {}
  for (const { type, value } of clock.formatToParts(instant)) part[type] = value
  const iso = `${(part.year ?? '').padStart(4, '0')}-${part.month}-${part.day}`
  return { iso, hour: Number(part.hour), minute: Number(part.minute) }
}

/** The time zone of this computer. */
export function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Writes an instant as day and time: `22 พ.ย. 2569 14:05`; the full style as letters do (`… เวลา 14:05 น.`). */
export function formatInstant(
  instant: number,
  preferences: DatePreferences,
  style: DateStyle = 'medium',
): string {
  const { iso, hour, minute } = localTime(instant, preferences.timeZone)
  const day = formatDate(iso, preferences, style)
  const time = formatTime(hour, minute, preferences)
  if (style !== 'full' && style !== 'long') return `${day} ${time}`
  if (preferences.lang === 'th') return `${day} เวลา ${time}${preferences.hour12 ? '' : ' น.'}`
  return preferences.lang === 'fa' ? `${day} ساعت ${time}` : `${day} at ${time}`
}

// ---- Relative ----

const relatives = new Map<string, Intl.RelativeTimeFormat>()

function relative(
  value: number,
  unit: Intl.RelativeTimeFormatUnit,
  { lang, digits }: DatePreferences,
): string {
  const locale = `${lang}-u-nu-latn`
  const known = relatives.get(locale)
  const format = known ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (!known) relatives.set(locale, format)
  return localDigits(format.format(value, unit), digits)
}

/** A day as seen from today: yesterday, พรุ่งนี้, ۵ روز دیگر; beyond `limit` days, the date itself. */
export function formatRelativeDay(
  iso: string,
  today: string,
  preferences: DatePreferences,
  limit = 30,
): string {
  const days = daysBetween(today, iso)
  if (Number.isNaN(days)) return iso
  return Math.abs(days) <= limit ? relative(days, 'day', preferences) : formatDate(iso, preferences)
}

/** An instant as seen from now: 5 minutes ago, 3 hours ago, yesterday; older than a week, the date itself. */
export function formatRelativeInstant(instant: number, now: number, preferences: DatePreferences): string {
  const minutes = Math.round((instant - now) / 60_000)
  if (Math.abs(minutes) < 1) return relative(0, 'second', preferences)
  if (Math.abs(minutes) < 60) return relative(minutes, 'minute', preferences)
  const day = localTime(instant, preferences.timeZone).iso
  const today = localTime(now, preferences.timeZone).iso
  if (day === today) return relative(Math.round(minutes / 60), 'hour', preferences)
  return formatRelativeDay(day, today, preferences, 7)
}
