/** The preview: what an import would do, what it offers to mend, and that it writes nothing. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { fileOf, fixture, importInto, people, records } from './import.support.ts'

const preview = (db: TestDatabase, file: string, more: object = {}) =>
  db.call('transfer.preview', { files: [file], ...more })

describe('a preview', () => {
  it('shows source, columns, first records and how many there are', async () => {
    const db = testDatabase()
    const before = snapshot(db.conn)
    const seen = await preview(db, fileOf(db, 'p.csv', people(300)))
    expect(seen).toMatchObject({
      source: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      entity: 'contact',
      unmapped: ['Shoe size'],
      rows: 300,
      exact: true,
      repairs: [],
    })
    expect(seen.header).toHaveLength(7)
    expect(seen.sample).toHaveLength(20)
    expect(seen.sample[0]).toMatchObject({
      givenName: 'Given0',
      refs: { companyId: 'Company 0 Ltd' },
      notes: ['note 0, with comma'],
      extras: [{ name: 'Shoe size', value: '40' }],
    })
    expect(seen.warnings).toEqual([{ code: 'unmapped', params: { count: 1 } }])
    expect(snapshot(db.conn)).toEqual(before)
  })

  it.each([
    ['google.csv', 'google', 'utf-8'],
    ['outlook-874.csv', 'outlook', 'windows-874'],
    ['act.csv', 'act', 'utf-8'],
    ['apple.vcf', 'vcard', 'utf-8'],
  ])('knows %s', async (name, source, encoding) => {
    const db = testDatabase()
    expect(await preview(db, fileOf(db, name, readFileSync(fixture(name))))).toMatchObject({
      source,
      encoding,
    })
  })

  it('offers to put back zeros a spreadsheet ate, and the import does when told', async () => {
    const db = testDatabase()
    const rows = Array.from({ length: 30 }, (_, i) => `A${i},B,8${1_000_0000 + i}`).join('\n')
    const file = fileOf(db, 'z.csv', `First Name,Last Name,Mobile Phone\n${rows}\n`)
    const { repairs } = await preview(db, file)
    expect(repairs).toMatchObject([{ kind: 'phone', column: 'Mobile Phone', count: 30 }])
    await importInto(db, file, { repair: { zeros: ['Mobile Phone'] } })
    expect((await records(db, 'contact'))[0]).toMatchObject({
      phones: [{ value: '0810000000', e164: '+66810000000' }],
    })
  })

  it('offers to mend text that was encoded twice', async () => {
    const db = testDatabase()
    const twice = Buffer.from(Buffer.from('สมชาย').toString('latin1')).toString('utf8')
    const file = fileOf(db, 'm.csv', `First Name,Last Name\n${twice},x\n`)
    const { repairs } = await preview(db, file)
    expect(repairs).toMatchObject([{ kind: 'mojibake' }])
    await importInto(db, file, { repair: { mojibake: true } })
    expect(await records(db, 'contact')).toMatchObject([{ givenName: 'สมชาย' }])
  })

  it('warns where days can be read in two ways', async () => {
    const db = testDatabase()
    const { warnings } = await preview(
      db,
      fileOf(db, 'd.csv', 'First Name,Last Name,Birthday\nA,B,3/4/2523\nC,D,5/6/2524\n'),
    )
    expect(warnings).toContainEqual({ code: 'dates', params: { column: 'Birthday', order: 'dmy' } })
  })
})
