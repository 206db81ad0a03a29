/**
 * Columns of a board, counted and begun without asking each ticket whether it may be seen: the few that may not are known
 * from the index that holds just them (core/lookup/hidden.ts) and left out.
 */
import { entityNamed } from '../../shared/registry.ts'
import { openPhases, type Phase } from '../../shared/ticketCodes.ts'
import { type Connection, getRow } from '../connection.ts'
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
const open = `v.phase IN (${openPhases.map((phase) => `'${phase}'`).join(', ')})`

/** How many tickets a column has, and the rows of its first ones: those due soonest, or of what is over the newest. */
export function boardColumn(
  conn: Connection,
  { status, phase, where, params }: BoardColumn,
  each: number,
): { count: number; rowIds: number[] } {
  const hidden = hiddenQueries(entityNamed('ticket')).join(' UNION ')
  const rest = `FROM main.ticket v WHERE v.status = :status${isOpen(phase) ? ` AND ${open}` : ''}${where}
    AND v.rowId NOT IN (${hidden})`
  const order = isOpen(phase) ? 'v.dueAt IS NULL, v.dueAt, v.openedAt' : 'v.openedAt DESC'
  return {
    count: getRow<{ n: number }>(conn, `SELECT count(*) AS n ${rest}`, { ...params, status })?.n ?? 0,
    rowIds: pluck(conn, `SELECT v.rowId ${rest} ORDER BY ${order}, v.rowId LIMIT :each`, {
      ...params,
      status,
      each,
    }),
  }
}
