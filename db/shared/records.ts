/** What can be done with a record of any entity: read, create, change, trash, restore, and its field history. */
import { z } from 'zod'
import { mutation, query } from './procedure.ts'

export const idSchema = z.uuid().transform((id) => id.toLowerCase())
const entity = z.string().min(1).max(64)
const data = z.record(z.string(), z.unknown())

/** A record on the wire: `id`, `entity`, its fields, and `displayName`. */
export const recordSchema = z.looseObject({ id: z.string(), entity: z.string() })
export type WireRecord = z.infer<typeof recordSchema>
/** How far the change log had come when the record was read: what an editor hands back as `expect`. */
const revision = z.number().int()
const written = recordSchema.extend({ operation: z.string().nullable(), revision })

export const fieldChangeSchema = z.object({
  at: z.string(),
  user: z.string().nullable(),
  source: z.string(),
  operation: z.string(),
  kind: z.enum(['create', 'update']),
  /** Whether whoever asks may take the operation back. */
  undoable: z.boolean(),
  /** The record it was made to, when that has since been merged into the one asked for. */
  of: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
})

export const recordProcedures = {
  /** `references` adds `{displayName}` of what ref fields point to, under `refs[fieldName]`. */
  'record.get': query(z.object({ entity, id: idSchema }), recordSchema.extend({ revision })),
  'record.getMany': query(
    z.object({ entity, ids: z.array(idSchema).max(1000) }),
    z.object({ records: z.array(recordSchema) }),
  ),
  'record.create': mutation(z.object({ entity, data, id: idSchema.optional() }), written),
  /** Only the fields given change. `expect`: the change sequence the editor saw; a newer change of the same fields is a Conflict. */
  'record.update': mutation(z.object({ entity, id: idSchema, data, expect: z.number().optional() }), written),
  /** What a field holds in the records made last, most frequent first: suggestions for pick lists and tags. */
  'record.values': query(
    z.object({
      entity,
      field: z.string().min(1).max(100),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ values: z.array(z.string()) }),
    { slow: true },
  ),
  'record.trash': mutation(z.object({ entity, id: idSchema }), written),
  'record.restore': mutation(z.object({ entity, id: idSchema }), written),
  'record.changes': query(
    z.object({
      entity,
      id: idSchema,
      field: z.string().optional(),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    z.object({ changes: z.array(fieldChangeSchema) }),
  ),
}
