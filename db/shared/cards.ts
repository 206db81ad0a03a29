/** A contact made from what somebody pasted: the person, and the company it names, in one step. */
import { z } from 'zod'
import { mutation } from './procedure.ts'
import { recordSchema } from './records.ts'

export const cardProcedures = {
  /** A company of that name is taken when there is one, else made. `note` keeps what no field could. */
  'card.create': mutation(
    z.object({
      contact: z.record(z.string(), z.unknown()),
      company: z.string().trim().min(1).max(500).optional(),
      note: z.string().trim().min(1).max(20_000).optional(),
    }),
    recordSchema.extend({ operation: z.string().nullable() }),
  ),
}
