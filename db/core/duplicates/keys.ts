/**
 * Under which keys two entries of one record would meet. Coarse and cheap: a key proposes, the score decides. A key is a
 * 30-bit hash, so that a million records' keys are a sorted array of numbers.
 */
import type { Entity } from '../../shared/entity.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { nameKeys, soundKey } from '../../shared/text/transliterate.ts'

/** Where a pair was found; also what a person can choose to look by. */
export const sources = ['points', 'name', 'company', 'birthday', 'address', 'taxId', 'host'] as const
export type Source = (typeof sources)[number]

export interface KeyRow {
  readonly given: string
  readonly middle: string
  readonly family: string
  readonly nickname: string
  readonly title: string
  readonly companyId: number | null
  readonly birthday: string
  readonly taxId: string
  readonly addresses: readonly string[]
  readonly hosts: readonly string[]
}

export const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value ^ (value >>> 15)) & 0x3fffffff
}

const heard = new Map<string, string[]>()
const KEPT = 200_000
/** How each word of a name sounds, remembered: names repeat. */
function soundsIn(name: string): string[] {
  let found = heard.get(name)
  if (!found) {
    found = soundKey(name).split(' ').filter(Boolean)
    if (heard.size >= KEPT) heard.clear()
    heard.set(name, found)
  }
  return found
}

/** Keys of the name by itself. */
export function keysOfName(entity: Entity, row: KeyRow): number[] {
  if (entity.title.from !== 'person')
    return nameKeys(stripCompanyForm(row.title)).map((key) => hash(`n${key}`))
  const keys = nameKeys([row.given, row.family].filter(Boolean).join(' '))
  if (row.nickname && row.family) keys.push(...nameKeys(`${row.nickname} ${row.family}`))
  return [...new Set(keys)].map((key) => hash(`n${key}`))
}

/** Keys of a part of the name together with something else, by where that comes from. */
export function keysOfLinks(entity: Entity, row: KeyRow, visit: (source: Source, key: number) => void): void {
  if (row.taxId.length > 4) visit('taxId', hash(`t${row.taxId}`))
  if (entity.title.from !== 'person') {
    for (const host of row.hosts) visit('host', hash(`h${host}`))
    return
  }
  const parts = new Set([
    ...soundsIn(row.given).slice(0, 2),
    ...soundsIn(row.family).slice(-1),
    ...soundsIn(row.nickname).slice(0, 1),
  ])
  for (const part of parts) {
    if (row.companyId !== null) visit('company', hash(`c${row.companyId}|${part}`))
    if (row.birthday) visit('birthday', hash(`b${row.birthday}|${part}`))
    for (const address of row.addresses) visit('address', hash(`a${address}|${part}`))
  }
}
