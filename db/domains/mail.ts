/** The outbox: putting in, holding, sending, and deciding what nobody but a person can decide. */
import { allRows } from '../core/connection.ts'
import type { Ctx, Handlers, MutationCtx } from '../core/context.ts'
import { readRecord } from '../core/read.ts'
import { takeIn } from '../mail/files.ts'
import { hasKeychain, keepPassword, passwordOf } from '../mail/keychain.ts'
import { lastEntry, noteWithin } from '../mail/log.ts'
import { putIntoOutbox } from '../mail/outbox.ts'
import { tryAccount } from '../mail/smtp.ts'
import { failure } from '../shared/errors.ts'
import { textToId } from '../shared/id.ts'
import { type MailState, type mailProcedures, mailStates } from '../shared/mail.ts'
import { entityNamed } from '../shared/registry.ts'
import { withSignature } from '../templates/signature.ts'
import { dueAt, queued, sendDue, serverOf } from './mail/send.ts'

interface Row {
  readonly rowId: number
  readonly id: Uint8Array
  readonly state: MailState
}

/** Those of the given messages that are in one of the states. */
function messages(ctx: Ctx, ids: readonly string[], states: readonly MailState[]): Row[] {
  return ids.flatMap((id) => {
    const rows = allRows<Row>(
      ctx.conn,
      'SELECT rowId, id, state FROM visibleMailMessage WHERE id = ?',
      textToId(id),
    )
    return rows.filter((row) => states.includes(row.state))
  })
}

/** What a server may have taken is no longer anybody's to hold. */
const isUntouched = (ctx: Ctx, { id }: Row): boolean => {
  const entry = lastEntry(ctx.conn, id)
  return !entry || ['deferred', 'refused', 'again'].includes(entry.state)
}

function move(ctx: MutationCtx, rows: readonly Row[], state: MailState): { changed: number } {
  const entity = entityNamed('mailMessage')
  let changed = 0
  for (const { rowId } of rows) if (ctx.write.update(entity, rowId, { state })) changed++
  return { changed }
}

export const mailHandlers = {
  'mail.queue'(ctx, input) {
    const account = readRecord(ctx.conn, entityNamed('mailAccount'), input.account)
    const { id } = putIntoOutbox(ctx.write, {
      ...input,
      ...withSignature(input.html, typeof account.signature === 'string' ? account.signature : ''),
      account: account.id,
      attachments: takeIn(ctx.conn.file, input.files),
    })
    return { id }
  },

  'mail.hold': (ctx, { ids }) =>
    move(
      ctx,
      messages(ctx, ids, ['queued']).filter((row) => isUntouched(ctx, row)),
      'held',
    ),

  'mail.release': (ctx, { ids }) =>
    move(
      ctx,
      messages(ctx, ids, ['held', 'cancelled']).filter((row) => isUntouched(ctx, row)),
      'queued',
    ),

  'mail.cancel': (ctx, { ids }) =>
    move(
      ctx,
      messages(ctx, ids, ['queued', 'held', 'failed']).filter((row) => isUntouched(ctx, row)),
      'cancelled',
    ),

  'mail.settle'(ctx, { ids, sent }) {
    const rows = messages(ctx, ids, sent ? ['uncertain'] : ['uncertain', 'failed'])
    for (const { id } of rows) noteWithin(ctx.conn, id, sent ? 'accepted' : 'again', 'person')
    return move(ctx, rows, sent ? 'sent' : 'queued')
  },

  'mail.counts'(ctx) {
    const counts = Object.fromEntries(mailStates.map((state) => [state, 0])) as Record<MailState, number>
    for (const { state, n } of allRows<{ state: MailState; n: number }>(
      ctx.conn,
      'SELECT state, count(*) AS n FROM visibleMailMessage GROUP BY state',
    ))
      counts[state] = n
    const times = queued(ctx).flatMap((one) => dueAt(ctx, one) ?? [])
    const later = times.filter((at) => at > ctx.now())
    return {
      counts,
      due: times.length - later.length,
      next: later.length > 0 ? new Date(Math.min(...later)).toISOString() : null,
    }
  },

  'mail.send': (ctx) => sendDue(ctx),

  async 'mail.test'(ctx, input) {
    const account = readRecord(ctx.conn, entityNamed('mailAccount'), input.account)
    const server = await serverOf(account)
    if (server.userName && server.password === undefined) throw failure('Unavailable', 'mail.password')
    const tried = await tryAccount(server)
    if ('reason' in tried)
      throw failure('Unavailable', `mail.${tried.reason}`, { host: server.host, response: tried.response })
    return tried
  },

  async 'mail.setPassword'(ctx, input) {
    const account = readRecord(ctx.conn, entityNamed('mailAccount'), input.account)
    return { kept: await keepPassword(account.id, input.password) }
  },

  async 'mail.password'(ctx, input) {
    const account = readRecord(ctx.conn, entityNamed('mailAccount'), input.account)
    const { kept } = await passwordOf(account.id)
    return { known: kept, keychain: await hasKeychain() }
  },
} satisfies Handlers<keyof typeof mailProcedures>
