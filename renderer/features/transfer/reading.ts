/** How a file is to be read and matched: what the wizard asks, as plain data, and what goes to the host of it. */
import type { About } from '#db/shared/about.ts'
import type { Input } from '#db/shared/contract.ts'
import type { ColumnMap } from './targets.ts'

export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-874',
  'windows-1252',
  'windows-1256',
  'macintosh',
] as const
export const dateOrders = ['auto', 'dmy', 'mdy', 'ymd'] as const
export const dateCalendars = ['auto', 'gregory', 'buddhist', 'persian'] as const

/** Keys a record is recognised by; several are tried in turn. */
export const matchKeys = [
  'none',
  'email',
  'phone',
  'email,phone',
  'name',
  'name+company',
  'taxId',
  'id',
] as const
export type MatchKey = (typeof matchKeys)[number]
export const onMatches = ['update', 'skip', 'create'] as const

export interface Reading {
  /** Undefined: as recognised. */
  readonly entity: string | undefined
  /** The file says something of people who are here. */
  readonly about: About | undefined
  readonly encoding: string
  readonly dates: (typeof dateOrders)[number]
  readonly calendar: (typeof dateCalendars)[number]
  readonly mojibake: boolean
  readonly zeros: readonly string[]
  readonly map: ColumnMap
}

export interface Matching {
  readonly key: MatchKey
  readonly onMatch: (typeof onMatches)[number]
}

export const asFound: Reading = {
  entity: undefined,
  about: undefined,
  encoding: 'auto',
  dates: 'auto',
  calendar: 'auto',
  mojibake: false,
  zeros: [],
  map: {},
}
export const noMatching: Matching = { key: 'none', onMatch: 'update' }

/** Without what was left empty. */
const stated = ({ purpose, source, ...about }: About): About => ({
  ...about,
  ...(purpose?.trim() && { purpose: purpose.trim() }),
  ...(source?.trim() && { source: source.trim() }),
})

export function previewInput(files: readonly string[], reading: Reading): Input<'transfer.preview'> {
  const { entity, about, encoding, dates, calendar, mojibake, zeros, map } = reading
  return {
    files: [...files],
    ...(about ? { about: stated(about) } : entity !== undefined && { entity }),
    encoding,
    dates,
    calendar,
    repair: { mojibake, zeros: [...zeros] },
    ...(Object.keys(map).length > 0 && { map: { ...map } }),
  }
}

export function importInput(
  files: readonly string[],
  reading: Reading,
  { key, onMatch }: Matching,
): Input<'transfer.import'> {
  return {
    ...previewInput(files, reading),
    match: key === 'none' ? [] : key.split(','),
    onMatch: key === 'none' ? 'create' : onMatch,
  }
}

/** The name of a file without its folder. */
export const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
