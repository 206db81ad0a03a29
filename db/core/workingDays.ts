/** When the business works: the weekend it keeps and its holidays, for whoever counts working days. Reads the visible views only. */
import { addDays, weekdayOf } from '../shared/dates/calendars.ts'
import { type WorkWeek, workWeekOf } from '../shared/dates/periods.ts'
import { type Connection, getRow } from './connection.ts'
import { databaseSetting } from './settings.ts'

const WEEKDAYS = 7
const MAX_DAYS = 4000

const isWeekday = (day: unknown): day is number =>
  typeof day === 'number' && Number.isInteger(day) && day >= 0 && day < WEEKDAYS

/** The week as the business counts it: its own settings, else the usual one of its country. */
export function workWeek(conn: Connection): WorkWeek {
  const usual = workWeekOf(String(databaseSetting(conn, 'defaultCountry') ?? 'TH'))
  const weekend = databaseSetting(conn, 'business.weekend')
  const weekStart = databaseSetting(conn, 'business.weekStart')
  return {
    weekend: Array.isArray(weekend) ? weekend.filter(isWeekday) : usual.weekend,
    weekStart: isWeekday(weekStart) ? weekStart : usual.weekStart,
  }
}

export interface WorkingDays {
  isWorking(day: string): boolean
  /** The day itself when it is one, else the nearest in that direction. */
  nearest(day: string, direction: 1 | -1): string
  /** So many working days later (or earlier). */
  add(day: string, count: number): string
}

/** Counting working days, each holiday asked for once. */
export function workingDays(conn: Connection): WorkingDays {
  const { weekend } = workWeek(conn)
  const known = new Map<string, boolean>()
  const isWorking = (day: string): boolean => {
    if (weekend.includes(weekdayOf(day))) return false
    let works = known.get(day)
    if (works === undefined) {
      works =
        getRow(conn, 'SELECT 1 FROM visibleHoliday WHERE date = ? AND working IS NOT 1 LIMIT 1', day) ===
        undefined
      known.set(day, works)
    }
    return works
  }
  const nearest = (day: string, direction: 1 | -1): string => {
    let at = day
    for (let tries = 0; tries < MAX_DAYS && !isWorking(at); tries++) at = addDays(at, direction)
    return at
  }
  return {
    isWorking,
    nearest,
    add(day, count) {
      const direction = count < 0 ? -1 : 1
      let at = nearest(day, direction)
      for (let left = Math.abs(count); left > 0; left--) at = nearest(addDays(at, direction), direction)
      return at
    },
  }
}
