/** Importing: nothing lost, what matches is found, what is done can be undone. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { countryCode } from '#db/transfer/countries.ts'
import { inspectCsv, readCsv } from '#db/transfer/csv.ts'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { comparables, everything, fileOf, fixture, importInto, people, records } from './import.support.ts'

const simple = `First Name,Last Name,Company,E-mail,Mobile Phone,Birthday,Notes,Shoe size
Ann,Lee,Acme Ltd,ann@example.com,081 234 5678,15/8/2523,met in May,42
นายสมชาย,ใจดี,บริษัท เอบีซี จำกัด,somchai@abc.co.th,02-123-4567 ต่อ 12,29/2/2567,,
علی,کریمی,شرکت پارس,ali@pars.ir,+98 912 345 6789,1/5/2530,,
`

const clean = (db: TestDatabase) =>
  expect(checkDatabase(db.conn, { rebuild: false })).toMatchObject({ ok: true })

describe('a table', () => {
  it('becomes contacts with companies, notes and extras, in one operation', async () => {
    const db = testDatabase()
    const summary = await importInto(db, fileOf(db, 'a.csv', simple))
    expect(summary).toMatchObject({
      source: 'csv',
      encoding: 'utf-8',
      entity: 'contact',
      read: 3,
      created: 3,
      updated: 0,
      skipped: 0,
      rejected: 0,
      rejectsFile: null,
      unmapped: ['Shoe size'],
      related: { company: 3, note: 1 },
    })
    expect(summary.mapping).toContainEqual({ column: 'First Name', field: 'givenName', confidence: 0.9 })
    const [ann, , somchai] = await records(db, 'contact')
    expect(ann).toMatchObject({
      displayName: 'Ann Lee',
      birthday: 'buddhist:2523-08-15',
      refs: { companyId: 'Acme Ltd' },
      phones: [{ value: '081 234 5678', e164: '+66812345678', label: 'mobile' }],
      extras: [{ name: 'Shoe size', value: '42' }],
    })
    expect(somchai).toMatchObject({ honorific: 'นาย', givenName: 'สมชาย', phones: [{ ext: '12' }] })
    expect(await records(db, 'note')).toMatchObject([{ body: 'met in May', refs: { contactId: 'Ann Lee' } }])
    const { operations } = await db.call('operation.list', { limit: 1 })
    expect(operations).toMatchObject([
      {
        id: summary.operation,
        kind: 'transfer.import',
        source: 'import',
        state: 'done',
        entities: { contact: 3, company: 3, note: 1 },
        params: { file: 'a.csv' },
      },
    ])
    clean(db)
  })

  it('undone leaves the database as it was', async () => {
    const db = testDatabase()
    await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
    const before = snapshot(db.conn)
    const { operation } = await importInto(db, fileOf(db, 'a.csv', people(500)))
    expect(snapshot(db.conn)).not.toEqual(before)
    const undone = await db.call('operation.undo', { operation: operation ?? '' })
    expect(undone.kept).toEqual([])
    expect(snapshot(db.conn)).toEqual(before)
    clean(db)
  })

  it('joins the company that is there, whatever its legal form and case', async () => {
    const db = testDatabase()
    const { id } = await db.call('record.create', { entity: 'company', data: { name: 'ACME Co., Ltd.' } })
    await importInto(
      db,
      fileOf(
        db,
        'a.csv',
        'First Name,Last Name,Company\nA,B,Acme\nC,D,acme ltd\nE,F,Acme Corporation Thailand\n',
      ),
    )
    const companies = await records(db, 'company')
    expect(companies).toHaveLength(2)
    expect((await records(db, 'contact')).filter(({ companyId }) => companyId === id)).toHaveLength(2)
  })

  it('puts bad rows beside it with the reason, and takes them back once mended', async () => {
    const db = testDatabase()
    const file = fileOf(
      db,
      'bad.csv',
      'First Name,Last Name,Mobile Phone\nAnn,Lee,081 234 5678\nBob,Stone,8.12E+08\n,,\n,=cmd,"x\n',
    )
    const { created, rejected, rejectsFile } = await importInto(db, file)
    expect({ created, rejected }).toEqual({ created: 1, rejected: 2 })
    expect(rejectsFile).toBe(file.replace('.csv', '.rejects.csv'))
    const rejects = readFileSync(rejectsFile ?? '', 'utf8')
    expect(rejects).toContain('First Name,Last Name,Mobile Phone,samphan_reason')
    expect(rejects).toContain('Bob,Stone,8.12E+08,scientificNumber')
    writeFileSync(
      rejectsFile ?? '',
      'First Name,Last Name,Mobile Phone,samphan_reason\nBob,Stone,081 200 0000,scientificNumber\n',
    )
    const again = await importInto(db, rejectsFile ?? '')
    expect(again).toMatchObject({ created: 1, rejected: 0, unmapped: [] })
    expect((await records(db, 'contact')).map(({ displayName }) => displayName)).toEqual([
      'Ann Lee',
      'Bob Stone',
    ])
  })

  it('of another entity is read by its fields, and by their labels in any language', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'a.csv', simple))
    const file = fileOf(db, 'n.csv', 'Note,Contact\nhello,Ann Lee\nสวัสดี,สมชาย ใจดี\nlost,Nobody\n')
    const summary = await importInto(db, file, { entity: 'note' })
    expect(summary).toMatchObject({ entity: 'note', created: 2, rejected: 1 })
    expect(readFileSync(summary.rejectsFile ?? '', 'utf8')).toContain('lost,Nobody,reference contact')
    const notes = await records(db, 'note')
    expect(notes.map(({ refs }) => (refs as { contactId: string }).contactId)).toContain('สมชาย ใจดี')
  })

  it('fills custom fields by their label and by a map', async () => {
    const db = testDatabase()
    const define = (label: string, kind: string, options?: string[]) =>
      db.call('record.create', {
        entity: 'customField',
        data: { entity: 'contact', label, kind, ...(options && { options }) },
      })
    const size = await define('Shoe size', 'number')
    const since = await define('Since', 'date')
    const vip = await define('VIP', 'yesNo')
    const fee = await define('Fee', 'money')
    const file = fileOf(
      db,
      'c.csv',
      'First Name,Last Name,Shoe size,Joined,VIP,Fee\nAnn,Lee,42.5,2020-05-01,yes,"1,200.50 THB"\nBob,Ray,big,,,\n',
    )
    const summary = await importInto(db, file, { map: { Joined: 'Since' } })
    expect(summary).toMatchObject({ created: 2, unmapped: [] })
    const [ann, bob] = await records(db, 'contact')
    expect(ann).toMatchObject({
      [`custom.${size.id}`]: 42.5,
      [`custom.${since.id}`]: '2020-05-01',
      [`custom.${vip.id}`]: true,
      [`custom.${fee.id}`]: { minor: 120_050, currency: 'THB' },
    })
    expect(bob).toMatchObject({ extras: [{ name: 'Shoe size', value: 'big' }] })
  })

  it('follows a map: other fields, extras, nothing', async () => {
    const db = testDatabase()
    const file = fileOf(
      db,
      'm.csv',
      'Who,Where,What,Skip me\nAnn Lee,Bangkok,boss,secret\nBob Ray,Pattaya,chef,secret\n',
    )
    await importInto(db, file, {
      map: { Who: 'fullName', Where: 'addresses.city:work@a', What: null, 'Skip me': 'ignore' },
    })
    expect(await records(db, 'contact')).toMatchObject([
      {
        givenName: 'Ann',
        familyName: 'Lee',
        addresses: [{ city: 'Bangkok', label: 'work' }],
        extras: [{ name: 'What', value: 'boss' }],
      },
      {},
    ])
    expect(await everything(db)).not.toContain('secret')
    await expect(importInto(db, file, { map: { Nope: 'givenName' } })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
    await expect(importInto(db, file, { map: { Who: 'nonsense' } })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
  })

  it('reads days as told', async () => {
    const db = testDatabase()
    const file = fileOf(db, 'd.csv', 'First Name,Last Name,Birthday\nAnn,Lee,3/4/12\n')
    await importInto(db, file, { dates: 'mdy', calendar: 'buddhist' })
    await importInto(db, file, { dates: 'ymd', calendar: 'gregory' })
    const days = (await records(db, 'contact')).map(({ birthday }) => birthday)
    expect(days.sort()).toEqual(['2003-04-12', 'buddhist:2512-03-04'])
  })
})

describe('real files', () => {
  const csvs = [
    'google.csv',
    'outlook-1252.csv',
    'outlook-874.csv',
    'act.csv',
    'linkedin.csv',
    'goldmine-contact1.csv',
    'goldmine-contsupp.csv',
  ]
  const words = (text: string): string[] =>
    text
      .toLowerCase()
      .split(/[\s,;:()<>"|]+/)
      .filter(Boolean)

  it.each(csvs)('%s: every cell ends in a field, an extra, a note or the rejects', async (name) => {
    const db = testDatabase()
    const source = fixture(name)
    const file = fileOf(db, name, readFileSync(source))
    const { rejectsFile, rejected, created, updated, read } = await importInto(db, file)
    expect(created + updated + rejected).toBe(read)
    const kept = (
      (await everything(db)) + (rejectsFile ? readFileSync(rejectsFile, 'utf8') : '')
    ).toLowerCase()
    const lost: string[] = []
    const { header } = await inspectCsv(file)
    for await (const rows of readCsv(file)) {
      for (const { cells } of rows)
        for (const [index, cell] of cells.entries()) {
          const plain = cell.split(' ::: ').map((part) => part.replace(/^\* /, ''))
          for (const part of plain) {
            const isSaid = (word: string): boolean =>
              kept.includes(JSON.stringify(word).slice(1, -1)) ||
              kept.includes(`"country":"${countryCode(word)?.toLowerCase()}"`)
            const isKept =
              words(part).every(isSaid) ||
              isSaid(part) ||
              // A day in another spelling, a yes or no, a kind that became a label or a field of ours.
              /^[\d/.-]+( 0:00(:00)?)?$/.test(part) ||
              /^(true|false|yes|no|mobile|work fax|0\/0\/00|unspecified|normal|smtp|e-mail address|web site)$/i.test(
                part,
              )
            if (!isKept) lost.push(`${header[index]}: ${part}`)
          }
        }
    }
    expect(lost).toEqual([])
    clean(db)
  })

  it.each(['apple.vcf', 'apple-utf16.vcf', 'old-thai.vcf', 'persian.vcf'])('%s: every card', async (name) => {
    const db = testDatabase()
    const summary = await importInto(db, fileOf(db, name, readFileSync(fixture(name))))
    expect(summary.source).toBe('vcard')
    expect(summary.created).toBeGreaterThan(0)
    expect(summary.created + summary.rejected).toBe(summary.read)
    // One of the Persian cards never ends.
    expect(summary.rejected).toBe(name === 'persian.vcf' ? 1 : 0)
    clean(db)
  })

  it('GoldMine details find the contact they belong to, in either order and on another day', async () => {
    const contacts = fixture('goldmine-contact1.csv')
    const details = fixture('goldmine-contsupp.csv')
    const together = testDatabase()
    await importInto(together, [
      fileOf(together, 'd.csv', readFileSync(details)),
      fileOf(together, 'c.csv', readFileSync(contacts)),
    ])
    const apart = testDatabase()
    await importInto(apart, fileOf(apart, 'c.csv', readFileSync(contacts)))
    await importInto(apart, fileOf(apart, 'd.csv', readFileSync(details)))
    for (const db of [together, apart]) {
      const elvis = (await records(db, 'contact')).find(({ familyName }) => familyName === 'Presley')
      expect(elvis).toMatchObject({
        emails: [{ value: 'elvis@graceland.example' }],
        websites: [{ value: 'www.graceland.example' }],
      })
    }
  })
})

describe('matching', () => {
  const before =
    'First Name,Last Name,Company,E-mail,Mobile Phone,Tags\nAnn,Lee,Acme,ann@example.com,081 234 5678,old\nBob,Ray,,bob@example.com,,\n'
  const after =
    'First Name,Last Name,Company,E-mail,Mobile Phone,Job Title,Tags\nAnna,Lee,Acme,ANN@example.com,02 123 4567,Boss,new\nCat,Fox,,cat@example.com,,,\n'

  const both = async (options: Record<string, unknown>) => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'before.csv', before))
    const summary = await importInto(db, fileOf(db, 'after.csv', after), options)
    return { db, summary, contacts: await records(db, 'contact') }
  }

  it('by e-mail updates what is given and joins the lists', async () => {
    const { db, summary, contacts } = await both({ match: ['email'] })
    expect(summary).toMatchObject({ created: 1, updated: 1, skipped: 0 })
    expect(contacts).toHaveLength(3)
    expect(contacts.find(({ givenName }) => givenName === 'Anna')).toMatchObject({
      jobTitle: 'Boss',
      tags: ['old', 'new'],
      emails: [{ value: 'ann@example.com' }],
      phones: [{ value: '081 234 5678' }, { value: '02 123 4567' }],
    })
    await db.call('operation.undo', { operation: summary.operation ?? '' })
    expect((await records(db, 'contact')).map(({ givenName }) => givenName).sort()).toEqual(['Ann', 'Bob'])
    clean(db)
  })

  it('can skip or create instead', async () => {
    const skipped = await both({ match: ['email'], onMatch: 'skip' })
    expect(skipped.summary).toMatchObject({ created: 1, updated: 0, skipped: 1 })
    expect(skipped.contacts.map(({ givenName }) => givenName).sort()).toEqual(['Ann', 'Bob', 'Cat'])
    const created = await both({ match: ['email'], onMatch: 'create' })
    expect(created.summary).toMatchObject({ created: 2, updated: 0 })
    expect(created.contacts).toHaveLength(4)
  })

  it.each([
    ['phone', 'First Name,Last Name,Mobile Phone,Job Title\nX,Y,+66812345678,Boss\n'],
    ['name', 'First Name,Last Name,Job Title\nann,LEE,Boss\n'],
    ['name+company', 'First Name,Last Name,Company,Job Title\nAnn,Lee,ACME Ltd.,Boss\n'],
    ['taxId,phone', 'First Name,Last Name,Mobile Phone,Job Title\nX,Y,081-234-5678,Boss\n'],
  ])('by %s', async (keys, content) => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'before.csv', before))
    const summary = await importInto(db, fileOf(db, 'after.csv', content), { match: keys.split(',') })
    expect(summary).toMatchObject({ created: 0, updated: 1 })
    expect((await records(db, 'contact')).find(({ jobTitle }) => jobTitle === 'Boss')).toMatchObject({
      emails: [{ value: 'ann@example.com' }],
    })
  })

  it('by name+company leaves a namesake elsewhere alone', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'before.csv', before))
    const summary = await importInto(
      db,
      fileOf(db, 'after.csv', 'First Name,Last Name,Company\nAnn,Lee,Other\n'),
      { match: ['name+company'] },
    )
    expect(summary).toMatchObject({ created: 1, updated: 0 })
  })

  it('finds earlier rows of the same file, and fields without an index', async () => {
    const db = testDatabase()
    const file = fileOf(
      db,
      't.csv',
      'First Name,Last Name,Tax ID,E-mail\nA,B,111,a@x.y\nA,B,111,b@x.y\nC,D,222,\n',
    )
    expect(await importInto(db, file, { match: ['taxId'] })).toMatchObject({ created: 2, updated: 1 })
    expect(await importInto(db, file, { match: ['taxId'] })).toMatchObject({ created: 0, updated: 3 })
    expect((await records(db, 'contact'))[0]).toMatchObject({
      emails: [{ value: 'a@x.y' }, { value: 'b@x.y' }],
    })
  })

  it('never matches what the user may not see, nor by an unknown key', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'before.csv', before))
    const [ann] = await records(db, 'contact')
    await db.call('record.trash', { entity: 'contact', id: String(ann?.id) })
    expect(await importInto(db, fileOf(db, 'after.csv', after), { match: ['email'] })).toMatchObject({
      created: 2,
      updated: 0,
    })
    await expect(importInto(db, fileOf(db, 'x.csv', after), { match: ['shoes'] })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
  })
})

describe('a dry run', () => {
  it('counts what the run then does, and writes nothing', async () => {
    const content = `${people(60)}${people(60).split('\n').slice(1, 20).join('\n')}\nBad,Row,,,8.12E+08,,\n`
    const db = testDatabase()
    await importInto(db, fileOf(db, 'first.csv', people(10)))
    const file = fileOf(db, 'all.csv', content)
    const before = snapshot(db.conn)
    const options = { match: ['email'] }
    const dry = await importInto(db, file, { ...options, dryRun: true })
    expect(snapshot(db.conn)).toEqual(before)
    expect(dry).toMatchObject({ operation: null, rejectsFile: null })
    expect(existsSync(file.replace('.csv', '.rejects.csv'))).toBe(false)
    const wet = await importInto(db, file, options)
    const counts = ({ read, created, updated, skipped, rejected }: typeof dry) => ({
      read,
      created,
      updated,
      skipped,
      rejected,
    })
    expect(counts(dry)).toEqual(counts(wet))
    expect(wet).toMatchObject({ created: 50, updated: 29, rejected: 1 })
  })
})

describe('one person twice', () => {
  it('imported again by id from our own table is the same record', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'a.csv', simple))
    const before = await comparables(db, 'contact')
    const out = `${db.file}.out.csv`
    await db.call('transfer.export', { entity: 'contact', out })
    expect(await importInto(db, out)).toMatchObject({
      source: 'samphan',
      created: 0,
      updated: 3,
      operation: null,
    })
    expect(await comparables(db, 'contact')).toEqual(before)
  })
})
