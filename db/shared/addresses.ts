// Owns postal addresses: which components a country has, and the lines they are
// printed in. Reading one-line addresses is addressText.ts.
import type { Language } from './dates/names.ts'
import { type Digits, localDigits } from './numbers/digits.ts'
import { findProvince } from './provinces.ts'

/** The components of an address; all free text, `country` an ISO code. */
export type Address = Partial<Record<AddressField, string>> & { country?: string; formatted?: string }

export type AddressField =
  | 'street'
  | 'street2'
  | 'houseNumber'
  | 'moo'
  | 'building'
  | 'soi'
  | 'road'
  | 'subdistrict'
  | 'district'
  | 'city'
  | 'province'
  | 'postalCode'
  | 'poBox'
  | 'unit'

const thaiFields: readonly AddressField[] = [
  'houseNumber',
  'moo',
  'building',
  'unit',
  'soi',
  'road',
  'street',
  'street2',
  'subdistrict',
  'district',
  'province',
  'postalCode',
  'poBox',
]
const iranFields: readonly AddressField[] = [
  'province',
  'city',
  'district',
  'subdistrict',
  'road',
  'soi',
  'street',
  'street2',
  'building',
  'houseNumber',
  'unit',
  'postalCode',
  'poBox',
]
const provinceFirst: readonly AddressField[] = [
  'street',
  'street2',
  'unit',
  'city',
  'province',
  'postalCode',
  'poBox',
]
const codeFirst: readonly AddressField[] = [
  'street',
  'street2',
  'unit',
  'postalCode',
  'city',
  'province',
  'poBox',
]
const japaneseFields: readonly AddressField[] = [
  'postalCode',
  'province',
  'city',
  'street',
  'street2',
  'unit',
  'poBox',
]

/** The fields an address form shows for a country, in the order of that country. */
export function addressFields(country: string): readonly AddressField[] {
  if (country === 'TH') return thaiFields
  if (country === 'IR') return iranFields
  if (country === 'JP') return japaneseFields
  return codeAfterCity.has(country) || codeOnOwnLine.has(country) ? provinceFirst : codeFirst
}

const codeAfterCity = new Set('US CA AU NZ IN BR MX KR TW ID PH VN SG MY SA AE PK BD LK NG ZA'.split(' '))
const codeOnOwnLine = new Set('GB IE GG JE IM'.split(' '))

export type FormatAddressOptions = {
  /** The country of addresses that do not say theirs; the country line is left out there. */
  homeCountry?: string
  /** Words a country code, for the last line of foreign addresses. */
  countryName?: (code: string) => string
  /** Digits the reader writes, for addresses in the script they belong to: the post of another country reads its own. */
  digits?: Digits
}

const scriptOf: Readonly<Partial<Record<Digits, RegExp>>> = {
  arabext: /[\u0600-\u06ff]/,
  thai: /[\u0e00-\u0e7f]/,
}

/** The lines an address is printed in, in the order of its country. */
export function formatAddress(
  address: Address,
  lang: Language,
  options: FormatAddressOptions = {},
): string[] {
  const { homeCountry, countryName, digits = 'latn' } = options
  const country = address.country ?? homeCountry ?? ''
  const inParts = linesOf(address, country, lang).filter((line) => line !== '')
  const lines =
    inParts.length > 0
      ? inParts
      : (address.formatted ?? '').split(/\r?\n/).filter((line) => line.trim() !== '')
  const isLocal = scriptOf[digits]?.test(Object.values(address).join()) ?? false
  const written = isLocal ? lines.map((line) => localDigits(line, digits)) : lines
  const isForeign = address.country !== undefined && address.country !== homeCountry && inParts.length > 0
  return isForeign && countryName ? [...written, countryName(address.country ?? '')] : written
}

function linesOf(address: Address, country: string, lang: Language): string[] {
  const box = address.poBox ? boxNames(address.poBox, lang) : ''
  if (country === 'TH') return [box, ...thaiLines(address, lang)]
  if (country === 'IR') return [...iranLines(address, lang), box]
  const { postalCode, city, province } = address
  const street = [
    words(joinWith(', ', address.building, address.houseNumber), address.road),
    words(address.street),
    joinWith(', ', address.street2, address.unit, address.moo, address.soi),
    joinWith(', ', address.subdistrict, address.district),
  ]
  if (country === 'JP') {
    if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(`${city}${province}`)) {
      return [
        postalCode ? `〒${postalCode}` : '',
        `${province ?? ''}${city ?? ''}${address.street ?? ''}`,
        joinWith(' ', address.street2, address.unit),
        box,
      ]
    }
    return [...street, box, joinWith(', ', city, words(province, postalCode))]
  }
  if (codeOnOwnLine.has(country)) return [...street, box, words(city), words(province), words(postalCode)]
  if (codeAfterCity.has(country)) return [...street, box, joinWith(', ', city, words(province, postalCode))]
  return [...street, box, words(postalCode, city), words(province)]
}

function boxNames(box: string, lang: Language): string {
  if (/[^\d\s]/.test(box)) return box
  const names: Record<Language, string> = { en: 'P.O. Box', th: 'ตู้ ปณ.', fa: 'صندوق پستی' }
  return `${names[lang]} ${box}`
}

function words(...parts: (string | undefined)[]): string {
  return joinWith(' ', ...parts)
}

/** The parts that say something, joined. */
export function joinWith(mark: string, ...parts: (string | undefined)[]): string {
  return parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(mark)
}

/** The value with its word before it, unless it is there: `ถนน` + `สุขุมวิท`, but `ถนนสีลม` stays. */
function named(word: string, value: string | undefined, already: RegExp, gap = ''): string | undefined {
  if (value === undefined || value.trim() === '') return undefined
  return already.test(value.trim()) ? value.trim() : `${word}${gap}${value.trim()}`
}

// ---- Thailand ----

const thaiScript = /[\u0e00-\u0e7f]/

/** In the script the address is written in: Thai with its words, or Latin as Thai post romanises. */
function thaiLines(address: Address, lang: Language): string[] {
  const text = Object.entries(address)
    .filter(([name]) => name !== 'country')
    .map(([, value]) => value)
    .join('')
  const isThai = thaiScript.test(text) || (lang === 'th' && !/[a-z]/i.test(text))
  const isBangkok = findProvince(address.province ?? address.city ?? '', 'TH')?.code === 'TH-10'
  if (!isThai) return romanThaiLines(address)
  return [
    words(
      address.houseNumber,
      named('หมู่ที่', address.moo, /^(?:หมู่|ม\.)/, ' '),
      named('อาคาร', address.building, /^(?:อาคาร|ตึก|หมู่บ้าน|คอนโด|โครงการ|[a-z])/i),
      named('ห้อง', address.unit, /^(?:ห้อง|ยูนิต|เลขที่ห้อง)/, ' '),
      address.street2,
    ),
    words(
      named('ซอย', address.soi, /^(?:ซอย|ซ\.|ตรอก)/),
      named('ถนน', address.road, /^(?:ถนน|ถ\.)/),
      address.street,
    ),
    words(
      named(isBangkok ? 'แขวง' : 'ตำบล', address.subdistrict, /^(?:แขวง|ตำบล|ต\.)/),
      named(isBangkok ? 'เขต' : 'อำเภอ', address.district, /^(?:เขต|อำเภอ|อ\.|กิ่งอำเภอ)/),
      isBangkok && address.province === undefined ? undefined : address.city,
    ),
    words(thaiProvince(address, isBangkok), address.postalCode),
  ]
}

function thaiProvince(address: Address, isBangkok: boolean): string | undefined {
  if (isBangkok) return 'กรุงเทพมหานคร'
  return named('จังหวัด', address.province, /^(?:จังหวัด|จ\.)/)
}

function romanThaiLines(address: Address): string[] {
  const soi = named('Soi', address.soi, /^soi/i, ' ')
  const road =
    address.road === undefined || /\b(?:road|rd\.?)$/i.test(address.road)
      ? address.road
      : `${address.road} Road`
  return [
    joinWith(
      ', ',
      words(address.houseNumber, named('Moo', address.moo, /^(?:moo|m\.)/i, ' ')),
      address.building,
      address.unit,
      address.street2,
    ),
    joinWith(', ', soi, road, address.street),
    joinWith(', ', address.subdistrict, address.district, address.city),
    words(address.province, address.postalCode),
  ]
}

// ---- Iran ----

const persianScript = /[\u0600-\u06ff]/

function iranLines(address: Address, lang: Language): string[] {
  const text = Object.entries(address)
    .filter(([name]) => name !== 'country')
    .map(([, value]) => value)
    .join('')
  const isPersian = persianScript.test(text) || (lang === 'fa' && !/[a-z]/i.test(text))
  if (!isPersian) {
    return [
      joinWith(
        ', ',
        named('Unit', address.unit, /^unit/i, ' '),
        named('No.', address.houseNumber, /^no/i, ' '),
        address.building,
        address.street2,
      ),
      joinWith(', ', address.soi, address.road, address.street),
      joinWith(', ', address.subdistrict, address.district),
      joinWith(', ', address.city, address.province),
      words(address.postalCode),
    ]
  }
  const isCapital = address.city !== undefined && address.city === address.province
  return [
    joinWith(
      '، ',
      isCapital ? undefined : named('استان', address.province, /^استان/, ' '),
      address.city,
      address.district,
      address.subdistrict,
    ),
    joinWith(
      '، ',
      named('خیابان', address.road, roadWords, ' '),
      named('کوچه', address.soi, alleyWords, ' '),
      address.street,
    ),
    joinWith(
      '، ',
      named('ساختمان', address.building, /^(?:ساختمان|برج|مجتمع|پاساژ)/, ' '),
      named('پلاک', address.houseNumber, /^(?:پلاک|پ\s)/, ' '),
      address.street2,
      named('واحد', address.unit, /^واحد/, ' '),
    ),
    words(address.postalCode && `کد پستی ${address.postalCode}`),
  ]
}

const roadWords = /^(?:خیابان|بلوار|میدان|اتوبان|بزرگراه|جاده|چهارراه|سه‌راه)/
const alleyWords = /^(?:کوچه|بن‌?بست|گذر)/
