/** Values on their way between a form and the wire: what counts as empty, as the same, as fit to send. Pure. */

import type { Field } from '#db/shared/entity.ts'
import { elementProperties } from '#db/shared/fields.ts'
import type { DraftValue } from '../state/drafts.ts'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A form's value as a draft keeps it: plain JSON. */
export function toDraft(value: unknown): DraftValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(toDraft)
  if (!isObject(value)) return null
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (part === undefined ? [] : [[name, toDraft(part)]])),
  )
}

/** Whether a list's element says nothing yet: a label or a country alone is no address. */
function isBlank(field: Field, element: unknown): boolean {
  if (!isObject(element)) return true
  const properties = elementProperties[field.elements ?? 'extra'] ?? []
  const said = (name: string): boolean => typeof element[name] === 'string' && element[name].trim() !== ''
  if (field.elements === 'address')
    return !properties.some((name) => name !== 'label' && name !== 'country' && said(name))
  return !said('value')
}

/** The value as it is sent: outer spaces, blank rows and empty parts gone; null for nothing. */
export function cleaned(field: Field, value: unknown): DraftValue {
  if (typeof value === 'string') {
    const plain = field.kind === 'longText' ? value.trimEnd() : value.trim()
    return plain === '' ? null : plain
  }
  if (!Array.isArray(value)) return toDraft(value)
  if (field.kind !== 'list') return value.length ? toDraft(value) : null
  const kept = value
    .filter((element) => !isBlank(field, element))
    .map((element: unknown) =>
      isObject(element)
        ? Object.fromEntries(
            Object.entries(element).filter(([, part]) => typeof part === 'string' && part !== ''),
          )
        : element,
    )
  return kept.length ? toDraft(kept) : null
}

/** Whether the record already says this. */
export function sameValue(field: Field, a: unknown, b: unknown): boolean {
  return stable(cleaned(field, a)) === stable(cleaned(field, b))
}

/** JSON with its properties in one order. `e164` is worked out by the host and no edit of anybody's. */
function stable(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'e164') return undefined
    return isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part
  })
}

export const isEmptyValue = (field: Field, value: unknown): boolean => {
  const clean = cleaned(field, value)
  return clean === null || clean === false
}
