// Owns postal addresses: which components a country has, the lines they are printed in, and the reading of one-line
// Thai and Iranian addresses. Never loses text: what is not recognised stays in `street`.
import type { Language } from './dates/names.ts'
import { asciiDigits } from './numbers/digits.ts'
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
}

/** The lines an address is printed in, in the order of its country. */
export function formatAddress(
  address: Address,
  lang: Language,
  options: FormatAddressOptions = {},
): string[] {
  const country = address.country ?? options.homeCountry ?? ''
  const lines = linesOf(address, country, lang).filter((line) => line !== '')
  if (lines.length === 0) return (address.formatted ?? '').split(/\r?\n/).filter((line) => line.trim() !== '')
  const isForeign = address.country !== undefined && address.country !== options.homeCountry
  return isForeign && options.countryName ? [...lines, options.countryName(address.country ?? '')] : lines
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

function joinWith(mark: string, ...parts: (string | undefined)[]): string {
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

const thaiMarks: readonly { field: AddressField; mark: RegExp; keep?: boolean }[] = [
  { field: 'building', mark: /หมู่บ้าน|อาคารชุด|คอนโดมิเนียม|คอนโด|โครงการ/, keep: true },
  { field: 'building', mark: /อาคาร|ตึก/ },
  { field: 'moo', mark: /หมู่ที่|หมู่|ม\.(?=\s*\d)/ },
  { field: 'street2', mark: /ชั้นที่|ชั้น/, keep: true },
  { field: 'unit', mark: /เลขที่ห้อง|ห้องเลขที่|ห้อง|ยูนิต/ },
  { field: 'soi', mark: /ตรอก/, keep: true },
  { field: 'soi', mark: /ซอย|ซ\./ },
  { field: 'road', mark: /ถนน|ถ\./ },
  { field: 'subdistrict', mark: /แขวง|ตำบล|ต\./ },
  { field: 'district', mark: /กิ่งอำเภอ|อำเภอ|อ\.|เขต/ },
  { field: 'province', mark: /จังหวัด|จ\./ },
  { field: 'poBox', mark: /ตู้\s*ป\.?ณ\.?/ },
  { field: 'houseNumber', mark: /บ้านเลขที่|เลขที่/ },
]

const thaiMark = new RegExp(
  `(?:(?<=^|[\\s,\\d)])|(?=ตำบล|อำเภอ|จังหวัด|แขวง))(?:${thaiMarks.map(({ mark }, index) => `(?<m${index}>${mark.source})`).join('|')})`,
  'gu',
)

/**
 * A Thai address in one line, taken apart: `99/9 ซอยสุขุมวิท 21 ถนนสุขุมวิท แขวงคลองเตยเหนือ เขตวัฒนา กทม. 10110`.
 * Text without a place goes to `street`.
 */
export function parseThaiAddress(text: string): Address {
  const plain = asciiDigits(text)
    .replace(/ํา/g, 'ำ')
    .replace(/[\u200b\s]+/g, ' ')
    .trim()
  const address: Address = { country: 'TH' }
  const rest = takeThaiEnd(plain, address)
  const marks = [...rest.matchAll(thaiMark)].filter(
    (match, index, all) => match.index !== all[index - 1]?.index,
  )
  const head = rest.slice(0, marks[0]?.index ?? rest.length)
  const house = /^\s*((?:\d+(?:[/-]\d+)*)(?:\s*,\s*\d+(?:[/-]\d+)*)*)(?=[\s,]|$)/.exec(head)
  if (house) put(address, 'houseNumber', house[1] ?? '')
  put(address, 'street', head.slice(house?.[0].length ?? 0))
  for (const [index, match] of marks.entries()) {
    const kind = thaiMarks.find((_, one) => match.groups?.[`m${one}`] !== undefined)
    const value = rest.slice(match.index + match[0].length, marks[index + 1]?.index ?? rest.length)
    if (kind)
      putThai(address, kind.field, kind.keep ? `${match[0]}${value}` : value, kind.keep ? '' : match[0])
  }
  return address
}

/** Takes the postcode and the province, with or without its word, off the end. */
function takeThaiEnd(plain: string, address: Address): string {
  let rest = plain.replace(/[\s,]*(?:ประเทศไทย|thailand)[\s.,]*$/i, '')
  const code = /[\s,]*(?:รหัสไปรษณีย์\s*)?(?<!\d)(\d{5})[\s,.]*$/.exec(rest)
  if (code) {
    address.postalCode = code[1] ?? ''
    rest = rest.slice(0, code.index)
  }
  for (const count of [4, 3, 2, 1]) {
    const last = new RegExp(`(?:^|[\\s,]+)((?:[^\\s,\\d]+ ){${count - 1}}[^\\s,\\d]+)[\\s,]*$`).exec(rest)
    const province = last?.[1] && findProvince(last[1], 'TH')
    if (!last || !province) continue
    address.province = /[a-z]/i.test(last[1] ?? '') ? province.en : province.local
    return rest.slice(0, last.index).replace(/(?:^|[\s,])(?:จังหวัด|จ\.)\s*$/, '')
  }
  return rest
}

function putThai(address: Address, field: AddressField, value: string, mark: string): void {
  const limits: Partial<Record<AddressField, RegExp>> = {
    moo: /^\s*\d+/,
    houseNumber: /^\s*[\d/\-,]+/,
    unit: /^\s*[\w/-]+/,
  }
  const limit = limits[field]
  const fit = limit ? limit.exec(value) : undefined
  if (address[field] !== undefined || (limit && !fit)) {
    put(address, 'street', `${mark}${value}`)
    return
  }
  put(address, field, fit ? fit[0] : value)
  if (fit) put(address, 'street', value.slice(fit[0].length))
}

function put(address: Address, field: AddressField, value: string): void {
  const clean = value.replace(/^[\s,،]+|[\s,،]+$/g, '')
  if (clean === '') return
  address[field] = address[field] === undefined ? clean : `${address[field]} ${clean}`
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

const iranMarks: readonly { field: AddressField; mark: RegExp; keep?: boolean }[] = [
  { field: 'province', mark: /^استان\s+/ },
  { field: 'city', mark: /^(?:شهرستان|شهر)\s+/ },
  { field: 'district', mark: /^(?:منطقه|بخش|ناحیه)\s+/, keep: true },
  { field: 'subdistrict', mark: /^(?:محله|شهرک|روستای|دهستان)\s+/, keep: true },
  { field: 'road', mark: /^(?:خیابان|خ\.?)\s+/ },
  { field: 'road', mark: /^(?:بلوار|میدان|اتوبان|بزرگراه|جاده|چهارراه|سه‌راه)\s+/, keep: true },
  { field: 'soi', mark: /^(?:کوچه|ک\.?)\s+/ },
  { field: 'soi', mark: /^(?:بن‌?بست|گذر)\s+/, keep: true },
  { field: 'houseNumber', mark: /^(?:پلاک|پ\.?)\s*(?=\d)/ },
  { field: 'unit', mark: /^واحد\s*/ },
  { field: 'building', mark: /^ساختمان\s+/ },
  { field: 'building', mark: /^(?:برج|مجتمع|پاساژ)\s+/, keep: true },
  { field: 'street2', mark: /^طبقه\s*/, keep: true },
  { field: 'poBox', mark: /^صندوق\s*پستی\s*/ },
]

/** Where a new component begins when nobody wrote a comma. */
const iranStarts =
  /\s+(?=(?:استان|شهرستان|خیابان|بلوار|میدان|بزرگراه|اتوبان|کوچه|بن‌?بست|پلاک|واحد|طبقه|ساختمان|برج|مجتمع|صندوق\s*پستی)(?:\s|\d))/g

/**
 * An Iranian address in one line, taken apart: `تهران، خیابان ولیعصر، کوچه سوم، پلاک ۱۲، واحد ۳، کد پستی ۱۹۶۸۶۵۴۳۲۱`.
 * Text without a place goes to `street`.
 */
export function parseIranAddress(text: string): Address {
  const address: Address = { country: 'IR' }
  const plain = asciiDigits(text)
    .replace(/ي/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[\u200e\u200f\s]+/g, ' ')
    .trim()
  const code = /(?:کد\s*پستی|کدپستی)?\s*[:：]?\s*(?<!\d)(\d{5})-?(\d{5})(?!\d)/.exec(plain)
  if (code) address.postalCode = `${code[1]}${code[2]}`
  const rest = code ? `${plain.slice(0, code.index)}،${plain.slice(code.index + code[0].length)}` : plain
  const parts = rest.replace(iranStarts, '،').split(/\s*[،,؛\n]\s*|\s+[-–]\s+/)
  for (const part of parts) putIranian(address, part.replace(/^[\s.:–-]+|[\s.:–-]+$/g, ''))
  return address
}

function putIranian(address: Address, part: string): void {
  if (part === '' || part === 'ایران') return
  const kind = iranMarks.find(({ mark }) => mark.test(part))
  const isStart = address.road === undefined && address.street === undefined
  if (!kind) putPlace(address, part, isStart)
  else if (address[kind.field] === undefined)
    put(address, kind.field, kind.keep ? part : part.replace(kind.mark, ''))
  else if (kind.field === 'road' || kind.field === 'soi')
    address[kind.field] = `${address[kind.field]}، ${part}`
  else address.street = joinWith('، ', address.street, part)
}

/** A part without a word of its own: province, then city, at the beginning; else street. */
function putPlace(address: Address, part: string, isStart: boolean): void {
  const province = isStart ? findProvince(part, 'IR') : undefined
  if (province && address.city === undefined && address.province !== undefined) address.city = part
  else if (province && address.city === undefined) {
    address.province = province.local
    if (isCapitalOf(province.local)) address.city = part
  } else if (
    isStart &&
    (address.city === undefined || address.city === address.province) &&
    address.province !== undefined
  ) {
    address.city = part
  } else address.street = joinWith('، ', address.street, part)
}

/** Provinces called like their capital: the bare name means both. */
function isCapitalOf(province: string): boolean {
  return !/^(?:مرکزی|گیلان|مازندران|خوزستان|فارس|لرستان|هرمزگان|گلستان|البرز|کردستان|کهگیلویه|سیستان|چهارمحال|آذربایجان|خراسان)/.test(
    province,
  )
}
