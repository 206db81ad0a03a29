/** Verbs on many records: per kind of field, one operation and one undo, rights row by row, cancel, and the command line. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '#db/cli/run.ts'
import { verbsOf } from '#db/shared/bulkEdit.ts'
import { contact } from '#db/shared/contacts.ts'
import type { Input } from '#db/shared/contract.ts'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const make = async (db: TestDatabase, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity: 'contact', data })).id
const get = (db: TestDatabase, id: string) => db.call('record.get', { entity: 'contact', id })
const edit = (db: TestDatabase, ids: string[], ...changes: Input<'bulk.edit'>['changes']) =>
  db.call('bulk.edit', { entity: 'contact', target: { ids }, changes })

describe('bulk.edit', () => {
  test('sets and clears, and says what was so already', async () => {
    const db = testDatabase()
    const ids = [
      await make(db, { givenName: 'A', jobTitle: 'Old', status: 'Customer' }),
      await make(db, { givenName: 'B', jobTitle: 'New' }),
    ]
    const done = await edit(
      db,
      ids,
      { do: 'set', field: 'jobTitle', value: 'New' },
      { do: 'clear', field: 'status' },
    )
    expect(done).toMatchObject({
      total: 2,
      changed: 1,
      unchanged: 1,
      missing: 0,
      refused: {},
      cancelled: false,
    })
    expect(await get(db, ids[0] ?? '')).toMatchObject({ jobTitle: 'New', status: null })
  })

  test('adds and removes tags whatever their letters look like, once each', async () => {
    const db = testDatabase()
    const id = await make(db, { givenName: 'A', tags: ['VIP', 'b2b'] })
    await edit(db, [id], { do: 'add', field: 'tags', value: ['vip', 'new', 'new'] })
    expect((await get(db, id)).tags).toEqual(['VIP', 'b2b', 'new'])
    await edit(db, [id], { do: 'remove', field: 'tags', value: ['Vip', 'absent'] })
    expect((await get(db, id)).tags).toEqual(['b2b', 'new'])
  })

  test('adds and removes elements of lists; those that stay keep their identity', async () => {
    const db = testDatabase()
    const id = await make(db, {
      givenName: 'A',
      phones: [{ label: 'work', value: '081 234 5678' }],
      emails: [{ label: 'work', value: 'a@x.example' }],
    })
    const before = (await get(db, id)).phones as { id: string }[]
    await edit(
      db,
      [id],
      { do: 'add', field: 'phones', value: ['+66812345678', { label: 'main', value: '02 123 4567' }] },
      { do: 'remove', field: 'emails', value: ['A@X.example'] },
    )
    const { phones, emails } = await get(db, id)
    expect(phones).toMatchObject([{ id: before[0]?.id, value: '081 234 5678' }, { value: '02 123 4567' }])
    expect(emails).toEqual([])
    await edit(db, [id], { do: 'remove', field: 'phones', value: ['0812345678'] })
    expect((await get(db, id)).phones).toMatchObject([{ value: '02 123 4567' }])
  })

  test('replaces letters, not patterns, in texts, tags and parts of addresses', async () => {
    const db = testDatabase()
    const id = await make(db, {
      givenName: 'A',
      jobTitle: 'Sales (Asia) $1 sales',
      tags: ['old list', 'x'],
      addresses: [{ label: 'work', city: 'Bangkok', street: 'Bangkok Road' }],
    })
    await edit(
      db,
      [id],
      { do: 'replace', field: 'jobTitle', find: 'SALES', with: '$& (x)' },
      { do: 'replace', field: 'tags', find: 'old', with: 'new' },
      { do: 'replace', field: 'addresses', find: 'Bangkok', with: 'Krung Thep', property: 'city' },
    )
    expect(await get(db, id)).toMatchObject({
      jobTitle: '$& (x) (Asia) $1 $& (x)',
      tags: ['new list', 'x'],
      addresses: [{ city: 'Krung Thep', street: 'Bangkok Road' }],
    })
    await edit(db, [id], { do: 'replace', field: 'jobTitle', find: '(x)', with: '', whole: true })
    expect((await get(db, id)).jobTitle).toBe('$& (x) (Asia) $1 $& (x)')
  })

  test('is one operation and one undo, over any number of chunks', async () => {
    const db = testDatabase()
    await db.call('demo.create', { contacts: 1_500, seed: 3 })
    const before = snapshot(db.conn)
    const all = { filter: { and: [] } }
    const done = await db.call('bulk.edit', {
      entity: 'contact',
      target: all,
      changes: [
        { do: 'set', field: 'status', value: 'Changed' },
        { do: 'add', field: 'tags', value: ['bulk'] },
      ],
    })
    expect(done.changed).toBe(done.total)
    expect(done.total).toBeGreaterThanOrEqual(1_500)
    const { total } = await db.call('record.list', {
      entity: 'contact',
      count: true,
      filter: { field: 'tags', op: 'contains', value: 'bulk' },
    })
    expect(total).toBe(done.total)
    const undone = await db.call('operation.undo', {})
    expect(undone).toMatchObject({ undid: done.operation, reverted: done.total, kept: [] })
    expect(snapshot(db.conn)).toEqual(before)
  })

  test('of custom fields, and one that a later edit keeps when undone', async () => {
    const db = testDatabase()
    const { id: key } = await db.call('record.create', {
      entity: 'customField',
      data: { entity: 'contact', label: 'Hobby', kind: 'text' },
    })
    const field = `custom.${key}`
    const ids = [await make(db, { givenName: 'A' }), await make(db, { givenName: 'B', [field]: 'chess' })]
    const done = await edit(db, ids, { do: 'set', field, value: 'golf' })
    await db.call('record.update', { entity: 'contact', id: ids[0] ?? '', data: { [field]: 'later' } })
    const undone = await db.call('operation.undo', { operation: done.operation ?? '' })
    expect(undone.kept).toHaveLength(1)
    expect((await get(db, ids[0] ?? ''))[field]).toBe('later')
    expect((await get(db, ids[1] ?? ''))[field]).toBe('chess')
  })

  test.each([
    [{ do: 'set', field: 'nope', value: 1 }, 'nope'],
    [{ do: 'set', field: 'birthday', value: 'soon' }, 'birthday'],
    [{ do: 'replace', field: 'birthday', find: '1', with: '2' }, 'birthday'],
    [{ do: 'add', field: 'jobTitle', value: ['x'] }, 'jobTitle'],
    [{ do: 'set', field: 'createdAt', value: '2026-01-01T00:00:00Z' }, 'createdAt'],
    [{ do: 'set', field: 'companyId', value: '0193b1a0-0000-7000-8000-000000000000' }, 'companyId'],
    [{ do: 'replace', field: 'phones', find: '1', with: '2', property: 'city' }, 'phones'],
  ] as const)('%o is refused as a whole, naming the field', async (change, field) => {
    const db = testDatabase()
    const id = await make(db, { givenName: 'A' })
    const before = snapshot(db.conn)
    await expect(edit(db, [id], change as never)).rejects.toMatchObject({
      record: { code: 'Invalid', issues: [{ field }] },
    })
    expect(snapshot(db.conn)).toEqual(before)
  })

  test('what is not possible for a record is named, the others are done', async () => {
    const db = testDatabase()
    const long = await make(db, { givenName: 'Long', jobTitle: 'x'.repeat(3_999) })
    const short = await make(db, { givenName: 'Short', jobTitle: 'x' })
    const done = await edit(db, [long, short], { do: 'replace', field: 'jobTitle', find: 'x', with: 'yy' })
    expect(done).toMatchObject({
      changed: 1,
      failed: { count: 1, first: [{ id: long, displayName: 'Long', field: 'jobTitle', code: 'tooLong' }] },
    })
  })

  test('records that are gone are counted', async () => {
    const db = testDatabase()
    const [gone, here] = [await make(db, { givenName: 'Gone' }), await make(db, { givenName: 'Here' })]
    await db.call('record.trash', { entity: 'contact', id: gone })
    const done = await edit(db, [gone, here], { do: 'set', field: 'status', value: 'x' })
    expect(done).toMatchObject({ total: 2, changed: 1, missing: 1 })
  })

  test('works on the rows of a lookup as they were seen', async () => {
    const db = testDatabase()
    for (const givenName of ['A', 'B', 'C', 'D']) await make(db, { givenName })
    const { lookupId, version } = await db.call('lookup.create', { entity: 'contact', sort: ['displayName'] })
    const target = { lookupId, version, ranges: [[1, 2]] as [number, number][] }
    await db.call('bulk.edit', {
      entity: 'contact',
      target,
      changes: [{ do: 'set', field: 'status', value: 'x' }],
    })
    const { rows } = await db.call('record.list', {
      entity: 'contact',
      filter: { field: 'status', op: 'is', value: 'x' },
    })
    expect(rows.map((row) => row.displayName)).toEqual(['B', 'C'])
  })

  test('cancelled, says what it did; that stands and is one undo', async () => {
    const db = testDatabase()
    await db.call('demo.create', { contacts: 6_000, seed: 3 })
    const before = snapshot(db.conn)
    const stop = new AbortController()
    const done = (await db.engine.call(
      'bulk.edit',
      {
        entity: 'contact',
        target: { filter: { and: [] } },
        changes: [{ do: 'add', field: 'tags', value: ['x'] }],
      },
      { ...db.caller(), signal: stop.signal, onProgress: () => stop.abort() },
    )) as { cancelled: boolean; changed: number; total: number }
    expect(done.cancelled).toBe(true)
    expect(done.changed).toBeGreaterThan(0)
    expect(done.changed).toBeLessThan(done.total)
    await db.call('operation.undo', {})
    expect(snapshot(db.conn)).toEqual(before)
  })

  test('does what setting each by itself does', async () => {
    const value = fc.constantFrom('a', 'b', 'Ab', 'ขอ', 'کی')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ givenName: value, jobTitle: value, tags: fc.array(value, { maxLength: 3 }) }), {
          minLength: 1,
          maxLength: 5,
        }),
        value,
        value,
        async (people, find, put) => {
          const db = testDatabase()
          const ids: string[] = []
          for (const data of people) ids.push(await make(db, data))
          await edit(
            db,
            ids,
            { do: 'replace', field: 'jobTitle', find, with: put, matchCase: true },
            { do: 'add', field: 'tags', value: [put] },
          )
          for (const [at, { jobTitle, tags }] of people.entries()) {
            const record = await get(db, ids[at] ?? '')
            expect(record.jobTitle).toBe(jobTitle.replaceAll(find, () => put))
            const kept = new Set(tags)
            const folded = new Set([...kept].map((tag) => tag.toLowerCase()))
            expect(record.tags).toEqual([...kept, ...(folded.has(put.toLowerCase()) ? [] : [put])])
          }
        },
      ),
      { numRuns: 15 },
    )
  })
})

test('every field of a contact takes the verbs it says it takes', async () => {
  const db = testDatabase()
  const id = await make(db, { givenName: 'A', familyName: 'B' })
  for (const field of contact.fields) {
    for (const verb of verbsOf(field)) {
      if (verb !== 'clear') continue
      const done = await edit(db, [id], { do: 'clear', field: field.name })
      expect(done.failed.count, field.name).toBe(0)
    }
  }
})

describe('rights', () => {
  test('rows that are not one’s own are refused and said; the rest is done', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'restricted')
    const bob = await person(db, 'Bob', 'standard')
    const make = async (who: typeof ann, data: Record<string, unknown>) =>
      (await who.call('record.create', { entity: 'contact', data })).id
    const ids = [
      await make(ann, { givenName: 'Mine' }),
      await make(bob, { givenName: 'His' }),
      await make(bob, { givenName: 'Secret', private: true }),
    ]
    const target = { ids }
    const edited = await ann.call('bulk.edit', {
      entity: 'contact',
      target,
      changes: [{ do: 'set', field: 'status', value: 'x' }],
    })
    expect(edited).toMatchObject({ total: 3, changed: 1, missing: 1 })
    expect(Object.values(edited.refused)).toEqual([1])
    expect(JSON.stringify(edited)).not.toContain('Secret')
    const trashed = await bob.call('bulk.trash', { entity: 'contact', target })
    expect(trashed).toMatchObject({ changed: 2 })
    expect(Object.values(trashed.refused)).toEqual([1])
    const given = await ann.call('bulk.assign', {
      entity: 'contact',
      target: { ids: ids.slice(0, 1) },
      owner: bob.id,
    })
    expect(given).toMatchObject({ changed: 0 })
    expect(Object.values(given.refused)).toEqual([1])
  })

  test('definitions and settings are not edited in bulk by who may not', async () => {
    const db = testDatabase()
    lock(db)
    const bob = await person(db, 'Bob', 'standard')
    const changes = [{ do: 'set' as const, field: 'name', value: 'x' }]
    const all = { filter: { and: [] } }
    await expect(bob.call('bulk.edit', { entity: 'user', target: all, changes })).rejects.toMatchObject({
      record: { code: 'Denied' },
    })
    await expect(db.call('bulk.trash', { entity: 'user', target: all })).rejects.toMatchObject({
      record: { code: 'Denied' },
    })
    await expect(db.call('bulk.edit', { entity: 'setting', target: all, changes })).rejects.toMatchObject({
      record: { code: 'Denied' },
    })
  })
})

test('bulk.assign hands over, also to nobody; bulk.trash empties the list, and back', async () => {
  const db = testDatabase()
  const { id: owner } = await db.call('record.create', {
    entity: 'user',
    data: { name: 'Kim', active: true },
  })
  const ids = [await make(db, { givenName: 'A' }), await make(db, { givenName: 'B' })]
  await db.call('bulk.assign', { entity: 'contact', target: { ids }, owner })
  expect((await get(db, ids[0] ?? '')).ownerId).toBe(owner)
  await db.call('bulk.assign', { entity: 'contact', target: { ids }, owner: null })
  expect((await get(db, ids[0] ?? '')).ownerId).toBeNull()
  const gone = await db.call('bulk.trash', { entity: 'contact', target: { ids } })
  expect(gone).toMatchObject({ changed: 2 })
  expect((await db.call('record.list', { entity: 'contact', count: true })).total).toBe(0)
  await db.call('operation.undo', {})
  expect((await db.call('record.list', { entity: 'contact', count: true })).total).toBe(2)
})

describe('samphan bulk', () => {
  const run = async (file: string, ...args: string[]) => {
    let out = ''
    let err = ''
    const status = await runCommandLine(['--db', file, '--json', ...args], {
      stdout: (text) => {
        out += text
      },
      stderr: (text) => {
        err += text
      },
      signal: new AbortController().signal,
    })
    return { status, answer: out ? JSON.parse(out) : undefined, err }
  }

  test('edits, tags, hands over and deletes what is named, and nothing when nothing is', async () => {
    const db = testDatabase()
    const id = await make(db, { givenName: 'A', status: 'x' })
    await make(db, { givenName: 'B' })
    const filter = '{"field":"status","op":"is","value":"x"}'
    expect((await run(db.file, 'bulk', 'edit', 'contact', '--set', '{"jobTitle":"Boss"}')).status).toBe(2)
    const edited = await run(
      db.file,
      'bulk',
      'edit',
      'contact',
      '--filter',
      filter,
      '--set',
      '{"jobTitle":"Boss"}',
    )
    expect(edited).toMatchObject({ status: 0, answer: { total: 1, changed: 1 } })
    const tagged = await run(db.file, 'bulk', 'tag', 'contact', '--all', '--add', 'a,b')
    expect(tagged).toMatchObject({ status: 0, answer: { changed: 2 } })
    expect(await get(db, id)).toMatchObject({ jobTitle: 'Boss', tags: ['a', 'b'] })
    expect((await run(db.file, 'bulk', 'assign', 'contact', '--ids', id, '--owner', 'nobody')).status).toBe(0)
    expect((await run(db.file, 'bulk', 'assign', 'contact', '--ids', id, '--owner', 'Whoever')).status).toBe(
      1,
    )
    await db.call('record.create', {
      entity: 'view',
      data: { entity: 'contact', name: 'Xs', filter: { field: 'status', op: 'is', value: 'x' } },
    })
    const deleted = await run(db.file, 'bulk', 'delete', 'contact', '--view', 'Xs')
    expect(deleted).toMatchObject({ status: 0, answer: { changed: 1 } })
  })
})
