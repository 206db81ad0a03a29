/** What every entity has: records, lookups, bulk edits, search, operations, drafts, trash, timeline, documents. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestDatabase, temporaryFolder } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

/** One white pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
)

export const recordsExamples = {
  'attachment.read': async (db) => ({ entity: 'contact', id: await aContact(db), field: 'photo' }),
  'attachment.set': async (db) => {
    const file = join(temporaryFolder(), 'face.png')
    writeFileSync(file, PIXEL)
    return { entity: 'contact', id: await aContact(db), field: 'photo', files: [file] }
  },
  'record.get': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'record.getMany': async (db) => ({ entity: 'contact', ids: [await aContact(db)] }),
  'record.create': async () => ({
    entity: 'contact',
    data: { givenName: 'New', phones: ['081 234 5678'], tags: ['a'] },
  }),
  'record.update': async (db) => ({
    entity: 'contact',
    id: await aContact(db),
    data: { givenName: 'Else', emails: ['e@x.y'] },
  }),
  'record.trash': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'record.restore': async (db) => {
    const id = await aContact(db)
    await db.call('record.trash', { entity: 'contact', id })
    return { entity: 'contact', id }
  },
  'record.values': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', tags: ['vip', 'b2b'] } })
    return { entity: 'contact', field: 'tags' }
  },
  'record.changes': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'record.list': async () => ({ entity: 'contact', filter: { field: 'givenName', op: 'is', value: 'Ann' } }),
  'lookup.create': async () => ({ entity: 'contact' }),
  'lookup.page': async (db) => ({ ...(await aLookup(db)), offset: 0, limit: 10, fields: ['givenName'] }),
  'lookup.locate': async (db) => ({ id: await aContact(db), ...(await aLookup(db)) }),
  'lookup.groups': async (db) => aLookup(db),
  'lookup.typeAhead': async (db) => ({ ...(await aLookup(db)), text: 'A' }),
  'lookup.resort': async (db) => ({ lookupId: (await aLookup(db)).lookupId, sort: ['-givenName'] }),
  'lookup.previous': async (db) => {
    const { lookupId } = await aLookup(db)
    await db.call('lookup.invert', { lookupId })
    return { lookupId }
  },
  'lookup.invert': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'lookup.refresh': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'lookup.status': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'lookup.close': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'bulk.edit': async (db) => ({
    entity: 'contact',
    target: { ids: [await aContact(db), await aContact(db)] },
    changes: [
      { do: 'set', field: 'jobTitle', value: 'Buyer' },
      { do: 'add', field: 'tags', value: ['vip'] },
      { do: 'replace', field: 'familyName', find: 'lee', with: 'Li' },
    ],
  }),
  'bulk.trash': async (db) => ({ entity: 'contact', target: { ids: [await aContact(db)] } }),
  'bulk.assign': async (db) => ({
    entity: 'contact',
    target: { ids: [await aContact(db)] },
    owner: null,
  }),
  'search.run': async () => ({ text: 'Ann' }),
  'search.status': async () => ({}),
  'operation.list': async () => ({ limit: 5 }),
  'operation.undo': async (db) => {
    await aContact(db)
    return {}
  },
  'operation.redo': async (db) => {
    await aContact(db)
    await db.call('operation.undo', {})
    return {}
  },
  'operation.interrupted': async () => ({}),
  'operation.keep': async (db) => {
    await aContact(db)
    const { operations } = await db.call('operation.list', { limit: 1 })
    return { operation: operations[0]?.id ?? '' }
  },
  'operation.stack': async () => ({}),
  'draft.save': async () => ({ entity: 'contact', record: 'new', data: { givenName: 'Half' } }),
  'draft.list': async () => ({}),
  'draft.clear': async () => ({ entity: 'contact', record: 'new' }),
  'document.attach': async (db) => ({ entity: 'contact', id: await aContact(db), files: [aLetter(db)] }),
  'document.schedule': async (db) => ({
    data: {
      kind: 'meeting',
      regarding: 'Fair',
      contactId: await aContact(db),
      startAt: '2026-11-23T03:00:00Z',
    },
    participants: { contacts: [await aContact(db)] },
    files: [aLetter(db)],
  }),
  'document.weigh': async (db) => ({ files: [aLetter(db), `${db.file}.nothing`] }),
  'document.preview': async (db) => ({ id: await aDocument(db) }),
  'document.open': async (db) => ({ id: await aDocument(db) }),
  'document.save': async (db) => ({ id: await aDocument(db), out: `${db.file}.copy.txt` }),
  'favourite.list': async () => ({}),
  'favourite.set': async (db) => ({ entity: 'contact', id: await aContact(db), on: true }),
  'anniversary.upcoming': async () => ({ days: 366 }),
  'timeline.list': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'trash.list': async (db) => {
    await aTrashedContact(db)
    return { limit: 10 }
  },
  'trash.restore': async (db) => ({ records: [{ entity: 'contact', id: await aTrashedContact(db) }] }),
  'trash.empty': async (db) => {
    await aTrashedContact(db)
    return { entity: 'contact' }
  },
} satisfies Partial<Examples>

async function aTrashedContact(db: TestDatabase): Promise<string> {
  const id = await aContact(db)
  await db.call('record.trash', { entity: 'contact', id })
  return id
}

async function aLookup(db: TestDatabase): Promise<{ lookupId: string; version: number }> {
  const { lookupId, version } = await db.call('lookup.create', { entity: 'contact' })
  return { lookupId, version }
}

function aLetter(db: TestDatabase): string {
  const file = `${db.file}.letter.txt`
  writeFileSync(file, 'Dear Ann, the ferry leaves at six.')
  return file
}

async function aDocument(db: TestDatabase): Promise<string> {
  const id = await aContact(db)
  const { added } = await db.call('document.attach', { entity: 'contact', id, files: [aLetter(db)] })
  return added[0]?.id ?? ''
}
