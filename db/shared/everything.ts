/**
 * Taking everything away and bringing it back: one ZIP with a table per entity, cards, the calendar, all attached files,
 * and a description of what the tables are. An import into an empty database gives everything back.
 */
import { z } from 'zod'
import { job } from './procedure.ts'

const path = z
  .string()
  .max(4_096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/)
  .refine((text) => !text.includes('\0'))
const count = z.number().int().min(0)
const byEntity = z.record(z.string(), count)

/** Of the archive's form; a reader refuses what is newer. */
export const EVERYTHING_FORM = 1

/** `schema.json` of the archive. */
export const everythingSchema = z.object({
  form: z.number().int(),
  program: z.literal('Samphan'),
  exportedAt: z.string(),
  /** Who took it away. */
  user: z.uuid(),
  entities: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      rows: count,
      label: z.record(z.string(), z.string()),
      fields: z.array(
        z.object({
          name: z.string(),
          column: z.string(),
          kind: z.string(),
          to: z.string().optional(),
          options: z.array(z.string()).optional(),
          label: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
  attachments: count,
})
export type EverythingSchema = z.infer<typeof everythingSchema>

export const everythingProcedures = {
  'everything.export': job(
    z.object({ out: path }),
    z.object({
      file: z.string(),
      bytes: count,
      records: byEntity,
      attachments: count,
      /** Files that records name and the folder lacks. */
      missing: count,
    }),
    { on: 'reader', right: 'maintain', undo: 'local' },
  ),
  /** Into a database that holds nothing yet. */
  'everything.import': job(
    z.object({ files: z.array(path).length(1) }),
    z.object({
      operation: z.string().nullable(),
      records: byEntity,
      attachments: count,
      /** References to what was not in the archive. */
      lost: count,
    }),
    { right: 'admin', source: 'import', undo: 'operation' },
  ),
}
