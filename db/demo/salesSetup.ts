/**
 * Owns what sales stand on in the demo: products with prices in several lists, dated rates, a pipeline for each language with
 * its stages and quotas, reasons, competitors. And the keys by which opportunities and quotes refer to them.
 */
import { type SalesWords, salesRates, salesWords } from './data/sales.ts'
import { dealCount } from './deals.ts'
import type { DemoLocale, DemoPlain, SalesEntity } from './rows.ts'
import type { World } from './world.ts'

const MONTHS = 24
/** Dealers pay so much of the price. */
const DEALER = 0.82
const QUOTAS = { from: -3, to: 8 }

export interface SalesKeys {
  pipeline(locale: DemoLocale): number
  stage(locale: DemoLocale, at: number): number
  product(locale: DemoLocale, at: number): number
  reason(locale: DemoLocale, outcome: 'won' | 'lost', at: number): number
  competitor(locale: DemoLocale, at: number): number
  priceList(locale: DemoLocale): number
}

/** Running numbers over the languages of a run. */
export function salesKeys(world: World): SalesKeys {
  const locales = [...world.locales.items]
  const before = (locale: DemoLocale, size: (words: SalesWords) => number): number => {
    let sum = 0
    for (const other of locales) {
      if (other === locale) break
      sum += size(salesWords[other])
    }
    return sum
  }
  return {
    pipeline: (locale) => locales.indexOf(locale),
    stage: (locale, at) => before(locale, ({ stages }) => stages.length) + at,
    product: (locale, at) => before(locale, ({ products }) => products.length) + at,
    reason: (locale, outcome, at) =>
      before(locale, ({ lost, won }) => lost.length + won.length) +
      (outcome === 'won' ? salesWords[locale].lost.length : 0) +
      at,
    competitor: (locale, at) => before(locale, ({ competitors }) => competitors.length) + at,
    priceList: (locale) => locales.indexOf(locale) * 2,
  }
}

type Given = Pick<DemoPlain, 'fields' | 'refs' | 'days' | 'months'>

/** Rows with their keys and identities. */
export function plain(world: World, entity: SalesEntity, rows: readonly Given[], first = 0): DemoPlain[] {
  return rows.map((row, at) => {
    const key = first + at
    const createdAt = world.until - 1
    return { key, id: world.id(entity, key, createdAt), createdAt, ...row }
  })
}

const money = (major: number, currency: string) => ({
  minor: Math.round(major * (currency === 'IRR' ? 1 : 100)),
  currency,
})

/** Everything there is once, in the order it must be written. */
function* setupRows(world: World): Generator<{ entity: SalesEntity; rows: DemoPlain[] }> {
  const count = dealCount(world.contacts)
  if (count === 0) return
  const locales = [...world.locales.items]
  const keys = salesKeys(world)
  const of = (entity: SalesEntity, rows: (words: SalesWords, locale: DemoLocale) => readonly Given[]) => ({
    entity,
    rows: plain(
      world,
      entity,
      locales.flatMap((locale) => rows(salesWords[locale], locale)),
    ),
  })
  yield of('productCategory', ({ products }) => categoriesOf(products).map((name) => ({ fields: { name } })))
  let categories = 0
  yield of('product', ({ products, currency }) => {
    const names = categoriesOf(products)
    const first = categories
    categories += names.length
    return products.map(({ code, name, unit, price, category }) => ({
      fields: { code, name, unit, price: money(price, currency), cost: money(price * 0.62, currency) },
      refs: { categoryId: first + names.indexOf(category) },
    }))
  })
  yield of('priceList', ({ lists, currency }) => lists.map((name) => ({ fields: { name, currency } })))
  yield of('price', ({ products, currency }, locale) =>
    [1, DEALER].flatMap((share, list) =>
      products.map(({ price }, at) => ({
        fields: { amount: Number((price * share).toFixed(currency === 'IRR' ? 0 : 2)) },
        refs: { priceListId: keys.priceList(locale) + list, productId: keys.product(locale, at) },
      })),
    ),
  )
  yield {
    entity: 'exchangeRate',
    rows: plain(
      world,
      'exchangeRate',
      salesRates.flatMap(([fromCurrency, toCurrency, then, now]) =>
        Array.from({ length: MONTHS + 1 }, (_, at) => ({
          fields: {
            fromCurrency,
            toCurrency,
            rate: Number((then + ((now - then) * at) / MONTHS).toPrecision(5)),
          },
          days: { day: -30 * (MONTHS - at) },
        })),
      ),
    ),
  }
  yield of('pipeline', ({ pipeline }, locale) => [
    { fields: { name: pipeline, position: keys.pipeline(locale) } },
  ])
  yield of('stage', ({ stages }, locale) =>
    stages.map((stage, position) => ({
      fields: { ...stage, position },
      refs: { pipelineId: keys.pipeline(locale) },
    })),
  )
  yield of('closeReason', ({ lost, won }) => [
    ...lost.map((name, position) => ({ fields: { name, outcome: 'lost', position } })),
    ...won.map((name, position) => ({ fields: { name, outcome: 'won', position } })),
  ])
  yield of('competitor', ({ competitors }) =>
    competitors.map(([name = '', strengths = '', weaknesses = '']) => ({
      fields: { name, strengths, weaknesses },
    })),
  )
  yield of('quota', ({ usual, currency }, locale) =>
    quotas(usual, currency, count / locales.length, keys.pipeline(locale)),
  )
}

const categoriesOf = (products: SalesWords['products']): string[] => [
  ...new Set(products.map(({ category }) => category)),
]

/** What each pipeline is to sell, month by month: a little more than it does. */
function quotas(usual: number, currency: string, deals: number, pipelineId: number): Given[] {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(usual)) - 1)
  const monthly = Math.max(unit, Math.ceil((usual * deals * 0.035) / unit) * unit)
  return Array.from({ length: QUOTAS.to - QUOTAS.from + 1 }, (_, at) => ({
    fields: { amount: money(monthly, currency) },
    refs: { pipelineId },
    months: { startDate: [QUOTAS.from + at, 'first'], endDate: [QUOTAS.from + at, 'last'] },
  }))
}

/** The rows of one entity of it. */
export function* setupOf(world: World, entity: SalesEntity): Generator<DemoPlain> {
  for (const one of setupRows(world)) if (one.entity === entity) yield* one.rows
}
