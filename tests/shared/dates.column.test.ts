// Columns of dates from other programs: calendar, order and century decided from all rows.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Calendar, calendars, fromIso } from '#db/shared/dates/calendars.ts'
import { columnAccumulator, convertDate, convertInstant, decideColumn } from '#db/shared/dates/column.ts'
import type { DateOrder } from '#db/shared/dates/parse.ts'

const today = '2026-08-23'
const convert = (value: string, column: string[], past = false) =>
  convertDate(value, decideColumn(column), { today, past })

describe('the calendar of a column', () => {
  test.each<[string, string[], Calendar | 'mixed']>([
    ['years 2400–2650 are Buddhist', ['15/8/2569', '1/1/2500', ''], 'buddhist'],
    ['years 1250–1499 are Solar Hijri', ['1405/6/1', '۱۳۵۹/۱۲/۲۹'], 'persian'],
    ['other years are Gregorian', ['2026-11-22', '1980-05-01'], 'gregory'],
    ['years of several calendars are mixed', ['2026-11-22', '15/8/2569'], 'mixed'],
    ['Persian month names are Solar', ['۱ شهریور ۰۵'], 'persian'],
  ])('%s', (_, column, calendar) => {
    expect(decideColumn(column).calendar).toBe(calendar)
  })

  test('mixed columns are read value by value', () => {
    const column = ['2026-11-22', '15/8/2569', '1405/06/01']
    expect(column.map((value) => convert(value, column))).toEqual(['2026-11-22', '2026-08-15', '2026-08-23'])
  })

  test('two-digit years follow the column: 69 → 2569, 05 → 1405', () => {
    expect(convert('15/8/69', ['15/8/69', '20/1/2568'])).toBe('2026-08-15')
    expect(convert('05/6/1', ['05/6/1', '1404/1/20', '1403/12/30'])).toBe('2026-08-23')
    expect(convert('15/8/69', ['15/8/69', '20/1/1968'])).toBe('1969-08-15')
  })

  test('only two-digit years: the user’s calendar, and ask', () => {
    const decision = decideColumn(['15/8/69'], { calendar: 'buddhist', order: 'dmy' })
    expect(decision).toMatchObject({ calendar: 'buddhist', ambiguous: true })
    expect(convertDate('15/8/69', decision, { today })).toBe('2026-08-15')
  })

  test('births are never in the future', () => {
    const decision = decideColumn(['15/8/69'], { calendar: 'gregory', order: 'dmy' })
    expect(convertDate('15/8/30', decision, { today, past: true })).toBe('1930-08-15')
    expect(convertDate('15/9/26', decision, { today, past: true })).toBe('1926-09-15')
    expect(convertDate('15/9/2026', decision, { today, past: true })).toEqual({ reject: true })
  })
})

describe('the order of a column', () => {
  test.each<[string[], DateOrder, boolean]>([
    [['3/4/2026', '25/12/2026'], 'dmy', false],
    [['3/4/2026', '12/25/2026'], 'mdy', false],
    [['2026/4/3', '2026/12/25'], 'ymd', false],
    [['3/4/2026', '5/6/2026'], 'dmy', true],
    [['5/5/2026', '7/7/2026'], 'dmy', false],
    [['22 Nov 2026', '3 Apr 2026'], 'dmy', false],
  ])('%o is %s', (column, order, ambiguous) => {
    expect(decideColumn(column)).toMatchObject({ order, ambiguous })
  })

  test('an undecided column follows the user', () => {
    expect(decideColumn(['3/4/2026'], { calendar: 'gregory', order: 'mdy' }).order).toBe('mdy')
    expect(convert('3/4/2026', ['3/4/2026', '25/12/2026'])).toBe('2026-04-03')
    expect(convert('3/4/2026', ['3/4/2026', '12/25/2026'])).toBe('2026-03-04')
  })

  test('the last row can decide', () => {
    const column = columnAccumulator()
    for (let row = 0; row < 1000; row += 1) column.add('3/4/2026')
    column.add('12/13/2026')
    expect(column.decide()).toMatchObject({ order: 'mdy', ambiguous: false })
  })

  test('a column of any calendar and order comes back day by day', () => {
    const days = fc.array(
      fc
        .date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...calendars),
        fc.constantFrom<DateOrder>('dmy', 'mdy', 'ymd'),
        (isos, calendar, order) => {
          const rows = isos.map((iso) => {
            const parts = fromIso(iso, calendar)
            if (!parts) throw new Error(iso)
            const { year, month, day } = parts
            return { dmy: [day, month, year], mdy: [month, day, year], ymd: [year, month, day] }[order].join(
              '/',
            )
          })
          const decision = decideColumn(rows, { calendar: 'gregory', order })
          expect(rows.map((row) => convertDate(row, decision, { today }))).toEqual(isos)
          expect(decision.calendar).toBe(calendar)
        },
      ),
    )
  })
})

describe('what other programs write', () => {
  test.each([
    '0/0/00',
    '0/0/0000',
    '00/00/00',
    '0000-00-00',
    '0000-00-00 00:00:00',
    '  /  /  ',
    '',
    '1/1/4501',
    '1899-12-30',
    '30/12/1899 00:00',
    '0001-01-01T00:00:00',
    '๐/๐/๐๐',
  ])('no date: %s', (value) => {
    expect(convert(value, ['1/1/2026'])).toBeUndefined()
  })

  test.each([
    ['2026-11-22T07:05:00Z', '2026-11-22'],
    ['22/11/2026 14:05', '2026-11-22'],
    ['22/11/2026 2:05:09 PM', '2026-11-22'],
    ['22 พ.ย. 2569 14:05 น.', '2026-11-22'],
    ['۱۴۰۵/۹/۱ ساعت ۱۴:۰۵', '2026-11-22'],
    ['20261122', '2026-11-22'],
    ['25691122', '2026-11-22'],
    ['22112569', '2026-11-22'],
    ['45983', '2025-11-22'],
    ['45983.59', '2025-11-22'],
    ['Sunday, November 22, 2026', '2026-11-22'],
  ])('a day with more around it: %s', (value, iso) => {
    expect(convert(value, [value, '25/12/2026'])).toBe(iso)
  })

  test.each([
    'n/a',
    '31/2/2026',
    '30/12/1404',
    '2026',
    '15/8/256',
    '22/11/2026 25:61',
    '12345678901',
    'Nov 2026',
  ])('a reject: %s', (value) => {
    expect(convert(value, ['25/12/2026'])).toEqual({ reject: true })
  })

  test.each([
    ['2026-11-22T07:05:00Z', '2026-11-22T07:05:00.000Z'],
    ['2026-11-22T14:05:00+07:00', '2026-11-22T07:05:00.000Z'],
    ['22/11/2026 14:05', '2026-11-22T07:05:00.000Z'],
    ['22/11/2569 2:05 PM', '2026-11-22T07:05:00.000Z'],
    ['22/11/2026 12:05 AM', '2026-11-21T17:05:00.000Z'],
    ['22/11/2026', '2026-11-21T17:00:00.000Z'],
  ])('an instant: %s', (value, instant) => {
    const decision = decideColumn([value, '25/12/2026'])
    expect(convertInstant(value, decision, { today, timeZone: 'Asia/Bangkok' })).toBe(instant)
  })

  test('a column knows whether it has times', () => {
    expect(decideColumn(['22/11/2026 14:05']).hasTime).toBe(true)
    expect(decideColumn(['22/11/2026']).hasTime).toBe(false)
  })
})
