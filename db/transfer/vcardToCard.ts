/**
 * The properties of one vCard → a card. Every property ends somewhere: in a field, or in the extras under its name.
 * Our own writer's X-SAMPHAN-* properties restore what vCard has no word for, so a round trip is exact.
 * Must never: read bytes or lines (vcard.ts does).
 */

import { addExtra, addProblem, addTag, type Card, type CardTextField, newCard } from './card.ts'
import { finishNames } from './cardNames.ts'
import { entryOf } from './own.ts'
import { isSpelledOut } from './slots.ts'
import { handleProperties, labelFromApple } from './vcardLabels.ts'
import {
  type Handler,
  keepAsExtra,
  labelOf,
  type Reading,
  readAddress,
  readBirthday,
  readChat,
  readEmail,
  readEvent,
  readHandle,
  readName,
  readOrganisation,
  readOwnBirthday,
  readPhone,
  readPhoto,
  readProfile,
  readWebsite,
  setCard,
  setText,
  sibling,
  structured,
  text,
} from './vcardReaders.ts'
import { splitValue, unescapeText, type VcardProperty } from './vcardText.ts'

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
    isOwn: properties.some(({ name, value }) => name === 'PRODID' && value.includes('Samphan')),
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

/** A label whose element is missing is still something somebody wrote. */
function keepOrphans({ groups, card }: Reading): void {
  for (const members of groups.values()) {
    const [first] = members
    if (first && members.length === 1 && silent.has(first.name) && first.value !== '') {
      addExtra(card, first.name, unescapeText(first.value))
    }
  }
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
  finishNames(card, isShownOtherwise(reading) ? undefined : reading.fullName, [], reading.isOwn)
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
