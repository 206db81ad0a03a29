/** Two laptops that work on the same tickets while apart, and meet again. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

const passphrase = 'correct horse'

async function twoLaptops(): Promise<{ one: TestDatabase; two: TestDatabase; meet: () => Promise<void> }> {
  const path = join(temporaryFolder(), 'Acme.crmhub')
  const one = testDatabase()
  const two = testDatabase({ seed: 7 })
  await one.call('sync.create', { out: path, passphrase })
  let joined = false
  return {
    one,
    two,
    async meet() {
      await one.call('sync.now', {})
      if (joined) await two.call('sync.now', {})
      else await two.call('sync.join', { files: [path], passphrase })
      joined = true
      await one.call('sync.now', {})
      await two.call('sync.now', {})
    },
  }
}

const get = (db: TestDatabase, id: string) => db.call('record.get', { entity: 'ticket', id })

it('both answer the same ticket: both answers stay, both sides say the same, numbers never meet', async () => {
  const { one, two, meet } = await twoLaptops()
  await one.call('sla.savePolicy', { name: 'All', targets: { normal: { first: 60, solve: 600 } } })
  const { id } = await one.call('ticket.open', { data: { subject: 'No dial tone' } })
  await meet()
  await one.call('ticket.reply', { id, html: '<p>From one</p>', minutes: 3, status: 'waiting' })
  two.sources.advance(60_000)
  await two.call('ticket.reply', { id, html: '<p>From two</p>', minutes: 4, status: 'solved' })
  const fresh = [
    (await one.call('ticket.open', { data: { subject: 'A' } })).number,
    (await two.call('ticket.open', { data: { subject: 'B' } })).number,
  ]
  await meet()
  expect(new Set(fresh.map((number) => number.split('-')[0])).size).toBe(2)
  const [here, there] = [await get(one, id), await get(two, id)]
  for (const name of [
    'status',
    'phase',
    'waits',
    'solvedAt',
    'minutes',
    'firstDueAt',
    'solveDueAt',
    'late',
    'priority',
  ])
    expect(there[name], name).toEqual(here[name])
  expect(here).toMatchObject({ status: 'solved', minutes: 7 })
  for (const db of [one, two]) {
    const { messages } = await db.call('ticket.conversation', { id })
    expect(messages.map(({ body }) => body)).toEqual(['From one', 'From two'])
    expect((await db.call('database.check', {})).findings).toEqual([])
  }
})

it('one merges a ticket while the other answers it: the answer stands on the one it became', async () => {
  const { one, two, meet } = await twoLaptops()
  const first = await one.call('ticket.open', { data: { subject: 'First' } })
  const second = await one.call('ticket.open', { data: { subject: 'Second' } })
  await meet()
  await one.call('duplicate.merge', { entity: 'ticket', ids: [first.id, second.id] })
  await two.call('ticket.reply', { id: second.id, html: '<p>To the second</p>', minutes: 2 })
  await meet()
  for (const db of [one, two]) {
    const { messages } = await db.call('ticket.conversation', { id: first.id })
    expect(messages).toMatchObject([{ body: 'To the second', from: second.number }])
    expect((await get(db, first.id)).minutes).toBe(2)
  }
})
