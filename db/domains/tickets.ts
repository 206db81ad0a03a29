/** Tickets: opening them; the rest of the domain is in the files beside it. */
import { getRow } from '../core/connection.ts'
import type { Handlers } from '../core/context.ts'
import { invalid } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import type { knowledgeProcedures } from '../shared/knowledge.ts'
import { entityNamed } from '../shared/registry.ts'
import { ticket, type ticketProcedures } from '../shared/tickets.ts'
import { answerHandlers } from './tickets/answers.ts'
import { aroundHandlers, watch } from './tickets/around.ts'
import { conversationHandlers, standing } from './tickets/conversation.ts'
import { listHandlers } from './tickets/lists.ts'
import { newsHandlers } from './tickets/news.ts'
import { flow, queueHandlers } from './tickets/queues.ts'

const openHandlers = {
  'ticket.open'(ctx, input) {
    const { status } = input.data
    if (typeof status === 'string' && !flow(ctx.conn).some(({ name }) => name === status))
      throw invalid('status', 'ticketStatus')
    let contact: string | null = null
    if (input.contact) {
      const id = ctx.conn.newId()
      ctx.write.create(entityNamed('contact'), input.contact, id)
      contact = idToText(id)
    }
    const id = ctx.conn.newId()
    const rowId = ctx.write.create(
      ticket,
      { ...input.data, ...(contact !== null && { contactId: contact }) },
      id,
    )
    const text = idToText(id)
    if (input.watch && ctx.actor.id)
      watch(ctx.write, standing(ctx.conn, text), { rowId: ctx.actor.rowId, id: ctx.actor.id }, true)
    const row = getRow<{ number: string | null }>(
      ctx.conn,
      'SELECT number FROM visibleTicket WHERE rowId = ?',
      rowId,
    )
    return { id: text, number: row?.number ?? '', contact }
  },
} satisfies Handlers<'ticket.open'>

export const ticketHandlers = {
  ...openHandlers,
  ...conversationHandlers,
  ...aroundHandlers,
  ...queueHandlers,
  ...listHandlers,
  ...answerHandlers,
  ...newsHandlers,
} satisfies Handlers<
  | keyof typeof ticketProcedures
  | Extract<keyof typeof knowledgeProcedures, `reply.${string}` | `macro.${string}`>
>
