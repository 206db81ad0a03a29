/**
 * Exchange rates by day. A rate holds from its day until the next one of its pair; a day before the first one has none. The
 * other way round is the inverse, and two currencies without a rate of their own meet in a third that has one with both.
 */
import Big from 'big.js'

/** Units of `to` for one of `from`, as decimal text. */
export interface DatedRate {
  readonly from: string
  readonly to: string
  readonly day: string
  readonly rate: string
}

export interface FoundRate {
  readonly rate: string
  /** The day it was noted; of two, the earlier. */
  readonly day: string
}

/** Rates of each pair, oldest first. */
export type RateTable = ReadonlyMap<string, readonly DatedRate[]>

const pair = (from: string, to: string): string => `${from}>${to}`

/** Of several on one day the one given last counts. */
export function rateTable(rates: Iterable<DatedRate>): RateTable {
  const table = new Map<string, DatedRate[]>()
  for (const rate of rates) {
    if (!isRate(rate.rate)) continue
    const key = pair(rate.from, rate.to)
    const list = table.get(key)
    if (list) list.push(rate)
    else table.set(key, [rate])
  }
  for (const list of table.values()) list.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  return table
}

/** Above nothing: what a rate must be. */
export function isRate(text: string): boolean {
  try {
    return new Big(text).gt(0)
  } catch {
    return false
  }
}

function latest(table: RateTable, from: string, to: string, day: string): DatedRate | undefined {
  return table.get(pair(from, to))?.findLast((rate) => rate.day <= day)
}

function oneStep(table: RateTable, from: string, to: string, day: string): FoundRate | undefined {
  const straight = latest(table, from, to, day)
  const back = latest(table, to, from, day)
  if (straight && (!back || back.day <= straight.day)) return { rate: straight.rate, day: straight.day }
  return back && { rate: inverse(back.rate), day: back.day }
}

/** To the twenty places of big.js. */
const inverse = (rate: string): string => new Big(1).div(rate).toFixed()

/** The rate in force on a day, or undefined where none is known. */
export function rateOn(table: RateTable, from: string, to: string, day: string): FoundRate | undefined {
  if (from === to) return { rate: '1', day }
  const straight = oneStep(table, from, to, day)
  if (straight) return straight
  let best: FoundRate | undefined
  for (const middle of neighbours(table, from)) {
    const first = oneStep(table, from, middle, day)
    const second = first && oneStep(table, middle, to, day)
    if (!first || !second) continue
    const found = {
      rate: new Big(first.rate).times(second.rate).toFixed(),
      day: first.day < second.day ? first.day : second.day,
    }
    if (!best || found.day > best.day) best = found
  }
  return best
}

/** Currencies that have a rate with this one, in an order that does not change. */
function neighbours(table: RateTable, currency: string): string[] {
  const found = new Set<string>()
  for (const key of table.keys()) {
    const [from = '', to = ''] = key.split('>')
    if (from === currency) found.add(to)
    if (to === currency) found.add(from)
  }
  return [...found].sort()
}

/** A rate that was kept as a number, as the decimal it was written as. */
export const plainRate = (rate: number): string => (Number.isFinite(rate) ? new Big(rate).toFixed() : '0')
