/** Amounts of several currencies in a report: said in the business's by the rate of their day, and what has no rate named. */
import type { Connection } from '../../../core/connection.ts'
import { ratesOf, sumCurrency } from '../../../core/rates.ts'
import { rateOn } from '../../../shared/money/rates.ts'
import { converterOf } from '../../../shared/money/sums.ts'
import { currencyDecimals } from '../../../shared/numbers/currencies.ts'

type Convert = (minor: unknown, currency: unknown, day: unknown) => number | null

/** What the SQL function of a connection does now: rates are read anew for every report. */
const current = new WeakMap<Connection, { convert: Convert }>()

/** Makes `reportMinor(minor, currency, day)` callable; NULL where there is no rate. Returns the currency it converts to. */
export function prepareMoney(conn: Connection, today: string): string {
  const own = sumCurrency(conn, undefined)
  const rates = ratesOf(conn)
  const known = new Map<string, Map<string, ReturnType<typeof converterOf> | undefined>>()
  const converter = (currency: string, day: string): ReturnType<typeof converterOf> | undefined => {
    const days = known.get(currency) ?? new Map()
    known.set(currency, days)
    if (!days.has(day)) {
      const rate = rateOn(rates, currency, own, day)?.rate
      days.set(day, rate === undefined ? undefined : converterOf(currency, own, rate))
    }
    return days.get(day)
  }
  const convert: Convert = (minor, currency, day) => {
    if (typeof minor !== 'number' || typeof currency !== 'string') return null
    // A day that has not come has no rate of its own yet.
    return converter(currency, typeof day === 'string' && day < today ? day : today)?.(minor) ?? null
  }
  const holder = current.get(conn)
  if (holder) holder.convert = convert
  else {
    const made = { convert }
    current.set(conn, made)
    conn.db.function('reportMinor', (minor: unknown, currency: unknown, day: unknown) =>
      made.convert(minor, currency, day),
    )
  }
  return own
}

/** An amount of minor units as the units people count in. */
export const wholeUnits = (minor: number, currency: string): number => {
  const decimals = currencyDecimals(currency)
  return Number((Math.round(minor) / 10 ** decimals).toFixed(decimals))
}
