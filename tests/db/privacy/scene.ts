/** Two people, and what one of them keeps from the other: private records of every kind, and shared ones beside them. */
import { writeFileSync } from 'node:fs'
import { type TestDatabase, testDatabase } from '../../helpers/database.ts'
import { lock, type Person, person } from '../../helpers/people.ts'

/** Stands beside `Xylo` in everything private: what is asked for holds `Xylo`, what must not come back is this. */
export const CANARY = 'quartzfin'
export const NOBODYS = '0193b1a0-0000-7000-8000-000000000000'

export interface Scene {
  readonly db: TestDatabase
  /** Whose secrets they are. */
  readonly ann: Person
  /** An administrator, who asks. */
  readonly bob: Person
  readonly secretContact: string
  readonly secretCompany: string
  readonly secretNote: string
  readonly secretView: string
  readonly secretDocument: string
  readonly secretActivity: string
  /** With the secret contact beside a shared one. */
  readonly sharedActivity: string
  readonly secretSeries: string
  readonly secretCampaign: string
  readonly secretTicket: string
  /** Shared, from the secret contact. */
  readonly ticketOfSecret: string
  readonly sharedTicket: string
  readonly secretOpportunity: string
  readonly sharedProduct: string
  readonly secretQuote: string
  /** To the secret contact. */
  readonly sharedQuote: string
  /** About the secret company, so that it is the secret it is about. */
  readonly sharedOpportunity: string
  readonly secretArticle: string
  readonly trashed: string
  /** Shared, and works at the secret company. */
  readonly shared: string
  readonly customField: string
  /** That made the secret contact. */
  readonly operation: string
}

export async function scene(): Promise<Scene> {
  const db = testDatabase()
  lock(db)
  const ann = await person(db, 'Ann', 'manager')
  const bob = await person(db, 'Bob', 'admin')
  const make = async (entity: string, data: Record<string, unknown>) =>
    ann.call('record.create', { entity, data })
  const { id: field } = await bob.call('record.create', {
    entity: 'customField',
    data: { entity: 'contact', label: 'Hobby', kind: 'text' },
  })
  const customField = `custom.${field}`
  const word = `Xylo ${CANARY}`
  const { id: secretCompany } = await make('company', {
    name: word,
    private: true,
    tags: [word],
    emails: [{ label: 'work', value: `xylo@${CANARY}.example` }],
    extras: [{ name: word, value: word }],
  })
  const contact = await make('contact', {
    givenName: 'Xylo',
    familyName: CANARY,
    private: true,
    companyId: secretCompany,
    jobTitle: word,
    status: word,
    tags: [word],
    birthday: '1980-05-01',
    emails: [{ label: 'work', value: `xylo@${CANARY}.example` }],
    phones: [{ label: 'work', value: '+66 81 234 5678' }],
    [customField]: word,
  })
  await ann.call('favourite.set', { entity: 'contact', id: contact.id, on: true })
  const { id: shared } = await make('contact', { givenName: 'Shared', phones: ['+66 81 234 5678'] })
  await ann.call('record.update', { entity: 'contact', id: shared, data: { companyId: secretCompany } })
  await make('position', { contactId: contact.id, companyId: secretCompany, jobTitle: word })
  const { id: secretNote } = await make('note', { body: word, contactId: shared, private: true })
  await make('note', { body: word, contactId: contact.id })
  await make('history', {
    kind: 'call',
    at: '2026-11-01T08:00:00Z',
    regarding: word,
    companyId: secretCompany,
  })
  const { id: trashed } = await make('contact', { givenName: 'Xylo', familyName: CANARY, private: true })
  await ann.call('record.trash', { entity: 'contact', id: trashed })
  const undone = await make('contact', { givenName: 'Xylo', familyName: CANARY, private: true })
  await ann.call('operation.undo', { operation: undone.operation ?? '' })
  const { id: secretGroup } = await ann.call('group.save', { name: word, private: true })
  await ann.call('group.add', { group: secretGroup, target: { ids: [shared, contact.id] } })
  const { id: openGroup } = await ann.call('group.save', { name: 'Open' })
  await ann.call('group.add', { group: openGroup, target: { ids: [contact.id] } })
  const { id: secretView } = await make('view', {
    entity: 'contact',
    name: word,
    private: true,
    filter: null,
  })
  await ann.call('report.save', { name: word, question: word, definition: { base: 'contact' } })
  const startAt = '2026-11-21T03:00:00Z'
  const { id: secretActivity } = await ann.call('activity.schedule', {
    data: { kind: 'call', regarding: word, startAt, private: true, contactId: shared, alarmMinutes: 5 },
  })
  await ann.call('activity.schedule', {
    data: { kind: 'call', regarding: word, startAt, contactId: contact.id },
  })
  const { id: sharedActivity } = await ann.call('activity.schedule', {
    data: { kind: 'meeting', startAt, contactId: shared, companyId: secretCompany },
    participants: { contacts: [contact.id] },
  })
  const opportunity = (data: Record<string, unknown>) =>
    make('opportunity', {
      name: word,
      amount: { minor: 100, currency: 'THB' },
      closeDate: '2026-12-01',
      ...data,
    })
  await opportunity({ contactId: contact.id, nextStep: word, source: word })
  const { id: secretOpportunity } = await opportunity({ private: true })
  await make('note', { body: word, opportunityId: secretOpportunity })
  await make('opportunityLine', { opportunityId: secretOpportunity, name: word, quantity: 1, unitPrice: 1 })
  const quoted = async (data: Record<string, unknown>): Promise<string> =>
    (
      await ann.call('quote.save', {
        data: { currency: 'THB', subject: word, ...data },
        lines: [{ name: word }],
      })
    ).id
  const secretQuote = await quoted({ private: true })
  const sharedQuote = await quoted({ contactId: contact.id })
  await make('product', { name: word, code: word, private: true })
  await make('priceList', { name: word, currency: 'THB', private: true })
  const { id: sharedProduct } = await make('product', { name: 'Pump' })
  const { id: sharedOpportunity } = await make('opportunity', { name: 'Open', companyId: secretCompany })
  const { id: secretSeries } = await ann.call('series.save', {
    data: { name: word, private: true },
    steps: [{ offsetDays: 0, kind: 'call', regarding: word }],
  })
  const { id: secretQueue } = await ann.call('record.create', {
    entity: 'queue',
    data: { name: word, private: true },
  })
  const { id: secretTicket } = await make('ticket', {
    subject: word,
    description: word,
    type: 'complaint',
    private: true,
    contactId: shared,
    tags: [word],
    queueId: secretQueue,
  })
  await ann.call('ticket.note', { id: secretTicket, html: `<p>${word}</p>` })
  const { id: ticketOfSecret } = await make('ticket', { subject: word, contactId: contact.id })
  await ann.call('ticket.incoming', { id: ticketOfSecret, html: `<p>${word}</p>` })
  const { id: sharedTicket } = await make('ticket', {
    subject: 'Shared',
    contactId: shared,
    companyId: secretCompany,
  })
  const { id: secretArticle } = await ann.call('article.save', {
    title: word,
    html: `<p>${word}</p>`,
    keywords: [word],
    private: true,
  })
  await ann.call('article.setStatus', { id: secretArticle, status: 'published' })
  await ann.call('ticket.link', { id: sharedTicket, to: secretTicket, kind: 'related', on: true })
  await make('holiday', { date: '2026-11-22', name: word, private: true })
  await ann.call('settings.set', { scope: 'user', key: 'xylo', value: word })
  await ann.call('relationship.add', {
    type: { kind: 'accountantOf' },
    from: { entity: 'contact', id: shared },
    to: { entity: 'company', id: secretCompany },
    note: word,
  })
  await ann.call('relationship.add', {
    type: { kind: 'friend' },
    from: { entity: 'contact', id: contact.id },
    to: { entity: 'contact', id: shared },
    note: word,
  })
  await ann.call('settings.setLocal', { key: 'xylo', value: word })
  const { id: secretList } = await ann.call('list.save', { name: word, private: true })
  await ann.call('list.fill', { list: secretList, target: { ids: [shared, contact.id] } })
  const { id: openList } = await ann.call('list.save', { name: 'Open' })
  await ann.call('list.fill', { list: openList, target: { ids: [contact.id] } })
  const { id: secretCampaign } = await make('campaign', { name: word, kind: 'event', private: true })
  await ann.call('campaign.addMembers', {
    campaign: secretCampaign,
    entity: 'contact',
    target: { ids: [shared, contact.id] },
  })
  await ann.call('consent.record', {
    entity: 'contact',
    id: contact.id,
    decision: 'refused',
    channel: 'email',
    source: word,
  })
  await ann.call('draft.save', { entity: 'contact', record: 'new', data: { givenName: word } })
  while (db.engine.search.catchUp({ budgetMs: 1_000 }));
  const operation = contact.operation ?? ''
  const file = `${db.file}.txt`
  writeFileSync(file, word)
  const { added } = await ann.call('document.attach', { entity: 'contact', id: contact.id, files: [file] })
  const secretDocument = added[0]?.id ?? ''
  const ids = {
    secretContact: contact.id,
    secretCompany,
    secretNote,
    secretView,
    secretDocument,
    trashed,
    shared,
    secretActivity,
    sharedActivity,
    secretSeries,
    secretCampaign,
    secretTicket,
    ticketOfSecret,
    sharedTicket,
    secretOpportunity,
    sharedProduct,
    secretQuote,
    sharedQuote,
    sharedOpportunity,
    secretArticle,
  }
  return { db, ann, bob, ...ids, customField, operation }
}

/** A filter that what is private would pass. */
export const onName = { field: 'displayName', op: 'contains', value: 'Xylo' } as const

/** Kinds of records that are asked for as wholes. */
export const kinds = [
  'activity',
  'activityParticipant',
  'activitySeries',
  'seriesStep',
  'seriesRun',
  'holiday',
  'contact',
  'company',
  'note',
  'history',
  'position',
  'group',
  'groupMember',
  'view',
  'ticket',
  'ticketMessage',
  'queue',
  'article',
  'articleVersion',
  'articleCategory',
  'cannedReply',
  'macro',
  'setting',
  'user',
  'customField',
  'relationship',
  'relationshipType',
  'layout',
  'opportunity',
  'product',
  'quote',
  'quoteLine',
  'priceList',
  'opportunityLine',
  'stageChange',
]
