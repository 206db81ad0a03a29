/**
 * What follows when a ticket is opened or moved on this device, and is then a fact that travels with it: its status, since
 * when, how long it was waited, what had been promised when it was solved, and who gets it where a queue gives out work.
 * The write path asks before it writes (`ticketEffect`); never for what is undone, imported with its facts, or comes from other devices.
 */
import type { DbValue } from '../../shared/fields.ts'
import { textToId } from '../../shared/id.ts'
import { targetNames } from '../../shared/sla/clocks.ts'
import {
  FLOW_SETTING,
  flowOf,
  isOver,
  isRunning,
  type Phase,
  phaseOf,
  statusFor,
} from '../../shared/ticketCodes.ts'
import { allRows, type Connection, getRow } from '../connection.ts'
import type { Effect, StoredRow } from '../effects.ts'
import { databaseSetting } from '../settings.ts'
import { compute, ticketRow, waitsOf } from './clocks.ts'
import { Promises } from './promises.ts'

type Columns = Readonly<Record<string, DbValue>>

const numberOf = (value: DbValue | undefined): number | null => (typeof value === 'number' ? value : null)

/** Asked by the write path (effects.ts). */
export const ticketEffect: Effect = {
  on: ['status'],
  before: ({ conn, at }, columns, row, rowId) =>
    row && rowId !== undefined
      ? moved(conn, rowId, row, columns, at)
      : { ...columns, ...opened(conn, columns, at) },
}

/** What a new ticket gets that its columns do not say. */
function opened(conn: Connection, row: Columns, at: number): Columns {
  const flow = flowOf(databaseSetting(conn, FLOW_SETTING))
  const status = row.status ?? statusFor(flow, 'new')
  const phase = phaseOf(flow, status)
  const since = numberOf(row.statusAt) ?? (phase === 'new' ? (numberOf(row.openedAt) ?? at) : at)
  const assignee = row.assigneeId ?? null
  return {
    status,
    statusAt: since,
    ...(!('waits' in row) && !isRunning(phase) && { waits: JSON.stringify([[since, null]]) }),
    ...(!('solvedAt' in row) && isOver(phase) && { solvedAt: since }),
    ...((row.companyId ?? null) === null && { companyId: companyOf(conn, row.contactId) }),
    ...(assignee === null && typeof row.queueId === 'number' && { assigneeId: nextIn(conn, row.queueId) }),
  }
}

const companyOf = (conn: Connection, contactId: DbValue | undefined): number | null =>
  typeof contactId === 'number'
    ? (getRow<{ companyId: number | null }>(
        conn,
        'SELECT w.companyId FROM contact r JOIN contact w ON w.rowId = r.canonicalId WHERE r.rowId = ?',
        contactId,
      )?.companyId ?? null)
    : null

/** The columns to write, with what follows from another status. */
function moved(conn: Connection, rowId: number, now: StoredRow, columns: Columns, at: number): Columns {
  if (!('status' in columns) || 'statusAt' in columns || now.status === columns.status) return columns
  const flow = flowOf(databaseSetting(conn, FLOW_SETTING))
  const status = columns.status ?? statusFor(flow, 'new')
  const [was, is] = [phaseOf(flow, now.status), phaseOf(flow, status)]
  const solvedAt = isOver(is) ? (isOver(was) ? (now.solvedAt ?? null) : at) : null
  return {
    ...columns,
    status,
    statusAt: at,
    waits: waitsAfter(typeof now.waits === 'string' ? now.waits : null, was, is, at),
    solvedAt,
    promise: !isOver(is) ? null : isOver(was) ? promiseOf(conn, rowId) : promiseNow(conn, rowId, at),
  }
}

function waitsAfter(stored: string | null, was: Phase, is: Phase, at: number): string | null {
  const waits = waitsOf(stored)
  const last = waits.at(-1)
  const stands = last !== undefined && last[1] === null
  if (isRunning(is) && stands) waits[waits.length - 1] = [last[0], Math.max(last[0], at)]
  else if (!isRunning(is) && (isRunning(was) || !stands)) waits.push([at, null])
  return waits.length ? JSON.stringify(waits) : null
}

const promiseOf = (conn: Connection, rowId: number): string | null => ticketRow(conn, rowId)?.promise ?? null

/** The due times that hold at the moment it is solved, and what of them is kept too late. Later policies do not change it. */
function promiseNow(conn: Connection, rowId: number, at: number): string | null {
  const row = ticketRow(conn, rowId)
  if (!row) return null
  const promises = new Promises(conn)
  const { clocks, policy } = compute(promises, { ...row, solvedAt: at })
  if (!policy) return null
  const due = Object.fromEntries(targetNames.map((name) => [name, clocks[name].due]))
  const name = getRow<{ name: string | null }>(
    conn,
    'SELECT name FROM slaPolicy WHERE rowId = ?',
    policy.rowId,
  )?.name
  return JSON.stringify({ policy: name ?? null, due, late: targetNames.filter((each) => clocks[each].late) })
}

interface QueueRow {
  readonly assignment: string | null
  readonly members: string | null
}

/** The users of a queue who are there and active, as local rows. */
export function membersOf(conn: Connection, queueId: number): number[] {
  const row = getRow<QueueRow>(conn, 'SELECT members FROM queue WHERE rowId = ?', queueId)
  const ids: unknown = row?.members ? JSON.parse(row.members) : []
  if (!Array.isArray(ids)) return []
  return ids.flatMap((id) => {
    const user =
      typeof id === 'string'
        ? getRow<{ rowId: number }>(
            conn,
            'SELECT rowId FROM user WHERE id = ? AND active IS NOT 0 AND trashedAt IS NULL AND deletedAt IS NULL AND stub = 0',
            textToId(id),
          )
        : undefined
    return user ? [user.rowId] : []
  })
}

/** The newest tickets of a queue that tell whose turn it was. */
const TURNS = 200
const turns = `SELECT user, max(at) AS n FROM (SELECT assigneeId AS user, openedAt AS at FROM ticket WHERE queueId = ?
  AND assigneeId IS NOT NULL AND deletedAt IS NULL ORDER BY openedAt DESC LIMIT ${TURNS}) GROUP BY user`
const loads = `SELECT assigneeId AS user, count(*) AS n FROM ticket WHERE phase IN ('new', 'open', 'waiting') AND assigneeId IS NOT NULL
  AND trashedAt IS NULL AND deletedAt IS NULL AND mergedInto IS NULL GROUP BY assigneeId`

/** Whoever has waited longest for a ticket of the queue; or has the fewest that are not over. Ties go by the order of members. */
export function chooseIn(conn: Connection, queueId: number, how: 'roundRobin' | 'load'): number | null {
  const rows =
    how === 'load'
      ? allRows<{ user: number; n: number }>(conn, loads)
      : allRows<{ user: number; n: number }>(conn, turns, queueId)
  const counts = new Map(rows.map(({ user, n }) => [user, n]))
  let best: { user: number; n: number } | undefined
  for (const user of membersOf(conn, queueId)) {
    const n = counts.get(user) ?? 0
    if (!best || n < best.n) best = { user, n }
  }
  return best?.user ?? null
}

/** Who gets a new ticket of a queue by its own rule. */
function nextIn(conn: Connection, queueId: number): number | null {
  const row = getRow<QueueRow>(
    conn,
    'SELECT assignment FROM queue WHERE rowId = ? AND trashedAt IS NULL',
    queueId,
  )
  const how = row?.assignment
  return how === 'roundRobin' || how === 'load' ? chooseIn(conn, queueId, how) : null
}
