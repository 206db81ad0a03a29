/** Relationships leave in files and come back the same, beside the records they are between, and not twice. */
import { expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { comparables, importInto } from './import.support.ts'

const entities = ['company', 'contact', 'relationshipType', 'relationship'] as const

async function acquainted(): Promise<TestDatabase> {
  const db = testDatabase({ seed: 1 })
  const make = async (entity: string, data: Record<string, unknown>): Promise<string> =>
    (await db.call('record.create', { entity, data })).id
  const ann = await make('contact', { givenName: 'Ann', familyName: 'Lee', emails: ['ann@example.com'] })
  const somchai = await make('contact', { givenName: 'สมชาย', familyName: 'ใจดี', phones: ['0812345678'] })
  const firm = await make('company', { name: 'บริษัท สยาม จำกัด' })
  const teacher = await make('relationshipType', { name: 'teacher of', reverse: 'pupil of' })
  const contact = (id: string) => ({ entity: 'contact' as const, id })
  await db.call('relationship.add', {
    type: { kind: 'reportsTo' },
    from: contact(somchai),
    to: contact(ann),
    startDate: '2019-04-01',
    note: 'on paper only',
  })
  await db.call('relationship.add', {
    type: { kind: 'accountantOf' },
    from: contact(ann),
    to: { entity: 'company', id: firm },
    endDate: '2024-12-31',
  })
  await db.call('relationship.add', { type: { typeId: teacher }, from: contact(ann), to: contact(somchai) })
  return db
}

it.each(['fields', 'labels'] as const)('with %s for headers', async (headers) => {
  const [from, to] = [await acquainted(), testDatabase({ seed: 2 })]
  const files: string[] = []
  for (const entity of entities) {
    const out = `${from.file}.${entity}.csv`
    await from.call('transfer.export', { entity, out, headers })
    files.push(out)
  }
  for (let time = 0; time < 2; time++) {
    expect(await importInto(to, files)).toMatchObject({ rejected: 0, unmapped: [] })
    for (const entity of entities)
      expect(await comparables(to, entity)).toEqual(await comparables(from, entity))
  }
  const { rows } = await to.call('record.list', { entity: 'contact' })
  const ann = rows.find(({ displayName }) => displayName === 'Ann Lee')?.id ?? ''
  expect((await to.call('relationship.list', { entity: 'contact', id: ann })).total).toBe(3)
})
