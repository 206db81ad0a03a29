/**
 * Lists: lookups (snapshots a window pages through) and the one-shot list of the command line. All are queries, because a
 * lookup lives in the reading thread's memory only; nothing here ever writes a row.
 */
import { z } from 'zod'
import { type Filter, filterSchema, sortSchema } from './filter.ts'
import { query } from './procedure.ts'
import { idSchema, recordSchema } from './records.ts'

export const MAX_PAGE = 2_000
export const MAX_LIST = 10_000
const MAX_IDS = 100_000
/** More stretches than this help nobody find anything. */
export const MAX_GROUPS = 1_000
const MAX_FILTER_DEPTH = 32

const entity = z.string().min(1).max(64)
const lookupId = z.string().min(1).max(64)
const version = z.number().int().min(1)
const fields = z.array(z.string().min(1).max(100)).max(300)
const offset = z.number().int().min(0)
const text = z.string().min(1).max(400)

const depthOf = (value: unknown, limit: number): number => {
  if (limit === 0 || typeof value !== 'object' || value === null) return 0
  let deepest = 0
  for (const part of Object.values(value)) deepest = Math.max(deepest, depthOf(part, limit - 1))
  return deepest + 1
}

/** A filter from outside: refused before the recursive schema could overflow the stack. */
export const boundedFilterSchema = z.preprocess((filter: Filter, ctx) => {
  if (depthOf(filter, 2 * MAX_FILTER_DEPTH + 1) > 2 * MAX_FILTER_DEPTH)
    ctx.addIssue({ code: 'custom', message: 'tooDeep' })
  return filter
}, filterSchema)

/** How a new set meets the lookup it is applied to. */
export const combineSchema = z.enum(['replace', 'add', 'narrow', 'remove'])
export type Combine = z.infer<typeof combineSchema>

/** One thing a person did to arrive at the lookup; the bar words them in order, and a refresh repeats them. */
export const stepSchema = z.object({
  combine: z.enum([...combineSchema.options, 'invert']),
  filter: filterSchema.optional(),
  search: z.string().optional(),
  /** How many records were picked by hand. */
  picked: z.number().int().optional(),
})
export type LookupStep = z.infer<typeof stepSchema>

/**
 * Some rows of a lookup, values in the order of `fields`. A reference is `{id, name}` or null, `name` null when it may not be
 * seen. `null` for a whole row: it is gone from sight since the lookup was made; its place stays.
 */
export const pageSchema = z.object({
  offset,
  fields: z.array(z.string()),
  ids: z.array(z.string()),
  rows: z.array(z.array(z.unknown()).nullable()),
})
export type Page = z.infer<typeof pageSchema>

/**
 * A lookup as the window knows it. Pages are asked for by `lookupId` and `version`; whatever changes membership or order
 * gives the next version. `total` is null while the first page was faster than counting: `lookup.status` tells.
 */
export const lookupSchema = z.object({
  lookupId,
  version,
  entity,
  /** `[]`: in the order given (records picked one by one). */
  sort: sortSchema,
  steps: z.array(stepSchema),
  total: z.number().int().nullable(),
  /** There is an earlier state that `lookup.previous` returns to. */
  previous: z.boolean(),
  /** Changes the search index had not yet seen. */
  behind: z.number().int(),
  page: pageSchema.optional(),
})
export type Lookup = z.infer<typeof lookupSchema>

/** Rows to send along with the answer, from the first on. */
const firstPage = z.object({ fields, limit: z.number().int().min(1).max(MAX_PAGE) }).optional()

export const lookupProcedures = {
  /**
   * A new lookup, or with `from` the next version of one: replaced by, joined with, narrowed to or freed of what is
   * asked for here. `filter`, `search` and `ids` given together must all hold; none of them means everything.
   */
  'lookup.create': query(
    z.object({
      entity,
      filter: boundedFilterSchema.optional(),
      search: text.optional(),
      ids: z.array(idSchema).max(MAX_IDS).optional(),
      sort: sortSchema.optional(),
      from: z.object({ lookupId, combine: combineSchema }).optional(),
      page: firstPage,
    }),
    lookupSchema,
  ),
  /** @throws Conflict `lookupVersion` for a version gone by, NotFound `lookup` after a restart of the host. */
  'lookup.page': query(
    z.object({ lookupId, version, offset, limit: z.number().int().min(1).max(MAX_PAGE), fields }),
    pageSchema,
  ),
  /** Where a record stands, or null when it is not in the lookup. */
  'lookup.locate': query(
    z.object({ lookupId, version, id: idSchema }),
    z.object({ offset: offset.nullable() }),
  ),
  /** The first row whose value in the first sort column starts with `text`; `exact` false: the nearest place in order. */
  'lookup.typeAhead': query(
    z.object({ lookupId, version, text }),
    z.object({ offset: offset.nullable(), exact: z.boolean() }),
  ),
  /** Same members, another order. */
  'lookup.resort': query(z.object({ lookupId, sort: sortSchema, page: firstPage }), lookupSchema),
  /** Back to what it was before the last create-from, invert or refresh. */
  'lookup.previous': query(z.object({ lookupId, page: firstPage }), lookupSchema),
  /** Everything that is not in it. */
  'lookup.invert': query(z.object({ lookupId, page: firstPage }), lookupSchema),
  /** Repeats its steps on what the database holds now. */
  'lookup.refresh': query(z.object({ lookupId, page: firstPage }), lookupSchema),
  /**
   * The stretches of rows with one value in the first sort column, as they were when it was sorted. `groups` is null where
   * there are too many different values to be of use.
   */
  'lookup.groups': query(
    z.object({ lookupId, version }),
    z.object({
      field: z.string().nullable(),
      groups: z
        .array(z.object({ start: z.number().int(), count: z.number().int(), value: z.unknown() }))
        .nullable(),
    }),
  ),
  /** `changed`: records created, changed or removed since the snapshot that it holds or that could belong to it. */
  'lookup.status': query(
    z.object({ lookupId }),
    z.object({ version, total: z.number().int(), changed: z.number().int(), many: z.boolean() }),
  ),
  'lookup.close': query(z.object({ lookupId }), z.object({})),

  /** One list for a program: no lookup is kept. `view`: name or id of a saved one, whose filter and sort are the start. */
  'record.list': query(
    z.object({
      entity,
      filter: boundedFilterSchema.optional(),
      search: text.optional(),
      view: z.string().min(1).max(200).optional(),
      sort: sortSchema.optional(),
      limit: z.number().int().min(0).max(MAX_LIST).default(100),
      offset: offset.default(0),
      /** Only the number. */
      count: z.boolean().default(false),
    }),
    z.object({ total: z.number().int(), rows: z.array(recordSchema) }),
  ),
}
