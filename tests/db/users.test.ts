/** Signing in and out, passwords, tokens, and that somebody can always administer. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '#db/cli/run.ts'
import type { CallOptions } from '#db/host/engine.ts'
import type { Input, Name, Output } from '#db/shared/contract.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, OWNER_PASSWORD, person } from '../helpers/people.ts'

const denied = (reason: string) => ({ record: { code: 'Denied', reason } })
const conflict = (reason: string) => ({ record: { code: 'Conflict', reason } })

/** A window of its own: nobody until it signs in. */
function visitor(db: TestDatabase, session = 'visitor') {
  let credential: number | undefined
  const options = (): CallOptions => ({
    session,
    source: 'user',
    credential,
    onIdentity(next) {
      credential = next
    },
  })
  return {
    call: <N extends Name>(name: N, input: Input<N>): Promise<Output<N>> =>
      db.engine.call(name, input, options()) as never,
  }
}

const owner = async (db: TestDatabase) => (await db.call('app.info', {})).user

describe('a file without passwords', () => {
  test('acts as its owner, an administrator', async () => {
    const db = testDatabase()
    const state = await visitor(db).call('session.state', {})
    expect(state).toMatchObject({ needed: false, user: { role: 'admin' } })
  })

  test('takes an administrator’s password first, so that nobody locks everybody out', async () => {
    const db = testDatabase()
    const { id } = await db.call('record.create', { entity: 'user', data: { name: 'Ann', role: 'standard' } })
    await expect(db.call('user.setPassword', { user: id, password: 'secret of ann' })).rejects.toMatchObject(
      conflict('adminPasswordFirst'),
    )
    await expect(db.call('token.create', { scope: 'read' })).rejects.toMatchObject(
      conflict('adminPasswordFirst'),
    )
    expect((await db.call('session.state', {})).needed).toBe(false)
  })
})

describe('signing in', () => {
  test('without it everything but asking and trying is refused', async () => {
    const db = testDatabase()
    lock(db)
    const { call } = visitor(db)
    expect(await call('session.state', {})).toEqual({ needed: true, user: null, may: [], own: [] })
    for (const name of [
      'app.info',
      'record.list',
      'settings.get',
      'search.run',
      'backup.create',
      'user.list',
    ])
      await expect(
        db.engine.call(name, {}, { session: 'visitor', source: 'user' }),
        name,
      ).rejects.toMatchObject(denied('signInNeeded'))
  })

  test('by name or e-mail however written, with the right password only', async () => {
    const db = testDatabase()
    lock(db)
    const { call } = visitor(db)
    const { name } = await owner(db)
    await expect(call('session.signIn', { name, password: 'Correct horse' })).rejects.toMatchObject(
      denied('wrongPassword'),
    )
    await expect(call('session.signIn', { name: 'nobody', password: OWNER_PASSWORD })).rejects.toMatchObject(
      denied('wrongPassword'),
    )
    const state = await call('session.signIn', { name: ` ${name.toUpperCase()} `, password: OWNER_PASSWORD })
    expect(state).toMatchObject({ needed: true, user: { name, role: 'admin' }, secret: null })
    expect((await call('app.info', {})).user.name).toBe(name)
    await call('session.signOut', {})
    await expect(call('app.info', {})).rejects.toMatchObject(denied('signInNeeded'))
  })

  test('is slowed by passwords tried in vain, and forgiven by a good one', async () => {
    const db = testDatabase()
    lock(db)
    const { name } = await owner(db)
    const { call } = visitor(db)
    const attempt = (password: string) => call('session.signIn', { name, password })
    for (let n = 0; n < 4; n++)
      await expect(attempt(`wrong ${n}`)).rejects.toMatchObject(denied('wrongPassword'))
    await expect(attempt(OWNER_PASSWORD)).rejects.toMatchObject(denied('tooManyAttempts'))
    db.sources.advance(2_000)
    expect((await attempt(OWNER_PASSWORD)).user?.name).toBe(name)
    await expect(attempt('wrong')).rejects.toMatchObject(denied('wrongPassword'))
  })

  test('is kept for a window that comes back, until somebody signs out or the password changes', async () => {
    const db = testDatabase()
    lock(db)
    const { id, name } = await owner(db)
    const { secret } = await visitor(db).call('session.signIn', {
      name,
      password: OWNER_PASSWORD,
      keep: true,
    })
    const back = visitor(db, 'after a restart')
    expect((await back.call('session.signIn', { secret: secret ?? '' })).user?.name).toBe(name)
    await back.call('session.signOut', {})
    await expect(visitor(db).call('session.signIn', { secret: secret ?? '' })).rejects.toMatchObject(
      denied('signInNeeded'),
    )
    const second = visitor(db)
    await second.call('session.signIn', { name, password: OWNER_PASSWORD, keep: true })
    const answer = await db.call('user.setPassword', {
      user: id,
      password: 'another',
      current: OWNER_PASSWORD,
    })
    await expect(second.call('app.info', {})).rejects.toMatchObject(denied('signInNeeded'))
    expect((await db.call('app.info', {})).user.name).toBe(name)
    expect((await visitor(db).call('session.signIn', { secret: answer.secret ?? '' })).user?.name).toBe(name)
  })

  test('ends for who is made inactive or trashed, at the next thing they ask', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'standard')
    const bob = await person(db, 'Bob', 'standard')
    await db.call('record.update', { entity: 'user', id: ann.id, data: { active: false } })
    await db.call('record.trash', { entity: 'user', id: bob.id })
    for (const { call } of [ann, bob])
      await expect(call('app.counts', {})).rejects.toMatchObject(denied('signInNeeded'))
  })

  test('lists of who was there before are not those of who comes next', async () => {
    const db = testDatabase()
    lock(db)
    const { name } = await owner(db)
    const window = visitor(db)
    await window.call('session.signIn', { name, password: OWNER_PASSWORD })
    const { lookupId } = await window.call('lookup.create', { entity: 'contact' })
    await window.call('session.signOut', {})
    await window.call('session.signIn', { name, password: OWNER_PASSWORD })
    await expect(window.call('lookup.status', { lookupId })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
  })
})

describe('passwords', () => {
  test('one’s own is changed by who knows it', async () => {
    const db = testDatabase()
    lock(db)
    const { id } = await owner(db)
    const change = (current?: string) =>
      db.call('user.setPassword', { user: id, password: 'another', ...(current && { current }) })
    await expect(change()).rejects.toMatchObject(denied('wrongPassword'))
    await expect(change('wrong')).rejects.toMatchObject(denied('wrongPassword'))
    await change(OWNER_PASSWORD)
  })

  test('the last one taken away opens the file again to its owner', async () => {
    const db = testDatabase()
    lock(db)
    const { id } = await owner(db)
    await db.call('user.setPassword', { user: id, password: null, current: OWNER_PASSWORD })
    expect(await visitor(db).call('session.state', {})).toMatchObject({ needed: false, user: { id } })
  })

  test('one administrator stays who can sign in, whichever way the last is to go', async () => {
    const db = testDatabase()
    const { id } = await owner(db)
    const gone = { entity: 'user', id }
    const demoted = { ...gone, data: { role: 'manager' } }
    await expect(db.call('record.update', demoted)).rejects.toMatchObject(conflict('lastAdmin'))
    lock(db)
    const boss = await person(db, 'Boss', 'admin')
    await expect(db.call('record.update', demoted)).rejects.toMatchObject({ record: { code: 'Conflict' } })
    await db.call('user.setPassword', { user: boss.id, password: 'of the boss' })
    await db.call('record.update', { entity: 'user', id: boss.id, data: { active: false } })
    await expect(db.call('record.trash', gone)).rejects.toMatchObject(conflict('lastAdmin'))
    await expect(
      db.call('user.setPassword', { user: id, password: null, current: OWNER_PASSWORD }),
    ).rejects.toMatchObject(conflict('lastAdmin'))
  })

  test('are kept as scrypt at its full price', async () => {
    const db = testDatabase()
    await db.call('user.setPassword', { user: (await owner(db)).id, password: OWNER_PASSWORD })
    const kept = db.conn.db.prepare(
      "SELECT cost, length(salt) AS salt FROM credential WHERE kind = 'password'",
    )
    expect(kept.all()).toEqual([{ cost: JSON.stringify({ N: 131_072, r: 8, p: 1 }), salt: 16 }])
    const { name } = await owner(db)
    expect((await visitor(db).call('session.signIn', { name, password: OWNER_PASSWORD })).user?.name).toBe(
      name,
    )
  })

  test('leave no trace in the log, nor in what other programs read', async () => {
    const db = testDatabase()
    lock(db)
    await db.call('token.create', { scope: 'read', name: 'Reports' })
    const logged = JSON.stringify([
      db.conn.db.prepare('SELECT before FROM change').all(),
      db.conn.db.prepare('SELECT kind, params FROM op').all(),
    ])
    expect(logged).not.toMatch(/scrypt|secret|token|horse|setPassword/i)
    db.conn.db.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = readFileSync(db.file)
    expect(bytes.includes(OWNER_PASSWORD)).toBe(false)
  })
})

describe('tokens', () => {
  test('do what they are for, as their user, and no more', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'standard')
    const by = async (scope: 'read' | 'write') => {
      const { token } = await ann.call('token.create', { scope })
      const { call } = visitor(db, scope)
      await call('session.signIn', { token })
      return call
    }
    const reading = await by('read')
    const make = { entity: 'contact', data: { givenName: 'N' } }
    expect((await reading('record.list', { entity: 'contact' })).total).toBe(0)
    await expect(reading('record.create', make)).rejects.toMatchObject(denied('tokenScope'))
    await expect(reading('settings.set', { scope: 'user', key: 'k', value: 1 })).rejects.toMatchObject(
      denied('tokenScope'),
    )
    const writing = await by('write')
    expect((await writing('record.create', make)).ownerId).toBe(ann.id)
    await expect(writing('token.create', { scope: 'write' })).rejects.toMatchObject(denied('tokenScope'))
    await expect(writing('user.setPassword', { user: ann.id, password: 'taken over' })).rejects.toMatchObject(
      denied('tokenScope'),
    )
    await expect(ann.call('token.create', { scope: 'admin' })).rejects.toMatchObject(denied('adminOnly'))
  })

  test('are listed for their user and for administrators, and end when revoked', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'standard')
    const bob = await person(db, 'Bob', 'manager')
    const { id, token } = await ann.call('token.create', { scope: 'read', name: 'Phone' })
    const { call } = visitor(db)
    await call('session.signIn', { token })
    expect((await bob.call('token.list', {})).tokens).toEqual([])
    const { tokens } = await db.call('token.list', {})
    expect(tokens).toMatchObject([{ id, name: 'Phone', scope: 'read', user: 'Ann' }])
    expect(JSON.stringify(tokens)).not.toContain(token)
    await expect(bob.call('token.revoke', { id })).rejects.toMatchObject({ record: { code: 'NotFound' } })
    await db.call('token.revoke', { id })
    await expect(call('app.counts', {})).rejects.toMatchObject(denied('signInNeeded'))
    await expect(visitor(db).call('session.signIn', { token })).rejects.toMatchObject(denied('wrongToken'))
  })
})

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-users-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const secret = (name: string, text: string): string => {
    const file = join(folder, name)
    writeFileSync(file, `${text}\n`)
    return file
  }

  async function samphan(...args: string[]): Promise<{ status: number; answer: unknown; error: unknown }> {
    let [out, err] = ['', '']
    const status = await runCommandLine(['--db', join(folder, 'x.samphan'), '--json', ...args], {
      stdout: (text) => {
        out += text
      },
      stderr: (text) => {
        err += text
      },
      signal: new AbortController().signal,
    })
    return { status, answer: out && JSON.parse(out), error: err.startsWith('{') ? JSON.parse(err) : err }
  }

  test('once there are users, acts as one of them or not at all', async () => {
    const [boss, ann] = [secret('boss', 'of the boss'), secret('ann', 'of ann')]
    const asBoss = ['--as', 'Boss', '--password-file', boss]
    const asAnn = ['--as', 'ann@example.com', '--password-file', ann]
    await samphan('db', 'create')
    expect(await samphan('user', 'add', 'Ann', '--password-file', ann)).toMatchObject({
      status: 1,
      error: { code: 'Conflict', reason: 'adminPasswordFirst' },
    })
    expect(await samphan('user', 'add', 'Boss', '--role', 'admin', '--password-file', boss)).toMatchObject({
      status: 0,
      answer: { name: 'Boss', password: true },
    })
    for (const words of [
      ['list', 'contact'],
      ['db', 'check'],
      ['procedures'],
      ['search', 'x'],
      ['user', 'list'],
    ])
      expect(await samphan(...words)).toMatchObject({
        status: 1,
        error: { code: 'Denied', reason: 'signInNeeded' },
      })

    const added = ['user', 'add', 'Ann', '--email', 'ann@example.com', '--password-file', ann]
    expect((await samphan(...asBoss, ...added)).status).toBe(0)
    expect((await samphan(...asAnn, 'create', 'contact', '--data', '{"givenName":"A"}')).status).toBe(0)
    expect(await samphan(...asAnn, 'user', 'role', 'Ann', 'admin')).toMatchObject({
      status: 1,
      error: { reason: 'adminOnly' },
    })
    expect(await samphan(...asAnn, 'db', 'restore', ann)).toMatchObject({ error: { reason: 'adminOnly' } })

    const { answer } = await samphan('token', 'create', '--scope', 'read', ...asAnn)
    const token = secret('token', (answer as { token: string }).token)
    expect(await samphan('--token-file', token, 'list', 'contact', '--count')).toMatchObject({
      answer: { total: 1 },
    })
    expect(await samphan('--token-file', token, 'delete', 'contact', 'x')).toMatchObject({ status: 1 })

    const fresh = secret('fresh', 'of ann, later')
    expect((await samphan('user', 'password', 'Ann', ...asAnn, '--password-file', fresh)).status).toBe(0)
    expect((await samphan(...asAnn, 'list', 'contact')).error).toMatchObject({ reason: 'wrongPassword' })
    expect((await samphan(...asBoss, 'user', 'deactivate', 'ann')).status).toBe(0)
    expect((await samphan('--token-file', token, 'list', 'contact')).error).toMatchObject({
      reason: 'wrongToken',
    })
  })

  test('wants a password from a file or the environment', async () => {
    expect((await samphan('--as', 'Boss', 'list', 'contact')).status).toBe(2)
    expect(
      await samphan('--as', 'Boss', '--password-file', join(folder, 'none'), 'list', 'contact'),
    ).toMatchObject({ status: 1, error: { code: 'NotFound', reason: 'file' } })
    process.env.SAMPHAN_PASSWORD = 'of the boss'
    expect((await samphan('--as', 'Boss', 'list', 'contact')).status).toBe(0)
    delete process.env.SAMPHAN_PASSWORD
  })
})
