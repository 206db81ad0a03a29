/**
 * Fields of an activity on their way in: what is not said gets its usual value, what cannot be is refused. The record page,
 * the calendar, series, follow-ups and imports all come through here.
 */

import { activity } from '../shared/activities.ts'
import { type BaseKind, isBaseKind, usualMinutes } from '../shared/activityCodes.ts'
import { type Issue, invalidIssues } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import { parseRule } from '../shared/recurrence.ts'
import { instantOf, knownZone, wallTime } from '../shared/recurrenceZones.ts'
import { getRow } from './connection.ts'
import type { MutationCtx } from './context.ts'
import type { Write } from './write.ts'

export type Data = Readonly<Record<string, unknown>>
type Draft = Record<string, unknown>

const DAY_MINUTES = 1440
const MAX_MINUTES = 366 * DAY_MINUTES * 2

/** The kind a type comes down to: its own code, or what an own type says. */
export function baseOf(write: { readonly conn: Write['conn'] }, kind: unknown): BaseKind {
  if (isBaseKind(kind)) return kind
  const own = getRow<{ base: string | null }>(
    write.conn,
    'SELECT base FROM visibleActivityType WHERE name = ? AND base IS NOT NULL LIMIT 1',
    typeof kind === 'string' ? kind : '',
  )?.base
  return isBaseKind(own) ? own : 'todo'
}

const inRange = (value: unknown, min: number, max: number): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)

/** @throws AppError Invalid, naming each field */
export function assertPossible(data: Data): void {
  const issues: Issue[] = []
  const { rule, timeZone } = data
  if (typeof rule === 'string' && rule !== '') {
    const read = parseRule(rule)
    if ('problem' in read)
      issues.push({ field: 'rule', code: read.problem === 'unsupported' ? 'ruleUnsupported' : 'rule' })
  }
  if (typeof timeZone === 'string' && timeZone !== '' && knownZone(timeZone) === undefined)
    issues.push({ field: 'timeZone', code: 'timeZone' })
  if (!inRange(data.durationMinutes, 0, MAX_MINUTES))
    issues.push({ field: 'durationMinutes', code: 'duration' })
  if (!inRange(data.alarmMinutes, 0, MAX_MINUTES)) issues.push({ field: 'alarmMinutes', code: 'duration' })
  if (issues.length) throw invalidIssues(issues)
}

const msOf = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN

/** A whole day begins at the midnight of its zone and has whole days. */
export function asWholeDay(data: Data, zone: string): Data {
  const ms = msOf(data.startAt)
  if (data.allDay !== true || Number.isNaN(ms)) return data
  const minutes = typeof data.durationMinutes === 'number' ? data.durationMinutes : DAY_MINUTES
  return {
    ...data,
    startAt: new Date(instantOf(wallTime(ms, zone).day, 0, zone)).toISOString(),
    durationMinutes: Math.max(1, Math.ceil(minutes / DAY_MINUTES)) * DAY_MINUTES,
  }
}

function companyOf(write: Write, contact: unknown): string | undefined {
  const id = typeof contact === 'string' ? textToId(contact) : undefined
  const row = getRow<{ id: Uint8Array }>(
    write.conn,
    'SELECT w.id FROM visibleContact c JOIN visibleCompany w ON w.rowId = c.companyId WHERE c.id = ?',
    id,
  )
  return row && idToText(row.id)
}

/** A new activity with everything that was not said filled in. */
export function completed(ctx: MutationCtx | { write: Write; timeZone: string }, data: Data): Data {
  assertPossible(data)
  const kind = data.kind ?? 'todo'
  const zone = typeof data.timeZone === 'string' && data.timeZone !== '' ? data.timeZone : ctx.timeZone
  const draft: Draft = {
    durationMinutes: data.allDay === true ? DAY_MINUTES : usualMinutes[baseOf(ctx.write, kind)],
    status: 'open',
    ...data,
    kind,
    timeZone: zone,
  }
  if (draft.companyId === undefined && draft.contactId) {
    const company = companyOf(ctx.write, draft.contactId)
    if (company) draft.companyId = company
  }
  return asWholeDay(draft, knownZone(zone) ?? 'UTC')
}

/** Makes the row. @throws AppError Invalid */
export const createActivity = (
  ctx: { write: Write; timeZone: string },
  data: Data,
  id?: Uint8Array,
): number => ctx.write.create(activity, completed(ctx, data), id)
