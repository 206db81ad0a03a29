// Owns the reading of Thai and Iranian addresses written in one line. Never loses text: what is not recognised stays
// in `street`.
import { type Address, type AddressField, joinWith } from './addresses.ts'
import { asciiDigits } from './numbers/digits.ts'
import { findProvince } from './provinces.ts'

// ---- Thailand ----

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
