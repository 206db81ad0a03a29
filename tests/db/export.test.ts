/** Exporting: what goes out comes back the same, and a file is whole or not there. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { AppError } from '#db/shared/errors.ts'
import type { Card } from '#db/transfer/card.ts'
import { writeVcard } from '#db/transfer/vcardWriter.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { arbitraryCompany, arbitraryContact } from '../transfer/arbitraryCard.ts'
import { comparables, fileOf, importInto, people, records } from './import.support.ts'

const kinds = ['text', 'longText', 'number', 'money', 'date', 'yesNo', 'pickList'] as const
const runs = process.env.SAMPHAN_NIGHTLY === '1' ? 500 : 20
const names: readonly string[] = kinds
const customValues = fc.record(
  {
    text: fc.constantFrom('plain', '=1+1', 'a; b: c|d', 'สวัสดี', 'two\nlines', "'quoted"),
    longText: fc.constantFrom('long\n\ntext', '-5', '+66'),
    number: fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
    ),
    money: fc.record({ minor: fc.integer(), currency: fc.constantFrom('THB', 'IRR', 'USD', 'JPY') }),
    date: fc.constantFrom('2026-02-28', '1980-12-01'),
    yesNo: fc.boolean(),
    pickList: fc.constantFrom('a', 'b,c'),
  },
  { requiredKeys: [] },
)

/** The same custom fields in both databases, under the same identities. */
async function defineCustom(db: TestDatabase): Promise<void> {
  for (const [at, kind] of kinds.entries())
    await db.call('record.create', {
      entity: 'customField',
      id: customId(at),
      data: { entity: 'contact', label: `My ${kind}`, kind },
    })
}
const customId = (at: number): string => `01900000-0000-7000-8000-00000000000${at}`

/** What a card cannot say of itself is not what this is about: ids are ours, further people stand alone. */
const plain = ({
  externalId: _e,
  companyExternalId: _c,
  attachTo: _a,
  isSecondary: _s,
  custom: _u,
  ...card
}: Card): Card => card

async function filled(
  contacts: readonly Card[],
  companies: readonly Card[],
  custom: readonly Record<string, unknown>[],
): Promise<TestDatabase> {
  const db = testDatabase({ seed: 3 })
  await defineCustom(db)
  const cards = [...companies, ...contacts].map((card) => writeVcard(plain(card), '4.0'))
  await importInto(db, fileOf(db, 'in.vcf', cards.join('')))
  for (const [at, contact] of (await records(db, 'contact')).entries()) {
    const values = Object.entries(custom[at] ?? {}).map(([kind, value]) => [
      `custom.${customId(names.indexOf(kind))}`,
      value,
    ])
    if (values.length > 0)
      await db.call('record.update', {
        entity: 'contact',
        id: String(contact.id),
        data: Object.fromEntries(values),
      })
  }
  return db
}

describe('round trip into another database', () => {
  const some = fc.tuple(
    fc.array(arbitraryContact, { minLength: 1, maxLength: 3 }),
    fc.array(arbitraryCompany, { maxLength: 2 }),
    fc.array(customValues, { maxLength: 3 }),
  )

  it('CSV: every field of contacts, companies and notes', async () => {
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), async ([contacts, companies, custom], labels) => {
        const from = await filled(contacts, companies, custom)
        const to = testDatabase({ seed: 4 })
        await defineCustom(to)
        const files: string[] = []
        for (const entity of ['contact', 'company', 'note']) {
          const out = `${from.file}.${entity}.csv`
          const { rows } = await from.call('transfer.export', {
            entity,
            out,
            headers: labels ? 'labels' : 'fields',
            lang: 'th',
          })
          if (rows > 0) files.push(out)
        }
        const summary = await importInto(to, files)
        expect(summary).toMatchObject({ source: 'samphan', rejected: 0, unmapped: [] })
        for (const entity of ['contact', 'company', 'note'])
          expect(await comparables(to, entity)).toEqual(await comparables(from, entity))
        expect(checkDatabase(to.conn, { rebuild: false })).toMatchObject({ ok: true })
      }),
      { numRuns: runs },
    )
  })

  it.each(['3.0', '4.0'] as const)('vCard %s: every field, the photo and the notes', async (vcard) => {
    await fc.assert(
      fc.asyncProperty(some, async ([contacts, companies, custom]) => {
        const from = await filled(contacts, companies, custom)
        const to = testDatabase({ seed: 4 })
        await defineCustom(to)
        const files: string[] = []
        for (const entity of ['contact', 'company']) {
          const out = `${from.file}.${entity}.vcf`
          const { rows } = await from.call('transfer.export', { entity, out, format: 'vcf', vcard })
          if (rows > 0) files.push(out)
        }
        expect(await importInto(to, files)).toMatchObject({ source: 'samphan', rejected: 0 })
        for (const entity of ['contact', 'company']) {
          const strip = (rows: Record<string, unknown>[]) =>
            rows.map(({ createdAt: _c, refs, parentId: _p, referredById: _r, ...rest }) => ({
              ...rest,
              refs,
            }))
          expect(strip(await comparables(to, entity))).toEqual(strip(await comparables(from, entity)))
        }
        const bodies = async (db: TestDatabase) => (await records(db, 'note')).map(({ body }) => body).sort()
        expect(await bodies(to)).toEqual(await bodies(from))
      }),
      { numRuns: runs },
    )
  })

  it('CSV: references to records that come later, and to those that are not there', async () => {
    const from = testDatabase({ seed: 3 })
    const make = async (data: Record<string, unknown>) =>
      (await from.call('record.create', { entity: 'contact', data })).id
    const zed = await make({ givenName: 'Zed' })
    const gone = await make({ givenName: 'Gone' })
    await make({ givenName: 'Ann', referredById: zed })
    await make({ givenName: 'Bob', referredById: gone })
    const parent = await from.call('record.create', { entity: 'company', data: { name: 'Zeta Group' } })
    await from.call('record.create', { entity: 'company', data: { name: 'Alpha', parentId: parent.id } })
    const out = `${from.file}.contact.csv`
    const companies = `${from.file}.company.csv`
    await from.call('transfer.export', {
      entity: 'contact',
      out,
      filter: { field: 'givenName', op: 'isNot', value: 'Gone' },
    })
    await from.call('transfer.export', { entity: 'company', out: companies })
    const to = testDatabase({ seed: 4 })
    await importInto(to, [out, companies])
    const [ann, bob] = await records(to, 'contact')
    expect(ann).toMatchObject({ referredById: zed, refs: { referredById: 'Zed' }, extras: [] })
    expect(bob).toMatchObject({ referredById: null, extras: [{ name: 'referredBy', value: 'Gone' }] })
    expect((await records(to, 'company'))[0]).toMatchObject({ name: 'Alpha', parentId: parent.id })
  })

  it('CSV: a changed cell changes that field, an emptied list element goes', async () => {
    const db = testDatabase()
    await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Ann', emails: ['a@x.y', 'b@x.y'], jobTitle: 'Chef' },
    })
    const out = `${db.file}.csv`
    await db.call('transfer.export', {
      entity: 'contact',
      out,
      fields: ['id', 'givenName', 'emails', 'jobTitle'],
    })
    const text = readFileSync(out, 'utf8')
    expect(text).toContain(',Ann,: a@x.y; : b@x.y,Chef')
    writeFileSync(out, text.replace(': a@x.y; : b@x.y,Chef', ': b@x.y,Boss'))
    expect(await importInto(db, out)).toMatchObject({ created: 0, updated: 1 })
    expect(await records(db, 'contact')).toMatchObject([{ jobTitle: 'Boss', emails: [{ value: 'b@x.y' }] }])
  })
})

describe('what is exported', () => {
  it('follows filter, sort, fields and format', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'p.csv', people(30)))
    const out = `${db.file}.csv`
    const lines = () => readFileSync(out, 'utf8').replace('\ufeff', '').trim().split('\r\n')
    const filter = { field: 'familyName', op: 'is' as const, value: 'Family7' }
    await db.call('transfer.export', {
      entity: 'contact',
      out,
      filter,
      fields: ['displayName', 'company', 'emails'],
    })
    expect(lines()).toEqual(['displayName,company,emails', 'Given7 Family7,Company 7 Ltd,: p7@example.com'])
    const { rows } = await db.call('transfer.export', {
      entity: 'contact',
      out,
      sort: ['-givenName'],
      fields: ['givenName'],
    })
    expect(rows).toBe(30)
    expect(lines().slice(0, 3)).toEqual(['givenName', 'Given9', 'Given8'])
    const json = `${db.file}.json`
    await db.call('transfer.export', { entity: 'contact', out: json, format: 'json', filter })
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject([
      { givenName: 'Given7', company: 'Company 7 Ltd', emails: [{ value: 'p7@example.com' }] },
    ])
    await db.call('transfer.export', {
      entity: 'contact',
      out,
      headers: 'labels',
      lang: 'fa',
      fields: ['givenName'],
    })
    expect(lines()[0]).not.toBe('givenName')
  })

  it('takes the rows of an open list, and those of a saved view', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'p.csv', people(30)))
    const filter = { field: 'familyName', op: 'in' as const, value: ['Family1', 'Family2'] }
    const { lookupId } = await db.call('lookup.create', { entity: 'contact', filter })
    const out = `${db.file}.csv`
    expect(await db.call('transfer.export', { entity: 'contact', out, target: { lookupId } })).toMatchObject({
      rows: 2,
    })
    const picked = { lookupId, version: 1, ranges: [[1, 9] satisfies [number, number]] }
    expect(await db.call('transfer.export', { entity: 'contact', out, target: picked })).toMatchObject({
      rows: 1,
    })
    const wrong = [
      { entity: 'contact', target: { ...picked, version: 2 }, error: { code: 'Conflict' } },
      { entity: 'company', target: { lookupId }, error: { code: 'NotFound' } },
      { entity: 'contact', target: { lookupId: 'gone' }, error: { code: 'NotFound' } },
    ]
    for (const { entity, target, error } of wrong)
      await expect(db.call('transfer.export', { entity, out, target })).rejects.toMatchObject({
        record: error,
      })
    await db.call('record.create', { entity: 'view', data: { entity: 'contact', name: 'Two', filter } })
    expect(await db.call('transfer.export', { entity: 'contact', out, view: 'Two' })).toMatchObject({
      rows: 2,
    })
  })

  it('makes formulas harmless', async () => {
    const db = testDatabase()
    await db.call('record.create', {
      entity: 'contact',
      data: { givenName: '=HYPERLINK("x")', familyName: '@SUM(A1)' },
    })
    const out = `${db.file}.csv`
    await db.call('transfer.export', { entity: 'contact', out, fields: ['givenName', 'familyName'] })
    expect(readFileSync(out, 'utf8')).toContain(`"'=HYPERLINK(""x"")","'@SUM(A1)"`)
  })

  it('leaves out what the trash holds', async () => {
    const db = testDatabase()
    const { id } = await db.call('record.create', { entity: 'contact', data: { givenName: 'Gone' } })
    await db.call('record.trash', { entity: 'contact', id })
    const out = `${db.file}.csv`
    expect(await db.call('transfer.export', { entity: 'contact', out })).toMatchObject({ rows: 0 })
  })
})

describe('a file is whole or not there', () => {
  const fails = async (db: TestDatabase, out: string, more: object = {}) => {
    try {
      await db.call('transfer.export', { entity: 'contact', out, ...more })
    } catch (error) {
      if (error instanceof AppError) return error.record
      throw error
    }
    throw new Error('did not fail')
  }

  it('bad places are refused with a record', async () => {
    const db = testDatabase()
    const folder = dirname(db.file)
    expect(await fails(db, db.file)).toMatchObject({ reason: 'ownFile' })
    expect(await fails(db, `${db.file}-wal`)).toMatchObject({ reason: 'ownFile' })
    expect(await fails(db, join(folder, 'no', 'such', 'x.csv'))).toMatchObject({ code: 'NotFound' })
    expect(await fails(db, 'relative.csv')).toMatchObject({ code: 'Invalid' })
    mkdirSync(join(folder, 'dir.csv'))
    expect(await fails(db, join(folder, 'dir.csv'))).toMatchObject({ code: 'Invalid', reason: 'notAFile' })
    expect(await fails(db, '/dev/full')).toMatchObject({ code: 'Invalid', reason: 'notAFile' })
    expect(await fails(db, `${db.file}.csv`, { fields: ['nope'] })).toMatchObject({ code: 'Invalid' })
    expect(await fails(db, `${db.file}.vcf`, { format: 'vcf', entity: 'note' })).toMatchObject({
      code: 'Invalid',
    })
    expect(existsSync(`${db.file}.csv`)).toBe(false)
  })

  it('cancelled, it leaves the old file as it was and nothing beside it', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'p.csv', people(2_000)))
    const out = `${db.file}.csv`
    writeFileSync(out, 'old')
    const stop = new AbortController()
    const work = db.engine.call(
      'transfer.export',
      { entity: 'contact', out },
      { session: 'test', source: 'user', signal: stop.signal, onProgress: () => stop.abort() },
    )
    await expect(work).rejects.toMatchObject({ record: { code: 'Cancelled' } })
    expect(readFileSync(out, 'utf8')).toBe('old')
    expect(readdirSync(dirname(out)).filter((name) => name.endsWith('.partial'))).toEqual([])
  })
})
