/** The reader in front of the screen, as the host is told who will read what it writes. */
import { useMemo } from 'react'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import type { Reader } from '#db/shared/reader.ts'
import { usePreferences } from './I18nProvider.tsx'

export function useReader(): Reader {
  const { language, calendar, digits, country } = usePreferences()
  return useMemo(
    () => ({ language, calendar, digits, country, timeZone: systemTimeZone() }),
    [language, calendar, digits, country],
  )
}
