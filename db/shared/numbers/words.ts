// Owns numbers and amounts in words, as cheques and invoices carry them, in Thai, Persian and English.
import type { Language } from '../dates/names.ts'
import { currencyDecimals, rialsPerToman } from './currencies.ts'

type UnitNames = { one: string; many?: string }
type CurrencyWords = { major: UnitNames; minor?: UnitNames }

const currencyWords: Record<Language, Record<string, CurrencyWords>> = {
  en: {
    THB: { major: { one: 'baht' }, minor: { one: 'satang' } },
    IRR: { major: { one: 'rial', many: 'rials' } },
    USD: { major: { one: 'dollar', many: 'dollars' }, minor: { one: 'cent', many: 'cents' } },
    EUR: { major: { one: 'euro', many: 'euros' }, minor: { one: 'cent', many: 'cents' } },
    GBP: { major: { one: 'pound', many: 'pounds' }, minor: { one: 'penny', many: 'pence' } },
    JPY: { major: { one: 'yen' } },
    CNY: { major: { one: 'yuan' }, minor: { one: 'fen' } },
    AED: { major: { one: 'dirham', many: 'dirhams' }, minor: { one: 'fils' } },
  },
  th: {
    THB: { major: { one: 'บาท' }, minor: { one: 'สตางค์' } },
    IRR: { major: { one: 'เรียลอิหร่าน' } },
    USD: { major: { one: 'ดอลลาร์สหรัฐ' }, minor: { one: 'เซนต์' } },
    EUR: { major: { one: 'ยูโร' }, minor: { one: 'เซนต์' } },
    GBP: { major: { one: 'ปอนด์สเตอร์ลิง' }, minor: { one: 'เพนนี' } },
    JPY: { major: { one: 'เยน' } },
    CNY: { major: { one: 'หยวน' }, minor: { one: 'เฟิน' } },
    AED: { major: { one: 'ดีแรห์มสหรัฐอาหรับเอมิเรตส์' }, minor: { one: 'ฟิลส์' } },
  },
  fa: {
    THB: { major: { one: 'بات' }, minor: { one: 'ساتانگ' } },
    IRR: { major: { one: 'ریال' } },
    USD: { major: { one: 'دلار' }, minor: { one: 'سنت' } },
    EUR: { major: { one: 'یورو' }, minor: { one: 'سنت' } },
    GBP: { major: { one: 'پوند' }, minor: { one: 'پنی' } },
    JPY: { major: { one: 'ین' } },
    CNY: { major: { one: 'یوان' }, minor: { one: 'فن' } },
    AED: { major: { one: 'درهم' }, minor: { one: 'فلس' } },
  },
}

/**
 * An amount of minor units in words: 10050 THB → `หนึ่งร้อยบาทห้าสิบสตางค์`, 2100 THB → `ยี่สิบเอ็ดบาทถ้วน`. With
 * `inTomans`, rials are said in tomans. Minor units without a name are said as a decimal fraction.
 */
export function amountInWords(minor: number, currency: string, lang: Language, inTomans = false): string {
  const words = sizeInWords(Math.abs(minor), currency, lang, inTomans)
  if (minor < 0)
    return `${minus[lang]}${lang === 'en' ? words.charAt(0).toLowerCase() + words.slice(1) : words}`
  return words
}

function sizeInWords(size: number, currency: string, lang: Language, inTomans: boolean): string {
  if (currency === 'IRR' && inTomans) return finish(tomanParts(size, lang), lang, size % rialsPerToman === 0)
  const scale = 10 ** currencyDecimals(currency)
  const whole = Math.floor(size / scale)
  const rest = size % scale
  const names = currencyWords[lang][currency] ?? { major: { one: currency } }
  if (rest > 0 && !names.minor) {
    const fraction = String(rest).padStart(currencyDecimals(currency), '0').replace(/0+$/, '')
    return finish(
      [`${wholeWords(whole, lang)}${decimalWords(fraction, lang)} ${nameOf(names.major, 2)}`],
      lang,
      false,
    )
  }
  const parts: string[] = []
  if (whole > 0 || rest === 0) parts.push(withUnit(whole, names.major, lang))
  if (rest > 0 && names.minor) parts.push(withUnit(rest, names.minor, lang))
  return finish(parts, lang, rest === 0)
}

const minus: Record<Language, string> = { en: 'Minus ', th: 'ลบ', fa: 'منفی ' }

function tomanParts(rials: number, lang: Language): string[] {
  const toman: Record<Language, UnitNames> = {
    en: { one: 'toman', many: 'tomans' },
    th: { one: 'โทมาน' },
    fa: { one: 'تومان' },
  }
  const whole = Math.floor(rials / rialsPerToman)
  const rest = rials % rialsPerToman
  const rial = currencyWords[lang].IRR?.major ?? { one: 'IRR' }
  return [
    ...(whole > 0 || rest === 0 ? [withUnit(whole, toman[lang], lang)] : []),
    ...(rest > 0 ? [withUnit(rest, rial, lang)] : []),
  ]
}

function finish(parts: string[], lang: Language, isWhole: boolean): string {
  if (lang === 'th') return `${parts.join('')}${isWhole ? 'ถ้วน' : ''}`
  if (lang === 'fa') return parts.join(' و ')
  const text = `${parts.join(' and ')}${isWhole ? ' only' : ''}`
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function withUnit(count: number, unit: UnitNames, lang: Language): string {
  return `${wholeWords(count, lang)}${lang === 'th' ? '' : ' '}${nameOf(unit, count)}`
}

function nameOf(unit: UnitNames, count: number): string {
  return count === 1 ? unit.one : (unit.many ?? unit.one)
}

/** A whole number in words, from 0 to the largest exact integer. */
export function wholeWords(value: number, lang: Language): string {
  if (lang === 'th') return thaiWords(value)
  return lang === 'fa' ? persianWords(value) : englishWords(value)
}

function decimalWords(digits: string, lang: Language): string {
  const said = [...digits].map((digit) => wholeWords(Number(digit), lang))
  if (lang === 'th') return `จุด${said.join('')}`
  return ` ${lang === 'fa' ? 'ممیز' : 'point'} ${said.join(' ')}`
}

// ---- Thai ----

const thaiDigits = 'ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า'.split(' ')
const thaiPlaces = ['', 'สิบ', 'ร้อย', 'พัน', 'หมื่น', 'แสน']

/** Millions are said of whatever stands before them, again and again; a last 1 after anything is เอ็ด. */
function thaiWords(value: number): string {
  if (value === 0) return thaiDigits[0] ?? ''
  if (value < 1_000_000) return thaiBlock(value, false)
  const rest = value % 1_000_000
  return `${thaiWords(Math.floor(value / 1_000_000))}ล้าน${rest === 0 ? '' : thaiBlock(rest, true)}`
}

function thaiBlock(value: number, isContinued: boolean): string {
  const digits = [...String(value)].map(Number)
  return digits
    .map((digit, index) => {
      const place = digits.length - 1 - index
      if (digit === 0) return ''
      if (place === 1 && digit === 1) return 'สิบ'
      if (place === 1 && digit === 2) return 'ยี่สิบ'
      if (place === 0 && digit === 1 && (digits.length > 1 || isContinued)) return 'เอ็ด'
      return `${thaiDigits[digit]}${thaiPlaces[place]}`
    })
    .join('')
}

// ---- Persian ----

const persianOnes =
  'صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده'.split(' ')
const persianTens = ['', '', ...'بیست سی چهل پنجاه شصت هفتاد هشتاد نود'.split(' ')]
const persianHundreds = ['', ...'یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد'.split(' ')]
const persianScales = ['', 'هزار', 'میلیون', 'میلیارد', 'هزار میلیارد', 'میلیون میلیارد']

function persianWords(value: number): string {
  if (value === 0) return persianOnes[0] ?? ''
  return blocksOfThousand(value)
    .map((block, index) => (block === 0 ? '' : `${persianBlock(block)} ${persianScales[index]}`.trim()))
    .filter((words) => words !== '')
    .reverse()
    .join(' و ')
}

function persianBlock(value: number): string {
  const rest = value % 100
  const parts = [persianHundreds[Math.floor(value / 100)] ?? '']
  if (rest < 20) parts.push(rest === 0 ? '' : (persianOnes[rest] ?? ''))
  else
    parts.push(
      persianTens[Math.floor(rest / 10)] ?? '',
      rest % 10 === 0 ? '' : (persianOnes[rest % 10] ?? ''),
    )
  return parts.filter((word) => word !== '').join(' و ')
}

// ---- English ----

const englishOnes = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ')
const englishTens = ['', '', ...'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')]
const englishScales = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion']

function englishWords(value: number): string {
  if (value === 0) return englishOnes[0] ?? ''
  return blocksOfThousand(value)
    .map((block, index) => (block === 0 ? '' : `${englishBlock(block)} ${englishScales[index]}`.trim()))
    .filter((words) => words !== '')
    .reverse()
    .join(' ')
}

function englishBlock(value: number): string {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  const tens =
    rest % 10 === 0
      ? englishTens[rest / 10]
      : `${englishTens[Math.floor(rest / 10)]}-${englishOnes[rest % 10]}`
  const parts = [
    hundreds === 0 ? '' : `${englishOnes[hundreds]} hundred`,
    rest < 20 ? (rest === 0 ? '' : englishOnes[rest]) : tens,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** The number in groups of three digits, the last first. */
function blocksOfThousand(value: number): number[] {
  return value < 1000 ? [value] : [value % 1000, ...blocksOfThousand(Math.floor(value / 1000))]
}
