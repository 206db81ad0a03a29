/** The records a document is made of, page by page, so that no read transaction grows old and Cancel is heard. */
import type { JobCtx } from '../../core/context.ts'
import { readRecord, readRows } from '../../core/read.ts'
import type { Entity, Field } from '../../shared/entity.ts'
import { AppError, failure } from '../../shared/errors.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'

const PAGE = 250

export async function eachRecord(
  ctx: JobCtx,
  entity: Entity,
  rowIds: Int32Array,
  fields: readonly Field[],
  use: (record: WireRecord) => void,
): Promise<void> {
  for (let at = 0; at < rowIds.length; at += PAGE) {
    await new Promise((resolve) => setImmediate(resolve))
    if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
    for (const record of readRows(ctx.conn, entity, rowIds.subarray(at, at + PAGE), fields)) use(record)
    ctx.progress({ done: Math.min(at + PAGE, rowIds.length), total: rowIds.length, step: 'print' })
  }
}

/** The companies of people, each read once; those not visible are none. */
export function companies(ctx: JobCtx): (record: WireRecord) => WireRecord | undefined {
  const known = new Map<string, WireRecord | undefined>()
  return ({ companyId }) => {
    if (typeof companyId !== 'string') return undefined
    if (!known.has(companyId)) known.set(companyId, visible(ctx, companyId))
    return known.get(companyId)
  }
}

function visible(ctx: JobCtx, id: string): WireRecord | undefined {
  try {
    return readRecord(ctx.conn, entityNamed('company'), id)
  } catch (error) {
    if (error instanceof AppError && error.record.code === 'NotFound') return undefined
    throw error
  }
}
