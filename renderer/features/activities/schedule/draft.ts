/** What the dialog of an activity holds while it is filled in, and what of it is sent. */
import type { ActivityItem, Party } from '#db/shared/activities.ts'
import { isBaseKind, usualMinutes } from '#db/shared/activityCodes.ts'
import type { Output } from '#db/shared/contract.ts'
import { addDays, daysBetween } from '#db/shared/dates/calendars.ts'
import { instantOf, knownZone, wallTime } from '#db/shared/recurrenceZones.ts'
import type { Preset } from '../dialogs.ts'
import { once, type Repeat, repeatOf } from '../repeat.ts'
import { dayOf, minutesOf, zone } from '../words.tsx'

export const DAY_MINUTES = 1440

export interface Draft {
  readonly kind: string
  readonly regarding: string
  readonly contactId: string | null
  readonly companyId: string | null
  readonly opportunityId: string | null
  readonly contacts: readonly Party[]
  readonly companies: readonly Party[]
  readonly users: readonly Party[]
  readonly allDay: boolean
  readonly day: string
  readonly lastDay: string
  readonly minutes: number
  readonly duration: number | null
  readonly place: string
  readonly priority: string
  readonly colour: string | null
  readonly alarm: string | null
  readonly channel: string
  readonly details: string
  readonly ownerId: string | null
  readonly private: boolean
  /** Whose clock `day` and `minutes` are of. */
  readonly timeZone: string
  readonly repeat: Repeat
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')
export const idOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The next half hour from now. */
function nextSlot(): string {
  const half = 30 * 60_000
  return new Date(Math.ceil(Date.now() / half) * half).toISOString()
}

export function freshDraft(preset: Preset): Draft {
  const startAt = preset.startAt ?? nextSlot()
  const kind = preset.kind ?? 'todo'
  const day = dayOf(startAt)
  const days = Math.max(1, Math.round((preset.durationMinutes ?? DAY_MINUTES) / DAY_MINUTES))
  return {
    kind,
    regarding: preset.regarding ?? '',
    contactId: preset.contactId ?? null,
    companyId: preset.companyId ?? null,
    opportunityId: preset.opportunityId ?? null,
    contacts: [],
    companies: [],
    users: [],
    allDay: preset.allDay ?? false,
    day,
    lastDay: preset.allDay ? addDays(day, days - 1) : day,
    minutes: minutesOf(startAt),
    duration: preset.durationMinutes ?? (isBaseKind(kind) ? usualMinutes[kind] : usualMinutes.todo),
    place: '',
    priority: 'normal',
    colour: null,
    alarm: null,
    channel: '',
    details: '',
    ownerId: null,
    private: false,
    timeZone: zone(),
    repeat: once,
  }
}

export type Loaded = Output<'activity.get'>

export function draftOf(
  { record, participants }: Loaded,
  item: ActivityItem,
  workdays: readonly number[],
): Draft {
  const alarm = record.alarmMinutes
  const timeZone = knownZone(text(record.timeZone)) ?? zone()
  const start = wallTime(Date.parse(item.startAt), timeZone)
  const day = item.allDay ? item.firstDay : start.day
  return {
    kind: item.kind,
    regarding: item.regarding ?? '',
    contactId: idOrNull(record.contactId),
    companyId: idOrNull(record.companyId),
    opportunityId: idOrNull(record.opportunityId),
    ...participants,
    allDay: item.allDay,
    day,
    lastDay: item.allDay ? item.lastDay : day,
    minutes: item.allDay ? 9 * 60 : start.minutes,
    duration: item.allDay ? 60 : Math.round((Date.parse(item.endAt) - Date.parse(item.startAt)) / 60_000),
    place: text(record.place),
    priority: text(record.priority) || 'normal',
    colour: idOrNull(record.colour),
    alarm: typeof alarm === 'number' ? String(alarm) : null,
    channel: text(record.channel),
    details: text(record.details),
    ownerId: idOrNull(record.ownerId),
    private: record.private === true,
    timeZone,
    repeat: repeatOf(idOrNull(record.rule), day, workdays),
  }
}

/** When it begins. */
export const startOf = ({ allDay, day, minutes, timeZone }: Draft): string =>
  new Date(instantOf(day, allDay ? 0 : minutes, timeZone)).toISOString()

export function dataOf(draft: Draft): Record<string, unknown> {
  const days = daysBetween(draft.day, draft.lastDay) + 1
  return {
    kind: draft.kind,
    regarding: draft.regarding.trim() || null,
    contactId: draft.contactId,
    companyId: draft.companyId,
    opportunityId: draft.opportunityId,
    startAt: startOf(draft),
    durationMinutes: draft.allDay ? Math.max(1, days) * DAY_MINUTES : (draft.duration ?? 0),
    allDay: draft.allDay,
    timeZone: draft.timeZone,
    place: draft.place.trim() || null,
    priority: draft.priority,
    colour: draft.colour,
    alarmMinutes: draft.alarm === null ? null : Number(draft.alarm),
    channel: draft.channel.trim() || null,
    details: draft.details.trimEnd() || null,
    private: draft.private,
    ...(draft.ownerId !== null && { ownerId: draft.ownerId }),
  }
}

/** Only what differs from how the dialog opened is sent, so that a change of one field is a change of one field. */
export function changesOf(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const changed = Object.entries(after).filter(([name, value]) => value !== before[name])
  const touchesTime = changed.some(([name]) =>
    ['startAt', 'durationMinutes', 'allDay', 'timeZone'].includes(name),
  )
  const { startAt, durationMinutes, allDay, timeZone } = after
  return {
    ...Object.fromEntries(changed),
    ...(touchesTime && { startAt, durationMinutes, allDay, timeZone }),
  }
}
