/** Who is in a list: as a filter, as rows, as a count; and who was, as this device remembers it. */

import { notFound } from '../shared/errors.ts'
import type { Filter } from '../shared/filter.ts'
import { idToText, textToId } from '../shared/id.ts'
import { type Holdable, isHoldable, memberOf } from '../shared/lists.ts'
import { entityNamed } from '../shared/registry.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import type { QueryCtx } from './context.ts'
import { compileFilter } from './filterSql.ts'
import { storedFilter } from './lookup/groups.ts'
import { indexed, withMerged } from './lookup/hidden.ts'
import { envOf } from './lookup/members.ts'
import { pluck, pluckOne } from './lookup/statements.ts'
import { visibleName } from './visible.ts'

export interface StoredList {
  readonly rowId: number
  readonly id: Uint8Array
  readonly name: string | null
  readonly holds: string | null
  readonly role: string | null
  readonly filter: string | null
  readonly private: number | null
  readonly description: string | null
}

const columns = 'rowId, id, name, holds, role, filter, private, description'

export const allLists = (conn: Connection): StoredList[] =>
  allRows<StoredList>(conn, `SELECT ${columns} FROM visibleList ORDER BY sortKey, rowId`)

/** @throws AppError NotFound */
export function listRow(conn: Connection, id: string): StoredList {
  const row = getRow<StoredList>(
    conn,
    `SELECT ${columns} FROM visibleList WHERE id = ?`,
    textToId(id) ?? null,
  )
  if (!row) throw notFound('list', id)
  return row
}

export const holdsOf = ({ holds }: Pick<StoredList, 'holds'>): Holdable =>
  holds !== null && isHoldable(holds) ? holds : 'contact'

export const isSegment = ({ filter }: Pick<StoredList, 'filter'>): boolean =>
  filter !== null && filter !== 'null'

/** @throws AppError Invalid for conditions that cannot be read */
export const membersFilter = (row: StoredList): Filter =>
  storedFilter(idToText(row.id), row.filter) ?? {
    some: 'listMember',
    where: {
      and: [
        { field: 'listId', op: 'is', value: idToText(row.id) },
        { field: 'leftAt', op: 'isEmpty' },
      ],
    },
  }

type Reading = Pick<QueryCtx, 'conn' | 'actor' | 'timeZone' | 'now'>

/**
 * The members of a static list come from the index of who is in it now. Only the odd ones are looked at themselves: records
 * hidden, merged away or merged into, and memberships that may be hidden.
 */
function staticSql(holds: Holdable) {
  const column = memberOf[holds]
  const other = holds === 'contact' ? 'company' : 'contact'
  const secret = `SELECT rowId FROM main."${other}" WHERE private = 1`
  const now = `main.listMember WHERE listId = @list AND leftAt IS NULL AND ${column} IS NOT NULL`
  // The pluses keep SQLite from walking the whole list: few memberships are hidden.
  const own = `main.listMember r WHERE +r.listId = @list AND +r.${column} IS NOT NULL`
  return {
    now,
    column,
    odd: `WITH odd(rowId) AS MATERIALIZED (
      SELECT r.rowId FROM main."${holds}" r WHERE ${indexed}
      UNION SELECT canonicalId FROM main."${holds}" WHERE mergedInto IS NOT NULL
      UNION SELECT r.${column} FROM ${own} AND (${indexed})
      UNION SELECT r.${column} FROM ${own} AND r.${memberOf[other]} IN (${withMerged(other, secret)}))`,
    seen: `SELECT DISTINCT v.rowId FROM visibleListMember m JOIN main."${holds}" r ON r.rowId = m.${column}
      JOIN ${visibleName(holds)} v ON v.rowId = r.canonicalId
      WHERE m.listId = @list AND m.leftAt IS NULL AND m.${column} IN (SELECT rowId FROM odd)`,
  }
}

export function countMembers(ctx: Reading, row: StoredList): number {
  const holds = holdsOf(row)
  if (!isSegment(row)) {
    const { odd, now, column, seen } = staticSql(holds)
    return pluckOne(
      ctx.conn,
      `${odd} SELECT (SELECT count(*) FROM (SELECT DISTINCT ${column} FROM ${now}))
        - (SELECT count(DISTINCT ${column}) FROM ${now} AND ${column} IN (SELECT rowId FROM odd))
        + (SELECT count(*) FROM (${seen}))`,
      { list: row.rowId },
    )
  }
  const { sql, params } = compileFilter(envOf(ctx), entityNamed(holds), membersFilter(row))
  return pluckOne(ctx.conn, `SELECT count(*) FROM ${visibleName(holds)} r WHERE (${sql})`, params)
}

/** Visible rows that are in it now, by row. */
export function memberRows(ctx: Reading, row: StoredList): Int32Array {
  const holds = holdsOf(row)
  if (!isSegment(row)) {
    const { odd, now, column, seen } = staticSql(holds)
    const rows = pluck(
      ctx.conn,
      `${odd} SELECT DISTINCT ${column} FROM ${now} AND ${column} NOT IN (SELECT rowId FROM odd) UNION ALL ${seen}`,
      { list: row.rowId },
    )
    return Int32Array.from(rows).sort()
  }
  const { sql, params } = compileFilter(envOf(ctx), entityNamed(holds), membersFilter(row))
  const found = pluck(
    ctx.conn,
    `SELECT r.rowId FROM ${visibleName(holds)} r WHERE (${sql}) ORDER BY r.rowId`,
    params,
  )
  return Int32Array.from(found)
}

const KEPT = 60

/** Remembers who is in a segment now. Within the caller's transaction. */
export function markMembers(ctx: Reading, row: StoredList, at: number): number {
  const rows = memberRows(ctx, row)
  const { conn } = ctx
  conn
    .prepare('INSERT OR REPLACE INTO listMark(listId, at, members) VALUES(?, ?, ?)')
    .run(row.rowId, at, Buffer.from(rows.buffer))
  conn
    .prepare(
      `DELETE FROM listMark WHERE listId = @list AND at NOT IN
       (SELECT at FROM listMark WHERE listId = @list ORDER BY at DESC LIMIT ${KEPT})`,
    )
    .run({ list: row.rowId })
  return rows.length
}

/** Who was in it the last time it was marked, no later than `before`; else the first time. */
export function markedMembers(
  conn: Connection,
  listId: number,
  before: number,
): { at: number; rows: Int32Array } | undefined {
  const mark =
    getRow<{ at: number; members: Uint8Array }>(
      conn,
      'SELECT at, members FROM listMark WHERE listId = ? AND at <= ? ORDER BY at DESC LIMIT 1',
      listId,
      before,
    ) ??
    getRow<{ at: number; members: Uint8Array }>(
      conn,
      'SELECT at, members FROM listMark WHERE listId = ? ORDER BY at LIMIT 1',
      listId,
    )
  if (!mark) return undefined
  const bytes = Uint8Array.from(mark.members)
  return { at: mark.at, rows: new Int32Array(bytes.buffer) }
}
