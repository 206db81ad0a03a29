// Owns the reading of numbers as people and programs write them, to exact decimal text. Never uses floats.
//
// Which of `.` and `,` is the decimal mark:
//   ٫ always is, ٬ and spaces and apostrophes never are; `/` between digits is (Persian `12/5`)
//   both present: the last one is, the other groups (1,234.56 and 1.234,56)
//   one kind, several times: it groups (1,234,567)
//   one comma before exactly three digits groups (1,234 is one thousand and so on), unless the number starts 0,
//   any other single comma, and every single point, is the decimal mark (12,5 and 1.234)
// A column known to write decimal commas passes `decimal: ','`, which settles all of these.
import { asciiDigits } from './digits.ts'

/** What is known about the decimal mark, when anything is. */
export type ParseNumberOptions = { decimal?: '.' | ',' }

const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const currencyMarks =
  /\p{Sc}|(?<![a-z])(?:thb|irr|irt|usd|eur|gbp|jpy|us|baht|rials?|riyals?|tomans?|bt)(?![a-z])|บาท|ถ้วน|ریال|تومان|تومن|دلار|یورو|\.-$/giu
const bare = /^(?:\d+|\d{1,3}(?:,\d{2,3})*,\d{3})?(?:\.\d*)?$/

/**
 * The number in a text as a plain decimal, or undefined: `๑,๒๓๔.๕๐ บาท` → `1234.5`, `۱۲٫۵` → `12.5`, `(1,200)` →
 * `-1200`, `7 %` → `7`.
 */
export function parseNumber(text: string, options: ParseNumberOptions = {}): string | undefined {
  const plain = asciiDigits(text).replace(invisible, '').trim().toLowerCase()
  if (/^-?\d{1,15}$/.test(plain)) return canonical(plain)
  const { negative, rest } = takeSign(plain.replace(currencyMarks, ' ').trim())
  const marked = rest
    .replace(/[\s\u00a0\u202f'’٬_]+(?=\d)/g, (gap) => (/['’٬]/.test(gap) ? '٬' : ' '))
    .replace(/\s*[%٪]$/, '')
  if (/ \d/.test(marked) && !/^\d{1,3}(?: \d{3})+(?!\d)/.test(marked)) return undefined
  const exponent = /^(\d+(?:[.,]\d+)?)e([+-]?\d{1,2})$/.exec(marked)
  if (exponent) return withExponent(exponent[1] ?? '', Number(exponent[2]), negative)
  const decimal = withPoint(marked.replace(/[ ٬]/g, ''), options.decimal)
  if (decimal === undefined || !/\d/.test(decimal)) return undefined
  return canonical(`${negative ? '-' : ''}${decimal}`)
}

function takeSign(text: string): { negative: boolean; rest: string } {
  const accounting = /^\((.+)\)$/.exec(text)
  if (accounting) return { negative: true, rest: (accounting[1] ?? '').trim() }
  const signed = /^([+\-−–])?\s*(.*?)\s*([-−])?$/.exec(text)
  const marks = `${signed?.[1] ?? ''}${signed?.[3] ?? ''}`
  return { negative: /[-−–]/.test(marks), rest: signed?.[2] ?? text }
}

/** The text with a point as its only mark, or undefined when the marks make no number. */
function withPoint(text: string, known: '.' | ',' | undefined): string | undefined {
  const eastern = text.replace(/٫/g, '/').split('/')
  if (eastern.length > 2) return undefined
  if (eastern.length === 2) {
    const [whole = '', fraction = ''] = eastern
    return /^\d*$/.test(fraction) && bare.test(whole) ? `${whole.replaceAll(',', '')}.${fraction}` : undefined
  }
  const mark = known ?? decimalMark(text)
  const swapped = mark === ',' ? text.replace(/[.,]/g, (one) => (one === '.' ? ',' : '.')) : text
  return bare.test(swapped) ? swapped.replaceAll(',', '') : undefined
}

function decimalMark(text: string): '.' | ',' {
  const point = text.lastIndexOf('.')
  const comma = text.lastIndexOf(',')
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ','
  const isRepeated = (mark: string) => text.indexOf(mark) !== text.lastIndexOf(mark)
  if (point >= 0) return isRepeated('.') ? ',' : '.'
  if (comma < 0 || isRepeated(',')) return '.'
  return /^[1-9]\d{0,2},\d{3}$/.test(text) ? '.' : ','
}

function withExponent(digits: string, exponent: number, negative: boolean): string {
  const [whole = '', fraction = ''] = digits.replace(',', '.').split('.')
  const all = `${whole}${fraction}`
  const point = whole.length + exponent
  const padded =
    point > all.length ? all.padEnd(point, '0') : all.padStart(all.length + Math.max(0, 1 - point), '0')
  const at = Math.max(point, 1)
  return canonical(`${negative ? '-' : ''}${padded.slice(0, at)}.${padded.slice(at)}`)
}

/** No leading or trailing zeros, no bare point, no minus zero. */
function canonical(decimal: string): string {
  const negative = decimal.startsWith('-')
  const [whole = '', fraction = ''] = decimal.slice(negative ? 1 : 0).split('.')
  const shortWhole = whole.replace(/^0+(?=\d)/, '') || '0'
  const shortFraction = fraction.replace(/0+$/, '')
  const result = shortFraction === '' ? shortWhole : `${shortWhole}.${shortFraction}`
  return negative && result !== '0' ? `-${result}` : result
}
