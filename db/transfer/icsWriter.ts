/**
 * Activities as iCalendar text (RFC 5545; RSCALE and SKIP of RFC 7529 where a rule counts in Solar Hijri). Times that recur
 * keep their zone, described by the transitions it has had and will have; single ones are in UTC. Pure: events in, text out.
 */
import { dayNumber, isoOfDay } from '../shared/dates/calendars.ts'
import { instantOfDay, wallTime } from '../shared/recurrenceZones.ts'

export interface IcsPerson {
  readonly name: string
  readonly email?: string
}

export interface IcsEvent {
  readonly uid: string
  /** Milliseconds. */
  readonly changedAt: number
  readonly startAt: number
  readonly endAt: number
  readonly allDay: boolean
  /** First day and the day after the last, for whole days. */
  readonly days: { readonly from: string; readonly to: string }
  readonly timeZone: string
  readonly summary: string
  readonly description: string
  readonly place: string
  readonly kind: string
  readonly status: 'open' | 'done' | 'cancelled'
  readonly priority: string
  readonly isPrivate: boolean
  readonly alarmMinutes: number | null
  readonly rule: string | null
  /** Days without an occurrence, in the event's zone. */
  readonly exceptions: readonly string[]
  /** The occurrence of `uid` this one stands in for. */
  readonly recurrenceDay: string | null
  readonly people: readonly IcsPerson[]
}

const MINUTE = 60_000
const YEARS = 12
const LINE = 75

const pad = (value: number): string => String(value).padStart(2, '0')
const compactDay = (iso: string): string => iso.replaceAll('-', '')
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
const wallText = (day: string, minutes: number): string =>
  `${compactDay(day)}T${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}00`

const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(',', '\\,')
    .replaceAll(';', '\\;')
    // Control characters have no place in a calendar.
    .replaceAll(/\p{Cc}/gu, '')

/** Lines of at most 75 bytes; a character is never cut in two. */
export function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const character of line) {
    const bytes = Buffer.byteLength(character)
    if (size + bytes > (parts.length ? LINE - 1 : LINE)) {
      parts.push(part)
      part = ''
      size = 0
    }
    part += character
    size += bytes
  }
  return [...parts, part].join('\r\n ')
}

const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`
}

const offsetOn = (day: number, timeZone: string): number => {
  const noon = instantOfDay(day, 720, timeZone)
  return day * 1440 + 720 - noon / MINUTE
}

/** The zone as its changes of offset around the years in question, each by its date. */
function zoneLines(timeZone: string, from: number): string[] {
  const first = dayNumber(`${new Date(from).getUTCFullYear() - 1}-01-01`)
  const lines = ['BEGIN:VTIMEZONE', `TZID:${timeZone}`]
  const observance = (kind: string, day: string, minutes: number, was: number, is: number): void => {
    lines.push(
      `BEGIN:${kind}`,
      `DTSTART:${wallText(day, minutes)}`,
      `TZOFFSETFROM:${offsetText(was)}`,
      `TZOFFSETTO:${offsetText(is)}`,
      `END:${kind}`,
    )
  }
  let offset = offsetOn(first, timeZone)
  const standard = Math.min(offset, offsetOn(first + 182, timeZone))
  observance(offset > standard ? 'DAYLIGHT' : 'STANDARD', isoOfDay(first), 0, offset, offset)
  for (let day = first + 1; day < first + YEARS * 366; day++) {
    const next = offsetOn(day, timeZone)
    if (next === offset) continue
    const at = transition(day, timeZone)
    const wall = wallTime(at - MINUTE, timeZone)
    observance(
      next > standard ? 'DAYLIGHT' : 'STANDARD',
      wall.day,
      Math.min(1439, wall.minutes + 1),
      offset,
      next,
    )
    offset = next
  }
  lines.push('END:VTIMEZONE')
  return lines
}

/** The moment the offset changes between the noon before a day and its own. */
function transition(day: number, timeZone: string): number {
  let low = instantOfDay(day - 1, 720, timeZone)
  let high = instantOfDay(day, 720, timeZone)
  const offset = (ms: number): number => {
    const wall = wallTime(ms, timeZone)
    return dayNumber(wall.day) * 1440 + wall.minutes - Math.floor(ms / MINUTE)
  }
  const before = offset(low)
  while (high - low > MINUTE) {
    const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE
    if (offset(middle) === before) low = middle
    else high = middle
  }
  return high
}

const levels: Readonly<Record<string, number>> = { high: 1, normal: 5, low: 9 }

function timeLines(event: IcsEvent): string[] {
  const { allDay, timeZone, rule, recurrenceDay } = event
  const zoned = !allDay && (rule !== null || recurrenceDay !== null)
  const value = (name: string, ms: number): string => {
    if (!zoned) return `${name}:${utc(ms)}`
    const wall = wallTime(ms, timeZone)
    return `${name};TZID=${timeZone}:${wallText(wall.day, wall.minutes)}`
  }
  const on = (name: string, day: string): string =>
    allDay
      ? `${name};VALUE=DATE:${compactDay(day)}`
      : `${name};TZID=${timeZone}:${wallText(day, wallTime(event.startAt, timeZone).minutes)}`
  return [
    allDay ? `DTSTART;VALUE=DATE:${compactDay(event.days.from)}` : value('DTSTART', event.startAt),
    allDay ? `DTEND;VALUE=DATE:${compactDay(event.days.to)}` : value('DTEND', event.endAt),
    ...(rule === null ? [] : [`RRULE:${rule}`]),
    ...event.exceptions.map((day) => on('EXDATE', day)),
    ...(recurrenceDay === null ? [] : [on('RECURRENCE-ID', recurrenceDay)]),
  ]
}

function eventLines(event: IcsEvent): string[] {
  const alarm = event.alarmMinutes
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${utc(event.changedAt)}`,
    ...timeLines(event),
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
    ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
    `CATEGORIES:${escaped(event.kind)}`,
    `X-SAMPHAN-KIND:${escaped(event.kind)}`,
    `X-SAMPHAN-STATUS:${event.status}`,
    `STATUS:${event.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    `PRIORITY:${levels[event.priority] ?? 5}`,
    `CLASS:${event.isPrivate ? 'PRIVATE' : 'PUBLIC'}`,
    ...event.people.map(
      ({ name, email }) =>
        `ATTENDEE;CN="${name.replaceAll(/["\p{Cc}]/gu, '')}":${email ? `mailto:${email.replaceAll(/[\s\p{Cc}]/gu, '')}` : 'invalid:nomail'}`,
    ),
    ...(alarm === null || event.status !== 'open'
      ? []
      : [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${escaped(event.summary)}`,
          `TRIGGER:-PT${alarm}M`,
          'END:VALARM',
        ]),
    'END:VEVENT',
  ]
}

/** The whole calendar. Zones are described once each, from the earliest event in them on. */
export function writeIcs(events: readonly IcsEvent[], name: string): string {
  const zones = new Map<string, number>()
  for (const { allDay, rule, recurrenceDay, timeZone, startAt } of events)
    if (!allDay && (rule !== null || recurrenceDay !== null))
      zones.set(timeZone, Math.min(zones.get(timeZone) ?? startAt, startAt))
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samphan//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...[...zones].flatMap(([zone, from]) => zoneLines(zone, from)),
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
