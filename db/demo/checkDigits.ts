/** Owns identity and tax numbers with their check digits: makes valid ones for the demo, and says whether one is valid. */
import type { Random } from './random.ts'

const digitAt = (text: string, index: number): number => text.charCodeAt(index) - 48

/** The 13th digit of a Thai person or juristic-person number. */
export function thaiCheckDigit(twelve: string): string {
  let sum = 0
  for (let i = 0; i < 12; i++) sum += digitAt(twelve, i) * (13 - i)
  return String((11 - (sum % 11)) % 10)
}

/** The 10th digit of an Iranian person's کد ملی. */
export function iranPersonCheckDigit(nine: string): string {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += digitAt(nine, i) * (10 - i)
  const rest = sum % 11
  return String(rest < 2 ? rest : 11 - rest)
}

const IRAN_COMPANY = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17]

/** The 11th digit of an Iranian company's شناسه ملی. */
export function iranCompanyCheckDigit(ten: string): string {
  const add = digitAt(ten, 9) + 2
  let sum = 0
  for (const [i, factor] of IRAN_COMPANY.entries()) sum += (digitAt(ten, i) + add) * factor
  return String((sum % 11) % 10)
}

/** The 9th digit of a German VAT number (ISO 7064, mod 11,10). */
export function germanVatCheckDigit(eight: string): string {
  let product = 10
  for (let i = 0; i < 8; i++) {
    const sum = (digitAt(eight, i) + product) % 10 || 10
    product = (2 * sum) % 11
  }
  return String((11 - product) % 10)
}

/** The last two digits of a British VAT number (mod 97). */
export function britishVatCheckDigits(seven: string): string {
  let sum = 0
  for (let i = 0; i < 7; i++) sum += digitAt(seven, i) * (8 - i)
  return String(97 - (sum % 97)).padStart(2, '0')
}

const withCheck = (digits: string, check: (digits: string) => string): string => digits + check(digits)

export const thaiPersonNumber = (random: Random): string =>
  withCheck(`${random.between(1, 8)}${random.digits(11)}`, thaiCheckDigit)

/** `0`, the kind of firm, the province, the year of registration (two Buddhist digits), a running number. */
export const thaiCompanyNumber = (random: Random, buddhistYear: number): string =>
  withCheck(
    `01${random.chance(0.6) ? '055' : '035'}${String(buddhistYear % 100).padStart(2, '0')}${random.digits(5)}`,
    thaiCheckDigit,
  )

export const iranPersonNumber = (random: Random): string =>
  withCheck(`${String(random.between(1, 660)).padStart(3, '0')}${random.digits(6)}`, iranPersonCheckDigit)

export const iranCompanyNumber = (random: Random): string =>
  withCheck(`${random.one(['101', '102', '103', '140'])}0${random.digits(6)}`, iranCompanyCheckDigit)

export const germanVatNumber = (random: Random): string =>
  `DE${withCheck(`${random.between(1, 8)}${random.digits(7)}`, germanVatCheckDigit)}`

export const britishVatNumber = (random: Random): string =>
  `GB${withCheck(`${random.between(1, 9)}${random.digits(6)}`, britishVatCheckDigits)}`

export const americanEin = (random: Random): string => `${random.between(10, 95)}-${random.digits(7)}`
