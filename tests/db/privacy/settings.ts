/** What is asked about users, settings, layouts and sharing to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'

export const settingsQuestions = {
  'app.info': () => [{}],
  'sync.status': () => [{}],
  'sync.health': () => [{}],
  'sync.conflicts': () => [{}],
  'sync.events': () => [{}],
  'sync.explain': (s) => [{ entity: 'contact', id: s.secretContact }],
  'app.counts': () => [{}],
  'settings.get': () => [{}],
  'draft.list': () => [{}],
  'session.state': () => [{}],
  'user.list': () => [{}],
  'token.list': () => [{}],
  'layout.get': () => [{ entity: 'contact' }],
  'layout.export': () => [{ entity: 'contact' }],
  'pickList.get': () => ['status', 'tags'].map((field) => ({ entity: 'contact', field })),
} satisfies Partial<Questions>
