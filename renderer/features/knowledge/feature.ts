/** The knowledge base: its section, an article made from anywhere, and the article on its page. */
import { article } from '#db/shared/knowledge.ts'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { articleTab } from './Article.tsx'

export const knowledge: Feature = {
  screens: { knowledge: lazily(async () => (await import('./Page.tsx')).KnowledgePage) },
  creates: [{ command: 'article.new', entity: article }],
  tabs: [articleTab],
}
