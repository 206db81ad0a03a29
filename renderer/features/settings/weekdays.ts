/** Names of the days, Sunday first, in the reader's language. */
import { useMemo } from 'react'
import { usePreferences } from '../../i18n/I18nProvider.tsx'

/** 4 January 1970 was a Sunday. */
const SUNDAY = Date.UTC(1970, 0, 4)
const DAY = 86_400_000

export function useWeekdays(): readonly string[] {
  const { language } = usePreferences()
  return useMemo(() => {
    const { format } = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
    return [0, 1, 2, 3, 4, 5, 6].map((day) => format(SUNDAY + day * DAY))
  }, [language])
}
