/** Owns yearly dates in three calendars. Builds only days that exist; never converts between calendars. */
import type { Random } from './random.ts'
import type { DemoLocale } from './rows.ts'

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
const GREGORIAN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Solar years with a 30 Esfand, of those people alive were born in. */
const PERSIAN_LEAP = [
  1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387,
]

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

function western(random: Random, year: number): string {
  const month = random.between(1, 12)
  if (month === 2 && isLeap(year) && random.chance(0.2)) return `-02-29`
  return `-${two(month)}-${two(random.between(1, GREGORIAN[month - 1] ?? 28))}`
}

/** A birthday: mostly with its year, in the calendar people there use. `before` is the Gregorian year of "now". */
export function birthday(random: Random, locale: DemoLocale, before: number): string {
  // Ages 20–85, most of them 28–58.
  const age = 20 + Math.floor((random.unit() + random.unit() + random.unit()) * 21.7)
  const year = before - age
  const withYear = !random.chance(0.16)
  if (locale === 'th' && random.chance(0.72))
    return `buddhist:${withYear ? year + 543 : '-'}${western(random, year)}`
  if (locale === 'fa' && random.chance(0.9)) {
    if (random.chance(0.004)) return `persian:${withYear ? random.one(PERSIAN_LEAP) : '-'}-12-30`
    const month = random.between(1, 12)
    const day = random.between(1, month <= 6 ? 31 : month <= 11 ? 30 : 29)
    return `persian:${withYear ? year - 621 : '-'}-${two(month)}-${two(day)}`
  }
  return `${withYear ? year : '-'}${western(random, year)}`
}

/** Another yearly day (anniversary, founding): fewer know its year. */
export function yearly(random: Random, locale: DemoLocale, before: number): string {
  const year = before - random.between(1, 30)
  const withYear = random.chance(0.6)
  if (locale === 'fa') {
    const month = random.between(1, 12)
    return `persian:${withYear ? year - 621 : '-'}-${two(month)}-${two(random.between(1, month === 12 ? 29 : 30))}`
  }
  const day = `-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
  if (locale === 'th') return `buddhist:${withYear ? year + 543 : '-'}${day}`
  return `${withYear ? year : '-'}${day}`
}

export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10)
