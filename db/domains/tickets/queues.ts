/** Queues and the flow through them: what can be chosen, what waits where, and who gets it. */

import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { Ctx, Handlers, MutationCtx } from '../../core/context.ts'
import { eachRow } from '../../core/eachRow.ts'
import { named } from '../../core/read.ts'
import { databaseSetting, keepSetting } from '../../core/settings.ts'
import { boardColumn, type QueueCount, queueCounts } from '../../core/tickets/board.ts'
import { chooseIn } from '../../core/tickets/flow.ts'
import { rowIdOf, type Write } from '../../core/write.ts'
import { invalid } from '../../shared/errors.ts'
import { idToText } from '../../shared/id.ts'
import { pickListKey } from '../../shared/pickLists.ts'
import { entityNamed } from '../../shared/registry.ts'
import { FLOW_SETTING, flowOf, type Status, ticketChannels, ticketTypes } from '../../shared/ticketCodes.ts'
import { type Assignment, assignments, queue, ticket } from '../../shared/tickets.ts'
import { cardsWhere } from './cards.ts'

const isAssignment = (value: unknown): value is Assignment => assignments.some((each) => each === value)

export const flow = (conn: Connection): readonly Status[] => flowOf(databaseSetting(conn, FLOW_SETTING))

const listOf = (conn: Connection, field: string, usual: readonly string[]): string[] => {
  const kept = databaseSetting(conn, pickListKey('ticket', field))
  return Array.isArray(kept) && kept.length > 0 ? kept.map(String) : [...usual]
}

function memberIds(json: string | null): string[] {
  const read: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(read) ? read.filter((id) => typeof id === 'string') : []
}

interface QueueRow {
  readonly id: Uint8Array
  readonly name: string
  readonly description: string | null
  readonly assignment: string | null
  readonly members: string | null
}

function optionsOf(ctx: Ctx) {
  const { conn } = ctx
  return {
    statuses: flow(conn).map((status) => ({ ...status })),
    types: listOf(conn, 'type', ticketTypes),
    channels: listOf(conn, 'channel', ticketChannels),
    queues: allRows<QueueRow>(
      conn,
      'SELECT id, name, description, assignment, members FROM visibleQueue ORDER BY sortKey, rowId',
    ).map((row) => ({
      id: idToText(row.id),
      name: row.name,
      description: row.description,
      assignment: isAssignment(row.assignment) ? row.assignment : 'manual',
      members: memberIds(row.members),
    })),
    users: allRows<{ id: Uint8Array; displayName: string | null }>(
      conn,
      'SELECT id, displayName FROM visibleUser WHERE active IS NOT 0 ORDER BY sortKey, rowId',
    ).map(({ id, displayName }) => ({ id: idToText(id), name: displayName })),
    me: ctx.actor.id,
  }
}

/** A flow in which work can begin, go on and end, each status once. @throws AppError Invalid */
function setFlow({ conn, write }: MutationCtx, statuses: readonly Status[]): void {
  const names = statuses.map(({ name }) => name.trim())
  if (new Set(names).size < names.length) throw invalid('statuses', 'ticketFlowTwice')
  for (const phase of ['new', 'open', 'solved'] as const)
    if (!statuses.some((status) => status.phase === phase))
      throw invalid('statuses', 'ticketFlowPhase', { phase })
  const next = statuses.map(({ name, phase }) => ({ name: name.trim(), phase }))
  if (JSON.stringify(next) === JSON.stringify(flow(conn))) return
  keepSetting(write, 'database', FLOW_SETTING, next)
  keepSetting(write, 'database', pickListKey('ticket', 'status'), names)
}

function countsOf(ctx: Ctx) {
  const rows = queueCounts(ctx.conn, ctx.now(), ctx.actor.rowId)
  const none = { open: 0, unassigned: 0, overdue: 0, mine: 0 }
  const known = allRows<{ rowId: number }>(ctx.conn, 'SELECT rowId FROM visibleQueue ORDER BY sortKey, rowId')
  const counted = new Map(rows.map(({ queueId, ...counts }) => [queueId, counts]))
  const queues = known.map(({ rowId }) => ({
    queue: named(ctx.conn, 'queue', rowId),
    ...(counted.get(rowId) ?? none),
  }))
  const seen = new Set(known.map(({ rowId }) => rowId))
  // Tickets of a queue that is gone wait with those of none.
  const others = rows.filter(({ queueId }) => queueId === null || !seen.has(queueId))
  const sum = (all: readonly Omit<QueueCount, 'queueId'>[]) =>
    all.reduce(
      (total, row) => ({
        open: total.open + row.open,
        unassigned: total.unassigned + row.unassigned,
        overdue: total.overdue + row.overdue,
        mine: total.mine + row.mine,
      }),
      none,
    )
  return { queues: [...queues, { queue: null, ...sum(others) }], total: sum(rows) }
}

/** What narrows a board, as conditions on the view. */
function narrowed(
  ctx: Ctx,
  input: {
    queue?: string | null | undefined
    assignee?: string | null | undefined
    search?: string | undefined
  },
): { where: string; params: Record<string, unknown> } {
  const where: string[] = []
  const params: Record<string, unknown> = {}
  if (input.queue === null) where.push('v.queueId IS NULL')
  else if (input.queue !== undefined) {
    where.push('v.queueId = :queue')
    params.queue = rowIdOf(ctx.conn, queue, input.queue)
  }
  if (input.assignee === null) where.push('v.assigneeId IS NULL')
  else if (input.assignee !== undefined) {
    where.push('v.assigneeId = :assignee')
    params.assignee = rowIdOf(ctx.conn, entityNamed('user'), input.assignee)
  }
  return { where: where.map((each) => ` AND ${each}`).join(''), params }
}

/** Board columns of what is over show the newest only. */
const MOST_FOUND = 2_000

export const queueHandlers = {
  'ticket.options': optionsOf,

  'ticket.setFlow'(ctx, input) {
    setFlow(ctx, input.statuses)
    return {}
  },

  'queue.save'(ctx, input) {
    const data = {
      name: input.name,
      assignment: input.assignment,
      ...(input.description !== undefined && { description: input.description }),
      members: input.members,
    }
    for (const member of input.members) rowIdOf(ctx.conn, entityNamed('user'), member)
    if (input.id !== undefined) {
      ctx.write.update(queue, rowIdOf(ctx.conn, queue, input.id), data)
      return { id: input.id }
    }
    const id = ctx.conn.newId()
    ctx.write.create(queue, data, id)
    return { id: idToText(id) }
  },

  'queue.counts': countsOf,

  'ticket.board'(ctx, input) {
    const { conn } = ctx
    const { where, params } = narrowed(ctx, input)
    const text = input.search?.trim() ?? ''
    const found =
      text === ''
        ? undefined
        : ctx.search.match(text, 'ticket', { actor: ctx.actor, limit: MOST_FOUND }).rowIds
    const among = found ? ' AND v.rowId IN (SELECT value FROM json_each(:found))' : ''
    const all = { ...params, ...(found && { found: JSON.stringify(found) }) }
    return {
      columns: flow(conn).map(({ name, phase }) => {
        const column = { status: name, phase, where: `${where}${among}`, params: all }
        const { count, rowIds } = boardColumn(conn, column, input.each)
        const cards = cardsWhere(
          conn,
          'JOIN json_each(?) place ON place.value = v.rowId ORDER BY place.key',
          JSON.stringify(rowIds),
        )
        return { status: name, phase, count, cards }
      }),
    }
  },

  async 'ticket.assign'(ctx, input) {
    const to =
      input.how === 'user'
        ? input.user === undefined
          ? undefined
          : rowIdOf(ctx.conn, entityNamed('user'), input.user)
        : null
    if (to === undefined) throw invalid('user', 'required')
    const { how } = input
    return eachRow(ctx, ticket, input.target, 'assign', (write, rowId) => assign(write, rowId, how, to))
  },

  async 'ticket.move'(ctx, input) {
    if (input.status !== undefined && !flow(ctx.conn).some(({ name }) => name === input.status))
      throw invalid('status', 'ticketStatus')
    const queueId =
      input.queue === undefined || input.queue === null ? input.queue : rowIdOf(ctx.conn, queue, input.queue)
    const columns = {
      ...(input.status !== undefined && { status: input.status }),
      ...(queueId !== undefined && { queueId }),
    }
    return eachRow(ctx, ticket, input.target, 'move', (write, rowId) => write.set(ticket, rowId, columns))
  },
} satisfies Handlers<
  | 'ticket.options'
  | 'ticket.setFlow'
  | 'queue.save'
  | 'queue.counts'
  | 'ticket.board'
  | 'ticket.assign'
  | 'ticket.move'
>

/** Gives a ticket to whom it was said, or to whose turn it is. False when it stays where it is. */
export function assign(
  write: Write,
  rowId: number,
  how: 'user' | 'nobody' | 'roundRobin' | 'load',
  user: number | null,
): boolean {
  if (how === 'user' || how === 'nobody') return write.set(ticket, rowId, { assigneeId: user })
  const row = getRow<{ queueId: number | null }>(
    write.conn,
    'SELECT queueId FROM visibleTicket WHERE rowId = ?',
    rowId,
  )
  const next = row?.queueId == null ? null : chooseIn(write.conn, row.queueId, how)
  return next !== null && write.set(ticket, rowId, { assigneeId: next })
}
