// Owns the writing of numbers and money for people: digits, marks, currency. Exact: works on decimal text.
import type { Language } from '../dates/names.ts'
import { currencyDecimals, rialsPerToman } from './currencies.ts'
import { type Digits, localDigits } from './digits.ts'
import { toDecimal } from './money.ts'

/** How a user wants to see numbers. */
export type NumberPreferences = { lang: Language; digits: Digits }

/** Decimals to pad and to cut to (cut digits are rounded half away from zero). */
export type NumberStyle = { minDecimals?: number; maxDecimals?: number; group?: boolean }

/** The digits each language is written with unless the user says otherwise. */
export const homeDigits: Record<Language, Digits> = { en: 'latn', th: 'latn', fa: 'arabext' }

/** Writes a decimal: `formatNumber('1234567.5', fa)` → «۱٬۲۳۴٬۵۶۷٫۵». Text that is no decimal comes back unchanged. */
export function formatNumber(
  value: string | number,
  { digits }: NumberPreferences,
  style: NumberStyle = {},
): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(typeof value === 'number' ? plainNumber(value) : value)
  if (!match) return String(value)
  const rounded = roundDigits(match[2] ?? '0', match[3] ?? '', style.maxDecimals)
  const fraction = rounded.fraction.padEnd(style.minDecimals ?? 0, '0')
  const isPersian = digits === 'arabext'
  const whole =
    style.group === false ? rounded.whole : rounded.whole.replace(/\B(?=(?:\d{3})+$)/g, isPersian ? '٬' : ',')
  const isZero = /^[0,٬]*$/.test(`${whole}${fraction}`)
  const sign = match[1] === '' || isZero ? '' : isPersian ? '\u200e−' : '-'
  return localDigits(`${sign}${whole}${fraction === '' ? '' : `${isPersian ? '٫' : '.'}${fraction}`}`, digits)
}

function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(Math.abs(value) < 1 ? 12 : 0) : text
}

function roundDigits(
  whole: string,
  fraction: string,
  maxDecimals = fraction.length,
): { whole: string; fraction: string } {
  if (fraction.length <= maxDecimals) return { whole, fraction }
  const isUp = (fraction[maxDecimals] ?? '0') >= '5'
  const kept = BigInt(`${whole}${fraction.slice(0, maxDecimals)}`) + (isUp ? 1n : 0n)
  const all = String(kept).padStart(maxDecimals + 1, '0')
  return { whole: all.slice(0, all.length - maxDecimals), fraction: all.slice(all.length - maxDecimals) }
}

/** Writes per cent: `7%`, `۷٪`. */
export function formatPercent(
  percent: string | number,
  preferences: NumberPreferences,
  style?: NumberStyle,
): string {
  return `${formatNumber(percent, preferences, style)}${preferences.digits === 'arabext' ? '٪' : '%'}`
}

const compacts = new Map<string, Intl.NumberFormat>()

/** Writes a large number shortly, for charts and tiles: `1.2M`, `1.2 ล้าน`, «۱٫۲ میلیون». */
export function formatCompact(value: number, { lang, digits }: NumberPreferences): string {
  const locale = `${lang}-u-nu-${digits}`
  const known = compacts.get(locale)
  const format = known ?? new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  if (!known) compacts.set(locale, format)
  return format.format(value)
}

const symbols: Record<string, string> = {
  THB: '฿',
  USD: '$',
  EUR: '€',
  GBP: '£',
  JPY: '¥',
  CNY: 'CN¥',
  INR: '₹',
  KRW: '₩',
  VND: '₫',
  ILS: '₪',
  PHP: '₱',
}

const persianNames: Record<string, string> = {
  IRR: 'ریال',
  THB: 'بات',
  USD: 'دلار',
  EUR: 'یورو',
  GBP: 'پوند',
  JPY: 'ین',
  CNY: 'یوان',
  AED: 'درهم',
}

/** How money is shown: in tomans (IRR only), without the currency in columns that name it, without empty decimals. */
export type MoneyStyle = { inTomans?: boolean; currency?: 'shown' | 'hidden'; decimals?: 'all' | 'needed' }

/** Writes minor units: `฿1,234.50`, `1,234 IRR`, «۱٬۲۳۴ ریال», in tomans «۱۲۳٫۴ تومان». */
export function formatMoney(
  minor: number,
  currency: string,
  preferences: NumberPreferences,
  style: MoneyStyle = {},
): string {
  const isToman = style.inTomans === true && currency === 'IRR'
  const number = isToman
    ? formatNumber(tomans(minor), preferences)
    : formatNumber(toDecimal(minor, currency), preferences, {
        ...(style.decimals === 'needed' && minor % 10 ** currencyDecimals(currency) === 0
          ? { maxDecimals: 0 }
          : {}),
      })
  if (style.currency === 'hidden') return number
  if (preferences.lang === 'fa')
    return `${number}\u00a0${isToman ? 'تومان' : (persianNames[currency] ?? currency)}`
  if (isToman) return `${number}\u00a0${preferences.lang === 'th' ? 'โทมาน' : 'tomans'}`
  const symbol = symbols[currency]
  if (symbol === undefined) return `${number}\u00a0${currency}`
  return number.startsWith('-')
    ? `-${symbol}${number.slice(1)}`
    : number.startsWith('\u200e−')
      ? `\u200e−${symbol}${number.slice(2)}`
      : `${symbol}${number}`
}

function tomans(rials: number): string {
  const rest = Math.abs(rials) % rialsPerToman
  const whole = `${rials < 0 ? '-' : ''}${Math.floor(Math.abs(rials) / rialsPerToman)}`
  return rest === 0 ? whole : `${whole}.${rest}`
}
