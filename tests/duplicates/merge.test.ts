/** Merging and un-merging in the real data layer: what a person sees of records and of everything that hangs on them. */
import { describe, expect, it } from 'vitest'
import { applyRemote } from '#db/core/applyRemote.ts'
import { outbox } from '#db/core/outbox.ts'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

async function contact(db: TestDatabase, data: Record<string, unknown>): Promise<string> {
  return (await db.call('record.create', { entity: 'contact', data })).id
}
const get = (db: TestDatabase, id: string, entity = 'contact') => db.call('record.get', { entity, id })
const reason = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: {
      record: { code: string; reason?: string; params?: { entity?: string }; issues?: { code: string }[] }
    }) =>
      [
        error.record.code,
        error.record.reason ?? error.record.issues?.[0]?.code ?? error.record.params?.entity,
      ].join(' '),
  )

async function pair(db: TestDatabase): Promise<[string, string]> {
  const a = await contact(db, {
    givenName: 'Somchai',
    familyName: 'Jaidee',
    phones: [{ label: 'work', value: '02 123 4567' }],
    tags: ['vip'],
  })
  const b = await contact(db, {
    givenName: 'สมชาย',
    familyName: 'ใจดี',
    jobTitle: 'Owner',
    phones: [
      { label: 'main', value: '02-123-4567' },
      { label: 'mobile', value: '081 234 5678' },
    ],
    emails: ['somchai@example.com'],
    tags: ['dealer'],
  })
  return [a, b]
}
const values = (list: unknown): unknown[] => (list as { value: unknown }[]).map(({ value }) => value)

describe('a merge', () => {
  it('fills what is empty, unites lists, says nothing twice, and keeps the first name whole', async () => {
    const db = testDatabase()
    const ids = await pair(db)
    const { id, operation } = await db.call('duplicate.merge', { ids })
    expect(id).toBe(ids[0])
    expect(operation).toBeTypeOf('string')
    const merged = await get(db, id)
    expect(merged).toMatchObject({ givenName: 'Somchai', familyName: 'Jaidee', jobTitle: 'Owner' })
    expect(values(merged.phones)).toEqual(['02 123 4567', '081 234 5678'])
    expect(merged.tags).toEqual(['vip', 'dealer'])
    expect((await get(db, ids[1])).id).toBe(id)
  })

  it('takes the values chosen, of custom fields of any kind too', async () => {
    const db = testDatabase()
    const fields = await Promise.all(
      [
        { label: 'Hobby', kind: 'text' },
        { label: 'Size', kind: 'number' },
        { label: 'Colour', kind: 'pickList', options: ['red', 'blue'] },
      ].map((data) =>
        db.call('record.create', { entity: 'customField', data: { entity: 'contact', ...data } }),
      ),
    )
    const [hobby, size, colour] = fields.map(({ id }) => `custom.${id}`) as [string, string, string]
    const a = await contact(db, { givenName: 'A', [hobby]: 'chess' })
    const b = await contact(db, { givenName: 'B', [hobby]: 'go', [size]: 4, [colour]: 'red' })
    const { id, operation } = await db.call('duplicate.merge', {
      ids: [a, b],
      data: { [hobby]: 'go', givenName: 'B' },
    })
    expect(await get(db, id)).toMatchObject({ givenName: 'B', [hobby]: 'go', [colour]: 'red' })
    await db.call('duplicate.unmerge', { operation: operation ?? '' })
    expect(await get(db, a)).toMatchObject({ givenName: 'A', [hobby]: 'chess', [size]: null, [colour]: null })
    expect(await get(db, b)).toMatchObject({ givenName: 'B', [hobby]: 'go', [colour]: 'red' })
  })

  it('rewrites no child, and every reader follows it at once', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const { id: firm } = await db.call('record.create', { entity: 'company', data: { name: 'Siam' } })
    for (const [entity, data] of [
      ['note', { body: 'of b' }],
      ['history', { kind: 'call', at: '2026-11-01T08:00:00Z', regarding: 'talk' }],
      ['position', { companyId: firm, jobTitle: 'Adviser' }],
    ] as const)
      await db.call('record.create', { entity, data: { ...data, contactId: b } })
    await contact(db, { givenName: 'Friend', referredById: b })
    const tables = ['note', 'history', 'position']
    const children = () => tables.map((table) => db.conn.db.prepare(`SELECT * FROM ${table}`).all())
    const before = children()
    await db.call('duplicate.merge', { ids: [a, b] })
    expect(children()).toEqual(before)
    const timeline = await db.call('timeline.list', { entity: 'contact', id: a })
    expect(timeline.entries.length).toBeGreaterThanOrEqual(2)
    for (const entity of tables) {
      const list = await db.call('record.list', {
        entity,
        filter: { field: 'contactId', op: 'is', value: a },
      })
      expect(list.rows).toHaveLength(1)
      expect(list.rows[0]).toMatchObject({ contactId: a, refs: { contactId: 'Somchai Jaidee' } })
    }
    const friends = await db.call('record.list', {
      entity: 'contact',
      filter: { field: 'referredById', op: 'is', value: a },
    })
    expect(friends.total).toBe(1)
    const withNotes = await db.call('record.list', {
      entity: 'contact',
      filter: { some: 'notes', where: { field: 'body', op: 'contains', value: 'of b' } },
    })
    expect(withNotes.rows.map(({ id }) => id)).toEqual([a])
    while (db.engine.search.catchUp({ budgetMs: 1_000 }));
    const found = await db.call('search.run', { text: 'somchai@example.com' })
    expect(found.hits.filter((hit) => hit.entity === 'contact').map(({ id }) => id)).toEqual([a])
    expect((await db.call('record.list', { entity: 'contact' })).total).toBe(2)
  })

  it('is refused for one record, the same twice, one that is gone, and half a secret', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const c = await contact(db, { givenName: 'C', private: true })
    const { id: firm } = await db.call('record.create', { entity: 'company', data: { name: 'Siam' } })
    const { id: note } = await db.call('record.create', { entity: 'note', data: { body: 'x', contactId: a } })
    const before = snapshot(db.conn)
    expect(await reason(db.call('duplicate.merge', { ids: [a] }))).toBe('Invalid too_small')
    expect(await reason(db.call('duplicate.merge', { ids: [a, a] }))).toBe('Invalid mergeSame')
    expect(await reason(db.call('duplicate.merge', { ids: [a, firm] }))).toBe('NotFound contact')
    expect(await reason(db.call('duplicate.merge', { entity: 'note', ids: [note, a] }))).toBe(
      'Denied notMergeable',
    )
    expect(await reason(db.call('duplicate.merge', { ids: [a, c] }))).toBe('Conflict mixedPrivacy')
    expect(await reason(db.call('duplicate.merge', { ids: [a, b], data: { nonsense: 1 } }))).toBe(
      'Invalid unknown',
    )
    expect(snapshot(db.conn)).toEqual(before)
    await db.call('record.trash', { entity: 'contact', id: b })
    expect(await reason(db.call('duplicate.merge', { ids: [a, b] }))).toBe('NotFound contact')
    await db.call('record.restore', { entity: 'contact', id: b })
    await db.call('duplicate.merge', { ids: [a, b] })
    expect(await reason(db.call('duplicate.merge', { ids: [a, b] }))).toBe('Invalid mergeSame')
  })

  it('asks the rights: who may not throw a record away may not merge it away', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    lock(db)
    const sue = await person(db, 'Sue', 'standard')
    const bea = await person(db, 'Bea', 'browse')
    const own = (await sue.call('record.create', { entity: 'contact', data: { givenName: 'Own' } })).id
    expect(await reason(sue.call('duplicate.merge', { ids: [a, b] }))).toBe('Denied othersRecord')
    expect(await reason(bea.call('duplicate.merge', { ids: [a, b] }))).toBe('Denied browseOnly')
    const { operation } = await sue.call('duplicate.merge', { ids: [a, own] })
    expect(await reason(bea.call('duplicate.unmerge', { operation: operation ?? '' }))).toContain('Denied')
    const many = await sue.call('duplicate.mergeAll', { entity: 'contact', groups: [[a, b]] })
    expect(many).toMatchObject({ merged: 0, skipped: 1, operation: null })
    const secret = (
      await sue.call('record.create', { entity: 'contact', data: { givenName: 'Hid', private: true } })
    ).id
    expect(await reason(db.call('duplicate.merge', { ids: [a, secret] }))).toBe('NotFound contact')
  })

  it('of many groups at once is one operation, and each can be taken back alone', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const [c, d] = await pair(db)
    const before = snapshot(db.conn)
    const { operation, merged } = await db.call('duplicate.mergeAll', {
      entity: 'contact',
      groups: [
        [a, b],
        [c, d],
      ],
    })
    expect(merged).toBe(2)
    await db.call('duplicate.unmerge', { operation: operation ?? '', id: a })
    expect((await get(db, b)).id).toBe(b)
    expect((await get(db, d)).id).toBe(c)
    await db.call('operation.undo', { operation: operation ?? '' })
    expect(snapshot(db.conn)).toEqual(before)
    expect(await reason(db.call('duplicate.unmerge', { operation: operation ?? '' }))).toBe(
      'Conflict alreadyUndone',
    )
  })

  it('makes children of a secret secret, and shows them again', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    await db.call('record.create', { entity: 'note', data: { body: 'of b', contactId: b } })
    lock(db)
    const sue = await person(db, 'Sue', 'manager')
    const notes = async () => {
      while (db.engine.search.catchUp({ budgetMs: 1_000 }));
      return [
        (await sue.call('record.list', { entity: 'note' })).total,
        (await sue.call('search.run', { text: 'of b' })).hits.filter((hit) => hit.entity === 'note').length,
      ]
    }
    expect(await notes()).toEqual([1, 1])
    await db.call('duplicate.merge', { ids: [a, b] })
    expect(await notes()).toEqual([1, 1])
    await db.call('record.update', { entity: 'contact', id: a, data: { private: true } })
    expect(await notes()).toEqual([0, 0])
    await db.call('record.update', { entity: 'contact', id: a, data: { private: false } })
    expect(await notes()).toEqual([1, 1])
  })
})

describe('un-merging', () => {
  it('gives each edit to the record whose value it was', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const { operation } = await db.call('duplicate.merge', { ids: [a, b] })
    const merged = await get(db, a)
    const phones = merged.phones as { id: string; value: string }[]
    await db.call('record.update', {
      entity: 'contact',
      id: a,
      data: {
        jobTitle: 'Managing director',
        department: 'Sales',
        givenName: 'Somchay',
        phones: [
          ...phones.map((p) => (p.value.startsWith('081') ? { ...p, value: '089 999 9999' } : p)),
          { value: '053 111 222' },
        ],
        emails: [],
      },
    })
    await db.call('duplicate.unmerge', { operation: operation ?? '' })
    const [first, second] = [await get(db, a), await get(db, b)]
    expect(first).toMatchObject({
      givenName: 'Somchay',
      jobTitle: null,
      department: 'Sales',
      emails: [],
      tags: ['vip'],
    })
    expect(values(first.phones)).toEqual(['02 123 4567', '053 111 222'])
    expect(second).toMatchObject({
      givenName: 'สมชาย',
      jobTitle: 'Managing director',
      emails: [],
      tags: ['dealer'],
    })
    expect(values(second.phones)).toEqual(['02-123-4567', '089 999 9999'])
  })

  it('can be undone, redone, and un-merged again with the same outcome', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const { operation } = await db.call('duplicate.merge', { ids: [a, b] })
    const data = { jobTitle: 'Boss', emails: [{ value: 'boss@example.com' }] }
    await db.call('record.update', { entity: 'contact', id: a, data })
    const together = snapshot(db.conn)
    await db.call('duplicate.unmerge', { operation: operation ?? '' })
    const apart = snapshot(db.conn)
    await db.call('operation.undo', {})
    expect(snapshot(db.conn)).toEqual(together)
    await db.call('operation.redo', {})
    expect(snapshot(db.conn)).toEqual(apart)
    await db.call('operation.undo', {})
    const merges = await db.call('duplicate.merges', { entity: 'contact', id: a })
    expect(merges.merges).toHaveLength(1)
    await db.call('duplicate.unmerge', { operation: merges.merges[0]?.operation ?? '' })
    expect(snapshot(db.conn)).toEqual(apart)
  })

  it('says which later merge stands on it', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const c = await contact(db, { givenName: 'C', nickname: 'cee' })
    const inner = await db.call('duplicate.merge', { ids: [a, b] })
    const outer = await db.call('duplicate.merge', { ids: [c, b] })
    expect(outer.id).toBe(c)
    expect(await reason(db.call('operation.undo', { operation: inner.operation ?? '' }))).toBe(
      'Conflict mergedFurther',
    )
    await db.call('record.update', { entity: 'contact', id: c, data: { jobTitle: 'Chief' } })
    await db.call('duplicate.unmerge', { operation: outer.operation ?? '' })
    await db.call('duplicate.unmerge', { operation: inner.operation ?? '' })
    expect(await get(db, a)).toMatchObject({ jobTitle: null })
    expect(await get(db, b)).toMatchObject({ jobTitle: 'Chief' })
    expect(await get(db, c)).toMatchObject({ jobTitle: null, nickname: 'cee' })
  })

  it('of one of several leaves nothing empty that another could fill', async () => {
    const db = testDatabase()
    const a = await contact(db, { givenName: 'A' })
    const b = await contact(db, { givenName: 'B', jobTitle: 'Owner', phones: ['081 234 5678'] })
    const c = await contact(db, { givenName: 'C', jobTitle: 'Boss', phones: ['+66812345678'] })
    const first = await db.call('duplicate.merge', { ids: [a, b] })
    const second = await db.call('duplicate.merge', { ids: [a, c] })
    await db.call('duplicate.unmerge', { operation: first.operation ?? '' })
    expect(await get(db, a)).toMatchObject({ jobTitle: 'Boss' })
    expect(values((await get(db, a)).phones)).toEqual(['+66812345678'])
    await db.call('record.update', { entity: 'contact', id: a, data: { jobTitle: 'Chief' } })
    await db.call('duplicate.unmerge', { operation: second.operation ?? '' })
    expect(await get(db, a)).toMatchObject({ jobTitle: null, phones: [] })
    expect(await get(db, b)).toMatchObject({ jobTitle: 'Owner' })
    expect(await get(db, c)).toMatchObject({ jobTitle: 'Chief' })
  })

  it('an older edit taken back after it leaves what it gave back alone', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const older = await db.call('record.update', { entity: 'contact', id: b, data: { jobTitle: 'Partner' } })
    const { operation } = await db.call('duplicate.merge', { ids: [a, b] })
    await db.call('record.update', { entity: 'contact', id: a, data: { jobTitle: 'Chief' } })
    await db.call('operation.undo', { operation: operation ?? '' })
    const undone = await db.call('operation.undo', { operation: older.operation ?? '' })
    expect(undone.kept.map(({ field }) => field)).toEqual(['jobTitle'])
    expect(await get(db, b)).toMatchObject({ jobTitle: 'Chief' })
  })

  it('works from the trash and after it', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const before = snapshot(db.conn)
    const { operation } = await db.call('duplicate.merge', { ids: [a, b] })
    await db.call('record.trash', { entity: 'contact', id: b })
    expect((await db.call('trash.list', { limit: 10 })).rows.map(({ id }) => id)).toEqual([a])
    await db.call('trash.restore', { records: [{ entity: 'contact', id: a }] })
    await db.call('duplicate.unmerge', { operation: operation ?? '' })
    expect(snapshot(db.conn)).toEqual(before)
  })
})

describe('between devices', () => {
  const meet = (from: TestDatabase, to: TestDatabase): void => {
    for (const tx of structuredClone(outbox(from.conn))) applyRemote(to.conn, tx)
  }
  const visible = async (db: TestDatabase): Promise<unknown[]> =>
    (await db.call('record.list', { entity: 'contact' })).rows.map(({ id }) => id)

  it('a cycle shows the record with the smallest identity, the same on both', async () => {
    const [one, two] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const [a, b] = await pair(one)
    meet(one, two)
    await one.call('duplicate.merge', { ids: [a, b] })
    await two.call('duplicate.merge', { ids: [b, a] })
    meet(one, two)
    meet(two, one)
    const smallest = [a, b].sort()[0]
    expect(await visible(one)).toEqual([smallest])
    expect(await visible(two)).toEqual([smallest])
    expect((await get(one, b)).id).toBe(smallest)
    expect((await checkOf(one)).findings).toEqual([])
    const { merges } = await two.call('duplicate.merges', { entity: 'contact', id: a })
    await two.call('duplicate.unmerge', { operation: merges[0]?.operation ?? '' })
    meet(two, one)
    expect(await visible(one)).toEqual(await visible(two))
  })

  it.each([
    ['nothing was written to does not hold, and holds nothing back', {}, 'b'],
    ['something was written to outlives the erasure, merged', { jobTitle: 'Owner' }, 'a'],
  ])('a merge into what was erased elsewhere and %s', async (_what, more, stays) => {
    const [one, two] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const a = await contact(one, { givenName: 'Ann', familyName: 'Lee' })
    const b = await contact(one, { givenName: 'Anne', ...more })
    meet(one, two)
    await one.call('duplicate.merge', { ids: [a, b] })
    await two.call('record.trash', { entity: 'contact', id: a })
    await two.call('trash.empty', { entity: 'contact' })
    meet(two, one)
    meet(one, two)
    expect(await visible(one)).toEqual([stays === 'a' ? a : b])
    expect(await visible(two)).toEqual(await visible(one))
    expect((await checkOf(one)).findings).toEqual([])
  })

  it('a merge that came from another device is taken back here', async () => {
    const [one, two] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const [a, b] = await pair(one)
    await one.call('duplicate.merge', { ids: [a, b] })
    meet(one, two)
    const { merges } = await two.call('duplicate.merges', { entity: 'contact', id: a })
    expect(merges[0]?.records.map(({ id }) => id)).toEqual([b])
    await two.call('record.update', { entity: 'contact', id: a, data: { jobTitle: 'Chief' } })
    await two.call('duplicate.unmerge', { operation: merges[0]?.operation ?? '' })
    meet(two, one)
    expect(await get(one, a)).toMatchObject({ jobTitle: null })
    expect(await get(one, b)).toMatchObject({ jobTitle: 'Chief' })
  })

  const checkOf = (db: TestDatabase) => db.call('database.check', {})
})

describe('a merged record', () => {
  it('is erased with all that went into it', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    const c = await contact(db, { givenName: 'Somchay', familyName: 'Chaidi' })
    await db.call('duplicate.merge', { ids: [b, c] })
    await db.call('duplicate.merge', { ids: [a, b] })
    await db.call('record.trash', { entity: 'contact', id: a })
    expect((await db.call('trash.empty', { entity: 'contact' })).erased).toBe(1)
    const left = db.conn.db.prepare('SELECT count(*) FROM contact WHERE deletedAt IS NULL').pluck().get()
    expect(left).toBe(0)
    const said = db.conn.db.prepare('SELECT group_concat(before) FROM change').pluck().get()
    for (const word of ['Somchai', 'ใจดี', 'Chaidi', 'somchai@example.com']) expect(said).not.toContain(word)
    expect((await db.call('database.check', {})).findings).toEqual([])
  })

  it('shows what was changed in all that went into it, and says where', async () => {
    const db = testDatabase()
    const [a, b] = await pair(db)
    await db.call('record.update', { entity: 'contact', id: b, data: { jobTitle: 'Boss' } })
    await db.call('duplicate.merge', { ids: [a, b] })
    await db.call('record.update', { entity: 'contact', id: a, data: { jobTitle: 'Chief' } })
    const changesOf = async (field?: string) =>
      (await db.call('record.changes', { entity: 'contact', id: a, ...(field && { field }) })).changes
    const told = (await changesOf('jobTitle')).map(({ of, fields }) => [
      of?.displayName,
      fields[0]?.before,
      fields[0]?.after,
    ])
    expect(told).toEqual([
      [undefined, 'Boss', 'Chief'],
      [undefined, null, 'Boss'],
      ['สมชาย ใจดี', 'Owner', 'Boss'],
    ])
    expect((await changesOf()).filter(({ kind }) => kind === 'create').map(({ of }) => of?.id)).toEqual([
      b,
      undefined,
    ])
    await db.call('record.update', { entity: 'contact', id: a, data: { private: true } })
    await db.call('operation.undo', {})
    await db.call('operation.undo', {})
    await db.call('operation.undo', {})
    expect((await changesOf()).every(({ of }) => of === null)).toBe(true)
  })
})

describe('different records', () => {
  it('are said to be so once, whoever says it in whatever order', async () => {
    const [one, two] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const [a, b] = await pair(one)
    for (const tx of structuredClone(outbox(one.conn))) applyRemote(two.conn, tx)
    await one.call('duplicate.differ', { entity: 'contact', ids: [a, b] })
    await two.call('duplicate.differ', { entity: 'contact', ids: [b, a] })
    for (const tx of structuredClone(outbox(one.conn))) applyRemote(two.conn, tx)
    expect(two.conn.db.prepare('SELECT firstId, secondId FROM notDuplicate').all()).toEqual([
      { firstId: [a, b].sort()[0], secondId: [a, b].sort()[1] },
    ])
  })
})
