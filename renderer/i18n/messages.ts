/**
 * The catalogues of every domain, merged per language. Ids are unique across domains; a test says so. A window fetches the
 * languages it speaks, one as a rule: three would be a third of what it reads at its start.
 */
import { extraMessages } from '#db/shared/extraEntities.ts'
import type { Language } from './preferences.ts'

export type Catalogue = Readonly<Record<string, string>>

const fetches = {
  en: () => import('./catalogue.en.ts'),
  th: () => import('./catalogue.th.ts'),
  fa: () => import('./catalogue.fa.ts'),
} satisfies Record<Language, unknown>

const loaded = new Map<Language, Catalogue>()

/** Fetches a language, once. */
export async function loadMessages(language: Language): Promise<void> {
  if (loaded.has(language)) return
  const { files } = await fetches[language]()
  loaded.set(language, Object.assign({}, ...Object.values(files), extraMessages[language]))
}

/** All messages of a language that has been loaded. */
export function messagesOf(language: Language): Catalogue {
  const known = loaded.get(language)
  if (!known) throw new Error(`the words of ${language} are not loaded`)
  return known
}
