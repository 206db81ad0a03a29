// Owns amounts of money: integer minor units, unit prices of six decimals, line and document totals. Never floats,
// never formats.
//
// Rounding: half away from zero (0.5 satang becomes 1), as invoices in Thailand and Iran are reckoned; banker's
// rounding (half to even) can be chosen. Only line totals, discounts and the tax of each rate are rounded; the totals
// of a document are sums of what is printed above them.
import Big from 'big.js'
import { currencyDecimals, rialsPerToman } from './currencies.ts'
import { parseNumber } from './parse.ts'

export type Rounding = 'halfUp' | 'halfEven'

/** Decimals a unit price or a quantity may have. */
export const unitDecimals = 6

/** A reduction by per cent (decimal text) or by an amount in minor units. */
export type Discount = { kind: 'percent'; value: string } | { kind: 'amount'; value: number }

/** One priced line; quantity, price and rate are decimal text, the price in major units. */
export type PricedLine = { quantity: string; unitPrice: string; discount?: Discount; taxRate?: string }

/** How the lines of a document are added up. */
export type PricingRules = {
  currency: string
  /** Prices contain the tax. */
  taxIncluded?: boolean
  /** A discount on the whole document, spread over its lines. */
  discount?: Discount
  /** Per cent withheld by the payer, of the amount before tax (Thailand: 3 on services). */
  withholdingRate?: string
  rounding?: Rounding
}

/** A line in minor units: `gross` − `discount` = `net`; `share` is its part of the document's discount. */
export type LineTotal = { gross: number; discount: number; net: number; share: number }

/** The tax of one rate: on `base`, which never contains the tax. */
export type TaxTotal = { rate: string; base: number; tax: number }

export type DocumentTotals = {
  lines: LineTotal[]
  /** Sum of the lines' nets. */
  subtotal: number
  /** The discount on the whole. */
  discount: number
  taxes: TaxTotal[]
  /** The amount before tax, the tax, and both. */
  base: number
  tax: number
  total: number
  withholding: number
  /** What is to be paid: total less withholding. */
  payable: number
}

/** The minor units of a decimal amount, rounded: `toMinor('100.505', 'THB')` → 10051. */
export function toMinor(decimal: string, currency: string, rounding?: Rounding): number {
  return integer(new Big(decimal).times(minorPerMajor(currency)), rounding)
}

/** The decimal amount of minor units, with all decimals of the currency: `toDecimal(10050, 'THB')` → `100.50`. */
export function toDecimal(minor: number, currency: string): string {
  return new Big(minor).div(minorPerMajor(currency)).toFixed(currencyDecimals(currency))
}

/** Minor units of what a person typed; in tomans when the field is or the text says so: `۱۲٬۰۰۰ تومان` → 120000. */
export function parseMoney(text: string, currency: string, inTomans = false): number | undefined {
  const decimal = parseNumber(text)
  if (decimal === undefined) return undefined
  const isToman =
    currency === 'IRR' && (/تومان|تومن|tomans?|\birt\b/i.test(text) || (inTomans && !/ریال|rial/i.test(text)))
  const amount = new Big(decimal).times(isToman ? rialsPerToman : 1).times(minorPerMajor(currency))
  return amount.abs().lte(Number.MAX_SAFE_INTEGER) ? integer(amount) : undefined
}

/** A unit price or quantity with at most six decimals, or undefined. */
export function parseUnit(text: string): string | undefined {
  const decimal = parseNumber(text)
  return decimal === undefined ? undefined : new Big(decimal).round(unitDecimals, Big.roundHalfUp).toFixed()
}

/** One line on its own. */
export function lineTotal(line: PricedLine, currency: string, rounding?: Rounding): Omit<LineTotal, 'share'> {
  const gross = integer(new Big(line.quantity).times(line.unitPrice).times(minorPerMajor(currency)), rounding)
  const discount = discountOf(gross, line.discount, rounding)
  return { gross, discount, net: gross - discount }
}

/** All totals of a document. No discount exceeds what it is taken from. */
export function documentTotals(lines: readonly PricedLine[], rules: PricingRules): DocumentTotals {
  const { currency, rounding } = rules
  const totals = lines.map((line) => lineTotal(line, currency, rounding))
  const nets = totals.map(({ net }) => net)
  const subtotal = sum(nets)
  const discount = discountOf(subtotal, rules.discount, rounding)
  const shares = spread(discount, nets)
  const taxes = taxTotals(
    lines,
    nets.map((net, index) => net - (shares[index] ?? 0)),
    rules,
  )
  const base = sum(taxes.map((one) => one.base))
  const tax = sum(taxes.map((one) => one.tax))
  const withholding = integer(new Big(base).times(rules.withholdingRate ?? '0').div(100), rounding)
  return {
    lines: totals.map((line, index) => ({ ...line, share: shares[index] ?? 0 })),
    subtotal,
    discount,
    taxes,
    base,
    tax,
    total: base + tax,
    withholding,
    payable: base + tax - withholding,
  }
}

/** Splits an amount in proportion to weights so that the parts add up to it exactly. */
export function spread(amount: number, weights: readonly number[]): number[] {
  const whole = sum(weights.map(Math.abs))
  if (amount === 0 || whole === 0) return weights.map((_, index) => (index === 0 ? amount : 0))
  let weightLeft = new Big(whole)
  let left = amount
  return weights.map((weight) => {
    if (weightLeft.eq(0)) return 0
    const part = integer(new Big(left).times(Math.abs(weight)).div(weightLeft))
    weightLeft = weightLeft.minus(Math.abs(weight))
    left -= part
    return part
  })
}

function taxTotals(
  lines: readonly PricedLine[],
  amounts: readonly number[],
  rules: PricingRules,
): TaxTotal[] {
  const byRate = new Map<string, number>()
  for (const [index, line] of lines.entries()) {
    const rate = new Big(line.taxRate ?? '0').toFixed()
    byRate.set(rate, (byRate.get(rate) ?? 0) + (amounts[index] ?? 0))
  }
  return [...byRate].map(([rate, amount]) => {
    const part = rules.taxIncluded ? new Big(rate).plus(100) : new Big(100)
    const tax = integer(new Big(amount).times(rate).div(part), rules.rounding)
    return { rate, base: rules.taxIncluded ? amount - tax : amount, tax }
  })
}

/** What a discount takes off an amount: never more than all of it, never less than nothing. */
function discountOf(amount: number, discount: Discount | undefined, rounding?: Rounding): number {
  if (!discount) return 0
  const size = Math.abs(amount)
  const wanted =
    discount.kind === 'amount'
      ? discount.value
      : integer(new Big(size).times(discount.value).div(100), rounding)
  const taken = Math.min(Math.max(wanted, 0), size)
  return amount < 0 ? 0 - taken : taken
}

function minorPerMajor(currency: string): Big {
  return new Big(10).pow(currencyDecimals(currency))
}

function integer(value: Big, rounding: Rounding = 'halfUp'): number {
  const rounded = Number(
    value.round(0, rounding === 'halfUp' ? Big.roundHalfUp : Big.roundHalfEven).toFixed(),
  )
  if (!Number.isSafeInteger(rounded))
    throw new RangeError('an amount beyond 9,007,199,254,740,991 minor units')
  return rounded === 0 ? 0 : rounded
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
