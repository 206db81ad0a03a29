/**
 * List elements whose parts stand in several columns (`E-mail 1 - Label` + `E-mail 1 - Value`): one slot gathers the
 * parts of a row, then turns them into elements. A part without its value goes to the extras under its column.
 * Must never: keep anything from one row to the next.
 */

import { splitPhones } from '../shared/phone.ts'
import { addExtra, addProblem, addTag, type Card, type CardAddress, newCard } from './card.ts'
import { type DateContext, yearlyOf } from './cardDates.ts'
import { wordsOf } from './cardNames.ts'
import { countryCode } from './countries.ts'
import { entryOf } from './own.ts'
import { isAddressPart } from './sources/samphan.ts'

/** What the cells of one slot said in this row: part → text. Empty between rows. */
export type SlotValues = Map<string, string>
export type Slot = {
  kind: string
  /** Label of its elements when no column gives one. */
  label: string
  /** Part → column header, for what has to go to the extras. */
  columns: Map<string, string>
  country: string
  dates: DateContext
}

const joint = ' ::: '

const knownLabels: Record<string, string> = {
  work: 'work',
  business: 'work',
  office: 'work',
  home: 'home',
  personal: 'home',
  mobile: 'mobile',
  cell: 'mobile',
  fax: 'fax',
  'work fax': 'fax',
  'home fax': 'home fax',
  pager: 'pager',
  main: 'main',
  other: 'other',
  assistant: 'assistant',
  anniversary: 'anniversary',
  homepage: 'homepage',
  'home page': 'homepage',
  profile: 'profile',
  blog: 'blog',
}

/** A source's label as our code when it has one; `* ` marks the primary element. */
export function readLabel(text: string): { label: string; isPrimary: boolean } {
  const isPrimary = text.startsWith('*')
  const plain = text.replace(/^\*\s*/, '').trim()
  return { label: entryOf(knownLabels, plain.toLowerCase()) ?? plain, isPrimary }
}

/** Puts what a slot gathered onto the card. */
export function emptySlot(slot: Slot, parts: SlotValues, card: Card): void {
  switch (slot.kind) {
    case 'addresses':
      addAddresses(slot, parts, card)
      return
    case 'extras': {
      const value = parts.get('value')
      if (value === undefined) {
        leftover(slot, parts, card)
        return
      }
      addExtra(card, parts.get('label') ?? slot.columns.get('value') ?? '', value)
      return
    }
    case 'secondary':
      addSecondary(slot, parts, card)
      return
    case 'detail':
      addDetail(slot, parts, card)
      return
    case 'birth':
      addBirth(slot, parts, card)
      return
    default:
      addElements(slot, parts, card)
      return
  }
}

function leftover(slot: Slot, parts: SlotValues, card: Card): void {
  for (const [part, text] of parts) addExtra(card, slot.columns.get(part) ?? part, text)
}

function addElements(slot: Slot, parts: SlotValues, card: Card): void {
  const text = parts.get('value')
  if (text === undefined) {
    leftover(slot, parts, card)
    return
  }
  const written = parts.get('label')
  const { label, isPrimary } =
    written === undefined ? { label: slot.label, isPrimary: false } : readLabel(written)
  const values = text.includes(joint) ? text.split(joint).filter((value) => value !== '') : [text]
  const { fields } = card
  switch (slot.kind) {
    case 'emails':
      fields.emails = place(
        fields.emails,
        emailsIn(values).map((value) => ({ label, value })),
        isPrimary,
      )
      return
    case 'websites':
      fields.websites = place(
        fields.websites,
        values.map((value) => ({ label, value })),
        isPrimary,
      )
      return
    case 'phones': {
      const phones = values
        .flatMap((value) => phonesIn(value, slot.country))
        .map((value) => ({ label, value }))
      const ext = parts.get('ext')
      if (ext !== undefined && phones[0]) phones[0] = Object.assign(phones[0], { ext })
      fields.phones = place(fields.phones, phones, isPrimary)
      return
    }
    case 'handles': {
      const service = (parts.get('service') ?? slot.label).toLowerCase()
      const handleLabel = written === undefined ? '' : label
      fields.handles = place(
        fields.handles,
        values.map((value) => ({ service, label: handleLabel, value })),
        isPrimary,
      )
      return
    }
    case 'events':
      for (const value of values) addEvent(slot, label, value, card)
      return
    default:
      leftover(slot, parts, card)
  }
}

function place<T>(list: T[] | undefined, added: T[], isFirst: boolean): T[] {
  if (!list) return added
  return isFirst ? [...added, ...list] : [...list, ...added]
}

/** Several addresses in one cell are taken apart only when every piece is one. */
function emailsIn(values: string[]): string[] {
  return values.flatMap((value) => {
    if (!/[;,\s]/.test(value)) return [value]
    const pieces = value.split(/[;,\s]+/).filter((piece) => piece !== '')
    return pieces.every((piece) => /^[^@]+@[^@]+$/.test(piece)) ? pieces : [value]
  })
}

const simplePhone = /^\+?[\d ()-]{5,16}$/

function phonesIn(value: string, country: string): string[] {
  if (simplePhone.test(value) && !/\d-\d{1,2}$/.test(value)) return [value]
  const phones = splitPhones(value, country)
  return phones.length === 0 ? [value] : phones
}

function addEvent(slot: Slot, label: string, value: string, card: Card): void {
  const yearly = yearlyOf(value, slot.dates, false)
  if (yearly === 'bad') {
    addProblem(card, label || (slot.columns.get('value') ?? ''), value, 'badDate')
    return
  }
  if (yearly === undefined) {
    // An empty date; its label is still something that stood there.
    if (label !== slot.label) addExtra(card, slot.columns.get('label') ?? '', label)
    return
  }
  card.fields.events ??= []
  card.fields.events.push({ label, value: yearly })
}

function addAddresses(slot: Slot, parts: SlotValues, card: Card): void {
  const written = parts.get('label')
  if (parts.size === 1 && written !== undefined) {
    leftover(slot, parts, card)
    return
  }
  const { label, isPrimary } =
    written === undefined ? { label: slot.label, isPrimary: false } : readLabel(written)
  const texts = [...parts].filter(([part]) => part !== 'label')
  const count = Math.max(...texts.map(([, text]) => (text.includes(joint) ? text.split(joint).length : 1)))
  const addresses: CardAddress[] = []
  for (let i = 0; i < count; i++) {
    const address: CardAddress = { label }
    for (const [part, whole] of texts) {
      const text = (count === 1 ? whole : (whole.split(joint)[i] ?? '')).trim()
      if (text !== '') setPart(address, part, text, slot, card)
    }
    if (address.formatted !== undefined && isSpelledOut(address)) delete address.formatted
    if (Object.keys(address).length > 1) addresses.push(address)
  }
  if (addresses.length > 0) card.fields.addresses = place(card.fields.addresses, addresses, isPrimary)
}

function setPart(address: CardAddress, part: string, text: string, slot: Slot, card: Card): void {
  if (part === 'street3')
    address.street2 = address.street2 === undefined ? text : `${address.street2}\n${text}`
  else if (part === 'country') {
    const code = countryCode(text)
    if (code === undefined) addProblem(card, slot.columns.get('country') ?? 'country', text, 'badCountry')
    else address.country = code
  } else if (isAddressPart(part)) address[part] = text
}

/** True when every word of the formatted address is in its parts, so that it can be formed again. */
export function isSpelledOut(address: CardAddress): boolean {
  const { label: _, formatted = '', ...rest } = address
  const words = new Set(wordsOf(Object.values(rest).join(' ')))
  const country = address.country
  return wordsOf(formatted).every(
    (word) => words.has(word) || (country !== undefined && countryCode(word) === country),
  )
}

function addSecondary(slot: Slot, parts: SlotValues, card: Card): void {
  const fullName = parts.get('fullName')
  if (fullName === undefined) {
    leftover(slot, parts, card)
    return
  }
  const person = newCard(card.line, 'contact')
  person.fullName = fullName
  person.isSecondary = true
  const jobTitle = parts.get('jobTitle')
  const phone = parts.get('phone')
  const ext = parts.get('ext')
  if (jobTitle !== undefined) person.fields.jobTitle = jobTitle
  if (phone !== undefined) {
    person.fields.phones = phonesIn(phone, slot.country).map((value) => ({ label: 'work', value }))
    if (ext !== undefined && person.fields.phones[0]) person.fields.phones[0].ext = ext
  } else if (ext !== undefined) addExtra(person, slot.columns.get('ext') ?? 'ext', ext)
  card.secondary ??= []
  card.secondary.push(person)
}

/** A GoldMine detail: what it is depends on the record type beside it. */
function addDetail(slot: Slot, parts: SlotValues, card: Card): void {
  const kind = parts.get('kind') ?? ''
  const name = parts.get('name')
  const value = parts.get('value')
  if (kind.startsWith('C') && name !== undefined) {
    card.fullName = name
    card.isSecondary = true
    if (kind !== 'C') addExtra(card, slot.columns.get('kind') ?? 'RECTYPE', kind)
    if (value !== undefined) addExtra(card, slot.columns.get('value') ?? 'CONTSUPREF', value)
    return
  }
  if (card.fields.jobTitle !== undefined) {
    addExtra(card, 'TITLE', card.fields.jobTitle)
    delete card.fields.jobTitle
  }
  const plain = name?.toLowerCase() ?? ''
  if (kind === 'P' && value !== undefined && plain === 'e-mail address')
    card.fields.emails = [{ label: '', value }]
  else if (kind === 'P' && value !== undefined && plain === 'web site')
    card.fields.websites = [{ label: '', value }]
  else if (kind === 'P' && value !== undefined && name !== undefined) addExtra(card, name, value)
  else leftover(slot, parts, card)
}

function addBirth(slot: Slot, parts: SlotValues, card: Card): void {
  const [year, month, day] = ['year', 'month', 'day'].map((part) => parts.get(part))
  const text = year === undefined ? `${month}/${day}` : `${year}-${month}-${day}`
  const decision = { ...slot.dates.decision, order: year === undefined ? 'mdy' : 'ymd' } as const
  const yearly =
    month === undefined || day === undefined ? 'bad' : yearlyOf(text, { ...slot.dates, decision }, true)
  if (yearly === 'bad' || yearly === undefined || card.fields.birthday !== undefined)
    leftover(slot, parts, card)
  else card.fields.birthday = yearly
}

/** Groups of Google: `Family ::: * myContacts`; a starred one is Google's own and no tag. */
export function addGroups(card: Card, text: string, column: string): void {
  for (const group of text.split(joint)) {
    if (group.startsWith('* ')) addExtra(card, column, group)
    else if (group.trim() !== '') {
      const name = group.trim()
      if (!card.groups.includes(name)) card.groups.push(name)
      addTag(card, name)
    }
  }
}
