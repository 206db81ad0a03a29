/** Quotes: made, revised, sent, decided. Totals are core/quoteTotals.ts, pages quotes/document.ts. */

import { saveAttachment } from '../core/attachments.ts'
import { allRows, getRow } from '../core/connection.ts'
import type { Ctx, Handlers, MutationCtx } from '../core/context.ts'
import { readRecord } from '../core/read.ts'
import { databaseSetting } from '../core/settings.ts'
import { taxOn } from '../core/taxes.ts'
import { canonicalIn } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import { deviceId } from '../mail/device.ts'
import { addDays } from '../shared/dates/calendars.ts'
import { localTime } from '../shared/dates/format.ts'
import { failure, invalid } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { MAX_ATTACHED } from '../shared/mail.ts'
import { opportunity } from '../shared/opportunities.ts'
import { closeReason } from '../shared/pipelines.ts'
import {
  DAYS_VALID,
  type QuoteState,
  quote,
  type quoteProcedures,
  quoteStates,
  termsKey,
} from '../shared/quotes.ts'
import { quoteTotals } from '../shared/quoteTotals.ts'
import { entityNamed } from '../shared/registry.ts'
import { withSignature } from '../templates/signature.ts'
import { composeQuote } from './quotes/document.ts'
import { layoutOf, paperOf } from './quotes/layouts.ts'
import {
  assertPlain,
  followAmount,
  linesOf,
  type QuoteRow,
  quoteRow,
  soundTotals,
  termsOfRow,
  textOf,
  usualTax,
  writeLines,
} from './quotes/store.ts'

const stateOf = (status: unknown): QuoteState => quoteStates.find((state) => state === status) ?? 'draft'
const today = (ctx: Ctx): string => localTime(ctx.now(), ctx.timeZone).iso

const isExpired = (row: QuoteRow, day: string): boolean =>
  (row.status === 'sent' || row.status === 'draft') &&
  typeof row.validUntil === 'string' &&
  row.validUntil < day

/** The language a customer is written to in: what the contact says, else the address's country, else the database's. */
function languageOf(ctx: Ctx, contact: string | null): 'en' | 'th' | 'fa' {
  if (contact !== null) {
    const own = String(readRecord(ctx.conn, entityNamed('contact'), contact).language ?? '').toLowerCase()
    if (/^(th|ไทย|thai)/.test(own)) return 'th'
    if (/^(fa|فارسی|persian|farsi)/.test(own)) return 'fa'
    if (/^(en|english)/.test(own)) return 'en'
  }
  if (ctx.lang === 'th' || ctx.lang === 'fa') return ctx.lang
  const country = databaseSetting(ctx.conn, 'defaultCountry')
  return country === 'TH' ? 'th' : country === 'IR' ? 'fa' : 'en'
}

interface About {
  readonly id: string | null
  readonly companyId: string | null
  readonly contactId: string | null
  readonly name: string | null
  readonly currency: string | null
}

function aboutOf(ctx: Ctx, id: unknown): About {
  if (typeof id !== 'string')
    return { id: null, companyId: null, contactId: null, name: null, currency: null }
  const record = readRecord(ctx.conn, opportunity, id)
  const amount = record.amount
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    id: record.id,
    companyId: text(record.companyId),
    contactId: text(record.contactId),
    name: text(record.name),
    currency:
      typeof amount === 'object' && amount !== null && 'currency' in amount ? text(amount.currency) : null,
  }
}

function listTerms(ctx: Ctx, id: unknown): { currency?: string; taxIncluded?: boolean } {
  if (typeof id !== 'string') return {}
  const record = readRecord(ctx.conn, entityNamed('priceList'), id)
  return {
    ...(typeof record.currency === 'string' && { currency: record.currency }),
    ...(record.taxIncluded === true && { taxIncluded: true }),
  }
}

/** What a new quote begins with where nobody says otherwise. */
function begin(ctx: MutationCtx, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const about = aboutOf(ctx, data.opportunityId)
  const issueDate = typeof data.issueDate === 'string' ? data.issueDate : today(ctx)
  const contact = typeof data.contactId === 'string' ? data.contactId : about.contactId
  const given = data.language
  const language = given === 'en' || given === 'th' || given === 'fa' ? given : languageOf(ctx, contact)
  const terms = databaseSetting(ctx.conn, termsKey(language)) ?? databaseSetting(ctx.conn, 'quote.terms')
  const days = databaseSetting(ctx.conn, 'quote.validDays')
  return {
    companyId: about.companyId,
    contactId: about.contactId,
    subject: about.name,
    issueDate,
    validUntil: addDays(issueDate, typeof days === 'number' && days > 0 ? days : DAYS_VALID),
    language,
    ...(about.currency !== null && { currency: about.currency }),
    ...(typeof terms === 'string' && { terms }),
    ...listTerms(ctx, data.priceListId),
    ...data,
  }
}

/** Lines of an opportunity, as those of a quote. */
function linesFrom(ctx: MutationCtx, opportunityId: string, day: string) {
  const rowId = rowIdOf(ctx.conn, opportunity, opportunityId)
  return allRows<{
    product: Uint8Array | null
    name: string | null
    unit: string | null
    description: string | null
    quantity: number | null
    unitPrice: number | null
    discountPercent: number | null
  }>(
    ctx.conn,
    `SELECT p.id AS product, coalesce(l.name, p.name) AS name, p.unit, p.description, l.quantity, l.unitPrice, l.discountPercent
     FROM visibleOpportunityLine l LEFT JOIN visibleProduct p ON p.rowId = l.productId WHERE l.opportunityId = ? ORDER BY l.position, l.id`,
    rowId,
  ).map(({ product, quantity, unitPrice, discountPercent, ...line }) => {
    const productId = product && idToText(product)
    return {
      ...line,
      productId,
      quantity: quantity ?? 1,
      unitPrice: unitPrice ?? 0,
      discountKind: discountPercent === null ? null : ('percent' as const),
      discountValue: discountPercent,
      taxRate: usualTax(ctx.conn, productId, day),
    }
  })
}

const numberOf = (ctx: Ctx, rowId: number): string =>
  getRow<{ number: string | null }>(ctx.conn, 'SELECT number FROM visibleQuote WHERE rowId = ?', rowId)
    ?.number ?? ''

function assertDraft(row: QuoteRow): void {
  if (stateOf(row.status) !== 'draft')
    throw failure('Conflict', 'quoteNotDraft', { number: textOf(row.number) ?? '' })
}

/** A quote that was given to somebody is not changed any more: it gets a new version. */
function revise(ctx: MutationCtx, id: string): { id: string; number: string } {
  const { conn, write } = ctx
  const row = quoteRow(conn, id)
  const before = readRecord(conn, quote, id)
  const issueDate = today(ctx)
  const [old, now] = [
    typeof row.issueDate === 'string' ? taxOn(conn, row.issueDate).vat : null,
    taxOn(conn, issueDate).vat,
  ]
  const first = typeof before.firstId === 'string' ? before.firstId : id
  const last = getRow<{ n: number | null }>(
    conn,
    'SELECT max(version) AS n FROM visibleQuote WHERE rowId = :first OR firstId = :first',
    { first: rowIdOf(conn, quote, first) },
  )?.n
  const kept = [
    'subject',
    'companyId',
    'contactId',
    'opportunityId',
    'language',
    'currency',
    'priceListId',
    'taxIncluded',
    'rounding',
    'discountKind',
    'discountValue',
    'withholdingRate',
    'inWords',
    'layoutId',
    'intro',
    'terms',
  ]
  const days = spanOf(before.issueDate, before.validUntil)
  const data = Object.fromEntries(kept.map((name) => [name, before[name] ?? null]))
  const nextId = conn.newId()
  const rowId = write.create(quote, { ...data, issueDate, validUntil: addDays(issueDate, days) }, nextId)
  write.set(quote, rowId, { version: (last ?? 1) + 1, firstId: rowIdOf(conn, quote, first) })
  const next = idToText(nextId)
  const lines = linesOf(conn, row.rowId).map(({ id: _, ...line }) => ({
    ...line,
    // The tax that was usual then is the one that is usual now; any other was somebody's choice.
    taxRate: old !== null && now !== null && line.taxRate === Number(old) ? Number(now) : line.taxRate,
  }))
  writeLines(ctx, next, rowId, lines)
  if (stateOf(row.status) !== 'accepted') write.set(quote, row.rowId, { status: 'replaced' })
  followAmount(ctx, rowId)
  return { id: next, number: numberOf(ctx, rowId) }
}

const spanOf = (from: unknown, to: unknown): number => {
  if (typeof from !== 'string' || typeof to !== 'string') return DAYS_VALID
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  return days > 0 ? days : DAYS_VALID
}

function markSent(ctx: MutationCtx, row: QuoteRow): void {
  if (stateOf(row.status) !== 'draft' && stateOf(row.status) !== 'sent')
    throw failure('Conflict', 'quoteDecided', { number: textOf(row.number) ?? '' })
  ctx.write.set(quote, row.rowId, { status: 'sent', sentAt: ctx.write.at })
}

export const quoteHandlers = {
  'quote.get'(ctx, input) {
    const row = quoteRow(ctx.conn, input.id)
    const first = typeof row.firstId === 'number' ? row.firstId : row.rowId
    const versions = allRows<{
      id: Uint8Array
      number: string | null
      version: number | null
      status: string | null
    }>(
      ctx.conn,
      'SELECT id, number, version, status FROM visibleQuote WHERE rowId = :first OR firstId = :first ORDER BY version, rowId',
      { first },
    )
    return {
      record: readRecord(ctx.conn, quote, input.id),
      terms: termsOfRow(row),
      lines: linesOf(ctx.conn, row.rowId),
      totals: soundTotals(ctx.conn, row.rowId),
      versions: versions.map((one) => ({
        id: idToText(one.id),
        number: one.number ?? '',
        version: one.version ?? 1,
        status: stateOf(one.status),
      })),
      expired: isExpired(row, today(ctx)),
    }
  },

  'quote.reckon'(_ctx, { terms, lines }) {
    try {
      return { totals: quoteTotals(lines, terms) }
    } catch (error) {
      if (error instanceof RangeError) throw failure('Invalid', 'amountTooLarge', undefined, error)
      throw error
    }
  },

  'quote.save'(ctx, input) {
    const { conn, write } = ctx
    assertPlain(input.data)
    if (input.id !== undefined) {
      const row = quoteRow(conn, input.id)
      assertDraft(row)
      write.update(quote, row.rowId, input.data)
      if (input.lines) writeLines(ctx, input.id, row.rowId, input.lines)
      else soundTotals(conn, row.rowId)
      followAmount(ctx, row.rowId)
      return { id: input.id, number: numberOf(ctx, row.rowId) }
    }
    const data = begin(ctx, input.data)
    const bytes = conn.newId()
    const rowId = write.create(quote, data, bytes)
    const id = idToText(bytes)
    const day = String(data.issueDate)
    const lines =
      input.lines ?? (typeof data.opportunityId === 'string' ? linesFrom(ctx, data.opportunityId, day) : [])
    writeLines(ctx, id, rowId, lines)
    followAmount(ctx, rowId)
    return { id, number: numberOf(ctx, rowId) }
  },

  'quote.revise': (ctx, { id }) => revise(ctx, id),

  'quote.markSent'(ctx, input) {
    const row = quoteRow(ctx.conn, input.id)
    markSent(ctx, row)
    if (input.on !== undefined)
      ctx.write.set(quote, row.rowId, { sentAt: Date.parse(`${input.on}T12:00:00Z`) })
    return {}
  },

  'quote.decide'(ctx, input) {
    const { conn, write } = ctx
    const row = quoteRow(conn, input.id)
    const state = stateOf(row.status)
    if (state === 'replaced' || state === 'accepted')
      throw failure('Conflict', 'quoteDecided', { number: textOf(row.number) ?? '' })
    write.set(quote, row.rowId, { status: input.status, decidedAt: write.at })
    const { opportunityId } = readRecord(conn, quote, input.id)
    if (typeof opportunityId !== 'string') return { opportunity: null }
    const on = input.on ?? today(ctx)
    const about = rowIdOf(conn, opportunity, opportunityId)
    if (input.reason) rowIdOf(conn, closeReason, input.reason)
    const why = {
      ...(input.reason !== undefined && { reasonId: input.reason }),
      ...(input.note !== undefined && { reasonNote: input.note }),
    }
    if (input.status === 'accepted')
      write.update(opportunity, about, {
        status: 'won',
        closeDate: on,
        amount: { minor: soundTotals(conn, row.rowId).base, currency: termsOfRow(row).currency },
        amountFrom: 'quote',
        ...why,
      })
    else if (input.lose) write.update(opportunity, about, { status: 'lost', closeDate: on, ...why })
    return { opportunity: opportunityId }
  },

  async 'quote.compose'(ctx, input) {
    const row = quoteRow(ctx.conn, input.id)
    const layout = layoutOf(ctx, row, input.layout)
    return {
      document: composeQuote(paperOf(ctx, input.id, input.reader, layout)),
      fileName: fileNameOf(row),
    }
  },

  'quote.send'(ctx, input) {
    const { conn, write } = ctx
    const row = quoteRow(conn, input.id)
    const account = readRecord(conn, entityNamed('mailAccount'), input.account)
    const bytes = Buffer.from(input.pdf, 'base64')
    if (bytes.length > MAX_ATTACHED)
      throw failure('Invalid', 'attachmentsTooLarge', { size: bytes.length, max: MAX_ATTACHED })
    if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw invalid('pdf', 'file')
    markSent(ctx, row)
    const record = readRecord(conn, quote, input.id)
    const { html, text } = withSignature(
      input.html,
      typeof account.signature === 'string' ? account.signature : '',
    )
    const { sha256, size, mime } = saveAttachment(conn.file, bytes, 'application/pdf')
    const id = conn.newId()
    write.create(
      entityNamed('mailMessage'),
      {
        recipient: input.to,
        recipientName: input.toName,
        subject: input.subject,
        html,
        text,
        state: 'queued',
        at: new Date(ctx.now()).toISOString(),
        accountId: account.id,
        contactId: record.contactId ?? null,
        companyId: record.companyId ?? null,
        attachments: [{ name: fileNameOf(row), sha256, size, mime }],
        device: deviceId(conn),
      },
      id,
    )
    return { message: idToText(id) }
  },

  'quote.of'(ctx, input) {
    const rowId = rowIdOf(ctx.conn, entityNamed(input.entity), input.id)
    const day = today(ctx)
    const condition = `${input.entity}Id ${canonicalIn(input.entity, ':rowId')}`
    const rows = allRows<QuoteRow>(
      ctx.conn,
      `SELECT * FROM visibleQuote WHERE ${condition} ORDER BY at DESC, version DESC, rowId DESC LIMIT :limit`,
      { rowId, limit: input.limit },
    )
    const total = getRow<{ n: number }>(
      ctx.conn,
      `SELECT count(*) AS n FROM visibleQuote WHERE ${condition}`,
      { rowId },
    )
    return {
      rows: rows.map((row) => ({
        id: idToText(row.id),
        number: textOf(row.number) ?? '',
        subject: textOf(row.subject),
        status: stateOf(row.status),
        expired: isExpired(row, day),
        version: Number(row.version ?? 1),
        issueDate: textOf(row.issueDate),
        validUntil: textOf(row.validUntil),
        total: moneyOf(row.total),
      })),
      total: total?.n ?? 0,
    }
  },
} satisfies Handlers<keyof typeof quoteProcedures>

function moneyOf(stored: unknown): { minor: number; currency: string } | null {
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : null
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value
    ? { minor: Number(value.minor), currency: String(value.currency) }
    : null
}

/** Safe in any folder: the number without what file systems dislike. */
const fileNameOf = (row: QuoteRow): string =>
  `${(textOf(row.number) ?? 'quote').replace(/[^\p{L}\p{N}._-]+/gu, '-')}.pdf`
