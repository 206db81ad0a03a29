/** The catalogues of every domain, merged per language. Ids are unique across domains; a test says so. */
import { extraMessages } from '#db/shared/extraEntities.ts'
import type { Language } from './preferences.ts'

type Catalogue = Readonly<Record<string, string>>

const files: Readonly<Record<Language, Record<string, Catalogue>>> = {
  en: import.meta.glob<Catalogue>('../../db/shared/messages/*.en.json', { eager: true, import: 'default' }),
  th: import.meta.glob<Catalogue>('../../db/shared/messages/*.th.json', { eager: true, import: 'default' }),
  fa: import.meta.glob<Catalogue>('../../db/shared/messages/*.fa.json', { eager: true, import: 'default' }),
}

const merged = new Map<Language, Catalogue>()

/** All messages of a language. */
export function messagesOf(language: Language): Catalogue {
  const known = merged.get(language)
  if (known) return known
  const all: Catalogue = Object.assign({}, ...Object.values(files[language]), extraMessages[language])
  merged.set(language, all)
  return all
}
