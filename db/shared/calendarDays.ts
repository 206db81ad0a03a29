/** Which days a calendar shows, on the screen as on paper: the weeks of a month in any calendar, a week, its working days. Pure. */
import { addDays, type Calendar } from './dates/calendars.ts'
import { periodOf } from './dates/periods.ts'

const WEEK = 7

/** All days of the weeks that a month of the reader's calendar touches, in rows of seven. */
export function monthWeeks(
  anchor: string,
  calendar: Calendar,
  weekStart: number,
): readonly (readonly string[])[] {
  const month = periodOf(anchor, 'month', calendar)
  const first = periodOf(month.start, 'week', calendar, weekStart).start
  const weeks: string[][] = []
  for (let day = first; day <= month.end; day = addDays(day, WEEK))
    weeks.push(Array.from({ length: WEEK }, (_, at) => addDays(day, at)))
  return weeks
}

/** The seven days of the week a day is in. */
export function weekDays(anchor: string, calendar: Calendar, weekStart: number): readonly string[] {
  const { start } = periodOf(anchor, 'week', calendar, weekStart)
  return Array.from({ length: WEEK }, (_, at) => addDays(start, at))
}
