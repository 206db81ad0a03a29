/** Verbs on many activities: to somebody else, to another day, done; and the to-dos that were left over. */
import { performance } from 'node:perf_hooks'
import type { Handlers, JobCtx, MutationCtx } from '../../core/context.ts'
import { targetRows } from '../../core/target.ts'
import { rowIdOf } from '../../core/write.ts'
import { activity } from '../../shared/activities.ts'
import { addDays, daysBetween } from '../../shared/dates/calendars.ts'
import { invalid } from '../../shared/errors.ts'
import { idToText } from '../../shared/id.ts'
import { formatRule } from '../../shared/recurrence.ts'
import { movedRule } from '../../shared/recurrenceMove.ts'
import { instantOf, wallTime } from '../../shared/recurrenceZones.ts'
import { entityNamed } from '../../shared/registry.ts'
import type { Target } from '../../shared/target.ts'
import { readerZone, realDay } from './asked.ts'
import { completeActivity } from './complete.ts'
import { exceptionsOf, isOpen, recurrenceOf, type Stored, storedRows, zoneOf } from './stored.ts'

const CHUNK_MS = 20

/** Does something with each row in chunks; counts those it changed. Rows that have gone meanwhile are passed over. */
export async function eachRow(
  ctx: JobCtx,
  rowIds: ArrayLike<number>,
  step: string,
  work: (within: MutationCtx, rowId: number) => boolean,
): Promise<number> {
  let changed = 0
  for (let at = 0; at < rowIds.length; ) {
    at = await ctx.chunk((write) => {
      const within: MutationCtx = { ...ctx, write }
      const until = performance.now() + CHUNK_MS
      let next = at
      do {
        const rowId = rowIds[next++]
        if (rowId !== undefined && work(within, rowId)) changed++
      } while (next < rowIds.length && performance.now() < until)
      return next
    })
    ctx.progress({ done: at, total: rowIds.length, step })
  }
  return changed
}

function eachActivity(
  ctx: JobCtx,
  target: Target,
  step: string,
  work: (within: MutationCtx, row: Stored) => boolean,
): Promise<number> {
  return eachRow(ctx, targetRows(ctx, activity, target), step, (within, rowId) => {
    const [row] = storedRows(within.conn, 'v.rowId = :rowId', { rowId })
    return row !== undefined && work(within, row)
  })
}

/** Moves an activity by days; the time of day, and what recurs, moves along. */
export function shiftActivity(within: MutationCtx, row: Stored, days: number): boolean {
  if (days === 0) return false
  const zone = zoneOf(row, within.timeZone)
  const wall = wallTime(row.startAt, zone)
  const day = addDays(wall.day, days)
  const rule = recurrenceOf(row)
  const exceptions = [...exceptionsOf(row)].map((each) => addDays(each, days))
  return within.write.set(activity, row.rowId, {
    startAt: instantOf(day, wall.minutes, zone),
    ...(rule && {
      rule: formatRule(movedRule(rule, wall.day, day)),
      exceptions: exceptions.length ? JSON.stringify(exceptions) : null,
    }),
  })
}

const leftOver = `SELECT v.rowId FROM visibleActivity v WHERE v.kind = 'todo' AND (v.status IS NULL OR v.status = 'open')
  AND v.rule IS NULL AND v.startAt < ? AND (v.ownerId = ? OR v.ownerId IS NULL) ORDER BY v.startAt`

export const bulkHandlers = {
  async 'activity.reassign'(ctx, input) {
    const ownerId = rowIdOf(ctx.conn, entityNamed('user'), input.user)
    const changed = await eachActivity(ctx, input.target, 'reassign', ({ write }, row) =>
      write.set(activity, row.rowId, { ownerId }),
    )
    return { changed, operation: ctx.operation() }
  },

  async 'activity.reschedule'(ctx, input) {
    const onto = input.onto === undefined ? undefined : realDay('onto', input.onto)
    if ((onto === undefined) === (input.days === undefined)) throw invalid('days', 'required')
    const changed = await eachActivity(ctx, input.target, 'reschedule', (within, row) => {
      const day = wallTime(row.startAt, zoneOf(row, within.timeZone)).day
      return shiftActivity(within, row, onto === undefined ? (input.days ?? 0) : daysBetween(day, onto))
    })
    return { changed, operation: ctx.operation() }
  },

  async 'activity.completeMany'(ctx, input) {
    const changed = await eachActivity(ctx, input.target, 'complete', (within, row) => {
      if (!isOpen(row)) return false
      completeActivity(within, { id: idToText(row.id), status: input.status, resultCode: input.resultCode })
      return true
    })
    return { changed, operation: ctx.operation() }
  },

  async 'activity.rollOver'(ctx, input) {
    const zone = readerZone(ctx, input.timeZone)
    const today = wallTime(ctx.now(), zone).day
    const midnight = instantOf(today, 0, zone)
    const rows = ctx.conn.db.prepare(leftOver).pluck().all(midnight, ctx.actor.rowId) as number[]
    const changed = await eachRow(ctx, rows, 'reschedule', (within, rowId) => {
      const [row] = storedRows(within.conn, 'v.rowId = :rowId', { rowId })
      if (!row || !isOpen(row)) return false
      const day = wallTime(row.startAt, zoneOf(row, zone)).day
      return shiftActivity(within, row, daysBetween(day, today))
    })
    return { changed, operation: ctx.operation() }
  },
} satisfies Handlers<
  'activity.reassign' | 'activity.reschedule' | 'activity.completeMany' | 'activity.rollOver'
>
