/**
 * Writes a card as vCard 3.0 or 4.0. Other programs read what vCard has words for; what it lacks (Thai address parts,
 * own calendars, greeting, extras …) stands beside it in X-SAMPHAN-* properties, so that reading back is exact.
 * Must never: write `problems` or `secondary` (those people are cards of their own).
 */

import { parseYearly, yearlyToVcard } from '../shared/dates/yearly.ts'
import type { Card, CardAddress, CardEvent, CardHandle } from './card.ts'
import { countryCode, countryName } from './countries.ts'
import { chatServices, labelToVcard } from './vcardLabels.ts'
import { escapeText, foldLine, paramValue } from './vcardText.ts'
import { isKnownProperty } from './vcardToCard.ts'

export type VcardVersion = '3.0' | '4.0'

/** One card, CRLF line ends, folded. */
export function writeVcard(card: Card, version: VcardVersion): string {
  const { fields } = card
  const isCompany = card.entity === 'company'
  let out = ''
  let items = 0

  const line = (head: string, value: string): void => {
    out += foldLine(`${head}:${value}`)
  }
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') line(name, escapeText(value))
  }
  /** A labelled element, with the lines of its group. */
  const element = (
    name: string,
    value: string,
    label: string,
    { isPhone = false, isFirst = false, beside = [] }: ElementOptions = {},
  ): void => {
    const { types, apple } = labelToVcard(label, isPhone)
    const words = types === undefined ? [] : types.split(',')
    if (isFirst && version === '3.0') words.push('PREF')
    let head = name
    if (words.length > 0)
      head += `;TYPE=${version === '4.0' && words.length > 1 ? `"${words.join(',')}"` : words.join(',')}`
    if (isFirst && version === '4.0') head += ';PREF=1'
    const grouped = apple !== undefined || beside.length > 0
    const group = grouped ? `item${++items}.` : ''
    line(group + head, value)
    for (const [other, text] of beside) line(group + other, text)
    if (apple !== undefined) line(`${group}X-ABLabel`, escapeText(apple))
  }

  out += `BEGIN:VCARD\r\nVERSION:${version}\r\nPRODID:-//Samphan//Samphan//EN\r\n`
  if (isCompany) out += version === '4.0' ? 'KIND:org\r\nX-ABShowAs:COMPANY\r\n' : 'X-ABShowAs:COMPANY\r\n'
  put('UID', card.externalId)
  line('FN', escapeText(shownName(card)))
  const { honorific, prefix } = fields
  const prefixes = [honorific, prefix]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => escapeText(part ?? ''))
  const names = [fields.familyName, fields.givenName, fields.middleName].map((part) => escapeText(part ?? ''))
  line('N', isCompany ? ';;;;' : [...names, prefixes.join(','), escapeText(fields.suffix ?? '')].join(';'))
  put('X-SAMPHAN-PREFIX', prefix)
  put('NICKNAME', fields.nickname)
  put('X-PHONETIC-FIRST-NAME', fields.phoneticGivenName)
  put('X-PHONETIC-LAST-NAME', fields.phoneticFamilyName)
  put('X-SAMPHAN-GREETING', fields.greeting)
  const organisation = escapeText((isCompany ? fields.name : card.companyName) ?? '')
  const department = fields.department === undefined || isCompany ? '' : `;${escapeText(fields.department)}`
  if (organisation + department !== '') line('ORG', organisation + department)
  put('X-SAMPHAN-COMPANYID', card.companyExternalId)
  put('X-SAMPHAN-PHONETICNAME', fields.phoneticName)
  put('TITLE', fields.jobTitle)
  put('LANG', fields.language)
  put('X-SAMPHAN-STATUS', fields.status)
  put('X-SAMPHAN-TAXID', fields.taxId)
  put('X-SAMPHAN-INDUSTRY', fields.industry)
  put('X-SAMPHAN-BRANCH', fields.branch)
  put('X-SAMPHAN-REGISTRATIONID', fields.registrationId)
  put('X-SAMPHAN-PARENT', card.parentName)
  put('X-SAMPHAN-REFERREDBY', card.referredBy)
  put('X-SAMPHAN-ATTACHTO', card.attachTo)
  put('X-SAMPHAN-DESCRIPTION', fields.description)
  if (fields.private !== undefined) line('X-SAMPHAN-PRIVATE', String(fields.private))
  if (card.isSecondary) line('X-SAMPHAN-SECONDARY', 'true')

  for (const [i, { label, value }] of (fields.emails ?? []).entries()) {
    element('EMAIL', escapeText(value), label, { isFirst: i === 0 && (fields.emails?.length ?? 0) > 1 })
  }
  for (const [i, { label, value, ext }] of (fields.phones ?? []).entries()) {
    const isFirst = i === 0 && (fields.phones?.length ?? 0) > 1
    const number = escapeText(value) + (ext === undefined ? '' : `;ext=${escapeText(ext)}`)
    element(/^tel:/i.test(value) ? 'TEL;VALUE=text' : 'TEL', number, label, { isPhone: true, isFirst })
  }
  for (const address of fields.addresses ?? []) {
    element('ADR', standardAddress(address), address.label, { beside: ownAddress(address) })
  }
  for (const { label, value } of fields.websites ?? []) element('URL', escapeText(value), label)
  for (const handle of fields.handles ?? []) writeHandle(handle)
  for (const event of fields.events ?? []) writeEvent(event)
  writeBirthday()
  if (fields.tags && fields.tags.length > 0) line('CATEGORIES', fields.tags.map(escapeText).join(','))
  for (const group of card.groups) put('X-SAMPHAN-GROUP', group)
  for (const note of card.notes) put('NOTE', note)
  for (const { name, value } of card.extras) {
    if (isNative(name, value)) line(name, value)
    else line('X-SAMPHAN-EXTRA', `${escapeText(name)};${escapeText(value)}`)
  }
  for (const [field, value] of Object.entries(card.custom ?? {})) {
    line('X-SAMPHAN-CUSTOM', `${escapeText(field)};${escapeText(value)}`)
  }
  writePhoto()
  return `${out}END:VCARD\r\n`

  function writeHandle({ service, label, value }: CardHandle): void {
    if (chatServices.has(service)) {
      element(`IMPP;X-SERVICE-TYPE=${paramValue(service)}`, `${service}:${escapeText(value)}`, label)
      return
    }
    const head = service === '' ? 'X-SOCIALPROFILE' : `X-SOCIALPROFILE;TYPE=${paramValue(service)}`
    // Here TYPE is the service, so the label always stands on its own line.
    const group = label === '' ? '' : `item${++items}.`
    line(group + head, `x-apple:${escapeText(value)}`)
    if (label !== '') line(`${group}X-ABLabel`, escapeText(label))
  }

  function writeEvent({ label, value }: CardEvent): void {
    const group = `item${++items}.`
    const yearly = parseYearly(value)
    const date = yearly && yearlyToVcard(yearly, '3.0')
    if (date?.value === undefined) line(`${group}X-SAMPHAN-EVENT`, escapeText(value))
    else {
      line(`${group}X-ABDATE${omitted(date.value).head}`, omitted(date.value).value)
      if (date.own !== undefined) line(`${group}X-SAMPHAN-YEARLY`, date.own)
    }
    if (label !== '') line(`${group}X-ABLabel`, escapeText(labelToVcard(label, false).apple ?? label))
  }

  function writeBirthday(): void {
    if (fields.birthday === undefined) return
    const yearly = parseYearly(fields.birthday)
    const { value, own } = yearly ? yearlyToVcard(yearly, version) : { own: fields.birthday }
    if (value !== undefined) {
      const date = version === '3.0' ? omitted(value) : { head: '', value }
      line(`BDAY${date.head}`, date.value)
    }
    if (own !== undefined) line('X-SAMPHAN-BDAY', escapeText(own))
  }

  function writePhoto(): void {
    if (!card.photo) return
    const { mime, bytes } = card.photo
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    if (version === '4.0') line('PHOTO', `data:${mime};base64,${base64}`)
    else
      line(
        `PHOTO;ENCODING=b;TYPE=${paramValue(mime.startsWith('image/') ? mime.slice(6).toUpperCase() : mime)}`,
        base64,
      )
  }
}

type ElementOptions = { isPhone?: boolean; isFirst?: boolean; beside?: [string, string][] }

/** A day without a year as 3.0 can say it: in Apple's way. */
function omitted(value: string): { head: string; value: string } {
  return value.startsWith('--')
    ? { head: ';X-APPLE-OMIT-YEAR=1604', value: `1604-${value.slice(2)}` }
    : { head: '', value }
}

/** FN must not be empty; without a name, what one would call the card. */
function shownName(card: Card): string {
  const { fields } = card
  if (card.entity === 'company') return fields.name ?? ''
  const parts = [
    fields.honorific,
    fields.prefix,
    fields.givenName,
    fields.middleName,
    fields.familyName,
    fields.suffix,
  ]
  const name = parts.filter((part) => part !== undefined && part !== '').join(' ')
  return (
    name ||
    card.fullName ||
    card.companyName ||
    fields.nickname ||
    fields.emails?.[0]?.value ||
    fields.phones?.[0]?.value ||
    ''
  )
}

const standardParts = new Set([
  'label',
  'street',
  'street2',
  'city',
  'province',
  'postalCode',
  'country',
  'poBox',
])

/** The seven parts of ADR, with what Thai and Iranian addresses have besides put into the street. */
function standardAddress(address: CardAddress): string {
  const { houseNumber, unit, building, moo, soi, road, street, subdistrict } = address
  const lines = [houseNumber, unit, building, moo && `หมู่ ${moo}`, soi, road, street, subdistrict]
  const whole = lines.filter((part) => part !== undefined && part !== '').join(' ')
  const city = address.city ?? address.district ?? ''
  const parts = [address.poBox, address.street2, whole, city, address.province, address.postalCode]
  return [
    ...parts.map((part) => escapeText(part ?? '')),
    escapeText(countryName(address.country ?? '')),
  ].join(';')
}

/** Our own copy of an address that ADR cannot carry whole. */
function ownAddress({ label: _, ...parts }: CardAddress): [string, string][] {
  const { country } = parts
  const isPlain =
    Object.entries(parts).every(([part, text]) => standardParts.has(part) && text !== '') &&
    (country === undefined || countryCode(countryName(country)) === country)
  if (isPlain) return []
  const pieces = Object.entries(parts).map(([part, text]) => `${part}=${escapeText(text ?? '')}`)
  return [['X-SAMPHAN-ADR', pieces.join(';')]]
}

const standardExtras = new Set(['GEO', 'TZ', 'REV', 'GENDER', 'SORT-STRING', 'CLASS', 'MAILER'])

/** An extra that came as a property goes back as one, when its text needs no escaping. */
function isNative(name: string, value: string): boolean {
  const isPropertyName = /^X-[A-Z0-9-]+$/.test(name) || standardExtras.has(name)
  return isPropertyName && !isKnownProperty(name) && value !== '' && !/[\\\r\n]/.test(value)
}
