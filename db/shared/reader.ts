/** Whoever will read what the host writes: a page, a letter, a mail. The window sends its own; the command line has defaults. */
import { z } from 'zod'
import type { DatePreferences } from './dates/format.ts'

const defaults = {
  en: { calendar: 'gregory', digits: 'latn', country: 'US' },
  th: { calendar: 'buddhist', digits: 'latn', country: 'TH' },
  fa: { calendar: 'persian', digits: 'arabext', country: 'IR' },
} as const

export const readerSchema = z.object({
  language: z.enum(['en', 'th', 'fa']),
  calendar: z.enum(['gregory', 'buddhist', 'persian']),
  digits: z.enum(['latn', 'thai', 'arabext']),
  /** Where addresses and phone numbers are at home. */
  country: z.string().regex(/^[A-Z]{2}$/),
  timeZone: z.string().max(100).refine(isTimeZone),
})
export type Reader = z.infer<typeof readerSchema>
export type ReaderLanguage = Reader['language']

/** Those that somebody was found to live in: looking at one takes as long as a small report. */
const knownZones = new Set<string>()

function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
    if (known) knownZones.add(name)
    return known
  } catch {
    return false
  }
}

/** A reader of a language who has chosen nothing else. */
export const readerOf = (language: ReaderLanguage, timeZone: string, country?: string): Reader => ({
  language,
  ...defaults[language],
  ...(country && { country }),
  timeZone,
})

export const datesOf = ({ language, calendar, digits, country, timeZone }: Reader): DatePreferences => ({
  lang: language,
  calendar,
  digits,
  order: country === 'US' ? 'mdy' : 'dmy',
  timeZone,
})

export const directionOf = ({ language }: Pick<Reader, 'language'>): 'ltr' | 'rtl' =>
  language === 'fa' ? 'rtl' : 'ltr'
