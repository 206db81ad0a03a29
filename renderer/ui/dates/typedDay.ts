/** What a person types into a date field, as an ISO day. Thin: the grammar is db/shared/dates. */
import { dateOrderOf } from '#db/shared/dates/format.ts'
import { parseDate } from '#db/shared/dates/parse.ts'
import { datePreferences } from '../../i18n/format.ts'
import type { LocalePreferences } from '../../i18n/preferences.ts'

/** Today on this machine's wall. */
export function todayIso(now = new Date()): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 10)
}

/** The ISO day of what was typed, or undefined. */
export function readDay(
  typed: string,
  preferences: LocalePreferences,
  today = todayIso(),
): string | undefined {
  const dates = datePreferences(preferences)
  return parseDate(typed, { order: dateOrderOf(dates), calendar: dates.calendar, today, lang: dates.lang })
}
