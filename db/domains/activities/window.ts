/**
 * What a stretch of days shows. Nearly all activities lie within one day: those are counted by walking an index from the
 * first to the last midnight, and only the few that are shown are read. The rest (whole days, long ones, those over
 * midnight, recurring ones) is read and laid out.
 */
import type { QueryCtx } from '../../core/context.ts'
import { pluck } from '../../core/lookup/statements.ts'
import { activity } from '../../shared/activities.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { invalid } from '../../shared/errors.ts'
import { instantOf } from '../../shared/recurrenceZones.ts'
import { type Condition, OPEN, readerZone, realDay, type Who, whose } from './asked.ts'
import {
  byTime,
  DAY,
  MINUTE,
  type Occurrence,
  onlyTime,
  type Stored,
  seenRows,
  timesTouching,
} from './stored.ts'

const MAX_DAYS = 400

interface Window extends Who {
  readonly from: string
  readonly to: string
  readonly closed: boolean
  readonly timeZone?: string | undefined
}

type Sees = (rowId: number) => boolean

interface Asked {
  readonly from: string
  readonly to: string
  readonly zone: string
  readonly where: Condition
}

function asked(ctx: QueryCtx, input: Window): Asked {
  const [from, to] = [realDay('from', input.from), realDay('to', input.to)]
  if (to < from || to > addDays(from, MAX_DAYS)) throw invalid('to', 'between')
  const { sql, params } = whose(ctx.conn, input)
  const where = { sql: `${sql}${input.closed ? '' : ` AND ${OPEN}`}`, params }
  return { from, to, zone: readerZone(ctx, input.timeZone), where }
}

/** What can be read but not counted by its start alone: the terms of partial indexes, written as there. */
const LASTING = '(v.allDay = 1 OR v.durationMinutes > 1440) AND v.rule IS NULL'
const PLAIN =
  'v.rule IS NULL AND v.allDay IS NOT 1 AND (v.durationMinutes IS NULL OR v.durationMinutes <= 1440)'
const END = `v.startAt + ifnull(v.durationMinutes, 0) * ${MINUTE}`

// A whole day of another zone may begin up to a day earlier or later than here.
const around = ({ from, to, zone, where }: Asked) => ({
  ...where.params,
  low: instantOf(from, 0, zone) - 2 * DAY,
  high: instantOf(to, 0, zone) + 2 * DAY,
})

const laidOut = (rows: readonly Stored[], { from, to, zone }: Asked): Occurrence[] => {
  const found: Occurrence[] = []
  for (const row of rows) for (const time of timesTouching(row, zone, from, to)) found.push(time)
  return found
}

/** Whole days, those longer than a day, and recurring ones. */
function lasting(ctx: QueryCtx, question: Asked, sees: Sees): Occurrence[] {
  const bounds = around(question)
  const { sql } = question.where
  const rows = (where: string): Stored[] => seenRows(ctx.conn, sees, `${where}${sql}`, bounds)
  return laidOut(
    [
      ...rows(`v.startAt >= :low AND v.startAt < :high AND ${LASTING}`),
      ...rows(
        `v.durationMinutes > 1440 AND v.startAt < :low AND ${END} >= :low AND v.rule IS NULL AND :high > 0`,
      ),
      ...rows('v.rule IS NOT NULL AND v.startAt < :high AND :low > 0'),
    ],
    question,
  )
}

/** Every occurrence in a stretch of days, unsorted. */
export function occurrences(ctx: QueryCtx, input: Window): Occurrence[] {
  const question = asked(ctx, input)
  return ctx.lookups.seeing(ctx, activity, (sees) => {
    const plain = `v.startAt >= :low AND v.startAt < :high AND ${PLAIN}${question.where.sql}`
    const rows = seenRows(ctx.conn, sees, plain, around(question))
    return [...laidOut(rows, question), ...lasting(ctx, question, sees)]
  })
}

interface CountedDay {
  readonly day: string
  readonly count: number
  /** The first few by time. */
  readonly first: readonly Occurrence[]
}

/** Rows that begin on a day; `AND` a condition on where they end, `:high` being the midnight after it. */
function startingOn(
  ctx: QueryCtx,
  { zone, where }: Asked,
  day: string,
  sees: Sees,
  ending: string,
): number[] {
  const low = instantOf(day, 0, zone)
  const high = instantOf(addDays(day, 1), 0, zone)
  return pluck(
    ctx.conn,
    `SELECT v.rowId FROM main.activity v INDEXED BY activityPlain
     WHERE v.startAt >= :low AND v.startAt < :high AND ${PLAIN} AND ${END} ${ending}${where.sql}
     ORDER BY v.startAt, v.rowId`,
    { ...where.params, low, high },
  ).filter(sees)
}

const rowsWith = (ctx: QueryCtx, rowIds: readonly number[]): Stored[] =>
  rowIds.length === 0
    ? []
    : seenRows(ctx.conn, () => true, 'v.rowId IN (SELECT value FROM json_each(:rowIds))', {
        rowIds: JSON.stringify(rowIds),
      })

/** Each day of the stretch that has something: how much, and the first `each` of it. */
export function countedDays(
  ctx: QueryCtx,
  input: Window & { readonly each: number },
): { readonly total: number; readonly days: readonly CountedDay[] } {
  const question = asked(ctx, input)
  const { from, to, zone } = question
  const { each } = input
  return ctx.lookups.seeing(ctx, activity, (sees) => {
    const plain = new Map<string, readonly number[]>()
    const overMidnight: number[] = []
    // One of a day's length may, over a day the clock cuts short, still reach into a third.
    for (let day = addDays(from, -2); day <= to; day = addDays(day, 1)) {
      overMidnight.push(...startingOn(ctx, question, day, sees, '> :high'))
      if (day < from) continue
      const rowIds = startingOn(ctx, question, day, sees, '<= :high')
      if (rowIds.length) plain.set(day, rowIds)
    }
    const others = [...laidOut(rowsWith(ctx, overMidnight), question), ...lasting(ctx, question, sees)]
    const shown = rowsWith(
      ctx,
      [...plain.values()].flatMap((rowIds) => rowIds.slice(0, each)),
    )
    const byRow = new Map(shown.map((row) => [row.rowId, row]))
    const lastingOn = byDay(others, from, to)
    const days: CountedDay[] = []
    let total = others.length
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const rowIds = plain.get(day) ?? []
      const rest = lastingOn.get(day) ?? []
      total += rowIds.length
      if (rowIds.length + rest.length === 0) continue
      const candidates = rowIds.slice(0, each).flatMap((rowId) => {
        const row = byRow.get(rowId)
        return row ? [onlyTime(row, zone)] : []
      })
      const first = [...candidates, ...earliest(rest, each)].sort(byTime).slice(0, each)
      days.push({ day, count: rowIds.length + rest.length, first })
    }
    return { total, days }
  })
}

/** What stands on each day of a stretch, a longer one on all of its days. */
function byDay(times: readonly Occurrence[], from: string, to: string): Map<string, Occurrence[]> {
  const days = new Map<string, Occurrence[]>()
  for (const time of times) {
    const last = time.lastDay < to ? time.lastDay : to
    for (let day = time.firstDay > from ? time.firstDay : from; day <= last; day = addDays(day, 1)) {
      const onDay = days.get(day)
      if (onDay) onDay.push(time)
      else days.set(day, [time])
    }
  }
  return days
}

/** The `count` first of a list by time, without sorting all of it. */
function earliest(times: Occurrence[], count: number): Occurrence[] {
  if (times.length <= count * 4) return times.sort(byTime).slice(0, count)
  const best: Occurrence[] = []
  for (const time of times) {
    const last = best.at(-1)
    if (best.length === count && last && byTime(time, last) >= 0) continue
    const at = best.findIndex((other) => byTime(time, other) < 0)
    best.splice(at < 0 ? best.length : at, 0, time)
    if (best.length > count) best.pop()
  }
  return best
}
