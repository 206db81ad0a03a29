// What people are told of what was done: how many records, the same however often it is asked.
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../helpers/database.ts'

describe('operations', () => {
  test('a large one is counted once it has ended, and counts the same when asked again and undone', async () => {
    const db = testDatabase()
    await db.call('demo.create', { contacts: 400, seed: 7 })
    const newest = async () => (await db.call('operation.list', { limit: 1 })).operations[0]
    const demo = await newest()
    expect(demo?.entities.contact).toBeGreaterThanOrEqual(400)
    expect(demo?.records).toBeGreaterThan(1_000)
    expect(await newest()).toEqual(demo)
    const { id } = await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    await db.call('record.update', { entity: 'contact', id, data: { jobTitle: 'Buyer' } })
    await db.call('operation.undo', { operation: demo?.id })
    const all = (await db.call('operation.list', { limit: 10 })).operations
    expect(all.find((each) => each.id === demo?.id)).toEqual({ ...demo, state: 'undone', undoable: false })
    expect(all.filter(({ entities }) => entities.contact === 1)).toHaveLength(2)
  })
})
