/** Sets of local row ids as bits: membership of a million rows fits the processor's cache. Knows nothing of databases. */

export class Bits {
  #words: Uint32Array
  #size = 0

  constructor(highest = 0) {
    this.#words = new Uint32Array((highest >>> 5) + 1)
  }

  static of(rowIds: ArrayLike<number>): Bits {
    let highest = 0
    for (let i = 0; i < rowIds.length; i++) highest = Math.max(highest, rowIds[i] ?? 0)
    const bits = new Bits(highest)
    for (let i = 0; i < rowIds.length; i++) bits.add(rowIds[i] ?? 0)
    return bits
  }

  get size(): number {
    return this.#size
  }

  has(rowId: number): boolean {
    return (((this.#words[rowId >>> 5] ?? 0) >>> (rowId & 31)) & 1) === 1
  }

  add(rowId: number): void {
    const at = rowId >>> 5
    if (at >= this.#words.length) {
      const wider = new Uint32Array(Math.max(at + 1, this.#words.length * 2))
      wider.set(this.#words)
      this.#words = wider
    }
    if (this.has(rowId)) return
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (rowId & 31))
    this.#size++
  }

  *values(): Generator<number> {
    for (const [at, word] of this.#words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) yield at * 32 + (31 - Math.clz32(rest & -rest))
    }
  }

  and(other: Bits): Bits {
    return this.#combine(other, (a, b) => a & b)
  }
  or(other: Bits): Bits {
    return this.#combine(other, (a, b) => a | b)
  }
  without(other: Bits): Bits {
    return this.#combine(other, (a, b) => a & ~b)
  }

  #combine(other: Bits, word: (a: number, b: number) => number): Bits {
    const length = Math.max(this.#words.length, other.#words.length)
    const result = new Bits(length * 32 - 1)
    for (let at = 0; at < length; at++) {
      const bits = word(this.#words[at] ?? 0, other.#words[at] ?? 0) >>> 0
      result.#words[at] = bits
      result.#size += ones(bits)
    }
    return result
  }

  delete(rowId: number): void {
    if (!this.has(rowId)) return
    const at = rowId >>> 5
    this.#words[at] = (this.#words[at] ?? 0) & ~(1 << (rowId & 31))
    this.#size--
  }
}

/** How many bits of a 32-bit word are set. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The rows of an order that are wanted and not hidden, in that order. Shares the order itself when that is all of it. */
export function pick(order: Int32Array, wanted: Bits | null, hidden: Bits | null): Int32Array {
  const without = hidden && hidden.size > 0 ? hidden : null
  if (!wanted && !without) return order
  const picked = new Int32Array(wanted ? Math.min(wanted.size, order.length) : order.length)
  let count = 0
  for (let i = 0; i < order.length; i++) {
    const rowId = order[i] ?? 0
    if (wanted && !wanted.has(rowId)) continue
    if (without?.has(rowId)) continue
    picked[count++] = rowId
  }
  return count === picked.length ? picked : picked.slice(0, count)
}
