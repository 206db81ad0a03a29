/** The outbox against a real server: what is taken once is never given again, whatever dies in between. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepPassword, passwordOf } from '#db/mail/keychain.ts'
import type { Output } from '#db/shared/contract.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'
import { type Mailbox, mailbox } from './mailbox.ts'

beforeAll(() => {
  process.env.SAMPHAN_SMTP_PAUSE_MS = '0'
  process.env.SAMPHAN_SMTP_ANSWER_MS = '700'
  process.env.SAMPHAN_SMTP_CONNECT_MS = '2000'
})
afterAll(() => {
  for (const name of ['PAUSE_MS', 'ANSWER_MS', 'CONNECT_MS']) delete process.env[`SAMPHAN_SMTP_${name}`]
})

const account = async (db: TestDatabase, port: number, more: Record<string, unknown> = {}): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'mailAccount',
      data: {
        name: 'Office',
        address: 'office@example.com',
        fromName: 'สำนักงาน',
        host: '127.0.0.1',
        port,
        security: 'none',
        ...more,
      },
    })
  ).id

const queue = async (
  db: TestDatabase,
  from: string,
  n: number,
  more: { contact?: string } = {},
): Promise<string[]> => {
  const ids: string[] = []
  for (let at = 0; at < n; at++) {
    const { id } = await db.call('mail.queue', {
      account: from,
      to: `p${at}@example.com`,
      subject: `Letter ${at}`,
      html: `<p>سلام ${at}</p><script>alert(1)</script>`,
      ...more,
    })
    ids.push(id)
  }
  return ids
}
const send = (db: TestDatabase): Promise<Output<'mail.send'>> => db.call('mail.send', {})
const states = async (db: TestDatabase): Promise<Record<string, number>> => {
  const { counts } = await db.call('mail.counts', {})
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))
}
const timesOf = (box: Mailbox): number =>
  Math.max(
    0,
    ...box.taken.map(({ messageId }) => box.taken.filter((other) => other.messageId === messageId).length),
  )

describe('sending', () => {
  it('gives each person a message of their own, and writes it into their history', async () => {
    const db = testDatabase()
    const box = await mailbox()
    const office = await account(db, box.port, {
      signature: '<p>Siam Trading</p>',
      replyTo: 'reply@example.com',
    })
    const { id } = await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    await queue(db, office, 3, { contact: id })
    expect(await send(db)).toMatchObject({ sent: 3, failed: 0, later: 0, uncertain: 0 })
    expect(box.taken.map(({ to }) => to)).toEqual([
      ['p0@example.com'],
      ['p1@example.com'],
      ['p2@example.com'],
    ])
    const [first] = box.taken
    expect(first?.raw).toMatch(/^Reply-To: reply@example\.com/im)
    expect(first?.raw).toContain('multipart/alternative')
    expect(first?.raw).not.toContain('script')
    expect(Buffer.from(first?.raw ?? '').toString()).toMatch(/Siam Trading/)
    const { rows } = await db.call('record.list', {
      entity: 'history',
      filter: { field: 'contactId', op: 'is', value: id },
    })
    expect(rows.map(({ kind, regarding }) => [kind, regarding])).toHaveLength(3)
    expect(rows[0]).toMatchObject({ kind: 'email' })
    expect(await states(db)).toEqual({ sent: 3 })
    expect(await send(db)).toMatchObject({ sent: 0 })
    expect(box.taken).toHaveLength(3)
  })

  it('sends nothing twice when what put it into the outbox, or the sending, is undone', async () => {
    const db = testDatabase()
    const box = await mailbox()
    await queue(db, await account(db, box.port), 1)
    await send(db)
    await db.call('operation.undo', {})
    await db.call('operation.redo', {})
    await send(db)
    const { operations } = await db.call('operation.list', { limit: 50 })
    const sending = operations.find(({ kind }) => kind === 'mail.send')
    expect(sending?.undoable).toBe(false)
    await expect(db.call('operation.undo', { operation: sending?.id })).rejects.toMatchObject({
      record: { reason: 'irreversible' },
    })
    expect(box.taken).toHaveLength(1)
  })

  it('what is undone, held or cancelled before it goes does not go', async () => {
    const db = testDatabase()
    const box = await mailbox()
    const ids = await queue(db, await account(db, box.port), 3)
    await db.call('operation.undo', {})
    await db.call('mail.hold', { ids: [ids[0] ?? ''] })
    await db.call('mail.cancel', { ids: [ids[1] ?? ''] })
    await send(db)
    expect(box.taken).toHaveLength(0)
    await db.call('mail.release', { ids: [ids[0] ?? ''] })
    await send(db)
    expect(box.taken.map(({ to }) => to[0])).toEqual(['p0@example.com'])
  })

  it('two processes at once send each message once', async () => {
    const db = testDatabase()
    const box = await mailbox(async () => {
      await sleep(5)
      return true
    })
    await queue(db, await account(db, box.port), 12)
    const other = spawn(process.execPath, [join(import.meta.dirname, 'sendOnce.ts'), db.file], {
      stdio: 'ignore',
    })
    await Promise.all([send(db), new Promise((done) => other.once('exit', done))])
    await send(db)
    expect(box.taken).toHaveLength(12)
    expect(timesOf(box)).toBe(1)
    expect(await states(db)).toEqual({ sent: 12 })
  })
})

describe('a server that', () => {
  it('takes the message and then says nothing: a person is asked, and it is not sent again', async () => {
    const db = testDatabase()
    const box = await mailbox((_message, n) => n > 0)
    const [id = ''] = await queue(db, await account(db, box.port), 1)
    expect(await send(db)).toMatchObject({ sent: 0, uncertain: 1 })
    expect(await states(db)).toEqual({ uncertain: 1 })
    for (let n = 0; n < 3; n++) {
      db.sources.advance(86_400_000)
      await send(db)
    }
    expect(box.taken).toHaveLength(1)
    await db.call('mail.settle', { ids: [id], sent: false })
    expect(await send(db)).toMatchObject({ sent: 1 })
    expect(box.taken).toHaveLength(2)
    expect(timesOf(box)).toBe(2)
    const again = await queue(db, await account(db, (await mailbox(() => false)).port), 1)
    await send(db)
    await db.call('mail.settle', { ids: again, sent: true })
    expect(await states(db)).toEqual({ sent: 2 })
  })

  it('says later: it is tried again after a while, less and less often, and then no more', async () => {
    const db = testDatabase()
    let refuse = 2
    const box = await mailbox(() => (refuse-- > 0 ? 451 : true))
    await queue(db, await account(db, box.port), 1)
    expect(await send(db)).toMatchObject({ later: 1 })
    expect(await send(db)).toMatchObject({ later: 1 })
    expect(box.taken).toHaveLength(0)
    expect(refuse).toBe(1)
    const { next } = await db.call('mail.counts', {})
    expect(next).not.toBeNull()
    db.sources.advance(61_000)
    await send(db)
    db.sources.advance(5 * 60_000)
    expect(await send(db)).toMatchObject({ sent: 1 })

    const never = await mailbox(() => 451)
    await queue(db, await account(db, never.port), 1)
    for (let n = 0; n < 9; n++) {
      await send(db)
      db.sources.advance(86_400_000)
    }
    expect(await states(db)).toEqual({ sent: 1, failed: 1 })
  })

  it('says never: it has failed, with what the server said', async () => {
    const db = testDatabase()
    const box = await mailbox(() => 550)
    const [id = ''] = await queue(db, await account(db, box.port), 1)
    expect(await send(db)).toMatchObject({ failed: 1 })
    expect(await db.call('record.get', { entity: 'mailMessage', id })).toMatchObject({
      state: 'failed',
      error: { reason: 'refused', response: expect.stringContaining('550') },
    })
  })

  it('refuses the password, the certificate or the connection: the account is named, the messages wait', async () => {
    const db = testDatabase()
    const strict = await mailbox(() => true, {
      authOptional: false,
      onAuth: (_auth, _session, done) => done(new Error('wrong')),
      allowInsecureAuth: true,
    })
    const wrong = await account(db, strict.port, { userName: 'me' })
    await queue(db, wrong, 2)
    expect((await send(db)).accounts).toMatchObject([{ id: wrong, reason: 'password' }])
    await db.call('mail.setPassword', { account: wrong, password: 'hunter2-secret' })
    expect((await send(db)).accounts).toMatchObject([{ id: wrong, reason: 'auth' }])
    expect(await states(db)).toEqual({ queued: 2 })
    await expect(db.call('mail.test', { account: wrong })).rejects.toMatchObject({
      record: { code: 'Unavailable', reason: 'mail.auth' },
    })
    // No password is in the database or beside it.
    db.conn.db.pragma('wal_checkpoint(TRUNCATE)')
    expect(readFileSync(db.file).includes('hunter2-secret')).toBe(false)

    const selfSigned = await mailbox(() => true, { secure: true, disabledCommands: [] })
    const unsafe = await account(db, selfSigned.port, { security: 'tls' })
    await expect(db.call('mail.test', { account: unsafe })).rejects.toMatchObject({
      record: { reason: 'mail.tls' },
    })
    const noTls = await account(db, strict.port, { security: 'starttls' })
    await expect(db.call('mail.test', { account: noTls })).rejects.toMatchObject({
      record: { reason: 'mail.tls' },
    })
    const nobody = await account(db, 1)
    await expect(db.call('mail.test', { account: nobody })).rejects.toMatchObject({
      record: { reason: 'mail.unreachable' },
    })
    const plain = await account(db, 25, { host: 'mail.example.com', userName: 'me' })
    await db.call('mail.setPassword', { account: plain, password: 'x' })
    await expect(db.call('mail.test', { account: plain })).rejects.toMatchObject({
      record: { reason: 'mail.plain' },
    })
  })
})

it('an attachment goes along whole; more than may be sent is refused before anything is queued', async () => {
  const db = testDatabase()
  const box = await mailbox()
  const office = await account(db, box.port)
  const folder = temporaryFolder()
  const small = join(folder, 'ใบเสนอราคา.txt')
  writeFileSync(small, 'price list')
  await db.call('mail.queue', {
    account: office,
    to: 'a@b.c',
    subject: 'S',
    html: '<p>x</p>',
    files: [small],
  })
  writeFileSync(small, 'changed afterwards')
  await send(db)
  expect(box.taken[0]?.raw).toContain(Buffer.from('price list').toString('base64'))
  const large = join(folder, 'film.bin')
  writeFileSync(large, Buffer.alloc(50 * 1024 * 1024))
  await expect(
    db.call('mail.queue', { account: office, to: 'a@b.c', subject: 'S', html: '<p>x</p>', files: [large] }),
  ).rejects.toMatchObject({ record: { reason: 'attachmentsTooLarge' } })
  expect((await db.call('record.list', { entity: 'mailMessage', count: true })).total).toBe(1)
})

it('a process killed at any moment sends nothing twice', async () => {
  const db = testDatabase()
  const box = await mailbox(async () => {
    await sleep(Math.random() * 30)
    return true
  })
  const total = 30
  await queue(db, await account(db, box.port), total)
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'sendOnce.ts'), db.file], {
      stdio: 'ignore',
    })
    const ended = new Promise((done) => child.once('exit', done))
    await sleep(450 + Math.random() * 500)
    child.kill('SIGKILL')
    await ended
  }
  await send(db)
  const now = await states(db)
  // Each was taken at most once; whoever was taken without our knowing is asked about, not sent again.
  expect(timesOf(box)).toBe(1)
  expect((now.sent ?? 0) + (now.uncertain ?? 0)).toBe(total)
  expect(box.taken.length).toBeGreaterThanOrEqual(now.sent ?? 0)
  expect(box.taken.length).toBeLessThanOrEqual(total)
  const histories = await db.call('record.list', { entity: 'history', count: true })
  expect(histories.total).toBe(0)
}, 120_000)

it('a connection that is cut anywhere loses nothing and doubles nothing', async () => {
  const db = testDatabase()
  const box = await mailbox()
  const { createServer } = await import('node:net')
  // Between us and the server stands one that cuts the line after some bytes.
  let left = 10
  const cutter = createServer((socket) => {
    const on = connect(box.port, '127.0.0.1')
    const quiet = (): void => undefined
    socket.on('error', quiet)
    on.on('error', quiet)
    let seen = 0
    const limit = left
    left += 25
    socket.on('data', (part) => {
      on.write(part.subarray(0, Math.max(0, limit - seen)))
      seen += part.length
      if (seen > limit) {
        socket.destroy()
        setTimeout(() => on.destroy(), 50)
      }
    })
    on.pipe(socket)
    on.on('close', () => socket.destroy())
  })
  await new Promise<void>((done) => cutter.listen(0, '127.0.0.1', () => done()))
  const port = (cutter.address() as { port: number }).port
  await queue(db, await account(db, port), 6)
  for (let n = 0; n < 4; n++) {
    await send(db)
    db.sources.advance(86_400_000)
    if (n === 0) left = 100_000
  }
  cutter.close()
  const now = await states(db)
  expect(timesOf(box)).toBe(1)
  expect((now.sent ?? 0) + (now.uncertain ?? 0) + (now.failed ?? 0)).toBe(6)
  expect(now.sent ?? 0).toBeGreaterThan(0)
})

it('without a keychain a password lives as long as the process, and can be forgotten', async () => {
  const kept = await keepPassword('probe-account', 'pw')
  expect(['keychain', 'session']).toContain(kept)
  expect(await passwordOf('probe-account')).toMatchObject({ password: 'pw', kept })
  await keepPassword('probe-account', null)
  expect(await passwordOf('probe-account')).toMatchObject({ password: undefined, kept: 'none' })
})
