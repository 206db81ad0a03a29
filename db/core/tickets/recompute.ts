/** Due times of many tickets worked out anew, a little at a time: when what is promised has changed, or has only just come. */
import { allRows } from '../connection.ts'
import type { JobCtx } from '../context.ts'
import { noteComputed } from './clocks.ts'

/** How long it works before it lets others. */
const CHUNK_MS = 25

const open =
  "SELECT rowId FROM visibleTicket WHERE phase IS NULL OR phase IN ('new', 'open', 'waiting') ORDER BY rowId"
const every = 'SELECT rowId FROM visibleTicket ORDER BY rowId'

/** `all`: those that are over too, whose promises may have been kept too late by what holds now. */
export async function recomputeTickets(
  ctx: JobCtx,
  all: boolean,
): Promise<{ checked: number; changed: number }> {
  const rows = allRows<{ rowId: number }>(ctx.conn, all ? every : open)
  let changed = 0
  for (let at = 0; at < rows.length; ) {
    at = await ctx.chunk((write) => {
      const until = performance.now() + CHUNK_MS
      let next = at
      do {
        if (write.clock(rows[next++]?.rowId ?? 0)) changed++
      } while (next < rows.length && performance.now() < until)
      return next
    })
    ctx.progress({ done: at, total: rows.length, step: 'clocks' })
  }
  await ctx.chunk((write) => noteComputed(write.conn))
  return { checked: rows.length, changed }
}
