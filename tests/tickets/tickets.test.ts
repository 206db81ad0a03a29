/** Tickets as they are worked on: numbers, status flow, promises, conversation, merging and splitting, queues. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrate } from '#db/core/migrate.ts'
import { openDatabase } from '#db/core/open.ts'
import { migrations } from '#db/migrations/all.ts'
import type { Input } from '#db/shared/contract.ts'
import { secondConnection, type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

const HOUR = 3_600_000

const open = async (db: TestDatabase, data: Record<string, unknown> = {}) =>
  db.call('ticket.open', { data: { subject: 'Printer is silent', ...data } })
const get = async (db: TestDatabase, id: string) => db.call('record.get', { entity: 'ticket', id })
const move = (db: TestDatabase, id: string, status: string) =>
  db.call('record.update', { entity: 'ticket', id, data: { status } })

/** Every hour of every day, so that minutes are minutes. */
const always: Input<'sla.saveHours'> = {
  name: 'Always',
  timeZone: 'Asia/Bangkok',
  week: Array.from({ length: 7 }, (): [number, number][] => [[0, 1_440]]),
  holidays: 'none',
}
async function promise(db: TestDatabase, more: Partial<Input<'sla.savePolicy'>> = {}): Promise<string> {
  const { id: hours } = await db.call('sla.saveHours', always)
  const targets = { normal: { first: 60, next: 60, solve: 600 }, urgent: { first: 10, solve: 60 } }
  return (await db.call('sla.savePolicy', { name: 'Standard', hours, targets, ...more })).id
}
const minutesBetween = (from: unknown, to: unknown): number =>
  Math.round((Date.parse(String(to)) - Date.parse(String(from))) / 60_000)

describe('a number', () => {
  it('counts on, is found, and is never given twice, not even after undo', async () => {
    const db = testDatabase()
    const first = await open(db)
    const second = await open(db)
    const [code, one] = first.number.split('-')
    expect(one).toBe('1')
    expect(second.number).toBe(`${code}-2`)
    await db.call('operation.undo', { operation: second.operation ?? '' })
    expect((await open(db)).number).toBe(`${code}-3`)
    const { tickets } = await db.call('ticket.find', { number: `${code?.toLowerCase()}-۱` })
    expect(tickets.map(({ id }) => id)).toEqual([first.id])
    const found = await db.call('search.run', { text: first.number, entity: 'ticket' })
    expect(found.hits.map(({ id }) => id)).toEqual([first.id])
  })

  it('of two copies of one database is another', async () => {
    const db = testDatabase()
    const { number } = await open(db)
    const copy = `${db.file}.copy.samphan`
    db.conn.db.exec(`VACUUM INTO '${copy}'`)
    const other = secondConnection(copy)
    expect((await open(other)).number.split('-')[0]).not.toBe(number.split('-')[0])
  })

  it('that was given is kept: imports bring their own', async () => {
    const db = testDatabase()
    const { id } = await open(db, { number: 'OLD-17' })
    expect((await get(db, id)).number).toBe('OLD-17')
  })
})

describe('the flow', () => {
  it('begins by itself, makes a priority of impact and urgency, and brings the company of the requester', async () => {
    const db = testDatabase()
    const company = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
    const { id, contact } = await db.call('ticket.open', {
      data: { subject: 'S', impact: 'high', urgency: 'medium' },
      contact: { givenName: 'Ann', companyId: company.id },
    })
    expect(await get(db, id)).toMatchObject({
      status: 'new',
      phase: 'new',
      priority: 'high',
      contactId: contact,
      companyId: company.id,
    })
    await db.call('record.update', { entity: 'ticket', id, data: { givenPriority: 'urgent' } })
    expect((await get(db, id)).priority).toBe('urgent')
  })

  it('knows how long it was waited, and undo takes that back too', async () => {
    const db = testDatabase()
    const { id } = await open(db)
    await move(db, id, 'waiting')
    db.sources.advance(HOUR)
    await move(db, id, 'open')
    const waited = await get(db, id)
    expect(waited.phase).toBe('open')
    const [[from, to]] = waited.waits as [[number, number]]
    expect(to - from).toBeGreaterThanOrEqual(HOUR)
    const solved = await move(db, id, 'solved')
    expect((await get(db, id)).solvedAt).not.toBeNull()
    await db.call('operation.undo', { operation: solved.operation ?? '' })
    expect(await get(db, id)).toMatchObject({
      status: 'open',
      phase: 'open',
      solvedAt: null,
      waits: [[from, to]],
    })
  })

  it('of one’s own has its own names; tickets of a status that is gone stay open', async () => {
    const db = testDatabase()
    await db.call('ticket.setFlow', {
      statuses: [
        { name: 'ใหม่', phase: 'new' },
        { name: 'รออะไหล่', phase: 'waiting' },
        { name: 'ทำอยู่', phase: 'open' },
        { name: 'เสร็จ', phase: 'solved' },
      ],
    })
    const { id } = await open(db)
    expect(await get(db, id)).toMatchObject({ status: 'ใหม่', phase: 'new' })
    await move(db, id, 'รออะไหล่')
    expect((await get(db, id)).phase).toBe('waiting')
    await db.call('ticket.setFlow', {
      statuses: [
        { name: 'new', phase: 'new' },
        { name: 'open', phase: 'open' },
        { name: 'solved', phase: 'solved' },
      ],
    })
    await db.call('sla.recompute', {})
    expect((await get(db, id)).phase).toBe('open')
    await expect(
      db.call('ticket.setFlow', { statuses: [{ name: 'new', phase: 'new' }] }),
    ).rejects.toMatchObject({ record: { code: 'Invalid' } })
  })
})

describe('a promise', () => {
  it('runs, is met by the answer, stands still while the customer is waited for', async () => {
    const db = testDatabase()
    await promise(db)
    const { id } = await open(db)
    const fresh = await get(db, id)
    expect(minutesBetween(fresh.openedAt, fresh.firstDueAt)).toBe(60)
    expect(fresh.dueAt).toBe(fresh.firstDueAt)
    db.sources.advance(HOUR / 2)
    await db.call('ticket.reply', { id, html: '<p>We look into it</p>', status: 'waiting' })
    const answered = await get(db, id)
    expect(answered).toMatchObject({ phase: 'waiting', dueAt: null, late: [] })
    db.sources.advance(5 * HOUR)
    await db.call('ticket.incoming', { id, html: '<p>Still silent</p>' })
    const back = await get(db, id)
    expect(back.phase).toBe('open')
    expect(minutesBetween(back.lastMessageAt, back.nextDueAt)).toBe(60)
    expect(minutesBetween(back.openedAt, back.solveDueAt)).toBe(600 + 300)
  })

  it('broken is said, and stays said when a later policy is kinder', async () => {
    const db = testDatabase()
    const policy = await promise(db)
    const { id } = await open(db)
    db.sources.advance(2 * HOUR)
    expect((await db.call('ticket.due', { show: 'overdue' })).tickets.map((ticket) => ticket.id)).toEqual([
      id,
    ])
    await db.call('ticket.reply', { id, html: '<p>Sorry</p>', status: 'solved' })
    expect((await get(db, id)).late).toEqual(['first'])
    await db.call('sla.savePolicy', { id: policy, name: 'Standard', targets: { normal: { first: 100_000 } } })
    await db.call('sla.recompute', { all: true })
    expect((await get(db, id)).late).toEqual(['first'])
  })

  it('changed while clocks run moves them when it is worked out again', async () => {
    const db = testDatabase()
    const policy = await promise(db)
    const { id } = await open(db)
    expect((await db.call('sla.state', {})).stale).toBe(true)
    await db.call('sla.recompute', {})
    expect((await db.call('sla.state', {})).stale).toBe(false)
    await db.call('sla.savePolicy', {
      id: policy,
      name: 'Standard',
      targets: { normal: { first: 30 } },
      hours: null,
    })
    expect((await db.call('sla.state', {})).stale).toBe(true)
    expect(await db.call('sla.recompute', {})).toEqual({ checked: 1, changed: 1 })
    const { clocks } = await db.call('sla.clocks', { id })
    expect(clocks.map(({ name, minutes }) => [name, minutes])).toEqual([['first', 30]])
    expect((await get(db, id)).firstDueAt).toBe(clocks[0]?.due)
  })

  it('in hours that are never open never runs out, and says so', async () => {
    const db = testDatabase()
    const { id: hours } = await db.call('sla.saveHours', { ...always, week: [[], [], [], [], [], [], []] })
    await db.call('sla.savePolicy', { name: 'Never', hours, targets: { normal: { first: 60 } } })
    const { id } = await open(db)
    expect((await get(db, id)).dueAt).toBeNull()
    expect(await db.call('sla.clocks', { id })).toMatchObject({
      neverOpen: true,
      clocks: [{ due: null, paused: false }],
    })
  })

  it('over a night on which the clock is put forward or back keeps its open hours', async () => {
    const db = testDatabase()
    const night: [number, number][][] = Array.from({ length: 7 }, (): [number, number][] => [[0, 360]])
    const hours = await db.call('sla.saveHours', {
      name: 'Night',
      timeZone: 'Europe/Berlin',
      week: night,
      holidays: 'none',
    })
    await db.call('sla.savePolicy', { name: 'P', hours: hours.id, targets: { normal: { solve: 600 } } })
    const due = async (openedAt: string) => (await get(db, (await open(db, { openedAt })).id)).solveDueAt
    // Six hours a night; five on the night in March, seven on the one in October.
    expect(await due('2026-03-27T23:00:00.000Z')).toBe('2026-03-29T03:00:00.000Z')
    expect(await due('2026-03-28T23:00:00.000Z')).toBe('2026-03-30T03:00:00.000Z')
    expect(await due('2026-10-24T22:00:00.000Z')).toBe('2026-10-26T02:00:00.000Z')
  })

  it('is the first that fits: customer, tag, type, queue', async () => {
    const db = testDatabase()
    const { id: company } = await db.call('record.create', {
      entity: 'company',
      data: { name: 'Acme', tags: ['gold'] },
    })
    await promise(db, { name: 'Gold', customerTag: 'gold', targets: { normal: { first: 5 } } })
    await promise(db, { name: 'Complaints', ticketType: 'complaint', targets: { normal: { first: 15 } } })
    await promise(db, { name: 'Everybody' })
    const policyOf = async (data: Record<string, unknown>) =>
      (await db.call('sla.clocks', { id: (await open(db, data)).id })).policy?.name
    expect(await policyOf({ companyId: company, type: 'complaint' })).toBe('Gold')
    expect(await policyOf({ type: 'complaint' })).toBe('Complaints')
    expect(await policyOf({})).toBe('Everybody')
  })
})

describe('a conversation', () => {
  it('goes out through the outbox with the number in its subject, is kept, and is undone as one', async () => {
    const db = testDatabase()
    const account = await db.call('record.create', {
      entity: 'mailAccount',
      data: {
        name: 'Help',
        address: 'help@example.com',
        host: '127.0.0.1',
        port: 1,
        security: 'none',
        signature: '<p>Help desk</p>',
      },
    })
    const { id, number } = await db.call('ticket.open', {
      data: { subject: 'No dial tone' },
      contact: { givenName: 'Ann', emails: ['ann@example.com'] },
    })
    const reply = await db.call('ticket.reply', {
      id,
      account: account.id,
      html: '<p>Is it <script>alert(1)</script>plugged in?</p>',
      minutes: 7,
    })
    const mail = await db.call('record.get', { entity: 'mailMessage', id: reply.mail ?? '' })
    expect(mail).toMatchObject({
      recipient: 'ann@example.com',
      subject: `Re: No dial tone [#${number}]`,
      state: 'queued',
    })
    expect(mail.text).toBe('Is it plugged in?\n\n-- \nHelp desk')
    const { messages } = await db.call('ticket.conversation', { id })
    expect(messages).toMatchObject([
      { kind: 'reply', body: 'Is it plugged in?', minutes: 7, mail: { state: 'queued' } },
    ])
    expect(await get(db, id)).toMatchObject({ status: 'open', minutes: 7 })
    await db.call('operation.undo', { operation: reply.operation ?? '' })
    expect((await db.call('ticket.conversation', { id })).total).toBe(0)
    expect(await get(db, id)).toMatchObject({ status: 'new', minutes: null })
    await expect(db.call('ticket.reply', { id, html: '<p> </p>' })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
  })

  it('with somebody who has no address says so and keeps nothing half', async () => {
    const db = testDatabase()
    const account = await db.call('record.create', {
      entity: 'mailAccount',
      data: { name: 'Help', address: 'help@example.com', host: '127.0.0.1', port: 1, security: 'none' },
    })
    const { id } = await open(db)
    await expect(
      db.call('ticket.reply', { id, account: account.id, html: '<p>Hi</p>' }),
    ).rejects.toMatchObject({
      record: { code: 'Invalid', issues: [{ field: 'account', code: 'noEmail' }] },
    })
    expect((await db.call('ticket.conversation', { id })).total).toBe(0)
  })

  it('of merged tickets is one; an answer to the one that is gone reaches the other; parting gives each its own', async () => {
    const db = testDatabase()
    await promise(db)
    const [one, two] = [await open(db, { subject: 'First' }), await open(db, { subject: 'Second' })]
    await db.call('ticket.note', { id: two.id, html: '<p>Of the second</p>', minutes: 3 })
    const merged = await db.call('duplicate.merge', { entity: 'ticket', ids: [one.id, two.id] })
    expect((await db.call('ticket.conversation', { id: one.id })).messages).toMatchObject([
      { body: 'Of the second', from: two.number },
    ])
    expect((await get(db, one.id)).minutes).toBe(3)
    const late = await db.call('ticket.reply', { id: two.id, html: '<p>To the second</p>' })
    expect(late).toMatchObject({ ticket: one.id, number: one.number })
    expect((await db.call('ticket.find', { number: two.number })).tickets.map(({ id }) => id)).toEqual([
      one.id,
    ])
    expect((await db.call('ticket.around', { id: one.id })).merged).toEqual([two.number])
    await db.call('operation.undo', { operation: merged.operation ?? '' })
    expect((await db.call('ticket.conversation', { id: two.id })).messages.map(({ body }) => body)).toEqual([
      'Of the second',
    ])
    expect((await get(db, one.id)).minutes).toBeNull()
    expect((await get(db, two.id)).minutes).toBe(3)
  })

  it('on a ticket in the trash is refused in words, and works again once it is restored', async () => {
    const db = testDatabase()
    const { id } = await open(db)
    await db.call('record.trash', { entity: 'ticket', id })
    await expect(db.call('ticket.reply', { id, html: '<p>Hello?</p>' })).rejects.toMatchObject({
      record: { code: 'Conflict', reason: 'ticketTrashed' },
    })
    await db.call('record.restore', { entity: 'ticket', id })
    await db.call('ticket.reply', { id, html: '<p>Hello?</p>' })
    const { operation } = await open(db)
    const undone = await open(db)
    await db.call('operation.undo', { operation: undone.operation ?? '' })
    await expect(db.call('ticket.reply', { id: undone.id, html: '<p>Hello?</p>' })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    expect(operation).not.toBeNull()
  })

  it('split takes its messages along and both know of each other', async () => {
    const db = testDatabase()
    const { id, number } = await open(db, { channel: 'phone' })
    await db.call('ticket.incoming', { id, html: '<p>About the printer</p>' })
    const other = await db.call('ticket.incoming', { id, html: '<p>And the lamp is broken</p>' })
    const split = await db.call('ticket.split', { id, messages: [other.id], subject: 'Lamp' })
    expect(await get(db, split.id)).toMatchObject({ subject: 'Lamp', channel: 'phone', status: 'new' })
    expect((await db.call('ticket.conversation', { id: split.id })).messages).toMatchObject([
      { body: 'And the lamp is broken', from: number },
    ])
    expect((await db.call('ticket.conversation', { id })).total).toBe(1)
    expect((await db.call('ticket.around', { id })).splits.map((card) => card.id)).toEqual([split.id])
    expect((await db.call('ticket.around', { id: split.id })).splitFrom?.id).toBe(id)
  })

  it('keeps attached files, and never hands a program over', async () => {
    const db = testDatabase()
    const { id } = await open(db)
    const { writeFileSync, readFileSync } = await import('node:fs')
    const good = `${db.file}.log.txt`
    const bad = `${db.file}.setup.exe`
    writeFileSync(good, 'log')
    writeFileSync(bad, 'MZ')
    const { id: message } = await db.call('ticket.note', { id, html: '', files: [good, bad] })
    const { messages } = await db.call('ticket.conversation', { id })
    const [first, second] = messages[0]?.attachments ?? []
    const { path } = await db.call('ticket.openFile', { message, sha256: first?.sha256 ?? '' })
    expect(readFileSync(path, 'utf8')).toBe('log')
    await expect(db.call('ticket.openFile', { message, sha256: second?.sha256 ?? '' })).rejects.toMatchObject(
      {
        record: { code: 'Denied', reason: 'runnable' },
      },
    )
  })
})

describe('a queue', () => {
  const user = async (db: TestDatabase, name: string) =>
    (await db.call('record.create', { entity: 'user', data: { name, role: 'standard', active: true } })).id

  it('gives new tickets in turn, or to whoever has fewest', async () => {
    const db = testDatabase()
    const [ann, bob] = [await user(db, 'Ann'), await user(db, 'Bob')]
    const turn = await db.call('queue.save', { name: 'Turn', assignment: 'roundRobin', members: [ann, bob] })
    const given: unknown[] = []
    for (let n = 0; n < 4; n++)
      given.push((await get(db, (await open(db, { queueId: turn.id })).id)).assigneeId)
    expect(given).toEqual([ann, bob, ann, bob])
    const load = await db.call('queue.save', { name: 'Load', assignment: 'load', members: [ann, bob] })
    const { id } = await open(db, { queueId: turn.id, assigneeId: ann })
    expect((await get(db, (await open(db, { queueId: load.id })).id)).assigneeId).toBe(bob)
    await db.call('ticket.assign', { target: { ids: [id] }, how: 'nobody' })
    const { queues, total } = await db.call('queue.counts', {})
    expect(queues.map(({ queue, open: n, unassigned }) => [queue?.name ?? null, n, unassigned])).toEqual([
      ['Load', 1, 0],
      ['Turn', 5, 1],
      [null, 0, 0],
    ])
    expect(total.open).toBe(6)
  })

  it('has a board: columns by status, soonest due first, narrowed by words', async () => {
    const db = testDatabase()
    await promise(db)
    const slow = await open(db, { subject: 'Slow lamp' })
    const fast = await open(db, { subject: 'Fast printer', impact: 'high', urgency: 'high' })
    await move(db, (await open(db)).id, 'solved')
    const { columns } = await db.call('ticket.board', {})
    expect(columns.map(({ status, count }) => [status, count])).toEqual([
      ['new', 2],
      ['open', 0],
      ['waiting', 0],
      ['solved', 1],
      ['closed', 0],
    ])
    expect(columns[0]?.cards.map(({ id }) => id)).toEqual([fast.id, slow.id])
    const narrowed = await db.call('ticket.board', { search: 'lamp' })
    expect(narrowed.columns.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0])
  })

  it('stands beside saved views, each with its count; one with a field that is no more is listed without', async () => {
    const db = testDatabase()
    await open(db, { type: 'complaint' })
    await open(db)
    const view = (name: string, filter: object) =>
      db.call('record.create', { entity: 'view', data: { entity: 'ticket', name, filter } })
    await view('Complaints', { field: 'type', op: 'is', value: 'complaint' })
    await view('Open', { field: 'phase', op: 'in', value: ['new', 'open'] })
    await view('Old', { field: 'product', op: 'is', value: 'x' })
    const { views } = await db.call('ticket.views', {})
    expect(views.map(({ name, count }) => [name, count])).toEqual([
      ['Complaints', 1],
      ['Old', null],
      ['Open', 2],
    ])
  })

  it('is worked through in bulk with one undo', async () => {
    const db = testDatabase()
    const ids = [(await open(db)).id, (await open(db)).id]
    const done = await db.call('ticket.move', { target: { ids }, status: 'solved' })
    expect(done).toMatchObject({ changed: 2 })
    expect((await get(db, ids[1] ?? '')).phase).toBe('solved')
    await db.call('operation.undo', { operation: done.operation ?? '' })
    expect((await get(db, ids[1] ?? '')).phase).toBe('new')
  })
})

describe('around a customer', () => {
  it('open tickets, complaints and breaches are counted, those of a company’s people too', async () => {
    const db = testDatabase()
    await promise(db)
    const { id: company } = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
    const { id: contact } = await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    await open(db, { contactId: contact, type: 'complaint' })
    await db.call('record.update', { entity: 'contact', id: contact, data: { companyId: company } })
    db.sources.advance(2 * HOUR)
    for (const [entity, id] of [
      ['contact', contact],
      ['company', company],
    ] as const)
      expect(await db.call('ticket.of', { entity, id })).toMatchObject({
        open: 1,
        over: 0,
        complaints: 1,
        breaches: 1,
      })
  })
})

it('derived data hold together after all of it', async () => {
  const db = testDatabase()
  await promise(db)
  const [one, two] = [await open(db), await open(db)]
  await db.call('ticket.reply', { id: one.id, html: '<p>a</p>', minutes: 4, status: 'waiting' })
  await db.call('duplicate.merge', { entity: 'ticket', ids: [one.id, two.id] })
  await db.call('sla.recompute', {})
  expect((await db.call('database.check', {})).findings).toEqual([])
  const before = await get(db, one.id)
  await db.call('database.rebuild', {})
  expect({ ...(await get(db, one.id)), revision: 0 }).toEqual({ ...before, revision: 0 })
})

describe('the product of a ticket', () => {
  it('is one of the catalogue, said in answers; what was once written stays as words', async () => {
    const db = testDatabase()
    const { id: product } = await db.call('record.create', { entity: 'product', data: { name: 'ปั๊มน้ำ X1' } })
    const reader = {
      language: 'th',
      calendar: 'buddhist',
      digits: 'latn',
      country: 'TH',
      timeZone: 'UTC',
    } as const
    const said = async (id: string) =>
      (await db.call('reply.render', { ticket: id, source: { html: '<p>{{ ticket.product }}</p>' }, reader }))
        .html
    const { id } = await open(db, { productId: product, productText: 'old pump' })
    expect(await get(db, id)).toMatchObject({ productId: product, productText: 'old pump' })
    expect(await said(id)).toBe('<p>ปั๊มน้ำ X1</p>')
    const { id: old } = await open(db, { productText: 'old pump' })
    expect(await said(old)).toBe('<p>old pump</p>')
    const { rows } = await db.call('record.list', {
      entity: 'ticket',
      filter: { field: 'productId.name', op: 'contains', value: 'X1' },
    })
    expect(rows.map((row) => row.id)).toEqual([id])
  })

  it('of a database made before is kept through the migration', () => {
    const file = join(temporaryFolder(), 'before.samphan')
    const opened = openDatabase(file, 'write', { create: true })
    migrate(
      opened,
      migrations.filter(({ id }) => id < 601),
    )
    opened.db.exec("INSERT INTO ticket(id, subject, product) VALUES(randomblob(16), 'S', 'ปั๊มเก่า')")
    migrate(opened)
    expect(opened.db.prepare('SELECT productText, productId FROM ticket').all()).toEqual([
      { productText: 'ปั๊มเก่า', productId: null },
    ])
    opened.db.close()
  })
})
