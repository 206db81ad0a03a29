/** Rows worked on in chunks of a job's one operation, each chunk as long as it may be. */
import { performance } from 'node:perf_hooks'
import type { JobCtx } from './context.ts'
import type { Write } from './write.ts'

/** @throws AppError Cancelled between chunks */
export async function inChunks(
  ctx: JobCtx,
  rows: ArrayLike<number>,
  step: string,
  work: (write: Write, row: number, at: number) => void,
): Promise<void> {
  for (let at = 0; at < rows.length; ) {
    const from = at
    await ctx.chunk((write) => {
      const begun = performance.now()
      let next = from
      do {
        work(write, rows[next] ?? 0, next)
        next++
      } while (next < rows.length && !ctx.isLate(begun))
      at = next
    })
    ctx.progress({ done: at, total: rows.length, step })
  }
}
