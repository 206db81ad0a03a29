/**
 * Duplicates: merging records, taking merges back, and which two records are known to be different. Children of a merged
 * record are never rewritten; what is seen follows the derived `canonicalId`.
 */
import { z } from 'zod'
import { reasons } from './duplicates/score.ts'
import { defineEntity } from './entity.ts'
import { job, mutation, ownMutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

/**
 * Somebody said that two records are not one. Its identity follows from theirs, so that two people who say so say it once.
 */
export const notDuplicate = defineEntity({
  id: 16,
  name: 'notDuplicate',
  domain: 'duplicates',
  title: { from: 'text', field: 'firstId' },
  listed: false,
  editedBy: 'none',
  fields: {
    /** The entity of both. */
    about: [10, 'text', { required: true }],
    /** Identities as text, the smaller one first: either may be a record that is not here. */
    firstId: [11, 'text', { required: true }],
    secondId: [12, 'text', { required: true }],
  },
})

const entity = z.string().min(1).max(64)
const ids = z.array(idSchema).min(2).max(100)

export const mergeSchema = z.object({
  operation: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  records: z.array(z.object({ id: z.string(), displayName: z.string().nullable() })),
})
export type Merge = z.infer<typeof mergeSchema>

export const criteria = ['points', 'name', 'company', 'birthday', 'address', 'taxId', 'host'] as const
export const levels = ['sure', 'likely', 'possible'] as const
const level = z.enum(levels)

const because = z.array(
  z.object({ code: z.enum(reasons), values: z.array(z.string()), against: z.boolean() }),
)
export const pairSchema = z.object({
  first: z.string(),
  second: z.string(),
  level,
  score: z.number(),
  because,
})
export const groupSchema = z.object({
  level,
  /** The fullest first: into it the others would be merged. */
  records: z.array(
    z.object({
      id: z.string(),
      displayName: z.string(),
      /** Whether whoever asks may let it go into another. */
      mayGo: z.boolean(),
      /** Whether they may change it, as the one that stays. */
      mayStay: z.boolean(),
    }),
  ),
  pairs: z.array(pairSchema),
})
export type DuplicateGroup = z.infer<typeof groupSchema>
export const twinSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  level,
  score: z.number(),
  because,
})
export type Twin = z.infer<typeof twinSchema>

export const duplicateProcedures = {
  /** Everything compared with everything, as far as it can matter. `by`: what pairs are looked for by. */
  'duplicate.scan': job(
    z.object({
      entity: entity.default('contact'),
      by: z.array(z.enum(criteria)).min(1).max(criteria.length).optional(),
      level: level.default('likely'),
      limit: z.number().int().min(1).max(20_000).default(2_000),
    }),
    z.object({
      entity: z.string(),
      checked: z.number(),
      compared: z.number(),
      /** Groups found, of which `groups` are the first `limit`. */
      total: z.number(),
      groups: z.array(groupSchema),
    }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
  /** What is here already of what somebody is typing. */
  'duplicate.check': job(
    z.object({ entity, data: z.record(z.string(), z.unknown()), id: idSchema.optional() }),
    z.object({ twins: z.array(twinSchema) }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
  /** Merges the records into the first; `data` wins over what they hold. Without `entity` the identities tell. */
  'duplicate.merge': mutation(
    z.object({ entity: entity.optional(), ids, data: z.record(z.string(), z.unknown()).default({}) }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
  /** Many merges at once, one operation: each group into its first. Groups that changed meanwhile are skipped and counted. */
  'duplicate.mergeAll': job(
    z.object({ entity, groups: z.array(ids).min(1).max(100_000) }),
    z.object({ operation: z.string().nullable(), merged: z.number(), skipped: z.number() }),
  ),
  /** Takes a merge back, each edit made since where it belongs. `id`: only what was merged into this record. */
  'duplicate.unmerge': ownMutation(
    z.object({ operation: idSchema, id: idSchema.optional() }),
    z.object({
      operation: z.string().nullable(),
      /** Records that are their own again. */
      records: z.array(z.object({ entity: z.string(), id: z.string() })),
    }),
    { undo: 'stack' },
  ),
  /** What a record consists of: merges that hold, newest first. */
  'duplicate.merges': query(z.object({ entity, id: idSchema }), z.object({ merges: z.array(mergeSchema) })),
  /** These two are different; neither scan nor warning speaks of them again. */
  'duplicate.differ': mutation(
    z.object({ entity, ids: z.tuple([idSchema, idSchema]) }),
    z.object({ operation: z.string().nullable() }),
  ),
}
