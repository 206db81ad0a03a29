/**
 * What an operator means for a value of each kind, as an SQL condition over an expression. Values are always bound. A
 * condition may be NULL where it is not true; whoever negates it takes anything but true as false.
 */
import { parseDate } from '@internationalized/date'
import { addDays, addMonths, daysInMonth, fromIso } from '../../shared/dates/calendars.ts'
import { localTime } from '../../shared/dates/format.ts'
import { formatYearly, parseYearly } from '../../shared/dates/yearly.ts'
import type { Field } from '../../shared/entity.ts'
import { type AppError, invalid } from '../../shared/errors.ts'
import { isIsoDay } from '../../shared/fields.ts'
import type { FilterOp } from '../../shared/filter.ts'
import type { Connection } from '../connection.ts'
import { foldOrganisation, foldText, textKey } from './functions.ts'

/** What a filter may depend on besides the rows. */
export interface FilterEnv {
  readonly conn: Connection
  readonly userRowId: number
  readonly timeZone: string
  now(): number
}

type Bound = string | number | null | Uint8Array

/** Collects the values of a statement under names. */
export class Binder {
  readonly params: Record<string, Bound> = {}
  #next = 0

  bind(value: Bound): string {
    const name = `p${this.#next++}`
    this.params[name] = value
    return `@${name}`
  }

  /** A list of any length as one value. */
  bindList(values: readonly (string | number)[]): string {
    return `(SELECT value FROM json_each(${this.bind(JSON.stringify(values))}))`
  }
}

/** One comparison: `isNot` and `isEmpty` have become the negation of `is` and `notEmpty` before this. */
export interface Term {
  readonly env: FilterEnv
  readonly binder: Binder
  /** The field as it was typed, for errors. */
  readonly path: string
  readonly op: FilterOp
  readonly value: unknown
}

export type Condition = (expression: string) => string

const MAX_VALUES = 10_000

export const unfit = (term: Term): AppError => invalid(term.path, 'operator', { op: term.op })

export function textOf(term: Term, value = term.value): string {
  if (typeof value !== 'string' || value === '') throw invalid(term.path, 'text')
  return value
}

export function listOf<T>(term: Term, read: (value: unknown) => T): T[] {
  if (!Array.isArray(term.value)) throw invalid(term.path, 'list')
  if (term.value.length > MAX_VALUES) throw invalid(term.path, 'tooMany', { max: MAX_VALUES })
  return term.value.map(read)
}

function pairOf<T>(term: Term, read: (value: unknown) => T): [T, T] {
  const [from, to, ...rest] = listOf(term, read)
  if (from === undefined || to === undefined || rest.length) throw invalid(term.path, 'between')
  return [from, to]
}

const comparisons: Readonly<Partial<Record<FilterOp, string>>> = {
  is: '=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

/** `is lt lte gt gte between in` over values that compare as they are stored, after `wrap`. */
function ordered(
  term: Term,
  read: (value: unknown) => string | number,
  wrap: Condition = (expression) => expression,
): Condition {
  const { binder, op } = term
  if (op === 'between') {
    const [from, to] = pairOf(term, read)
    const [low, high] = [binder.bind(from), binder.bind(to)]
    return (x) => `${wrap(x)} BETWEEN ${low} AND ${high}`
  }
  if (op === 'in') {
    const list = binder.bindList(listOf(term, read))
    return (x) => `${wrap(x)} IN ${list}`
  }
  const sign = comparisons[op]
  if (!sign) throw unfit(term)
  const value = binder.bind(read(term.value))
  return (x) => `${wrap(x)} ${sign} ${value}`
}

const alphabetical: ReadonlySet<FilterOp> = new Set(['lt', 'lte', 'gt', 'gte', 'between'])

/** Texts are compared folded; before and after mean the alphabet. */
export function textCondition(term: Term, organisation = false): Condition {
  const { binder, op } = term
  if (alphabetical.has(op))
    return ordered(
      term,
      (value) => textKey(textOf(term, value)),
      (x) => `textKey(${x})`,
    )
  if (op === 'is' || op === 'in')
    return ordered(
      term,
      (value) => foldText(textOf(term, value)),
      (x) => `foldText(${x})`,
    )
  if (op === 'contains') {
    const part = binder.bind(foldText(textOf(term)))
    return (x) => `instr(foldText(${x}), ${part}) > 0`
  }
  if (op !== 'startsWith') throw unfit(term)
  const start = binder.bind(foldText(textOf(term)))
  const plain: Condition = (x) => `instr(foldText(${x}), ${start}) = 1`
  const bare = organisation ? foldOrganisation(textOf(term)) : ''
  if (bare === '') return plain
  // A company is known by its own words: "Siam" begins บริษัท สยาม and "Siam Co., Ltd." alike.
  const word = binder.bind(bare)
  return (x) => `(${plain(x)} OR instr(foldOrganisation(${x}), ${word}) = 1)`
}

function numberOf(term: Term, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(term.path, 'number')
  return value
}

const numberCondition = (term: Term): Condition => ordered(term, (value) => numberOf(term, value))

/** Amounts compare within one currency. */
function moneyCondition(term: Term): Condition {
  const currencies = new Set<string>()
  const minor = ordered(
    term,
    (value) => {
      const money =
        typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value ? value : null
      if (!money || typeof money.minor !== 'number' || typeof money.currency !== 'string')
        throw invalid(term.path, 'money')
      currencies.add(money.currency)
      return money.minor
    },
    (x) => `json_extract(${x}, '$.minor')`,
  )
  const [currency, ...others] = currencies
  if (others.length) throw invalid(term.path, 'currencies')
  const unit = term.binder.bind(currency ?? '')
  return (x) =>
    `CASE WHEN json_valid(${x}) THEN ${minor(x)} AND json_extract(${x}, '$.currency') = ${unit} END`
}

const todayOf = ({ env }: Term): string => localTime(env.now(), env.timeZone).iso

function dayOf(term: Term, value: unknown): string {
  if (typeof value !== 'string' || !isIsoDay(value)) throw invalid(term.path, 'date')
  return value
}

/** How many days or months a unit has, and the most of it that a span may take. */
const units = {
  day: { count: 1, of: 'days', max: 100_000 },
  week: { count: 7, of: 'days', max: 10_000 },
  month: { count: 1, of: 'months', max: 3_000 },
  year: { count: 12, of: 'months', max: 250 },
} as const
const isUnit = (unit: unknown): unit is keyof typeof units =>
  typeof unit === 'string' && Object.hasOwn(units, unit)

/** `30` (days) or `{amount: 3, unit: 'month'}`, forwards or back from today. */
function shifted(term: Term, direction: 1 | -1): string {
  const { value } = term
  const { amount, unit } =
    typeof value === 'object' && value !== null && 'amount' in value && 'unit' in value
      ? value
      : { amount: value, unit: 'day' }
  if (typeof amount !== 'number' || !Number.isInteger(amount) || !isUnit(unit))
    throw invalid(term.path, 'span')
  const { count, of, max } = units[unit]
  if (amount < 0 || amount > max) throw invalid(term.path, 'span')
  const move = direction * amount * count
  return of === 'days' ? addDays(todayOf(term), move) : addMonths(todayOf(term), move, 'gregory')
}

function dateCondition(term: Term): Condition {
  const { binder, op } = term
  if (op === 'anniversaryWithin') return anniversary(term)
  if (op !== 'withinLast' && op !== 'withinNext') return ordered(term, (value) => dayOf(term, value))
  const last = op === 'withinLast'
  const from = binder.bind(last ? shifted(term, -1) : todayOf(term))
  const to = binder.bind(last ? todayOf(term) : shifted(term, 1))
  return (x) => `${x} BETWEEN ${from} AND ${to}`
}

const midnight = (day: string, timeZone: string): number => parseDate(day).toDate(timeZone).getTime()

/** The milliseconds an instant or a whole day of the user's time zone takes up, the end not included. */
function spanOf(term: Term, value: unknown): { from: number; before: number } {
  if (typeof value === 'string' && isIsoDay(value)) {
    const { timeZone } = term.env
    return { from: midnight(value, timeZone), before: midnight(addDays(value, 1), timeZone) }
  }
  const ms = typeof value === 'string' && value.length > 10 ? Date.parse(value) : Number.NaN
  if (!Number.isFinite(ms)) throw invalid(term.path, 'instant')
  return { from: ms, before: ms + 1 }
}

function instantCondition(term: Term): Condition {
  const { binder, op, env } = term
  const within = (from: number, before: number): Condition => {
    const [low, high] = [binder.bind(from), binder.bind(before)]
    return (x) => `(${x} >= ${low} AND ${x} < ${high})`
  }
  if (op === 'withinLast') return within(midnight(shifted(term, -1), env.timeZone), env.now() + 1)
  if (op === 'withinNext') return within(env.now(), midnight(addDays(shifted(term, 1), 1), env.timeZone))
  if (op === 'between') {
    const [first, last] = pairOf(term, (value) => spanOf(term, value))
    return within(first.from, last.before)
  }
  if (op === 'in') {
    const any = listOf(term, (value) => spanOf(term, value)).map(({ from, before }) => within(from, before))
    return (x) => anyOf(any.map((one) => one(x)))
  }
  const { from, before } = spanOf(term, term.value)
  if (op === 'is') return within(from, before)
  const bounds = { lt: ['<', from], lte: ['<', before], gt: ['>=', before], gte: ['>=', from] } as const
  if (op !== 'lt' && op !== 'lte' && op !== 'gt' && op !== 'gte') throw unfit(term)
  const [sign, bound] = bounds[op]
  const mark = binder.bind(bound)
  return (x) => `${x} ${sign} ${mark}`
}

function yesNoCondition(term: Term): Condition {
  if (term.op !== 'is') throw unfit(term)
  if (typeof term.value !== 'boolean') throw invalid(term.path, 'yesNo')
  return term.value ? (x) => `${x} IS 1` : (x) => `${x} IS NOT 1`
}

function choiceCondition(term: Term, field: Field): Condition {
  if (term.op !== 'is' && term.op !== 'in') throw unfit(term)
  return ordered(term, (value) => {
    const code = textOf(term, value)
    if (!field.options?.includes(code)) throw invalid(term.path, 'choice')
    return code
  })
}

/** Birthdays: equal as written in their own calendar, before and after by the day itself, returning every year. */
export function yearlyCondition(term: Term): Condition {
  if (term.op === 'anniversaryWithin') return anniversary(term)
  if (term.op === 'is' || term.op === 'in') {
    return ordered(term, (value) => {
      const yearly = parseYearly(textOf(term, value))
      if (!yearly) throw invalid(term.path, 'yearly')
      return formatYearly(yearly)
    })
  }
  return ordered(
    term,
    (value) => dayOf(term, value),
    (x) => `yearlyDay(${x})`,
  )
}

/** Falls on today or one of the next days; in its own calendar, 29 February and 30 Esfand on the last day of short years. */
function anniversary(term: Term): Condition {
  const days = numberOf(term, term.value)
  if (!Number.isInteger(days) || days < 0) throw invalid(term.path, 'span')
  const today = todayOf(term)
  const dates = { gregory: new Set<string>(), persian: new Set<string>() }
  for (let ahead = 0; ahead <= Math.min(days, 366); ahead++) {
    const day = addDays(today, ahead)
    for (const calendar of ['gregory', 'persian'] as const) {
      const parts = fromIso(day, calendar)
      if (!parts) continue
      const shortened = parts.day === daysInMonth(calendar, parts.month, parts.year)
      const last = shortened ? daysInMonth(calendar, parts.month) : parts.day
      for (let of = parts.day; of <= last; of++)
        dates[calendar].add(`${String(parts.month).padStart(2, '0')}-${String(of).padStart(2, '0')}`)
    }
  }
  // Buddhist months and days are the Gregorian ones.
  const gregory = term.binder.bindList([...dates.gregory])
  const persian = term.binder.bindList([...dates.persian])
  return (x) =>
    `CASE substr(${x}, 1, 8) WHEN 'persian:' THEN substr(${x}, -5) IN ${persian} ELSE substr(${x}, -5) IN ${gregory} END`
}

/** The condition for a stored value of the field's kind. References, lists and tags are the caller's. */
export function valueCondition(term: Term, field: Field, organisation: boolean): Condition {
  if (term.op === 'notEmpty') return (x) => `coalesce(${x}, '') <> ''`
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'email':
    case 'url':
    case 'pickList':
      return textCondition(term, organisation)
    case 'number':
    case 'integer':
      return numberCondition(term)
    case 'money':
      return moneyCondition(term)
    case 'date':
      return dateCondition(term)
    case 'instant':
      return instantCondition(term)
    case 'yesNo':
      return yesNoCondition(term)
    case 'choice':
      return choiceCondition(term, field)
    case 'yearly':
      return yearlyCondition(term)
    default:
      throw unfit(term)
  }
}

/** Joins conditions as a balanced tree: SQLite limits how deep an expression nests, not how wide it is. */
export function joined(parts: readonly string[], word: 'AND' | 'OR', none: string): string {
  if (parts.length === 0) return none
  if (parts.length === 1) return parts[0] ?? none
  const half = parts.length >> 1
  return `(${joined(parts.slice(0, half), word, none)} ${word} ${joined(parts.slice(half), word, none)})`
}
export const anyOf = (parts: readonly string[]): string => joined(parts, 'OR', '0')
export const allOf = (parts: readonly string[]): string => joined(parts, 'AND', '1')
