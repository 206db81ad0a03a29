/** The manual: one topic per task, the same topics in every language, in the order of a first day with the program. */
import type { Language } from '../../i18n/preferences.ts'
import { plainText, readTopic, type Topic } from './markdown.ts'

const files: Readonly<Record<string, string>> = import.meta.glob<string>('./topics/*/*.md', {
  eager: true,
  query: '?raw',
  import: 'default',
})

export const topicIds = [
  'home',
  'finding',
  'workingSet',
  'bulk',
  'groups',
  'newContact',
  'editing',
  'notes',
  'activities',
  'documents',
  'import',
  'export',
  'reports',
  'printing',
  'letters',
  'mail',
  'tickets',
  'lists',
  'campaigns',
  'consent',
  'duplicates',
  'trash',
  'relationships',
  'customFields',
  'layouts',
  'users',
  'sharing',
  'backups',
  'languages',
  'keyboard',
  'commandLine',
] as const
export type TopicId = (typeof topicIds)[number]

export interface ManualTopic extends Topic {
  readonly id: TopicId
  /** All its words, for searching. */
  readonly text: string
}

const read = new Map<Language, readonly ManualTopic[]>()

export function topicsOf(language: Language): readonly ManualTopic[] {
  let topics = read.get(language)
  if (!topics) {
    topics = topicIds.map((id) => {
      const topic = readTopic(files[`./topics/${language}/${id}.md`] ?? `# ${id}`)
      return { id, ...topic, text: plainText(topic) }
    })
    read.set(language, topics)
  }
  return topics
}

/** What somebody who asks for help here most likely wants to know. */
export function topicFor(section: string, view: string | undefined, hasRecord: boolean): TopicId | undefined {
  if (section === 'home') return 'home'
  if (section === 'contacts' || section === 'companies') return hasRecord ? 'editing' : 'finding'
  if (section === 'groups') return 'groups'
  if (section === 'calendar' || section === 'tasks') return 'activities'
  if (section === 'operations') return 'editing'
  if (section === 'trash') return 'trash'
  if (section === 'templates') return 'letters'
  if (section === 'outbox') return 'mail'
  if (section === 'duplicates') return 'duplicates'
  if (section === 'conflicts') return 'sharing'
  if (section === 'import') return 'import'
  if (section === 'reports') return 'reports'
  if (section !== 'settings') return undefined
  if (view === 'fields') return 'customFields'
  if (view === 'activities') return 'activities'
  if (view === 'layouts') return 'layouts'
  if (view === 'users') return 'users'
  if (view === 'mail') return 'mail'
  if (view === 'everything') return 'export'
  if (view === 'sharing') return 'sharing'
  return view === 'backups' || view === 'database' ? 'backups' : 'languages'
}
