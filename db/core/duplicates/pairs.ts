/** Sorted numbers, each a key and the row that has it: a million records' keys in a few arrays. */

/** Row numbers are below this, so that a key and a row make one exact number. */
export const ROWS = 2 ** 23

export class Pairs {
  #numbers = new Float64Array(1 << 12)
  #used = 0
  /** What came after the sorting. */
  readonly #late = new Map<number, Set<number>>()

  add(key: number, rowId: number): void {
    if (this.#used === this.#numbers.length) {
      const grown = new Float64Array(this.#numbers.length * 2)
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    this.#numbers[this.#used++] = key * ROWS + rowId
  }

  addLate(key: number, rowId: number): void {
    const rows = this.#late.get(key)
    if (rows) rows.add(rowId)
    else this.#late.set(key, new Set([rowId]))
  }

  sort(): void {
    this.#numbers = this.#numbers.slice(0, this.#used).sort()
  }

  /** Visits the rows that have the key, the latest first, then `limit` of the sorted ones. */
  each(key: number, limit: number, visit: (rowId: number) => void): void {
    for (const rowId of this.#late.get(key) ?? []) visit(rowId)
    let [low, high] = [0, this.#used]
    const from = key * ROWS
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#numbers[middle] ?? 0) < from) low = middle + 1
      else high = middle
    }
    for (let n = 0; n < limit && low < this.#used; n++, low++) {
      const number = this.#numbers[low] ?? 0
      if (number >= from + ROWS) return
      visit(number - from)
    }
  }

  /** Sorted rows that share a key, if at least two and not more than `most` do. */
  *groups(most: number): Generator<number[]> {
    for (let at = 0; at < this.#used; ) {
      const from = Math.floor((this.#numbers[at] ?? 0) / ROWS) * ROWS
      let end = at + 1
      while (end < this.#used && (this.#numbers[end] ?? 0) < from + ROWS) end++
      if (end - at > 1 && end - at <= most)
        yield Array.from(this.#numbers.subarray(at, end), (number) => number - from)
      at = end
    }
  }
}
