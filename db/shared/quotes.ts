/**
 * Quotes: what is offered, at which price, until when. A quote keeps its lines, rates and words as they were given; a new
 * version is a quote of its own that names the first. Totals are worked out of the lines by each device.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { addressSchema } from './mail.ts'
import { moneySumSchema } from './money/sums.ts'
import { documentSchema } from './printing.ts'
import { job, mutation, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'

export const quoteStates = ['draft', 'sent', 'accepted', 'declined', 'replaced'] as const
export type QuoteState = (typeof quoteStates)[number]
const discountKinds = ['percent', 'amount'] as const
/** How long a quote holds where nobody says otherwise. */
export const DAYS_VALID = 30
/** The setting with the terms of quotes in a language; `quote.terms` is for all that have none of their own. */
export const termsKey = (language: 'en' | 'th' | 'fa'): string => `quote.terms.${language}`

export const quote = defineEntity({
  id: 150,
  name: 'quote',
  domain: 'quotes',
  title: { from: 'text', field: 'number' },
  searched: true,
  custom: true,
  timeline: { at: 'at', subjects: ['contactId', 'companyId', 'opportunityId'] },
  fields: {
    number: [10, 'text', { series: true, search: 2, list: 1, importAs: ['quote number', 'number'] }],
    subject: [11, 'text', { search: 1, list: 2, importAs: ['subject', 'title'] }],
    companyId: [12, 'ref', { to: 'company', list: 3 }],
    contactId: [13, 'ref', { to: 'contact', list: 4 }],
    opportunityId: [14, 'ref', { to: 'opportunity' }],
    status: [15, 'choice', { options: quoteStates, list: 5, system: true }],
    issueDate: [16, 'date', { list: 7 }],
    validUntil: [17, 'date', { list: 8 }],
    version: [18, 'integer', { system: true }],
    /** The first version. */
    firstId: [19, 'ref', { to: 'quote', system: true }],
    language: [20, 'choice', { options: ['en', 'th', 'fa'], group: 'terms' }],
    currency: [21, 'text', { group: 'terms' }],
    priceListId: [22, 'ref', { to: 'priceList', group: 'terms' }],
    taxIncluded: [23, 'yesNo', { group: 'terms' }],
    rounding: [24, 'choice', { options: ['halfUp', 'halfEven'], group: 'terms' }],
    discountKind: [25, 'choice', { options: discountKinds, group: 'discount' }],
    /** Per cent, or major units of the currency. */
    discountValue: [26, 'number', { group: 'discount' }],
    /** Per cent the customer keeps back; empty: none. */
    withholdingRate: [27, 'number'],
    inWords: [28, 'yesNo'],
    intro: [29, 'longText', { search: 1 }],
    terms: [30, 'longText', { search: 1 }],
    /** How it looks on paper; empty: the standard layout of its language. */
    layoutId: [34, 'ref', { to: 'quoteLayout' }],
    at: [31, 'instant', { system: true }],
    sentAt: [32, 'instant', { system: true }],
    decidedAt: [33, 'instant', { system: true }],
    subtotal: [40, 'money', { system: true, derived: true }],
    discount: [41, 'money', { system: true, derived: true }],
    net: [42, 'money', { system: true, derived: true }],
    tax: [43, 'money', { system: true, derived: true }],
    total: [44, 'money', { system: true, derived: true, list: 6 }],
  },
})

/** `quantity`, `unitPrice` (major units) and rates are plain numbers, reckoned with as the decimals they are written as. */
export const quoteLine = defineEntity({
  id: 151,
  name: 'quoteLine',
  domain: 'quotes',
  title: { from: 'text', field: 'name' },
  parents: ['quoteId'],
  fields: {
    quoteId: [10, 'ref', { to: 'quote', required: true, list: 1 }],
    position: [11, 'integer'],
    productId: [12, 'ref', { to: 'product', list: 2 }],
    name: [13, 'text', { list: 3 }],
    description: [14, 'longText'],
    quantity: [15, 'number', { list: 4 }],
    unit: [16, 'text', { list: 5 }],
    unitPrice: [17, 'number', { list: 6 }],
    discountKind: [18, 'choice', { options: discountKinds, group: 'discount' }],
    discountValue: [19, 'number', { group: 'discount', list: 7 }],
    taxRate: [20, 'number', { list: 8 }],
  },
})

const operation = z.string().nullable()
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const count = z.number().int().min(0)
const percent = z.number().min(0).max(100)
const words = z.string().max(4_000).nullable()

export const quoteLineSchema = z.object({
  id: idSchema.optional(),
  productId: idSchema.nullable().default(null),
  name: words.default(null),
  description: z.string().max(40_000).nullable().default(null),
  quantity: z.number().default(1),
  unit: z.string().max(200).nullable().default(null),
  unitPrice: z.number().default(0),
  discountKind: z.enum(discountKinds).nullable().default(null),
  discountValue: z.number().min(0).nullable().default(null),
  taxRate: percent.nullable().default(null),
})
export type QuoteLineInput = z.output<typeof quoteLineSchema>

/** All that totals depend on. */
export const quoteTermsSchema = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  taxIncluded: z.boolean().default(false),
  rounding: z.enum(['halfUp', 'halfEven']).default('halfUp'),
  discountKind: z.enum(discountKinds).nullable().default(null),
  discountValue: z.number().min(0).nullable().default(null),
  withholdingRate: percent.nullable().default(null),
})
export type QuoteTerms = z.output<typeof quoteTermsSchema>

export const quoteTotalsSchema = z.object({
  lines: z.array(z.object({ gross: z.number(), discount: z.number(), net: z.number() })),
  subtotal: z.number(),
  discount: z.number(),
  base: z.number(),
  taxes: z.array(z.object({ rate: z.string(), base: z.number(), tax: z.number() })),
  tax: z.number(),
  total: z.number(),
  withholding: z.number(),
  payable: z.number(),
})
export type QuoteTotals = z.infer<typeof quoteTotalsSchema>

export const quoteProcedures = {
  /** A quote with its lines and totals. */
  'quote.get': query(
    z.object({ id: idSchema }),
    z.object({
      record: z.record(z.string(), z.unknown()),
      terms: quoteTermsSchema,
      lines: z.array(quoteLineSchema.extend({ id: z.string() })),
      totals: quoteTotalsSchema,
      versions: z.array(
        z.object({ id: z.string(), number: z.string(), version: count, status: z.enum(quoteStates) }),
      ),
      expired: z.boolean(),
    }),
  ),
  /** The totals of what stands in the editor; nothing is written. */
  'quote.reckon': query(
    z.object({ terms: quoteTermsSchema, lines: z.array(quoteLineSchema).max(500) }),
    z.object({ totals: quoteTotalsSchema }),
  ),
  /**
   * Makes a quote or changes one, with all its lines, in one operation. A new one is numbered; what is not given is taken
   * from the opportunity, the customer and the settings.
   */
  'quote.save': mutation(
    z.object({
      id: idSchema.optional(),
      data: z.record(z.string(), z.unknown()).default({}),
      /** Absent: lines stay; of a new quote, those of its opportunity are taken. */
      lines: z.array(quoteLineSchema).max(500).optional(),
    }),
    z.object({ id: z.string(), number: z.string(), operation }),
  ),
  /** A new version: today's date, the tax rates of today, the same lines; the old one is `replaced`. */
  'quote.revise': mutation(
    z.object({ id: idSchema }),
    z.object({ id: z.string(), number: z.string(), operation }),
  ),
  /** Given to the customer by other means than e-mail. */
  'quote.markSent': mutation(z.object({ id: idSchema, on: day.optional() }), z.object({ operation })),
  /**
   * What the customer said. Accepted: the opportunity gets the amount and is won. Declined: with `lose` it is lost, else it
   * stays open.
   */
  'quote.decide': mutation(
    z.object({
      id: idSchema,
      status: z.enum(['accepted', 'declined']),
      on: day.optional(),
      lose: z.boolean().default(false),
      reason: idSchema.nullable().optional(),
      note: z.string().max(400_000).nullable().optional(),
    }),
    z.object({ opportunity: z.string().nullable(), operation }),
  ),
  /** The pages of a quote, in its own language; `reader` says calendar and digits where they are not those of the language. */
  'quote.compose': job(
    z.object({
      id: idSchema,
      reader: readerSchema.optional(),
      /** Another layout than its own; null: the built-in one. */
      layout: idSchema.nullable().optional(),
    }),
    z.object({ document: documentSchema, fileName: z.string() }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
  /** Puts it into the outbox with its pages and marks it as sent, in one operation. */
  'quote.send': mutation(
    z.object({
      id: idSchema,
      account: idSchema,
      to: addressSchema,
      toName: z.string().max(200).default(''),
      subject: z.string().max(2_000),
      html: z.string().max(2_000_000),
      /** The PDF, base64. */
      pdf: z.base64().max(40_000_000),
    }),
    z.object({ message: z.string(), operation }),
    { right: 'export' },
  ),
  /** Quotes of an opportunity, a contact or a company, newest first. */
  'quote.of': query(
    z.object({
      entity: z.enum(['opportunity', 'contact', 'company']),
      id: idSchema,
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          subject: z.string().nullable(),
          status: z.enum(quoteStates),
          expired: z.boolean(),
          version: count,
          issueDate: z.string().nullable(),
          validUntil: z.string().nullable(),
          total: moneySumSchema.nullable(),
        }),
      ),
      total: count,
    }),
  ),
}
