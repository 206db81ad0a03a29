/** The rows a verb on many records works on. Only what the caller may see is ever among them. */
import type { Entity } from '../shared/entity.ts'
import type { Target } from '../shared/target.ts'
import type { JobCtx } from './context.ts'
import { savedView } from './savedView.ts'

type Positions = readonly (readonly [first: number, last: number])[]

/** Rows at some positions of a list; positions beyond its end are no rows. */
export function rowsAt(rowIds: Int32Array, ranges: Positions | undefined): Int32Array {
  if (!ranges) return rowIds
  const parts = ranges.map(([first, last]) => rowIds.subarray(first, last + 1))
  const picked = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    picked.set(part, at)
    at += part.length
  }
  return picked
}

/** @throws AppError NotFound for a list that is gone, Conflict `lookupVersion` when it is another one by now */
export function targetRows(ctx: JobCtx, entity: Entity, target: Target): Int32Array {
  if ('lookupId' in target) return rowsAt(ctx.lookupRows({ ...target, entity: entity.name }), target.ranges)
  const filter =
    'filter' in target
      ? target.filter
      : 'view' in target
        ? savedView(ctx, entity.name, target.view).filter
        : { field: 'id', op: 'in' as const, value: target.ids }
  return ctx.lookups.list(ctx, {
    entity: entity.name,
    ...(filter && { filter }),
    limit: Number.MAX_SAFE_INTEGER,
    offset: 0,
    count: false,
  }).rowIds
}
