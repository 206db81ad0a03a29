/** Promises of service: policies and calendars kept, clocks read, due times worked out again when what is promised changes. */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers } from '../core/context.ts'
import { named } from '../core/read.ts'
import { databaseSetting } from '../core/settings.ts'
import { compute, isBehind, keptOf, ticketRow } from '../core/tickets/clocks.ts'
import { Promises } from '../core/tickets/promises.ts'
import { recomputeTickets } from '../core/tickets/recompute.ts'
import { rowIdOf } from '../core/write.ts'
import { invalid, notFound } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { knownZone } from '../shared/recurrenceZones.ts'
import { entityNamed } from '../shared/registry.ts'
import { targetNames } from '../shared/sla/clocks.ts'
import {
  allTargetsSchema,
  businessHours,
  type HoursRow,
  type PolicyRow,
  slaPolicy,
  type slaProcedures,
  weekSchema,
} from '../shared/sla.ts'
import { isOver, phaseOf, priorityOf } from '../shared/ticketCodes.ts'
import { ticket } from '../shared/tickets.ts'

interface StoredPolicy {
  readonly rowId: number
  readonly id: Uint8Array
  readonly name: string | null
  readonly inactive: number | null
  readonly companyId: number | null
  readonly customerTag: string | null
  readonly ticketType: string | null
  readonly queueId: number | null
  readonly hoursId: number | null
  readonly targets: string | null
}
interface StoredHours {
  readonly id: Uint8Array
  readonly name: string | null
  readonly timeZone: string | null
  readonly week: string | null
  readonly holidays: string | null
  readonly country: string | null
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
const ref = (conn: Connection, to: string, rowId: number | null) =>
  rowId === null ? null : named(conn, to, rowId)

function policiesOf(conn: Connection): PolicyRow[] {
  return allRows<StoredPolicy>(
    conn,
    'SELECT * FROM visibleSlaPolicy ORDER BY ifnull(position, 9999), id',
  ).map((row) => ({
    id: idToText(row.id),
    name: row.name ?? '',
    active: row.inactive !== 1,
    company: ref(conn, 'company', row.companyId),
    customerTag: row.customerTag,
    ticketType: row.ticketType,
    queue: ref(conn, 'queue', row.queueId),
    hours: ref(conn, 'businessHours', row.hoursId),
    targets: allTargetsSchema.safeParse(parsed(row.targets)).data ?? {},
  }))
}

const NEVER = [[], [], [], [], [], [], []]

function calendarsOf(conn: Connection): HoursRow[] {
  return allRows<StoredHours>(conn, 'SELECT * FROM visibleBusinessHours ORDER BY sortKey, rowId').map(
    (row) => ({
      id: idToText(row.id),
      name: row.name ?? '',
      timeZone: row.timeZone ?? 'UTC',
      week: weekSchema.safeParse(parsed(row.week)).data ?? NEVER,
      holidays: row.holidays === 'none' || row.holidays === 'country' ? row.holidays : 'all',
      country: row.country,
    }),
  )
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

const USUAL_WARNING = 60

export const slaHandlers = {
  'sla.list'(ctx) {
    const warn = databaseSetting(ctx.conn, 'sla.warnMinutes')
    return {
      policies: policiesOf(ctx.conn),
      calendars: calendarsOf(ctx.conn),
      warnMinutes: typeof warn === 'number' && warn > 0 ? Math.round(warn) : USUAL_WARNING,
    }
  },

  'sla.savePolicy'(ctx, input) {
    const data = {
      name: input.name,
      inactive: input.active ? null : true,
      companyId: input.company,
      customerTag: input.customerTag || null,
      ticketType: input.ticketType || null,
      queueId: input.queue,
      hoursId: input.hours,
      targets: input.targets,
    }
    if (input.id !== undefined) {
      ctx.write.update(slaPolicy, rowIdOf(ctx.conn, slaPolicy, input.id), data)
      return { id: input.id }
    }
    const last = getRow<{ n: number | null }>(ctx.conn, 'SELECT max(position) AS n FROM visibleSlaPolicy')
    const id = ctx.conn.newId()
    ctx.write.create(slaPolicy, { ...data, position: (last?.n ?? 0) + 1 }, id)
    return { id: idToText(id) }
  },

  'sla.order'(ctx, input) {
    input.ids.forEach((id, index) => {
      ctx.write.update(slaPolicy, rowIdOf(ctx.conn, slaPolicy, id), { position: index + 1 })
    })
    return {}
  },

  'sla.saveHours'(ctx, input) {
    if (knownZone(input.timeZone) === undefined) throw invalid('timeZone', 'timeZone')
    const { id: known, ...data } = input
    if (known !== undefined) {
      ctx.write.update(businessHours, rowIdOf(ctx.conn, businessHours, known), data)
      return { id: known }
    }
    const id = ctx.conn.newId()
    ctx.write.create(businessHours, data, id)
    return { id: idToText(id) }
  },

  'sla.remove'(ctx, input) {
    const entity = entityNamed(input.entity)
    ctx.write.set(entity, rowIdOf(ctx.conn, entity, input.id), { trashedAt: ctx.write.at })
    return {}
  },

  'sla.clocks'(ctx, input) {
    const row = ticketRow(ctx.conn, rowIdOf(ctx.conn, ticket, input.id))
    if (!row || !getRow(ctx.conn, 'SELECT 1 FROM visibleTicket WHERE rowId = ?', row.rowId))
      throw notFound('ticket', input.id)
    const promises = new Promises(ctx.conn)
    const { clocks, policy } = compute(promises, row)
    const priority = priorityOf(row.impact, row.urgency, row.givenPriority)
    const targets = policy?.targets[priority] ?? {}
    const kept = isOver(phaseOf(promises.flow, row.status)) ? keptOf(row.promise) : undefined
    return {
      policy: policy ? named(ctx.conn, 'slaPolicy', policy.rowId) : null,
      timeZone: policy?.timeZone ?? null,
      clocks: targetNames.flatMap((name) => {
        const minutes = targets[name]
        const { due, metAt, late, paused } = clocks[name]
        if (minutes === undefined) return []
        if (name === 'next' && due === null && !paused && !late) return []
        return {
          name,
          minutes,
          due: iso(kept ? (kept.due[name] ?? null) : due),
          metAt: iso(metAt),
          late: kept ? kept.late.includes(name) : late,
          paused,
        }
      }),
      neverOpen: policy?.neverOpen ?? false,
    }
  },

  'sla.state': (ctx) => ({ stale: isBehind(ctx.conn) }),

  'sla.recompute': (ctx, input) => recomputeTickets(ctx, input.all),
} satisfies Handlers<keyof typeof slaProcedures>
