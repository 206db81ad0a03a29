/**
 * Columns of a board, counted and begun from the indexes alone, without asking each ticket whether it may be seen: the few
 * that may not are known from the index that holds just them (core/lookup/hidden.ts) and left out.
 */
import { entityNamed } from '../../shared/registry.ts'
import { openPhases, type Phase } from '../../shared/ticketCodes.ts'
import { allRows, type Connection, getRow } from '../connection.ts'
import { hiddenQueries } from '../lookup/hidden.ts'
import { pluck } from '../lookup/statements.ts'

export interface BoardColumn {
  readonly status: string
  readonly phase: Phase
  /** Further conditions on `v`, with what their parameters are. */
  readonly where: string
  readonly params: Readonly<Record<string, unknown>>
}

const isOpen = (phase: Phase): boolean => openPhases.includes(phase)
/** As the partial indexes say it. */
const open = `v.phase IN (${openPhases.map((phase) => `'${phase}'`).join(', ')})`

/** Rows that whoever asks does not see. */
const hidden = (): string => hiddenQueries(entityNamed('ticket')).join(' UNION ')

/** How many tickets a column has, and the rows of its first ones: those due soonest, or of what is over the newest. */
export function boardColumn(
  conn: Connection,
  { status, phase, where, params }: BoardColumn,
  each: number,
): { count: number; rowIds: number[] } {
  const begins = isOpen(phase)
  const rest = `FROM main.ticket v WHERE v.status = :status${begins ? ` AND ${open}` : ''}${where}
    AND v.rowId NOT IN (${hidden()})`
  const given = { ...params, status }
  const first = (more: string, order: string, limit: number): number[] =>
    limit === 0
      ? []
      : pluck(conn, `SELECT v.rowId ${rest}${more} ORDER BY ${order}, v.rowId LIMIT :limit`, {
          ...given,
          limit,
        })
  const count = getRow<{ n: number }>(conn, `SELECT count(*) AS n ${rest}`, given)?.n ?? 0
  if (!begins) return { count, rowIds: first('', 'v.openedAt DESC', Math.min(each, count)) }
  const due = first(' AND v.dueAt IS NOT NULL', 'v.dueAt, v.openedAt', Math.min(each, count))
  const left = Math.min(each, count) - due.length
  return { count, rowIds: [...due, ...first(' AND v.dueAt IS NULL', 'v.openedAt', left)] }
}

export interface QueueCount {
  readonly queueId: number | null
  readonly open: number
  readonly unassigned: number
  readonly overdue: number
  readonly mine: number
}

/** Of each queue: what is not over, what of it nobody has, what has run out, what is of `me`. */
export function queueCounts(conn: Connection, now: number, me: number | null): QueueCount[] {
  return allRows<QueueCount>(
    conn,
    `SELECT v.queueId, count(*) AS open, sum(v.assigneeId IS NULL) AS unassigned,
       sum(v.dueAt IS NOT NULL AND v.dueAt < :now) AS overdue, sum(v.assigneeId IS :me) AS mine
       FROM main.ticket v WHERE ${open} AND v.rowId NOT IN (${hidden()}) GROUP BY v.queueId`,
    { now, me },
  )
}
