/** Listing operations and taking them back. */

import { getRow } from '../core/connection.ts'
import type { Ctx, Handlers } from '../core/context.ts'
import { interruptedOperations, listOperations, operationAt } from '../core/operations.ts'
import { findOperation, redoable, redoLast, undoable, undoLast, undoOperation } from '../core/undo.ts'
import { inTransaction } from '../core/write.ts'
import { failure } from '../shared/errors.ts'
import { textToId } from '../shared/id.ts'

/** People take back their own; managers and administrators anybody's. */
function assertMayUndo(ctx: Ctx, opId: number): void {
  const owner = getRow<{ userId: number | null }>(
    ctx.conn,
    'SELECT userId FROM op WHERE rowId = ?',
    opId,
  )?.userId
  const senior = ctx.actor.role === 'admin' || ctx.actor.role === 'manager'
  if (!senior && owner !== ctx.actor.rowId) throw failure('Denied', 'notYours')
}

export const operationHandlers = {
  'operation.list': (ctx, input) => ({
    operations: listOperations(ctx.conn, input.limit, input.before ? textToId(input.before) : undefined),
  }),

  'operation.undo'(ctx, input) {
    if (input.operation === undefined) return undoLast(ctx.conn, ctx)
    const op = findOperation(ctx.conn, input.operation)
    assertMayUndo(ctx, op.rowId)
    return undoOperation(ctx.conn, op, ctx)
  },

  'operation.redo': (ctx) => redoLast(ctx.conn, ctx),

  'operation.interrupted': (ctx) => ({ operations: interruptedOperations(ctx.conn) }),

  'operation.keep'(ctx, input) {
    const op = findOperation(ctx.conn, input.operation)
    assertMayUndo(ctx, op.rowId)
    inTransaction(ctx.conn, () => {
      ctx.conn.prepare("UPDATE op SET state = 'done' WHERE rowId = ? AND state = 'open'").run(op.rowId)
      ctx.conn.prepare('DELETE FROM checkpoint WHERE opId = ?').run(op.rowId)
    })
    return {}
  },

  'operation.stack': (ctx) => ({
    undo: operationAt(ctx.conn, undoable(ctx.conn, ctx.actor, ctx.deviceId)?.opId),
    redo: operationAt(ctx.conn, redoable(ctx.conn, ctx.actor, ctx.deviceId)?.undoneBy),
  }),
} satisfies Handlers<
  | 'operation.list'
  | 'operation.undo'
  | 'operation.redo'
  | 'operation.interrupted'
  | 'operation.keep'
  | 'operation.stack'
>
