/** Money of quotes: what is printed adds up, under both tax modes; discounts never take more than there is. */
import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rateOn, rateTable } from '#db/shared/money/rates.ts'
import { convertMinor, Totals } from '#db/shared/money/sums.ts'
import { currencyDecimals } from '#db/shared/numbers/currencies.ts'
import { plainDecimal, quoteTotals } from '#db/shared/quoteTotals.ts'

const currencies = ['THB', 'IRR', 'JPY', 'KWD', 'USD'] as const
const quantity = fc.oneof(
  fc.integer({ min: -1000, max: 100_000 }),
  fc.integer({ min: 0, max: 10_000_000 }).map((n) => n / 1000),
  fc.constantFrom(0, 0.000001, -2.5, 1e6),
)
const line = fc.record({
  quantity,
  unitPrice: fc.integer({ min: 0, max: 10_000_000_000 }).map((n) => n / 1_000_000),
  discountKind: fc.constantFrom('percent' as const, 'amount' as const, null),
  discountValue: fc.option(fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100)),
  taxRate: fc.option(fc.constantFrom(0, 7, 9, 10, 17.5)),
})
const terms = fc.record({
  currency: fc.constantFrom(...currencies),
  taxIncluded: fc.boolean(),
  rounding: fc.constantFrom('halfUp' as const, 'halfEven' as const),
  discountKind: fc.constantFrom('percent' as const, 'amount' as const, null),
  discountValue: fc.option(fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100)),
  withholdingRate: fc.option(fc.constantFrom(0, 3)),
})
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

describe('the totals of a quote', () => {
  it('are the sums of the rounded lines, with tax on top or within', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), terms, (lines, given) => {
        const totals = quoteTotals(lines, given)
        expect(totals.subtotal).toBe(sum(totals.lines.map(({ net }) => net)))
        for (const one of totals.lines) expect(one.net).toBe(one.gross - one.discount)
        expect(totals.base).toBe(sum(totals.taxes.map(({ base }) => base)))
        expect(totals.tax).toBe(sum(totals.taxes.map(({ tax }) => tax)))
        expect(totals.total).toBe(totals.base + totals.tax)
        expect(totals.payable).toBe(totals.total - totals.withholding)
        const after = totals.subtotal - totals.discount
        if (given.taxIncluded) expect(totals.total).toBe(lines.length ? after : 0)
        else expect(totals.base).toBe(lines.length ? after : 0)
      }),
      { numRuns: 500 },
    )
  })

  it('never go below nothing by a discount, and no discount is below nothing', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), terms, (lines, given) => {
        const positive = lines.map((one) => ({ ...one, quantity: Math.abs(one.quantity) }))
        const totals = quoteTotals(positive, given)
        for (const one of totals.lines) {
          expect(one.discount).toBeGreaterThanOrEqual(0)
          expect(one.net).toBeGreaterThanOrEqual(0)
        }
        expect(totals.discount).toBeGreaterThanOrEqual(0)
        expect(totals.discount).toBeLessThanOrEqual(totals.subtotal)
        expect(totals.total).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })

  it('round each line as its currency does: none, two, three decimals', () => {
    const one = (currency: string, unitPrice: number) =>
      quoteTotals([{ quantity: 3, unitPrice, discountKind: null, discountValue: null, taxRate: 10 }], {
        currency,
        taxIncluded: false,
        rounding: 'halfUp',
        discountKind: null,
        discountValue: null,
        withholdingRate: null,
      })
    expect(one('IRR', 1.5)).toMatchObject({ subtotal: 5, tax: 1, total: 6 })
    expect(one('JPY', 0.1)).toMatchObject({ subtotal: 0, tax: 0 })
    expect(one('KWD', 0.1115)).toMatchObject({ subtotal: 335, tax: 34, total: 369 })
    expect(one('THB', 0.335)).toMatchObject({ subtotal: 101, tax: 10 })
  })

  it('refuse what no currency can hold, and take numbers as they are written', () => {
    expect(() =>
      quoteTotals(
        [{ quantity: 1e15, unitPrice: 1e15, discountKind: null, discountValue: null, taxRate: null }],
        {
          currency: 'THB',
          taxIncluded: false,
          rounding: 'halfUp',
          discountKind: null,
          discountValue: null,
          withholdingRate: null,
        },
      ),
    ).toThrow(RangeError)
    expect([1e21, 1e-7, 0.1 + 0.2, 1.005, -0].map(plainDecimal)).toEqual([
      '1000000000000000000000',
      '0',
      '0.3',
      '1.005',
      '0',
    ])
  })
})

describe('rates', () => {
  const table = rateTable([
    { from: 'USD', to: 'THB', day: '2026-01-10', rate: '35' },
    { from: 'USD', to: 'THB', day: '2026-02-01', rate: '36' },
    { from: 'USD', to: 'IRR', day: '2026-01-20', rate: '650000' },
    { from: 'USD', to: 'EUR', day: '2026-01-01', rate: '0' },
  ])

  it('hold from their day until the next; before the first there is none', () => {
    expect(rateOn(table, 'USD', 'THB', '2026-01-09')).toBeUndefined()
    expect(rateOn(table, 'USD', 'THB', '2026-01-31')).toEqual({ rate: '35', day: '2026-01-10' })
    expect(rateOn(table, 'USD', 'THB', '2026-12-31')).toEqual({ rate: '36', day: '2026-02-01' })
    expect(rateOn(table, 'USD', 'EUR', '2026-12-31')).toBeUndefined()
  })

  it('go both ways, and by a third currency', () => {
    expect(convertMinor(3500, 'THB', 'USD', rateOn(table, 'THB', 'USD', '2026-01-15')?.rate ?? '0')).toBe(100)
    const cross = rateOn(table, 'IRR', 'THB', '2026-03-01')
    expect(cross?.day).toBe('2026-01-20')
    expect(convertMinor(650_000, 'IRR', 'THB', cross?.rate ?? '0')).toBe(3600)
  })

  it('are what pencil and paper say, of any amount', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.integer({ min: -2000, max: 2000 })),
        fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 22n }), fc.integer({ min: 0, max: 24 })),
        fc.constantFrom(...currencies),
        fc.constantFrom(...currencies),
        (minor, [digits, places], from, to) => {
          const rate = new Big(digits.toString()).times(new Big(10).pow(-places)).toFixed()
          const scaled = new Big(minor)
            .times(rate)
            .times(new Big(10).pow(currencyDecimals(to) - currencyDecimals(from)))
          const expected = from === to ? minor : Number(scaled.round(0, Big.roundHalfUp).toFixed())
          expect(convertMinor(minor, from, to, rate) + 0).toBe(expected + 0)
        },
      ),
      {
        numRuns: 2_000,
        examples: [
          [5, [5n, 1], 'THB', 'USD'],
          [-5, [5n, 1], 'THB', 'USD'],
          [-1, [1n, 24], 'THB', 'USD'],
        ],
      },
    )
  })

  it('there and back again loses at most a unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: 1, max: 100_000_000 }).map((n) => new Big(n).div(10_000).toFixed()),
        fc.constantFrom(...currencies),
        (minor, rate, to) => {
          const own = rateTable([{ from: 'USD', to, day: '2026-01-01', rate }])
          const there = convertMinor(minor, 'USD', to, rate)
          const back = convertMinor(there, to, 'USD', rateOn(own, to, 'USD', '2026-01-01')?.rate ?? '0')
          // Half a unit of the coarser currency, in cents.
          const step = new Big(10).pow(2 - currencyDecimals(to)).div(rate)
          expect(Math.abs(back - minor)).toBeLessThanOrEqual(Math.ceil(Number(step.div(2).plus(1))))
        },
      ),
    )
  })

  it('what has none is told apart, never dropped', () => {
    const totals = new Totals('THB', table)
    totals.add(100, 'THB', '2026-03-01')
    totals.add(100, 'USD', '2026-03-01')
    totals.add(7, 'KWD', '2026-03-01')
    expect(totals.done()).toEqual({ minor: 3700, currency: 'THB', missing: [{ currency: 'KWD', minor: 7 }] })
  })
})
