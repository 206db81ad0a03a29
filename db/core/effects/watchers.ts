/**
 * Whoever watches a ticket is told by e-mail what others said on it and where it was moved, if the database says from which
 * account: one letter for all that one operation did, into the outbox of this device. What is private is not sent about.
 */

import { idToText, textToId } from '../../shared/id.ts'
import ticketsEn from '../../shared/messages/tickets.en.json' with { type: 'json' }
import ticketsFa from '../../shared/messages/tickets.fa.json' with { type: 'json' }
import ticketsTh from '../../shared/messages/tickets.th.json' with { type: 'json' }
import { entityNamed } from '../../shared/registry.ts'
import { allRows, type Connection, getMeta, getRow } from '../connection.ts'
import type { Effect, EffectContext } from '../effects.ts'
import { databaseSetting } from '../settings.ts'

/** The setting that holds the identity of the account. */
export const WATCH_ACCOUNT = 'ticket.watchAccount'

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: ticketsEn,
  th: ticketsTh,
  fa: ticketsFa,
}

interface TicketRow {
  readonly rowId: number
  readonly number: string | null
  readonly subject: string | null
  readonly status: string | null
  readonly statusAt: number | null
  readonly createdAt: number | null
}
interface Watcher {
  readonly rowId: number
  readonly name: string | null
  readonly email: string
}

const alive = (alias: string): string =>
  `${alias}.trashedAt IS NULL AND ${alias}.deletedAt IS NULL AND ${alias}.stub = 0 AND ${alias}.private IS NOT 1`

/** The ticket a row has become, where nothing about it is anybody's secret. */
const openTicket = (conn: Connection, rowId: number): TicketRow | undefined =>
  getRow<TicketRow>(
    conn,
    `SELECT v.rowId, v.number, v.subject, v.status, v.statusAt, v.createdAt FROM main.ticket m JOIN main.ticket v ON v.rowId = m.canonicalId
     LEFT JOIN main.contact c ON c.rowId = v.contactId LEFT JOIN main.company f ON f.rowId = v.companyId
     WHERE m.rowId = ? AND ${alive('v')} AND c.private IS NOT 1 AND f.private IS NOT 1`,
    rowId,
  )

const watchersOf = (conn: Connection, ticketRow: number, actor: number): Watcher[] =>
  allRows<Watcher>(
    conn,
    `SELECT DISTINCT u.rowId, u.name, u.email FROM main.ticketWatcher w JOIN main.user u ON u.rowId = w.userId
     WHERE w.ticketId IN (SELECT rowId FROM main.ticket WHERE canonicalId = ?) AND ${alive('w')} AND ${alive('u')}
     AND u.active IS NOT 0 AND u.email IS NOT NULL AND u.rowId <> ? ORDER BY u.rowId`,
    ticketRow,
    actor,
  )

/** The language somebody has chosen for himself. */
function languageOf(conn: Connection, user: number): string {
  const kept = getRow<{ value: string | null }>(
    conn,
    `SELECT value FROM main.setting WHERE scope = 'user' AND key = 'preferences.language' AND userId = ? AND ${alive('setting')} LIMIT 1`,
    user,
  )?.value
  const language: unknown = kept ? JSON.parse(kept) : undefined
  return typeof language === 'string' && Object.hasOwn(words, language) ? language : 'en'
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark)

function tell(ctx: EffectContext, rowId: number): void {
  const { conn, at, actor } = ctx
  const account = databaseSetting(conn, WATCH_ACCOUNT)
  if (!ctx.ruled || typeof account !== 'string') return
  const from = getRow<{ rowId: number }>(
    conn,
    `SELECT rowId FROM main.mailAccount WHERE id = ? AND ${alive('mailAccount')}`,
    textToId(account),
  )
  const ticket = from && openTicket(conn, rowId)
  if (!from || !ticket) return
  const said = allRows<{ kind: string; body: string | null }>(
    conn,
    `SELECT kind, body FROM main.ticketMessage m WHERE ticketId IN (SELECT rowId FROM main.ticket WHERE canonicalId = ?)
     AND createdAt = ? AND ${alive('m')} ORDER BY m.rowId`,
    ticket.rowId,
    at,
  )
  const moved = ticket.statusAt === at && ticket.createdAt !== at
  if (said.length === 0 && !moved) return
  const device = getRow<{ id: Uint8Array }>(
    conn,
    'SELECT id FROM device WHERE rowId = ?',
    Number(getMeta(conn, 'deviceRowId') ?? 1),
  )
  for (const { rowId: user, name, email } of watchersOf(conn, ticket.rowId, actor.rowId)) {
    const say = (id: string): string => words[languageOf(conn, user)]?.[id] ?? id
    const lines = [
      `${actor.name}:`,
      ...(moved
        ? [
            `${say('ticket.field.status')}: ${words[languageOf(conn, user)]?.[`ticket.choice.status.${ticket.status}`] ?? ticket.status}`,
          ]
        : []),
      ...said.flatMap(({ kind, body }) => [
        say(`ticketMessage.choice.kind.${kind}`),
        ...(body ?? '').split('\n'),
      ]),
    ]
    ctx.insert(entityNamed('mailMessage'), {
      recipient: email,
      recipientName: name,
      subject: `${ticket.number === null ? '' : `[#${ticket.number}] `}${ticket.subject ?? ''}`,
      html: lines.map((line) => `<p>${escaped(line)}</p>`).join(''),
      text: lines.join('\n'),
      state: 'queued',
      at,
      accountId: from.rowId,
      device: device ? idToText(device.id) : '',
    })
  }
}

/** Under both entities the same: an answer that also moves the ticket is told once. */
export const watchersEffect: Effect = {
  on: ['status'],
  settles: {
    of: (columns, row) =>
      typeof columns.ticketId === 'number'
        ? row
          ? []
          : [columns.ticketId]
        : row && 'status' in columns && columns.status !== row.status
          ? [row.rowId ?? null]
          : [],
    settle: tell,
  },
}
