/** A record as a vCard for a two-dimensional code: few enough bytes that a telephone reads it from a screen. */
import type { Connection } from '../../core/connection.ts'
import { readRecord } from '../../core/read.ts'
import type { Entity } from '../../shared/entity.ts'
import type { Card } from '../../transfer/card.ts'
import { writeVcard } from '../../transfer/vcardWriter.ts'
import { cardOf } from './cardOf.ts'

const MOST_BYTES = 1_200
/** Given up in this order until it fits. */
const spare = ['events', 'handles', 'tags', 'websites', 'birthday', 'addresses', 'emails', 'phones'] as const

export function shortCard(
  conn: Connection,
  entity: Entity,
  id: string,
): { vcard: string; complete: boolean } {
  const {
    photo: _photo,
    custom: _custom,
    externalId: _id,
    ...card
  } = cardOf(conn, readRecord(conn, entity, id), [])
  let fields: Card['fields'] = card.fields
  const write = (): string => writeVcard({ ...card, fields, notes: [], extras: [] }, '3.0')
  let vcard = write()
  let complete = true
  for (const name of spare) {
    if (Buffer.byteLength(vcard) <= MOST_BYTES) break
    if (!(name in fields)) continue
    const { [name]: _gone, ...rest } = fields
    fields = rest
    complete = false
    vcard = write()
  }
  return { vcard, complete }
}
