/** A quote as it is stored: its terms, its lines, what becomes of them when it is written. */
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { MutationCtx } from '../../core/context.ts'
import { termsOf, totalsOf } from '../../core/quoteTotals.ts'
import { taxOn } from '../../core/taxes.ts'
import { rowIdOf } from '../../core/write.ts'
import { failure, invalid } from '../../shared/errors.ts'
import type { DbValue } from '../../shared/fields.ts'
import { idToText } from '../../shared/id.ts'
import { isCurrency } from '../../shared/numbers/currencies.ts'
import { opportunity } from '../../shared/opportunities.ts'
import {
  type QuoteLineInput,
  type QuoteTerms,
  type QuoteTotals,
  quote,
  quoteLine,
} from '../../shared/quotes.ts'
import { plainDecimal } from '../../shared/quoteTotals.ts'

export type QuoteRow = Readonly<Record<string, DbValue>> & { readonly rowId: number; readonly id: Uint8Array }

export function quoteRow(conn: Connection, id: string): QuoteRow {
  const rowId = rowIdOf(conn, quote, id)
  const row = getRow<QuoteRow>(conn, 'SELECT * FROM visibleQuote WHERE rowId = ?', rowId)
  if (!row) throw invalid('id', 'reference', { entity: 'quote' })
  return row
}

export const textOf = (value: DbValue | Uint8Array | undefined): string | null =>
  typeof value === 'string' ? value : null

interface LineRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly product: Uint8Array | null
  readonly name: string | null
  readonly description: string | null
  readonly quantity: number | null
  readonly unit: string | null
  readonly unitPrice: number | null
  readonly discountKind: string | null
  readonly discountValue: number | null
  readonly taxRate: number | null
}

export type StoredLine = QuoteLineInput & { readonly id: string }

export const linesOf = (conn: Connection, quoteId: number): StoredLine[] =>
  allRows<LineRow>(
    conn,
    `SELECT l.rowId, l.id, p.id AS product, l.name, l.description, l.quantity, l.unit, l.unitPrice, l.discountKind, l.discountValue, l.taxRate
     FROM visibleQuoteLine l LEFT JOIN visibleProduct p ON p.rowId = l.productId WHERE l.quoteId = ? ORDER BY l.position, l.id`,
    quoteId,
  ).map(({ rowId: _, id, product, discountKind, ...line }) => ({
    ...line,
    id: idToText(id),
    productId: product && idToText(product),
    quantity: line.quantity ?? 1,
    unitPrice: line.unitPrice ?? 0,
    discountKind: discountKind === 'percent' || discountKind === 'amount' ? discountKind : null,
  }))

export const termsOfRow = (row: QuoteRow): QuoteTerms => termsOf(row)

/** @throws AppError Invalid for sums that no currency can hold */
export function soundTotals(conn: Connection, quoteId: number): QuoteTotals {
  const totals = totalsOf(conn, quoteId)
  if (!totals) throw failure('Invalid', 'amountTooLarge')
  return totals
}

/** The per cent the program puts on a line whose tax nobody has said: of the product, else of the day. */
export function usualTax(conn: Connection, productId: string | null, day: string): number | null {
  const own =
    productId === null
      ? undefined
      : getRow<{ taxRate: number | null }>(
          conn,
          'SELECT taxRate FROM visibleProduct WHERE id = ?',
          Buffer.from(productId.replaceAll('-', ''), 'hex'),
        )
  const rate = own?.taxRate ?? taxOn(conn, day).vat
  return rate === null ? null : Number(rate)
}

/** Replaces the lines: those known by their identity are changed, the others made, those not named go. */
export function writeLines(
  ctx: MutationCtx,
  quoteId: string,
  rowId: number,
  lines: readonly QuoteLineInput[],
): void {
  const { conn, write } = ctx
  const before = allRows<{ rowId: number; id: Uint8Array }>(
    conn,
    'SELECT rowId, id FROM visibleQuoteLine WHERE quoteId = ?',
    rowId,
  )
  const known = new Map(before.map((line) => [idToText(line.id), line.rowId]))
  const kept = new Set<number>()
  for (const [position, { id, ...line }] of lines.entries()) {
    const at = id === undefined ? undefined : known.get(id)
    if (id !== undefined && at === undefined) throw invalid('lines', 'reference', { entity: 'quoteLine' })
    const data = {
      ...line,
      position,
      quantity: Number(plainDecimal(line.quantity)),
      unitPrice: Number(plainDecimal(line.unitPrice)),
    }
    if (at === undefined) write.create(quoteLine, { ...data, quoteId })
    else {
      write.update(quoteLine, at, data)
      kept.add(at)
    }
  }
  for (const line of before)
    if (!kept.has(line.rowId)) write.set(quoteLine, line.rowId, { trashedAt: write.at })
  soundTotals(conn, rowId)
}

/** Fields of a quote that only its verbs write. */
const own = ['number', 'status', 'version', 'firstId']

export function assertPlain(data: Readonly<Record<string, unknown>>): void {
  const wrong = own.find((name) => name in data)
  if (wrong !== undefined) throw invalid(wrong, 'unknown')
  const { currency } = data
  if (currency !== undefined && (typeof currency !== 'string' || !isCurrency(currency)))
    throw invalid('currency', 'money')
}

/** An amount that comes from quotes follows the newest one; one that nobody has given begins to. */
export function followAmount(ctx: MutationCtx, rowId: number): void {
  const { conn, write } = ctx
  const row = getRow<{ opportunityId: number | null; currency: string | null }>(
    conn,
    'SELECT opportunityId, currency FROM visibleQuote WHERE rowId = ?',
    rowId,
  )
  if (!row || row.opportunityId === null || row.currency === null) return
  const about = getRow<{ amount: string | null; amountFrom: string | null; status: string | null }>(
    conn,
    'SELECT amount, amountFrom, status FROM visibleOpportunity WHERE rowId = ?',
    row.opportunityId,
  )
  if (!about || (about.status ?? 'open') !== 'open') return
  if (about.amountFrom !== 'quote' && about.amount !== null) return
  const minor = soundTotals(conn, rowId).base
  write.set(opportunity, row.opportunityId, {
    amount: JSON.stringify({ minor, currency: row.currency }),
    amountFrom: 'quote',
  })
}
