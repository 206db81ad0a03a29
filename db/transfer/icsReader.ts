/**
 * iCalendar text as activities: what other programs write, with their zones by Windows names, by paths, or broken. Nothing is
 * dropped in silence: what could not be followed is told by count. Pure: text in, events out.
 */
import ICAL from 'ical.js'
import { dayNumber, daysBetween } from '../shared/dates/calendars.ts'
import { parseRule, ruleOf } from '../shared/recurrence.ts'
import { occurrenceDays } from '../shared/recurrenceDays.ts'
import { instantOf, wallTime } from '../shared/recurrenceZones.ts'
import { mendedIcs, UNREADABLE_RULE } from './icsMend.ts'
import { IcsZones } from './icsZones.ts'

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
  /** Null where the file does not say. */
  readonly status: 'open' | 'done' | 'cancelled' | null
  readonly priority: 'high' | 'normal' | 'low'
  readonly isPrivate: boolean
  readonly alarmMinutes: number | null
  readonly rule: string | null
  readonly exceptions: readonly string[]
  /** The day of `uid` it stands in for, in the zone of that one. */
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
/** Extra days of one event; more is a fault of the file. */
const MOST_EXTRA = 500

type Component = InstanceType<typeof ICAL.Component>
type Time = InstanceType<typeof ICAL.Time>

const text = (component: Component, name: string): string | null => {
  const value: unknown = component.getFirstPropertyValue(name)
  const read = typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
  return read.trim() === '' ? null : read
}

/** The value of a property; undefined where it is none of its kind (`TRIGGER:soon`). */
function firstValue(property: ReturnType<Component['getFirstProperty']>): unknown {
  try {
    return property?.getFirstValue()
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

class Reader {
  readonly reader: string
  readonly zones: IcsZones
  undated = 0
  unfollowed = 0

  constructor(calendar: Component, reader: string) {
    this.reader = reader
    this.zones = new IcsZones(calendar, reader)
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
    const zone = tzid === undefined || time.isDate ? this.reader : this.zones.of(tzid, year)
    return { ms: instantOf(iso, time.isDate ? 0 : hour * 60 + minute, zone), zone, day: iso }
  }
}

interface Moment {
  readonly ms: number
  readonly zone: string
  readonly day: string
  readonly isDate: boolean
}

function momentOf(reader: Reader, component: Component, name: string): Moment | undefined {
  const property = component.getFirstProperty(name)
  const value = firstValue(property)
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

/** The first alarm that is one: Apple writes some that never ring, and others give the moment itself. */
function alarmOf(component: Component, start: number, minutes: number): number | null {
  for (const alarm of component.getAllSubcomponents('valarm')) {
    if (text(alarm, 'action')?.toUpperCase() === 'NONE') continue
    const property = alarm.getFirstProperty('trigger')
    const trigger = firstValue(property)
    const before =
      trigger instanceof ICAL.Duration
        ? -trigger.toSeconds() / 60 - (property?.getParameter('related') === 'END' ? minutes : 0)
        : trigger instanceof ICAL.Time && trigger.zone?.tzid === 'UTC'
          ? (start - trigger.toUnixTime() * 1000) / 60_000
          : Number.NaN
    if (before >= 0 && before <= DAY_MINUTES * 366) return Math.round(before)
  }
  return null
}

function statusOf(component: Component): IcsItem['status'] {
  const own = text(component, 'x-samphan-status')
  if (own === 'done' || own === 'cancelled' || own === 'open') return own
  const status = text(component, 'status')?.toUpperCase()
  if (status === 'CANCELLED') return 'cancelled'
  if (status === 'COMPLETED' || text(component, 'completed') !== null) return 'done'
  return status === 'NEEDS-ACTION' || status === 'IN-PROCESS' ? 'open' : null
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

/** One entry, with what the others of its `uid` are needed for. */
interface Entry {
  readonly item: IcsItem
  /** When the occurrence it stands in for would have been: a moment, or a day. */
  readonly standsFor: { readonly ms: number; readonly day: string; readonly isDate: boolean } | undefined
  /** Further times, beside the first and those of its rule. */
  readonly extra: readonly { readonly ms: number; readonly day: string }[]
}

/** Outlook before 2007 writes whole days as midnights. */
const isWholeDay = (component: Component, isDate: boolean): boolean =>
  isDate || text(component, 'x-microsoft-cdo-alldayevent')?.toUpperCase() === 'TRUE'

function minutesOf(component: Component, start: Moment, end: Moment | undefined, allDay: boolean): number {
  // Days are counted, not hours: the clock may be put forward or back on one of them.
  if (end && allDay) return Math.max(1, daysBetween(start.day, end.day)) * DAY_MINUTES
  if (end) return Math.round((end.ms - start.ms) / 60_000)
  const length = firstValue(component.getFirstProperty('duration'))
  if (length instanceof ICAL.Duration) return Math.round(length.toSeconds() / 60)
  if (allDay) return DAY_MINUTES
  return component.name === 'vtodo' ? 30 : 0
}

/** Every further time of `RDATE`; of a period only when it begins. */
function extraOf(reader: Reader, component: Component) {
  return component.getAllProperties('rdate').flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      const time: unknown = value instanceof ICAL.Period ? value.start : value
      if (!(time instanceof ICAL.Time)) return []
      const tzid = property.getParameter('tzid')
      const moment = reader.moment(time, typeof tzid === 'string' ? tzid : undefined)
      return moment ? [moment] : []
    }),
  )
}

function entryOf(reader: Reader, component: Component): Entry | undefined {
  const isTask = component.name === 'vtodo'
  const start =
    momentOf(reader, component, 'dtstart') ?? (isTask ? momentOf(reader, component, 'due') : undefined)
  if (!start) {
    reader.undated++
    return undefined
  }
  const allDay = isWholeDay(component, start.isDate)
  const minutes = minutesOf(component, start, momentOf(reader, component, 'dtend'), allDay)
  const written = ruleTextOf(component) ?? text(component, UNREADABLE_RULE)
  const followed = written !== null && !('problem' in parseRule(written))
  if (written !== null && !followed) reader.unfollowed++
  if (component.hasProperty('exrule')) reader.unfollowed++
  if (component.getFirstProperty('recurrence-id')?.getParameter('range') === 'THISANDFUTURE')
    reader.unfollowed++
  // What recurs in UTC recurs by its days; what happens once is kept by the clock of the reader.
  const zone = start.zone === 'UTC' && !followed ? reader.reader : start.zone
  const description = text(component, 'description')
  return {
    item: {
      uid: text(component, 'uid'),
      startAt: start.ms,
      durationMinutes: Math.max(0, Math.min(MOST_MINUTES, minutes)),
      allDay,
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
      alarmMinutes: alarmOf(component, start.ms, minutes),
      rule: followed ? written : null,
      exceptions: [...new Set(daysOf(reader, component, 'exdate', zone))].sort(),
      recurrenceDay: null,
      emails: [...new Set(emailsOf(component))],
    },
    standsFor: momentOf(reader, component, 'recurrence-id'),
    extra: extraOf(reader, component).slice(0, MOST_EXTRA),
  }
}

/** An entry whose date the library cannot even hold counts as undated. */
function readable(reader: Reader, component: Component): Entry | undefined {
  try {
    return entryOf(reader, component)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    reader.undated++
    return undefined
  }
}

/** Whether the rule of an event takes place at that very time already. */
function isGiven(item: IcsItem, day: string, ms: number): boolean {
  const rule = item.rule === null ? undefined : ruleOf(item.rule)
  if (!rule) return ms === item.startAt
  const isAtItsTime = wallTime(ms, item.timeZone).minutes === wallTime(item.startAt, item.timeZone).minutes
  const number = dayNumber(day)
  return isAtItsTime && !occurrenceDays(rule, item.day, number, number).next().done
}

/** The entries of one calendar with each other: stand-ins know their day, further times are events of their own. */
function joined(entries: readonly Entry[]): IcsItem[] {
  const recurring = new Map<string, IcsItem>()
  for (const { item } of entries)
    if (item.uid !== null && item.rule !== null && !recurring.has(item.uid)) recurring.set(item.uid, item)
  const items: IcsItem[] = []
  const taken = new Set<string>()
  for (const { item, standsFor } of entries) {
    const parent = item.uid === null ? undefined : recurring.get(item.uid)
    const recurrenceDay =
      standsFor === undefined
        ? null
        : standsFor.isDate
          ? standsFor.day
          : wallTime(standsFor.ms, parent?.timeZone ?? item.timeZone).day
    if (recurrenceDay !== null) taken.add(`${item.uid} ${recurrenceDay}`)
    items.push({ ...item, recurrenceDay })
  }
  for (const { item, extra } of entries) {
    for (const { ms, day } of extra) {
      const on = item.allDay ? day : wallTime(ms, item.timeZone).day
      if (isGiven(item, on, ms) || item.exceptions.includes(on) || taken.has(`${item.uid} ${on}`)) continue
      taken.add(`${item.uid} ${on}`)
      items.push({
        ...item,
        uid: item.uid === null ? null : `${item.uid}/${on}`,
        startAt: ms,
        day: on,
        rule: null,
        exceptions: [],
      })
    }
  }
  return items
}

const parses = (line: string): boolean => {
  try {
    ICAL.parse(`BEGIN:VEVENT\r\n${line}\r\nEND:VEVENT`)
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

/** As it is; or, where that is no calendar, what of it can be read. */
function parsed(source: string): { readonly json: unknown; readonly dropped: readonly string[] } | undefined {
  let mended = mendedIcs(source, () => true)
  for (let tries = 0; tries < 2; tries++) {
    try {
      return { json: ICAL.parse(mended.text), dropped: mended.dropped }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      mended = mendedIcs(source, parses)
    }
  }
  return undefined
}

/** Reads a calendar file. Undefined when it is none. `zone`: the reader's, for times that name none. */
export function readIcs(source: string, zone: string): IcsRead | undefined {
  const read = parsed(source)
  if (!read) return undefined
  const { json } = read
  // One calendar, or several one after another.
  const calendars =
    Array.isArray(json) && typeof json[0] === 'string' ? [json] : Array.isArray(json) ? json : []
  const items: IcsItem[] = []
  const unknown = new Set<string>()
  let undated = 0
  let unfollowed = read.dropped.filter((line) => /^(RDATE|EXDATE)[;:]/i.test(line)).length
  let name: string | null = null
  for (const each of calendars) {
    const calendar = new ICAL.Component(each)
    if (calendar.name !== 'vcalendar') continue
    name ??= text(calendar, 'x-wr-calname')
    const reader = new Reader(calendar, zone)
    const entries = ['vevent', 'vtodo'].flatMap((kind) =>
      calendar.getAllSubcomponents(kind).flatMap((component) => readable(reader, component) ?? []),
    )
    items.push(...joined(entries))
    for (const id of reader.zones.unknown) unknown.add(id)
    undated += reader.undated
    unfollowed += reader.unfollowed
  }
  return calendars.length ? { name, items, undated, unknownZones: [...unknown], unfollowed } : undefined
}
