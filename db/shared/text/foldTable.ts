/**
 * Owns what one character becomes when a text is folded: a plain unit, nothing, or an action `fold` takes
 * because the neighbours matter. Must never look at more than one character. Learnt when first met.
 */
import { plainForms } from './plainForms.ts'

// What the table holds for a code unit: its folded unit, or one of these (no folded unit is a control character).
export const UNKNOWN = 0
export const DROP = 1
export const SPACE = 2
export const HYPHEN = 3
export const EXPAND = 4
export const SURROGATE = 5
export const NIKHAHIT = 6
export const SARA_AA = 7
export const SARA_E = 8
export const HAMZA_YEH = 9
export const WAW = 10
export const HAMZA_ABOVE = 11
export const LAST_ACTION = 31

export const THAI_AM = 0xe33
export const foldTable = new Uint16Array(0x10000)
/** The plain units of a character that has several, by code point. */
export const expansions = new Map<number, string>()

/** Marks that never make another letter: Latin and general accents, Hebrew points, Arabic vowel signs, Thai tones. */
const isDroppedMark = (c: number) =>
  (c >= 0x300 && c <= 0x36f) ||
  (c >= 0x591 && c <= 0x5c7 && c !== 0x5be && c !== 0x5c0 && c !== 0x5c3 && c !== 0x5c6) ||
  (c >= 0x610 && c <= 0x61a) ||
  (c >= 0x64b && c <= 0x65f) ||
  c === 0x621 ||
  c === 0x640 ||
  c === 0x670 ||
  c === 0x674 ||
  (c >= 0x6d6 && c <= 0x6ed && c !== 0x6dd && c !== 0x6de && c !== 0x6e9) ||
  (c >= 0x8d3 && c <= 0x8ff) ||
  c === 0xe3a ||
  (c >= 0xe47 && c <= 0xe4e && c !== 0xe4d) ||
  (c >= 0x1ab0 && c <= 0x1aff) ||
  (c >= 0x1dc0 && c <= 0x1dff) ||
  (c >= 0x20d0 && c <= 0x20ff) ||
  (c >= 0xfe00 && c <= 0xfe0f) ||
  (c >= 0xfe20 && c <= 0xfe2f)

const SPACES = /[\t-\r\x85\p{Z}]/u
export const INVISIBLE = /\p{Cc}|\p{Cf}|\u115F|\u1160|\u17B4|\u17B5|\u3164|\uFFA0/u
const DIGIT = /\p{Nd}/u
const isWordPoint = (char: string) => /[\p{L}\p{N}\p{M}]/u.test(char)

/** The value of a decimal digit: its place in its run, since every script stores 0 to 9 together. */
const digitUnit = (c: number) => {
  let first = c
  while (c - first < 9 && DIGIT.test(String.fromCharCode(first - 1))) first--
  return 0x30 + c - first
}

const special = new Map<number, number>([
  [0xe4d, NIKHAHIT],
  [0xe32, SARA_AA],
  [0xe45, SARA_AA],
  [0xe40, SARA_E],
  [0xe33, THAI_AM],
  [0xe46, SPACE],
  [0xe2f, SPACE],
  [0x626, HAMZA_YEH],
  [0x648, WAW],
  [0x624, WAW],
  [0x654, HAMZA_ABOVE],
])
for (const c of [0x2d, 0x2010, 0x2011, 0x2212, 0xfe63, 0xff0d]) special.set(c, HYPHEN)
for (const c of "'`´‘’‚‛′‵ʹʻʼʽʾʿˈˊˋ՚׳＇\u00ad") special.set(c.charCodeAt(0), DROP)

/** Decides what becomes of a code unit, once. */
export function learn(c: number): number {
  const known = special.get(c)
  let found: number
  if (known !== undefined) found = known
  else if (isDroppedMark(c)) found = DROP
  else if (c >= 0xd800 && c <= 0xdfff) found = SURROGATE
  else {
    const char = String.fromCharCode(c)
    if (SPACES.test(char)) found = SPACE
    else if (INVISIBLE.test(char)) found = DROP
    else if (DIGIT.test(char)) found = digitUnit(c)
    else {
      const plain = expand(char)
      if (plain === char) found = c
      else if (plain.length === 1) found = foldTable[plain.charCodeAt(0)] || learn(plain.charCodeAt(0))
      else {
        expansions.set(c, plain)
        found = EXPAND
      }
    }
  }
  foldTable[c] = found
  return found
}

/** The plain letters a character stands for; itself when it is one already. */
export function expand(char: string): string {
  const plain = plainForms.get(char)
  if (plain !== undefined) return plain
  const apart = char.toLowerCase().normalize('NFKD')
  // A spacing accent ("¨") comes apart as a space and the accent; it stays the sign it is.
  if (apart.startsWith(' ')) return char
  const lower = apart.toLowerCase()
  return plainForms.get(lower) ?? lower
}

const WORD = 1
const OTHER = 2
const kinds = new Uint8Array(0x10000)
/** Whether a UTF-16 unit of a folded text belongs to a word; marks and both halves of a pair do. */
export function isWordUnit(c: number): boolean {
  const known = kinds[c]
  if (known) return known === WORD
  const kind = isWordPoint(String.fromCharCode(c)) || isSurrogate(c) ? WORD : OTHER
  kinds[c] = kind
  return kind === WORD
}
/** Half of a character outside the basic plane. */
export const isSurrogate = (c: number) => c >= 0xd800 && c <= 0xdfff
