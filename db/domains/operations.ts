/** Listing operations and taking them back. */

import { getRow } from '../core/connection.ts'
import type { Ctx, Handlers } from '../core/context.ts'
import { interruptedOperations, isKnown, listOperations, operationAt } from '../core/operations.ts'
import { reachOf } from '../core/rights.ts'
import { inTransaction } from '../core/transaction.ts'
import { findOperation, redoable, redoLast, undoable, undoLast, undoOperation } from '../core/undo.ts'
import { failure } from '../shared/errors.ts'
import { textToId } from '../shared/id.ts'

/** People take back their own, some roles anybody's, as far as they may know of it. */
function assertMayUndo(ctx: Ctx, opId: number, id: string): void {
  const owner = getRow<{ userId: number | null }>(
    ctx.conn,
    'SELECT userId FROM op WHERE rowId = ?',
    opId,
  )?.userId
  if (owner === ctx.actor.rowId) return
  if (!isKnown(ctx.conn, opId)) throw failure('NotFound', 'operation', { id })
  if (reachOf(ctx.actor, 'undo') !== 'all') throw failure('Denied', 'notYours')
}

export const operationHandlers = {
  'operation.list': (ctx, input) => ({
    operations: listOperations(
      ctx.conn,
      ctx.actor,
      input.limit,
      input.before ? textToId(input.before) : undefined,
    ),
  }),

  'operation.undo'(ctx, input) {
    if (input.operation === undefined) return undoLast(ctx.conn, ctx)
    const op = findOperation(ctx.conn, input.operation)
    assertMayUndo(ctx, op.rowId, input.operation)
    return undoOperation(ctx.conn, op, ctx)
  },

  'operation.redo': (ctx) => redoLast(ctx.conn, ctx),

  'operation.interrupted': (ctx) => ({ operations: interruptedOperations(ctx.conn, ctx.actor) }),

  'operation.keep'(ctx, input) {
    const op = findOperation(ctx.conn, input.operation)
    assertMayUndo(ctx, op.rowId, input.operation)
    inTransaction(ctx.conn, () => {
      ctx.conn.prepare("UPDATE op SET state = 'done' WHERE rowId = ? AND state = 'open'").run(op.rowId)
      ctx.conn.prepare('DELETE FROM checkpoint WHERE opId = ?').run(op.rowId)
    })
    return {}
  },

  'operation.stack': (ctx) => ({
    undo: operationAt(ctx.conn, ctx.actor, undoable(ctx.conn, ctx.actor, ctx.deviceId)?.opId),
    redo: operationAt(ctx.conn, ctx.actor, redoable(ctx.conn, ctx.actor, ctx.deviceId)?.undoneBy),
  }),
} satisfies Handlers<
  | 'operation.list'
  | 'operation.undo'
  | 'operation.redo'
  | 'operation.interrupted'
  | 'operation.keep'
  | 'operation.stack'
>
