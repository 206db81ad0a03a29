/** Tickets and all that goes with them on their way: to another laptop, out as tables and back, past deletion, to people with fewer rights. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { comparables, importInto, records } from '../db/import.support.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const passphrase = 'correct horse'
const service = [
  'queue',
  'businessHours',
  'slaPolicy',
  'articleCategory',
  'article',
  'articleVersion',
  'cannedReply',
  'macro',
  'ticket',
  'ticketMessage',
  'ticketLink',
  'ticketWatcher',
] as const

async function twoLaptops(): Promise<{ one: TestDatabase; two: TestDatabase; meet: () => Promise<void> }> {
  const path = join(temporaryFolder(), 'Acme.crmhub')
  const [one, two] = [testDatabase(), testDatabase({ seed: 7 })]
  await one.call('sync.create', { out: path, passphrase })
  await one.call('sync.now', {})
  await two.call('sync.join', { files: [path], passphrase })
  return {
    one,
    two,
    async meet() {
      for (const db of [one, two, one, two]) await db.call('sync.now', {})
    },
  }
}

it('everything of service reaches another laptop and says the same there, due times too', async () => {
  const { one, two, meet } = await twoLaptops()
  await one.call('demo.create', { contacts: 60, seed: 4 })
  const [first, second] = await records(one, 'ticket')
  const [a, b] = [String(first?.id), String(second?.id)]
  await one.call('ticket.link', { id: a, to: b, kind: 'blocks', on: true })
  await one.call('ticket.watch', { id: a, on: true })
  await one.call('sla.recompute', { all: true })
  await meet()
  await two.call('sla.recompute', { all: true })
  for (const entity of service) {
    const here = await comparables(one, entity)
    expect(here.length, entity).toBeGreaterThan(0)
    expect(await comparables(two, entity), entity).toEqual(here)
  }
  expect((await two.call('database.check', {})).findings).toEqual([])
})

describe('one laptop deletes a ticket while the other answers it', () => {
  it('into the trash: it stays there with the answer, is refused a further one, and comes back whole', async () => {
    const { one, two, meet } = await twoLaptops()
    const { id } = await one.call('ticket.open', { data: { subject: 'Pump' } })
    await meet()
    await one.call('record.trash', { entity: 'ticket', id })
    await two.call('ticket.reply', { id, html: '<p>From two</p>' })
    await meet()
    for (const db of [one, two])
      await expect(db.call('ticket.reply', { id, html: '<p>More</p>' })).rejects.toMatchObject({
        record: { code: 'Conflict', reason: 'ticketTrashed' },
      })
    await two.call('record.restore', { entity: 'ticket', id })
    await meet()
    for (const db of [one, two]) {
      const { messages } = await db.call('ticket.conversation', { id })
      expect(messages.map(({ body }) => body)).toEqual(['From two'])
    }
  })

  it('for good: its words stay erased on both; the answer that came meanwhile stands on what is left of it', async () => {
    const { one, two, meet } = await twoLaptops()
    const { id } = await one.call('ticket.open', { data: { subject: 'Secret pump' } })
    await one.call('ticket.reply', { id, html: '<p>A Secret told before</p>' })
    await meet()
    await one.call('record.trash', { entity: 'ticket', id })
    await one.call('trash.empty', { records: [{ entity: 'ticket', id }] })
    await two.call('ticket.reply', { id, html: '<p>From two</p>' })
    await meet()
    for (const db of [one, two]) {
      const { subject, number } = await db.call('record.get', { entity: 'ticket', id })
      expect([subject, number]).toEqual([null, null])
      const { messages } = await db.call('ticket.conversation', { id })
      expect(messages.map(({ body }) => body)).toEqual(['From two'])
      for (const sql of ['SELECT before FROM change', 'SELECT body, html FROM ticketMessage'])
        expect(JSON.stringify(db.conn.db.prepare(sql).all())).not.toContain('Secret')
      expect((await db.call('database.check', {})).findings).toEqual([])
    }
    for (const entity of ['ticket', 'ticketMessage'])
      expect(await comparables(two, entity)).toEqual(await comparables(one, entity))
  })

  it('two policies changed apart, and the hours of one: both laptops promise the same', async () => {
    const { one, two, meet } = await twoLaptops()
    const week = Array.from({ length: 7 }, (): [number, number][] => [[0, 1_440]])
    const hours = await one.call('sla.saveHours', {
      name: 'H',
      timeZone: 'Asia/Tehran',
      week,
      holidays: 'none',
    })
    const targets = { normal: { first: 60, solve: 600 } }
    const policy = await one.call('sla.savePolicy', { name: 'P', hours: hours.id, targets })
    const { id } = await one.call('ticket.open', { data: { subject: 'Pump' } })
    await meet()
    const none: [number, number][][] = [[], [], [], [], [], [], []]
    await one.call('sla.savePolicy', {
      id: policy.id,
      name: 'P',
      hours: hours.id,
      targets: { normal: { first: 30 } },
    })
    await two.call('sla.saveHours', {
      id: hours.id,
      name: 'H',
      timeZone: 'Asia/Tehran',
      week: none,
      holidays: 'none',
    })
    await meet()
    const said = []
    for (const db of [one, two]) {
      expect((await db.call('sla.state', {})).stale).toBe(true)
      await db.call('sla.recompute', {})
      const { neverOpen, clocks } = await db.call('sla.clocks', { id })
      const { dueAt, firstDueAt } = await db.call('record.get', { entity: 'ticket', id })
      said.push({ neverOpen, clocks, dueAt, firstDueAt })
    }
    expect(said[1]).toEqual(said[0])
    expect(said[0]).toMatchObject({ neverOpen: true, dueAt: null })
  })
})

it('tickets and articles go out as tables and come back with queue, customer, product, answer and conversation', async () => {
  const from = testDatabase({ seed: 1 })
  await from.call('demo.create', { contacts: 40, seed: 6 })
  const product = await from.call('record.create', { entity: 'product', data: { name: 'ปั๊มน้ำ X1' } })
  const [ticket] = await records(from, 'ticket')
  await from.call('record.update', {
    entity: 'ticket',
    id: String(ticket?.id),
    data: { productId: product.id, tags: ['vip', 'پمپ'] },
  })
  const to = testDatabase({ seed: 2 })
  const folder = temporaryFolder()
  const tables = ['company', 'contact', 'queue', 'product', 'articleCategory', 'article', 'ticket'] as const
  for (const entity of tables) {
    const out = join(folder, `${entity}.csv`)
    const { rows } = await from.call('transfer.export', { entity, out })
    const done = await importInto(to, out, { entity })
    expect([entity, done.created + done.updated, done.rejected]).toEqual([entity, rows, 0])
  }
  const kept = (row: Record<string, unknown>) => ({
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.status,
    phase: row.phase,
    type: row.type,
    priority: row.priority,
    openedAt: row.openedAt,
    tags: row.tags,
    contactId: row.contactId,
    companyId: row.companyId,
    queueId: row.queueId,
    productId: row.productId,
    articleId: row.articleId,
  })
  expect((await comparables(to, 'ticket')).map(kept)).toEqual((await comparables(from, 'ticket')).map(kept))
  const written = (row: Record<string, unknown>) => ({
    id: row.id,
    title: row.title,
    body: row.body,
    language: row.language,
    status: row.status,
    keywords: row.keywords,
    categoryId: row.categoryId,
    translatesId: row.translatesId,
  })
  expect((await comparables(to, 'article')).map(written)).toEqual(
    (await comparables(from, 'article')).map(written),
  )
})

it('who may only change what is his own answers his own tickets; of others nothing is half done', async () => {
  const db = testDatabase()
  lock(db)
  const me = await person(db, 'Me', 'restricted')
  const other = await person(db, 'Other', 'standard')
  const mine = await me.call('ticket.open', { data: { subject: 'Mine' } })
  const theirs = await other.call('ticket.open', { data: { subject: 'Theirs' } })
  await me.call('ticket.reply', { id: mine.id, html: '<p>Yes</p>', status: 'solved' })
  const denied = { record: { code: 'Denied', reason: 'othersRecord' } }
  for (const doing of [
    me.call('ticket.reply', { id: theirs.id, html: '<p>No</p>', status: 'solved' }),
    me
      .call('ticket.incoming', { id: theirs.id, html: '<p>No</p>' })
      .then(() => me.call('record.update', { entity: 'ticket', id: theirs.id, data: { status: 'solved' } })),
    me.call('ticket.split', { id: theirs.id, messages: [mine.id], subject: 'X' }),
  ])
    await expect(doing).rejects.toMatchObject({ record: { code: expect.stringMatching(/Denied|NotFound/) } })
  const { messages } = await other.call('ticket.conversation', { id: theirs.id })
  expect(messages.map(({ kind }) => kind)).toEqual(['incoming'])
  expect(await other.call('record.get', { entity: 'ticket', id: theirs.id })).toMatchObject({ status: 'new' })
  const done = await me.call('ticket.move', { target: { ids: [mine.id, theirs.id] }, status: 'closed' })
  expect(done).toMatchObject({ changed: 1, refused: { othersRecord: 1 } })
  await expect(me.call('sla.savePolicy', { name: 'X', targets: {} })).rejects.toMatchObject({
    record: { code: 'Denied' },
  })
  await expect(
    me.call('ticket.setFlow', { statuses: [{ name: 'new', phase: 'new' }] }),
  ).rejects.toMatchObject({ record: { code: 'Denied' } })
  expect(denied.record.reason).toBe('othersRecord')
})
