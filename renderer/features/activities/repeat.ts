/** Repetition as the dialog asks for it, and as a rule: a few usual forms, anything else kept as it is. */
import { addMonths, type Calendar, fromIso, weekdayOf } from '#db/shared/dates/calendars.ts'
import { type Frequency, formatRule, type Rule, ruleOf } from '#db/shared/recurrence.ts'

export type Ends = 'never' | 'until' | 'count'

export interface Repeat {
  /** `other`: a rule this form has no words for. */
  readonly every: 'none' | 'workdays' | 'other' | Frequency
  readonly interval: number
  /** WEEKLY: weekdays, 0 Sunday. */
  readonly days: readonly number[]
  /** MONTHLY: on the same weekday (the second Tuesday) instead of the same day. */
  readonly byWeekday: boolean
  readonly ends: Ends
  readonly until: string | null
  readonly count: number
  /** The text of a rule that is kept. */
  readonly kept: string
}

export const once: Repeat = {
  every: 'none',
  interval: 1,
  days: [],
  byWeekday: false,
  ends: 'never',
  until: null,
  count: 10,
  kept: '',
}

const sameDays = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join()

/** What a stored rule is in the words of the form. */
export function repeatOf(text: string | null, start: string, workdays: readonly number[]): Repeat {
  if (text === null || text === '') return once
  const rule = ruleOf(text)
  const other: Repeat = { ...once, every: 'other', kept: text }
  if (!rule || rule.byYearDay || rule.byWeekNo || rule.bySetPos) return other
  const ends = {
    ends:
      rule.count !== undefined
        ? ('count' as const)
        : rule.until !== undefined
          ? ('until' as const)
          : ('never' as const),
    count: rule.count ?? once.count,
    until:
      typeof rule.until === 'number' ? new Date(rule.until).toISOString().slice(0, 10) : (rule.until ?? null),
  }
  const base: Repeat = { ...once, ...ends, every: rule.freq, interval: rule.interval, kept: text }
  const days = rule.byDay?.map(({ day }) => day) ?? []
  const [only] = rule.byDay ?? []
  switch (rule.freq) {
    case 'DAILY':
      return days.length || rule.byMonth || rule.byMonthDay ? other : base
    case 'WEEKLY':
      if (rule.byMonth) return other
      if (rule.interval === 1 && sameDays(days, workdays)) return { ...base, every: 'workdays' }
      return { ...base, days: days.length ? days : [weekdayOf(start)] }
    case 'MONTHLY':
      if (
        rule.byMonth ||
        (rule.byMonthDay && rule.byMonthDay.join() !== String(fromIso(start, rule.calendar)?.day))
      )
        return other
      return days.length > 1 || (only && only.nth === undefined)
        ? other
        : { ...base, byWeekday: days.length === 1 }
    case 'YEARLY':
      return rule.byDay || rule.byMonth || rule.byMonthDay ? other : base
  }
}

/** The rule of the form for a first day, in the calendar its reader counts in; null for none. */
export function ruleTextOf(
  repeat: Repeat,
  start: string,
  calendar: Calendar,
  weekStart: number,
  workdays: readonly number[],
): string | null {
  if (repeat.every === 'none') return null
  if (repeat.every === 'other') return repeat.kept
  const weekly = repeat.every === 'workdays'
  const freq: Frequency = repeat.every === 'workdays' ? 'WEEKLY' : repeat.every
  const parts = fromIso(start, calendar)
  const inCalendar = freq === 'MONTHLY' || freq === 'YEARLY'
  const days = weekly ? workdays : [...new Set([...repeat.days, weekdayOf(start)])].sort((a, b) => a - b)
  const nth = parts ? Math.ceil(parts.day / 7) : 1
  const isLast =
    parts !== undefined && fromIso(addMonths(start, 1, calendar), calendar) !== undefined && nth > 4
  const rule: Rule = {
    freq,
    interval: Math.max(1, weekly ? 1 : repeat.interval),
    weekStart,
    calendar: inCalendar && calendar === 'persian' ? calendar : 'gregory',
    // Days a month lacks fall on its last, as people expect of a thirty-first or of 30 Esfand.
    skip: inCalendar && !repeat.byWeekday && (parts?.day ?? 1) > 28 ? 'BACKWARD' : 'OMIT',
    ...(freq === 'WEEKLY' && { byDay: days.map((day) => ({ day })) }),
    ...(freq === 'MONTHLY' &&
      repeat.byWeekday && { byDay: [{ day: weekdayOf(start), nth: isLast ? -1 : nth }] }),
    ...(repeat.ends === 'count' && { count: Math.max(1, repeat.count) }),
    ...(repeat.ends === 'until' && repeat.until !== null && { until: repeat.until }),
  }
  return formatRule(rule)
}
