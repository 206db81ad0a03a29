/**
 * Stored values ↔ cells of the tables of `export everything`. People read the same notation as in every export; whatever
 * that cannot say exactly (identities of list elements, files) has a column of its own, `<field>.json`, which is what is
 * read back. Reading what was written gives the same stored value, for every value a field can hold.
 */
import { type Field, isCustomName } from '../shared/entity.ts'
import { type DbValue, decodeField } from '../shared/fields.ts'
import { cellOf } from './cells.ts'
import { type CsvCell, restoreFormula } from './csvWriter.ts'

/** Kinds whose stored form is JSON that no plain cell says exactly. */
const structured: ReadonlySet<Field['kind']> = new Set(['list', 'file', 'json', 'money', 'tags'])

export const exactColumn = (field: Field): string =>
  structured.has(field.kind) ? `${field.name}.json` : field.name

/** Structured fields that people can read all the same. */
export const isReadable = (field: Field): boolean =>
  structured.has(field.kind) && field.kind !== 'json' && field.kind !== 'file'

/** For people. */
export const readableCell = (field: Field, stored: DbValue): CsvCell =>
  stored === null ? undefined : cellOf(field, decodeField(field, stored))

/** Exactly what is stored; references are identities by now. */
export function exactCell(field: Field, stored: DbValue): CsvCell {
  if (stored === null) return undefined
  if (structured.has(field.kind) || isCustomName(field.name)) return stored
  if (field.kind === 'instant' && typeof stored === 'number') return new Date(stored).toISOString()
  if (field.kind === 'yesNo' && typeof stored === 'number')
    return stored === 1 ? true : stored === 0 ? false : stored
  return stored
}

/** The stored value a cell says; a reference stays the identity. Undefined: nothing such a field could hold. */
export function storedOf(field: Field, cell: string): DbValue | undefined {
  if (cell === '') return null
  const text = restoreFormula(cell)
  switch (field.kind) {
    case 'instant': {
      const at = Date.parse(text)
      return Number.isNaN(at) ? undefined : at
    }
    case 'yesNo':
      return text === 'true' ? 1 : text === 'false' ? 0 : undefined
    case 'number':
    case 'integer': {
      const n = Number(text)
      return Number.isFinite(n) ? n : undefined
    }
    case 'list':
    case 'file':
    case 'json':
    case 'money':
    case 'tags':
      return isJson(text) ? text : undefined
    default:
      return text
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
