/** Lists as procedures: lookups for windows, `record.list` for programs. */
import type { Handlers, QueryCtx } from '../core/context.ts'
import { readRows } from '../core/read.ts'
import { AppError, notFound } from '../shared/errors.ts'
import { type Filter, filterSchema, type Sort, sortSchema } from '../shared/filter.ts'
import { textToId } from '../shared/id.ts'
import type { lookupProcedures } from '../shared/lookups.ts'
import { entityNamed } from '../shared/registry.ts'

interface SavedView {
  readonly filter: string | null
  readonly sort: string | null
}

const fromJson = (stored: string | null): unknown => (stored === null ? undefined : JSON.parse(stored))

/** Filter and sort of a saved view, by id or name; one's own before another's of that name. @throws AppError NotFound */
function savedView(
  ctx: QueryCtx,
  entity: string,
  view: string,
): { filter?: Filter | undefined; sort?: Sort | undefined } {
  const found = ctx.conn
    .prepare(
      `SELECT filter, sort FROM visibleView WHERE entity = ? AND (id = ? OR name = ?)
       ORDER BY (ownerId IS ?) DESC, rowId LIMIT 1`,
    )
    .get(entity, textToId(view) ?? null, view, ctx.actor.rowId) as SavedView | undefined
  if (!found) throw notFound('view', view)
  const filter = filterSchema.optional().safeParse(fromJson(found.filter))
  const sort = sortSchema.optional().safeParse(fromJson(found.sort))
  if (!filter.success || !sort.success)
    throw new AppError({ code: 'Invalid', reason: 'savedView', params: { view } })
  return { filter: filter.data, sort: sort.data?.length ? sort.data : undefined }
}

const both = (one: Filter | undefined, other: Filter | undefined): Filter | undefined =>
  one && other ? { and: [one, other] } : (one ?? other)

export const lookupHandlers = {
  'lookup.create': (ctx, input) => ctx.lookups.create(ctx, input),
  'lookup.page': (ctx, input) => ctx.lookups.page(ctx, input),
  'lookup.locate': (ctx, input) => ({ offset: ctx.lookups.locate(ctx, input) }),
  'lookup.typeAhead': (ctx, input) => ctx.lookups.typeAhead(ctx, input),
  'lookup.resort': (ctx, input) => ctx.lookups.resort(ctx, input),
  'lookup.previous': (ctx, input) => ctx.lookups.previous(ctx, input),
  'lookup.invert': (ctx, input) => ctx.lookups.invert(ctx, input),
  'lookup.refresh': (ctx, input) => ctx.lookups.refresh(ctx, input),
  'lookup.status': (ctx, input) => ctx.lookups.status(ctx, input.lookupId),
  'lookup.close'(ctx, input) {
    ctx.lookups.close(ctx, input.lookupId)
    return {}
  },

  'record.list'(ctx, input) {
    const entity = entityNamed(input.entity)
    const view = input.view === undefined ? {} : savedView(ctx, entity.name, input.view)
    const { total, rowIds } = ctx.lookups.list(ctx, {
      ...input,
      filter: both(view.filter, input.filter),
      sort: input.sort ?? view.sort,
    })
    return { total, rows: readRows(ctx.conn, entity, rowIds) }
  },
} satisfies Handlers<keyof typeof lookupProcedures>
