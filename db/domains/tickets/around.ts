/** What stands around a ticket: links to others, watchers, splits, merges. */
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { Handlers } from '../../core/context.ts'
import { namedId, putNamed } from '../../core/namedId.ts'
import { named } from '../../core/read.ts'
import { canonicalIn } from '../../core/visible.ts'
import { rowIdOf, type Write } from '../../core/write.ts'
import { failure, invalid, notFound } from '../../shared/errors.ts'
import { entityNamed } from '../../shared/registry.ts'
import { linkKinds, ticket, ticketLink, ticketWatcher } from '../../shared/tickets.ts'
import { cardsWhere } from './cards.ts'
import { type Standing, standing } from './conversation.ts'

type LinkKind = (typeof linkKinds)[number]
const isLinkKind = (value: string): value is LinkKind => linkKinds.some((kind) => kind === value)

interface LinkRow {
  readonly fromId: number
  readonly toId: number
  readonly kind: string
}

/** Links of a ticket and of those merged into it, each end as the ticket it has become. */
function linksOf(conn: Connection, of: number) {
  const rows = allRows<LinkRow>(
    conn,
    `SELECT f.canonicalId AS fromId, t.canonicalId AS toId, l.kind FROM visibleTicketLink l
     JOIN main.ticket f ON f.rowId = l.fromId JOIN main.ticket t ON t.rowId = l.toId
     WHERE l.fromId ${canonicalIn('ticket', ':of')} OR l.toId ${canonicalIn('ticket', ':of')} ORDER BY l.rowId`,
    { of },
  )
  return rows.flatMap(({ fromId, toId, kind }) => {
    const outward = fromId === of
    const other = outward ? toId : fromId
    if (other === of || !isLinkKind(kind)) return []
    return cardsWhere(conn, 'WHERE v.rowId = ?', other).map((card) => ({ kind, outward, ticket: card }))
  })
}

/** Two sides of a kind that has none are the same link, whoever made it. */
function linkId(
  kind: LinkKind,
  from: Standing,
  to: Standing,
): { id: Uint8Array; from: Standing; to: Standing } {
  const swap = kind === 'related' && from.id > to.id
  const [first, second] = swap ? [to, from] : [from, to]
  return { id: namedId('ticketLink', kind, first.id, second.id), from: first, to: second }
}

function unlink(write: Write, on: Standing, other: Standing, kind: LinkKind): void {
  const rows = allRows<{ rowId: number }>(
    write.conn,
    `SELECT rowId FROM visibleTicketLink WHERE kind = :kind AND (
       (fromId ${canonicalIn('ticket', ':on')} AND toId ${canonicalIn('ticket', ':other')}) OR
       (fromId ${canonicalIn('ticket', ':other')} AND toId ${canonicalIn('ticket', ':on')}))`,
    { kind, on: on.rowId, other: other.rowId },
  )
  for (const { rowId } of rows) write.set(ticketLink, rowId, { deletedAt: write.at })
}

export function watch(
  write: Write,
  on: Standing,
  user: { rowId: number; id: string },
  wanted: boolean,
): void {
  const id = namedId('ticketWatcher', on.id, user.id)
  if (wanted) putNamed(write, ticketWatcher, id, { ticketId: on.rowId, userId: user.rowId })
  else
    for (const { rowId } of allRows<{ rowId: number }>(
      write.conn,
      `SELECT rowId FROM visibleTicketWatcher WHERE userId = :user AND ticketId ${canonicalIn('ticket', ':ticket')}`,
      { user: user.rowId, ticket: on.rowId },
    ))
      write.set(ticketWatcher, rowId, { deletedAt: write.at })
}

function userOf(conn: Connection, id: string): { rowId: number; id: string } {
  return { rowId: rowIdOf(conn, entityNamed('user'), id), id }
}

export const aroundHandlers = {
  'ticket.around'(ctx, input) {
    const { conn } = ctx
    const of = rowIdOf(conn, ticket, input.id)
    const row = getRow<{ number: string | null; splitFromId: number | null }>(
      conn,
      'SELECT number, splitFromId FROM visibleTicket WHERE rowId = ?',
      of,
    )
    if (!row) throw notFound('ticket', input.id)
    const watchers = allRows<{ userId: number }>(
      conn,
      `SELECT DISTINCT userId FROM visibleTicketWatcher WHERE ticketId ${canonicalIn('ticket')} ORDER BY rowId`,
      of,
      of,
    )
    const source =
      row.splitFromId === null
        ? []
        : cardsWhere(
            conn,
            'WHERE v.rowId = (SELECT canonicalId FROM main.ticket WHERE rowId = ?)',
            row.splitFromId,
          )
    return {
      links: linksOf(conn, of),
      watchers: watchers.flatMap(({ userId }) => named(conn, 'user', userId) ?? []),
      splitFrom: source[0] ?? null,
      splits: cardsWhere(conn, `WHERE v.splitFromId ${canonicalIn('ticket')} ORDER BY v.rowId`, of, of),
      merged: allRows<{ number: string }>(
        conn,
        `SELECT number FROM main.ticket WHERE canonicalId = ? AND mergedInto IS NOT NULL AND deletedAt IS NULL AND number IS NOT NULL
         AND private IS NOT 1 ORDER BY rowId`,
        of,
      ).map(({ number }) => number),
      sameNumber:
        row.number === null
          ? []
          : cardsWhere(conn, 'WHERE v.number = ? AND v.rowId <> ?', row.number, of).map(({ id }) => id),
    }
  },

  'ticket.link'(ctx, input) {
    const [on, other] = [standing(ctx.conn, input.id), standing(ctx.conn, input.to)]
    if (on.rowId === other.rowId) throw invalid('to', 'ticketSelf')
    if (input.on) {
      const link = linkId(input.kind, on, other)
      putNamed(ctx.write, ticketLink, link.id, {
        fromId: link.from.rowId,
        toId: link.to.rowId,
        kind: input.kind,
      })
    } else unlink(ctx.write, on, other, input.kind)
    return {}
  },

  'ticket.watch'(ctx, input) {
    const on = standing(ctx.conn, input.id)
    const id = input.user ?? ctx.actor.id
    if (!id) throw failure('Denied', 'signIn')
    watch(ctx.write, on, userOf(ctx.conn, id), input.on)
    return {}
  },
} satisfies Handlers<'ticket.around' | 'ticket.link' | 'ticket.watch'>
