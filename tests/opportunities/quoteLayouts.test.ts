/** Templates of quotes: which one a quote takes, what it makes of the pages, and what it refuses. */
import { describe, expect, it } from 'vitest'
import { builtInLayout, inkOn, type QuoteLayout } from '#db/shared/quoteLayouts.ts'
import { aProduct } from '../contract/examples/products.ts'
import { aQuote } from '../contract/examples/sales.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'
import { reasonOf } from '../helpers/reason.ts'

const made = async (
  db: TestDatabase,
  name: string,
  layout: Partial<QuoteLayout>,
  more: { language?: 'en' | 'th' | 'fa'; standard?: boolean } = {},
): Promise<string> =>
  (await db.call('quoteLayout.save', { name, layout: { ...builtInLayout, ...layout }, ...more })).id
const htmlOf = async (db: TestDatabase, id: string, layout?: string | null): Promise<string> =>
  (await db.call('quote.compose', { id, ...(layout !== undefined && { layout }) })).document.html

describe('the template a quote takes', () => {
  it('is the one chosen on it, else the standard of its language, else that of any language, else the built-in one', async () => {
    const db = testDatabase()
    const id = await aQuote(db, { language: 'th' })
    const plain = await htmlOf(db, id)
    expect(plain).not.toContain('--quote-colour')
    await made(db, 'All', { title: 'Offer to all' }, { standard: true })
    expect(await htmlOf(db, id)).toContain('Offer to all')
    const thai = await made(db, 'Thai', { title: 'ข้อเสนอ' }, { language: 'th', standard: true })
    expect(await htmlOf(db, id)).toContain('ข้อเสนอ')
    const own = await made(db, 'Own', { title: 'Proforma' }, { language: 'en' })
    await db.call('quote.save', { id, data: { layoutId: own } })
    expect(await htmlOf(db, id)).toContain('Proforma')
    expect(await htmlOf(db, id, thai)).toContain('ข้อเสนอ')
    expect(await htmlOf(db, id, null)).toBe(plain)
    // One that is gone leaves its quotes with the standard one.
    await db.call('record.trash', { entity: 'quoteLayout', id: own })
    expect(await htmlOf(db, id)).toContain('ข้อเสนอ')
    const { id: next } = await db.call('quote.save', { data: { language: 'fa' } })
    expect(await htmlOf(db, next)).toContain('Offer to all')
  })

  it('stays chosen in a new version, also of a quote that was sent', async () => {
    const db = testDatabase()
    const id = await aQuote(db, { language: 'en' })
    const layout = await made(db, 'Own', { title: 'Proforma' })
    await db.call('quote.markSent', { id })
    await db.call('record.update', { entity: 'quote', id, data: { layoutId: layout } })
    const { id: next } = await db.call('quote.revise', { id })
    expect(await htmlOf(db, next)).toContain('Proforma')
  })

  it('is the standard one of its language alone, and undo gives the place back', async () => {
    const db = testDatabase()
    const first = await made(db, 'First', {}, { language: 'th', standard: true })
    const { operation } = await db.call('quoteLayout.save', {
      name: 'Second',
      language: 'th',
      standard: true,
      layout: {},
    })
    await made(db, 'Third', {}, { language: 'fa', standard: true })
    const standards = async () =>
      (await db.call('record.list', { entity: 'quoteLayout', sort: ['name'] })).rows
        .filter(({ standard }) => standard === true)
        .map(({ name }) => name)
    expect(await standards()).toEqual(['Second', 'Third'])
    await db.call('operation.undo', { operation: operation ?? '' })
    expect(await standards()).toEqual(['First', 'Third'])
    expect((await db.call('record.get', { entity: 'quoteLayout', id: first })).standard).toBe(true)
  })
})

describe('what a template makes of the pages', () => {
  it('columns, parts, colour, texts with fields, a footer', async () => {
    const db = testDatabase()
    for (const [key, value] of [
      ['business.name', 'Acme & Sons'],
      ['business.bankName', 'First Bank'],
      ['business.bankAccount', '123-4-56789-0'],
      ['business.logo', 'data:image/png;base64,iVBORw0KGgo='],
    ] as const)
      await db.call('settings.set', { scope: 'database', key, value })
    const productId = await aProduct(db, { code: 'P-77', name: 'Pump' })
    const { id } = await db.call('quote.save', {
      data: { language: 'en', currency: 'THB' },
      lines: [{ productId, name: 'Pump', unit: 'set', quantity: 2, unitPrice: 100, taxRate: 7 }],
    })
    const { record } = await db.call('quote.get', { id })
    const built = await htmlOf(db, id)
    expect(built).toContain('quote-logo')
    expect(built).toContain('2</bdi> <bdi>set')
    expect(built).not.toContain('P-77')
    expect(built).not.toContain('First Bank')
    const layout = await made(db, 'Own', {
      colour: '#0a5c36',
      style: 'band',
      columns: ['code', 'unit'],
      parts: ['bank'],
      before: '<p>Quote {{ quote.number }} of <b>{{ business.name }}</b></p><script>alert(1)</script>',
      after: '<p>{% if quote.total %}Total {{ quote.total }}{% endif %}</p>',
      footer: '{{ business.name }}',
    })
    const { document } = await db.call('quote.compose', { id, layout })
    const { html, footer } = document
    expect(html).toContain('data-style="band" style="--quote-colour:#0a5c36;--quote-ink:#ffffff"')
    expect(html).toContain('P-77')
    expect(html).toContain('<td><bdi>set</bdi></td>')
    expect(html).toContain('First Bank')
    expect(html).toContain(`Quote ${String(record.number)} of <b>Acme &amp; Sons</b>`)
    expect(html).toMatch(/Total [^<]*214/)
    expect(html).not.toMatch(/script|quote-logo|quote-sign|quote-words|Unit price/)
    expect(footer?.text).toMatch(/^Acme & Sons · Page \{n\} of \{total\}$/)
  })

  it('shows an example in each language while there is no quote', async () => {
    const db = testDatabase()
    for (const language of ['en', 'th', 'fa'] as const) {
      const { document } = await db.call('quoteLayout.preview', {
        language,
        layout: { ...builtInLayout, columns: ['number', 'code', 'quantity', 'unitPrice', 'discount', 'tax'] },
      })
      expect(document.lang).toBe(language)
      expect(document.html).toContain('A-100')
      expect(document.html).not.toContain('quoteLayout.')
      const { fields } = await db.call('quoteLayout.fields', { language })
      expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length)
      const all = fields.map(({ path, label }) => {
        expect(label, path).not.toMatch(/undefined|\w\.\w/)
        return `<p>{{ ${path} }}</p>`
      })
      await db.call('quoteLayout.preview', { language, layout: { before: all.join('') } })
    }
  })

  it('keeps what this program does not know of it out of the pages', async () => {
    const db = testDatabase()
    const id = await aQuote(db, { language: 'en' })
    const { id: layout } = await db.call('record.create', {
      entity: 'quoteLayout',
      data: { name: 'From elsewhere', columns: ['number', 'picture'], parts: ['stamp'], colour: 'url(x)' },
    })
    const html = await htmlOf(db, id, layout)
    expect(html).not.toMatch(/picture|stamp|url\(/)
  })
})

describe('what is refused', () => {
  it('texts that cannot be read, and templates of whoever does not configure', async () => {
    const db = testDatabase()
    expect(await reasonOf(made(db, 'Bad', { before: '<p>{{ quote.number </p>' }))).toMatch(/^template\./)
    expect(await reasonOf(made(db, 'Bad', { footer: '{{ quote.number | nonsense }}' }))).toMatch(
      /^template\./,
    )
    expect((await db.call('record.list', { entity: 'quoteLayout' })).rows).toEqual([])
    lock(db)
    const ann = await person(db, 'Ann', 'manager')
    expect(await reasonOf(ann.call('quoteLayout.save', { name: 'Hers', layout: {} }))).toBe('adminOnly')
    const { document } = await ann.call('quoteLayout.preview', { language: 'en', layout: {} })
    expect(document.html).toContain('quote-lines')
  })

  it('nothing at all: any colour can be read on', () => {
    expect([inkOn('#ffffff'), inkOn('#ffdd00'), inkOn('#0a5c36'), inkOn('#000000')]).toEqual([
      '#000000',
      '#000000',
      '#ffffff',
      '#ffffff',
    ])
  })
})
