/** What people do on their laptops between rounds: chosen by two numbers among what there is. */
import type { Connection } from '#db/core/connection.ts'
import { allRows, getRow } from '#db/core/connection.ts'
import { localActor } from '#db/core/database.ts'
import { eraseRows } from '#db/core/erase.ts'
import { secretCondition } from '#db/core/visible.ts'
import type { Write } from '#db/core/write.ts'
import { entityNamed } from '#db/shared/registry.ts'
import type { Replica } from './replica.ts'

export const contact = entityNamed('contact')
const note = entityNamed('note')
const TEXTS = ['givenName', 'nickname', 'jobTitle', 'department'] as const

/** Often ones stand several times. */
export const edits = [
  'edit',
  'edit',
  'edit',
  'list',
  'list',
  'tags',
  'note',
  'note',
  'moveNote',
  'buryNote',
  'unburyNote',
  'create',
  'bury',
  'bury',
  'unbury',
  'erase',
  'trash',
  'merge',
  'unmerge',
  'resolve',
  'resolve',
  'unresolve',
  'hide',
] as const
export type Edit = (typeof edits)[number]

interface Row {
  readonly rowId: number
  readonly id: Uint8Array
}

const alive = (conn: Connection, rowId: number, table = 'contact'): boolean =>
  getRow<{ deletedAt: number | null }>(conn, `SELECT deletedAt FROM ${table} WHERE rowId = ?`, rowId)
    ?.deletedAt === null

/** Answers the identities of records that became or ceased to be private, or hang on one that is, in hex. */
export function edit(replica: Replica, verb: Edit, a: number, b: number): readonly string[] {
  const { conn } = replica
  const rows = allRows<Row>(conn, 'SELECT rowId, id FROM contact WHERE stub = 0 ORDER BY id LIMIT 4')
  const row = rows[a % Math.max(1, rows.length)]
  const other = rows[(a + 1 + (b % 3)) % Math.max(1, rows.length)]
  if (!row || !other) return []
  const { rowId: me } = localActor(conn)
  const secret = 'SELECT 1 FROM contact WHERE rowId = ? AND private = 1 AND ownerId IS NOT ?'
  if (getRow(conn, secret, row.rowId, me)) return []
  if (verb === 'unresolve') replica.unresolve()
  else replica.write((write) => apply(write, verb, row, other, a, b, me), { kind: verb })
  const hanging =
    'SELECT lower(hex(n.id)) FROM note n JOIN contact c ON c.rowId = n.contactId WHERE c.private = 1'
  const notes = conn.prepare(hanging).pluck().all().map(String)
  return verb === 'hide' ? [Buffer.from(row.id).toString('hex'), ...notes] : notes
}

function apply(write: Write, verb: Edit, row: Row, other: Row, a: number, b: number, me: number): void {
  const { conn } = write
  if (verb === 'create')
    write.create(contact, { givenName: `Made ${b % 10}`, emails: ['1@x', '2@x', '3@x'].slice(b % 3) })
  else if (verb === 'buryNote' || verb === 'unburyNote' || verb === 'moveNote') ofNote(write, verb, row, a, b)
  else if (verb === 'unbury') {
    if (!alive(conn, row.rowId)) write.set(contact, row.rowId, { deletedAt: null })
  } else if (!alive(conn, row.rowId)) return
  else if (verb === 'note')
    write.insert(note, { body: `Note ${b % 10}`, contactId: b % 3 ? row.rowId : null })
  else if (verb === 'edit')
    write.set(contact, row.rowId, { [TEXTS[b % TEXTS.length] ?? 'nickname']: b % 5 ? `v${b}` : null })
  else if (verb === 'list') editList(write, row.rowId, b)
  else if (verb === 'tags')
    write.update(contact, row.rowId, {
      tags: ['a', 'b', 'c', 'd'].filter((_, i) => (b >> i) & 1).sort(() => (b % 2 ? 1 : -1)),
    })
  else if (verb === 'bury') write.set(contact, row.rowId, { deletedAt: write.at })
  else if (verb === 'erase') {
    if (b % 4 === 0) eraseRows(write, contact, [row.rowId])
  } else if (verb === 'trash') write.set(contact, row.rowId, { trashedAt: b % 2 ? write.at : null })
  else if (verb === 'merge') {
    if (other.rowId !== row.rowId) write.set(contact, row.rowId, { mergedInto: other.rowId })
  } else if (verb === 'unmerge') write.set(contact, row.rowId, { mergedInto: null })
  else if (verb === 'resolve') resolve(write, b)
  else if (verb === 'hide') write.set(contact, row.rowId, { private: b % 2, ownerId: me })
}

/** Those first that hang on somebody who was deleted; what is the secret of somebody else nobody else writes to. */
function ofNote(
  write: Write,
  verb: 'buryNote' | 'unburyNote' | 'moveNote',
  row: Row,
  a: number,
  b: number,
): void {
  const notes = allRows<Row>(
    write.conn,
    `SELECT n.rowId, n.id FROM note n LEFT JOIN syncTombstone t ON t.entity = ${contact.id} AND t.rowId = n.contactId
     WHERE n.stub = 0 AND NOT (${secretCondition(note, 'n')}) AND n.deletedAt IS ${verb === 'unburyNote' ? 'NOT NULL' : 'NULL'} ORDER BY t.rowId IS NULL, n.id LIMIT 3`,
  )
  const one = notes[(a >> 2) % Math.max(1, notes.length)]
  if (!one) return
  if (verb === 'buryNote') write.set(note, one.rowId, { deletedAt: write.at })
  else if (verb === 'unburyNote') write.set(note, one.rowId, { deletedAt: null })
  else if (alive(write.conn, row.rowId)) write.set(note, one.rowId, { contactId: b % 4 ? row.rowId : null })
}

/** One writes where a conflict is, or says that what is shown is right. */
function resolve(write: Write, b: number): void {
  const open = allRows<{ rowId: number; field: string }>(
    write.conn,
    'SELECT DISTINCT s.rowId, s.field FROM sibling s JOIN contact c ON c.rowId = s.rowId WHERE s.entity = ? AND c.deletedAt IS NULL AND c.private IS NOT 1 ORDER BY c.id, s.field',
    contact.id,
  )
  const place = open[b % Math.max(1, open.length)]
  if (!place) return
  const field = contact.fields.find(({ id }) => String(id) === place.field)
  if (b % 2 && field?.kind === 'text') write.set(contact, place.rowId, { [field.name]: `chosen ${b}` })
  else write.confirm(contact, place.rowId, [place.field])
}

function editList(write: Write, rowId: number, b: number): void {
  const stored = getRow<{ phones: string | null }>(
    write.conn,
    'SELECT phones FROM contact WHERE rowId = ?',
    rowId,
  )
  const phones = JSON.parse(stored?.phones ?? '[]') as { id: string; value: string }[]
  const what = b % 4
  const next =
    what === 0
      ? [...phones, { value: `08${b % 10} 000 000${b % 9}` }]
      : what === 1
        ? phones.slice(1)
        : what === 2
          ? [...phones].reverse()
          : phones.map((phone, index) => (index === 0 ? { ...phone, label: `l${b % 5}` } : phone))
  write.update(contact, rowId, { phones: next })
}
