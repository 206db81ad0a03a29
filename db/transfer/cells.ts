/**
 * A field's value ↔ the text of one cell in our own tables, one entry per field kind. Writing and reading back gives the
 * same value; reading also understands how people write numbers, days and yes or no.
 * Must never: lose a part of a value, touch the database.
 */

import { type ColumnDecision, convertDate, convertInstant } from '../shared/dates/column.ts'
import { parseYearly } from '../shared/dates/yearly.ts'
import type { Field } from '../shared/entity.ts'
import { isCurrency } from '../shared/numbers/currencies.ts'
import { parseMoney, toDecimal, toMinor } from '../shared/numbers/money.ts'
import { parseNumber } from '../shared/numbers/parse.ts'
import { undecided, yearlyOf } from './cardDates.ts'
import {
  type CsvCell,
  decodeList,
  decodeTags,
  encodeList,
  encodeTags,
  type ListElement,
} from './csvWriter.ts'

/** How the cells of a column are read. */
export type CellContext = {
  /** What the scan of a column of days decided. */
  decision?: ColumnDecision
  today: string
  timeZone: string
  /** Currency of amounts without one. */
  currency: string
}

/** What a cell says, or why it cannot be read as its field. */
export type CellValue =
  | { value: unknown }
  | { bad: 'badNumber' | 'badDate' | 'badBoolean' | 'badChoice' | 'badValue' }

const yes = /^(true|yes|y|1|x|ใช่|จริง|بله|آری)$/i
const no = /^(false|no|n|0|ไม่|ไม่ใช่|เท็จ|خیر|نه)$/i
const money = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/
const plainNumber = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Which parts of an element stand before and after the colon. */
function headOf(field: Field): [label: string, value: string] {
  if (field.elements === 'address') return ['label', 'formatted']
  return [field.elements === 'extra' ? 'name' : 'label', 'value']
}

/** Parts a device works out again by itself. */
const derivedParts = new Set(['id', 'e164'])

function elementsOf(value: unknown): ListElement[] {
  if (!Array.isArray(value)) return []
  return value
    .filter(isRecord)
    .map((element) =>
      Object.fromEntries(
        Object.entries(element).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string' && !derivedParts.has(entry[0]),
        ),
      ),
    )
}

/** The cell of a wire value. */
export function cellOf(field: Field, value: unknown): CsvCell {
  if (value === null || value === undefined) return undefined
  switch (field.kind) {
    case 'number':
    case 'integer':
      return typeof value === 'number' ? value : JSON.stringify(value)
    case 'yesNo':
      return typeof value === 'boolean' ? value : JSON.stringify(value)
    case 'money':
      return isRecord(value) && typeof value.minor === 'number' && typeof value.currency === 'string'
        ? `${toDecimal(value.minor, value.currency)} ${value.currency}`
        : JSON.stringify(value)
    case 'tags':
      return Array.isArray(value) && value.length > 0 ? encodeTags(value.map(String)) : undefined
    case 'list':
      return Array.isArray(value) && value.length > 0
        ? encodeList(elementsOf(value), ...headOf(field))
        : undefined
    case 'file':
    case 'json':
      return JSON.stringify(value)
    default:
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

/** The wire value a cell stands for. */
export function readCell(field: Field, cell: string, context: CellContext): CellValue {
  const text = cell.trim()
  switch (field.kind) {
    case 'number':
    case 'integer': {
      const decimal = plainNumber.test(text) ? text : parseNumber(text)
      return decimal === undefined ? { bad: 'badNumber' } : { value: Number(decimal) }
    }
    case 'money':
      return readMoney(text, context.currency)
    case 'yesNo':
      return yes.test(text) ? { value: true } : no.test(text) ? { value: false } : { bad: 'badBoolean' }
    case 'date': {
      if (/^\d{4}-\d\d-\d\d$/.test(text) && !context.decision) return { value: text }
      const iso = convertDate(text, context.decision ?? undecided, context)
      return typeof iso === 'object' ? { bad: 'badDate' } : { value: iso ?? null }
    }
    case 'instant': {
      if (isoInstant.test(text)) return { value: new Date(text).toISOString() }
      const instant = convertInstant(text, context.decision ?? undecided, context)
      return typeof instant === 'object' ? { bad: 'badDate' } : { value: instant ?? null }
    }
    case 'yearly': {
      if (parseYearly(text)) return { value: text }
      const yearly = yearlyOf(text, { decision: context.decision ?? undecided, today: context.today }, true)
      return yearly === 'bad' ? { bad: 'badDate' } : { value: yearly ?? null }
    }
    case 'choice': {
      const option = field.options?.find((known) => known.toLowerCase() === text.toLowerCase())
      return option === undefined ? { bad: 'badChoice' } : { value: option }
    }
    case 'tags':
      return { value: decodeTags(cell) }
    case 'list':
      return { value: decodeList(cell, ...headOf(field)) }
    case 'file':
    case 'json':
      return readJson(text)
    default:
      return { value: cell }
  }
}

function readMoney(text: string, fallback: string): CellValue {
  const [, decimal, currency] = money.exec(text) ?? []
  if (decimal !== undefined && currency !== undefined && isCurrency(currency))
    return { value: { minor: toMinor(decimal, currency), currency } }
  const named = /\b[A-Z]{3}\b/.exec(text.toUpperCase())?.[0]
  const code = named !== undefined && isCurrency(named) ? named : fallback
  const minor = parseMoney(text, code)
  return minor === undefined ? { bad: 'badNumber' } : { value: { minor, currency: code } }
}

function readJson(text: string): CellValue {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { bad: 'badValue' }
  }
}
