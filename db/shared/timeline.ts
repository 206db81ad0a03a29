/** The timeline of a record: everything that happened around it, newest first, whatever entity it comes from. */
import { z } from 'zod'
import { query } from './procedure.ts'
import { idSchema, recordSchema } from './records.ts'

export const timelineEntrySchema = z.object({
  entity: z.string(),
  id: z.string(),
  at: z.string(),
  record: recordSchema,
  /** The link that puts it here, where the record itself does not name the subject: what paging goes on behind. */
  place: z.object({ entity: z.string(), id: z.string() }).optional(),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

export const timelineProcedures = {
  /**
   * `after` continues behind the last entry shown. `entities` filters by kind. `people`: a company's timeline with those
   * of the people who work there.
   */
  'timeline.list': query(
    z.object({
      entity: z.string().min(1).max(64),
      id: idSchema,
      entities: z.array(z.string().min(1).max(64)).max(50).optional(),
      people: z.boolean().default(false),
      limit: z.number().int().min(1).max(500).default(50),
      after: z.object({ at: z.string(), entity: z.string(), id: idSchema }).optional(),
    }),
    z.object({ entries: z.array(timelineEntrySchema), more: z.boolean() }),
  ),
}
