/**
 * Campaigns: something sent, called or held for many at a time, what it costs and what comes of it. Members are contacts and
 * companies with how far each is. Whom one must not contact is never made a member, and is asked about again before each
 * message goes.
 */
import { z } from 'zod'
import type { Channel } from './consent.ts'
import { defineEntity } from './entity.ts'
import { job, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

export const campaignKinds = ['email', 'letter', 'call', 'event', 'sms'] as const
export type CampaignKind = (typeof campaignKinds)[number]
/** Through which a campaign of a kind reaches people. */
export const channelOf: Readonly<Record<CampaignKind, Channel>> = {
  email: 'email',
  letter: 'post',
  call: 'phone',
  event: 'all',
  sms: 'sms',
}
export const campaignStates = ['planned', 'running', 'done', 'cancelled'] as const

export const memberStates = [
  'planned',
  'queued',
  'sent',
  'failed',
  'replied',
  'responded',
  'converted',
  'optedOut',
  'excluded',
] as const
export type MemberState = (typeof memberStates)[number]
/** Of whom something came back. */
export const answered: readonly MemberState[] = ['replied', 'responded', 'converted']
/** What people and imports may say of a member; the others follow from sending. */
export const responses = ['sent', 'replied', 'responded', 'converted', 'optedOut', 'planned'] as const

export const campaign = defineEntity({
  id: 183,
  name: 'campaign',
  domain: 'campaigns',
  title: { from: 'text', field: 'name' },
  searched: true,
  custom: true,
  fields: {
    name: [10, 'text', { required: true, search: 2, list: 1 }],
    kind: [11, 'choice', { options: campaignKinds, required: true, list: 2 }],
    status: [12, 'choice', { options: campaignStates, list: 3 }],
    /** What consent is asked for. */
    purpose: [13, 'pickList', { list: 8 }],
    /** Only who agreed; else everybody who did not refuse. */
    needsConsent: [14, 'yesNo'],
    startsOn: [15, 'date', { list: 4 }],
    endsOn: [16, 'date', { list: 5 }],
    budget: [17, 'money', { list: 6 }],
    cost: [18, 'money', { list: 7 }],
    /** How many answers it is to bring. */
    goal: [19, 'integer'],
    description: [20, 'longText', { search: 1 }],
    /** What to say on the telephone. */
    script: [21, 'longText'],
    templateId: [22, 'ref', { to: 'template' }],
    /** The other half gets this one. */
    templateBId: [23, 'ref', { to: 'template' }],
    accountId: [24, 'ref', { to: 'mailAccount' }],
    /** Of somebody else in the market, watched and noted. */
    competitor: [25, 'text', { search: 1 }],
  },
})

export const campaignStep = defineEntity({
  id: 184,
  name: 'campaignStep',
  domain: 'campaigns',
  title: { from: 'text', field: 'name' },
  parents: ['campaignId'],
  fields: {
    campaignId: [10, 'ref', { to: 'campaign', required: true, list: 1 }],
    name: [11, 'text', { required: true, list: 2 }],
    dueOn: [12, 'date', { list: 3 }],
    doneAt: [13, 'instant', { list: 4 }],
    cost: [14, 'money', { list: 5 }],
  },
})

export const campaignMember = defineEntity({
  id: 185,
  name: 'campaignMember',
  domain: 'campaigns',
  title: { from: 'text', field: 'status' },
  editedBy: 'none',
  parents: ['campaignId', 'contactId', 'companyId'],
  fields: {
    campaignId: [10, 'ref', { to: 'campaign', required: true, list: 1 }],
    contactId: [11, 'ref', { to: 'contact', list: 2 }],
    companyId: [12, 'ref', { to: 'company', list: 3 }],
    variant: [13, 'choice', { options: ['A', 'B'], list: 4 }],
    status: [14, 'choice', { options: memberStates, required: true, list: 5, group: 'state' }],
    /** Why it was left out, or failed. */
    reason: [15, 'text', { group: 'state' }],
    at: [16, 'instant', { list: 6, group: 'state' }],
    messageId: [17, 'ref', { to: 'mailMessage' }],
    resultCode: [18, 'pickList', { list: 7 }],
    response: [19, 'longText'],
    /** What a conversion was worth. */
    value: [20, 'money', { list: 8 }],
    /** What came of it: once won, its amount counts instead of `value`. */
    opportunityId: [21, 'ref', { to: 'opportunity', list: 9 }],
    /** A server was given the message, on whichever computer. Once said it stays, so that no other gives it again. */
    handedAt: [22, 'instant'],
  },
})

const count = z.number().int().min(0)
const who = z.object({ id: z.string(), name: z.string() })
const money = z.object({ minor: z.number().int(), currency: z.string().regex(/^[A-Z]{3}$/) })

/** Worded as `campaign.refusal.<code>`. */
export const refusals = [
  'optedOut',
  'noConsent',
  'suppressed',
  'noAddress',
  'brokenAddress',
  'sameAddress',
  'queuedElsewhere',
] as const
export type RefusalCode = (typeof refusals)[number]
const refusedSchema = z.array(z.object({ code: z.enum(refusals), count, first: z.array(who) }))
export type Refused = z.infer<typeof refusedSchema>

const countsSchema = z.record(z.enum(memberStates), count)
const variantSchema = z.object({
  variant: z.enum(['A', 'B']),
  members: count,
  reached: count,
  answered: count,
  converted: count,
})

export const summarySchema = z.object({
  members: count,
  counts: countsSchema,
  /** Got it: sent to, and whoever answered. */
  reached: count,
  answered: count,
  converted: count,
  /** What conversions were worth, less the cost, in the currency of the cost; null while one of them is unknown. */
  value: money.nullable(),
  /** Its own and what its steps cost. */
  cost: money.nullable(),
  /** Steps whose cost is in it, and those in other currencies, which are not. */
  stepCosts: count,
  otherCosts: count,
  /** Conversions in other currencies than the cost: not added. */
  otherCurrencies: count,
  costPerAnswer: money.nullable(),
  /** (value − cost) ÷ cost. */
  roi: z.number().nullable(),
  variants: z.array(variantSchema),
  /** How likely a difference this large is by chance alone, if A and B were equal; null without two halves. */
  pValue: z.number().nullable(),
})
export type CampaignSummary = z.infer<typeof summarySchema>

export const campaignProcedures = {
  'campaign.summary': query(z.object({ id: idSchema }), summarySchema, { slow: true }),
  /** Two campaigns side by side; `pValue`: how likely their answers differ by chance alone. */
  'campaign.compare': query(
    z.object({ a: idSchema, b: idSchema }),
    z.object({ a: summarySchema, b: summarySchema, pValue: z.number().nullable() }),
    { slow: true },
  ),
  /** All campaigns with what they cost and brought, for the calendar and the budget. */
  'campaign.overview': query(
    z.object({}),
    z.object({
      campaigns: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          kind: z.enum(campaignKinds),
          status: z.enum(campaignStates),
          startsOn: z.string().nullable(),
          endsOn: z.string().nullable(),
          budget: money.nullable(),
          cost: money.nullable(),
          competitor: z.string().nullable(),
          members: count,
          answered: count,
        }),
      ),
    }),
    { slow: true },
  ),
  /** The campaigns a record is in, newest first. */
  'campaign.of': query(
    z.object({ entity: z.enum(['contact', 'company']), id: idSchema }),
    z.object({
      campaigns: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          kind: z.enum(campaignKinds),
          status: z.enum(memberStates),
          reason: z.string().nullable(),
          at: z.string().nullable(),
        }),
      ),
    }),
  ),
  /**
   * Makes members of whoever may be contacted, and says how many may not and why. With two templates each gets A or B by
   * chance. `dryRun` only says.
   */
  'campaign.addMembers': job(
    z
      .object({
        campaign: idSchema,
        list: idSchema.optional(),
        entity: z.enum(['contact', 'company']).optional(),
        target: targetSchema.optional(),
        dryRun: z.boolean().default(false),
        seed: count.optional(),
      })
      .refine(
        ({ list, entity, target }) => (list === undefined) === (target !== undefined && entity !== undefined),
        {
          message: 'a list, or records of an entity',
        },
      ),
    z.object({
      operation: z.string().nullable(),
      total: count,
      added: count,
      already: count,
      refused: refusedSchema,
    }),
  ),
  /** Of members that were not reached yet. */
  'campaign.removeMembers': job(
    z.object({ campaign: idSchema, members: z.array(idSchema).min(1).max(10_000) }),
    z.object({ operation: z.string().nullable(), removed: count }),
  ),
  /**
   * Planned members asked about again, before letters are printed or calls made: whoever must not be contacted by now is left
   * out. E-mail asks by itself before each message.
   */
  'campaign.screen': job(
    z.object({ campaign: idSchema }),
    z.object({ operation: z.string().nullable(), planned: count, refused: refusedSchema }),
  ),
  /** What came back, of members by identity, in a state or by the addresses of an import. An opt-out is written down as consent too. */
  'campaign.respond': job(
    z
      .object({
        campaign: idSchema,
        members: z.array(idSchema).min(1).max(10_000).optional(),
        addresses: z.array(z.string().max(400)).min(1).max(200_000).optional(),
        /** All that are so far. */
        from: z.enum(memberStates).optional(),
        status: z.enum(responses),
        resultCode: z.string().max(200).nullable().optional(),
        response: z.string().max(100_000).nullable().optional(),
        value: money.nullable().optional(),
        opportunity: idSchema.nullable().optional(),
      })
      .refine(
        ({ members, addresses, from }) =>
          [members, addresses, from].filter((each) => each !== undefined).length === 1,
        { message: 'members, a state or addresses' },
      ),
    z.object({
      operation: z.string().nullable(),
      changed: count,
      unchanged: count,
      unknown: z.object({ count, first: z.array(z.string()) }),
    }),
  ),
  /** What would go wrong if it were sent now: nothing is made. */
  'campaign.check': job(
    z.object({ campaign: idSchema, reader: readerSchema }),
    z.object({
      planned: count,
      ready: count,
      refused: refusedSchema,
      /** Who lacks something the text says, and what. */
      missing: z.object({ count, first: z.array(who.extend({ fields: z.array(z.string()) })) }),
      /** Worded as `campaign.hygiene.<code>`. */
      problems: z.array(
        z.object({
          code: z.enum([
            'noTemplate',
            'noAccount',
            'notSender',
            'template',
            'noSubject',
            'noFrom',
            'roleAddresses',
            'failedBefore',
            'long',
          ]),
          count,
          detail: z.string(),
        }),
      ),
    }),
    { on: 'reader', right: 'export', undo: 'local' },
  ),
  /** A message into the outbox for each planned member that may still be contacted. Goes on where it stopped. */
  'campaign.queue': job(
    z.object({
      campaign: idSchema,
      reader: readerSchema,
      /** Also to those who lack something the text says. */
      incomplete: z.boolean().default(false),
    }),
    z.object({
      operation: z.string().nullable(),
      queued: count,
      /** Lack something the text says; stay planned. */
      skipped: count,
      refused: refusedSchema,
    }),
    { right: 'export' },
  ),
  /** The same text to one's own address, merged with the first member. */
  'campaign.test': job(
    z.object({
      campaign: idSchema,
      variant: z.enum(['A', 'B']).default('A'),
      to: z.email().max(320),
      reader: readerSchema,
    }),
    z.object({ operation: z.string().nullable(), id: z.string() }),
    { right: 'export' },
  ),
}
