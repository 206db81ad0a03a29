/**
 * What a stored value becomes when a file says more: texts give way, lists keep what they have and gain what is new.
 * Elements are the same when their values are, whatever their labels; those that stay keep their identities.
 */
import type { Field } from '../../shared/entity.ts'
import type { DbValue } from '../../shared/fields.ts'
import { phoneDigits } from '../../shared/phone.ts'

type Element = Record<string, string>

const parsed = (stored: DbValue | undefined): unknown[] =>
  typeof stored === 'string' ? (JSON.parse(stored) as unknown[]) : []
const elementsOf = (stored: DbValue | undefined): Element[] => parsed(stored) as Element[]

/** What two elements must share to be one. */
function identityOf(field: Field, element: Element): string {
  const { id: _, label = '', ...rest } = element
  const value = element.value ?? ''
  switch (field.elements) {
    case 'email':
    case 'website':
      return value.trim().toLowerCase()
    case 'phone':
      return element.e164 ?? phoneDigits(value)[0] ?? value
    case 'handle':
      return `${element.service ?? ''}:${value.toLowerCase()}`
    case 'event':
      return `${label}:${value}`
    case 'extra':
      return JSON.stringify([element.name ?? '', value])
    default:
      return JSON.stringify(Object.entries(rest).sort())
  }
}

/** `whole`: the file states the entire list, as our own exports do. */
export function merged(field: Field, stored: DbValue, given: DbValue, whole: boolean): DbValue {
  if (field.kind === 'tags') {
    if (whole) return given
    const tags = [...new Set([...parsed(stored), ...parsed(given)])]
    return tags.length > 0 ? JSON.stringify(tags) : null
  }
  if (field.kind !== 'list') return given
  const old = elementsOf(stored)
  const known = new Map(old.map((element) => [identityOf(field, element), element]))
  const result: Element[] = whole ? [] : [...old]
  for (const element of elementsOf(given)) {
    const same = known.get(identityOf(field, element))
    if (whole) {
      result.push(same ? asBefore(same, element) : element)
      if (same) known.delete(identityOf(field, element))
    } else if (same) result[result.indexOf(same)] = filled(same, element, known, field)
    else {
      result.push(element)
      known.set(identityOf(field, element), element)
    }
  }
  return result.length > 0 ? JSON.stringify(result) : null
}

/** The new element under its old identity; the old one when nothing but the order of its parts is new. */
function asBefore(old: Element, element: Element): Element {
  const parts = Object.entries({ ...element, id: old.id ?? element.id ?? '' })
  const isSame = parts.length === Object.keys(old).length && parts.every(([part, text]) => old[part] === text)
  return isSame ? old : (Object.fromEntries(parts) as Element)
}

/** The element there is, with the parts it lacked. */
function filled(old: Element, more: Element, known: Map<string, Element>, field: Field): Element {
  const missing = Object.entries(more).filter(([part]) => old[part] === undefined)
  if (missing.length === 0) return old
  const element = { ...old, ...Object.fromEntries(missing) }
  known.set(identityOf(field, element), element)
  return element
}
