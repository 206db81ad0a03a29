/**
 * What a device works out about a ticket from its messages and from what is promised, and keeps on it so that lists sort and
 * filter by it: phase, priority, due times, what was kept too late, time spent. Pure derivation: both doors of the write
 * path, `sla.recompute` and `db check --rebuild` are the only callers. Private messages and policies leave no trace.
 */
import { createHash } from 'node:crypto'
import type { DbValue } from '../../shared/fields.ts'
import {
  type Clocks,
  clocksOf,
  type Happened,
  lateOf,
  nextDue,
  type TargetName,
  targetNames,
} from '../../shared/sla/clocks.ts'
import { WorkingTime } from '../../shared/sla/workingTime.ts'
import { isOver, phaseOf, priorityOf } from '../../shared/ticketCodes.ts'
import { allRows, type Connection, getMeta, getRow, setMeta } from '../connection.ts'
import { fingerprintOf, type Policy, Promises } from './promises.ts'

export const ticketColumns = [
  'priority',
  'phase',
  'dueAt',
  'firstDueAt',
  'nextDueAt',
  'solveDueAt',
  'answeredAt',
  'lastMessageAt',
  'minutes',
  'late',
  'policyId',
] as const
type Derived = Readonly<Record<(typeof ticketColumns)[number], DbValue>>

export interface TicketRow {
  readonly rowId: number
  readonly status: string | null
  readonly type: string | null
  readonly impact: string | null
  readonly urgency: string | null
  readonly givenPriority: string | null
  readonly queueId: number | null
  readonly contactId: number | null
  readonly companyId: number | null
  readonly openedAt: number | null
  readonly createdAt: number | null
  readonly waits: string | null
  readonly solvedAt: number | null
  readonly promise: string | null
}
const columns =
  'rowId, status, type, impact, urgency, givenPriority, queueId, contactId, companyId, openedAt, createdAt, waits, solvedAt, promise'

interface MessageRow {
  readonly kind: string
  readonly at: number
  readonly minutes: number | null
}

/** Messages of the ticket and of those merged into it. */
const messagesSql = `SELECT kind, at, minutes FROM ticketMessage m WHERE
  m.ticketId IN (SELECT :ticket UNION ALL SELECT rowId FROM ticket WHERE canonicalId = :ticket AND mergedInto IS NOT NULL)
  AND m.trashedAt IS NULL AND m.deletedAt IS NULL AND m.stub = 0 AND m.private IS NOT 1 ORDER BY m.at, m.id`

type Wait = readonly [number, number | null]
const isWait = (value: unknown): value is Wait =>
  Array.isArray(value) && typeof value[0] === 'number' && (typeof value[1] === 'number' || value[1] === null)

/** Stored waits; what is none, from elsewhere, counts for nothing. */
export function waitsOf(json: string | null): Wait[] {
  const read: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(read) ? read.filter(isWait) : []
}

/** What was promised when a ticket was solved: due times and what was late, as kept on it. */
export interface Kept {
  readonly policy: string | null
  readonly due: Readonly<Partial<Record<TargetName, number | null>>>
  readonly late: readonly TargetName[]
}

export function keptOf(json: string | null): Kept | undefined {
  const read: unknown = json === null ? null : JSON.parse(json)
  if (typeof read !== 'object' || read === null || !('late' in read) || !('due' in read)) return undefined
  const { late, due } = read
  const policy = 'policy' in read && typeof read.policy === 'string' ? read.policy : null
  const times = typeof due === 'object' && due !== null ? Object.entries(due) : []
  return {
    policy,
    due: Object.fromEntries(times.filter(([, at]) => at === null || typeof at === 'number')),
    late: Array.isArray(late) ? targetNames.filter((name) => late.includes(name)) : [],
  }
}

export interface Computed {
  readonly derived: Derived
  readonly clocks: Clocks
  readonly policy: Policy | undefined
}

export const ticketRow = (conn: Connection, rowId: number): TicketRow | undefined =>
  getRow<TicketRow>(conn, `SELECT ${columns} FROM ticket WHERE rowId = ?`, rowId)

/** Everything that follows for a ticket as its row says it. */
export function compute(
  promises: Promises,
  row: TicketRow,
  messages: readonly MessageRow[] = allRows<MessageRow>(promises.conn, messagesSql, { ticket: row.rowId }),
): Computed {
  const { flow } = promises
  const phase = phaseOf(flow, row.status)
  const priority = priorityOf(row.impact, row.urgency, row.givenPriority)
  const openedAt = row.openedAt ?? row.createdAt ?? 0
  const at = (kind: string): number[] =>
    messages.filter((message) => message.kind === kind).map((message) => message.at)
  const happened: Happened = {
    openedAt,
    waits: waitsOf(row.waits),
    incoming: at('incoming'),
    replies: at('reply'),
    solvedAt: row.solvedAt,
  }
  const kept = isOver(phase) ? keptOf(row.promise) : undefined
  const policy = promises.policyFor(row)
  const clocks = clocksOf(happened, policy?.targets[priority] ?? {}, policy?.time ?? anyTime)
  const due = (name: TargetName): number | null => (kept ? (kept.due[name] ?? null) : clocks[name].due)
  const late = kept ? kept.late : lateOf(clocks)
  const spent = messages.reduce((sum, message) => sum + (message.minutes ?? 0), 0)
  return {
    clocks,
    policy,
    derived: {
      priority,
      phase,
      dueAt: isOver(phase) ? null : nextDue(clocks),
      firstDueAt: due('first'),
      nextDueAt: isOver(phase) ? null : clocks.next.metAt === null ? due('next') : null,
      solveDueAt: due('solve'),
      answeredAt: clocks.first.metAt,
      lastMessageAt: messages.at(-1)?.at ?? null,
      minutes: spent || null,
      late: late.length ? JSON.stringify(late) : null,
      policyId: policy?.rowId ?? null,
    },
  }
}

/** Of a ticket to which nothing is promised nothing is asked. */
const anyTime = new WorkingTime({ timeZone: 'UTC', week: [], isClosed: () => false })

const stored = `SELECT ${columns}, ${ticketColumns.join(', ')} FROM ticket WHERE rowId = ?`

/**
 * Works out a ticket anew. True when something of it is another value now. Only what differs is written: SQLite rewrites
 * every index that names a column of the statement, and those of the board name most of them.
 */
export function keepClocks(promises: Promises, rowId: number): boolean {
  const { conn } = promises
  const row = getRow<TicketRow & Derived>(conn, stored, rowId)
  return row !== undefined && keep(conn, row, compute(promises, row))
}

function keep(conn: Connection, row: TicketRow & Derived, { derived }: Computed): boolean {
  const changed = ticketColumns.filter((name) => row[name] !== derived[name])
  if (changed.length === 0) return false
  conn
    .prepare(`UPDATE ticket SET ${changed.map((name) => `${name} = ?`).join(', ')} WHERE rowId = ?`)
    .run(...changed.map((name) => derived[name]), row.rowId)
  return true
}

const liveMessage = 'trashedAt IS NULL AND deletedAt IS NULL AND stub = 0 AND private IS NOT 1'

/** Clocks of tickets that are new here and merged with nobody: rows (from, to], whose messages are here already. */
export function clockNew(promises: Promises, from: number, to: number): void {
  const { conn } = promises
  const messages = Map.groupBy(
    allRows<MessageRow & { ticketId: number }>(
      conn,
      `SELECT ticketId, kind, at, minutes FROM ticketMessage WHERE ticketId > ? AND ticketId <= ? AND ${liveMessage} ORDER BY ticketId, at, id`,
      from,
      to,
    ),
    ({ ticketId }) => ticketId,
  )
  const sql = `SELECT ${columns}, ${ticketColumns.join(', ')} FROM ticket WHERE rowId > ? AND rowId <= ? AND stub = 0`
  for (const row of allRows<TicketRow & Derived>(conn, sql, from, to))
    keep(conn, row, compute(promises, row, messages.get(row.rowId) ?? []))
}

/** The tickets whose clocks a written row moves: the ticket itself, and the one it became by a merge. */
export function ticketsConcerned(
  conn: Connection,
  entity: string,
  row: Readonly<Record<string, DbValue>>,
): number[] {
  const of = entity === 'ticketMessage' ? row.ticketId : undefined
  if (typeof of !== 'number') return []
  const canonical = getRow<{ canonicalId: number }>(
    conn,
    'SELECT canonicalId FROM ticket WHERE rowId = ?',
    of,
  )
  return [...new Set([of, canonical?.canonicalId ?? of])]
}

const COMPUTED = 'sla.computed'
const digest = (conn: Connection): string => createHash('sha256').update(fingerprintOf(conn)).digest('hex')

/** Whether due times were worked out for what is promised now. A database that never promised anything is not behind. */
export function isBehind(conn: Connection): boolean {
  const known = getMeta(conn, COMPUTED)
  if (known === null && getRow(conn, 'SELECT 1 FROM ticket LIMIT 1') === undefined) return false
  return known !== digest(conn)
}
export const noteComputed = (conn: Connection): void => setMeta(conn, COMPUTED, digest(conn))

/** What follows from the rows of a ticket alone; due times also follow from customers, who may have changed since. */
const own = ['priority', 'phase', 'answeredAt', 'lastMessageAt', 'minutes'] as const

/** How many tickets say something else than follows. Reads only. */
export function wrongClocks(conn: Connection): number {
  if (isBehind(conn)) return 0
  const promises = new Promises(conn)
  const stored = conn.db.prepare(`SELECT ${own.join(', ')} FROM ticket WHERE rowId = ?`)
  return allRows<TicketRow>(conn, `SELECT ${columns} FROM ticket WHERE stub = 0`).filter((row) => {
    const is = stored.get(row.rowId) as Derived
    const { derived } = compute(promises, row)
    return own.some((name) => is[name] !== derived[name])
  }).length
}

export function rebuildClocks(conn: Connection): void {
  const promises = new Promises(conn)
  for (const { rowId } of allRows<{ rowId: number }>(conn, 'SELECT rowId FROM ticket'))
    keepClocks(promises, rowId)
  noteComputed(conn)
}
