/** Scheduling, changing and removing: of one activity, or of one, some or all occurrences of a recurring one. */

import { assertPossible, asWholeDay, createActivity, type Data } from '../../core/activityDraft.ts'
import { allRows, getRow } from '../../core/connection.ts'
import type { Handlers, MutationCtx } from '../../core/context.ts'
import { copyParticipants, type Participants, setParticipants } from '../../core/participants.ts'
import type { Columns, MutableColumns } from '../../core/rowWriter.ts'
import { rowIdOf, type Write } from '../../core/write.ts'
import { activity, type Scope } from '../../shared/activities.ts'
import { addDays, daysBetween } from '../../shared/dates/calendars.ts'
import { failure, invalid, notFound } from '../../shared/errors.ts'
import type { DbValue } from '../../shared/fields.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { formatRule } from '../../shared/recurrence.ts'
import { cutRule, movedRule } from '../../shared/recurrenceMove.ts'
import { instantOf, wallTime } from '../../shared/recurrenceZones.ts'
import {
  exceptionsOf,
  firstOpen,
  recurrenceOf,
  type Stored,
  storedRows,
  takesPlaceOn,
  timeOn,
  timesOf,
  zoneOf,
} from './stored.ts'

/** An activity the caller may see. @throws AppError NotFound */
export function storedOf(ctx: MutationCtx, id: string): Stored {
  const [row] = storedRows(ctx.conn, 'v.id = :id', { id: textToId(id) })
  if (!row) throw notFound('activity', id)
  return row
}

const idOf = (write: Write, rowId: number): string => {
  const row = getRow<{ id: Uint8Array }>(write.conn, 'SELECT id FROM visibleActivity WHERE rowId = ?', rowId)
  return row ? idToText(row.id) : ''
}

const tags = (days: ReadonlySet<string>): string | null =>
  days.size ? JSON.stringify([...days].sort()) : null

/** Every stored field of the row, for a copy of it. */
function columnsOf(write: Write, rowId: number, without: readonly string[]): MutableColumns {
  const row =
    getRow<Record<string, DbValue>>(write.conn, 'SELECT * FROM visibleActivity WHERE rowId = ?', rowId) ?? {}
  const kept = new Set(
    activity.fields.filter(({ system, id }) => !system && (id >= 10 || id < 3)).map(({ name }) => name),
  )
  for (const name of without) kept.delete(name)
  const columns: MutableColumns = {}
  for (const name of kept) columns[name] = row[name] ?? null
  const custom: unknown = typeof row.custom === 'string' ? JSON.parse(row.custom) : {}
  if (typeof custom === 'object' && custom !== null)
    for (const [uuid, value] of Object.entries(custom)) columns[`custom.${uuid}`] = value
  return columns
}

/** The day an edit is about. @throws AppError Invalid when the activity does not take place then */
function occurrenceDay(ctx: MutationCtx, row: Stored, given: string | undefined): string {
  const day = given ?? firstOpen(row, ctx.timeZone)?.occurrence ?? undefined
  if (day === undefined || !takesPlaceOn(row, day, ctx.timeZone)) throw invalid('occurrence', 'occurrence')
  return day
}

/** Takes one occurrence out of a recurring activity: a record of its own in its place. */
export function detach(ctx: MutationCtx, row: Stored, given: string | undefined): number {
  const day = occurrenceDay(ctx, row, given)
  const time = timeOn(row, day, ctx.timeZone)
  ctx.write.set(activity, row.rowId, { exceptions: tags(new Set([...exceptionsOf(row), day])) })
  const copy = ctx.write.insert(activity, {
    ...columnsOf(ctx.write, row.rowId, ['rule', 'exceptions', 'uid']),
    startAt: time.startAt,
    recurringId: row.rowId,
    originalDay: day,
  })
  copyParticipants(ctx.write, row.rowId, copy)
  return copy
}

/** Cuts a recurring activity before one of its occurrences; answers the one that goes on. */
function cut(ctx: MutationCtx, row: Stored, given: string | undefined): number {
  const day = occurrenceDay(ctx, row, given)
  const rule = recurrenceOf(row)
  const zone = zoneOf(row, ctx.timeZone)
  const start = wallTime(row.startAt, zone).day
  if (!rule || day === start) return row.rowId
  let passed = 0
  const whole: Stored = { ...row, exceptions: null }
  for (const { occurrence } of timesOf(whole, ctx.timeZone, undefined, addDays(day, -1)))
    if (occurrence) passed++
  const { before, after } = cutRule(rule, addDays(day, -1), passed)
  const without = [...exceptionsOf(row)]
  ctx.write.set(activity, row.rowId, {
    rule: formatRule(before),
    exceptions: tags(new Set(without.filter((each) => each < day))),
  })
  const rest = ctx.write.insert(activity, {
    ...columnsOf(ctx.write, row.rowId, ['uid']),
    startAt: timeOn(row, day, ctx.timeZone).startAt,
    rule: formatRule(after),
    exceptions: tags(new Set(without.filter((each) => each >= day))),
  })
  copyParticipants(ctx.write, row.rowId, rest)
  for (const stand of standIns(ctx, row.rowId))
    if (stand.originalDay !== null && stand.originalDay >= day)
      ctx.write.set(activity, stand.rowId, { recurringId: rest })
  return rest
}

const standIns = (ctx: MutationCtx, rowId: number): { rowId: number; originalDay: string | null }[] =>
  allRows(ctx.conn, 'SELECT rowId, originalDay FROM visibleActivity WHERE recurringId = ?', rowId)

const timeFields = ['startAt', 'durationMinutes', 'allDay', 'timeZone']

/** New time of all occurrences from that of one of them: the others move by as much. */
function movedAll(
  ctx: MutationCtx,
  row: Stored,
  given: string | undefined,
  data: Data,
): { data: Data; columns: Columns } {
  const zone = typeof data.timeZone === 'string' ? data.timeZone : zoneOf(row, ctx.timeZone)
  const old = wallTime(row.startAt, zoneOf(row, ctx.timeZone)).day
  const at = typeof data.startAt === 'string' ? Date.parse(data.startAt) : Number.NaN
  const rule = recurrenceOf(row)
  if (!rule || Number.isNaN(at)) return { data, columns: {} }
  const wall = wallTime(at, zone)
  const by = daysBetween(given ?? old, wall.day)
  const start = addDays(old, by)
  const moved: Data = { ...data, startAt: new Date(instantOf(start, wall.minutes, zone)).toISOString() }
  if (by === 0) return { data: moved, columns: {} }
  for (const stand of standIns(ctx, row.rowId))
    if (stand.originalDay !== null)
      ctx.write.set(activity, stand.rowId, { originalDay: addDays(stand.originalDay, by) })
  const without = [...exceptionsOf(row)].map((day) => addDays(day, by))
  return {
    data: 'rule' in data ? moved : { ...moved, rule: formatRule(movedRule(rule, old, start)) },
    columns: { exceptions: tags(new Set(without)) },
  }
}

interface Change {
  readonly id: string
  readonly occurrence?: string | undefined
  readonly scope: Scope
  readonly data: Data
  readonly participants?: Participants | undefined
}

/** Answers the row that now holds the change. */
export function changeActivity(ctx: MutationCtx, input: Change): number {
  const row = storedOf(ctx, input.id)
  const recurs = recurrenceOf(row) !== undefined
  const scope = recurs ? input.scope : 'all'
  if (scope === 'one' && 'rule' in input.data) throw invalid('rule', 'scope')
  assertPossible(input.data)
  const rowId =
    scope === 'one'
      ? detach(ctx, row, input.occurrence)
      : scope === 'following'
        ? cut(ctx, row, input.occurrence)
        : row.rowId
  const [now] = storedRows(ctx.conn, 'v.rowId = :rowId', { rowId })
  if (!now) throw failure('NotFound', 'row', { entity: 'activity' })
  const touchesTime = timeFields.some((name) => name in input.data)
  // After a cut the occurrence is the first of what goes on.
  const about = scope === 'all' ? input.occurrence : undefined
  const { data, columns } =
    touchesTime && scope !== 'one' ? movedAll(ctx, now, about, input.data) : { data: input.data, columns: {} }
  const zone = typeof data.timeZone === 'string' ? data.timeZone : zoneOf(now, ctx.timeZone)
  ctx.write.update(activity, rowId, touchesTime ? wholeDayOf(now, data, zone) : data)
  if (Object.keys(columns).length) ctx.write.set(activity, rowId, columns)
  const main = getRow<{ contactId: number | null; companyId: number | null }>(
    ctx.conn,
    'SELECT contactId, companyId FROM visibleActivity WHERE rowId = ?',
    rowId,
  )
  setParticipants(ctx.write, rowId, input.participants, main ?? { contactId: null, companyId: null })
  return rowId
}

/** Only the fields given are changed; those that belong to a whole day go together. */
function wholeDayOf(row: Stored, data: Data, zone: string): Data {
  const allDay = 'allDay' in data ? data.allDay === true : row.allDay === 1
  if (!allDay) return data
  const full = {
    startAt: new Date(row.startAt).toISOString(),
    durationMinutes: row.durationMinutes,
    ...data,
    allDay: true,
  }
  return asWholeDay(full, zone)
}

export const scheduleHandlers = {
  'activity.schedule'(ctx, input) {
    const id = input.id ? textToId(input.id) : ctx.conn.newId()
    if (!id) throw invalid('id', 'id')
    if (input.id && getRow(ctx.conn, 'SELECT 1 FROM visibleActivity WHERE id = ?', id))
      throw invalid('id', 'taken')
    const rowId = createActivity(ctx, input.data, id)
    const [row] = storedRows(ctx.conn, 'v.rowId = :rowId', { rowId })
    setParticipants(ctx.write, rowId, input.participants, row ?? { contactId: null, companyId: null })
    return { id: idToText(id) }
  },

  'activity.change': (ctx, input) => ({ id: idOf(ctx.write, changeActivity(ctx, input)) }),

  'activity.remove'(ctx, input) {
    const row = storedOf(ctx, input.id)
    const rule = recurrenceOf(row)
    const trash = (rowId: number): boolean => ctx.write.set(activity, rowId, { trashedAt: ctx.write.at })
    if (rule && input.scope === 'one') {
      const day = occurrenceDay(ctx, row, input.occurrence)
      ctx.write.set(activity, row.rowId, { exceptions: tags(new Set([...exceptionsOf(row), day])) })
    } else {
      const rowId =
        rule && input.scope === 'following'
          ? cut(ctx, row, input.occurrence)
          : rowIdOf(ctx.conn, activity, input.id)
      for (const stand of standIns(ctx, rowId)) trash(stand.rowId)
      trash(rowId)
    }
    return { id: input.id }
  },
} satisfies Handlers<'activity.schedule' | 'activity.change' | 'activity.remove'>
