/** Owns what a person is called: given and family name in a script, with the Latin spelling. Pure functions of chance. */
import {
  englishFamilies,
  englishMen,
  englishWomen,
  germanFamilies,
  germanMen,
  germanWomen,
} from './data/latinNames.ts'
import {
  persianFamilies,
  persianFamilyEndings,
  persianFamilySeconds,
  persianFamilyStems,
  persianMen,
  persianWomen,
} from './data/persianNames.ts'
import { thaiFamilies, thaiFamilyHeads, thaiFamilyTails, thaiMen, thaiWomen } from './data/thaiNames.ts'
import { type Named, type Random, weighted, zipf } from './random.ts'
import type { DemoCountry } from './rows.ts'

const latin = (names: readonly string[]): Named[] =>
  names.map((text) => ({ text: text.replaceAll('_', ' '), latin: asciiName(text) }))

/** Combining marks, U+0300–U+036F, once a name is decomposed. */
const MARKS = /\p{Mn}/gu
const folded: readonly (readonly [string, string])[] = [
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'Ae'],
  ['Ö', 'Oe'],
  ['Ü', 'Ue'],
  ['ß', 'ss'],
  ['ø', 'o'],
  ['Ø', 'O'],
  ['ð', 'd'],
  ['ı', 'i'],
]

/** A Latin name without accents, as typed on an English keyboard. */
export function asciiName(text: string): string {
  let plain = text
  for (const [from, to] of folded) plain = plain.replaceAll(from, to)
  return plain.normalize('NFD').replaceAll(MARKS, '')
}

const thai = { men: zipf(thaiMen, 0.75), women: zipf(thaiWomen, 0.75), families: zipf(thaiFamilies, 0.7) }
const thaiHeads = zipf(thaiFamilyHeads, 0.5)
const thaiTails = zipf(thaiFamilyTails, 0.5)
const persian = {
  men: zipf(persianMen, 0.8),
  women: zipf(persianWomen, 0.8),
  families: zipf(persianFamilies, 0.75),
}
const persianStems = zipf(persianFamilyStems, 0.5)
const persianEndings = zipf(persianFamilyEndings, 0.7)
const english = {
  men: zipf(latin(englishMen), 0.7),
  women: zipf(latin(englishWomen), 0.7),
  families: zipf(latin(englishFamilies), 0.75),
}
const german = {
  men: zipf(latin(germanMen), 0.6),
  women: zipf(latin(germanWomen), 0.6),
  families: zipf(latin(germanFamilies), 0.75),
}

const join = (head: Named, tail: Named, between = ''): Named => ({
  text: head.text + between + tail.text,
  latin: head.latin + between + tail.latin,
})

export function givenName(random: Random, country: DemoCountry, woman: boolean): Named {
  const names = country === 'TH' ? thai : country === 'IR' ? persian : country === 'DE' ? german : english
  return random.from(woman ? names.women : names.men)
}

export function familyName(random: Random, country: DemoCountry): Named {
  if (country === 'TH') {
    // Thai family names are long and rare: most are made of two learned words.
    if (random.chance(0.4)) return random.from(thai.families)
    const family = join(random.from(thaiHeads), random.from(thaiTails))
    return random.chance(0.25) ? join(family, random.from(thaiTails)) : family
  }
  if (country === 'IR') {
    const family = random.chance(0.78)
      ? random.from(persian.families)
      : join(random.from(persianStems), random.from(persianEndings))
    return random.chance(0.09) ? join(family, random.one(persianFamilySeconds), ' ') : family
  }
  const families = country === 'DE' ? german.families : english.families
  const family = random.from(families)
  return random.chance(country === 'DE' ? 0.04 : 0.025) ? join(family, random.from(families), '-') : family
}

const rareThaiPrefixes = weighted([
  ['ดร.', 40],
  ['ผศ.ดร.', 10],
  ['รศ.', 6],
  ['ศ.นพ.', 3],
  ['นพ.', 12],
  ['พญ.', 9],
  ['ทพ.', 4],
  ['ม.ร.ว.', 3],
  ['ม.ล.', 5],
  ['ร.ต.อ.', 4],
  ['พ.ต.ท.', 3],
  ['ว่าที่ ร.ต.', 3],
  ['พระครู', 1],
])
const rarePersianPrefixes = weighted([
  ['مهندس', 42],
  ['دکتر', 34],
  ['حاج', 10],
  ['استاد', 6],
  ['سید', 5],
  ['سرهنگ', 2],
  ['آیت‌الله', 1],
])
const rareWesternPrefixes = weighted([
  ['Dr.', 60],
  ['Prof.', 14],
  ['Rev.', 6],
  ['Capt.', 4],
  ['Sir', 3],
  ['Hon.', 3],
])
const rareGermanPrefixes = weighted([
  ['Dr.', 62],
  ['Prof. Dr.', 16],
  ['Dipl.-Ing.', 18],
  ['Prof. Dr. Dr. h. c.', 2],
])
const suffixes = ['Jr.', 'Sr.', 'II', 'III', 'PhD', 'MBA', 'CPA', 'Esq.', 'MD']

export interface Titles {
  honorific?: string
  prefix?: string
  suffix?: string
}

/** Courtesy and rank: what stands around a name. */
export function titles(random: Random, country: DemoCountry, woman: boolean): Titles {
  const found: Titles = {}
  const roll = random.below(100)
  if (country === 'TH') {
    if (roll < 62) found.honorific = 'คุณ'
    else if (roll < 82) found.honorific = woman ? (roll < 72 ? 'นางสาว' : 'นาง') : 'นาย'
    if (random.chance(0.05)) found.prefix = random.from(rareThaiPrefixes)
  } else if (country === 'IR') {
    if (roll < 55) found.honorific = woman ? 'خانم' : 'آقای'
    else if (roll < 68) found.honorific = woman ? 'سرکار خانم' : 'جناب آقای'
    if (random.chance(0.12)) found.prefix = random.from(rarePersianPrefixes)
  } else if (country === 'DE') {
    if (roll < 70) found.honorific = woman ? 'Frau' : 'Herr'
    if (random.chance(0.09)) found.prefix = random.from(rareGermanPrefixes)
  } else {
    if (roll < 45) found.honorific = woman ? (roll < 25 ? 'Ms.' : 'Mrs.') : 'Mr.'
    if (random.chance(0.05)) found.prefix = random.from(rareWesternPrefixes)
    if (random.chance(0.025)) found.suffix = random.one(suffixes)
  }
  return found
}

/** How a letter to that person begins. */
export function greetingOf(country: DemoCountry, woman: boolean, given: string, family: string): string {
  if (country === 'TH') return `เรียน คุณ${given}`
  if (country === 'IR') return `${woman ? 'سرکار خانم' : 'جناب آقای'} ${family}`
  if (country === 'DE') return woman ? `Sehr geehrte Frau ${family}` : `Sehr geehrter Herr ${family}`
  return woman ? `Dear Ms. ${family}` : `Dear Mr. ${family}`
}
