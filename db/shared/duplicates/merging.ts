/**
 * What a merged record holds before anybody chooses otherwise: per field the record whose value it takes, or the union of
 * all. Works on stored and on decoded values alike, so that the host and the preview in the window decide the same.
 * Must never: read a row, or decide that two records are one.
 *
 * - The first record is the one that stays. A field takes the first value there is, in the order of the records.
 * - Fields that mean something only together (a register group, the parts of a person's name) come from one record: the
 *   first one with the most of them.
 * - `merge: 'union'` fields take the elements of all; an element that says the same as one already there is left out.
 */
import { type ElementKind, type Entity, FIRST_FIELD_ID, type Field, isCustomName } from '../entity.ts'
import { phoneDigits } from '../phone.ts'
import { fold } from '../text/fold.ts'

/** A list element, whatever it is of. */
export interface Element {
  readonly id?: string
  readonly [property: string]: unknown
}

const NAME: ReadonlySet<string> = new Set(['givenName', 'middleName', 'familyName'])

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Fields a merge decides about: not the program's own, not owner and privacy, not the ones given once for ever. */
export const isMerged = (field: Field): boolean =>
  !field.system && !field.fixed && (isCustomName(field.name) || field.id >= FIRST_FIELD_ID)

/** Fields whose values of all records are kept. */
export const isUnited = (field: Field): boolean =>
  (field.kind === 'list' || field.kind === 'tags') && field.merge !== 'first'

const groupOf = (entity: Entity, field: Field): string =>
  field.group ?? (entity.title.from === 'person' && NAME.has(field.name) ? 'name' : field.name)

/** Per field of the record that stays: the place of the record whose value it takes. United fields are not in it. */
export function sourcesOf(
  entity: Entity,
  fields: readonly Field[],
  count: number,
  valueIn: (record: number, field: Field) => unknown,
): Map<string, number> {
  const groups = new Map<string, Field[]>()
  for (const field of fields) {
    if (!isMerged(field) || isUnited(field)) continue
    const group = groupOf(entity, field)
    groups.set(group, [...(groups.get(group) ?? []), field])
  }
  const sources = new Map<string, number>()
  for (const members of groups.values()) {
    let best = 0
    let most = 0
    for (let record = 0; record < count; record++) {
      const filled = members.filter((field) => !isEmpty(valueIn(record, field))).length
      if (filled > most) {
        best = record
        most = filled
      }
    }
    for (const field of members) sources.set(field.name, best)
  }
  return sources
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What two elements have in common when they say the same: a telephone number however written, an address however spaced. */
export function elementKey(kind: ElementKind, element: Element): string {
  const value = text(element.value).trim()
  if (kind === 'phone') {
    const digits = text(element.e164).slice(1) || (phoneDigits(value)[0] ?? '')
    return digits ? `${digits}#${text(element.ext)}` : fold(value)
  }
  if (kind === 'email') return value.toLowerCase()
  if (kind === 'website')
    return value
      .toLowerCase()
      .replace(/^https?:\/\/(www\.)?/, '')
      .replace(/\/$/, '')
  if (kind === 'handle') return `${text(element.service)}:${value.toLowerCase()}`
  if (kind === 'event') return `${fold(text(element.label))}:${value}`
  if (kind === 'extra') return `${fold(text(element.name))}:${fold(value)}`
  const { id: _id, label: _label, ...lines } = element
  return Object.entries(lines)
    .map(([name, line]) => `${name}=${fold(text(line)).trim()}`)
    .sort()
    .join('\n')
}

/** The elements of all lists, first come first kept, none said twice. What was said twice within the first list stays. */
export function united(
  field: Field,
  lists: readonly (readonly (Element | string)[])[],
): (Element | string)[] {
  const key = (element: Element | string): string =>
    typeof element === 'string' ? element : elementKey(field.elements ?? 'extra', element)
  const [own = [], ...others] = lists
  const kept = [...own]
  const known = new Set(own.map(key))
  for (const element of others.flat()) {
    if (known.has(key(element))) continue
    known.add(key(element))
    kept.push(element)
  }
  return kept
}
