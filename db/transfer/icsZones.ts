/**
 * Which zone an identifier of a calendar file means: a name of the world's list, the end of a path, a name of Windows, a
 * place the file gives, an offset in its name, and last of all a zone whose clock does what the file's definition says.
 */
import ICAL from 'ical.js'
import { instantOf, knownZone } from '../shared/recurrenceZones.ts'

type Component = InstanceType<typeof ICAL.Component>

/** What Windows calls zones, by the territory-independent mapping of Unicode’s CLDR. */
const windowsZones: Readonly<Record<string, string>> = {
  'SE Asia Standard Time': 'Asia/Bangkok',
  'Iran Standard Time': 'Asia/Tehran',
  'Afghanistan Standard Time': 'Asia/Kabul',
  'Arab Standard Time': 'Asia/Riyadh',
  'Arabian Standard Time': 'Asia/Dubai',
  'Arabic Standard Time': 'Asia/Baghdad',
  'Azerbaijan Standard Time': 'Asia/Baku',
  'Bangladesh Standard Time': 'Asia/Dhaka',
  'Central Asia Standard Time': 'Asia/Bishkek',
  'China Standard Time': 'Asia/Shanghai',
  'Georgian Standard Time': 'Asia/Tbilisi',
  'India Standard Time': 'Asia/Kolkata',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Jordan Standard Time': 'Asia/Amman',
  'Korea Standard Time': 'Asia/Seoul',
  'Middle East Standard Time': 'Asia/Beirut',
  'Myanmar Standard Time': 'Asia/Yangon',
  'Nepal Standard Time': 'Asia/Kathmandu',
  'Pakistan Standard Time': 'Asia/Karachi',
  'Singapore Standard Time': 'Asia/Singapore',
  'Sri Lanka Standard Time': 'Asia/Colombo',
  'Syria Standard Time': 'Asia/Damascus',
  'Taipei Standard Time': 'Asia/Taipei',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'West Asia Standard Time': 'Asia/Tashkent',
  'Caucasus Standard Time': 'Asia/Yerevan',
  'Turkey Standard Time': 'Europe/Istanbul',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'GTB Standard Time': 'Europe/Bucharest',
  'FLE Standard Time': 'Europe/Kiev',
  'Kaliningrad Standard Time': 'Europe/Kaliningrad',
  'Belarus Standard Time': 'Europe/Minsk',
  'Russian Standard Time': 'Europe/Moscow',
  'Egypt Standard Time': 'Africa/Cairo',
  'Morocco Standard Time': 'Africa/Casablanca',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'E. Africa Standard Time': 'Africa/Nairobi',
  'W. Central Africa Standard Time': 'Africa/Lagos',
  'Newfoundland Standard Time': 'America/St_Johns',
  'Atlantic Standard Time': 'America/Halifax',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'US Mountain Standard Time': 'America/Phoenix',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Alaskan Standard Time': 'America/Anchorage',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
  'SA Pacific Standard Time': 'America/Bogota',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'W. Australia Standard Time': 'Australia/Perth',
  'Cen. Australia Standard Time': 'Australia/Adelaide',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'E. Australia Standard Time': 'Australia/Brisbane',
  'New Zealand Standard Time': 'Pacific/Auckland',
  UTC: 'UTC',
}

const MINUTE = 60_000
const property = (component: Component, name: string): string | undefined => {
  const value: unknown = component.getFirstPropertyValue(name)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** `(UTC+07:00) Bangkok, Hanoi`, `GMT-0330`: minutes ahead of UTC. */
function offsetIn(name: string): number | undefined {
  const match = /\b(?:UTC|GMT)\s?([+-])(\d{1,2}):?(\d{2})?\b/i.exec(name)
  if (!match) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '-' ? -minutes : minutes
}

/** Noon of two days in each month of the years a calendar is likely to be about. */
function* samples(year: number): Generator<{ iso: string; month: number; day: number; year: number }> {
  for (const each of [year, year + 1])
    for (let month = 1; month <= 12; month++)
      for (const day of [1, 15])
        yield {
          iso: `${each}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
          month,
          day,
          year: each,
        }
}

/** The names of one calendar file, each thought about once. */
export class IcsZones {
  readonly unknown = new Set<string>()
  readonly #reader: string
  readonly #definitions = new Map<string, Component>()
  readonly #found = new Map<string, string | undefined>()

  constructor(calendar: Component, reader: string) {
    this.#reader = reader
    for (const definition of calendar.getAllSubcomponents('vtimezone')) {
      const id = property(definition, 'tzid')
      if (id !== undefined) this.#definitions.set(id, definition)
    }
  }

  /** The zone, or the reader's own where nothing tells which it is; then the name is kept in `unknown`. */
  of(tzid: string, year: number): string {
    if (!this.#found.has(tzid)) this.#found.set(tzid, this.#find(tzid, year))
    const found = this.#found.get(tzid)
    if (found === undefined) this.unknown.add(tzid)
    return found ?? this.#reader
  }

  #find(tzid: string, year: number): string | undefined {
    const plain = tzid.replaceAll('"', '').trim()
    const path = plain.split('/')
    const definition = this.#definitions.get(tzid) ?? this.#definitions.get(plain)
    const located = definition && (property(definition, 'x-lic-location') ?? property(definition, 'location'))
    for (const name of [
      plain,
      path.slice(-3).join('/'),
      path.slice(-2).join('/'),
      windowsZones[plain],
      located,
    ]) {
      const known = name ? knownZone(name) : undefined
      // “Customized Time Zone” is no zone, and neither is a bare word that happens to be a link to one.
      if (known && (name?.includes('/') || known === 'UTC' || name === windowsZones[plain])) return known
    }
    const asDefined = definition && this.#like(year, offsetsOf(definition))
    if (asDefined) return asDefined
    const offset = offsetIn(plain)
    return offset === undefined ? undefined : this.#like(year, () => offset)
  }

  /** A zone whose clock is so far ahead of UTC on all the sampled days; the reader's own before any other. */
  #like(
    year: number,
    offset: (time: { year: number; month: number; day: number }) => number | undefined,
  ): string | undefined {
    const wanted = [...samples(year)].map((time) => ({ iso: time.iso, minutes: offset(time) }))
    if (wanted.some(({ minutes }) => minutes === undefined)) return undefined
    const fits = (zone: string): boolean =>
      wanted.every(
        ({ iso, minutes }) =>
          Date.parse(`${iso}T12:00:00Z`) - instantOf(iso, 720, zone) === (minutes ?? 0) * MINUTE,
      )
    const preferred = [this.#reader, ...Object.values(windowsZones)]
    return [...preferred, ...Intl.supportedValuesOf('timeZone')].find(fits)
  }
}

/** Whether a part says from when, and an offset some clock on earth has. */
function isPossible(part: Component): boolean {
  const offset: unknown = part.getFirstPropertyValue('tzoffsetto')
  const hours = offset instanceof ICAL.UtcOffset ? Math.abs(offset.toSeconds()) / 3_600 : Number.NaN
  return hours <= 14 && part.hasProperty('dtstart') && part.hasProperty('tzoffsetfrom')
}

/** What a definition says; undefined where it says nothing usable. */
function offsetsOf(definition: Component) {
  const parts = definition.getAllSubcomponents()
  const zone = parts.length > 0 && parts.every(isPossible) ? new ICAL.Timezone(definition) : undefined
  return (time: { year: number; month: number; day: number }): number | undefined => {
    try {
      const seconds = zone?.utcOffset(
        new ICAL.Time(
          { ...time, hour: 12, minute: 0, second: 0, isDate: false },
          ICAL.Timezone.localTimezone,
        ),
      )
      return seconds === undefined || Number.isNaN(seconds) ? undefined : Math.round(seconds / 60)
    } catch (error) {
      if (error instanceof Error) return undefined
      throw error
    }
  }
}
