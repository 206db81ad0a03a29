/** Search over everything people wrote: what is asked, what is found, and how far behind the index is. */
import { z } from 'zod'
import { query } from './procedure.ts'

/** `[start, end)` in UTF-16 units of the text beside it; always whole graphemes. */
const ranges = z.array(z.tuple([z.number().int(), z.number().int()]))

export const searchHitSchema = z.object({
  entity: z.string(),
  id: z.string(),
  title: z.string(),
  titleHighlights: ranges,
  /** The field the snippet is from, worded as that field's label; null when the title itself matched. */
  field: z.string().nullable(),
  snippet: z.string(),
  highlights: ranges,
})
export type SearchHit = z.infer<typeof searchHitSchema>

export const searchProcedures = {
  /**
   * `total` counts what was found; with `more` there is more than was looked at (ask with `count` for the exact figure,
   * which takes longer). `behind`: changes and records the index has not caught up with, 0 when the answer is complete.
   */
  'search.run': query(
    z.object({
      text: z.string().max(100_000),
      entity: z.string().max(64).optional(),
      limit: z.number().int().min(1).max(200).default(50),
      count: z.boolean().default(false),
    }),
    z.object({
      total: z.number().int(),
      more: z.boolean(),
      behind: z.number().int(),
      hits: z.array(searchHitSchema),
    }),
  ),
  'search.status': query(
    z.object({}),
    z.object({ behind: z.number().int(), documents: z.number().int(), bytes: z.number().int() }),
  ),
}
