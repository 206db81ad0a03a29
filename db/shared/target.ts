/** Which records a verb works on: those of an open list (or the rows picked in it), some named ones, those of a filter, or of a saved view. */
import { z } from 'zod'
import { boundedFilterSchema } from './lookups.ts'
import { idSchema } from './records.ts'

const MAX_IDS = 10_000
const MAX_RANGES = 50_000
const position = z.number().int().min(0)

export const targetSchema = z.union([
  /** `ranges`: only these positions, both ends included; with `version`, so that they mean the rows the person saw. */
  z.strictObject({
    lookupId: z.string().min(1).max(64),
    version: z.number().int().min(1).optional(),
    ranges: z
      .array(z.tuple([position, position]))
      .min(1)
      .max(MAX_RANGES)
      .optional(),
  }),
  z.strictObject({ ids: z.array(idSchema).min(1).max(MAX_IDS) }),
  z.strictObject({ filter: boundedFilterSchema }),
  /** By name or id. */
  z.strictObject({ view: z.string().min(1).max(200) }),
])
export type Target = z.infer<typeof targetSchema>
