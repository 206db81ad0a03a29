/** Settings of user and database, and this device's own: layouts and drafts. */
import { z } from 'zod'
import { allRows, type Connection } from '../core/connection.ts'
import type { Handlers } from '../core/context.ts'
import { assertAction } from '../core/rights.ts'
import { keepSetting } from '../core/settings.ts'
import { failure } from '../shared/errors.ts'

const MAX_DRAFT = 1_000_000
const storedDraft = z.record(z.string(), z.json())

interface SettingRow {
  readonly rowId: number
  readonly scope: 'user' | 'database'
  readonly key: string
  readonly value: string | null
}

const parsed = (rows: readonly { key: string; value: string | null }[]): Record<string, unknown> =>
  Object.fromEntries(
    rows.filter((row) => row.value !== null).map((row) => [row.key, JSON.parse(row.value ?? 'null')]),
  )

const settingRows = (conn: Connection, userId: number): SettingRow[] =>
  allRows<SettingRow>(
    conn,
    `SELECT rowId, scope, key, value FROM visibleSetting WHERE scope = 'database' OR userId IS ? ORDER BY rowId DESC`,
    userId,
  )

export const settingsHandlers = {
  'settings.get'(ctx) {
    const rows = settingRows(ctx.conn, ctx.actor.rowId)
    return {
      device: parsed(
        allRows(ctx.conn, 'SELECT key, value FROM deviceSetting WHERE userId = ?', ctx.actor.rowId),
      ),
      user: parsed(rows.filter((row) => row.scope === 'user')),
      database: parsed(rows.filter((row) => row.scope === 'database')),
    }
  },

  'settings.set'(ctx, input) {
    const { scope, key, value } = input
    if (scope === 'device') throw failure('Invalid', 'deviceScope')
    if (scope === 'database') assertAction(ctx.actor, 'configure')
    keepSetting(ctx.write, scope, key, value)
    return {}
  },

  'settings.setLocal'(ctx, input) {
    ctx.conn
      .prepare(
        'INSERT INTO deviceSetting(userId, key, value) VALUES(?, ?, ?) ON CONFLICT(userId, key) DO UPDATE SET value = excluded.value',
      )
      .run(ctx.actor.rowId, input.key, JSON.stringify(input.value ?? null))
    return {}
  },

  'draft.save'(ctx, input) {
    const data = JSON.stringify(input.data)
    if (data.length > MAX_DRAFT) throw failure('Invalid', 'tooLong')
    ctx.conn
      .prepare(
        `INSERT INTO draft(userId, entity, record, data, base, savedAt) VALUES(?, ?, ?, ?, ?, ?)
         ON CONFLICT(userId, entity, record) DO UPDATE SET data = excluded.data, base = excluded.base, savedAt = excluded.savedAt`,
      )
      .run(ctx.actor.rowId, input.entity, input.record, data, input.base ?? null, ctx.now())
    return {}
  },

  'draft.list'(ctx) {
    interface DraftRow {
      readonly entity: string
      readonly record: string
      readonly data: string
      readonly base: number | null
      readonly savedAt: number
    }
    const rows = allRows<DraftRow>(
      ctx.conn,
      'SELECT entity, record, data, base, savedAt FROM draft WHERE userId = ? ORDER BY savedAt',
      ctx.actor.rowId,
    )
    return {
      drafts: rows.map(({ base, ...row }) => ({
        ...row,
        data: storedDraft.parse(JSON.parse(row.data)),
        savedAt: new Date(row.savedAt).toISOString(),
        ...(base !== null && { base }),
      })),
    }
  },

  'draft.clear'(ctx, input) {
    ctx.conn
      .prepare('DELETE FROM draft WHERE userId = ? AND entity = ? AND record = ?')
      .run(ctx.actor.rowId, input.entity, input.record)
    return {}
  },
} satisfies Handlers<
  'settings.get' | 'settings.set' | 'settings.setLocal' | 'draft.save' | 'draft.list' | 'draft.clear'
>
