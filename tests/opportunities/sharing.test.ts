/** Sales on two laptops that were apart, and out of a file and back: nothing lost, nothing twice, the same sums on both. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyRemote } from '#db/core/applyRemote.ts'
import { checkDatabase } from '#db/core/check.ts'
import { outbox } from '#db/core/outbox.ts'
import { salesEntities } from '#db/demo/rows.ts'
import { labelOf } from '#db/domains/transfer/labels.ts'
import { quoteTotals } from '#db/shared/quoteTotals.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { anOpportunity, stagesOf } from '../contract/examples/opportunities.ts'
import { aPriceList, aProduct } from '../contract/examples/products.ts'
import { aQuote } from '../contract/examples/sales.ts'
import { comparables, importInto, records } from '../db/import.support.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'
import { reasonOf } from '../helpers/reason.ts'

const domains = ['opportunities', 'products', 'quotes', 'forecast']
/** What the demo makes of them. */
const sold = salesEntities.filter((name) => domains.includes(entityNamed(name).domain))

/** What `from` knows goes to `to`, as sharing would carry it. */
function tell(from: TestDatabase, to: TestDatabase): void {
  for (const tx of structuredClone(outbox(from.conn))) applyRemote(to.conn, tx)
}
function meet(a: TestDatabase, b: TestDatabase): void {
  tell(a, b)
  tell(b, a)
}
const two = (): [TestDatabase, TestDatabase] => [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
const sound = (db: TestDatabase): void =>
  expect(checkDatabase(db.conn, { rebuild: false })).toMatchObject({ ok: true })
describe('two laptops', () => {
  it('tell each other everything about sales, and cause nothing a second time', async () => {
    const [a, b] = two()
    await a.call('demo.create', { contacts: 150, seed: 3 })
    tell(a, b)
    for (const entity of sold) {
      const there = await comparables(b, entity)
      expect(there.length, entity).toBeGreaterThan(0)
      expect(there, entity).toEqual(await comparables(a, entity))
    }
    const board = (db: TestDatabase) => db.call('opportunity.board', { currency: 'THB' })
    const [here, there] = [await board(a), await board(b)]
    expect(there.columns).toEqual(here.columns)
    sound(b)
  })

  it('number quotes offline without ever giving one number twice, also of versions', async () => {
    const [a, b] = two()
    const first = await aQuote(a)
    await a.call('quote.markSent', { id: first })
    tell(a, b)
    for (const db of [a, b]) {
      for (let n = 0; n < 4; n++) await aQuote(db)
      await db.call('quote.revise', { id: first })
    }
    meet(a, b)
    for (const db of [a, b]) {
      const quotes = await records(db, 'quote')
      expect(quotes).toHaveLength(11)
      expect(new Set(quotes.map(({ number }) => number)).size).toBe(11)
      const { versions } = await db.call('quote.get', { id: first })
      expect(versions.map(({ version }) => version)).toEqual([1, 2, 2])
      sound(db)
    }
  })

  it('agree on totals and amounts whatever lines each of them wrote, changed or removed: those of all lines there are', async () => {
    const quantities = fc.constantFrom(0, -2, 1.5, 1e6, 0.000001, 3)
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.boolean(),
            what: fc.constantFrom('add', 'add', 'change', 'remove', 'undo', 'meet'),
            pick: fc.nat(20),
            quantity: quantities,
            unitPrice: fc.constantFrom(0, 0.335, 12_345.5),
            discountPercent: fc.constantFrom(null, 7.5, 100),
          }),
          { maxLength: 8 },
        ),
        async (steps) => {
          const [a, b] = two()
          const quoteId = await aQuote(a)
          const opportunityId = await anOpportunity(a, { amount: null })
          await a.call('opportunity.setLines', {
            id: opportunityId,
            currency: 'KWD',
            lines: [{ name: 'First', quantity: 1, unitPrice: 1.0005 }],
          })
          tell(a, b)
          for (const { at, what, pick, quantity, unitPrice, discountPercent } of steps) {
            const db = at ? a : b
            const lines = await records(db, 'opportunityLine')
            const id = lines.length > 0 ? String(lines[pick % lines.length]?.id) : undefined
            if (what === 'meet') meet(a, b)
            else if (what === 'add') {
              await db.call('record.create', {
                entity: 'quoteLine',
                data: { quoteId, name: 'x', quantity, unitPrice, taxRate: 7 },
              })
              await db.call('record.create', {
                entity: 'opportunityLine',
                data: { opportunityId, name: 'x', quantity, unitPrice, discountPercent },
              })
            } else if (id !== undefined && what === 'change')
              await db.call('record.update', { entity: 'opportunityLine', id, data: { quantity } })
            else if (id !== undefined) {
              const { operation } = await db.call('record.trash', { entity: 'opportunityLine', id })
              if (what === 'undo' && operation) await db.call('operation.undo', { operation })
            }
          }
          meet(a, b)
          meet(a, b)
          const total = async (db: TestDatabase) =>
            (await db.call('record.get', { entity: 'quote', id: quoteId })).total
          expect(await total(b)).toEqual(await total(a))
          expect((await a.call('quote.get', { id: quoteId })).totals.total).toBe(
            Number(Object(await total(b)).minor),
          )
          for (const db of [a, b]) {
            const all = await records(db, 'opportunityLine')
            const { subtotal } = quoteTotals(
              all.map((line) => ({
                quantity: Number(line.quantity),
                unitPrice: Number(line.unitPrice),
                discountKind: typeof line.discountPercent === 'number' ? 'percent' : null,
                discountValue: typeof line.discountPercent === 'number' ? line.discountPercent : null,
                taxRate: null,
              })),
              {
                currency: 'KWD',
                taxIncluded: false,
                rounding: 'halfUp',
                discountKind: null,
                discountValue: null,
                withholdingRate: null,
              },
            )
            const { amount } = await db.call('record.get', { entity: 'opportunity', id: opportunityId })
            expect(amount).toEqual({ minor: subtotal, currency: 'KWD' })
            sound(db)
          }
        },
      ),
      { numRuns: 12, seed: 6 },
    )
  })

  it('an amount by hand stays what was typed, whatever lines the other laptop adds', async () => {
    const [a, b] = two()
    const id = await anOpportunity(a, { amount: null })
    await a.call('opportunity.setLines', { id, currency: 'THB', lines: [{ quantity: 1, unitPrice: 10 }] })
    tell(a, b)
    await b.call('record.create', {
      entity: 'opportunityLine',
      data: { opportunityId: id, quantity: 1, unitPrice: 5 },
    })
    b.sources.advance(1_000)
    a.sources.advance(2_000)
    await a.call('record.update', {
      entity: 'opportunity',
      id,
      data: { amount: { minor: 7, currency: 'THB' } },
    })
    meet(a, b)
    for (const db of [a, b]) {
      expect(await db.call('record.get', { entity: 'opportunity', id })).toMatchObject({
        amount: { minor: 7, currency: 'THB' },
        amountFrom: 'hand',
      })
      sound(db)
    }
  })

  it('a stage deleted here while something enters it there: it is seen, and can be moved on', async () => {
    const [a, b] = two()
    const id = await anOpportunity(a)
    const { pipeline, stages } = await stagesOf(a)
    tell(a, b)
    await b.call('opportunity.move', { id, stage: stages[1] ?? '' })
    const { pipelines } = await a.call('pipeline.list', {})
    const kept = pipelines[0]?.stages.filter((stage) => stage.id !== stages[1]) ?? []
    await a.call('pipeline.save', {
      id: pipeline,
      name: 'Sales',
      stages: kept.map(({ id: stage, name, probability }) => ({ id: stage, name, probability })),
    })
    meet(a, b)
    for (const db of [a, b]) {
      const { columns, lanes } = await db.call('opportunity.board', {})
      expect(columns.find(({ stage }) => stage === 'none')?.count).toBe(1)
      expect(
        lanes.flatMap(({ cells }) => cells.flatMap(({ cards }) => cards.map((card) => card.id))),
      ).toEqual([id])
    }
    await a.call('opportunity.move', { id, stage: stages[0] ?? '' })
    meet(a, b)
    const { columns } = await b.call('opportunity.board', {})
    expect(columns.map(({ stage, count }) => [stage, count])).toEqual(
      [stages[0], stages[2], stages[3]].map((stage, at) => [stage, at === 0 ? 1 : 0]),
    )
  })

  it('moved to different stages by both: both show one of them, and both moves are in the history', async () => {
    const [a, b] = two()
    const id = await anOpportunity(a)
    const { stages } = await stagesOf(a)
    tell(a, b)
    await a.call('opportunity.move', { id, stage: stages[1] ?? '' })
    b.sources.advance(1_000)
    await b.call('opportunity.close', { id, status: 'won' })
    meet(a, b)
    const seen = async (db: TestDatabase) => {
      const { status, stageId, closedAt } = await db.call('record.get', { entity: 'opportunity', id })
      return { status, stageId, closedAt }
    }
    expect(await seen(a)).toEqual(await seen(b))
    for (const db of [a, b])
      expect(
        (await records(db, 'stageChange')).filter(({ opportunityId }) => opportunityId === id),
      ).toHaveLength(3)
  })

  it('a price list deleted here while quotes are made of it there: the quote keeps its prices', async () => {
    const [a, b] = two()
    const [product, priceList] = [await aProduct(a), await aPriceList(a)]
    await a.call('price.set', { product, priceList, amount: 99.5 })
    tell(a, b)
    await a.call('record.trash', { entity: 'priceList', id: priceList })
    const { id } = await b.call('quote.save', {
      data: { priceListId: priceList },
      lines: [{ productId: product, name: 'Pump', quantity: 2, unitPrice: 99.5 }],
    })
    meet(a, b)
    for (const db of [a, b]) expect((await db.call('quote.get', { id })).totals.subtotal).toBe(19_900)
    await a.call('quote.save', { id, data: { subject: 'Still open' } })
    sound(a)
  })

  it('a rate missing for a day: the total says what could not be added, on both', async () => {
    const [a, b] = two()
    await a.call('settings.set', { scope: 'database', key: 'defaultCurrency', value: 'THB' })
    const rate = (day: string, value: number) =>
      a.call('record.create', {
        entity: 'exchangeRate',
        data: { day, fromCurrency: 'USD', toCurrency: 'THB', rate: value },
      })
    await rate('2027-01-01', 36)
    await anOpportunity(a, { amount: { minor: 100, currency: 'USD' }, closeDate: '2026-12-01' })
    tell(a, b)
    for (const db of [a, b]) {
      const { columns } = await db.call('opportunity.board', { currency: 'THB' })
      expect(columns[0]?.total).toMatchObject({ minor: 0, missing: [{ currency: 'USD', minor: 100 }] })
      const { total } = await db.call('forecast.get', { from: '2026-12-01', periods: 1, currency: 'THB' })
      expect(total[0]?.pipeline.missing).toEqual([{ currency: 'USD', minor: 100 }])
    }
    await rate('2026-01-01', 30)
    tell(a, b)
    expect((await b.call('opportunity.board', { currency: 'THB' })).columns[0]?.total).toMatchObject({
      minor: 3000,
      missing: [],
    })
  })
})

describe('out of a file and back', () => {
  it.each(['en', 'th', 'fa'] as const)(
    'opportunities, products and leads, under labels in %s',
    async (lang) => {
      const [from, to] = two()
      // Stages and reasons are an administrator's to make; a file names them.
      const { id: there } = await to.call('record.create', { entity: 'opportunity', data: { name: 'First' } })
      await to.call('record.trash', { entity: 'opportunity', id: there })
      const { id: companyId } = await from.call('record.create', {
        entity: 'company',
        data: { name: 'شرکت آب' },
      })
      const { id: contactId } = await from.call('record.create', {
        entity: 'contact',
        data: {
          givenName: 'Mali',
          familyName: 'Suwan',
          companyId,
          leadStatus: 'qualified',
          leadSource: 'งานแสดงสินค้า',
        },
      })
      await aProduct(from, {
        code: 'P-1',
        price: { minor: 1_234_567, currency: 'KWD' },
        cost: { minor: 5, currency: 'IRR' },
      })
      for (const [name, amount, more] of [
        ['Zero', { minor: 0, currency: 'THB' }, {}],
        ['Negative', { minor: -5, currency: 'KWD' }, { probability: 33, category: 'commit' }],
        ['Huge', { minor: 9_007_199_254_740_991, currency: 'IRR' }, { nextStep: 'โทรหา', source: 'Web' }],
        ['None', null, { closeDate: '2027-02-28', tags: ['a', 'b'] }],
      ] as const)
        await anOpportunity(from, { name, amount, companyId, contactId, ...more })
      const won = await anOpportunity(from, { name: 'Won', companyId })
      await from.call('opportunity.close', { id: won, status: 'won', on: '2026-11-20' })
      for (const entity of ['company', 'contact', 'product', 'opportunity']) {
        const out = `${from.file}.${entity}.csv`
        await from.call('transfer.export', {
          entity,
          out,
          headers: lang === 'en' ? 'fields' : 'labels',
          lang,
        })
        const summary = await importInto(to, [out], { entity })
        const why = summary.rejectsFile ? readFileSync(summary.rejectsFile, 'utf8') : ''
        expect([entity, why, summary]).toMatchObject([entity, '', { rejected: 0, unmapped: [] }])
      }
      const told = [
        'name',
        'amount',
        'status',
        'closeDate',
        'probability',
        'category',
        'nextStep',
        'source',
        'tags',
      ]
      const facts = async (db: TestDatabase, entity: string, fields: readonly string[]) =>
        (await records(db, entity))
          .map((record) => Object.fromEntries(fields.map((field) => [field, record[field]])))
          .sort((x, y) => (String(x[fields[0] ?? '']) < String(y[fields[0] ?? '']) ? -1 : 1))
      expect(await facts(to, 'opportunity', told)).toEqual(await facts(from, 'opportunity', told))
      const leads = ['familyName', 'leadStatus', 'leadSource']
      expect(await facts(to, 'contact', leads)).toEqual(await facts(from, 'contact', leads))
      const goods = ['name', 'code', 'price', 'cost', 'unit']
      expect(await facts(to, 'product', goods)).toEqual(await facts(from, 'product', goods))
      const stageOf = async (db: TestDatabase) =>
        (await records(db, 'opportunity')).map(({ refs }) => Object(refs).stageId).sort()
      expect(await stageOf(to)).toEqual(await stageOf(from))
      sound(to)
    },
  )
})

describe('headers of files', () => {
  it('have the words of the screen for every field of what is sold', () => {
    for (const entity of allEntities()) {
      if (!domains.includes(entity.domain)) continue
      for (const field of entity.fields) {
        if (field.system || field.id < 10) continue
        for (const lang of ['en', 'th', 'fa'] as const)
          expect(labelOf(entity, field, lang), `${entity.name}.${field.name} ${lang}`).not.toBe(field.name)
      }
    }
  })
})

describe('who may do what', () => {
  it('one who may change only what is theirs moves and quotes what is theirs, and is refused what is not', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'standard')
    const bob = await person(db, 'Bob', 'restricted')
    const { id } = await ann.call('record.create', { entity: 'opportunity', data: { name: 'Hers' } })
    const { stages } = await stagesOf(db)
    await ann.call('opportunity.move', { id, stage: stages[1] ?? '' })
    const { id: quote } = await ann.call('quote.save', {
      data: { opportunityId: id },
      lines: [{ unitPrice: 5 }],
    })
    expect(await reasonOf(bob.call('quote.decide', { id: quote, status: 'accepted' }))).toMatch(
      /^othersRecord$/,
    )
    expect(await reasonOf(bob.call('record.trash', { entity: 'opportunity', id }))).toMatch(/^othersRecord$/)
    expect(await reasonOf(bob.call('pipeline.save', { name: 'Mine', stages: [{ name: 'x' }] }))).toBe(
      'adminOnly',
    )
    expect((await db.call('quote.get', { id: quote })).record.status).toBe('draft')
    const { opportunity } = await ann.call('quote.decide', { id: quote, status: 'accepted' })
    expect(opportunity).toBe(id)
  })
})
