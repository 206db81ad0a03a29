/**
 * What rings: open activities of the caller whose alarm time has come and which this device has not yet been told to leave.
 * Missed ones of the last weeks ring at the next start; a clock that jumps changes only what is due at the next question.
 */
import { allRows, type Connection } from '../../core/connection.ts'
import type { Handlers, QueryCtx } from '../../core/context.ts'
import { rowIdOf } from '../../core/write.ts'
import { activity } from '../../shared/activities.ts'
import { invalid } from '../../shared/errors.ts'
import { wallTime } from '../../shared/recurrenceZones.ts'
import { readerZone } from './asked.ts'
import {
  DAY,
  itemOf,
  MINUTE,
  Names,
  type Occurrence,
  onlyTime,
  type Stored,
  storedRows,
  timesTouching,
} from './stored.ts'

/** Older ones are not rung for any more: they are in the task list. */
const MISSED_DAYS = 14
/** An alarm at most so long before its activity is looked for ahead. */
const AHEAD_DAYS = 62

interface State {
  readonly activity: number
  readonly occurrence: string
  readonly until: number | null
}

const key = (rowId: number, occurrence: string | null): string => `${rowId}:${occurrence ?? ''}`

function states(conn: Connection): ReadonlyMap<string, number | null> {
  return new Map(
    allRows<State>(conn, 'SELECT activity, occurrence, until FROM alarmState').map((state) => [
      key(state.activity, state.occurrence),
      state.until,
    ]),
  )
}

const own = `v.alarmMinutes IS NOT NULL AND (v.status IS NULL OR v.status = 'open') AND (v.ownerId = :me OR v.ownerId IS NULL OR v.rowId IN
  (SELECT p.activityId FROM visibleActivityParticipant p WHERE p.userId = :me))`

const ringsAt = (time: Occurrence): number => time.startAt - (time.row.alarmMinutes ?? 0) * MINUTE

/** Every time in question: single ones, and of a recurring one what is near. */
function candidates(ctx: QueryCtx, now: number, zone: string): Occurrence[] {
  const low = now - MISSED_DAYS * DAY
  const high = now + AHEAD_DAYS * DAY
  const params = { me: ctx.actor.rowId, low, high }
  const single = storedRows(
    ctx.conn,
    `${own} AND v.rule IS NULL AND v.startAt >= :low AND v.startAt < :high`,
    params,
  )
  const recurring = storedRows(
    ctx.conn,
    `${own} AND v.rule IS NOT NULL AND v.startAt < :high AND :low > 0`,
    params,
  )
  return [
    ...single.map((row) => onlyTime(row, zone)),
    ...recurring.flatMap((row) =>
      nearTimes(row, now, zone, wallTime(low, zone).day, wallTime(high, zone).day),
    ),
  ]
}

/** Of a recurring activity only the last that has rung and the next that will. */
function nearTimes(row: Stored, now: number, zone: string, from: string, to: string): Occurrence[] {
  let last: Occurrence | undefined
  for (const time of timesTouching(row, zone, from, to)) {
    if (ringsAt(time) > now) return last ? [last, time] : [time]
    last = time
  }
  return last ? [last] : []
}

export const alarmHandlers = {
  'activity.alarms'(ctx, input) {
    const zone = readerZone(ctx, input.timeZone)
    const now = ctx.now()
    const known = states(ctx.conn)
    const due: { time: Occurrence; at: number }[] = []
    let next: number | undefined
    const later = (at: number): void => {
      next = next === undefined ? at : Math.min(next, at)
    }
    for (const time of candidates(ctx, now, zone)) {
      const until = known.get(key(time.row.rowId, time.occurrence))
      if (until === null) continue
      const at = until ?? ringsAt(time)
      if (at > now) later(at)
      else due.push({ time, at })
    }
    due.sort((a, b) => a.time.startAt - b.time.startAt || a.time.row.rowId - b.time.row.rowId)
    const names = new Names(ctx.conn)
    return {
      due: due.slice(0, input.limit).map(({ time, at }) => ({
        ...itemOf(time, names),
        ringsAt: new Date(at).toISOString(),
      })),
      more: Math.max(0, due.length - input.limit),
      next: next === undefined ? null : new Date(next).toISOString(),
    }
  },

  'activity.snooze'(ctx, input) {
    const until = input.until === null ? null : Date.parse(input.until)
    if (Number.isNaN(until)) throw invalid('until', 'instant')
    const put = ctx.conn.prepare(
      'INSERT INTO alarmState(activity, occurrence, until) VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until',
    )
    for (const { id, occurrence } of input.alarms)
      put.run(rowIdOf(ctx.conn, activity, id), occurrence ?? '', until)
    // What rang long ago is not asked for again.
    ctx.conn.prepare('DELETE FROM alarmState WHERE until < ?').run(ctx.now() - 2 * MISSED_DAYS * DAY)
    return {}
  },
} satisfies Handlers<'activity.alarms' | 'activity.snooze'>
