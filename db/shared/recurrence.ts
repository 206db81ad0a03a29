/**
 * Recurrence rules by RFC 5545, with the RSCALE and SKIP of RFC 7529 for the Solar Hijri and Buddhist calendars: their text
 * form and what they mean. A rule gives *days*; the time of day is that of the activity, so daylight saving never moves a
 * nine o'clock. Which instants those are is the business of recurrenceZones.ts; which days, of recurrenceDays.ts.
 *
 * Ours and not a library's, because no library at hand counts in Solar Hijri months, and those that step from the first
 * occurrence give up after some thousand; tests compare it with a second implementation.
 */
import type { Calendar } from './dates/calendars.ts'

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

/** `nth`: the second (2), the last (-1) of its month or year; absent: every one. `day`: 0 Sunday … 6 Saturday. */
export interface RuleDay {
  readonly day: number
  readonly nth?: number
}

export interface Rule {
  readonly freq: Frequency
  readonly interval: number
  readonly count?: number
  /** The last moment an occurrence may have: an ISO day, or an instant in milliseconds. */
  readonly until?: string | number
  readonly byMonth?: readonly number[]
  readonly byMonthDay?: readonly number[]
  readonly byYearDay?: readonly number[]
  readonly byWeekNo?: readonly number[]
  readonly byDay?: readonly RuleDay[]
  readonly bySetPos?: readonly number[]
  readonly weekStart: number
  readonly calendar: Calendar
  /** What becomes of a day its month lacks: 31 in a month of 30, 30 Esfand in a common year. */
  readonly skip: 'OMIT' | 'BACKWARD' | 'FORWARD'
}

/** Why a text is no rule this program can follow. */
export type RuleProblem = 'unreadable' | 'unsupported'

const dayCodes: readonly string[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const MAX_PARTS = 400
const MAX_COUNT = 1_000_000
const scales: Readonly<Record<string, Calendar>> = {
  GREGORIAN: 'gregory',
  GREGORY: 'gregory',
  PERSIAN: 'persian',
  BUDDHIST: 'buddhist',
}

class RuleFault extends Error {
  readonly problem: RuleProblem
  constructor(problem: RuleProblem) {
    super(problem)
    this.problem = problem
  }
}

function whole(text: string, min: number, max: number): number {
  const value = /^[+-]?\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isInteger(value) || value < min || value > max) throw new RuleFault('unreadable')
  return value
}

/** `1,-1,15`: each between `-max` and `max` but not 0, or from 1 where `signed` is false. */
function numbers(text: string, max: number, signed: boolean): readonly number[] {
  const list = text.split(',').map((part) => whole(part, signed ? -max : 1, max))
  if (list.length > MAX_PARTS || list.includes(0)) throw new RuleFault('unreadable')
  return list
}

function ruleDay(text: string): RuleDay {
  const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(text)
  const day = dayCodes.indexOf(match?.[2] ?? '')
  if (!match || day < 0) throw new RuleFault('unreadable')
  return match[1] === undefined ? { day } : { day, nth: numbers(match[1], 53, true)[0] ?? 1 }
}

/** `20261231`, `20261231T235959`, `20261231T235959Z`. A local time counts as its whole day. */
function untilOf(text: string): string | number {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text)
  if (!match) throw new RuleFault('unreadable')
  const [, year, month, day, hour, minute, second, utc] = match
  const iso = `${year}-${month}-${day}`
  const at = Date.parse(utc ? `${iso}T${hour}:${minute}:${second}Z` : `${iso}T00:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== iso) throw new RuleFault('unreadable')
  return utc ? at : iso
}

function read(text: string): Rule {
  const parts = new Map<string, string>()
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = part.slice(0, equals)
    if (equals < 1 || parts.has(name)) throw new RuleFault('unreadable')
    parts.set(name, part.slice(equals + 1))
  }
  const known = new Set(
    'FREQ INTERVAL COUNT UNTIL BYMONTH BYMONTHDAY BYYEARDAY BYWEEKNO BYDAY BYSETPOS WKST RSCALE SKIP'.split(
      ' ',
    ),
  )
  for (const name of parts.keys()) {
    if (known.has(name)) continue
    throw new RuleFault(/^(BYHOUR|BYMINUTE|BYSECOND|BYEASTER)$/.test(name) ? 'unsupported' : 'unreadable')
  }
  const given = <T>(name: string, make: (value: string) => T): T | undefined => {
    const value = parts.get(name)
    return value === undefined ? undefined : make(value)
  }
  const freqText = parts.get('FREQ') ?? ''
  const freq = frequencies.find((each) => each === freqText)
  if (!freq) throw new RuleFault(/^(HOURLY|MINUTELY|SECONDLY)$/.test(freqText) ? 'unsupported' : 'unreadable')
  const calendar = given('RSCALE', (name) => {
    const scale = scales[name]
    if (!scale) throw new RuleFault('unsupported')
    return scale
  })
  const skip = given('SKIP', (value) => {
    if (value !== 'OMIT' && value !== 'BACKWARD' && value !== 'FORWARD') throw new RuleFault('unreadable')
    return value
  })
  const count = given('COUNT', (value) => whole(value, 1, MAX_COUNT))
  const until = given('UNTIL', untilOf)
  if (count !== undefined && until !== undefined) throw new RuleFault('unreadable')
  const byMonth = given('BYMONTH', (value) => numbers(value, 12, false))
  const byMonthDay = given('BYMONTHDAY', (value) => numbers(value, 31, true))
  const byYearDay = given('BYYEARDAY', (value) => numbers(value, 366, true))
  const byWeekNo = given('BYWEEKNO', (value) => numbers(value, 53, true))
  const bySetPos = given('BYSETPOS', (value) => numbers(value, 366, true))
  const byDay = given('BYDAY', (value) => {
    const days = value.split(',').map(ruleDay)
    if (days.length > MAX_PARTS) throw new RuleFault('unreadable')
    return days
  })
  const isNth = byDay?.some(({ nth }) => nth !== undefined) ?? false
  if (isNth && (freq === 'DAILY' || freq === 'WEEKLY' || byWeekNo)) throw new RuleFault('unreadable')
  if (byWeekNo && freq !== 'YEARLY') throw new RuleFault('unreadable')
  if (byYearDay && freq !== 'YEARLY') throw new RuleFault('unreadable')
  if (byMonthDay && freq === 'WEEKLY') throw new RuleFault('unreadable')
  return {
    freq,
    interval: given('INTERVAL', (value) => whole(value, 1, 100_000)) ?? 1,
    ...(count !== undefined && { count }),
    ...(until !== undefined && { until }),
    ...(byMonth && { byMonth }),
    ...(byMonthDay && { byMonthDay }),
    ...(byYearDay && { byYearDay }),
    ...(byWeekNo && { byWeekNo }),
    ...(byDay && { byDay }),
    ...(bySetPos && { bySetPos }),
    weekStart: given('WKST', (value) => ruleDay(value).day) ?? 1,
    calendar: calendar ?? 'gregory',
    skip: skip ?? 'OMIT',
  }
}

/** Reads the text of a rule, with or without `RRULE:`. Never throws. */
export function parseRule(text: string): Rule | { readonly problem: RuleProblem } {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof RuleFault) return { problem: error.problem }
    throw error
  }
}

/** The rule of a text, or undefined when it is none. */
export function ruleOf(text: string): Rule | undefined {
  const rule = parseRule(text)
  return 'problem' in rule ? undefined : rule
}

const compact = (iso: string): string => iso.replaceAll('-', '')

/** The text of a rule, in the order other programs write it. */
export function formatRule(rule: Rule): string {
  const parts: string[] = []
  const add = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) parts.push(`${name}=${value}`)
  }
  const list = (name: string, values: readonly number[] | undefined): void => add(name, values?.join(','))
  if (rule.calendar !== 'gregory') add('RSCALE', rule.calendar.toUpperCase())
  // SKIP is defined beside a scale only.
  else if (rule.skip !== 'OMIT') add('RSCALE', 'GREGORIAN')
  add('FREQ', rule.freq)
  if (rule.interval !== 1) add('INTERVAL', rule.interval)
  list('BYMONTH', rule.byMonth)
  list('BYWEEKNO', rule.byWeekNo)
  list('BYYEARDAY', rule.byYearDay)
  list('BYMONTHDAY', rule.byMonthDay)
  add('BYDAY', rule.byDay?.map(({ day, nth }) => `${nth ?? ''}${dayCodes[day]}`).join(','))
  list('BYSETPOS', rule.bySetPos)
  if (rule.weekStart !== 1) add('WKST', dayCodes[rule.weekStart])
  if (rule.skip !== 'OMIT') add('SKIP', rule.skip)
  add('COUNT', rule.count)
  const { until } = rule
  if (typeof until === 'string') add('UNTIL', compact(until))
  if (typeof until === 'number')
    add('UNTIL', `${compact(new Date(until).toISOString().slice(0, 19)).replaceAll(':', '')}Z`)
  return parts.join(';')
}
