/** When the business works: weekend, hours and holidays, and the bundled lists of them. Counting is core/workingDays.ts. */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers } from '../core/context.ts'
import { databaseSetting } from '../core/settings.ts'
import { workWeek } from '../core/workingDays.ts'
import { holiday } from '../shared/businessCalendar.ts'
import { invalid, notFound } from '../shared/errors.ts'
import { isIsoDay } from '../shared/fields.ts'
import { holidayLists } from '../shared/holidays.ts'
import { idToText } from '../shared/id.ts'

const usualHours = { from: 8 * 60, to: 18 * 60 }

function hoursOf(conn: Connection): { from: number; to: number } {
  const [from, to] = [databaseSetting(conn, 'business.opens'), databaseSetting(conn, 'business.closes')]
  if (typeof from !== 'number' || typeof to !== 'number' || from >= to) return usualHours
  return { from, to }
}

interface HolidayRow {
  readonly id: Uint8Array
  readonly date: string
  readonly name: string
  readonly working: number | null
  readonly country: string | null
  readonly owner: Uint8Array | null
}

const between = `SELECT h.id, h.date, h.name, h.working, h.country, u.id AS owner
  FROM visibleHoliday h LEFT JOIN visibleUser u ON u.rowId = h.ownerId
  WHERE h.date BETWEEN ? AND ? ORDER BY h.date, h.rowId`

export const businessCalendarHandlers = {
  'business.calendar'(ctx, input) {
    if (!isIsoDay(input.from) || !isIsoDay(input.to)) throw invalid('from', 'date')
    const { weekend, weekStart } = workWeek(ctx.conn)
    return {
      weekend: [...weekend],
      weekStart,
      hours: hoursOf(ctx.conn),
      holidays: allRows<HolidayRow>(ctx.conn, between, input.from, input.to).map(
        ({ id, date, name, working, country, owner }) => ({
          id: idToText(id),
          date,
          name,
          working: working === 1,
          country,
          ownerId: owner && idToText(owner),
        }),
      ),
    }
  },

  'holiday.lists': (ctx) => ({
    lists: holidayLists.map(({ country, days, note }) => ({
      country,
      from: days[0]?.date ?? '',
      to: days.at(-1)?.date ?? '',
      count: days.length,
      added: days.filter(({ key }) => isThere(ctx.conn, country, key)).length,
      note,
    })),
  }),

  'holiday.add'(ctx, input) {
    const list = holidayLists.find(({ country }) => country === input.country)
    if (!list) throw notFound('holiday', input.country)
    const lang = input.lang ?? list.lang
    let added = 0
    for (const { date, key, names } of list.days) {
      if (isThere(ctx.conn, list.country, key)) continue
      ctx.write.create(holiday, {
        date,
        name: names[lang],
        country: list.country,
        uid: uidOf(list.country, key),
      })
      added++
    }
    return { added }
  },

  'holiday.remove'(ctx, { country }) {
    const rows = allRows<{ rowId: number; uid: string }>(
      ctx.conn,
      'SELECT rowId, uid FROM visibleHoliday WHERE country = ? AND uid IS NOT NULL',
      country,
    ).filter(({ uid }) => uid.startsWith(uidOf(country, '')))
    for (const { rowId } of rows) ctx.write.set(holiday, rowId, { trashedAt: ctx.write.at })
    return { removed: rows.length }
  },
} satisfies Handlers<'business.calendar' | 'holiday.lists' | 'holiday.add' | 'holiday.remove'>

const uidOf = (country: string, key: string): string => `${country}:${key}`

const isThere = (conn: Connection, country: string, key: string): boolean =>
  getRow(conn, 'SELECT 1 FROM visibleHoliday WHERE uid = ? LIMIT 1', uidOf(country, key)) !== undefined
