/**
 * Undoing a choice, for every kind of place two people can write to apart: tags, parts of lists, fields of one's own, links to
 * other records, fields that stand together. Afterwards both computers say what they said before anybody chose.
 */
import { expect, it } from 'vitest'
import type { TestDatabase } from '../helpers/database.ts'
import { choose, exchange, team, told } from './choosing.ts'

interface Apart {
  readonly entity: string
  readonly id: string
  /** What each of the two writes, one step after the other. */
  readonly a: readonly Record<string, unknown>[]
  readonly b: readonly Record<string, unknown>[]
}

const create = async (db: TestDatabase, entity: string, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity, data })).id

const phones = (...all: readonly (readonly [id: string, value: string])[]) => ({
  phones: all.map(([id, value]) => ({ id, value, label: 'work' })),
})
const emails = (...all: readonly (readonly [id: string, value: string])[]) => ({
  emails: all.map(([id, value]) => ({ id, value, label: 'work' })),
})
const idsOf = async (
  db: TestDatabase,
  id: string,
  list: 'phones' | 'emails' | 'addresses',
): Promise<string[]> => {
  const elements = (await db.call('record.get', { entity: 'contact', id }))[list]
  return Array.isArray(elements) ? elements.map((element) => String((element as { id: unknown }).id)) : []
}

/** A contact with two e-mail addresses: the first removed, and the first changed. */
async function emailApart(db: TestDatabase) {
  const id = await create(db, 'contact', {
    givenName: 'Ann',
    ...emails(['', 'a@example.com'], ['', 'b@example.com']),
  })
  const [first = '', second = ''] = await idsOf(db, id, 'emails')
  return {
    id,
    removed: emails([second, 'b@example.com']),
    changed: emails([first, 'c@example.com'], [second, 'b@example.com']),
  }
}

/** Two companies, for links that lead to one or the other. */
const companies = async (db: TestDatabase): Promise<readonly [string, string]> => [
  await create(db, 'company', { name: 'One' }),
  await create(db, 'company', { name: 'Two' }),
]

async function ownField(db: TestDatabase, kind: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = await create(db, 'customField', { entity: 'contact', kind, label: 'Own', ...more })
  return `custom.${id}`
}

const kinds: Readonly<Record<string, (db: TestDatabase) => Promise<Apart>>> = {
  async 'a tag taken away here and given again there'(db) {
    const id = await create(db, 'contact', { givenName: 'Ann', tags: ['new', 'vip'] })
    return { entity: 'contact', id, a: [{ tags: ['new'] }], b: [{ tags: ['new'] }, { tags: ['new', 'vip'] }] }
  },
  async 'a telephone number changed by both'(db) {
    const id = await create(db, 'contact', {
      givenName: 'Ann',
      ...phones(['', '081 000 0001'], ['', '081 000 0002']),
    })
    const [first = '', second = ''] = await idsOf(db, id, 'phones')
    return {
      entity: 'contact',
      id,
      a: [phones([first, '081 111 1111'], [second, '081 000 0002'])],
      b: [phones([first, '082 222 2222'], [second, '081 000 0002'])],
    }
  },
  async 'an e-mail address removed here and changed there'(db) {
    const { id, removed, changed } = await emailApart(db)
    return { entity: 'contact', id, a: [removed], b: [changed] }
  },
  async 'an e-mail address changed here and removed there'(db) {
    const { id, removed, changed } = await emailApart(db)
    return { entity: 'contact', id, a: [changed], b: [removed] }
  },
  async 'an address'(db) {
    const address = (id: string, city: string) => ({ addresses: [{ id, city, street: 'Road 1' }] })
    const id = await create(db, 'contact', { givenName: 'Ann', ...address('', 'Trang') })
    const [first = ''] = await idsOf(db, id, 'addresses')
    return { entity: 'contact', id, a: [address(first, 'Krabi')], b: [address(first, 'Phuket')] }
  },
  async 'a text field of one’s own'(db) {
    const name = await ownField(db, 'text')
    const id = await create(db, 'contact', { givenName: 'Ann', [name]: 'before' })
    return { entity: 'contact', id, a: [{ [name]: 'of a' }], b: [{ [name]: 'of b' }] }
  },
  async 'a number of one’s own, emptied there'(db) {
    const name = await ownField(db, 'number')
    const id = await create(db, 'contact', { givenName: 'Ann', [name]: 1 })
    return { entity: 'contact', id, a: [{ [name]: 2 }], b: [{ [name]: null }] }
  },
  async 'a link to a company'(db) {
    const [one, two] = await companies(db)
    const id = await create(db, 'contact', { givenName: 'Ann' })
    return { entity: 'contact', id, a: [{ companyId: one }], b: [{ companyId: two }] }
  },
  async 'a link changed here and cut there'(db) {
    const [one, two] = await companies(db)
    const id = await create(db, 'contact', { givenName: 'Ann', companyId: one })
    return { entity: 'contact', id, a: [{ companyId: two }], b: [{ companyId: null }] }
  },
  async 'a link of one’s own'(db) {
    const name = await ownField(db, 'ref', { target: 'company' })
    const [one, two] = await companies(db)
    const id = await create(db, 'contact', { givenName: 'Ann', [name]: one })
    return { entity: 'contact', id, a: [{ [name]: two }], b: [{ [name]: null }] }
  },
  async 'whom a note is about'(db) {
    const people = [
      await create(db, 'contact', { givenName: 'Ann' }),
      await create(db, 'contact', { givenName: 'Bob' }),
    ]
    const third = await create(db, 'contact', { givenName: 'Cho' })
    const id = await create(db, 'note', { body: 'Said so', contactId: third })
    return { entity: 'note', id, a: [{ contactId: people[0] }], b: [{ contactId: people[1] }] }
  },
  async 'a day of every year'(db) {
    const id = await create(db, 'contact', { givenName: 'Ann' })
    return { entity: 'contact', id, a: [{ birthday: '1980-02-29' }], b: [{ birthday: '--03-01' }] }
  },
  async 'fields that stand together'(db) {
    const id = await create(db, 'quote', { subject: 'Offer' })
    return {
      entity: 'quote',
      id,
      a: [{ discountKind: 'percent', discountValue: 5 }],
      b: [{ discountKind: 'amount', discountValue: 100 }],
    }
  },
}

/** The record without how often and when it was touched, which an undo does as well. */
async function shown(db: TestDatabase, { entity, id }: Apart): Promise<unknown> {
  const { updatedAt: _, revision: __, ...record } = await db.call('record.get', { entity, id })
  return record
}

it.each([
  ['the other', 1],
  ['what is shown', 0],
])(
  'once the choice of %s is undone, everything is open again',
  { timeout: 120_000 },
  async (_what, which) => {
    const { a, b } = await team()
    for (const [name, make] of Object.entries(kinds)) {
      const apart = await make(a)
      await exchange(a, b)
      for (const data of apart.a) await a.call('record.update', { entity: apart.entity, id: apart.id, data })
      for (const data of apart.b) await b.call('record.update', { entity: apart.entity, id: apart.id, data })
      await exchange(a, b, a)
      const before = await told(a)
      expect(before, name).toMatchObject([{ values: [{}, {}] }])
      expect(await told(b), name).toEqual(before)
      const record = await shown(a, apart)
      expect(await shown(b, apart), name).toEqual(record)

      // Undone before anybody heard of the choice.
      let operation = await choose(a, which)
      expect(await told(a), name).toEqual([])
      await a.call('operation.undo', { operation })
      expect(await told(a), name).toEqual(before)
      await exchange(a, b)
      for (const db of [a, b]) {
        expect(await told(db), name).toEqual(before)
        expect(await shown(db, apart), name).toEqual(record)
      }

      // Chosen on the other computer, heard of, and undone.
      operation = await choose(b, which)
      await exchange(b, a)
      for (const db of [a, b]) expect(await told(db), name).toEqual([])
      const chosen = await shown(a, apart)
      expect(await shown(b, apart), name).toEqual(chosen)
      await b.call('operation.undo', { operation })
      await exchange(b, a)
      for (const db of [a, b]) {
        expect(await told(db), name).toEqual(before)
        expect(await shown(db, apart), name).toEqual(record)
      }

      // And done again.
      await b.call('operation.redo', {})
      await exchange(b, a)
      for (const db of [a, b]) {
        expect(await told(db), name).toEqual([])
        expect(await shown(db, apart), name).toEqual(chosen)
      }
    }
  },
)
