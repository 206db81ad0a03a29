/**
 * Lists: the targets of campaigns. A static list has members, one row each, whose identity follows from list and record; who
 * left stays as a row with the day it left. A segment is a list with a filter and has whoever meets it. A suppression list
 * holds whom no campaign may reach, also as bare addresses.
 */
import { z } from 'zod'
import { bulkSummarySchema } from './bulk.ts'
import { defineEntity } from './entity.ts'
import { filterSchema } from './filter.ts'
import { boundedFilterSchema } from './lookups.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

export const roles = ['target', 'suppression'] as const

export const list = defineEntity({
  id: 181,
  name: 'list',
  domain: 'lists',
  title: { from: 'text', field: 'name' },
  searched: true,
  fields: {
    name: [10, 'text', { required: true, search: 2, list: 1 }],
    /** What its members are; contacts when nothing is said. */
    holds: [11, 'choice', { options: ['contact', 'company'], list: 2, fixed: true }],
    role: [12, 'choice', { options: roles, list: 3 }],
    /** Makes it a segment. */
    filter: [13, 'json'],
    description: [14, 'longText', { search: 1, list: 4 }],
  },
})

export const listMember = defineEntity({
  id: 182,
  name: 'listMember',
  domain: 'lists',
  title: { from: 'text', field: 'address' },
  parents: ['listId', 'contactId', 'companyId'],
  fields: {
    listId: [10, 'ref', { to: 'list', required: true, list: 1 }],
    contactId: [11, 'ref', { to: 'contact', list: 2 }],
    companyId: [12, 'ref', { to: 'company', list: 3 }],
    /** Of nobody who is here: an e-mail address or telephone number in its normal form. */
    address: [13, 'text', { list: 4 }],
    since: [14, 'instant', { list: 5, group: 'stay' }],
    leftAt: [15, 'instant', { list: 6, group: 'stay' }],
  },
})

/** What a list may hold, and the field of a member that names it. */
export const memberOf = { contact: 'contactId', company: 'companyId' } as const
export type Holdable = keyof typeof memberOf
export const isHoldable = (entity: string): entity is Holdable => Object.hasOwn(memberOf, entity)

const holds = z.enum(['contact', 'company'])
const count = z.number().int().min(0)
const MAX_ADDRESSES = 200_000

export const listRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  holds,
  role: z.enum(roles),
  isSegment: z.boolean(),
  /** Who is in it, as a lookup asks for them. `null` where a segment's conditions cannot be read. */
  members: filterSchema.nullable(),
  private: z.boolean(),
  description: z.string().nullable(),
})
export type ListRow = z.infer<typeof listRowSchema>

/** Of those found: so many, or a share, drawn by chance; `by`: each value of a field in proportion. */
const sampleSchema = z
  .strictObject({
    count: z.number().int().min(1).optional(),
    percent: z.number().gt(0).max(100).optional(),
    by: z.string().min(1).max(100).optional(),
    /** The same seed draws the same records. */
    seed: z.number().int().min(0).optional(),
  })
  .refine((sample) => (sample.count === undefined) !== (sample.percent === undefined), {
    message: 'a count or a percentage',
  })

const whoSchema = z.object({ id: z.string(), name: z.string() })

export const listProcedures = {
  /** All lists one may see, by name. */
  'list.list': query(z.object({ holds: holds.optional() }), z.object({ lists: z.array(listRowSchema) })),
  /** How many each has now. `null` for a segment whose conditions no longer work. */
  'list.counts': query(
    z.object({ lists: z.array(idSchema).max(1_000).optional() }),
    z.object({ counts: z.record(z.string(), count.nullable()) }),
    { slow: true },
  ),
  /**
   * Who came in and who left since a moment: of a static list from its members, of a segment against the last time it was
   * marked before then (`since`; null when it never was).
   */
  'list.movement': query(
    z.object({
      list: idSchema,
      since: z.iso.datetime({ offset: true }).optional(),
      limit: count.max(500).default(50),
    }),
    z.object({
      since: z.string().nullable(),
      entered: count,
      left: count,
      firstEntered: z.array(whoSchema),
      firstLeft: z.array(whoSchema),
    }),
    { slow: true },
  ),
  /** The lists a record is in by hand, with the days it came and left. */
  'list.of': query(
    z.object({ entity: holds, id: idSchema }),
    z.object({
      lists: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          role: z.enum(roles),
          since: z.string().nullable(),
          leftAt: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Makes a list, or changes the one with `id`. */
  'list.save': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200).optional(),
      holds: holds.optional(),
      role: z.enum(roles).optional(),
      filter: boundedFilterSchema.nullable().optional(),
      description: z.string().max(4_000).nullable().optional(),
      private: z.boolean().optional(),
    }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
  /** Puts into a static list: the records of a lookup, or of other lists together; all of them, or some by chance. */
  'list.fill': job(
    z
      .object({
        list: idSchema,
        target: targetSchema.optional(),
        lists: z.array(idSchema).min(1).max(50).optional(),
        combine: z.enum(['union', 'intersection', 'difference']).default('union'),
        sample: sampleSchema.optional(),
      })
      .refine(({ target, lists }) => (target === undefined) !== (lists === undefined), {
        message: 'records or lists',
      }),
    bulkSummarySchema,
  ),
  'list.remove': job(z.object({ list: idSchema, target: targetSchema }), bulkSummarySchema),
  /** Whoever has one of these e-mail addresses or numbers. A suppression list keeps those of nobody too. */
  'list.import': job(
    z.object({ list: idSchema, addresses: z.array(z.string().max(400)).min(1).max(MAX_ADDRESSES) }),
    z.object({
      operation: z.string().nullable(),
      added: count,
      already: count,
      kept: count,
      unknown: z.object({ count, first: z.array(z.string()) }),
      broken: z.object({ count, first: z.array(z.string()) }),
    }),
  ),
  /** Halves, or more parts, by chance and of equal size, as new lists: for comparing two texts. */
  'list.split': job(
    z.object({
      list: idSchema,
      names: z.array(z.string().trim().min(1).max(200)).min(2).max(10),
      seed: count.optional(),
    }),
    z.object({
      operation: z.string().nullable(),
      lists: z.array(z.object({ id: z.string(), name: z.string(), members: count })),
    }),
  ),
  /** Remembers on this device who is in a segment now, so that later it can be said who came and left. */
  'list.mark': mutation(z.object({ list: idSchema }), z.object({ at: z.string(), members: count }), {
    undo: 'local',
  }),
}
