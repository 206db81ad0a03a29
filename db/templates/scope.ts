/** What a template may speak of: a record and what is around it, as its reader writes things. */
import { formatDate, localTime } from '../shared/dates/format.ts'
import { type Entity, type Field, isCustomName } from '../shared/entity.ts'
import { datesOf, type Reader, type ReaderLanguage } from '../shared/reader.ts'
import type { WireRecord } from '../shared/records.ts'
import { addressBlock, fullName, greetingOf, postalAddress } from './addressee.ts'
import { addressLines, fieldText, phoneText, textOf } from './fieldText.ts'
import { labelOf, wordOf } from './words.ts'

export type Values = Readonly<Record<string, unknown>>

const elements = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? value.filter((element) => typeof element === 'object' && element !== null) : []

/** What every recipient has besides its fields. */
const extras = [
  'name',
  'fullName',
  'dear',
  'address',
  'letterAddress',
  'phone',
  'email',
  'website',
  'city',
] as const

const isMergeable = (field: Field): boolean =>
  (!field.system || field.name === 'createdAt') &&
  field.kind !== 'file' &&
  field.kind !== 'json' &&
  field.name !== 'private'

/** A record's fields as text, those of one's own under `fields["Their name"]`, and unformatted under `raw`. */
export function valuesOf(
  reader: Reader,
  entity: Entity,
  fields: readonly Field[],
  record: WireRecord,
): Values {
  const text: Record<string, unknown> = {}
  const own: Record<string, string> = {}
  const raw: Record<string, unknown> = {}
  for (const field of fields) {
    if (!isMergeable(field)) continue
    const shown = fieldText(reader, entity.name, field, record[field.name], record.refs)
    if (isCustomName(field.name)) own[field.label ?? field.name] = shown
    else {
      text[field.name.replace(/Id$/, '')] = shown
      raw[field.name] = record[field.name]
    }
  }
  return { ...text, name: textOf(record.displayName), fields: own, raw }
}

/** The recipient: fields, and how it is called, written to and reached. */
export function recipientOf(
  reader: Reader,
  entity: Entity,
  fields: readonly Field[],
  record: WireRecord,
  company: WireRecord | undefined,
): Values {
  const address = postalAddress(record, company)
  const phone = elements(record.phones)[0]
  return {
    ...valuesOf(reader, entity, fields, record),
    fullName: entity.name === 'contact' ? fullName(record) : textOf(record.displayName),
    dear:
      entity.name === 'contact' ? greetingOf(record, reader) : (wordOf(reader.language, 'letter.dear') ?? ''),
    address: address ? addressLines(reader, address).join('\n') : '',
    letterAddress: addressBlock(record, reader, company)?.join('\n') ?? '',
    city: address ? textOf(address.city ?? address.province) : '',
    phone: phone ? phoneText(reader, phone) : '',
    email: textOf(elements(record.emails)[0]?.value),
    website: textOf(elements(record.websites)[0]?.value),
  }
}

const businessKeys = [
  'name',
  'taxId',
  'branch',
  'registrationId',
  'phone',
  'email',
  'website',
  'bankName',
  'bankBranch',
  'bankHolder',
  'bankAccount',
  'bankIban',
  'signatoryName',
  'signatoryTitle',
] as const

/** The business as the settings have it; `setting` answers one of them. */
export function businessOf(reader: Reader, setting: (key: string) => unknown): Values {
  const address = setting('business.address')
  return {
    ...Object.fromEntries(businessKeys.map((key) => [key, textOf(setting(`business.${key}`))])),
    address:
      typeof address === 'object' && address !== null ? addressLines(reader, { ...address }).join('\n') : '',
  }
}

export const todayOf = (reader: Reader, now: number): string =>
  formatDate(localTime(now, reader.timeZone).iso, datesOf(reader), 'long')

/** What can be written of the business. */
export const businessFields = (language: ReaderLanguage): { path: string; label: string }[] =>
  [...businessKeys, 'address'].map((key) => ({
    path: `business.${key}`,
    label: `${wordOf(language, 'letter.field.business')}: ${wordOf(language, `settings.business.${key}`)}`,
  }))

/** Every path that can be written for a recipient, and what it is called. */
export function mergeFields(
  language: ReaderLanguage,
  entity: Entity,
  fields: readonly Field[],
  company: { readonly entity: Entity; readonly fields: readonly Field[] } | undefined,
): { path: string; label: string }[] {
  const word = (id: string): string => wordOf(language, id) ?? id
  const of = (root: string, kind: Entity, all: readonly Field[]): { path: string; label: string }[] => {
    const what = word(`${kind.name}.one`)
    return [
      ...extras.map((name) => ({
        path: `${root}.${name}`,
        label: `${what}: ${word(`letter.field.${name}`)}`,
      })),
      ...all.filter(isMergeable).map((field) => ({
        path: isCustomName(field.name)
          ? `${root}.fields["${field.label ?? ''}"]`
          : `${root}.${field.name.replace(/Id$/, '')}`,
        label: `${what}: ${labelOf(language, kind.name, field)}`,
      })),
    ]
  }
  const found = [
    ...of(entity.name, entity, fields),
    ...(company ? of('company', company.entity, company.fields) : []),
    { path: 'today', label: word('letter.field.today') },
    ...businessFields(language),
    ...['name', 'email'].map((key) => ({
      path: `user.${key}`,
      label: `${word('letter.field.user')}: ${word(`user.field.${key}`)}`,
    })),
  ]
  return found.filter(({ path }, at) => found.findIndex((other) => other.path === path) === at)
}
