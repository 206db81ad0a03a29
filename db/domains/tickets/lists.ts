/** Tickets asked for from elsewhere: of a contact or a company, by number, and those that run out. */
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { Ctx, Handlers } from '../../core/context.ts'
import { compileFilter } from '../../core/filterSql.ts'
import { databaseSetting } from '../../core/settings.ts'
import { canonicalIn } from '../../core/visible.ts'
import { rowIdOf } from '../../core/write.ts'
import { AppError } from '../../shared/errors.ts'
import { filterSchema } from '../../shared/filter.ts'
import { idToText } from '../../shared/id.ts'
import { asciiDigits } from '../../shared/numbers/digits.ts'
import { entityNamed } from '../../shared/registry.ts'
import { openPhases } from '../../shared/ticketCodes.ts'
import { ticket } from '../../shared/tickets.ts'
import { cardsWhere } from './cards.ts'

const open = `v.phase IN (${openPhases.map((phase) => `'${phase}'`).join(', ')})`
const MOST_FOUND = 20
export const USUAL_WARNING = 60
export const WARN_SETTING = 'sla.warnMinutes'

/** Minutes before a clock runs out that people are warned. */
export function warnMinutes(conn: Connection): number {
  const kept = databaseSetting(conn, WARN_SETTING)
  return typeof kept === 'number' && Number.isInteger(kept) && kept > 0 ? kept : USUAL_WARNING
}

/** Tickets of a record: its own, and of a company those of the people who work there. */
const ofRecord = (entity: 'contact' | 'company'): string =>
  entity === 'contact'
    ? `v.contactId ${canonicalIn('contact', ':of')}`
    : `(v.companyId ${canonicalIn('company', ':of')} OR v.contactId IN (SELECT rowId FROM visibleContact WHERE companyId ${canonicalIn('company', ':of')}))`

const due = {
  soon: `${open} AND v.dueAt >= :now AND v.dueAt < :until`,
  overdue: `${open} AND v.dueAt < :now`,
  late: 'v.late IS NOT NULL',
} as const

function countDue(ctx: Ctx, show: keyof typeof due, params: Record<string, unknown>, mine: string): number {
  const { until, now, me } = params
  return (
    getRow<{ n: number }>(ctx.conn, `SELECT count(*) AS n FROM visibleTicket v WHERE ${due[show]}${mine}`, {
      ...(show === 'soon' && { until }),
      ...(show !== 'late' && { now }),
      ...(mine !== '' && { me }),
    })?.n ?? 0
  )
}

/** How many tickets a stored filter finds. */
function countOf(ctx: Ctx, stored: string | null): number | null {
  const filter = filterSchema.safeParse(stored === null ? { and: [] } : JSON.parse(stored))
  if (!filter.success) return null
  const env = { conn: ctx.conn, userRowId: ctx.actor.rowId, timeZone: ctx.timeZone, now: () => ctx.now() }
  try {
    const { sql, params } = compileFilter(env, ticket, filter.data, 'v')
    const found = `SELECT count(*) AS n FROM visibleTicket v WHERE ${sql}`
    return getRow<{ n: number }>(ctx.conn, found, params)?.n ?? 0
  } catch (error) {
    // A field that is no more: the view is listed, the others are counted.
    if (error instanceof AppError && error.record.code === 'Invalid') return null
    throw error
  }
}

export const listHandlers = {
  'ticket.of'(ctx, input) {
    const of = rowIdOf(ctx.conn, entityNamed(input.entity), input.id)
    const mine = ofRecord(input.entity)
    const counts = getRow<Record<'open' | 'over' | 'complaints' | 'breaches', number | null>>(
      ctx.conn,
      `SELECT sum(${open}) AS open, sum(NOT ${open}) AS over, sum(${open} AND v.type = 'complaint') AS complaints,
       sum((${open} AND v.dueAt IS NOT NULL AND v.dueAt < :now) OR (${open} AND v.late IS NOT NULL)) AS breaches
       FROM visibleTicket v WHERE ${mine}`,
      { of, now: ctx.now() },
    )
    const shown = input.show === 'open' ? open : `NOT ${open}`
    const order = input.show === 'open' ? 'v.dueAt IS NULL, v.dueAt, v.openedAt DESC' : 'v.openedAt DESC'
    return {
      tickets: cardsWhere(ctx.conn, `WHERE ${mine} AND ${shown} ORDER BY ${order}, v.rowId LIMIT :limit`, {
        of,
        limit: input.limit,
      }),
      open: counts?.open ?? 0,
      over: counts?.over ?? 0,
      complaints: counts?.complaints ?? 0,
      breaches: counts?.breaches ?? 0,
    }
  },

  'ticket.due'(ctx, input) {
    const within = input.within ?? warnMinutes(ctx.conn)
    const now = ctx.now()
    const params = { now, until: now + within * 60_000, me: ctx.actor.rowId }
    const mine = input.mine ? ' AND v.assigneeId = :me' : ''
    const order = input.show === 'late' ? 'v.openedAt DESC' : 'v.dueAt'
    return {
      tickets: cardsWhere(
        ctx.conn,
        `WHERE ${due[input.show]}${mine} ORDER BY ${order}, v.rowId LIMIT :limit`,
        {
          limit: input.limit,
          ...(input.show === 'soon' && { until: params.until }),
          ...(input.show !== 'late' && { now }),
          ...(input.mine && { me: params.me }),
        },
      ),
      soon: countDue(ctx, 'soon', params, mine),
      overdue: countDue(ctx, 'overdue', params, mine),
      late: countDue(ctx, 'late', params, mine),
      within,
    }
  },

  'ticket.views'(ctx) {
    const { conn } = ctx
    const rows = allRows<{ id: Uint8Array; name: string | null; filter: string | null }>(
      conn,
      "SELECT id, name, filter FROM visibleView WHERE entity = 'ticket' ORDER BY sortKey, rowId",
    )
    return {
      views: rows.map(({ id, name, filter }) => ({
        id: idToText(id),
        name: name ?? '',
        count: countOf(ctx, filter),
      })),
    }
  },

  'ticket.find'(ctx, input) {
    const number = asciiDigits(input.number)
      .toUpperCase()
      .replace(/[^0-9A-Z-]/g, '')
    if (number.length < 3) return { tickets: [] }
    // The number of a ticket that was merged finds the one it became.
    return {
      tickets: cardsWhere(
        ctx.conn,
        `WHERE v.rowId IN (SELECT canonicalId FROM main.ticket WHERE number = ? AND deletedAt IS NULL) LIMIT ${MOST_FOUND}`,
        number,
      ),
    }
  },
} satisfies Handlers<'ticket.of' | 'ticket.due' | 'ticket.views' | 'ticket.find'>
