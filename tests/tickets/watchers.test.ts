/** Those who watch a ticket are told: in the program, and by e-mail where an account was chosen. */

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

const make = async (db: TestDatabase, entity: string, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity, data })).id

async function watched(db: TestDatabase, data: Record<string, unknown> = {}) {
  const { id, number } = await db.call('ticket.open', { data: { subject: 'Pump', ...data } })
  const ann = await make(db, 'user', {
    name: 'Ann',
    email: 'ann@example.com',
    role: 'standard',
    active: true,
  })
  const bob = await make(db, 'user', { name: 'Bob', role: 'standard', active: true })
  for (const user of [ann, bob, undefined])
    await db.call('ticket.watch', { id, on: true, ...(user && { user }) })
  return { id, number, ann }
}
async function byMail(db: TestDatabase): Promise<void> {
  const account = { name: 'Help', address: 'help@example.com', host: '127.0.0.1', port: 1, security: 'none' }
  const value = await make(db, 'mailAccount', account)
  await db.call('settings.set', { scope: 'database', key: 'ticket.watchAccount', value })
}
const letters = async (db: TestDatabase) =>
  (await db.call('record.list', { entity: 'mailMessage', limit: 100 })).rows

describe('by e-mail', () => {
  it('one letter an operation to each who has an address, none to whoever did it, gone with its undo', async () => {
    const db = testDatabase()
    const { id, number } = await watched(db)
    await db.call('ticket.note', { id, html: '<p>Nobody is told yet</p>' })
    expect(await letters(db)).toEqual([])
    await byMail(db)
    const said = await db.call('ticket.note', { id, html: '<p>Ask <b>a < b</b></p>', status: 'waiting' })
    expect(await letters(db)).toMatchObject([
      { recipient: 'ann@example.com', recipientName: 'Ann', subject: `[#${number}] Pump`, state: 'queued' },
    ])
    const [letter] = await letters(db)
    expect(letter?.text).toContain('Status: Waiting for customer')
    expect(letter?.text).toContain('Ask a < b')
    expect(letter?.html).toContain('a &lt; b')
    await db.call('operation.undo', { operation: said.operation ?? '' })
    expect(await letters(db)).toEqual([])
    await db.call('record.update', { entity: 'ticket', id, data: { status: 'solved' } })
    expect((await letters(db)).map(({ text }) => text)).toEqual([expect.stringContaining('Status: Solved')])
    await db.call('record.update', { entity: 'ticket', id, data: { subject: 'Pump 2' } })
    expect(await letters(db)).toHaveLength(1)
  })

  it('never about what is private, nor for those who left', async () => {
    const db = testDatabase()
    const contactId = await make(db, 'contact', { givenName: 'Secret', private: true })
    const { id } = await watched(db, { contactId })
    await byMail(db)
    await db.call('ticket.note', { id, html: '<p>Quiet</p>' })
    expect(await letters(db)).toEqual([])
    const other = await watched(db)
    await db.call('record.update', { entity: 'user', id: other.ann, data: { active: false } })
    await db.call('ticket.note', { id: other.id, html: '<p>Quiet</p>' })
    expect(await letters(db)).toEqual([])
  })

  it('in the language of each', async () => {
    const db = testDatabase()
    const { id, ann } = await watched(db)
    await byMail(db)
    const row = db.conn.db.prepare('SELECT rowId FROM user WHERE name = ?').pluck().get('Ann')
    db.conn.db
      .prepare(
        "INSERT INTO setting(id, scope, userId, key, value, stub) VALUES(randomblob(16), 'user', ?, 'preferences.language', '\"th\"', 0)",
      )
      .run(row)
    expect(ann).toBeTruthy()
    await db.call('record.update', { entity: 'ticket', id, data: { status: 'waiting' } })
    expect((await letters(db))[0]?.text).toContain('สถานะ: รอลูกค้า')
  })
})

describe('in the program', () => {
  const passphrase = 'correct horse'

  it('what others did is news until it was seen; what one did oneself is none', async () => {
    const path = join(temporaryFolder(), 'Acme.crmhub')
    const one = testDatabase()
    const two = testDatabase({ seed: 7 })
    await one.call('sync.create', { out: path, passphrase })
    const { id } = await one.call('ticket.open', { data: { subject: 'Pump' }, watch: true })
    await one.call('sync.now', {})
    await two.call('sync.join', { files: [path], passphrase })
    await two.call('ticket.reply', { id, html: '<p>From two</p>', status: 'waiting' })
    await two.call('sync.now', {})
    await one.call('sync.now', {})
    const they = (await two.call('app.info', {})).user.id
    expect((await one.call('app.info', {})).user.id).not.toBe(they)
    const { news } = await one.call('ticket.news', {})
    expect(news.map(({ what, by }) => [what, by?.id]).sort()).toEqual([
      ['reply', they],
      ['status', they],
    ])
    expect((await two.call('ticket.news', {})).news).toEqual([])
    one.sources.advance(60_000)
    await one.call('ticket.newsSeen', {})
    expect((await one.call('ticket.news', {})).news).toEqual([])
  })
})
