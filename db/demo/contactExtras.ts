/** Owns the rarer parts of a contact: yearly events beside the birthday, and what imported cards had beyond our fields. */

import { yearly } from './dates.ts'
import { extra, point } from './elements.ts'
import { familyName, givenName } from './people.ts'
import type { ContactCore } from './persons.ts'
import { pages } from './prose.ts'
import { type Random, weighted } from './random.ts'
import type { DemoContact, DemoLocale } from './rows.ts'
import { subjectOf } from './source.ts'

const events: Readonly<Record<DemoLocale, readonly string[]>> = {
  th: ['วันครบรอบแต่งงาน', 'วันเกิดลูกสาว', 'วันเกิดลูกชาย', 'วันเกิดภรรยา', 'ต่อสัญญา', 'ทำบุญบริษัท'],
  fa: ['سالگرد ازدواج', 'تولد دختر', 'تولد پسر', 'تولد همسر', 'تمدید قرارداد', 'سالگرد همکاری'],
  en: [
    'anniversary',
    "daughter's birthday",
    "son's birthday",
    "partner's birthday",
    'contract renewal',
    'joined',
  ],
}

export function contactEvents(random: Random, core: ContactCore, row: DemoContact): void {
  if (!random.chance(0.07)) return
  const labels = events[core.locale]
  row.events = [point(random, random.one(labels), yearly(random, core.locale, 2026))]
  if (random.chance(0.25))
    row.events.push(point(random, random.one(labels), yearly(random, core.locale, 2026)))
}

type ExtraName = 'Spouse' | 'Assistant' | 'Hobby' | 'X-FAX-2' | 'User 1' | 'Mileage' | 'Biography'

const names = weighted<ExtraName>([
  ['Spouse', 26],
  ['Assistant', 18],
  ['Hobby', 20],
  ['X-FAX-2', 8],
  ['User 1', 18],
  ['Mileage', 5],
  ['Biography', 5],
])

const hobbies: Readonly<Record<DemoLocale, readonly string[]>> = {
  th: ['กอล์ฟ', 'ตกปลา', 'ทำอาหาร', 'พระเครื่อง', 'ปั่นจักรยาน', 'ถ่ายภาพ'],
  fa: ['کوه‌نوردی', 'شعر', 'فوتبال', 'شطرنج', 'عکاسی', 'باغبانی'],
  en: ['golf', 'sailing', 'gardening', 'chess', 'cycling', 'photography'],
}

function textOf(random: Random, core: ContactCore, name: ExtraName): string {
  switch (name) {
    case 'Spouse':
      return `${givenName(random, core.country, !core.woman).text} ${core.family?.text ?? ''}`.trim()
    case 'Assistant':
      return `${givenName(random, core.country, true).text} ${familyName(random, core.country).text}`
    case 'Hobby':
      return random.one(hobbies[core.locale])
    case 'X-FAX-2':
      return random.digits(9)
    case 'User 1':
      return `C-${random.digits(5)}`
    case 'Mileage':
      return `${random.between(1, 900)} km`
    case 'Biography':
      return pages(random, subjectOf(core), random.between(25, 140))
  }
}

export function contactExtras(random: Random, core: ContactCore, row: DemoContact): void {
  if (!random.chance(0.05)) return
  const name = random.from(names)
  row.extras = [extra(random, name, textOf(random, core, name))]
  if (random.chance(0.3)) {
    const other = random.from(names)
    if (other !== name) row.extras.push(extra(random, other, textOf(random, core, other)))
  }
}
