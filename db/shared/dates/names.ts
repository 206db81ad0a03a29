// Owns the names of months, weekdays and eras in Thai, Persian and English, for reading and for writing.
// They are tables of our own because the names and orders of Intl differ between the program's three runtimes.
import type { Calendar } from './calendars.ts'

/** The languages of the interface. */
export type Language = 'en' | 'th' | 'fa'

/** Which months a name belongs to: those shared by the Gregorian and Buddhist calendars, or the Solar ones. */
export type MonthFamily = 'gregorian' | 'persian'

type Names = readonly string[]
type MonthNames = { long: Names; short: Names }

const split = (names: string): Names => names.split(' ')

const persianInEnglish = split(
  'Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand',
)
const persianInThai = split(
  'ฟาร์วาร์ดิน ออร์ดิเบเฮชต์ คอร์แดด เตอร์ มอร์แดด ชาหริวาร์ เมฮร์ อะบาน อะซาร์ เดย์ บาฮ์มาน เอสฟานด์',
)
const persianInPersian = split('فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند')
const gregorianInPersian = split('ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر')

const months: Record<Language, Record<MonthFamily, MonthNames>> = {
  en: {
    gregorian: {
      long: split('January February March April May June July August September October November December'),
      short: split('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
    },
    persian: { long: persianInEnglish, short: persianInEnglish },
  },
  th: {
    gregorian: {
      long: split('มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม'),
      short: split('ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.'),
    },
    persian: { long: persianInThai, short: persianInThai },
  },
  fa: {
    gregorian: { long: gregorianInPersian, short: gregorianInPersian },
    persian: { long: persianInPersian, short: persianInPersian },
  },
}

/** The twelve month names of a calendar in a language. */
export function monthNames(lang: Language, calendar: Calendar, width: 'long' | 'short' = 'long'): Names {
  return months[lang][calendar === 'persian' ? 'persian' : 'gregorian'][width]
}

const weekdays: Record<Language, { long: Names; short: Names; narrow: Names }> = {
  en: {
    long: split('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
    short: split('Sun Mon Tue Wed Thu Fri Sat'),
    narrow: split('S M T W T F S'),
  },
  th: {
    long: split('วันอาทิตย์ วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์'),
    short: split('อา. จ. อ. พ. พฤ. ศ. ส.'),
    narrow: split('อา จ อ พ พฤ ศ ส'),
  },
  fa: {
    long: split('یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه'),
    short: split('یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه'),
    narrow: split('ی د س چ پ ج ش'),
  },
}

/** The seven weekday names, Sunday first. */
export function weekdayNames(lang: Language, width: 'long' | 'short' | 'narrow' = 'long'): Names {
  return weekdays[lang][width]
}

/** What stands beside a year in a calendar the language does not expect: `BE`, `ค.ศ.`, `بودایی`. */
export const eraNames: Record<Language, Record<Calendar, string>> = {
  en: { gregory: 'AD', buddhist: 'BE', persian: 'AP' },
  th: { gregory: 'ค.ศ.', buddhist: 'พ.ศ.', persian: 'ปีเปอร์เซีย' },
  fa: { gregory: 'میلادی', buddhist: 'بودایی', persian: 'هجری شمسی' },
}

/** The calendar a language is read in without an era. */
export const homeCalendar: Record<Language, Calendar> = { en: 'gregory', th: 'buddhist', fa: 'persian' }

/** Lower case, no dots, spaces or joiners, Persian letters: how names are compared. */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[.\s\u200b-\u200f\u00ad،,'’ـ]/g, '')
    .replace(/ي/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[\u064b-\u0652]/g, '')
}

/** Further spellings people and programs write. */
const otherMonths: Record<MonthFamily, readonly string[]> = {
  gregorian: [
    'มกรา jänner januar',
    'กุมภา febr februar',
    'มีนา märz mrz',
    'เมษา آپریل اپریل',
    'พฤษภา می mai',
    'มิถุนา جون juni',
    'กรกฎา กรกฏาคม جولای juli',
    'สิงหา آگوست اگست',
    'กันยา sept سپتمبر',
    'ตุลา okt',
    'พฤศจิกา نومبر',
    'ธันวา دسمبر dez',
  ],
  persian: [
    'farvardeen حمل',
    'ordibehest ثور',
    'khordād جوزا',
    'سرطان',
    'amordad امرداد اسد',
    'shahrivār سنبله',
    'میزان',
    'ābān عقرب ابان',
    'āzar قوس اذر',
    'جدی',
    'دلو',
    'esfānd حوت',
  ],
}

/** The month a name means and which calendars have it, by `nameKey`. */
export const monthsByName: ReadonlyMap<string, { month: number; family: MonthFamily }> = new Map(
  (['gregorian', 'persian'] as const).flatMap((family) =>
    Array.from({ length: 12 }, (_, index) => {
      const own = Object.values(months).flatMap((names) => [
        names[family].long[index],
        names[family].short[index],
      ])
      const names = [...own, ...split(otherMonths[family][index] ?? '')]
      return names.map((name) => [nameKey(name ?? ''), { month: index + 1, family }] as const)
    }).flat(),
  ),
)

const otherWeekdays: readonly string[] = [
  'อาทิตย์ อา',
  'จันทร์ จ',
  'อังคาร อ tues',
  'พุธ พ weds',
  'พฤหัสบดี พฤหัส พฤ วันพฤหัส thur thurs',
  'ศุกร์ ศ آدینه',
  'เสาร์ ส',
]

/** The weekday (0 Sunday) a name means, by `nameKey`. */
export const weekdaysByName: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 7 }, (_, index) => {
    const own = Object.values(weekdays).flatMap((names) => [names.long[index], names.short[index]])
    return [...own, ...split(otherWeekdays[index] ?? '')].map((name) => [nameKey(name ?? ''), index] as const)
  }).flat(),
)

/** The calendar an era word means, by `nameKey`. */
export const erasByName: ReadonlyMap<string, Calendar> = new Map<string, Calendar>([
  ...['คศ', 'ad', 'ce', 'میلادی', 'م'].map((name) => [nameKey(name), 'gregory'] as const),
  ...['พศ', 'be', 'بودایی'].map((name) => [nameKey(name), 'buddhist'] as const),
  ...['ap', 'sh', 'شمسی', 'هجریشمسی', 'خورشیدی', 'هجریخورشیدی', 'هش', 'ش', 'ปีเปอร์เซีย'].map(
    (name) => [nameKey(name), 'persian'] as const,
  ),
])
