/** One way to call each procedure of leads, quotes and forecast. */
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { anOpportunity } from './opportunities.ts'

const aLead = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Mali', leadStatus: 'new', leadSource: 'Website' },
    })
  ).id

export async function aQuote(db: TestDatabase, data: Record<string, unknown> = {}): Promise<string> {
  const opportunityId = await anOpportunity(db)
  const made = await db.call('quote.save', {
    data: { currency: 'THB', opportunityId, ...data },
    lines: [{ name: 'Pump', quantity: 2, unitPrice: 100.5, taxRate: 7 }],
  })
  return made.id
}

const anAccount = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'mailAccount',
      data: { name: 'Office', address: 'a@example.com', host: 'localhost', port: 25, security: 'none' },
    })
  ).id

const terms = { currency: 'THB' } as const
const lines = [{ name: 'Pump', quantity: 3, unitPrice: 9.99, taxRate: 7 }]

export const salesExamples = {
  'lead.setStatus': async (db) => ({
    entity: 'contact',
    id: await aLead(db),
    status: 'working',
    note: 'Called',
  }),
  'lead.convert': async (db) => ({ entity: 'contact', id: await aLead(db), company: 'Siam' }),
  'lead.sources': async (db) => {
    await aLead(db)
    return {}
  },
  'lead.counts': async () => ({}),
  'quote.get': async (db) => ({ id: await aQuote(db) }),
  'quote.reckon': async () => ({ terms, lines }),
  'quote.save': async (db) => ({ data: { ...terms, opportunityId: await anOpportunity(db) }, lines }),
  'quote.revise': async (db) => ({ id: await aQuote(db) }),
  'quote.markSent': async (db) => ({ id: await aQuote(db), on: '2026-11-20' }),
  'quote.decide': async (db) => ({ id: await aQuote(db), status: 'accepted' }),
  'quote.compose': async (db) => ({ id: await aQuote(db, { language: 'th' }) }),
  'quoteLayout.fields': async () => ({ language: 'fa' }),
  'quoteLayout.save': async (db) => {
    await db.call('quoteLayout.save', { name: 'Old', language: 'th', standard: true, layout: {} })
    return {
      name: 'New',
      language: 'th',
      standard: true,
      layout: { colour: '#0a5c36', before: '<p>{{ quote.number }}</p>' },
    }
  },
  'quoteLayout.preview': async (db) => ({
    layout: { before: '<p>Dear {{ customer.person }}</p>', columns: ['code', 'unit'] },
    language: 'en',
    quote: await aQuote(db, { language: 'en' }),
  }),
  'quote.send': async (db) => ({
    id: await aQuote(db),
    account: await anAccount(db),
    to: 'ann@example.com',
    subject: 'Our quote',
    html: '<p>Here it is</p>',
    pdf: Buffer.from('%PDF-1.4 nothing').toString('base64'),
  }),
  'quote.of': async (db) => {
    const id = await aQuote(db)
    const { record } = await db.call('quote.get', { id })
    return { entity: 'opportunity', id: String(record.opportunityId) }
  },
  'forecast.get': async (db) => {
    await anOpportunity(db, { closeDate: '2026-12-05' })
    return { from: '2026-11-22', by: 'owner', periods: 3 }
  },
  'quota.set': async () => ({
    start: '2026-12-01',
    end: '2026-12-31',
    amount: { minor: 1_000_000, currency: 'THB' },
  }),
} satisfies Partial<Examples>
