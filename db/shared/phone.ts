// Owns telephone numbers: reading what people type, splitting cells, search forms, display, repairs. Never stores
// or dials. Numbers become E.164 when they are valid where they were typed (or possible and typed with `+`, since
// numbering plans grow faster than programs are updated); all else stays as typed.
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { asciiDigits } from './numbers/digits.ts'
import { callingCodeOf, internationalNumber, isNoNumber, nationalNumber } from './phonePlans.ts'

/** What was typed and, where it could be understood, the number itself. */
export type ParsedPhone = { typed: string; e164?: string; ext?: string; country?: string }

/** What to do about a number a spreadsheet damaged. */
export type PhoneRepair = { suggestion: string } | { reject: true }

type Resolved = { e164: string; country?: string; ext?: string }

/**
 * Reads one telephone number: `parsePhone('๐๒-๑๒๓-๔๕๖๗ ต่อ 12', 'TH')` → `{ typed, e164: '+6621234567', ext: '12',
 * country: 'TH' }`. Only `typed` is set when it does not parse.
 */
export function parsePhone(text: string, defaultCountry: string): ParsedPhone {
  const typed = text.trim()
  const plain = plainText(typed)
  const quick = resolvePlain(plain, defaultCountry)
  if (quick) return { typed, ...quick }
  const { number, ext } = takeExtension(plain)
  const resolved = resolvePlain(number, defaultCountry) ?? resolveCached(number, defaultCountry)
  if (resolved) return { typed, ...(ext === undefined ? {} : { ext }), ...resolved }
  return { typed }
}

const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const beyondAscii = /[\u0080-\uffff]/

/** ASCII digits, no invisible marks, plain spaces, dashes and plus: same meaning, one spelling. */
function plainText(text: string): string {
  if (!beyondAscii.test(text)) return text
  return asciiDigits(text.normalize('NFKC'))
    .replace(invisible, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/ي/g, 'ی')
    .trim()
}

// ---- The plain common forms, looked up in the plans (the library takes 50 µs; an import has a million) ----

const plainForm = /^(?:\+\d|\(?0[ -]?\d)[\d ()./-]{6,20}$/

function resolvePlain(text: string, defaultCountry: string): Resolved | undefined {
  if (!plainForm.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  return text.startsWith('+') ? internationalNumber(digits) : nationalNumber(digits, defaultCountry)
}

// ---- Everything else, by the library ----

const cache = new Map<string, Resolved | undefined>()
const cacheLimit = 20_000
const MAX_CACHED = 60

/** A cell is a window on the piece of the file it was cut from, and kept as a key would keep all of that in memory. */
const detached = (text: string): string => text.split('').join('')

/** Ten or more digits that begin with neither trunk zero, 1 nor 66 are no number of Thailand. */
const foreignInThailand = /^\(?[2-9](?:[ ().-]*\d){9,14}$/

function resolveCached(number: string, defaultCountry: string): Resolved | undefined {
  if (defaultCountry === 'TH' && foreignInThailand.test(number) && !/^\D*66/.test(number)) return undefined
  if (
    plainForm.test(number) &&
    !number.startsWith('+') &&
    isNoNumber(number.replace(/\D/g, ''), defaultCountry)
  )
    return undefined
  if (number.length > MAX_CACHED) return resolveByLibrary(number, defaultCountry)
  const key = detached(`${defaultCountry} ${number}`)
  const known = cache.get(key)
  if (known || cache.has(key)) return known
  if (cache.size >= cacheLimit) cache.clear()
  const resolved = resolveByLibrary(number, defaultCountry)
  cache.set(key, resolved)
  return resolved
}

/** The library's answer, without any shortcut; exported so that tests can hold the shortcut against it. */
export function resolveByLibrary(number: string, defaultCountry: string): Resolved | undefined {
  const country = supported(defaultCountry)
  const asked = resolveOnce(number, country, /^\D*\+/.test(number))
  if (asked) return asked
  const international = /^\D*00(?=[1-9])/.exec(number)
  return international ? resolveOnce(`+${number.slice(international[0].length)}`, country, false) : undefined
}

function supported(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined
}

function resolveOnce(
  number: string,
  country: CountryCode | undefined,
  trustPossible: boolean,
): Resolved | undefined {
  const parsed = country ? parsePhoneNumberFromString(number, country) : parsePhoneNumberFromString(number)
  if (!parsed || (parsed.ext?.length ?? 0) > 6) return undefined
  const isTrusted = trustPossible && parsed.isPossible() && !parsed.nationalNumber.startsWith('0')
  if (!parsed.isValid() && !isTrusted) return undefined
  return {
    e164: parsed.number,
    ...(parsed.country === undefined ? {} : { country: parsed.country }),
    ...(parsed.ext === undefined ? {} : { ext: parsed.ext }),
  }
}

// ---- Extensions ----

const extensionMark = /[\s,(.\-/]*(?:;ext=|ต่อ|กด|สายใน|داخلی|ext(?:ension|n)?|(?<=[\s\d)])x|#|,,+)[\s.:]*/
  .source
const extensionTail = new RegExp(
  `^(.*\\d.*?)${extensionMark}(\\d{1,7}(?:\\s*(?:[-/,]|ถึง|تا|الی)\\s*\\d{1,7})*)\\s*\\)?$`,
  'iu',
)
const mayHaveExtension = /[x#;,ตกสد]/iu

/** Takes the extension off: `02-123-4567 ต่อ 101-105` → number `02-123-4567`, ext `101-105`. */
function takeExtension(plain: string): { number: string; ext?: string } {
  if (!mayHaveExtension.test(plain)) return { number: plain }
  const match = extensionTail.exec(plain)
  if (!match?.[1] || !match[2] || countDigits(match[1]) < 4) return { number: plain }
  return { number: match[1], ext: match[2].replace(/ถึง|تا|الی/g, '-').replace(/\s/g, '') }
}

function countDigits(text: string): number {
  return text.replace(/\D/g, '').length
}

// ---- Several numbers in one cell ----

const mayBeSeveral =
  /[,;/\n\r|،؛~–—]|\d[^\d]+\d[\d ().-]*[-]\s?\d{1,4}(?:\D|$)|[^\d\s+().-]|\d{8,}\s+[+0]|\d\s+-\s+\d|\d\s+[+(]/u
const separators =
  /\s*(?:[\n\r|،؛]+|;(?!\s*(?:ext|phone-context|isub)=)|(?<!,),(?!,)|\/|หรือ|และ|(?<=[\d)\s])(?:و|یا|or|and|&)(?=[\s+(\d]))\s*/giu

/**
 * The numbers written in one cell, each as it could be given to `parsePhone`. Lists, alternatives of the last digits
 * (`02-123-4567, 8`) and ranges (`02-123-4567-9` → three numbers) are written out; words stay with their number.
 * One number comes back as typed, several with ASCII digits.
 */
export function splitPhones(text: string, defaultCountry = ''): string[] {
  const plain = plainText(text.trim())
  if (plain === '') return []
  if (!mayBeSeveral.test(plain)) return [text.trim()]
  const phones: string[] = []
  for (const { piece, separator } of joinAreaCodes(cut(plain))) addPiece(phones, piece, separator)
  const split = phones
    .flatMap((phone) => splitSpaced(phone))
    .flatMap((phone) => expandRange(phone, defaultCountry))
  return split.length > 1 ? split : [text.trim()]
}

type Piece = { piece: string; separator: string }

function cut(plain: string): Piece[] {
  const pieces: Piece[] = []
  let separator = ''
  let start = 0
  for (const match of plain.matchAll(separators)) {
    pieces.push({ piece: plain.slice(start, match.index), separator })
    separator = match[0]
    start = match.index + separator.length
  }
  pieces.push({ piece: plain.slice(start), separator })
  return pieces.filter(({ piece }) => piece.trim() !== '')
}

/** `021/88776655` and `030/123456` are one number: a short piece with the trunk 0, a slash, and the rest. */
function joinAreaCodes(pieces: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const next of pieces) {
    const last = joined.at(-1)
    const isRest = next.separator.trim() === '/' && /^[1-9][\d\s.-]{4,}/.test(next.piece)
    if (
      last &&
      isRest &&
      /(?:^|[^\d])\(?(?:\+\d{2,3}\s?)?0?\d{1,4}\)?$/.test(last.piece) &&
      countDigits(last.piece) < 7
    ) {
      last.piece += `${next.separator}${next.piece}`
    } else joined.push({ ...next })
  }
  return joined
}

function addPiece(phones: string[], piece: string, separator: string): void {
  const last = phones.at(-1)
  if (last === undefined) {
    phones.push(piece)
    return
  }
  const digits = countDigits(piece)
  if (digits === 0) {
    phones[phones.length - 1] = `${last}${separator}${piece}`
    return
  }
  const extended = takeExtension(last)
  const isTail = digits <= 4 && /^[\d\s]+$/.test(piece) && countDigits(extended.number) >= 7
  if (!isTail) phones.push(piece)
  else if (extended.ext === undefined) phones.push(replaceTail(last, piece.replace(/\s/g, '')))
  else phones.push(`${last.slice(0, extended.number.length)} ext. ${piece.trim()}`)
}

/** `02-123-4567` with the tail `89` is `02-123-4589`. */
function replaceTail(number: string, tail: string): string {
  const characters = [...number]
  let left = tail.length
  for (let index = characters.length - 1; index >= 0 && left > 0; index--) {
    if (!/\d/.test(characters[index] ?? '')) continue
    left -= 1
    characters[index] = tail[left] ?? ''
  }
  return characters.join('')
}

const fullNumber = /^[^\d+]*(?:\+|\(?0)[\d ().-]*\d\D*$/

/** Two complete numbers with only space or a spaced dash between them. */
function splitSpaced(phone: string): string[] {
  for (const gap of phone.matchAll(/\s+(?:-\s+)?(?=[+(]?\s?[0+])/g)) {
    const left = phone.slice(0, gap.index)
    const right = phone.slice(gap.index + gap[0].length)
    const isLeft = fullNumber.test(left) && countDigits(left) >= 9
    if (isLeft && /^[+(]*\d/.test(right) && countDigits(right) >= 9) return [left, ...splitSpaced(right)]
  }
  return [phone]
}

const rangeTail = /^(.*\d{3})\s*(?:[-~]|ถึง|تا|الی|to)\s*(\d{1,4})$/iu
/** Longer blocks of direct lines are not written out. */
const longestRange = 30

function expandRange(phone: string, defaultCountry: string): string[] {
  const { number, ext } = takeExtension(phone)
  const match = rangeTail.exec(number)
  if (!match?.[1] || !match[2]) return [phone]
  const [, base, tail] = match
  const from = Number(base.replace(/\D/g, '').slice(-tail.length))
  const count = Number(tail) - from + 1
  if (count < 2 || count > longestRange || !isWholeNumber(base, defaultCountry)) return [phone]
  if (resolveOnce(number, supported(defaultCountry), false)) return [phone]
  return Array.from({ length: count }, (_, step) => {
    const one = replaceTail(base.trim(), String(from + step).padStart(tail.length, '0'))
    return ext === undefined ? one : `${one} ext. ${ext}`
  })
}

function isWholeNumber(number: string, defaultCountry: string): boolean {
  if (defaultCountry !== '' || number.includes('+'))
    return parsePhone(number, defaultCountry).e164 !== undefined
  const digits = number.replace(/\D/g, '')
  return digits.startsWith('0') && digits.length >= 9 && digits.length <= 11
}

// ---- Search ----

const trunks = new Map([
  ['1', '1'],
  ['7', '8'],
  ['36', '06'],
])

/**
 * The digit strings a stored number is found by: as typed, in the country and international. `+66812345678` →
 * `66812345678`, `0812345678`. A search finds it when `phoneQuery` of what is typed is part of one of them.
 */
export function phoneDigits(text: string, defaultCountry = ''): string[] {
  const { number } = takeExtension(plainText(text.trim()))
  const digits = number.replace(/\D/g, '')
  if (digits.length < 3) return digits === '' ? [] : [digits]
  if (/^\D*\+/.test(number) || /^00[1-9]/.test(digits)) {
    const international = digits.replace(/^00/, '')
    const code = callingCodeOf(international)
    if (code === undefined) return [international]
    const rest = international.slice(code.length).replace(/^0(?=[1-9])/, '')
    return distinct([`${code}${rest}`, `${trunks.get(code) ?? '0'}${rest}`])
  }
  if (defaultCountry === '' || !isSupportedCountry(defaultCountry)) return [digits]
  const code = getCountryCallingCode(defaultCountry)
  const trunk = trunks.get(code) ?? '0'
  return digits.startsWith(trunk) ? distinct([digits, `${code}${digits.slice(trunk.length)}`]) : [digits]
}

/** The one digit string of a typed search: `081-234` → `081234`, `+66 (0)81 234` → `6681234`, `๐๘๑๒๓๔` → `081234`. */
export function phoneQuery(text: string): string {
  return phoneDigits(text)[0] ?? ''
}

function distinct(forms: string[]): string[] {
  return [...new Set(forms)]
}

// ---- Display ----

const shown = new Map<string, string>()

/**
 * A number as people of the user's country read it: national at home (`081-234-5678`, `0912 345 6789`), international
 * elsewhere (`+66 81 234 5678`). Anything that is not E.164 comes back unchanged.
 */
export function formatPhone(e164: string, userCountry: string): string {
  if (!/^\+\d{4,}$/.test(e164)) return e164
  const key = `${userCountry} ${e164}`
  const known = shown.get(key)
  if (known !== undefined) return known
  if (shown.size >= cacheLimit) shown.clear()
  const parsed = parsePhoneNumberFromString(e164)
  const isHome =
    parsed &&
    isSupportedCountry(userCountry) &&
    getCountryCallingCode(userCountry) === parsed.countryCallingCode
  const national = isHome && userCountry === 'TH' ? parsed.formatNational().replaceAll(' ', '-') : undefined
  const result = national ?? (isHome ? parsed.formatNational() : parsed?.formatInternational()) ?? e164
  shown.set(key, result)
  return result
}

// ---- Repairs ----

const scientific = /^\s*\d+(?:[.,]\d+)?e\+?\d+\s*$/i

/**
 * What a spreadsheet did to a number: `812345678` in Thailand lost its zero (a suggestion), `8.12E+08` lost its digits
 * (a reject). Undefined when there is nothing to repair.
 */
export function repairPhone(text: string, country: string): PhoneRepair | undefined {
  const plain = plainText(text.trim())
  if (scientific.test(plain)) return { reject: true }
  const digits = plain.replace(/\.0+$/, '')
  if (!/^[1-9]\d{6,14}$/.test(digits) || !isSupportedCountry(country)) return undefined
  const code = getCountryCallingCode(country)
  const trunk = trunks.get(code) ?? '0'
  if (code !== '1' && resolveByLibrary(`+${code}${digits}`, country)?.e164 === `+${code}${digits}`) {
    const withTrunk = `${trunk}${digits}`
    const isNational = parsePhoneNumberFromString(withTrunk, country)
    if (isNational?.isValid() && isNational.nationalNumber === digits) return { suggestion: withTrunk }
  }
  if (digits.startsWith(code) && parsePhoneNumberFromString(`+${digits}`)?.isValid())
    return { suggestion: `+${digits}` }
  return digits === plain ? undefined : { suggestion: digits }
}
