/**
 * How values are written for one reader: dates in their calendar, numbers in their digits, money, spans of time.
 * Pure: preferences and "now" come in, text goes out. Never invents words; those come from the catalogues.
 */
import type { Calendar } from '#db/shared/dates/calendars.ts'
import {
  type DatePreferences,
  type DateStyle,
  formatDate,
  formatInstant,
  formatRelativeInstant,
  formatTime,
  formatYearlyDate,
  localTime,
} from '#db/shared/dates/format.ts'
import { monthNames } from '#db/shared/dates/names.ts'
import { parseYearly } from '#db/shared/dates/yearly.ts'
import { currencyDecimals } from '#db/shared/numbers/currencies.ts'
import { localDigits } from '#db/shared/numbers/digits.ts'
import { formatMoney, formatNumber, formatPercent } from '#db/shared/numbers/format.ts'
import { formatPhone } from '#db/shared/phone.ts'
import { isolate, ltr } from './bidi.ts'
import { directionOf, type LocalePreferences, localeTag } from './preferences.ts'

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export interface Format {
  /** The tag formatters of `Intl` were made with. */
  readonly locale: string
  /** `1405-09-01` never comes in: days are ISO. `22 Nov 2026`, `22 พ.ย. 2569`, `۱ آذر ۱۴۰۵`. */
  date(iso: string, style?: DateStyle): string
  /** The day of an ISO instant as the reader's clock had it. */
  day(instant: string, style?: DateStyle): string
  /** An ISO instant in the reader's time zone. */
  dateTime(instant: string): string
  time(instant: string): string
  /** `3 days ago`, against `now`. */
  relative(instant: string, now: number): string
  /** A YEARLY text in its own calendar, e.g. `1 May 1980`, `30 Esfand`. */
  yearly(text: string): string
  /** `آذر ۱۴۰۵`: the heading of a month, month first in every language. */
  monthHeading(iso: string, calendar?: Calendar): string
  monthNames(calendar: Calendar): readonly string[]
  number(value: number, maxDecimals?: number): string
  integer(value: number): string
  percent(fraction: number): string
  money(minor: number, currency: string): string
  /** A phone number grouped as its country does, or as it was typed; in the reader's digits, left to right. */
  phone(typed: string, e164?: string): string
  /** How many digits a currency writes after the point. */
  fractionDigits(currency: string): number
  bytes(size: number): string
  /** Seconds as `about` words: `2 min`, `40 sec`. */
  duration(seconds: number): string
  list(parts: readonly string[]): string
  /** Digits of a text in the reader's script, e.g. row numbers and postcodes. */
  digits(text: string): string
  /** Foreign-direction text inside a sentence. */
  isolate(text: string): string
  /** Always left to right: e-mail addresses, phone numbers, paths. */
  ltr(text: string): string
}

/** All formatters of one reader; each `Intl` object is made once. */
export function createFormat(preferences: LocalePreferences): Format {
  const locale = localeTag(preferences)
  const direction = directionOf(preferences.language)
  const numbers = new Map<string, Intl.NumberFormat>()
  const lists = new Intl.ListFormat(locale, { type: 'conjunction', style: 'short' })
  const dates = datePreferences(preferences)

  function unit(value: number, options: Intl.NumberFormatOptions): string {
    const key = JSON.stringify(options)
    let format = numbers.get(key)
    if (!format) {
      format = new Intl.NumberFormat(locale, options)
      numbers.set(key, format)
    }
    return format.format(value)
  }

  return {
    locale,
    date: (iso, style) => formatDate(iso, dates, style),
    day(instant, style) {
      const at = Date.parse(instant)
      return Number.isNaN(at) ? instant : formatDate(localTime(at).iso, dates, style)
    },
    dateTime(instant) {
      const at = Date.parse(instant)
      return Number.isNaN(at) ? instant : formatInstant(at, dates)
    },
    time(instant) {
      const { hour, minute } = localTime(Date.parse(instant))
      return formatTime(hour, minute, dates)
    },
    relative(instant, now) {
      const at = Date.parse(instant)
      return Number.isNaN(at) ? instant : formatRelativeInstant(at, now, dates)
    },
    yearly(text) {
      const yearly = parseYearly(text)
      if (!yearly) return text
      const day = formatYearlyDate(yearly, dates)
      return yearly.year === undefined
        ? day
        : `${day} ${localDigits(String(yearly.year), preferences.digits)}`
    },
    monthHeading(iso, calendar = preferences.calendar) {
      return formatDate(iso, { ...dates, calendar }, 'month')
    },
    monthNames: (calendar) => monthNames(preferences.language, calendar, 'long'),
    number: (value, maxDecimals) =>
      formatNumber(value, dates, { ...(maxDecimals !== undefined && { maxDecimals }) }),
    integer: (value) => formatNumber(Math.round(value), dates),
    percent: (fraction) => formatPercent(fraction * 100, dates, { maxDecimals: 1 }),
    money: (minor, currency) => formatMoney(minor, currency, dates),
    fractionDigits: currencyDecimals,
    phone: (typed, e164) =>
      ltr(localDigits(e164 ? formatPhone(e164, preferences.country) : typed, preferences.digits)),
    bytes(size) {
      let step = 0
      let value = size
      while (value >= 1000 && step < byteUnits.length - 1) {
        value /= 1000
        step++
      }
      const digits = value < 10 && step > 0 ? 1 : 0
      return unit(value, {
        style: 'unit',
        unit: byteUnits[step] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits: digits,
      })
    },
    duration(seconds) {
      const [name, value] =
        seconds < 90
          ? (['second', seconds] as const)
          : seconds < 5400
            ? (['minute', seconds / 60] as const)
            : (['hour', seconds / 3600] as const)
      return unit(Math.max(1, Math.round(value)), { style: 'unit', unit: name, unitDisplay: 'short' })
    },
    list: (parts) => lists.format(parts.map((part) => isolate(part, direction))),
    digits: (text) => localDigits(text, preferences.digits),
    isolate: (text) => isolate(text, direction),
    ltr,
  }
}

/** The preferences in the form db/shared/dates takes them. */
export function datePreferences(preferences: LocalePreferences): DatePreferences {
  const { language, calendar, digits, country } = preferences
  return { lang: language, calendar, digits, order: country === 'US' ? 'mdy' : 'dmy' }
}
