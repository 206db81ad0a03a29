/**
 * The generator's only source of chance: a small seeded PRNG (xoroshiro64**, two 32-bit words) that can be re-seeded
 * for any (stream, key) pair, so that every row can be made on its own, in any order, always the same.
 * Must never read the clock, `Math.random` or anything else from outside.
 */

/** Weighted or skewed choice prepared once: a table of item indexes drawn from uniformly. */
export interface Table<T> {
  readonly items: readonly T[]
  readonly slots: Uint16Array
}

const SLOTS = 16_384

function tableOf<T>(items: readonly T[], weights: readonly number[]): Table<T> {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const slots = new Uint16Array(SLOTS)
  let upTo = 0
  let at = 0
  for (const [index, weight] of weights.entries()) {
    upTo += weight
    const end = index === weights.length - 1 ? SLOTS : Math.round((upTo / total) * SLOTS)
    while (at < end) slots[at++] = index
  }
  return { items, slots }
}

/** Items with the weights given, e.g. `weighted([['mobile', 70], ['work', 30]])`. */
export function weighted<T>(pairs: readonly (readonly [T, number])[]): Table<T> {
  return tableOf(
    pairs.map(([item]) => item),
    pairs.map(([, weight]) => weight),
  )
}

/** Items whose frequency falls with their place in the list, as names and words do. */
export function zipf<T>(items: readonly T[], exponent = 0.8): Table<T> {
  return tableOf(
    items,
    items.map((_, rank) => 1 / (rank + 1.5) ** exponent),
  )
}

/** Scrambles one 32-bit word (the finaliser of murmur3). */
export function mix(word: number): number {
  let h = word | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Any seed (a number or a word) as one 32-bit word. */
export function seedWord(seed: string | number, salt: number): number {
  let h = mix(salt ^ 0x9e3779b9)
  const text = String(seed)
  for (let i = 0; i < text.length; i++) h = mix(h ^ text.charCodeAt(i) ^ Math.imul(i + 1, 0x9e3779b1))
  return h
}

/** A stream of chance. `reset(key)` starts the stream of that key; equal keys give equal streams. */
export class Random {
  readonly #low: number
  readonly #high: number
  #s0 = 1
  #s1 = 2

  constructor(seed: string | number, stream: number) {
    this.#low = mix(seedWord(seed, 11) ^ Math.imul(stream, 0x2545f491))
    this.#high = mix(seedWord(seed, 23) ^ Math.imul(stream + 77, 0x1b873593))
  }

  reset(key: number): this {
    this.#s0 = mix(this.#low ^ Math.imul(key, 0x9e3779b1)) | 0
    this.#s1 = mix(this.#high ^ Math.imul(key + 0x3c6ef35f, 0x85ebca77)) | 0
    if (this.#s0 === 0 && this.#s1 === 0) this.#s1 = 1
    return this
  }

  /** An unsigned 32-bit word. */
  word(): number {
    const s0 = this.#s0
    const product = Math.imul(s0, 0x9e3779bb)
    const result = Math.imul((product << 5) | (product >>> 27), 5) >>> 0
    const s1 = this.#s1 ^ s0
    this.#s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9)
    this.#s1 = (s1 << 13) | (s1 >>> 19)
    return result
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.word() / 4_294_967_296
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor((this.word() / 4_294_967_296) * below)
  }

  /** A whole number in [from, to]. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }

  chance(probability: number): boolean {
    return this.word() < probability * 4_294_967_296
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }

  from<T>(table: Table<T>): T {
    const item = table.items[table.slots[this.word() & (SLOTS - 1)] ?? 0]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }

  /** `count` decimal digits as text. */
  digits(count: number): string {
    let text = ''
    let left = count
    while (left > 0) {
      const take = left > 9 ? 9 : left
      text += String(this.below(10 ** take)).padStart(take, '0')
      left -= take
    }
    return text
  }
}

/** The words of a text, split at white space; `_` stands for a space inside one. */
export function words(text: string): string[] {
  return text
    .trim()
    .split(/\s+/u)
    .map((word) => word.replaceAll('_', ' '))
}

/** Text and how it is written in Latin letters. */
export interface Named {
  readonly text: string
  readonly latin: string
}

/** `'สมชาย Somchai …'` → pairs; white space separates, `_` stands for a space inside one. */
export function pairs(text: string): Named[] {
  const list = words(text)
  const found: Named[] = []
  for (let i = 0; i + 1 < list.length; i += 2) found.push({ text: list[i] ?? '', latin: list[i + 1] ?? '' })
  return found
}

/** The lines of a text, each split at `|`; empty lines are left out. */
export function table(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()))
}
