/** Sharing. */
import { join } from 'node:path'
import { type TestDatabase, temporaryFolder, testDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

export const syncExamples = {
  'sync.status': async () => ({}),
  'sync.health': async () => ({}),
  'sync.create': async () => ({
    out: join(temporaryFolder(), 'Acme.crmhub'),
    passphrase: 'correct horse',
  }),
  'sync.join': async (db) => ({ files: [(await aHub(db, 2)).path], passphrase: 'correct horse' }),
  'sync.now': async (db) => {
    await aHub(db)
    return {}
  },
  'sync.preview': async (db) => {
    await aHub(db)
    await aContact(db)
    return {}
  },
  'sync.leave': async (db) => {
    await aHub(db)
    return {}
  },
  'sync.removeDevice': async (db) => {
    const { path } = await aHub(db)
    const other = testDatabase({ seed: 7 })
    await other.call('sync.join', { files: [path], passphrase: 'correct horse' })
    return { device: (await other.call('sync.status', {})).device, passphrase: 'battery staple' }
  },
  'sync.conflicts': async (db) => {
    await aConflict(db)
    return {}
  },
  'sync.resolve': async (db) => {
    await aConflict(db)
    const { conflicts } = await db.call('sync.conflicts', {})
    return {
      choices: conflicts.map(({ entity, id, register, values }) => ({
        entity,
        id,
        register,
        version: values[1]?.version ?? '',
      })),
    }
  },
  'sync.verify': async (db) => {
    await aHub(db)
    return {}
  },
  'sync.explain': async (db) => {
    await aHub(db)
    return { entity: 'contact', id: await aContact(db) }
  },
  'sync.events': async (db) => {
    await aHub(db)
    return {}
  },
} satisfies Partial<Examples>

/** A hub that `db` shares through; with a seed, one of another database. */
async function aHub(db: TestDatabase, seed?: number): Promise<{ path: string; owner: TestDatabase }> {
  const path = join(temporaryFolder(), 'Acme.crmhub')
  const owner = seed === undefined ? db : testDatabase({ seed })
  await owner.call('sync.create', { out: path, passphrase: 'correct horse' })
  return { path, owner }
}

/** Two databases that wrote to the same field while apart; `db` has heard of it. */
async function aConflict(db: TestDatabase): Promise<void> {
  const { path } = await aHub(db)
  const other = testDatabase({ seed: 7 })
  const id = await aContact(db)
  await db.call('sync.now', {})
  await other.call('sync.join', { files: [path], passphrase: 'correct horse' })
  await other.call('record.update', { entity: 'contact', id, data: { givenName: 'Theirs' } })
  await db.call('record.update', { entity: 'contact', id, data: { givenName: 'Ours' } })
  await other.call('sync.now', {})
  await db.call('sync.now', {})
}
