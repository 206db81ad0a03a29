/**
 * The properties of one vCard → a card. Every property ends somewhere: in a field, or in the extras under its name.
 * Our own writer's X-SAMPHAN-* properties restore what vCard has no word for, so a round trip is exact.
 * Must never: read bytes or lines (vcard.ts does).
 */

import { calendarOfYear, isDate } from '../shared/dates/calendars.ts'
import { formatYearly, parseYearly, yearlyFromVcard } from '../shared/dates/yearly.ts'
import {
  addExtra,
  addProblem,
  addTag,
  type Card,
  type CardAddress,
  type CardTextField,
  newCard,
} from './card.ts'
import { finishNames } from './cardNames.ts'
import { countryCode } from './countries.ts'
import { entryOf } from './own.ts'
import { isSpelledOut } from './slots.ts'
import { isAddressPart } from './sources/samphan.ts'
import { handleProperties, labelFromApple, labelFromTypes } from './vcardLabels.ts'
import { splitValue, unescapeText, type VcardProperty } from './vcardText.ts'

/** Everything a handler needs besides its property. */
type Reading = {
  card: Card
  isOld: boolean
  /** Properties of each `itemN` group. */
  groups: Map<string, VcardProperty[]>
  fullName?: string
  prefixes: string[]
  ownPrefix?: string
  labels: { label: string; text: string }[]
  isCompany: boolean
  orgUnits: string[]
  personName: string[]
}
type Handler = (reading: Reading, property: VcardProperty) => void

const silent = new Set([
  'BEGIN',
  'END',
  'VERSION',
  'PRODID',
  'X-ABLABEL',
  'X-SAMPHAN-ADR',
  'X-SAMPHAN-YEARLY',
  'X-ABADR',
])
const maxExtraChars = 1 << 20

/** True for a card that only lists the members of a group. */
export function isGroupCard(properties: readonly VcardProperty[]): boolean {
  return properties.some(
    ({ name, value }) =>
      (name === 'KIND' || name === 'X-ADDRESSBOOKSERVER-KIND') && value.trim().toLowerCase() === 'group',
  )
}

/** The card some properties describe. Lines that were no property are kept as extras and reported. */
export function cardFromVcard(
  properties: VcardProperty[],
  line: number,
  junk: readonly { line: number; text: string }[],
): Card {
  const card = newCard(line, 'contact')
  const groups = new Map<string, VcardProperty[]>()
  for (const property of properties) {
    if (property.group === '') continue
    const members = groups.get(property.group)
    if (members) members.push(property)
    else groups.set(property.group, [property])
  }
  const isOld = properties.some(({ name, value }) => name === 'VERSION' && value.trim().startsWith('2'))
  const reading: Reading = {
    card,
    isOld,
    groups,
    prefixes: [],
    labels: [],
    isCompany: false,
    orgUnits: [],
    personName: [],
  }
  for (const property of preferredFirst(properties)) {
    if (property.value === '' || silent.has(property.name)) continue
    const handler = entryOf(handlers, property.name)
    if (handler) handler(reading, property)
    else keepAsExtra(reading, property)
  }
  keepOrphans(reading)
  settle(reading)
  for (const { text } of junk) addProblem(card, 'vCard', text, 'badLine')
  return card
}

/** Elements marked as preferred come first among their kind; everything else keeps its order. */
function preferredFirst(properties: VcardProperty[]): VcardProperty[] {
  if (!properties.some(isPreferred)) return properties
  return [...properties.filter(isPreferred), ...properties.filter((property) => !isPreferred(property))]
}

function isPreferred({ params }: VcardProperty): boolean {
  if (params.get('PREF')?.[0] === '1') return true
  return params.get('TYPE')?.some((type) => type.toLowerCase() === 'pref') ?? false
}

// ---- Small readers ----

function text({ value }: VcardProperty, { isOld }: Reading): string {
  return unescapeText(value, isOld)
}

function structured(property: VcardProperty, reading: Reading): string[] {
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

function sibling(reading: Reading, { group }: VcardProperty, name: string): VcardProperty | undefined {
  return group === '' ? undefined : reading.groups.get(group)?.find((property) => property.name === name)
}

function labelOf(reading: Reading, property: VcardProperty): string {
  const apple = sibling(reading, property, 'X-ABLABEL')
  if (apple) return labelFromApple(text(apple, reading))
  return labelFromTypes(property.params.get('TYPE') ?? [])
}

function keepAsExtra(reading: Reading, property: VcardProperty): void {
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

/** A label whose element is missing is still something somebody wrote. */
function keepOrphans({ groups, card }: Reading): void {
  for (const members of groups.values()) {
    const [first] = members
    if (first && members.length === 1 && silent.has(first.name) && first.value !== '') {
      addExtra(card, first.name, unescapeText(first.value))
    }
  }
}

// ---- Names and organisation ----

function setText(field: CardTextField): Handler {
  return (reading, property) => {
    const { card } = reading
    const value = text(property, reading)
    if (card.fields[field] === undefined) card.fields[field] = value
    else if (card.fields[field] !== value) addExtra(card, property.name, value)
  }
}

function setCard(
  field: 'externalId' | 'companyExternalId' | 'parentName' | 'referredBy' | 'attachTo',
): Handler {
  return (reading, property) => {
    const value = text(property, reading)
    if (reading.card[field] === undefined) reading.card[field] = value
    else addExtra(reading.card, property.name, value)
  }
}

const readName: Handler = (reading, property) => {
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

const readOrganisation: Handler = (reading, property) => {
  const [name = '', ...units] = structured(property, reading)
  if (reading.card.companyName !== undefined || reading.orgUnits.length > 0) {
    addExtra(reading.card, 'ORG', [name, ...units].filter((unit) => unit !== '').join('; '))
    return
  }
  if (name !== '') reading.card.companyName = name
  reading.orgUnits = units.filter((unit) => unit !== '')
}

// ---- Lists ----

const readEmail: Handler = (reading, property) => {
  const { fields } = reading.card
  const value = text(property, reading).replace(/^mailto:/i, '')
  fields.emails = [...(fields.emails ?? []), { label: labelOf(reading, property), value }]
}

const readPhone: Handler = (reading, property) => {
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

const readWebsite: Handler = (reading, property) => {
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

const readProfile: Handler = (reading, property) => {
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

const readChat: Handler = (reading, property) => {
  const [, scheme = '', rest] = /^([A-Za-z][A-Za-z0-9+.-]*):([\s\S]+)$/.exec(property.value) ?? []
  const service = (property.params.get('X-SERVICE-TYPE')?.[0] ?? scheme).toLowerCase()
  addHandle(reading, service, labelOf(reading, property), unescapeText(rest ?? property.value, reading.isOld))
}

const readHandle: Handler = (reading, property) => {
  addHandle(
    reading,
    handleProperties[property.name] ?? '',
    labelOf(reading, property),
    text(property, reading),
  )
}

const readAddress: Handler = (reading, property) => {
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

const readBirthday: Handler = (reading, property) => {
  const { card } = reading
  const yearly = yearlyOfProperty(reading, property)
  if (yearly === undefined) addProblem(card, 'BDAY', text(property, reading), 'badDate')
  else if (card.fields.birthday === undefined) card.fields.birthday = yearly
  else if (card.fields.birthday !== yearly) addExtra(card, 'BDAY', yearly)
}

const readOwnBirthday: Handler = (reading, property) => {
  const value = text(property, reading)
  if (parseYearly(value)) reading.card.fields.birthday = value
  else addExtra(reading.card, property.name, value)
}

function readEvent(name: string): Handler {
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

const readPhoto: Handler = (reading, property) => {
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

// ---- Everything by name ----

const handlers: Record<string, Handler> = {
  N: readName,
  FN: (reading, property) => {
    const value = text(property, reading)
    if (reading.fullName === undefined) reading.fullName = value
    else if (value !== reading.fullName) addExtra(reading.card, 'FN', value)
  },
  NICKNAME: (reading, property) => {
    const value = splitValue(property.value, ',')
      .map((item) => unescapeText(item, reading.isOld))
      .join(', ')
    if (reading.card.fields.nickname === undefined) reading.card.fields.nickname = value
    else addExtra(reading.card, 'NICKNAME', value)
  },
  ORG: readOrganisation,
  TITLE: setText('jobTitle'),
  'X-PHONETIC-FIRST-NAME': setText('phoneticGivenName'),
  'X-PHONETIC-LAST-NAME': setText('phoneticFamilyName'),
  LANG: setText('language'),
  EMAIL: readEmail,
  TEL: readPhone,
  URL: readWebsite,
  ADR: readAddress,
  LABEL: (reading, property) => {
    reading.labels.push({ label: labelOf(reading, property), text: text(property, reading) })
  },
  'X-SOCIALPROFILE': readProfile,
  IMPP: readChat,
  ...Object.fromEntries(Object.keys(handleProperties).map((name) => [name, readHandle])),
  BDAY: readBirthday,
  ANNIVERSARY: readEvent('anniversary'),
  'X-ANNIVERSARY': readEvent('anniversary'),
  'X-EVOLUTION-ANNIVERSARY': readEvent('anniversary'),
  'X-MS-ANNIVERSARY': readEvent('anniversary'),
  'X-KADDRESSBOOK-X-ANNIVERSARY': readEvent('anniversary'),
  'X-ABDATE': readEvent(''),
  NOTE: (reading, property) => {
    reading.card.notes.push(text(property, reading))
  },
  CATEGORIES: (reading, property) => {
    for (const item of splitValue(property.value, ',')) {
      const tag = unescapeText(reading.isOld ? item.trim() : item, reading.isOld)
      if (tag !== '') addTag(reading.card, tag)
    }
  },
  UID: setCard('externalId'),
  PHOTO: readPhoto,
  LOGO: readPhoto,
  KIND: (reading, property) => {
    const kind = property.value.trim().toLowerCase()
    if (kind === 'org' || kind === 'organization') reading.isCompany = true
    else if (kind !== 'individual') keepAsExtra(reading, property)
  },
  'X-ABSHOWAS': (reading, property) => {
    if (property.value.trim().toUpperCase() === 'COMPANY') reading.isCompany = true
    else keepAsExtra(reading, property)
  },
  'X-ABRELATEDNAMES': (reading, property) => {
    addExtra(reading.card, labelOf(reading, property) || 'related', text(property, reading))
  },
  RELATED: (reading, property) => {
    addExtra(reading.card, labelOf(reading, property) || 'related', text(property, reading))
  },
  'X-SPOUSE': (reading, property) => addExtra(reading.card, 'spouse', text(property, reading)),
  'X-EVOLUTION-SPOUSE': (reading, property) => addExtra(reading.card, 'spouse', text(property, reading)),
  'X-MANAGER': (reading, property) => addExtra(reading.card, 'manager', text(property, reading)),
  'X-EVOLUTION-MANAGER': (reading, property) => addExtra(reading.card, 'manager', text(property, reading)),
  'X-ASSISTANT': (reading, property) => addExtra(reading.card, 'assistant', text(property, reading)),
  'X-EVOLUTION-ASSISTANT': (reading, property) =>
    addExtra(reading.card, 'assistant', text(property, reading)),
  'X-SAMPHAN-PREFIX': (reading, property) => {
    reading.ownPrefix = text(property, reading)
  },
  'X-SAMPHAN-GREETING': setText('greeting'),
  'X-SAMPHAN-STATUS': setText('status'),
  'X-SAMPHAN-TAXID': setText('taxId'),
  'X-SAMPHAN-INDUSTRY': setText('industry'),
  'X-SAMPHAN-BRANCH': setText('branch'),
  'X-SAMPHAN-REGISTRATIONID': setText('registrationId'),
  'X-SAMPHAN-DESCRIPTION': setText('description'),
  'X-SAMPHAN-PHONETICNAME': setText('phoneticName'),
  'X-PHONETIC-ORG': setText('phoneticName'),
  'X-SAMPHAN-BDAY': readOwnBirthday,
  'X-SAMPHAN-PRIVATE': ({ card }, { value }) => {
    card.fields.private = value.trim() === 'true'
  },
  'X-SAMPHAN-SECONDARY': ({ card }) => {
    card.isSecondary = true
  },
  'X-SAMPHAN-COMPANYID': setCard('companyExternalId'),
  'X-SAMPHAN-PARENT': setCard('parentName'),
  'X-SAMPHAN-REFERREDBY': setCard('referredBy'),
  'X-SAMPHAN-ATTACHTO': setCard('attachTo'),
  'X-SAMPHAN-EXTRA': (reading, property) => {
    const [name = '', value = ''] = structured(property, reading)
    addExtra(reading.card, name, value)
  },
  'X-SAMPHAN-CUSTOM': (reading, property) => {
    const [field = '', value = ''] = structured(property, reading)
    reading.card.custom = { ...reading.card.custom, [field]: value }
  },
  'X-SAMPHAN-GROUP': (reading, property) => {
    reading.card.groups.push(text(property, reading))
  },
  'X-SAMPHAN-EVENT': (reading, property) => {
    const { fields } = reading.card
    const value = text(property, reading)
    const apple = sibling(reading, property, 'X-ABLABEL')
    const label = apple ? labelFromApple(text(apple, reading)) : ''
    fields.events = [...(fields.events ?? []), { label, value }]
  },
}

/** Properties whose extras must not be written under their own name, for they would be read as something else. */
export function isKnownProperty(name: string): boolean {
  return silent.has(name) || Object.hasOwn(handlers, name) || name.startsWith('X-SAMPHAN-')
}

// ---- When all is read ----

function settle(reading: Reading): void {
  const { card } = reading
  settlePrefixes(reading)
  settleAddressLabels(reading)
  if (reading.isCompany) {
    becomeCompany(reading)
    return
  }
  if (reading.orgUnits.length > 0) {
    const [department = ''] = [reading.orgUnits.join(' / ')]
    if (card.fields.department === undefined) card.fields.department = department
    else addExtra(card, 'department', department)
  }
  const role = card.extras.findIndex(({ name }) => name === 'ROLE')
  if (role >= 0 && card.fields.jobTitle === undefined) {
    card.fields.jobTitle = card.extras.splice(role, 1)[0]?.value ?? ''
  }
  moveFields(card, companyOnlyFields)
  finishNames(card, isShownOtherwise(reading) ? undefined : reading.fullName, [])
}

/** FN only repeats the company, nickname, e-mail or phone of a card that has no person's name. */
function isShownOtherwise({ card, fullName, personName }: Reading): boolean {
  if (personName.length > 0 || fullName === undefined) return false
  const { nickname, emails, phones } = card.fields
  return [card.companyName, nickname, emails?.[0]?.value, phones?.[0]?.value].includes(fullName)
}

function settlePrefixes({ card, prefixes, ownPrefix }: Reading): void {
  const rest = [...prefixes]
  if (ownPrefix !== undefined) {
    card.fields.prefix = ownPrefix
    if (rest[rest.length - 1] === ownPrefix) rest.pop()
  }
  if (rest.length > 0) card.fields.honorific = rest.join(' ')
}

/** LABEL lines of 2.1 and 3.0 belong to the address with the same label. */
function settleAddressLabels({ card, labels }: Reading): void {
  for (const { label, text: formatted } of labels) {
    const address = card.fields.addresses?.find(
      (candidate) => candidate.label === label && !candidate.formatted,
    )
    if (!address) card.fields.addresses = [...(card.fields.addresses ?? []), { label, formatted }]
    else {
      address.formatted = formatted
      if (isSpelledOut(address)) delete address.formatted
    }
  }
}

const personOnlyFields: CardTextField[] = [
  'honorific',
  'prefix',
  'givenName',
  'middleName',
  'familyName',
  'suffix',
  'nickname',
  'phoneticGivenName',
  'phoneticFamilyName',
  'greeting',
  'jobTitle',
  'department',
  'language',
]
const companyOnlyFields: CardTextField[] = [
  'name',
  'phoneticName',
  'industry',
  'branch',
  'registrationId',
  'description',
]

/** Fields the entity does not have become extras. */
function moveFields(card: Card, fields: CardTextField[]): void {
  for (const field of fields) {
    const value = card.fields[field]
    if (value === undefined) continue
    addExtra(card, field, value)
    delete card.fields[field]
  }
}

function becomeCompany(reading: Reading): void {
  const { card, fullName, personName, orgUnits } = reading
  card.entity = 'company'
  const name = card.companyName ?? fullName
  if (name !== undefined) card.fields.name = name
  delete card.companyName
  // Apple fills N with the company's words; a person's name in it is something else.
  const said = new Set((name ?? '').split(/\s+/))
  if (
    personName
      .join(' ')
      .split(/\s+/)
      .every((word) => said.has(word))
  ) {
    for (const field of ['honorific', 'givenName', 'middleName', 'familyName', 'suffix'] as const)
      delete card.fields[field]
  }
  moveFields(card, personOnlyFields)
  if (fullName !== undefined && fullName !== name) addExtra(card, 'FN', fullName)
  for (const unit of orgUnits) addExtra(card, 'department', unit)
  if (card.fields.birthday !== undefined) {
    card.fields.events = [...(card.fields.events ?? []), { label: 'birthday', value: card.fields.birthday }]
    delete card.fields.birthday
  }
}
