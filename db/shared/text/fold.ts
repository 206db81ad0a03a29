/**
 * Owns the one normal form under which texts are searched and compared, for every script at once, and the
 * way back from it to what was typed. Must never depend on the language of the window, and must never be
 * shown: a folded text is for machines. It runs on every value of every imported row, so the work is a table
 * look-up per character; the table learns a character the first time it is met.
 *
 * What counts as the same is decided in `foldTable.ts` (one character) and `step` (what stands beside it):
 * - case, Latin marks, Arabic vowel signs, tatweel, joiners, direction marks, U+200B: nothing;
 * - ي ى → ی, ك → ک, أ إ آ ٱ → ا, ة ۀ → ه, ؤ → و, ئ → ی, and both nothing beside another و: مسئول = مسؤول = مسوول;
 * - Thai tone marks, ็ and ์: nothing; เเ → แ; ํ…า → ำ; ๆ and ฯ end a word;
 * - digits of any script → 0-9; apostrophes anywhere and hyphens inside a word: nothing.
 */
import {
  DROP,
  EXPAND,
  expand,
  expansions,
  foldTable,
  HAMZA_ABOVE,
  HAMZA_YEH,
  HYPHEN,
  INVISIBLE,
  isSurrogate,
  isWordUnit,
  LAST_ACTION,
  learn,
  NIKHAHIT,
  SARA_AA,
  SARA_E,
  SPACE,
  SURROGATE,
  THAI_AM,
  UNKNOWN,
  WAW,
} from './foldTable.ts'

/** Raise it whenever `fold` gives another result for any text, so that caches built from it are rebuilt. */
export const foldVersion = 1

/** A folded text; unit `i` of it came from the graphemes of the original from `starts[i]` to `ends[i]`. */
export type FoldedText = { folded: string; starts: Uint32Array; ends: Uint32Array }

const THAI_AE = 0xe41
const YEH = 0x6cc

// The state of the text being folded. Folding is synchronous and never calls itself.
let units = new Uint16Array(1024)
let origins = new Uint32Array(1024)
let lastOrigins = new Uint32Array(1024)
let count = 0
let last = 0
let owesSpace = false
let owesHyphen = false
let afterNikhahit = false
let afterHamzaYeh = false
let spaceOrigin = 0
let hyphenOrigin = 0

function push(unit: number, origin: number) {
  if (count === units.length) grow()
  units[count] = unit
  origins[count] = origin
  lastOrigins[count] = origin
  count++
  last = unit
}

function grow() {
  const wider = new Uint16Array(units.length * 2)
  wider.set(units)
  units = wider
  const widerOrigins = new Uint32Array(units.length)
  widerOrigins.set(origins)
  origins = widerOrigins
  const widerLast = new Uint32Array(units.length)
  widerLast.set(lastOrigins)
  lastOrigins = widerLast
}

function payHyphen() {
  owesHyphen = false
  push(0x2d, hyphenOrigin)
}

function emit(unit: number, origin: number) {
  if (owesHyphen) {
    owesHyphen = false
    if (!isWordUnit(unit)) push(0x2d, hyphenOrigin)
  }
  if (owesSpace) {
    owesSpace = false
    if (count > 0) push(0x20, spaceOrigin)
  }
  afterNikhahit = false
  afterHamzaYeh = false
  push(unit, origin)
}

/** Whether this letter is the one just written, with nothing but dropped characters since. */
const follows = (unit: number) => last === unit && !owesSpace

function step(c: number, origin: number) {
  const found = foldTable[c] || learn(c)
  if (found > LAST_ACTION) {
    emit(found, origin)
    return
  }
  switch (found) {
    // Dropped: also half a surrogate pair on its own, which no database can hold.
    case UNKNOWN:
    case DROP:
    case SURROGATE:
      return
    case SPACE:
      if (owesHyphen) payHyphen()
      if (!owesSpace) spaceOrigin = origin
      owesSpace = true
      return
    case HYPHEN:
      if (owesHyphen) payHyphen()
      else if (count > 0 && !owesSpace && isWordUnit(last)) {
        owesHyphen = true
        hyphenOrigin = origin
        return
      }
      emit(0x2d, origin)
      return
    case NIKHAHIT:
      afterNikhahit = !owesSpace
      return
    case SARA_AA:
      emit(afterNikhahit && !owesSpace ? THAI_AM : 0xe32, origin)
      return
    case SARA_E:
      owesHyphen = false
      if (follows(0xe40)) {
        last = THAI_AE
        units[count - 1] = THAI_AE
        lastOrigins[count - 1] = origin
      } else emit(0xe40, origin)
      return
    case HAMZA_YEH:
      emit(YEH, origin)
      afterHamzaYeh = true
      return
    case HAMZA_ABOVE:
      afterHamzaYeh = follows(YEH)
      return
    case WAW:
      waw(origin)
      return
    case EXPAND:
      stepAll(expansions.get(c) ?? '', origin)
  }
}

function waw(origin: number) {
  owesHyphen = false
  let first = origin
  // ئو and ؤو are two spellings of one sound, often typed as one letter.
  if (afterHamzaYeh && follows(YEH)) {
    afterHamzaYeh = false
    count--
    first = origins[count] ?? origin
    last = count > 0 ? (units[count - 1] ?? 0) : 0
  }
  if (follows(0x648)) lastOrigins[count - 1] = origin
  else {
    emit(0x648, first)
    lastOrigins[count - 1] = origin
  }
}

function stepAll(text: string, origin: number) {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (isSurrogate(unit)) emit(unit, origin)
    else step(unit, origin)
  }
}

/** A character outside the basic plane: its plain form if it has one (𝐀 → a), else itself. */
function stepPair(high: number, low: number, origin: number) {
  const point = (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000
  let plain = expansions.get(point)
  if (plain === undefined) {
    const char = String.fromCodePoint(point)
    plain = INVISIBLE.test(char) || (point >= 0xe0000 && point <= 0xe0fff) ? '' : expand(char)
    expansions.set(point, plain)
  }
  stepAll(plain, origin)
}

function run(text: string) {
  count = 0
  last = 0
  owesSpace = owesHyphen = afterNikhahit = afterHamzaYeh = false
  const length = text.length
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i)
    const found = foldTable[c] ?? UNKNOWN
    if (found > LAST_ACTION) emit(found, i)
    else if (c >= 0xd800 && c <= 0xdbff && i + 1 < length) {
      const low = text.charCodeAt(i + 1)
      if (low >= 0xdc00 && low <= 0xdfff) stepPair(c, low, i++)
      else step(c, i)
    } else step(c, i)
  }
  if (owesHyphen) payHyphen()
}

function written(): string {
  let out = ''
  for (let from = 0; from < count; from += 4096) {
    const part: string = Reflect.apply(
      String.fromCharCode,
      null,
      units.subarray(from, Math.min(count, from + 4096)),
    )
    out += part
  }
  return out
}

// ASCII needs no state: 1 stays, 2 is a capital, 3 a space that may have to collapse, 0 wants the long way.
const ascii = new Uint8Array(128)
for (let c = 0x21; c < 0x7f; c++) ascii[c] = c >= 0x41 && c <= 0x5a ? 2 : 1
ascii[0x20] = 3
for (const c of [0x27, 0x2d, 0x60]) ascii[c] = 0

/**
 * The normal form of a text for search and comparison: `fold('O’Neil') === fold('ONEIL')`,
 * `fold('น้ำ') === fold('นํ้า')`, `fold('كريمي') === fold('کریمی')`. Folding twice changes nothing more.
 */
export function fold(text: string): string {
  const length = text.length
  let capitals = false
  let afterSpace = true
  let i = 0
  for (; i < length; i++) {
    const kind = ascii[text.charCodeAt(i)]
    if (kind === 1) afterSpace = false
    else if (kind === 2) {
      capitals = true
      afterSpace = false
    } else if (kind === 3 && !afterSpace) afterSpace = true
    else break
  }
  if (i === length && (!afterSpace || length === 0)) return capitals ? text.toLowerCase() : text
  run(text)
  return written()
}

/** `fold` without spaces, for texts that may or may not be written apart: می شود and میشود, สมชาย ใจดี and สมชายใจดี. */
export function foldCompact(text: string): string {
  const folded = fold(text)
  return folded.includes(' ') ? folded.replaceAll(' ', '') : folded
}

/** Folds and keeps, for each unit of the result, the bounds of the grapheme it came from. */
export function foldWithMap(text: string): FoldedText {
  run(text)
  const starts = new Uint32Array(count)
  const ends = new Uint32Array(count)
  const at = graphemeBounds(text)
  for (let i = 0; i < count; i++) {
    starts[i] = at.start[origins[i] ?? 0] ?? 0
    ends[i] = at.end[lastOrigins[i] ?? 0] ?? text.length
  }
  return { folded: written(), starts, ends }
}

let graphemes: Intl.Segmenter | undefined
function graphemeBounds(text: string) {
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  const start = new Uint32Array(text.length)
  const end = new Uint32Array(text.length)
  for (const { index, segment } of graphemes.segment(text)) {
    start.fill(index, index, index + segment.length)
    end.fill(index + segment.length, index, index + segment.length)
  }
  return { start, end }
}

/** The words of a folded text: runs of letters, marks and digits. `words(fold('Co., Ltd.'))` is `['co', 'ltd']`. */
export function words(folded: string): string[] {
  const found: string[] = []
  let from = -1
  for (let i = 0; i < folded.length; i++) {
    if (isWordUnit(folded.charCodeAt(i))) {
      if (from < 0) from = i
    } else if (from >= 0) {
      found.push(folded.slice(from, i))
      from = -1
    }
  }
  if (from >= 0) found.push(from === 0 ? folded : folded.slice(from))
  return found
}

/** A short Arabic-script word is often a part of its neighbour (می شود, حمید رضا, کتاب ها). */
const SHORT_PART = 4
const isArabic = (unit: number) => unit >= 0x600 && unit <= 0x6ff
const isThai = (unit: number) => unit >= 0xe00 && unit <= 0xe7f

/**
 * The words a search index stores for a folded text: `words` and, where the script leaves it to the writer
 * whether to put a space, each pair written together, so that میشود finds می شود and สมชายใจดี finds สมชาย ใจดี.
 * The other direction needs nothing: both words of می شود are inside میشود.
 */
export function indexWords(folded: string): string[] {
  const plain = words(folded)
  let all = plain
  for (let i = 1; i < plain.length; i++) {
    const before = plain[i - 1] ?? ''
    const word = plain[i] ?? ''
    const joins =
      (isArabic(before.charCodeAt(0)) &&
        isArabic(word.charCodeAt(0)) &&
        (before.length <= SHORT_PART || word.length <= SHORT_PART)) ||
      (isThai(before.charCodeAt(0)) && isThai(word.charCodeAt(0)))
    if (!joins) continue
    if (all === plain) all = plain.slice()
    all.push(before + word)
  }
  return all
}

/**
 * The words of what a user typed so far. A last ئ, ؤ or เ may yet become part of another letter (مسئ → مسئول,
 * เ → เเ = แ), so it is left out of a longer word until the next key decides.
 */
export function queryWords(query: string): string[] {
  const text = query.trimEnd()
  const open = text.length > 1 && OPEN_ENDS.has(text.charCodeAt(text.length - 1)) && !text.endsWith('เเ')
  const found = words(fold(open ? text.slice(0, -1) : text))
  return found.length > 0 || !open ? found : words(fold(text))
}
const OPEN_ENDS = new Set([0x626, 0x624, 0xe40])
