/** Campaigns: whom they refuse and why, what comes back, what it cost and brought; halves; the command line. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contact } from '#db/shared/contacts.ts'
import { pValueOf } from '#db/shared/significance.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

const make = async (db: TestDatabase, entity: string, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity, data })).id
const person = (db: TestDatabase, givenName: string, ...emails: string[]): Promise<string> =>
  make(db, 'contact', { givenName, emails })
const add = (db: TestDatabase, campaign: string, ...ids: string[]) =>
  db.call('campaign.addMembers', { campaign, entity: 'contact', target: { ids } })
const members = async (db: TestDatabase, campaign: string) =>
  (
    await db.call('record.list', {
      entity: 'campaignMember',
      filter: { field: 'campaignId', op: 'is', value: campaign },
      limit: 1_000,
    })
  ).rows
const refusedBy = (answer: { refused: readonly { code: string; count: number }[] }): Record<string, number> =>
  Object.fromEntries(answer.refused.map(({ code, count }) => [code, count]))

describe('a campaign', () => {
  test('refuses whom it must not contact, and says how many and why', async () => {
    const db = testDatabase()
    const campaign = await make(db, 'campaign', { name: 'Offer', kind: 'email', purpose: 'Offers' })
    const out = await person(db, 'Out', 'out@example.com')
    await db.call('consent.record', { entity: 'contact', id: out, decision: 'refused', channel: 'email' })
    const { id: not } = await db.call('list.save', { name: 'Not these', role: 'suppression' })
    await db.call('list.import', { list: not, addresses: ['elsewhere@example.com'] })
    const ids = [
      out,
      await person(db, 'Good', 'good@example.com'),
      await person(db, 'Same', 'GOOD@example.com'),
      await person(db, 'None'),
      await person(db, 'Broken', 'broken@'),
      await person(db, 'Dots', 'a..b@example.com'),
      await person(db, 'Elsewhere', 'elsewhere@example.com'),
    ]
    const answer = await add(db, campaign, ...ids)
    expect(answer).toMatchObject({ total: 7, added: 1, already: 0 })
    expect(refusedBy(answer)).toEqual({
      optedOut: 1,
      suppressed: 1,
      noAddress: 1,
      brokenAddress: 2,
      sameAddress: 1,
    })
    expect(answer.refused.find(({ code }) => code === 'optedOut')?.first).toEqual([{ id: out, name: 'Out' }])
    expect(await add(db, campaign, ...ids)).toMatchObject({ added: 0, already: 1 })
    await expect(db.call('campaign.addMembers', { campaign, list: not })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
  })

  test('that needs consent takes only who agreed to its purpose', async () => {
    const db = testDatabase()
    const campaign = await make(db, 'campaign', {
      name: 'News',
      kind: 'call',
      purpose: 'Newsletter',
      needsConsent: true,
    })
    const phones = ['081 234 5678']
    const [yes, no] = [
      await make(db, 'contact', { givenName: 'Yes', phones }),
      await make(db, 'contact', { givenName: 'No', phones: ['081 234 5679'] }),
    ]
    await db.call('consent.record', {
      entity: 'contact',
      id: yes,
      decision: 'granted',
      channel: 'phone',
      purpose: 'newsletter',
    })
    const said = await db.call('campaign.addMembers', {
      campaign,
      entity: 'contact',
      target: { ids: [yes, no] },
      dryRun: true,
    })
    expect(said).toMatchObject({ added: 1, operation: null })
    expect(await members(db, campaign)).toHaveLength(0)
    expect(refusedBy(await add(db, campaign, yes, no))).toEqual({ noConsent: 1 })
  })

  test('of a list of many where three have an e-mail has three members', { timeout: 120_000 }, async () => {
    const many = process.env.SAMPHAN_NIGHTLY === '1' ? 200_000 : 5_000
    const db = testDatabase()
    const { id: list } = await db.call('list.save', { name: 'All', filter: { and: [] } })
    db.write((write) => {
      for (let at = 0; at < many; at++)
        write.create(contact, {
          givenName: `P${at}`,
          ...(at % Math.ceil(many / 3) === 0 && { emails: [`p${at}@example.com`] }),
        })
    })
    const campaign = await make(db, 'campaign', { name: 'Offer', kind: 'email' })
    const answer = await db.call('campaign.addMembers', { campaign, list })
    expect(answer).toMatchObject({ total: many, added: 3 })
    expect(refusedBy(answer)).toEqual({ noAddress: many - 3 })
  })

  test('has leads as members, who stay it with all they answered when they are converted', async () => {
    const db = testDatabase()
    const lead = await make(db, 'contact', {
      givenName: 'Lea',
      emails: ['lea@example.com'],
      leadStatus: 'new',
      leadSource: 'Fair',
    })
    await person(db, 'Customer', 'customer@example.com')
    const { id: leads } = await db.call('list.save', {
      name: 'Leads',
      filter: { field: 'leadStatus', op: 'in', value: ['new', 'working', 'qualified'] },
    })
    const { id: kept } = await db.call('list.save', { name: 'Asked at the fair' })
    await db.call('list.fill', { list: kept, lists: [leads] })
    const campaign = await make(db, 'campaign', { name: 'Fair', kind: 'email' })
    expect(await db.call('campaign.addMembers', { campaign, list: leads })).toMatchObject({ added: 1 })
    const [member] = await members(db, campaign)
    await db.call('campaign.respond', {
      campaign,
      members: [member?.id ?? ''],
      status: 'responded',
      response: 'Call me',
    })
    const { opportunity } = await db.call('lead.convert', {
      entity: 'contact',
      id: lead,
      company: 'Lea & Co',
    })
    expect((await db.call('list.of', { entity: 'contact', id: lead })).lists).toMatchObject([
      { id: kept, leftAt: null },
    ])
    expect((await db.call('list.counts', {})).counts).toMatchObject({ [kept]: 1, [leads]: 0 })
    expect(await members(db, campaign)).toMatchObject([
      { contactId: lead, status: 'responded', response: 'Call me' },
    ])
    await db.call('campaign.respond', {
      campaign,
      members: [member?.id ?? ''],
      status: 'converted',
      opportunity,
    })
    expect((await db.call('campaign.of', { entity: 'contact', id: lead })).campaigns).toMatchObject([
      { id: campaign, status: 'converted' },
    ])
  })

  test('hears what came back by hand and by import, and writes an opt-out down as consent', async () => {
    const db = testDatabase()
    const campaign = await make(db, 'campaign', {
      name: 'Offer',
      kind: 'email',
      cost: { minor: 100_00, currency: 'THB' },
    })
    const [a, b, c] = [
      await person(db, 'A', 'a@example.com'),
      await person(db, 'B', 'b@example.com'),
      await person(db, 'C', 'c@example.com'),
    ]
    await add(db, campaign, a, b, c)
    const [first] = await members(db, campaign)
    await db.call('campaign.respond', {
      campaign,
      members: [first?.id ?? ''],
      status: 'converted',
      value: { minor: 500_00, currency: 'THB' },
    })
    expect(
      await db.call('campaign.respond', {
        campaign,
        addresses: ['B <B@example.com>', 'nobody@example.com'],
        status: 'optedOut',
      }),
    ).toMatchObject({ changed: 1, unknown: { count: 1, first: ['nobody@example.com'] } })
    expect((await db.call('consent.of', { entity: 'contact', id: b })).entries).toMatchObject([
      { decision: 'refused', channel: 'email', source: 'Offer' },
    ])
    expect(await db.call('campaign.summary', { id: campaign })).toMatchObject({
      members: 3,
      reached: 2,
      answered: 1,
      converted: 1,
      value: { minor: 500_00, currency: 'THB' },
      costPerAnswer: { minor: 100_00, currency: 'THB' },
      roi: 4,
    })
    await db.call('operation.undo', {})
    expect((await db.call('consent.of', { entity: 'contact', id: b })).entries).toEqual([])
  })

  test('costs what it costs itself and what its steps cost, and is compared with another', async () => {
    const db = testDatabase()
    const baht = (minor: number) => ({ minor, currency: 'THB' })
    const a = await make(db, 'campaign', { name: 'A', kind: 'event', cost: baht(100_00) })
    const b = await make(db, 'campaign', { name: 'B', kind: 'event' })
    await make(db, 'campaignStep', { campaignId: a, name: 'Print', cost: baht(50_00) })
    await make(db, 'campaignStep', { campaignId: a, name: 'Hall', cost: { minor: 9_00, currency: 'EUR' } })
    await make(db, 'campaignStep', { campaignId: b, name: 'Post', cost: baht(7_00) })
    const people = await Promise.all(Array.from('ABCDEFGHIJKL', (name) => person(db, name)))
    for (const campaign of [a, b]) await add(db, campaign, ...people)
    const [, ids] = [await members(db, b), (await members(db, a)).map(({ id }) => id)]
    await db.call('campaign.respond', { campaign: a, members: ids, status: 'sent' })
    await db.call('campaign.respond', { campaign: a, members: ids.slice(0, 11), status: 'responded' })
    const others = (await members(db, b)).map(({ id }) => id)
    await db.call('campaign.respond', { campaign: b, members: others, status: 'sent' })
    await db.call('campaign.respond', { campaign: b, members: others.slice(0, 1), status: 'responded' })
    const compared = await db.call('campaign.compare', { a, b })
    expect(compared.a).toMatchObject({ cost: baht(150_00), stepCosts: 1, otherCosts: 1, answered: 11 })
    expect(compared.b).toMatchObject({ cost: baht(7_00), stepCosts: 1, otherCosts: 0, answered: 1 })
    expect(compared.pValue).toBeCloseTo(0.000107, 5)
    expect((await db.call('campaign.overview', {})).campaigns.map(({ cost }) => cost)).toEqual([
      baht(150_00),
      baht(7_00),
    ])
  })

  test('counts a won opportunity with its amount, an open one with nothing', async () => {
    const db = testDatabase()
    const campaign = await make(db, 'campaign', {
      name: 'Fair',
      kind: 'event',
      cost: { minor: 100_00, currency: 'THB' },
    })
    const who = await person(db, 'A')
    await add(db, campaign, who)
    const [member] = await members(db, campaign)
    const opportunity = await make(db, 'opportunity', {
      name: 'Deal',
      contactId: who,
      amount: { minor: 900_00, currency: 'THB' },
    })
    await db.call('campaign.respond', {
      campaign,
      members: [member?.id ?? ''],
      status: 'converted',
      opportunity,
    })
    const worth = async () => (await db.call('campaign.summary', { id: campaign })).value?.minor
    expect(await worth()).toBe(0)
    await db.call('record.update', { entity: 'opportunity', id: opportunity, data: { status: 'won' } })
    expect(await worth()).toBe(900_00)
  })

  test('gives both halves the same number of members, and undo takes all of them back', async () => {
    const db = testDatabase()
    const template = await make(db, 'template', {
      name: 'T',
      kind: 'email',
      about: 'contact',
      body: '<p>x</p>',
    })
    const campaign = await make(db, 'campaign', {
      name: 'Halves',
      kind: 'event',
      templateId: template,
      templateBId: template,
    })
    const ids = await Promise.all(Array.from('ABCDEFGH', (name) => person(db, name)))
    await add(db, campaign, ...ids)
    const variants = (await members(db, campaign)).map(({ variant }) => variant)
    expect(variants.filter((each) => each === 'A')).toHaveLength(4)
    expect((await db.call('campaign.summary', { id: campaign })).variants).toMatchObject([
      { variant: 'A', members: 4 },
      { variant: 'B', members: 4 },
    ])
    await db.call('operation.undo', {})
    expect(await members(db, campaign)).toHaveLength(0)
    expect(await add(db, campaign, ...ids)).toMatchObject({ added: 8 })
  })
})

test('demo campaigns have answers, opt-outs and won opportunities, and go with one undo', async () => {
  const db = testDatabase()
  const { operation } = await db.call('demo.create', { contacts: 300, seed: 7 })
  const { campaigns } = await db.call('campaign.overview', {})
  expect(campaigns).toHaveLength(15)
  expect(campaigns.filter(({ competitor }) => competitor !== null)).toHaveLength(3)
  const fairs = campaigns.filter(({ kind }) => kind === 'event')
  for (const { id } of fairs) {
    const { value, roi, stepCosts } = await db.call('campaign.summary', { id })
    expect(value?.minor).toBeGreaterThan(0)
    expect(roi).not.toBeNull()
    expect(stepCosts).toBe(2)
  }
  expect((await db.call('consent.expired', {})).total).toBeGreaterThan(0)
  const counts = Object.values((await db.call('list.counts', {})).counts)
  expect(counts).toHaveLength(9)
  expect(counts.every((n) => (n ?? 0) > 0)).toBe(true)
  await db.call('operation.undo', { operation: operation ?? '' })
  expect((await db.call('campaign.overview', {})).campaigns).toEqual([])
  expect((await db.call('record.list', { entity: 'consent' })).rows).toEqual([])
})

describe('significance', () => {
  test('agrees with known values', () => {
    expect(pValueOf({ of: 1_000, yes: 100 }, { of: 1_000, yes: 130 })).toBeCloseTo(0.0355, 3)
    expect(pValueOf({ of: 10, yes: 1 }, { of: 10, yes: 5 })).toBeCloseTo(0.1409, 3)
    expect(pValueOf({ of: 12, yes: 1 }, { of: 12, yes: 11 })).toBeCloseTo(0.000107, 5)
    expect(pValueOf({ of: 0, yes: 0 }, { of: 5, yes: 1 })).toBeNull()
    expect(pValueOf({ of: 9, yes: 0 }, { of: 5, yes: 0 })).toBe(1)
  })

  test('is a probability, the same from both sides, and small only where halves differ', () => {
    const half = fc.nat(300).chain((of) => fc.record({ of: fc.constant(of), yes: fc.nat(of) }))
    fc.assert(
      fc.property(half, half, (a, b) => {
        const p = pValueOf(a, b)
        if (a.of === 0 || b.of === 0) {
          expect(p).toBeNull()
          return
        }
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(p).toBeCloseTo(pValueOf(b, a) ?? Number.NaN, 9)
        if (a.yes * b.of === b.yes * a.of) expect(p).toBeGreaterThan(0.9)
      }),
    )
  })
})

test('who opts out before letters are printed is left out; what was posted is said of all at once', async () => {
  const db = testDatabase()
  const ids: string[] = []
  for (const givenName of ['Ann', 'Bob', 'Cid']) {
    const addresses = [{ street: 'Main Street 1', city: 'Town' }]
    ids.push((await db.call('record.create', { entity: 'contact', data: { givenName, addresses } })).id)
  }
  const { id: campaign } = await db.call('record.create', {
    entity: 'campaign',
    data: { name: 'New year', kind: 'letter' },
  })
  await db.call('campaign.addMembers', { campaign, entity: 'contact', target: { ids } })
  expect(await db.call('campaign.screen', { campaign })).toMatchObject({ planned: 3, operation: null })
  await db.call('consent.record', {
    entity: 'contact',
    id: ids[0] ?? '',
    decision: 'refused',
    channel: 'post',
  })
  expect(await db.call('campaign.screen', { campaign })).toMatchObject({
    planned: 2,
    refused: [{ code: 'optedOut', count: 1, first: [{ name: 'Ann' }] }],
  })
  expect(await db.call('campaign.respond', { campaign, from: 'planned', status: 'sent' })).toMatchObject({
    changed: 2,
    unchanged: 0,
  })
  expect((await db.call('campaign.summary', { id: campaign })).counts).toMatchObject({ sent: 2, excluded: 1 })
  await db.call('operation.undo', {})
  expect((await db.call('campaign.summary', { id: campaign })).counts).toMatchObject({
    planned: 2,
    excluded: 1,
  })
})
