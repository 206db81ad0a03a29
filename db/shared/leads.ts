/**
 * Leads: contacts and companies somebody has not decided about yet. Not records of their own: a stage (`leadStatus`) and a
 * source on the record, so that nothing typed is copied anywhere when a lead becomes an opportunity.
 */
import { z } from 'zod'
import { leadStates } from './leadStates.ts'
import { moneyTotalSchema } from './money/sums.ts'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

const operation = z.string().nullable()
const count = z.number().int().min(0)
const entity = z.enum(['contact', 'company'])
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const leadProcedures = {
  /** Says how far a lead is; null: it is none. Why it was turned down becomes a note. */
  'lead.setStatus': mutation(
    z.object({
      entity,
      id: idSchema,
      status: z.enum(leadStates).nullable(),
      source: z.string().max(4_000).nullable().optional(),
      note: z.string().max(400_000).optional(),
    }),
    z.object({ operation }),
  ),
  /** Makes an opportunity of it. The lead stays what it is, with all that was ever written about it, and is `converted`. */
  'lead.convert': mutation(
    z.object({
      entity,
      id: idSchema,
      /** Fields of the opportunity; name, contact, company and source come from the lead where they are not given. */
      data: z.record(z.string(), z.unknown()).default({}),
      /** For a person without a company: makes one of this name and puts the person there. */
      company: z.string().trim().max(4_000).optional(),
    }),
    z.object({ opportunity: z.string(), company: z.string().nullable(), operation }),
  ),
  /** What each source brought: leads, how many were qualified and converted, what became of their opportunities. */
  'lead.sources': query(
    z.object({
      from: day.optional(),
      to: day.optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
    }),
    z.object({
      sources: z.array(
        z.object({
          source: z.string().nullable(),
          leads: count,
          qualified: count,
          converted: count,
          opportunities: count,
          won: count,
          amount: moneyTotalSchema,
        }),
      ),
      currency: z.string(),
    }),
    { slow: true },
  ),
  'lead.counts': query(
    z.object({}),
    z.object({ contact: z.record(z.enum(leadStates), count), company: z.record(z.enum(leadStates), count) }),
  ),
}
