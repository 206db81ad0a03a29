/**
 * How everything here is measured: our way and its limit in turns, five times, medians; nothing is timed before both have
 * given the same answer. Knows no database.
 */
import { isDeepStrictEqual } from 'node:util'
import { failure } from '../shared/errors.ts'

/** One line of the output. `ratio` is ours ÷ limit, in the direction where 1.0 is perfect. */
export interface Line {
  readonly name: string
  /** Contacts in the database or file. */
  readonly n: number
  readonly value: number | null
  readonly unit: string
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
  /** The limit, in the same unit, measured in the same run. */
  readonly baseline: number | null
  readonly ratio: number | null
  /** The goal, what the limit is, settings, and whatever qualifies the figure. */
  readonly note: string
}

/** Milliseconds (or another quantity) of each repetition within one run. */
export type Samples = readonly number[]

export interface Comparison {
  readonly name: string
  readonly n: number
  readonly unit: string
  readonly runs: number
  /** Both sides' answers, which must be equal before anything is timed. */
  answers(): Promise<Answers> | Answers
  ours(run: number): Promise<Samples> | Samples
  limit(run: number): Promise<Samples> | Samples
  /** Turns a sample into the unit; rates turn round, so that p95 is the slow end for them as well. */
  shown?(sample: number): number
  note(result: Result): string
}

export interface Answers {
  readonly ours: unknown
  /** From plain SQL, or from what was put in. */
  readonly plain: unknown
}

/** All samples of both sides, sorted, in the unit of the line. */
export interface Result {
  readonly ours: Samples
  readonly limit: Samples
  readonly baseline: number
}

/** The value below which `share` of the sorted samples lie. */
export function quantile(sorted: Samples, share: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))
  return sorted[at] ?? Number.NaN
}

const ascending = (samples: Samples): number[] => [...samples].sort((a, b) => a - b)

/** The middle one; of an even number the mean of the middle two. */
export function median(samples: Samples): number {
  const sorted = ascending(samples)
  const half = sorted.length >> 1
  return sorted.length % 2
    ? (sorted[half] ?? Number.NaN)
    : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

/** Four figures are more than such a measurement can tell. */
export const rounded = (value: number): number => Number(value.toPrecision(4))

/** Short enough to print, whatever it is. */
const inShort = (answer: unknown): string => {
  const text = JSON.stringify(answer) ?? String(answer)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

/** @throws AppError Corrupt `wrongAnswer`: a fast wrong answer is worth nothing */
export function assertSame(name: string, { ours, plain }: Answers): void {
  if (isDeepStrictEqual(ours, plain)) return
  throw failure('Corrupt', 'wrongAnswer', { name, ours: inShort(ours), plain: inShort(plain) })
}

/** @throws AppError Corrupt `wrongAnswer` */
export async function compare(comparison: Comparison): Promise<Line> {
  const { name, n, unit, runs, shown = (sample) => sample } = comparison
  assertSame(name, await comparison.answers())
  const ours: number[] = []
  const limit: number[] = []
  const [middles, limits]: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    const one = await comparison.ours(run)
    const other = await comparison.limit(run)
    ours.push(...one)
    limit.push(...other)
    middles.push(median(one))
    limits.push(median(other))
  }
  const sorted = ascending(ours)
  const value = shown(median(middles))
  const baseline = shown(median(limits))
  const at = (share: number): number => rounded(shown(quantile(sorted, share)))
  return {
    name,
    n,
    value: rounded(value),
    unit,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    baseline: rounded(baseline),
    ratio: rounded(value / baseline),
    note: comparison.note({ ours: sorted.map(shown), limit: ascending(limit).map(shown), baseline }),
  }
}

/** How long it took, in milliseconds. */
export function timed(fn: () => unknown): number {
  const begun = performance.now()
  fn()
  return performance.now() - begun
}

export async function timedAsync(fn: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await fn()
  return performance.now() - begun
}

/** The same sequence every time: places to jump to, rows to fetch. */
export function places(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * below)
  }
}
