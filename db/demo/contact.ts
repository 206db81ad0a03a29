/** Owns the demo rows of contacts: the full record of a person, or of somebody entered a second time. */

import { addressAt } from './addresses.ts'
import { iranPersonNumber, thaiPersonNumber } from './checkDigits.ts'
import { contactEvents, contactExtras } from './contactExtras.ts'
import { englishTitles, germanTitles, persianTitles, thaiTitles } from './data/business.ts'
import { thaiNicknames } from './data/thaiNames.ts'
import { birthday } from './dates.ts'
import { elementId, handle, phone, point } from './elements.ts'
import type { CompanyCore } from './firms.ts'
import { leadMaker } from './leads.ts'
import { privateMail, userName, workMail } from './mail.ts'
import { greetingOf, titles } from './people.ts'
import type { ContactCore } from './persons.ts'
import { landDigits, mobileDigits, typed, typedAbroad, typedExtension } from './phones.ts'
import { type Random, weighted, zipf } from './random.ts'
import type { DemoContact, DemoCountry, DemoLocale } from './rows.ts'
import type { Source } from './source.ts'

/** Codes; what a screen calls them is its own affair. */
export const contactStatuses = [
  'prospect',
  'customer',
  'lead',
  'supplier',
  'former',
  'partner',
  'personal',
] as const

const statuses = weighted<string>([
  ['prospect', 36],
  ['customer', 34],
  ['lead', 12],
  ['supplier', 7],
  ['former', 5],
  ['partner', 4],
  ['personal', 2],
])

const tags: Readonly<Record<DemoLocale, ReturnType<typeof zipf<string>>>> = {
  th: zipf(
    [
      'ลูกค้าประจำ',
      'งานแสดงสินค้า',
      'วีไอพี',
      'แนะนำต่อ',
      'ของขวัญปีใหม่',
      'ผู้มีอำนาจตัดสินใจ',
      'จดหมายข่าว',
      'สนใจโซลาร์',
      'เพื่อน',
      'ห้ามโทรเช้า',
      'กอล์ฟ',
      'ศิษย์เก่า',
    ],
    1,
  ),
  fa: zipf(
    [
      'مشتری ثابت',
      'نمایشگاه',
      'ویژه',
      'معرفی‌شده',
      'هدیهٔ نوروز',
      'تصمیم‌گیرنده',
      'خبرنامه',
      'همکار',
      'دوست',
      'بدحساب',
      'فامیل',
      'دانشگاه',
    ],
    1,
  ),
  en: zipf(
    [
      'newsletter',
      'trade fair',
      'VIP',
      'referral',
      'Christmas card',
      'decision maker',
      'do not call',
      'golf',
      'friend',
      'alumni',
      'press',
      'investor',
    ],
    1,
  ),
}

const titlesOf: Readonly<Record<DemoCountry, ReturnType<typeof zipf<string[]>>>> = {
  TH: zipf(thaiTitles, 0.6),
  IR: zipf(persianTitles, 0.6),
  US: zipf(englishTitles, 0.6),
  GB: zipf(englishTitles, 0.6),
  DE: zipf(germanTitles, 0.6),
}

const nicknames = zipf(thaiNicknames, 0.5)
const languageOf: Readonly<Record<DemoCountry, string>> = { TH: 'th', IR: 'fa', US: 'en', GB: 'en', DE: 'de' }

/** Title and department there. */
export function role(random: Random, country: DemoCountry): { jobTitle: string; department: string } {
  const [jobTitle = '', department = ''] = random.from(titlesOf[country])
  return { jobTitle, department }
}

function names(random: Random, core: ContactCore, row: DemoContact): void {
  const { country, woman, given, family } = core
  Object.assign(row, titles(random, country, woman))
  // In Thailand many are known, and entered, by the given name alone; elsewhere a few by the family name alone.
  const alone = random.below(100)
  const withFamily = family !== undefined && alone >= (country === 'TH' ? 14 : 3)
  const withGiven = !(withFamily && country !== 'TH' && alone > 95)
  if (withGiven) row.givenName = given.text
  if (withFamily) row.familyName = family.text
  if (country === 'TH' && random.chance(0.34)) row.nickname = random.from(nicknames).text
  if ((country === 'US' || country === 'GB') && random.chance(0.14)) {
    row.middleName = `${String.fromCharCode(65 + random.below(26))}.`
  }
  if ((country === 'TH' || country === 'IR') && given.text !== given.latin && random.chance(0.14)) {
    row.phoneticGivenName = given.latin
    if (withFamily) row.phoneticFamilyName = family.latin
  }
  if (random.chance(0.12)) row.greeting = greetingOf(country, woman, given.text, family?.text ?? given.text)
}

function phones(random: Random, core: ContactCore, firm: CompanyCore | undefined, row: DemoContact): void {
  const { country, dial } = core.place
  const list = core.mobile ? [phone(random, 'mobile', typed(random, country, core.mobile))] : []
  if (firm && random.chance(0.56)) {
    // Colleagues share the switchboard; the extension is in a field of its own or typed behind the number.
    const ext = random.chance(0.5) ? String(random.between(1, 60) * (random.chance(0.5) ? 1 : 11)) : undefined
    const there = firm.place.country
    const value = (there === country ? typed : typedAbroad)(random, there, firm.switchboard)
    if (ext && random.chance(0.5))
      list.push(phone(random, 'work', value + typedExtension(random, there, ext)))
    else list.push(phone(random, 'work', value, ext))
  }
  const roll = random.below(100)
  if (roll < 9) list.push(phone(random, 'home', typed(random, country, landDigits(random, country, dial))))
  else if (roll < 15)
    list.push(phone(random, 'mobile', typed(random, country, mobileDigits(random, country, dial))))
  else if (roll < 18)
    list.push(phone(random, 'fax', typed(random, country, landDigits(random, country, dial))))
  else if (roll < 19)
    list.push(phone(random, 'assistant', typed(random, country, mobileDigits(random, country, dial))))
  if (list.length) row.phones = list
}

function web(
  random: Random,
  core: ContactCore,
  firm: CompanyCore | undefined,
  crowded: boolean,
  row: DemoContact,
): void {
  const first = core.given.latin
  const last = core.family?.latin ?? ''
  const emails = []
  if (firm && random.chance(0.6)) {
    const shared = random.chance(0.02)
    emails.push(
      point(random, 'work', shared ? `info@${firm.domain}` : workMail(random, firm, first, last, crowded)),
    )
  }
  if (random.chance(firm ? 0.3 : 0.58)) emails.push(point(random, 'home', privateMail(random, first, last)))
  if (random.chance(0.02)) emails.push(point(random, 'other', privateMail(random, first, last)))
  if (emails.length) row.emails = emails
  if (random.chance(0.04))
    row.websites = [point(random, 'home', `https://${userName(random, first, last)}.example`)]
  const handles = []
  if (core.locale === 'th') {
    if (random.chance(0.42)) handles.push(handle(random, 'line', 'mobile', userName(random, first, last)))
    if (random.chance(0.1)) handles.push(handle(random, 'facebook', 'home', `${first} ${last}`.trim()))
  } else if (core.locale === 'fa') {
    if (random.chance(0.3))
      handles.push(handle(random, 'telegram', 'mobile', `@${userName(random, first, last)}`))
    if (random.chance(0.2) && core.mobile)
      handles.push(handle(random, 'whatsapp', 'mobile', `+98${core.mobile.slice(1)}`))
  } else {
    if (random.chance(0.22)) handles.push(handle(random, 'linkedin', 'work', userName(random, first, last)))
    if (random.chance(0.08) && core.mobile) handles.push(handle(random, 'whatsapp', 'mobile', core.mobile))
  }
  if (handles.length) row.handles = handles
}

function person(random: Random, source: Source, core: ContactCore, row: DemoContact): DemoContact {
  const { firms, world } = source
  const firm = core.companyKey === undefined ? undefined : firms.at(core.companyKey)
  names(random, core, row)
  if (firm) {
    row.companyKey = firm.key
    if (random.chance(0.7)) {
      const { jobTitle, department } = role(random, core.country)
      row.jobTitle = jobTitle
      if (department && random.chance(0.6)) row.department = department
    }
  }
  if (core.key > 0 && random.chance(0.05)) row.referredByKey = random.below(core.key)
  if (random.chance(0.86)) row.status = random.from(statuses)
  if (random.chance(0.6)) row.language = languageOf[core.country]
  if (core.country === 'TH' && random.chance(0.08)) row.taxId = thaiPersonNumber(random)
  if (core.country === 'IR' && random.chance(0.12)) row.taxId = iranPersonNumber(random)
  if (random.chance(0.3)) {
    const found = new Set([random.from(tags[core.locale])])
    while (random.chance(0.3)) found.add(random.from(tags[core.locale]))
    row.tags = [...found]
  }
  if (random.chance(0.38)) row.birthday = birthday(random, core.locale, 2026)
  phones(random, core, firm, row)
  web(random, core, firm, firm !== undefined && firm.key < world.companies * 0.03, row)
  if (random.chance(0.46)) {
    row.addresses = [addressAt(random, core.place, firm && random.chance(0.6) ? 'work' : 'home')]
    if (random.chance(0.1)) row.addresses.push(addressAt(random, core.place, 'other'))
  }
  contactEvents(random, core, row)
  contactExtras(random, core, row)
  return row
}

/** The same person entered again: other wording, fewer fields, one number or address in common. */
function again(random: Random, first: DemoContact, core: ContactCore, row: DemoContact): DemoContact {
  const kind = core.twin?.kind
  if (kind !== 'nickname' && kind !== 'transliteration' && first.honorific && random.chance(0.6))
    row.honorific = first.honorific
  row.givenName = core.given.text
  if (core.family) row.familyName = core.family.text
  if (first.companyKey !== undefined && random.chance(kind === 'nickname' ? 0.4 : 0.75))
    row.companyKey = first.companyKey
  if (first.jobTitle && random.chance(0.5)) row.jobTitle = first.jobTitle
  if (random.chance(0.6)) row.status = random.from(statuses)
  if (first.birthday && random.chance(0.3)) row.birthday = first.birthday
  const mail = first.emails?.find((email) => !email.value.startsWith('info@'))
  const keepsMail = mail !== undefined && kind !== 'nickname' && random.chance(0.55)
  if (!keepsMail || random.chance(0.8)) {
    row.phones = [phone(random, 'mobile', typed(random, core.place.country, core.mobile))]
  }
  if (keepsMail) {
    const value = random.chance(0.2) ? mail.value.toUpperCase() : mail.value
    row.emails = [point(random, mail.label, value)]
  }
  const address = first.addresses?.[0]
  if (address && random.chance(0.3)) row.addresses = [{ ...address, id: elementId(random) }]
  if (kind === 'transliteration') row.language = 'en'
  return row
}

export function contactMaker(source: Source): (key: number) => DemoContact {
  const { world, persons, deals } = source
  const random = world.random('contactRow')
  const lead = leadMaker(world, deals)
  const blank = (core: ContactCore): DemoContact => ({
    key: core.key,
    id: world.id('contact', core.key, core.createdAt),
    createdAt: core.createdAt,
  })
  return (key) => {
    const core = persons.at(key)
    if (core.twin && core.twin.kind !== 'household') {
      const original = persons.at(core.twin.of)
      const first = person(random.reset(original.key), source, original, blank(original))
      return { ...again(random.reset(key), first, core, blank(core)), ...lead(core) }
    }
    return { ...person(random.reset(key), source, core, blank(core)), ...lead(core) }
  }
}

export function* contactRows(source: Source): Generator<DemoContact> {
  const make = contactMaker(source)
  for (let key = 0; key < source.world.contacts; key++) yield make(key)
}
