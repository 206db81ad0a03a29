/** The trash: what was put there, by whom, taking it out again, and emptying it for good. */
import { z } from 'zod'
import type { Entity } from './entity.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

const entity = z.string().min(1).max(64)
const picked = z.object({ entity, id: idSchema })

/** What the trash shows and empties: people's own records. Definitions and users are restored where they are kept. */
export const isTrashed = (entity: Entity): boolean => entity.listed && entity.editedBy === 'write'

export const trashRowSchema = z.object({
  entity: z.string(),
  id: z.string(),
  displayName: z.string(),
  trashedAt: z.string(),
  /** Who put it there. */
  by: z.string().nullable(),
  /** Whether whoever asks may take it out again. */
  restorable: z.boolean(),
})
export type TrashRow = z.infer<typeof trashRowSchema>

export const trashProcedures = {
  /** Newest first. `entity` may also name what the trash page leaves out, such as custom fields. */
  'trash.list': query(
    z.object({
      entity: entity.optional(),
      limit: z.number().int().min(1).max(500).default(100),
      /** `next` of the page before. */
      after: z
        .string()
        .regex(/^\d{1,16}\.\d{1,6}\.\d{1,16}$/)
        .optional(),
    }),
    z.object({
      rows: z.array(trashRowSchema),
      next: z.string().nullable(),
      /** Records in the trash per entity, whatever the filter. */
      counts: z.record(z.string(), z.number()),
    }),
  ),
  'trash.restore': mutation(
    z.object({ records: z.array(picked).min(1).max(1_000) }),
    z.object({ operation: z.string().nullable(), restored: z.number() }),
  ),
  /**
   * Erases what is in the trash: field values here and in the change log. Cannot be undone. Neither `entity` nor `records`:
   * everything the caller may see there.
   */
  'trash.empty': job(
    z.object({ entity: entity.optional(), records: z.array(picked).min(1).max(10_000).optional() }),
    z.object({ operation: z.string().nullable(), erased: z.number() }),
    { undo: 'never', right: 'erase' },
  ),
}
