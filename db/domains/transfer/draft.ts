/**
 * A record on its way into the database: wire values by field, and what else the source said about it. What both kinds of
 * readers (cards of foreign files, rows of our own tables) make and the writer consumes.
 */

import { company } from '../../shared/companies.ts'
import type { Channel } from '../../shared/consent.ts'
import { contact } from '../../shared/contacts.ts'
import type { Entity, Field } from '../../shared/entity.ts'
import { fieldNamed } from '../../shared/registry.ts'
import { type Card, type CardPhoto, contactTextFields } from '../../transfer/card.ts'

/** Another record this one refers to, by identity, by name or both. */
export interface DraftRef {
  readonly field: Field
  /** What the column is called, should the value have to be kept as an extra. */
  readonly column: string
  id?: string
  name?: string
}

export interface Extra {
  name: string
  value: string
}

/** By what a row names somebody who is here already. */
export interface Who {
  readonly id?: string
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly name?: string
}

/** What a row says of somebody, beside the values of the record it makes. */
export interface Said {
  readonly who: Who
  /** The same is said of each of these. */
  readonly channels: readonly Channel[]
  /** Nothing to write down: a column that could say something is empty, or says that there is nothing. */
  readonly nothing: boolean
}

export interface Draft {
  /** Line of the source on which the record starts; also its place for going on after a crash. */
  readonly line: number
  readonly entity: Entity
  /** Identity in our own files. */
  id?: string
  readonly values: Record<string, unknown>
  readonly extras: Extra[]
  readonly refs: DraftRef[]
  readonly notes: readonly string[]
  readonly photo?: CardPhoto
  /** Adds to the record the source knows by that id instead of standing alone. */
  attachTo?: string
  readonly secondary: readonly Draft[]
  /** Of rows about people who are here already. */
  readonly said?: Said
}

/** A record that did not become a draft, or could not be written. */
export interface Refused {
  readonly line: number
  readonly raw: string
  readonly cells?: readonly string[]
  readonly reason: string
}
export const isRefused = (item: Draft | Refused): item is Refused => 'reason' in item

/** What the file of a card is known to be. */
export interface CardOrigin {
  /** Our own vCard: names are as they were, identities are ours. */
  readonly own: boolean
  /** Columns of ids, for the extras they are kept in. */
  readonly externalId: string
  readonly companyExternalId: string
  readonly attachTo: string
}

const known = (entity: Entity, name: string): Field => {
  const field = fieldNamed(entity, name)
  if (!field) throw new RangeError(`${entity.name}.${name}`)
  return field
}
const companyField = known(contact, 'companyId')
const referredField = known(contact, 'referredById')
const parentField = known(company, 'parentId')
const uuid = /^(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i

const ownId = (text: string | undefined, own: boolean): string | undefined =>
  own ? uuid.exec(text ?? '')?.[1]?.toLowerCase() : undefined

/** The card as a draft. Every value of the card is in it. */
export function draftOf(card: Card, origin: CardOrigin): Draft {
  const entity = card.entity === 'company' ? company : contact
  const values: Record<string, unknown> = { ...card.fields, ...card.custom }
  const { extras } = card
  const refs: DraftRef[] = []
  if (card.fullName !== undefined) keepFullName(entity, card.fullName, values, extras)
  const companyId = ownId(card.companyExternalId, origin.own)
  if (card.companyExternalId !== undefined && companyId === undefined)
    extras.push({ name: origin.companyExternalId, value: card.companyExternalId })
  if (card.companyName !== undefined || companyId !== undefined) {
    if (entity === company) extras.push({ name: 'company', value: card.companyName ?? companyId ?? '' })
    else refs.push(refTo(companyField, 'company', companyId, card.companyName))
  }
  if (card.parentName !== undefined) {
    if (entity === company) refs.push(refTo(parentField, 'parent', undefined, card.parentName))
    else extras.push({ name: 'parent', value: card.parentName })
  }
  if (card.referredBy !== undefined) {
    if (entity === contact) refs.push(refTo(referredField, 'referredBy', undefined, card.referredBy))
    else extras.push({ name: 'referredBy', value: card.referredBy })
  }
  const id = ownId(card.externalId, origin.own)
  if (card.externalId !== undefined && id === undefined)
    extras.push({ name: origin.externalId, value: card.externalId })
  // Kept as an extra too: who it belongs to may not be here, and a further person is a record of its own.
  if (card.attachTo !== undefined) extras.push({ name: origin.attachTo, value: card.attachTo })
  const secondary = (card.secondary ?? []).map((person) => secondaryOf(person, card, origin))
  return {
    line: card.line,
    entity,
    values,
    extras,
    refs,
    notes: card.notes,
    secondary,
    ...(id !== undefined && { id }),
    ...(card.photo && { photo: card.photo }),
    ...(card.attachTo !== undefined && !card.isSecondary && { attachTo: card.attachTo }),
  }
}

const refTo = (field: Field, column: string, id: string | undefined, name: string | undefined): DraftRef => ({
  field,
  column,
  ...(id !== undefined && { id }),
  ...(name !== undefined && { name }),
})

/** A further person of the same row: shares its company, or says to whom it belonged. */
function secondaryOf(person: Card, main: Card, origin: CardOrigin): Draft {
  const draft = draftOf(person, origin)
  if (person.companyName === undefined) {
    const { givenName, familyName } = main.fields
    const name = main.fullName ?? [givenName, familyName].filter(Boolean).join(' ')
    if (name !== '') draft.extras.push({ name: 'contact', value: name })
  }
  return draft
}

/** A whole name that must not or cannot be taken apart. */
function keepFullName(
  entity: Entity,
  fullName: string,
  values: Record<string, unknown>,
  extras: Extra[],
): void {
  const target = entity === company ? 'name' : 'givenName'
  const isNamed = contactTextFields.some(
    (name) => /Name$|^nickname$/.test(name) && values[name] !== undefined,
  )
  if (values[target] === undefined && !isNamed) values[target] = fullName
  else extras.push({ name: 'Name', value: fullName })
}
