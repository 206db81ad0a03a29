/** Lists as procedures: lookups for windows, `record.list` for programs. */
import type { Handlers } from '../core/context.ts'
import { readRows } from '../core/read.ts'
import { savedView } from '../core/savedView.ts'
import type { Filter } from '../shared/filter.ts'
import type { lookupProcedures } from '../shared/lookups.ts'
import { entityNamed } from '../shared/registry.ts'

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
  'lookup.groups': (ctx, input) => ctx.lookups.groups(ctx, input),
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
