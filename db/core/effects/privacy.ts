/**
 * Opportunities and quotes are private with what they are about: the secret of whoever keeps that contact or company to
 * himself. Made so in the same operation, because `parents` reach one step only and notes hang on opportunities. Making the
 * contact public again leaves them as they are.
 */
import { entityNamed } from '../../shared/registry.ts'
import { allRows, type Connection, getRow } from '../connection.ts'
import type { Effect, EffectContext, StoredRow } from '../effects.ts'
import type { Columns } from '../rowWriter.ts'

/** What a record is about, by column. */
const subjects: Readonly<Record<string, readonly (readonly [column: string, entity: string])[]>> = {
  opportunity: [
    ['contactId', 'contact'],
    ['companyId', 'company'],
  ],
  quote: [
    ['opportunityId', 'opportunity'],
    ['contactId', 'contact'],
    ['companyId', 'company'],
  ],
}

/** Of the first private subject: whose secret it is. */
function keeperOf(conn: Connection, name: string, row: StoredRow): number | null | undefined {
  for (const [column, to] of subjects[name] ?? []) {
    const about = row[column] ?? null
    if (about === null) continue
    const secret = getRow<{ ownerId: number | null }>(
      conn,
      `SELECT ownerId FROM main."${to}" WHERE rowId = ? AND private = 1`,
      about,
    )
    if (secret) return secret.ownerId
  }
  return undefined
}

function before(name: string) {
  return (ctx: EffectContext, columns: Columns, row: StoredRow | undefined): Columns => {
    const next = { ...row, ...columns }
    const keeper = keeperOf(ctx.conn, name, next)
    return keeper === undefined
      ? columns
      : { ...columns, private: 1, ownerId: keeper ?? next.ownerId ?? null }
  }
}

/** A record that became private takes along what is about it. */
function after(name: string) {
  return (ctx: EffectContext, columns: Columns, row: StoredRow | undefined, rowId: number): void => {
    if (!row || columns.private !== 1) return
    hide(
      ctx,
      name,
      rowId,
      typeof columns.ownerId === 'number' ? columns.ownerId : (row.ownerId ?? ctx.actor.rowId),
    )
  }
}

function hide(ctx: EffectContext, name: string, rowId: number, ownerId: string | number | null): void {
  for (const [kind, about] of Object.entries(subjects)) {
    for (const [column, to] of about) {
      if (to !== name) continue
      const rows = allRows<{ rowId: number }>(
        ctx.conn,
        `SELECT rowId FROM main."${kind}" WHERE ${column} = ? AND private IS NOT 1 AND deletedAt IS NULL AND stub = 0`,
        rowId,
      )
      for (const one of rows) {
        ctx.set(entityNamed(kind), one.rowId, { private: 1, ownerId })
        hide(ctx, kind, one.rowId, ownerId)
      }
    }
  }
}

export function privacyEffect(name: string): Effect {
  const own = subjects[name]?.map(([column]) => column) ?? []
  return {
    on: ['private', ...own],
    ...(own.length > 0 && { before: before(name) }),
    after: after(name),
  }
}
