/** Where things stand in a calendar: the weeks of a month in any calendar, and overlapping times side by side. Pure. */
import { addDays, type Calendar } from '#db/shared/dates/calendars.ts'
import { periodOf } from '#db/shared/dates/periods.ts'

export const views = ['day', 'workWeek', 'week', 'month', 'agenda'] as const
export type View = (typeof views)[number]

const WEEK = 7
const AGENDA_DAYS = 30

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

/** The days a view shows. */
export function daysShown(
  view: View,
  anchor: string,
  calendar: Calendar,
  weekStart: number,
  weekend: readonly number[],
): readonly string[] {
  if (view === 'day') return [anchor]
  if (view === 'agenda') return Array.from({ length: AGENDA_DAYS }, (_, at) => addDays(anchor, at))
  if (view === 'month') return monthWeeks(anchor, calendar, weekStart).flat()
  const { start } = periodOf(anchor, 'week', calendar, weekStart)
  const week = Array.from({ length: WEEK }, (_, at) => addDays(start, at))
  return view === 'week' ? week : week.filter((_, at) => !weekend.includes((weekStart + at) % WEEK))
}

export interface Span {
  readonly from: number
  readonly to: number
}

export interface Placed<T> {
  readonly item: T
  readonly span: Span
  /** Of `lanes` side by side, counted from the start of the line. */
  readonly lane: number
  readonly lanes: number
}

const SHORTEST = 20

/** Times of one day beside each other where they overlap. Spans are minutes of the day; short ones take a readable height. */
export function placed<T>(items: readonly { readonly item: T; readonly span: Span }[]): Placed<T>[] {
  const tall = items
    .map(({ item, span }) => ({
      item,
      span: { from: span.from, to: Math.max(span.to, span.from + SHORTEST) },
    }))
    .sort((a, b) => a.span.from - b.span.from || b.span.to - a.span.to)
  const result: Placed<T>[] = []
  let cluster: { item: T; span: Span; lane: number }[] = []
  let ends: number[] = []
  const close = (): void => {
    for (const each of cluster) result.push({ ...each, lanes: ends.length })
    cluster = []
    ends = []
  }
  for (const each of tall) {
    if (ends.length > 0 && ends.every((end) => end <= each.span.from)) close()
    const free = ends.findIndex((end) => end <= each.span.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = each.span.to
    cluster.push({ ...each, lane })
  }
  close()
  return result
}
