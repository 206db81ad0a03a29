/** Groups: members, queries, nesting, who is in which; by chance against a model; faults; the command line. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '#db/cli/run.ts'
import type { Filter } from '#db/shared/filter.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'
import { fileOf, importInto } from './import.support.ts'

const make = async (db: TestDatabase, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity: 'contact', data })).id
const group = async (db: TestDatabase, name: string, more: Record<string, unknown> = {}): Promise<string> =>
  (await db.call('group.save', { name, ...more })).id
const add = (db: TestDatabase, id: string, ...ids: string[]) =>
  db.call('group.add', { group: id, target: { ids } })
const inside = async (db: TestDatabase, filter: Filter): Promise<string[]> =>
  (await db.call('record.list', { entity: 'contact', filter, limit: 1_000 })).rows
    .map((row) => String(row.displayName))
    .sort()
const isCustomer: Filter = { field: 'status', op: 'is', value: 'Customer' }

describe('a group', () => {
  test('has members, once each, whoever adds them', async () => {
    const db = testDatabase()
    const [a, b] = [await make(db, { givenName: 'A' }), await make(db, { givenName: 'B' })]
    const id = await group(db, 'VIP')
    expect(await add(db, id, a, b)).toMatchObject({ changed: 2, unchanged: 0 })
    expect(await add(db, id, a)).toMatchObject({ changed: 0, unchanged: 1, operation: null })
    expect(await inside(db, { group: id })).toEqual(['A', 'B'])
    expect(await db.call('group.remove', { group: id, target: { ids: [a] } })).toMatchObject({ changed: 1 })
    expect(await inside(db, { group: id })).toEqual(['B'])
    await db.call('operation.undo', {})
    expect(await inside(db, { group: id })).toEqual(['A', 'B'])
    await db.call('group.remove', { group: id, target: { ids: [a] } })
    expect(await add(db, id, a)).toMatchObject({ changed: 1 })
    expect((await db.call('record.list', { entity: 'groupMember', count: true })).total).toBe(2)
  })

  test('by query has whoever meets it, and takes nobody by hand', async () => {
    const db = testDatabase()
    const a = await make(db, { givenName: 'A', status: 'Customer' })
    const b = await make(db, { givenName: 'B' })
    const id = await group(db, 'Customers', { filter: isCustomer })
    expect(await inside(db, { group: id })).toEqual(['A'])
    await db.call('record.update', { entity: 'contact', id: b, data: { status: 'Customer' } })
    expect(await inside(db, { group: id })).toEqual(['A', 'B'])
    await expect(add(db, id, a)).rejects.toMatchObject({
      record: { code: 'Conflict', reason: 'groupByQuery', params: { name: 'Customers' } },
    })
  })

  test('holds what its subgroups hold, each record once', async () => {
    const db = testDatabase()
    const ids: string[] = []
    for (const givenName of ['A', 'B', 'C']) ids.push(await make(db, { givenName, status: 'Customer' }))
    const top = await group(db, 'Top')
    const low = await group(db, 'Low', { parentId: top })
    const lowest = await group(db, 'Lowest', { parentId: low, filter: isCustomer })
    await add(db, top, ids[0] ?? '')
    await add(db, low, ids[0] ?? '', ids[1] ?? '')
    expect((await db.call('group.counts', {})).counts).toEqual({
      [top]: { own: 1, all: 3 },
      [low]: { own: 2, all: 3 },
      [lowest]: { own: 3, all: 3 },
    })
    expect(await inside(db, { group: top, own: true })).toEqual(['A'])
    expect(await inside(db, { not: { group: low, own: true } })).toEqual(['C'])
    const { groups } = await db.call('group.of', { entity: 'contact', id: ids[1] ?? '' })
    expect(groups).toEqual([
      { id: low, path: ['Top', 'Low'], byQuery: false },
      { id: lowest, path: ['Top', 'Low', 'Lowest'], byQuery: true },
    ])
    await db.call('record.trash', { entity: 'group', id: low })
    expect((await db.call('group.list', {})).groups).toMatchObject([
      { name: 'Lowest', parentId: null },
      { name: 'Top', parentId: null },
    ])
    await expect(inside(db, { group: low })).rejects.toMatchObject({
      record: { code: 'NotFound', params: { entity: 'group' } },
    })
  })

  test('follows a contact that was merged into another', async () => {
    const db = testDatabase()
    const [winner, loser] = [await make(db, { givenName: 'Winner' }), await make(db, { givenName: 'Loser' })]
    const id = await group(db, 'VIP')
    await add(db, id, loser)
    db.conn.db.exec(
      `UPDATE contact SET mergedInto = (SELECT rowId FROM contact WHERE displayName = 'Winner'),
       canonicalId = (SELECT rowId FROM contact WHERE displayName = 'Winner') WHERE displayName = 'Loser'`,
    )
    expect(await inside(db, { group: id })).toEqual(['Winner'])
    expect((await db.call('group.of', { entity: 'contact', id: winner })).groups).toMatchObject([{ id }])
    await db.call('group.remove', { group: id, target: { ids: [winner] } })
    expect(await inside(db, { group: id })).toEqual([])
  })

  test('of companies holds companies only', async () => {
    const db = testDatabase()
    const { id: siam } = await db.call('record.create', { entity: 'company', data: { name: 'Siam' } })
    const id = await group(db, 'Dealers', { entity: 'company' })
    expect(await add(db, id, siam)).toMatchObject({ changed: 1 })
    expect(
      (await db.call('record.list', { entity: 'company', filter: { group: id } })).rows.map(({ id }) => id),
    ).toEqual([siam])
    await expect(inside(db, { group: id })).rejects.toMatchObject({
      record: { code: 'Invalid', issues: [{ code: 'otherEntity' }] },
    })
    expect(await inside(db, { field: 'company.name', op: 'is', value: 'Siam' })).toEqual([])
  })

  test('is never within itself, not by its parents nor by its conditions', async () => {
    const db = testDatabase()
    const a = await group(db, 'A')
    const b = await group(db, 'B', { parentId: a })
    const cycle = { record: { code: 'Invalid', issues: [{ code: 'groupCycle' }] } }
    await expect(db.call('group.save', { id: a, parentId: b })).rejects.toMatchObject(cycle)
    await expect(db.call('group.save', { id: a, parentId: a })).rejects.toMatchObject(cycle)
    await expect(db.call('group.save', { id: b, filter: { group: a } })).rejects.toMatchObject(cycle)
    await expect(db.call('group.save', { id: b, filter: { not: { group: b } } })).rejects.toMatchObject(cycle)
    await expect(
      db.call('group.save', { id: b, filter: { field: 'nope', op: 'is', value: 'x' } }),
    ).rejects.toMatchObject({ record: { code: 'Invalid', issues: [{ field: 'nope' }] } })
    // Two devices may make a circle together: it ends where it began.
    await db.call('record.update', { entity: 'group', id: a, data: { parentId: b } })
    expect(await inside(db, { group: a })).toEqual([])
    expect((await db.call('group.list', {})).groups).toHaveLength(2)
    expect((await db.call('group.counts', {})).counts[a]).toEqual({ own: 0, all: 0 })
  })

  test('whose conditions name a deleted custom field says so, and the others still count', async () => {
    const db = testDatabase()
    const { id: key } = await db.call('record.create', {
      entity: 'customField',
      data: { entity: 'contact', label: 'Hobby', kind: 'text' },
    })
    const field = `custom.${key}`
    const bad = await group(db, 'Golfers', { filter: { field, op: 'is', value: 'golf' } })
    const good = await group(db, 'Good')
    await db.call('record.trash', { entity: 'customField', id: key })
    expect((await db.call('group.counts', {})).counts).toEqual({ [bad]: null, [good]: { own: 0, all: 0 } })
    await expect(inside(db, { group: bad })).rejects.toMatchObject({
      record: { code: 'Invalid', issues: [{ field, code: 'unknownField' }] },
    })
    const id = await make(db, { givenName: 'A' })
    expect((await db.call('group.of', { entity: 'contact', id })).groups).toEqual([])
  })

  test('of somebody else that is private does not exist', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'standard')
    const bob = await person(db, 'Bob', 'manager')
    const { id: contact } = await ann.call('record.create', { entity: 'contact', data: { givenName: 'A' } })
    const { id } = await ann.call('group.save', { name: 'Mine', private: true })
    await ann.call('group.add', { group: id, target: { ids: [contact] } })
    expect((await bob.call('group.list', {})).groups).toEqual([])
    expect((await bob.call('group.of', { entity: 'contact', id: contact })).groups).toEqual([])
    const gone = { record: { code: 'NotFound' } }
    await expect(bob.call('record.list', { entity: 'contact', filter: { group: id } })).rejects.toMatchObject(
      gone,
    )
    await expect(bob.call('group.add', { group: id, target: { ids: [contact] } })).rejects.toMatchObject(gone)
    await expect(bob.call('group.save', { id, name: 'Yours' })).rejects.toMatchObject(gone)
    expect((await bob.call('record.list', { entity: 'groupMember', count: true })).total).toBe(0)
  })
})

test('the same membership on two devices is one record', async () => {
  const [here, there] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
  const ids = {
    contact: '0193b1a0-0000-7000-8000-00000000000a',
    group: '0193b1a0-0000-7000-8000-00000000000b',
  }
  const memberships = []
  for (const db of [here, there]) {
    await db.call('record.create', { entity: 'contact', id: ids.contact, data: { givenName: 'A' } })
    await db.call('record.create', { entity: 'group', id: ids.group, data: { name: 'VIP' } })
    await add(db, ids.group, ids.contact)
    memberships.push((await db.call('record.list', { entity: 'groupMember' })).rows.map(({ id }) => id))
  }
  expect(memberships[0]).toHaveLength(1)
  expect(memberships[0]).toEqual(memberships[1])
})

test('membership goes out as a table and comes back in, in any order', async () => {
  const [from, to] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
  const ids = [await make(from, { givenName: 'A' }), await make(from, { givenName: 'B' })]
  const top = await group(from, 'Top')
  const low = await group(from, 'Low', { parentId: top, filter: isCustomer })
  await add(from, top, ...ids)
  const files: string[] = []
  for (const entity of ['groupMember', 'group', 'contact']) {
    const out = fileOf(from, `${entity}.csv`, '')
    await from.call('transfer.export', { entity, out })
    files.push(out)
  }
  expect(await importInto(to, files)).toMatchObject({ rejected: 0 })
  expect(await inside(to, { group: top, own: true })).toEqual(['A', 'B'])
  const { groups } = await to.call('group.list', {})
  expect(groups).toMatchObject([
    { id: low, parentId: top, byQuery: true },
    { id: top, parentId: null },
  ])
  expect(await add(to, top, ids[0] ?? '')).toMatchObject({ unchanged: 1 })
})

test('by chance: what is in a group is what a model of sets says', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const), group: fc.nat(3), who: fc.nat(5) }),
    fc.record({ do: fc.constant('remove' as const), group: fc.nat(3), who: fc.nat(5) }),
    fc.record({ do: fc.constant('undo' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const db = testDatabase()
      const people: string[] = []
      for (let n = 0; n < 6; n++) people.push(await make(db, { givenName: `P${n}` }))
      // 0 over 1 over 2; 3 by itself.
      const groups: string[] = []
      for (let n = 0; n < 4; n++)
        groups.push(await group(db, `G${n}`, n === 1 || n === 2 ? { parentId: groups[n - 1] } : {}))
      let model = groups.map(() => new Set<number>())
      const past: Set<number>[][] = []
      for (const one of steps) {
        if (one.do === 'undo') {
          const before = past.pop()
          if (!before) continue
          await db.call('operation.undo', {})
          model = before
          continue
        }
        const target = { ids: [people[one.who] ?? ''] }
        const done = await db.call(one.do === 'add' ? 'group.add' : 'group.remove', {
          group: groups[one.group] ?? '',
          target,
        })
        const had = model[one.group]?.has(one.who) ?? false
        expect(done.changed).toBe(had === (one.do === 'remove') ? 1 : 0)
        if (done.changed) past.push(model.map((set) => new Set(set)))
        if (one.do === 'add') model[one.group]?.add(one.who)
        else model[one.group]?.delete(one.who)
      }
      const namesOf = (...sets: number[]): string[] =>
        [...new Set(sets.flatMap((at) => [...(model[at] ?? [])]))].map((who) => `P${who}`).sort()
      expect(await inside(db, { group: groups[0] ?? '' })).toEqual(namesOf(0, 1, 2))
      expect(await inside(db, { group: groups[1] ?? '', own: true })).toEqual(namesOf(1))
      expect(
        await inside(db, { and: [{ group: groups[1] ?? '' }, { not: { group: groups[3] ?? '' } }] }),
      ).toEqual(namesOf(1, 2).filter((name) => !namesOf(3).includes(name)))
    }),
    { numRuns: 12 },
  )
})

test('samphan group', async () => {
  const db = testDatabase()
  const id = await make(db, { givenName: 'A', status: 'Customer' })
  const run = async (...args: string[]) => {
    let out = ''
    const status = await runCommandLine(['--db', db.file, '--json', 'group', ...args], {
      stdout: (text) => {
        out += text
      },
      stderr: () => undefined,
      signal: new AbortController().signal,
    })
    return { status, answer: out ? JSON.parse(out) : undefined }
  }
  expect(await run('create', 'VIP')).toMatchObject({ status: 0 })
  expect(
    await run('create', 'Customers', '--within', 'VIP', '--filter', JSON.stringify(isCustomer)),
  ).toMatchObject({
    status: 0,
  })
  expect(await run('add', 'VIP', '--ids', id)).toMatchObject({ status: 0, answer: { changed: 1 } })
  expect(await run('list')).toMatchObject({
    answer: {
      groups: [
        { name: 'Customers', count: { own: 1, all: 1 } },
        { name: 'VIP', count: { own: 1, all: 1 } },
      ],
    },
  })
  expect(await run('members', 'VIP')).toMatchObject({ answer: { total: 1, rows: [{ id }] } })
  expect(await run('remove', 'VIP', '--all')).toMatchObject({ status: 0, answer: { changed: 1 } })
  expect((await run('add', 'Nobody', '--all')).status).toBe(1)
  expect((await run('add', 'VIP')).status).toBe(2)
})
