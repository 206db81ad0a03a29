// The order groups stand in by themselves: what a pick list offers as it does, then the rest by the alphabet; nothing last.
import { expect, it } from 'vitest'
import { readerOf } from '#db/shared/reader.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

async function groups(
  db: TestDatabase,
  base: string,
  field: string,
  descending = false,
): Promise<(string | number | null | undefined)[]> {
  const { rows } = await db.call('report.run', {
    name: 'x',
    definition: {
      base,
      by: [{ field }],
      measures: [{ of: 'count' }],
      sort: { on: 'group', descending },
    },
    reader: readerOf('en', 'UTC'),
  })
  return rows.map(({ key }) => key[0])
}

it('is that of the work for tickets', async () => {
  const db = testDatabase()
  for (const status of ['solved', 'waiting', 'closed', 'open', 'new'])
    await db.call('record.create', { entity: 'ticket', data: { subject: status, status } })
  expect(await groups(db, 'ticket', 'status')).toEqual(['new', 'open', 'waiting', 'solved', 'closed'])
})

it('is that of the list somebody made, what is not in it after, what is not given last either way', async () => {
  const db = testDatabase()
  for (const industry of ['Apples', undefined, 'Zinc', 'Bread', 'Mills'])
    await db.call('record.create', { entity: 'company', data: { name: `${industry}`, industry } })
  expect(await groups(db, 'company', 'industry')).toEqual(['Apples', 'Bread', 'Mills', 'Zinc', null])
  await db.call('pickList.save', { entity: 'company', field: 'industry', values: ['Zinc', 'Mills'] })
  expect(await groups(db, 'company', 'industry')).toEqual(['Zinc', 'Mills', 'Apples', 'Bread', null])
  expect(await groups(db, 'company', 'industry', true)).toEqual(['Bread', 'Apples', 'Mills', 'Zinc', null])
})
