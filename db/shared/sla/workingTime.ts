/**
 * Time while a business is open: how much of it lies between two instants, and when so much of it will have passed. Hours
 * are those of a wall clock in a time zone: a span opens at the first instant of its day at which the clock shows its
 * beginning or later, and closes at the first that shows its end or later. So a day on which the clock is put forward is
 * shorter, one on which it is put back longer. Days are worked out once. Pure.
 */
import { dayNumber, isoOfDay, weekdayOf } from '../dates/calendars.ts'
import { instantOfDay, wallTime } from '../recurrenceZones.ts'

const MINUTE = 60_000
const DAY_MINUTES = 1440
/** Nobody promises anything for later than this. */
export const MOST_DAYS = 3_700

/** Minutes since midnight, the end outside. */
export type Span = readonly [from: number, to: number]

export interface Hours {
  readonly timeZone: string
  /** Per weekday from Sunday: when it is open. */
  readonly week: readonly (readonly Span[])[]
  /** Days (ISO) on which it is not. */
  readonly isClosed: (day: string) => boolean
}

/** Milliseconds. */
type Stretch = readonly [from: number, to: number]

export class WorkingTime {
  readonly #hours: Hours
  readonly #days = new Map<number, readonly Stretch[]>()
  readonly #opensEver: boolean

  constructor(hours: Hours) {
    this.#hours = hours
    this.#opensEver = hours.week.some((spans) => spans.some(([from, to]) => to > from))
  }

  /** Open milliseconds from one instant to a later one. */
  between(from: number, to: number): number {
    if (!this.#opensEver || to <= from) return 0
    let sum = 0
    const last = this.#dayOf(to)
    for (let day = this.#dayOf(from); day <= last; day++) {
      for (const [opens, closes] of this.#stretches(day)) {
        const part = Math.min(closes, to) - Math.max(opens, from)
        if (part > 0) sum += part
      }
    }
    return sum
  }

  /** The first instant at which so much open time has passed since `from`; undefined when it never will have. */
  after(from: number, ms: number): number | undefined {
    if (ms <= 0) return from
    if (!this.#opensEver) return undefined
    let left = ms
    const first = this.#dayOf(from)
    for (let day = first; day < first + MOST_DAYS; day++) {
      for (const [opens, closes] of this.#stretches(day)) {
        const begin = Math.max(opens, from)
        const part = closes - begin
        if (part <= 0) continue
        if (part >= left) return begin + left
        left -= part
      }
    }
    return undefined
  }

  #dayOf(ms: number): number {
    return dayNumber(wallTime(ms, this.#hours.timeZone).day)
  }

  #stretches(day: number): readonly Stretch[] {
    let known = this.#days.get(day)
    if (!known) {
      known = stretchesOf(this.#hours, day)
      this.#days.set(day, known)
    }
    return known
  }
}

function stretchesOf({ week, isClosed, timeZone }: Hours, day: number): readonly Stretch[] {
  const iso = isoOfDay(day)
  const spans = week[weekdayOf(iso)] ?? []
  if (spans.length === 0 || isClosed(iso)) return []
  const united: [number, number][] = []
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = united.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (to > from) united.push([from, to])
  }
  return united.flatMap(([from, to]): Stretch[] => {
    const [opens, closes] = [reached(day, from, timeZone), reached(day, to, timeZone)]
    return closes > opens ? [[opens, closes]] : []
  })
}

/** The first instant of a day at which its clock shows this minute or a later one. */
function reached(day: number, minutes: number, timeZone: string): number {
  if (minutes >= DAY_MINUTES) return reached(day + 1, 0, timeZone)
  let at = instantOfDay(day, minutes, timeZone)
  // A minute that the clock skips comes out as one after the gap; the gap's end is the first that shows later.
  const iso = isoOfDay(day)
  for (let before = at - MINUTE; ; before -= MINUTE) {
    const wall = wallTime(before, timeZone)
    if (wall.day !== iso || wall.minutes < minutes) return at
    at = before
  }
}
