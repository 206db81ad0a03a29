/** Sums of money in several currencies: added up per currency, said in one. What has no rate is told, never dropped. */
import Big from 'big.js'
import { z } from 'zod'
import { currencyDecimals } from '../numbers/currencies.ts'
import { type RateTable, rateOn } from './rates.ts'

const code = z.string().regex(/^[A-Z]{3}$/)
export const moneySumSchema = z.object({ minor: z.number(), currency: code })
export type MoneySum = z.infer<typeof moneySumSchema>

/** `minor` of `currency` holds all that could be converted; `missing` is what has no rate for its day. */
export const moneyTotalSchema = moneySumSchema.extend({ missing: z.array(moneySumSchema) })
export type MoneyTotal = z.infer<typeof moneyTotalSchema>

/** Minor units of one currency as those of another, rounded half away from zero. */
export function convertMinor(minor: number, from: string, to: string, rate: string): number {
  if (from === to) return minor
  const scaled = new Big(minor)
    .times(rate)
    .times(new Big(10).pow(currencyDecimals(to) - currencyDecimals(from)))
  return Number(scaled.round(0, Big.roundHalfUp).toFixed())
}

/** Gathers amounts; those of a currency without a rate stay apart. */
export class Totals {
  readonly currency: string
  readonly #rates: RateTable
  #minor = 0
  readonly #missing = new Map<string, number>()

  constructor(currency: string, rates: RateTable) {
    this.currency = currency
    this.#rates = rates
  }

  /** `day`: whose rate counts. */
  add(minor: number, currency: string, day: string): void {
    if (minor === 0) return
    if (currency === this.currency) {
      this.#minor += minor
      return
    }
    const found = rateOn(this.#rates, currency, this.currency, day)
    if (found) this.#minor += convertMinor(minor, currency, this.currency, found.rate)
    else this.#missing.set(currency, (this.#missing.get(currency) ?? 0) + minor)
  }

  done(): MoneyTotal {
    return {
      minor: Math.round(this.#minor),
      currency: this.currency,
      missing: [...this.#missing].map(([currency, minor]) => ({ currency, minor: Math.round(minor) })),
    }
  }
}
