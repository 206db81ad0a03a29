/** Operations: who did what to how many records, and taking it back. */
import { z } from 'zod'
import { ownMutation, query } from './procedure.ts'

export const keptSchema = z.object({
  entity: z.string(),
  id: z.string(),
  field: z.string(),
  /** Why it was left: somebody changed it later, or a later record stands on it. */
  by: z.string().nullable(),
  at: z.string(),
})
export type Kept = z.infer<typeof keptSchema>

const undone = z.object({
  operation: z.string(),
  undid: z.string(),
  reverted: z.number(),
  kept: z.array(keptSchema),
})
export type Undone = z.infer<typeof undone>

export const operationSchema = z.object({
  id: z.string(),
  /** The procedure that did it, worded as `operation.<kind>`. */
  kind: z.string(),
  source: z.string(),
  state: z.enum(['open', 'done', 'cancelled', 'undone']),
  user: z.string().nullable(),
  device: z.string().nullable(),
  at: z.string(),
  records: z.number(),
  entities: z.record(z.string(), z.number()),
  undoes: z.string().nullable(),
  /** By whoever asks. */
  undoable: z.boolean(),
  /** Parameters of the wording, such as a file name. */
  params: z.record(z.string(), z.unknown()).nullable(),
})

export const operationProcedures = {
  'operation.list': query(
    z.object({ limit: z.number().int().min(1).max(1000).default(50), before: z.string().optional() }),
    z.object({ operations: z.array(operationSchema) }),
    { slow: true },
  ),
  /** Undoes the given operation, or the newest one of this user on this device that Ctrl+Z has not yet taken back. */
  'operation.undo': ownMutation(z.object({ operation: z.string().optional() }), undone),
  'operation.redo': ownMutation(z.object({}), undone),
  /** Jobs that a crash interrupted: Resume is the job's own, Undo is `operation.undo`, Keep closes it as it is. */
  'operation.interrupted': query(z.object({}), z.object({ operations: z.array(operationSchema) })),
  'operation.keep': ownMutation(z.object({ operation: z.string() }), z.object({}), { undo: 'local' }),
  /** Whether Ctrl+Z and Ctrl+Shift+Z have something to do, and what. */
  'operation.stack': query(
    z.object({}),
    z.object({ undo: operationSchema.nullable(), redo: operationSchema.nullable() }),
  ),
}
