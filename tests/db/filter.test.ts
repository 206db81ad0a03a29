// Every operator on every kind of field, compared with plain predicates over the same records, alone and in random
// combinations; and what a hostile or mistaken filter is answered.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Write } from '#db/core/write.ts'
import { company } from '#db/shared/companies.ts'
import { contact, position } from '#db/shared/contacts.ts'
import { AppError } from '#db/shared/errors.ts'
import type { Filter } from '#db/shared/filter.ts'
import { idToText } from '#db/shared/id.ts'
import { note } from '#db/shared/notes.ts'
import { customField } from '#db/shared/settings.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

interface Company {
  id: string
  name: string
  city: string
}
interface Person {
  givenName?: string | undefined
  jobTitle?: string | undefined
  status?: string | undefined
  tags: string[]
  email?: string | undefined
  phone?: string | undefined
  city?: string | undefined
  birthday?: string | undefined
  createdAt: string
  pinnedNote?: boolean | undefined
  noteAt?: string | undefined
  company?: Company | undefined
  level?: number | undefined
  vip?: boolean | undefined
  since?: string | undefined
  worth?: { minor: number; currency: string } | undefined
  startDate?: string | undefined
}

const DAY = 86_400_000
const TODAY = Date.UTC(2026, 10, 22)
const isoDay = (daysFromToday: number): string =>
  new Date(TODAY + daysFromToday * DAY).toISOString().slice(0, 10)

/** A cheap reproducible choice among values, undefined now and then. */
function chooser(seed: number) {
  let state = seed
  const below = (n: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
  return {
    below,
    maybe: <T>(values: readonly T[]): T | undefined =>
      below(4) === 0 ? undefined : values[below(values.length)],
  }
}

const companies = [
  { name: 'บริษัท สยามพาณิชย์ จำกัด', city: 'Bangkok' },
  { name: 'Siam Steel Co., Ltd.', city: 'Chiang Mai' },
  { name: 'شرکت فولاد', city: 'تهران' },
  { name: 'Acme Inc.', city: 'BANGKOK' },
]

function people(): Omit<Person, 'company'>[] {
  const { below, maybe } = chooser(7)
  return Array.from({ length: 160 }, () => ({
    givenName: maybe(['José', 'jose', 'สมชาย', 'علي', 'علی', 'Zoë', 'Anna']),
    jobTitle: maybe(['Manager', 'MANAGER of sales', 'Clerk', 'ผู้จัดการ']),
    status: maybe(['lead', 'Active']),
    tags: [maybe(['VIP', 'vip gold', 'دوست']), maybe(['News'])].filter((tag) => tag !== undefined),
    email: maybe(['ann@Example.com', 'ANN@example.com', 'bob@sub.example.org', 'zoe@x.th']),
    phone: maybe(['081-234-5678', '+66 81 234 5678', '๐๘๑๒๓๔๕๖๗๘', '02 123 4567', '+98 912 345 6789']),
    city: maybe(['Bangkok', 'bangkok', 'Phuket', 'تهران']),
    birthday: maybe([
      '1980-11-25',
      '--11-22',
      'persian:1359-09-03',
      'buddhist:2520-12-31',
      '1990-02-28',
      'persian:--12-30',
    ]),
    createdAt: new Date(TODAY + (below(40) - 30) * DAY + below(DAY)).toISOString(),
    pinnedNote: maybe([true, false]),
    noteAt: new Date(TODAY - below(60) * DAY).toISOString(),
    level: maybe([1, 2, 2.5, -3, 10]),
    vip: maybe([true, false]),
    since: maybe([isoDay(-400), isoDay(-10), isoDay(0), isoDay(5), isoDay(40)]),
    worth: maybe([
      { minor: 100, currency: 'THB' },
      { minor: 250, currency: 'THB' },
      { minor: 100, currency: 'USD' },
    ]),
    startDate: maybe([isoDay(-3), isoDay(20)]),
  }))
}

const customKinds = { level: 'number', vip: 'yesNo', since: 'date', worth: 'money' } as const

interface World {
  db: TestDatabase
  people: Map<string, Person>
  companies: Company[]
  custom: Record<keyof typeof customKinds, string>
}

const identity = (write: Write, table: string, rowId: number): string => {
  const row = write.conn.prepare(`SELECT id FROM ${table} WHERE rowId = ?`).get(rowId) as { id: Uint8Array }
  return idToText(row.id)
}

function world(): World {
  const db = testDatabase()
  return db.write((write) => {
    const custom = Object.fromEntries(
      Object.entries(customKinds).map(([label, kind]) => {
        const rowId = write.create(customField, { entity: 'contact', label, kind })
        return [label, `custom.${identity(write, 'customField', rowId)}`]
      }),
    ) as World['custom']
    const firms = companies.map(({ name, city }) => {
      const rowId = write.create(company, { name, addresses: [{ city }, { street: 'other' }] })
      return { name, city, id: identity(write, 'company', rowId) }
    })
    const known = new Map<string, Person>()
    for (const [index, plain] of people().entries()) {
      const firm = index % 5 === 4 ? undefined : firms[index % 4]
      const person: Person = { ...plain, company: firm }
      const given = {
        givenName: person.givenName,
        familyName: `F${index}`,
        jobTitle: person.jobTitle,
        status: person.status,
        tags: person.tags,
        emails: person.email
          ? [
              { label: 'home', value: 'first@other.net' },
              { label: 'Work', value: person.email },
            ]
          : [],
        phones: person.phone ? [{ value: person.phone }] : [],
        addresses: person.city
          ? [
              { label: 'home', street: 'Silom' },
              { city: person.city, country: 'TH' },
            ]
          : [],
        birthday: person.birthday,
        createdAt: person.createdAt,
        companyId: firm?.id,
        [custom.level]: person.level,
        [custom.vip]: person.vip,
        [custom.since]: person.since,
        [custom.worth]: person.worth,
      }
      const rowId = write.create(
        contact,
        Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      )
      const id = identity(write, 'contact', rowId)
      if (person.pinnedNote !== undefined)
        write.create(note, { body: 'about', contactId: id, at: person.noteAt, pinned: person.pinnedNote })
      if (person.startDate && firm)
        write.create(position, { contactId: id, companyId: firm.id, startDate: person.startDate })
      known.set(id, person)
    }
    return { db, people: known, companies: firms, custom }
  })
}

const found = async ({ db }: World, filter: Filter): Promise<Set<string>> => {
  const { rows, total } = await db.call('record.list', { entity: 'contact', filter, limit: 10_000 })
  expect(total).toBe(rows.length)
  return new Set(rows.map(({ id }) => id))
}

type Leaf = [filter: Filter, holds: (person: Person) => boolean]

const josé = (name?: string): boolean => name === 'José' || name === 'jose'
const isMobile = (phone?: string): boolean =>
  !!phone && ['081-234-5678', '+66 81 234 5678', '๐๘๑๒๓๔๕๖๗๘'].includes(phone)

function leaves({ companies: [siam, steel, foolad], custom }: World): Leaf[] {
  const inBangkok = (person: Person): boolean => person.company?.city.toLowerCase() === 'bangkok'
  return [
    // Text: folded, in every script; before and after by the alphabet.
    [{ field: 'givenName', op: 'is', value: 'JOSE' }, (p) => josé(p.givenName)],
    [{ field: 'givenName', op: 'isNot', value: 'Jose' }, (p) => !josé(p.givenName)],
    [{ field: 'givenName', op: 'is', value: 'علی' }, (p) => p.givenName === 'علي' || p.givenName === 'علی'],
    [
      { field: 'givenName', op: 'in', value: ['zoe', 'สมชาย'] },
      (p) => p.givenName === 'Zoë' || p.givenName === 'สมชาย',
    ],
    [{ field: 'givenName', op: 'between', value: ['b', 'y'] }, (p) => josé(p.givenName)],
    [{ field: 'givenName', op: 'lt', value: 'b' }, (p) => p.givenName === 'Anna'],
    [{ field: 'jobTitle', op: 'contains', value: 'of SALES' }, (p) => p.jobTitle === 'MANAGER of sales'],
    [
      { field: 'jobTitle', op: 'startsWith', value: 'manager' },
      (p) => p.jobTitle?.toLowerCase().startsWith('manager') === true,
    ],
    [{ field: 'jobTitle', op: 'isEmpty' }, (p) => p.jobTitle === undefined],
    [{ field: 'jobTitle', op: 'notEmpty' }, (p) => p.jobTitle !== undefined],
    [{ field: 'status', op: 'is', value: 'active' }, (p) => p.status === 'Active'],
    [{ field: 'name', op: 'startsWith', value: 'zoe f' }, (p) => p.givenName === 'Zoë'],
    // Sets and lists.
    [{ field: 'tags', op: 'contains', value: 'vip' }, (p) => p.tags.includes('VIP')],
    [
      { field: 'tags', op: 'startsWith', value: 'vip' },
      (p) => p.tags.some((tag) => tag.toLowerCase().startsWith('vip')),
    ],
    [
      { field: 'tags', op: 'in', value: ['news', 'دوست'] },
      (p) => p.tags.includes('News') || p.tags.includes('دوست'),
    ],
    [{ field: 'tags', op: 'isNot', value: 'news' }, (p) => !p.tags.includes('News')],
    [{ field: 'tags', op: 'isEmpty' }, (p) => p.tags.length === 0],
    [
      { field: 'emails', op: 'is', value: 'Ann@EXAMPLE.com' },
      (p) => p.email?.toLowerCase() === 'ann@example.com',
    ],
    [{ field: 'emails', op: 'in', value: ['zoe@x.th', 'nobody@x'] }, (p) => p.email === 'zoe@x.th'],
    [
      { field: 'emails', op: 'contains', value: 'Example' },
      (p) => p.email?.toLowerCase().includes('example') === true,
    ],
    [{ field: 'emails.label', op: 'is', value: 'work' }, (p) => p.email !== undefined],
    [{ field: 'emails', op: 'isNot', value: 'zoe@x.th' }, (p) => p.email !== 'zoe@x.th'],
    [{ field: 'phones', op: 'is', value: '(081) 2345678' }, (p) => isMobile(p.phone)],
    [{ field: 'phones', op: 'contains', value: '۸۱-۲۳۴' }, (p) => isMobile(p.phone)],
    [{ field: 'phones', op: 'startsWith', value: '+66 81' }, (p) => isMobile(p.phone)],
    [{ field: 'phones', op: 'startsWith', value: '0912' }, (p) => p.phone === '+98 912 345 6789'],
    [{ field: 'phones', op: 'isEmpty' }, (p) => p.phone === undefined],
    [{ field: 'addresses.city', op: 'is', value: 'BANGKOK' }, (p) => p.city?.toLowerCase() === 'bangkok'],
    [{ field: 'city', op: 'isEmpty' }, (p) => p.city === undefined],
    [{ field: 'addresses', op: 'contains', value: 'silom' }, (p) => p.city !== undefined],
    [{ field: 'addresses', op: 'is', value: 'phuket' }, (p) => p.city === 'Phuket'],
    // References, and through them.
    [{ field: 'companyId', op: 'is', value: siam?.id }, (p) => p.company === siam],
    [
      { field: 'companyId', op: 'in', value: [siam?.id, steel?.id] },
      (p) => p.company === siam || p.company === steel,
    ],
    [{ field: 'company', op: 'isEmpty' }, (p) => p.company === undefined],
    [{ field: 'company', op: 'startsWith', value: 'สยาม' }, (p) => p.company === siam],
    [{ field: 'company.name', op: 'startsWith', value: 'siam' }, (p) => p.company === steel],
    [{ field: 'companyId.name', op: 'startsWith', value: 'فولاد' }, (p) => p.company === foolad],
    [{ field: 'company.city', op: 'is', value: 'bangkok' }, inBangkok],
    [{ field: 'company.city', op: 'isNot', value: 'bangkok' }, (p) => !inBangkok(p)],
    // Instants by the user's days, dates, days of the year in three calendars.
    [{ field: 'createdAt', op: 'is', value: isoDay(-3) }, (p) => p.createdAt.startsWith(isoDay(-3))],
    [{ field: 'createdAt', op: 'lte', value: isoDay(-3) }, (p) => p.createdAt.slice(0, 10) <= isoDay(-3)],
    [{ field: 'createdAt', op: 'gt', value: isoDay(-3) }, (p) => p.createdAt.slice(0, 10) > isoDay(-3)],
    [
      { field: 'createdAt', op: 'gte', value: `${isoDay(-3)}T12:00:00.000Z` },
      (p) => p.createdAt >= `${isoDay(-3)}T12:00:00.000Z`,
    ],
    [
      { field: 'createdAt', op: 'between', value: [isoDay(-9), isoDay(-3)] },
      (p) => p.createdAt.slice(0, 10) >= isoDay(-9) && p.createdAt.slice(0, 10) <= isoDay(-3),
    ],
    [
      { field: 'createdAt', op: 'withinLast', value: { amount: 1, unit: 'week' } },
      (p) => p.createdAt.slice(0, 10) >= isoDay(-7) && Date.parse(p.createdAt) <= TODAY + 5 * 3_600_000,
    ],
    [{ field: 'birthday', op: 'anniversaryWithin', value: 0 }, (p) => p.birthday === '--11-22'],
    [
      { field: 'birthday', op: 'anniversaryWithin', value: 7 },
      (p) => ['--11-22', '1980-11-25', 'persian:1359-09-03'].includes(p.birthday ?? ''),
    ],
    [
      { field: 'birthday', op: 'lt', value: '1980-11-25' },
      (p) => ['persian:1359-09-03', 'buddhist:2520-12-31'].includes(p.birthday ?? ''),
    ],
    [{ field: 'birthday', op: 'is', value: 'persian:--12-30' }, (p) => p.birthday === 'persian:--12-30'],
    // Fields people defined.
    [{ field: custom.level, op: 'gte', value: 2 }, (p) => (p.level ?? -99) >= 2],
    [{ field: custom.level, op: 'isNot', value: 2 }, (p) => p.level !== 2],
    [{ field: custom.level, op: 'in', value: [10, -3] }, (p) => p.level === 10 || p.level === -3],
    [{ field: custom.vip, op: 'is', value: true }, (p) => p.vip === true],
    [{ field: custom.vip, op: 'is', value: false }, (p) => p.vip !== true],
    [{ field: custom.vip, op: 'isEmpty' }, (p) => p.vip === undefined],
    [
      { field: custom.since, op: 'withinLast', value: 30 },
      (p) => p.since === isoDay(-10) || p.since === isoDay(0),
    ],
    [
      { field: custom.since, op: 'withinNext', value: { amount: 1, unit: 'month' } },
      (p) => p.since === isoDay(0) || p.since === isoDay(5),
    ],
    [
      { field: custom.since, op: 'lt', value: isoDay(0) },
      (p) => p.since !== undefined && p.since < isoDay(0),
    ],
    [
      { field: custom.worth, op: 'gt', value: { minor: 100, currency: 'THB' } },
      (p) => p.worth?.currency === 'THB' && p.worth.minor > 100,
    ],
    [
      { field: custom.worth, op: 'is', value: { minor: 100, currency: 'USD' } },
      (p) => p.worth?.currency === 'USD',
    ],
    // Related records.
    [{ some: 'note' }, (p) => p.pinnedNote !== undefined],
    [{ none: 'notes' }, (p) => p.pinnedNote === undefined],
    [{ some: 'note', where: { field: 'pinned', op: 'is', value: true } }, (p) => p.pinnedNote === true],
    [
      { none: 'note', where: { field: 'at', op: 'withinLast', value: 30 } },
      (p) => p.pinnedNote === undefined || (p.noteAt ?? '').slice(0, 10) < isoDay(-30),
    ],
    [
      { some: 'position', where: { field: 'startDate', op: 'withinNext', value: 30 } },
      (p) => p.company !== undefined && p.startDate === isoDay(20),
    ],
    [{ and: [] }, () => true],
    [{ or: [] }, () => false],
  ]
}

const expected = ({ people: known }: World, holds: (person: Person) => boolean): Set<string> =>
  new Set([...known].filter(([, person]) => holds(person)).map(([id]) => id))

describe('filters', () => {
  test('each operator selects what a plain predicate does', async () => {
    const here = world()
    for (const [filter, holds] of leaves(here)) {
      const answer = await found(here, filter)
      expect([JSON.stringify(filter), answer]).toEqual([JSON.stringify(filter), expected(here, holds)])
      if (!('and' in filter) && !('or' in filter))
        expect(answer.size, JSON.stringify(filter)).toBeGreaterThan(0)
    }
  })

  test('and, or and not of anything are exact, empty values included', async () => {
    const here = world()
    const all = leaves(here)
    const { tree } = fc.letrec<{ tree: Leaf }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(...all),
        fc
          .array(tie('tree'), { maxLength: 3 })
          .map(
            (parts): Leaf => [
              { and: parts.map(([filter]) => filter) },
              (person) => parts.every(([, holds]) => holds(person)),
            ],
          ),
        fc
          .array(tie('tree'), { maxLength: 3 })
          .map(
            (parts): Leaf => [
              { or: parts.map(([filter]) => filter) },
              (person) => parts.some(([, holds]) => holds(person)),
            ],
          ),
        tie('tree').map(([filter, holds]): Leaf => [{ not: filter }, (person) => !holds(person)]),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(tree, async ([filter, holds]) => {
        expect(await found(here, filter)).toEqual(expected(here, holds))
      }),
      { numRuns: 150 },
    )
  })

  test('an anniversary falls on the last day of a month that is too short this year', async () => {
    const db = testDatabase()
    db.write((write) => {
      write.create(contact, { givenName: 'Leap', birthday: '2000-02-29' })
      write.create(contact, { givenName: 'Esfand', birthday: 'persian:1399-12-30' })
      write.create(contact, { givenName: 'Thai', birthday: 'buddhist:2543-02-29' })
    })
    const on = async (at: number): Promise<unknown[]> => {
      db.sources.advance(at - db.sources.now())
      const filter: Filter = { field: 'birthday', op: 'anniversaryWithin', value: 0 }
      const { rows } = await db.call('record.list', { entity: 'contact', filter })
      return rows.map((row) => row.givenName)
    }
    expect(await on(Date.UTC(2027, 1, 28, 9))).toEqual(['Leap', 'Thai'])
    expect(await on(Date.UTC(2028, 1, 28, 9))).toEqual([])
    expect(await on(Date.UTC(2028, 1, 29, 9))).toEqual(['Leap', 'Thai'])
    // 29 Esfand 1407 is the last day of that year.
    expect(await on(Date.UTC(2029, 2, 19, 9))).toEqual(['Esfand'])
  })

  test('days of an instant are the days of the user', async () => {
    const db = testDatabase()
    db.write((write) => write.create(contact, { givenName: 'Late', createdAt: '2026-11-20T18:30:00.000Z' }))
    const filter: Filter = { field: 'createdAt', op: 'is', value: '2026-11-21' }
    const total = async (timeZone: string): Promise<unknown> =>
      await db.engine.call(
        'record.list',
        { entity: 'contact', filter, count: true },
        { session: 's', source: 'user', timeZone },
      )
    expect(await total('Asia/Bangkok')).toEqual({ total: 1, rows: [] })
    expect(await total('UTC')).toEqual({ total: 0, rows: [] })
  })

  test('equality on a reference holds for merged records, without touching their children', async () => {
    const db = testDatabase()
    const [winner, loser] = db.write((write) => {
      const ids = ['Siam', 'Siam (old)'].map((name) =>
        identity(write, 'company', write.create(company, { name, status: name })),
      )
      for (const [index, companyId] of ids.entries())
        write.create(contact, { givenName: `P${index}`, companyId })
      return ids
    })
    db.write((write) => write.set(company, 2, { mergedInto: 1 }))
    const count = async (filter: Filter, entity = 'contact'): Promise<number> =>
      (await db.call('record.list', { entity, filter, count: true })).total
    for (const value of [winner, loser]) expect(await count({ field: 'companyId', op: 'is', value })).toBe(2)
    expect(await count({ field: 'company.status', op: 'is', value: 'siam' })).toBe(2)
    expect(await count({ field: 'company.status', op: 'is', value: 'Siam (old)' })).toBe(0)
    expect(
      await count({ some: 'contact', where: { field: 'givenName', op: 'is', value: 'P1' } }, 'company'),
    ).toBe(1)
  })

  test('somebody else’s private records decide nothing', async () => {
    const db = testDatabase()
    const secret = db.write((write) => {
      write.insert(company, { name: 'Secret', status: 'hidden', ownerId: 77, private: 1 })
      const id = identity(write, 'company', 1)
      const rowId = write.insert(contact, { givenName: 'Open', companyId: 1 })
      write.insert(note, { body: 'private', contactId: rowId, ownerId: 77, private: 1 })
      write.insert(contact, { givenName: 'Mine not', ownerId: 77, private: 1 })
      return id
    })
    const count = async (filter: Filter): Promise<number> =>
      (await db.call('record.list', { entity: 'contact', filter, count: true })).total
    expect(await count({ field: 'givenName', op: 'notEmpty' })).toBe(1)
    expect(await count({ field: 'company.status', op: 'is', value: 'hidden' })).toBe(0)
    expect(await count({ field: 'company', op: 'contains', value: 'secret' })).toBe(0)
    expect(await count({ some: 'note' })).toBe(0)
    // The identity of the reference is on the record itself.
    expect(await count({ field: 'companyId', op: 'is', value: secret })).toBe(1)
  })
})

describe('refused filters', () => {
  const issueOf = async (db: TestDatabase, filter: unknown, sort?: string[]): Promise<unknown> => {
    try {
      await db.engine.call(
        'record.list',
        { entity: 'contact', filter, sort },
        { session: 's', source: 'user' },
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, issues, reason } = error.record
      return issues ? [code, issues[0]?.field, issues[0]?.code] : [code, reason]
    }
    return 'accepted'
  }

  test('name the field and what is wrong with it', async () => {
    const db = testDatabase()
    const cases: [Filter, string][] = [
      [{ field: 'nope', op: 'is', value: 1 }, 'unknownField'],
      [{ field: 'company.nope', op: 'is', value: 1 }, 'unknownField'],
      [{ field: 'givenName.first', op: 'is', value: 'x' }, 'unknownField'],
      [{ field: 'mergedInto', op: 'notEmpty' }, 'unknownField'],
      [{ field: 'custom.0193b1a0-0000-7000-8000-000000000000', op: 'notEmpty' }, 'unknownField'],
      [{ field: 'givenName', op: 'withinLast', value: 3 }, 'operator'],
      [{ field: 'private', op: 'lt', value: true }, 'operator'],
      [{ field: 'photo', op: 'is', value: 'x' }, 'operator'],
      [{ field: 'companyId', op: 'lt', value: 'x' }, 'operator'],
      [{ field: 'phones', op: 'lt', value: '1' }, 'operator'],
      [{ field: 'givenName', op: 'is', value: 5 }, 'text'],
      [{ field: 'givenName', op: 'contains' }, 'text'],
      [{ field: 'givenName', op: 'in', value: 'x' }, 'list'],
      [{ field: 'givenName', op: 'between', value: ['a'] }, 'between'],
      [{ field: 'private', op: 'is', value: 'yes' }, 'yesNo'],
      [{ field: 'createdAt', op: 'gt', value: 'yesterday' }, 'instant'],
      [{ field: 'createdAt', op: 'withinLast', value: { amount: 1, unit: 'fortnight' } }, 'span'],
      [{ field: 'createdAt', op: 'withinLast', value: 1e9 }, 'span'],
      [{ field: 'birthday', op: 'anniversaryWithin', value: -1 }, 'span'],
      [{ field: 'birthday', op: 'is', value: '1980-13-01' }, 'yearly'],
      [{ field: 'companyId', op: 'is', value: 'Siam' }, 'id'],
      [{ some: 'spaceship' }, 'unknownEntity'],
      [{ some: 'company' }, 'unrelated'],
    ]
    for (const [filter, code] of cases) {
      const name = 'field' in filter ? filter.field : 'some' in filter ? filter.some : ''
      expect([filter, await issueOf(db, filter)]).toEqual([filter, ['Invalid', name, code]])
    }
  })

  test('SQL in a name or a value stays a name or a value', async () => {
    const db = testDatabase()
    db.write((write) => write.create(contact, { givenName: "Robert'); DROP TABLE contact;--" }))
    const names = [
      'rowId',
      'sortKey',
      'givenName" OR 1=1 --',
      "addresses.city') OR 1 --",
      "custom.x' OR '1'='1",
      "custom.'); DROP TABLE contact; --",
      '__proto__',
      'constructor',
      'company.__proto__',
      '..',
      '',
    ]
    for (const field of names) {
      expect([field, await issueOf(db, { field, op: 'isEmpty' })]).toEqual([
        field,
        ['Invalid', field, 'unknownField'],
      ])
      if (field)
        expect([field, await issueOf(db, undefined, [field])]).toEqual([
          field,
          ['Invalid', field, 'unknownField'],
        ])
    }
    const { total } = await db.call('record.list', {
      entity: 'contact',
      filter: { field: 'givenName', op: 'is', value: "Robert'); DROP TABLE contact;--" },
    })
    expect(total).toBe(1)
  })

  test('too deep or too many terms', async () => {
    const db = testDatabase()
    const leaf: Filter = { field: 'givenName', op: 'notEmpty' }
    let deep: Filter = leaf
    for (let i = 0; i < 100_000; i++) deep = { not: deep }
    expect(await issueOf(db, deep)).toMatchObject(['Invalid', expect.anything(), expect.anything()])
    const wide: Filter = { and: Array.from({ length: 450 }, () => leaf) }
    expect(await issueOf(db, wide)).toBe('accepted')
    expect(await issueOf(db, { and: [wide, wide] })).toEqual(['Invalid', 'filterTooLarge'])
  })
})
