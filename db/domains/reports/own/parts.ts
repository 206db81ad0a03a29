/**
 * What is known of the records of a group in such a form that coarse groups are put together from fine ones: the records of an
 * own report are gone through once, whatever the number of its levels and totals.
 */
import type { Measured } from './plan.ts'

export type Value = string | number | null
export type Row = Readonly<Record<string, Value>>

/** Of the values one place has in a group; only what is asked of it. */
interface Values {
  readonly count: number
  readonly sum: number
  readonly least: Value
  readonly most: Value
  /** All numbers, for a median. */
  readonly each: readonly number[]
}
/** A group: how many records, and their values place by place. */
export interface Part {
  readonly records: number
  readonly values: readonly Values[]
}

/** What SQL asks of a column of values, by the name it comes back under. */
export const aggregates = {
  least: (v: string) => `min(${v})`,
  most: (v: string) => `max(${v})`,
  each: (v: string) => `json_group_array(${v}) FILTER (WHERE typeof(${v}) IN ('integer', 'real'))`,
} as const
export type Aggregate = keyof typeof aggregates

/** What a measure needs besides how many values there are and their sum. */
export const neededBy = ({ of }: Pick<Measured, 'of'>): Aggregate | undefined =>
  of === 'min' ? 'least' : of === 'max' ? 'most' : of === 'median' ? 'each' : undefined

/** The columns of a group; `needs`: of each place, by its number. */
export const partColumns = (needs: readonly ReadonlySet<Aggregate>[]): string[] => [
  'count(*) AS n',
  ...needs.flatMap((need, at) => [
    `count(v${at}) AS count${at}`,
    `total(v${at}) AS sum${at}`,
    ...[...need].map((name) => `${aggregates[name](`v${at}`)} AS ${name}${at}`),
  ]),
]

function numbersOf(value: Value | undefined): readonly number[] {
  const numbers: number[] = typeof value === 'string' ? JSON.parse(value) : []
  return numbers
}

export const partOf = (row: Row, places: number): Part => ({
  records: Number(row.n ?? 0),
  values: Array.from({ length: places }, (_, at) => ({
    count: Number(row[`count${at}`] ?? 0),
    sum: Number(row[`sum${at}`] ?? 0),
    least: row[`least${at}`] ?? null,
    most: row[`most${at}`] ?? null,
    each: numbersOf(row[`each${at}`]),
  })),
})

/** Groups that have no record in common, as one. */
export function together(parts: readonly Part[], places: number): Part {
  const [only] = parts
  if (only && parts.length === 1) return only
  return {
    records: parts.reduce((sum, { records }) => sum + records, 0),
    values: Array.from({ length: places }, (_, at) => {
      const values = parts.flatMap((part) => part.values[at] ?? [])
      return {
        count: values.reduce((sum, { count }) => sum + count, 0),
        sum: addUp(values.map(({ sum }) => sum)),
        least: pick(values, 'least', (a, b) => a < b),
        most: pick(values, 'most', (a, b) => a > b),
        each: values.flatMap(({ each }) => each),
      }
    }),
  }
}

function pick(
  values: readonly Values[],
  which: 'least' | 'most',
  wins: (a: string | number, b: string | number) => boolean,
): Value {
  let found: Value = null
  for (const { [which]: value } of values)
    if (value !== null && (found === null || wins(value, found))) found = value
  return found
}

/** A sum that keeps what small numbers add to large ones (after Neumaier), as SQLite's own does. */
export function addUp(numbers: readonly number[]): number {
  let sum = 0
  let lost = 0
  for (const number of numbers) {
    const next = sum + number
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum
    sum = next
  }
  return Number.isFinite(lost) ? sum + lost : sum
}

function median(numbers: readonly number[]): number | null {
  const sorted = Float64Array.from(numbers).sort()
  const middle = sorted.length >> 1
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[middle]]
  return below === undefined || above === undefined ? null : below + (above - below) / 2
}

/** What a measure says of a group; `at`: the place of its values. */
export function measureOf({ of }: Pick<Measured, 'of'>, part: Part, at: number | undefined): Value {
  const values = at === undefined ? undefined : part.values[at]
  if (!values) return part.records
  switch (of) {
    case 'min':
      return values.least
    case 'max':
      return values.most
    case 'median':
      return median(values.each)
    case 'average':
      return values.count ? values.sum / values.count : null
    default:
      return values.count ? values.sum : null
  }
}
