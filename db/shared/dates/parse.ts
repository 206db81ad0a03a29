// Owns the reading of one date as a person types it. Whole columns of other programs are column.ts.
import { asciiDigits } from '../numbers/digits.ts'
import { addDays, addMonths, type Calendar, calendarOfYear, fromIso, toIso, weekdayOf } from './calendars.ts'
import { type Language, type MonthFamily, nameKey, weekdaysByName } from './names.ts'
import { type DateTokens, dateTokens, type WrittenNumber } from './tokens.ts'

/** The order of day, month and year in digits. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** How a person's dates are to be read. `past` is for births: two-digit years and bare days never lie ahead. */
export type ParseDateOptions = {
  order: DateOrder
  calendar: Calendar
  today: string
  lang?: Language
  past?: boolean
}

/**
 * The ISO day a text means, or undefined. Reads `15/8/69`, `15 ส.ค. 2569`, `۱۴۰۵/۶/۱`, `Nov 22, 2026`, `tomorrow`,
 * `พรุ่งนี้`, `فردا`, `+3`, `-2w`, `friday`, `15` (this month), in any digits.
 */
export function parseDate(text: string, options: ParseDateOptions): string | undefined {
  const plain = asciiDigits(text).trim().toLowerCase()
  if (plain === '') return undefined
  const relative = relativeDay(plain, options)
  if (relative !== undefined) return relative
  const tokens = dateTokens(plain)
  if (!tokens) return undefined
  const solid =
    tokens.numbers.length === 1 && !tokens.month ? solidDate(tokens.numbers[0], options) : undefined
  if (solid !== undefined) return solid
  return tokens.month ? namedMonth(tokens, options) : numericDate(tokens, options)
}

// ---- today, +3, friday ----

const dayWords = new Map(
  Object.entries({
    '-2': 'เมื่อวานซืน วานซืน پریروز',
    '-1': 'yesterday เมื่อวาน เมื่อวานนี้ วานนี้ دیروز',
    '0': 'today now วันนี้ امروز',
    '1': 'tomorrow tmr พรุ่งนี้ วันพรุ่งนี้ فردا',
    '2': 'overmorrow มะรืน มะรืนนี้ วันมะรืน پسفردا',
  }).flatMap(([days, words]) => words.split(' ').map((word) => [word, Number(days)] as const)),
)

const stepPattern = /^([+-]|in )\s*(\d{1,4})\s*([a-z\p{L}\p{M}]*)$/u
const steps = new Map(
  Object.entries({
    d: 'd day days วัน روز',
    w: 'w week weeks สัปดาห์ อาทิตย์ هفته',
    m: 'm month months เดือน ماه',
    y: 'y year years ปี سال',
  }).flatMap(([step, words]) => words.split(' ').map((word) => [word, step] as const)),
)

function relativeDay(plain: string, { today, calendar }: ParseDateOptions): string | undefined {
  const key = nameKey(plain)
  const days = dayWords.get(key)
  if (days !== undefined) return addDays(today, days)
  const step = stepPattern.exec(plain)
  if (step) {
    const count = Number(step[2]) * (step[1] === '-' ? -1 : 1)
    const unit = step[3] === '' ? 'd' : steps.get(step[3] ?? '')
    if (unit === 'd' || unit === 'w') return addDays(today, count * (unit === 'w' ? 7 : 1))
    return unit === undefined ? undefined : addMonths(today, unit === 'y' ? count * 12 : count, calendar)
  }
  return namedWeekday(key, today)
}

/** `friday` and `next friday` are the next one after today, `last friday` the one before it. */
function namedWeekday(key: string, today: string): string | undefined {
  const last = /^(?:last)(.+)$|^(.+)(?:ที่แล้ว|ก่อน|گذشته|قبل)$/.exec(key)
  const next = /^(?:next|this)(.+)$|^(.+)(?:หน้า|นี้|آینده|بعد|این)$/.exec(key)
  const bare = last?.[1] ?? last?.[2] ?? next?.[1] ?? next?.[2] ?? key
  const weekday = weekdaysByName.get(bare)
  if (weekday === undefined) return undefined
  const ahead = (weekday - weekdayOf(today) + 7) % 7
  if (last) return addDays(today, ahead === 0 ? -7 : ahead - 7)
  return addDays(today, ahead === 0 ? 7 : ahead)
}

// ---- digits only ----

/** `20260315`, `25690815`, `15082569`, `150869`. */
function solidDate(number: WrittenNumber | undefined, options: ParseDateOptions): string | undefined {
  if (!number || (number.digits !== 8 && number.digits !== 6)) return undefined
  const text = String(number.value).padStart(number.digits, '0')
  const cut = (...lengths: number[]): WrittenNumber[] => {
    let at = 0
    return lengths.map((digits) => {
      at += digits
      return { value: Number(text.slice(at - digits, at)), digits }
    })
  }
  if (number.digits === 6) return numericDate({ numbers: cut(2, 2, 2) }, options)
  const yearFirst = /^(?:19|20|2[45]|1[34])/.test(text)
    ? numericDate({ numbers: cut(4, 2, 2) }, options)
    : undefined
  return yearFirst ?? numericDate({ numbers: cut(2, 2, 4) }, options)
}

// ---- numbers and month names ----

function numericDate(tokens: DateTokens, options: ParseDateOptions): string | undefined {
  const [first, second, third] = tokens.numbers
  if (!first || tokens.numbers.length > 3) return undefined
  if (!second) return tokens.time || first.digits > 2 ? undefined : withoutYear({ day: first.value }, options)
  if (!third) {
    const [month, day] = options.order === 'dmy' ? [second, first] : [first, second]
    return withoutYear({ month: month.value, day: day.value }, options)
  }
  for (const order of ordersFor(first, third, options.order)) {
    const date = inOrder([first, second, third], order)
    const iso = date && withYear(date.year, date.month, date.day, tokens.era, options)
    if (iso !== undefined) return iso
  }
  return undefined
}

/** The orders three numbers may have, the wanted one first; a year of three or four digits settles its place. */
export function ordersFor(first: WrittenNumber, third: WrittenNumber, wanted: DateOrder): DateOrder[] {
  if (first.digits > 2 || (first.value > 31 && third.value <= 31)) return ['ymd']
  const yearLast: DateOrder[] = wanted === 'mdy' ? ['mdy', 'dmy'] : ['dmy', 'mdy']
  if (third.digits > 2 || third.value > 31) return yearLast
  return wanted === 'ymd' ? ['ymd', 'dmy'] : [...yearLast, 'ymd']
}

/** Three numbers put in their places. */
export function inOrder(
  [first, second, third]: readonly [WrittenNumber, WrittenNumber, WrittenNumber],
  order: DateOrder,
): { year: WrittenNumber; month: number; day: number } {
  if (order === 'ymd') return { year: first, month: second.value, day: third.value }
  const [month, day] = order === 'mdy' ? [first, second] : [second, first]
  return { year: third, month: month.value, day: day.value }
}

function namedMonth({ numbers, month, era }: DateTokens, options: ParseDateOptions): string | undefined {
  const [first, second] = numbers
  if (!month || !first || numbers.length > 2) return undefined
  const calendar = calendarFor(month.family, era ?? options.calendar)
  if (!second) return withoutYear({ month: month.month, day: first.value }, { ...options, calendar })
  const isYearFirst = first.digits > 2 || first.value > 31
  const [year, day] = isYearFirst ? [first, second] : [second, first]
  return withYear(year, month.month, day.value, era, { ...options, calendar }, month.family)
}

/** The calendar of a month name: Solar names are Solar; other names keep a Buddhist wish, else are Gregorian. */
export function calendarFor(family: MonthFamily, wish: Calendar): Calendar {
  if (family === 'persian') return 'persian'
  return wish === 'buddhist' ? 'buddhist' : 'gregory'
}

function withYear(
  year: WrittenNumber,
  month: number,
  day: number,
  era: Calendar | undefined,
  options: ParseDateOptions,
  family?: MonthFamily,
): string | undefined {
  if (year.digits === 3 || year.digits > 4) return undefined
  const isBorn = (iso: string | undefined) => iso === undefined || !options.past || iso <= options.today
  if (year.digits > 2) {
    const calendar = calendarOfWritten(year.value, era, family)
    const iso = toIso(calendar, { year: year.value, month, day })
    return isBorn(iso) ? iso : undefined
  }
  const calendar = era ?? options.calendar
  const full = fullYear(year.value, calendar, options.today, options.past)
  const iso = toIso(calendar, { year: full, month, day })
  return isBorn(iso) ? iso : toIso(calendar, { year: full - 100, month, day })
}

/** The calendar of a full year, which the era and the name of the month may settle. */
export function calendarOfWritten(year: number, era?: Calendar, family?: MonthFamily): Calendar {
  if (family === 'persian') return 'persian'
  const calendar = era ?? calendarOfYear(year)
  return family === 'gregorian' && calendar === 'persian' ? 'gregory' : calendar
}

/**
 * The full year of two digits in a calendar: from 79 years ago to 20 years ahead, and never ahead for births.
 * In 2026, 69 is 2569 B.E. and 05 is 1405 in the Solar calendar.
 */
export function fullYear(twoDigits: number, calendar: Calendar, today: string, past = false): number {
  const now = fromIso(today, calendar)?.year ?? 2000
  const latest = past ? now : now + 20
  const century = Math.floor(latest / 100) * 100
  return century + twoDigits <= latest ? century + twoDigits : century - 100 + twoDigits
}

function withoutYear(
  { month, day }: { month?: number; day: number },
  options: ParseDateOptions,
): string | undefined {
  const now = fromIso(options.today, options.calendar)
  if (!now) return undefined
  const iso = toIso(options.calendar, { year: now.year, month: month ?? now.month, day })
  if (!options.past || iso === undefined || iso <= options.today) return iso
  return month === undefined ? undefined : toIso(options.calendar, { year: now.year - 1, month, day })
}
