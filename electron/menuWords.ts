// The words of menus and of main's own few messages, in the three languages.
import en from '../db/shared/messages/menu.en.json' with { type: 'json' }
import fa from '../db/shared/messages/menu.fa.json' with { type: 'json' }
import th from '../db/shared/messages/menu.th.json' with { type: 'json' }
import type { Language } from './bridge.ts'

const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, th, fa }

/** The text of a key, with `{name}` filled in; main has no plurals or dates to word. */
export function word(language: Language, key: string, params: Readonly<Record<string, string>> = {}): string {
  const text = catalogues[language][key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}

/** The first of the system's languages that the program speaks. */
export function languageOfSystem(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split(/[-_]/)[0]
    if (language === 'en' || language === 'th' || language === 'fa') return language
  }
  return 'en'
}
