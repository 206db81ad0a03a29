/**
 * What this user prefers: language, calendar, digits, look. The truth is in the settings rows; a copy in localStorage
 * lets the first frame of the next start be right before the host has answered.
 */
import { create } from 'zustand'
import { calendars } from '#db/shared/dates/calendars.ts'
import { native } from '../data/native.ts'
import {
  defaultsByLanguage,
  digitSystems,
  guessLanguage,
  type LocalePreferences,
  languages,
} from '../i18n/preferences.ts'

export const colorSchemes = ['system', 'light', 'dark'] as const
export const densities = ['compact', 'comfortable'] as const

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const

export interface Preferences extends LocalePreferences {
  readonly colorScheme: (typeof colorSchemes)[number]
  readonly density: (typeof densities)[number]
}

const STORED = 'samphan.preferences'

/** Keeps only what makes sense, over the defaults of the language. */
export function preferencesFrom(
  value: unknown,
  fallbackLanguage: LocalePreferences['language'],
): Preferences {
  const given: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {}
  const one = <Value extends string>(known: readonly Value[], candidate: unknown, otherwise: Value): Value =>
    known.find((option) => option === candidate) ?? otherwise
  const code = (candidate: unknown, length: number, otherwise: string): string =>
    typeof candidate === 'string' && candidate.length === length && /^[A-Z]+$/.test(candidate)
      ? candidate
      : otherwise
  const language = one(languages, given.language, fallbackLanguage)
  const defaults = defaultsByLanguage[language]
  return {
    language,
    calendar: one(calendars, given.calendar, defaults.calendar),
    digits: one(digitSystems, given.digits, defaults.digits),
    country: code(given.country, 2, defaults.country),
    currency: code(given.currency, 3, defaults.currency),
    weekStart: weekdays.find((day) => day === given.weekStart) ?? null,
    colorScheme: one(colorSchemes, given.colorScheme, 'system'),
    density: one(densities, given.density, 'compact'),
  }
}

/** `--lang` on the command line: this run speaks that language as its readers expect, whatever is stored. */
export function withForcedLanguage(preferences: Preferences): Preferences {
  const environment = native?.environment
  if (!environment?.languageForced) return preferences
  const { calendar, digits } = defaultsByLanguage[environment.language]
  return { ...preferences, language: environment.language, calendar, digits }
}

function remembered(): Preferences {
  const fallback =
    native?.environment.language ?? guessLanguage(typeof navigator === 'undefined' ? [] : navigator.languages)
  if (typeof localStorage === 'undefined') return preferencesFrom(undefined, fallback)
  const text = localStorage.getItem(STORED)
  try {
    return preferencesFrom(text === null ? undefined : JSON.parse(text), fallback)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return preferencesFrom(undefined, fallback)
  }
}

export const useUserPreferences = create<Preferences>()(() => withForcedLanguage(remembered()))

/** What the settings rows say; they win over what this device remembered, not over `--lang`. */
export function applyStoredPreferences(stored: Readonly<Record<string, unknown>>): void {
  const now = useUserPreferences.getState()
  applyPreferences(withForcedLanguage(preferencesFrom({ ...now, ...stored }, now.language)))
}

/** Puts preferences in force in this window and remembers them for its next start. Does not write settings rows. */
export function applyPreferences(change: Partial<Preferences>): void {
  const next = preferencesFrom(
    { ...useUserPreferences.getState(), ...change },
    useUserPreferences.getState().language,
  )
  useUserPreferences.setState(next)
  localStorage.setItem(STORED, JSON.stringify(next))
}
