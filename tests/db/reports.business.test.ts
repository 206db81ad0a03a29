/** Reports about sales, campaigns and service against the sqlite3 shell, over a small business that has a bit of everything. */
import { expect, it } from 'vitest'
import { rowIdOf } from '#db/core/write.ts'
import { campaignMember } from '#db/shared/campaigns.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { businessChecks, businessPrelude } from './reports.checks.ts'
import { agree, reader, shellOver } from './reports.support.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What all parts of the business have to do with. */
interface Business {
  readonly db: TestDatabase
  readonly companies: readonly string[]
  readonly contacts: readonly string[]
  readonly users: readonly string[]
}

const make = async (db: TestDatabase, entity: string, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity, data })).id
const day = (db: TestDatabase, days: number): string =>
  new Date(db.sources.now() + days * DAY).toISOString().slice(0, 10)

async function people(db: TestDatabase): Promise<Business> {
  const users = [
    (await db.call('app.info', {})).user.id,
    await make(db, 'user', { name: 'Mali', role: 'standard', active: true }),
  ]
  const companies = [
    await make(db, 'company', { name: 'Siam Pumps' }),
    await make(db, 'company', { name: 'Nile Ltd' }),
    await make(db, 'company', { name: 'Siam Pumps Co' }),
  ]
  const contacts: string[] = []
  const states = ['new', 'qualified', 'converted', 'unqualified', null, 'converted']
  for (const [at, leadStatus] of states.entries())
    contacts.push(
      await make(db, 'contact', {
        givenName: `Person ${at}`,
        emails: at === 4 ? [] : [`p${at}@example.com`],
        leadStatus,
        leadSource: leadStatus ? ['Web', 'Fair', null][at % 3] : null,
        ownerId: users[at % 2],
        companyId: companies[at % 3],
      }),
    )
  return { db, companies, contacts, users }
}

async function sales({ db, companies, contacts, users }: Business): Promise<string[]> {
  const pump = await make(db, 'product', { name: 'Pump' })
  const rival = await make(db, 'competitor', { name: 'Rival Inc' })
  const made: string[] = []
  const amounts = [
    { minor: 1_250_050, currency: 'THB' },
    { minor: 99_999, currency: 'USD' },
    null,
    { minor: 700_000, currency: 'JPY' },
    { minor: 333_333, currency: 'THB' },
    { minor: 5_000, currency: 'THB' },
    { minor: 44_400, currency: 'USD' },
    { minor: 800, currency: 'THB' },
  ]
  for (const [at, amount] of amounts.entries()) {
    const id = await make(db, 'opportunity', {
      name: `Deal ${at}`,
      amount,
      companyId: companies[at % 3],
      contactId: contacts[at % 6],
      ownerId: users[at % 2],
      source: ['Web', null, 'Fair'][at % 3],
      closeDate: day(db, at * 9 - 20),
      ...(at === 4 && { probability: 35 }),
    })
    made.push(id)
    if (at !== 2)
      await db.call('record.create', {
        entity: 'opportunityLine',
        data: {
          opportunityId: id,
          ...(at % 2 === 0 && { productId: pump }),
          name: 'Line',
          quantity: 1.5 + at,
          unitPrice: 10,
        },
      })
    await make(db, 'opportunityCompetitor', {
      opportunityId: id,
      competitorId: rival,
      outcome: ['weWon', 'theyWon', 'open'][at % 3],
    })
  }
  const { pipelines } = await db.call('pipeline.list', {})
  const stages = pipelines[0]?.stages ?? []
  for (const [at, id] of made.entries()) {
    db.sources.advance(at * 1.5 * DAY)
    await db.call('opportunity.move', {
      id,
      stage: stages[(at % 3) + 1]?.id ?? '',
      data: { nextStep: 'Call' },
    })
  }
  db.sources.advance(3 * DAY)
  const { reasons } = await db.call('opportunity.reasons', {})
  const lost = reasons.find(({ outcome }) => outcome === 'lost')?.id ?? null
  for (const at of [0, 1, 3]) await db.call('opportunity.close', { id: made[at] ?? '', status: 'won' })
  await db.call('opportunity.close', { id: made[5] ?? '', status: 'lost', reason: lost, note: 'Too dear' })
  for (const [at, user] of users.entries())
    for (const [start, end] of [
      ['2026-10-01', '2026-12-31'],
      ['2026-12-01', '2027-02-28'],
    ] as const)
      await db.call('quota.set', { user, start, end, amount: { minor: 1_000_001 + at, currency: 'THB' } })
  await db.call('duplicate.merge', { entity: 'company', ids: [companies[0] ?? '', companies[2] ?? ''] })
  return made
}

async function quotes({ db, companies, users }: Business): Promise<void> {
  const ids: string[] = []
  for (let at = 0; at < 5; at++) {
    const { id } = await db.call('quote.save', {
      data: {
        companyId: companies[0],
        subject: `Offer ${at}`,
        currency: at === 3 ? 'USD' : 'THB',
        ownerId: users[at % 2],
      },
      lines: [{ name: 'Pump', quantity: 2 + at, unitPrice: 12.5, taxRate: 0 }],
    })
    ids.push(id)
  }
  for (const id of ids.slice(0, 4)) await db.call('quote.markSent', { id })
  db.sources.advance(2.25 * DAY)
  await db.call('quote.decide', { id: ids[0] ?? '', status: 'accepted' })
  db.sources.advance(DAY)
  await db.call('quote.decide', { id: ids[1] ?? '', status: 'declined' })
  await db.call('quote.revise', { id: ids[2] ?? '' })
}

async function campaigns({ db, contacts }: Business, deals: readonly string[]): Promise<void> {
  const record = async (
    at: number,
    decision: 'granted' | 'refused',
    channel: 'email' | 'phone' | 'all',
    until?: string,
  ) =>
    db.call('consent.record', {
      entity: 'contact',
      id: contacts[at] ?? '',
      decision,
      channel,
      ...(until && { until }),
    })
  await record(0, 'refused', 'email')
  await record(1, 'granted', 'email', day(db, 50))
  await record(2, 'granted', 'phone', day(db, 400))
  await record(3, 'granted', 'all', day(db, 200))
  const { id: list } = await db.call('list.save', { name: 'Everybody' })
  await db.call('list.fill', { list, target: { ids: contacts.slice(0, 3) } })
  db.sources.advance(6 * DAY)
  await db.call('list.fill', { list, target: { ids: contacts.slice(3) } })
  await db.call('list.remove', { list, target: { ids: contacts.slice(1, 2) } })
  for (const [at, startsOn] of ['2026-11-01', null, '2025-05-05'].entries()) {
    const campaign = await make(db, 'campaign', {
      name: `Campaign ${at}`,
      kind: 'email',
      startsOn,
      ...(at < 2 && { cost: { minor: 40_000, currency: 'THB' } }),
    })
    await db.call('campaign.addMembers', { campaign, entity: 'contact', target: { ids: [...contacts] } })
    const { rows } = await db.call('record.list', {
      entity: 'campaignMember',
      filter: { field: 'campaignId', op: 'is', value: campaign },
    })
    const free = rows.filter(({ status }) => status === 'planned').map(({ id }) => id)
    const respond = async (
      from: number,
      to: number,
      more: Partial<Parameters<typeof db.call<'campaign.respond'>>[1]>,
    ) => db.call('campaign.respond', { campaign, members: free.slice(from, to), status: 'sent', ...more })
    await respond(0, 3, {})
    await respond(0, 1, { status: 'converted', value: { minor: 90_000, currency: at === 1 ? 'USD' : 'THB' } })
    // What sending writes of somebody who must not be reached any more.
    db.write((write) => {
      const reason = at === 0 ? 'optedOut' : 'noAddress'
      write.set(campaignMember, rowIdOf(db.conn, campaignMember, free[3] ?? ''), {
        status: 'excluded',
        reason,
      })
    })
    if (at === 0) await respond(1, 2, { status: 'converted', opportunity: deals[0] ?? null })
    else await respond(1, 2, { status: 'replied' })
  }
}

async function service({ db, companies, contacts, users }: Business): Promise<void> {
  const week = Array.from({ length: 7 }, () => [[0, 1440]] as [number, number][])
  const { id: hours } = await db.call('sla.saveHours', {
    name: 'Always',
    timeZone: 'UTC',
    week,
    holidays: 'none',
  })
  const goal = { first: 60, next: 120, solve: 600 }
  await db.call('sla.savePolicy', {
    name: 'Standard',
    hours,
    targets: { urgent: goal, high: goal, normal: goal, low: goal },
  })
  const { id: queue } = await db.call('queue.save', { name: 'Support', assignment: 'manual', members: [] })
  const { id: article } = await db.call('article.save', {
    title: 'Restart it',
    html: '<p>Off and on.</p>',
    language: 'en',
  })
  const ids: string[] = []
  for (let at = 0; at < 8; at++) {
    const { id } = await db.call('ticket.open', {
      data: {
        subject: `Trouble ${at}`,
        contactId: contacts[at % 6],
        companyId: companies[at % 3],
        channel: ['phone', 'email', 'web'][at % 3],
        ...(at % 2 === 0 && { queueId: queue }),
        ...(at % 4 !== 0 && { assigneeId: users[at % 2] }),
        ...(at === 2 && { articleId: article }),
      },
    })
    ids.push(id)
    db.sources.advance(at * 0.4 * HOUR)
    if (at < 5) await db.call('ticket.reply', { id, html: '<p>We look into it.</p>', minutes: 5 + at })
    if (at < 4) {
      db.sources.advance(at * 4 * HOUR)
      await db.call('ticket.note', { id, html: '<p>Fixed.</p>', minutes: 3, status: 'solved' })
    }
  }
  await db.call('ticket.incoming', { id: ids[4] ?? '', html: '<p>Still there.</p>' })
  await db.call('duplicate.merge', { entity: 'ticket', ids: [ids[6] ?? '', ids[7] ?? ''] })
  db.sources.advance(40 * DAY)
  await db.call('ticket.open', { data: { subject: 'New one', status: 'open' } })
  db.sources.advance(2 * HOUR)
  await db.call('ticket.open', { data: { subject: 'Fresh', status: 'waiting' } })
}

it('say what the sqlite3 shell says about sales, campaigns and service', async () => {
  const db = testDatabase({ seed: 32 })
  const business = await people(db)
  const deals = await sales(business)
  await quotes(business)
  await campaigns(business, deals)
  await service(business)
  const shell = await shellOver(db, businessPrelude)
  await agree(db, shell, businessChecks(db.sources.now()))

  // What is in several currencies is told side by side, never added up; what is in none counts as a record only.
  const { totals, columns, rows, chart } = await db.call('report.run', { name: 'openByAge', reader })
  const amount = columns.findIndex(({ kind }) => kind === 'money')
  expect(totals?.[amount]).toMatchObject({
    value: null,
    text: expect.stringMatching(/[\d.,]+ \w{3} · [\d.,]+ \w{3}/),
  })
  expect(chart).toBeNull()
  expect(rows.some(({ cells }) => cells[1]?.value === null && cells[amount]?.value === null)).toBe(true)
  // Narrowed to one pipeline, queue, campaign.
  const { pipelines } = await db
    .call('pipeline.save', { name: 'Empty', stages: [{ name: 'Only' }] })
    .then(() => db.call('pipeline.list', {}))
  const empty = pipelines.find(({ name }) => name === 'Empty')?.id ?? ''
  expect(
    await db.call('report.run', { name: 'openByStage', parameters: { pipeline: empty }, reader }),
  ).toMatchObject({ rows: [], about: expect.stringContaining('Empty') })
  await expect(
    db.call('report.run', { name: 'openByStage', parameters: { pipeline: business.users[0] ?? '' }, reader }),
  ).rejects.toMatchObject({ record: { code: 'Invalid' } })
}, 180_000)
