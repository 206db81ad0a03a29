/** Statements whose day has come: listed until somebody erases them. Nothing goes by itself. */
import { allRows, getRow } from '../../core/connection.ts'
import { isInForce, liftedBy, type Statement, statementColumns } from '../../core/consent.ts'
import type { Handlers, QueryCtx } from '../../core/context.ts'
import { eraseHistory, eraseRows } from '../../core/erase.ts'
import { visibleName } from '../../core/visible.ts'
import { type Consenting, consent, type consentProcedures, decisions } from '../../shared/consent.ts'
import type { Output } from '../../shared/contract.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { localTime } from '../../shared/dates/format.ts'
import { idToText, textToId } from '../../shared/id.ts'

type Expired = Output<'consent.expired'>

interface Row extends Statement {
  readonly rowId: number
  readonly at: number
}

const today = (ctx: Pick<QueryCtx, 'now' | 'timeZone'>): string => localTime(ctx.now(), ctx.timeZone).iso

const dueSql = `(v.keepUntil IS NOT NULL AND v.keepUntil < @day)
  OR (v.decision = 'granted' AND v.until IS NOT NULL AND v.until < @day)`

function nameOf(ctx: QueryCtx, row: Row): { entity: Consenting | null; record: string | null; name: string } {
  const subject: readonly [Consenting, number] | undefined =
    row.contactId !== null
      ? ['contact', row.contactId]
      : row.companyId !== null
        ? ['company', row.companyId]
        : undefined
  const found =
    subject &&
    getRow<{ id: Uint8Array; displayName: string | null }>(
      ctx.conn,
      `SELECT id, displayName FROM ${visibleName(subject[0])} WHERE rowId = ?`,
      subject[1],
    )
  return subject && found
    ? { entity: subject[0], record: idToText(found.id), name: found.displayName ?? '' }
    : { entity: null, record: null, name: row.address ?? '' }
}

/** Refusals that an agreement took back, as far as these rows' subjects said. */
const allLifted = (ctx: Pick<QueryCtx, 'conn'>): Set<string> =>
  liftedBy(
    allRows<Pick<Statement, 'decision' | 'lifts'>>(
      ctx.conn,
      "SELECT decision, lifts FROM visibleConsent WHERE decision = 'granted' AND lifts IS NOT NULL",
    ),
  )

function expired(ctx: QueryCtx, ahead: number, limit: number): Expired {
  const now = today(ctx)
  const day = addDays(now, ahead)
  const counted = getRow<{ total: number; keepOver: number }>(
    ctx.conn,
    `SELECT count(*) AS total, coalesce(sum(v.keepUntil IS NOT NULL AND v.keepUntil < @now), 0) AS keepOver
     FROM visibleConsent v WHERE ${dueSql}`,
    { day, now },
  )
  const rows = allRows<Row>(
    ctx.conn,
    `SELECT v.rowId, v.at, ${statementColumns} FROM visibleConsent v WHERE ${dueSql}
     ORDER BY min(coalesce(v.keepUntil, v.until), coalesce(v.until, v.keepUntil)), v.rowId LIMIT @limit`,
    { day, limit },
  )
  const lifted = allLifted(ctx)
  return {
    total: counted?.total ?? 0,
    keepOver: counted?.keepOver ?? 0,
    entries: rows.map((row) => {
      const id = idToText(row.id)
      const refused = row.decision === 'refused'
      return {
        id,
        ...nameOf(ctx, row),
        decision: decisions.find((each) => each === row.decision) ?? 'granted',
        channel: row.channel,
        purpose: row.purpose,
        at: new Date(row.at).toISOString(),
        until: row.until,
        keepUntil: row.keepUntil,
        keepOver: row.keepUntil !== null && row.keepUntil < now,
        counts: refused ? !lifted.has(id) : isInForce(row, now),
      }
    }),
  }
}

export const retentionHandlers = {
  'consent.expired': (ctx, { ahead, limit }) => expired(ctx, ahead, limit),

  async 'consent.erase'(ctx, { ids }) {
    let erased = 0
    let bared = 0
    for (const [at, id] of ids.entries()) {
      await ctx.chunk((write) => {
        const row = getRow<{ rowId: number; decision: string }>(
          write.conn,
          'SELECT rowId, decision FROM visibleConsent WHERE id = ?',
          textToId(id) ?? null,
        )
        if (!row) return
        if (row.decision === 'refused' && !allLifted(write).has(id)) {
          const nothing = { basis: null, source: null, wording: null, proof: null, keepUntil: null }
          if (write.set(consent, row.rowId, nothing)) bared++
          eraseHistory(write, consent, row.rowId)
          return
        }
        eraseRows(write, consent, [row.rowId])
        erased++
      })
      ctx.progress({ done: at + 1, total: ids.length, step: 'erase' })
    }
    return { operation: ctx.operation(), erased, bared }
  },
} satisfies Handlers<Extract<keyof typeof consentProcedures, 'consent.expired' | 'consent.erase'>>
