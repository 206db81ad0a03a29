/**
 * Messages of a campaign: checked, put into the outbox, tried on oneself. The identity of a message follows from its member, so
 * that whatever is undone, repeated or resumed, the log of what servers took (db/mail/log.ts) knows it: nobody is written to
 * twice. Member and message change in one transaction, so that a crash leaves neither without the other.
 */
import { isSound, kindOf, Screening, type StoredCampaign } from '../../core/campaigns.ts'
import { allRows, getRow } from '../../core/connection.ts'
import type { Ctx, Handlers, JobCtx } from '../../core/context.ts'
import { fieldsOf } from '../../core/customFields.ts'
import { namedId, putNamed } from '../../core/namedId.ts'
import { readRecord, readRows } from '../../core/read.ts'
import { RefusalTally } from '../../core/refusalTally.ts'
import { assertMayChange } from '../../core/rights.ts'
import { becomeSender, isSender } from '../../core/senderClaims.ts'
import { deviceId } from '../../mail/device.ts'
import { lastEntry } from '../../mail/log.ts'
import { putIntoOutbox } from '../../mail/outbox.ts'
import { campaignMember, type campaignProcedures } from '../../shared/campaigns.ts'
import type { Consenting } from '../../shared/consent.ts'
import type { Output } from '../../shared/contract.ts'
import { AppError, failure, invalid } from '../../shared/errors.ts'
import { idToText } from '../../shared/id.ts'
import type { Reader } from '../../shared/reader.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'
import { campaignBody } from '../../templates/emailHtml.ts'
import { textOf } from '../../templates/fieldText.ts'
import { withSignature } from '../../templates/signature.ts'
import { draftOf, type Merged, Merging } from './merge.ts'

interface Row extends StoredCampaign {
  readonly status: string | null
}

interface Member {
  readonly rowId: number
  readonly id: Uint8Array
  readonly contactId: number | null
  readonly companyId: number | null
  readonly variant: string | null
  readonly handedAt: number | null
}

interface Loaded {
  readonly row: Row
  readonly record: WireRecord
}

const FIRST = 20
const LONG = 100_000
const ROLES = /^(info|admin|sales|support|contact|office|noreply|no-reply|postmaster|webmaster|abuse)@/i

function load(ctx: Ctx, id: string): Loaded {
  const record = readRecord(ctx.conn, entityNamed('campaign'), id)
  const row = getRow<Row>(
    ctx.conn,
    'SELECT rowId, kind, purpose, needsConsent, status FROM visibleCampaign WHERE rowId = (SELECT canonicalId FROM main.campaign WHERE id = ?)',
    Buffer.from(record.id.replaceAll('-', ''), 'hex'),
  )
  if (!row) throw failure('NotFound', 'campaign', { id })
  if (kindOf(row) !== 'email') throw invalid('campaign', 'notEmail')
  return { row, record }
}

const canonical = (column: 'contactId' | 'companyId'): string =>
  `(SELECT canonicalId FROM main.${column === 'contactId' ? 'contact' : 'company'} WHERE rowId = m.${column}) AS ${column}`

const planned = (ctx: Ctx, campaign: number): Member[] =>
  allRows<Member>(
    ctx.conn,
    `SELECT m.rowId, m.id, m.variant, m.handedAt, ${canonical('contactId')}, ${canonical('companyId')} FROM visibleCampaignMember m
     WHERE m.campaignId = ? AND m.status = 'planned' ORDER BY m.rowId`,
    campaign,
  )

/** Those whose message waits in the outbox of another computer: they are that one's to write to. */
function tallyElsewhere(ctx: Ctx, campaign: number, tally: RefusalTally): void {
  const members = allRows<Pick<Member, 'contactId' | 'companyId'>>(
    ctx.conn,
    `SELECT ${canonical('contactId')}, ${canonical('companyId')} FROM visibleCampaignMember m
     JOIN visibleMailMessage g ON g.rowId = m.messageId
     WHERE m.campaignId = ? AND m.status = 'queued' AND g.state = 'queued' AND g.device <> ? ORDER BY m.rowId`,
    campaign,
    deviceId(ctx.conn),
  )
  for (const member of members) {
    const subject = subjectOf(member)
    if (subject) tally.add('queuedElsewhere', ...subject)
  }
}

/** Those that take part already, so that nobody gets a second message at the same address. */
function screeningFor(ctx: Ctx, row: Row): Screening {
  const screening = new Screening(ctx, row)
  for (const { address } of allRows<{ address: string }>(
    ctx.conn,
    `SELECT lower(trim(g.recipient)) AS address FROM visibleCampaignMember m JOIN visibleMailMessage g ON g.rowId = m.messageId
     WHERE m.campaignId = ? AND m.status <> 'planned'`,
    row.rowId,
  ))
    screening.take(address)
  return screening
}

const subjectOf = (
  member: Pick<Member, 'contactId' | 'companyId'>,
): readonly [Consenting, number] | undefined =>
  member.contactId !== null
    ? ['contact', member.contactId]
    : member.companyId !== null
      ? ['company', member.companyId]
      : undefined

/** The texts of both halves; a template is written to contacts or to companies. */
class Texts {
  readonly #mergings = new Map<string, Merging>()
  readonly #ctx: Ctx

  constructor(ctx: Ctx, { record }: Loaded, reader: Reader) {
    this.#ctx = ctx
    for (const [variant, template] of [
      ['A', record.templateId],
      ['B', record.templateBId ?? record.templateId],
    ] as const) {
      if (typeof template !== 'string') throw invalid('templateId', 'required')
      this.#mergings.set(variant, new Merging(ctx, reader, draftOf(ctx, { template })))
    }
  }

  /** Undefined for whom the text is not written to. */
  merged(member: Member): Merged | undefined {
    const merging = this.#mergings.get(member.variant === 'B' ? 'B' : 'A')
    const subject = subjectOf(member)
    if (!merging || !subject || merging.entity.name !== subject[0]) return undefined
    const [record] = readRows(
      this.#ctx.conn,
      merging.entity,
      [subject[1]],
      fieldsOf(this.#ctx.conn, merging.entity),
    )
    return record && merging.merge(record)
  }
}

const accountOf = (ctx: Ctx, { record }: Loaded): WireRecord => {
  if (typeof record.accountId !== 'string') throw invalid('accountId', 'required')
  return readRecord(ctx.conn, entityNamed('mailAccount'), record.accountId)
}

const replyOf = (account: WireRecord): string => textOf(account.replyTo) || textOf(account.address)

async function breathe(ctx: JobCtx, done: number, total: number, step: string): Promise<void> {
  if (done % 20 !== 0) return
  await new Promise((resolve) => setImmediate(resolve))
  if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
  ctx.progress({ done, total, step })
}

async function check(ctx: JobCtx, id: string, reader: Reader): Promise<Output<'campaign.check'>> {
  const loaded = load(ctx, id)
  const { row, record } = loaded
  const tally = new RefusalTally(ctx.conn)
  const missing: Output<'campaign.check'>['missing'] = { count: 0, first: [] }
  const problems: Output<'campaign.check'>['problems'] = []
  const say = (code: (typeof problems)[number]['code'], count = 1, detail = ''): void =>
    void (count > 0 && problems.push({ code, count, detail }))
  const members = planned(ctx, row.rowId)
  const texts = textsOrProblem(ctx, loaded, reader, say)
  const account = typeof record.accountId === 'string' ? accountOf(ctx, loaded) : undefined
  if (!isSender(ctx, row.rowId)) say('notSender')
  tallyElsewhere(ctx, row.rowId, tally)
  if (!account) say('noAccount')
  else if (textOf(account.fromName) === '') say('noFrom')
  const screening = screeningFor(ctx, row)
  const refusedBefore = ctx.conn.db
    .prepare(
      `SELECT count(*) FROM visibleMailMessage WHERE state = 'failed' AND recipient = ? COLLATE NOCASE`,
    )
    .pluck()
  const counted = { ready: 0, role: 0, failed: 0, noSubject: 0, long: 0 }
  for (const [at, member] of members.entries()) {
    await breathe(ctx, at, members.length, 'campaign')
    const subject = subjectOf(member)
    if (!subject) continue
    const reached = screening.reach(...subject)
    const refusal = screening.refusal(...subject, reached)
    if (refusal) {
      tally.add(refusal, ...subject)
      continue
    }
    screening.take(reached.norm)
    counted.ready++
    const address = reached.address ?? ''
    if (ROLES.test(address)) counted.role++
    if (Number(refusedBefore.get(address)) > 0) counted.failed++
    const merged = texts?.merged(member)
    if (!merged) continue
    if (merged.subject.trim() === '') counted.noSubject++
    if (merged.html.length > LONG) counted.long++
    if (merged.missing.length > 0) {
      missing.count++
      if (missing.first.length < FIRST)
        missing.first.push({
          id: merged.record.id,
          name: textOf(merged.record.displayName),
          fields: [...merged.missing],
        })
    }
  }
  say('noSubject', counted.noSubject)
  say('roleAddresses', counted.role)
  say('failedBefore', counted.failed)
  say('long', counted.long)
  return { planned: members.length, ready: counted.ready, refused: tally.list(), missing, problems }
}

function textsOrProblem(
  ctx: Ctx,
  loaded: Loaded,
  reader: Reader,
  say: (code: 'noTemplate' | 'template', count?: number, detail?: string) => void,
): Texts | undefined {
  if (typeof loaded.record.templateId !== 'string') {
    say('noTemplate')
    return undefined
  }
  try {
    return new Texts(ctx, loaded, reader)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    say('template', 1, String(error.record.params?.detail ?? error.record.reason ?? ''))
    return undefined
  }
}

export const campaignMailHandlers = {
  'campaign.check': (ctx, input) => check(ctx, input.campaign, input.reader),

  async 'campaign.queue'(ctx, input) {
    const loaded = load(ctx, input.campaign)
    const { row } = loaded
    if (row.status === 'cancelled') throw failure('Conflict', 'campaignCancelled')
    const members = planned(ctx, row.rowId)
    ctx.describe({ entity: 'campaignMember', n: members.length })
    assertMayChange(ctx.conn, ctx.actor, entityNamed('campaign'), row.rowId, { status: true })
    await becomeSender(ctx, row.rowId)
    const account = accountOf(ctx, loaded)
    const texts = new Texts(ctx, loaded, input.reader)
    const screening = screeningFor(ctx, row)
    const tally = new RefusalTally(ctx.conn)
    const message = entityNamed('mailMessage')
    let queued = 0
    let skipped = 0
    tallyElsewhere(ctx, row.rowId, tally)
    for (const [at, member] of members.entries()) {
      await breathe(ctx, at, members.length, 'campaign')
      const subject = subjectOf(member)
      if (!subject) continue
      const id = namedId('campaignMail', idToText(member.id))
      // It was given to a server before, here or elsewhere, whatever was undone since.
      const given = lastEntry(ctx.conn, id)?.state
      if (
        ['accepted', 'handing', 'unknown'].includes(given ?? '') ||
        (member.handedAt !== null && given !== 'again')
      ) {
        await ctx.chunk((write) =>
          write.set(campaignMember, member.rowId, { status: 'sent', reason: null, at: write.at }),
        )
        continue
      }
      const reached = screening.reach(...subject)
      const refusal = screening.refusal(...subject, reached)
      if (refusal) {
        tally.add(refusal, ...subject)
        await ctx.chunk((write) =>
          write.set(campaignMember, member.rowId, {
            status: refusal === 'optedOut' ? 'optedOut' : 'excluded',
            reason: refusal,
            at: write.at,
          }),
        )
        continue
      }
      const merged = texts.merged(member)
      if (!merged || !isSound(merged.email) || (merged.missing.length > 0 && !input.incomplete)) {
        skipped++
        continue
      }
      screening.take(reached.norm)
      const signed = withSignature(merged.html, textOf(account.signature))
      const { html, text } = campaignBody(
        signed.html,
        signed.text,
        input.reader.language,
        replyOf(account),
        idToText(id),
      )
      await ctx.chunk((write) => {
        putNamed(
          write,
          message,
          id,
          write.encode(message, {
            recipient: merged.email,
            recipientName: textOf(merged.record.displayName),
            subject: merged.subject,
            html,
            text,
            state: 'queued',
            error: null,
            at: new Date(write.at).toISOString(),
            accountId: account.id,
            [subject[0] === 'contact' ? 'contactId' : 'companyId']: merged.record.id,
            device: deviceId(write.conn),
          }),
        )
        const rowId = getRow<{ rowId: number }>(
          write.conn,
          'SELECT rowId FROM visibleMailMessage WHERE id = ?',
          id,
        )
        write.set(campaignMember, member.rowId, {
          status: 'queued',
          reason: null,
          at: write.at,
          messageId: rowId?.rowId ?? null,
        })
      })
      queued++
    }
    return { operation: ctx.operation(), queued, skipped, refused: tally.list() }
  },

  async 'campaign.test'(ctx, input) {
    const loaded = load(ctx, input.campaign)
    const account = accountOf(ctx, loaded)
    const texts = new Texts(ctx, loaded, input.reader)
    const [member] = allRows<Member>(
      ctx.conn,
      `SELECT m.rowId, m.id, ${canonical('contactId')}, ${canonical('companyId')}, m.variant, m.handedAt FROM visibleCampaignMember m
       WHERE m.campaignId = ? ORDER BY m.rowId LIMIT 1`,
      loaded.row.rowId,
    )
    const merged = member && texts.merged({ ...member, variant: input.variant })
    if (!merged) throw failure('Conflict', 'campaignEmpty')
    const signed = withSignature(merged.html, textOf(account.signature))
    const body = campaignBody(signed.html, signed.text, input.reader.language, replyOf(account), 'test')
    const { id } = await ctx.chunk((write) =>
      putIntoOutbox(write, {
        account: account.id,
        to: input.to,
        toName: '',
        subject: merged.subject,
        ...body,
        attachments: [],
      }),
    )
    return { operation: ctx.operation(), id }
  },
} satisfies Handlers<
  Extract<keyof typeof campaignProcedures, 'campaign.check' | 'campaign.queue' | 'campaign.test'>
>
