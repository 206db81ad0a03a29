/**
 * Sending what is due, one message after the other. What a server said is in the log (db/mail/log.ts) before anything else is
 * written; the message's state and its history entry follow, and are caught up with after a crash.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { attachmentPath } from '../../core/attachments.ts'
import { followMessage, forbiddenNow, handedElsewhere, unsubscribeHeaders } from '../../core/campaigns.ts'
import { allRows } from '../../core/connection.ts'
import type { Ctx, JobCtx } from '../../core/context.ts'
import { toWire } from '../../core/read.ts'
import type { Write } from '../../core/write.ts'
import { deviceId } from '../../mail/device.ts'
import { storedFilesSchema } from '../../mail/files.ts'
import { passwordOf } from '../../mail/keychain.ts'
import { beginSending, claim, endSending, lastEntry, note, settleAbandoned, triesOf } from '../../mail/log.ts'
import { deliver, type Outcome, type Server } from '../../mail/smtp.ts'
import { domainOf, Throttle } from '../../mail/throttle.ts'
import type { Output } from '../../shared/contract.ts'
import { failure } from '../../shared/errors.ts'
import { textToId } from '../../shared/id.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'

type Sent = Output<'mail.send'>

/** How long after each failure it is tried again; then it has failed. */
const WAITS_MS = [1, 5, 15, 60, 240, 720].map((minutes) => minutes * 60_000)
const PER_MINUTE = 30

interface Waiting {
  readonly rowId: number
  readonly message: WireRecord
  readonly id: Uint8Array
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Queued here, oldest first, whatever the log says of them. */
export function queued(ctx: Ctx): Waiting[] {
  const entity = entityNamed('mailMessage')
  const rows = allRows<Record<string, string | number | null> & { rowId: number }>(
    ctx.conn,
    `SELECT * FROM visibleMailMessage WHERE state = 'queued' AND device = ? ORDER BY at, rowId LIMIT 100000`,
    deviceId(ctx.conn),
  )
  return rows.flatMap((row) => {
    const message = toWire(ctx.conn, entity, row)
    const id = textToId(message.id)
    return id ? [{ rowId: row.rowId, message, id }] : []
  })
}

/** When it may be tried (again); undefined: never by itself. */
export function dueAt(ctx: Ctx, { id }: Waiting): number | undefined {
  const entry = lastEntry(ctx.conn, id)
  if (!entry || entry.state === 'again') return 0
  if (entry.state !== 'deferred') return undefined
  if (entry.response === 'interrupted') return 0
  const wait = WAITS_MS[triesOf(ctx.conn, id) - 1]
  return wait === undefined ? undefined : entry.at + wait
}

export async function serverOf(account: WireRecord): Promise<Server> {
  const userName = textOf(account.userName)
  const { password } = userName ? await passwordOf(account.id) : { password: undefined }
  const security = account.security === 'tls' || account.security === 'none' ? account.security : 'starttls'
  return {
    host: textOf(account.host),
    port: Number(account.port),
    security,
    userName: userName || undefined,
    password,
  }
}

/** Writes what became of a message: its state, why, and for a sent one the history of whom it went to. */
function settle(
  write: Write,
  { rowId, message }: Waiting,
  outcome: Outcome | { state: 'failed' | 'uncertain' | 'accepted'; reason?: string; response?: string },
): void {
  const entity = entityNamed('mailMessage')
  const at = new Date(write.at).toISOString()
  if (outcome.state === 'accepted') {
    write.update(entity, rowId, { state: 'sent', sentAt: at, error: null })
    followMessage(write, rowId, 'sent', null, true)
    if (message.contactId || message.companyId)
      write.create(entityNamed('history'), {
        kind: 'email',
        regarding: textOf(message.subject),
        body: textOf(message.text),
        contactId: message.contactId ?? null,
        companyId: message.companyId ?? null,
        at,
      })
    return
  }
  const state = { refused: 'failed', failed: 'failed', unknown: 'uncertain', uncertain: 'uncertain' }[
    outcome.state === 'deferred' || outcome.state === 'account' ? 'failed' : outcome.state
  ]
  const isFinal = outcome.state !== 'deferred' && outcome.state !== 'account'
  const error = { reason: outcome.reason ?? 'refused', response: (outcome.response ?? '').slice(0, 500) }
  write.update(entity, rowId, isFinal ? { state, error } : { error })
  if (isFinal) followMessage(write, rowId, 'failed', error.reason, state === 'uncertain')
}

/** Not to be sent any more: an opt-out came while it waited, or its campaign was called off. */
function withdraw(write: Write, { rowId }: Waiting, why: 'optedOut' | 'noConsent' | 'cancelled'): void {
  write.update(entityNamed('mailMessage'), rowId, {
    state: 'cancelled',
    error: { reason: why, response: '' },
  })
  followMessage(write, rowId, why === 'optedOut' ? 'optedOut' : 'excluded', why)
}

/** Whether it waits here still: held, called off or moved to another computer meanwhile it is not this run's to send. */
const isStillOurs = (ctx: Ctx, { rowId }: Waiting): boolean =>
  allRows(
    ctx.conn,
    `SELECT 1 FROM visibleMailMessage WHERE rowId = ? AND state = 'queued' AND device = ?`,
    rowId,
    deviceId(ctx.conn),
  ).length > 0

/** Another computer has given it to a server already, as a sync told: it is sent, and nothing else is to be done. */
const isSentElsewhere = (ctx: Ctx, { rowId, id }: Waiting): boolean =>
  handedElsewhere(ctx.conn, rowId) && lastEntry(ctx.conn, id)?.state !== 'again'

function leaveAsSent(write: Write, { rowId }: Waiting): void {
  write.update(entityNamed('mailMessage'), rowId, { state: 'sent', error: null })
  followMessage(write, rowId, 'sent', null)
}

/** What a crash left between the server's answer and our own books. */
async function catchUp(ctx: JobCtx, waiting: readonly Waiting[], result: Sent): Promise<Waiting[]> {
  settleAbandoned(ctx.conn)
  const left: Waiting[] = []
  for (const one of waiting) {
    const entry = lastEntry(ctx.conn, one.id)
    if (entry?.state === 'accepted') {
      await ctx.chunk((write) => settle(write, one, { state: 'accepted' }))
      result.sent++
    } else if (entry?.state === 'unknown') {
      await ctx.chunk((write) => settle(write, one, { state: 'uncertain', reason: 'noAnswer' }))
      result.uncertain++
    } else if (entry?.state === 'refused') {
      await ctx.chunk((write) =>
        settle(write, one, { state: 'failed', reason: 'refused', response: entry.response ?? '' }),
      )
      result.failed++
    } else if (dueAt(ctx, one) === undefined && entry?.state === 'deferred') {
      await ctx.chunk((write) =>
        settle(write, one, { state: 'failed', reason: 'tooOften', response: entry.response ?? '' }),
      )
      result.failed++
    } else left.push(one)
  }
  return left
}

interface Account {
  readonly record: WireRecord
  readonly server: Server
  readonly throttle: Throttle
  /** Why it cannot be used at the moment. */
  blocked?: string
}

async function accountsOf(ctx: JobCtx, waiting: readonly Waiting[]): Promise<Map<string, Account>> {
  const accounts = new Map<string, Account>()
  const entity = entityNamed('mailAccount')
  for (const { message } of waiting) {
    const id = textOf(message.accountId)
    if (accounts.has(id)) continue
    const [row] = allRows<Record<string, string | number | null>>(
      ctx.conn,
      'SELECT * FROM visibleMailAccount WHERE id = ?',
      textToId(id),
    )
    if (!row) continue
    const record = toWire(ctx.conn, entity, row)
    const server = await serverOf(record)
    const perMinute =
      typeof record.perMinute === 'number' && record.perMinute > 0 ? record.perMinute : PER_MINUTE
    const account: Account = { record, server, throttle: throttleOf(ctx, record, perMinute) }
    if (server.userName && server.password === undefined) account.blocked = 'password'
    accounts.set(id, account)
  }
  return accounts
}

const limitOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 ? value : undefined

/** What went in the last hour counts, whoever sent it. */
function throttleOf(ctx: JobCtx, record: WireRecord, perMinute: number): Throttle {
  const perHour = limitOf(record.perHour)
  const before =
    perHour === undefined
      ? []
      : allRows<{ sentAt: number }>(
          ctx.conn,
          `SELECT m.sentAt FROM visibleMailMessage m JOIN visibleMailAccount a ON a.rowId = m.accountId
           WHERE a.id = ? AND m.state = 'sent' AND m.sentAt > ?`,
          textToId(record.id),
          ctx.now() - 3_600_000,
        ).map(({ sentAt }) => sentAt)
  return new Throttle({ perMinute, perHour, perDomainMinute: limitOf(record.perDomainMinute) }, before)
}

/** How far ahead one looks for a message to another domain while one domain must wait. */
const LOOK_AHEAD = 500

const domainOfMessage = ({ message }: Waiting): string => domainOf(textOf(message.recipient))

/** Takes the next one out of those left: the first, or the first to a domain that need not wait. */
function takeNext(left: Waiting[], accounts: ReadonlyMap<string, Account>, now: number): Waiting | undefined {
  const free = left.slice(0, LOOK_AHEAD).findIndex((one) => {
    const account = accounts.get(textOf(one.message.accountId))
    return !account || account.throttle.domainWait(domainOfMessage(one), now) === 0
  })
  return left.splice(Math.max(0, free), 1)[0]
}

/** Sends what is due. @throws AppError Cancelled between two messages */
export async function sendDue(ctx: JobCtx): Promise<Sent> {
  const result: Sent = { sent: 0, failed: 0, later: 0, uncertain: 0, withdrawn: 0, accounts: [] }
  const waiting = await catchUp(ctx, queued(ctx), result)
  const accounts = await accountsOf(ctx, waiting)
  let done = 0
  const left = [...waiting]
  for (;;) {
    const one = takeNext(left, accounts, ctx.now())
    if (!one) break
    if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
    ctx.progress({ done: done++, total: waiting.length, step: 'mail' })
    const account = accounts.get(textOf(one.message.accountId))
    const due = dueAt(ctx, one)
    if (!account || account.blocked || due === undefined || due > ctx.now()) {
      result.later++
      continue
    }
    const domain = domainOfMessage(one)
    await pause(
      ctx,
      Math.max(account.throttle.wait(ctx.now()), account.throttle.domainWait(domain, ctx.now())),
    )
    if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
    if (!isStillOurs(ctx, one)) continue
    if (isSentElsewhere(ctx, one)) {
      await ctx.chunk((write) => leaveAsSent(write, one))
      result.withdrawn++
      continue
    }
    const forbidden = forbiddenNow(ctx, one.rowId, textOf(one.message.recipient))
    if (forbidden) {
      await ctx.chunk((write) => withdraw(write, one, forbidden))
      result.withdrawn++
      continue
    }
    if (!claim(ctx.conn, one.id)) continue
    const outcome = await sendOne(ctx, one, account)
    count(result, account, outcome)
    await ctx.chunk((write) => settle(write, one, outcome))
    if (outcome.state === 'accepted') account.throttle.note(domain, ctx.now())
  }
  for (const { record, blocked } of accounts.values())
    if (blocked) result.accounts.push({ id: record.id, name: textOf(record.name), reason: blocked })
  return result
}

async function pause(ctx: JobCtx, ms: number): Promise<void> {
  const limit = Number(process.env.SAMPHAN_SMTP_PAUSE_MS ?? ms)
  if (limit <= 0) return
  await sleep(limit, undefined, { signal: ctx.signal }).catch(() => undefined)
}

function count(result: Sent, account: Account, outcome: Outcome): void {
  if (outcome.state === 'accepted') result.sent++
  else if (outcome.state === 'refused') result.failed++
  else if (outcome.state === 'unknown') result.uncertain++
  else result.later++
  if (outcome.state === 'account') account.blocked = outcome.reason
}

async function sendOne(
  ctx: JobCtx,
  { rowId, id, message }: Waiting,
  { record, server }: Account,
): Promise<Outcome> {
  const { conn } = ctx
  beginSending(id)
  try {
    const address = textOf(record.address)
    const outcome = await deliver(
      server,
      {
        // The same for every try: who gets it twice can tell.
        messageId: `<${message.id}@${address.split('@')[1] ?? 'samphan.invalid'}>`,
        from: { name: textOf(record.fromName), address },
        to: { name: textOf(message.recipientName), address: textOf(message.recipient) },
        replyTo: textOf(record.replyTo) || undefined,
        subject: textOf(message.subject),
        html: `<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body>${textOf(message.html)}</body></html>`,
        text: textOf(message.text),
        attachments: (storedFilesSchema.safeParse(message.attachments).data ?? []).map(
          ({ name, sha256, mime }) => ({
            name,
            mime,
            path: attachmentPath(conn.file, sha256),
          }),
        ),
        date: new Date(ctx.now()),
        headers: unsubscribeHeaders(conn, rowId, message.id, textOf(record.replyTo) || address),
      },
      () => note(conn, id, 'handing'),
    )
    note(
      conn,
      id,
      outcome.state === 'account' ? 'deferred' : outcome.state,
      outcome.state === 'account' ? 'interrupted' : outcome.response,
    )
    return outcome
  } finally {
    endSending(id)
  }
}
