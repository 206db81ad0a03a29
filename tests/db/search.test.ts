/** Search finds what people wrote, however they type it: scripts, spellings, numbers, ranking, snippets, hostile input. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contact } from '#db/shared/contacts.ts'
import { Bench } from './search.support.ts'

describe('spellings that are the same', () => {
  const equal: [string, string[]][] = [
    ['น้ำ', ['น้ำ', 'นํ้า', 'น้ํา']],
    ['แก้ว', ['แก้ว', 'เเก้ว', 'แกว']],
    ['สม\u200bชาย', ['สมชาย', 'สม\u200bชาย']],
    ['۱۲۳۴ پلاک', ['1234', '۱۲۳۴', '١٢٣٤', '๑๒๓๔']],
    ['کریمی', ['کریمی', 'كريمي', 'كريمى']],
    ['می\u200cشود', ['می\u200cشود', 'میشود', 'می شود']],
    ['می شود', ['می\u200cشود', 'میشود', 'می شود']],
    ['میشود', ['می\u200cشود', 'میشود', 'می شود']],
    ['مسئول', ['مسئول', 'مسؤول']],
    ['مسؤول', ['مسئول', 'مسؤول']],
    ['Müller', ['Müller', 'Muller', 'MÜLLER', 'mu\u0308ller']],
    ['Muller', ['Müller', 'MÜLLER']],
    ["O'Neil", ["O'Neil", 'ONeil', 'O’Neil', 'oneil']],
    ['ONeil', ["O'Neil", 'O’Neil']],
  ]
  it.each(equal)('%s', (stored, typed) => {
    const bench = new Bench()
    try {
      const person = bench.create('contact', { givenName: stored, familyName: 'Other' })
      const note = bench.create('note', { body: `before ${stored} after` })
      bench.create('contact', { givenName: 'Nobody', familyName: 'Else' })
      for (const text of typed) expect(bench.ids(text).toSorted(), text).toEqual([person, note].toSorted())
    } finally {
      bench.close()
    }
  })
})

describe('what is found', () => {
  let bench: Bench
  const made: Record<string, string> = {}

  beforeAll(() => {
    bench = new Bench()
    made.acme = bench.create('company', {
      name: 'บริษัท สยามการค้า จำกัด (มหาชน)',
      taxId: '0105536000012',
      description: 'ผู้นำเข้าเครื่องจักรกลการเกษตร',
    })
    made.smith = bench.create('contact', {
      givenName: 'John',
      familyName: 'Smithson',
      jobTitle: 'Head of Purchasing',
      companyId: made.acme,
      emails: ['John.Smithson@Example.com'],
      phones: ['081-234-5678'],
      handles: [{ service: 'line', value: 'johnny99' }],
      addresses: [
        { street: '99/1 ถนนสุขุมวิท', district: 'วัฒนา', province: 'กรุงเทพมหานคร', postalCode: '10110' },
      ],
      tags: ['VIP', 'ลูกค้าประจำ'],
      extras: [{ name: 'Shoe size', value: 'Zweiundvierzig' }],
    })
    made.jane = bench.create('contact', {
      givenName: 'Jane',
      familyName: 'Blacksmith',
      phones: ['+66 2 123 4567 ext 88'],
    })
    made.somchai = bench.create('contact', { givenName: 'สมชาย', familyName: 'ใจดี', nickname: 'Bird' })
    made.karimi = bench.create('contact', {
      givenName: 'محمدرضا',
      familyName: 'کریمی',
      phones: ['۰۹۱۲ ۹۸۷ ۶۵۴۳'],
    })
    made.note = bench.create('note', {
      body: `${'filler words go on and on '.repeat(40)}the quarterly ใบเสนอราคา arrived ${'and more text '.repeat(40)}`,
      contactId: made.smith,
    })
    made.history = bench.create('history', {
      kind: 'call',
      at: '2026-01-02T03:04:05Z',
      regarding: 'Renewal of licence',
      body: 'شماره قرارداد ۱۲۳۴۵',
    })
  })
  afterAll(() => bench.close())

  it('finds names by their beginnings, by parts and in any order', () => {
    expect(bench.ids('smi')).toEqual([made.smith, made.jane])
    expect(bench.ids('s')).toContain(made.smith)
    expect(bench.ids('smithson john')).toEqual([made.smith])
    expect(bench.ids('joh smith')).toEqual([made.smith])
    expect(bench.ids('cksmi')).toEqual([made.jane])
    expect(bench.ids('bird')).toEqual([made.somchai])
  })

  it('finds Thai inside words without spaces, and names with or without the space', () => {
    expect(bench.ids('มการค้า')[0]).toBe(made.acme)
    expect(bench.ids('เครื่องจักร')).toEqual([made.acme])
    expect(bench.ids('สมชายใจดี')).toEqual([made.somchai])
    expect(bench.ids('สมชายใจ')).toEqual([made.somchai])
    expect(bench.ids('สมชาย ใจดี')).toEqual([made.somchai])
    expect(bench.ids('ใจดี สมชาย')).toEqual([made.somchai])
  })

  it('finds scripts mixed in one query', () => {
    expect(bench.ids('quarterly ใบเสนอ')).toEqual([made.note])
    expect(bench.ids('john สุขุมวิท')).toEqual([made.smith])
    expect(bench.ids('bird สมชาย')).toEqual([made.somchai])
  })

  it('finds a telephone number in any grouping, national or international, in any digits', () => {
    for (const text of [
      '0812345678',
      '081-234-5678',
      '081 234 5678',
      '08 12 34 56 78',
      '+66 81 234 5678',
      '+66 (0)81 234 5678',
      '+66812345678',
      '66812345678',
      '๐๘๑ ๒๓๔ ๕๖๗๘',
      '٠٨١٢٣٤٥٦٧٨',
      '(081) 234.5678',
      '2345678',
      '0812 345',
      '45678',
    ])
      expect(bench.ids(text), text).toEqual([made.smith])
    for (const text of ['02 123 4567', '+6621234567', '021234567'])
      expect(bench.ids(text), text).toEqual([made.jane])
    expect(bench.ids('09129876543')).toEqual([made.karimi])
  })

  it('finds e-mail addresses, handles, tags, addresses, numbers and custom text', () => {
    for (const text of [
      'john.smithson@example.com',
      'JOHN.SMITHSON@EXAMPLE.COM',
      'john.smithson@exa',
      'example.com',
      'johnny99',
      'line:johnny99',
      'vip',
      'ลูกค้าประ',
      'สุขุมวิท',
      '10110',
      'purchasing',
      'zweiund',
    ])
      expect(bench.ids(text), text).toEqual([made.smith])
    expect(bench.ids('0105536000012')).toEqual([made.acme])
    expect(bench.ids('12345', { entity: 'history' })).toEqual([made.history])
    expect(bench.ids('licence')).toEqual([made.history])
  })

  it('says where it was found and marks it', () => {
    const [name] = bench.find('smithson', { entity: 'contact' }).hits
    expect(name).toMatchObject({
      entity: 'contact',
      title: 'John Smithson',
      field: null,
      titleHighlights: [[5, 13]],
    })
    const [job] = bench.find('purch').hits
    expect(job).toMatchObject({ field: 'jobTitle', snippet: 'Head of Purchasing', highlights: [[8, 13]] })
    const [phone] = bench.find('+66 81 234').hits
    expect(phone).toMatchObject({ field: 'phones', snippet: '081-234-5678', highlights: [[1, 7]] })
    const [note] = bench.find('ใบเสนอ').hits
    expect(note?.field).toBe('body')
    expect(note?.snippet).toContain('quarterly ใบเสนอราคา arrived')
    expect(note?.snippet.length).toBeLessThan(200)
    const [start, end] = note?.highlights[0] ?? [0, 0]
    expect(note?.snippet.slice(start, end)).toBe('ใบเสนอ')
    const [mixed] = bench.find('john วัฒนา').hits
    expect(mixed).toMatchObject({ field: 'addresses', snippet: 'วัฒนา', titleHighlights: [[0, 4]] })
  })

  it('keeps to one entity when asked, and refuses what is not searched', () => {
    expect(bench.find('john', { entity: 'note' }).hits).toEqual([])
    expect(() => bench.find('x', { entity: 'user' })).toThrow('Invalid')
    expect(() => bench.find('x', { entity: 'nonsense' })).toThrow('Invalid')
  })

  it('survives anything typed', () => {
    for (const text of [
      '',
      ' ',
      '"',
      "'",
      '"john',
      'john"',
      'john OR jane',
      'john AND',
      'NOT john',
      'NEAR(john smithson)',
      'john*',
      '*',
      '^john',
      'grams:john',
      '{grams}: john',
      '(',
      ')',
      '()',
      'a(b',
      '-',
      '--',
      ';DROP TABLE contact',
      '\u0000',
      'jo\u0000hn',
      '\u0002\u0003\u0004\u0005\u0006',
      '\u0006u1',
      '\ud800',
      'john\udfff',
      '👩‍👩‍👧',
      '%',
      '_',
      '\\',
      '\u202ejohn',
      'john '.repeat(2_000),
      'x'.repeat(10_000),
      '0'.repeat(10_000),
      '@',
      '@@@@',
      'a@',
      ':',
      'a:b',
      '+',
      '().-/#',
    ])
      expect(() => bench.find(text), JSON.stringify(text.slice(0, 20))).not.toThrow()
    expect(bench.ids('"john" (smithson)*')).toEqual([made.smith])
    expect(bench.ids('jo\u0000hn')).toEqual([made.smith])
    expect(bench.ids('\u202ejohn')).toEqual([made.smith])
    expect(bench.find('').total).toBe(0)
    expect(bench.find('\u0006').hits).toEqual([])
  })

  it('gives the rows of an entity for a lookup', () => {
    const rows = bench.search.match('smith', 'contact', { actor: bench.me, limit: 1000 })
    const expected = [made.smith, made.jane].map((id) => bench.rowId('contact', id ?? ''))
    expect(rows.rowIds.toSorted()).toEqual(expected.toSorted())
    expect(bench.search.match('08 12 34', 'contact', { actor: bench.me, limit: 1000 }).rowIds).toEqual([
      bench.rowId('contact', made.smith ?? ''),
    ])
  })
})

describe('ranking and limits', () => {
  it('puts whole names first, however many begin alike, and counts exactly when asked', () => {
    const bench = new Bench()
    try {
      const ali = bench.create('contact', { givenName: 'Ali', familyName: 'Reza' })
      const firm = bench.create('company', { name: 'Ali' })
      bench.write((write) => {
        for (let i = 0; i < 300; i++)
          write.create(contact, { givenName: `Alice${i % 7}`, familyName: `Rezaei${i}`, jobTitle: 'aligner' })
      })
      bench.create('note', { body: 'ali' })
      expect(new Set(bench.ids('ali').slice(0, 2))).toEqual(new Set([ali, firm]))
      expect(bench.ids('ali reza')[0]).toBe(ali)
      expect(bench.ids('reza ali')[0]).toBe(ali)
      expect(bench.find('ali', { limit: 50 })).toMatchObject({ total: 50, more: true })
      expect(bench.find('ali', { limit: 50, count: true })).toMatchObject({ total: 303, more: false })
      expect(bench.find('ali', { limit: 50, count: true }).hits).toHaveLength(50)
      expect(bench.find('rezaei299')).toMatchObject({ total: 1, more: false })
      expect(bench.search.match('aligner', 'contact', { actor: bench.me, limit: 120 }).rowIds).toHaveLength(
        120,
      )
    } finally {
      bench.close()
    }
  })
})
