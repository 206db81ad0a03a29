/**
 * Public holidays as dated lists: Thailand 2025–2027 (B.E. 2568–2570) and Iran 1404–1405, compiled in November 2026. A list says
 * what it covers and how sure it is; nothing is worked out from rules at run time. Other days come by ICS or by hand.
 */
import type { Language } from './dates/names.ts'

export interface HolidayDay {
  readonly date: string
  /** The same for ever, by which a day that was added is known again. */
  readonly key: string
  readonly names: Readonly<Record<Language, string>>
}

export interface HolidayList {
  readonly country: 'TH' | 'IR'
  readonly lang: Language
  /** What it leaves out, as a message id. */
  readonly note: string
  readonly days: readonly HolidayDay[]
}

const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  newYear: { en: "New Year's Day", th: 'วันขึ้นปีใหม่', fa: 'روز سال نو میلادی' },
  makha: { en: 'Makha Bucha Day', th: 'วันมาฆบูชา', fa: 'روز ماکا بوچا' },
  chakri: { en: 'Chakri Memorial Day', th: 'วันจักรี', fa: 'روز یادبود چاکری' },
  songkran: { en: 'Songkran Festival', th: 'วันสงกรานต์', fa: 'جشن سونگکران' },
  labour: { en: 'National Labour Day', th: 'วันแรงงานแห่งชาติ', fa: 'روز ملی کارگر' },
  coronation: { en: 'Coronation Day', th: 'วันฉัตรมงคล', fa: 'روز تاج‌گذاری' },
  visakha: { en: 'Visakha Bucha Day', th: 'วันวิสาขบูชา', fa: 'روز ویساکا بوچا' },
  queen: {
    en: "Queen Suthida's Birthday",
    th: 'วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าฯ พระบรมราชินี',
    fa: 'زادروز ملکه سوتیدا',
  },
  king: {
    en: "King Vajiralongkorn's Birthday",
    th: 'วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว',
    fa: 'زادروز شاه واجیرالونگکورن',
  },
  asalha: { en: 'Asalha Bucha Day', th: 'วันอาสาฬหบูชา', fa: 'روز آسالها بوچا' },
  lent: { en: 'Buddhist Lent Day', th: 'วันเข้าพรรษา', fa: 'آغاز روزه بوداییان' },
  mother: { en: "Queen Sirikit's Birthday and Mother's Day", th: 'วันแม่แห่งชาติ', fa: 'روز مادر تایلند' },
  bhumibol: { en: 'King Bhumibol Memorial Day', th: 'วันนวมินทรมหาราช', fa: 'روز یادبود شاه بومیبول' },
  piya: { en: 'Chulalongkorn Day', th: 'วันปิยมหาราช', fa: 'روز چولالونگکورن' },
  father: { en: "King Bhumibol's Birthday and Father's Day", th: 'วันพ่อแห่งชาติ', fa: 'روز پدر تایلند' },
  constitution: { en: 'Constitution Day', th: 'วันรัฐธรรมนูญ', fa: 'روز قانون اساسی تایلند' },
  eve: { en: "New Year's Eve", th: 'วันสิ้นปี', fa: 'شب سال نو میلادی' },
  nowruz: { en: 'Nowruz', th: 'วันปีใหม่เปอร์เซีย (นอรูซ)', fa: 'نوروز' },
  republic: { en: 'Islamic Republic Day', th: 'วันสาธารณรัฐอิสลามอิหร่าน', fa: 'روز جمهوری اسلامی' },
  nature: { en: 'Nature Day', th: 'วันแห่งธรรมชาติของอิหร่าน', fa: 'روز طبیعت' },
  khomeini: { en: 'Anniversary of Khomeini’s Death', th: 'วันครบรอบอสัญกรรมโคไมนี', fa: 'رحلت امام خمینی' },
  khordad: { en: '15 Khordad Uprising', th: 'วันเหตุการณ์ 15 คอร์ดอด', fa: 'قیام ۱۵ خرداد' },
  revolution: { en: 'Revolution Day', th: 'วันปฏิวัติอิหร่าน', fa: 'پیروزی انقلاب اسلامی' },
  oil: { en: 'Oil Nationalisation Day', th: 'วันโอนกิจการน้ำมันเป็นของชาติ', fa: 'روز ملی شدن صنعت نفت' },
  fitr: { en: 'Eid al-Fitr', th: 'วันอีดิลฟิฏริ', fa: 'عید فطر' },
  fitr2: { en: 'Eid al-Fitr Holiday', th: 'วันหยุดอีดิลฟิฏริ', fa: 'تعطیل عید فطر' },
  sadiq: { en: 'Martyrdom of Imam Sadiq', th: 'วันรำลึกอิมามศอดิก', fa: 'شهادت امام جعفر صادق' },
  adha: { en: 'Eid al-Adha', th: 'วันอีดิลอัฎฮา', fa: 'عید قربان' },
  ghadir: { en: 'Eid al-Ghadir', th: 'วันอีดฆอดีร', fa: 'عید غدیر خم' },
  tasua: { en: 'Tasua', th: 'วันตาสูอา', fa: 'تاسوعای حسینی' },
  ashura: { en: 'Ashura', th: 'วันอาชูรอ', fa: 'عاشورای حسینی' },
  arbaeen: { en: 'Arbaeen', th: 'วันอัรบะอีน', fa: 'اربعین حسینی' },
  prophet: { en: 'Death of the Prophet', th: 'วันรำลึกท่านศาสดา', fa: 'رحلت پیامبر و شهادت امام حسن مجتبی' },
  reza: { en: 'Martyrdom of Imam Reza', th: 'วันรำลึกอิมามริฎอ', fa: 'شهادت امام رضا' },
  askari: { en: 'Martyrdom of Imam Hasan Askari', th: 'วันรำลึกอิมามฮะซัน อัสกะรี', fa: 'شهادت امام حسن عسکری' },
  mawlid: { en: 'Birthday of the Prophet', th: 'วันประสูติท่านศาสดา', fa: 'میلاد پیامبر و امام جعفر صادق' },
  fatima: { en: 'Martyrdom of Fatima', th: 'วันรำลึกท่านหญิงฟาฏิมะฮ์', fa: 'شهادت حضرت فاطمه' },
  ali: { en: 'Birthday of Imam Ali', th: 'วันเกิดอิมามอะลี', fa: 'ولادت امام علی' },
  mabath: { en: 'Mab’ath', th: 'วันมับอัษ', fa: 'مبعث پیامبر' },
  mahdi: { en: 'Mid-Sha’ban', th: 'วันเกิดอิมามมะฮ์ดี', fa: 'نیمهٔ شعبان' },
  alid: { en: 'Martyrdom of Imam Ali', th: 'วันรำลึกอิมามอะลี', fa: 'شهادت امام علی' },
}

const substitution: Readonly<Record<Language, string>> = {
  en: ' (substitution)',
  th: ' (ชดเชย)',
  fa: ' (جایگزین)',
}

/** Fixed and lunar days with their substitutions; not the bridging days that cabinets declare at short notice. */
const thailand = `
2025-01-01 newYear, 2025-02-12 makha, 2025-04-06 chakri, 2025-04-07 chakri+, 2025-04-13 songkran,
2025-04-14 songkran, 2025-04-15 songkran, 2025-04-16 songkran+, 2025-05-01 labour,
2025-05-04 coronation, 2025-05-05 coronation+, 2025-05-11 visakha, 2025-05-12 visakha+,
2025-06-03 queen, 2025-07-10 asalha, 2025-07-11 lent, 2025-07-28 king, 2025-08-12 mother,
2025-10-13 bhumibol, 2025-10-23 piya, 2025-12-05 father, 2025-12-10 constitution, 2025-12-31 eve,
2026-01-01 newYear, 2026-03-03 makha, 2026-04-06 chakri, 2026-04-13 songkran, 2026-04-14 songkran,
2026-04-15 songkran, 2026-05-01 labour, 2026-05-04 coronation, 2026-05-31 visakha, 2026-06-01 visakha+,
2026-06-03 queen, 2026-07-28 king, 2026-07-29 asalha, 2026-07-30 lent, 2026-08-12 mother,
2026-10-13 bhumibol, 2026-10-23 piya, 2026-12-05 father, 2026-12-07 father+, 2026-12-10 constitution,
2026-12-31 eve, 2027-01-01 newYear, 2027-02-21 makha, 2027-02-22 makha+, 2027-04-06 chakri,
2027-04-13 songkran, 2027-04-14 songkran, 2027-04-15 songkran, 2027-05-01 labour,
2027-05-04 coronation, 2027-05-20 visakha, 2027-06-03 queen, 2027-07-18 asalha, 2027-07-19 lent,
2027-07-20 asalha+, 2027-07-28 king, 2027-08-12 mother, 2027-10-13 bhumibol, 2027-10-23 piya,
2027-10-25 piya+, 2027-12-05 father, 2027-12-06 father+, 2027-12-10 constitution, 2027-12-31 eve`

/** Solar days are fixed; lunar ones of 1404 as observed, those after Tir 1405 as computed, which may be a day off. */
const iran = `
2025-03-21 nowruz, 2025-03-22 alid, 2025-03-22 nowruz, 2025-03-23 nowruz, 2025-03-24 nowruz,
2025-03-31 fitr, 2025-04-01 fitr2, 2025-04-01 republic, 2025-04-02 nature, 2025-04-24 sadiq,
2025-06-04 khomeini, 2025-06-05 khordad, 2025-06-06 adha, 2025-06-14 ghadir, 2025-07-05 tasua,
2025-07-06 ashura, 2025-08-14 arbaeen, 2025-08-22 prophet, 2025-08-24 reza, 2025-09-01 askari,
2025-09-10 mawlid, 2025-11-24 fatima, 2026-01-03 ali, 2026-01-17 mabath, 2026-02-04 mahdi,
2026-02-11 revolution, 2026-03-11 alid, 2026-03-20 oil, 2026-03-21 fitr, 2026-03-21 nowruz,
2026-03-22 fitr2, 2026-03-22 nowruz, 2026-03-23 nowruz, 2026-03-24 nowruz, 2026-04-01 republic,
2026-04-02 nature, 2026-04-14 sadiq, 2026-05-27 adha, 2026-06-04 ghadir, 2026-06-04 khomeini,
2026-06-05 khordad, 2026-06-25 tasua, 2026-06-26 ashura, 2026-08-04 arbaeen, 2026-08-12 prophet,
2026-08-13 reza, 2026-08-21 askari, 2026-08-30 mawlid, 2026-11-14 fatima, 2026-12-23 ali,
2027-01-06 mabath, 2027-01-24 mahdi, 2027-02-11 revolution, 2027-03-01 alid, 2027-03-11 fitr,
2027-03-12 fitr2, 2027-03-20 oil`

/** `2026-12-07 father+`: the day, what it is, and `+` where it stands in for one on a day off. */
const read = (text: string): readonly HolidayDay[] =>
  text
    .trim()
    .split(/,\s*/)
    .map((entry) => {
      const [date = '', word = ''] = entry.split(' ')
      const stands = word.endsWith('+')
      const { en, th, fa } = names[stands ? word.slice(0, -1) : word] ?? { en: word, th: word, fa: word }
      const add = stands ? substitution : { en: '', th: '', fa: '' }
      return { date, key: `${date}.${word}`, names: { en: en + add.en, th: th + add.th, fa: fa + add.fa } }
    })

export const holidayLists: readonly HolidayList[] = [
  { country: 'TH', lang: 'th', note: 'holiday.note.TH', days: read(thailand) },
  { country: 'IR', lang: 'fa', note: 'holiday.note.IR', days: read(iran) },
]
