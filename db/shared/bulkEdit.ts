/**
 * What a bulk change makes of one value, and which changes a kind of field can take. Pure: wire values in, wire values out;
 * the codecs of `fields.ts` check the result.
 */
import type { BulkChange, BulkVerb } from './bulk.ts'
import type { Field, FieldKind } from './entity.ts'
import { elementProperties } from './fields.ts'
import { parsePhone } from './phone.ts'
import { fold } from './text/fold.ts'

const texts: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'email', 'url', 'pickList'])
const never: ReadonlySet<FieldKind> = new Set(['file', 'json'])

/** The verbs a field takes, the natural one first; none for what only its own procedures write. */
export function verbsOf(field: Field): readonly BulkVerb[] {
  if (field.system || field.fixed || never.has(field.kind)) return []
  const clear: readonly BulkVerb[] = field.required ? [] : ['clear']
  if (field.kind === 'tags') return ['add', 'remove', 'set', 'replace', ...clear]
  if (field.kind === 'list') return ['add', 'remove', 'replace', 'set', ...clear]
  if (texts.has(field.kind)) return ['set', 'replace', ...clear]
  if (field.kind === 'yesNo') return ['set']
  return ['set', ...clear]
}

/** Whether the result is the same for every record, so that it need be worked out once only. */
export const isConstant = ({ do: verb }: BulkChange, field: Field): boolean =>
  verb === 'clear' || (verb === 'set' && field.kind !== 'list')

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const numberKey = (typed: string, country: string): string => parsePhone(typed, country).e164 ?? fold(typed)

/** What makes two elements the same to a person: an address by its letters, a number by its digits. */
function elementKey(field: Field, element: unknown, country: string): string {
  if (typeof element === 'string') return elementKey(field, { value: element }, country)
  if (!isObject(element)) return ''
  if (field.elements === 'address') {
    const { id: _id, label: _label, ...parts } = element
    return fold(JSON.stringify(Object.entries(parts).sort()))
  }
  const value = String(element.value ?? '')
  return field.elements === 'phone'
    ? numberKey(value, country)
    : `${fold(value)} ${field.elements === 'extra' ? fold(String(element.name ?? '')) : ''}`
}

function added(field: Field, now: unknown, more: readonly unknown[], country: string): unknown {
  const list = [...listOf(now)]
  const keyOf = (entry: unknown): string =>
    field.kind === 'tags' ? fold(String(entry)) : elementKey(field, entry, country)
  const known = new Set(list.map(keyOf))
  for (const entry of more) {
    const key = keyOf(entry)
    if (known.has(key)) continue
    known.add(key)
    list.push(entry)
  }
  return list
}

function without(field: Field, now: unknown, gone: readonly string[], country: string): unknown {
  if (field.kind === 'tags') {
    const keys = new Set(gone.map((tag) => fold(tag)))
    return listOf(now).filter((tag) => !keys.has(fold(String(tag))))
  }
  const values = new Set(gone.map((value) => fold(value)))
  const isPhone = field.elements === 'phone'
  const numbers = new Set(isPhone ? gone.map((value) => numberKey(value, country)) : [])
  return listOf(now).filter((element) => {
    if (!isObject(element)) return true
    if (field.elements === 'address')
      return !elementProperties.address.some(
        (part) => part !== 'label' && values.has(fold(String(element[part] ?? ''))),
      )
    const value = String(element.value ?? '')
    return !values.has(fold(value)) && !(isPhone && numbers.has(numberKey(value, country)))
  })
}

type Replace = Extract<BulkChange, { do: 'replace' }>

/** Replaces letters in a text; made once for many texts. */
export function replacer(change: Replace): (text: string) => string {
  const literal = change.find.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
  const pattern = new RegExp(change.whole ? `^(?:${literal})$` : literal, change.matchCase ? 'gv' : 'giv')
  return (text) => text.replace(pattern, () => change.with)
}

/** Properties that a replacement may touch: identities and what is derived are none. */
function replacedElement(
  field: Field,
  element: unknown,
  replace: (text: string) => string,
  property: string | undefined,
): unknown {
  if (!isObject(element)) return element
  const parts = elementProperties[field.elements ?? 'extra']
  const chosen =
    property !== undefined
      ? [property]
      : field.elements === 'address'
        ? parts.filter((part) => part !== 'label')
        : ['value']
  const next: Record<string, unknown> = { ...element }
  for (const part of chosen) {
    const now = element[part]
    if (typeof now === 'string') next[part] = replace(now)
  }
  return next
}

/** One change ready to be made to the values of many records. */
export function changer(field: Field, change: BulkChange, country: string): (now: unknown) => unknown {
  switch (change.do) {
    case 'set':
      return () => change.value
    case 'clear':
      return () => null
    case 'add':
      return (now) => added(field, now, change.value, country)
    case 'remove':
      return (now) => without(field, now, change.value, country)
    case 'replace': {
      const replace = replacer(change)
      if (field.kind === 'tags') return (now) => listOf(now).map((tag) => replace(String(tag)))
      if (field.kind === 'list')
        return (now) =>
          listOf(now).map((element) => replacedElement(field, element, replace, change.property))
      return (now) => (typeof now === 'string' ? replace(now) : now)
    }
  }
}
