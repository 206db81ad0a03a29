/**
 * List fields of a card ↔ one cell of our own CSV export, in the notation of csvWriter.ts.
 * Must never: be used on files of other programs.
 */

import { addExtra, type Card, type CardAddress, type CardFields } from './card.ts'
import { decodeList, encodeList, encodeTags } from './csvWriter.ts'
import { isAddressPart } from './sources/samphan.ts'

/** Reads a cell of our export into a list field; what is not in our notation becomes an extra. */
export function addOwnElements(card: Card, list: string, cell: string, column: string): void {
  const { fields } = card
  if (list === 'addresses') {
    for (const { label = '', formatted = '', ...parts } of decodeList(cell, 'label', 'formatted')) {
      const address: CardAddress = { label }
      if (formatted !== '') address.formatted = formatted
      for (const [part, text] of Object.entries(parts)) {
        if (isAddressPart(part)) address[part] = text
        else addExtra(card, `${column} ${part}`, text)
      }
      fields.addresses = [...(fields.addresses ?? []), address]
    }
    return
  }
  for (const { label = '', value = '', ext, service = '' } of decodeList(cell)) {
    if (list === 'phones') {
      const phone = ext === undefined ? { label, value } : { label, value, ext }
      fields.phones = [...(fields.phones ?? []), phone]
    } else if (list === 'handles') fields.handles = [...(fields.handles ?? []), { service, label, value }]
    else if (list === 'emails' || list === 'websites' || list === 'events') {
      fields[list] = [...(fields[list] ?? []), { label, value }]
    } else addExtra(card, column, value)
  }
}

/** The cell of a card's field in our export; undefined when empty. */
export function ownCell(card: Card, field: string): string | undefined {
  const { fields } = card
  switch (field) {
    case 'tags':
      return fields.tags && encodeTags(fields.tags)
    case 'extras':
      return card.extras.length > 0 ? encodeList(card.extras, 'name') : undefined
    case 'addresses':
      return fields.addresses && encodeList(fields.addresses, 'label', 'formatted')
    case 'emails':
    case 'phones':
    case 'websites':
    case 'handles':
    case 'events':
      return fields[field] && encodeList(fields[field])
    case 'notes':
      return card.notes.length > 0 ? card.notes.join('\n\n') : undefined
    case 'private':
      return fields.private === undefined ? undefined : String(fields.private)
    case 'id':
      return card.externalId
    case 'companyId':
      return card.companyExternalId
    case 'companyName':
      return card.companyName
    case 'parentName':
      return card.parentName
    case 'referredBy':
      return card.referredBy
    case 'fullName':
      return card.fullName
    default:
      return isPlainField(field) ? fields[field] : undefined
  }
}

type PlainField = {
  [F in keyof CardFields]-?: CardFields[F] extends string | undefined ? F : never
}[keyof CardFields]
const listFields = new Set([
  'tags',
  'emails',
  'phones',
  'addresses',
  'websites',
  'handles',
  'events',
  'private',
])
const isPlainField = (field: string): field is PlainField => !listFields.has(field) && field !== 'custom'
