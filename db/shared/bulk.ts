/**
 * Verbs on many records at once: edit, trash, hand over. Each is one operation, however many records and chunks it took, and
 * one undo. What a row's rights or values refuse is counted and said; the others are done.
 */
import { z } from 'zod'
import { job } from './procedure.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

const entity = z.string().min(1).max(64)
const field = z.string().min(1).max(100)
const MAX_CHANGES = 50
const MAX_TEXT = 4_000

/** One thing to be done to a field. */
export const bulkChangeSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), field, value: z.unknown() }),
  z.strictObject({ do: z.literal('clear'), field }),
  /** Tags, or elements of a list, that are not there yet. */
  z.strictObject({ do: z.literal('add'), field, value: z.array(z.unknown()).min(1).max(200) }),
  /** Tags, or elements of a list by their value. */
  z.strictObject({
    do: z.literal('remove'),
    field,
    value: z.array(z.string().min(1).max(MAX_TEXT)).min(1).max(200),
  }),
  /** Wherever `find` stands in a text; with `whole` only where it is the whole of it. Letters, not a pattern. */
  z.strictObject({
    do: z.literal('replace'),
    field,
    find: z.string().min(1).max(MAX_TEXT),
    with: z.string().max(MAX_TEXT),
    matchCase: z.boolean().default(false),
    whole: z.boolean().default(false),
    /** Which part of a list's elements: `city` of addresses. */
    property: z.string().min(1).max(40).optional(),
  }),
])
export type BulkChange = z.infer<typeof bulkChangeSchema>
export type BulkVerb = BulkChange['do']

/** A record that was left as it is because the new value is not one it may have. */
const failedSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  field: z.string(),
  code: z.string(),
})

export const bulkSummarySchema = z.object({
  operation: z.string().nullable(),
  /** Records asked for. */
  total: z.number().int(),
  changed: z.number().int(),
  /** As they were already. */
  unchanged: z.number().int(),
  /** Named, or in the list, but gone by now (or never to be seen). */
  missing: z.number().int(),
  /** Not allowed to the caller, by the reason of `Denied`. */
  refused: z.record(z.string(), z.number().int()),
  /** Not possible for the record; the first of them by name. */
  failed: z.object({ count: z.number().int(), first: z.array(failedSchema) }),
  /** Ended by the caller before all were done; what was done stands, and can be undone. */
  cancelled: z.boolean(),
})
export type BulkSummary = z.infer<typeof bulkSummarySchema>

export const bulkProcedures = {
  'bulk.edit': job(
    z.object({
      entity,
      target: targetSchema,
      changes: z.array(bulkChangeSchema).min(1).max(MAX_CHANGES),
    }),
    bulkSummarySchema,
  ),
  'bulk.trash': job(z.object({ entity, target: targetSchema }), bulkSummarySchema),
  /** `owner` null: nobody's. */
  'bulk.assign': job(
    z.object({ entity, target: targetSchema, owner: idSchema.nullable() }),
    bulkSummarySchema,
  ),
}
