/**
 * Products: what is sold, at which price in which list; exchange rates and tax rates, each in force from a day. Unit prices
 * are plain numbers of major units with up to six decimals, in the currency of their list.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { moneySumSchema } from './money/sums.ts'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

export const productCategory = defineEntity({
  id: 140,
  name: 'productCategory',
  domain: 'products',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1, search: 2 }],
    parentId: [11, 'ref', { to: 'productCategory', list: 2 }],
  },
})

export const product = defineEntity({
  id: 141,
  name: 'product',
  domain: 'products',
  title: { from: 'text', field: 'name' },
  searched: true,
  custom: true,
  mergeable: true,
  fields: {
    name: [10, 'text', { required: true, search: 2, list: 1, importAs: ['product', 'product name', 'item'] }],
    code: [11, 'text', { search: 2, list: 2, importAs: ['sku', 'product code', 'item code'] }],
    categoryId: [12, 'ref', { to: 'productCategory', list: 3, importAs: ['category'] }],
    unit: [13, 'pickList', { list: 5, importAs: ['unit', 'unit of measure'] }],
    /** What it costs where no price list says otherwise. */
    price: [14, 'money', { list: 4, importAs: ['price', 'list price', 'unit price'] }],
    cost: [15, 'money', { importAs: ['cost', 'unit cost'] }],
    description: [16, 'longText', { search: 1 }],
    /** Per cent, where it is not that of the day: an exempt product has 0. */
    taxRate: [17, 'number', { importAs: ['tax rate', 'vat'] }],
    /** Not sold any more; old quotes keep it. */
    hidden: [18, 'yesNo'],
    tags: [19, 'tags', { search: 1, merge: 'union' }],
    photo: [20, 'file', { merge: 'first' }],
    extras: [21, 'list', { elements: 'extra', search: 1, merge: 'union' }],
  },
})

export const priceList = defineEntity({
  id: 142,
  name: 'priceList',
  domain: 'products',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1, search: 2 }],
    currency: [11, 'text', { required: true, list: 2, fixed: true }],
    taxIncluded: [12, 'yesNo', { list: 3 }],
    validFrom: [13, 'date', { list: 4 }],
    validUntil: [14, 'date', { list: 5 }],
  },
})

export const price = defineEntity({
  id: 143,
  name: 'price',
  domain: 'products',
  title: { from: 'text', field: 'note' },
  parents: ['productId', 'priceListId'],
  fields: {
    priceListId: [10, 'ref', { to: 'priceList', required: true, list: 1 }],
    productId: [11, 'ref', { to: 'product', required: true, list: 2 }],
    amount: [12, 'number', { required: true, list: 3 }],
    note: [13, 'text', { list: 4 }],
  },
})

export const exchangeRate = defineEntity({
  id: 144,
  name: 'exchangeRate',
  domain: 'products',
  title: { from: 'text', field: 'fromCurrency' },
  fields: {
    day: [10, 'date', { required: true, list: 1 }],
    fromCurrency: [11, 'text', { required: true, list: 2, importAs: ['from', 'base'] }],
    toCurrency: [12, 'text', { required: true, list: 3, importAs: ['to'] }],
    /** Units of `toCurrency` for one of `fromCurrency`. */
    rate: [13, 'number', { required: true, list: 4 }],
  },
})

export const taxRate = defineEntity({
  id: 145,
  name: 'taxRate',
  domain: 'products',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    country: [11, 'text', { list: 2 }],
    kind: [12, 'choice', { options: ['vat', 'withholding'], required: true, list: 3 }],
    rate: [13, 'number', { required: true, list: 4 }],
    validFrom: [14, 'date', { required: true, list: 5 }],
  },
})

const code = z.string().regex(/^[A-Z]{3}$/)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const operation = z.string().nullable()

/** A product as it is offered in one list or currency on one day. */
export const offeredSchema = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string().nullable(),
  unit: z.string().nullable(),
  description: z.string().nullable(),
  /** Of one, in major units as decimal text; null where no price is known. */
  unitPrice: z.string().nullable(),
  /** Where the price is from: the list, the product, or either converted at a rate. */
  from: z.enum(['list', 'product', 'converted']).nullable(),
  /** The rate it was converted at, and its day. */
  rate: z.object({ rate: z.string(), day: z.string() }).nullable(),
  /** Per cent, as decimal text. */
  taxRate: z.string().nullable(),
  cost: moneySumSchema.nullable(),
})
export type OfferedProduct = z.infer<typeof offeredSchema>

export const productProcedures = {
  /** Products that can be put on a line, with their price in a currency on a day. */
  'product.offered': query(
    z.object({
      search: z.string().max(200).default(''),
      ids: z.array(idSchema).max(500).optional(),
      priceList: idSchema.nullable().optional(),
      currency: code,
      on: day,
      limit: z.number().int().min(1).max(200).default(30),
    }),
    z.object({ products: z.array(offeredSchema) }),
  ),
  /** Sets the price of a product in a list, or takes it out of it (null). */
  'price.set': mutation(
    z.object({ product: idSchema, priceList: idSchema, amount: z.number().min(0).nullable() }),
    z.object({ operation }),
  ),
  /** Every list with the price it has for a product. */
  'price.of': query(
    z.object({ product: idSchema }),
    z.object({
      lists: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          currency: z.string(),
          taxIncluded: z.boolean(),
          validFrom: z.string().nullable(),
          validUntil: z.string().nullable(),
          amount: z.number().nullable(),
        }),
      ),
    }),
  ),
  /** The rate of a day; `noted` is the day it is from. Null where none is known. */
  'rate.on': query(
    z.object({ from: code, to: code, on: day }),
    z.object({ rate: z.string().nullable(), noted: z.string().nullable() }),
  ),
  /** Tax rates in force on a day: own ones, else those the program knows for the country. */
  'tax.on': query(
    z.object({ on: day }),
    z.object({
      vat: z.string().nullable(),
      withholding: z.string().nullable(),
      country: z.string(),
      own: z.boolean(),
    }),
  ),
}
