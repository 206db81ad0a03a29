// Owns the reading of a written date into numbers, month name, era and time, in any digits and any of the three
// languages. Decides nothing: order, calendar and century belong to parse.ts (one value) and column.ts (a column).
import { asciiDigits } from '../numbers/digits.ts'
import type { Calendar } from './calendars.ts'
import { erasByName, type MonthFamily, monthsByName, nameKey, weekdaysByName } from './names.ts'

/** A number as written: `05` has the value 5 and two digits. */
export type WrittenNumber = { value: number; digits: number }

/** A time of day; `offset` is minutes east of UTC when the text says so. */
export type WrittenTime = { hour: number; minute: number; second: number; offset?: number }

/** What a text that may be a date consists of. */
export type DateTokens = {
  numbers: WrittenNumber[]
  /** A month by name, and how many numbers stand before it. */
  month?: { month: number; family: MonthFamily; position: number }
  era?: Calendar
  time?: WrittenTime
}

const numeric = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const timePattern =
  /(?:^|[t\s,])(?:ساعت|เวลา|at)?\s*(\d{1,2})[:](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(a\.?m\.?|p\.?m\.?|ق\.?\s?ظ\.?|ب\.?\s?ظ\.?|น\.?(?![\u0e00-\u0e7f]))?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?(?=$|\s|\))/iu
const isoInstant = /^(\d{4}-\d{2}-\d{2})t/i
const filler = new Set([
  'วันที่',
  'ที่',
  'เดือน',
  'ปี',
  'of',
  'the',
  'st',
  'nd',
  'rd',
  'th',
  'مورخ',
  'تاریخ',
  'ماه',
  'سال',
])

/** Reads the parts of a written date; undefined when a word in it has no place in a date. */
export function dateTokens(text: string): DateTokens | undefined {
  const plain = asciiDigits(text).trim()
  const quick = numeric.exec(plain)
  if (quick) return { numbers: [written(quick[1]), written(quick[2]), written(quick[3])] }
  return wordedTokens(plain.replace(invisible, '').toLowerCase())
}

function wordedTokens(plain: string): DateTokens | undefined {
  const found = takeTime(plain.replace(isoInstant, '$1 '))
  if (!found) return undefined
  const tokens: DateTokens = { numbers: [], ...(found.time ? { time: found.time } : {}) }
  const words = found.rest
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .replace(/(یک|دو|سه|چهار|پنج)\s+شنبه/g, '$1شنبه')
    .match(/\d+|[\p{L}\p{M}\u200c.'’]+|[^\s\d\p{L}\p{M}]/gu)
  for (const word of words ?? []) if (!take(word, tokens)) return undefined
  return tokens
}

/** Places one word; false when it does not belong in a date. */
function take(word: string, tokens: DateTokens): boolean {
  if (/^\d/.test(word)) {
    tokens.numbers.push(written(word))
    return true
  }
  const key = nameKey(word)
  if (key === '' || /^[/\-–,،()]$/.test(key)) return true
  const month = monthsByName.get(key) ?? monthsByName.get(key.replace(/^เดือน/, ''))
  if (month && !tokens.month) {
    tokens.month = { ...month, position: tokens.numbers.length }
    return true
  }
  const era = erasByName.get(key)
  if (era) {
    tokens.era = era
    return true
  }
  return filler.has(key) || weekdaysByName.has(key.replace(/ที่$/, '')) || takeJoined(key, tokens)
}

/** Words written without a space between: `15สิงหาคมพ.ศ.2569`, `هجری شمسی`. */
function takeJoined(key: string, tokens: DateTokens): boolean {
  if (key === 'هجری' || key === 'ه') {
    tokens.era = 'persian'
    return true
  }
  const joined = /^(.+?)(พศ|คศ)$/.exec(key)
  const month = joined?.[1] === undefined ? undefined : monthsByName.get(joined[1])
  if (!month || tokens.month) return false
  tokens.month = { ...month, position: tokens.numbers.length }
  tokens.era = joined?.[2] === 'พศ' ? 'buddhist' : 'gregory'
  return true
}

/** Takes the time of day out of a text; undefined when what looks like one is none (25:00). */
function takeTime(text: string): { rest: string; time?: WrittenTime } | undefined {
  const match = timePattern.exec(text)
  if (!match) return { rest: text }
  const half = match[4]?.replace(/[.\s]/g, '')
  const hour = hourOfDay(Number(match[1]), half)
  const minute = Number(match[2])
  const second = Number(match[3] ?? 0)
  if (hour === undefined || minute > 59 || second > 59) return undefined
  const offset = offsetOf(match[5])
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
  return { rest, time: { hour, minute, second, ...(offset === undefined ? {} : { offset }) } }
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined || half === 'น') return hour < 24 ? hour : undefined
  if (hour < 1 || hour > 12) return hour < 24 ? hour : undefined
  return (hour % 12) + (half === 'pm' || half === 'بظ' ? 12 : 0)
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}

function written(text = ''): WrittenNumber {
  return { value: Number(text), digits: text.length }
}
