/** Relationships from both sides, whatever becomes of either; contacts that stand behind others. */
import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relationshipKinds } from '#db/shared/relationships.ts'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const contact = async (db: TestDatabase, givenName: string, data: object = {}) =>
  (await db.call('record.create', { entity: 'contact', data: { givenName, ...data } })).id
const company = async (db: TestDatabase, name: string) =>
  (await db.call('record.create', { entity: 'company', data: { name } })).id
const end = (entity: 'contact' | 'company', id: string) => ({ entity, id })
const listed = async (db: TestDatabase, entity: 'contact' | 'company', id: string) =>
  (await db.call('relationship.list', { entity, id })).rows.map(({ kind, reverse, other }) => [
    reverse ? `${kind}.reverse` : kind,
    other?.name,
  ])

describe('a relationship', () => {
  it('is seen from both records, each with its own word, between people and companies alike', async () => {
    const db = testDatabase()
    const [ann, bo, acme, zed] = [
      await contact(db, 'Ann'),
      await contact(db, 'Bo'),
      await company(db, 'Acme'),
      await company(db, 'Zed'),
    ]
    const add = (kind: (typeof relationshipKinds)[number]['code'], from: object, to: object) =>
      db.call('relationship.add', { type: { kind }, from: from as never, to: to as never })
    await add('reportsTo', end('contact', ann), end('contact', bo))
    await add('accountantOf', end('contact', ann), end('company', acme))
    await add('dealerOf', end('company', acme), end('company', zed))
    await add('spouse', end('contact', bo), end('contact', ann))
    expect(await listed(db, 'contact', ann)).toEqual([
      ['reportsTo', 'Bo'],
      ['accountantOf', 'Acme'],
      ['spouse.reverse', 'Bo'],
    ])
    expect(await listed(db, 'contact', bo)).toEqual([
      ['reportsTo.reverse', 'Ann'],
      ['spouse', 'Ann'],
    ])
    expect(await listed(db, 'company', acme)).toEqual([
      ['accountantOf.reverse', 'Ann'],
      ['dealerOf', 'Zed'],
    ])
    expect(await listed(db, 'company', zed)).toEqual([['dealerOf.reverse', 'Acme']])
    expect((await db.call('relationship.list', { entity: 'contact', id: ann, limit: 0 })).total).toBe(3)
  })

  it('to a record in the trash says so, comes back with it, and is gone with one erased', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db, 'Ann'), await contact(db, 'Bo')]
    await db.call('relationship.add', {
      type: { kind: 'friend' },
      from: end('contact', ann),
      to: end('contact', bo),
    })
    const other = async () =>
      (await db.call('relationship.list', { entity: 'contact', id: ann })).rows[0]?.other
    await db.call('record.trash', { entity: 'contact', id: bo })
    expect(await other()).toMatchObject({ id: bo, name: 'Bo', trashed: true })
    await db.call('record.restore', { entity: 'contact', id: bo })
    expect(await other()).toMatchObject({ id: bo, trashed: false })
    await db.call('record.trash', { entity: 'contact', id: bo })
    await db.call('trash.empty', {})
    expect(await other()).toBeNull()
  })

  it('to itself, twice over, to nothing, or ended before it began is refused and writes nothing', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db, 'Ann'), await contact(db, 'Bo')]
    const input = { type: { kind: 'friend' as const }, from: end('contact', ann), to: end('contact', bo) }
    await db.call('relationship.add', input)
    const before = snapshot(db.conn)
    const refused = async (wrong: object, code: string) => {
      await expect(db.call('relationship.add', { ...input, ...wrong })).rejects.toMatchObject({
        record: expect.objectContaining({}),
      })
      await expect(
        db.call('relationship.add', { ...input, ...wrong }).catch(({ record }) => JSON.stringify(record)),
      ).resolves.toContain(code)
      expect(snapshot(db.conn)).toEqual(before)
    }
    await refused({}, 'relatedAlready')
    await refused({ to: input.from }, 'relatedToItself')
    await refused(
      { type: { kind: 'sibling' }, startDate: '2024-02-02', endDate: '2024-02-01' },
      'endBeforeStart',
    )
    await refused({ to: end('contact', '0193b1a0-0000-7000-8000-000000000000') }, 'NotFound')
    await refused({ type: { typeId: '0193b1a0-0000-7000-8000-000000000000' } }, 'NotFound')
  })

  it('that is over may begin again, and stands last', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db, 'Ann'), await contact(db, 'Bo')]
    const input = { type: { kind: 'spouse' as const }, from: end('contact', ann), to: end('contact', bo) }
    const { id } = await db.call('relationship.add', { ...input, startDate: '2001-05-01' })
    await db.call('relationship.change', { id, endDate: '2010-01-01', note: 'divorced' })
    await db.call('relationship.add', { ...input, startDate: '2012-05-01' })
    const { rows } = await db.call('relationship.list', { entity: 'contact', id: bo })
    expect(rows.map(({ startDate, endDate, note }) => [startDate, endDate, note])).toEqual([
      ['2012-05-01', null, null],
      ['2001-05-01', '2010-01-01', 'divorced'],
    ])
  })

  it('of a kind of one’s own is worded by it, also once the kind is in the trash', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db, 'Ann'), await contact(db, 'Bo')]
    const { id: typeId } = await db.call('record.create', {
      entity: 'relationshipType',
      data: { name: 'ครูของ', reverse: 'ศิษย์ของ' },
    })
    const { id } = await db.call('relationship.add', {
      type: { typeId },
      from: end('contact', ann),
      to: end('contact', bo),
    })
    await db.call('record.update', { entity: 'relationshipType', id: typeId, data: { name: 'อาจารย์ของ' } })
    await db.call('record.trash', { entity: 'relationshipType', id: typeId })
    const [row] = (await db.call('relationship.list', { entity: 'contact', id: bo })).rows
    expect(row).toMatchObject({ reverse: true, type: { name: 'อาจารย์ของ', reverse: 'ศิษย์ของ' } })
    await db.call('relationship.change', { id, type: { kind: 'friend' }, swap: true })
    expect(await listed(db, 'contact', bo)).toEqual([['friend', 'Ann']])
    await db.call('operation.undo', {})
    expect((await db.call('relationship.list', { entity: 'contact', id: bo })).rows[0]).toEqual(row)
  })

  it('follows a record that is merged, and stands where it stood after the un-merge', async () => {
    const db = testDatabase()
    const [ann, anna, bo] = [await contact(db, 'Ann'), await contact(db, 'Anna'), await contact(db, 'Bo')]
    await db.call('relationship.add', {
      type: { kind: 'reportsTo' },
      from: end('contact', anna),
      to: end('contact', bo),
    })
    const merged = await db.call('duplicate.merge', { entity: 'contact', ids: [ann, anna] })
    expect(await listed(db, 'contact', ann)).toEqual([['reportsTo', 'Bo']])
    expect((await db.call('relationship.list', { entity: 'contact', id: bo })).rows[0]?.other?.id).toBe(ann)
    await db.call('operation.undo', { operation: merged.operation ?? '' })
    expect(await listed(db, 'contact', ann)).toEqual([])
    expect(await listed(db, 'contact', anna)).toEqual([['reportsTo', 'Bo']])
  })

  it('is nobody’s business when either side, or itself, is private', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'manager')
    const bob = await person(db, 'Bob', 'admin')
    const make = async (data: object) =>
      (await ann.call('record.create', { entity: 'contact', data: { ...data } })).id
    const [open, secret, third] = [
      await make({ givenName: 'Open' }),
      await make({ givenName: 'Secret', private: true }),
      await make({ givenName: 'Third' }),
    ]
    const add = (to: string, hidden: boolean) =>
      ann.call('relationship.add', {
        type: { kind: 'friend' },
        from: end('contact', open),
        to: end('contact', to),
        private: hidden,
      })
    await add(secret, false)
    await add(third, true)
    expect((await ann.call('relationship.list', { entity: 'contact', id: open })).total).toBe(2)
    expect((await bob.call('relationship.list', { entity: 'contact', id: open })).total).toBe(0)
    expect((await bob.call('relationship.list', { entity: 'contact', id: third })).total).toBe(0)
  })

  it('goes out with an export, names and all', async () => {
    const db = testDatabase()
    const [ann, acme] = [await contact(db, 'Ann'), await company(db, 'Acme')]
    await db.call('relationship.add', {
      type: { kind: 'ownerOf' },
      from: end('contact', ann),
      to: end('company', acme),
      note: 'since ever',
    })
    const out = `${db.file}.relationship.json`
    await db.call('transfer.export', { entity: 'relationship', out, format: 'json' })
    const text = readFileSync(out, 'utf8')
    for (const word of ['ownerOf', ann, acme, 'since ever']) expect(text).toContain(word)
  })

  it('whatever is related, each shows once on either side, and undoing all leaves nothing', async () => {
    const kind = fc.constantFrom(...relationshipKinds.map(({ code }) => code))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(kind, fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 8 }),
        async (wanted) => {
          const db = testDatabase()
          const ends = [
            end('contact', await contact(db, 'A')),
            end('contact', await contact(db, 'B')),
            end('company', await company(db, 'C')),
            end('company', await company(db, 'D')),
          ]
          const before = snapshot(db.conn)
          const operations: string[] = []
          const seen = new Map<string, number>()
          for (const [code, a, b] of wanted) {
            const [from, to] = [ends[a], ends[b]]
            if (!from || !to) continue
            const made = await db
              .call('relationship.add', { type: { kind: code }, from, to })
              .catch(() => undefined)
            if (!made) continue
            operations.push(made.operation ?? '')
            for (const { id } of [from, to]) seen.set(id, (seen.get(id) ?? 0) + 1)
          }
          for (const { entity, id } of ends)
            expect((await db.call('relationship.list', { entity, id })).rows).toHaveLength(seen.get(id) ?? 0)
          for (const operation of operations.reverse()) await db.call('operation.undo', { operation })
          expect(snapshot(db.conn)).toEqual(before)
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('a secondary contact', () => {
  it('is a record like any other, and is promoted and put back in one step each', async () => {
    const db = testDatabase()
    const acme = await company(db, 'Acme')
    const ann = await contact(db, 'Ann', { companyId: acme })
    const bo = await contact(db, 'Bo', { emails: ['bo@example.com'] })
    const before = snapshot(db.conn)
    await db.call('contact.demote', { id: bo, primaryId: ann, role: 'Assistant' })
    const behind = await db.call('record.list', {
      entity: 'contact',
      filter: { field: 'primaryContactId', op: 'is', value: ann },
    })
    expect(behind.rows.map(({ id, secondaryRole }) => [id, secondaryRole])).toEqual([[bo, 'Assistant']])
    while (db.engine.search.catchUp({ budgetMs: 1_000 }));
    expect((await db.call('search.run', { text: 'bo@example' })).hits.map(({ id }) => id)).toEqual([bo])
    const { operation } = await db.call('contact.promote', { id: bo })
    expect(await db.call('record.get', { entity: 'contact', id: bo })).toMatchObject({
      primaryContactId: null,
      secondaryRole: null,
      companyId: acme,
    })
    expect(await listed(db, 'contact', ann)).toEqual([['assistantOf.reverse', 'Bo']])
    await db.call('operation.undo', { operation: operation ?? '' })
    expect(await listed(db, 'contact', ann)).toEqual([])
    await db.call('operation.undo', {})
    expect(snapshot(db.conn)).toEqual(before)
  })

  it('comes in with the person of its row when an old program kept it there', async () => {
    const db = testDatabase()
    const file = `${db.file}.act.csv`
    writeFileSync(
      file,
      'Contact,Company,Title,Salutation,ID/Status,2nd Contact,2nd Title,2nd Phone,User 1\nJohn Smith,Acme,Buyer,Johnny,Customer,Mary Major,Assistant,02-123-9999,x\n',
    )
    await db.call('transfer.import', { files: [file], source: 'act' })
    const { rows } = await db.call('record.list', { entity: 'contact', sort: ['displayName'] })
    expect(
      rows.map(({ displayName, refs }) => [displayName, Reflect.get(Object(refs), 'primaryContactId')]),
    ).toEqual([
      ['Mary Major', 'John Smith'],
      ['John Smith', undefined],
    ])
  })

  it('stands behind a full contact only, and never in a circle', async () => {
    const db = testDatabase()
    const [ann, bo, cy] = [await contact(db, 'Ann'), await contact(db, 'Bo'), await contact(db, 'Cy')]
    const demote = (id: string, primaryId: string) => db.call('contact.demote', { id, primaryId })
    const refused = (code: string) => ({
      record: { code: 'Invalid', issues: [expect.objectContaining({ code })] },
    })
    await expect(demote(ann, ann)).rejects.toMatchObject(refused('behindItself'))
    await demote(bo, ann)
    await expect(demote(cy, bo)).rejects.toMatchObject(refused('behindSecondary'))
    await expect(demote(ann, cy)).rejects.toMatchObject(refused('hasSecondaries'))
    await db.call('record.trash', { entity: 'contact', id: ann })
    await expect(demote(cy, ann)).rejects.toMatchObject(refused('reference'))
  })
})
