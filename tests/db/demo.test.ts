/** Demo data: the same for everybody, all of it in one operation, gone with one undo. */
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { demoCounts } from '#db/demo/demo.ts'
import { demoEntities } from '#db/demo/registry.ts'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { comparables, records } from './import.support.ts'

const options = { contacts: 400, seed: 11 }
const counted = (db: TestDatabase) =>
  Object.fromEntries(
    demoEntities.map(({ entity }) => [
      entity,
      (
        db.conn.db.prepare(`SELECT count(*) AS n FROM ${entity} WHERE deletedAt IS NULL`).get() as {
          n: number
        }
      ).n,
    ]),
  )

describe('demo data', () => {
  it('fills every entity and says how much', async () => {
    const db = testDatabase()
    const { counts, created, operation } = await db.call('demo.create', options)
    expect(created).toBe(400)
    expect(counts).toEqual(counted(db))
    expect(counts.company).toBe(demoCounts(options).company)
    const { operations } = await db.call('operation.list', { limit: 1 })
    expect(operations).toMatchObject([
      { id: operation, source: 'demo', kind: 'demo.create', state: 'done', entities: counts },
    ])
    expect(checkDatabase(db.conn, { rebuild: false })).toMatchObject({ ok: true })
    const named = (await records(db, 'contact')).filter(
      ({ refs }) => (refs as { companyId: string | null }).companyId !== null,
    )
    expect(named.length).toBeGreaterThan(100)
  })

  it('is the same in every database, identities too', async () => {
    const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    await a.call('demo.create', options)
    await b.call('demo.create', options)
    const same = ['contact', 'company', 'note', 'history', 'position', 'activity', 'article', 'macro']
    const sold = ['opportunity', 'stageChange', 'opportunityLine', 'product']
    for (const entity of [...same, ...sold, 'ticketMessage'])
      expect(await comparables(b, entity)).toEqual(await comparables(a, entity))
    // Numbers are those of the database, and whoever made it has what is under way.
    const tickets = async (db: TestDatabase) =>
      (await comparables(db, 'ticket')).map(({ number: _n, assigneeId: _a, refs: _r, ...rest }) => rest)
    expect(await tickets(b)).toEqual(await tickets(a))
  })

  it('brings tickets in every state of their promises, and articles that solved some', async () => {
    const db = testDatabase()
    await db.call('demo.create', { contacts: 400, seed: 11 })
    const due = await db.call('ticket.due', { show: 'overdue' })
    expect(due.overdue).toBeGreaterThan(0)
    expect(due.late).toBeGreaterThan(0)
    const { columns } = await db.call('ticket.board', {})
    expect(columns.filter(({ count }) => count > 0).length).toBeGreaterThanOrEqual(4)
    const { queues } = await db.call('queue.counts', {})
    expect(queues.filter(({ open }) => open > 0).length).toBeGreaterThanOrEqual(3)
    const { rows } = await db.call('record.list', { entity: 'article', limit: 500 })
    expect(rows.length).toBe(66)
    let solved = 0
    for (const { id } of rows) solved += (await db.call('article.read', { id })).solved
    expect(solved).toBeGreaterThan(10)
    const { missing } = await db.call('reply.render', {
      ticket: due.tickets[0]?.id ?? '',
      source: { reply: (await db.call('record.list', { entity: 'cannedReply' })).rows[0]?.id ?? '' },
      reader: {
        language: 'th',
        calendar: 'buddhist',
        digits: 'latn',
        country: 'TH',
        timeZone: 'Asia/Bangkok',
      },
    })
    expect(missing).toEqual([])
  })

  it('goes with one undo, comes back with redo, and can be made twice', async () => {
    const db = testDatabase()
    const before = snapshot(db.conn)
    await db.call('demo.create', options)
    const after = snapshot(db.conn)
    await db.call('operation.undo', {})
    expect(snapshot(db.conn)).toEqual(before)
    await db.call('operation.redo', {})
    expect(snapshot(db.conn)).toEqual(after)
    await db.call('demo.create', options)
    expect(counted(db).contact).toBe(800)
    expect(checkDatabase(db.conn, { rebuild: false })).toMatchObject({ ok: true })
  })

  it('sells as people do: the board, its totals and the amounts of quotes agree', async () => {
    const db = testDatabase()
    await db.call('settings.set', { scope: 'database', key: 'defaultCurrency', value: 'THB' })
    await db.call('demo.create', options)
    const { pipelines } = await db.call('pipeline.list', {})
    expect(pipelines.map(({ name }) => name)).toEqual(['Export sales', 'งานขายในประเทศ', 'فروش داخلی'])
    const { columns } = await db.call('opportunity.board', {})
    expect(columns.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(5)
    expect(columns.flatMap(({ total }) => total.missing)).toEqual([])
    const deals = await records(db, 'opportunity')
    const quotes = (await records(db, 'quote')).filter(({ status }) => status === 'accepted')
    expect(quotes.length).toBeGreaterThan(3)
    for (const one of quotes)
      expect(one.net).toEqual(deals.find(({ id }) => id === one.opportunityId)?.amount)
    const changes = await records(db, 'stageChange')
    for (const { id } of deals)
      expect(
        changes.filter(({ opportunityId, fromStageId }) => opportunityId === id && fromStageId === null),
      ).toHaveLength(1)
  })

  it('keeps to the scripts asked for', async () => {
    const db = testDatabase()
    await db.call('demo.create', { contacts: 60, seed: 1, locales: ['th'] })
    const names = (await records(db, 'contact')).map(({ displayName }) => String(displayName))
    expect(names.filter((name) => /[\u0600-\u06ff]/.test(name))).toEqual([])
    expect(names.filter((name) => /[\u0e00-\u0e7f]/.test(name)).length).toBeGreaterThan(30)
  })

  it('stopped in the middle by a crash, goes on to exactly the whole', async () => {
    const many = { contacts: 3_000, seed: 11 }
    const whole = testDatabase({ seed: 1 })
    const { counts } = await whole.call('demo.create', many)
    const db = testDatabase({ seed: 2 })
    const stop = new AbortController()
    const started = db.engine.call('demo.create', many, {
      session: 'test',
      source: 'user',
      signal: stop.signal,
      onProgress: ({ done }) => done > 1_200 && stop.abort(),
    })
    await expect(started).rejects.toMatchObject({ record: { code: 'Cancelled' } })
    const [operation] = (await db.call('operation.list', { limit: 1 })).operations
    const written = counted(db)
    expect(written.contact).toBeLessThan(3_000)
    // As a crash would have left it.
    const opId = (
      db.conn.db.prepare("SELECT rowId FROM op WHERE kind = 'demo.create'").get() as { rowId: number }
    ).rowId
    db.conn.db.prepare("UPDATE op SET state = 'open' WHERE rowId = ?").run(opId)
    const state = JSON.stringify({
      input: many,
      counts: Object.fromEntries(Object.entries(written).filter(([, n]) => n > 0)),
    })
    db.conn.db.prepare('INSERT INTO checkpoint(opId, pid, state) VALUES(?, 2147483647, ?)').run(opId, state)
    expect(await db.call('transfer.resume', { operation: operation?.id ?? '' })).toMatchObject({
      counts,
      created: 3_000,
    })
    expect(await comparables(db, 'contact')).toEqual(await comparables(whole, 'contact'))
    expect(await comparables(db, 'note')).toEqual(await comparables(whole, 'note'))
  })
})
