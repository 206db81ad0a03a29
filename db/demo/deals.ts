/**
 * Owns the cheap core of every opportunity of the demo: with whom, of which product, how far, since when, how much. Computed
 * from the key alone, so that lines, quotes and stage history need no memory of it. Days count from the one the data is made on.
 */
import { quoteTotals } from '../shared/quoteTotals.ts'
import { townOf } from './addresses.ts'
import { type SalesWords, type SoldProduct, salesWords } from './data/sales.ts'
import type { Persons } from './persons.ts'
import { type Random, weighted } from './random.ts'
import type { DemoLocale } from './rows.ts'
import type { World } from './world.ts'

export type DealStatus = 'open' | 'won' | 'lost'

export interface DealLine {
  /** Its place among the products of the language. */
  readonly at: number
  readonly product: SoldProduct
  readonly quantity: number
  readonly discount: number | undefined
}

/** A stage entered on a day. */
export interface DealStep {
  readonly stage: number
  readonly day: number
}

export interface Deal {
  readonly key: number
  readonly contactKey: number
  readonly companyKey: number | undefined
  readonly locale: DemoLocale
  readonly words: SalesWords
  readonly title: string
  readonly status: DealStatus
  readonly openedDay: number
  /** Expected, or when it was closed. */
  readonly closeDay: number
  readonly steps: readonly DealStep[]
  readonly lines: readonly DealLine[]
  /** Minor units of the currency of the language. */
  readonly minor: number
  readonly source: string
  /** The contact was a lead before. */
  readonly fromLead: boolean
}

/** About one for every five contacts. */
export const dealCount = (contacts: number): number => Math.round(contacts * 0.2)
/** Each contact is the first choice of one opportunity at most. */
const SHARE = 5

const statuses = weighted<DealStatus>([
  ['open', 45],
  ['won', 32],
  ['lost', 23],
])
const reached = weighted<number>([
  [0, 30],
  [1, 27],
  [2, 24],
  [3, 14],
  [4, 5],
])

export interface Deals {
  readonly count: number
  at(key: number): Deal
  /** Which opportunity a contact was the lead of, if any. */
  from(contactKey: number): Deal | undefined
}

const CACHE = 512
const persianDigits = (text: string): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)))

function title(random: Random, words: SalesWords, locale: DemoLocale, product: string, town: string): string {
  const count = String(random.between(2, 12))
  return random
    .one(words.titles)
    .replace('{product}', product)
    .replace('{town}', town)
    .replace('{count}', locale === 'fa' ? persianDigits(count) : count)
}

/** Two figures that count, the rest nothing: what a person writes down before anything was reckoned. */
function rounded(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return Math.round(value / unit) * unit
}

function linesOf(random: Random, words: SalesWords, first: number): DealLine[] {
  const chosen = new Set([first])
  while (chosen.size < 4 && random.chance(0.5)) chosen.add(random.below(words.products.length))
  return [...chosen].flatMap((at) => {
    const product = words.products[at]
    if (!product) return []
    const share = product.price / words.usual
    const quantity =
      share < 0.001
        ? random.between(20, 400) + (random.chance(0.3) ? 0.5 : 0)
        : share < 0.05
          ? random.between(6, 40)
          : random.between(1, random.chance(0.1) ? 24 : 6)
    return [{ at, product, quantity, discount: random.chance(0.2) ? random.one([3, 5, 7.5, 10]) : undefined }]
  })
}

/** What the program will say the lines come to. */
function sumOf(lines: readonly DealLine[], currency: string): number {
  const given = lines.map(({ product, quantity, discount }) => ({
    quantity,
    unitPrice: product.price,
    discountKind: discount === undefined ? null : ('percent' as const),
    discountValue: discount ?? null,
    taxRate: null,
  }))
  const terms = {
    currency,
    taxIncluded: false,
    rounding: 'halfUp' as const,
    discountKind: null,
    discountValue: null,
    withholdingRate: null,
  }
  return quoteTotals(given, terms).subtotal
}

const decimals = (currency: string): number => (currency === 'IRR' ? 1 : 100)

/** The stages it went through, from the first to `last`, entered in order from `from` until `to`. */
function stepsOf(random: Random, last: number, from: number, to: number): DealStep[] {
  const steps: DealStep[] = []
  for (let stage = 0; stage <= last; stage++)
    steps.push({
      stage,
      day: stage === 0 ? from : stage === last ? to : Math.round(from + ((to - from) * stage) / last),
    })
  // Some skip one.
  if (last > 1 && random.chance(0.2)) steps.splice(random.between(1, last - 1), 1)
  return steps
}

function course(random: Random, words: SalesWords, status: DealStatus) {
  const end = words.stages.length - 1
  const last = status === 'won' ? end : Math.min(end, random.from(reached))
  if (status === 'open') {
    const rotDays = words.stages[last]?.rotDays ?? 14
    const since = random.chance(0.14) ? random.between(rotDays + 1, rotDays + 25) : random.between(1, rotDays)
    const opened = since + last * random.between(4, 18)
    const closeDay = random.chance(0.08)
      ? -random.between(1, 20)
      : 1 + Math.floor((150 - last * 25) * random.unit() ** 1.3)
    return { openedDay: -opened, closeDay, steps: stepsOf(random, last, -opened, -since) }
  }
  const closed = 1 + Math.floor(1_095 * random.unit() ** 1.6)
  const opened = closed + random.between(12, 130)
  const entered = closed + random.between(1, 10)
  return {
    openedDay: -opened,
    closeDay: -closed,
    steps: stepsOf(random, last, -opened, last === 0 ? -opened : -entered),
  }
}

export function createDeals(world: World, persons: Persons): Deals {
  const count = dealCount(world.contacts)
  const random = world.random('deal')
  const cache: (Deal | undefined)[] = new Array(CACHE)

  /** Mostly a contact nobody else asked for; some are good customers of long standing. */
  const own = (key: number): number =>
    Math.min(world.contacts - 1, key * SHARE + random.reset(key).below(SHARE))

  function make(key: number): Deal {
    const first = own(key)
    const again = key > 20 && random.chance(0.3)
    const contactKey = again ? Math.floor(key * SHARE * random.unit() ** 2) : first
    const { locale, place, companyKey } = persons.at(contactKey)
    const words = salesWords[locale]
    const at = random.below(words.products.length)
    const product = words.products[at]
    const lines = random.chance(0.45) ? linesOf(random, words, at) : []
    const guess = rounded(words.usual * Math.exp((random.unit() + random.unit() + random.unit() - 1.5) * 2.2))
    const status = random.from(statuses)
    return {
      key,
      contactKey,
      companyKey,
      locale,
      words,
      title: title(random, words, locale, product?.name ?? '', townOf(place)),
      status,
      ...course(random, words, status),
      lines,
      minor: lines.length ? sumOf(lines, words.currency) : guess * decimals(words.currency),
      source: random.one(words.sources),
      fromLead: !again && random.chance(0.4),
    }
  }

  const at = (key: number): Deal => {
    const known = cache[key % CACHE]
    if (known?.key === key) return known
    const made = make(key)
    cache[key % CACHE] = made
    return made
  }

  return {
    count,
    at,
    from(contactKey) {
      const key = Math.floor(contactKey / SHARE)
      if (key >= count || own(key) !== contactKey) return undefined
      const deal = at(key)
      return deal.fromLead && deal.contactKey === contactKey ? deal : undefined
    },
  }
}
