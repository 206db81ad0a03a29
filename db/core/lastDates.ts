/**
 * When a contact was last called, reached, met, written to: worked out from history by each device, as ACT! does, and kept
 * on the contact so that lists sort and filter by it. Private history leaves no trace. Pure derivation: both doors of the
 * write path and `db check --rebuild` are the only callers.
 */
import { type LastDate, lastDates, lastDatesOf } from '../shared/activityCodes.ts'
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { allRows, type Connection, getRow } from './connection.ts'

type Row = Readonly<Record<string, DbValue>>

/** Columns of history that decide. */
const columns = [
  'kind',
  'at',
  'resultCode',
  'params',
  'contactId',
  'private',
  'trashedAt',
  'deletedAt',
] as const

/** The columns to read of a row that may move a date; undefined for entities that never do. */
export const isDated = (entity: Entity): readonly string[] | undefined =>
  entity.name === 'history' ? columns : undefined

interface Params {
  readonly outcome?: unknown
  /** What an own type of activity comes down to. */
  readonly base?: unknown
}

function paramsOf(params: DbValue | undefined): Params {
  if (typeof params !== 'string') return {}
  const read: unknown = JSON.parse(params)
  return typeof read === 'object' && read !== null ? read : {}
}

const counts = (row: Row): boolean =>
  typeof row.contactId === 'number' &&
  typeof row.at === 'number' &&
  (row.trashedAt ?? null) === null &&
  (row.deletedAt ?? null) === null &&
  row.private !== 1

function datesOf(row: Row): readonly LastDate[] {
  if (!counts(row)) return []
  const { outcome, base } = paramsOf(row.params)
  return lastDatesOf(base ?? row.kind, row.resultCode ?? undefined, outcome)
}

const canonicalOf = (conn: Connection, contact: DbValue | undefined): number | undefined =>
  typeof contact === 'number'
    ? getRow<{ canonicalId: number }>(conn, 'SELECT canonicalId FROM contact WHERE rowId = ?', contact)
        ?.canonicalId
    : undefined

/** After a row of history was written: moves the dates of its contacts. Answers those whose dates changed. */
export function keepLastDates(conn: Connection, before: Row, after: Row): number[] {
  const had = datesOf(before)
  const has = datesOf(after)
  const isNew = had.length === 0
  const [was, is] = [canonicalOf(conn, before.contactId), canonicalOf(conn, after.contactId)]
  if (isNew) {
    if (is === undefined || has.length === 0) return []
    const later = has.map((name) => `${name} = max(ifnull(${name}, :at), :at)`)
    const fresh = has.map((name) => `${name} IS NULL OR ${name} < :at`)
    const { changes } = conn
      .prepare(`UPDATE contact SET ${later.join(', ')} WHERE rowId = :contact AND (${fresh.join(' OR ')})`)
      .run({ at: after.at ?? null, contact: is })
    return changes > 0 ? [is] : []
  }
  return [...new Set([was, is])]
    .filter((contact) => contact !== undefined)
    .filter((contact) => recomputeDates(conn, contact))
}

/** Called before a contact is merged or parted; what it answers, called afterwards, works out anew whose dates that concerns. */
export function mergeLastDates(conn: Connection, entity: Entity, rowId: number): () => number[] {
  if (entity.name !== 'contact') return () => []
  const before = canonicalOf(conn, rowId)
  return () =>
    [...new Set([rowId, before, canonicalOf(conn, rowId)])]
      .filter((contact) => contact !== undefined)
      .filter((contact) => recomputeDates(conn, contact))
}

const select = `SELECT h.kind, h.at, h.resultCode, h.params, h.contactId, h.private, h.trashedAt, h.deletedAt FROM contact c
  JOIN history h ON h.contactId = c.rowId WHERE c.rowId = :contact OR (c.canonicalId = :contact AND c.mergedInto IS NOT NULL)`

type Dates = Record<LastDate, number | null>
const never: Readonly<Dates> = {
  lastAttempt: null,
  lastReach: null,
  lastMeeting: null,
  lastLetter: null,
  lastEmail: null,
}

function addDates(dates: Dates, row: Row): void {
  if (typeof row.at !== 'number') return
  for (const name of datesOf(row)) dates[name] = Math.max(dates[name] ?? row.at, row.at)
}

function worked(conn: Connection, contact: number): Dates {
  const dates = { ...never }
  for (const row of allRows<Row>(conn, select, { contact })) addDates(dates, row)
  return dates
}

/** Dates contacts that are new here and merged with nobody: rows (from, to], whose history is here already. */
export function dateNew(conn: Connection, from: number, to: number): void {
  const found = new Map<number, Dates>()
  const sql = `SELECT ${columns.join(', ')} FROM history WHERE contactId > ? AND contactId <= ?`
  for (const row of allRows<Row & { contactId: number }>(conn, sql, from, to)) {
    const dates = found.get(row.contactId) ?? { ...never }
    addDates(dates, row)
    found.set(row.contactId, dates)
  }
  const set = conn.prepare(
    `UPDATE contact SET ${lastDates.map((name) => `${name} = ?`).join(', ')} WHERE rowId = ? AND stub = 0`,
  )
  for (const [contact, dates] of found)
    if (lastDates.some((name) => dates[name] !== null))
      set.run(...lastDates.map((name) => dates[name]), contact)
}

/** Works a contact's dates out anew. True when they changed. */
export function recomputeDates(conn: Connection, contact: number): boolean {
  const dates = worked(conn, contact)
  const { changes } = conn
    .prepare(
      `UPDATE contact SET ${lastDates.map((name) => `${name} = :${name}`).join(', ')} WHERE rowId = :contact
       AND (${lastDates.map((name) => `${name} IS NOT :${name}`).join(' OR ')})`,
    )
    .run({ ...dates, contact })
  return changes > 0
}

const withHistory = `SELECT DISTINCT c.canonicalId AS rowId FROM history h JOIN contact c ON c.rowId = h.contactId
  UNION SELECT rowId FROM contact WHERE canonicalId = rowId AND (${lastDates.map((name) => `${name} IS NOT NULL`).join(' OR ')})`

/** How many contacts have a date that history does not bear out. Reads only. */
export function wrongLastDates(conn: Connection): number {
  const stored = conn.db.prepare(`SELECT ${lastDates.join(', ')} FROM contact WHERE rowId = ?`)
  return allRows<{ rowId: number }>(conn, withHistory).filter(({ rowId }) => {
    const is = stored.get(rowId) as Record<LastDate, number | null>
    const should = worked(conn, rowId)
    return lastDates.some((name) => is[name] !== should[name])
  }).length
}

/** The contacts that have dates, or should. */
export const datedContacts = (conn: Connection): number[] =>
  allRows<{ rowId: number }>(conn, withHistory).map(({ rowId }) => rowId)

export function rebuildLastDates(conn: Connection): void {
  for (const rowId of datedContacts(conn)) recomputeDates(conn, rowId)
}
