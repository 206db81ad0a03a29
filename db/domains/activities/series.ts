/**
 * Activity series: steps so many days from an anchor date, scheduled together for one contact or a whole lookup, shifted or
 * stopped later. What one application made hangs on its run, so that it can be found again.
 */

import { assertPossible, baseOf } from '../../core/activityDraft.ts'
import { allRows, getRow } from '../../core/connection.ts'
import type { Handlers, JobCtx, MutationCtx } from '../../core/context.ts'
import { readRecord, readRows } from '../../core/read.ts'
import { targetRows } from '../../core/target.ts'
import { type WorkingDays, workingDays } from '../../core/workingDays.ts'
import { rowIdOf, type Write } from '../../core/write.ts'
import { activity } from '../../shared/activities.ts'
import { usualMinutes } from '../../shared/activityCodes.ts'
import { addDays, daysBetween } from '../../shared/dates/calendars.ts'
import { invalid } from '../../shared/errors.ts'
import type { DbValue } from '../../shared/fields.ts'
import { idToText } from '../../shared/id.ts'
import { instantOf, wallTime } from '../../shared/recurrenceZones.ts'
import { entityNamed } from '../../shared/registry.ts'
import { activitySeries, seriesRun, seriesStep } from '../../shared/series.ts'
import { readerZone, realDay } from './asked.ts'
import { eachRow, shiftActivity } from './bulk.ts'
import { storedRows, zoneOf } from './stored.ts'

interface Series {
  readonly rowId: number
  readonly name: string
  readonly daysOff: string | null
  readonly workingDays: number | null
}

interface Step {
  readonly rowId: number
  readonly id: Uint8Array
  readonly offsetDays: number
  readonly kind: string
  readonly regarding: string | null
  readonly minutes: number | null
  readonly durationMinutes: number | null
  readonly details: string | null
  readonly priority: string | null
  readonly alarmMinutes: number | null
}

/** Nine in the morning, where a step names no time. */
const USUAL_MINUTES = 9 * 60
const MAX_STEPS = 200

const seriesOf = (conn: Write['conn'], rowId: number): Series | undefined =>
  getRow<Series>(
    conn,
    'SELECT rowId, name, daysOff, workingDays FROM visibleActivitySeries WHERE rowId = ?',
    rowId,
  )

const stepsOf = (conn: Write['conn'], series: number): Step[] =>
  allRows<Step>(
    conn,
    `SELECT rowId, id, offsetDays, kind, regarding, minutes, durationMinutes, details, priority, alarmMinutes
     FROM visibleSeriesStep WHERE seriesId = ? ORDER BY offsetDays, ifnull(minutes, ${USUAL_MINUTES}), rowId`,
    series,
  )

/** The day of a step, and whether a day off moved it. */
export function dayOfStep(
  series: Pick<Series, 'daysOff' | 'workingDays'>,
  offsetDays: number,
  anchor: string,
  working: WorkingDays,
): { day: string; moved: boolean } {
  if (series.workingDays === 1) return { day: working.add(anchor, offsetDays), moved: false }
  const day = addDays(anchor, offsetDays)
  if (series.daysOff === null || series.daysOff === 'keep' || working.isWorking(day))
    return { day, moved: false }
  return { day: working.nearest(day, series.daysOff === 'previous' ? -1 : 1), moved: true }
}

function saveSteps(
  ctx: MutationCtx,
  series: number,
  steps: readonly Readonly<Record<string, unknown>>[],
): void {
  if (steps.length > MAX_STEPS) throw invalid('steps', 'tooMany', { max: MAX_STEPS })
  const gone = new Map(stepsOf(ctx.conn, series).map((step) => [idToText(step.id), step.rowId]))
  const seriesId = getRow<{ id: Uint8Array }>(
    ctx.conn,
    'SELECT id FROM visibleActivitySeries WHERE rowId = ?',
    series,
  )
  for (const { id, ...data } of steps) {
    assertPossible(data)
    const known = typeof id === 'string' ? gone.get(id) : undefined
    if (known !== undefined && typeof id === 'string') {
      ctx.write.update(seriesStep, known, data)
      gone.delete(id)
    } else ctx.write.create(seriesStep, { ...data, seriesId: seriesId ? idToText(seriesId.id) : null })
  }
  for (const rowId of gone.values()) ctx.write.set(seriesStep, rowId, { deletedAt: ctx.write.at })
}

/** The columns of each step that are the same for everybody. */
interface Prepared {
  readonly columns: Readonly<Record<string, DbValue>>
}

function prepare(
  write: Write,
  series: Series,
  steps: readonly Step[],
  anchor: string,
  zone: string,
  working: WorkingDays,
): Prepared[] {
  return steps.map((step) => {
    const { day } = dayOfStep(series, step.offsetDays, anchor, working)
    return {
      columns: {
        kind: step.kind,
        regarding: step.regarding ?? series.name,
        startAt: instantOf(day, step.minutes ?? USUAL_MINUTES, zone),
        durationMinutes: step.durationMinutes ?? usualMinutes[baseOf(write, step.kind)],
        timeZone: zone,
        details: step.details,
        priority: step.priority,
        alarmMinutes: step.alarmMinutes,
        status: 'open',
        seriesStepId: step.rowId,
      },
    }
  })
}

const openOf = `SELECT rowId FROM visibleActivity WHERE seriesRunId = ? AND (status IS NULL OR status = 'open') ORDER BY startAt`

const openActivities = (ctx: JobCtx | MutationCtx, run: number): number[] =>
  allRows<{ rowId: number }>(ctx.conn, openOf, run).map(({ rowId }) => rowId)

interface Run {
  readonly rowId: number
  readonly seriesId: number
  readonly anchor: string
  readonly status: string | null
}
const runOf = (ctx: MutationCtx, rowId: number): Run | undefined =>
  getRow<Run>(ctx.conn, 'SELECT rowId, seriesId, anchor, status FROM visibleSeriesRun WHERE rowId = ?', rowId)

export const seriesHandlers = {
  'series.save'(ctx, input) {
    const rowId = input.id
      ? rowIdOf(ctx.conn, activitySeries, input.id)
      : ctx.write.create(activitySeries, input.data)
    if (input.id) ctx.write.update(activitySeries, rowId, input.data)
    if (input.steps) saveSteps(ctx, rowId, input.steps)
    const row = getRow<{ id: Uint8Array }>(
      ctx.conn,
      'SELECT id FROM visibleActivitySeries WHERE rowId = ?',
      rowId,
    )
    return { id: row ? idToText(row.id) : '' }
  },

  'series.get'(ctx, input) {
    const record = readRecord(ctx.conn, activitySeries, input.id, { trash: true })
    const rowId = rowIdOf(ctx.conn, activitySeries, input.id)
    const steps = stepsOf(ctx.conn, rowId).map((step) => step.rowId)
    return {
      record,
      steps: readRows(ctx.conn, seriesStep, steps),
      running:
        getRow<{ n: number }>(
          ctx.conn,
          "SELECT count(*) AS n FROM visibleSeriesRun WHERE seriesId = ? AND status IS NOT 'stopped'",
          rowId,
        )?.n ?? 0,
    }
  },

  'series.preview'(ctx, input) {
    const anchor = realDay('anchor', input.anchor)
    const series = seriesOf(ctx.conn, rowIdOf(ctx.conn, activitySeries, input.id))
    if (!series) return { steps: [] }
    const working = workingDays(ctx.conn)
    return {
      steps: stepsOf(ctx.conn, series.rowId).map((step) => ({
        id: idToText(step.id),
        kind: step.kind,
        regarding: step.regarding,
        ...dayOfStep(series, step.offsetDays, anchor, working),
      })),
    }
  },

  async 'series.apply'(ctx, input) {
    const anchor = realDay('anchor', input.anchor)
    const zone = readerZone(ctx, input.timeZone)
    const series = seriesOf(ctx.conn, rowIdOf(ctx.conn, activitySeries, input.id))
    const rows = targetRows(ctx, entityNamed(input.entity), input.target)
    const steps = series ? stepsOf(ctx.conn, series.rowId) : []
    if (!series || !steps.length) throw invalid('id', 'empty')
    ctx.describe({ series: series.name })
    let prepared: readonly Prepared[] | undefined
    let scheduled = 0
    const applied = await eachRow(ctx, rows, 'schedule', ({ write }, rowId) => {
      prepared ??= prepare(write, series, steps, anchor, zone, workingDays(ctx.conn))
      const person =
        input.entity === 'company'
          ? { contactId: null, companyId: rowId }
          : {
              contactId: rowId,
              companyId:
                getRow<{ companyId: number | null }>(
                  write.conn,
                  'SELECT companyId FROM visibleContact WHERE rowId = ?',
                  rowId,
                )?.companyId ?? null,
            }
      const seriesRunId = write.insert(seriesRun, {
        seriesId: series.rowId,
        seriesName: series.name,
        anchor,
        status: 'running',
        ...person,
      })
      for (const { columns } of prepared) write.insert(activity, { ...columns, ...person, seriesRunId })
      scheduled += prepared.length
      return true
    })
    return { applied, scheduled, operation: ctx.operation() }
  },

  async 'series.shift'(ctx, input) {
    if ((input.anchor === undefined) === (input.days === undefined)) throw invalid('days', 'required')
    const onto = input.anchor === undefined ? undefined : realDay('anchor', input.anchor)
    const working = workingDays(ctx.conn)
    let changed = 0
    await eachRow(ctx, targetRows(ctx, seriesRun, input.target), 'reschedule', (within, rowId) => {
      const run = runOf(within, rowId)
      const series = run && seriesOf(within.conn, run.seriesId)
      if (!run || !series || run.status === 'stopped') return false
      const anchor = onto ?? addDays(run.anchor, input.days ?? 0)
      for (const open of openActivities(within, rowId))
        if (moveStep(within, open, series, anchor, run, working)) changed++
      return within.write.set(seriesRun, rowId, { anchor })
    })
    return { changed, operation: ctx.operation() }
  },

  async 'series.stop'(ctx, input) {
    let removed = 0
    const stopped = await eachRow(ctx, targetRows(ctx, seriesRun, input.target), 'stop', (within, rowId) => {
      for (const open of openActivities(within, rowId))
        if (within.write.set(activity, open, { trashedAt: within.write.at })) removed++
      return within.write.set(seriesRun, rowId, { status: 'stopped' })
    })
    return { stopped, removed, operation: ctx.operation() }
  },
} satisfies Handlers<
  'series.save' | 'series.get' | 'series.preview' | 'series.apply' | 'series.shift' | 'series.stop'
>

/** A step whose definition is still there is counted anew; any other moves by as many days as the anchor. */
function moveStep(
  within: MutationCtx,
  rowId: number,
  series: Series,
  anchor: string,
  run: Run,
  working: WorkingDays,
): boolean {
  const [row] = storedRows(within.conn, 'v.rowId = :rowId', { rowId })
  if (!row) return false
  const step = getRow<{ offsetDays: number }>(
    within.conn,
    'SELECT s.offsetDays FROM visibleSeriesStep s JOIN visibleActivity v ON v.seriesStepId = s.rowId WHERE v.rowId = ?',
    rowId,
  )
  const day = wallTime(row.startAt, zoneOf(row, within.timeZone)).day
  const to = step
    ? dayOfStep(series, step.offsetDays, anchor, working).day
    : addDays(day, daysBetween(run.anchor, anchor))
  return shiftActivity(within, row, daysBetween(day, to))
}
