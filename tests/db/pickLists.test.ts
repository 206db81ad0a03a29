/** Pick lists edited where they are used: kept, renamed on exactly the records that say so, taken back in one step. */
import { expect, it } from 'vitest'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'

const make = async (db: TestDatabase, data: object) =>
  (await db.call('record.create', { entity: 'contact', data: { givenName: 'A', ...data } })).id
const said = async (db: TestDatabase, field: string) =>
  (await db.call('record.list', { entity: 'contact', sort: ['createdAt'] })).rows.map((row) => row[field])

it('renames a value on the records that say exactly that, and takes all of it back at once', async () => {
  const db = testDatabase()
  for (const status of ['Lead', 'lead', 'Lead', 'Customer']) await make(db, { status })
  expect((await db.call('pickList.get', { entity: 'contact', field: 'status' })).used).toEqual([
    { value: 'Lead', n: 2 },
    { value: 'Customer', n: 1 },
    { value: 'lead', n: 1 },
  ])
  const before = snapshot(db.conn)
  const { changed, operation } = await db.call('pickList.save', {
    entity: 'contact',
    field: 'status',
    values: ['Prospect', 'Customer'],
    renames: [{ from: 'Lead', to: 'Prospect' }],
  })
  expect(changed).toBe(2)
  expect(await said(db, 'status')).toEqual(['Prospect', 'lead', 'Prospect', 'Customer'])
  expect((await db.call('pickList.get', { entity: 'contact', field: 'status' })).values).toEqual([
    'Prospect',
    'Customer',
  ])
  await db.call('operation.undo', { operation: operation ?? '' })
  expect(snapshot(db.conn)).toEqual(before)
})

it('exchanges two names, leaves no tag twice, and serves fields of one’s own', async () => {
  const db = testDatabase()
  const { id } = await db.call('record.create', {
    entity: 'customField',
    data: { entity: 'contact', label: 'Grade', kind: 'pickList', options: ['A', 'B'] },
  })
  const grade = `custom.${id}`
  await make(db, { [grade]: 'A', tags: ['vip', 'VIP', 'x'] })
  await make(db, { [grade]: 'B', tags: ['y'] })
  await db.call('pickList.save', {
    entity: 'contact',
    field: grade,
    values: ['B', 'A'],
    renames: [
      { from: 'A', to: 'B' },
      { from: 'B', to: 'A' },
    ],
  })
  expect(await said(db, grade)).toEqual(['B', 'A'])
  expect((await db.call('pickList.get', { entity: 'contact', field: grade })).values).toEqual(['B', 'A'])
  await db.call('pickList.save', {
    entity: 'contact',
    field: 'tags',
    values: ['VIP'],
    renames: [{ from: 'vip', to: 'VIP' }],
  })
  expect(await said(db, 'tags')).toEqual([['VIP', 'x'], ['y']])
  for (const field of ['givenName', 'phones', 'nothing'])
    await expect(db.call('pickList.get', { entity: 'contact', field })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
})
