/**
 * The totals of a quote, worked out of its lines by each device and kept on the quote, so that lists sort and filter by them
 * and two laptops that both added a line agree. Pure derivation: both doors of the write path and `db check --rebuild` call it.
 */
import type { DbValue } from '../shared/fields.ts'
import { isCurrency } from '../shared/numbers/currencies.ts'
import type { QuoteLineInput, QuoteTerms, QuoteTotals } from '../shared/quotes.ts'
import { quoteTotals } from '../shared/quoteTotals.ts'
import { allRows, type Connection, getRow } from './connection.ts'

type Row = Readonly<Record<string, DbValue>>

const live = 'trashedAt IS NULL AND deletedAt IS NULL AND stub = 0'
export const termColumns = [
  'currency',
  'taxIncluded',
  'rounding',
  'discountKind',
  'discountValue',
  'withholdingRate',
] as const
/** What of a line decides. */
export const totalLineColumns = [
  'quoteId',
  'quantity',
  'unitPrice',
  'discountKind',
  'discountValue',
  'taxRate',
  'trashedAt',
  'deletedAt',
] as const

export type QuoteLineRow = Pick<
  QuoteLineInput,
  'quantity' | 'unitPrice' | 'discountKind' | 'discountValue' | 'taxRate'
>

export const termsOf = (row: Row): QuoteTerms => ({
  currency: typeof row.currency === 'string' && isCurrency(row.currency) ? row.currency : 'THB',
  taxIncluded: row.taxIncluded === 1,
  rounding: row.rounding === 'halfEven' ? 'halfEven' : 'halfUp',
  discountKind: row.discountKind === 'percent' || row.discountKind === 'amount' ? row.discountKind : null,
  discountValue: typeof row.discountValue === 'number' ? row.discountValue : null,
  withholdingRate: typeof row.withholdingRate === 'number' ? row.withholdingRate : null,
})

/** The totals of a quote; undefined for sums that no currency can hold, which only another device can have written. */
export function totalsOf(conn: Connection, quoteId: number): QuoteTotals | undefined {
  const row = getRow<Row>(conn, `SELECT ${termColumns.join(', ')} FROM main.quote WHERE rowId = ?`, quoteId)
  const lines = allRows<Row>(
    conn,
    `SELECT quantity, unitPrice, discountKind, discountValue, taxRate FROM main.quoteLine WHERE quoteId = ? AND ${live}
     ORDER BY position, id`,
    quoteId,
  )
  const number = (value: DbValue | undefined, otherwise: number): number =>
    typeof value === 'number' ? value : otherwise
  try {
    return quoteTotals(
      lines.map((line) => ({
        quantity: number(line.quantity, 1),
        unitPrice: number(line.unitPrice, 0),
        discountKind:
          line.discountKind === 'percent' || line.discountKind === 'amount' ? line.discountKind : null,
        discountValue: typeof line.discountValue === 'number' ? line.discountValue : null,
        taxRate: typeof line.taxRate === 'number' ? line.taxRate : null,
      })),
      termsOf(row ?? {}),
    )
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const kept = ['subtotal', 'discount', 'net', 'tax', 'total'] as const

function worked(conn: Connection, quoteId: number): Record<(typeof kept)[number], string | null> {
  const totals = totalsOf(conn, quoteId)
  const row = getRow<Row>(conn, `SELECT ${termColumns.join(', ')} FROM main.quote WHERE rowId = ?`, quoteId)
  const { currency } = termsOf(row ?? {})
  const money = (minor: number | undefined): string | null =>
    minor === undefined ? null : JSON.stringify({ minor, currency })
  return {
    subtotal: money(totals?.subtotal),
    discount: money(totals?.discount),
    net: money(totals?.base),
    tax: money(totals?.tax),
    total: money(totals?.total),
  }
}

/** Works the totals of a quote out anew. True when they changed. */
export function keepTotals(conn: Connection, quoteId: number): boolean {
  const { changes } = conn
    .prepare(
      `UPDATE quote SET ${kept.map((name) => `${name} = :${name}`).join(', ')} WHERE rowId = :quoteId AND stub = 0
       AND (${kept.map((name) => `${name} IS NOT :${name}`).join(' OR ')})`,
    )
    .run({ ...worked(conn, quoteId), quoteId })
  return changes > 0
}

export const quotesBetween = (conn: Connection, from: number, to: number): number[] =>
  allRows<{ rowId: number }>(
    conn,
    'SELECT rowId FROM quote WHERE stub = 0 AND rowId > ? AND rowId <= ?',
    from,
    to,
  ).map(({ rowId }) => rowId)

export const allQuotes = (conn: Connection): number[] =>
  allRows<{ rowId: number }>(conn, 'SELECT rowId FROM quote WHERE stub = 0').map(({ rowId }) => rowId)

/** How many quotes have totals that their lines do not bear out. Reads only. */
export const wrongTotals = (conn: Connection): number =>
  allQuotes(conn).filter((quoteId) => {
    const is = getRow<Row>(conn, `SELECT ${kept.join(', ')} FROM quote WHERE rowId = ?`, quoteId) ?? {}
    const should = worked(conn, quoteId)
    return kept.some((name) => is[name] !== should[name])
  }).length

export function rebuildTotals(conn: Connection): void {
  for (const quoteId of allQuotes(conn)) keepTotals(conn, quoteId)
}
