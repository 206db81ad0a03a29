/**
 * Columns as places: for each row the place of its value among all values, so that sorting a million rows is counting.
 * Pure typed arrays.
 */
import type { DbValue } from '../../shared/fields.ts'
import type { SortValue } from './sortColumns.ts'

export interface Ranks {
  /** By local row id; `distinct` stands for no value. */
  readonly of: Int32Array
  readonly distinct: number
}

/** Ranks the values of rows; the i-th value belongs to the i-th row. Rows not named have no value. */
export function rank(
  rowIds: ArrayLike<number>,
  values: readonly DbValue[],
  highest: number,
  key: (value: DbValue) => SortValue,
): Ranks {
  // Each different stored value once: its key may be dear.
  const seen = new Map<DbValue, number>()
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    let code = seen.get(value)
    if (code === undefined) {
      code = seen.size
      seen.set(value, code)
    }
    codes[i] = code
  }
  const keys: SortValue[] = []
  for (const value of seen.keys()) keys.push(value === null ? null : key(value))
  const places = placesOf(keys)
  const distinct = places.size
  const of = new Int32Array(highest + 1).fill(distinct)
  const placeOfCode = Int32Array.from(keys, (one) =>
    one === null ? distinct : (places.get(one) ?? distinct),
  )
  for (let i = 0; i < codes.length; i++) of[rowIds[i] ?? 0] = placeOfCode[codes[i] ?? 0] ?? distinct
  return { of, distinct }
}

function placesOf(keys: readonly SortValue[]): Map<number | string, number> {
  const numbers: number[] = []
  const texts: string[] = []
  for (const key of new Set(keys)) {
    if (typeof key === 'number') numbers.push(key)
    else if (typeof key === 'string') texts.push(key)
  }
  const places = new Map<number | string, number>()
  for (const value of Float64Array.from(numbers).sort()) places.set(value, places.size)
  for (const value of texts.sort()) places.set(value, places.size)
  return places
}

/** Sorts rows by rank, keeping the order of equals. No value comes last, descending too. */
export function countingSort(rows: Int32Array, { of, distinct }: Ranks, descending: boolean): Int32Array {
  const starts = new Int32Array(distinct + 2)
  const last = distinct - 1
  for (let i = 0; i < rows.length; i++) {
    const place = of[rows[i] ?? 0] ?? distinct
    const slot = (descending && place < distinct ? last - place : place) + 1
    starts[slot] = (starts[slot] ?? 0) + 1
  }
  for (let slot = 1; slot < starts.length; slot++)
    starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0)
  const sorted = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    const place = of[row] ?? distinct
    const slot = descending && place < distinct ? last - place : place
    const at = starts[slot] ?? 0
    starts[slot] = at + 1
    sorted[at] = row
  }
  return sorted
}

/**
 * The rows with some taken out and some, already in order, put in: one pass. `before` tells whether a newcomer stands before
 * a row that stayed.
 */
export function replaced(
  rows: Int32Array,
  isOut: (rowId: number) => boolean,
  newcomers: readonly number[],
  before: (newcomer: number, row: number) => boolean,
): Int32Array {
  const stayed = new Int32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    if (!isOut(row)) stayed[count++] = row
  }
  const result = new Int32Array(count + newcomers.length)
  let from = 0
  for (const [index, newcomer] of newcomers.entries()) {
    let [low, high] = [from, count]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (before(newcomer, stayed[middle] ?? 0)) high = middle
      else low = middle + 1
    }
    result.set(stayed.subarray(from, low), from + index)
    result[low + index] = newcomer
    from = low
  }
  result.set(stayed.subarray(from, count), from + newcomers.length)
  return result
}
