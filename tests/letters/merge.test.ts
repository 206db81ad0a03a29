/** The template language and mail merge: what is written, what is refused, what is said before anything is made. */
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Input } from '#db/shared/contract.ts'
import { type Reader, readerOf } from '#db/shared/reader.ts'
import { codeOf } from '#db/templates/liquid.ts'
import { plainText, sanitize } from '#db/templates/sanitize.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

const english = readerOf('en', 'UTC')
const thai = readerOf('th', 'Asia/Bangkok')
const persian = readerOf('fa', 'Asia/Tehran')

const made = async (db: TestDatabase, data: Record<string, unknown>, entity = 'contact'): Promise<string> =>
  (await db.call('record.create', { entity, data })).id

const preview = async (db: TestDatabase, id: string, body: string, reader: Reader = english, subject = '') =>
  db.call('letter.preview', { source: { draft: { about: 'contact', subject, body } }, id, reader })

const everybody: Input<'letter.check'>['target'] = { filter: { and: [] } }

describe('what a letter says', () => {
  it('is in the words, dates and digits of its reader', async () => {
    const db = testDatabase()
    const company = await made(db, { name: 'บริษัท สยาม จำกัด' }, 'company')
    await db.call('settings.set', { scope: 'database', key: 'business.name', value: 'Siam Trading' })
    const id = await made(db, {
      honorific: 'คุณ',
      givenName: 'สมชาย',
      familyName: 'ใจดี',
      companyId: company,
      birthday: '1980-05-01',
    })
    const body =
      '<p>{{ contact.dear }}</p><p>{{ contact.fullName }} · {{ company.name }} · {{ business.name }} · {{ today }} · {{ contact.birthday }}</p>'
    const { html, missing } = await preview(db, id, body, thai)
    expect(html).toBe(
      '<p>เรียน คุณสมชาย</p><p>คุณสมชาย ใจดี · บริษัท สยาม จำกัด · Siam Trading · 22 พฤศจิกายน 2569 · 1 พฤษภาคม 1980</p>',
    )
    expect(missing).toEqual([])
    expect(
      (await preview(db, id, '{{ today }} {{ contact.raw.createdAt | date: "short" }}', persian)).text,
    ).toBe('۱ آذر ۱۴۰۵ ۱۴۰۵/۰۹/۰۱ ۰۷:۳۰')
  })

  it('knows conditions and loops over what is around a record, and fields of one’s own', async () => {
    const db = testDatabase()
    const field = await made(db, { entity: 'contact', label: 'Customer number', kind: 'text' }, 'customField')
    const id = await made(db, { givenName: 'Ann', tags: ['vip'], [`custom.${field}`]: 'C-7' })
    for (const body of ['first', 'second']) await made(db, { body, contactId: id }, 'note')
    const body = `<p>{% if contact.tags contains &quot;vip&quot; %}VIP{% else %}no{% endif %} {{ contact.fields["Customer number"] }}</p>
<ul><li><p>{% for note in contact.related.note %}</p></li><li><p>{{ forloop.index }}. {{ note.body }}</p></li><li><p>{% endfor %}</p></li></ul>`
    const { html } = await preview(db, id, body)
    expect(html).toContain('<p>VIP C-7</p>')
    expect(html.match(/<li>/g)).toHaveLength(2)
    expect(html).toMatch(/1\. second.*2\. first/s)
  })

  it('never carries markup of a record, whatever the record holds', async () => {
    const db = testDatabase()
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const id = await made(db, {
          givenName: `<script>${text}</script><img src=x onerror=y>`,
          jobTitle: '{{ contact.name }}{% for x in (1..9) %}',
        })
        const { html, subject } = await preview(
          db,
          id,
          '<p>{{ contact.givenName }} {{ contact.jobTitle }}</p>',
          english,
          '{{ contact.givenName }}',
        )
        expect(html).not.toMatch(/<(script|img)/i)
        expect(html).toContain('{{ contact.name }}{% for x in (1..9) %}')
        expect(subject).not.toContain('\n')
      }),
      { numRuns: 25 },
    )
  })
})

describe('what is refused', () => {
  const refused = (body: string) => {
    const db = testDatabase()
    return made(db, { givenName: 'Ann' }).then((id) =>
      preview(db, id, body).then(
        () => undefined,
        (error: unknown) => Reflect.get(Object(error), 'record'),
      ),
    )
  }
  it.each([
    [
      'an endless loop',
      '{% for a in (1..100000) %}{% for b in (1..100000) %}{% for c in (1..100000) %}x{% endfor %}{% endfor %}{% endfor %}',
      'template.tooLong',
    ],
    [
      'a text that grows without end',
      '{% assign s = "xxxxxxxxxx" %}{% for a in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
      'template.tooLong',
    ],
    ['a huge list', '{% for a in (1..999999999) %}{% endfor %}', 'template.tooLong'],
    ['a tag left open', '{% if contact.name %}x', 'template.syntax'],
    ['another file', '{% include "/etc/passwd" %}', 'template.syntax'],
    ['another file, rendered', '{% render "x" %}', 'template.syntax'],
    ['a filter nobody knows', '{{ contact.name | sendMail }}', 'template.filter'],
  ])('%s', async (_what, body, reason) => {
    expect(await refused(body)).toMatchObject({ code: 'Invalid', reason })
  })

  it('reaching for what objects inherit', async () => {
    const db = testDatabase()
    const id = await made(db, { givenName: 'Ann' })
    const { text } = await preview(
      db,
      id,
      '[{{ contact.constructor.name }}{{ contact.__proto__ }}{{ contact.toString }}]',
    )
    expect(text).toBe('[]')
  })

  it('a field that does not exist is named, at once', async () => {
    const db = testDatabase()
    const { problems } = await db.call('template.check', {
      about: 'contact',
      body: '{{ contact.nope }} {% if company.neither %}{% endif %} {{ contact.related.note | size }}{{ contact.raw.birthday }}',
    })
    expect(problems.map(({ code, detail }) => [code, detail])).toEqual([
      ['unknownField', 'contact.nope'],
      ['unknownField', 'company.neither'],
    ])
    expect(
      (await db.call('template.check', { about: 'contact', body: '<p>{{ contact.name }}' })).problems,
    ).toEqual([])
  })
})

describe('mail merge', () => {
  it('says who lacks what before anything is made, and who cannot be written to', async () => {
    const db = testDatabase()
    const full = await made(db, { givenName: 'Ann', jobTitle: 'Buyer', emails: ['ann@example.com'] })
    const bare = await made(db, { givenName: 'Bob' })
    const source = {
      draft: {
        about: 'contact' as const,
        subject: 'Hi',
        body: '{{ contact.jobTitle }} {{ contact.city | default: "there" }}',
      },
    }
    const report = await db.call('letter.check', { source, target: everybody, reader: english })
    expect(report.records).toBe(2)
    expect(report.missing).toEqual([{ id: bare, name: 'Bob', fields: ['contact.jobTitle'] }])
    expect(report.noEmail.map(({ id }) => id)).toEqual([bare])
    const account = await made(
      db,
      { name: 'O', address: 'o@example.com', host: 'h', port: 25, security: 'none' },
      'mailAccount',
    )
    const sent = await db.call('letter.send', { source, target: everybody, reader: english, account })
    expect(sent).toMatchObject({ queued: 1, skipped: 1 })
    const { rows } = await db.call('record.list', { entity: 'mailMessage' })
    expect(rows.map(({ recipient, contactId }) => [recipient, contactId])).toEqual([
      ['ann@example.com', full],
    ])
    await db.call('operation.undo', { operation: sent.operation ?? '' })
    expect((await db.call('record.list', { entity: 'mailMessage', count: true })).total).toBe(0)
  })

  it('sends the same files to everybody, kept once; refused together when they are too large', async () => {
    const db = testDatabase()
    for (const name of ['ann', 'bob']) await made(db, { givenName: name, emails: [`${name}@example.com`] })
    const account = await made(
      db,
      { name: 'O', address: 'o@example.com', host: 'h', port: 25, security: 'none' },
      'mailAccount',
    )
    const folder = temporaryFolder()
    const [price, huge] = [join(folder, 'ราคา.pdf'), join(folder, 'huge.bin')]
    writeFileSync(price, '%PDF-1.4 prices')
    writeFileSync(huge, '')
    truncateSync(huge, 50 * 1024 * 1024)
    const input = {
      source: { draft: { about: 'contact' as const, subject: 'Hi', body: '<p>See the file</p>' } },
      target: everybody,
      reader: english,
      account,
    }
    await expect(db.call('letter.send', { ...input, files: [price, huge] })).rejects.toMatchObject({
      record: { reason: 'attachmentsTooLarge' },
    })
    expect((await db.call('record.list', { entity: 'mailMessage', count: true })).total).toBe(0)
    expect(await db.call('letter.send', { ...input, files: [price] })).toMatchObject({ queued: 2 })
    const { rows } = await db.call('record.list', { entity: 'mailMessage' })
    const attached = rows.map(({ attachments }) => attachments)
    expect(attached[0]).toEqual([expect.objectContaining({ name: 'ราคา.pdf', size: 15 })])
    expect(attached[1]).toEqual(attached[0])
  })

  it('puts each on a label of a sheet', async () => {
    const db = testDatabase()
    for (let n = 0; n < 25; n++) await made(db, { givenName: `P${n}` })
    const template = await made(
      db,
      {
        name: 'Badge',
        kind: 'label',
        about: 'contact',
        body: '<p>{{ contact.givenName }}</p><p>Visitor</p>',
      },
      'template',
    )
    const input = { source: { template }, target: everybody, reader: english, sheet: 'Avery L7160', skip: 2 }
    const { document, records } = await db.call('letter.compose', input)
    expect(records).toBe(25)
    expect(document.html.match(/<section class="labels">/g)).toHaveLength(2)
    expect(document.html).toMatch(
      /^<section class="labels"><div class="label" data-size="\w+" style="left:139.33mm;top:15.15mm/,
    )
    expect(document.html).toContain('<p>P7</p><p>Visitor</p>')
    expect(document.page.margin).toEqual([0, 0, 0, 0])
    await expect(
      db.call('letter.compose', {
        ...input,
        sheet: {
          paper: 'A4',
          columns: 9,
          rows: 1,
          width: 90,
          height: 20,
          marginTop: 0,
          marginSide: 0,
          pitchX: 90,
          pitchY: 20,
        },
      }),
    ).rejects.toMatchObject({ record: { issues: [{ field: 'sheet', code: 'labelSheet' }] } })
  })

  it('makes a page for each, and a history entry for each in one operation', async () => {
    const db = testDatabase()
    for (let n = 0; n < 30; n++) await made(db, { givenName: `P${n}` })
    const template = await made(
      db,
      {
        name: 'Offer',
        kind: 'letter',
        about: 'contact',
        subject: 'Offer',
        body: '<p>Dear {{ contact.givenName }}</p>',
      },
      'template',
    )
    const input = { source: { template }, target: everybody, reader: english }
    const { document, records } = await db.call('letter.compose', input)
    expect(records).toBe(30)
    expect(document.html.match(/<section class="letter-page">/g)).toHaveLength(30)
    const recorded = await db.call('letter.record', input)
    const history = () => db.call('record.list', { entity: 'history', count: true })
    expect((await history()).total).toBe(30)
    await db.call('operation.undo', { operation: recorded.operation ?? '' })
    expect((await history()).total).toBe(0)
  })
})

describe('markup', () => {
  it.each([
    ['<img src="https://evil/x.png">', ''],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<p style="position:fixed;color:#f00">x</p>', '<p style="color:#f00">x</p>'],
    ['<style>p{}</style><svg onload=x></svg><iframe src=x></iframe>y', 'y'],
    ['<p onclick="x">a<!-- b --></p>', '<p>a</p>'],
    ['<a href="//evil/x">x</a>', '<a>x</a>'],
  ])('%s becomes harmless', (given, wanted) => {
    expect(sanitize(given).replace('<img />', '')).toBe(wanted)
  })

  it('stays harmless however it is broken, and says the same when cleaned again', () => {
    const parts = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      'script',
      'img',
      ' onerror=',
      'javascript:',
      '<p>',
      '</p>',
      '&lt;',
      '<svg',
      '<a href=',
      'x',
      '\u0000',
      '<!--',
      '-->',
      '<style>',
      '<math>',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 25 }), (all) => {
        const clean = sanitize(all.join(''))
        expect(clean).not.toMatch(/<(script|svg|style|iframe|math)|<[^>]*\son\w+\s*=|href="javascript/i)
        expect(plainText(sanitize(clean))).toBe(plainText(clean))
      }),
      { numRuns: 500 },
    )
  })

  it('becomes plain text with its lines, lists and links', () => {
    expect(
      plainText(
        '<p>Dear &amp; <b>Ann</b>,</p><ul><li><p>one</p></li><li>two</li></ul><p>see <a href="https://x.example/">here</a></p>',
      ),
    ).toBe('Dear & Ann,\n\n• one\n\n• two\nsee here (https://x.example/)')
    expect(codeOf('<p>{% if a &gt; 2 %}</p><p>b</p><p>{%&nbsp;endif %}</p>')).toBe(
      '{% if a > 2 %}<p>b</p>{% endif %}',
    )
  })
})
