/** Opportunities through their stages: what follows from a change, what a person must say, what undo brings back. */
import { describe, expect, it } from 'vitest'
import { AppError } from '#db/shared/errors.ts'
import { anOpportunity, stagesOf } from '../contract/examples/opportunities.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const get = (db: TestDatabase, id: string) => db.call('record.get', { entity: 'opportunity', id })
const changes = async (db: TestDatabase, id: string) =>
  (
    await db.call('record.list', {
      entity: 'stageChange',
      filter: { field: 'opportunityId', op: 'is', value: id },
      limit: 50,
    })
  ).rows.sort((a, b) => String(a.at).localeCompare(String(b.at)))
const issues = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call
  } catch (error) {
    return error instanceof AppError ? (error.record.issues ?? error.record) : error
  }
  return undefined
}
const lostReason = async (db: TestDatabase): Promise<string> =>
  (await db.call('opportunity.reasons', {})).reasons.find(({ outcome }) => outcome === 'lost')?.id ?? ''

describe('a new opportunity', () => {
  it('stands in the first stage of the first pipeline, which is made in the language of whoever needs it', async () => {
    const db = testDatabase()
    await db.call('settings.set', { scope: 'user', key: 'preferences.language', value: 'th' })
    const record = await get(db, await anOpportunity(db))
    expect(record).toMatchObject({ status: 'open', refs: { pipelineId: 'งานขาย', stageId: 'คัดกรอง' } })
    expect(await changes(db, record.id)).toMatchObject([{ fromName: null, toName: 'คัดกรอง', status: 'open' }])
  })

  it('is the same pipeline on two laptops that both begin', async () => {
    const [one, two] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    await anOpportunity(one)
    await anOpportunity(two)
    expect(await stagesOf(one)).toEqual(await stagesOf(two))
  })

  it('belongs to the pipeline of its stage, whatever else was said', async () => {
    const db = testDatabase()
    await anOpportunity(db)
    const other = await db.call('pipeline.save', { name: 'Other', stages: [{ name: 'Only' }] })
    const first = await stagesOf(db)
    const id = await anOpportunity(db, { pipelineId: other.id, stageId: first.stages[1] })
    expect(await get(db, id)).toMatchObject({ pipelineId: first.pipeline, stageId: first.stages[1] })
    await db.call('record.update', { entity: 'opportunity', id, data: { pipelineId: other.id } })
    expect(await get(db, id)).toMatchObject({ pipelineId: other.id, refs: { stageId: 'Only' } })
  })
})

describe('moving', () => {
  it('writes the stage history, however it was moved, and undo takes both back', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    const { stages } = await stagesOf(db)
    db.sources.advance(3 * 86_400_000)
    const { operation } = await db.call('record.update', {
      entity: 'opportunity',
      id,
      data: { stageId: stages[1] },
    })
    expect(await changes(db, id)).toMatchObject([{ days: null }, { days: 3, fromStageId: stages[0] }])
    const standing = await db.call('opportunity.standing', { id })
    expect(standing.stages.map(({ days, current }) => [days, current])).toEqual([
      [3, false],
      [0, true],
      [null, false],
      [null, false],
    ])
    await db.call('operation.undo', { operation: operation ?? '' })
    expect(await changes(db, id)).toHaveLength(1)
    expect(await get(db, id)).toMatchObject({ stageId: stages[0] })
  })

  it('asks a person for the fields of the stage, not an import', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    const { pipelines } = await db.call('pipeline.list', {})
    const [sales] = pipelines
    await db.call('pipeline.save', {
      id: sales?.id ?? '',
      name: 'Sales',
      stages: (sales?.stages ?? []).map(({ count: _, ...one }, at) => ({
        ...one,
        requiredFields: at === 2 ? ['nextStep', 'closeDate'] : [],
      })),
    })
    const stage = sales?.stages[2]?.id ?? ''
    expect(await issues(db.call('opportunity.move', { id, stage }))).toMatchObject([
      { field: 'nextStep', code: 'requiredByStage', params: { stage: 'Proposal' } },
      { field: 'closeDate', code: 'requiredByStage' },
    ])
    await db.call('opportunity.move', { id, stage, data: { nextStep: 'Call', closeDate: '2026-12-01' } })
    expect(await get(db, id)).toMatchObject({ stageId: stage, nextStep: 'Call' })
  })

  it('goes bad when it has been in a stage for too long', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    db.sources.advance(15 * 86_400_000)
    expect(await db.call('opportunity.standing', { id })).toMatchObject({
      days: 15,
      rotDays: 14,
      rotting: true,
    })
    const { columns, lanes } = await db.call('opportunity.board', { rotting: true })
    expect(columns[0]).toMatchObject({ count: 1 })
    expect(lanes[0]?.cells[0]?.cards[0]).toMatchObject({ id, rotting: true })
  })
})

describe('closing', () => {
  it('asks why something was lost, names who got it, and can be taken up again', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    expect(await issues(db.call('opportunity.close', { id, status: 'lost' }))).toMatchObject([
      { field: 'reasonId', code: 'required' },
    ])
    const { id: rival } = await db.call('record.create', { entity: 'competitor', data: { name: 'Rival' } })
    const reason = await lostReason(db)
    await db.call('opportunity.close', {
      id,
      status: 'lost',
      reason,
      note: 'dear',
      competitor: rival,
      on: '2026-11-20',
    })
    expect(await get(db, id)).toMatchObject({
      status: 'lost',
      reasonId: reason,
      closeDate: '2026-11-20',
      reasonNote: 'dear',
    })
    const rivals = await db.call('record.list', { entity: 'opportunityCompetitor', limit: 5 })
    expect(rivals.rows).toMatchObject([{ competitorId: rival, outcome: 'theyWon' }])
    await db.call('opportunity.reopen', { id })
    expect(await get(db, id)).toMatchObject({
      status: 'open',
      closedAt: null,
      reasonId: null,
      reasonNote: 'dear',
    })
    expect((await changes(db, id)).map(({ status }) => status)).toEqual(['open', 'lost', 'open'])
  })

  it('a won one counts fully, a lost one not at all', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    await db.call('opportunity.close', { id, status: 'won' })
    expect(await db.call('opportunity.standing', { id })).toMatchObject({
      probability: 100,
      weighted: { minor: 1_250_000, currency: 'THB' },
      next: null,
    })
    const { columns, closed } = await db.call('opportunity.board', {})
    expect(columns.every(({ count }) => count === 0)).toBe(true)
    expect(closed).toMatchObject([{ stage: 'won', count: 1 }, { count: 0 }])
  })
})

describe('stages that go', () => {
  it('a stage deleted by hand gives what is open in it to the one before it, in the same operation', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    const { stages } = await stagesOf(db)
    await db.call('opportunity.move', { id, stage: stages[2] ?? '' })
    const { operation } = await db.call('record.trash', { entity: 'stage', id: stages[2] ?? '' })
    expect(await get(db, id)).toMatchObject({ stageId: stages[1] })
    await db.call('operation.undo', { operation: operation ?? '' })
    expect(await get(db, id)).toMatchObject({ stageId: stages[2] })
  })

  it('the editor asks where its opportunities go', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    const { pipelines } = await db.call('pipeline.list', {})
    const sales = pipelines[0]
    const stages = (sales?.stages ?? []).slice(1).map(({ count: _, requiredFields: __, ...one }) => one)
    const first = sales?.stages[0]?.id ?? ''
    const input = { id: sales?.id ?? '', name: 'Sales', stages }
    expect(await issues(db.call('pipeline.save', input))).toMatchObject({
      code: 'Conflict',
      reason: 'stageInUse',
    })
    expect(await db.call('pipeline.save', { ...input, into: { [first]: 1 } })).toMatchObject({ moved: 1 })
    expect(await get(db, id)).toMatchObject({ stageId: stages[1]?.id })
  })

  it('the last stage stays while something stands in it, and so does its pipeline', async () => {
    const db = testDatabase()
    const only = await db.call('pipeline.save', { name: 'One', stages: [{ name: 'Only' }] })
    await anOpportunity(db, { pipelineId: only.id })
    const { pipelines } = await db.call('pipeline.list', {})
    const stage = pipelines[0]?.stages[0]?.id ?? ''
    expect(await issues(db.call('record.trash', { entity: 'stage', id: stage }))).toMatchObject({
      reason: 'lastStage',
    })
    expect(await issues(db.call('record.trash', { entity: 'pipeline', id: only.id }))).toMatchObject({
      reason: 'pipelineInUse',
    })
  })

  it('what another laptop left in a stage that is gone stands in a column of its own', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db)
    const { stages } = await stagesOf(db)
    // As a round of sharing brings it: no effects.
    db.conn.db.prepare('UPDATE stage SET trashedAt = 1 WHERE rowId = 1').run()
    const { columns } = await db.call('opportunity.board', {})
    expect(columns[0]).toMatchObject({ stage: 'none', count: 1 })
    expect((await db.call('opportunity.cards', { stage: 'none' })).cards).toMatchObject([{ id }])
    await db.call('opportunity.move', { id, stage: stages[1] ?? '' })
    expect((await db.call('opportunity.board', {})).columns[0]).toMatchObject({ count: 1 })
  })
})

describe('the board', () => {
  it('adds up and weights each column in one currency, telling what has no rate', async () => {
    const db = testDatabase()
    await db.call('settings.set', { scope: 'database', key: 'defaultCurrency', value: 'THB' })
    const rate = (day: string, from: string, to: string, value: number) =>
      db.call('record.create', {
        entity: 'exchangeRate',
        data: { day, fromCurrency: from, toCurrency: to, rate: value },
      })
    await rate('2026-01-01', 'USD', 'THB', 30)
    await rate('2026-11-01', 'USD', 'THB', 35.5)
    await rate('2027-01-01', 'USD', 'THB', 99)
    await anOpportunity(db, { amount: { minor: 10_001, currency: 'THB' } })
    await anOpportunity(db, { amount: { minor: 100, currency: 'USD' } })
    await anOpportunity(db, { amount: { minor: 5, currency: 'KWD' } })
    await anOpportunity(db, { amount: null })
    const { columns } = await db.call('opportunity.board', {})
    expect(columns[0]).toMatchObject({
      count: 4,
      total: { minor: 13_551, currency: 'THB', missing: [{ currency: 'KWD', minor: 5 }] },
      weighted: { minor: 1355 },
    })
    const { columns: dollars } = await db.call('opportunity.board', { currency: 'USD' })
    expect(dollars[0]?.total).toMatchObject({ currency: 'USD', minor: 100 + 282 })
  })

  it('shows lanes by owner, and what is next', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'manager')
    const mine = await anOpportunity(db)
    const { id } = await ann.call('record.create', { entity: 'opportunity', data: { name: 'Hers' } })
    await db.call('activity.schedule', {
      data: { kind: 'call', regarding: 'Ask them', startAt: '2026-11-23T03:00:00Z', opportunityId: mine },
    })
    const board = await db.call('opportunity.board', { lanes: true })
    expect(
      board.lanes.map(({ owner, cells }) => [owner?.name, cells[0]?.cards.map((card) => card.id)]),
    ).toEqual(expect.arrayContaining([['Ann', [id]]]))
    const card = board.lanes.flatMap(({ cells }) => cells[0]?.cards ?? []).find((one) => one.id === mine)
    expect(card?.next).toMatchObject({ text: 'Ask them', overdue: false })
    const stuck = await db.call('opportunity.board', { stuck: true })
    expect(stuck.columns[0]?.count).toBe(1)
    // What is closed stays with whose it was, also when that is all they have.
    await ann.call('opportunity.close', { id, status: 'lost', reason: await lostReason(db) })
    const after = await db.call('opportunity.board', { lanes: true })
    expect(after.closed.map(({ stage, count }) => [stage, count])).toEqual([
      ['won', 0],
      ['lost', 1],
    ])
    expect(
      after.lanes.map(({ owner, closed }) => [owner?.name, closed[1]?.cards.map((one) => one.id)]),
    ).toEqual(expect.arrayContaining([['Ann', [id]]]))
    expect(after.lanes.flatMap(({ closed }) => closed.flatMap(({ cards }) => cards))).toHaveLength(1)
  })
})

describe('lines', () => {
  it('make the amount, whoever writes them, until somebody types one', async () => {
    const db = testDatabase()
    const id = await anOpportunity(db, { amount: null })
    await db.call('opportunity.setLines', {
      id,
      currency: 'THB',
      lines: [
        { name: 'Pump', quantity: 3, unitPrice: 0.335, discountPercent: null },
        { name: 'Hose', quantity: 2.5, unitPrice: 10, discountPercent: 50 },
      ],
    })
    expect(await get(db, id)).toMatchObject({
      amount: { minor: 101 + 1250, currency: 'THB' },
      amountFrom: 'lines',
    })
    const { rows } = await db.call('record.list', { entity: 'opportunityLine', limit: 5 })
    const pump = rows.find(({ name }) => name === 'Pump')
    await db.call('record.update', { entity: 'opportunityLine', id: pump?.id ?? '', data: { quantity: 0 } })
    expect(await get(db, id)).toMatchObject({ amount: { minor: 1250 } })
    await db.call('record.update', {
      entity: 'opportunity',
      id,
      data: { amount: { minor: 7, currency: 'THB' } },
    })
    expect(await get(db, id)).toMatchObject({ amountFrom: 'hand' })
    await db.call('record.update', { entity: 'opportunityLine', id: pump?.id ?? '', data: { quantity: 9 } })
    expect(await get(db, id)).toMatchObject({ amount: { minor: 7 } })
    expect(
      await issues(
        db.call('opportunity.setLines', { id, lines: [{ name: 'x', quantity: 1e12, unitPrice: 1e12 }] }),
      ),
    ).toMatchObject({ reason: 'amountTooLarge' })
  })
})

describe('privacy', () => {
  it('an opportunity is the secret its contact is, also when that becomes one later', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'manager')
    const bob = await person(db, 'Bob', 'admin')
    const { id: contact } = await ann.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Mali' },
    })
    const { id } = await ann.call('record.create', {
      entity: 'opportunity',
      data: { name: 'Secret', contactId: contact },
    })
    const { id: note } = await ann.call('record.create', {
      entity: 'note',
      data: { body: 'quiet', opportunityId: id },
    })
    await bob.call('record.get', { entity: 'opportunity', id })
    const { operation } = await ann.call('record.update', {
      entity: 'contact',
      id: contact,
      data: { private: true },
    })
    await expect(bob.call('record.get', { entity: 'opportunity', id })).rejects.toThrow('NotFound')
    await expect(bob.call('record.get', { entity: 'note', id: note })).rejects.toThrow('NotFound')
    await ann.call('operation.undo', { operation: operation ?? '' })
    await bob.call('record.get', { entity: 'opportunity', id })
  })

  it('what went into hiding comes out again, to who had it; what was hidden by itself stays', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'manager')
    const bob = await person(db, 'Bob', 'admin')
    const make = (by: typeof ann, entity: string, data: Record<string, unknown>) =>
      by.call('record.create', { entity, data }).then(({ id }) => id)
    const hide = (entity: string, id: string, secret: boolean) =>
      ann.call('record.update', { entity, id, data: { private: secret } })
    const contactId = await make(ann, 'contact', { givenName: 'Mali' })
    const companyId = await make(ann, 'company', { name: 'Siam' })
    const hers = await make(ann, 'opportunity', { name: 'Hers', contactId })
    const his = await make(bob, 'opportunity', { name: 'His', contactId })
    const own = await make(ann, 'opportunity', { name: 'Own', contactId, private: true })
    const apart = await make(ann, 'company', { name: 'Apart' })
    const alone = await make(ann, 'opportunity', {
      name: 'Alone',
      contactId,
      companyId: apart,
      private: true,
    })
    const both = await make(ann, 'opportunity', { name: 'Both', contactId, companyId })
    const { id: quote } = await ann.call('quote.save', { data: { opportunityId: hers } })
    await hide('contact', contactId, true)
    const later = await make(ann, 'opportunity', { name: 'Later', contactId })
    await hide('company', companyId, true)
    for (const id of [hers, his, own, both, later])
      await expect(bob.call('record.get', { entity: 'opportunity', id })).rejects.toThrow('NotFound')
    await hide('contact', contactId, false)
    for (const id of [hers, his, later]) await bob.call('record.get', { entity: 'opportunity', id })
    await bob.call('record.get', { entity: 'quote', id: quote })
    for (const id of [own, both, alone])
      await expect(bob.call('record.get', { entity: 'opportunity', id })).rejects.toThrow('NotFound')
    expect((await bob.call('record.get', { entity: 'opportunity', id: his })).refs).toMatchObject({
      ownerId: 'Bob',
    })
    await hide('company', companyId, false)
    await bob.call('record.get', { entity: 'opportunity', id: both })
  })
})
