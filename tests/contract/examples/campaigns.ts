/** Consent, lists and campaigns. */
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

const READER = {
  language: 'en',
  calendar: 'gregory',
  digits: 'latn',
  country: 'US',
  timeZone: 'UTC',
} as const

export const campaignsExamples = {
  'consent.of': async (db) => ({ entity: 'contact', id: await aRefusal(db) }),
  'consent.record': async (db) => ({
    entity: 'contact',
    id: await aRefusal(db),
    decision: 'granted',
    channel: 'email',
    purpose: 'Newsletter',
    basis: 'consent',
    source: 'Web form',
    wording: 'Yes, send me the newsletter',
    until: '2027-11-22',
  }),
  'consent.recordMany': async (db) => ({
    entity: 'contact',
    target: { ids: [await aContact(db)] },
    decision: 'refused',
    channel: 'all',
  }),
  'consent.personData': async (db) => ({
    entity: 'contact',
    id: await aRefusal(db),
    out: `${db.file}.person.json`,
  }),
  'consent.expired': async (db) => {
    await anOldAgreement(db)
    return { ahead: 30 }
  },
  'consent.erase': async (db) => ({ ids: [await anOldAgreement(db)] }),
  'list.list': async (db) => {
    await aList(db)
    return {}
  },
  'list.counts': async (db) => ({ lists: [await aFullList(db)] }),
  'list.movement': async (db) => ({ list: await aFullList(db), since: '2026-01-01T00:00:00Z' }),
  'list.of': async (db) => {
    const id = await aContact(db)
    await db.call('list.fill', { list: await aList(db), target: { ids: [id] } })
    return { entity: 'contact', id }
  },
  'list.save': async () => ({
    name: 'Buyers',
    role: 'target',
    filter: { field: 'status', op: 'is', value: 'Customer' },
  }),
  'list.fill': async (db) => ({
    list: await aList(db),
    lists: [await aFullList(db), await aList(db)],
    combine: 'difference',
    sample: { percent: 100, by: 'status', seed: 1 },
  }),
  'list.remove': async (db) => {
    const [list, ids] = [await aList(db), [await aContact(db)]]
    await db.call('list.fill', { list, target: { ids } })
    return { list, target: { ids } }
  },
  'list.import': async (db) => ({
    list: (await db.call('list.save', { name: 'Not these', role: 'suppression' })).id,
    addresses: ['Ann <ann@example.com>', 'nobody@', '+66 81 234 5678'],
  }),
  'list.split': async (db) => ({ list: await aFullList(db), names: ['A', 'B'], seed: 7 }),
  'list.mark': async (db) => ({
    list: (await db.call('list.save', { name: 'All', filter: { and: [] } })).id,
  }),
  'campaign.summary': async (db) => ({ id: await aCampaign(db) }),
  'campaign.compare': async (db) => ({ a: await aCampaign(db), b: await aCampaign(db) }),
  'campaign.overview': async (db) => {
    await aCampaign(db)
    return {}
  },
  'campaign.of': async (db) => {
    const id = await aContact(db)
    await db.call('campaign.addMembers', {
      campaign: await aCampaign(db),
      entity: 'contact',
      target: { ids: [id] },
    })
    return { entity: 'contact', id }
  },
  'campaign.sender': async (db) => ({ id: await aMailing(db) }),
  'campaign.takeOver': async (db) => {
    const campaign = await aMailing(db)
    await db.call('campaign.queue', { campaign, reader: READER })
    await db.call('campaign.letGo', { campaign })
    return { campaign, force: true, waiting: true }
  },
  'campaign.letGo': async (db) => {
    const campaign = await aMailing(db)
    await db.call('campaign.queue', { campaign, reader: READER })
    return { campaign }
  },
  'campaign.addMembers': async (db) => ({
    campaign: await aCampaign(db),
    list: await aFullList(db),
    seed: 1,
  }),
  'campaign.removeMembers': async (db) => {
    const campaign = await aCampaign(db)
    return { campaign, members: [await aMember(db, campaign)] }
  },
  'campaign.screen': async (db) => {
    const campaign = await aCampaign(db)
    await aMember(db, campaign)
    await db.call('consent.recordMany', {
      entity: 'contact',
      target: { filter: { and: [] } },
      decision: 'refused',
      channel: 'all',
    })
    return { campaign }
  },
  'campaign.respond': async (db) => {
    const campaign = await aCampaign(db)
    return {
      campaign,
      members: [await aMember(db, campaign)],
      status: 'optedOut',
      response: 'No more, please',
    }
  },
  'campaign.check': async (db) => ({ campaign: await aMailing(db), reader: READER }),
  'campaign.queue': async (db) => ({ campaign: await aMailing(db), reader: READER }),
  'campaign.test': async (db) => ({ campaign: await aMailing(db), to: 'me@example.com', reader: READER }),
} satisfies Partial<Examples>

/** A contact who wants no e-mail. */
async function aRefusal(db: TestDatabase): Promise<string> {
  const id = await aContact(db)
  await db.call('consent.record', { entity: 'contact', id, decision: 'refused', channel: 'email' })
  return id
}

const anOldAgreement = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('consent.record', {
      entity: 'contact',
      id: await aContact(db),
      decision: 'granted',
      channel: 'email',
      wording: 'Yes, send me the newsletter',
      until: '2026-01-01',
      keepUntil: '2026-06-01',
    })
  ).id

const aList = async (db: TestDatabase): Promise<string> => (await db.call('list.save', { name: 'Buyers' })).id

async function aFullList(db: TestDatabase): Promise<string> {
  const list = await aList(db)
  await db.call('list.fill', { list, target: { ids: [await aContact(db), await aContact(db)] } })
  return list
}

const aCampaign = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'campaign',
      data: { name: 'Fair', kind: 'event', cost: { minor: 10_000, currency: 'THB' } },
    })
  ).id

async function aMember(db: TestDatabase, campaign: string): Promise<string> {
  await db.call('campaign.addMembers', { campaign, entity: 'contact', target: { ids: [await aContact(db)] } })
  const { rows } = await db.call('record.list', { entity: 'campaignMember' })
  return rows[0]?.id ?? ''
}

/** A campaign by e-mail to one person, ready to go. */
async function aMailing(db: TestDatabase): Promise<string> {
  const make = async (entity: string, data: Record<string, unknown>): Promise<string> =>
    (await db.call('record.create', { entity, data })).id
  const campaign = await make('campaign', {
    name: 'Offer',
    kind: 'email',
    accountId: await make('mailAccount', {
      name: 'Office',
      address: 'office@example.com',
      host: '127.0.0.1',
      port: 1,
      security: 'none',
    }),
    templateId: await make('template', {
      name: 'Offer',
      kind: 'email',
      about: 'contact',
      subject: 'Offer',
      body: '<p>Dear {{ contact.givenName }}</p>',
    }),
  })
  const contact = await make('contact', { givenName: 'Ann', emails: ['ann@example.com'] })
  await db.call('campaign.addMembers', { campaign, entity: 'contact', target: { ids: [contact] } })
  return campaign
}
