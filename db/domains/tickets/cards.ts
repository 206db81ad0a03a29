/** Tickets as boards, panels and warnings show them. */
import { allRows, type Connection } from '../../core/connection.ts'
import { named } from '../../core/read.ts'
import type { Party } from '../../shared/activities.ts'
import { idToText } from '../../shared/id.ts'
import { isPhase, type Priority, priorities } from '../../shared/ticketCodes.ts'
import type { TicketCard } from '../../shared/tickets.ts'

interface CardRow {
  readonly id: Uint8Array
  readonly number: string | null
  readonly subject: string | null
  readonly status: string | null
  readonly phase: string | null
  readonly type: string | null
  readonly priority: string | null
  readonly ownerId: number | null
  readonly assigneeId: number | null
  readonly queueId: number | null
  readonly contactId: number | null
  readonly companyId: number | null
  readonly openedAt: number | null
  readonly dueAt: number | null
  readonly late: string | null
}

const columns =
  'v.id, v.number, v.subject, v.status, v.phase, v.type, v.priority, v.ownerId, v.assigneeId, v.queueId, v.contactId, v.companyId, v.openedAt, v.dueAt, v.late'

export const iso = (ms: number): string => new Date(ms).toISOString()
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

export const isPriority = (value: unknown): value is Priority => priorities.some((each) => each === value)

function textsIn(json: string | null): string[] {
  const read: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(read) ? read.map(String) : []
}

/** Tickets of the visible view `v`; `rest` is what comes after it in the statement. */
export function cardsWhere(conn: Connection, rest: string, ...params: unknown[]): TicketCard[] {
  const names = new Map<string, Party | null>()
  const party = (to: string, rowId: number | null): Party | null =>
    rowId === null ? null : named(conn, to, rowId, names)
  return allRows<CardRow>(conn, `SELECT ${columns} FROM visibleTicket v ${rest}`, ...params).map((row) => ({
    id: idToText(row.id),
    number: row.number,
    subject: row.subject ?? '',
    status: row.status ?? '',
    phase: isPhase(row.phase) ? row.phase : 'open',
    type: row.type,
    priority: isPriority(row.priority) ? row.priority : 'normal',
    owner: party('user', row.ownerId)?.id ?? null,
    assignee: party('user', row.assigneeId),
    queue: party('queue', row.queueId),
    contact: party('contact', row.contactId),
    company: party('company', row.companyId),
    openedAt: iso(row.openedAt ?? 0),
    dueAt: isoOrNull(row.dueAt),
    late: textsIn(row.late),
  }))
}
