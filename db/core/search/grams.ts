/**
 * The index's vocabulary: which tokens a word is filed under, and the full-text expressions that find it again. Folded
 * words only come in here; nothing here knows rows, fields or files.
 *
 * Words are cut into grams by us and separated by spaces, so SQLite's `ascii` tokenizer only has to split bytes:
 *   \2s \2so \2som …   a name word begins like this (1 to 5 characters)
 *   \3ab               another word begins like this
 *   abc                anywhere in any word
 *   \4hash             a whole word of a name
 *   \5hash             a whole name, however it was spaced
 *   \6 and \6u7        somebody's secret; user 7 may see it
 */

const NAME_START = '\u0002'
const START = '\u0003'
const NAME_WORD = '\u0004'
const FULL_NAME = '\u0005'
const SECRET = '\u0006'
/** All of them, for the tokenizer's `tokenchars`. */
export const MARKERS = NAME_START + START + NAME_WORD + FULL_NAME + SECRET

const LONGEST_PREFIX = 5
/** Enough of a long word to find it; the rest is left to verification. */
const MOST_GRAMS = 5
const MOST_WORDS = 8

const SPACE = 0x20

/** 16 bits of FNV-1a: few enough tokens to be cheap, and verification tells apart what shares one. */
function hashed(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(36)
}

/** Writes one document's tokens as UTF-8, growing its buffer as needed. */
export class GramWriter {
  #bytes = Buffer.allocUnsafe(1 << 16)
  #length = 0
  #word = new Uint8Array(1 << 12)
  /** Where each character of the word begins within `#word`. */
  #at = new Uint32Array(1 << 10)

  start(): void {
    this.#length = 0
  }

  /** The document so far; valid until the next `start`. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  nameWord(word: string): void {
    const length = this.#load(word)
    for (let end = 1; end <= length && end <= LONGEST_PREFIX; end++) this.#token(2, 0, end)
    for (let i = 0; i + 3 <= length; i++) this.#token(0, i, i + 3)
    this.#marked(4, hashed(word))
  }

  /** `shared`: how many characters at its end another word of this document has in common. */
  word(word: string, shared = 0): void {
    const length = this.#load(word)
    if (length > 1) this.#token(3, 0, 2)
    for (let i = 0; i + 3 <= length && i < length - shared; i++) this.#token(0, i, i + 3)
  }

  fullName(compact: string): void {
    this.#marked(5, hashed(compact))
  }

  /** `allowed`: the only user who may see the document, if there is one. */
  secret(allowed: number | undefined): void {
    this.#marked(6, '')
    if (allowed !== undefined) this.#marked(6, `u${allowed}`)
  }

  #marked(marker: number, text: string): void {
    this.#token(marker, 0, this.#load(text))
  }

  /** UTF-8 of the word and the bounds of its characters. Returns how many there are. */
  #load(word: string): number {
    if (word.length >= this.#at.length) {
      this.#at = new Uint32Array(word.length * 2)
      this.#word = new Uint8Array(word.length * 8)
    }
    const bytes = this.#word
    let length = 0
    let n = 0
    for (let i = 0; i < word.length; i++) {
      let c = word.charCodeAt(i)
      this.#at[n++] = length
      if (c < 0x80) bytes[length++] = c
      else if (c < 0x800) {
        bytes[length++] = 0xc0 | (c >> 6)
        bytes[length++] = 0x80 | (c & 0x3f)
      } else if (c < 0xd800 || c > 0xdbff) {
        bytes[length++] = 0xe0 | (c >> 12)
        bytes[length++] = 0x80 | ((c >> 6) & 0x3f)
        bytes[length++] = 0x80 | (c & 0x3f)
      } else {
        c = 0x10000 + ((c & 0x3ff) << 10) + (word.charCodeAt(++i) & 0x3ff)
        bytes[length++] = 0xf0 | (c >> 18)
        bytes[length++] = 0x80 | ((c >> 12) & 0x3f)
        bytes[length++] = 0x80 | ((c >> 6) & 0x3f)
        bytes[length++] = 0x80 | (c & 0x3f)
      }
    }
    this.#at[n] = length
    return n
  }

  #token(marker: number, from: number, to: number): void {
    const start = this.#at[from] ?? 0
    const end = this.#at[to] ?? 0
    if (this.#length + end - start + 2 > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], (this.#bytes.length + end) * 2)
    const bytes = this.#bytes
    let length = this.#length
    if (marker) bytes[length++] = marker
    for (let i = start; i < end; i++) bytes[length++] = this.#word[i] ?? 0
    bytes[length++] = SPACE
    this.#length = length
  }
}

const quoted = (token: string): string => `"${token}"`
const all = (terms: readonly string[]): string =>
  terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' AND ')})`

/** Grams that together cover the word from character `from` on, without overlap where possible. */
function cover(points: readonly string[], from: number): string[] {
  const length = points.length
  if (length < 3) return []
  const grams = new Set<number>()
  for (let end = length; end > from && grams.size < MOST_GRAMS; end -= 3) grams.add(Math.max(0, end - 3))
  return [...grams].sort((a, b) => a - b).map((at) => quoted(points.slice(at, at + 3).join('')))
}

const startOfName = (points: readonly string[]): string =>
  quoted(NAME_START + points.slice(0, LONGEST_PREFIX).join(''))

function nameStarts(points: readonly string[]): string[] {
  return [startOfName(points), ...(points.length > LONGEST_PREFIX ? cover(points, LONGEST_PREFIX) : [])]
}

/** A single letter begins too many words to be filed under, except of names. */
function starts(points: readonly string[]): string[] {
  if (points.length === 1) return []
  const other = quoted(START + points.slice(0, 2).join(''))
  if (points.length === 2) return [`(${startOfName(points)} OR ${other})`]
  const first = quoted(points.slice(0, 3).join(''))
  return [`(${startOfName(points)} OR (${other} AND ${first}))`, ...cover(points, 3)]
}

const anywhere = (points: readonly string[]): string[] =>
  points.length > 2 ? cover(points, 0) : points.length === 2 ? starts(points) : []

/** How a document may match, best first; each finds what the one before does and more. */
export type Tier = 'exact' | 'nameStart' | 'start' | 'anywhere'
export const tiers: readonly Tier[] = ['exact', 'nameStart', 'start', 'anywhere']

/** The tiers that can differ for these words: one or two characters are only looked for where a word begins. */
export function tiersFor(words: readonly string[]): readonly Tier[] {
  const longest = Math.max(...words.map((word) => (word.length > 4 ? 5 : Array.from(word).length)))
  return tiers.slice(0, Math.min(4, longest + 1))
}

/**
 * The full-text expression that finds at least the documents in which every word matches as the tier says, and that the
 * user may see.
 */
export function expression(tier: Tier, words: readonly string[], compact: string, userId: number): string {
  const used = words.slice(0, MOST_WORDS).map((word) => Array.from(word))
  let terms: string[]
  if (tier === 'exact') {
    const each = words.slice(0, MOST_WORDS).map((word) => quoted(NAME_WORD + hashed(word)))
    terms = [`(${quoted(FULL_NAME + hashed(compact))} OR ${all(each)})`]
  } else if (tier === 'nameStart') terms = used.flatMap(nameStarts)
  else if (tier === 'start') terms = used.flatMap(starts)
  else terms = used.flatMap(anywhere)
  if (!terms.length) terms = used.map(startOfName)
  return `${all(terms)} NOT (${quoted(SECRET)} NOT ${quoted(`${SECRET}u${userId}`)})`
}

/** True when the expression of `anywhere` finds exactly the documents that match, so that nothing needs verifying. */
export const isExactByGrams = (words: readonly string[]): boolean => {
  const length = Array.from(words[0] ?? '').length
  return words.length === 1 && (length === 2 || length === 3)
}
