/**
 * One reader per kind of vCard property: name, organisation, list elements, dates, photo.
 * Must never: decide which property is read by which (vcardToCard.ts does).
 */

import { calendarOfYear, isDate } from '../shared/dates/calendars.ts'
import { formatYearly, parseYearly, yearlyFromVcard } from '../shared/dates/yearly.ts'
import { addExtra, addProblem, type Card, type CardAddress, type CardTextField } from './card.ts'
import { countryCode } from './countries.ts'
import { entryOf } from './own.ts'
import { isSpelledOut } from './slots.ts'
import { isAddressPart } from './sources/samphan.ts'
import { handleProperties, labelFromApple, labelFromTypes } from './vcardLabels.ts'
import { splitValue, unescapeText, type VcardProperty } from './vcardText.ts'

/** Everything a handler needs besides its property. */
export type Reading = {
  card: Card
  isOld: boolean
  /** Properties of each `itemN` group. */
  groups: Map<string, VcardProperty[]>
  fullName?: string
  prefixes: string[]
  ownPrefix?: string
  labels: { label: string; text: string }[]
  isCompany: boolean
  /** Written by us: the names were settled before. */
  isOwn: boolean
  orgUnits: string[]
  personName: string[]
}
export type Handler = (reading: Reading, property: VcardProperty) => void

const maxExtraChars = 1 << 20

// ---- Small readers ----

export function text({ value }: VcardProperty, { isOld }: Reading): string {
  return unescapeText(value, isOld)
}

export function structured(property: VcardProperty, reading: Reading): string[] {
  return splitValue(property.value, ';').map((part) => unescapeText(part, reading.isOld))
}

/** Parts of a name may be lists: `Dr.,Prof.`. In 2.1 a comma is a comma. */
function nameParts(property: VcardProperty, { isOld }: Reading): string[][] {
  return splitValue(property.value, ';').map((part) =>
    (isOld ? [part] : splitValue(part, ','))
      .map((item) => unescapeText(item, isOld))
      .filter((item) => item !== ''),
  )
}

export function sibling(reading: Reading, { group }: VcardProperty, name: string): VcardProperty | undefined {
  return group === '' ? undefined : reading.groups.get(group)?.find((property) => property.name === name)
}

export function labelOf(reading: Reading, property: VcardProperty): string {
  const apple = sibling(reading, property, 'X-ABLABEL')
  if (apple) return labelFromApple(text(apple, reading))
  return labelFromTypes(property.params.get('TYPE') ?? [])
}

export function keepAsExtra(reading: Reading, property: VcardProperty): void {
  const { card } = reading
  const value = property.value.includes('\\')
    ? text(property, reading)
    : property.value.replace(/\r\n?/g, '\n')
  const apple = sibling(reading, property, 'X-ABLABEL')
  let name = property.name
  if (apple) name = labelFromApple(text(apple, reading))
  else {
    for (const [param, values] of property.params) {
      if (param !== 'CHARSET' && !(param === 'ENCODING' && values[0]?.toUpperCase() === 'QUOTED-PRINTABLE')) {
        name += `;${param}=${values.join(',')}`
      }
    }
  }
  if (value.length > maxExtraChars)
    card.problems.push({ column: name, value: value.slice(0, 1000), reason: 'tooLarge' })
  else addExtra(card, name, value)
}

// ---- Names and organisation ----

export function setText(field: CardTextField): Handler {
  return (reading, property) => {
    const { card } = reading
    const value = text(property, reading)
    if (card.fields[field] === undefined) card.fields[field] = value
    else if (card.fields[field] !== value) addExtra(card, property.name, value)
  }
}

export function setCard(
  field: 'externalId' | 'companyExternalId' | 'parentName' | 'referredBy' | 'attachTo',
): Handler {
  return (reading, property) => {
    const value = text(property, reading)
    if (reading.card[field] === undefined) reading.card[field] = value
    else addExtra(reading.card, property.name, value)
  }
}

export const readName: Handler = (reading, property) => {
  const { card } = reading
  if (reading.personName.length > 0) {
    addExtra(card, 'N', text(property, reading))
    return
  }
  const [family = [], given = [], middle = [], prefixes = [], suffixes = [], ...more] = nameParts(
    property,
    reading,
  )
  reading.personName = [...prefixes, ...given, ...middle, ...family, ...suffixes]
  reading.prefixes = prefixes
  const { fields } = card
  if (family.length > 0) fields.familyName = family.join(' ')
  if (given.length > 0) fields.givenName = given.join(' ')
  if (middle.length > 0) fields.middleName = middle.join(' ')
  if (suffixes.length > 0) fields.suffix = suffixes.join(' ')
  const rest = more.flat().join(' ')
  if (rest !== '') addExtra(card, 'N', rest)
}

export const readOrganisation: Handler = (reading, property) => {
  const [name = '', ...units] = structured(property, reading)
  if (reading.card.companyName !== undefined || reading.orgUnits.length > 0) {
    addExtra(reading.card, 'ORG', [name, ...units].filter((unit) => unit !== '').join('; '))
    return
  }
  if (name !== '') reading.card.companyName = name
  reading.orgUnits = units.filter((unit) => unit !== '')
}

// ---- Lists ----

export const readEmail: Handler = (reading, property) => {
  const { fields } = reading.card
  const value = text(property, reading).replace(/^mailto:/i, '')
  fields.emails = [...(fields.emails ?? []), { label: labelOf(reading, property), value }]
}

export const readPhone: Handler = (reading, property) => {
  const { fields } = reading.card
  const isText = property.params.get('VALUE')?.[0]?.toLowerCase() === 'text'
  const raw = isText ? property.value : property.value.replace(/^tel:/i, '')
  const at = raw.search(/;ext=/i)
  const value = unescapeText(at < 0 ? raw : raw.slice(0, at), reading.isOld)
  const phone = { label: labelOf(reading, property), value }
  const ext = at < 0 ? '' : unescapeText(raw.slice(at + 5), reading.isOld)
  if (value === '' && ext === '') return
  fields.phones = [...(fields.phones ?? []), ext === '' ? phone : { ...phone, ext }]
}

export const readWebsite: Handler = (reading, property) => {
  const { fields } = reading.card
  const element = { label: labelOf(reading, property), value: text(property, reading) }
  fields.websites = [...(fields.websites ?? []), element]
}

function addHandle(reading: Reading, service: string, label: string, value: string): void {
  const { fields } = reading.card
  fields.handles = [...(fields.handles ?? []), { service, label, value }]
}

const profileHosts: Record<string, RegExp> = {
  twitter: /(?:twitter|x)\.com/i,
  facebook: /facebook\.com/i,
  linkedin: /linkedin\.com/i,
  instagram: /instagram\.com/i,
  flickr: /flickr\.com/i,
  myspace: /myspace\.com/i,
}

export const readProfile: Handler = (reading, property) => {
  const { params } = property
  const service =
    (params.get('TYPE') ?? []).find((type) => type.toLowerCase() !== 'pref')?.toLowerCase() ?? ''
  const apple = sibling(reading, property, 'X-ABLABEL')
  const label = apple ? labelFromApple(text(apple, reading)) : ''
  const value = text(property, reading).replace(/^x-apple:/i, '')
  const user = params.get('X-USER')?.[0] ?? ''
  const isDerived = user !== '' && value.endsWith(user) && entryOf(profileHosts, service)?.test(value)
  addHandle(reading, service, label, isDerived ? user : value)
  if (user !== '' && !isDerived && !value.includes(user)) addExtra(reading.card, `${service} user`, user)
}

export const readChat: Handler = (reading, property) => {
  const [, scheme = '', rest] = /^([A-Za-z][A-Za-z0-9+.-]*):([\s\S]+)$/.exec(property.value) ?? []
  const service = (property.params.get('X-SERVICE-TYPE')?.[0] ?? scheme).toLowerCase()
  addHandle(reading, service, labelOf(reading, property), unescapeText(rest ?? property.value, reading.isOld))
}

export const readHandle: Handler = (reading, property) => {
  addHandle(
    reading,
    handleProperties[property.name] ?? '',
    labelOf(reading, property),
    text(property, reading),
  )
}

export const readAddress: Handler = (reading, property) => {
  const { card } = reading
  const own = sibling(reading, property, 'X-SAMPHAN-ADR')
  const address: CardAddress = { label: labelOf(reading, property) }
  if (own) readOwnAddress(reading, own, address)
  else {
    const [poBox, street2, street, city, province, postalCode, country] = structured(property, reading)
    const parts = { poBox, street2, street, city, province, postalCode }
    for (const [part, value] of Object.entries(parts)) if (value && isAddressPart(part)) address[part] = value
    const label = property.params.get('LABEL')?.[0]
    if (label !== undefined && label !== '') address.formatted = label.replaceAll('\\n', '\n')
    const hint = sibling(reading, property, 'X-ABADR')?.value.trim() ?? ''
    const code = country ? countryCode(country) : undefined
    if (code !== undefined) address.country = code
    else if (country) addProblem(card, 'ADR country', country, 'badCountry')
    else if (/^[a-z]{2}$/i.test(hint) && Object.keys(address).length > 1) address.country = hint.toUpperCase()
    if (address.formatted !== undefined && isSpelledOut(address)) delete address.formatted
  }
  if (Object.keys(address).length > 1) card.fields.addresses = [...(card.fields.addresses ?? []), address]
}

function readOwnAddress(reading: Reading, own: VcardProperty, address: CardAddress): void {
  for (const piece of splitValue(own.value, ';')) {
    const equals = piece.indexOf('=')
    const part = piece.slice(0, equals)
    if (equals > 0 && isAddressPart(part))
      address[part] = unescapeText(piece.slice(equals + 1), reading.isOld)
  }
}

// ---- Dates ----

/** A yearly string in the calendar its year tells: phones in Thailand and Iran write their own years into BDAY. */
function yearlyOfProperty(reading: Reading, property: VcardProperty): string | undefined {
  const own = sibling(reading, property, 'X-SAMPHAN-YEARLY')
  if (own && parseYearly(own.value)) return own.value
  const value = property.value.trim()
  const time = /^.{8,10}T(.*)$/.exec(value)?.[1] ?? ''
  if (/[1-9]/.test(time.replace(/[+-]\d\d:?\d\d$/, ''))) return undefined
  const [, year = '', month = '', day = ''] = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(value) ?? []
  const calendar = year === '' ? 'gregory' : calendarOfYear(Number(year))
  if (calendar !== 'gregory') {
    const parts = { year: Number(year), month: Number(month), day: Number(day) }
    return isDate(calendar, parts) ? formatYearly({ calendar, ...parts }) : undefined
  }
  const omitted = Number(property.params.get('X-APPLE-OMIT-YEAR')?.[0])
  return Number.isInteger(omitted) ? yearlyFromVcard(value, omitted) : yearlyFromVcard(value)
}

export const readBirthday: Handler = (reading, property) => {
  const { card } = reading
  const yearly = yearlyOfProperty(reading, property)
  if (yearly === undefined) addProblem(card, 'BDAY', text(property, reading), 'badDate')
  else if (card.fields.birthday === undefined) card.fields.birthday = yearly
  else if (card.fields.birthday !== yearly) addExtra(card, 'BDAY', yearly)
}

export const readOwnBirthday: Handler = (reading, property) => {
  const value = text(property, reading)
  if (parseYearly(value)) reading.card.fields.birthday = value
  else addExtra(reading.card, property.name, value)
}

export function readEvent(name: string): Handler {
  return (reading, property) => {
    const { fields } = reading.card
    const label = sibling(reading, property, 'X-ABLABEL') || name === '' ? labelOf(reading, property) : name
    const yearly = yearlyOfProperty(reading, property)
    if (yearly === undefined)
      addProblem(reading.card, label || property.name, text(property, reading), 'badDate')
    else fields.events = [...(fields.events ?? []), { label, value: yearly }]
  }
}

// ---- Photo ----

export const readPhoto: Handler = (reading, property) => {
  const { card } = reading
  const { params } = property
  const isUri = ['uri', 'url'].includes(params.get('VALUE')?.[0]?.toLowerCase() ?? '')
  const data = /^data:([^;,]*)(?:;[^,]*)?;base64,/i.exec(property.value.slice(0, 200))
  const isEncoded = /^(b|base64)$/i.test(params.get('ENCODING')?.[0] ?? '')
  if (card.photo || (!data && (isUri || !isEncoded))) {
    keepAsExtra(reading, property)
    return
  }
  const base64 = data ? property.value.slice(data[0].length) : property.value
  const buffer = Buffer.from(base64, 'base64')
  if (buffer.length === 0) {
    addProblem(card, property.name, property.value.slice(0, 1000), 'badBase64')
    return
  }
  const type = params
    .get('TYPE')
    ?.find((word) => word.toLowerCase() !== 'pref')
    ?.toLowerCase()
  const mime =
    data?.[1] || params.get('MEDIATYPE')?.[0] || (type?.includes('/') ? type : `image/${type ?? 'jpeg'}`)
  card.photo = { mime, bytes: new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length).slice() }
}
