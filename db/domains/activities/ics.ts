/** Calendars in and out as files: activities to any calendar program, its events and holidays to here. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createActivity } from '../../core/activityDraft.ts'
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { Handlers, JobCtx, MutationCtx } from '../../core/context.ts'
import { pointKinds } from '../../core/derive.ts'
import { refuseOwnFiles } from '../../core/ownFiles.ts'
import { activity } from '../../shared/activities.ts'
import { holiday } from '../../shared/businessCalendar.ts'
import { addDays, dayNumber, isoOfDay } from '../../shared/dates/calendars.ts'
import { failure, invalid } from '../../shared/errors.ts'
import { idToText } from '../../shared/id.ts'
import { ruleOf } from '../../shared/recurrence.ts'
import { occurrenceDays } from '../../shared/recurrenceDays.ts'
import { wallTime } from '../../shared/recurrenceZones.ts'
import { createDecoder, guessEncoding } from '../../transfer/encoding.ts'
import { unfoldedBytes } from '../../transfer/icsMend.ts'
import { type IcsItem, readIcs } from '../../transfer/icsReader.ts'
import { type IcsEvent, type IcsPerson, writeIcs } from '../../transfer/icsWriter.ts'
import { WholeFile } from '../../transfer/wholeFile.ts'
import { readerZone } from './asked.ts'
import { eachRow } from './bulk.ts'
import { exceptionsOf, onlyTime, recurrenceOf, type Stored, storedColumns, timeOn, zoneOf } from './stored.ts'

const MAX_BYTES = 100_000_000
const PAGE = 200
const DAY_MINUTES = 1440
const SAMPLE = 64_000

interface Row extends Stored {
  readonly details: string | null
  readonly uid: string | null
  readonly updatedAt: number
  readonly recurringId: number | null
  readonly originalDay: string | null
}

const emailOf = (emails: string | null): string | undefined => {
  const list: unknown = emails === null ? [] : JSON.parse(emails)
  const first: unknown = Array.isArray(list) ? list[0] : undefined
  return typeof first === 'object' && first !== null && 'value' in first && typeof first.value === 'string'
    ? first.value
    : undefined
}

function peopleOf(conn: Connection, row: Row): IcsPerson[] {
  const rows = allRows<{ name: string | null; emails: string | null }>(
    conn,
    `SELECT c.displayName AS name, c.emails FROM visibleContact c WHERE c.rowId = :contact OR c.rowId IN
     (SELECT p.contactId FROM visibleActivityParticipant p WHERE p.activityId = :activity)`,
    { contact: row.contactId, activity: row.rowId },
  )
  return rows.map(({ name, emails }) => {
    const email = emailOf(emails)
    return { name: name ?? '', ...(email && { email }) }
  })
}

const uidOf = (conn: Connection, row: Row): string => {
  const own = row.uid ?? `${idToText(row.id)}@samphan`
  if (row.recurringId === null || row.originalDay === null) return own
  const parent = getRow<{ id: Uint8Array; uid: string | null }>(
    conn,
    'SELECT id, uid FROM visibleActivity WHERE rowId = ? AND rule IS NOT NULL',
    row.recurringId,
  )
  return parent ? (parent.uid ?? `${idToText(parent.id)}@samphan`) : own
}

function eventOf(conn: Connection, row: Row, reader: string): IcsEvent {
  const zone = zoneOf(row, reader)
  const recurs = recurrenceOf(row) !== undefined
  const time = recurs ? timeOn(row, wallTime(row.startAt, zone).day, reader) : onlyTime(row, reader)
  const uid = uidOf(conn, row)
  const stands = row.originalDay !== null && uid !== (row.uid ?? `${idToText(row.id)}@samphan`)
  // A day somebody stands in for is no exception: its own entry says so.
  const replaced = new Set(
    allRows<{ day: string }>(
      conn,
      'SELECT originalDay AS day FROM visibleActivity WHERE recurringId = ? AND originalDay IS NOT NULL',
      row.rowId,
    ).map(({ day }) => day),
  )
  return {
    uid,
    changedAt: row.updatedAt,
    startAt: time.startAt,
    endAt: time.endAt,
    allDay: row.allDay === 1,
    days: { from: time.firstDay, to: addDays(time.lastDay, 1) },
    timeZone: zone,
    summary: row.regarding ?? '',
    description: row.details ?? '',
    place: row.place ?? '',
    kind: row.kind,
    status: row.status === 'done' || row.status === 'cancelled' ? row.status : 'open',
    priority: row.priority ?? 'normal',
    isPrivate: row.private === 1,
    alarmMinutes: row.alarmMinutes,
    rule: recurs ? row.rule : null,
    exceptions: recurs ? [...exceptionsOf(row)].filter((day) => !replaced.has(day)).sort() : [],
    recurrenceDay: stands ? row.originalDay : null,
    people: peopleOf(conn, row),
  }
}

/** Every activity from a day on. */
export async function calendarText(
  ctx: JobCtx,
  from: string | undefined,
  zone: string,
): Promise<{ text: string; rows: number }> {
  const low = from === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(from)
  if (Number.isNaN(low)) throw invalid('from', 'date')
  const ids = ctx.conn.db
    .prepare(
      'SELECT rowId FROM visibleActivity WHERE startAt >= ? OR rule IS NOT NULL ORDER BY startAt, rowId',
    )
    .pluck()
    .all(low) as number[]
  const events: IcsEvent[] = []
  for (let at = 0; at < ids.length; at += PAGE) {
    await new Promise((resolve) => setImmediate(resolve))
    if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
    for (const row of allRows<Row>(
      ctx.conn,
      `SELECT ${storedColumns}, details, uid, updatedAt, recurringId, originalDay FROM visibleActivity WHERE rowId IN (SELECT value FROM json_each(?)) ORDER BY startAt, rowId`,
      JSON.stringify(ids.slice(at, at + PAGE)),
    ))
      events.push(eventOf(ctx.conn, row, zone))
    ctx.progress({ done: Math.min(at + PAGE, ids.length), total: ids.length, step: 'export' })
  }
  return { text: writeIcs(events, 'Samphan'), rows: events.length }
}

/** Writes them; the file is complete or not there at all. */
async function writeCalendar(
  ctx: JobCtx,
  out: string,
  from: string | undefined,
  zone: string,
): Promise<{ file: string; rows: number; bytes: number }> {
  refuseOwnFiles(ctx.conn.file, out)
  const { text, rows } = await calendarText(ctx, from, zone)
  const file = new WholeFile(out)
  try {
    file.write(text)
    return { file: out, rows, bytes: file.finish() }
  } catch (error) {
    file.abandon()
    throw error
  }
}

const contactWith = (conn: Connection, email: string): string | undefined => {
  const row = getRow<{ id: Uint8Array }>(
    conn,
    `SELECT v.id FROM contactPoint p JOIN visibleContact v ON v.rowId = p.rowId
     WHERE p.kind = ${pointKinds.email} AND p.entity = 1 AND p.norm = ? ORDER BY v.rowId LIMIT 1`,
    email,
  )
  return row && idToText(row.id)
}

const byUid =
  "SELECT rowId FROM visibleActivity WHERE uid = ? AND ifnull(originalDay, '') = ? ORDER BY rowId LIMIT 1"

interface Counts {
  created: number
  updated: number
  skipped: number
}

/** Of one that is here already, what the file does not say stays as somebody made it. */
function dataOf(ctx: MutationCtx, item: IcsItem, isNew: boolean): Record<string, unknown> {
  const contactId = item.emails.map((email) => contactWith(ctx.conn, email)).find((id) => id !== undefined)
  return {
    ...((isNew || item.kind !== null) && { kind: item.kind ?? 'meeting' }),
    regarding: item.summary,
    details: item.description,
    place: item.place,
    startAt: new Date(item.startAt).toISOString(),
    durationMinutes: item.durationMinutes,
    allDay: item.allDay,
    timeZone: item.timeZone,
    ...((isNew || item.status !== null) && { status: item.status ?? 'open' }),
    priority: item.priority,
    private: item.isPrivate,
    alarmMinutes: item.alarmMinutes,
    rule: item.rule,
    exceptions: item.exceptions,
    uid: item.uid,
    originalDay: item.recurrenceDay,
    ...(contactId && { contactId }),
  }
}

/** An event that is here already, by its identity, is brought up to date; a stand-in takes its day out of the rule. */
function takeEvent(ctx: MutationCtx, item: IcsItem, counts: Counts): void {
  const known =
    item.uid === null
      ? undefined
      : getRow<{ rowId: number }>(ctx.conn, byUid, item.uid, item.recurrenceDay ?? '')?.rowId
  const data = dataOf(ctx, item, known === undefined)
  const rowId = known ?? createActivity(ctx, data)
  if (known === undefined) counts.created++
  else if (ctx.write.update(activity, known, data)) counts.updated++
  else counts.skipped++
  if (item.recurrenceDay === null || item.uid === null) return
  const parent = getRow<{ rowId: number; exceptions: string | null }>(
    ctx.conn,
    'SELECT rowId, exceptions FROM visibleActivity WHERE uid = ? AND rule IS NOT NULL ORDER BY rowId LIMIT 1',
    item.uid,
  )
  if (!parent) return
  const days = new Set([...exceptionsOf(parent), item.recurrenceDay])
  ctx.write.set(activity, parent.rowId, { exceptions: JSON.stringify([...days].sort()) })
  ctx.write.set(activity, rowId, { recurringId: parent.rowId })
}

const HOLIDAY_YEARS = 6
const MOST_HOLIDAYS = 400

/** The days an entry of a holiday calendar is about: all of a span, and those of a rule for the years one plans for. */
function holidayDays(item: IcsItem): string[] {
  const length = Math.max(1, Math.min(31, Math.ceil(item.durationMinutes / DAY_MINUTES)))
  const rule = item.rule === null ? undefined : ruleOf(item.rule)
  const first = dayNumber(item.day)
  const starts = rule
    ? [...occurrenceDays(rule, item.day, first, first + HOLIDAY_YEARS * 366)].map(isoOfDay)
    : [item.day]
  const left = starts.filter((day) => !item.exceptions.includes(day))
  return left.flatMap((day) => Array.from({ length }, (_, at) => addDays(day, at))).slice(0, MOST_HOLIDAYS)
}

function takeHoliday(ctx: MutationCtx, item: IcsItem, counts: Counts): void {
  for (const day of holidayDays(item)) {
    const own = item.uid ?? `${item.day} ${item.summary}`
    const uid = day === item.day ? own : `${own}/${day}`
    const known = getRow<{ rowId: number }>(
      ctx.conn,
      'SELECT rowId FROM visibleHoliday WHERE uid = ? LIMIT 1',
      uid,
    )
    const data = { date: day, name: item.summary ?? uid, uid }
    if (!known) {
      ctx.write.create(holiday, data)
      counts.created++
    } else if (ctx.write.update(holiday, known.rowId, data)) counts.updated++
    else counts.skipped++
  }
}

function readFile(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw failure('NotFound', 'calendarFile', { file })
  if (statSync(file).size > MAX_BYTES) throw failure('Unavailable', 'calendarTooLarge', { file })
  const bytes = readFileSync(file)
  const isWide = bytes.subarray(0, SAMPLE).includes(0)
  // A character cut in two by folding is whole again only before it is read as one.
  const whole = isWide ? bytes : unfoldedBytes(bytes)
  const decoder = createDecoder(guessEncoding(whole.subarray(0, SAMPLE)).encoding)
  return decoder.write(whole) + decoder.end()
}

export const icsHandlers = {
  'ics.export': (ctx, input) => writeCalendar(ctx, input.out, input.from, readerZone(ctx, input.timeZone)),

  'ics.publish': (ctx, input) =>
    writeCalendar(ctx, join(input.folder, 'Samphan.ics'), input.from, readerZone(ctx, input.timeZone)),

  async 'ics.import'(ctx, input) {
    const zone = readerZone(ctx, input.timeZone)
    const counts: Counts = { created: 0, updated: 0, skipped: 0 }
    const told = { undated: 0, unfollowed: 0, unknownZones: new Set<string>(), read: 0 }
    const items: IcsItem[] = []
    for (const file of input.files) {
      const calendar = readIcs(readFile(file), zone)
      if (!calendar) throw failure('Invalid', 'notACalendar', { file })
      items.push(...calendar.items)
      told.undated += calendar.undated
      told.unfollowed += calendar.unfollowed
      for (const each of calendar.unknownZones) told.unknownZones.add(each)
    }
    told.read = items.length + told.undated
    // Whoever recurs comes before who stands in for one of its days.
    items.sort((a, b) => Number(a.recurrenceDay !== null) - Number(b.recurrenceDay !== null))
    if (!input.dryRun)
      await eachRow(
        { ...ctx, timeZone: zone },
        items.map((_, at) => at),
        'import',
        (within, at) => {
          const item = items[at]
          if (!item) return false
          if (input.as === 'holidays') takeHoliday(within, item, counts)
          else takeEvent(within, item, counts)
          return true
        },
      )
    return {
      ...counts,
      read: told.read,
      undated: told.undated,
      unfollowed: told.unfollowed,
      unknownZones: [...told.unknownZones],
      operation: ctx.operation(),
    }
  },
} satisfies Handlers<'ics.export' | 'ics.publish' | 'ics.import'>
