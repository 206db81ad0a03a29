/** One thing done to each of many rows: in chunks of one operation, each row tried by itself and counted. */
import type { BulkSummary } from '../shared/bulk.ts'
import type { Entity } from '../shared/entity.ts'
import { AppError } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import type { Target } from '../shared/target.ts'
import type { Connection } from './connection.ts'
import type { JobCtx } from './context.ts'
import { targetRows } from './target.ts'
import { visibleName } from './visible.ts'
import type { Write } from './write.ts'

const CHUNK_MS = 25
const FIRST_FAILED = 20

/** What became of a row: changed, as it was; `gone`: it may not be seen any more. */
export type Fate = boolean | 'gone'

const asked = (target: Target, found: number): number => ('ids' in target ? new Set(target.ids).size : found)

/** Adds up what became of the rows. */
class Tally {
  changed = 0
  unchanged = 0
  missing = 0
  failed = 0
  readonly refused: Record<string, number> = {}
  readonly first: BulkSummary['failed']['first'][number][] = []

  add(part: Tally): void {
    this.changed += part.changed
    this.unchanged += part.unchanged
    this.missing += part.missing
    this.failed += part.failed
    for (const [reason, n] of Object.entries(part.refused))
      this.refused[reason] = (this.refused[reason] ?? 0) + n
    this.first.push(...part.first.slice(0, FIRST_FAILED - this.first.length))
  }

  count(fate: Fate): void {
    if (fate === 'gone') this.missing++
    else if (fate) this.changed++
    else this.unchanged++
  }

  /** @throws whatever is no refusal of the row itself */
  refuse(conn: Connection, entity: Entity, rowId: number, error: unknown): void {
    if (!(error instanceof AppError)) throw error
    const { code, reason = 'other', issues } = error.record
    if (code === 'NotFound') this.missing++
    else if (code === 'Denied') this.refused[reason] = (this.refused[reason] ?? 0) + 1
    else if (code === 'Invalid') {
      this.failed++
      if (this.first.length >= FIRST_FAILED) return
      const row = conn
        .prepare(`SELECT id, displayName FROM ${visibleName(entity)} WHERE rowId = ?`)
        .get(rowId) as { id: Uint8Array; displayName: string | null } | undefined
      const [issue] = issues ?? []
      if (row)
        this.first.push({
          id: idToText(row.id),
          displayName: row.displayName ?? '',
          field: issue?.field ?? '',
          code: issue?.code ?? reason,
        })
    } else throw error
  }
}

/** Does `work` to each row of the target, on for as long as a chunk may take. */
export async function eachRow(
  ctx: JobCtx,
  entity: Entity,
  target: Target,
  step: string,
  work: (write: Write, rowId: number) => Fate,
): Promise<BulkSummary> {
  const rowIds = targetRows(ctx, entity, target)
  const total = asked(target, rowIds.length)
  const tally = new Tally()
  tally.missing = total - rowIds.length
  ctx.describe({ entity: entity.name, n: total })
  let cancelled = false
  try {
    for (let at = 0; at < rowIds.length; ) {
      const from = at
      const part = await ctx.chunk((write) => {
        const until = performance.now() + CHUNK_MS
        const some = new Tally()
        let next = from
        do {
          const rowId = rowIds[next++] ?? 0
          try {
            some.count(work(write, rowId))
          } catch (error) {
            some.refuse(ctx.conn, entity, rowId, error)
          }
        } while (next < rowIds.length && performance.now() < until)
        at = next
        return some
      })
      tally.add(part)
      ctx.progress({ done: at, total: rowIds.length, step })
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.record.code !== 'Cancelled') throw error
    cancelled = true
  }
  return {
    operation: ctx.operation(),
    total,
    changed: tally.changed,
    unchanged: tally.unchanged,
    missing: tally.missing,
    refused: tally.refused,
    failed: { count: tally.failed, first: tally.first },
    cancelled,
  }
}
