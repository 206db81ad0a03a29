/** The totals of a quote: its lines and terms, as the money service adds them up. Numbers are taken as the decimals they are written as. */
import Big from 'big.js'
import { type Discount, documentTotals, toMinor, unitDecimals } from './numbers/money.ts'
import type { QuoteLineInput, QuoteTerms, QuoteTotals } from './quotes.ts'

/** A number as plain decimal text, at most six decimals: 1e-7 is 0, 1e21 has all its digits. */
export function plainDecimal(value: number): string {
  return Number.isFinite(value) ? new Big(value).round(unitDecimals, Big.roundHalfUp).toFixed() : '0'
}

function discountOf(
  kind: 'percent' | 'amount' | null,
  value: number | null,
  currency: string,
): Discount | undefined {
  if (kind === null || value === null) return undefined
  return kind === 'percent'
    ? { kind, value: plainDecimal(value) }
    : { kind, value: toMinor(plainDecimal(value), currency) }
}

type Line = Pick<QuoteLineInput, 'quantity' | 'unitPrice' | 'discountKind' | 'discountValue' | 'taxRate'>

/** @throws RangeError for amounts no currency can hold */
export function quoteTotals(lines: readonly Line[], terms: QuoteTerms): QuoteTotals {
  const { currency } = terms
  const discount = discountOf(terms.discountKind, terms.discountValue, currency)
  const totals = documentTotals(
    lines.map((line) => {
      const own = discountOf(line.discountKind, line.discountValue, currency)
      return {
        quantity: plainDecimal(line.quantity),
        unitPrice: plainDecimal(line.unitPrice),
        taxRate: plainDecimal(line.taxRate ?? 0),
        ...(own && { discount: own }),
      }
    }),
    {
      currency,
      taxIncluded: terms.taxIncluded,
      rounding: terms.rounding,
      ...(discount && { discount }),
      ...(terms.withholdingRate !== null && { withholdingRate: plainDecimal(terms.withholdingRate) }),
    },
  )
  const all = [totals.subtotal, totals.base, totals.tax, totals.total, totals.payable]
  if (!all.every(Number.isSafeInteger)) throw new RangeError('an amount beyond what a currency can hold')
  return {
    ...totals,
    lines: totals.lines.map(({ gross, discount, net }) => ({ gross, discount, net })),
  }
}

/**
 * What the lines of an opportunity come to, in minor units: after their discounts, before any tax.
 * @throws RangeError for sums that no currency can hold
 */
export const netOfLines = (
  lines: readonly {
    readonly quantity: number
    readonly unitPrice: number
    readonly discountPercent: number | null
  }[],
  currency: string,
): number =>
  quoteTotals(
    lines.map(({ quantity, unitPrice, discountPercent }) => ({
      quantity,
      unitPrice,
      discountKind: discountPercent === null ? null : ('percent' as const),
      discountValue: discountPercent,
      taxRate: null,
    })),
    {
      currency,
      taxIncluded: false,
      rounding: 'halfUp',
      discountKind: null,
      discountValue: null,
      withholdingRate: null,
    },
  ).subtotal
