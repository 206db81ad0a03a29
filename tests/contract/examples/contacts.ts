/** What contacts and companies have: groups, duplicates, relationships, layouts, pick lists, cards. */
import type { Input } from '#db/shared/contract.ts'
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

export const contactsExamples = {
  'group.list': async (db) => {
    await aGroup(db)
    return {}
  },
  'group.counts': async (db) => ({ groups: [await aGroup(db)] }),
  'group.of': async (db) => {
    const id = await aContact(db)
    await db.call('group.add', { group: await aGroup(db), target: { ids: [id] } })
    return { entity: 'contact', id }
  },
  'group.save': async (db) => ({ name: 'VIP', parentId: await aGroup(db), private: true }),
  'group.add': async (db) => ({ group: await aGroup(db), target: { ids: [await aContact(db)] } }),
  'group.remove': async (db) => {
    const [group, ids] = [await aGroup(db), [await aContact(db)]]
    await db.call('group.add', { group, target: { ids } })
    return { group, target: { ids } }
  },
  'card.create': async () => ({
    contact: { givenName: 'Jane' },
    company: 'Acme Co., Ltd.',
    note: 'Met at the fair',
  }),
  'duplicate.scan': async (db) => {
    await twoContacts(db)
    return { entity: 'contact' }
  },
  'duplicate.check': async (db) => {
    await twoContacts(db)
    return { entity: 'contact', data: { givenName: 'Somchai', familyName: 'Jaidee' } }
  },
  'duplicate.merge': async (db) => ({
    entity: 'contact',
    ids: await twoContacts(db),
    data: { nickname: 'B' },
  }),
  'duplicate.mergeAll': async (db) => ({ entity: 'contact', groups: [await twoContacts(db)] }),
  'duplicate.unmerge': async (db) => {
    const { operation } = await db.call('duplicate.merge', { ids: await twoContacts(db) })
    return { operation: operation ?? '' }
  },
  'duplicate.merges': async (db) => {
    const ids = await twoContacts(db)
    await db.call('duplicate.merge', { ids })
    return { entity: 'contact', id: ids[0] }
  },
  'duplicate.differ': async (db) => ({ entity: 'contact', ids: await twoContacts(db) }),
  'layout.get': async (db) => {
    await db.call('layout.set', aLayout())
    return { entity: 'contact' }
  },
  'layout.set': async () => aLayout(),
  'layout.reset': async (db) => {
    await db.call('layout.set', aLayout())
    return { entity: 'contact' }
  },
  'layout.export': async (db) => {
    await db.call('layout.set', aLayout())
    return { entity: 'contact' }
  },
  'layout.import': async (db) => {
    await db.call('layout.set', aLayout('Other'))
    const { document } = await db.call('layout.export', { entity: 'contact' })
    await db.call('layout.reset', { entity: 'contact' })
    return { document }
  },
  'pickList.get': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', status: 'Lead' } })
    return { entity: 'contact', field: 'status' }
  },
  'pickList.save': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', status: 'Lead' } })
    return {
      entity: 'contact',
      field: 'status',
      values: ['Prospect', 'Customer'],
      renames: [{ from: 'Lead', to: 'Prospect' }],
    }
  },
  'relationship.list': async (db) => ({ entity: 'contact', id: (await aRelationship(db)).from }),
  'relationship.add': async (db) => ({
    type: { kind: 'reportsTo' },
    from: { entity: 'contact', id: await aContact(db) },
    to: { entity: 'contact', id: await aContact(db) },
    startDate: '2024-02-29',
    endDate: null,
    note: 'Since the merger',
  }),
  'relationship.change': async (db) => ({
    id: (await aRelationship(db)).id,
    type: { kind: 'lawyerOf' },
    swap: true,
    endDate: '2024-01-01',
  }),
  'contact.promote': async (db) => ({ id: await aSecondary(db) }),
  'contact.demote': async (db) => ({ id: await aContact(db), primaryId: await aContact(db), role: 'Spouse' }),
} satisfies Partial<Examples>

const aLayout = (label = 'Who'): Input<'layout.set'> => ({
  entity: 'contact',
  layout: {
    version: 1,
    tabs: [
      {
        id: 'main',
        sections: [
          { id: 'name', label, fields: [{ name: 'givenName', required: true }, { name: 'familyName' }] },
          {
            id: 'reach',
            fields: [
              { name: 'phones', width: 'full' },
              { name: 'status', default: 'Lead' },
            ],
          },
        ],
      },
    ],
    hidden: ['suffix'],
  },
})

async function aRelationship(db: TestDatabase): Promise<{ id: string; from: string }> {
  const from = await aContact(db)
  const { id: to } = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
  const { id } = await db.call('relationship.add', {
    type: { kind: 'accountantOf' },
    from: { entity: 'contact', id: from },
    to: { entity: 'company', id: to },
    startDate: '2020-01-01',
    note: 'Audits too',
  })
  return { id, from }
}

async function aSecondary(db: TestDatabase): Promise<string> {
  const primaryId = await aContact(db)
  const id = await aContact(db)
  await db.call('contact.demote', { id, primaryId, role: 'Assistant' })
  return id
}

async function twoContacts(db: TestDatabase): Promise<[string, string]> {
  const phones = ['081 234 5678']
  const data = [
    { givenName: 'Somchai', familyName: 'Jaidee', phones },
    {
      givenName: 'สมชาย',
      familyName: 'ใจดี',
      phones,
      emails: ['somchai@example.com'],
      birthday: '1980-01-01',
    },
  ]
  const [first, second] = [
    await db.call('record.create', { entity: 'contact', data: data[0] ?? {} }),
    await db.call('record.create', { entity: 'contact', data: data[1] ?? {} }),
  ]
  return [first.id, second.id]
}

const aGroup = async (db: TestDatabase): Promise<string> =>
  (await db.call('group.save', { name: 'Customers' })).id
