/**
 * Owns how one name comes to be entered a second time: spelled otherwise, mistyped, in Latin letters, under a short name.
 * Shares no code with the duplicate search it is used to score.
 */
import { englishShort } from './data/latinNames.ts'
import { persianNicknames } from './data/persianNames.ts'
import { thaiNicknames } from './data/thaiNames.ts'
import { asciiName } from './people.ts'
import type { Named, Random } from './random.ts'
import type { DemoCountry } from './rows.ts'

/** Why two contacts are one person; `household` are two people with one number. */
export type DuplicateKind = 'copy' | 'spelling' | 'typo' | 'transliteration' | 'nickname' | 'household'

type Swap = readonly [from: string, to: string]

const thaiSwaps: readonly Swap[] = [
  ['ศักดิ์', 'ศักดิ'],
  ['พงษ์', 'พงศ์'],
  ['พงศ์', 'พงษ์'],
  ['วงศ์', 'วงษ์'],
  ['รัตน์', 'รัตน'],
  ['วัฒน์', 'วัตน์'],
  ['ณัฐ', 'ณัฏฐ'],
  ['ณ', 'น'],
  ['ศ', 'ส'],
  ['ภ', 'พ'],
  ['ธ', 'ท'],
  ['ฐ', 'ถ'],
  ['ญ', 'ย'],
  ['แ', 'เเ'],
  ['น้ำ', 'นํ้า'],
  ['์', ''],
  ['ิ', 'ี'],
]
const persianSwaps: readonly Swap[] = [
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['\u200c', ''],
  ['\u200c', ' '],
  ['زاده', ' زاده'],
  ['آ', 'ا'],
  ['ؤ', 'و'],
  ['ئ', 'ی'],
  ['الله', 'اله'],
  ['ائی', 'ایی'],
  ['ایی', 'ائی'],
]
const latinSwaps: readonly Swap[] = [
  ['ü', 'ue'],
  ['ö', 'oe'],
  ['ä', 'ae'],
  ['ß', 'ss'],
  ['ü', 'u'],
  ["'", ''],
  ['-', ' '],
  ['é', 'e'],
  ['ph', 'f'],
  ['Mac', 'Mc'],
  ['Mc', 'Mac'],
  ['son', 'sen'],
  ['Ca', 'Ka'],
  ['Ka', 'Ca'],
  ['ei', 'ie'],
  ['mm', 'm'],
  ['tt', 't'],
  ['ll', 'l'],
  ['nn', 'n'],
  ['th', 't'],
  ['y', 'i'],
]

function swapped(random: Random, country: DemoCountry, text: string): string | undefined {
  const swaps = country === 'TH' ? thaiSwaps : country === 'IR' ? persianSwaps : latinSwaps
  const start = random.below(swaps.length)
  for (let i = 0; i < swaps.length; i++) {
    const swap = swaps[(start + i) % swaps.length]
    if (!swap) continue
    const at = text.indexOf(swap[0])
    if (at > 0 || (at === 0 && swap[1] !== ''))
      return text.slice(0, at) + swap[1] + text.slice(at + swap[0].length)
  }
  return undefined
}

/** A slip of the finger inside the name: two letters swapped, one lost or doubled. The first letter stays. */
export function mistyped(random: Random, text: string): string {
  if (text.length < 4) return text + text.slice(-1)
  const at = random.between(1, text.length - 2)
  const roll = random.below(3)
  if (roll === 0 && text[at] !== text[at + 1]) {
    return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
  }
  if (roll === 1) return text.slice(0, at) + text.charAt(at) + text.slice(at)
  return text.slice(0, at) + text.slice(at + 1)
}

export interface TwinName {
  readonly given: Named
  readonly family: Named | undefined
  readonly kind: DuplicateKind
}

const like = (text: string, name: Named): Named => ({ text, latin: name.latin })

function typo(random: Random, given: Named, family: Named): TwinName {
  return random.chance(0.65)
    ? { given, family: like(mistyped(random, family.text), family), kind: 'typo' }
    : { given: like(mistyped(random, given.text), given), family, kind: 'typo' }
}

/** Other ways Thai and Persian names are put into Latin letters. */
const romanSwaps: readonly Swap[] = [
  ['Mohammad', 'Muhammad'],
  ['Hossein', 'Hussein'],
  ['Saeed', 'Said'],
  ['ph', 'p'],
  ['Ph', 'P'],
  ['th', 't'],
  ['aw', 'av'],
  ['oo', 'u'],
  ['ou', 'u'],
  ['ee', 'i'],
  ['kh', 'k'],
  ['gh', 'q'],
  ['ch', 'j'],
]

function romanised(random: Random, name: Named): Named {
  let latin = name.latin
  if (random.chance(0.4)) {
    const swap = random.one(romanSwaps)
    latin = latin.replace(swap[0], swap[1])
  }
  return { text: latin, latin: name.latin }
}

/** The name under which a person is entered again, and what that is called: not every name allows every kind. */
export function twinName(
  random: Random,
  country: DemoCountry,
  wanted: DuplicateKind,
  given: Named,
  family: Named,
): TwinName {
  const script = country === 'TH' || country === 'IR'
  if (wanted === 'copy' || wanted === 'household') return { given, family, kind: wanted }
  if (wanted === 'typo') return typo(random, given, family)
  if (wanted === 'transliteration') {
    if (script) return { given: romanised(random, given), family: romanised(random, family), kind: wanted }
    const plain = { given: like(asciiName(given.text), given), family: like(asciiName(family.text), family) }
    if (plain.given.text !== given.text || plain.family.text !== family.text)
      return { ...plain, kind: 'spelling' }
  }
  if (wanted === 'nickname') {
    if (country === 'TH') return { given: random.one(thaiNicknames), family: undefined, kind: wanted }
    if (country === 'IR') return { given: random.one(persianNicknames), family: undefined, kind: wanted }
    const short = englishShort.get(given.text)
    if (short)
      return {
        given: { text: short, latin: short },
        family: random.chance(0.8) ? family : undefined,
        kind: wanted,
      }
  }
  const inFamily = random.chance(0.6)
  const spelled = swapped(random, country, inFamily ? family.text : given.text)
  if (spelled === undefined) return typo(random, given, family)
  return inFamily
    ? { given, family: like(spelled, family), kind: 'spelling' }
    : { given: like(spelled, given), family, kind: 'spelling' }
}
