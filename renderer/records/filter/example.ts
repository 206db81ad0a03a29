/** What an example asks for: texts that hold what was typed, everything else as it was entered. Pure. */
import type { Field } from '#db/shared/entity.ts'
import { elementProperties } from '#db/shared/fields.ts'
import type { Filter } from '#db/shared/filter.ts'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const typed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

function ofElement(field: Field, element: unknown): Filter[] {
  if (!isObject(element)) return []
  if (field.elements === 'address')
    return elementProperties.address
      .filter((part) => part !== 'label' && typed(element[part]) !== '')
      .map((part) => ({ field: `${field.name}.${part}`, op: 'contains', value: typed(element[part]) }))
  const value = typed(element.value)
  if (value === '') return []
  return [{ field: field.name, op: field.elements === 'event' ? 'is' : 'contains', value }]
}

function ofField(field: Field, value: unknown): Filter[] {
  const is = (fit: unknown): Filter[] => [{ field: field.name, op: 'is', value: fit }]
  switch (field.kind) {
    case 'list':
      return Array.isArray(value) ? value.flatMap((element) => ofElement(field, element)) : []
    case 'tags':
      return Array.isArray(value)
        ? value
            .filter((tag) => typed(tag) !== '')
            .map((tag) => ({ field: field.name, op: 'contains', value: typed(tag) }))
        : []
    case 'yesNo':
      return value === true ? is(true) : []
    case 'number':
    case 'integer':
      return typeof value === 'number' ? is(value) : []
    case 'money':
      return isObject(value) ? is(value) : []
    case 'instant':
      return typed(value) === '' ? [] : is(typed(value).slice(0, 10))
    case 'date':
    case 'choice':
    case 'ref':
    case 'yearly':
      return typed(value) === '' ? [] : is(typed(value))
    default:
      return typed(value) === '' ? [] : [{ field: field.name, op: 'contains', value: typed(value) }]
  }
}

/** Undefined when nothing is filled in. */
export function exampleFilter(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Filter | undefined {
  const parts = fields.flatMap((field) => ofField(field, values[field.name]))
  const [only] = parts
  return parts.length > 1 ? { and: parts } : only
}
