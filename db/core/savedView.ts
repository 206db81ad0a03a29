/** Saved views as data: the filter and sort that lists and exports start from. */
import { AppError, notFound } from '../shared/errors.ts'
import { type Filter, filterSchema, type Sort, sortSchema } from '../shared/filter.ts'
import { textToId } from '../shared/id.ts'
import { getRow } from './connection.ts'
import type { Ctx } from './context.ts'

const fromJson = (stored: string | null): unknown => (stored === null ? undefined : JSON.parse(stored))

/** By id or name; one's own before another's of that name. @throws AppError NotFound, Invalid `savedView` */
export function savedView(
  ctx: Pick<Ctx, 'conn' | 'actor'>,
  entity: string,
  view: string,
): { filter?: Filter | undefined; sort?: Sort | undefined } {
  const found = getRow<{ filter: string | null; sort: string | null }>(
    ctx.conn,
    `SELECT filter, sort FROM visibleView WHERE entity = ? AND (id = ? OR name = ?)
     ORDER BY (ownerId IS ?) DESC, rowId LIMIT 1`,
    entity,
    textToId(view) ?? null,
    view,
    ctx.actor.rowId,
  )
  if (!found) throw notFound('view', view)
  const filter = filterSchema.optional().safeParse(fromJson(found.filter))
  const sort = sortSchema.optional().safeParse(fromJson(found.sort))
  if (!filter.success || !sort.success)
    throw new AppError({ code: 'Invalid', reason: 'savedView', params: { view } })
  return { filter: filter.data, sort: sort.data?.length ? sort.data : undefined }
}
