/** What the program says of itself and of the open database. */

import packageJson from '../../package.json' with { type: 'json' }
import { getMeta, getRow } from '../core/connection.ts'
import type { Handlers } from '../core/context.ts'
import { databaseSetting } from '../core/settings.ts'
import { visibleName } from '../core/visible.ts'
import { allEntities } from '../shared/registry.ts'

export const appHandlers = {
  'app.info': (ctx) => ({
    version: packageJson.version,
    file: ctx.conn.file,
    schemaVersion: Number(ctx.conn.db.pragma('user_version', { simple: true })),
    readOnly: ctx.conn.readOnly !== undefined,
    readOnlyBecause: ctx.conn.readOnly ?? null,
    user: { id: ctx.actor.id, name: ctx.actor.name, role: ctx.actor.role },
    device: String(getMeta(ctx.conn, 'deviceName') ?? ''),
    sqlite: getRow<{ v: string }>(ctx.conn, 'SELECT sqlite_version() AS v')?.v ?? '',
    configured: databaseSetting(ctx.conn, 'configured') === true,
  }),

  'app.counts'(ctx) {
    const counts: Record<string, number> = {}
    for (const entity of allEntities()) {
      if (!entity.listed) continue
      counts[entity.name] =
        getRow<{ n: number }>(ctx.conn, `SELECT count(*) AS n FROM ${visibleName(entity)}`)?.n ?? 0
    }
    return { counts }
  },
} satisfies Handlers<'app.info' | 'app.counts'>
