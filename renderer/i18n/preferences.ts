/** What a user prefers to read: language, calendar, digits, money. Pure data with defaults; no React. */
import type { Calendar } from '#db/shared/dates/calendars.ts'
import type { Digits } from '#db/shared/numbers/digits.ts'

export const languages = ['en', 'th', 'fa'] as const
export type Language = (typeof languages)[number]
export const digitSystems: readonly Digits[] = ['latn', 'thai', 'arabext']

export interface LocalePreferences {
  readonly language: Language
  readonly calendar: Calendar
  readonly digits: Digits
  /** ISO 3166 code of the country phone numbers and addresses are assumed to be in. */
  readonly country: string
  readonly currency: string
  /** First day of the week, 0 Sunday to 6 Saturday; as in the country where it is not said. */
  readonly weekStart?: number | null
}

/** What a reader of each language expects before having chosen anything. */
export const defaultsByLanguage: Readonly<Record<Language, LocalePreferences>> = {
  en: { language: 'en', calendar: 'gregory', digits: 'latn', country: 'US', currency: 'USD' },
  th: { language: 'th', calendar: 'buddhist', digits: 'latn', country: 'TH', currency: 'THB' },
  fa: { language: 'fa', calendar: 'persian', digits: 'arabext', country: 'IR', currency: 'IRR' },
}

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'fa' ? 'rtl' : 'ltr')

/** The tag `Intl` and React Aria are given, e.g. `fa-IR-u-ca-persian-nu-arabext`. */
export function localeTag(preferences: LocalePreferences): string {
  const { language, calendar, digits, country } = preferences
  const base =
    language === 'en' ? (country === 'US' ? 'en-US' : 'en-GB') : language === 'th' ? 'th-TH' : 'fa-IR'
  return `${base}-u-ca-${calendar}-nu-${digits}`
}

/** The best of our languages for what the operating system speaks. */
export function guessLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.slice(0, 2).toLowerCase()
    const found = languages.find((known) => known === language)
    if (found) return found
  }
  return 'en'
}
