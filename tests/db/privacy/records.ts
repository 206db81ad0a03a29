/** What is asked about records, what is beside them and what was done to them to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'
import { kinds, onName } from './scene.ts'

export const recordsQuestions = {
  'attachment.read': (s) => [{ entity: 'contact', id: s.secretContact, field: 'photo' }],
  'record.get': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'company', id: s.secretCompany },
    { entity: 'note', id: s.secretNote },
    { entity: 'view', id: s.secretView },
    { entity: 'contact', id: s.trashed },
    { entity: 'contact', id: s.shared },
  ],
  'record.getMany': (s) => [
    { entity: 'contact', ids: [s.shared, s.secretContact] },
    { entity: 'contact', ids: [s.shared] },
  ],
  'record.values': (s) =>
    ['tags', 'status', 'jobTitle', s.customField].map((field) => ({ entity: 'contact', field })),
  'record.changes': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'contact', id: s.shared },
    { entity: 'note', id: s.secretNote },
    { entity: 'contact', id: s.trashed },
  ],
  'duplicate.merges': (s) => [
    { entity: 'contact', id: s.shared },
    { entity: 'contact', id: s.secretContact },
  ],
  'record.list': (s) => [
    ...kinds.map((entity) => ({ entity })),
    { entity: 'contact', filter: onName },
    { entity: 'contact', search: 'Xylo' },
    { entity: 'contact', filter: { field: 'companyId.name', op: 'contains', value: 'Xylo' } as const },
    {
      entity: 'contact',
      filter: { some: 'notes', where: { field: 'body', op: 'contains', value: 'Xylo' } },
    },
    { entity: 'contact', filter: { field: s.customField, op: 'contains', value: 'Xylo' } as const },
    { entity: 'contact', view: s.secretView },
    { entity: 'contact', sort: ['company.name', '-displayName'] },
  ],
  'operation.list': () => [{ limit: 1_000 }],
  'operation.interrupted': () => [{}],
  'operation.stack': () => [{}],
  'group.list': () => [{}],
  'group.counts': () => [{}],
  'group.of': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'contact', id: s.shared },
  ],
  'search.run': () => [
    { text: 'Xylo', count: true },
    { text: 'xylo@', count: true },
    { text: '0812345678', count: true },
    ...['contact', 'company', 'note', 'history'].map((entity) => ({ text: 'xyl', entity, count: true })),
  ],
  'search.status': () => [{}],
  'timeline.list': (s) => [
    { entity: 'contact', id: s.shared },
    { entity: 'contact', id: s.secretContact },
    { entity: 'company', id: s.secretCompany, people: true },
  ],
  'document.weigh': () => [{ files: ['/nothing'] }],
  'document.preview': (s) => [{ id: s.secretDocument }],
  'favourite.list': () => [{}],
  'anniversary.upcoming': () => [{ days: 366 }],
  'transfer.card': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'company', id: s.secretCompany },
  ],
  'trash.list': () => [{}, { entity: 'contact' }],
  'relationship.list': (s) => [
    { entity: 'contact', id: s.shared },
    { entity: 'contact', id: s.secretContact },
    { entity: 'company', id: s.secretCompany },
  ],
} satisfies Partial<Questions>
