/** Favourites, what comes next in the year, a contact from pasted text, and its code for a telephone. */
import { describe, expect, it } from 'vitest'
import { entityNamed } from '#db/shared/registry.ts'
import { testDatabase } from '../helpers/database.ts'

type Db = ReturnType<typeof testDatabase>

async function person(db: Db, data: Record<string, unknown>): Promise<string> {
  return (await db.call('record.create', { entity: 'contact', data })).id
}

describe('favourites', () => {
  it('are kept once, leave with the trash and come back with it', async () => {
    const db = testDatabase()
    const id = await person(db, { givenName: 'Ann' })
    const star = (on: boolean) => db.call('favourite.set', { entity: 'contact', id, on })
    const names = async () => (await db.call('favourite.list', {})).records.map((each) => each.displayName)
    await star(true)
    await star(true)
    expect(await names()).toEqual(['Ann'])
    await db.call('record.trash', { entity: 'contact', id })
    expect(await names()).toEqual([])
    await db.call('record.restore', { entity: 'contact', id })
    expect(await names()).toEqual(['Ann'])
    await star(false)
    expect(await names()).toEqual([])
    await db.call('operation.undo', {})
    expect(await names()).toEqual(['Ann'])
    await star(false)
    await star(true)
    expect(await names()).toEqual(['Ann'])
    await expect(
      db.call('favourite.set', { entity: 'contact', id: '01900000-0000-7000-8000-000000000000', on: true }),
    ).rejects.toMatchObject({ record: { code: 'NotFound' } })
  })

  it('of two records that became one are one favourite', async () => {
    const db = testDatabase()
    const winner = await person(db, { givenName: 'Ann' })
    const loser = await person(db, { givenName: 'Anne' })
    for (const id of [winner, loser]) await db.call('favourite.set', { entity: 'contact', id, on: true })
    db.write((write) => {
      const [to, from] = [winner, loser].map((id) =>
        Number(
          db.conn.db
            .prepare('SELECT rowId FROM contact WHERE id = unhex(?)')
            .pluck()
            .get(id.replaceAll('-', '')),
        ),
      )
      write.set(entityNamed('contact'), from ?? 0, { mergedInto: to ?? 0 })
    })
    const { records } = await db.call('favourite.list', {})
    expect(records).toEqual([{ entity: 'contact', id: winner, displayName: 'Ann' }])
    await db.call('favourite.set', { entity: 'contact', id: winner, on: false })
    expect((await db.call('favourite.list', {})).records).toEqual([])
  })
})

describe('what comes next in the year', () => {
  // The clock of the tests stands at 22 November 2026, 1 Azar 1405.
  it('is found in every calendar, with or without a year, in lists of events too, soonest first', async () => {
    const db = testDatabase()
    await person(db, { givenName: 'Today', birthday: '1980-11-22' })
    await person(db, { givenName: 'Azar', birthday: 'persian:1359-09-05' })
    await person(db, { givenName: 'Thai', birthday: 'buddhist:--12-05' })
    await person(db, { givenName: 'Yesterday', birthday: '1980-11-21' })
    await person(db, { givenName: 'Wed', events: [{ label: 'anniversary', value: '2010-12-01' }] })
    await db.call('record.create', {
      entity: 'company',
      data: { name: 'Acme', events: [{ label: 'founded', value: '1999-12-20' }] },
    })
    const { total, events } = await db.call('anniversary.upcoming', { days: 30 })
    expect(total).toBe(5)
    expect(events.map(({ displayName, on, years, label }) => [displayName, on, years, label])).toEqual([
      ['Today', '2026-11-22', 46, undefined],
      ['Azar', '2026-11-26', 46, undefined],
      ['Wed', '2026-12-01', 16, 'anniversary'],
      ['Thai', '2026-12-05', undefined, undefined],
      ['Acme', '2026-12-20', 27, 'founded'],
    ])
    expect((await db.call('anniversary.upcoming', { days: 30, limit: 2 })).events).toHaveLength(2)
    expect((await db.call('anniversary.upcoming', { days: 366 })).total).toBe(6)
  })

  it('falls on the last day of a short February or Esfand', async () => {
    const db = testDatabase()
    await person(db, { givenName: 'Leap', birthday: '1980-02-29' })
    await person(db, { givenName: 'Esfand', birthday: 'persian:1358-12-30' })
    db.sources.advance(Date.UTC(2027, 1, 27) - Date.UTC(2026, 10, 22))
    const { events } = await db.call('anniversary.upcoming', { days: 30 })
    expect(events.map(({ displayName, on }) => [displayName, on])).toEqual([
      ['Leap', '2027-02-28'],
      ['Esfand', '2027-03-20'],
    ])
  })

  it('is found by an index, not by reading everybody', () => {
    const db = testDatabase()
    const plan = (sql: string) =>
      db.conn.db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('\n')
    expect(
      plan(
        "SELECT id FROM visibleContact WHERE birthday IS NOT NULL AND substr(birthday, -5) IN (SELECT value FROM json_each('[]'))",
      ),
    ).toContain('contactByBirthday')
    for (const [view, index] of [
      ['visibleContact', 'contactByEvents'],
      ['visibleCompany', 'companyByEvents'],
    ])
      expect(plan(`SELECT id, displayName, events FROM ${view} WHERE events IS NOT NULL`)).toContain(index)
  })
})

describe('a contact from pasted text', () => {
  it('takes the company that is there, makes one that is not, and is one step to undo', async () => {
    const db = testDatabase()
    const { id: acme } = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
    const known = await db.call('card.create', { contact: { givenName: 'Ann' }, company: 'ACME Co., Ltd.' })
    expect(known.companyId).toBe(acme)
    const made = await db.call('card.create', {
      contact: { givenName: 'Bo' },
      company: 'บริษัท ใหม่ จำกัด',
      note: 'Met at the fair',
    })
    expect(made.refs).toMatchObject({ companyId: 'บริษัท ใหม่ จำกัด' })
    expect((await db.call('app.counts', {})).counts).toMatchObject({ contact: 2, company: 2, note: 1 })
    await db.call('operation.undo', {})
    expect((await db.call('app.counts', {})).counts).toMatchObject({ contact: 1, company: 1, note: 0 })
  })
})

describe('a contact as a code', () => {
  it('leaves out what would not fit, and says so', async () => {
    const db = testDatabase()
    const phones = Array.from({ length: 60 }, (_, n) => ({ label: 'work', value: `02 123 4${100 + n}` }))
    const short = await person(db, { givenName: 'Ann', phones: phones.slice(0, 1) })
    const card = await db.call('transfer.card', { entity: 'contact', id: short })
    expect(card).toMatchObject({ complete: true })
    expect(card.vcard).toContain('TEL')
    const long = await person(db, { givenName: 'Bo', phones, websites: [{ label: 'work', value: 'x.y' }] })
    const cut = await db.call('transfer.card', { entity: 'contact', id: long })
    expect(cut.complete).toBe(false)
    expect(Buffer.byteLength(cut.vcard)).toBeLessThanOrEqual(1_200)
    expect(cut.vcard).toContain('FN:Bo')
  })
})
