/** Maps people kept: how files with certain columns are read and matched. One setting each, `import.map.<name>`. */
import { useMemo } from 'react'
import { z } from 'zod'
import { call } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import {
  asFound,
  dateCalendars,
  dateOrders,
  type Matching,
  matchKeys,
  onMatches,
  type Reading,
} from './reading.ts'

const PREFIX = 'import.map.'
export const LONGEST_NAME = 120

const schema = z.object({
  header: z.array(z.string()),
  entity: z.string().nullable(),
  encoding: z.string(),
  dates: z.enum(dateOrders),
  calendar: z.enum(dateCalendars),
  map: z.record(z.string(), z.string().nullable()),
  key: z.enum(matchKeys),
  onMatch: z.enum(onMatches),
})

export interface SavedMap {
  readonly name: string
  readonly header: readonly string[]
  readonly reading: Reading
  readonly matching: Matching
}

/** The kept maps of these settings; what is none, or taken away, is left out. */
export function mapsIn(settings: Readonly<Record<string, unknown>>): readonly SavedMap[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const parsed = key.startsWith(PREFIX) ? schema.safeParse(value) : undefined
    if (!parsed?.success) return []
    const { header, entity, encoding, dates, calendar, map, key: by, onMatch } = parsed.data
    const reading = { ...asFound, entity: entity ?? undefined, encoding, dates, calendar, map }
    return [{ name: key.slice(PREFIX.length), header, reading, matching: { key: by, onMatch } }]
  })
}

/** The map of a file with exactly these columns. */
export const mapFor = (maps: readonly SavedMap[], header: readonly string[]): SavedMap | undefined =>
  maps.find(
    (map) => map.header.length === header.length && map.header.every((name, at) => name === header[at]),
  )

export function useSavedMaps(): readonly SavedMap[] {
  const settings = useSettings()
  return useMemo(() => mapsIn(settings?.user ?? {}), [settings])
}

export async function saveMap({ name, header, reading, matching }: SavedMap): Promise<void> {
  const { entity, encoding, dates, calendar, map } = reading
  const value = {
    header: [...header],
    entity: entity ?? null,
    encoding,
    dates,
    calendar,
    map: { ...map },
    ...matching,
  }
  await call('settings.set', { scope: 'user', key: `${PREFIX}${name.slice(0, LONGEST_NAME)}`, value })
}

/** A setting cannot be removed, only emptied. */
export async function forgetMap(name: string): Promise<void> {
  await call('settings.set', { scope: 'user', key: `${PREFIX}${name}`, value: null })
}
