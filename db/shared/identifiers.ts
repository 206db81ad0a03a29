// Owns national identifiers with check digits: Thai person/tax id and branch, Iranian کد ملی, شناسه ملی and کد اقتصادی.
// Never refuses a value: an invalid one is kept as typed by whoever stores it, and shown as such.
import type { Language } from './dates/names.ts'
import { asciiDigits } from './numbers/digits.ts'

/** What was typed, in its normal form, and whether its check digit is right. */
export type Identifier = { valid: boolean; normalized: string }

/** What to do about an identifier a spreadsheet damaged. */
export type IdentifierRepair = { suggestion: string } | { reject: true }

export type IdentifierKind = 'thaiId' | 'iranNationalCode' | 'iranLegalId' | 'iranEconomicCode'

const marks = /[\s\-–—_./\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/** ASCII digits without the marks between them. */
function bare(text: string): string {
  return asciiDigits(text).replace(marks, '')
}

function digitsOf(text: string): number[] {
  return [...text].map(Number)
}

/** Thirteen digits of a Thai person or business (tax id); the last one checks. */
export function thaiId(text: string): Identifier {
  const normalized = bare(text)
  if (!/^\d{13}$/.test(normalized)) return { valid: false, normalized }
  const digits = digitsOf(normalized)
  const sum = digits.slice(0, 12).reduce((total, digit, index) => total + digit * (13 - index), 0)
  return { valid: (11 - (sum % 11)) % 10 === digits[12], normalized }
}

const headOffice = /^(?:สำนักงานใหญ่|สนญ|สนง\.?ใหญ่|head ?office|headquarters|main|hq|ho|دفتر ?مرکزی)\.?$/i
const branchWord = /^(?:สาขาที่|สาขา|branch(?: no\.?)?|br\.?|شعبه)\s*[:#]?\s*/i

/** A branch of a Thai business as five digits: สำนักงานใหญ่ → `00000`, สาขาที่ 1 → `00001`. */
export function thaiBranch(text: string): Identifier {
  const plain = asciiDigits(text).trim().replace(/ํา/g, 'ำ')
  if (headOffice.test(plain)) return { valid: true, normalized: '00000' }
  const number = plain.replace(branchWord, '').trim()
  if (headOffice.test(number)) return { valid: true, normalized: '00000' }
  return /^\d{1,5}$/.test(number)
    ? { valid: true, normalized: number.padStart(5, '0') }
    : { valid: false, normalized: plain }
}

const branchNames: Record<Language, readonly [string, string]> = {
  en: ['Head office', 'Branch'],
  th: ['สำนักงานใหญ่', 'สาขาที่'],
  fa: ['دفتر مرکزی', 'شعبه'],
}

/** A branch as tax invoices print it: `สำนักงานใหญ่`, `สาขาที่ 00001`. */
export function formatThaiBranch(branch: string, lang: Language): string {
  const { valid, normalized } = thaiBranch(branch)
  const [head, other] = branchNames[lang]
  if (!valid) return branch
  return normalized === '00000' ? head : `${other} ${normalized}`
}

/** کد ملی: ten digits of an Iranian person. */
export function iranNationalCode(text: string): Identifier {
  const normalized = bare(text)
  if (!/^(?!(\d)\1{9})\d{10}$/.test(normalized)) return { valid: false, normalized }
  const digits = digitsOf(normalized)
  const rest = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0) % 11
  return { valid: digits[9] === (rest < 2 ? rest : 11 - rest), normalized }
}

const legalWeights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17]

/** شناسه ملی: eleven digits of an Iranian legal entity. */
export function iranLegalId(text: string): Identifier {
  const normalized = bare(text)
  if (!/^(?!(\d)\1{10})\d{11}$/.test(normalized)) return { valid: false, normalized }
  const digits = digitsOf(normalized)
  const shift = (digits[9] ?? 0) + 2
  const sum = legalWeights.reduce(
    (total, weight, index) => total + ((digits[index] ?? 0) + shift) * weight,
    0,
  )
  return { valid: digits[10] === (sum % 11) % 10, normalized }
}

/**
 * کد اقتصادی: a legal entity's شناسه ملی, a person's کد ملی followed by four digits, or the earlier twelve digits
 * (beginning 41), which have no public check.
 */
export function iranEconomicCode(text: string): Identifier {
  const normalized = bare(text)
  if (/^41\d{10}$/.test(normalized)) return { valid: true, normalized }
  if (/^\d{14}$/.test(normalized))
    return { valid: iranNationalCode(normalized.slice(0, 10)).valid, normalized }
  return iranLegalId(normalized)
}

const checks: Record<IdentifierKind, (text: string) => Identifier> = {
  thaiId,
  iranNationalCode,
  iranLegalId,
  iranEconomicCode,
}

/** Checks an identifier of a kind. */
export function checkIdentifier(text: string, kind: IdentifierKind): Identifier {
  return checks[kind](text)
}

/** The kinds a tax id may be in a country, likeliest first; none where its form is not known here. */
export function taxIdKinds(country: string, of: 'contact' | 'company'): readonly IdentifierKind[] {
  if (country === 'TH') return ['thaiId']
  if (country !== 'IR') return []
  return of === 'company' ? ['iranLegalId', 'iranEconomicCode'] : ['iranNationalCode', 'iranEconomicCode']
}

/** Checks a tax id by country; `valid` is undefined where its form is not known here. */
export function checkTaxId(
  text: string,
  country: string,
  of: 'contact' | 'company',
): { valid?: boolean; normalized: string; kind?: IdentifierKind } {
  const kinds = taxIdKinds(country, of)
  const first = kinds[0]
  if (first === undefined) return { normalized: text.trim() }
  const kind = kinds.find((one) => checks[one](text).valid) ?? first
  return { ...checks[kind](text), kind }
}

const groups: Record<IdentifierKind, RegExp> = {
  thaiId: /^(\d)(\d{4})(\d{5})(\d{2})(\d)$/,
  iranNationalCode: /^(\d{3})(\d{6})(\d)$/,
  iranLegalId: /^(\d{11})$/,
  iranEconomicCode: /^(\d{4})(\d{4})(\d{4})$/,
}

/** An identifier grouped as it is printed: `1-1014-00123-45-6`, `012-345678-9`; anything else unchanged. */
export function formatIdentifier(text: string, kind: IdentifierKind): string {
  const match = groups[kind].exec(bare(text))
  return match ? match.slice(1).join('-') : text
}

const lengths: Record<IdentifierKind, { full: number; eaten: number }> = {
  thaiId: { full: 13, eaten: 1 },
  iranNationalCode: { full: 10, eaten: 2 },
  iranLegalId: { full: 11, eaten: 1 },
  iranEconomicCode: { full: 11, eaten: 1 },
}

/**
 * What a spreadsheet did to an identifier: leading zeros it ate are suggested when the check digit then fits,
 * `1.05551E+11` is a reject. Undefined when there is nothing to repair.
 */
export function repairIdentifier(text: string, kind: IdentifierKind): IdentifierRepair | undefined {
  const plain = asciiDigits(text).trim()
  if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(plain)) return { reject: true }
  const digits = bare(plain.replace(/\.0+$/, ''))
  const { full, eaten } = lengths[kind]
  if (!/^\d+$/.test(digits) || checks[kind](plain).valid) return undefined
  if (digits.length < full - eaten || digits.length > full) return undefined
  const suggestion = digits.padStart(full, '0')
  return checks[kind](suggestion).valid ? { suggestion } : undefined
}

/** A five-digit (Thai) or ten-digit (Iranian) postcode whose leading zero a spreadsheet ate. */
export function repairPostalCode(text: string, country: string): IdentifierRepair | undefined {
  const plain = asciiDigits(text).trim()
  if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(plain)) return { reject: true }
  const full = postalLengths[country]
  const digits = plain.replace(/\.0+$/, '')
  if (full === undefined || !/^[1-9]\d*$/.test(digits)) return undefined
  if (digits.length === full) return digits === plain ? undefined : { suggestion: digits }
  return digits.length === full - 1 && country !== 'TH' && country !== 'IR'
    ? { suggestion: digits.padStart(full, '0') }
    : undefined
}

const postalLengths: Record<string, number> = { TH: 5, IR: 10, US: 5, DE: 5, FR: 5, IT: 5, ES: 5 }
