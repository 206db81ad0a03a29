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
  'opportunities',
  'tickets',
  'lists',
  'campaigns',
  'comparing',
  'consent',
  'consentEnds',
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

const bySection: Readonly<Record<string, TopicId>> = {
  home: 'home',
  groups: 'groups',
  calendar: 'activities',
  tasks: 'activities',
  leads: 'opportunities',
  opportunities: 'opportunities',
  forecast: 'opportunities',
  products: 'opportunities',
  quotes: 'opportunities',
  tickets: 'tickets',
  knowledge: 'tickets',
  lists: 'lists',
  campaigns: 'campaigns',
  reports: 'reports',
  operations: 'editing',
  trash: 'trash',
  templates: 'letters',
  outbox: 'mail',
  duplicates: 'duplicates',
  conflicts: 'sharing',
  import: 'import',
}
const bySettings: Readonly<Record<string, TopicId>> = {
  fields: 'customFields',
  activities: 'activities',
  layouts: 'layouts',
  users: 'users',
  mail: 'mail',
  everything: 'export',
  sharing: 'sharing',
  health: 'sharing',
  sales: 'opportunities',
  prices: 'opportunities',
  service: 'tickets',
  answers: 'tickets',
  backups: 'backups',
  database: 'backups',
}

/** What somebody who asks for help here most likely wants to know. */
export function topicFor(section: string, view: string | undefined, hasRecord: boolean): TopicId | undefined {
  if (section === 'contacts' || section === 'companies') return hasRecord ? 'editing' : 'finding'
  return section === 'settings' ? (bySettings[view ?? ''] ?? 'languages') : bySection[section]
}
