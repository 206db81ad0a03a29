/** Reading activities by time: a stretch of days, counts per day, what is to be done. */
import { allRows } from '../../core/connection.ts'
import type { Handlers, QueryCtx } from '../../core/context.ts'
import { registerFunctions } from '../../core/lookup/functions.ts'
import { participantsOf } from '../../core/participants.ts'
import { readRecord } from '../../core/read.ts'
import { canonicalIn } from '../../core/visible.ts'
import { rowIdOf } from '../../core/write.ts'
import { activity } from '../../shared/activities.ts'
import type { Parsed } from '../../shared/contract.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { invalid } from '../../shared/errors.ts'
import { parseRule } from '../../shared/recurrence.ts'
import { instantOf, wallTime } from '../../shared/recurrenceZones.ts'
import { entityNamed } from '../../shared/registry.ts'
import { fold } from '../../shared/text/fold.ts'
import { type Condition, OPEN, readerZone, whose } from './asked.ts'
import {
  byTime,
  firstOpen,
  itemOf,
  Names,
  type Occurrence,
  onlyTime,
  type Stored,
  storedRows,
  timesOf,
} from './stored.ts'
import { countedDays, occurrences } from './window.ts'

interface Due {
  readonly row: Stored | undefined
  readonly rowId: number
  readonly at: number
  readonly occurrence: Occurrence | undefined
}

type Tasks = Parsed<'activity.tasks'>

/** What tasks are narrowed to, as a condition on the view `v`. */
function narrowed(ctx: QueryCtx, input: Tasks): Condition {
  const { sql, params } = whose(ctx.conn, input)
  const parts = [sql]
  const more: Record<string, unknown> = { ...params }
  if (input.priority) {
    more.priority = input.priority
    parts.push(" AND ifnull(v.priority, 'normal') = :priority")
  }
  for (const entity of ['contact', 'company'] as const) {
    const id = input[entity]
    if (id === undefined) continue
    more[entity] = rowIdOf(ctx.conn, entityNamed(entity), id)
    const same = canonicalIn(entity, `:${entity}`)
    parts.push(` AND (v.${entity}Id ${same} OR v.rowId IN
      (SELECT p.activityId FROM visibleActivityParticipant p WHERE p.${entity}Id ${same}))`)
  }
  if (input.opportunity !== undefined) {
    more.opportunity = rowIdOf(ctx.conn, entityNamed('opportunity'), input.opportunity)
    parts.push(' AND v.opportunityId = :opportunity')
  }
  const text = input.search?.trim()
  if (text) {
    registerFunctions(ctx.conn)
    more.text = fold(text)
    parts.push(` AND (instr(foldText(v.regarding), :text) > 0 OR instr(foldText(v.details), :text) > 0 OR instr(foldText(v.place), :text) > 0
      OR EXISTS (SELECT 1 FROM visibleContact c WHERE c.rowId = v.contactId AND instr(foldText(c.displayName), :text) > 0)
      OR EXISTS (SELECT 1 FROM visibleCompany c WHERE c.rowId = v.companyId AND instr(foldText(c.displayName), :text) > 0))`)
  }
  return { sql: parts.join(''), params: more }
}

function openTasks(ctx: QueryCtx, input: Tasks, zone: string): Due[] {
  const { sql, params } = narrowed(ctx, input)
  const single = allRows<{ rowId: number; at: number }>(
    ctx.conn,
    `SELECT v.rowId, v.startAt AS at FROM visibleActivity v WHERE ${OPEN} AND v.rule IS NULL${sql}`,
    params,
  ).map(({ rowId, at }): Due => ({ rowId, at, row: undefined, occurrence: undefined }))
  const recurring = storedRows(ctx.conn, `v.rule IS NOT NULL AND ${OPEN}${sql}`, params).flatMap(
    (row): Due[] => {
      const occurrence = firstOpen(row, zone)
      return occurrence ? [{ rowId: row.rowId, at: occurrence.startAt, row, occurrence }] : []
    },
  )
  return [...single, ...recurring].sort((a, b) => a.at - b.at || a.rowId - b.rowId)
}

function closedTasks(ctx: QueryCtx, input: Tasks): Due[] {
  const { sql, params } = narrowed(ctx, input)
  return allRows<{ rowId: number; at: number }>(
    ctx.conn,
    `SELECT v.rowId, v.startAt AS at FROM visibleActivity v WHERE v.status IN ('done', 'cancelled')${sql}
     ORDER BY ifnull(v.completedAt, v.startAt) DESC, v.rowId DESC`,
    params,
  ).map((row) => ({ ...row, row: undefined, occurrence: undefined }))
}

export const calendarHandlers = {
  'activity.get'(ctx, input) {
    const record = readRecord(ctx.conn, activity, input.id, { trash: true })
    return { record, participants: participantsOf(ctx.conn, rowIdOf(ctx.conn, activity, input.id)) }
  },

  'activity.range'(ctx, input) {
    const times = occurrences(ctx, input).sort(byTime)
    const names = new Names(ctx.conn)
    return {
      items: times.slice(0, input.limit).map((time) => itemOf(time, names)),
      more: times.length > input.limit,
    }
  },

  'activity.days'(ctx, input) {
    const { total, days } = countedDays(ctx, input)
    const names = new Names(ctx.conn)
    return {
      total,
      days: days.map(({ day, count, first }) => ({
        day,
        count,
        items: first.map((time) => itemOf(time, names)),
      })),
    }
  },

  'activity.tasks'(ctx, input) {
    const zone = readerZone(ctx, input.timeZone)
    const today = wallTime(ctx.now(), zone).day
    const [start, tomorrow, after, week] = [0, 1, 2, 7].map((ahead) =>
      instantOf(addDays(today, ahead), 0, zone),
    ) as [number, number, number, number]
    const open = openTasks(ctx, input, zone)
    const buckets = {
      overdue: open.filter(({ at }) => at < start),
      today: open.filter(({ at }) => at >= start && at < tomorrow),
      tomorrow: open.filter(({ at }) => at >= tomorrow && at < after),
      week: open.filter(({ at }) => at >= start && at < week),
      open,
    }
    const shown = input.show === 'closed' ? closedTasks(ctx, input) : buckets[input.show]
    const page = shown.slice(input.offset, input.offset + input.limit)
    const names = new Names(ctx.conn)
    return {
      total: shown.length,
      counts: {
        overdue: buckets.overdue.length,
        today: buckets.today.length,
        tomorrow: buckets.tomorrow.length,
        week: buckets.week.length,
        open: open.length,
      },
      items: page.flatMap(({ rowId, occurrence }) => {
        if (occurrence) return [itemOf(occurrence, names)]
        const [row] = storedRows(ctx.conn, 'v.rowId = :rowId', { rowId })
        return row ? [itemOf(onlyTime(row, zone), names)] : []
      }),
    }
  },

  'activity.preview'(ctx, input) {
    const zone = readerZone(ctx, input.timeZone)
    const rule = parseRule(input.rule)
    if ('problem' in rule) return { days: [], endless: false, problem: rule.problem }
    const startAt = Date.parse(input.startAt)
    if (Number.isNaN(startAt)) throw invalid('startAt', 'instant')
    const { day } = wallTime(startAt, zone)
    const days: string[] = []
    for (const { firstDay } of timesOf(
      previewRow(startAt, zone, input.rule),
      zone,
      undefined,
      addDays(day, 36_600),
    )) {
      days.push(firstDay)
      if (days.length === input.limit) break
    }
    return { days, endless: rule.count === undefined && rule.until === undefined, problem: null }
  },
} satisfies Handlers<
  'activity.get' | 'activity.range' | 'activity.days' | 'activity.tasks' | 'activity.preview'
>

const previewRow = (startAt: number, timeZone: string, rule: string): Stored => ({
  rowId: 0,
  id: new Uint8Array(16),
  kind: '',
  regarding: null,
  startAt,
  durationMinutes: null,
  allDay: null,
  timeZone,
  status: null,
  priority: null,
  colour: null,
  place: null,
  private: null,
  ownerId: null,
  contactId: null,
  companyId: null,
  opportunityId: null,
  alarmMinutes: null,
  rule,
  exceptions: null,
})
