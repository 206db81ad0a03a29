/**
 * Under which keys two entries of one record would meet. Coarse and cheap: a key proposes, the score decides. A key is a
 * 30-bit hash, so that a million records' keys are a sorted array of numbers; of a telephone it is the number's end itself.
 */
import type { Element } from '../../shared/duplicates/merging.ts'
import { elementKey } from '../../shared/duplicates/merging.ts'
import type { Entity } from '../../shared/entity.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { foldCompact } from '../../shared/text/fold.ts'
import { nameKeys } from '../../shared/text/transliterate.ts'
import { hash, mix } from './hash.ts'

/** Where a pair was found; also what a person can choose to look by. */
export const sources = ['points', 'name', 'company', 'birthday', 'address', 'taxId', 'host'] as const
export type Source = (typeof sources)[number]

export interface KeyRow {
  readonly given: string
  readonly family: string
  readonly nickname: string
  readonly title: string
  readonly companyId: number | null
  readonly birthday: string
  readonly taxId: string
  /** Of each address. */
  readonly addresses: readonly number[]
  readonly hosts: readonly string[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const lines = ['houseNumber', 'street', 'road', 'formatted', 'postalCode'] as const

const hashOfLines = (said: string, whole: () => string): number =>
  hash(/[^|]/.test(said) ? foldCompact(said) : whole()) || 1

/** The same for addresses that say the same, and hardly for others: never zero. */
export function addressHash(address: Element): number {
  // As they stand in JSON, which is how stored ones are read.
  const said = lines.map((name) => JSON.stringify(text(address[name])).slice(1, -1)).join('|')
  return hashOfLines(said, () => elementKey('address', address))
}

/** The same of a stored list; of one address without reading the JSON, which would cost more than all else there is to a row. */
export function addressHashes(stored: string, parsed: () => readonly Element[]): number[] {
  if (stored.indexOf('{', stored.indexOf('{') + 1) >= 0) return parsed().map(addressHash)
  let said = ''
  for (const name of lines) {
    if (name !== lines[0]) said += '|'
    const mark = `"${name}":"`
    const at = stored.indexOf(mark)
    if (at >= 0) said += stored.slice(at + mark.length, endOfText(stored, at + mark.length))
  }
  return stored.includes('{') ? [hashOfLines(said, () => elementKey('address', parsed()[0] ?? {}))] : []
}

/** Where a text in JSON that begins at `from` ends. */
function endOfText(json: string, from: number): number {
  let at = json.indexOf('"', from)
  while (at > 0 && isEscaped(json, at)) at = json.indexOf('"', at + 1)
  return at < 0 ? json.length : at
}

function isEscaped(json: string, at: number): boolean {
  let slashes = 0
  while (json.charAt(at - 1 - slashes) === '\\') slashes++
  return slashes % 2 === 1
}

const END = 8
/** What is the same of a number written at home and from abroad. */
export const phoneEnd = (digits: string): string => digits.slice(-END)
export const phoneKey = (digits: string): number => Number(phoneEnd(digits)) || 0

/** Middle names count, middle initials do not: one writes them, another leaves them out. */
export const givenNames = (given: string, middle: string): string =>
  given && middle.replace('.', '').length > 1 ? `${given} ${middle}` : given

/** Hosts of web sites and of e-mail addresses. */
export const hostsIn = (websites: readonly string[], emails: readonly string[]): string[] => [
  ...websites.flatMap(
    (site) => /^(?:https?:\/\/)?(?:www\.)?([^/:?#]+\.[^/:?#]+)/.exec(site.toLowerCase())?.[1] ?? [],
  ),
  ...emails.flatMap((email) => email.toLowerCase().split('@')[1] ?? []),
]

/** The values of a stored list: without reading the JSON, unless something in it is written with a backslash. */
export function valuesIn(stored: string, parsed: () => readonly Element[]): string[] {
  if (stored.includes('\\')) return parsed().map(({ value }) => text(value))
  return [...stored.matchAll(/"value":"([^"]*)"/g)].map(([, value = '']) => value)
}

/** Keys of the name by itself. */
export function keysOfName(
  entity: Entity,
  row: Pick<KeyRow, 'given' | 'family' | 'nickname' | 'title'>,
): number[] {
  if (entity.title.from !== 'person') return nameKeys(stripCompanyForm(row.title)).map(hash)
  const keys = nameKeys(row.given && row.family ? `${row.given} ${row.family}` : row.given || row.family)
  if (row.nickname && row.family) keys.push(...nameKeys(`${row.nickname} ${row.family}`))
  return [...new Set(keys)].map(hash)
}

/** Keys of a part of the name together with something else, by where that comes from. `sounds`: of each word of a name. */
export function keysOfLinks(
  entity: Entity,
  row: KeyRow,
  sounds: (name: string) => readonly number[],
  visit: (source: Source, key: number) => void,
): void {
  if (row.taxId.length > 4) visit('taxId', hash(row.taxId))
  if (entity.title.from !== 'person') {
    for (const host of row.hosts) visit('host', hash(host))
    return
  }
  const birthday = row.birthday && hash(row.birthday)
  if (row.companyId === null && !birthday && !row.addresses.length) return
  const given = sounds(row.given)
  const parts = [given[0], given[1], sounds(row.family).at(-1), sounds(row.nickname)[0]]
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (part === undefined || parts.indexOf(part) < i) continue
    if (row.companyId !== null) visit('company', mix(row.companyId, part))
    if (birthday) visit('birthday', mix(birthday, part))
    for (const address of row.addresses) visit('address', mix(address, part))
  }
}
