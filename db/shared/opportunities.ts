/**
 * Opportunities: what may become a sale, with whom, how far it is and what stands in its way. The domain's public face, beside
 * pipelines.ts (the stages it goes through) and forecast.ts (what is expected of all of them together).
 * It is private with its contact and company: not by `parents`, which reach one step, but by rule (core/effects/privacy.ts).
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { moneySumSchema, moneyTotalSchema } from './money/sums.ts'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

export const opportunityStates = ['open', 'won', 'lost'] as const
export type OpportunityState = (typeof opportunityStates)[number]
export const forecastCategories = ['commit', 'bestCase', 'pipeline', 'omitted'] as const
export type ForecastCategory = (typeof forecastCategories)[number]

/**
 * `amount` is given by hand, or follows the lines (`amountFrom`). `probability` and `category` are the stage's while empty.
 * `closeDate` is when it is expected to close and, once it has, when it did. What follows from a change (the stage of
 * another pipeline, since when it stands there, the stage history) core/effects/opportunities.ts adds.
 */
export const opportunity = defineEntity({
  id: 123,
  name: 'opportunity',
  domain: 'opportunities',
  title: { from: 'text', field: 'name' },
  searched: true,
  custom: true,
  timeline: { at: 'openedAt', subjects: ['contactId', 'companyId'] },
  fields: {
    name: [
      10,
      'text',
      {
        required: true,
        search: 2,
        list: 1,
        importAs: ['opportunity', 'deal', 'deal name', 'opportunity name'],
      },
    ],
    companyId: [11, 'ref', { to: 'company', list: 2, importAs: ['company', 'account', 'account name'] }],
    contactId: [12, 'ref', { to: 'contact', list: 3, importAs: ['contact', 'primary contact'] }],
    pipelineId: [13, 'ref', { to: 'pipeline', group: 'stage', importAs: ['pipeline'] }],
    stageId: [
      14,
      'ref',
      { to: 'stage', list: 4, group: 'stage', importAs: ['stage', 'deal stage', 'sales stage'] },
    ],
    status: [15, 'choice', { options: opportunityStates, list: 8, group: 'stage' }],
    amount: [16, 'money', { list: 5, importAs: ['amount', 'value', 'deal value'] }],
    amountFrom: [17, 'choice', { options: ['hand', 'lines', 'quote'] }],
    closeDate: [18, 'date', { list: 6, importAs: ['close date', 'expected close', 'closing date'] }],
    probability: [19, 'integer', { importAs: ['probability', 'probability (%)'] }],
    category: [20, 'choice', { options: forecastCategories, importAs: ['forecast category'] }],
    /** What is to be done next, in words, where nothing is scheduled. */
    nextStep: [21, 'text', { search: 1, list: 7, importAs: ['next step'] }],
    source: [22, 'pickList', { importAs: ['lead source', 'source'] }],
    reasonId: [23, 'ref', { to: 'closeReason', importAs: ['reason', 'closed lost reason', 'loss reason'] }],
    reasonNote: [24, 'longText', { search: 1 }],
    description: [25, 'longText', { search: 1, importAs: ['notes', 'details'] }],
    tags: [26, 'tags', { search: 1, merge: 'union' }],
    openedAt: [27, 'instant', { importAs: ['created', 'create date', 'opened'] }],
    closedAt: [28, 'instant', { group: 'stage', system: true }],
    stageSince: [29, 'instant', { group: 'stage', system: true }],
    /** The contact or company it was converted from, where it began as a lead. */
    leadContactId: [30, 'ref', { to: 'contact', system: true }],
    leadCompanyId: [31, 'ref', { to: 'company', system: true }],
    extras: [32, 'list', { elements: 'extra', search: 1, merge: 'union' }],
  },
})

/** Who has a say in it, and as what: decision maker, influencer, user … */
export const opportunityContact = defineEntity({
  id: 124,
  name: 'opportunityContact',
  domain: 'opportunities',
  title: { from: 'text', field: 'role' },
  parents: ['opportunityId', 'contactId'],
  timeline: { at: 'opportunityId.openedAt', subjects: ['contactId'], shows: 'opportunityId' },
  fields: {
    opportunityId: [10, 'ref', { to: 'opportunity', required: true, list: 1 }],
    contactId: [11, 'ref', { to: 'contact', required: true, list: 2 }],
    role: [12, 'pickList', { list: 3 }],
    note: [13, 'text', { list: 4 }],
  },
})

/** Who of us works on it besides the owner. */
export const opportunityMember = defineEntity({
  id: 125,
  name: 'opportunityMember',
  domain: 'opportunities',
  title: { from: 'text', field: 'role' },
  parents: ['opportunityId'],
  fields: {
    opportunityId: [10, 'ref', { to: 'opportunity', required: true, list: 1 }],
    userId: [11, 'ref', { to: 'user', required: true, list: 2 }],
    role: [12, 'pickList', { list: 3 }],
  },
})

export const competitor = defineEntity({
  id: 126,
  name: 'competitor',
  domain: 'opportunities',
  title: { from: 'organisation', field: 'name' },
  searched: true,
  custom: true,
  mergeable: true,
  fields: {
    name: [10, 'text', { required: true, search: 2, importAs: ['competitor'] }],
    website: [11, 'url', { list: 1 }],
    strengths: [12, 'longText', { search: 1, list: 2 }],
    weaknesses: [13, 'longText', { search: 1, list: 3 }],
    description: [14, 'longText', { search: 1 }],
    tags: [15, 'tags', { merge: 'union' }],
  },
})

/** A competitor in one opportunity: how it stands there, and what came of it. */
export const opportunityCompetitor = defineEntity({
  id: 127,
  name: 'opportunityCompetitor',
  domain: 'opportunities',
  title: { from: 'text', field: 'strengths' },
  parents: ['opportunityId'],
  fields: {
    opportunityId: [10, 'ref', { to: 'opportunity', required: true, list: 1 }],
    competitorId: [11, 'ref', { to: 'competitor', required: true, list: 2 }],
    strengths: [12, 'longText', { list: 3 }],
    weaknesses: [13, 'longText', { list: 4 }],
    price: [14, 'money'],
    outcome: [15, 'choice', { options: ['open', 'weWon', 'theyWon', 'withdrew'], list: 5 }],
  },
})

/** A product in an opportunity: how many at what price. Of the currency of the opportunity. */
export const opportunityLine = defineEntity({
  id: 128,
  name: 'opportunityLine',
  domain: 'opportunities',
  title: { from: 'text', field: 'name' },
  parents: ['opportunityId'],
  fields: {
    opportunityId: [10, 'ref', { to: 'opportunity', required: true, list: 1 }],
    productId: [11, 'ref', { to: 'product', list: 2 }],
    name: [12, 'text', { list: 3 }],
    quantity: [13, 'number', { list: 4 }],
    unitPrice: [14, 'number', { list: 5 }],
    discountPercent: [15, 'number', { list: 6 }],
    position: [16, 'integer'],
  },
})

/** Where an opportunity has been: written by what moves it, never by people. */
export const stageChange = defineEntity({
  id: 129,
  name: 'stageChange',
  domain: 'opportunities',
  editedBy: 'none',
  listed: false,
  title: { from: 'text', field: 'toName' },
  parents: ['opportunityId'],
  timeline: { at: 'at', subjects: ['opportunityId'] },
  fields: {
    opportunityId: [10, 'ref', { to: 'opportunity', required: true }],
    at: [11, 'instant', { required: true }],
    fromStageId: [12, 'ref', { to: 'stage' }],
    toStageId: [13, 'ref', { to: 'stage' }],
    /** As they were called then: stages are renamed and deleted. */
    fromName: [14, 'text'],
    toName: [15, 'text'],
    status: [16, 'choice', { options: opportunityStates, list: 1 }],
    amount: [17, 'money', { list: 2 }],
    /** How long it had been in the stage before. */
    days: [18, 'integer'],
  },
})

const operation = z.string().nullable()
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const count = z.number().int().min(0)
const party = z.object({ id: z.string(), name: z.string().nullable() })

/** What comes next for an opportunity: the first thing that is scheduled, else what was written down. */
const nextSchema = z.object({
  text: z.string(),
  at: z.string().nullable(),
  activity: z.string().nullable(),
  overdue: z.boolean(),
})

export const cardSchema = z.object({
  id: z.string(),
  name: z.string(),
  company: party.nullable(),
  contact: party.nullable(),
  owner: party.nullable(),
  amount: moneySumSchema.nullable(),
  probability: z.number(),
  closeDate: z.string().nullable(),
  /** Whole days in the stage. */
  days: count,
  /** Longer than the stage allows. */
  rotting: z.boolean(),
  status: z.enum(opportunityStates),
  next: nextSchema.nullable(),
})
export type OpportunityCard = z.infer<typeof cardSchema>

const columnSchema = z.object({
  stage: z.string(),
  count,
  total: moneyTotalSchema,
  weighted: moneyTotalSchema,
})

/** What the board shows: what is open, and what was closed lately, in the order of the stages. */
const boardFilter = z.object({
  pipeline: idSchema.optional(),
  /** Owner; the caller's own with `mine`. */
  owner: idSchema.optional(),
  mine: z.boolean().default(false),
  /** Expected to close until that day. */
  until: day.optional(),
  rotting: z.boolean().default(false),
  /** Nothing scheduled and nothing written down. */
  stuck: z.boolean().default(false),
  search: z.string().max(200).default(''),
  /** Totals in this currency; else the database's. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
})

export const opportunityProcedures = {
  /** Columns with their totals and the first cards of each, by owner when asked. */
  'opportunity.board': query(
    boardFilter.extend({
      lanes: z.boolean().default(false),
      each: z.number().int().min(1).max(200).default(30),
    }),
    z.object({
      pipeline: z.string().nullable(),
      currency: z.string(),
      columns: z.array(columnSchema),
      lanes: z.array(
        z.object({
          owner: party.nullable(),
          cells: z.array(columnSchema.extend({ cards: z.array(cardSchema) })),
          closed: z.array(columnSchema.extend({ cards: z.array(cardSchema) })),
        }),
      ),
      /** Won and lost within the last thirty days. */
      closed: z.array(columnSchema),
    }),
  ),
  /** Further cards of one column. */
  'opportunity.cards': query(
    boardFilter.extend({
      stage: z.string().min(1).max(40),
      /** Of this lane; null: of nobody. */
      lane: idSchema.nullable().optional(),
      offset: count.default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ cards: z.array(cardSchema) }),
  ),
  /** Moves to a stage, also of another pipeline, filling in what that stage asks for. A closed one is opened again. */
  'opportunity.move': mutation(
    z.object({ id: idSchema, stage: idSchema, data: z.record(z.string(), z.unknown()).default({}) }),
    z.object({ id: z.string(), operation }),
  ),
  'opportunity.close': mutation(
    z.object({
      id: idSchema,
      status: z.enum(['won', 'lost']),
      reason: idSchema.nullable().optional(),
      note: z.string().max(400_000).nullable().optional(),
      /** Today when absent. */
      on: day.optional(),
      amount: z
        .object({ minor: z.number().int(), currency: z.string().regex(/^[A-Z]{3}$/) })
        .nullable()
        .optional(),
      /** The competitor that got it. */
      competitor: idSchema.nullable().optional(),
    }),
    z.object({ id: z.string(), operation }),
  ),
  'opportunity.reopen': mutation(
    z.object({ id: idSchema, stage: idSchema.optional() }),
    z.object({ id: z.string(), operation }),
  ),
  /** What the head of its page says: stage, days, what comes next, what the next stage asks for. */
  'opportunity.standing': query(
    z.object({ id: idSchema }),
    z.object({
      status: z.enum(opportunityStates),
      pipeline: party.nullable(),
      stages: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          probability: z.number(),
          current: z.boolean(),
          /** Days spent in it so far, all visits together; null for one it has not been in. */
          days: count.nullable(),
        }),
      ),
      days: count,
      rotDays: z.number().int().nullable(),
      rotting: z.boolean(),
      probability: z.number(),
      category: z.enum(forecastCategories),
      weighted: moneySumSchema.nullable(),
      next: nextSchema.nullable(),
    }),
  ),
  /** Opportunities of a contact (also in another role), or of a company and its people; newest first. */
  'opportunity.of': query(
    z.object({
      entity: z.enum(['contact', 'company']),
      id: idSchema,
      limit: z.number().int().min(1).max(500).default(100),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
    }),
    z.object({
      rows: z.array(
        cardSchema.extend({
          role: z.string().nullable(),
          stage: z.string().nullable(),
          pipeline: z.string().nullable(),
        }),
      ),
      total: count,
      open: moneyTotalSchema,
      won: moneyTotalSchema,
    }),
  ),
  /** Expected closings of the days from `from` to `to`, both inside. */
  'opportunity.closings': query(
    boardFilter.extend({ from: day, to: day, limit: z.number().int().min(1).max(2_000).default(500) }),
    z.object({
      days: z.array(
        z.object({ day: z.string(), count, total: moneyTotalSchema, cards: z.array(cardSchema) }),
      ),
      total: moneyTotalSchema,
      weighted: moneyTotalSchema,
      count,
      currency: z.string(),
    }),
  ),
  /** Replaces the lines; with `amountFrom` “lines” the amount follows. */
  'opportunity.setLines': mutation(
    z.object({
      id: idSchema,
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      lines: z
        .array(
          z.object({
            id: idSchema.optional(),
            productId: idSchema.nullable().optional(),
            name: z.string().max(4_000).nullable().optional(),
            quantity: z.number(),
            unitPrice: z.number(),
            discountPercent: z.number().min(0).max(100).nullable().optional(),
          }),
        )
        .max(500),
    }),
    z.object({ id: z.string(), operation }),
  ),
  /** The usual answers of a closed set: reasons, per outcome. */
  'opportunity.reasons': query(
    z.object({}),
    z.object({
      reasons: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          outcome: z.enum(['won', 'lost', 'both']),
          hidden: z.boolean(),
        }),
      ),
    }),
  ),
}
export type BoardFilter = z.output<typeof boardFilter>
