/** Recurrence rules against a second implementation (rrule) over random rules, against Intl's Persian calendar, and by hand. */
import fc from 'fast-check'
import rrule from 'rrule'
import { describe, expect, it, test } from 'vitest'
import { dayNumber, fromIso, isoOfDay } from '#db/shared/dates/calendars.ts'
import { formatRule, parseRule, type Rule, ruleOf } from '#db/shared/recurrence.ts'
import { occurrenceDays } from '#db/shared/recurrenceDays.ts'
import { cutRule, movedRule } from '#db/shared/recurrenceMove.ts'
import { instantOf, wallTime } from '#db/shared/recurrenceZones.ts'

const read = (text: string): Rule => {
  const rule = parseRule(text)
  if ('problem' in rule) throw new Error(`${text}: ${rule.problem}`)
  return rule
}
const days = (text: string, start: string, from: string, to: string): string[] =>
  [...occurrenceDays(read(text), start, dayNumber(from), dayNumber(to))].map(isoOfDay)
const first = (text: string, start: string, count: number): string[] => {
  const found: string[] = []
  for (const day of occurrenceDays(read(text), start, dayNumber(start), dayNumber('9999-12-31'))) {
    found.push(isoOfDay(day))
    if (found.length === count) break
  }
  return found
}

describe('the text of a rule', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=10',
    'RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;SKIP=BACKWARD',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;UNTIL=20301231',
    'FREQ=DAILY;UNTIL=20301231T170000Z',
  ])('%s is written as it was read', (text) => expect(formatRule(read(text))).toBe(text))

  it.each([
    '',
    'DAILY',
    'FREQ=DAILY;FREQ=DAILY',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=2;UNTIL=20300101',
    'FREQ=DAILY;UNTIL=20300231',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;X=1',
  ])('%s is no rule', (text) => expect(parseRule(text)).toEqual({ problem: 'unreadable' }))

  it.each(['FREQ=HOURLY', 'FREQ=DAILY;BYHOUR=9', 'RSCALE=CHINESE;FREQ=YEARLY'])(
    '%s is not followed',
    (text) => expect(parseRule(text)).toEqual({ problem: 'unsupported' }),
  )

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseRule(text)))
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => void parseRule(`FREQ=DAILY;${name}=${value}`)),
    )
  })
})

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const some = <T>(values: readonly T[], maxLength = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength })
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
const signed = (to: number) => [...range(1, to), ...range(-to, -1)]

/** Rules in the grammar both implementations agree to follow. */
const anyRule = fc
  .record({
    freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.integer({ min: 1, max: 5 }),
    months: fc.option(some(range(1, 12)), { nil: undefined }),
    monthDays: fc.option(some(signed(31)), { nil: undefined }),
    weekdays: fc.option(some(WEEKDAYS, 4), { nil: undefined }),
    nth: fc.option(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), { nil: undefined }),
    yearDays: fc.option(some(signed(366)), { nil: undefined }),
    weeks: fc.option(some(range(2, 50)), { nil: undefined }),
    positions: fc.option(some([1, 2, 3, -1], 1), { nil: undefined }),
    count: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    weekStart: fc.constantFrom('MO', 'SU', 'SA'),
  })
  .map((parts) => {
    const { freq, weekdays } = parts
    const yearly = freq === 'YEARLY'
    const words = [`FREQ=${freq}`]
    if (parts.interval > 1) words.push(`INTERVAL=${parts.interval}`)
    if (parts.months) words.push(`BYMONTH=${parts.months.join(',')}`)
    const weeks = yearly && weekdays && !parts.yearDays ? parts.weeks : undefined
    if (weeks) words.push(`BYWEEKNO=${weeks.join(',')}`)
    if (yearly && parts.yearDays) words.push(`BYYEARDAY=${parts.yearDays.join(',')}`)
    const monthDays = freq === 'WEEKLY' || (yearly && parts.yearDays) || weeks ? undefined : parts.monthDays
    if (monthDays) words.push(`BYMONTHDAY=${monthDays.join(',')}`)
    const mayOrder = (freq === 'MONTHLY' || yearly) && !weeks && !monthDays && !(yearly && parts.yearDays)
    if (weekdays)
      words.push(`BYDAY=${weekdays.map((day) => `${mayOrder ? (parts.nth ?? '') : ''}${day}`).join(',')}`)
    // Theirs takes the first day for the second last where there is only one: only -1 counts from the end, and two positions of one day are two to it.
    if (parts.positions && freq !== 'DAILY' && (weekdays || monthDays))
      words.push(`BYSETPOS=${parts.positions.join(',')}`)
    if (parts.weekStart !== 'MO') words.push(`WKST=${parts.weekStart}`)
    return { words, count: parts.count }
  })

describe('the days of a rule', () => {
  it('are those of the second implementation, over random rules', () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 0, max: 3000 }), ({ words, count }, offset) => {
        const base = words.join(';')
        const until = new Date('2031-12-31T00:00:00Z')
        const anchor = isoOfDay(dayNumber('2020-01-01') + offset)
        const make = (text: string, start: string) =>
          new rrule.RRule({
            ...rrule.RRule.parseString(text),
            dtstart: new Date(`${start}T00:00:00Z`),
            until,
          })
        // A rule's first occurrence is a day of it: where theirs begins, ours does.
        const start = make(base, anchor)
          .all((_, at) => at < 1)
          .at(0)
        if (!start || start > until) return
        const iso = start.toISOString().slice(0, 10)
        const text = count === undefined ? base : `${base};COUNT=${count}`
        // The interval is counted from the start, so theirs begins there too.
        const theirs = make(base, iso)
          .all()
          .slice(0, count)
          .map((date) => date.toISOString().slice(0, 10))
        if (theirs[0] !== iso) return
        const ours = days(text, iso, iso, '2031-12-31')
        expect(ours, text).toEqual(theirs)
        // A window in the middle is a part of the whole.
        const [from, to] = ['2027-03-01', '2028-02-29']
        expect(days(text, iso, from, to), text).toEqual(theirs.filter((day) => day >= from && day <= to))
      }),
      { numRuns: 150 },
    )
  })

  it('of Solar Hijri months are those that Intl names so', () => {
    const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    })
    const partsOf = (iso: string) => {
      const part = Object.fromEntries(
        persian.formatToParts(new Date(`${iso}T12:00:00Z`)).map(({ type, value }) => [type, Number(value)]),
      )
      return { month: part.month, day: part.day }
    }
    fc.assert(
      fc.property(
        some(range(1, 12)),
        some(range(1, 31)),
        fc.integer({ min: 0, max: 700 }),
        (months, monthDays, offset) => {
          const start = isoOfDay(dayNumber('2024-03-20') + offset)
          const text = `RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=${months.join(',')};BYMONTHDAY=${monthDays.join(',')}`
          const expected: string[] = []
          for (let day = dayNumber(start); day <= dayNumber('2030-01-01'); day++) {
            const iso = isoOfDay(day)
            const { month, day: number } = partsOf(iso)
            if (months.includes(month ?? 0) && monthDays.includes(number ?? 0)) expected.push(iso)
          }
          const found = days(text, start, start, '2030-01-01')
          expect(found.filter((day) => day !== start || expected.includes(day))).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('29 February comes in leap years, or on the last day before', () => {
    expect(first('FREQ=YEARLY', '2024-02-29', 3)).toEqual(['2024-02-29', '2028-02-29', '2032-02-29'])
    expect(first('RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD', '2024-02-29', 3)).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
    ])
    expect(first('RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD', '2024-02-29', 3)).toEqual([
      '2024-02-29',
      '2025-03-01',
      '2026-03-01',
    ])
  })

  test('30 Esfand of 1403 comes again in 1408, or each year on the last day of Esfand', () => {
    expect(fromIso('2025-03-20', 'persian')).toEqual({ year: 1403, month: 12, day: 30 })
    const persian = (text: string) => first(text, '2025-03-20', 3).map((iso) => fromIso(iso, 'persian'))
    expect(persian('RSCALE=PERSIAN;FREQ=YEARLY')).toEqual([
      { year: 1403, month: 12, day: 30 },
      { year: 1408, month: 12, day: 30 },
      { year: 1412, month: 12, day: 30 },
    ])
    expect(persian('RSCALE=PERSIAN;FREQ=YEARLY;SKIP=BACKWARD')).toEqual([
      { year: 1403, month: 12, day: 30 },
      { year: 1404, month: 12, day: 29 },
      { year: 1405, month: 12, day: 29 },
    ])
  })

  test('Buddhist months are the Gregorian ones', () => {
    const gregorian = first('FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31', 14)
    expect(first('RSCALE=BUDDHIST;FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31', 14)).toEqual(gregorian)
  })

  test('the first occurrence is one of them even where it does not fit the rule', () => {
    expect(first('FREQ=WEEKLY;BYDAY=FR;COUNT=3', '2026-11-23', 9)).toEqual([
      '2026-11-23',
      '2026-11-27',
      '2026-12-04',
    ])
  })

  test('a rule that never comes true ends by itself', () => {
    expect(first('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', '2026-02-28', 5)).toEqual(['2026-02-28'])
    expect(first('FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2', '2026-02-28', 5)).toEqual(['2026-02-28'])
  })

  test('100,000 occurrences are walked only as far as one looks; a century ahead costs nothing without a count', () => {
    expect(days('FREQ=DAILY;COUNT=100000', '1926-01-01', '2199-01-01', '2199-01-03')).toEqual([
      '2199-01-01',
      '2199-01-02',
      '2199-01-03',
    ])
    expect(days('FREQ=DAILY;COUNT=100000', '1926-01-01', '2199-10-14', '2300-01-01')).toEqual([
      '2199-10-14',
      '2199-10-15',
    ])
    expect(days('FREQ=DAILY', '2026-01-01', '9990-01-01', '9990-01-02')).toEqual(['9990-01-01', '9990-01-02'])
    expect(days('FREQ=WEEKLY;INTERVAL=3;BYDAY=TU', '2026-01-06', '2926-01-01', '2926-01-31')).toHaveLength(2)
  })
})

describe('times of day', () => {
  test('a time the clock skips moves on by the gap, one it shows twice is the first', () => {
    // New York, 8 March 2026: 02:00 → 03:00; 1 November 2026: 02:00 → 01:00.
    expect(new Date(instantOf('2026-03-08', 150, 'America/New_York')).toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    )
    expect(wallTime(Date.parse('2026-03-08T07:30:00Z'), 'America/New_York')).toEqual({
      day: '2026-03-08',
      minutes: 210,
    })
    expect(new Date(instantOf('2026-11-01', 90, 'America/New_York')).toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    )
    // Tehran had its gap at midnight until 2022.
    expect(new Date(instantOf('2022-03-22', 0, 'Asia/Tehran')).toISOString()).toBe('2022-03-21T20:30:00.000Z')
    expect(wallTime(Date.parse('2022-03-21T20:30:00Z'), 'Asia/Tehran')).toEqual({
      day: '2022-03-22',
      minutes: 60,
    })
  })

  test('are kept by every zone, whatever the season', () => {
    const zones = [
      'Asia/Bangkok',
      'Asia/Tehran',
      'America/New_York',
      'Australia/Lord_Howe',
      'Europe/London',
      'Africa/Casablanca',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2035-12-31') }),
        fc.integer({ min: 4 * 60, max: 23 * 60 }),
        (zone, day, minutes) => {
          const iso = isoOfDay(day)
          expect(wallTime(instantOf(iso, minutes, zone), zone)).toEqual({ day: iso, minutes })
        },
      ),
    )
  })
})

describe('a rule that moves or is cut', () => {
  const moved = (text: string, from: string, to: string) => formatRule(movedRule(read(text), from, to))
  test('keeps what it means', () => {
    expect(moved('FREQ=WEEKLY;BYDAY=MO,WE', '2026-11-23', '2026-11-24')).toBe('FREQ=WEEKLY;BYDAY=TU,TH')
    expect(moved('FREQ=MONTHLY;BYMONTHDAY=23', '2026-11-23', '2026-11-24')).toBe('FREQ=MONTHLY;BYMONTHDAY=24')
    expect(moved('FREQ=MONTHLY;BYDAY=4MO', '2026-11-23', '2026-11-17')).toBe('FREQ=MONTHLY;BYDAY=3TU')
    expect(moved('FREQ=MONTHLY;BYDAY=-1MO', '2026-11-30', '2026-11-24')).toBe('FREQ=MONTHLY;BYDAY=-1TU')
    expect(moved('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23', '2026-11-23', '2026-12-01')).toBe(
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1',
    )
    expect(moved('FREQ=DAILY', '2026-11-23', '2026-11-29')).toBe('FREQ=DAILY')
  })
  test('both halves together are the whole', () => {
    const whole = first('FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9', '2026-11-23', 20)
    const cut = '2026-12-07'
    const { before, after } = cutRule(read('FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9'), '2026-12-06', 4)
    expect([...first(formatRule(before), '2026-11-23', 20), ...first(formatRule(after), cut, 20)]).toEqual(
      whole,
    )
    expect(ruleOf(formatRule(before))).toBeDefined()
  })
})
