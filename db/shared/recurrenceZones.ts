/**
 * Wall time and instants: what the clock of a time zone shows, and which moment a day and minute there is. A time that
 * the clock skips moves on by the length of the gap; one that it shows twice is the first. Offsets are asked from Intl
 * once per zone and day.
 */
import { dayNumber, isoOfDay } from './dates/calendars.ts'
import { localTime } from './dates/format.ts'

const DAY = 86_400_000
const MINUTE = 60_000
const MOST_REMEMBERED = 50_000

/** Offsets at the two ends of a UTC day; undefined where they are equal, as on nearly all days. */
interface Offsets {
  readonly start: number
  readonly end: number
}
const remembered = new Map<string, Map<number, Offsets>>()

/** Milliseconds the clock of a zone is ahead of UTC. @throws RangeError for a zone nobody knows */
function offsetAt(ms: number, timeZone: string): number {
  const whole = Math.floor(ms / MINUTE) * MINUTE
  const { iso, hour, minute } = localTime(whole, timeZone)
  return dayNumber(iso) * DAY + (hour * 60 + minute) * MINUTE - whole
}

function offsetsOf(day: number, timeZone: string): Offsets {
  let days = remembered.get(timeZone)
  if (!days || days.size > MOST_REMEMBERED) {
    days = new Map()
    remembered.set(timeZone, days)
  }
  let known = days.get(day)
  if (!known) {
    known = { start: offsetAt(day * DAY, timeZone), end: offsetAt((day + 1) * DAY, timeZone) }
    days.set(day, known)
  }
  return known
}

function zoneOffset(ms: number, timeZone: string): number {
  const { start, end } = offsetsOf(Math.floor(ms / DAY), timeZone)
  return start === end ? start : offsetAt(ms, timeZone)
}

/** The name as Intl knows it, or undefined. */
export function knownZone(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

export interface WallTime {
  /** ISO day. */
  readonly day: string
  /** Minutes since midnight, as the clock shows them. */
  readonly minutes: number
}

const isoDays = new Map<number, string>()

/** Writing a day down costs more than all the rest of asking a clock. */
function isoDay(number: number): string {
  let iso = isoDays.get(number)
  if (iso === undefined) {
    if (isoDays.size > MOST_REMEMBERED) isoDays.clear()
    iso = isoOfDay(number)
    isoDays.set(number, iso)
  }
  return iso
}

/** What calendar and clock of a zone show at an instant. */
export function wallTime(ms: number, timeZone: string): WallTime {
  const local = ms + zoneOffset(ms, timeZone)
  const number = Math.floor(local / DAY)
  return { day: isoDay(number), minutes: Math.floor((local - number * DAY) / MINUTE) }
}

/** The instant of a day (as a number) and minute in a zone. */
export function instantOfDay(day: number, minutes: number, timeZone: string): number {
  const wall = day * DAY + minutes * MINUTE
  const before = zoneOffset(wall - DAY, timeZone)
  const after = zoneOffset(wall + DAY, timeZone)
  const early = wall - before
  if (before === after || zoneOffset(early, timeZone) === before) return early
  const late = wall - after
  // Skipped by the clock: neither offset holds there, and the offset before the gap carries it over.
  return zoneOffset(late, timeZone) === after ? late : early
}

/** The instant of an ISO day and minute in a zone. */
export const instantOf = (day: string, minutes: number, timeZone: string): number =>
  instantOfDay(dayNumber(day), minutes, timeZone)
