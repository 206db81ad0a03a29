/** Lists: filling them from lookups, lists, addresses and by chance; segments; who came and left; faults. */
import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '#db/cli/run.ts'
import { AppError } from '#db/shared/errors.ts'
import type { Filter } from '#db/shared/filter.ts'
import { allocate, divided, sampled, seededRandom } from '#db/shared/sampling.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const make = async (db: TestDatabase, ...names: string[]): Promise<string[]> => {
  const ids: string[] = []
  for (const givenName of names)
    ids.push(
      (
        await db.call('record.create', {
          entity: 'contact',
          data: { givenName, emails: [`${givenName.toLowerCase()}@example.com`] },
        })
      ).id,
    )
  return ids
}
const list = async (db: TestDatabase, name: string, ...ids: string[]): Promise<string> => {
  const { id } = await db.call('list.save', { name })
  if (ids.length) await db.call('list.fill', { list: id, target: { ids } })
  return id
}
async function inside(db: TestDatabase, id: string): Promise<string[]> {
  const row = (await db.call('list.list', {})).lists.find((each) => each.id === id)
  const { rows } = await db.call('record.list', {
    entity: row?.holds ?? 'contact',
    filter: row?.members as Filter,
    limit: 1_000,
  })
  const names = rows.map(({ displayName }) => String(displayName)).sort()
  expect((await db.call('list.counts', { lists: [id] })).counts[id]).toBe(names.length)
  return names
}

describe('a static list', () => {
  test('has each member once, keeps who left with the day, and takes them back', async () => {
    const db = testDatabase()
    const [a = '', b = ''] = await make(db, 'A', 'B')
    const id = await list(db, 'Buyers', a, b)
    expect(await db.call('list.fill', { list: id, target: { ids: [a] } })).toMatchObject({
      changed: 0,
      unchanged: 1,
      operation: null,
    })
    db.sources.advance(86_400_000)
    const since = new Date(db.sources.now()).toISOString()
    await db.call('list.remove', { list: id, target: { ids: [a] } })
    expect(await inside(db, id)).toEqual(['B'])
    expect((await db.call('list.of', { entity: 'contact', id: a })).lists).toMatchObject([
      { id, leftAt: expect.any(String) },
    ])
    expect(await db.call('list.movement', { list: id, since })).toMatchObject({
      entered: 0,
      left: 1,
      firstLeft: [{ id: a, name: 'A' }],
    })
    expect(await db.call('list.fill', { list: id, target: { ids: [a] } })).toMatchObject({ changed: 1 })
    expect(await inside(db, id)).toEqual(['A', 'B'])
    expect(await db.call('list.movement', { list: id, since })).toMatchObject({ entered: 1, left: 0 })
    expect((await db.call('record.list', { entity: 'listMember', count: true })).total).toBe(2)
    await db.call('operation.undo', {})
    expect(await inside(db, id)).toEqual(['B'])
  })

  test('is filled from others together', async () => {
    const db = testDatabase()
    const [a = '', b = '', c = ''] = await make(db, 'A', 'B', 'C')
    const [left, right] = [await list(db, 'Left', a, b), await list(db, 'Right', b, c)]
    const together = async (combine: 'union' | 'intersection' | 'difference') => {
      const into = await list(db, combine)
      await db.call('list.fill', { list: into, lists: [left, right], combine })
      return inside(db, into)
    }
    expect(await together('union')).toEqual(['A', 'B', 'C'])
    expect(await together('intersection')).toEqual(['B'])
    expect(await together('difference')).toEqual(['A'])
  })

  test('is filled from addresses; of broken and unknown ones it says which', async () => {
    const db = testDatabase()
    await make(db, 'Ann', 'Bo')
    await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Cid', phones: ['081 234 5678'] },
    })
    const id = await list(db, 'Answers')
    const addresses = [
      'Ann <ANN@example.com>',
      'nobody@example.com',
      'bo@',
      '+66 81-234-5678',
      'ann@example.com',
    ]
    expect(await db.call('list.import', { list: id, addresses })).toMatchObject({
      added: 2,
      already: 1,
      unknown: { count: 1, first: ['nobody@example.com'] },
      broken: { count: 1, first: ['bo@'] },
    })
    expect(await inside(db, id)).toEqual(['Ann', 'Cid'])
    const { id: not } = await db.call('list.save', { name: 'Not these', role: 'suppression' })
    expect(await db.call('list.import', { list: not, addresses })).toMatchObject({ added: 2, kept: 1 })
  })

  test('follows a merge, and hides what the reader may not see', async () => {
    const db = testDatabase()
    const [a = '', b = ''] = await make(db, 'A', 'B')
    const id = await list(db, 'Both', a, b)
    await db.call('duplicate.merge', { ids: [b, a] })
    expect(await inside(db, id)).toEqual(['B'])
    expect((await db.call('list.of', { entity: 'contact', id: b })).lists.length).toBeGreaterThan(0)
  })
})

/** What is done to members between two counts. */
const fate = fc.record({
  what: fc.constantFrom('trash', 'hide', 'show', 'merge', 'leave', 'join', 'twice', 'hideMember', 'undo'),
  at: fc.nat(7),
  other: fc.nat(7),
})

test('a list has as many as a lookup finds in it, whatever became of them, for who owns them and for who does not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 4, maxLength: 12 }), async (fates) => {
      const db = testDatabase()
      lock(db)
      const ids = await make(db, 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H')
      const id = await list(db, 'All', ...ids.slice(0, 6))
      const { id: event } = await db.call('record.create', {
        entity: 'campaign',
        data: { name: 'Fair', kind: 'event' },
      })
      const colleague = await person(db, 'Colleague', 'admin')
      const members = async () =>
        (await db.call('record.list', { entity: 'listMember', limit: 100 })).rows.map((row) => row.id)
      let last: string | undefined
      for (const { what, at, other } of fates) {
        const [one = '', two = ''] = [ids[at], ids[other]]
        const some = await members()
        const member = some[at % Math.max(1, some.length)] ?? ''
        const doing = {
          trash: () => db.call('record.trash', { entity: 'contact', id: one }),
          hide: () => db.call('record.update', { entity: 'contact', id: one, data: { private: true } }),
          show: () => db.call('record.update', { entity: 'contact', id: one, data: { private: false } }),
          merge: () => db.call('duplicate.merge', { ids: [one, two] }),
          leave: () => db.call('list.remove', { list: id, target: { ids: [one] } }),
          join: () => db.call('list.fill', { list: id, target: { ids: [one] } }),
          twice: () =>
            db.call('record.create', { entity: 'listMember', data: { listId: id, contactId: one } }),
          hideMember: () =>
            db.call('record.update', { entity: 'listMember', id: member, data: { private: true } }),
          undo: () => db.call('operation.undo', last === undefined ? {} : { operation: last }),
        }
        // Some of it cannot be done to what is gone by then.
        if (what !== 'undo' || last !== undefined)
          await doing[what]().then(
            ({ operation }) => {
              last = operation ?? last
            },
            (error: unknown) => expect(error).toBeInstanceOf(AppError),
          )
        for (const who of [db, colleague]) {
          const [row] = (await who.call('list.list', {})).lists
          const found = await who.call('record.list', {
            entity: 'contact',
            filter: row?.members as Filter,
            count: true,
          })
          expect((await who.call('list.counts', { lists: [id] })).counts[id]).toBe(found.total)
          const asked = await who.call('campaign.addMembers', { campaign: event, list: id, dryRun: true })
          expect(asked.total).toBe(found.total)
        }
      }
    }),
    { numRuns: 12 },
  )
})

describe('a segment', () => {
  const filter: Filter = { field: 'status', op: 'is', value: 'Customer' }

  test('has whoever meets it, takes nobody by hand, and says who came and left since it was marked', async () => {
    const db = testDatabase()
    const [a = '', b = ''] = await make(db, 'A', 'B')
    const status = (id: string, value: string | null) =>
      db.call('record.update', { entity: 'contact', id, data: { status: value } })
    await status(a, 'Customer')
    const { id } = await db.call('list.save', { name: 'Customers', filter })
    expect(await db.call('list.movement', { list: id })).toMatchObject({ since: null })
    await db.call('list.mark', { list: id })
    await status(a, null)
    await status(b, 'Customer')
    expect(await inside(db, id)).toEqual(['B'])
    expect(await db.call('list.movement', { list: id })).toMatchObject({
      entered: 1,
      left: 1,
      firstEntered: [{ id: b }],
      firstLeft: [{ id: a }],
    })
    await expect(db.call('list.fill', { list: id, target: { ids: [a] } })).rejects.toMatchObject({
      record: { code: 'Conflict', reason: 'listIsSegment' },
    })
  })

  test('may ask who is in a list; conditions that mean nothing are refused', async () => {
    const db = testDatabase()
    const [a = '', b = ''] = await make(db, 'A', 'B')
    const some = await list(db, 'Some', a)
    const row = (await db.call('list.list', {})).lists.find((each) => each.id === some)
    const { id } = await db.call('list.save', {
      name: 'Others',
      filter: { not: row?.members as Filter },
    })
    expect(await inside(db, id)).toEqual(['B'])
    await db.call('list.fill', { list: some, target: { ids: [b] } })
    expect(await inside(db, id)).toEqual([])
    await expect(
      db.call('list.save', { name: 'Odd', filter: { field: 'nope', op: 'is', value: 'x' } }),
    ).rejects.toMatchObject({ record: { code: 'Invalid' } })
    expect((await db.call('list.list', {})).lists.map(({ name }) => name)).not.toContain('Odd')
  })
})

describe('chance', () => {
  test('takes as many as there are to take, each in proportion, and the same for a seed', () => {
    const sizes = fc.array(fc.nat(200), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(sizes, fc.nat(1_000), fc.nat(), (all, wanted, seed) => {
        const total = all.reduce((sum, n) => sum + n, 0)
        const shares = allocate(all, wanted)
        expect(shares.reduce((sum, n) => sum + n, 0)).toBe(Math.min(wanted, total))
        for (const [at, share] of shares.entries()) {
          expect(share).toBeLessThanOrEqual(all[at] ?? 0)
          const exact = total === 0 ? 0 : ((all[at] ?? 0) * Math.min(wanted, total)) / total
          expect(Math.abs(share - exact)).toBeLessThan(1)
        }
        const rows = all.flatMap((n, stratum) => Array.from({ length: n }, (_, at) => stratum * 1_000 + at))
        const draw = () => sampled(rows, wanted, seededRandom(seed), (row) => String(Math.floor(row / 1_000)))
        const drawn = [...draw()]
        expect(new Set(drawn).size).toBe(Math.min(wanted, total))
        expect([...draw()]).toEqual(drawn)
        const parts = divided(rows, 2, seededRandom(seed))
        expect(parts.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual(rows.sort((a, b) => a - b))
        expect(Math.abs((parts[0]?.length ?? 0) - (parts[1]?.length ?? 0))).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })

  test('halves a list, and draws a sample of a lookup by a field', async () => {
    const db = testDatabase()
    const ids = await make(db, ...'ABCDEFGH')
    for (const id of ids.slice(0, 4))
      await db.call('record.update', { entity: 'contact', id, data: { status: 'Customer' } })
    const all = await list(db, 'All', ...ids)
    const { lists } = await db.call('list.split', { list: all, names: ['A', 'B'] })
    expect(lists.map(({ members }) => members)).toEqual([4, 4])
    const [first, second] = [await inside(db, lists[0]?.id ?? ''), await inside(db, lists[1]?.id ?? '')]
    expect([...first, ...second].sort()).toEqual([...'ABCDEFGH'])
    const sample = await list(db, 'Sample')
    await db.call('list.fill', {
      list: sample,
      target: { filter: { and: [] } },
      sample: { count: 4, by: 'status', seed: 3 },
    })
    const drawn = await inside(db, sample)
    expect(drawn.filter((name) => name < 'E')).toHaveLength(2)
    expect(drawn).toHaveLength(4)
  })
})

test('the command line makes, fills, imports and shows lists', async () => {
  const db = testDatabase()
  await make(db, 'Ann', 'Bo')
  const run = async (...words: string[]): Promise<unknown> => {
    const out: string[] = []
    const said: string[] = []
    const status = await runCommandLine(['--db', db.file, '--json', ...words], {
      stdout: (text) => void out.push(text),
      stderr: (text) => void said.push(text),
      signal: new AbortController().signal,
    })
    if (status !== 0) throw new Error(said.join(''))
    return JSON.parse(out.join(''))
  }
  const file = `${db.file}.txt`
  writeFileSync(file, 'ann@example.com\nnobody@example.com\n')
  await run('lists', 'create', 'Buyers')
  expect(await run('lists', 'import', 'Buyers', file)).toMatchObject({
    created: 1,
    reasons: { noSuchRecord: 1 },
  })
  await run('lists', 'create', 'Rest')
  await run('lists', 'fill', 'Rest', '--all')
  expect(await run('lists', 'show')).toMatchObject({
    lists: [
      { name: 'Buyers', count: 1 },
      { name: 'Rest', count: 2 },
    ],
  })
  expect(await run('export', 'list', '--out', `${db.file}.lists.csv`)).toMatchObject({ rows: 2 })
})
