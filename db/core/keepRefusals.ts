/**
 * What stays of somebody who is erased: that they must not be contacted, and nothing else. Each open refusal, and each
 * membership in a suppression list, goes over to hashes of their addresses, so that the next import of the same address does
 * not undo what they asked for. Their agreements, with wording and proof, go; so does what they answered to campaigns.
 */
import { campaignMember } from '../shared/campaigns.ts'
import { consent, consentOf, isConsenting } from '../shared/consent.ts'
import type { Entity } from '../shared/entity.ts'
import { idToText } from '../shared/id.ts'
import { listMember } from '../shared/lists.ts'
import { allRows, type Connection } from './connection.ts'
import { hashedAddress, liftedBy, type Statement, statementColumns } from './consent.ts'
import { pointKinds } from './derive.ts'
import { namedId, putNamed } from './namedId.ts'
import type { Write } from './write.ts'

type Point = { readonly kind: number; readonly norm: string }

const live = 'deletedAt IS NULL AND stub = 0'

const pointsOf = (conn: Connection, entity: Entity, rows: string): Point[] =>
  allRows<Point>(
    conn,
    `SELECT DISTINCT kind, norm FROM main.contactPoint WHERE entity = ?
     AND rowId IN (SELECT value FROM json_each(?)) AND kind IN (${pointKinds.email}, ${pointKinds.phone})`,
    entity.id,
    rows,
  )

/** Which addresses a refusal of that channel is about. */
const concerns = (channel: string, { kind }: Point): boolean =>
  channel === 'all' ||
  (kind === pointKinds.email ? channel === 'email' : channel === 'phone' || channel === 'sms')

/** `rowIds`: a record and what was merged into it. Writes what stays; answers the rows about it that are to be erased too. */
export function keepRefusals(
  write: Write,
  entity: Entity,
  rowIds: readonly number[],
): readonly (readonly [Entity, number])[] {
  if (!isConsenting(entity.name)) return []
  const { conn } = write
  const column = consentOf[entity.name]
  const rows = JSON.stringify(rowIds)
  const points = pointsOf(conn, entity, rows)
  const statements = allRows<Statement & { rowId: number; at: number }>(
    conn,
    `SELECT v.rowId, v.at, ${statementColumns} FROM main.consent v WHERE v.${column} IN (SELECT value FROM json_each(?)) AND v.${live.replace(' AND ', ' AND v.')}`,
    rows,
  )
  const lifted = liftedBy(statements)
  for (const { id, decision, channel, purpose, at } of statements) {
    if (decision !== 'refused' || lifted.has(idToText(id))) continue
    for (const point of points)
      if (concerns(channel, point)) {
        const address = hashedAddress(point.norm)
        putNamed(write, consent, namedId('keptRefusal', address, channel, purpose ?? ''), {
          address,
          decision,
          channel,
          purpose,
          at,
        })
      }
  }
  const listed = allRows<{
    rowId: number
    listId: number
    list: Uint8Array
    role: string | null
    leftAt: number | null
  }>(
    conn,
    `SELECT m.rowId, m.listId, l.id AS list, l.role, m.leftAt FROM main.listMember m JOIN main.list l ON l.rowId = m.listId
     WHERE m.${column} IN (SELECT value FROM json_each(?)) AND m.${live.replace(' AND ', ' AND m.')}`,
    rows,
  )
  for (const { listId, list, role, leftAt } of listed)
    if (role === 'suppression' && leftAt === null)
      for (const { norm } of points) {
        const address = hashedAddress(norm)
        putNamed(write, listMember, namedId('listMember', idToText(list), address), {
          listId,
          address,
          since: write.at,
          leftAt: null,
        })
      }
  for (const member of allRows<{ rowId: number }>(
    conn,
    `SELECT rowId FROM main.campaignMember WHERE ${column} IN (SELECT value FROM json_each(?)) AND ${live} AND response IS NOT NULL`,
    rows,
  ))
    write.set(campaignMember, member.rowId, { response: null })
  return [
    ...statements.map((each) => [consent, each.rowId] as const),
    ...listed.map((each) => [listMember, each.rowId] as const),
  ]
}
