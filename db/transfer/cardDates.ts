/**
 * Days of a column → yearly strings in the calendar they were written in.
 * Must never: decide calendar or order by one value; scan.ts decides columns over all rows.
 */

import { calendarOfYear } from '../shared/dates/calendars.ts'
import { type ColumnDecision, convertDate } from '../shared/dates/column.ts'
import { formatYearly, yearlyFromIso } from '../shared/dates/yearly.ts'
import { asciiDigits } from '../shared/numbers/digits.ts'

export type DateContext = { decision: ColumnDecision; today: string }

/** The decision for a column nobody looked at. */
export const undecided: ColumnDecision = {
  calendar: 'gregory',
  order: 'dmy',
  ambiguous: true,
  shortYears: 'gregory',
  hasTime: false,
}

type YearlyText = string | undefined | 'bad'

/** The same days come again and again. Longer texts would keep the piece of the file they were cut from in memory. */
const remembered = new WeakMap<DateContext, Map<string, YearlyText>>()
const MAX_REMEMBERED = 50_000
const MAX_LENGTH = 12

/** A yearly string, `undefined` for an empty date (`0/0/00`), `'bad'` when it is none. */
export function yearlyOf(text: string, context: DateContext, isBirth: boolean): YearlyText {
  if (text.length > MAX_LENGTH) return workedOut(text, context, isBirth)
  const key = isBirth ? text : `${text}~`
  const known = remembered.get(context) ?? new Map<string, YearlyText>()
  if (known.size === 0 || known.size >= MAX_REMEMBERED) {
    known.clear()
    remembered.set(context, known)
  }
  const yearly = known.get(key) ?? workedOut(text, context, isBirth)
  known.set(key, yearly)
  return yearly
}

function workedOut(text: string, { decision, today }: DateContext, isBirth: boolean): YearlyText {
  const yearless = withoutYear(text, decision)
  if (yearless !== undefined) return yearless
  const iso = convertDate(text, decision, { today, past: isBirth })
  if (iso === undefined) return undefined
  if (typeof iso !== 'string') return 'bad'
  const calendar = decision.calendar === 'mixed' ? calendarOfText(text) : decision.calendar
  const yearly = calendar === 'gregory' ? iso : yearlyFromIso(iso, calendar)
  // A time of day is not part of a birthday, but it must not vanish either.
  return yearly === undefined || /[1-9].*:|:.*[1-9]/.test(text.replace(/^.*?[T\s]/, '')) ? 'bad' : yearly
}

function calendarOfText(text: string): 'gregory' | 'buddhist' | 'persian' {
  const year = /\d{4}/.exec(asciiDigits(text))?.[0]
  return year === undefined ? 'gregory' : calendarOfYear(Number(year))
}

/** `--05-01`, ` --0501`, `12/25`: a day without a year. */
function withoutYear(text: string, decision: ColumnDecision): string | undefined {
  const plain = asciiDigits(text).trim()
  const iso = /^--(\d\d)-?(\d\d)$/.exec(plain)
  const pair = iso ?? /^(\d{1,2})[/.-](\d{1,2})$/.exec(plain)
  if (!pair) return undefined
  const [first, second] = [Number(pair[1]), Number(pair[2])]
  const isMonthFirst = iso !== null || (decision.order !== 'dmy' ? first <= 12 : second > 12)
  const month = isMonthFirst ? first : second
  const day = isMonthFirst ? second : first
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  const calendar = decision.calendar === 'mixed' ? 'gregory' : decision.calendar
  return formatYearly({ calendar, month, day })
}
