// What LANGUAGES asks of dates: calendars, typed dates, display, fiscal years, weekends.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  type Calendar,
  calendars,
  daysBetween,
  fromCalendarDate,
  fromIso,
  isIsoDate,
  isLeapYear,
  toCalendarDate,
  toIso,
  weekdayOf,
} from '#db/shared/dates/calendars.ts'
import {
  type DatePreferences,
  type DateStyle,
  dateOrderOf,
  formatDate,
  formatInstant,
  formatRelativeDay,
  formatRelativeInstant,
  formatTime,
  formatYearlyDate,
} from '#db/shared/dates/format.ts'
import { type Language, monthNames } from '#db/shared/dates/names.ts'
import { type DateOrder, type ParseDateOptions, parseDate } from '#db/shared/dates/parse.ts'
import {
  endOf,
  fiscalQuarterOf,
  fiscalQuarters,
  fiscalStarts,
  fiscalYearOf,
  isWeekend,
  periodOf,
  quarterOf,
  shiftPeriod,
  startOf,
  workWeekOf,
} from '#db/shared/dates/periods.ts'

const isoDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
/** Days whose year tells its calendar by itself. */
const modernDay = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('calendars', () => {
  test('29/2/2567 exists', () =>
    expect(toIso('buddhist', { year: 2567, month: 2, day: 29 })).toBe('2024-02-29'))
  test('30/12/1403 exists', () =>
    expect(toIso('persian', { year: 1403, month: 12, day: 30 })).toBe('2025-03-20'))
  test('30/12/1404 does not exist', () => {
    expect(toIso('persian', { year: 1404, month: 12, day: 30 })).toBeUndefined()
    expect(toIso('persian', { year: 1404, month: 12, day: 29 })).toBe('2026-03-20')
  })
  test('days that exist nowhere', () => {
    expect(toIso('gregory', { year: 2026, month: 2, day: 29 })).toBeUndefined()
    expect(toIso('buddhist', { year: 2569, month: 13, day: 1 })).toBeUndefined()
    expect(toIso('persian', { year: 1405, month: 7, day: 31 })).toBeUndefined()
    expect(isIsoDate('2026-02-29')).toBe(false)
    expect(isIsoDate('2026-2-9')).toBe(false)
  })

  test('every day converts to every calendar and back', () => {
    fc.assert(
      fc.property(isoDay, fc.constantFrom(...calendars), (iso, calendar) => {
        const parts = fromIso(iso, calendar)
        expect(parts && toIso(calendar, parts)).toBe(iso)
        const date = toCalendarDate(iso, calendar)
        expect(date && fromCalendarDate(date)).toBe(iso)
      }),
    )
  })

  test('the Solar and Buddhist days are those of Intl', () => {
    fc.assert(
      fc.property(isoDay, fc.constantFrom<Calendar>('persian', 'buddhist'), (iso, calendar) => {
        const intl = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, {
          timeZone: 'UTC',
          year: 'numeric',
          month: 'numeric',
          day: 'numeric',
        })
        const part = (type: string) =>
          Number(intl.formatToParts(new Date(iso)).find((one) => one.type === type)?.value)
        expect(fromIso(iso, calendar)).toEqual({ year: part('year'), month: part('month'), day: part('day') })
      }),
    )
  })

  test('leap years', () => {
    expect([1399, 1403, 1408].map((year) => isLeapYear('persian', year))).toEqual([true, true, true])
    expect([1400, 1404, 1407].map((year) => isLeapYear('persian', year))).toEqual([false, false, false])
    expect([2567, 2569, 2443].map((year) => isLeapYear('buddhist', year))).toEqual([true, false, false])
  })

  test('arithmetic', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
    expect(addMonths('2026-01-31', 1, 'gregory')).toBe('2026-02-28')
    expect(addMonths('2026-01-31', -2, 'gregory')).toBe('2025-11-30')
    expect(addMonths('2025-03-20', 12, 'persian')).toBe('2026-03-20')
    expect(weekdayOf('2026-11-22')).toBe(0)
  })
})

describe('typed dates', () => {
  // 1 Shahrivar 1405, 23 August 2569: a Sunday.
  const today = '2026-08-23'
  const th: ParseDateOptions = { order: 'dmy', calendar: 'buddhist', today }
  const fa: ParseDateOptions = { order: 'ymd', calendar: 'persian', today }
  const en: ParseDateOptions = { order: 'dmy', calendar: 'gregory', today }
  const us: ParseDateOptions = { order: 'mdy', calendar: 'gregory', today }

  test.each<[string, ParseDateOptions, string | undefined]>([
    ['15/8/69', th, '2026-08-15'],
    ['๑๕/๘/๖๙', th, '2026-08-15'],
    ['15 ส.ค. 2569', th, '2026-08-15'],
    ['15 สค 69', th, '2026-08-15'],
    ['15สิงหาคม2569', th, '2026-08-15'],
    ['วันเสาร์ที่ 15 สิงหาคม พ.ศ. 2569', th, '2026-08-15'],
    ['15 สิงหาคม ค.ศ. 2026', th, '2026-08-15'],
    ['29/2/2567', th, '2024-02-29'],
    ['15/8/2026', th, '2026-08-15'],
    ['۱۴۰۵/۶/۱', fa, '2026-08-23'],
    ['۰۵/۶/۱', fa, '2026-08-23'],
    ['۱ شهریور ۱۴۰۵', fa, '2026-08-23'],
    ['یک شنبه ۱ شهریور ۱۴۰۵', fa, '2026-08-23'],
    ['1405/6/1', en, '2026-08-23'],
    ['30/12/1403', fa, '2025-03-20'],
    ['30/12/1404', fa, undefined],
    ['۲۲ نوامبر ۲۰۲۶', fa, '2026-11-22'],
    ['2026-11-22', en, '2026-11-22'],
    ['2026-11-22', th, '2026-11-22'],
    ['20261122', en, '2026-11-22'],
    ['25691122', th, '2026-11-22'],
    ['22112569', th, '2026-11-22'],
    ['221169', th, '2026-11-22'],
    ['22 Nov 2026', en, '2026-11-22'],
    ['Nov 22, 2026', en, '2026-11-22'],
    ['November 22nd, 2026', us, '2026-11-22'],
    ['15 Mar 2024', en, '2024-03-15'],
    ['22 Nov 26', fa, '2026-11-22'],
    ['11/22/2026', en, '2026-11-22'],
    ['3/4/2026', us, '2026-03-04'],
    ['3/4/2026', en, '2026-04-03'],
    ['15.8.2026', en, '2026-08-15'],
    ['15/8', th, '2026-08-15'],
    ['۶/۱۵', fa, '2026-09-06'],
    ['15', en, '2026-08-15'],
    ['15 Sep', en, '2026-09-15'],
    ['31/2/2569', th, undefined],
    ['0/0/00', th, undefined],
    ['15/8/256', th, undefined],
    ['hello', en, undefined],
    ['12 widgets 2026', en, undefined],
    ['1 2 3 4', en, undefined],
    ['', en, undefined],
  ])('%s', (text, options, iso) => {
    expect(parseDate(text, options)).toBe(iso)
  })

  test.each<[string, string]>([
    ['today', '2026-08-23'],
    ['Tomorrow', '2026-08-24'],
    ['yesterday', '2026-08-22'],
    ['วันนี้', '2026-08-23'],
    ['พรุ่งนี้', '2026-08-24'],
    ['เมื่อวาน', '2026-08-22'],
    ['มะรืนนี้', '2026-08-25'],
    ['امروز', '2026-08-23'],
    ['فردا', '2026-08-24'],
    ['دیروز', '2026-08-22'],
    ['ديروز', '2026-08-22'],
    ['پس‌فردا', '2026-08-25'],
    ['+3', '2026-08-26'],
    ['+๓', '2026-08-26'],
    ['+۳', '2026-08-26'],
    ['-2', '2026-08-21'],
    ['+2w', '2026-09-06'],
    ['+1m', '2026-09-23'],
    ['in 3 days', '2026-08-26'],
    ['friday', '2026-08-28'],
    ['sun', '2026-08-30'],
    ['next friday', '2026-08-28'],
    ['last friday', '2026-08-21'],
    ['ศุกร์', '2026-08-28'],
    ['วันศุกร์หน้า', '2026-08-28'],
    ['جمعه', '2026-08-28'],
    ['سه‌شنبه', '2026-08-25'],
  ])('as seen from today: %s', (text, iso) => {
    expect(parseDate(text, en)).toBe(iso)
  })

  test.each<[string, ParseDateOptions, string | undefined]>([
    ['15/8/69', en, '1969-08-15'],
    ['15/9/26', en, '1926-09-15'],
    ['15/8/26', en, '2026-08-15'],
    ['15/8/70', th, '1927-08-15'],
    ['15/8/33', th, '1990-08-15'],
    ['۶۰/۱/۱', fa, '1981-03-21'],
    ['15/9/2569', th, undefined],
    ['15 Sep', en, '2025-09-15'],
  ])('births are never in the future: %s', (text, options, iso) => {
    expect(parseDate(text, { ...options, past: true })).toBe(iso)
  })

  test('a date written in any language, calendar and style reads back as itself', () => {
    const styles: DateStyle[] = ['short', 'medium', 'long', 'full']
    const orders: DateOrder[] = ['dmy', 'mdy', 'ymd']
    fc.assert(
      fc.property(
        modernDay,
        fc.constantFrom<Language>('en', 'th', 'fa'),
        fc.constantFrom(...calendars),
        fc.constantFrom(...styles),
        fc.constantFrom(...orders),
        fc.constantFrom('latn', 'thai', 'arabext'),
        (iso, lang, calendar, style, order, digits) => {
          const text = formatDate(iso, { lang, calendar, digits, order }, style)
          expect(parseDate(text, { order: dateOrderOf({ lang, calendar, order }), calendar, today })).toBe(
            iso,
          )
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('display', () => {
  const th: DatePreferences = { lang: 'th', calendar: 'buddhist', digits: 'latn', timeZone: 'Asia/Bangkok' }
  const fa: DatePreferences = { lang: 'fa', calendar: 'persian', digits: 'arabext', timeZone: 'Asia/Tehran' }
  const en: DatePreferences = { lang: 'en', calendar: 'gregory', digits: 'latn', timeZone: 'UTC' }

  test.each<[DatePreferences, DateStyle, string]>([
    [th, 'short', '22/11/2569'],
    [th, 'medium', '22 พ.ย. 2569'],
    [th, 'long', '22 พฤศจิกายน 2569'],
    [th, 'full', 'วันอาทิตย์ที่ 22 พฤศจิกายน พ.ศ. 2569'],
    [th, 'month', 'พฤศจิกายน 2569'],
    [th, 'monthDay', '22 พ.ย.'],
    [th, 'weekdayDay', 'อา. 22 พ.ย.'],
    [{ ...th, digits: 'thai' }, 'short', '๒๒/๑๑/๒๕๖๙'],
    [{ ...th, calendar: 'gregory' }, 'long', '22 พฤศจิกายน ค.ศ. 2026'],
    [{ ...th, calendar: 'gregory' }, 'short', '22/11/2026'],
    [fa, 'medium', '۱ آذر ۱۴۰۵'],
    [fa, 'short', '۱۴۰۵/۰۹/۰۱'],
    [fa, 'full', 'یکشنبه ۱ آذر ۱۴۰۵'],
    [fa, 'month', 'آذر ۱۴۰۵'],
    [{ ...fa, calendar: 'gregory' }, 'medium', '۲۲ نوامبر ۲۰۲۶'],
    [en, 'medium', '22 Nov 2026'],
    [en, 'short', '22/11/2026'],
    [{ ...en, order: 'mdy' }, 'medium', 'Nov 22, 2026'],
    [{ ...en, order: 'mdy' }, 'short', '11/22/2026'],
    [{ ...en, order: 'ymd' }, 'short', '2026/11/22'],
    [en, 'full', 'Sunday, 22 November 2026'],
    [{ ...en, calendar: 'buddhist' }, 'medium', '22 Nov 2569 BE'],
    [{ ...en, calendar: 'persian' }, 'medium', '1 Azar 1405 AP'],
    [en, 'year', '2026'],
  ])('%o %s', (preferences, style, text) => {
    expect(formatDate('2026-11-22', preferences, style)).toBe(text)
  })

  test('text that is no day is shown as it is', () => expect(formatDate('soon', th)).toBe('soon'))

  test('month names are those of Intl', () => {
    for (const [lang, calendar] of [
      ['en', 'gregory'],
      ['th', 'gregory'],
      ['fa', 'gregory'],
      ['fa', 'persian'],
      ['en', 'persian'],
    ] as const) {
      const intl = new Intl.DateTimeFormat(`${lang}-u-ca-${calendar}`, { month: 'long', timeZone: 'UTC' })
      const names = Array.from({ length: 12 }, (_, month) => {
        const iso = toIso(calendar, { year: calendar === 'persian' ? 1405 : 2026, month: month + 1, day: 10 })
        return intl.format(new Date(iso ?? ''))
      })
      expect(monthNames(lang, calendar)).toEqual(names)
    }
  })

  test('instants are shown where the user is', () => {
    const instant = Date.UTC(2026, 10, 22, 20, 35)
    expect(formatInstant(instant, th)).toBe('23 พ.ย. 2569 03:35')
    expect(formatInstant(instant, th, 'long')).toBe('23 พฤศจิกายน 2569 เวลา 03:35 น.')
    expect(formatInstant(instant, fa)).toBe('۲ آذر ۱۴۰۵ ۰۰:۰۵')
    expect(formatInstant(instant, { ...en, hour12: true })).toBe('22 Nov 2026 8:35 PM')
    expect(formatTime(0, 5, { ...fa, hour12: true })).toBe('۱۲:۰۵ ق.ظ.')
  })

  test('days and instants as seen from now', () => {
    expect(formatRelativeDay('2026-11-23', '2026-11-22', th)).toBe('พรุ่งนี้')
    expect(formatRelativeDay('2026-11-21', '2026-11-22', fa)).toBe('دیروز')
    expect(formatRelativeDay('2026-11-27', '2026-11-22', fa)).toBe('۵ روز دیگر')
    expect(formatRelativeDay('2026-11-22', '2026-11-22', en)).toBe('today')
    expect(formatRelativeDay('2028-11-22', '2026-11-22', en)).toBe('22 Nov 2028')
    const now = Date.UTC(2026, 10, 22, 12)
    expect(formatRelativeInstant(now - 5 * 60_000, now, en)).toBe('5 minutes ago')
    expect(formatRelativeInstant(now - 3 * 3_600_000, now, en)).toBe('3 hours ago')
    expect(formatRelativeInstant(now - 20 * 3_600_000, now, en)).toBe('yesterday')
  })

  test('a yearly day without a year is named in its own calendar', () => {
    expect(formatYearlyDate({ calendar: 'persian', month: 12, day: 30 }, fa)).toBe('۳۰ اسفند')
    expect(formatYearlyDate({ calendar: 'gregory', month: 5, day: 1 }, th)).toBe('1 พฤษภาคม')
    expect(formatYearlyDate({ calendar: 'persian', year: 1403, month: 12, day: 30 }, en, '2025-03-20')).toBe(
      '20 Mar 2025',
    )
  })
})

describe('fiscal years', () => {
  test('starting in January', () => {
    expect(fiscalYearOf('2026-08-23', fiscalStarts.january)).toEqual({
      start: '2026-01-01',
      end: '2026-12-31',
      year: 2026,
    })
    expect(fiscalYearOf('2026-08-23', fiscalStarts.january, 'buddhist').year).toBe(2569)
  })
  test('starting in October are called by the year they end in', () => {
    expect(fiscalYearOf('2025-10-01', fiscalStarts.october, 'buddhist')).toEqual({
      start: '2025-10-01',
      end: '2026-09-30',
      year: 2569,
    })
    expect(fiscalYearOf('2025-09-30', fiscalStarts.october, 'buddhist').year).toBe(2568)
    expect(fiscalQuarterOf('2026-01-15', fiscalStarts.october)).toMatchObject({
      quarter: 2,
      start: '2026-01-01',
      end: '2026-03-31',
    })
  })
  test('starting on 1 Farvardin', () => {
    expect(fiscalYearOf('2026-03-20', fiscalStarts.farvardin)).toEqual({
      start: '2025-03-21',
      end: '2026-03-20',
      year: 1404,
    })
    expect(fiscalYearOf('2026-03-21', fiscalStarts.farvardin)).toEqual({
      start: '2026-03-21',
      end: '2027-03-20',
      year: 1405,
    })
  })
  test('Solar quarters are Solar months', () => {
    expect(fiscalQuarterOf('2026-08-23', fiscalStarts.farvardin)).toEqual({
      year: 1405,
      quarter: 2,
      start: '2026-06-22',
      end: '2026-09-22',
    })
    expect(periodOf('2026-08-23', 'quarter', 'persian')).toEqual({ start: '2026-06-22', end: '2026-09-22' })
    expect(quarterOf('2026-08-23', 'persian')).toBe(2)
  })
  test('starting on a day of one’s own', () => {
    const april = { calendar: 'gregory', month: 4, day: 6 } as const
    expect(fiscalYearOf('2026-04-05', april)).toEqual({ start: '2025-04-06', end: '2026-04-05', year: 2026 })
  })
  test('quarters cover the year without a gap', () => {
    fc.assert(
      fc.property(
        isoDay,
        fc.constantFrom(...calendars),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (iso, calendar, month, day) => {
          const start = { calendar, month, day }
          const year = fiscalYearOf(iso, start)
          const quarters = fiscalQuarters(year, start)
          expect(year.start <= iso && iso <= year.end).toBe(true)
          expect(quarters[0]?.start).toBe(year.start)
          expect(quarters[3]?.end).toBe(year.end)
          for (const [index, quarter] of quarters.entries()) {
            const next = quarters[index + 1]
            if (next) expect(addDays(quarter.end, 1)).toBe(next.start)
          }
        },
      ),
    )
  })
})

describe('periods and weekends', () => {
  test('months and years of the calendar', () => {
    expect(startOf('2026-08-23', 'month', 'persian')).toBe('2026-08-23')
    expect(endOf('2026-08-23', 'month', 'persian')).toBe('2026-09-22')
    expect(periodOf('2026-08-23', 'year', 'buddhist')).toEqual({ start: '2026-01-01', end: '2026-12-31' })
    expect(periodOf('2026-08-23', 'month', 'gregory')).toEqual({ start: '2026-08-01', end: '2026-08-31' })
    expect(shiftPeriod('2026-08-31', 'month', -6, 'gregory')).toEqual({
      start: '2026-02-01',
      end: '2026-02-28',
    })
    expect(shiftPeriod('2026-08-23', 'quarter', 1, 'persian')).toEqual({
      start: '2026-09-23',
      end: '2026-12-21',
    })
  })
  test('weeks start where the business starts them', () => {
    expect(periodOf('2026-08-23', 'week', 'gregory', 1)).toEqual({ start: '2026-08-17', end: '2026-08-23' })
    expect(periodOf('2026-08-23', 'week', 'persian', 6)).toEqual({ start: '2026-08-22', end: '2026-08-28' })
    expect(workWeekOf('TH').weekStart).toBe(0)
    expect(workWeekOf('IR').weekStart).toBe(6)
  })
  test('Iran rests on Friday, optionally on Thursday', () => {
    expect(isWeekend('2026-08-28', workWeekOf('IR'))).toBe(true)
    expect(isWeekend('2026-08-27', workWeekOf('IR'))).toBe(false)
    expect(isWeekend('2026-08-27', { weekStart: 6, weekend: [4, 5] })).toBe(true)
  })
  test('Thailand rests on Saturday and Sunday', () => {
    const days = ['2026-08-21', '2026-08-22', '2026-08-23', '2026-08-24']
    expect(days.map((iso) => isWeekend(iso, workWeekOf('TH')))).toEqual([false, true, true, false])
  })
})
