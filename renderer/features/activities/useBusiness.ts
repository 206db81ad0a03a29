/** The week of the business and its holidays, as the calendar and the forms need them. */
import { useMemo } from 'react'
import { workWeekOf } from '#db/shared/dates/periods.ts'
import { useRead } from '../../data/hooks.ts'
import { usePreferences } from '../../i18n/I18nProvider.tsx'

export interface Holiday {
  readonly id: string
  readonly date: string
  readonly name: string
  readonly working: boolean
  readonly country: string | null
  readonly ownerId: string | null
}

export interface Business {
  readonly weekend: readonly number[]
  /** The weekdays that are worked on. */
  readonly workdays: readonly number[]
  readonly weekStart: number
  readonly hours: { readonly from: number; readonly to: number }
  readonly holidays: ReadonlyMap<string, readonly Holiday[]>
}

const NONE = '2000-01-01'

export function useBusiness(from = NONE, to = from): Business {
  const { country, weekStart } = usePreferences()
  const { data } = useRead(
    'business.calendar',
    { from, to },
    { depends: { on: ['setting', 'holiday'] }, keep: true },
  )
  return useMemo(() => {
    const usual = workWeekOf(country)
    const weekend = data?.weekend ?? usual.weekend
    const holidays = new Map<string, Holiday[]>()
    for (const day of data?.holidays ?? []) holidays.set(day.date, [...(holidays.get(day.date) ?? []), day])
    return {
      weekend,
      workdays: [0, 1, 2, 3, 4, 5, 6].filter((day) => !weekend.includes(day)),
      // As the reader's date pickers count, so that both months agree.
      weekStart: weekStart ?? usual.weekStart,
      hours: data?.hours ?? { from: 480, to: 1080 },
      holidays,
    }
  }, [data, country, weekStart])
}
