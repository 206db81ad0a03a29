/** One way to call each procedure of products, prices, rates and taxes. */
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'

export const aProduct = async (db: TestDatabase, data: Record<string, unknown> = {}): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'product',
      data: { name: 'Pump', code: 'P-1', price: { minor: 125_000, currency: 'THB' }, unit: 'piece', ...data },
    })
  ).id

export const aPriceList = async (db: TestDatabase, data: Record<string, unknown> = {}): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'priceList',
      data: { name: 'Dealers', currency: 'THB', ...data },
    })
  ).id

export const productExamples = {
  'product.offered': async (db) => {
    await aProduct(db)
    return { search: 'pu', currency: 'THB', on: '2026-11-22', priceList: await aPriceList(db) }
  },
  'price.set': async (db) => ({
    product: await aProduct(db),
    priceList: await aPriceList(db),
    amount: 1000.5,
  }),
  'price.of': async (db) => {
    await aPriceList(db)
    return { product: await aProduct(db) }
  },
  'rate.on': async (db) => {
    await db.call('record.create', {
      entity: 'exchangeRate',
      data: { day: '2026-11-01', fromCurrency: 'USD', toCurrency: 'THB', rate: 35.5 },
    })
    return { from: 'USD', to: 'THB', on: '2026-11-22' }
  },
  'tax.on': async () => ({ on: '2026-11-22' }),
} satisfies Partial<Examples>
