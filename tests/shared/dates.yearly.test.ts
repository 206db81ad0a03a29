// Birthdays and yearly events: their text, their next day, their vCard forms.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendars, daysInMonth } from '#db/shared/dates/calendars.ts'
import {
  daysUntil,
  formatYearly,
  isWithinDays,
  nextOccurrence,
  parseYearly,
  type Yearly,
  yearlyFromIso,
  yearlyFromVcard,
  yearlyToIso,
  yearlyToVcard,
  yearsOn,
} from '#db/shared/dates/yearly.ts'

const read = (text: string): Yearly => {
  const yearly = parseYearly(text)
  if (!yearly) throw new Error(`not a YEARLY: ${text}`)
  return yearly
}

describe('the YEARLY text', () => {
  test.each([
    ['1980-05-01', { calendar: 'gregory', year: 1980, month: 5, day: 1 }],
    ['--05-01', { calendar: 'gregory', month: 5, day: 1 }],
    ['persian:1359-12-30', undefined],
    ['persian:1358-12-30', { calendar: 'persian', year: 1358, month: 12, day: 30 }],
    ['persian:1403-12-30', { calendar: 'persian', year: 1403, month: 12, day: 30 }],
    ['persian:--12-30', { calendar: 'persian', month: 12, day: 30 }],
    ['buddhist:2567-02-29', { calendar: 'buddhist', year: 2567, month: 2, day: 29 }],
    ['buddhist:2568-02-29', undefined],
    ['persian:1404-12-30', undefined],
    ['--02-30', undefined],
    ['persian:--07-31', undefined],
    ['1980-5-1', undefined],
    ['1980-05', undefined],
    ['gregory:1980-05-01', undefined],
    ['', undefined],
  ])('%s', (text, yearly) => {
    expect(parseYearly(text)).toEqual(yearly)
  })

  test('parse and format are inverse in the three calendars, with and without a year', () => {
    const yearly = fc.constantFrom(...calendars).chain((calendar) =>
      fc
        .record({
          year: fc.option(
            calendar === 'gregory'
              ? fc.integer({ min: 1800, max: 2200 })
              : fc
                  .integer({ min: 1250, max: 1499 })
                  .map((year) => (calendar === 'buddhist' ? year + 1162 : year)),
            { nil: undefined },
          ),
          month: fc.integer({ min: 1, max: 12 }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        })
        .map(({ year, month, share }): Yearly => {
          const day = 1 + Math.floor(share * (daysInMonth(calendar, month, year) - 1))
          return year === undefined ? { calendar, month, day } : { calendar, year, month, day }
        }),
    )
    fc.assert(
      fc.property(yearly, (one) => {
        expect(parseYearly(formatYearly(one))).toEqual(one)
      }),
    )
  })

  test('a plain day gets the name it has in a calendar', () => {
    expect(yearlyFromIso('2024-02-29', 'buddhist')).toBe('buddhist:2567-02-29')
    expect(yearlyFromIso('2025-03-20', 'persian')).toBe('persian:1403-12-30')
    expect(yearlyFromIso('nonsense', 'persian')).toBeUndefined()
    expect(yearlyToIso(read('persian:1403-12-30'))).toBe('2025-03-20')
    expect(yearlyToIso(read('persian:--12-30'))).toBeUndefined()
  })
})

describe('the next occurrence', () => {
  test.each([
    ['1980-05-01', '2026-04-30', '2026-05-01'],
    ['1980-05-01', '2026-05-01', '2026-05-01'],
    ['--05-01', '2026-05-02', '2027-05-01'],
    ['--02-29', '2025-01-01', '2025-02-28'],
    ['--02-29', '2024-01-01', '2024-02-29'],
    ['buddhist:2567-02-29', '2025-03-01', '2026-02-28'],
    ['persian:--12-30', '2025-03-01', '2025-03-20'],
    ['persian:--12-30', '2025-04-01', '2026-03-20'],
    ['persian:--01-01', '2026-01-01', '2026-03-21'],
    ['--01-01', '2025-12-31', '2026-01-01'],
  ])('of %s from %s is %s', (text, today, next) => {
    expect(nextOccurrence(read(text), today)).toBe(next)
  })

  test('the 30th of Esfand 1404, which does not exist, is kept on the 29th', () => {
    expect(nextOccurrence(read('persian:1403-12-30'), '2026-01-01')).toBe('2026-03-20')
  })

  test('is within N days over the end of the year', () => {
    expect(isWithinDays(read('--01-03'), '2025-12-30', 4)).toBe(true)
    expect(isWithinDays(read('--01-03'), '2025-12-30', 3)).toBe(false)
    expect(daysUntil(read('--01-03'), '2025-12-30')).toBe(4)
    expect(daysUntil(read('--12-30'), '2025-12-30')).toBe(0)
  })

  test('is always within 366 days', () => {
    const yearlies = ['--02-29', '--12-31', 'persian:--12-30', 'persian:--06-31', 'buddhist:2500-01-01']
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(fc.constantFrom(...yearlies), day, (text, date) => {
        const days = daysUntil(read(text), date.toISOString().slice(0, 10))
        expect(days).toBeGreaterThanOrEqual(0)
        expect(days).toBeLessThanOrEqual(366)
      }),
    )
  })

  test('years are counted in the calendar of the event', () => {
    expect(yearsOn(read('1980-05-01'), '2026-04-30')).toBe(45)
    expect(yearsOn(read('1980-05-01'), '2026-05-01')).toBe(46)
    expect(yearsOn(read('persian:1359-01-01'), '2026-03-20')).toBe(45)
    expect(yearsOn(read('persian:1359-01-01'), '2026-03-21')).toBe(46)
    expect(yearsOn(read('--05-01'), '2026-05-01')).toBeUndefined()
    expect(yearsOn(read('2030-05-01'), '2026-05-01')).toBeUndefined()
  })
})

describe('vCard forms', () => {
  test.each([
    ['19800501', '1980-05-01'],
    ['1980-05-01', '1980-05-01'],
    ['1980-05-01T00:00:00Z', '1980-05-01'],
    ['--0501', '--05-01'],
    ['--05-01', '--05-01'],
    ['1604-05-01', '--05-01'],
    ['16040229', '--02-29'],
    ['1980', undefined],
    ['1980-05', undefined],
    ['---01', undefined],
    ['19800231', undefined],
    ['circa 1980', undefined],
  ])('%s reads as %s', (value, yearly) => {
    expect(yearlyFromVcard(value)).toBe(yearly)
  })

  test('another year can mean "omitted"', () => {
    expect(yearlyFromVcard('1900-05-01', 1900)).toBe('--05-01')
  })

  test('are written Gregorian, with the own calendar beside', () => {
    expect(yearlyToVcard(read('1980-05-01'), '4.0')).toEqual({ value: '19800501' })
    expect(yearlyToVcard(read('1980-05-01'), '3.0')).toEqual({ value: '1980-05-01' })
    expect(yearlyToVcard(read('--05-01'), '4.0')).toEqual({ value: '--0501' })
    expect(yearlyToVcard(read('buddhist:--02-29'), '4.0')).toEqual({
      value: '--0229',
      own: 'buddhist:--02-29',
    })
    expect(yearlyToVcard(read('persian:1403-12-30'), '3.0')).toEqual({
      value: '2025-03-20',
      own: 'persian:1403-12-30',
    })
    expect(yearlyToVcard(read('persian:--12-30'), '4.0')).toEqual({ own: 'persian:--12-30' })
  })
})
