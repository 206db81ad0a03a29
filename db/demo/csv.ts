/**
 * Owns a large, realistic address book as comma-separated text in the columns Google Contacts exports: what the import is
 * measured with. About 500 bytes a row; quoted commas, quotes and line breaks included. Never read back by the program.
 */
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { addressText } from './addresses.ts'
import { contactMaker } from './contact.ts'
import { noteText } from './prose.ts'
import type { DemoContact, DemoPoint } from './rows.ts'
import { createSource, type Source, subjectOf } from './source.ts'
import type { DemoOptions } from './world.ts'

const numbered = (count: number, ...names: string[]): string[] =>
  Array.from({ length: count }, (_, index) =>
    names.map((name) => name.replace('#', String(index + 1))),
  ).flat()

const EMAILS = 4
const PHONES = 4
const EVENTS = 2

/** The header row. */
export const demoCsvColumns: readonly string[] = [
  'First Name',
  'Middle Name',
  'Last Name',
  'Phonetic First Name',
  'Phonetic Middle Name',
  'Phonetic Last Name',
  'Name Prefix',
  'Name Suffix',
  'Nickname',
  'File As',
  'Organization Name',
  'Organization Title',
  'Organization Department',
  'Birthday',
  'Notes',
  'Photo',
  'Labels',
  ...numbered(EMAILS, 'E-mail # - Label', 'E-mail # - Value'),
  ...numbered(PHONES, 'Phone # - Label', 'Phone # - Value'),
  'Address 1 - Label',
  'Address 1 - Formatted',
  'Address 1 - Street',
  'Address 1 - City',
  'Address 1 - PO Box',
  'Address 1 - Region',
  'Address 1 - Postal Code',
  'Address 1 - Country',
  'Address 1 - Extended Address',
  'Website 1 - Label',
  'Website 1 - Value',
  ...numbered(EVENTS, 'Event # - Label', 'Event # - Value'),
  'Custom Field 1 - Label',
  'Custom Field 1 - Value',
]

const NEEDS_QUOTES = /[",\r\n]/u
const cell = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1)

/** A yearly date as such files carry it: the calendar is for the reader to find out. */
function bareDate(yearly: string): string {
  const [calendar, day = calendar ?? ''] = yearly.split(':')
  return calendar === 'persian' && !day.startsWith('--') ? day.replaceAll('-', '/') : day
}

function points(list: readonly DemoPoint[] | undefined, count: number): string[] {
  const cells: string[] = []
  for (let i = 0; i < count; i++) {
    const point = list?.[i]
    cells.push(point ? capital(point.label) : '', point ? point.value : '')
  }
  return cells
}

function addressCells(row: DemoContact): string[] {
  const address = row.addresses?.[0]
  if (!address) return ['', '', '', '', '', '', '', '', '']
  const street = [
    address.houseNumber,
    address.street,
    address.moo,
    address.soi,
    address.road,
    address.subdistrict,
  ]
  return [
    capital(address.label),
    address.formatted ?? addressText(address),
    street.filter(Boolean).join(' '),
    address.city ?? address.district ?? '',
    address.poBox ?? '',
    address.province ?? '',
    address.postalCode ?? '',
    address.country ?? '',
    [address.street2, address.building, address.unit].filter(Boolean).join(' '),
  ]
}

function cells(row: DemoContact, organisation: string, notes: string): string[] {
  const extra = row.extras?.[0]
  const phones = row.phones?.map((phone) =>
    phone.ext ? { ...phone, value: `${phone.value} ext. ${phone.ext}` } : phone,
  )
  return [
    row.givenName ?? '',
    row.middleName ?? '',
    row.familyName ?? '',
    row.phoneticGivenName ?? '',
    '',
    row.phoneticFamilyName ?? '',
    [row.honorific, row.prefix].filter(Boolean).join(' '),
    row.suffix ?? '',
    row.nickname ?? '',
    [row.givenName, row.familyName].filter(Boolean).join(' '),
    organisation,
    row.jobTitle ?? '',
    row.department ?? '',
    row.birthday ? bareDate(row.birthday) : '',
    notes,
    '',
    [...(row.tags ?? []), '* myContacts'].join(' ::: '),
    ...points(row.emails, EMAILS),
    ...points(phones, PHONES),
    ...addressCells(row),
    ...points(row.websites, 1),
    ...points(
      row.events?.map((event) => ({ ...event, value: bareDate(event.value) })),
      EVENTS,
    ),
    extra?.name ?? '',
    extra?.value ?? '',
  ]
}

function lineMaker(source: Source): (key: number) => string {
  const { world, firms, persons } = source
  const make = contactMaker(source)
  const random = world.random('note')
  return (key) => {
    const row = make(key)
    const organisation = row.companyKey === undefined ? '' : firms.at(row.companyKey).name
    random.reset(key)
    const notes = random.chance(0.6) ? noteText(random, subjectOf(persons.at(key))) : ''
    let line = ''
    for (const [index, value] of cells(row, organisation, notes).entries())
      line += (index ? ',' : '') + cell(value)
    return `${line}\r\n`
  }
}

/** The file in pieces: the header, then about a thousand rows at a time. */
export function* demoCsv(options: DemoOptions): Generator<string> {
  const source = createSource(options)
  const lineOf = lineMaker(source)
  yield `${demoCsvColumns.join(',')}\r\n`
  let chunk = ''
  for (let key = 0; key < source.world.contacts; key++) {
    chunk += lineOf(key)
    if ((key + 1) % source.world.batchSize === 0) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk) yield chunk
}

/** Writes the file to a stream, waiting whenever it is full; the stream stays open. Gives the bytes written. */
export async function writeDemoCsv(options: DemoOptions, stream: Writable): Promise<number> {
  let bytes = 0
  for (const chunk of demoCsv(options)) {
    bytes += Buffer.byteLength(chunk)
    if (!stream.write(chunk)) await once(stream, 'drain')
  }
  return bytes
}
