/** Amounts in reports: of one currency a row, and never added up across currencies. */

import { currencyDecimals, isCurrency } from '../../shared/numbers/currencies.ts'
import { formatNumber } from '../../shared/numbers/format.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import type { ReportCell } from '../../shared/reports.ts'
import type { Column } from './definition.ts'

type Value = string | number | null

/** Which of the columns says the currency; -1 for none. */
export const currencyAt = (columns: readonly Column[]): number =>
  columns.findIndex(({ column }) => column === 'currency')

/** Minor units as whole ones, to as many places as the currency has. */
export function inUnits(minor: Value, currency: Value): number | null {
  if (typeof minor !== 'number' || typeof currency !== 'string' || !isCurrency(currency)) return null
  return Math.round(minor) / 10 ** currencyDecimals(currency)
}

export interface Sum {
  readonly currency: Value
  readonly minor: Value
}

/** One sum as a number; several each with its currency, side by side. */
export function totalCell(reader: Reader, sums: readonly Sum[]): ReportCell {
  const known = sums.flatMap(({ currency, minor }) => {
    const units = inUnits(minor, currency)
    return units === null ? [] : [{ currency, units }]
  })
  const [only, ...others] = known
  if (!only) return { value: null }
  if (others.length === 0) return { value: only.units }
  const told = known.map(
    ({ currency, units }) => `${formatNumber(units, datesOf(reader), { maxDecimals: 3 })} ${currency}`,
  )
  return { value: null, text: sideBySide(reader, told) }
}

/** Amounts beside each other; each reads by itself, so that from right to left no number comes to stand by another's currency. */
export const sideBySide = ({ language }: Reader, amounts: readonly (string | undefined)[]): string =>
  amounts.map((amount) => (language === 'fa' ? `\u2067${amount}\u2069` : amount)).join(' · ')
