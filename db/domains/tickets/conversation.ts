/** What is said on a ticket: answers that go out as e-mail, notes among colleagues, what the customer said; reading and splitting it. */
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { Ctx, Handlers, MutationCtx } from '../../core/context.ts'
import { openCopy } from '../../core/openCopy.ts'
import { named, readRecord } from '../../core/read.ts'
import { databaseSetting } from '../../core/settings.ts'
import { canonicalIn } from '../../core/visible.ts'
import { rowIdOf, type Write } from '../../core/write.ts'
import { storedFilesSchema, takeIn } from '../../mail/files.ts'
import { putIntoOutbox } from '../../mail/outbox.ts'
import { failure, invalid, notFound } from '../../shared/errors.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { addressSchema } from '../../shared/mail.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'
import { FLOW_SETTING, flowOf, isRunning, phaseOf, statusFor } from '../../shared/ticketCodes.ts'
import { type MessageKind, type TicketMessage, ticket, ticketMessage } from '../../shared/tickets.ts'
import { plainText, sanitize } from '../../templates/sanitize.ts'
import { withSignature } from '../../templates/signature.ts'
import { iso } from './cards.ts'

/** A ticket that can be worked on: of one that was merged away, the one it became. */
export interface Standing {
  readonly rowId: number
  readonly id: string
  readonly number: string | null
  readonly subject: string
  readonly status: string | null
  readonly contactId: number | null
  readonly companyId: number | null
}

/** @throws AppError NotFound; Conflict `ticketTrashed` for one that lies in the trash */
export function standing(conn: Connection, id: string): Standing {
  const rowId = rowIdOf(conn, ticket, id)
  const row = getRow<Omit<Standing, 'id'> & { id: Uint8Array }>(
    conn,
    'SELECT rowId, id, number, subject, status, contactId, companyId FROM visibleTicket WHERE rowId = ?',
    rowId,
  )
  if (!row) throw failure('Conflict', 'ticketTrashed', { id })
  return { ...row, id: idToText(row.id) }
}

interface Said {
  readonly kind: MessageKind
  readonly html: string
  readonly at: number
  readonly minutes?: number | null | undefined
  readonly files: readonly string[]
  readonly mailRow?: number | undefined
}

/** Writes a message. Nothing said, nothing attached and no time spent is no message. @throws AppError Invalid */
export function say(write: Write, on: Standing, said: Said): string {
  const html = sanitize(said.html)
  const body = plainText(html)
  const attachments = takeIn(write.conn.file, said.files)
  if (body === '' && attachments.length === 0 && !said.minutes) throw invalid('html', 'required')
  const id = write.conn.newId()
  write.insert(
    ticketMessage,
    {
      ticketId: on.rowId,
      kind: said.kind,
      body: body || null,
      html: html || null,
      at: said.at,
      minutes: said.minutes || null,
      mailId: said.mailRow ?? null,
      attachments: attachments.length ? JSON.stringify(attachments) : null,
      contactId: on.contactId,
      companyId: on.companyId,
    },
    id,
  )
  return idToText(id)
}

const answer = (on: Standing, id: string) => ({ id, ticket: on.id, number: on.number })

/** Moves a ticket to a status that is in the flow. @throws AppError Invalid */
export function moveTo(write: Write, on: { readonly rowId: number }, status: string | undefined): boolean {
  if (status === undefined) return false
  const flow = flowOf(databaseSetting(write.conn, FLOW_SETTING))
  if (!flow.some(({ name }) => name === status)) throw invalid('status', 'ticketStatus')
  return write.update(ticket, on.rowId, { status })
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The first address of a record's e-mails that can be written to. */
function addressIn(record: WireRecord | undefined): string | undefined {
  const emails: unknown = record?.emails
  if (!Array.isArray(emails)) return undefined
  for (const email of emails) {
    const read = addressSchema.safeParse(Object(email).value)
    if (read.success) return read.data
  }
  return undefined
}

function recordAt(conn: Connection, entity: string, rowId: number | null): WireRecord | undefined {
  const at = rowId === null ? null : named(conn, entity, rowId)
  return at && at.name !== null ? readRecord(conn, entityNamed(entity), at.id) : undefined
}

/** The number stands in the subject, so that an answer finds its way back. */
export const mailSubject = ({ number, subject }: Standing): string =>
  `Re: ${subject}${number === null ? '' : ` [#${number}]`}`

/** Puts an answer into the outbox. @throws AppError Invalid `noEmail` when the customer has no address */
export function mailTo(
  write: Write,
  on: Standing,
  { account: from, html, files }: { account: string; html: string; files: readonly string[] },
): { id: string; rowId: number } {
  const account = readRecord(write.conn, entityNamed('mailAccount'), from)
  const contact = recordAt(write.conn, 'contact', on.contactId)
  const company = recordAt(write.conn, 'company', on.companyId)
  const to = addressIn(contact) ?? addressIn(company)
  if (to === undefined) throw invalid('account', 'noEmail')
  return putIntoOutbox(write, {
    account: account.id,
    to,
    toName: textOf((contact ?? company)?.displayName),
    subject: mailSubject(on),
    ...withSignature(html, textOf(account.signature)),
    contact: contact?.id,
    company: company?.id,
    attachments: takeIn(write.conn.file, files),
  })
}

/** Somebody who answers a new ticket has taken it up. */
function takeUp(write: Write, on: Standing): void {
  const flow = flowOf(databaseSetting(write.conn, FLOW_SETTING))
  if (phaseOf(flow, on.status) === 'new') moveTo(write, on, statusFor(flow, 'open'))
}

function momentOf(ctx: MutationCtx, at: string | undefined): number {
  const ms = at === undefined ? ctx.write.at : Date.parse(at)
  if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15) throw invalid('at', 'instant')
  return ms
}

interface MessageRow {
  readonly id: Uint8Array
  readonly kind: MessageKind
  readonly body: string | null
  readonly html: string | null
  readonly at: number
  readonly minutes: number | null
  readonly createdBy: number | null
  readonly mailId: number | null
  readonly attachments: string | null
  readonly ticketId: number
  readonly movedFromId: number | null
}

function messageOf(conn: Connection, row: MessageRow, of: number): TicketMessage {
  const mail =
    row.mailId === null
      ? undefined
      : getRow<{ id: Uint8Array; state: string; recipient: string | null }>(
          conn,
          'SELECT id, state, recipient FROM visibleMailMessage WHERE rowId = ?',
          row.mailId,
        )
  const from = row.movedFromId ?? (row.ticketId === of ? null : row.ticketId)
  const files: unknown = row.attachments === null ? [] : JSON.parse(row.attachments)
  return {
    id: idToText(row.id),
    kind: row.kind,
    body: row.body ?? '',
    html: row.html,
    at: iso(row.at),
    by: row.createdBy === null ? null : named(conn, 'user', row.createdBy),
    minutes: row.minutes,
    mail: mail ? { id: idToText(mail.id), state: mail.state, recipient: mail.recipient ?? '' } : null,
    attachments: storedFilesSchema.safeParse(files).data ?? [],
    from: from === null ? null : numberOf(conn, from),
  }
}

/** The number of any ticket whose record may be seen, merged away or not. */
export const numberOf = (conn: Connection, rowId: number): string | null =>
  getRow<{ number: string | null }>(
    conn,
    'SELECT t.number FROM main.ticket t JOIN visibleTicket v ON v.rowId = t.canonicalId WHERE t.rowId = ?',
    rowId,
  )?.number ?? null

const mine = `v.ticketId ${canonicalIn('ticket', ':ticket')}`

/** A file of a message the caller may read. @throws AppError NotFound */
function fileOf(ctx: Ctx, message: string, sha256: string): { name: string; sha256: string } {
  const row = getRow<{ attachments: string | null; ticketId: number }>(
    ctx.conn,
    `SELECT m.attachments, m.ticketId FROM visibleTicketMessage m JOIN main.ticket t ON t.rowId = m.ticketId
     JOIN visibleTicket v ON v.rowId = t.canonicalId WHERE m.id = ?`,
    textToId(message),
  )
  const files: unknown = row?.attachments ? JSON.parse(row.attachments) : []
  const file = (storedFilesSchema.safeParse(files).data ?? []).find((each) => each.sha256 === sha256)
  if (!file) throw notFound('ticketMessage', message)
  return file
}

export const conversationHandlers = {
  'ticket.reply'(ctx, input) {
    const on = standing(ctx.conn, input.id)
    const mail =
      input.account === undefined
        ? undefined
        : mailTo(ctx.write, on, { account: input.account, html: input.html, files: input.files })
    const id = say(ctx.write, on, { ...input, kind: 'reply', at: ctx.write.at, mailRow: mail?.rowId })
    if (input.article !== undefined) ctx.write.update(ticket, on.rowId, { articleId: input.article })
    takeUp(ctx.write, on)
    moveTo(ctx.write, on, input.status)
    return { ...answer(on, id), mail: mail?.id ?? null }
  },

  'ticket.note'(ctx, input) {
    const on = standing(ctx.conn, input.id)
    const id = say(ctx.write, on, { ...input, kind: 'note', at: ctx.write.at })
    moveTo(ctx.write, on, input.status)
    return answer(on, id)
  },

  'ticket.incoming'(ctx, input) {
    const on = standing(ctx.conn, input.id)
    const id = say(ctx.write, on, { ...input, kind: 'incoming', at: momentOf(ctx, input.at) })
    const flow = flowOf(databaseSetting(ctx.conn, FLOW_SETTING))
    if (!isRunning(phaseOf(flow, on.status))) moveTo(ctx.write, on, statusFor(flow, 'open'))
    return answer(on, id)
  },

  'ticket.conversation'(ctx, input) {
    const of = rowIdOf(ctx.conn, ticket, input.id)
    const seen = getRow(
      ctx.conn,
      'SELECT 1 FROM visibleTicket WHERE rowId = :ticket UNION SELECT 1 FROM trashedTicket WHERE rowId = :ticket',
      { ticket: of },
    )
    if (!seen) throw notFound('ticket', input.id)
    const before = input.before
      ? getRow<{ at: number; rowId: number }>(
          ctx.conn,
          'SELECT at, rowId FROM visibleTicketMessage WHERE id = ?',
          textToId(input.before),
        )
      : undefined
    if (input.before && !before) throw invalid('before', 'reference')
    const rows = allRows<MessageRow>(
      ctx.conn,
      `SELECT v.* FROM visibleTicketMessage v WHERE ${mine} ${before ? 'AND (v.at, v.rowId) < (:at, :rowId)' : ''}
       ORDER BY v.at DESC, v.rowId DESC LIMIT :limit`,
      { ticket: of, limit: input.limit + 1, ...before },
    )
    const total = getRow<{ n: number }>(
      ctx.conn,
      `SELECT count(*) AS n FROM visibleTicketMessage v WHERE ${mine}`,
      {
        ticket: of,
      },
    )
    return {
      messages: rows
        .slice(0, input.limit)
        .reverse()
        .map((row) => messageOf(ctx.conn, row, of)),
      more: rows.length > input.limit,
      total: total?.n ?? 0,
    }
  },

  'ticket.openFile': async (ctx, input) => ({
    path: openCopy(ctx.conn.file, fileOf(ctx, input.message, input.sha256)),
  }),

  'ticket.split'(ctx, input) {
    const on = standing(ctx.conn, input.id)
    const rows = input.messages.map((id) => {
      const row = getRow<{ rowId: number; at: number; ticketId: number }>(
        ctx.conn,
        `SELECT v.rowId, v.at, v.ticketId FROM visibleTicketMessage v WHERE v.id = :id AND ${mine}`,
        { id: textToId(id), ticket: on.rowId },
      )
      if (!row) throw notFound('ticketMessage', id)
      return row
    })
    const source = readRecord(ctx.conn, ticket, on.id)
    const kept = [
      'type',
      'impact',
      'urgency',
      'givenPriority',
      'queueId',
      'assigneeId',
      'contactId',
      'companyId',
      'channel',
      'productId',
      'productText',
      'tags',
    ]
    const data = Object.fromEntries(kept.map((name) => [name, source[name]]))
    const first = Math.min(...rows.map(({ at }) => at))
    const id = ctx.conn.newId()
    const columns = ctx.write.encode(ticket, { ...data, subject: input.subject, openedAt: iso(first) })
    const made = ctx.write.insert(ticket, { ...columns, splitFromId: on.rowId }, id)
    for (const row of rows)
      ctx.write.set(ticketMessage, row.rowId, { ticketId: made, movedFromId: row.ticketId })
    return { id: idToText(id), number: numberOf(ctx.conn, made) ?? '' }
  },
} satisfies Handlers<
  | 'ticket.reply'
  | 'ticket.note'
  | 'ticket.incoming'
  | 'ticket.conversation'
  | 'ticket.openFile'
  | 'ticket.split'
>
