/**
 * iCalendar text as activities: what other programs write, with their zones by Windows names, by paths, or broken. Nothing is
 * dropped in silence: what could not be followed is told by count. Pure: text in, events out.
 */
import ICAL from 'ical.js'
import { parseRule } from '../shared/recurrence.ts'
import { instantOf, knownZone, wallTime } from '../shared/recurrenceZones.ts'

export interface IcsItem {
  readonly uid: string | null
  readonly startAt: number
  readonly durationMinutes: number
  readonly allDay: boolean
  readonly timeZone: string
  /** The first day, in that zone. */
  readonly day: string
  readonly summary: string | null
  readonly description: string | null
  readonly place: string | null
  readonly kind: string | null
  readonly status: 'open' | 'done' | 'cancelled'
  readonly priority: 'high' | 'normal' | 'low'
  readonly isPrivate: boolean
  readonly alarmMinutes: number | null
  readonly rule: string | null
  readonly exceptions: readonly string[]
  readonly recurrenceDay: string | null
  readonly emails: readonly string[]
}

export interface IcsRead {
  readonly name: string | null
  readonly items: readonly IcsItem[]
  /** Entries without a start, or whose start is no date. */
  readonly undated: number
  /** Zones nobody knows, taken as the reader's. */
  readonly unknownZones: readonly string[]
  /** Rules that could not be followed; they stand in the details of their activity. */
  readonly unfollowed: number
}

const DAY_MINUTES = 1440
/** What Windows calls the zones our users are most likely to meet. */
const windowsZones: Readonly<Record<string, string>> = {
  'SE Asia Standard Time': 'Asia/Bangkok',
  'Iran Standard Time': 'Asia/Tehran',
  'Singapore Standard Time': 'Asia/Singapore',
  'China Standard Time': 'Asia/Shanghai',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'India Standard Time': 'Asia/Kolkata',
  'Arabian Standard Time': 'Asia/Dubai',
  'Turkey Standard Time': 'Europe/Istanbul',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kiev',
  'Russian Standard Time': 'Europe/Moscow',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Korea Standard Time': 'Asia/Seoul',
  UTC: 'UTC',
}

type Component = InstanceType<typeof ICAL.Component>
type Time = InstanceType<typeof ICAL.Time>

const text = (component: Component, name: string): string | null => {
  const value: unknown = component.getFirstPropertyValue(name)
  const read = typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
  return read.trim() === '' ? null : read
}

class Reader {
  readonly reader: string
  readonly unknown = new Set<string>()
  undated = 0
  unfollowed = 0
  readonly #located: ReadonlyMap<string, string>

  constructor(calendar: Component, reader: string) {
    this.reader = reader
    this.#located = new Map(
      calendar.getAllSubcomponents('vtimezone').flatMap((zone): [string, string][] => {
        const [id, location] = [text(zone, 'tzid'), text(zone, 'x-lic-location')]
        return id && location ? [[id, location]] : []
      }),
    )
  }

  /** The zone an identifier means: as it is, the end of a path, a name of Windows, where the file says it lies. */
  zone(tzid: string): string {
    const candidates = [
      tzid,
      tzid.split('/').slice(-2).join('/'),
      windowsZones[tzid.replaceAll('"', '')] ?? '',
      this.#located.get(tzid) ?? '',
    ]
    for (const candidate of candidates) {
      const known = candidate === '' ? undefined : knownZone(candidate)
      if (known) return known
    }
    this.unknown.add(tzid)
    return this.reader
  }

  /** The moment of a time as its property writes it. */
  moment(time: Time, tzid: string | undefined): { ms: number; zone: string; day: string } | undefined {
    const { year, month, day, hour, minute } = time
    const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(Date.parse(iso))) return undefined
    if (!time.isDate && time.zone?.tzid === 'UTC') {
      const ms = Date.parse(`${iso}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`)
      return { ms, zone: 'UTC', day: wallTime(ms, this.reader).day }
    }
    const zone = tzid === undefined || time.isDate ? this.reader : this.zone(tzid)
    return { ms: instantOf(iso, time.isDate ? 0 : hour * 60 + minute, zone), zone, day: iso }
  }
}

function momentOf(reader: Reader, component: Component, name: string) {
  const property = component.getFirstProperty(name)
  const value: unknown = property?.getFirstValue()
  if (!(value instanceof ICAL.Time)) return undefined
  const tzid = property?.getParameter('tzid')
  const moment = reader.moment(value, typeof tzid === 'string' ? tzid : undefined)
  return moment && { ...moment, isDate: value.isDate }
}

function daysOf(reader: Reader, component: Component, name: string, zone: string): string[] {
  return component.getAllProperties(name).flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      if (!(value instanceof ICAL.Time)) return []
      const tzid = property.getParameter('tzid')
      const moment = reader.moment(value, typeof tzid === 'string' ? tzid : undefined)
      if (!moment) return []
      return [value.isDate ? moment.day : wallTime(moment.ms, zone).day]
    }),
  )
}

function alarmOf(component: Component): number | null {
  const [alarm] = component.getAllSubcomponents('valarm')
  const trigger: unknown = alarm?.getFirstPropertyValue('trigger')
  if (!(trigger instanceof ICAL.Duration)) return null
  const minutes = Math.round(-trigger.toSeconds() / 60)
  return minutes >= 0 && minutes <= 60 * 24 * 366 ? minutes : null
}

function statusOf(component: Component): IcsItem['status'] {
  const own = text(component, 'x-samphan-status')
  if (own === 'done' || own === 'cancelled' || own === 'open') return own
  const status = text(component, 'status')?.toUpperCase()
  if (status === 'CANCELLED') return 'cancelled'
  return status === 'COMPLETED' || text(component, 'completed') !== null ? 'done' : 'open'
}

function priorityOf(component: Component): IcsItem['priority'] {
  const level = Number(text(component, 'priority') ?? 0)
  if (level >= 1 && level <= 4) return 'high'
  return level >= 6 && level <= 9 ? 'low' : 'normal'
}

const emailsOf = (component: Component): string[] =>
  ['attendee', 'organizer'].flatMap((name) =>
    component.getAllProperties(name).flatMap((property) => {
      const value: unknown = property.getFirstValue()
      const match = typeof value === 'string' ? /^mailto:([^\s@]+@[^\s@]+)$/i.exec(value.trim()) : null
      return match?.[1] ? [match[1].toLowerCase()] : []
    }),
  )

/** The rule as it was written: the library's own rules know no scale and would lose it. */
function ruleTextOf(component: Component): string | null {
  const json: unknown = component.getFirstProperty('rrule')?.toJSON()
  const parts: unknown = Array.isArray(json) ? json[3] : undefined
  if (typeof parts !== 'object' || parts === null) return null
  return Object.entries(parts)
    .map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(',') : String(value)
      return `${name.toUpperCase()}=${name === 'until' ? text.replaceAll(/[-:]/g, '') : text}`
    })
    .join(';')
}

const MOST_MINUTES = 2 * 366 * DAY_MINUTES

function itemOf(reader: Reader, component: Component): IcsItem | undefined {
  const isTask = component.name === 'vtodo'
  const start =
    momentOf(reader, component, 'dtstart') ?? (isTask ? momentOf(reader, component, 'due') : undefined)
  if (!start) {
    reader.undated++
    return undefined
  }
  const end = momentOf(reader, component, 'dtend')
  const length: unknown = component.getFirstPropertyValue('duration')
  const minutes = end
    ? Math.round((end.ms - start.ms) / 60_000)
    : length instanceof ICAL.Duration
      ? Math.round(length.toSeconds() / 60)
      : start.isDate
        ? DAY_MINUTES
        : isTask
          ? 30
          : 0
  const zone = start.zone === 'UTC' ? reader.reader : start.zone
  const written = ruleTextOf(component)
  const followed = written !== null && !('problem' in parseRule(written))
  if (written !== null && !followed) reader.unfollowed++
  const description = text(component, 'description')
  const recurrence = daysOf(reader, component, 'recurrence-id', zone)[0] ?? null
  return {
    uid: text(component, 'uid'),
    startAt: start.ms,
    durationMinutes: Math.max(0, Math.min(MOST_MINUTES, minutes)),
    allDay: start.isDate,
    timeZone: zone,
    day: start.isDate ? start.day : wallTime(start.ms, zone).day,
    summary: text(component, 'summary'),
    description:
      written !== null && !followed
        ? [description, `RRULE:${written}`].filter(Boolean).join('\n\n')
        : description,
    place: text(component, 'location'),
    kind: text(component, 'x-samphan-kind') ?? (isTask ? 'todo' : null),
    status: statusOf(component),
    priority: priorityOf(component),
    isPrivate: /^(PRIVATE|CONFIDENTIAL)$/i.test(text(component, 'class') ?? ''),
    alarmMinutes: alarmOf(component),
    rule: followed ? written : null,
    exceptions: [...new Set(daysOf(reader, component, 'exdate', zone))].sort(),
    recurrenceDay: recurrence,
    emails: [...new Set(emailsOf(component))],
  }
}

/** An entry whose date the library cannot even hold counts as undated. */
function readable(reader: Reader, component: Component): IcsItem | undefined {
  try {
    return itemOf(reader, component)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    reader.undated++
    return undefined
  }
}

/** Reads a calendar file. Undefined when it is none. `zone`: the reader's, for times that name none. */
export function readIcs(source: string, zone: string): IcsRead | undefined {
  let parsed: unknown
  try {
    parsed = ICAL.parse(source.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
  // One calendar, or several one after another.
  const calendars =
    Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : Array.isArray(parsed) ? parsed : []
  const items: IcsItem[] = []
  const unknown = new Set<string>()
  let undated = 0
  let unfollowed = 0
  let name: string | null = null
  for (const json of calendars) {
    const calendar = new ICAL.Component(json)
    if (calendar.name !== 'vcalendar') continue
    name ??= text(calendar, 'x-wr-calname')
    const reader = new Reader(calendar, zone)
    for (const kind of ['vevent', 'vtodo'])
      for (const component of calendar.getAllSubcomponents(kind)) {
        const item = readable(reader, component)
        if (item) items.push(item)
      }
    for (const each of reader.unknown) unknown.add(each)
    undated += reader.undated
    unfollowed += reader.unfollowed
  }
  return calendars.length ? { name, items, undated, unknownZones: [...unknown], unfollowed } : undefined
}
