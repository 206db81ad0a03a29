/**
 * Groups: a person's own sorting of contacts or companies. A static group has members, one row each, whose identity follows
 * from group and record, so that two devices which add the same one mean the same row. A group with a filter has whoever
 * meets it. Groups nest; a group holds what its subgroups hold. In a filter, `{"group": id}` stands for all of it.
 */
import { z } from 'zod'
import { bulkSummarySchema } from './bulk.ts'
import { defineEntity } from './entity.ts'
import { boundedFilterSchema } from './lookups.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

export const group = defineEntity({
  id: 10,
  name: 'group',
  domain: 'groups',
  title: { from: 'text', field: 'name' },
  searched: true,
  fields: {
    name: [10, 'text', { required: true, search: 2, list: 1 }],
    /** What it sorts; contacts when nothing is said. */
    sorts: [11, 'choice', { options: ['contact', 'company'], list: 2, fixed: true }],
    parentId: [12, 'ref', { to: 'group', list: 3 }],
    /** Makes it a group by query. */
    filter: [13, 'json'],
    description: [14, 'longText', { search: 1, list: 4 }],
  },
})

export const groupMember = defineEntity({
  id: 11,
  name: 'groupMember',
  domain: 'groups',
  title: { from: 'text', field: 'remark' },
  parents: ['groupId', 'contactId', 'companyId'],
  fields: {
    groupId: [10, 'ref', { to: 'group', required: true, list: 1 }],
    contactId: [11, 'ref', { to: 'contact', list: 2 }],
    companyId: [12, 'ref', { to: 'company', list: 3 }],
    remark: [13, 'text', { list: 4 }],
  },
})

/** What a group may sort, and the field of a member that names it. */
export const groupedBy = { contact: 'contactId', company: 'companyId' } as const
export type Grouped = keyof typeof groupedBy
export const isGrouped = (entity: string): entity is Grouped => Object.hasOwn(groupedBy, entity)

/** How deep groups may nest. */
export const MAX_GROUP_DEPTH = 16

const name = z.string().trim().min(1).max(200)

export const groupRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  entity: z.enum(['contact', 'company']),
  parentId: z.string().nullable(),
  byQuery: z.boolean(),
  private: z.boolean(),
  description: z.string().nullable(),
})
export type GroupRow = z.infer<typeof groupRowSchema>

export const groupProcedures = {
  /** All groups one may see, by name; the window makes a tree of them. */
  'group.list': query(
    z.object({ entity: z.enum(['contact', 'company']).optional() }),
    z.object({ groups: z.array(groupRowSchema) }),
  ),
  /** How many records each holds: by itself, and with its subgroups. `null` for one whose filter no longer works. */
  'group.counts': query(
    z.object({ groups: z.array(idSchema).max(1_000).optional() }),
    z.object({
      counts: z.record(z.string(), z.object({ own: z.number().int(), all: z.number().int() }).nullable()),
    }),
    { slow: true },
  ),
  /** The groups a record is in itself; those by query too. `path`: names from the outermost group on. */
  'group.of': query(
    z.object({ entity: z.enum(['contact', 'company']), id: idSchema }),
    z.object({
      groups: z.array(z.object({ id: z.string(), path: z.array(z.string()), byQuery: z.boolean() })),
    }),
    { slow: true },
  ),
  /** Makes a group, or changes the one with `id`. A filter that means nothing and a group within itself are Invalid. */
  'group.save': mutation(
    z.object({
      id: idSchema.optional(),
      name: name.optional(),
      entity: z.enum(['contact', 'company']).optional(),
      parentId: idSchema.nullable().optional(),
      filter: boundedFilterSchema.nullable().optional(),
      description: z.string().max(4_000).nullable().optional(),
      private: z.boolean().optional(),
    }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
  /** Puts records into a static group, or into a new one of that name. */
  'group.add': job(
    z.object({
      group: z.union([idSchema, z.object({ name, entity: z.enum(['contact', 'company']) })]),
      target: targetSchema,
    }),
    bulkSummarySchema.extend({ group: z.string() }),
  ),
  /** Takes records out of a static group. */
  'group.remove': job(z.object({ group: idSchema, target: targetSchema }), bulkSummarySchema),
}
