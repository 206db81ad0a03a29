/** Where things stand in a calendar: the days of a view, and overlapping times side by side. Pure. */
import { monthWeeks, weekDays } from '#db/shared/calendarDays.ts'
import { addDays, type Calendar } from '#db/shared/dates/calendars.ts'

export const views = ['day', 'workWeek', 'week', 'month', 'agenda'] as const
export type View = (typeof views)[number]

const WEEK = 7
const AGENDA_DAYS = 30

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
  const week = weekDays(anchor, calendar, weekStart)
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
