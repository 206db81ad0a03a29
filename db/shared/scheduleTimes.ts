/** When a scheduled report is due: at a time of the wall clock of its zone, on days of its reader's calendar. Pure. */
import { addDays, type Calendar, fromIso } from './dates/calendars.ts'
import { localTime } from './dates/format.ts'
import { instantOf } from './recurrenceZones.ts'

export const scheduleUnits = ['day', 'week', 'month'] as const

export interface ScheduleRule {
  readonly every: (typeof scheduleUnits)[number]
  /** Of the week from Sunday, 0; or of the month, from 1. A month that is shorter has its last day instead. */
  readonly day: number | null
  /** After midnight. */
  readonly minutes: number
  readonly timeZone: string
  readonly calendar: Calendar
}

/** No rule leaves out more days than this. */
const LONGEST = 32

function isDay(rule: ScheduleRule, iso: string): boolean {
  if (rule.every === 'day') return true
  if (rule.every === 'week') return new Date(`${iso}T00:00:00Z`).getUTCDay() === (rule.day ?? 1)
  const wanted = rule.day ?? 1
  const of = (day: string): number => fromIso(day, rule.calendar)?.day ?? 0
  return of(iso) === wanted || (of(iso) < wanted && of(addDays(iso, 1)) === 1)
}

/** The last time it was due, not after `now`. */
export function lastDue(rule: ScheduleRule, now: number): number | undefined {
  const today = localTime(now, rule.timeZone).iso
  for (let back = 0; back <= LONGEST; back++) {
    const day = addDays(today, -back)
    const at = instantOf(day, rule.minutes, rule.timeZone)
    if (at <= now && isDay(rule, day)) return at
  }
  return undefined
}

/** The next time it will be, after `now`. */
export function nextDue(rule: ScheduleRule, now: number): number | undefined {
  const today = localTime(now, rule.timeZone).iso
  for (let on = 0; on <= LONGEST; on++) {
    const day = addDays(today, on)
    const at = instantOf(day, rule.minutes, rule.timeZone)
    if (at > now && isDay(rule, day)) return at
  }
  return undefined
}

const MINUTE = 60_000
const FIRST_WAIT = 5 * MINUTE
const LONGEST_WAIT = 6 * 60 * MINUTE

/** How long after a failure it is tried again: soon at first, then ever more rarely. */
export const retryAfter = (attempts: number): number =>
  Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1))
