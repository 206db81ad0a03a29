/** Owns the demo rows of companies. */
import { addressAt, townOf } from './addresses.ts'
import {
  americanEin,
  britishVatNumber,
  germanVatNumber,
  iranCompanyNumber,
  thaiCompanyNumber,
} from './checkDigits.ts'
import { yearly } from './dates.ts'
import { elementId, handle, phone, point } from './elements.ts'
import type { CompanyCore } from './firms.ts'
import { landDigits, mobileDigits, typed } from './phones.ts'
import { pages } from './prose.ts'
import { type Random, weighted, zipf } from './random.ts'
import type { DemoCompany, DemoLocale } from './rows.ts'
import type { Source } from './source.ts'

/** Codes; what a screen calls them is its own affair. */
export const companyStatuses = ['customer', 'prospect', 'supplier', 'lead', 'partner', 'former'] as const

const statuses = weighted<string>([
  ['customer', 40],
  ['prospect', 30],
  ['supplier', 12],
  ['lead', 9],
  ['partner', 4],
  ['former', 5],
])

const tags: Readonly<Record<DemoLocale, ReturnType<typeof zipf<string>>>> = {
  th: zipf(
    [
      'ลูกค้าประจำ',
      'ขายส่ง',
      'เครดิต 30 วัน',
      'งานราชการ',
      'ส่งออก',
      'ปริมณฑล',
      'จ่ายช้า',
      'วีไอพี',
      'โรงงาน',
      'แฟรนไชส์',
    ],
    1,
  ),
  fa: zipf(
    ['مشتری ثابت', 'عمده', 'نمایندگی', 'دولتی', 'صادرات', 'شهرستان', 'بدحساب', 'ویژه', 'کارخانه', 'نقدی'],
    1,
  ),
  en: zipf(
    [
      'key account',
      'wholesale',
      'net 30',
      'public sector',
      'export',
      'regional',
      'slow payer',
      'VIP',
      'factory',
      'franchise',
    ],
    1,
  ),
}

const founded: Readonly<Record<DemoLocale, string>> = { th: 'วันก่อตั้ง', fa: 'سالگرد تأسیس', en: 'founded' }
const thaiBranches = ['สำนักงานใหญ่', '00000', 'สำนักงานใหญ่', 'สนญ.']

function identify(random: Random, core: CompanyCore, row: DemoCompany): void {
  switch (core.place.country) {
    case 'TH':
      if (random.chance(0.68)) {
        row.taxId = thaiCompanyNumber(random, random.between(2515, 2568))
        row.branch = random.chance(0.82)
          ? random.one(thaiBranches)
          : String(random.between(1, 48)).padStart(5, '0')
        if (random.chance(0.3)) row.registrationId = row.taxId
      }
      break
    case 'IR':
      if (random.chance(0.6)) row.taxId = iranCompanyNumber(random)
      if (random.chance(0.35)) row.registrationId = String(random.between(1200, 620_000))
      if (random.chance(0.04)) row.branch = `شعبهٔ ${townOf(core.place)}`
      break
    case 'US':
      if (random.chance(0.2)) row.taxId = americanEin(random)
      break
    case 'GB':
      if (random.chance(0.35)) row.taxId = britishVatNumber(random)
      if (random.chance(0.4))
        row.registrationId = `${random.chance(0.1) ? 'SC' : '0'}${random.digits(7)}`.slice(0, 8)
      break
    case 'DE':
      if (random.chance(0.5)) row.taxId = germanVatNumber(random)
      if (random.chance(0.4)) row.registrationId = `HRB ${random.between(1000, 260_000)}`
      break
  }
}

function reach(random: Random, core: CompanyCore, row: DemoCompany): void {
  const { country } = core.place
  const phones = random.chance(0.93) ? [phone(random, 'main', typed(random, country, core.switchboard))] : []
  if (random.chance(0.18))
    phones.push(phone(random, 'fax', typed(random, country, landDigits(random, country, core.place.dial))))
  if (random.chance(0.12))
    phones.push(
      phone(random, 'mobile', typed(random, country, mobileDigits(random, country, core.place.dial))),
    )
  if (phones.length) row.phones = phones
  if (random.chance(0.64)) {
    const box = random.one(['info', 'info', 'sales', 'contact', 'office', 'admin', 'account'])
    row.emails = [point(random, 'work', `${box}@${core.domain}`)]
    if (random.chance(0.15)) row.emails.push(point(random, 'other', `support@${core.domain}`))
  }
  if (random.chance(0.46)) {
    row.websites = [point(random, 'work', `${random.chance(0.6) ? 'https://' : ''}www.${core.domain}`)]
  }
  if (random.chance(0.76)) {
    row.addresses = [addressAt(random, core.place, 'main')]
    if (random.chance(0.14))
      row.addresses.push(addressAt(random, core.place, random.one(['other', 'work', 'other'])))
  }
  if (random.chance(core.locale === 'th' ? 0.3 : 0.18)) {
    const service =
      core.locale === 'th'
        ? 'line'
        : core.locale === 'fa'
          ? random.one(['instagram', 'telegram'])
          : 'linkedin'
    row.handles = [
      handle(
        random,
        service,
        'work',
        `${core.locale === 'th' ? '@' : ''}${core.domain.replace('.example', '')}`,
      ),
    ]
  }
}

export function companyMaker(source: Source): (key: number) => DemoCompany {
  const { world, firms } = source
  const random = world.random('companyRow')
  return (key) => {
    const core = firms.at(key)
    random.reset(key)
    const row: DemoCompany = {
      key,
      id: world.id('company', key, core.createdAt),
      createdAt: core.createdAt,
      name: core.name,
    }
    if (core.locale !== 'en' && random.chance(0.3)) row.phoneticName = core.latin
    if (key > 0 && random.chance(0.05)) {
      const parent = random.below(key)
      if (firms.localeOf(parent) === core.locale) row.parentKey = parent
    }
    if (random.chance(0.84)) row.industry = core.industry[core.locale]
    if (random.chance(0.88)) row.status = random.from(statuses)
    identify(random, core, row)
    reach(random, core, row)
    if (random.chance(0.04)) {
      row.events = [
        { id: elementId(random), label: founded[core.locale], value: yearly(random, core.locale, 2026) },
      ]
    }
    if (random.chance(0.26)) {
      const first = random.from(tags[core.locale])
      const second = random.chance(0.3) ? random.from(tags[core.locale]) : first
      row.tags = second === first ? [first] : [first, second]
    }
    if (random.chance(0.07)) {
      const subject = { locale: core.locale, name: core.name, place: core.place }
      row.description = pages(
        random,
        subject,
        random.chance(0.04) ? random.between(30, 80) : random.between(1, 4),
      )
    }
    return row
  }
}

export function* companyRows(source: Source): Generator<DemoCompany> {
  const make = companyMaker(source)
  for (let key = 0; key < source.world.companies; key++) yield make(key)
}
