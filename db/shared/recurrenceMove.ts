/** What becomes of a rule when its first occurrence moves to another day, and where it is cut in two. */
import { daysBetween, daysInMonth, fromIso, weekdayOf } from './dates/calendars.ts'
import type { Rule, RuleDay } from './recurrence.ts'

const turn = (day: number, by: number): number => (((day + by) % 7) + 7) % 7

/** “The second Tuesday” of where a day stands now; the last stays the last where that is still true. */
function ordinal(rule: Rule, iso: string, before: RuleDay): RuleDay {
  const parts = fromIso(iso, rule.calendar)
  const day = weekdayOf(iso)
  if (!parts || before.nth === undefined) return { day }
  const isLast = parts.day + 7 > daysInMonth(rule.calendar, parts.month, parts.year)
  return { day, nth: before.nth < 0 && isLast ? -1 : Math.ceil(parts.day / 7) }
}

/**
 * The rule for a first occurrence on `to` instead of `from`: weekdays turn with it, a day of the month and a month that
 * were those of the first occurrence become those of the new one. Parts that said something else stay.
 */
export function movedRule(rule: Rule, from: string, to: string): Rule {
  const by = daysBetween(from, to)
  if (by === 0) return rule
  const [was, is] = [fromIso(from, rule.calendar), fromIso(to, rule.calendar)]
  if (!was || !is) return rule
  const { byDay, byMonthDay, byMonth } = rule
  const moved: { -readonly [K in keyof Rule]: Rule[K] } = { ...rule }
  if (byDay && rule.freq === 'WEEKLY')
    moved.byDay = byDay.map(({ day }) => ({ day: turn(day, by) })).sort((a, b) => a.day - b.day)
  else if (byDay?.length === 1 && byDay[0]?.day === weekdayOf(from))
    moved.byDay = [ordinal(rule, to, byDay[0])]
  if (byMonthDay?.length === 1 && byMonthDay[0] === was.day) moved.byMonthDay = [is.day]
  if (byMonth?.length === 1 && byMonth[0] === was.month) moved.byMonth = [is.month]
  if (typeof rule.until === 'string' && rule.until < to) moved.until = to
  return moved
}

/** The rule up to the day before, and the one that goes on; `passed`: occurrences before the cut. */
export function cutRule(rule: Rule, dayBefore: string, passed: number): { before: Rule; after: Rule } {
  const { count, until: _, ...rest } = rule
  const after: Rule = count === undefined ? rule : { ...rest, count: Math.max(1, count - passed) }
  return { before: { ...rest, until: dayBefore }, after }
}
