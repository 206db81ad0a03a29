/**
 * Consent: who agreed or refused to be contacted, through which channel and for what. Every statement is a record of its own
 * that is never changed: an agreement counts until its day, a refusal until an agreement that names it. An agreement made
 * elsewhere without knowledge of a refusal does not name it; so after a sync the refusal stands.
 */
import { z } from 'zod'
import { bulkSummarySchema } from './bulk.ts'
import { defineEntity } from './entity.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

/** `all` stands for every one of the others. */
export const channels = ['all', 'email', 'phone', 'sms', 'post'] as const
export type Channel = (typeof channels)[number]
export const decisions = ['granted', 'refused'] as const
export const bases = ['consent', 'contract', 'legitimateInterest', 'legalObligation', 'request'] as const

export const consent = defineEntity({
  id: 180,
  name: 'consent',
  domain: 'consent',
  title: { from: 'text', field: 'source' },
  editedBy: 'none',
  parents: ['contactId', 'companyId'],
  fields: {
    contactId: [10, 'ref', { to: 'contact', list: 1 }],
    companyId: [11, 'ref', { to: 'company', list: 2 }],
    /** Of somebody who is no record here: an e-mail address or telephone number in its normal form. */
    address: [12, 'text', { list: 3 }],
    decision: [13, 'choice', { options: decisions, required: true, list: 4 }],
    channel: [14, 'choice', { options: channels, required: true, list: 5 }],
    /** Empty: every purpose. */
    purpose: [15, 'pickList', { list: 6 }],
    basis: [16, 'choice', { options: bases }],
    /** How it came: a form, a call, an answer. */
    source: [17, 'text', { list: 8 }],
    /** What the person was asked, in the words used. */
    wording: [18, 'longText'],
    proof: [19, 'longText'],
    at: [20, 'instant', { required: true, list: 7 }],
    /** The last day an agreement counts. */
    until: [21, 'date', { list: 9 }],
    /** The last day this record is to be kept. */
    keepUntil: [22, 'date'],
    /** The refusals that an agreement takes back, by identity. */
    lifts: [23, 'tags'],
  },
})

/** Whom consent is about, and the field that names them. */
export const consentOf = { contact: 'contactId', company: 'companyId' } as const
export type Consenting = keyof typeof consentOf
export const isConsenting = (entity: string): entity is Consenting => Object.hasOwn(consentOf, entity)

/** Whether what a statement says of one channel concerns another. */
export const covers = (statement: string | null, channel: string): boolean =>
  statement === 'all' || statement === channel

const day = z.iso.date()
const statement = {
  decision: z.enum(decisions),
  channel: z.enum(channels),
  purpose: z.string().trim().max(200).nullable().default(null),
  basis: z.enum(bases).nullable().default(null),
  source: z.string().trim().max(1_000).nullable().default(null),
  wording: z.string().max(20_000).nullable().default(null),
  proof: z.string().max(20_000).nullable().default(null),
  /** When it was said; now when nothing is given. */
  at: z.iso.datetime({ offset: true }).optional(),
  until: day.nullable().default(null),
  keepUntil: day.nullable().default(null),
}
const consenting = z.enum(['contact', 'company'])
const standing = z.enum(['refused', 'granted', 'none'])
export type Standing = z.infer<typeof standing>

const entrySchema = z.object({
  id: z.string(),
  decision: z.enum(decisions),
  channel: z.enum(channels),
  purpose: z.string().nullable(),
  basis: z.string().nullable(),
  source: z.string().nullable(),
  wording: z.string().nullable(),
  proof: z.string().nullable(),
  at: z.string(),
  until: z.string().nullable(),
  keepUntil: z.string().nullable(),
  by: z.string().nullable(),
  /** Whether it counts today: no refusal that was taken back, no agreement that ran out or was followed by a refusal. */
  counts: z.boolean(),
})
export type ConsentEntry = z.infer<typeof entrySchema>

const expiredSchema = z.object({
  id: z.string(),
  entity: consenting.nullable(),
  record: z.string().nullable(),
  /** Of the record, else the address. */
  name: z.string(),
  decision: z.enum(decisions),
  channel: z.enum(channels),
  purpose: z.string().nullable(),
  at: z.string(),
  until: z.string().nullable(),
  keepUntil: z.string().nullable(),
  /** Not to be kept any longer. */
  keepOver: z.boolean(),
  counts: z.boolean(),
})
export type ExpiredConsent = z.infer<typeof expiredSchema>

export const consentProcedures = {
  /** What somebody said, newest first, and what follows for each channel whatever the purpose. */
  'consent.of': query(
    z.object({ entity: consenting, id: idSchema }),
    z.object({
      entries: z.array(entrySchema),
      channels: z.array(z.object({ channel: z.enum(channels), state: standing })),
    }),
  ),
  /**
   * One statement, of a record or of a bare address. An agreement takes back the refusals it covers whole; `standing` is how
   * many wider ones go on to count.
   */
  'consent.record': mutation(
    z
      .object({
        entity: consenting.optional(),
        id: idSchema.optional(),
        /** An e-mail address or telephone number of nobody who is here. */
        address: z.string().trim().min(3).max(320).optional(),
        ...statement,
      })
      .refine(
        ({ entity, id, address }) =>
          address === undefined ? entity !== undefined && id !== undefined : entity === undefined,
        { message: 'a record or an address' },
      ),
    z.object({ id: z.string(), standing: z.number().int(), operation: z.string().nullable() }),
  ),
  /** The same of many. */
  'consent.recordMany': job(
    z.object({ entity: consenting, target: targetSchema, ...statement }),
    bulkSummarySchema,
  ),
  /**
   * Statements whose day has come, or comes within so many days: agreements that ran out, and whatever is not to be kept any
   * longer. They are there until somebody erases them; what they agreed to counts no more from that day on.
   */
  'consent.expired': query(
    z.object({
      ahead: z.number().int().min(0).max(3_660).default(0),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    z.object({ total: z.number().int(), keepOver: z.number().int(), entries: z.array(expiredSchema) }),
    { slow: true },
  ),
  /**
   * Erases statements that are not to be kept any longer. Of an opt-out that still counts only the circumstances go: that
   * somebody said no has to be known as long as anybody might write to them.
   */
  'consent.erase': job(
    z.object({ ids: z.array(idSchema).min(1).max(10_000) }),
    z.object({ operation: z.string().nullable(), erased: z.number().int(), bared: z.number().int() }),
    { undo: 'never', right: 'erase' },
  ),
  /** Everything the database holds of one person or company, as a JSON file to hand over. */
  'consent.personData': job(
    z.object({ entity: consenting, id: idSchema, out: z.string().min(1).max(4_096) }),
    z.object({ file: z.string(), records: z.number().int(), bytes: z.number().int() }),
    { undo: 'local', right: 'export', on: 'reader' },
  ),
}
