/** Favourites, and the birthdays and yearly events that come next. */
import { allRows, type Connection } from '../core/connection.ts'
import type { Handlers, MutationCtx } from '../core/context.ts'
import { elementsOf } from '../core/derive.ts'
import { namedId, putNamed } from '../core/namedId.ts'
import { readRecord } from '../core/read.ts'
import { visibleName } from '../core/visible.ts'
import { addDays, type Calendar, daysInMonth, fromIso } from '../shared/dates/calendars.ts'
import { localTime } from '../shared/dates/format.ts'
import { isWithinDays, nextOccurrence, parseYearly, yearsOn } from '../shared/dates/yearly.ts'
import type { Entity, Field } from '../shared/entity.ts'
import { AppError } from '../shared/errors.ts'
import { favourite, type homeProcedures, type Upcoming } from '../shared/home.ts'
import { idToText } from '../shared/id.ts'
import { allEntities, entityNamed, findEntity } from '../shared/registry.ts'

interface FavouriteRow {
  readonly entity: string
  readonly record: string
}

/** What a favourite leads to now: itself, or what it was merged into; undefined while it cannot be seen. */
function favouriteOf(conn: Connection, { entity, record }: FavouriteRow) {
  const known = findEntity(entity)
  if (!known) return undefined
  try {
    const { id, displayName } = readRecord(conn, known, record)
    return { entity, id, displayName: String(displayName ?? '') }
  } catch (error) {
    if (error instanceof AppError && error.record.code === 'NotFound') return undefined
    throw error
  }
}

/** Every favourite row of the caller that leads to a record: two of them, after a merge of two favourites. */
function rowsLeadingTo(ctx: MutationCtx, entity: Entity, id: string): { rowId: number }[] {
  return allRows<FavouriteRow & { rowId: number }>(
    ctx.conn,
    `SELECT rowId, entity, record FROM ${visibleName(favourite)} WHERE userId = ? AND entity = ?`,
    ctx.actor.rowId,
    entity.name,
  ).filter((row) => row.record === id || favouriteOf(ctx.conn, row)?.id === id)
}

const yearlyFields = (entity: Entity): Field[] =>
  entity.fields.filter((field) => field.kind === 'yearly' || field.elements === 'event')

/** The month-days that fall on one of the days, in one calendar; 29 February and 30 Esfand on the last day of short years too. */
function monthDays(calendar: Calendar, today: string, days: number): string[] {
  const found = new Set<string>()
  for (let ahead = 0; ahead <= days; ahead++) {
    const parts = fromIso(addDays(today, ahead), calendar)
    if (!parts) continue
    const isLast = parts.day === daysInMonth(calendar, parts.month, parts.year)
    const last = isLast ? daysInMonth(calendar, parts.month) : parts.day
    for (let day = parts.day; day <= last; day++)
      found.add(`${String(parts.month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
  }
  return [...found]
}

interface Holder {
  readonly id: Uint8Array
  readonly displayName: string | null
  readonly value: string
}

/** Rows that may have an event in the span, by the indexes of migration 110; the calendar is looked at afterwards. */
function candidates(conn: Connection, entity: Entity, field: Field, days: readonly string[]): Holder[] {
  const of = `SELECT id, displayName, ${field.name} AS value FROM ${visibleName(entity)} WHERE ${field.name} IS NOT NULL`
  return field.kind === 'yearly'
    ? allRows<Holder>(
        conn,
        `${of} AND substr(${field.name}, -5) IN (SELECT value FROM json_each(?))`,
        JSON.stringify(days),
      )
    : allRows<Holder>(conn, of)
}

interface Happening {
  readonly text: string
  readonly label?: string
}

const happenings = (field: Field, value: string): Happening[] =>
  field.kind === 'yearly'
    ? [{ text: value }]
    : elementsOf(value).flatMap((element) => {
        const label: unknown = Reflect.get(element, 'label')
        return element.value === undefined
          ? []
          : [{ text: element.value, ...(typeof label === 'string' && { label }) }]
      })

export const homeHandlers = {
  'favourite.list'(ctx) {
    const rows = allRows<FavouriteRow>(
      ctx.conn,
      `SELECT entity, record FROM ${visibleName(favourite)} WHERE userId = ? ORDER BY rowId`,
      ctx.actor.rowId,
    )
    const records = new Map(
      rows.flatMap((row) => {
        const found = favouriteOf(ctx.conn, row)
        return found ? [[found.id, found] as const] : []
      }),
    )
    return { records: [...records.values()] }
  },

  'favourite.set'(ctx, input) {
    const entity = entityNamed(input.entity)
    const { id } = readRecord(ctx.conn, entity, input.id)
    const rows = rowsLeadingTo(ctx, entity, id)
    if (!input.on) for (const { rowId } of rows) ctx.write.set(favourite, rowId, { deletedAt: ctx.now() })
    else if (rows.length === 0)
      putNamed(ctx.write, favourite, namedId('favourite', ctx.actor.id, entity.name, id), {
        userId: ctx.actor.rowId,
        entity: entity.name,
        record: id,
      })
    return {}
  },

  'anniversary.upcoming'(ctx, { days, limit }) {
    const today = localTime(ctx.now(), ctx.timeZone).iso
    const wanted = [...monthDays('gregory', today, days), ...monthDays('persian', today, days)]
    const events: Upcoming[] = []
    for (const entity of allEntities().filter((each) => each.listed))
      for (const field of yearlyFields(entity))
        for (const { id, displayName, value } of candidates(ctx.conn, entity, field, wanted))
          for (const { text, label } of happenings(field, value)) {
            const yearly = parseYearly(text)
            const on = yearly && isWithinDays(yearly, today, days) ? nextOccurrence(yearly, today) : undefined
            if (!yearly || on === undefined) continue
            const years = yearsOn(yearly, on)
            events.push({
              entity: entity.name,
              id: idToText(id),
              displayName: displayName ?? '',
              field: field.name,
              ...(label !== undefined && { label }),
              yearly: text,
              on,
              ...(years !== undefined && years > 0 && { years }),
            })
          }
    events.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.displayName < b.displayName ? -1 : 1))
    return { total: events.length, events: events.slice(0, limit) }
  },
} satisfies Handlers<keyof typeof homeProcedures>
