/**
 * Taking everything away and bringing it back. What other domains know of cards and calendars is given by the host, which
 * may import them all.
 */
import type { Handlers } from '../core/context.ts'
import type { everythingProcedures } from '../shared/everything.ts'
import { exportEverything } from './everything/export.ts'
import { importEverything } from './everything/import.ts'
import type { Parts } from './everything/parts.ts'

export const everythingHandlers = (parts: Parts) =>
  ({
    'everything.export': (ctx, { out }) => exportEverything(ctx, out, parts),
    'everything.import': (ctx, { files: [file = ''] }) => importEverything(ctx, file),
  }) satisfies Handlers<keyof typeof everythingProcedures>
