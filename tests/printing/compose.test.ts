/** Documents made of records: what is in them, what hostile values become, who may have them made. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letterOf } from '#db/domains/printing/tables.ts'
import type { Input } from '#db/shared/contract.ts'
import { isPossibleSheet, labelSheets } from '#db/shared/printing.ts'
import { readerOf } from '#db/shared/reader.ts'
import { pageHtml } from '../../electron/pageHtml.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const thai = readerOf('th', 'Asia/Bangkok')
const persian = readerOf('fa', 'Asia/Tehran')

const made = async (db: TestDatabase, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity: 'contact', data })).id

const everybody: Input<'print.compose'>['target'] = { filter: { and: [] } }
const compose = (db: TestDatabase, more: Partial<Input<'print.compose'>>) =>
  db.call('print.compose', { kind: 'list', entity: 'contact', target: everybody, reader: thai, ...more })

describe('a list', () => {
  it('has the columns asked for, in order, in the words of the reader', async () => {
    const db = testDatabase()
    await made(db, { givenName: 'Ann', jobTitle: 'Buyer', birthday: '1980-05-01' })
    const { document } = await compose(db, {
      reader: persian,
      columns: [{ field: 'birthday' }, { field: 'displayName', label: 'N' }],
    })
    expect(document.html).toMatch(/<th[^>]*><bdi>تاریخ تولد<\/bdi><\/th>.*<bdi>N<\/bdi>/)
    expect(document.html).toContain('۱ مه ۱۹۸۰')
    expect(document.html).not.toContain('Buyer')
    expect(document.footer).toEqual({ text: 'صفحهٔ {n} از {total}', digits: 'arabext' })
  })

  it('makes no markup of what records hold', async () => {
    const db = testDatabase()
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (text) => {
        const id = await made(db, {
          givenName: `<script>${text}</script>`,
          addresses: [{ street: `"><img src=x onerror=${text}>`, city: 'X' }],
        })
        for (const kind of ['list', 'record', 'addressBook', 'labels', 'envelopes'] as const) {
          const { document } = await compose(db, { kind, target: { ids: [id] } })
          expect(document.html).not.toMatch(/<(script|img)/i)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('says what is asked for wrongly', async () => {
    const db = testDatabase()
    await expect(compose(db, {})).rejects.toMatchObject({ record: { issues: [{ code: 'empty' }] } })
    await made(db, { givenName: 'Ann' })
    await expect(compose(db, { columns: [{ field: 'nope' }] })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
    await expect(compose(db, { entity: 'setting' })).rejects.toMatchObject({ record: { code: 'Denied' } })
    await expect(compose(db, { kind: 'labels' })).rejects.toMatchObject({ record: { reason: 'noAddresses' } })
  })
})

describe('labels', () => {
  it('lie on their paper, all of them, and not on one another', () => {
    for (const [name, sheet] of Object.entries(labelSheets)) expect(isPossibleSheet(sheet), name).toBe(true)
    const usual = labelSheets['Avery L7160']
    expect(usual && isPossibleSheet({ ...usual, columns: 4 })).toBe(false)
    expect(usual && isPossibleSheet({ ...usual, pitchY: 20 })).toBe(false)
  })

  it('begin behind those that are gone, and name who has no address', async () => {
    const db = testDatabase()
    for (let n = 0; n < 22; n++)
      await made(db, { givenName: `P${n}`, addresses: [{ street: `${n} Road`, city: 'Leeds' }] })
    await made(db, { givenName: 'Nowhere' })
    const { document, records, without } = await compose(db, { kind: 'labels', skip: 20 })
    expect(document.html.match(/<section/g)).toHaveLength(2)
    expect(document.html).toMatch(
      /^<section class="labels"><div class="label" data-size="\w+" style="left:139.33mm;top:243.75mm/,
    )
    expect({ records, without: without.map(({ name }) => name) }).toEqual({
      records: 22,
      without: ['Nowhere'],
    })
  })

  it('take the address of the company where a person has none', async () => {
    const db = testDatabase()
    const company = await db.call('record.create', {
      entity: 'company',
      data: { name: 'Acme', addresses: [{ street: '9 Dock Road', city: 'Leeds', country: 'GB' }] },
    })
    await made(db, { givenName: 'Ann', companyId: company.id })
    const { document } = await compose(db, { kind: 'envelopes', envelope: 'C5' })
    expect(document.html).toMatch(/Ann.*Acme.*9 Dock Road/)
    expect(document.page).toMatchObject({ width: 229, height: 162 })
  })

  it('keep the digits of a foreign address, which its own post must read', async () => {
    const db = testDatabase()
    await made(db, { givenName: 'Ann', addresses: [{ street: '12 Road', postalCode: 'LS1', country: 'GB' }] })
    await made(db, { givenName: 'رضا', addresses: [{ street: 'خیابان 12', country: 'IR' }] })
    const { document } = await compose(db, { kind: 'labels', reader: persian })
    expect(document.html).toContain('12 Road')
    expect(document.html).toContain('خیابان ۱۲')
  })
})

describe('the address book', () => {
  it('stands in the order of names, under their letters', async () => {
    const db = testDatabase()
    for (const [givenName, familyName] of [
      ['Zoe', 'Adams'],
      ['Ann', 'Brown'],
      ['เก่ง', 'ดี'],
      ['อนันต์', 'ดี'],
      ['رضا', 'کریمی'],
    ])
      await made(db, { givenName, familyName })
    const { document } = await compose(db, { kind: 'addressBook' })
    const letters = [...document.html.matchAll(/class="letter"><th[^>]*><bdi>(.)<\/bdi>/gu)].map(
      (match) => match[1],
    )
    expect(letters).toEqual(['A', 'B', 'ก', 'อ', 'ک'].sort((a, b) => letters.indexOf(a) - letters.indexOf(b)))
    expect(new Set(letters).size).toBe(5)
    expect([letterOf('เก่ง'), letterOf('Élan'), letterOf('3M'), letterOf('كريمي'), letterOf('')]).toEqual([
      'ก',
      'E',
      '#',
      'ک',
      '#',
    ])
  })
})

it('what is private is not printed for others, and in numbers only for who may export', async () => {
  const db = testDatabase()
  lock(db)
  const ann = await person(db, 'Ann', 'manager')
  const looker = await person(db, 'Bea', 'browse')
  const secret = await ann.call('record.create', {
    entity: 'contact',
    data: { givenName: 'Quartz', private: true },
  })
  const open = await ann.call('record.create', { entity: 'contact', data: { givenName: 'Open' } })
  await ann.call('record.create', { entity: 'contact', data: { givenName: 'Other' } })
  const input = { kind: 'list', entity: 'contact', reader: thai } as const
  await expect(looker.call('print.compose', { ...input, target: everybody })).rejects.toMatchObject({
    record: { code: 'Denied' },
  })
  const one = await looker.call('print.compose', {
    ...input,
    kind: 'record',
    target: { ids: [open.id, secret.id] },
  })
  expect(one.records).toBe(1)
  expect(one.document.html).not.toContain('Quartz')
})

it('the page is the shell with the document in it, whatever the document holds', () => {
  const shell =
    '<!doctype html><html lang="en"><head><title>x</title></head><body><main></main></body></html>'
  const page = { width: 210, height: 297, margin: [15, 15, 15, 15] as [number, number, number, number] }
  const html = pageHtml(
    shell,
    {
      title: '</title><b>$&',
      lang: 'fa',
      html: "$' $& <p>x</p>",
      page,
      footer: { text: '{n}/{total}', digits: 'arabext' },
    },
    12,
  )
  expect(html).toContain("<main>$' $& <p>x</p></main>")
  expect(html).toContain('dir="rtl"')
  expect(html).not.toContain('</title><b>')
  expect(html).toContain('<div>۱۲/۱۲</div>')
})
