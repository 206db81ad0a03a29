/** Activities as they are stored, and when they take place: the columns a calendar needs, occurrences, days, names. */
import { allRows, type Connection } from '../../core/connection.ts'
import { named } from '../../core/read.ts'
import type { ActivityItem, Party } from '../../shared/activities.ts'
import { addDays, dayNumber, daysBetween, isoOfDay } from '../../shared/dates/calendars.ts'
import { idToText } from '../../shared/id.ts'
import { type Rule, ruleOf } from '../../shared/recurrence.ts'
import { occurrenceDays } from '../../shared/recurrenceDays.ts'
import { instantOf, instantOfDay, knownZone, wallTime } from '../../shared/recurrenceZones.ts'

export const DAY = 86_400_000
export const MINUTE = 60_000
const DAY_MINUTES = 1440

/** What a calendar reads of an activity. */
export interface Stored {
  readonly rowId: number
  readonly id: Uint8Array
  readonly kind: string
  readonly regarding: string | null
  readonly startAt: number
  readonly durationMinutes: number | null
  readonly allDay: number | null
  readonly timeZone: string | null
  readonly status: string | null
  readonly priority: string | null
  readonly colour: string | null
  readonly place: string | null
  readonly private: number | null
  readonly ownerId: number | null
  readonly contactId: number | null
  readonly companyId: number | null
  readonly opportunityId: number | null
  readonly alarmMinutes: number | null
  readonly rule: string | null
  readonly exceptions: string | null
}

export const storedColumns = `rowId, id, kind, regarding, startAt, durationMinutes, allDay, timeZone, status, priority, colour, place,
  private, ownerId, contactId, companyId, opportunityId, alarmMinutes, rule, exceptions`

/** One time an activity takes place. */
export interface Occurrence {
  readonly row: Stored
  /** The day in the activity's own zone, where it recurs. */
  readonly occurrence: string | null
  readonly startAt: number
  readonly endAt: number
  readonly firstDay: string
  readonly lastDay: string
}

const zones = new Map<string, string | undefined>()

/** The activity's zone; the reader's where it has none, or one nobody knows. */
export function zoneOf(row: Pick<Stored, 'timeZone'>, reader: string): string {
  const { timeZone } = row
  if (timeZone === null) return reader
  if (!zones.has(timeZone)) zones.set(timeZone, knownZone(timeZone))
  return zones.get(timeZone) ?? reader
}

export const isOpen = (row: Pick<Stored, 'status'>): boolean => row.status === null || row.status === 'open'

const wholeDays = (row: Stored): number =>
  Math.max(1, Math.ceil((row.durationMinutes ?? DAY_MINUTES) / DAY_MINUTES))

export const exceptionsOf = (row: Pick<Stored, 'exceptions'>): ReadonlySet<string> => {
  if (row.exceptions === null) return new Set()
  const days: unknown = JSON.parse(row.exceptions)
  return new Set(Array.isArray(days) ? days.map(String) : [])
}

/** The rule, when the activity recurs by one this program can follow. */
export const recurrenceOf = (row: Pick<Stored, 'rule'>): Rule | undefined =>
  row.rule === null ? undefined : ruleOf(row.rule)

function timed(row: Stored, occurrence: string | null, startAt: number, reader: string): Occurrence {
  const endAt = startAt + Math.max(0, row.durationMinutes ?? 0) * MINUTE
  const firstDay = wallTime(startAt, reader).day
  const lastDay = endAt > startAt ? wallTime(endAt - 1, reader).day : firstDay
  return { row, occurrence, startAt, endAt, firstDay, lastDay }
}

function wholeDay(row: Stored, occurrence: string | null, day: string, zone: string): Occurrence {
  const days = wholeDays(row)
  const startAt = instantOf(day, 0, zone)
  const endAt = instantOf(addDays(day, days), 0, zone)
  return { row, occurrence, startAt, endAt, firstDay: day, lastDay: addDays(day, days - 1) }
}

/** The single time of an activity that does not recur. */
export function onlyTime(row: Stored, reader: string): Occurrence {
  if (row.allDay !== 1) return timed(row, null, row.startAt, reader)
  const zone = zoneOf(row, reader)
  return wholeDay(row, null, wallTime(row.startAt, zone).day, zone)
}

/** The occurrence on a day of the activity's own zone. */
export function timeOn(row: Stored, day: string, reader: string): Occurrence {
  const zone = zoneOf(row, reader)
  if (row.allDay === 1) return wholeDay(row, day, day, zone)
  return timed(row, day, instantOf(day, wallTime(row.startAt, zone).minutes, zone), reader)
}

/** Occurrences from one day to another of the activity's own zone, both inside; without an end the first ones. */
export function* timesOf(
  row: Stored,
  reader: string,
  from: string | undefined,
  to: string,
): Generator<Occurrence> {
  const rule = recurrenceOf(row)
  if (!rule) {
    yield onlyTime(row, reader)
    return
  }
  const zone = zoneOf(row, reader)
  const start = wallTime(row.startAt, zone)
  const without = exceptionsOf(row)
  const first = from === undefined ? dayNumber(start.day) : dayNumber(from)
  for (const day of occurrenceDays(rule, start.day, first, dayNumber(to))) {
    if (typeof rule.until === 'number' && instantOfDay(day, start.minutes, zone) > rule.until) return
    const iso = isoOfDay(day)
    if (!without.has(iso)) yield timeOn(row, iso, reader)
  }
}

/** How far ahead the next occurrence of a rule is looked for. */
const AHEAD_DAYS = 3660

/** The first occurrence that has no exception; undefined when all are dealt with. */
export function firstOpen(row: Stored, reader: string): Occurrence | undefined {
  const start = wallTime(row.startAt, zoneOf(row, reader)).day
  const last = [...exceptionsOf(row)].sort().at(-1)
  const until = addDays(last !== undefined && last > start ? last : start, AHEAD_DAYS)
  for (const time of timesOf(row, reader, undefined, until)) return time
  return undefined
}

/** Whether an activity takes place on a day of its own zone. */
export function takesPlaceOn(row: Stored, day: string, reader: string): boolean {
  for (const time of timesOf(row, reader, day, day)) if (time.occurrence === day) return true
  return false
}

/** Occurrences that touch the reader's days from one to another, both inside. */
export function* timesTouching(row: Stored, reader: string, from: string, to: string): Generator<Occurrence> {
  const days = row.allDay === 1 ? wholeDays(row) : Math.ceil((row.durationMinutes ?? 0) / DAY_MINUTES) + 1
  for (const time of timesOf(row, reader, addDays(from, -days - 1), addDays(to, 1)))
    if (time.firstDay <= to && time.lastDay >= from) yield time
}

/** Names behind local rows, each asked once. */
export class Names {
  readonly #conn: Connection
  readonly #known = new Map<string, Party | null>()

  constructor(conn: Connection) {
    this.#conn = conn
  }

  of(entity: string, rowId: number | null): Party | null {
    if (rowId === null) return null
    const key = `${entity}:${rowId}`
    let party = this.#known.get(key)
    if (party === undefined) {
      party = named(this.#conn, entity, rowId)
      this.#known.set(key, party)
    }
    return party
  }
}

export function itemOf(time: Occurrence, names: Names): ActivityItem {
  const { row } = time
  return {
    id: idToText(row.id),
    occurrence: time.occurrence,
    recurring: row.rule !== null,
    kind: row.kind,
    regarding: row.regarding,
    startAt: new Date(time.startAt).toISOString(),
    endAt: new Date(time.endAt).toISOString(),
    allDay: row.allDay === 1,
    firstDay: time.firstDay,
    lastDay: time.lastDay,
    status: row.status ?? 'open',
    priority: row.priority,
    colour: row.colour,
    place: row.place,
    private: row.private === 1,
    owner: names.of('user', row.ownerId),
    contact: names.of('contact', row.contactId),
    company: names.of('company', row.companyId),
    alarmMinutes: row.alarmMinutes,
  }
}

/** By time, whole days first, then by row, so that equal times have one order. */
export const byTime = (a: Occurrence, b: Occurrence): number =>
  a.startAt - b.startAt || (b.row.allDay ?? 0) - (a.row.allDay ?? 0) || a.row.rowId - b.row.rowId

export const storedRows = (
  conn: Connection,
  where: string,
  params: Readonly<Record<string, unknown>>,
): Stored[] => allRows<Stored>(conn, `SELECT ${storedColumns} FROM visibleActivity v WHERE ${where}`, params)

/**
 * The same without asking the view about each row: many rows at once, the few hidden ones left out by `sees`
 * (`Lookups.seeing`).
 */
export const seenRows = (
  conn: Connection,
  sees: (rowId: number) => boolean,
  where: string,
  params: Readonly<Record<string, unknown>>,
): Stored[] =>
  allRows<Stored>(conn, `SELECT ${storedColumns} FROM main.activity v WHERE ${where}`, params).filter(
    ({ rowId }) => sees(rowId),
  )

/** Days one midnight-to-midnight span has, e.g. for the length of a moved whole day. */
export const spanDays = (from: string, to: string): number => daysBetween(from, to) + 1
