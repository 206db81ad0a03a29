/** The program: settings, users and sessions, database, demo data. */
import { basename } from 'node:path'
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'

const PASSWORD = 'correct horse'

export const settingsExamples = {
  'app.info': async () => ({}),
  'app.counts': async () => ({}),
  'settings.get': async () => ({}),
  'settings.set': async () => ({ scope: 'database', key: 'defaultCountry', value: 'IR' }),
  'settings.setLocal': async () => ({ key: 'split', value: 0.4 }),
  'database.check': async () => ({}),
  'database.rebuild': async () => ({}),
  'backup.create': async (db) => ({ folder: `${db.file}.backups`, keep: 3 }),
  'backup.list': async (db) => {
    await db.call('backup.create', {})
    return {}
  },
  'backup.restore': async (db) => ({ name: basename((await db.call('backup.create', {})).file) }),
  'backup.inspect': async (db) => {
    const { file } = await db.call('backup.create', {})
    return { name: basename(file) }
  },
  'demo.create': async () => ({ contacts: 3, seed: 1 }),
  'session.state': async () => ({}),
  'session.signIn': async (db) => {
    await aPassword(db)
    return { name: (await me(db)).name, password: PASSWORD, keep: true }
  },
  'session.signOut': async () => ({}),
  'user.list': async () => ({}),
  'user.setPassword': async (db) => ({ user: (await me(db)).id, password: PASSWORD }),
  'token.create': async (db) => {
    await aPassword(db)
    return { scope: 'read', name: 'Reports' }
  },
  'token.list': async () => ({}),
  'token.revoke': async (db) => {
    await aPassword(db)
    return { id: (await db.call('token.create', { scope: 'write' })).id }
  },
} satisfies Partial<Examples>

const me = async (db: TestDatabase) => (await db.call('app.info', {})).user

const aPassword = async (db: TestDatabase) =>
  db.call('user.setPassword', { user: (await me(db)).id, password: PASSWORD })
