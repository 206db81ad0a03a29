/** Quotes: numbers, lines, versions over a change of tax, what acceptance does; prices and leads. */
import { describe, expect, it } from 'vitest'
import { anOpportunity } from '../contract/examples/opportunities.ts'
import { aPriceList, aProduct } from '../contract/examples/products.ts'
import { aQuote } from '../contract/examples/sales.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { reasonOf } from '../helpers/reason.ts'

const opportunityOf = async (db: TestDatabase, quote: string) => {
  const { record } = await db.call('quote.get', { id: quote })
  return db.call('record.get', { entity: 'opportunity', id: String(record.opportunityId) })
}

describe('a quote', () => {
  it('is numbered by this copy, so that two laptops never give one number', async () => {
    const [one, two] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const numbers = []
    for (const db of [one, two])
      for (let n = 0; n < 3; n++) {
        const { record } = await db.call('quote.get', { id: await aQuote(db) })
        numbers.push(String(record.number))
      }
    expect(new Set(numbers).size).toBe(6)
    expect(numbers.every((number) => /^[2-9B-DF-HJ-NP-TV-Z]{4}-\d+$/.test(number))).toBe(true)
  })

  it('keeps its totals beside its lines, however those are written, and undo brings both back', async () => {
    const db = testDatabase()
    const id = await aQuote(db)
    const total = async () => (await db.call('record.get', { entity: 'quote', id })).total
    expect(await total()).toEqual({ minor: 21_507, currency: 'THB' })
    const { lines } = await db.call('quote.get', { id })
    const { operation } = await db.call('record.update', {
      entity: 'quoteLine',
      id: lines[0]?.id ?? '',
      data: { quantity: 0 },
    })
    expect(await total()).toEqual({ minor: 0, currency: 'THB' })
    await db.call('operation.undo', { operation: operation ?? '' })
    expect(await total()).toEqual({ minor: 21_507, currency: 'THB' })
    expect((await db.call('database.check', {})).findings).toEqual([])
  })

  it('takes customer, currency and lines from its opportunity, with the tax of the day', async () => {
    const db = testDatabase()
    await db.call('settings.set', { scope: 'database', key: 'defaultCountry', value: 'TH' })
    const { id: companyId } = await db.call('record.create', { entity: 'company', data: { name: 'Siam' } })
    const product = await aProduct(db, { taxRate: 0 })
    const opportunityId = await anOpportunity(db, { companyId, amount: null })
    await db.call('opportunity.setLines', {
      id: opportunityId,
      currency: 'THB',
      lines: [
        { productId: product, name: 'Pump', quantity: 2, unitPrice: 100 },
        { name: 'Work', quantity: 1.5, unitPrice: 200, discountPercent: 10 },
      ],
    })
    const { id } = await db.call('quote.save', { data: { opportunityId } })
    const { record, lines, totals } = await db.call('quote.get', { id })
    expect(record).toMatchObject({ companyId, currency: 'THB', status: 'draft', version: 1, language: 'th' })
    expect(lines.map(({ taxRate, discountValue }) => [taxRate, discountValue])).toEqual([
      [0, null],
      [7, 10],
    ])
    expect(totals).toMatchObject({ subtotal: 47_000, tax: 1890, total: 48_890 })
  })

  it('once sent, changes only by a new version, which has the tax of its own day', async () => {
    const db = testDatabase()
    await db.call('settings.set', { scope: 'database', key: 'defaultCountry', value: 'TH' })
    const id = await aQuote(db)
    await db.call('quote.markSent', { id })
    expect(await reasonOf(db.call('quote.save', { id, data: { subject: 'x' } }))).toBe('quoteNotDraft')
    await db.call('record.create', {
      entity: 'taxRate',
      data: { name: 'VAT', kind: 'vat', rate: 10, validFrom: '2026-12-01' },
    })
    db.sources.advance(20 * 86_400_000)
    const next = await db.call('quote.revise', { id })
    const [old, fresh] = [await db.call('quote.get', { id }), await db.call('quote.get', { id: next.id })]
    expect(old.record.status).toBe('replaced')
    expect(old.totals.taxes).toMatchObject([{ rate: '7', tax: 1407 }])
    expect(fresh.totals.taxes).toMatchObject([{ rate: '10', tax: 2010 }])
    expect(fresh.record).toMatchObject({ version: 2, firstId: id, issueDate: '2026-12-12' })
    expect(fresh.versions.map(({ version }) => version)).toEqual([1, 2])
  })

  it('accepted wins its opportunity with its amount; declined loses it only when told', async () => {
    const db = testDatabase()
    const id = await aQuote(db)
    await db.call('quote.decide', { id, status: 'accepted', on: '2026-11-25' })
    expect(await opportunityOf(db, id)).toMatchObject({
      status: 'won',
      closeDate: '2026-11-25',
      amount: { minor: 20_100, currency: 'THB' },
    })
    expect(await reasonOf(db.call('quote.decide', { id, status: 'declined' }))).toBe('quoteDecided')
    const other = await aQuote(db)
    await db.call('quote.decide', { id: other, status: 'declined' })
    expect(await opportunityOf(db, other)).toMatchObject({ status: 'open' })
    const third = await aQuote(db)
    const { reasons } = await db.call('opportunity.reasons', {})
    const reason = reasons.find(({ outcome }) => outcome === 'lost')?.id ?? ''
    await db.call('quote.decide', { id: third, status: 'declined', lose: true, reason })
    expect(await opportunityOf(db, third)).toMatchObject({ status: 'lost', reasonId: reason })
  })

  it('goes out with its pages, and undo of the sending takes the message back', async () => {
    const db = testDatabase()
    const id = await aQuote(db)
    const { id: account } = await db.call('record.create', {
      entity: 'mailAccount',
      data: { name: 'Office', address: 'a@example.com', host: 'localhost', port: 25, security: 'none' },
    })
    const mail = { id, account, to: 'b@example.com', subject: 'Quote', html: '<p>Hi</p>' }
    const base64 = (text: string): string => Buffer.from(text).toString('base64')
    expect(await reasonOf(db.call('quote.send', { ...mail, pdf: base64('no pages') }))).toMatchObject([
      { field: 'pdf' },
    ])
    await db.call('quote.send', { ...mail, pdf: base64('%PDF-1.4') })
    const sent = await db.call('record.list', { entity: 'mailMessage', limit: 5 })
    expect(sent.rows).toMatchObject([
      { subject: 'Quote', attachments: [{ mime: 'application/pdf', size: 8 }] },
    ])
    expect((await db.call('quote.get', { id })).record.status).toBe('sent')
  })

  it('keeps its prices when its price list is deleted', async () => {
    const db = testDatabase()
    const [product, priceList] = [await aProduct(db), await aPriceList(db)]
    await db.call('price.set', { product, priceList, amount: 1000.123456 })
    const offered = async () =>
      (await db.call('product.offered', { ids: [product], priceList, currency: 'THB', on: '2026-11-22' }))
        .products[0]
    expect(await offered()).toMatchObject({ unitPrice: '1000.123456', from: 'list' })
    const { id } = await db.call('quote.save', {
      data: { priceListId: priceList },
      lines: [{ productId: product, name: 'Pump', quantity: 3, unitPrice: 1000.123456 }],
    })
    await db.call('record.trash', { entity: 'priceList', id: priceList })
    expect((await db.call('quote.get', { id })).totals.subtotal).toBe(300_037)
    await db.call('quote.save', { id, data: { subject: 'Still there' } })
    expect(await offered()).toMatchObject({ unitPrice: '1250.00', from: 'product' })
  })

  it('refuses a currency nobody has, and sums nobody can pay', async () => {
    const db = testDatabase()
    expect(await reasonOf(db.call('quote.save', { data: { currency: 'XXQ' } }))).toMatchObject([
      { field: 'currency' },
    ])
    expect(
      await reasonOf(
        db.call('quote.save', { data: { currency: 'IRR' }, lines: [{ quantity: 1e15, unitPrice: 1e15 }] }),
      ),
    ).toBe('amountTooLarge')
  })

  it.each(['en', 'th', 'fa'] as const)('is laid out in %s with the amount in words', async (language) => {
    const db = testDatabase()
    await db.call('settings.set', { scope: 'database', key: 'business.name', value: 'Acme <b>&' })
    const id = await aQuote(db, { language, terms: '<script>alert(1)</script>' })
    const { document } = await db.call('quote.compose', { id })
    expect(document.lang).toBe(language)
    expect(document.html).not.toContain('<script>')
    expect(document.html).toContain('Acme &lt;b&gt;&amp;')
    const words = { en: 'Two hundred fifteen baht', th: 'สองร้อยสิบห้าบาทเจ็ดสตางค์', fa: 'دویست و پانزده بات' }
    expect(document.html).toContain(words[language])
  })
})

describe('leads', () => {
  it('become an opportunity without losing a word, and their sources are counted', async () => {
    const db = testDatabase()
    const { id } = await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Mali', leadStatus: 'new', leadSource: 'Fair', jobTitle: 'Buyer', tags: ['vip'] },
    })
    await db.call('record.create', { entity: 'note', data: { body: 'Likes blue', contactId: id } })
    const before = await db.call('record.get', { entity: 'contact', id })
    const made = await db.call('lead.convert', {
      entity: 'contact',
      id,
      company: 'Siam',
      data: { nextStep: 'Call' },
    })
    const deal = await db.call('record.get', { entity: 'opportunity', id: made.opportunity })
    expect(deal).toMatchObject({
      name: 'Siam',
      contactId: id,
      companyId: made.company,
      leadContactId: id,
      source: 'Fair',
      nextStep: 'Call',
    })
    const { leadStatus, companyId, ...after } = await db.call('record.get', { entity: 'contact', id })
    expect([leadStatus, companyId]).toEqual(['converted', made.company])
    expect(after).toMatchObject({
      givenName: before.givenName,
      jobTitle: 'Buyer',
      tags: ['vip'],
      leadSource: 'Fair',
    })
    expect(await reasonOf(db.call('lead.convert', { entity: 'contact', id }))).toBe('leadConverted')
    await db.call('opportunity.close', {
      id: made.opportunity,
      status: 'won',
      amount: { minor: 500, currency: 'THB' },
    })
    expect((await db.call('lead.sources', { currency: 'THB' })).sources).toMatchObject([
      {
        source: 'Fair',
        leads: 1,
        qualified: 1,
        converted: 1,
        opportunities: 1,
        won: 1,
        amount: { minor: 500 },
      },
    ])
    await db.call('operation.undo', { operation: made.operation ?? '' })
    expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({
      leadStatus: 'new',
      companyId: null,
    })
  })
})
