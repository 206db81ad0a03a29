/**
 * Owns what each character weighs in a sort key: a place in the alphabet of alphabets (first level), its accent
 * (second) and its case (third). Must never ask the runtime for an order: everything comes from `sortTables.ts`.
 *
 * Places are handed out in order as characters from U+0003 up, so the commonest (digits, Latin, Persian, most Thai
 * consonants) take one byte in UTF-8. A rare character is written as the common one before it, U+00FF, and its number
 * after that one: behind everything that begins with the common one, before the next. What no table knows sorts by
 * code point behind its neighbours.
 */
import {
  arabicGroups,
  letterSequences,
  markGroups,
  rootGroups,
  symbolGroups,
  thaiGroups,
  variableGroups,
} from './sortTables.ts'

/** What a weight is, in its bits 20-23. */
export const kinds = {
  place: 1,
  space: 2,
  preVowel: 3,
  mark: 4,
  nothing: 5,
  long: 6,
  longSpace: 7,
  sequence: 8,
  nikhahit: 9,
}
const { place, space, preVowel, mark, nothing, long, longSpace, sequence, nikhahit } = kinds
/** A weight that says the character is a letter. */
export const LETTER = 1 << 24

/** Weight by UTF-16 unit: bits 0-8 place or mark, 9-11 case class, 12-16 variant at the second level. 0: not met yet. */
export const weights = new Uint32Array(0x10000)
/** Places that take more than one character, and the characters a `sequence` stands for. */
export const longPlaces = new Map<number, string>()

const FIRST_PLACE = 3
const AFTER = '\u00ff'
/** What stands before the places that come behind all letters of a table. */
export const BEHIND_ALL = '\u00fe'
const MARKS_FROM = 14

const common = new Set(' -.()&0123456789abcdefghijklmnopqrstuvwxyzآاءبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی')
const rareThai = new Set('ฃฅฦ\u0e3a')

// Case classes, in the order of the third level; 0 is the plain form.
const WIDE = 1
const UPPER = 2
const WIDE_UPPER = 3
const OTHER = 4
const LAST_CLASS = 6
const isUpper = (c: string) => c.toLowerCase() !== c
const pack = (kind: number, letter: number, unit: number, caseClass: number, variant: number) =>
  ((kind << 20) | letter | unit | (caseClass << 9) | (variant << 12)) >>> 0

let nextPlace = FIRST_PLACE
let lastCommon = ''
let behind = 0

/** Writes the weights of one group of letters that are equal at the first level. */
function addGroup(group: string, isCommon: boolean, spaceOrPlace: number, letter: number) {
  let unit = 0
  let name = ''
  if (isCommon) {
    unit = nextPlace++
    lastCommon = String.fromCharCode(unit)
    behind = 0
  } else name = rarePlace()
  for (const [variant, members] of group.split(';').entries()) {
    let other = OTHER
    for (const [i, c] of [...members].entries()) {
      const caseClass = isUpper(c) ? UPPER : i === 0 ? 0 : Math.min(other++, LAST_CLASS)
      const kind = isCommon ? spaceOrPlace : spaceOrPlace === space ? longSpace : long
      weights[c.charCodeAt(0)] = pack(kind, letter, unit, caseClass, variant)
      if (!isCommon) longPlaces.set(c.charCodeAt(0), name)
    }
  }
}

const rarePlace = () => lastCommon + AFTER + String.fromCharCode(FIRST_PLACE + behind++)

for (const group of variableGroups) addGroup(group, common.has(group.charAt(0)), space, 0)
for (const group of symbolGroups) addGroup(group, false, place, 0)
const otherSymbols = rarePlace()
for (const group of rootGroups)
  addGroup(group, common.has(group.charAt(0)), place, /^\d/.test(group) ? 0 : LETTER)
for (const group of arabicGroups) addGroup(group, common.has(group.charAt(0)), place, LETTER)
const afterArabic = rarePlace()
for (const group of thaiGroups) {
  const kind = group >= 'เ' && group <= 'ไ' ? preVowel : group === '\u0e4d' ? nikhahit : place
  addGroup(group, !rareThai.has(group.charAt(0)), kind, LETTER)
}
for (const [i, group] of markGroups.entries())
  for (const c of group) if (!/\p{L}/u.test(c)) weights[c.charCodeAt(0)] = pack(mark, 0, MARKS_FROM + i, 0, 0)

// Letters written as others: æ is a, a mark of its own, e. The mark is a private character known only here.
const PRIVATE = 0xe000
for (const line of letterSequences) {
  const [letter = '', ...parts] = line
  const plain = parts.map((c, i) => {
    if (i !== 1 || /\p{M}/u.test(c)) return c
    const unit = PRIVATE + c.charCodeAt(0)
    weights[unit] = pack(mark, 0, MARKS_FROM + markGroups.indexOf(c), 0, 0)
    return String.fromCharCode(unit)
  })
  const upper = letter.toUpperCase()
  addSequence(letter, plain.join(''))
  if (upper.length === 1 && upper !== letter) addSequence(upper, plain.map((c) => c.toUpperCase()).join(''))
}
addSequence('ẞ', (longPlaces.get('ß'.charCodeAt(0)) ?? 'ss').toUpperCase())

function addSequence(letter: string, parts: string) {
  longPlaces.set(letter.charCodeAt(0), parts)
  weights[letter.charCodeAt(0)] = pack(sequence, LETTER, 0, 0, 0)
}

const withClass = (weight: number, caseClass: number) => ((weight & ~(7 << 9)) | (caseClass << 9)) >>> 0

/** Decides the weight of a character the tables do not list: composed, compatible, a digit of another script, or unknown. */
export function learn(c: number): number {
  const weight = weightOf(c)
  weights[c] = weight
  return weight
}

function weightOf(c: number): number {
  const char = String.fromCharCode(c)
  if (/[\t-\r\x85\p{Z}]/u.test(char)) return withClass(weights[0x20] ?? 0, OTHER)
  if (/\p{C}/u.test(char) && (c < 0xe000 || c > 0xf8ff)) return pack(nothing, 0, 0, 0, 0)
  if (/\p{Nd}/u.test(char) && c < 0xff00) return weights[digitOf(c)] ?? 0
  const apart = char.normalize('NFD')
  if (apart !== char) return composite(c, apart)
  const plain = char.normalize('NFKD')
  if (plain.length > 1) return composite(c, plain)
  if (plain !== char) {
    const p = plain.charCodeAt(0)
    const base = weights[p] || learn(p)
    const known = longPlaces.get(p)
    if (known !== undefined) longPlaces.set(c, known)
    const wide = c >= 0xff01 && c <= 0xff5e
    return withClass(
      base,
      wide ? (isUpper(plain) ? WIDE_UPPER : WIDE) : c >= 0xfb50 ? (base >> 9) & 7 : OTHER,
    )
  }
  return unknown(c, char)
}

function composite(c: number, parts: string): number {
  longPlaces.set(c, parts)
  return pack(sequence, LETTER, 0, 0, 0)
}

function unknown(c: number, char: string): number {
  const isLetter = /[\p{L}\p{N}\p{M}]/u.test(char) || c >= 0xe000
  const lightMark =
    /\p{M}/u.test(char) && (c < 0x900 || (c >= 0xe00 && c < 0xe80) || (c >= 0x1ab0 && c < 0x3000))
  if (lightMark || c === 0x640 || c === 0xe2f || c === 0xe46 || (c >= 0xe4f && c <= 0xe5b))
    return pack(nothing, 0, 0, 0, 0)
  if (!isLetter) longPlaces.set(c, otherSymbols + char)
  else longPlaces.set(c, (c >= 0x600 && c < 0xe00 ? afterArabic : BEHIND_ALL) + char)
  return pack(long, isLetter ? LETTER : 0, 0, 0, 0)
}

function digitOf(c: number): number {
  let first = c
  while (c - first < 9 && /\p{Nd}/u.test(String.fromCharCode(first - 1))) first--
  return 0x30 + c - first
}

/** The place of a character outside the basic plane: by code point, behind all others. */
export const placeOfPair = (char: string): string => BEHIND_ALL + char
