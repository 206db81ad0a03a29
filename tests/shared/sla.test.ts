/**
 * The clocks of service promises against a model that knows nothing but what a wall clock shows: it goes through time minute
 * by minute, asks Intl for day and time of each, and counts.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clocksOf, dueAt, type Happened, lateOf, nextDue } from '#db/shared/sla/clocks.ts'
import { type Hours, type Span, WorkingTime } from '#db/shared/sla/workingTime.ts'

const MINUTE = 60_000
const at = (text: string): number => Date.parse(text)

const formats = new Map<string, Intl.DateTimeFormat>()
function wall(ms: number, timeZone: string): { day: string; weekday: number; minutes: number } {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
  const day = `${part.year}-${part.month}-${part.day}`
  return {
    day,
    weekday: new Date(`${day}T00:00Z`).getUTCDay(),
    minutes: Number(part.hour) * 60 + Number(part.minute),
  }
}

/**
 * Which minutes are open. Of each local day it remembers how far its clock has come: what is open is open from the first
 * minute that shows its beginning or later until the first that shows its end or later, whatever the clock does in between.
 */
class Model {
  readonly #hours: Hours
  readonly #reached = new Map<string, number>()
  #at: number

  constructor(hours: Hours, from: number) {
    this.#hours = hours
    // From well before, so that the day of `from` is known from its first minute.
    this.#at = from - 26 * 60 * MINUTE
    while (this.#at < from) this.next()
  }

  /** Whether the next minute is open. */
  next(): boolean {
    const { day, weekday, minutes } = wall(this.#at, this.#hours.timeZone)
    this.#at += MINUTE
    const reached = Math.max(this.#reached.get(day) ?? 0, minutes)
    this.#reached.set(day, reached)
    if (this.#hours.isClosed(day)) return false
    return (this.#hours.week[weekday] ?? []).some(([from, to]) => reached >= from && reached < to)
  }
}

function openMinutes(hours: Hours, from: number, to: number): number {
  const model = new Model(hours, from)
  let open = 0
  for (let now = from; now < to; now += MINUTE) if (model.next()) open++
  return open
}

/** The first minute at which `minutes` open ones have passed outside the waits, looking so far ahead. */
function modelDue(
  hours: Hours,
  from: number,
  minutes: number,
  waits: Happened['waits'],
  until: number,
): number | null | 'later' {
  const model = new Model(hours, from)
  let left = minutes
  for (let now = from; now < until; now += MINUTE) {
    const waiting = waits.some(([begin, end]) => begin <= now && (end === null || now < end))
    const open = model.next()
    if (left === 0) return now
    if (open && !waiting) left--
    if (left === 0) return now + MINUTE
    if (waiting && waits.some(([begin, end]) => begin <= now && end === null)) return null
  }
  return 'later'
}

// Bangkok never changes, Tehran did until 2022, New York and Berlin do, Lord Howe by half an hour.
const zone = fc.constantFrom(
  'Asia/Bangkok',
  'Asia/Tehran',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
)
/** Around changes of the clock in each of them. */
const near = fc.constantFrom(
  '2021-03-21T12:00Z',
  '2021-09-21T12:00Z',
  '2026-03-07T12:00Z',
  '2026-03-28T12:00Z',
  '2026-10-24T12:00Z',
  '2026-10-31T12:00Z',
  '2026-04-04T06:00Z',
  '2026-10-03T06:00Z',
)
const span = fc
  .tuple(fc.integer({ min: 0, max: 1_440 }), fc.integer({ min: 0, max: 1_440 }))
  .map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)])
const week = fc.array(fc.array(span, { maxLength: 3 }), { minLength: 7, maxLength: 7 })
const hours = fc.record({ timeZone: zone, week, closed: fc.integer({ min: 0, max: 6 }) }).map(
  ({ timeZone, week: spans, closed }): Hours => ({
    timeZone,
    week: spans,
    isClosed: (day) => Number(day.slice(8)) % 7 === closed,
  }),
)
const start = fc
  .tuple(near, fc.integer({ min: -2_000, max: 2_000 }))
  .map(([base, minutes]) => at(base) + minutes * MINUTE)

describe('time while a business is open', () => {
  it('is what the wall clock says, minute by minute', () => {
    fc.assert(
      fc.property(hours, start, fc.integer({ min: 0, max: 4_000 }), (open, from, length) => {
        const to = from + length * MINUTE
        expect(new WorkingTime(open).between(from, to)).toBe(openMinutes(open, from, to) * MINUTE)
      }),
      { numRuns: 60 },
    )
  })

  it('has passed at the first instant at which it has', () => {
    fc.assert(
      fc.property(hours, start, fc.integer({ min: 1, max: 1_500 }), (open, from, minutes) => {
        const time = new WorkingTime(open)
        const due = time.after(from, minutes * MINUTE)
        if (due === undefined) return
        expect(time.between(from, due)).toBe(minutes * MINUTE)
        expect(time.between(from, due - 1)).toBeLessThan(minutes * MINUTE)
      }),
      { numRuns: 300 },
    )
  })

  it('never passes where nothing is ever open', () => {
    const never: Hours = {
      timeZone: 'Asia/Bangkok',
      week: [[], [], [], [], [], [], []],
      isClosed: () => false,
    }
    const always: Hours = {
      timeZone: 'Asia/Bangkok',
      week: Array(7).fill([[0, 1_440]]),
      isClosed: () => true,
    }
    expect(new WorkingTime(never).after(at('2026-01-01T00:00Z'), MINUTE)).toBeUndefined()
    expect(new WorkingTime(always).after(at('2026-01-01T00:00Z'), MINUTE)).toBeUndefined()
  })

  it('is an hour shorter on the night the clock is put forward, and longer when it is put back', () => {
    const round: Hours = {
      timeZone: 'Europe/Berlin',
      week: Array(7).fill([[0, 1_440]]),
      isClosed: () => false,
    }
    const time = new WorkingTime(round)
    expect(time.between(at('2026-03-29T00:00+01:00'), at('2026-03-30T00:00+02:00'))).toBe(23 * 60 * MINUTE)
    expect(time.between(at('2026-10-25T00:00+02:00'), at('2026-10-26T00:00+01:00'))).toBe(25 * 60 * MINUTE)
    // Eight hours promised at ten in the evening before: five of the night are four.
    expect(new WorkingTime(round).after(at('2026-03-28T22:00+01:00'), 8 * 60 * MINUTE)).toBe(
      at('2026-03-29T07:00+02:00'),
    )
  })
})

const waits = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 600 })), { maxLength: 4 })
  .map((gaps) => {
    let now = 0
    return gaps.map(([gap, length]): [number, number] => {
      const from = now + gap
      now = from + length
      return [from, now]
    })
  })

describe('a clock', () => {
  it('runs out when the model says, waits and all', () => {
    fc.assert(
      fc.property(
        hours,
        start,
        fc.integer({ min: 1, max: 900 }),
        waits,
        fc.boolean(),
        (open, from, minutes, gaps, endless) => {
          const stands = gaps.map(([begin, end], index): [number, number | null] => [
            from + begin * MINUTE,
            endless && index === gaps.length - 1 ? null : from + end * MINUTE,
          ])
          const model = modelDue(open, from, minutes, stands, from + 5_000 * MINUTE)
          const { due, paused } = dueAt(new WorkingTime(open), from, minutes, stands)
          if (model === 'later') expect(due === null || due > from + 5_000 * MINUTE - MINUTE).toBe(true)
          else expect({ due, paused }).toEqual({ due: model, paused: model === null })
        },
      ),
      { numRuns: 80 },
    )
  })

  const office: Hours = {
    timeZone: 'Asia/Bangkok',
    week: [[], [[480, 1_080]], [[480, 1_080]], [[480, 1_080]], [[480, 1_080]], [[480, 1_080]], []],
    isClosed: (day) => day === '2026-12-07',
  }
  const time = new WorkingTime(office)
  const targets = { first: 60, next: 120, solve: 1_200 }
  const opened = at('2026-12-04T17:30+07:00') // A Friday, half an hour before closing; Monday is a holiday.
  const nothing: Happened = { openedAt: opened, waits: [], incoming: [], replies: [], solvedAt: null }

  it('leaves out the night, the weekend and the holiday', () => {
    const clocks = clocksOf(nothing, targets, time)
    expect(clocks.first.due).toBe(at('2026-12-08T08:30+07:00'))
    expect(nextDue(clocks)).toBe(at('2026-12-08T08:30+07:00'))
    expect(clocks.solve.due).toBe(at('2026-12-09T17:30+07:00'))
  })

  it('of the first answer is met by it, in time or late', () => {
    const inTime = clocksOf({ ...nothing, replies: [at('2026-12-08T08:30+07:00')] }, targets, time)
    expect(inTime.first).toMatchObject({ late: false, metAt: at('2026-12-08T08:30+07:00') })
    const late = clocksOf({ ...nothing, replies: [at('2026-12-08T08:31+07:00')] }, targets, time)
    expect(lateOf(late)).toEqual(['first'])
    expect(nextDue(late)).toBe(at('2026-12-09T17:30+07:00'))
  })

  it('of the next answer starts with each question and forgets none that came too late', () => {
    const happened: Happened = {
      ...nothing,
      replies: [at('2026-12-08T08:10+07:00'), at('2026-12-08T14:00+07:00')],
      incoming: [at('2026-12-08T09:00+07:00'), at('2026-12-08T09:30+07:00'), at('2026-12-08T15:00+07:00')],
    }
    const clocks = clocksOf(happened, targets, time)
    expect(clocks.next).toMatchObject({ due: at('2026-12-08T17:00+07:00'), metAt: null, late: true })
  })

  it('stands still while the customer is waited for, and says so', () => {
    const from = at('2026-12-08T08:00+07:00')
    const asked: Happened = { ...nothing, openedAt: from, waits: [[at('2026-12-08T08:30+07:00'), null]] }
    expect(clocksOf(asked, targets, time).solve).toMatchObject({ due: null, paused: true })
    const back = { ...asked, waits: [[at('2026-12-08T08:30+07:00'), at('2026-12-08T10:30+07:00')]] as const }
    expect(clocksOf(back, targets, time).first.due).toBe(at('2026-12-08T11:00+07:00'))
  })

  it('that ran out while nobody waited is late though it was waited afterwards', () => {
    const happened: Happened = {
      ...nothing,
      openedAt: at('2026-12-08T08:00+07:00'),
      waits: [[at('2026-12-08T12:00+07:00'), null]],
    }
    expect(clocksOf(happened, targets, time).first).toMatchObject({
      due: at('2026-12-08T09:00+07:00'),
      paused: false,
    })
  })

  it('asks nothing where nothing was promised', () => {
    const clocks = clocksOf(nothing, {}, time)
    expect(nextDue(clocks)).toBeNull()
    expect(lateOf(clocks)).toEqual([])
  })
})
