/** What is promised, as the database says it now: policies, calendars, holidays, the status flow. Read once for many tickets. */
import type { DbValue } from '../../shared/fields.ts'
import { knownZone } from '../../shared/recurrenceZones.ts'
import type { Targets } from '../../shared/sla/clocks.ts'
import { type Span, WorkingTime } from '../../shared/sla/workingTime.ts'
import { allTargetsSchema, weekSchema } from '../../shared/sla.ts'
import { FLOW_SETTING, flowOf, type Priority, type Status } from '../../shared/ticketCodes.ts'
import { allRows, type Connection, getRow } from '../connection.ts'
import { databaseSetting } from '../settings.ts'
import { workWeek } from '../workingDays.ts'

const live = 'trashedAt IS NULL AND deletedAt IS NULL AND stub = 0 AND private IS NOT 1'

/** What of a ticket decides which policy it falls under. */
export interface Falls {
  readonly companyId: number | null
  readonly contactId: number | null
  readonly type: DbValue
  readonly queueId: number | null
}

export interface Policy {
  readonly rowId: number
  readonly companyId: number | null
  readonly customerTag: string | null
  readonly ticketType: string | null
  readonly queueId: number | null
  readonly targets: Readonly<Partial<Record<Priority, Targets>>>
  readonly time: WorkingTime
  readonly timeZone: string
  readonly neverOpen: boolean
}

interface PolicyRow extends Omit<Policy, 'targets' | 'time' | 'timeZone' | 'neverOpen'> {
  readonly hoursId: number | null
  readonly targets: string | null
}
interface HoursRow {
  readonly rowId: number
  readonly timeZone: string | null
  readonly week: string | null
  readonly holidays: string | null
  readonly country: string | null
}
interface HolidayRow {
  readonly date: string
  readonly country: string | null
}

/** Where a business is whose settings do not say its time zone. */
const usualZones: Readonly<Record<string, string>> = { TH: 'Asia/Bangkok', IR: 'Asia/Tehran' }
const USUAL_HOURS: Span = [8 * 60, 18 * 60]

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

interface Calendar {
  readonly time: WorkingTime
  readonly timeZone: string
  readonly neverOpen: boolean
}

/** The time zone the business keeps: one and the same on every device. */
export function businessZone(conn: Connection): string {
  const kept = databaseSetting(conn, 'business.timeZone')
  const zone = typeof kept === 'string' ? knownZone(kept) : undefined
  return zone ?? usualZones[String(databaseSetting(conn, 'defaultCountry') ?? 'TH')] ?? 'UTC'
}

/** The usual calendar: opening hours and weekend of the settings. */
function usualWeek(conn: Connection): Span[][] {
  const { weekend } = workWeek(conn)
  const [from, to] = [databaseSetting(conn, 'business.opens'), databaseSetting(conn, 'business.closes')]
  const span: Span =
    typeof from === 'number' && typeof to === 'number' && from < to ? [from, to] : USUAL_HOURS
  return [0, 1, 2, 3, 4, 5, 6].map((day) => (weekend.includes(day) ? [] : [span]))
}

export class Promises {
  readonly conn: Connection
  readonly flow: readonly Status[]
  readonly policies: readonly Policy[]
  /** Tags of customers that were asked for, where they are kept. */
  #tags: Map<string, readonly unknown[]> | undefined

  constructor(conn: Connection) {
    this.conn = conn
    this.flow = flowOf(databaseSetting(conn, FLOW_SETTING))
    const calendars = new Map<number | null, Calendar>()
    this.policies = allRows<PolicyRow>(
      conn,
      `SELECT rowId, companyId, customerTag, ticketType, queueId, hoursId, targets FROM slaPolicy
       WHERE ${live} AND inactive IS NOT 1 ORDER BY ifnull(position, 9999), id`,
    ).map((row) => {
      let calendar = calendars.get(row.hoursId)
      if (!calendar) {
        calendar = calendarOf(conn, row.hoursId)
        calendars.set(row.hoursId, calendar)
      }
      return { ...row, ...calendar, targets: targetsOf(row.targets) }
    })
  }

  /** The first policy that fits. */
  policyFor(ticket: Falls): Policy | undefined {
    return this.policies.find(
      (policy) =>
        (policy.ticketType === null || policy.ticketType === ticket.type) &&
        (policy.queueId === null || policy.queueId === ticket.queueId) &&
        (policy.companyId === null || this.#isSame(policy.companyId, ticket.companyId)) &&
        (policy.customerTag === null || this.#isTagged(ticket, policy.customerTag)),
    )
  }

  /** Merged companies are one customer. */
  #isSame(one: number, other: number | null): boolean {
    if (other === null) return false
    const sql = 'SELECT canonicalId FROM company WHERE rowId = ?'
    const [a, b] = [one, other].map((rowId) => getRow<{ canonicalId: number }>(this.conn, sql, rowId))
    return a !== undefined && a.canonicalId === b?.canonicalId
  }

  /** For very many tickets: a customer is asked for its tags once and not for each ticket. */
  forMany(): this {
    this.#tags ??= new Map()
    return this
  }

  #isTagged({ contactId, companyId }: Falls, tag: string): boolean {
    const has = (table: 'contact' | 'company', rowId: number | null): boolean =>
      rowId !== null && this.#tagsOf(table, rowId).includes(tag)
    return has('company', companyId) || has('contact', contactId)
  }

  #tagsOf(table: 'contact' | 'company', rowId: number): readonly unknown[] {
    const key = `${table} ${rowId}`
    const known = this.#tags?.get(key)
    if (known) return known
    const row = getRow<{ tags: string | null }>(
      this.conn,
      `SELECT CASE WHEN json_valid(w.tags) THEN w.tags END AS tags FROM ${table} r JOIN ${table} w ON w.rowId = r.canonicalId WHERE r.rowId = ?`,
      rowId,
    )
    const read = parsed(row?.tags ?? null)
    const tags: readonly unknown[] = Array.isArray(read) ? read : []
    this.#tags?.set(key, tags)
    return tags
  }
}

function targetsOf(json: string | null): Policy['targets'] {
  const read = allTargetsSchema.safeParse(parsed(json))
  return read.success ? (read.data as Policy['targets']) : {}
}

/** The calendar of a row, or the usual one when it is gone or says nothing that can be understood. */
export function calendarOf(conn: Connection, hoursId: number | null): Calendar {
  const row =
    hoursId === null
      ? undefined
      : getRow<HoursRow>(
          conn,
          `SELECT rowId, timeZone, week, holidays, country FROM businessHours WHERE rowId = ? AND ${live}`,
          hoursId,
        )
  const read = row && weekSchema.safeParse(parsed(row.week))
  const week = read?.success ? read.data : usualWeek(conn)
  const timeZone = (row?.timeZone ? knownZone(row.timeZone) : undefined) ?? businessZone(conn)
  const closed = closedDays(conn, row)
  const hours = { timeZone, week, isClosed: (day: string) => closed.has(day) }
  return {
    time: new WorkingTime(hours),
    timeZone,
    neverOpen: week.every((spans) => spans.length === 0),
  }
}

function closedDays(conn: Connection, row: HoursRow | undefined): ReadonlySet<string> {
  if (row?.holidays === 'none') return new Set()
  const days = allRows<HolidayRow>(
    conn,
    `SELECT date, country FROM holiday WHERE ${live} AND working IS NOT 1`,
  )
  const only = row?.holidays === 'country' ? row.country : null
  return new Set(days.filter(({ country }) => only === null || country === only).map(({ date }) => date))
}

const FACTS = ['slaPolicy', 'businessHours', 'holiday'] as const
const settings = [
  'business.opens',
  'business.closes',
  'business.weekend',
  'business.timeZone',
  'defaultCountry',
  FLOW_SETTING,
]

/** Whether records of an entity say what is promised. */
export const isPromise = (entity: string): boolean =>
  FACTS.some((name) => name === entity) || entity === 'setting'

/** Changes when what is promised does. */
export function fingerprintOf(conn: Connection): string {
  const rows = FACTS.flatMap((name) =>
    allRows<Record<string, DbValue>>(conn, `SELECT * FROM ${name} WHERE ${live} ORDER BY id`).map((row) =>
      Object.entries(row)
        .filter(
          ([column]) =>
            !['rowId', 'id', 'updatedAt', 'sortKey', 'createdAt', 'createdBy', 'custom'].includes(column),
        )
        .map(([, value]) => value),
    ),
  )
  return JSON.stringify([rows, settings.map((key) => databaseSetting(conn, key) ?? null)])
}
