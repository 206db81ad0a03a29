/** Own reports: their numbers against what a few lines of plain code count, and everything that may go wrong with a definition. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Input, Output } from '#db/shared/contract.ts'
import type { ReportDefinitionInput } from '#db/shared/ownReports.ts'
import { readerOf } from '#db/shared/reader.ts'
import { allEntities } from '#db/shared/registry.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const reader = readerOf('en', 'Asia/Bangkok', 'TH')
type Result = Output<'report.run'>

const run = (
  db: Pick<TestDatabase, 'call'>,
  definition: ReportDefinitionInput,
  more: Partial<Input<'report.run'>> = {},
): Promise<Result> => db.call('report.run', { name: 'x', definition, reader, ...more })

const make = async (db: TestDatabase, entity: string, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity, data })).id

const texts = ({ rows }: Result): (string | number | null)[][] =>
  rows.map(({ cells }) => cells.map(({ value, text }) => text ?? value))
const totals = (result: Result): (string | number | null | undefined)[] =>
  (result.totals ?? []).map(({ value, text }) => text ?? value)

interface Fact {
  readonly industry: number
  readonly tags: readonly number[]
  readonly score: number | null
  readonly day: number | null
}

const fact: fc.Arbitrary<Fact> = fc.record({
  industry: fc.integer({ min: -1, max: 2 }),
  tags: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }),
  score: fc.option(fc.integer({ min: -50, max: 50 })),
  day: fc.option(fc.integer({ min: 0, max: 800 })),
})

const isoOf = (day: number): string =>
  new Date(Date.UTC(2025, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
const median = (numbers: readonly number[]): number | null => {
  if (numbers.length === 0) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [a = 0, b = 0] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 ? b : (a + b) / 2
}

function measuresOf(facts: readonly Fact[], whole: number): (number | null)[] {
  const scores = facts.flatMap(({ score }) => (score === null ? [] : [score]))
  const sum = scores.reduce((total, score) => total + score, 0)
  const some = scores.length > 0
  return [
    facts.length,
    some ? sum : null,
    some ? sum / scores.length : null,
    median(scores),
    some ? Math.min(...scores) : null,
    some ? Math.max(...scores) : null,
    whole === 0 ? null : facts.length / whole,
  ]
}

const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value

it('say of any data what counting by hand says, on every level', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { maxLength: 25 }), async (facts) => {
      const db = testDatabase()
      const field = await make(db, 'customField', { entity: 'contact', label: 'Score', kind: 'number' })
      const since = await make(db, 'customField', { entity: 'contact', label: 'Since', kind: 'date' })
      const firms = await Promise.all(
        [0, 1, 2].map((n) => make(db, 'company', { name: `F${n}`, industry: `I${n}` })),
      )
      for (const [at, { industry, tags, score, day }] of facts.entries())
        await make(db, 'contact', {
          givenName: `P${at}`,
          tags: tags.map((tag) => `t${tag}`),
          ...(industry >= 0 && { companyId: firms[industry] }),
          ...(score !== null && { [`custom.${field}`]: score }),
          ...(day !== null && { [`custom.${since}`]: isoOf(day) }),
        })
      const measures: ReportDefinitionInput['measures'] = [
        { of: 'count' },
        ...(['sum', 'average', 'median', 'min', 'max'] as const).map((of) => ({
          of,
          field: `custom.${field}`,
        })),
        { of: 'share' },
      ]
      const keysOf: Record<string, (fact: Fact) => readonly string[]> = {
        'companyId.industry': ({ industry }) => [industry < 0 ? '' : `I${industry}`],
        tags: ({ tags }) => (tags.length ? tags.map((tag) => `t${tag}`) : ['']),
        [`custom.${since}`]: ({ day }) => [day === null ? '' : `${isoOf(day).slice(0, 7)}-01`],
      }
      const expected = new Map<string, (number | null)[]>()
      const [first, second, third] = Object.keys(keysOf)
      for (const by of [[first], [second, first], [third], [third, second, first]]) {
        const paths = by.filter((path) => path !== undefined)
        expected.clear()
        for (let depth = 0; depth <= paths.length; depth++) {
          const groups = new Map<string, Fact[]>()
          for (const each of facts) {
            const keys = paths
              .slice(0, depth)
              .reduce<string[][]>(
                (so, path) =>
                  so.flatMap((key) => (keysOf[path]?.(each) ?? []).map((value) => [...key, value])),
                [[]],
              )
            for (const key of keys)
              groups.set(JSON.stringify(key), [...(groups.get(JSON.stringify(key)) ?? []), each])
          }
          for (const [key, group] of groups) expected.set(key, measuresOf(group, facts.length))
        }
        if (facts.length === 0) expected.set('[]', measuresOf([], 0))
        const result = await run(db, {
          base: 'contact',
          by: paths.map((field_) => ({ field: field_ })),
          measures,
        })
        const found = new Map<string, unknown[]>()
        const last = paths.length
        for (const { key, cells, subtotal } of result.rows) {
          const values = cells.slice(last).map(({ value }) => rounded(value))
          // Months in which nothing happened are none of the counting's.
          if (values[0] === 0) continue
          expect(key.length).toBe(subtotal ?? last)
          found.set(JSON.stringify(key.map((value) => value ?? '')), values)
        }
        found.set(
          '[]',
          (result.totals ?? []).slice(last).map(({ value }) => rounded(value)),
        )
        expect([...found].sort()).toEqual(
          [...expected].map(([key, values]) => [key, values.map(rounded)]).sort(),
        )
        for (const { key, cells } of result.rows.slice(0, 4)) {
          const behind = await db.call('report.records', {
            name: 'x',
            definition: { base: 'contact', by: paths.map((field_) => ({ field: field_ })), measures },
            reader,
            key,
          })
          expect(behind.total).toBe(cells[last]?.value)
        }
      }
    }),
    { numRuns: 12 },
  )
})

describe('amounts', () => {
  const sales = async (): Promise<TestDatabase> => {
    const db = testDatabase()
    const sell = (minor: number, currency: string, closeDate: string): Promise<string> =>
      make(db, 'opportunity', { name: `${minor}`, amount: { minor, currency }, closeDate })
    await sell(100_000, 'THB', '2026-03-05')
    await sell(1_000, 'USD', '2026-03-06')
    await sell(2_000, 'USD', '2026-05-06')
    await sell(700, 'EUR', '2026-03-07')
    for (const [day, rate] of [
      ['2026-01-01', 30],
      ['2026-04-01', 40],
    ] as const)
      await make(db, 'exchangeRate', { day, fromCurrency: 'USD', toCurrency: 'THB', rate })
    return db
  }
  const sum = { of: 'sum', field: 'amount' } as const

  it('are converted by the rate of their day, and what has no rate is named, never added', async () => {
    const db = await sales()
    const result = await run(db, {
      base: 'opportunity',
      date: 'closeDate',
      by: [{ field: 'closeDate', unit: 'quarter' }],
      measures: [sum, { of: 'count' }],
    })
    expect(texts(result)).toEqual([
      ['Quarter 1, 2026', '฿1,300.00', 3],
      ['Quarter 2, 2026', '฿800.00', 1],
    ])
    expect(totals(result)).toEqual(['Total', '฿2,100.00', 4])
    expect(result.columns[1]?.label).toBe('Amount: Sum (THB)')
    expect(result.notes.join(' ')).toContain('at the rate of')
    expect(result.notes.join(' ')).toContain('no exchange rate: €7.00')
  })

  it('stand apart by currency when asked, in totals too', async () => {
    const db = await sales()
    const result = await run(db, {
      base: 'opportunity',
      by: [{ field: 'closeDate', unit: 'year' }],
      measures: [sum],
      currencies: 'apart',
    })
    expect(texts(result)).toEqual([
      ['2026', 'THB', '฿1,000.00'],
      ['2026', 'USD', '$30.00'],
      ['2026', 'EUR', '€7.00'],
      ['2026', 'Total', '€7.00 · ฿1,000.00 · $30.00'],
    ])
    expect(totals(result)).toEqual(['Total', null, '€7.00 · ฿1,000.00 · $30.00'])
  })

  it('in a list have their currency beside them', async () => {
    const db = await sales()
    const result = await run(db, {
      base: 'opportunity',
      columns: ['amount', 'closeDate'],
      sort: { on: 'column', at: 1, descending: true },
      top: 2,
    })
    expect(texts(result)).toEqual([
      ['2000', 20, 'USD', '2026-05-06'],
      ['700', 7, 'EUR', '2026-03-07'],
    ])
    expect(totals(result)).toEqual(['Total', '€7.00 · $20.00', null, null])
    expect(result.notes).toEqual(['The first 2 records; the totals are of these.'])
    expect(result.cut).toBe(false)
  })
})

describe('periods', () => {
  it('are the reader’s, with empty stretches between, beside the period before', async () => {
    const db = testDatabase()
    // The last instant of a Bangkok month and the first of the next; and one a year before.
    for (const at of [
      '2026-09-30T16:59:59.999Z',
      '2026-09-30T17:00:00.000Z',
      '2026-07-15T00:00:00Z',
      '2025-09-10T00:00:00Z',
    ])
      await make(db, 'history', { kind: 'call', at, regarding: 'x' })
    const definition: ReportDefinitionInput = {
      base: 'history',
      date: 'at',
      period: { from: '2026-07-01', to: '2026-10-31' },
      by: [{ field: 'at', unit: 'month' }],
      compare: true,
    }
    const result = await run(db, definition)
    expect(texts(result).map(([, n]) => n)).toEqual([1, 0, 1, 1])
    const year = await run(db, { ...definition, period: 'thisYear' })
    const september = year.rows[8]?.cells.map(({ value }) => value)
    expect(september).toEqual(['2026-09-01', 1, 1, 0])
    // Nothing a period before: no share of it.
    expect(year.rows[6]?.cells.at(-1)?.value).toBeNull()
    const persian = await run(db, definition, { reader: readerOf('fa', 'Asia/Tehran') })
    expect(persian.rows[0]?.key).toEqual(['2026-06-22'])
    const none = await run(db, { ...definition, period: { from: '1999-01-01', to: '1999-12-31' } })
    expect(none.rows).toEqual([])
    expect(none.totals?.map(({ value }) => value)).toEqual([null, 0, 0, null])
  })

  it('of days, weeks and years, also with one wrong year among the data', async () => {
    const db = testDatabase()
    for (const closeDate of ['0201-05-05', '2026-02-28', '2026-03-01'])
      await make(db, 'opportunity', { name: closeDate, closeDate })
    for (const [unit, n] of [
      ['day', 3],
      ['week', 3],
      ['month', 3],
      ['year', 2],
    ] as const) {
      const { rows } = await run(db, { base: 'opportunity', by: [{ field: 'closeDate', unit }] })
      expect(rows.filter(({ cells }) => cells[1]?.value !== 0)).toHaveLength(n)
    }
  })
})

describe('a definition', () => {
  it('that names a deleted field opens and says so', async () => {
    const db = testDatabase()
    const field = await make(db, 'customField', { entity: 'contact', label: 'Segment', kind: 'text' })
    const path = `custom.${field}`
    await make(db, 'contact', { givenName: 'A', [path]: 'x' })
    await make(db, 'contact', { givenName: 'B' })
    const definition: ReportDefinitionInput = {
      base: 'contact',
      by: [{ field: path }],
      filter: { field: path, op: 'is', value: 'x' },
    }
    const { id } = await db.call('report.save', { name: 'By segment', definition })
    expect(texts(await run(db, definition))).toEqual([['x', 1]])
    await db.call('record.trash', { entity: 'customField', id: field })
    const result = await db.call('report.run', { name: id, reader })
    expect(texts(result)).toEqual([[2]])
    expect(result.notes).toEqual([
      'Left out, as there is no such field any more: Segment.',
      'A condition was left out, as there is no such field any more: Segment. There may be more records here than were meant.',
    ])
    expect((await db.call('report.get', { name: id, reader })).gone).toEqual(['Segment', 'Segment'])
    // Undone, it is there again.
    await db.call('record.restore', { entity: 'customField', id: field })
    expect(texts(await db.call('report.run', { name: 'By segment', reader }))).toEqual([['x', 1]])
  })

  it('begins with a saved view, and says when that is gone', async () => {
    const db = testDatabase()
    await make(db, 'contact', { givenName: 'A', jobTitle: 'Owner' })
    await make(db, 'contact', { givenName: 'B' })
    const view = await make(db, 'view', {
      entity: 'contact',
      name: 'Owners',
      filter: { field: 'jobTitle', op: 'is', value: 'Owner' },
    })
    const definition = { base: 'contact', view }
    expect((await run(db, definition)).rows[0]?.cells.at(-1)?.value).toBe(1)
    await db.call('record.trash', { entity: 'view', id: view })
    const result = await run(db, definition)
    expect(result.rows[0]?.cells.at(-1)?.value).toBe(2)
    expect(result.notes[0]).toContain('was deleted')
  })

  it('of another program is refused in words, not with a fault', async () => {
    const db = testDatabase()
    const id = await make(db, 'report', { name: 'Odd', base: 'contact', definition: { base: 3 } })
    await expect(db.call('report.run', { name: id, reader })).rejects.toMatchObject({
      record: { code: 'Invalid', reason: 'savedReport' },
    })
    expect((await db.call('report.get', { name: id, reader })).definition).toBeNull()
    expect((await db.call('report.list', { reader })).reports[0]).toMatchObject({ name: id, title: 'Odd' })
    await expect(run(db, { base: 'setting' })).rejects.toMatchObject({ record: { reason: 'unknownEntity' } })
    const hostile = await run(db, {
      base: 'contact',
      by: [{ field: "x' OR 1=1 --" }, { field: 'companyId.companyId.companyId.companyId.companyId.name' }],
      measures: [{ of: 'sum', field: 'jobTitle' }],
    })
    expect(hostile.notes[0]).toContain("x' OR 1=1 --")
  })

  it('of no records has no shares; of one has all', async () => {
    const db = testDatabase()
    const definition: ReportDefinitionInput = {
      base: 'ticket',
      by: [{ field: 'status' }],
      measures: [{ of: 'share' }, { of: 'median', field: 'minutes' }],
      chart: 'bars',
    }
    const none = await run(db, definition)
    expect([none.rows, totals(none)]).toEqual([[], ['Total', null, null]])
    await make(db, 'ticket', { subject: 'One' })
    expect((await run(db, definition)).rows.map(({ cells }) => cells[1]?.value)).toEqual([1])
  })

  it('keeps the first groups and says how many there are', async () => {
    const db = testDatabase()
    for (const [name, n] of [
      ['a', 3],
      ['b', 1],
      ['c', 2],
    ] as const)
      for (let at = 0; at < n; at++) await make(db, 'contact', { givenName: `${name}${at}`, jobTitle: name })
    const result = await run(db, { base: 'contact', by: [{ field: 'jobTitle' }], top: 2 })
    expect(texts(result)).toEqual([
      ['a', 3],
      ['c', 2],
    ])
    expect(totals(result)).toEqual(['Total', 6])
    expect(result.notes).toEqual(['The first 2 of 3 groups; the totals are of all.'])
    const sorted = await run(db, {
      base: 'contact',
      by: [{ field: 'jobTitle' }],
      sort: { on: 'group', at: 0, descending: true },
    })
    expect(texts(sorted).map(([name]) => name)).toEqual(['c', 'b', 'a'])
  })
})

it('is private until it is shared, and is changed by whom the rights let', async () => {
  const db = testDatabase()
  lock(db)
  const ann = await person(db, 'Ann', 'standard')
  const bob = await person(db, 'Bob', 'restricted')
  const definition = { base: 'contact', by: [{ field: 'jobTitle' }] }
  const { id } = await ann.call('report.save', { name: 'Ann’s', definition })
  const seen = async (who: typeof ann): Promise<string[]> =>
    (await who.call('report.list', { reader })).reports
      .filter(({ area }) => area === 'own')
      .map(({ title }) => title)
  expect([await seen(ann), await seen(bob)]).toEqual([['Ann’s'], []])
  await expect(bob.call('report.run', { name: id, reader })).rejects.toMatchObject({
    record: { code: 'NotFound' },
  })
  await ann.call('report.save', { id, name: 'Everybody’s', private: false, definition })
  expect(await seen(bob)).toEqual(['Everybody’s'])
  await expect(bob.call('report.save', { id, name: 'Mine', definition })).rejects.toMatchObject({
    record: { code: 'Denied' },
  })
  // What is secret counts for nobody else.
  await ann.call('record.create', {
    entity: 'contact',
    data: { givenName: 'S', jobTitle: 'Spy', private: true },
  })
  const asked = { name: id, reader }
  expect((await ann.call('report.run', asked)).rows).toHaveLength(1)
  expect((await bob.call('report.run', asked)).rows).toHaveLength(0)
})

it('lists and counts every entity there is, whatever its columns are called', async () => {
  const db = testDatabase()
  for (const { name, listed } of allEntities()) {
    if (!listed) continue
    const list = await run(db, { base: name, columns: ['displayName', 'createdAt'] })
    expect(list.notes, name).toEqual([])
    expect((await run(db, { base: name, by: [{ field: 'createdAt' }] })).notes, name).toEqual([])
  }
})
