/** Changing an activity by hand in the calendar: to another day or time, longer or shorter. */
import { useCallback } from 'react'
import type { ActivityItem } from '#db/shared/activities.ts'
import { addDays } from '#db/shared/dates/calendars.ts'
import { instantOf } from '#db/shared/recurrenceZones.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from '../../../state/feedback.ts'
import { askScope } from '../dialogs.ts'
import { dayOf, minutesOf, zone } from '../words.tsx'

const DAY_MINUTES = 1440

export interface Times {
  readonly startAt: string
  readonly durationMinutes: number
  readonly allDay: boolean
}

const lengthOf = (item: ActivityItem): number =>
  Math.round((Date.parse(item.endAt) - Date.parse(item.startAt)) / 60_000)

const wholeDays = (item: ActivityItem): number =>
  Math.round((Date.parse(item.lastDay) - Date.parse(item.firstDay)) / 86_400_000) + 1

const at = (day: string, minutes: number): string => new Date(instantOf(day, minutes, zone())).toISOString()

/** By days; the time of day and the length stay. */
export function movedByDays(item: ActivityItem, days: number): Times {
  if (item.allDay)
    return {
      startAt: at(addDays(item.firstDay, days), 0),
      durationMinutes: wholeDays(item) * DAY_MINUTES,
      allDay: true,
    }
  return {
    startAt: at(addDays(dayOf(item.startAt), days), minutesOf(item.startAt)),
    durationMinutes: lengthOf(item),
    allDay: false,
  }
}

/** Onto a day and time; what was a whole day becomes an hour. */
export const movedTo = (item: ActivityItem, day: string, minutes: number): Times => ({
  startAt: at(day, minutes),
  durationMinutes: item.allDay ? 60 : lengthOf(item),
  allDay: false,
})

/** Onto a whole day. */
export const movedToWholeDay = (item: ActivityItem, day: string): Times => ({
  startAt: at(day, 0),
  durationMinutes: (item.allDay ? wholeDays(item) : 1) * DAY_MINUTES,
  allDay: true,
})

const SHORTEST = 5

export const resizedTo = (item: ActivityItem, minutes: number): Times => ({
  startAt: item.startAt,
  durationMinutes: Math.max(SHORTEST, minutes),
  allDay: false,
})

export const resizedBy = (item: ActivityItem, minutes: number): Times =>
  resizedTo(item, lengthOf(item) + minutes)

/** By minutes, over midnight as well. */
export const movedByMinutes = (item: ActivityItem, minutes: number): Times => ({
  startAt: new Date(Date.parse(item.startAt) + minutes * 60_000).toISOString(),
  durationMinutes: lengthOf(item),
  allDay: false,
})

export function useMove(): (item: ActivityItem, times: Times) => Promise<void> {
  const t = useText()
  const has = useHasText()
  return useCallback(
    async (item, times) => {
      try {
        const scope = await askScope(item, t('activity.scope.change'))
        if (scope === undefined) return
        const { operation } = await call('activity.change', {
          id: item.id,
          ...(item.occurrence !== null && { occurrence: item.occurrence }),
          scope,
          data: { ...times, timeZone: zone() },
        })
        toastUndoable(t('activity.moved'), operation, t, has)
      } catch (failure) {
        reportFailure(failure, t, has)
      }
    },
    [t, has],
  )
}

export function useRemove(): (item: ActivityItem) => Promise<void> {
  const t = useText()
  const has = useHasText()
  return useCallback(
    async (item) => {
      try {
        const scope = await askScope(item, t('activity.scope.remove'))
        if (scope === undefined) return
        const occurrence = item.occurrence === null ? {} : { occurrence: item.occurrence }
        const { operation } = await call('activity.remove', { id: item.id, ...occurrence, scope })
        toastUndoable(t('activity.removed'), operation, t, has)
      } catch (failure) {
        reportFailure(failure, t, has)
      }
    },
    [t, has],
  )
}
