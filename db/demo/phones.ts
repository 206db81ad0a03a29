/**
 * Owns telephone numbers: their national digits, and the many ways people type them. Digits are what two entries of one
 * number share; the typed form is what a row carries. Numbers are made up, yet some will be somebody's.
 */
import { type Random, weighted } from './random.ts'
import type { DemoCountry } from './rows.ts'

const thaiMobileHeads = weighted([
  ['08', 45],
  ['09', 35],
  ['06', 20],
])
const iranMobileHeads = weighted([
  ['0912', 30],
  ['0935', 14],
  ['0919', 9],
  ['0936', 9],
  ['0910', 7],
  ['0921', 7],
  ['0911', 6],
  ['0913', 6],
  ['0914', 5],
  ['0915', 5],
  ['0901', 4],
  ['0990', 3],
])

/** How local numbers begin where the whole area code is shared by few exchanges. */
const britishHeads: ReadonlyMap<string, readonly string[]> = new Map([
  ['020', ['7', '8', '3']],
  ['028', ['90', '95']],
  ['029', ['20', '21']],
  ['0113', ['23', '24', '25', '26', '27']],
  ['0114', ['22', '23', '24', '25', '26', '27', '28']],
  ['0115', ['84', '91', '92', '93', '94', '95', '96', '97', '98']],
  ['0116', ['22', '23', '24', '25', '26', '27', '28', '29']],
  ['0117', ['90', '91', '92', '93', '94', '95', '96', '97']],
  ['0121', ['2', '3', '4', '5', '6', '7']],
  ['0131', ['2', '3', '4', '5', '6']],
])

const subscriber = (random: Random, count: number): string =>
  `${random.between(2, 9)}${random.digits(count - 1)}`

/** A mobile number's national digits, with the leading zero where there is one. */
export function mobileDigits(random: Random, country: DemoCountry, dial: string): string {
  switch (country) {
    case 'TH':
      return `${random.from(thaiMobileHeads)}${random.between(1, 6)}${random.digits(7)}`
    case 'IR':
      return `${random.from(iranMobileHeads)}${random.digits(7)}`
    case 'US':
      return `${dial}${subscriber(random, 3)}${random.digits(4)}`
    case 'GB':
      return `07${random.one(['4', '5', '7', '8', '9'])}${random.digits(8)}`
    case 'DE':
      return `01${random.one(['511', '514', '60', '70', '71', '72', '75', '76', '79'])}${random.digits(7)}`
  }
}

/** A land line's national digits for an area code. */
export function landDigits(random: Random, country: DemoCountry, dial: string): string {
  switch (country) {
    case 'TH':
      return dial === '02'
        ? `02${random.between(2, 7)}${random.digits(6)}`
        : `${dial}${random.between(2, 7)}${random.digits(5)}`
    case 'IR':
      return `${dial}${dial === '021' ? random.between(2, 8) : 3}${random.digits(7)}`
    case 'US':
      return `${dial}${subscriber(random, 3)}${random.digits(4)}`
    case 'GB': {
      const head = britishHeads.get(dial)
      if (head) return `${dial}${random.one(head)}${random.digits(11 - dial.length - (head[0]?.length ?? 1))}`
      return `${dial}${subscriber(random, dial.length === 4 ? 7 : 6)}`
    }
    case 'DE':
      return `${dial}${subscriber(random, random.between(6, 8))}`
  }
}

const callingCodes: Readonly<Record<DemoCountry, string>> = {
  TH: '66',
  IR: '98',
  US: '1',
  GB: '44',
  DE: '49',
}

function inThai(digits: string): string {
  let text = ''
  for (let i = 0; i < digits.length; i++) text += String.fromCharCode(digits.charCodeAt(i) + 0x0e20)
  return text
}

function inPersian(digits: string): string {
  let text = ''
  for (let i = 0; i < digits.length; i++) text += String.fromCharCode(digits.charCodeAt(i) + 0x06c0)
  return text
}

function grouped(digits: string, separator: string, ...lengths: number[]): string {
  let text = ''
  let at = 0
  for (const length of lengths) {
    if (at >= digits.length) break
    text += (at === 0 ? '' : separator) + digits.slice(at, at + length)
    at += length
  }
  return at < digits.length ? text + separator + digits.slice(at) : text
}

function typedThai(random: Random, digits: string): string {
  const mobile = digits.length === 10
  const roll = random.below(100)
  if (mobile) {
    if (roll < 42) return grouped(digits, '-', 3, 3, 4)
    if (roll < 66) return digits
    if (roll < 78) return grouped(digits, ' ', 3, 3, 4)
    if (roll < 84) return grouped(digits, '-', 3, 7)
    if (roll < 88) return grouped(digits, '-', 2, 4, 4)
    if (roll < 95) return `+66 ${grouped(digits.slice(1), ' ', 2, 3, 4)}`
    if (roll < 97) return `+66${digits.slice(1)}`
    return inThaiGroups(digits, 3, 3, 4)
  }
  const area = digits.startsWith('02') ? 2 : 3
  if (roll < 45) return grouped(digits, '-', area, 3, 4)
  if (roll < 63) return digits
  if (roll < 76) return grouped(digits, ' ', area, 3, 4)
  if (roll < 84) return `0-${grouped(digits.slice(1), '-', 4, 4)}`
  if (roll < 90) return `(${digits.slice(0, area)}) ${grouped(digits.slice(area), '-', 3, 4)}`
  if (roll < 96) return `+66 ${grouped(digits.slice(1), ' ', area - 1, 3, 4)}`
  return inThaiGroups(digits, area, 3, 4)
}

const inThaiGroups = (digits: string, ...lengths: number[]): string =>
  grouped(inThai(digits), '-', ...lengths)

function typedPersian(random: Random, digits: string): string {
  const roll = random.below(100)
  if (digits.startsWith('09')) {
    if (roll < 40) return digits
    if (roll < 52) return grouped(digits, ' ', 4, 3, 4)
    if (roll < 60) return grouped(digits, '-', 4, 3, 4)
    if (roll < 76) return inPersian(digits)
    if (roll < 84) return grouped(inPersian(digits), ' ', 4, 3, 2, 2)
    if (roll < 94) return `+98 ${grouped(digits.slice(1), ' ', 3, 3, 4)}`
    return `0098${digits.slice(1)}`
  }
  if (roll < 45) return grouped(digits, '-', 3, 8)
  if (roll < 62) return digits
  if (roll < 74) return grouped(inPersian(digits), '-', 3, 8)
  if (roll < 84) return `(${digits.slice(0, 3)}) ${grouped(digits.slice(3), ' ', 4, 4)}`
  if (roll < 94) return `+98 ${grouped(digits.slice(1), ' ', 2, 4, 4)}`
  return grouped(digits, ' ', 3, 4, 2, 2)
}

function typedWestern(random: Random, country: 'US' | 'GB' | 'DE', digits: string): string {
  const roll = random.below(100)
  if (country === 'US') {
    if (roll < 45) return `(${digits.slice(0, 3)}) ${grouped(digits.slice(3), '-', 3, 4)}`
    if (roll < 70) return grouped(digits, '-', 3, 3, 4)
    if (roll < 80) return grouped(digits, '.', 3, 3, 4)
    if (roll < 90) return `+1 ${grouped(digits, ' ', 3, 3, 4)}`
    return digits
  }
  const mobile = digits.startsWith(country === 'GB' ? '07' : '01')
  const area = mobile ? (country === 'GB' ? 5 : 4) : areaLength(country, digits)
  if (roll < 45) return `${digits.slice(0, area)} ${digits.slice(area)}`
  if (roll < 60)
    return `${digits.slice(0, area)}${country === 'DE' ? '/' : ' '}${grouped(digits.slice(area), ' ', 3, 4)}`
  if (roll < 70) return `(${digits.slice(0, area)}) ${digits.slice(area)}`
  if (roll < 90) return `+${callingCodes[country]} ${digits.slice(1, area)} ${digits.slice(area)}`
  return digits
}

function areaLength(country: 'GB' | 'DE', digits: string): number {
  if (country === 'GB') return digits.startsWith('02') ? 3 : digits[3] === '1' || digits[2] === '1' ? 4 : 5
  return /^0(30|40|69|89)/u.test(digits) ? 3 : 4
}

/** One way a person of that country types these digits. */
export function typed(random: Random, country: DemoCountry, digits: string): string {
  if (country === 'TH') return typedThai(random, digits)
  if (country === 'IR') return typedPersian(random, digits)
  return typedWestern(random, country, digits)
}

/** The same for somebody in another country: with the calling code. */
export function typedAbroad(random: Random, country: DemoCountry, digits: string): string {
  const national = country === 'US' ? digits : digits.slice(1)
  const text = random.chance(0.6) ? `${national.slice(0, 3)} ${national.slice(3)}` : national
  return `+${callingCodes[country]} ${text}`
}

const extensionWords: Readonly<Record<DemoCountry, readonly string[]>> = {
  TH: [' ต่อ ', ' ต่อ', ' กด ', ' #'],
  IR: [' داخلی ', ' - داخلی '],
  US: [' ext. ', ' x', ' ext '],
  GB: [' ext ', ' x'],
  DE: ['-', '-', '-', '-', ' App. '],
}

/** An extension as people write it behind the number. */
export function typedExtension(random: Random, country: DemoCountry, extension: string): string {
  const word = random.one(extensionWords[country])
  return word + (country === 'IR' && random.chance(0.4) ? inPersian(extension) : extension)
}

const thaiZero = 0x0e50
const persianZero = 0x06f0

/** All digits of a typed number as ASCII; what tests and the ground truth compare. */
export function plainDigits(text: string): string {
  let digits = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) digits += text[i]
    else if (code >= thaiZero && code < thaiZero + 10) digits += String(code - thaiZero)
    else if (code >= persianZero && code < persianZero + 10) digits += String(code - persianZero)
  }
  return digits
}
