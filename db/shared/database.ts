/** The open file itself: whether it holds together, its derived data made anew, a copy of it put aside. */
import { z } from 'zod'
import { job } from './procedure.ts'

export const findingSchema = z.object({
  /** Worded as `check.<kind>`. */
  kind: z.string(),
  entity: z.string().optional(),
  count: z.number(),
  detail: z.string().optional(),
})
export type Finding = z.infer<typeof findingSchema>

const report = z.object({
  ok: z.boolean(),
  findings: z.array(findingSchema),
  rebuilt: z.boolean(),
  records: z.number(),
})

export const databaseProcedures = {
  /** Reads everything and changes nothing. */
  'database.check': job(z.object({}), report, { on: 'reader', right: 'read', undo: 'local' }),
  /** Makes names, sort keys, contact points and timelines anew from what people wrote, which it never touches. */
  'database.rebuild': job(z.object({}), report, { undo: 'local', right: 'maintain' }),
  /** A verified copy, under a name of its own. Without `folder`: beside the database. */
  'backup.create': job(
    z.object({ folder: z.string().min(1).max(4_000).optional() }),
    z.object({ file: z.string(), folder: z.string(), bytes: z.number(), verified: z.literal(true) }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
}
