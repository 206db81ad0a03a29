/** Products as they are offered on a day: which price, at which rate, with which tax; and prices of lists. */
import Big from 'big.js'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, QueryCtx } from '../core/context.ts'
import { compileFilter } from '../core/filterSql.ts'
import { namedId, putNamed } from '../core/namedId.ts'
import { ratesOf } from '../core/rates.ts'
import { taxOn } from '../core/taxes.ts'
import { rowIdOf } from '../core/write.ts'
import type { Output, Parsed } from '../shared/contract.ts'
import { invalid } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { type RateTable, rateOn } from '../shared/money/rates.ts'
import { currencyDecimals, isCurrency } from '../shared/numbers/currencies.ts'
import { toDecimal } from '../shared/numbers/money.ts'
import { type OfferedProduct, price, priceList, product, type productProcedures } from '../shared/products.ts'
import { plainDecimal } from '../shared/quoteTotals.ts'

interface ProductRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly name: string | null
  readonly code: string | null
  readonly unit: string | null
  readonly description: string | null
  readonly price: string | null
  readonly cost: string | null
  readonly taxRate: number | null
}

interface ListRow {
  readonly rowId: number
  readonly currency: string
}

/** A price list that is there and in force on a day. */
function listOn(conn: Connection, id: string | null | undefined, day: string): ListRow | undefined {
  if (!id) return undefined
  const rowId = getRow<{ rowId: number }>(
    conn,
    'SELECT rowId FROM visiblePriceList WHERE rowId = ?',
    safeRow(conn, id),
  )?.rowId
  if (rowId === undefined) return undefined
  return getRow<ListRow>(
    conn,
    `SELECT rowId, currency FROM visiblePriceList WHERE rowId = :rowId AND ifnull(validFrom, :day) <= :day AND ifnull(validUntil, :day) >= :day`,
    { rowId, day },
  )
}

/** A list that is gone is as good as none: open quotes keep their prices. */
function safeRow(conn: Connection, id: string): number {
  try {
    return rowIdOf(conn, priceList, id)
  } catch {
    return -1
  }
}

interface Money {
  readonly minor: number
  readonly currency: string
}

function moneyOf(json: string | null): Money | undefined {
  const value: unknown = json === null ? undefined : JSON.parse(json)
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value
    ? { minor: Number(value.minor), currency: String(value.currency) }
    : undefined
}

interface Priced {
  readonly unitPrice: string | null
  readonly from: OfferedProduct['from']
  readonly rate: OfferedProduct['rate']
}

/** A price as one of another currency: at the rate of the day, in whole minor units. */
function converted(
  amount: string,
  from: string,
  to: string,
  day: string,
  rates: RateTable,
  source: 'list' | 'product',
): Priced | undefined {
  if (from === to) return { unitPrice: amount, from: source, rate: null }
  const found = rateOn(rates, from, to, day)
  if (!found) return undefined
  const unitPrice = new Big(amount).times(found.rate).round(currencyDecimals(to), Big.roundHalfUp).toFixed()
  return { unitPrice, from: 'converted', rate: found }
}

function offered(ctx: QueryCtx, input: Parsed<'product.offered'>): Output<'product.offered'> {
  const { conn } = ctx
  if (!isCurrency(input.currency)) throw invalid('currency', 'money')
  const list = listOn(conn, input.priceList, input.on)
  const rates = ratesOf(conn)
  const vat = taxOn(conn, input.on).vat
  const inList = conn.prepare(
    'SELECT amount FROM visiblePrice WHERE priceListId = ? AND productId = ? ORDER BY rowId LIMIT 1',
  )
  const products = rowsFor(ctx, input).map((row): OfferedProduct => {
    const listed = list && (inList.get(list.rowId, row.rowId) as { amount: number | null } | undefined)
    const own = moneyOf(row.price)
    const priced: Priced = (list && listed && listed.amount !== null
      ? converted(plainDecimal(listed.amount), list.currency, input.currency, input.on, rates, 'list')
      : undefined) ??
      (own &&
        converted(
          toDecimal(own.minor, own.currency),
          own.currency,
          input.currency,
          input.on,
          rates,
          'product',
        )) ?? {
        unitPrice: null,
        from: null,
        rate: null,
      }
    return {
      id: idToText(row.id),
      name: row.name ?? '',
      code: row.code,
      unit: row.unit,
      description: row.description,
      ...priced,
      taxRate: row.taxRate === null ? vat : plainDecimal(row.taxRate),
      cost: moneyOf(row.cost) ?? null,
    }
  })
  return { products }
}

const columns = 'r.rowId, r.id, r.name, r.code, r.unit, r.description, r.price, r.cost, r.taxRate'

function rowsFor(ctx: QueryCtx, input: Parsed<'product.offered'>): ProductRow[] {
  const { conn } = ctx
  if (input.ids) {
    const rows = input.ids.map((id) => rowIdOf(conn, product, id))
    return allRows<ProductRow>(
      conn,
      `SELECT ${columns} FROM visibleProduct r WHERE r.rowId IN (SELECT value FROM json_each(?))`,
      JSON.stringify(rows),
    )
  }
  const search = input.search.trim()
  if (search === '')
    return allRows<ProductRow>(
      conn,
      `SELECT ${columns} FROM visibleProduct r WHERE r.hidden IS NOT 1 ORDER BY r.sortKey, r.rowId LIMIT ?`,
      input.limit,
    )
  const env = { conn, userRowId: ctx.actor.rowId, timeZone: ctx.timeZone, now: () => ctx.now() }
  const contains = (field: string) => ({ field, op: 'contains' as const, value: search })
  const { sql, params } = compileFilter(env, product, { or: [contains('name'), contains('code')] })
  return allRows<ProductRow>(
    conn,
    `SELECT ${columns} FROM visibleProduct r WHERE r.hidden IS NOT 1 AND (${sql}) ORDER BY r.sortKey, r.rowId LIMIT :limit`,
    { ...params, limit: input.limit },
  )
}

export const productHandlers = {
  'product.offered': offered,

  'price.set'(ctx, input) {
    const { conn, write } = ctx
    const [listRow, productRow] = [
      rowIdOf(conn, priceList, input.priceList),
      rowIdOf(conn, product, input.product),
    ]
    const rows = allRows<{ rowId: number }>(
      conn,
      'SELECT rowId FROM visiblePrice WHERE priceListId = ? AND productId = ? ORDER BY rowId',
      listRow,
      productRow,
    )
    const [first, ...others] = rows
    for (const other of others) write.set(price, other.rowId, { trashedAt: write.at })
    if (input.amount === null) {
      if (first) write.set(price, first.rowId, { trashedAt: write.at })
    } else if (first) write.update(price, first.rowId, { amount: input.amount })
    // Two laptops that price the same thing in the same list mean the same price.
    else
      putNamed(write, price, namedId('price', input.priceList, input.product), {
        priceListId: listRow,
        productId: productRow,
        amount: input.amount,
      })
    return {}
  },

  'price.of'({ conn }, input) {
    const rowId = rowIdOf(conn, product, input.product)
    const rows = allRows<{
      id: Uint8Array
      name: string | null
      currency: string | null
      taxIncluded: number | null
      validFrom: string | null
      validUntil: string | null
      amount: number | null
    }>(
      conn,
      `SELECT l.id, l.name, l.currency, l.taxIncluded, l.validFrom, l.validUntil,
         (SELECT p.amount FROM visiblePrice p WHERE p.priceListId = l.rowId AND p.productId = ? ORDER BY p.rowId LIMIT 1) AS amount
       FROM visiblePriceList l ORDER BY l.sortKey, l.rowId`,
      rowId,
    )
    return {
      lists: rows.map((row) => ({
        ...row,
        id: idToText(row.id),
        name: row.name ?? '',
        currency: row.currency ?? '',
        taxIncluded: row.taxIncluded === 1,
      })),
    }
  },

  'rate.on'({ conn }, input) {
    const found = rateOn(ratesOf(conn), input.from, input.to, input.on)
    return { rate: found?.rate ?? null, noted: found?.day ?? null }
  },

  'tax.on': ({ conn }, input) => taxOn(conn, input.on),
} satisfies Handlers<keyof typeof productProcedures>
