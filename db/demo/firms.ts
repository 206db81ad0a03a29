/**
 * Owns the cheap core of every company (script, name, town, switchboard, e-mail domain): what other rows need to know of
 * it, computed from its key alone. The full row is company.ts. All domains end in `.example`, which reaches nobody: a user
 * trying a mailing on demo data must not write to strangers.
 */
import { type Place, placeFor } from './addresses.ts'
import {
  englishStems,
  germanStems,
  type Industry,
  industries,
  persianStems,
  thaiStems,
} from './data/business.ts'
import { asciiName, familyName } from './people.ts'
import { landDigits } from './phones.ts'
import { type Named, type Random, weighted, zipf } from './random.ts'
import type { DemoLocale } from './rows.ts'
import type { World } from './world.ts'

export interface CompanyCore {
  readonly key: number
  readonly locale: DemoLocale
  readonly place: Place
  readonly name: string
  /** The name in Latin letters without its legal form. */
  readonly latin: string
  readonly domain: string
  readonly industry: Industry
  /** National digits of the number all colleagues share. */
  readonly switchboard: string
  readonly createdAt: number
  /** How the firm makes addresses of people: 0 `somchai.j`, 1 `somchai`, 2 `sjaidee`, 3 `somchai_jaidee`. */
  readonly mailStyle: number
}

const byFrequency = zipf(industries, 0.55)
const thai = zipf(thaiStems, 0.3)
const persian = zipf(persianStems, 0.3)
const english = zipf(englishStems, 0.3)
const german = zipf(germanStems, 0.3)

const thaiForms = weighted([
  ['บริษัท # จำกัด', 54],
  ['บริษัท # จำกัด (มหาชน)', 4],
  ['ห้างหุ้นส่วนจำกัด #', 10],
  ['หจก. #', 9],
  ['บจก. #', 9],
  ['บมจ. #', 1],
  ['ร้าน #', 7],
  ['#', 3],
  ['บริษัท # (ประเทศไทย) จำกัด', 3],
] as const)
const persianForms = weighted([
  ['شرکت # (سهامی خاص)', 36],
  ['شرکت #', 30],
  ['شرکت # (سهامی عام)', 4],
  ['شرکت # (با مسئولیت محدود)', 8],
  ['گروه صنعتی #', 4],
  ['فروشگاه #', 6],
  ['هلدینگ #', 2],
  ['#', 10],
] as const)
const americanForms = weighted([
  ['#, Inc.', 36],
  ['# LLC', 32],
  ['# Corp.', 8],
  ['# Co.', 6],
  ['#', 18],
] as const)
const britishForms = weighted([
  ['# Ltd', 58],
  ['# Limited', 16],
  ['# PLC', 4],
  ['# LLP', 5],
  ['#', 17],
] as const)
const germanForms = weighted([
  ['# GmbH', 60],
  ['# GmbH & Co. KG', 16],
  ['# AG', 6],
  ['# e. K.', 6],
  ['# OHG', 3],
  ['#', 9],
] as const)

const inForm = (form: string, name: Named): Named => ({
  text: form.replace('#', () => name.text),
  latin: name.latin,
})

function thaiName(random: Random, industry: Industry): Named {
  const first = random.from(thai)
  const second = random.from(thai)
  const what = random.one(industry.thWords)
  const family = random.chance(0.15) ? familyName(random, 'TH') : undefined
  const head = family ?? {
    text: first.text + second.text,
    latin: `${first.latin}${second.latin.toLowerCase()}`,
  }
  const third = random.chance(0.35) ? random.from(thai) : undefined
  const text = third ? `${head.text}${third.text}` : head.text
  const latin = third ? `${head.latin}${third.latin.toLowerCase()}` : head.latin
  const joined: Named = {
    text: `${text}${random.chance(0.5) ? ' ' : ''}${what.text}`,
    latin: `${latin} ${what.latin}`,
  }
  return inForm(random.from(thaiForms), joined)
}

function persianName(random: Random, industry: Industry): Named {
  const what = random.one(industry.faWords)
  const first = random.from(persian)
  const second = random.chance(0.72) ? random.from(persian) : undefined
  const family = random.chance(0.12) ? familyName(random, 'IR') : undefined
  const proper = family ?? {
    text: second ? `${first.text} ${second.text}` : first.text,
    latin: second ? `${first.latin} ${second.latin}` : first.latin,
  }
  return inForm(random.from(persianForms), {
    text: `${what.text} ${proper.text}`,
    latin: `${proper.latin} ${what.latin}`,
  })
}

function westernName(random: Random, country: 'US' | 'GB' | 'DE', industry: Industry): Named {
  if (country === 'DE') {
    const what = random.one(industry.deWords)
    const roll = random.below(100)
    const name =
      roll < 35
        ? `${familyName(random, 'DE').text} ${what}`
        : roll < 50
          ? `${familyName(random, 'DE').text} & ${random.one(['Söhne', 'Partner', 'Töchter', 'Co.'])} ${what}`
          : `${random.from(german)}${random.from(german).toLowerCase()} ${what}`
    return inForm(random.from(germanForms), { text: name, latin: asciiName(name) })
  }
  const what = random.one(industry.enWords)
  const roll = random.below(100)
  const name =
    roll < 30
      ? `${familyName(random, country).text} ${what}`
      : roll < 48
        ? `${familyName(random, country).text} & ${familyName(random, country).text} ${what}`
        : roll < 60
          ? `${familyName(random, country).text} ${random.one(['Bros.', '& Sons', 'Family', 'Partners'])} ${what}`
          : `${random.from(english)} ${random.chance(0.5) ? `${random.from(english)} ` : ''}${what}`
  return inForm(random.from(country === 'US' ? americanForms : britishForms), {
    text: name,
    latin: asciiName(name),
  })
}

const domainName = (latin: string): string =>
  latin
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '')
    .slice(0, 24)

/** Which script company `key` is in: known without making the rest. */
export interface Firms {
  localeOf(key: number): DemoLocale
  at(key: number): CompanyCore
}

const CACHE = 4096

export function createFirms(world: World): Firms {
  const random = world.random('company')
  const locales = world.random('company')
  const cache: (CompanyCore | undefined)[] = new Array(CACHE)

  const localeOf = (key: number): DemoLocale => locales.reset(key).from(world.locales)

  function make(key: number): CompanyCore {
    const locale = random.reset(key).from(world.locales)
    const place = placeFor(random, locale)
    const industry = random.from(byFrequency)
    const { text, latin } =
      place.country === 'TH'
        ? thaiName(random, industry)
        : place.country === 'IR'
          ? persianName(random, industry)
          : westernName(random, place.country, industry)
    return {
      key,
      locale,
      place,
      name: text,
      latin,
      domain: `${domainName(latin) || `firm${key}`}.example`,
      industry,
      switchboard: landDigits(random, place.country, place.dial),
      createdAt: world.enteredAt(key, world.companies, locale),
      mailStyle: random.below(4),
    }
  }

  return {
    localeOf,
    at(key) {
      const known = cache[key % CACHE]
      if (known?.key === key) return known
      const made = make(key)
      cache[key % CACHE] = made
      return made
    },
  }
}
