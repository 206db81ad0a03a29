/**
 * What somebody keeps private does not exist for others, whatever they ask: every query of the contract is asked by an
 * administrator for whom a word of somebody else's private records must never appear in an answer or an error.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contract, type Name } from '#db/shared/contract.ts'
import { AppError } from '#db/shared/errors.ts'
import type { Person } from '../helpers/people.ts'
import { type QueryName, questions } from './privacy/questions.ts'
import { CANARY, NOBODYS, onName, type Scene, scene } from './privacy/scene.ts'

async function answersOf(s: Scene, who: Person, name: QueryName): Promise<string> {
  const answers: unknown[] = []
  for (const input of await questions[name](s, who)) {
    try {
      answers.push(await who.call<Name>(name, input))
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      if (error instanceof AppError) answers.push(error.record)
    }
  }
  return JSON.stringify(answers)
}

const queries = Object.entries(contract).flatMap(([name, { kind }]) =>
  kind === 'query' ? [name as QueryName] : [],
)

test('no query tells an administrator a word of it, and its owner finds it by many', async () => {
  const s = await scene()
  const found: string[] = []
  for (const name of queries) {
    expect((await answersOf(s, s.bob, name)).toLowerCase(), `${name}, asked by another`).not.toContain(CANARY)
    if ((await answersOf(s, s.ann, name)).toLowerCase().includes(CANARY)) found.push(name)
  }
  expect(found).toEqual(
    expect.arrayContaining([
      'record.get',
      'record.list',
      'record.values',
      'record.changes',
      'lookup.create',
      'lookup.page',
      'search.run',
      'timeline.list',
      'favourite.list',
      'anniversary.upcoming',
      'transfer.card',
      'group.list',
      'group.of',
      'document.preview',
      'trash.list',
      'draft.list',
      'settings.get',
      'relationship.list',
    ]),
  )
})

test('it is in no count, no search, no list of operations, and by name nowhere', async () => {
  const s = await scene()
  const { bob } = s
  expect((await bob.call('app.counts', {})).counts).toMatchObject({ contact: 1, company: 0, note: 0 })
  expect((await bob.call('trash.list', {})).counts).toMatchObject({ contact: 0 })
  expect(await bob.call('search.run', { text: 'Xylo', count: true })).toMatchObject({ total: 0, hits: [] })
  expect((await bob.call('search.run', { text: '0812345678', count: true })).total).toBe(1)
  const { operations } = await bob.call('operation.list', { limit: 1_000 })
  expect(operations.map(({ id }) => id)).not.toContain(s.operation)
  expect(operations.filter(({ entities }) => entities.contact).map(({ user }) => user)).toEqual([
    'Ann',
    'Ann',
  ])
  const listed = await bob.call('lookup.create', {
    entity: 'contact',
    page: { fields: ['companyId'], limit: 10 },
  })
  expect(listed.page?.rows).toEqual([[{ id: s.secretCompany, name: null }]])
})

test('files that are exported do not hold it', async () => {
  const s = await scene()
  for (const entity of ['contact', 'company', 'note', 'history'])
    for (const format of ['csv', 'json', 'vcf'] as const) {
      if (format === 'vcf' && entity !== 'contact' && entity !== 'company') continue
      const out = `${s.db.file}.${entity}.${format}`
      await s.bob.call('transfer.export', { entity, out, format })
      expect(readFileSync(out, 'utf8').toLowerCase()).not.toContain(CANARY)
    }
  const out = `${s.db.file}.own.csv`
  await s.ann.call('transfer.export', { entity: 'contact', out })
  expect(readFileSync(out, 'utf8').toLowerCase()).toContain(CANARY)
})

test('to write it, refer to it or take it back is to be told that there is no such thing', async () => {
  const { bob, ...s } = await scene()
  const missing = { record: { code: 'NotFound' } }
  const secret = { entity: 'contact', id: s.secretContact }
  await expect(bob.call('record.update', { ...secret, data: { givenName: 'X' } })).rejects.toMatchObject(
    missing,
  )
  await expect(bob.call('record.trash', secret)).rejects.toMatchObject(missing)
  await expect(bob.call('record.restore', { entity: 'contact', id: s.trashed })).rejects.toMatchObject(
    missing,
  )
  await expect(
    bob.call('trash.restore', { records: [{ entity: 'contact', id: s.trashed }] }),
  ).rejects.toMatchObject(missing)
  await expect(
    bob.call('trash.empty', { records: [{ entity: 'contact', id: s.trashed }] }),
  ).rejects.toMatchObject(missing)
  await expect(bob.call('operation.undo', { operation: s.operation })).rejects.toMatchObject(missing)
  expect(await bob.call('trash.empty', {})).toMatchObject({ erased: 0 })

  const refusal = async (id: string): Promise<unknown> => {
    const made = bob.call('record.create', { entity: 'note', data: { body: 'b', contactId: id } })
    return made.then(
      () => undefined,
      (error: unknown) => (error instanceof AppError ? error.record : error),
    )
  }
  expect(await refusal(s.secretContact)).toEqual(await refusal(NOBODYS))
})

test('what hangs on a private record goes and comes with it', async () => {
  const { ann, bob, shared } = await scene()
  await ann.call('record.create', { entity: 'note', data: { body: 'plain', contactId: shared } })
  const seen = async () => (await bob.call('record.list', { entity: 'note', count: true })).total
  expect(await seen()).toBe(1)
  await ann.call('record.update', { entity: 'contact', id: shared, data: { private: true } })
  expect(await seen()).toBe(0)
  await expect(bob.call('timeline.list', { entity: 'contact', id: shared })).rejects.toMatchObject({
    record: { code: 'NotFound' },
  })
  await ann.call('operation.undo', {})
  expect(await seen()).toBe(1)
})

test('the job of one user and the questions of another do not see with each other’s eyes', async () => {
  const { db, ann, bob } = await scene()
  for (let n = 0; n < 40; n++)
    await ann.call('record.create', { entity: 'contact', data: { givenName: `P${n}` } })
  const out = `${db.file}.whole.csv`
  const exported = ann.call('transfer.export', { entity: 'contact', out })
  const second = bob.call('transfer.export', { entity: 'contact', out: `${db.file}.bob.csv` })
  const asked = await Promise.all(
    Array.from({ length: 20 }, () => bob.call('record.list', { entity: 'contact', filter: onName })),
  )
  expect(asked.map(({ total }) => total)).toEqual(asked.map(() => 0))
  expect((await exported).rows).toBe(42)
  expect((await second).rows).toBe(41)
  expect(readFileSync(out, 'utf8').toLowerCase()).toContain(CANARY)
})
