/** A stored contact or company as a card, for formats that other programs read. */
import { readAttachment } from '../../core/attachments.ts'
import { allRows, type Connection } from '../../core/connection.ts'
import { type Field, isCustomName } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import type { WireRecord } from '../../shared/records.ts'
import { type Card, companyTextFields, contactTextFields, newCard } from '../../transfer/card.ts'
import { cellOf } from '../../transfer/cells.ts'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const listFields = ['emails', 'phones', 'addresses', 'websites', 'handles', 'events'] as const

/** Elements without what is only ours: identities and normal forms. */
function elements(value: unknown, isHandle: boolean): Record<string, string>[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((element) => {
    const { id: _id, e164: _e164, ...rest } = element
    const parts = Object.entries(rest).filter((part): part is [string, string] => isText(part[1]))
    return { label: '', ...(isHandle && { service: '' }), ...Object.fromEntries(parts) }
  })
}

export function cardOf(conn: Connection, record: WireRecord, fields: readonly Field[]): Card {
  const isContact = record.entity === 'contact'
  const card = newCard(0, isContact ? 'contact' : 'company')
  const target: Record<string, unknown> = {}
  for (const name of isContact ? contactTextFields : companyTextFields) {
    if (isText(record[name])) target[name] = record[name]
  }
  for (const name of listFields) {
    const list = elements(record[name], name === 'handles')
    if (list.length > 0) target[name] = list
  }
  if (isText(record.birthday)) target.birthday = record.birthday
  if (Array.isArray(record.tags) && record.tags.length > 0) target.tags = record.tags
  if (typeof record.private === 'boolean') target.private = record.private
  Object.assign(card.fields, target)
  card.externalId = record.id
  const refs = isRecord(record.refs) ? record.refs : {}
  if (isText(record.companyId)) card.companyExternalId = record.companyId
  if (isText(refs.companyId)) card.companyName = refs.companyId
  if (isText(refs.parentId)) card.parentName = refs.parentId
  if (isText(refs.referredById)) card.referredBy = refs.referredById
  for (const extra of Array.isArray(record.extras) ? record.extras.filter(isRecord) : [])
    card.extras.push({
      name: isText(extra.name) ? extra.name : '',
      value: isText(extra.value) ? extra.value : '',
    })
  for (const field of fields) {
    const cell = isCustomName(field.name) ? cellOf(field, record[field.name]) : undefined
    if (cell !== undefined && cell !== null) card.custom = { ...card.custom, [field.name]: String(cell) }
  }
  card.notes = notesOf(conn, record)
  const photo = photoOf(conn, record.photo)
  if (photo) card.photo = photo
  return card
}

function notesOf(conn: Connection, { entity, id }: WireRecord): string[] {
  const rows = allRows<{ body: string | null }>(
    conn,
    `SELECT n.body FROM visibleNote n JOIN ${entity === 'contact' ? 'visibleContact' : 'visibleCompany'} v
     ON v.rowId = n.${entity === 'contact' ? 'contactId' : 'companyId'} WHERE v.id = unhex(?) ORDER BY n.at, n.rowId`,
    id.replaceAll('-', ''),
  )
  return rows.flatMap(({ body }) => (body === null ? [] : [body]))
}

/** A picture that has gone missing must not stop an export; `db check` tells of it. */
function photoOf(conn: Connection, photo: unknown): Card['photo'] | undefined {
  if (!isRecord(photo) || !isText(photo.sha256)) return undefined
  try {
    return {
      mime: isText(photo.mime) ? photo.mime : 'image/jpeg',
      bytes: readAttachment(conn.file, photo.sha256),
    }
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
