/** Where a custom field goes when it is moved among the others. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countryCodes } from '#db/shared/countries.ts'
import { isCurrency } from '#db/shared/numbers/currencies.ts'
import { currencyOf } from '../../renderer/features/settings/currencyOf.ts'
import { positionAt } from '../../renderer/features/settings/positionAt.ts'

describe('the place of a field', () => {
  it('lies strictly between its neighbours, or says that there is no room', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 12 }),
        fc.nat(12),
        (numbers, wanted) => {
          const others = numbers.toSorted((a, b) => a - b).map((position) => ({ position }))
          const to = Math.min(wanted, others.length)
          const position = positionAt(others, to)
          const before = others[to - 1]?.position ?? Number.NEGATIVE_INFINITY
          const after = others[to]?.position ?? Number.POSITIVE_INFINITY
          if (position === undefined) expect(after - before).toBeLessThanOrEqual(1)
          else {
            expect(Number.isInteger(position)).toBe(true)
            expect(position).toBeGreaterThan(before)
            expect(position).toBeLessThan(after)
          }
        },
      ),
    )
  })

  it('the first field of all has one', () => {
    expect(positionAt([], 0)).toBe(1_024)
  })
})

describe('the usual currency', () => {
  it('is a real one wherever it is known', () => {
    const known = countryCodes.map(currencyOf).filter((code) => code !== undefined)
    expect(known.length).toBeGreaterThan(80)
    expect(known.filter((code) => !isCurrency(code))).toEqual([])
    expect([currencyOf('TH'), currencyOf('IR'), currencyOf('DE')]).toEqual(['THB', 'IRR', 'EUR'])
  })
})
