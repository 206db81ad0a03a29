/** News of watched tickets for whoever asks: what happened since it was last looked at. */
import { getRow } from '../../core/connection.ts'
import type { Handlers } from '../../core/context.ts'
import { named } from '../../core/read.ts'
import { keepSetting } from '../../core/settings.ts'
import { newsFor } from '../../core/tickets/news.ts'
import { idToText } from '../../shared/id.ts'
import { iso } from './cards.ts'

const SEEN = 'ticket.newsSeen'
/** Nobody is told of what was long before he first looked. */
const LOOKS_BACK = 7 * 86_400_000
const EXCERPT = 200

export const newsHandlers = {
  'ticket.news'(ctx, input) {
    const { conn, actor } = ctx
    const kept = getRow<{ value: string | null }>(
      conn,
      "SELECT value FROM visibleSetting WHERE scope = 'user' AND key = ? AND userId = ? LIMIT 1",
      SEEN,
      actor.rowId,
    )?.value
    const seen: unknown = kept ? JSON.parse(kept) : null
    const since = typeof seen === 'string' ? Date.parse(seen) : ctx.now() - LOOKS_BACK
    return {
      news: newsFor(conn, actor.rowId, Number.isFinite(since) ? since : 0, input.limit).flatMap((each) => {
        const ticket = getRow<{
          id: Uint8Array
          number: string | null
          subject: string | null
          status: string | null
        }>(conn, 'SELECT id, number, subject, status FROM visibleTicket WHERE rowId = ?', each.ticketRow)
        if (!ticket) return []
        return {
          ticket: { id: idToText(ticket.id), number: ticket.number, subject: ticket.subject ?? '' },
          what: each.what,
          status: ticket.status ?? '',
          at: iso(each.at),
          by: each.by === null ? null : named(conn, 'user', each.by),
          text: [...(each.body ?? '')].slice(0, EXCERPT).join(''),
        }
      }),
    }
  },

  'ticket.newsSeen'(ctx) {
    keepSetting(ctx.write, 'user', SEEN, iso(ctx.now()))
    return {}
  },
} satisfies Handlers<'ticket.news' | 'ticket.newsSeen'>
