/** Search as procedures: everything is in `core/search`. */
import type { Handlers } from '../core/context.ts'

export const searchHandlers = {
  'search.run': (ctx, { text, entity, limit, count }) =>
    ctx.search.search(text, { actor: ctx.actor, entity, limit, count }),
  'search.status': (ctx) => ctx.search.status(),
} satisfies Handlers<'search.run' | 'search.status'>
