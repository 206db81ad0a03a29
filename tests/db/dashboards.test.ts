/** Dashboards: each tile says something true of any data, each user arranges their own, and what cannot be read is as it comes. */
import { expect, it } from 'vitest'
import { dashboardNames } from '#db/shared/dashboards.ts'
import { readerOf } from '#db/shared/reader.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const reader = readerOf('fa', 'Asia/Tehran')

/** What every tile of every dashboard says, by dashboard and tile. */
async function all(
  db: TestDatabase,
): Promise<Map<string, { rows: number; notes: readonly string[]; totals: unknown }>> {
  const said = new Map<string, { rows: number; notes: readonly string[]; totals: unknown }>()
  for (const name of dashboardNames) {
    const { tiles, arranged } = await db.call('dashboard.get', { name })
    expect(arranged).toBe(false)
    for (const { id, report, definition, period } of tiles) {
      const { rows, notes, totals } = await db.call('report.run', {
        name: report ?? id,
        reader,
        ...(definition && { definition }),
        ...(period !== undefined && { parameters: { period } }),
      })
      said.set(`${name} ${id}`, { rows: rows.length, notes, totals: totals?.map(({ value }) => value) })
    }
  }
  return said
}

it('have something to say of nothing and of made-up data, and name no field there is not', async () => {
  const db = testDatabase()
  for (const [tile, { notes }] of await all(db)) expect(notes, tile).toEqual([])
  await db.call('demo.create', { contacts: 200, seed: 5 })
  const earlier = await all(db)
  await db.call('record.create', {
    entity: 'opportunity',
    data: { name: 'Won', amount: { minor: 12_300, currency: 'THB' }, status: 'won', closeDate: '2026-11-20' },
  })
  const said = await all(db)
  expect(said.get('home work')?.rows).toBeGreaterThan(5)
  // One more, whatever the made-up ones are.
  const count = (of: typeof said): number => Number(Object(of.get('sales months')?.totals)[2])
  expect(count(said)).toBe(count(earlier) + 1)
  expect(
    [...said.values()].flatMap(({ notes }) => notes).filter((note) => note.includes('فیلد دیگر نیست')),
  ).toEqual([])
})

it('are arranged by each user for themselves, and come back as they were', async () => {
  const db = testDatabase()
  lock(db)
  const ann = await person(db, 'Ann', 'standard')
  const bob = await person(db, 'Bob', 'browse')
  const tiles = [{ id: 'a', kind: 'number' as const, report: 'newContacts' }]
  const { operation } = await ann.call('dashboard.arrange', { name: 'sales', tiles })
  expect((await ann.call('dashboard.get', { name: 'sales' })).tiles.map(({ id }) => id)).toEqual(['a'])
  expect((await bob.call('dashboard.get', { name: 'sales' })).arranged).toBe(false)
  // Whoever may only look arranges what they look at all the same.
  await bob.call('dashboard.arrange', { name: 'sales', tiles: [] })
  expect((await bob.call('dashboard.get', { name: 'sales' })).tiles).toEqual([])
  expect((await ann.call('dashboard.get', { name: 'sales' })).tiles).toHaveLength(1)
  await ann.call('operation.undo', { operation: operation ?? '' })
  expect((await ann.call('dashboard.get', { name: 'sales' })).arranged).toBe(false)
  await bob.call('dashboard.arrange', { name: 'sales', tiles: null })
  expect((await bob.call('dashboard.get', { name: 'sales' })).tiles.length).toBeGreaterThan(3)
})

it('of a newer program are as they come; two tiles of one name and tiles of nothing are refused', async () => {
  const db = testDatabase()
  await db.call('settings.set', { scope: 'user', key: 'dashboard.home', value: [{ hologram: true }] })
  expect((await db.call('dashboard.get', { name: 'home' })).arranged).toBe(false)
  const tile = { id: 'a', kind: 'number' as const, report: 'newContacts' }
  await expect(db.call('dashboard.arrange', { name: 'home', tiles: [tile, tile] })).rejects.toMatchObject({
    record: { code: 'Invalid' },
  })
  await expect(
    db.call('dashboard.arrange', { name: 'home', tiles: [{ id: 'a', kind: 'list' }] }),
  ).rejects.toMatchObject({ record: { code: 'Invalid' } })
})
