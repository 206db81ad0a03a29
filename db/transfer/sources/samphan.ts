/**
 * Our own CSV export, with field names as headers (labelled headers are recognised through the labels the caller gives).
 * Lists are one cell each in the notation of csvWriter.ts; formulas were made harmless there and are restored here.
 */

import type { CardEntity } from '../card.ts'
import { addressParts, companyTextFields, contactTextFields } from '../card.ts'

const both: Record<string, string> = {
  id: 'externalId',
  tags: 'tags.list',
  birthday: 'birthday',
  emails: 'emails.list',
  phones: 'phones.list',
  addresses: 'addresses.list',
  websites: 'websites.list',
  handles: 'handles.list',
  events: 'events.list',
  extras: 'extras.list',
  notes: 'notes',
  private: 'private',
  displayName: 'ignore',
  sortKey: 'ignore',
}

const contact: Record<string, string> = {
  ...Object.fromEntries(contactTextFields.map((field) => [field, field])),
  ...both,
  fullName: 'fullName',
  companyId: 'companyExternalId',
  company: 'companyName',
  companyName: 'companyName',
  'company.name': 'companyName',
  referredBy: 'referredBy',
}

const company: Record<string, string> = {
  ...Object.fromEntries(companyTextFields.map((field) => [field, field])),
  ...both,
  parent: 'parentName',
  parentName: 'parentName',
  'parent.name': 'parentName',
}

/** Field names of an entity as headers → targets. */
export const ownColumns: Record<CardEntity, Record<string, string>> = { contact, company }

/** Headers only one of our exports has. */
export const ownFingerprints: Record<CardEntity, string[]> = {
  contact: ['givenName', 'familyName', 'jobTitle', 'phoneticGivenName', 'middleName'],
  company: ['registrationId', 'phoneticName', 'taxId', 'branch', 'industry'],
}

export const isAddressPart = (part: string): part is (typeof addressParts)[number] =>
  addressParts.some((known) => known === part)
