/**
 * Owns the stored text by which names are ordered: comparing two keys byte by byte (SQLite's BINARY) gives the order
 * in which a reader of that script expects them. Must never depend on the runtime's own collation, so that a
 * database sorts alike on every machine.
 *
 * The order is that of the Unicode collation: symbols, digits, Latin, Greek, Cyrillic, Hebrew, Arabic, Thai. A text
 * follows the rules of its first letter's script, as `en`, `fa` and `th` have them: in a text that begins in Arabic or
 * Thai letters those come before all others, and in a Thai text spaces and punctuation count for nothing. Differences of letters decide first, then marks and tones, then case. Digits are compared
 * one by one. Texts that differ only in what collation ignores (joiners, controls, digits of another script) share a
 * key. Two things go beyond the collation, because they look alike: เเ sorts as แ and ํ with า as ำ.
 */
import { BEHIND_ALL, kinds, LETTER, learn, longPlaces, placeOfPair, weights } from './sortWeights.ts'

/** Raise it whenever any text gets another key; stored keys are then rebuilt. */
export const SORT_KEY_VERSION = 1

const { place, space, preVowel, mark, long, longSpace, sequence, nikhahit } = kinds
const LEVEL = '\u0001'
// Both later levels list only what is not plain: how many plain ones came before (more of them sorts lower), and what.
const MANY = '\u0002'
const TOP = 0x7f
const ACCENT_RUN = 0x7c
const ACCENT_BASE = 2
const CASE_CLASSES = 6
const CASE_RUN = 19
const chars = Array.from({ length: 0x200 }, (_, code) => String.fromCharCode(code))

let units = new Uint16Array(512)
let count = 0
let accents = ''
let accentRun = 0
let cases = ''
let caseRun = 0

const isThai = (c: number) => c >= 0xe01 && c <= 0xe5b
const isArabic = (c: number) => (c >= 0x600 && c <= 0x6ff) || (c >= 0xfb50 && c <= 0xfefc)
const isThaiConsonant = (c: number) => c >= 0xe01 && c <= 0xe2e

function addUnit(unit: number) {
  if (count === units.length) {
    const wider = new Uint16Array(units.length * 2)
    wider.set(units)
    units = wider
  }
  units[count++] = unit
}

function addAccent(accent: number) {
  if (accent === 0) {
    accentRun++
    return
  }
  for (; accentRun > ACCENT_RUN; accentRun -= ACCENT_RUN + 1) accents += MANY
  accents += (chars[TOP - accentRun] ?? '') + (chars[ACCENT_BASE + accent] ?? '')
  accentRun = 0
}

function addCase(caseClass: number) {
  if (caseClass === 0) {
    caseRun++
    return
  }
  for (; caseRun > CASE_RUN; caseRun -= CASE_RUN + 1) cases += MANY
  cases += chars[TOP - caseRun * CASE_CLASSES - (CASE_CLASSES - caseClass)] ?? ''
  caseRun = 0
}

// The script a text begins in, where that changes its order.
const LATIN = 0
const ARABIC = 1
const THAI = 2
let script = LATIN
const BEHIND = BEHIND_ALL.charCodeAt(0)
const isForeign = (c: number) => (script === THAI ? !isThai(c) : !isArabic(c))

function add(c: number, weight: number) {
  const kind = (weight >> 20) & 15
  const skipsSpaces = script === THAI
  if (script !== LATIN && (weight & LETTER) !== 0 && kind !== sequence && isForeign(c)) addUnit(BEHIND)
  if (kind === place || kind === preVowel || kind === nikhahit || (kind === space && !skipsSpaces))
    addUnit(weight & 0x1ff)
  else if (kind === long || (kind === longSpace && !skipsSpaces)) {
    const name = longPlaces.get(c) ?? ''
    for (let i = 0; i < name.length; i++) addUnit(name.charCodeAt(i))
  } else if (kind === mark) {
    addAccent(weight & 0x1ff)
    addCase(0)
    return
  } else {
    if (kind === sequence) {
      for (const part of longPlaces.get(c) ?? '') {
        const p = part.charCodeAt(0)
        if (part.length === 1) add(p, weights[p] || learn(p))
        else addPair(part)
      }
    }
    return
  }
  addAccent((weight >> 12) & 31)
  addCase((weight >> 9) & 7)
}

function addPair(char: string) {
  const name = placeOfPair(char)
  for (let i = 0; i < name.length; i++) addUnit(name.charCodeAt(i))
  addAccent(0)
  addCase(0)
}

/** The script of the first letter. */
function scriptOf(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (((weights[c] || learn(c)) & LETTER) !== 0) return isThai(c) ? THAI : isArabic(c) ? ARABIC : LATIN
  }
  return LATIN
}

/**
 * A key that sorts as text, byte by byte, where the text belongs: `sortKey('เก่ง') < sortKey('อนันต์')`,
 * `sortKey('پ') < sortKey('ی')`. About one byte per letter; the same text always has the same key.
 */
export function sortKey(text: string): string {
  count = 0
  accents = ''
  accentRun = 0
  cases = ''
  caseRun = 0
  script = scriptOf(text)
  const length = text.length
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i)
    const weight = weights[c] || learn(c)
    const kind = (weight >> 20) & 15
    if (kind === place) {
      // The common case of `add`, spelt out: a letter or a digit.
      if (script !== LATIN && (weight & LETTER) !== 0 && isForeign(c)) addUnit(BEHIND)
      addUnit(weight & 0x1ff)
      const accent = (weight >> 12) & 31
      if (accent === 0) accentRun++
      else addAccent(accent)
      const caseClass = (weight >> 9) & 7
      if (caseClass === 0) caseRun++
      else addCase(caseClass)
    } else if (kind === preVowel) {
      // เ แ โ ใ ไ are written before the consonant they follow in sound and order.
      const doubled = c === 0xe40 && text.charCodeAt(i + 1) === 0xe40
      if (doubled) i++
      const vowel = doubled ? (weights[0xe41] ?? 0) : weight
      const next = text.charCodeAt(i + 1)
      if (isThaiConsonant(next)) {
        i++
        add(next, weights[next] ?? 0)
      }
      add(c, vowel)
    } else if (kind === nikhahit || (kind === mark && c < 0xe00)) {
      const composed = kind === nikhahit ? text.replace(SPLIT_SARA_AM, '$1ำ') : text.normalize('NFC')
      if (composed !== text) return sortKey(composed)
      add(c, weight)
    } else if (c >= 0xd800 && c <= 0xdbff) {
      const point = text.codePointAt(i) ?? 0
      if (point > 0xffff) {
        i++
        addPair(String.fromCodePoint(point))
      }
    } else add(c, weight)
  }
  return written()
}
const SPLIT_SARA_AM = /ํ([็-๎]?)[าๅ]/g

function written(): string {
  let key = ''
  for (let from = 0; from < count; from += 4096) {
    const part: string = Reflect.apply(
      String.fromCharCode,
      null,
      units.subarray(from, Math.min(count, from + 4096)),
    )
    key += part
  }
  if (accents !== '') key += LEVEL + accents
  if (cases !== '') key += (accents === '' ? LEVEL + LEVEL : LEVEL) + cases
  return key
}
