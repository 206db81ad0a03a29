/** Lists, consent and campaigns as data: told to another computer whole, taken back there too, carried over in a ZIP; what own-only users may. */
import { describe, expect, test } from 'vitest'
import { applyRemote } from '#db/core/applyRemote.ts'
import { outbox } from '#db/core/outbox.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const entities = [
  'consent',
  'list',
  'listMember',
  'campaign',
  'campaignStep',
  'campaignMember',
  'campaignSender',
] as const

async function everything(db: TestDatabase): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const entity of entities) {
    const { rows } = await db.call('record.list', { entity, limit: 1_000 })
    found[entity] = rows
      .map(({ refs: _, updatedAt: __, ...row }) => row)
      .sort((a, b) => String(a.id).localeCompare(String(b.id)))
  }
  return found
}

const bring = (from: TestDatabase, to: TestDatabase): void => {
  for (const tx of structuredClone(outbox(from.conn))) applyRemote(to.conn, tx)
}

test('are the same on another computer, also after an undo and a redo', async () => {
  const [a, b] = [testDatabase({ seed: 31 }), testDatabase({ seed: 32 })]
  const { operation } = await a.call('demo.create', { contacts: 60, seed: 3 })
  const { id: fair } = await a.call('record.create', {
    entity: 'campaign',
    data: { name: 'Fair', kind: 'event' },
  })
  const made = await everything(a)
  for (const entity of entities) expect(made[entity]?.length).toBeGreaterThan(0)
  bring(a, b)
  const there = await everything(b)
  for (const entity of entities)
    expect(there[entity]?.map((row) => Object(row).id)).toEqual(made[entity]?.map((row) => Object(row).id))
  expect(there.campaignMember).toEqual(made.campaignMember)
  expect(there.consent).toEqual(made.consent)
  const { campaigns } = await a.call('campaign.overview', {})
  expect((await b.call('campaign.overview', {})).campaigns).toEqual(campaigns)
  expect(await b.call('campaign.sender', { id: fair })).toMatchObject({
    state: 'elsewhere',
  })
  await a.call('operation.undo', {})
  await a.call('operation.undo', { operation: operation ?? '' })
  bring(a, b)
  expect(Object.values(await everything(b)).flat()).toEqual([])
  await a.call('operation.redo', {})
  await a.call('operation.redo', {})
  bring(a, b)
  expect((await b.call('campaign.overview', {})).campaigns).toEqual(campaigns)
})

test('go into one ZIP and come back from it into an empty database', { timeout: 60_000 }, async () => {
  const a = testDatabase()
  await a.call('demo.create', { contacts: 40, seed: 4 })
  const { id: fair } = await a.call('record.create', {
    entity: 'campaign',
    data: { name: 'Fair', kind: 'event' },
  })
  const out = `${a.file}.zip`
  await a.call('everything.export', { out })
  const b = testDatabase({ seed: 9 })
  await b.call('everything.import', { files: [out] })
  const [was, is] = [await everything(a), await everything(b)]
  for (const entity of entities)
    expect(is[entity]?.map((row) => Object(row).id)).toEqual(was[entity]?.map((row) => Object(row).id))
  // The computer it came from may still be there: who goes on here says so.
  expect(await b.call('campaign.sender', { id: fair })).toMatchObject({ state: 'elsewhere' })
  await b.call('campaign.takeOver', { campaign: fair, force: true })
  expect(await b.call('campaign.sender', { id: fair })).toMatchObject({ state: 'here' })
})

describe('somebody who may change only what is theirs', () => {
  test('writes down answers and opt-outs, and touches nobody else’s campaigns and lists', async () => {
    const db = testDatabase()
    lock(db)
    const make = async (entity: string, data: Record<string, unknown>): Promise<string> =>
      (await db.call('record.create', { entity, data })).id
    const who = await make('contact', { givenName: 'Ann', emails: ['ann@example.com'] })
    const campaign = await make('campaign', { name: 'Fair', kind: 'event' })
    await db.call('campaign.addMembers', { campaign, entity: 'contact', target: { ids: [who] } })
    const member = (await db.call('record.list', { entity: 'campaignMember' })).rows[0]?.id ?? ''
    const { id: list } = await db.call('list.save', { name: 'Buyers' })
    const me = await person(db, 'Me', 'restricted')
    const denied = { record: { code: 'Denied' } }
    await expect(
      me.call('campaign.respond', { campaign, members: [member], status: 'responded' }),
    ).rejects.toMatchObject(denied)
    await expect(me.call('list.save', { id: list, name: 'Mine' })).rejects.toMatchObject(denied)
    await expect(
      me.call('record.update', { entity: 'campaign', id: campaign, data: { name: 'Mine' } }),
    ).rejects.toMatchObject(denied)
    await expect(me.call('campaign.takeOver', { campaign, force: true })).rejects.toMatchObject(denied)
    await expect(me.call('consent.erase', { ids: [who] })).rejects.toMatchObject(denied)
    await me.call('consent.record', { entity: 'contact', id: who, decision: 'refused', channel: 'all' })
    expect((await me.call('consent.of', { entity: 'contact', id: who })).entries).toHaveLength(1)
    const { id: own } = await me.call('list.save', { name: 'My own' })
    await me.call('list.fill', { list: own, target: { ids: [who] } })
    expect((await me.call('list.counts', { lists: [own] })).counts[own]).toBe(1)
  })
})
