/**
 * What somebody keeps private does not exist for others, whatever they ask: every query of the contract is asked by an
 * administrator for whom a word of somebody else's private records must never appear in an answer or an error.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Contract, Input, Name } from '#db/shared/contract.ts'
import { contract } from '#db/shared/contract.ts'
import { dashboardNames } from '#db/shared/dashboards.ts'
import { AppError } from '#db/shared/errors.ts'
import type { ReportDefinitionInput } from '#db/shared/ownReports.ts'
import { readerOf } from '#db/shared/reader.ts'
import { allEntities } from '#db/shared/registry.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, type Person, person } from '../helpers/people.ts'

/** Stands beside `Xylo` in everything private: what is asked for holds `Xylo`, what must not come back is this. */
const CANARY = 'quartzfin'
const NOBODYS = '0193b1a0-0000-7000-8000-000000000000'

interface Scene {
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

async function scene(): Promise<Scene> {
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

type QueryName = { [N in Name]: Contract[N]['kind'] extends 'query' ? N : never }[Name]
type Lookup = { readonly lookupId: string; readonly version: number }

const everything = [
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
const onName = { field: 'displayName', op: 'contains', value: 'Xylo' } as const

async function lookup(who: Person, input: Partial<Input<'lookup.create'>> = {}): Promise<Lookup> {
  const { lookupId, version } = await who.call('lookup.create', { entity: 'contact', ...input })
  return { lookupId, version }
}

/** Every field of every entity and of what it refers to, as columns and as groups. */
function ownDefinitions(): ReportDefinitionInput[] {
  return allEntities()
    .filter(({ listed }) => listed)
    .flatMap((entity) => {
      const paths = entity.fields.flatMap(({ name, kind, to }) =>
        kind === 'json' || kind === 'file'
          ? []
          : kind === 'ref' && to
            ? [name, `${name}.displayName`, `${name}.tags`, `${name}.private`]
            : [name],
      )
      const rounds = Array.from({ length: Math.ceil(paths.length / 4) }, (_, at) =>
        paths.slice(at * 4, at * 4 + 4),
      )
      return [
        { base: entity.name, columns: ['displayName', ...paths.slice(0, 29)] },
        ...rounds.map((by) => ({ base: entity.name, by: by.map((field) => ({ field })) })),
      ]
    })
}

/** What is asked, for every query there is: the compiler asks for a line. */
const questions: { readonly [N in QueryName]: (s: Scene, who: Person) => Promise<Input<N>[]> | Input<N>[] } =
  {
    'article.read': (s) => [{ id: s.secretArticle }],
    'article.categories': () => [{}],
    'article.helpful': () => [{}],
    'ticket.news': () => [{}],
    'ticket.views': () => [{}],
    'article.suggest': () => [{ text: `Xylo help` }],
    'reply.render': (s) =>
      [s.secretTicket, s.ticketOfSecret, s.sharedTicket].map((ticket) => ({
        ticket,
        source: { html: '<p>Xylo {{ ticket.subject }} {{ contact.name }} {{ company.name }}</p>' },
        reader: { language: 'en', calendar: 'gregory', digits: 'latn', country: 'US', timeZone: 'UTC' },
      })),
    'reply.fields': () => [{ language: 'en' }],
    'ticket.conversation': (s) => [{ id: s.secretTicket }, { id: s.ticketOfSecret }, { id: s.sharedTicket }],
    'ticket.around': (s) => [{ id: s.secretTicket }, { id: s.ticketOfSecret }, { id: s.sharedTicket }],
    'ticket.options': () => [{}],
    'queue.counts': () => [{}],
    'ticket.board': () => [{}, { search: 'Xylo' }],
    'ticket.of': (s) => [
      { entity: 'contact', id: s.shared },
      { entity: 'contact', id: s.secretContact },
      { entity: 'company', id: s.secretCompany },
    ],
    'ticket.due': () => [{ show: 'overdue' }, { show: 'soon', within: 100_000 }, { show: 'late' }],
    'ticket.find': () => [{ number: 'XYLO-1' }],
    'sla.list': () => [{}],
    'sla.clocks': (s) => [{ id: s.secretTicket }, { id: s.ticketOfSecret }, { id: s.sharedTicket }],
    'sla.state': () => [{}],
    'reportSchedule.list': () => [{}],
    'reportSchedule.log': () => [{}],
    'report.list': () => [{ reader: readerOf('en', 'UTC') }],
    'report.run': async (_s, who) => {
      const reader = readerOf('en', 'UTC')
      const { reports } = await who.call('report.list', { reader })
      return [
        ...reports.map(({ name }) => ({ name, reader, parameters: { period: 'all' as const, days: 1 } })),
        ...ownDefinitions().map((definition) => ({ name: 'own', reader, definition })),
      ]
    },
    'dashboard.get': () => dashboardNames.map((name) => ({ name })),
    'report.get': () => [{ name: `Xylo ${CANARY}`.slice(0, 4), reader: readerOf('en', 'UTC') }],
    'report.records': async (_s, who) => {
      const reader = readerOf('en', 'UTC')
      const { reports } = await who.call('report.list', { reader })
      return [
        ...reports.map(({ name }) => ({ name, reader, parameters: { period: 'all' as const, days: 1 } })),
        ...ownDefinitions().map((definition) => ({ name: 'own', reader, definition })),
      ]
    },
    'attachment.read': (s) => [{ entity: 'contact', id: s.secretContact, field: 'photo' }],
    'app.info': () => [{}],
    'sync.status': () => [{}],
    'sync.health': () => [{}],
    'sync.conflicts': () => [{}],
    'sync.events': () => [{}],
    'sync.explain': (s) => [{ entity: 'contact', id: s.secretContact }],
    'app.counts': () => [{}],
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
      ...everything.map((entity) => ({ entity })),
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
    'lookup.create': (s) => [
      ...everything.map((entity) => ({ entity, page: { fields: ['displayName'], limit: 100 } })),
      { entity: 'contact', search: 'Xylo', page: { fields: ['displayName', 'companyId'], limit: 100 } },
      { entity: 'contact', ids: [s.secretContact, s.shared], page: { fields: ['companyId'], limit: 100 } },
    ],
    'lookup.page': async (_s, who) => [
      {
        ...(await lookup(who)),
        offset: 0,
        limit: 100,
        fields: ['displayName', 'companyId', 'tags', 'emails'],
      },
    ],
    'lookup.locate': async (s, who) => [{ ...(await lookup(who)), id: s.secretContact }],
    'lookup.groups': async (_s, who) => [
      await lookup(who, { sort: ['companyId'] }),
      await lookup(who, { sort: ['displayName'] }),
    ],
    'lookup.typeAhead': async (_s, who) => [
      { ...(await lookup(who)), text: 'Xylo' },
      { ...(await lookup(who, { sort: ['companyId'] })), text: 'Xylo' },
    ],
    'lookup.resort': async (_s, who) => [
      {
        lookupId: (await lookup(who)).lookupId,
        sort: ['jobTitle'],
        page: { fields: ['displayName', 'companyId'], limit: 100 },
      },
    ],
    'lookup.previous': async (_s, who) => {
      const { lookupId } = await lookup(who)
      await who.call('lookup.invert', { lookupId })
      return [{ lookupId, page: { fields: ['displayName'], limit: 100 } }]
    },
    'lookup.invert': async (s, who) => [
      {
        lookupId: (await lookup(who, { ids: [s.shared] })).lookupId,
        page: { fields: ['displayName'], limit: 100 },
      },
    ],
    'lookup.refresh': async (_s, who) => [
      { lookupId: (await lookup(who)).lookupId, page: { fields: ['displayName', 'companyId'], limit: 100 } },
    ],
    'lookup.status': async (_s, who) => [{ lookupId: (await lookup(who)).lookupId }],
    'lookup.close': async (_s, who) => [{ lookupId: (await lookup(who)).lookupId }],
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
    'activity.get': (s) => [{ id: s.secretActivity }, { id: s.sharedActivity }],
    'activity.range': () => [{ from: '2026-11-01', to: '2026-11-30' }],
    'activity.days': () => [{ from: '2026-11-01', to: '2026-11-30' }],
    'activity.tasks': (s) => [
      {},
      { search: 'Xylo' },
      { show: 'closed' },
      { contact: s.secretContact },
      { company: s.secretCompany },
    ],
    'activity.preview': () => [{ startAt: '2026-11-22T03:00:00Z', rule: 'FREQ=DAILY' }],
    'activity.options': () => [{}],
    'activity.alarms': () => [{}],
    'opportunity.board': () => [{}, { lanes: true }, { search: 'Xylo' }],
    'opportunity.cards': () => [{ stage: 'none' }, { stage: 'won' }],
    'opportunity.closings': () => [{ from: '2026-01-01', to: '2027-12-31' }],
    'opportunity.of': (s) => [
      { entity: 'contact', id: s.shared },
      { entity: 'contact', id: s.secretContact },
      { entity: 'company', id: s.secretCompany },
    ],
    'opportunity.standing': (s) => [{ id: s.secretOpportunity }, { id: s.sharedOpportunity }],
    'opportunity.reasons': () => [{}],
    'pipeline.list': () => [{}],
    'quote.get': (s) => [{ id: s.secretQuote }, { id: s.sharedQuote }],
    'quote.of': (s) => [
      { entity: 'contact', id: s.secretContact },
      { entity: 'contact', id: s.shared },
      { entity: 'company', id: s.secretCompany },
      { entity: 'opportunity', id: s.secretOpportunity },
    ],
    'quoteLayout.fields': () => [{ language: 'en' }],
    'quote.reckon': () => [{ terms: { currency: 'THB' }, lines: [{ name: 'x' }] }],
    'lead.sources': () => [{}],
    'lead.counts': () => [{}],
    'forecast.get': () => [
      { from: '2026-11-01', periods: 12, by: 'owner' },
      { from: '2026-11-01', periods: 12, by: 'pipeline' },
    ],
    'product.offered': () => [
      { currency: 'THB', on: '2026-11-22' },
      { currency: 'THB', on: '2026-11-22', search: 'Xylo' },
    ],
    'price.of': (s) => [{ product: s.sharedProduct }],
    'rate.on': () => [{ from: 'USD', to: 'THB', on: '2026-11-22' }],
    'tax.on': () => [{ on: '2026-11-22' }],
    'series.get': (s) => [{ id: s.secretSeries }],
    'series.preview': (s) => [{ id: s.secretSeries, anchor: '2026-11-22' }],
    'call.find': () => [{ number: '081-234-5678' }, { number: '2345678' }],
    'business.calendar': () => [{ from: '2026-11-01', to: '2026-11-30' }],
    'holiday.lists': () => [{}],
    'settings.get': () => [{}],
    'draft.list': () => [{}],
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
    'template.fields': () => [{ about: 'contact', language: 'en' }],
    'template.check': () => [{ about: 'contact', body: '{{ contact.name }}' }],
    'letter.preview': (s) =>
      [s.shared, s.secretContact].map((id) => ({
        source: {
          draft: {
            about: 'contact' as const,
            body: '{{ contact.name }} {{ contact.letterAddress }} {{ company.name }} {% for n in contact.related.note %}{{ n.body }}{% endfor %}',
          },
        },
        id,
        reader: {
          language: 'en',
          calendar: 'gregory',
          digits: 'latn',
          country: 'US',
          timeZone: 'UTC',
        } as const,
      })),
    'mail.counts': () => [{}],
    'consent.of': (s) => [
      { entity: 'contact', id: s.secretContact },
      { entity: 'contact', id: s.shared },
      { entity: 'company', id: s.secretCompany },
    ],
    'consent.expired': () => [{ ahead: 3_660 }],
    'list.list': () => [{}],
    'list.counts': () => [{}],
    'list.movement': async (_s, who) =>
      (await who.call('list.list', {})).lists.map(({ id }) => ({ list: id, since: '2026-01-01T00:00:00Z' })),
    'list.of': (s) => [
      { entity: 'contact', id: s.secretContact },
      { entity: 'contact', id: s.shared },
    ],
    'campaign.summary': (s) => [{ id: s.secretCampaign }],
    'campaign.compare': (s) => [{ a: s.secretCampaign, b: s.secretCampaign }],
    'campaign.sender': (s) => [{ id: s.secretCampaign }],
    'campaign.overview': () => [{}],
    'campaign.of': (s) => [
      { entity: 'contact', id: s.secretContact },
      { entity: 'contact', id: s.shared },
    ],
    'trash.list': () => [{}, { entity: 'contact' }],
    'session.state': () => [{}],
    'user.list': () => [{}],
    'token.list': () => [{}],
    'layout.get': () => [{ entity: 'contact' }],
    'layout.export': () => [{ entity: 'contact' }],
    'pickList.get': () => ['status', 'tags'].map((field) => ({ entity: 'contact', field })),
    'relationship.list': (s) => [
      { entity: 'contact', id: s.shared },
      { entity: 'contact', id: s.secretContact },
      { entity: 'company', id: s.secretCompany },
    ],
  }

async function answersOf(s: Scene, who: Person, name: QueryName): Promise<string> {
  const answers: unknown[] = []
  for (const input of await questions[name](s, who)) {
    try {
      answers.push(await who.call<Name>(name, input))
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      if (error instanceof AppError) answers.push(error.record)
    }
  }
  return JSON.stringify(answers)
}

const queries = Object.entries(contract).flatMap(([name, { kind }]) =>
  kind === 'query' ? [name as QueryName] : [],
)

test('no query tells an administrator a word of it, and its owner finds it by many', async () => {
  const s = await scene()
  const found: string[] = []
  for (const name of queries) {
    expect((await answersOf(s, s.bob, name)).toLowerCase(), `${name}, asked by another`).not.toContain(CANARY)
    if ((await answersOf(s, s.ann, name)).toLowerCase().includes(CANARY)) found.push(name)
  }
  expect(found).toEqual(
    expect.arrayContaining([
      'record.get',
      'record.list',
      'record.values',
      'record.changes',
      'lookup.create',
      'lookup.page',
      'search.run',
      'timeline.list',
      'favourite.list',
      'anniversary.upcoming',
      'transfer.card',
      'group.list',
      'group.of',
      'document.preview',
      'trash.list',
      'draft.list',
      'settings.get',
      'relationship.list',
    ]),
  )
})

test('it is in no count, no search, no list of operations, and by name nowhere', async () => {
  const s = await scene()
  const { bob } = s
  expect((await bob.call('app.counts', {})).counts).toMatchObject({ contact: 1, company: 0, note: 0 })
  expect((await bob.call('trash.list', {})).counts).toMatchObject({ contact: 0 })
  expect(await bob.call('search.run', { text: 'Xylo', count: true })).toMatchObject({ total: 0, hits: [] })
  expect((await bob.call('search.run', { text: '0812345678', count: true })).total).toBe(1)
  const { operations } = await bob.call('operation.list', { limit: 1_000 })
  expect(operations.map(({ id }) => id)).not.toContain(s.operation)
  expect(operations.filter(({ entities }) => entities.contact).map(({ user }) => user)).toEqual([
    'Ann',
    'Ann',
  ])
  const listed = await bob.call('lookup.create', {
    entity: 'contact',
    page: { fields: ['companyId'], limit: 10 },
  })
  expect(listed.page?.rows).toEqual([[{ id: s.secretCompany, name: null }]])
})

test('files that are exported do not hold it', async () => {
  const s = await scene()
  for (const entity of ['contact', 'company', 'note', 'history'])
    for (const format of ['csv', 'json', 'vcf'] as const) {
      if (format === 'vcf' && entity !== 'contact' && entity !== 'company') continue
      const out = `${s.db.file}.${entity}.${format}`
      await s.bob.call('transfer.export', { entity, out, format })
      expect(readFileSync(out, 'utf8').toLowerCase()).not.toContain(CANARY)
    }
  const out = `${s.db.file}.own.csv`
  await s.ann.call('transfer.export', { entity: 'contact', out })
  expect(readFileSync(out, 'utf8').toLowerCase()).toContain(CANARY)
})

test('to write it, refer to it or take it back is to be told that there is no such thing', async () => {
  const { bob, ...s } = await scene()
  const missing = { record: { code: 'NotFound' } }
  const secret = { entity: 'contact', id: s.secretContact }
  await expect(bob.call('record.update', { ...secret, data: { givenName: 'X' } })).rejects.toMatchObject(
    missing,
  )
  await expect(bob.call('record.trash', secret)).rejects.toMatchObject(missing)
  await expect(bob.call('record.restore', { entity: 'contact', id: s.trashed })).rejects.toMatchObject(
    missing,
  )
  await expect(
    bob.call('trash.restore', { records: [{ entity: 'contact', id: s.trashed }] }),
  ).rejects.toMatchObject(missing)
  await expect(
    bob.call('trash.empty', { records: [{ entity: 'contact', id: s.trashed }] }),
  ).rejects.toMatchObject(missing)
  await expect(bob.call('operation.undo', { operation: s.operation })).rejects.toMatchObject(missing)
  expect(await bob.call('trash.empty', {})).toMatchObject({ erased: 0 })

  const refusal = async (id: string): Promise<unknown> => {
    const made = bob.call('record.create', { entity: 'note', data: { body: 'b', contactId: id } })
    return made.then(
      () => undefined,
      (error: unknown) => (error instanceof AppError ? error.record : error),
    )
  }
  expect(await refusal(s.secretContact)).toEqual(await refusal(NOBODYS))
})

test('what hangs on a private record goes and comes with it', async () => {
  const { ann, bob, shared } = await scene()
  await ann.call('record.create', { entity: 'note', data: { body: 'plain', contactId: shared } })
  const seen = async () => (await bob.call('record.list', { entity: 'note', count: true })).total
  expect(await seen()).toBe(1)
  await ann.call('record.update', { entity: 'contact', id: shared, data: { private: true } })
  expect(await seen()).toBe(0)
  await expect(bob.call('timeline.list', { entity: 'contact', id: shared })).rejects.toMatchObject({
    record: { code: 'NotFound' },
  })
  await ann.call('operation.undo', {})
  expect(await seen()).toBe(1)
})

test('the job of one user and the questions of another do not see with each other’s eyes', async () => {
  const { db, ann, bob } = await scene()
  for (let n = 0; n < 40; n++)
    await ann.call('record.create', { entity: 'contact', data: { givenName: `P${n}` } })
  const out = `${db.file}.whole.csv`
  const exported = ann.call('transfer.export', { entity: 'contact', out })
  const second = bob.call('transfer.export', { entity: 'contact', out: `${db.file}.bob.csv` })
  const asked = await Promise.all(
    Array.from({ length: 20 }, () => bob.call('record.list', { entity: 'contact', filter: onName })),
  )
  expect(asked.map(({ total }) => total)).toEqual(asked.map(() => 0))
  expect((await exported).rows).toBe(42)
  expect((await second).rows).toBe(41)
  expect(readFileSync(out, 'utf8').toLowerCase()).toContain(CANARY)
})
