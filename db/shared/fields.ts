/**
 * The codecs: for each field kind how a wire value becomes a database value and back, and its JSON Schema.
 * Wire values are JSON; database values are what SQLite holds. Import sends millions through here: no zod, no regex
 * compiled per call. A value of the wrong type is an issue, never a coercion that loses something.
 */

import { parseYearly } from './dates/yearly.ts'
import type { ElementKind, Field, FieldKind } from './entity.ts'
import { type Issue, invalidIssues } from './errors.ts'
import { isIdText } from './id.ts'

export type DbValue = string | number | null
export type WireValue = unknown

/** What encoding may need from outside: fresh element ids and the normal form of a phone number. */
export interface EncodeEnv {
  elementId(): string
  phone(typed: string): { e164?: string; ext?: string }
  /** Told of each list as it is stored, before it becomes text. */
  onElements?(kind: ElementKind, elements: readonly StoredElement[]): void
}

const MAX_TEXT = 4_000
const MAX_LONG_TEXT = 4_000_000
const MAX_JSON = 8_000_000

/** Text properties of each element kind, in stored order; the first is the one that must not be empty. */
export const elementProperties: Readonly<Record<ElementKind, readonly string[]>> = {
  email: ['value', 'label'],
  phone: ['value', 'label', 'ext', 'e164'],
  website: ['value', 'label'],
  handle: ['value', 'service', 'label'],
  event: ['value', 'label'],
  extra: ['value', 'name'],
  address: [
    'label',
    'street',
    'street2',
    'houseNumber',
    'building',
    'unit',
    'moo',
    'soi',
    'road',
    'subdistrict',
    'district',
    'city',
    'province',
    'postalCode',
    'country',
    'poBox',
    'formatted',
  ],
}

class Bad extends Error {
  readonly code: string
  readonly params: Record<string, string | number> | undefined
  readonly at: string | undefined
  constructor(code: string, params?: Record<string, string | number>, at?: string) {
    super(code)
    this.code = code
    this.params = params
    this.at = at
  }
}

function text(value: unknown, max: number, at?: string): string | null {
  if (typeof value !== 'string') throw new Bad('text', undefined, at)
  if (value.length > max) throw new Bad('tooLong', { max }, at)
  if (value.includes('\0') || !value.isWellFormed()) {
    return value.replaceAll('\0', '').toWellFormed() || null
  }
  return value === '' ? null : value
}

function finite(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Bad('number')
  return value
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for `YYYY-MM-DD` of a day that exists. */
export function isIsoDay(value: string): boolean {
  const parts = ISO_DAY.exec(value)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** An element as it is stored: its id and the texts it has, in the order of `elementProperties`. */
export type StoredElement = { id: string; [property: string]: string }

function encodeList(kind: ElementKind, value: unknown, env: EncodeEnv): string | null {
  if (!Array.isArray(value)) throw new Bad('list')
  const properties = elementProperties[kind]
  const elements: StoredElement[] = []
  for (let index = 0; index < value.length; index++) {
    const entry: unknown = value[index]
    // A bare string is the natural short form of an element with only a value.
    const element: unknown = typeof entry === 'string' && kind !== 'address' ? { value: entry } : entry
    if (typeof element !== 'object' || element === null || Array.isArray(element))
      throw new Bad('element', { index })
    const given = element as Record<string, unknown>
    const out: StoredElement = { id: '' }
    for (const property of properties) {
      const part = given[property]
      if (part === undefined || part === null) continue
      const clean = text(part, MAX_LONG_TEXT, `${index}.${property}`)
      if (clean !== null) out[property] = clean
    }
    for (const property in given) {
      if (property !== 'id' && !properties.includes(property))
        throw new Bad('unknown', { property }, `${index}.${property}`)
    }
    const empty =
      kind === 'address' ? Object.keys(out).every((key) => key === 'id' || key === 'label') : !out.value
    if (empty) continue
    if (kind === 'phone' && out.value !== undefined) {
      const { e164, ext } = env.phone(out.value)
      delete out.e164
      if (e164) out.e164 = e164
      if (ext && !out.ext) out.ext = ext
    }
    if (kind === 'event' && !parseYearly(out.value ?? ''))
      throw new Bad('yearly', undefined, `${index}.value`)
    const id = given.id
    const isGood =
      typeof id === 'string' && id !== '' && id.length <= 40 && !elements.some((other) => other.id === id)
    out.id = isGood ? id : env.elementId()
    elements.push(out)
  }
  env.onElements?.(kind, elements)
  return elements.length ? JSON.stringify(elements) : null
}

function encodeJson(value: unknown): string {
  let json: string | undefined
  try {
    json = JSON.stringify(value)
  } catch {
    throw new Bad('json') // a bigint, or a value that contains itself
  }
  if (json === undefined || json.length > MAX_JSON) throw new Bad('json')
  return json
}

type Schema = Readonly<Record<string, unknown>>
interface Codec {
  encode(value: unknown, field: Field, env: EncodeEnv): DbValue
  decode(stored: DbValue, field: Field): WireValue
  schema(field: Field): Schema
}

const asIs = (stored: DbValue): WireValue => stored
const fromJson = (stored: DbValue): WireValue => (typeof stored === 'string' ? JSON.parse(stored) : stored)
const textCodec = (max: number): Codec => ({
  encode: (value) => text(value, max),
  decode: asIs,
  schema: () => ({ type: 'string', maxLength: max }),
})

const codecs: Readonly<Record<FieldKind, Codec>> = {
  text: textCodec(MAX_TEXT),
  longText: textCodec(MAX_LONG_TEXT),
  email: textCodec(MAX_TEXT),
  url: textCodec(MAX_TEXT),
  pickList: textCodec(MAX_TEXT),
  number: { encode: finite, decode: asIs, schema: () => ({ type: 'number' }) },
  integer: {
    encode(value) {
      if (!Number.isSafeInteger(finite(value))) throw new Bad('integer')
      return value as number
    },
    decode: asIs,
    schema: () => ({ type: 'integer' }),
  },
  // Minor units and ISO currency in one value, so that they are one register.
  money: {
    encode(value) {
      const { minor, currency } = (typeof value === 'object' && value !== null ? value : {}) as Record<
        string,
        unknown
      >
      if (!Number.isSafeInteger(minor) || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
        throw new Bad('money')
      }
      return JSON.stringify({ minor, currency })
    },
    decode: fromJson,
    schema: () => ({
      type: 'object',
      properties: { minor: { type: 'integer' }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
      required: ['minor', 'currency'],
    }),
  },
  date: {
    encode(value) {
      if (typeof value !== 'string' || !isIsoDay(value)) throw new Bad('date')
      return value
    },
    decode: asIs,
    schema: () => ({ type: 'string', format: 'date' }),
  },
  // Stored as integer milliseconds, read and written as ISO text in UTC.
  instant: {
    encode(value) {
      const ms =
        typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
      if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15) throw new Bad('instant')
      return ms
    },
    decode: (stored) => (typeof stored === 'number' ? new Date(stored).toISOString() : stored),
    schema: () => ({ type: 'string', format: 'date-time' }),
  },
  yesNo: {
    encode(value) {
      if (typeof value !== 'boolean') throw new Bad('yesNo')
      return value ? 1 : 0
    },
    decode: (stored) => (typeof stored === 'number' ? stored !== 0 : stored),
    schema: () => ({ type: 'boolean' }),
  },
  choice: {
    encode(value, field) {
      if (typeof value !== 'string' || !field.options?.includes(value)) throw new Bad('choice')
      return value
    },
    decode: asIs,
    schema: (field) => ({ enum: field.options ?? [] }),
  },
  tags: {
    encode(value) {
      if (!Array.isArray(value)) throw new Bad('list')
      const tags = new Set<string>()
      for (const tag of value) {
        const clean = text(tag, 200)?.trim()
        if (clean) tags.add(clean)
      }
      return tags.size ? JSON.stringify([...tags]) : null
    },
    decode: fromJson,
    schema: () => ({ type: 'array', items: { type: 'string', maxLength: 200 } }),
  },
  // Stays UUID text here; the write path turns it into a local row.
  ref: {
    encode(value) {
      if (!isIdText(value)) throw new Bad('id')
      return value.toLowerCase()
    },
    decode: asIs,
    schema: (field) => ({ type: 'string', format: 'uuid', ...(field.to && { $comment: field.to }) }),
  },
  yearly: {
    encode(value) {
      if (typeof value !== 'string' || !parseYearly(value)) throw new Bad('yearly')
      return value
    },
    decode: asIs,
    schema: () => ({ type: 'string', pattern: '^((persian|buddhist):)?(\\d{4}|-)-\\d{2}-\\d{2}$' }),
  },
  list: {
    encode: (value, field, env) => encodeList(field.elements ?? 'extra', value, env),
    decode: (stored) => (stored === null ? [] : fromJson(stored)),
    schema: (field) => ({
      type: 'array',
      items: {
        type: 'object',
        properties: Object.fromEntries(
          ['id', ...elementProperties[field.elements ?? 'extra']].map((name) => [name, { type: 'string' }]),
        ),
        additionalProperties: false,
      },
    }),
  },
  file: {
    encode(value) {
      const { sha256, size, mime } = (typeof value === 'object' && value !== null ? value : {}) as Record<
        string,
        unknown
      >
      if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256) || !Number.isSafeInteger(size))
        throw new Bad('file')
      return JSON.stringify({
        sha256,
        size,
        mime: typeof mime === 'string' ? mime : 'application/octet-stream',
      })
    },
    decode: fromJson,
    schema: () => ({
      type: 'object',
      properties: { sha256: { type: 'string' }, size: { type: 'integer' }, mime: { type: 'string' } },
      required: ['sha256', 'size'],
    }),
  },
  json: { encode: encodeJson, decode: fromJson, schema: () => ({}) },
}

/**
 * A wire value as the database holds it; `null`, empty text and an empty list all become NULL.
 * @throws AppError Invalid, naming the field (and the element within it).
 */
export function encodeField(field: Field, value: WireValue, env: EncodeEnv): DbValue {
  if (value === null || value === undefined || value === '') return null
  try {
    return codecs[field.kind].encode(value, field, env)
  } catch (error) {
    if (!(error instanceof Bad)) throw error
    const issue: Issue = {
      field: error.at ? `${field.name}.${error.at}` : field.name,
      code: error.code,
      ...(error.params && { params: error.params }),
    }
    throw invalidIssues([issue])
  }
}

/** A database value as the wire carries it. A wrong-typed stored value is shown as it is, never hidden. */
export function decodeField(field: Field, stored: DbValue): WireValue {
  if (stored === null) return field.kind === 'list' || field.kind === 'tags' ? [] : null
  return codecs[field.kind].decode(stored, field)
}

/** JSON Schema of a field's wire value, for `procedures` and the local API. */
export const fieldSchema = (field: Field): Schema => codecs[field.kind].schema(field)
