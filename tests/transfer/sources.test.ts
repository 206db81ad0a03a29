import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Card } from '#db/transfer/card.ts'
import { compileMapping, isReject } from '#db/transfer/mapRow.ts'
import { columnScanner } from '#db/transfer/scan.ts'
import { recognise } from '#db/transfer/sources.ts'

const headers = new Map<string, string[]>()
const json: unknown = JSON.parse(readFileSync(new URL('fixtures/headers.json', import.meta.url), 'utf8'))
for (const [name, columns] of Object.entries(json ?? {})) headers.set(name, String(columns).split(','))

const today = '2026-11-22'

/** The card of one row given as `column: cell`. */
function cardOf(row: Record<string, string>, source?: string, country = 'TH'): Card {
  const header = (source === undefined ? undefined : headers.get(source)) ?? Object.keys(row)
  const cells = header.map((column) => row[column] ?? '')
  const recognition = recognise(header, [cells])
  const scanner = columnScanner(recognition, { country })
  scanner.add([{ line: 2, cells }])
  const result = compileMapping(header, recognition, { today, country, dates: scanner.decide().dates })({
    line: 2,
    cells,
  })
  if (isReject(result)) throw new Error(result.reason)
  return result
}

/** Every text a card holds, in one string. */
function everything(card: Card): string {
  return JSON.stringify(card).toLowerCase()
}

describe('recognition', () => {
  for (const [name, header] of headers) {
    test(`${name} by its header in any order, case and punctuation`, () => {
      const shuffled = header
        .toReversed()
        .map((column) => ` ${column.toUpperCase().replaceAll(' - ', ' – ')} `)
      expect(recognise(header, []).source).toBe(name)
      expect(recognise(shuffled, []).source).toBe(name)
    })
  }

  test('files that hold no contacts are known and refused', () => {
    const header = headers.get('outlookCalendar') ?? []
    const recognition = recognise(header, [])
    expect(recognition.entity).toBeUndefined()
    const result = compileMapping(header, recognition, { today })({ line: 2, cells: ['Lunch'] })
    expect(isReject(result) && result.reason).toBe('unsupportedSource')
  })

  test('an unknown list is read by its words, in three languages', () => {
    const thai = recognise(
      ['คำนำหน้า', 'ชื่อ', 'นามสกุล', 'โทรศัพท์มือถือ', 'โทรศัพท์ที่ทำงาน', 'อีเมล', 'บริษัท', 'จังหวัด', 'รหัสไปรษณีย์'],
      [],
    )
    expect(thai.mapping.map(({ field, label }) => (label ? `${field}:${label}` : field))).toEqual([
      'honorific',
      'givenName',
      'familyName',
      'phones:mobile',
      'phones:work',
      'emails',
      'companyName',
      'addresses.province',
      'addresses.postalCode',
    ])
    const persian = recognise(
      ['نام', 'نام خانوادگی', 'تلفن همراه', 'تلفن منزل', 'پست الکترونیک', 'شرکت', 'کد پستی', 'آدرس منزل'],
      [],
    )
    expect(persian.mapping.map(({ field, label }) => (label ? `${field}:${label}` : field))).toEqual([
      'givenName',
      'familyName',
      'phones:mobile',
      'phones:home',
      'emails',
      'companyName',
      'addresses.postalCode',
      'addresses.formatted:home',
    ])
    expect(recognise(['ชื่อ', 'โทร'], []).mapping[0]?.field).toBe('fullName')
    expect(recognise(['Name', 'Surname'], []).mapping[0]?.field).toBe('givenName')
    expect(recognise(['Company', 'Phone', 'Tax ID'], [])).toMatchObject({ source: 'csv', entity: 'company' })
  })

  test('columns without telling names are known by their values', () => {
    const rows = [
      ['Somchai', 'somchai@example.com', '081 234 5678'],
      ['John', 'john@example.com', '02-123-4567'],
    ]
    const { mapping, unmapped } = recognise(['a', 'b', 'c'], rows)
    expect(mapping.map(({ field }) => field)).toEqual(['emails', 'phones'])
    expect(unmapped).toEqual(['a'])
  })

  test('a header that names what every object has', () => {
    expect(recognise(['constructor', 'toString', '__proto__', 'Email'], []).mapping).toHaveLength(1)
  })
})

describe('nothing is lost', () => {
  const token = fc.stringMatching(/^[qwzxkvj]{3}[qwzxkvj0-9]{4,8}$/)
  for (const [name, header] of headers) {
    test(`every cell of ${name} is on the card or the row is a reject`, () => {
      const recognition = recognise(header, [])
      const map = compileMapping(header, recognition, { today, country: 'TH' })
      const cell = fc.oneof({ weight: 2, arbitrary: token }, { weight: 1, arbitrary: fc.constant('') })
      const numbers = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n))
      fc.assert(
        fc.property(
          fc.array(fc.oneof({ weight: 5, arbitrary: cell }, { weight: 1, arbitrary: numbers }), {
            minLength: header.length,
            maxLength: header.length + 2,
          }),
          (cells) => {
            const result = map({ line: 2, cells })
            if (isReject(result)) {
              expect(result.cells).toEqual(cells)
              return
            }
            const said = everything(result)
            // A number in a date column may be a day, which is written differently on the card.
            const mayBeDay = (text: string, i: number): boolean =>
              /^\d+$/.test(text) && /birth|event|anniversary/i.test(header[i] ?? '')
            const lost = cells.filter((text, i) => text !== '' && !said.includes(text) && !mayBeDay(text, i))
            expect(lost).toEqual([])
          },
        ),
        { numRuns: 100 },
      )
    })
  }
})

describe('column traps', () => {
  test('Title is an honorific in Outlook, a job elsewhere; Account is no company', () => {
    const outlook = cardOf(
      { Title: 'Dr.', 'First Name': 'Ann', 'Job Title': 'CEO', Account: '4711', Company: 'Acme' },
      'outlook',
    )
    expect(outlook.fields).toMatchObject({ honorific: 'Dr.', jobTitle: 'CEO' })
    expect(outlook.companyName).toBe('Acme')
    expect(outlook.extras).toContainEqual({ name: 'Account', value: '4711' })
    expect(cardOf({ Title: 'CEO', Contact: 'Ann Lee' }, 'act').fields.jobTitle).toBe('CEO')
    expect(cardOf({ TITLE: 'CEO', CONTACT: 'Ann Lee' }, 'goldmine').fields.jobTitle).toBe('CEO')
    expect(cardOf({ Title: 'CEO', 'Last Name': 'Lee' }, 'salesforceReport').fields.jobTitle).toBe('CEO')
  })

  test('Outlook: empty dates and defaults are nothing, locale dates are month first', () => {
    const card = cardOf(
      {
        'First Name': 'A',
        Birthday: '5/20/1980',
        Anniversary: '0/0/00',
        Gender: 'Unspecified',
        Priority: 'Normal',
        Private: 'False',
      },
      'outlook',
    )
    expect(card.fields).toMatchObject({ birthday: '1980-05-20', private: false })
    expect(card.fields.events).toBeUndefined()
    expect(card.extras).toEqual([])
  })

  test('Act!: phones with extensions, greeting, secondary contacts', () => {
    const card = cardOf(
      {
        Contact: 'John Smith',
        'First Name': 'John',
        'Last Name': 'Smith',
        Company: 'Acme',
        Salutation: 'Johnny',
        'ID/Status': 'Customer',
        Phone: '02-123-4567',
        'Phone Ext-': '12',
        'Address 1': '1 Main St',
        City: 'Bangkok',
        'Home City': 'Nonthaburi',
        '2nd Contact': 'Mary Jones',
        '2nd Title': 'Assistant',
        '2nd Phone': '02-765-4321',
        'User 3': 'golf',
      },
      'act',
    )
    expect(card.fields).toMatchObject({
      givenName: 'John',
      familyName: 'Smith',
      greeting: 'Johnny',
      status: 'Customer',
      phones: [{ label: 'work', value: '02-123-4567', ext: '12' }],
      addresses: [
        { label: 'work', street: '1 Main St', city: 'Bangkok' },
        { label: 'home', city: 'Nonthaburi' },
      ],
    })
    expect(card.extras).toEqual([{ name: 'User 3', value: 'golf' }])
    expect(card.secondary).toHaveLength(1)
    expect(card.secondary?.[0]).toMatchObject({
      isSecondary: true,
      companyName: 'Acme',
      fields: { jobTitle: 'Assistant', phones: [{ value: '02-765-4321' }] },
    })
    expect(everything(card)).toContain('mary')
  })

  test('GoldMine: no first-name column, details by record type', () => {
    const card = cardOf(
      { ACCOUNTNO: 'A1', CONTACT: 'John Smith', LASTNAME: 'Smith', DEAR: 'John', KEY1: 'Customer' },
      'goldmine',
    )
    expect(card).toMatchObject({
      externalId: 'A1',
      fields: { givenName: 'John', familyName: 'Smith', greeting: 'John' },
    })
    expect(card.extras).toEqual([{ name: 'KEY1', value: 'Customer' }])
    const email = cardOf(
      { ACCOUNTNO: 'A1', RECTYPE: 'P', CONTACT: 'E-mail Address', CONTSUPREF: 'j@x.com' },
      'goldmineDetails',
    )
    expect(email).toMatchObject({ attachTo: 'A1', fields: { emails: [{ label: '', value: 'j@x.com' }] } })
    const person = cardOf(
      { ACCOUNTNO: 'A1', RECTYPE: 'C', CONTACT: 'Mary Jones', TITLE: 'CFO', PHONE: '02 123 4567' },
      'goldmineDetails',
    )
    expect(person).toMatchObject({ attachTo: 'A1', isSecondary: true, fields: { jobTitle: 'CFO' } })
    expect(everything(person)).toContain('jones')
  })

  test('Google: labels, joined values, the primary first, groups', () => {
    const card = cardOf(
      {
        'First Name': 'Ann',
        'E-mail 1 - Label': 'Home',
        'E-mail 1 - Value': 'a@x.com ::: b@x.com',
        'E-mail 2 - Label': '* Work',
        'E-mail 2 - Value': 'w@x.com',
        'Phone 1 - Label': 'Mobile',
        'Phone 1 - Value': '081 234 5678',
        Labels: 'Family ::: * myContacts',
        'Custom Field 1 - Label': 'Shoe size',
        'Custom Field 1 - Value': '42',
        'Address 1 - Label': 'Home',
        'Address 1 - Street': '1 Main St ::: 2 Side St',
        'Address 1 - City': 'Bangkok ::: Chiang Mai',
        'Address 1 - Country': 'Thailand ::: TH',
        'Event 1 - Label': 'Anniversary',
        'Event 1 - Value': '--06-15',
        Birthday: '1980-05-01',
        'File As': 'Ann',
      },
      'google',
    )
    expect(card).toMatchObject({
      groups: ['Family'],
      extras: [
        { name: 'Labels', value: '* myContacts' },
        { name: 'Shoe size', value: '42' },
      ],
      fields: {
        tags: ['Family'],
        birthday: '1980-05-01',
        emails: [
          { label: 'work', value: 'w@x.com' },
          { label: 'home', value: 'a@x.com' },
          { label: 'home', value: 'b@x.com' },
        ],
        phones: [{ label: 'mobile', value: '081 234 5678' }],
        addresses: [
          { label: 'home', street: '1 Main St', city: 'Bangkok', country: 'TH' },
          { label: 'home', street: '2 Side St', city: 'Chiang Mai', country: 'TH' },
        ],
        events: [{ label: 'anniversary', value: '--06-15' }],
      },
    })
  })

  test('Thunderbird: a birthday in three columns; Mailchimp: month and day', () => {
    expect(
      cardOf({ 'First Name': 'A', 'Birth Year': '1980', 'Birth Month': '5', 'Birth Day': '1' }, 'thunderbird')
        .fields.birthday,
    ).toBe('1980-05-01')
    expect(
      cardOf({ 'First Name': 'A', 'Birth Month': '5', 'Birth Day': '1' }, 'thunderbird').fields.birthday,
    ).toBe('--05-01')
    expect(cardOf({ 'First Name': 'A', Birthday: '05/20' }, 'mailchimp').fields.birthday).toBe('--05-20')
  })

  test('several phones in a cell, and a number a spreadsheet destroyed', () => {
    const card = cardOf({ Name: 'A B', Phone: '02-123-4567 / 081-234-5678' })
    expect(card.fields.phones?.map(({ value }) => value)).toEqual(['02-123-4567', '081-234-5678'])
    expect(() => cardOf({ Name: 'A B', Phone: '8.12E+08' })).toThrow('scientificNumber')
  })

  test('a reason column of our own rejects file is not imported', () => {
    expect(cardOf({ Name: 'A B', Email: 'a@b.co', samphan_reason: 'badDate' }).extras).toEqual([])
  })
})

describe('names', () => {
  test('in one piece they come apart, attached honorifics come off, title columns stay', () => {
    expect(cardOf({ Name: 'นายสมชาย ใจดี', Email: 'a@b.co' }).fields).toMatchObject({
      honorific: 'นาย',
      givenName: 'สมชาย',
      familyName: 'ใจดี',
    })
    expect(cardOf({ ชื่อ: 'นางสาวเก่งกาจ', นามสกุล: 'อนันต์' }).fields).toMatchObject({
      honorific: 'นางสาว',
      givenName: 'เก่งกาจ',
    })
    expect(
      cardOf({ 'Name Prefix': 'ดร.', 'First Name': 'สมชาย', Labels: 'x' }, 'google').fields,
    ).toMatchObject({ honorific: 'ดร.', givenName: 'สมชาย' })
    expect(cardOf({ Contact: 'Smith, John' }, 'act').fields).toMatchObject({
      givenName: 'John',
      familyName: 'Smith',
    })
  })

  test('no letter of a name is lost in splitting it', () => {
    const recognition = recognise(['Name', 'Email'], [])
    const map = compileMapping(['Name', 'Email'], recognition, { today })
    const word = fc.constantFrom(
      'นาย',
      'สมชาย',
      'ดร.',
      'Dr.',
      'Mr',
      'van',
      'de',
      'Smith,',
      'JONES',
      'Jr.',
      'III',
      '(Jim)',
      '"Bo"',
      'محمد',
      'دکتر',
      'آقای',
      'a',
      'O’Neil',
      '،',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.constantFrom(' ', ''), (parts, glue) => {
        const name = parts.join(glue)
        const result = map({ line: 2, cells: [name, 'x@y.co'] })
        const kept = isReject(result)
          ? name
          : [...Object.values(result.fields), result.fullName, ...result.extras.map(({ value }) => value)]
              .filter((text) => typeof text === 'string')
              .join('')
        const bare = (text: string): string => [...text.replace(/[\s,،()"]/g, '')].toSorted().join('')
        expect(bare(kept)).toBe(bare(name))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('any table', () => {
  test('never throws, whatever the header and the cells are', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'Name',
        'Phone',
        'Email',
        'ชื่อ',
        'تلفن',
        'Birthday',
        'E-mail 1 - Label',
        'ID/Status',
        'givenName',
        'emails',
        'addresses',
        '__proto__',
        '',
      ),
      fc.string(),
    )
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '',
        '8E+08',
        '1/2/69',
        '---',
        'a ::: b',
        '* x',
        'a: b|c=d; e',
        '=x',
        '٠٢١',
        '0/0/00',
        '99999999999',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 12 }),
        fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 6 }),
        (header, rows) => {
          const recognition = recognise(header, rows)
          const scanner = columnScanner(recognition, { country: 'TH' })
          const lines = rows.map((cells, i) => ({ line: i + 2, cells }))
          scanner.add(lines)
          const { dates, repairs } = scanner.decide()
          const repair = Object.fromEntries(repairs.map(({ index, kind }) => [index, kind]))
          const map = compileMapping(header, recognition, { today, country: 'TH', dates, repair })
          for (const line of lines) expect(map(line).line).toBe(line.line)
        },
      ),
      { numRuns: 600 },
    )
  })
})

describe('scan', () => {
  const recognition = recognise(['Name', 'Birthday', 'Phone', 'Zip'], [])
  test('calendar and order of a column come from all its rows', () => {
    const scanner = columnScanner(recognition, { country: 'TH' })
    scanner.add([
      { line: 2, cells: ['A', '1/2/2530', '812345678', ''] },
      { line: 3, cells: ['B', '20/2/2531', '21234567', ''] },
      { line: 4, cells: ['C', '3/4/2532', '891234567', ''] },
    ])
    const { dates, repairs, rows } = scanner.decide()
    expect(rows).toBe(3)
    expect(dates[1]).toMatchObject({ calendar: 'buddhist', order: 'dmy' })
    expect(repairs).toMatchObject([{ index: 2, kind: 'phone', count: 3 }])
    const map = compileMapping(['Name', 'Birthday', 'Phone', 'Zip'], recognition, {
      today,
      country: 'TH',
      dates,
      repair: { 2: 'phone' },
    })
    expect(map({ line: 2, cells: ['A', '1/2/2530', '812345678', ''] })).toMatchObject({
      fields: { birthday: 'buddhist:2530-02-01', phones: [{ value: '0812345678' }] },
    })
  })
})
