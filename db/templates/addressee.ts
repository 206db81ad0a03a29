/** How somebody is written to: the lines on the envelope, and the name with its courtesy. */
import type { Reader } from '../shared/reader.ts'
import type { WireRecord } from '../shared/records.ts'
import { displayName, greeting, type NameParts } from '../shared/text/names.ts'
import { addressLines, textOf } from './fieldText.ts'

const partNames = [
  'honorific',
  'prefix',
  'givenName',
  'middleName',
  'familyName',
  'suffix',
  'nickname',
] as const

export const namePartsOf = (record: Readonly<Record<string, unknown>>): NameParts =>
  Object.fromEntries(partNames.flatMap((part) => (record[part] ? [[part, textOf(record[part])]] : [])))

const isThai = (text: string): boolean => /^[\u0e00-\u0e7f]/.test(text)

/** With the courtesy: `Mr John Smith`, `คุณสมชาย ใจดี`, `جناب آقای رضا کریمی`. */
export function fullName(record: WireRecord): string {
  const name = displayName(namePartsOf(record)) || textOf(record.displayName)
  const courtesy = textOf(record.honorific).trim()
  if (courtesy === '' || record.prefix) return name
  return isThai(courtesy) && isThai(name) ? `${courtesy}${name}` : `${courtesy} ${name}`
}

/** How the letter begins: the contact's own words, else those its language asks for. */
export function greetingOf(record: WireRecord, reader: Reader): string {
  const own = textOf(record.greeting).trim()
  return own === '' ? greeting(namePartsOf(record), reader.language) : own
}

const elements = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter((element) => typeof element === 'object' && element !== null) : []

/** The address a letter goes to: the first of the record, else of its company. */
export const postalAddress = (
  record: WireRecord,
  company?: WireRecord,
): Readonly<Record<string, unknown>> | undefined =>
  elements(record.addresses)[0] ?? (company ? elements(company.addresses)[0] : undefined)

/** Name, job title, company and address, a line each; undefined without an address. */
export function addressBlock(record: WireRecord, reader: Reader, company?: WireRecord): string[] | undefined {
  const address = postalAddress(record, company)
  const to = address ? addressLines(reader, address) : []
  if (to.length === 0) return undefined
  const isPerson = record.entity === 'contact'
  const head = isPerson
    ? [fullName(record), textOf(record.jobTitle), company ? textOf(company.displayName) : '']
    : [textOf(record.displayName)]
  return [...head, ...to].filter((line) => line.trim() !== '')
}
