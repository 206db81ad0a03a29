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
export const convertMinor = (minor: number, from: string, to: string, rate: string): number =>
  converterOf(from, to, rate)(minor)

/** The same for many amounts: exact, and in whole numbers as long as they are small enough to be. */
export function converterOf(from: string, to: string, rate: string): (minor: number) => number {
  if (from === to) return (minor) => minor
  const factor = new Big(rate).times(new Big(10).pow(currencyDecimals(to) - currencyDecimals(from)))
  const exactly = (minor: number): number =>
    Number(new Big(minor).times(factor).round(0, Big.roundHalfUp).toFixed())
  // The factor as a fraction of whole numbers.
  const places = Math.max(0, factor.c.length - 1 - factor.e)
  const over = 10 ** places
  const times = Number(factor.times(new Big(10).pow(places)).toFixed())
  if (!Number.isSafeInteger(times) || !Number.isSafeInteger(over * 2)) return exactly
  return (minor) => {
    const product = minor * times
    if (!Number.isSafeInteger(minor) || !Number.isSafeInteger(product)) return exactly(minor)
    const rest = product % over
    const whole = (product - rest) / over
    return Math.abs(rest) * 2 < over ? whole : whole + Math.sign(product)
  }
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
