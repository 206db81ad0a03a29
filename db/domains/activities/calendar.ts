/** Reading activities by time: one of them, a stretch of days, counts per day, the days a rule gives. */
import type { Handlers } from '../../core/context.ts'
import { participantsOf } from '../../core/participants.ts'
import { readRecord } from '../../core/read.ts'
import { rowIdOf } from '../../core/write.ts'
import { activity } from '../../shared/activities.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { invalid } from '../../shared/errors.ts'
import { parseRule } from '../../shared/recurrence.ts'
import { wallTime } from '../../shared/recurrenceZones.ts'
import { readerZone } from './asked.ts'
import { byTime, itemOf, Names, type Stored, timesOf } from './stored.ts'
import { countedDays, occurrences } from './window.ts'

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
} satisfies Handlers<'activity.get' | 'activity.range' | 'activity.days' | 'activity.preview'>

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
