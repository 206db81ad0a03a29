/** What each role may do: to its own records, to those of others, and to the whole. */
import { expect, test } from 'vitest'
import { AppError } from '#db/shared/errors.ts'
import { type Role, roles } from '#db/shared/users.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, type Person, person } from '../helpers/people.ts'

/** `done`, or the code and reason of the refusal. */
async function outcome(doing: Promise<unknown>): Promise<string> {
  try {
    await doing
    return 'done'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, reason } = error.record
    return reason === undefined ? code : `${code} ${reason}`
  }
}

interface Scene {
  readonly db: TestDatabase
  readonly me: Person
  readonly other: Person
  /** A record of mine, of somebody else, and of nobody. */
  readonly mine: string
  readonly theirs: string
  readonly nobodys: string
}

async function scene(role: Role): Promise<Scene> {
  const db = testDatabase()
  lock(db)
  return records(db, await person(db, 'Me', role), await person(db, 'Other', 'standard'))
}

async function records(db: TestDatabase, me: Person, other: Person): Promise<Scene> {
  const contact = async (ownerId: string | null): Promise<string> =>
    (await db.call('record.create', { entity: 'contact', data: { givenName: 'C', ownerId } })).id
  return {
    db,
    me,
    other,
    mine: await contact(me.id),
    theirs: await contact(other.id),
    nobodys: await contact(null),
  }
}

type Row = Readonly<Record<Role, string>>
const all = (text: string): Row => ({
  admin: text,
  manager: text,
  standard: text,
  restricted: text,
  browse: text,
})
const done = all('done')
const browser = { browse: 'Denied browseOnly' }
const managers: Row = {
  ...done,
  standard: 'Denied managerOnly',
  restricted: 'Denied managerOnly',
  ...browser,
}
const administrators: Row = { ...all('Denied adminOnly'), admin: 'done' }
const definers: Row = { ...administrators, ...browser }
const notOthers: Row = {
  ...done,
  standard: 'Denied othersRecord',
  restricted: 'Denied othersRecord',
  ...browser,
}

const edit = ({ me }: Scene, id: string, data: Record<string, unknown> = { nickname: 'x' }) =>
  me.call('record.update', { entity: 'contact', id, data })
const trash = ({ me }: Scene, id: string) => me.call('record.trash', { entity: 'contact', id })

const table: readonly (readonly [what: string, who: Row, does: (s: Scene) => Promise<unknown>])[] = [
  [
    'reads what is not private',
    done,
    ({ me, theirs }) => me.call('record.get', { entity: 'contact', id: theirs }),
  ],
  [
    'creates',
    { ...done, ...browser },
    ({ me }) => me.call('record.create', { entity: 'contact', data: { givenName: 'N' } }),
  ],
  [
    'creates for somebody else',
    { ...done, restricted: 'Denied othersRecord', ...browser },
    ({ me, other }) =>
      me.call('record.create', { entity: 'contact', data: { givenName: 'N', ownerId: other.id } }),
  ],
  ['edits its own', { ...done, ...browser }, (s) => edit(s, s.mine)],
  [
    'edits what is somebody else’s',
    { ...done, restricted: 'Denied othersRecord', ...browser },
    (s) => edit(s, s.theirs),
  ],
  [
    'edits what is nobody’s',
    { ...done, restricted: 'Denied othersRecord', ...browser },
    (s) => edit(s, s.nobodys),
  ],
  [
    'says again what already holds',
    { ...done, restricted: 'Denied othersRecord', ...browser },
    (s) => edit(s, s.theirs, { nickname: 'x', private: null }),
  ],
  ['trashes its own', { ...done, ...browser }, (s) => trash(s, s.mine)],
  ['trashes what is somebody else’s', notOthers, (s) => trash(s, s.theirs)],
  ['trashes what is nobody’s', notOthers, (s) => trash(s, s.nobodys)],
  [
    'gives away its own',
    { ...done, restricted: 'Denied othersRecord', ...browser },
    (s) => edit(s, s.mine, { ownerId: s.other.id }),
  ],
  ['takes what is somebody else’s', notOthers, (s) => edit(s, s.theirs, { ownerId: s.me.id })],
  ['makes its own private', { ...done, ...browser }, (s) => edit(s, s.mine, { private: true })],
  [
    'makes private what is somebody else’s',
    {
      admin: 'done',
      manager: 'Denied ownerOnly',
      standard: 'Denied ownerOnly',
      restricted: 'Denied ownerOnly',
      ...browser,
    },
    (s) => edit(s, s.theirs, { private: true }),
  ],
  [
    'undoes what somebody else did',
    { ...done, standard: 'Denied notYours', restricted: 'Denied notYours', ...browser },
    async ({ me, other, theirs }) => {
      const { operation } = await other.call('record.update', {
        entity: 'contact',
        id: theirs,
        data: { nickname: 'y' },
      })
      return me.call('operation.undo', { operation: operation ?? '' })
    },
  ],
  [
    'exports',
    { ...done, restricted: 'Denied exportNotAllowed', ...browser },
    ({ db, me }) => me.call('transfer.export', { entity: 'contact', out: `${db.file}.csv` }),
  ],
  ['fills in demo data', managers, ({ me }) => me.call('demo.create', { contacts: 2 })],
  ['empties the trash', managers, ({ me }) => me.call('trash.empty', {})],
  ['rebuilds', managers, ({ me }) => me.call('database.rebuild', {})],
  [
    'sets what holds for the database',
    administrators,
    ({ me }) => me.call('settings.set', { scope: 'database', key: 'k', value: 1 }),
  ],
  [
    'sets what it likes',
    done,
    ({ me }) => me.call('settings.set', { scope: 'user', key: 'preferences.language', value: 'th' }),
  ],
  ['makes users', definers, ({ me }) => me.call('record.create', { entity: 'user', data: { name: 'New' } })],
  [
    'changes its own role',
    definers,
    ({ me }) => me.call('record.update', { entity: 'user', id: me.id, data: { role: 'admin' } }),
  ],
  ['lists who may sign in', administrators, ({ me }) => me.call('user.list', {})],
  [
    'sets its own password',
    done,
    ({ me }) => me.call('user.setPassword', { user: me.id, password: 'new secret' }),
  ],
  [
    'sets the password of another',
    administrators,
    ({ me, other }) => me.call('user.setPassword', { user: other.id, password: 'new secret' }),
  ],
  [
    'defines fields',
    definers,
    ({ me }) =>
      me.call('record.create', {
        entity: 'customField',
        data: { entity: 'contact', label: 'L', kind: 'text' },
      }),
  ],
]

test.each(roles)('%s', async (role) => {
  const { db, me, other } = await scene(role)
  const answers: Record<string, string> = {}
  for (const [what, , does] of table) answers[what] = await outcome(does(await records(db, me, other)))
  expect(answers).toEqual(Object.fromEntries(table.map(([what, who]) => [what, who[role]])))
})

test('a window is told what its user may do', async () => {
  const may = async (role: Role) => (await (await scene(role)).me.call('session.state', {})).may
  expect(await may('browse')).toEqual([])
  expect(await may('restricted')).toEqual(['create', 'edit', 'trash', 'hide', 'undo'])
  expect(await may('standard')).toContain('export')
  expect(await may('manager')).not.toContain('configure')
  expect(await may('admin')).toContain('configure')
})

test('and of which only to its own', async () => {
  const own = async (role: Role) => (await (await scene(role)).me.call('session.state', {})).own
  expect(await own('browse')).toEqual([])
  expect(await own('restricted')).toEqual(['create', 'edit', 'trash', 'hide', 'undo'])
  expect(await own('standard')).toEqual(['trash', 'assign', 'hide', 'undo'])
  expect(await own('manager')).toEqual(['hide'])
  expect(await own('admin')).toEqual([])
})

test('what one may take back and take out of the trash is said with it', async () => {
  const { db, me, mine, theirs } = await scene('standard')
  await me.call('record.update', { entity: 'contact', id: theirs, data: { nickname: 'x' } })
  for (const id of [mine, theirs]) await db.call('record.trash', { entity: 'contact', id })
  const { operations } = await me.call('operation.list', {})
  const kinds = operations.map(({ user, undoable }) => `${user} ${undoable}`)
  expect(new Set(kinds)).toEqual(new Set([`${operations[0]?.user} false`, 'Me true']))
  const { changes } = await me.call('record.changes', { entity: 'contact', id: theirs })
  expect(changes.map(({ undoable }) => undoable)).toEqual([false, true, false])
  const { rows } = await me.call('trash.list', {})
  expect(rows.map(({ id, restorable }) => [id, restorable])).toEqual([
    [theirs, false],
    [mine, true],
  ])
})

test('a refused change leaves nothing behind', async () => {
  const { db, me, theirs } = await scene('restricted')
  const before = db.conn.db.prepare('SELECT max(seq) AS seq FROM change').get()
  await outcome(me.call('record.update', { entity: 'contact', id: theirs, data: { nickname: 'x' } }))
  expect(db.conn.db.prepare('SELECT max(seq) AS seq FROM change').get()).toEqual(before)
  expect((await me.call('record.get', { entity: 'contact', id: theirs })).nickname).toBeNull()
})

test('what was made private without an owner becomes that of who did it', async () => {
  const { db, nobodys } = await scene('standard')
  const record = await db.call('record.update', { entity: 'contact', id: nobodys, data: { private: true } })
  expect(record).toMatchObject({ private: true, ownerId: (await db.call('app.info', {})).user.id })
})

test('who makes somebody else’s record private sees it no more, and is told so by its identity alone', async () => {
  const { me, other, theirs } = await scene('admin')
  const written = await me.call('record.update', { entity: 'contact', id: theirs, data: { private: true } })
  expect(Object.keys(written).sort()).toEqual(['entity', 'id', 'operation', 'revision'])
  expect(await outcome(me.call('record.get', { entity: 'contact', id: theirs }))).toBe('NotFound')
  expect((await other.call('record.get', { entity: 'contact', id: theirs })).private).toBe(true)
})

test('taking back one’s own operation stops at records that are one’s own no more', async () => {
  const { db, me, mine, other } = await scene('restricted')
  const { operation } = await me.call('record.update', {
    entity: 'contact',
    id: mine,
    data: { nickname: 'x' },
  })
  await db.call('record.update', { entity: 'contact', id: mine, data: { ownerId: other.id } })
  const undone = await me.call('operation.undo', { operation: operation ?? '' })
  expect(undone).toMatchObject({ reverted: 0, kept: [{ id: mine, field: 'nickname' }] })
  expect((await me.call('record.get', { entity: 'contact', id: mine })).nickname).toBe('x')
})
