/** Filters on custom fields go by an index of their values, made after the field and gone with it. */
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { compileFilter } from '#db/core/filterSql.ts'
import type { FilterEnv } from '#db/core/lookup/conditions.ts'
import { contact } from '#db/shared/contacts.ts'
import type { Filter } from '#db/shared/filter.ts'
import { secondConnection, type TestDatabase, testDatabase } from '../helpers/database.ts'

const kinds = ['text', 'longText', 'number', 'money', 'date', 'yesNo', 'pickList'] as const
type Kind = (typeof kinds)[number]

async function fieldOf(db: TestDatabase, kind: Kind): Promise<{ id: string; name: string }> {
  const data = {
    entity: 'contact',
    label: kind,
    kind,
    ...(kind === 'pickList' && { options: ['red', 'blue'] }),
  }
  const { id } = await db.call('record.create', { entity: 'customField', data })
  return { id: String(id), name: `custom.${id}` }
}

const values: Readonly<Record<Kind, readonly unknown[]>> = {
  text: ['Forty', 'Fifty'],
  longText: ['Forty', 'Fifty'],
  number: [40, 50],
  money: [
    { minor: 4000, currency: 'THB' },
    { minor: 5000, currency: 'THB' },
  ],
  date: ['2026-01-01', '2026-02-01'],
  yesNo: [true, false],
  pickList: ['red', 'blue'],
}

function filtersOf(kind: Kind, field: string): Filter[] {
  const [value] = values[kind]
  if (kind === 'text' || kind === 'longText')
    return [
      { field, op: 'is', value },
      { field, op: 'contains', value: 'ort' },
      { field, op: 'startsWith', value: 'Fo' },
      { field, op: 'notEmpty' },
    ]
  if (kind === 'number' || kind === 'date')
    return [
      { field, op: 'is', value },
      { field, op: 'lte', value },
      { field, op: 'in', value: [value] },
      { field, op: 'notEmpty' },
    ]
  if (kind === 'money') return [{ field, op: 'notEmpty' }]
  return [
    { field, op: 'is', value },
    { field, op: 'notEmpty' },
  ]
}

function steps({ conn }: TestDatabase, filter: Filter): string {
  const env: FilterEnv = { conn, userRowId: 1, timeZone: 'UTC', now: () => 0 }
  const { sql, params } = compileFilter(env, contact, filter, 'me')
  const rows = conn.db
    .prepare(`EXPLAIN QUERY PLAN SELECT me.rowId FROM main.contact me WHERE ${sql}`)
    .all(params)
  return (rows as { detail: string }[]).map(({ detail }) => detail).join(' | ')
}

const tend = (db: TestDatabase): void => {
  while (db.engine.tend());
}
const indexes = ({ conn }: TestDatabase): number =>
  Number(conn.db.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'contactCustom%'").pluck().get())

describe('custom fields', () => {
  it.each(kinds)('%s: filters read the values alone and answer as without the index', async (kind) => {
    const db = testDatabase()
    const { name } = await fieldOf(db, kind)
    const [one, other] = values[kind]
    for (let i = 0; i < 40; i++) {
      const custom = i % 4 === 0 ? { [name]: i % 8 === 0 ? one : other } : {}
      await db.call('record.create', { entity: 'contact', data: { givenName: `P${i}`, ...custom } })
    }
    const all = [...filtersOf(kind, name), { not: { field: name, op: 'notEmpty' } } satisfies Filter]
    const totals = async (): Promise<number[]> =>
      Promise.all(
        all.map(async (filter) => (await db.call('record.list', { entity: 'contact', filter })).total ?? -1),
      )
    const plainly = await totals()
    tend(db)
    expect(await totals()).toEqual(plainly)
    expect(indexes(db)).toBe(kind === 'longText' ? 0 : 1)
    if (kind !== 'longText')
      for (const filter of filtersOf(kind, name))
        expect(steps(db, filter)).toMatch(/COVERING INDEX contactCustom_/)
    if (kind === 'number')
      expect(steps(db, { field: name, op: 'is', value: 40 })).toMatch(/^SEARCH me USING COVERING INDEX/)
    expect(checkDatabase(db.conn, { rebuild: false })).toMatchObject({ ok: true })
  })

  it('the index follows its field: gone with it, back with it, whoever makes it', async () => {
    const db = testDatabase()
    const { id } = await fieldOf(db, 'number')
    tend(db)
    tend(secondConnection(db.file))
    expect(indexes(db)).toBe(1)
    const { operation } = await db.call('record.trash', { entity: 'customField', id })
    tend(db)
    expect(indexes(db)).toBe(0)
    await db.call('operation.undo', { operation: operation ?? '' })
    tend(db)
    expect(indexes(db)).toBe(1)
    expect(db.engine.tend()).toBe(false)
  })
})
