/** Dashboards: what each user has arranged, else what there is for everybody (dashboards/usual.ts). */
import { getRow } from '../core/connection.ts'
import type { Handlers } from '../core/context.ts'
import { keepSetting } from '../core/settings.ts'
import { dashboardKey, type dashboardProcedures, tilesSchema } from '../shared/dashboards.ts'
import { invalid } from '../shared/errors.ts'
import { usualTiles } from './dashboards/usual.ts'

export const dashboardHandlers = {
  'dashboard.get'(ctx, { name }) {
    const row = getRow<{ value: string | null }>(
      ctx.conn,
      "SELECT value FROM visibleSetting WHERE scope = 'user' AND userId IS ? AND key = ? ORDER BY rowId LIMIT 1",
      ctx.actor.rowId,
      dashboardKey(name),
    )
    const stored: unknown = row?.value == null ? null : JSON.parse(row.value)
    // What a newer program has kept there is not understood: then it is as it comes.
    const tiles = stored === null ? undefined : tilesSchema.safeParse(stored).data
    return { tiles: tiles ?? usualTiles(name), arranged: tiles !== undefined }
  },
  'dashboard.arrange'(ctx, { name, tiles }) {
    const ids = new Set(tiles?.map(({ id }) => id))
    if (tiles && ids.size !== tiles.length) throw invalid('tiles', 'twice')
    for (const [at, { report, definition }] of (tiles ?? []).entries())
      if ((report === undefined) === (definition === undefined))
        throw invalid(`tiles.${at}.report`, 'required')
    keepSetting(ctx.write, 'user', dashboardKey(name), tiles)
    return {}
  },
} satisfies Handlers<keyof typeof dashboardProcedures>
