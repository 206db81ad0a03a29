// Lookups: what stays when rows change, what comes back, who sees what; cached orders against fresh ones.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Bits, pick } from '#db/core/lookup/bits.ts'
import { countingSort, replaced } from '#db/core/lookup/ranks.ts'
import { Orders } from '#db/core/orders.ts'
import { Tail } from '#db/core/tail.ts'
import { company } from '#db/shared/companies.ts'
import { contact } from '#db/shared/contacts.ts'
import { AppError } from '#db/shared/errors.ts'
import type { Lookup, Page } from '#db/shared/lookups.ts'
import { note } from '#db/shared/notes.ts'
import { customField, user } from '#db/shared/settings.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

const named = (db: TestDatabase, ...names: string[]): number[] =>
  db.write((write) => names.map((givenName) => write.create(contact, { givenName })))
const idOf = (db: TestDatabase, rowId: number, table = 'contact'): string => {
  const { id } = db.conn.prepare(`SELECT hex(id) AS id FROM ${table} WHERE rowId = ?`).get(rowId) as {
    id: string
  }
  return id.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
const column = (page: Page | undefined): unknown[] => (page?.rows ?? []).map((row) => row?.[0] ?? null)
const pageOf = async (
  db: TestDatabase,
  { lookupId, version }: Pick<Lookup, 'lookupId' | 'version'>,
  field = 'givenName',
) => column(await db.call('lookup.page', { lookupId, version, offset: 0, limit: 2_000, fields: [field] }))
const shown = { fields: ['givenName'], limit: 100 }

async function failureOf(action: Promise<unknown>): Promise<unknown> {
  try {
    await action
  } catch (error) {
    if (error instanceof AppError)
      return [error.record.code, error.record.reason ?? error.record.issues?.[0]?.code]
    throw error
  }
  return 'no failure'
}

describe('a snapshot', () => {
  test('keeps members and order while cells are live', async () => {
    const db = testDatabase()
    const [ann, bea] = named(db, 'Ann', 'Bea', 'Cia')
    const lookup = await db.call('lookup.create', { entity: 'contact' })
    expect([lookup.version, lookup.total]).toEqual([1, 3])
    db.write((write) => {
      write.update(contact, ann ?? 0, { givenName: 'Zoe' })
      write.set(contact, bea ?? 0, { trashedAt: 1 })
      write.create(contact, { givenName: 'Abe' })
    })
    expect(await pageOf(db, lookup)).toEqual(['Zoe', null, 'Cia'])
    expect(await db.call('lookup.status', { lookupId: lookup.lookupId })).toEqual({
      version: 1,
      total: 3,
      changed: 3,
      many: false,
    })
    const page = await db.call('lookup.page', { ...lookup, offset: 1, limit: 1, fields: [] })
    expect(page).toEqual({ offset: 1, fields: [], ids: [idOf(db, bea ?? 0)], rows: [null] })
    const fresh = await db.call('lookup.refresh', { lookupId: lookup.lookupId, page: shown })
    expect([fresh.version, fresh.total, column(fresh.page)]).toEqual([2, 3, ['Abe', 'Cia', 'Zoe']])
    expect(await failureOf(pageOf(db, lookup))).toEqual(['Conflict', 'lookupVersion'])
    expect((await db.call('lookup.status', { lookupId: lookup.lookupId })).changed).toBe(0)
  })

  test('counts of outside changes only what would join it', async () => {
    const db = testDatabase()
    const [, bea] = named(db, 'Ann', 'Bea')
    const filter = { field: 'givenName', op: 'startsWith', value: 'a' } as const
    const { lookupId } = await db.call('lookup.create', { entity: 'contact', filter })
    const changed = async (): Promise<number> => (await db.call('lookup.status', { lookupId })).changed
    db.write((write) => write.update(contact, bea ?? 0, { jobTitle: 'x' }))
    expect(await changed()).toBe(0)
    db.write((write) => write.update(contact, bea ?? 0, { givenName: 'Abea' }))
    expect(await changed()).toBe(1)
    named(db, ...Array.from({ length: 1_001 }, (_, i) => `N${i}`))
    expect(await db.call('lookup.status', { lookupId })).toMatchObject({ changed: 0, many: true })
  })

  test('gives its first page before it is counted, and another version if that page was overtaken', async () => {
    const db = testDatabase()
    named(db, 'Ann', 'Bea', 'Cia')
    const page = { fields: ['givenName'], limit: 2 }
    const first = await db.call('lookup.create', { entity: 'contact', page })
    expect([first.total, column(first.page)]).toEqual([null, ['Ann', 'Bea']])
    expect(await pageOf(db, first)).toEqual(['Ann', 'Bea', 'Cia'])

    const other = testDatabase({ seed: 2 })
    named(other, 'Ann', 'Bea', 'Cia')
    const early = await other.call('lookup.create', { entity: 'contact', sort: ['-displayName'], page })
    expect([early.total, column(early.page)]).toEqual([null, ['Cia', 'Bea']])
    named(other, 'Dia')
    expect(await failureOf(pageOf(other, early))).toEqual(['Conflict', 'lookupVersion'])
    expect(await other.call('lookup.status', { lookupId: early.lookupId })).toMatchObject({
      version: 2,
      total: 4,
    })
  })

  test('belongs to its session and dies with it', async () => {
    const db = testDatabase()
    named(db, 'Ann')
    const lookup = await db.call('lookup.create', { entity: 'contact' })
    const strange = db.engine.call(
      'lookup.status',
      { lookupId: lookup.lookupId },
      { session: 'other', source: 'user' },
    )
    expect(await failureOf(strange)).toEqual(['NotFound', 'lookup'])
    expect([...db.engine.lookups.rowIdsOf({ lookupId: lookup.lookupId })]).toEqual([1])
    db.engine.lookups.dropSession('test')
    expect(await failureOf(pageOf(db, lookup))).toEqual(['NotFound', 'lookup'])
    const closed = await db.call('lookup.create', { entity: 'contact' })
    await db.call('lookup.close', { lookupId: closed.lookupId })
    expect(await failureOf(pageOf(db, closed))).toEqual(['NotFound', 'lookup'])
  })
})

describe('the working set', () => {
  const starts = (value: string) => ({ field: 'givenName', op: 'startsWith', value }) as const

  test('is added to, narrowed, reduced, inverted and gone back in', async () => {
    const db = testDatabase()
    named(db, 'Ada', 'Abe', 'Bob', 'Cid', 'Cia')
    const { lookupId } = await db.call('lookup.create', { entity: 'contact', filter: starts('a') })
    const step = async (
      combine: 'add' | 'narrow' | 'remove' | 'replace',
      value: string,
    ): Promise<unknown[]> => {
      const from = { lookupId, combine }
      const next = await db.call('lookup.create', {
        entity: 'contact',
        filter: starts(value),
        from,
        page: shown,
      })
      expect([next.lookupId, next.previous]).toEqual([lookupId, true])
      return column(next.page)
    }
    expect(await step('add', 'c')).toEqual(['Abe', 'Ada', 'Cia', 'Cid'])
    expect(await step('narrow', 'ci')).toEqual(['Cia', 'Cid'])
    expect(await step('remove', 'cia')).toEqual(['Cid'])
    const inverted = await db.call('lookup.invert', { lookupId, page: shown })
    expect(column(inverted.page)).toEqual(['Abe', 'Ada', 'Bob', 'Cia'])
    expect(inverted.steps.map(({ combine }) => combine)).toEqual([
      'replace',
      'add',
      'narrow',
      'remove',
      'invert',
    ])
    named(db, 'Abo')
    const refreshed = await db.call('lookup.refresh', { lookupId, page: shown })
    expect(column(refreshed.page)).toEqual(['Abe', 'Abo', 'Ada', 'Bob', 'Cia'])
    const back = async (): Promise<unknown[]> =>
      column((await db.call('lookup.previous', { lookupId, page: shown })).page)
    expect(await back()).toEqual(['Abe', 'Ada', 'Bob', 'Cia'])
    expect(await back()).toEqual(['Cid'])
    expect(await back()).toEqual(['Cia', 'Cid'])
    expect(await step('replace', 'b')).toEqual(['Bob'])
    for (let i = 0; i < 3; i++) await back()
    expect(await failureOf(back())).toEqual(['Conflict', 'noPrevious'])
  })

  test('keeps picked records in the order given until it is sorted', async () => {
    const db = testDatabase()
    const [ann, bea, cia] = named(db, 'Ann', 'Bea', 'Cia')
    const ids = [cia, ann, cia].map((rowId) => idOf(db, rowId ?? 0))
    const picked = await db.call('lookup.create', { entity: 'contact', ids, page: shown })
    expect([picked.sort, picked.steps, column(picked.page)]).toEqual([
      [],
      [{ combine: 'replace', picked: 3 }],
      ['Cia', 'Ann'],
    ])
    const { lookupId } = picked
    const added = await db.call('lookup.create', {
      entity: 'contact',
      ids: [idOf(db, bea ?? 0)],
      from: { lookupId, combine: 'add' },
      page: shown,
    })
    expect(column(added.page)).toEqual(['Cia', 'Ann', 'Bea'])
    const sorted = await db.call('lookup.resort', { lookupId, sort: ['-givenName'], page: shown })
    expect(column(sorted.page)).toEqual(['Cia', 'Bea', 'Ann'])
  })

  test('tells where a record stands, also one merged into a member', async () => {
    const db = testDatabase()
    const [ann, bea] = named(db, 'Ann', 'Bea', 'Cia')
    db.write((write) => write.set(contact, ann ?? 0, { mergedInto: bea ?? 0 }))
    const { lookupId, version } = await db.call('lookup.create', {
      entity: 'contact',
      filter: { field: 'id', op: 'notEmpty' },
    })
    const at = async (rowId: number) =>
      (await db.call('lookup.locate', { lookupId, version, id: idOf(db, rowId) })).offset
    expect([await at(bea ?? 0), await at(ann ?? 0), await at(3)]).toEqual([0, 0, 1])
    const none = '0193b1a0-0000-7000-8000-000000000000'
    expect(await db.call('lookup.locate', { lookupId, version, id: none })).toEqual({ offset: null })
  })

  test('type-ahead finds the first that begins so, up and down, else the nearest', async () => {
    const db = testDatabase()
    named(db, 'Adam', 'Émile', 'Emma', 'Zoe', 'สมชาย', 'สุดา')
    const { lookupId, version } = await db.call('lookup.create', { entity: 'contact' })
    const typed = async (text: string, v = version) =>
      await db.call('lookup.typeAhead', { lookupId, version: v, text })
    expect(await typed('em')).toEqual({ offset: 1, exact: true })
    expect(await typed('EMM')).toEqual({ offset: 2, exact: true })
    expect(await typed('f')).toEqual({ offset: 3, exact: false })
    expect(await typed('สุ')).toEqual({ offset: 5, exact: true })
    const down = await db.call('lookup.resort', { lookupId, sort: ['-givenName'], page: shown })
    expect(column(down.page)).toEqual(['สุดา', 'สมชาย', 'Zoe', 'Emma', 'Émile', 'Adam'])
    expect(await typed('em', down.version)).toEqual({ offset: 3, exact: true })
    expect(await typed('f', down.version)).toEqual({ offset: 3, exact: false })
    const byAge = await db.call('lookup.resort', { lookupId, sort: ['createdAt'] })
    expect(await typed('a', byAge.version)).toEqual({ offset: null, exact: false })
  })
})

describe('groups of a lookup', () => {
  test('are its rows by the first thing it is sorted by', async () => {
    const db = testDatabase()
    const [first = 0] = db.write((write) =>
      [
        ['Ann', 'Buyer'],
        ['Bea', 'Clerk'],
        ['Cid', 'Buyer'],
        ['Dan', null],
      ].map(([givenName, jobTitle]) => write.create(contact, { givenName, jobTitle })),
    )
    const made = await db.call('lookup.create', { entity: 'contact', sort: ['jobTitle', '-displayName'] })
    const groups = async ({ lookupId, version }: Pick<Lookup, 'lookupId' | 'version'>) =>
      await db.call('lookup.groups', { lookupId, version })
    const wanted = {
      field: 'jobTitle',
      groups: [
        { start: 0, count: 2, value: 'Buyer' },
        { start: 2, count: 1, value: 'Clerk' },
        { start: 3, count: 1, value: null },
      ],
    }
    expect(await pageOf(db, made)).toEqual(['Cid', 'Ann', 'Bea', 'Dan'])
    expect(await groups(made)).toEqual(wanted)
    await db.call('record.update', {
      entity: 'contact',
      id: idOf(db, first),
      data: { jobTitle: 'Zoologist' },
    })
    const fresh = await db.call('lookup.refresh', { lookupId: made.lookupId })
    expect((await groups(fresh)).groups?.map(({ value }) => value)).toEqual([
      'Buyer',
      'Clerk',
      'Zoologist',
      null,
    ])
    const narrowed = await db.call('lookup.create', {
      entity: 'contact',
      filter: { field: 'jobTitle', op: 'notEmpty' },
      from: { lookupId: made.lookupId, combine: 'narrow' },
    })
    expect((await groups(narrowed)).groups?.map(({ count }) => count)).toEqual([1, 1, 1])
  })

  test('are none where nearly every row is one of its own, or the rows are in no order', async () => {
    const db = testDatabase()
    named(db, ...Array.from({ length: 1_001 }, (_, at) => `N${at}`))
    const { lookupId, version } = await db.call('lookup.create', { entity: 'contact', sort: ['givenName'] })
    expect(await db.call('lookup.groups', { lookupId, version })).toEqual({
      field: 'givenName',
      groups: null,
    })
    const picked = await db.call('lookup.create', { entity: 'contact', ids: [idOf(db, 1)] })
    const held = { lookupId: picked.lookupId, version: picked.version }
    expect(await db.call('lookup.groups', held)).toEqual({ field: null, groups: null })
  })
})

describe('what others keep private', () => {
  test('is in no list, no count and no name, and comes and goes with the log', async () => {
    const db = testDatabase()
    const other = db.write((write) => write.create(user, { name: 'Other', role: 'standard' }))
    const total = async (entity: string): Promise<number> =>
      (await db.call('record.list', { entity, count: true })).total
    const [firm, person] = db.write((write) => {
      const companyId = write.insert(company, { name: 'Secret', ownerId: other })
      const contactId = write.insert(contact, { givenName: 'Ann', companyId, ownerId: other })
      write.insert(note, { body: 'about Ann', contactId })
      return [companyId, contactId]
    })
    const counts = async (): Promise<number[]> => [
      await total('company'),
      await total('contact'),
      await total('note'),
    ]
    expect(await counts()).toEqual([1, 1, 1])
    db.write((write) => write.set(contact, person ?? 0, { private: 1 }))
    expect(await counts()).toEqual([1, 0, 0])
    db.write(
      (write) => {
        write.set(contact, person ?? 0, { private: 0 })
        write.set(company, firm ?? 0, { private: 1 })
      },
      { actor: { rowId: other, id: '', name: 'Other', role: 'standard' } },
    )
    expect(await counts()).toEqual([0, 1, 1])
    const listed = await db.call('lookup.create', {
      entity: 'contact',
      page: { fields: ['companyId'], limit: 10 },
    })
    expect(listed.page?.rows).toEqual([[{ id: idOf(db, firm ?? 0, 'company'), name: null }]])
  })

  test('a reference to a merged record answers as the one it became', async () => {
    const db = testDatabase()
    const [old, kept] = db.write((write) => {
      const ids = ['Old', 'Kept'].map((name) => write.create(company, { name }))
      for (const companyId of [...ids, null]) write.insert(contact, { givenName: 'P', companyId })
      return ids
    })
    db.write((write) => write.set(company, old ?? 0, { mergedInto: kept ?? 0 }))
    const { page } = await db.call('lookup.create', {
      entity: 'contact',
      page: { fields: ['company'], limit: 9 },
    })
    const reference = { id: idOf(db, kept ?? 0, 'company'), name: 'Kept' }
    expect(page?.rows).toEqual([[reference], [reference], [null]])
  })

  test('does not show by its place when sorted by it', async () => {
    const db = testDatabase()
    db.write((write) => {
      const ids = ['M', 'A', 'Z'].map((name) =>
        write.insert(company, { name, ...(name === 'A' && { private: 1, ownerId: 99 }) }),
      )
      for (const [index, companyId] of ids.entries())
        write.insert(contact, { givenName: `P${index}`, companyId })
    })
    const { rows } = await db.call('record.list', { entity: 'contact', sort: ['company'] })
    expect(rows.map((row) => row.givenName)).toEqual(['P0', 'P2', 'P1'])
  })
})

describe('order', () => {
  const listed = async (db: TestDatabase, sort: string[], entity = 'contact', field = 'givenName') =>
    (await db.call('record.list', { entity, sort })).rows.map((row) => row[field])

  test('of names is that of their readers, in each script', async () => {
    const thai = ['กนก', 'เกษม', 'ขวัญ', 'แก้ว', 'ไกร', 'สมชาย', 'อรุณ', 'เอก']
    const persian = ['آرش', 'بهرام', 'پروین', 'چنگیز', 'ژاله', 'کریم', 'گلی', 'یاس']
    for (const [names, locale] of [
      [thai, 'th'],
      [persian, 'fa'],
    ] as const) {
      const db = testDatabase()
      named(db, ...[...names].reverse())
      const collated = [...names].sort(new Intl.Collator(locale).compare)
      expect(await listed(db, ['displayName'])).toEqual(collated)
      expect(await listed(db, ['givenName'])).toEqual(collated)
      expect(await listed(db, ['-givenName'])).toEqual([...collated].reverse())
    }
  })

  test('puts empty values last both ways and equals by name', async () => {
    const db = testDatabase()
    db.write((write) => {
      for (const [givenName, jobTitle] of [
        ['D', 'x'],
        ['C', undefined],
        ['B', 'y'],
        ['A', 'x'],
      ] as const)
        write.create(contact, { givenName, ...(jobTitle && { jobTitle }) })
    })
    expect(await listed(db, ['jobTitle'])).toEqual(['A', 'D', 'B', 'C'])
    expect(await listed(db, ['-jobTitle'])).toEqual(['B', 'A', 'D', 'C'])
    expect(await listed(db, ['-jobTitle', '-givenName'])).toEqual(['B', 'D', 'A', 'C'])
  })

  test('by fields of every kind, custom ones too', async () => {
    const db = testDatabase()
    const names = db.write((write) => {
      const kinds = {
        level: 'number',
        worth: 'money',
        since: 'date',
        vip: 'yesNo',
        grade: 'pickList',
      } as const
      const rowIds = Object.entries(kinds).map(([label, kind]) =>
        write.create(customField, { entity: 'contact', label, kind }),
      )
      return Object.fromEntries(
        Object.keys(kinds).map((label, at) => [label, `custom.${idOf(db, rowIds[at] ?? 0, 'customField')}`]),
      )
    })
    const name = (label: string): string => names[label] ?? ''
    db.write((write) => {
      const rows = [
        {
          givenName: 'A',
          level: 10,
          worth: { minor: 900, currency: 'THB' },
          since: '2020-05-01',
          vip: true,
          grade: 'b',
        },
        {
          givenName: 'B',
          level: -2.5,
          worth: { minor: -5, currency: 'THB' },
          since: '2019-12-31',
          grade: 'á',
        },
        { givenName: 'C', level: 9, worth: { minor: 1, currency: 'USD' }, vip: false, grade: 'C' },
      ]
      for (const { givenName, ...custom } of rows) {
        const values = Object.entries(custom).map(([label, value]) => [name(label), value])
        write.create(contact, { givenName, ...Object.fromEntries(values) })
      }
      write.update(contact, 1, {
        birthday: 'persian:1359-01-01',
        tags: ['z'],
        emails: [{ value: 'b@x' }],
        addresses: [{ city: 'Zug' }],
      })
      write.update(contact, 2, { birthday: '--02-03', tags: ['a', 'b'], emails: [{ value: 'c@x' }] })
      write.update(contact, 3, {
        birthday: '1950-01-01',
        emails: [{ value: 'a@x' }],
        addresses: [{ city: 'Aachen' }],
      })
    })
    const expected: [string, string][] = [
      [name('level'), 'BCA'],
      [name('worth'), 'BAC'],
      [name('since'), 'BAC'],
      [name('vip'), 'CAB'],
      [name('grade'), 'BAC'],
      ['birthday', 'CAB'],
      ['tags', 'BAC'],
      ['emails', 'CAB'],
      ['addresses.city', 'CAB'],
      ['city', 'CAB'],
      ['-createdAt', 'ABC'],
    ]
    for (const [sort, order] of expected)
      expect([sort, (await listed(db, [sort])).join('')]).toEqual([sort, order])
    expect(await failureOf(listed(db, ['photo']))).toEqual(['Invalid', 'sort'])
  })

  test('by company follows the company', async () => {
    const db = testDatabase()
    const [m] = db.write((write) => {
      const ids = ['M Co., Ltd.', 'K', 'X'].map((name) => write.create(company, { name, industry: name }))
      for (const [index, companyId] of ids.entries())
        write.insert(contact, { givenName: `P${index}`, companyId })
      return ids
    })
    expect(await listed(db, ['company'])).toEqual(['P1', 'P0', 'P2'])
    expect(await listed(db, ['-company.industry'])).toEqual(['P2', 'P0', 'P1'])
    db.write((write) => write.update(company, m ?? 0, { name: 'บริษัท ฮ จำกัด' }))
    expect(await listed(db, ['company'])).toEqual(['P1', 'P2', 'P0'])
  })

  test('patched for changed rows is the order made anew', () => {
    const sorts = [
      ['displayName'],
      ['-displayName'],
      ['jobTitle'],
      ['-jobTitle', 'givenName'],
      ['company', '-createdAt'],
      ['-city'],
    ]
    const word = fc.constantFrom('', 'a', 'B', 'é', 'ก', 'ส', 'ی', 'zz')
    const change = fc.record({
      row: fc.nat(59),
      givenName: word,
      jobTitle: word,
      city: word,
      companyId: fc.nat(4),
    })
    fc.assert(
      fc.property(
        fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
        (batches) => {
          const db = testDatabase()
          db.write((write) => {
            for (const name of ['C', 'A', '', 'B']) write.insert(company, { name })
            for (let i = 0; i < 40; i++)
              write.insert(contact, { givenName: `n${i % 7}`, jobTitle: i % 3 ? `t${i % 5}` : null })
          })
          const cached = new Orders(db.conn)
          const tail = new Tail(db.conn)
          for (const sort of sorts) cached.order(contact, sort)
          for (const batch of batches) {
            db.write((write) => {
              for (const { row, givenName, jobTitle, city, companyId } of batch) {
                const columns = {
                  givenName: givenName || null,
                  jobTitle: jobTitle || null,
                  addresses: city ? JSON.stringify([{ id: 'x', city }]) : null,
                  companyId: companyId || null,
                }
                // Past the rows there are, a new one.
                if (row < 40) write.set(contact, row + 1, columns)
                else write.insert(contact, columns)
              }
            })
            const changes = tail.poll()
            if (changes) cached.onBatch(changes)
            for (const sort of sorts)
              expect([sort, [...cached.order(contact, sort)]]).toEqual([
                sort,
                [...new Orders(db.conn).order(contact, sort)],
              ])
          }
          const all = [...new Orders(db.conn).order(contact, ['displayName'])]
          for (const sort of sorts) {
            const some = all.filter((rowId) => rowId % 2 === 0)
            const expected = [...cached.order(contact, sort)].filter((rowId) => rowId % 2 === 0)
            expect([...cached.sortRows(contact, sort, some)]).toEqual(expected)
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('an order handed out is never changed, and the budget is kept', () => {
    const db = testDatabase()
    named(db, ...Array.from({ length: 50 }, (_, i) => `N${i}`))
    const orders = new Orders(db.conn, 450)
    const tail = new Tail(db.conn)
    const before = orders.order(contact, ['displayName'])
    const copy = [...before]
    db.write((write) => write.update(contact, 1, { givenName: 'Zz' }))
    const batch = tail.poll()
    if (batch) orders.onBatch(batch)
    expect([...orders.order(contact, ['displayName'])]).not.toEqual(copy)
    expect([...before]).toEqual(copy)
    for (const sort of ['givenName', 'jobTitle', 'city', '-createdAt']) orders.order(contact, [sort])
    expect(orders.bytes).toBeLessThanOrEqual(450)
    expect(orders.isReady(contact, ['-createdAt'])).toBe(true)
  })
})

describe('record.list', () => {
  test('pages through everything, with and without the order at hand', async () => {
    const db = testDatabase()
    named(db, ...Array.from({ length: 23 }, (_, i) => String.fromCharCode(97 + i)))
    const names = Array.from({ length: 23 }, (_, i) => String.fromCharCode(97 + i))
    for (let round = 0; round < 2; round++) {
      const seen: unknown[] = []
      for (let offset = 0; offset < 30; offset += 7) {
        const { total, rows } = await db.call('record.list', { entity: 'contact', limit: 7, offset })
        expect(total).toBe(23)
        seen.push(...rows.map((row) => row.givenName))
      }
      expect(seen).toEqual(names)
    }
  })

  test('starts from a saved view', async () => {
    const db = testDatabase()
    named(db, 'Ann', 'Abe', 'Bob')
    const data = {
      entity: 'contact',
      name: 'My A',
      filter: { field: 'givenName', op: 'startsWith', value: 'a' },
      sort: ['-givenName'],
    }
    const { id } = await db.call('record.create', { entity: 'view', data })
    const list = async (view: string, more = {}) =>
      (await db.call('record.list', { entity: 'contact', view, ...more })).rows.map((row) => row.givenName)
    expect(await list('My A')).toEqual(['Ann', 'Abe'])
    expect(await list(id, { sort: ['givenName'] })).toEqual(['Abe', 'Ann'])
    expect(await list(id, { filter: { field: 'givenName', op: 'is', value: 'abe' } })).toEqual(['Abe'])
    expect(await failureOf(list('Nobody’s'))).toEqual(['NotFound', undefined])
  })

  test('sees what another connection committed', async () => {
    const db = testDatabase()
    named(db, 'Ann')
    const lookup = await db.call('lookup.create', { entity: 'contact' })
    const { secondConnection } = await import('../helpers/database.ts')
    const second = secondConnection(db.file)
    named(second, 'Bea')
    expect((await db.call('record.list', { entity: 'contact' })).total).toBe(2)
    expect(await db.call('lookup.status', { lookupId: lookup.lookupId })).toMatchObject({
      total: 1,
      changed: 1,
    })
  })
})

describe('typed arrays', () => {
  const rows = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 80 })

  test('sets of rows behave as sets', () => {
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const [a, b] = [Bits.of(one), Bits.of(other)]
        const sorted = (list: Iterable<number>): number[] => [...list].sort((x, y) => x - y)
        expect([...a.and(b).values()]).toEqual(sorted(one.filter((row) => other.includes(row))))
        expect([...a.or(b).values()]).toEqual(sorted(new Set([...one, ...other])))
        expect([...a.without(b).values()]).toEqual(sorted(one.filter((row) => !other.includes(row))))
        expect(a.or(b).size).toBe(new Set([...one, ...other]).size)
        for (const row of other) a.delete(row)
        expect([...a.values()]).toEqual(sorted(one.filter((row) => !other.includes(row))))
        const order = Int32Array.from(one)
        expect([...pick(order, b, null)]).toEqual(one.filter((row) => other.includes(row)))
        expect([...pick(order, null, b)]).toEqual(one.filter((row) => !other.includes(row)))
        expect(pick(order, null, new Bits())).toBe(order)
      }),
    )
  })

  test('counting sort is a stable sort with nothing last', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 301, maxLength: 301 }),
        fc.boolean(),
        (list, places, down) => {
          const ranks = { of: Int32Array.from(places), distinct: 5 }
          const weight = (row: number): number => {
            const place = places[row] ?? 5
            return place === 5 ? 9 : down ? -place : place
          }
          expect([...countingSort(Int32Array.from(list), ranks, down)]).toEqual(
            [...list].sort((x, y) => weight(x) - weight(y)),
          )
        },
      ),
    )
  })

  test('replacing rows of a sorted array keeps it sorted', () => {
    fc.assert(
      fc.property(rows, rows, (list, changed) => {
        const sorted = Int32Array.from(list).sort()
        const newcomers = [...changed].sort((x, y) => x - y)
        const out = new Set(changed)
        const result = replaced(
          sorted,
          (row) => out.has(row),
          newcomers,
          (a, b) => a < b,
        )
        expect([...result]).toEqual([...new Set([...list, ...changed])].sort((x, y) => x - y))
      }),
    )
  })
})
