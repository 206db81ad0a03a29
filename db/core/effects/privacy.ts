/**
 * Opportunities and quotes are private with what they are about: the secret of whoever keeps that contact or company to
 * himself. Made so in the same operation, because `parents` reach one step only and notes hang on opportunities. Those that
 * went into hiding with a record come out with it, and go back to who had them; what somebody had hidden by itself stays so.
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

/** A record that became private takes along what is about it, and brings it back. */
function after(name: string) {
  return (ctx: EffectContext, columns: Columns, row: StoredRow | undefined, rowId: number): void => {
    if (!row || !('private' in columns)) return
    if (columns.private === 1)
      hide(
        ctx,
        name,
        rowId,
        typeof columns.ownerId === 'number' ? columns.ownerId : (row.ownerId ?? ctx.actor.rowId),
      )
    else if (row.private === 1) show(ctx, name, rowId)
  }
}

interface Hiding {
  readonly seq: number
  readonly opId: number | null
  readonly before: string
}

/** Changes of a row that made it a secret or none, as the log has them. */
const turns = (name: string): string => {
  const key = `'$."${idOf(name, 'private')}"'`
  return `SELECT c.seq, t.opId, c.before, c.before ->> ${key} AS was FROM main.change c LEFT JOIN main.tx t ON t.rowId = c.txId
    WHERE c.entity = ${entityNamed(name).id} AND c.rowId = ? AND json_type(c.before, ${key}) IS NOT NULL`
}

/** When a row was hidden last; undefined for one that always was. */
const hidingOf = (conn: Connection, name: string, rowId: number): Hiding | undefined =>
  getRow<Hiding>(conn, `SELECT * FROM (${turns(name)}) WHERE was IS NOT 1 ORDER BY seq DESC LIMIT 1`, rowId)

/** Whether a row was a secret at that place of the log. */
function wasHidden(conn: Connection, name: string, rowId: number, seq: number): boolean {
  const next = getRow<{ was: number | null }>(
    conn,
    `SELECT was FROM (${turns(name)}) WHERE seq > ? ORDER BY seq LIMIT 1`,
    rowId,
    seq,
  )
  if (next) return next.was === 1
  return getRow(conn, `SELECT 1 FROM main."${name}" WHERE rowId = ? AND private = 1`, rowId) !== undefined
}

const idOf = (name: string, field: string): number =>
  entityNamed(name).fields.find((one) => one.name === field)?.id ?? 0

const madeAt = (conn: Connection, name: string, rowId: number): number =>
  getRow<{ seq: number | null }>(
    conn,
    'SELECT min(seq) AS seq FROM main.change WHERE entity = ? AND rowId = ?',
    entityNamed(name).id,
    rowId,
  )?.seq ?? 0

/** Whether a row was hidden because of one of its subjects, and whose it was before. */
function wentAlong(conn: Connection, kind: string, row: StoredRow & { rowId: number }): Columns | undefined {
  const own = hidingOf(conn, kind, row.rowId)
  const made = own ? 0 : madeAt(conn, kind, row.rowId)
  const before: unknown = own ? JSON.parse(own.before) : {}
  const was = new Map(typeof before === 'object' && before !== null ? Object.entries(before) : [])
  const along = (subjects[kind] ?? []).some(([column, to]) => {
    const about = row[column]
    if (typeof about !== 'number') return false
    // Made while its subject was hidden; hidden with it; or put to a subject that was.
    if (!own) return wasHidden(conn, to, about, made)
    if (own.opId === hidingOf(conn, to, about)?.opId) return true
    return was.has(String(idOf(kind, column))) && wasHidden(conn, to, about, own.seq)
  })
  if (!along) return undefined
  const owner = was.get(String(idOf(kind, 'ownerId')))
  return typeof owner === 'number' || owner === null ? { ownerId: owner } : {}
}

function show(ctx: EffectContext, name: string, rowId: number): void {
  const { conn } = ctx
  for (const [kind, about] of Object.entries(subjects)) {
    for (const [column, to] of about) {
      if (to !== name) continue
      const rows = allRows<StoredRow & { rowId: number }>(
        conn,
        `SELECT * FROM main."${kind}" WHERE ${column} = ? AND private = 1 AND deletedAt IS NULL AND stub = 0`,
        rowId,
      )
      for (const one of rows) {
        // Another of its subjects may still be a secret.
        const back = keeperOf(conn, kind, one) === undefined && wentAlong(conn, kind, one)
        if (!back) continue
        ctx.set(entityNamed(kind), one.rowId, { private: 0, ...back })
        show(ctx, kind, one.rowId)
      }
    }
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
