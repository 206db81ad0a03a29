/** What happened on tickets that somebody watches: what was said by others, and who moved it where. */
import { entityNamed } from '../../shared/registry.ts'
import { allRows, type Connection, getRow } from '../connection.ts'
import { planOf } from '../plan.ts'

export interface News {
  /** The ticket as it is now, of one that was merged away the one it became. */
  readonly ticketRow: number
  readonly what: 'reply' | 'note' | 'incoming' | 'status'
  readonly at: number
  readonly by: number | null
  readonly body: string | null
}

const watched = `SELECT t.canonicalId FROM visibleTicketWatcher w JOIN main.ticket t ON t.rowId = w.ticketId WHERE w.userId = :me`

const said = `SELECT t.canonicalId AS ticketRow, m.kind AS what, m.at, m.createdBy AS by, m.body
  FROM visibleTicketMessage m JOIN main.ticket t ON t.rowId = m.ticketId JOIN visibleTicket v ON v.rowId = t.canonicalId
  WHERE t.canonicalId IN (${watched}) AND m.at > :since AND m.createdBy IS NOT :me ORDER BY m.at DESC LIMIT :limit`

const moved = `SELECT v.rowId AS ticketRow, 'status' AS what, v.statusAt AS at, NULL AS by, NULL AS body FROM visibleTicket v
  WHERE v.rowId IN (${watched}) AND v.statusAt > :since AND v.statusAt > v.openedAt ORDER BY v.statusAt DESC LIMIT :limit`

/** Who set the status last, as the log tells. */
function moverOf(conn: Connection, rowId: number): number | null {
  const plan = planOf(entityNamed('ticket'))
  const status = plan.fieldByName.get('status')?.id
  return (
    getRow<{ userId: number | null }>(
      conn,
      `SELECT o.userId FROM change c JOIN tx t ON t.rowId = c.txId JOIN op o ON o.rowId = t.opId
       WHERE c.entity = ? AND c.rowId = ? AND json_type(c.before, ?) IS NOT NULL ORDER BY c.seq DESC LIMIT 1`,
      plan.entity.id,
      rowId,
      `$."${status}"`,
    )?.userId ?? null
  )
}

/** Newest first; what somebody did himself is no news to him. */
export function newsFor(conn: Connection, me: number, since: number, limit: number): News[] {
  const asked = { me, since, limit }
  const moves = allRows<News>(conn, moved, asked)
    .map((news) => ({ ...news, by: moverOf(conn, news.ticketRow) }))
    .filter(({ by }) => by !== me)
  return [...allRows<News>(conn, said, asked), ...moves].sort((a, b) => b.at - a.at).slice(0, limit)
}
