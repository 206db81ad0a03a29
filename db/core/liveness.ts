/**
 * Whether a deleted record stays deleted. A deletion reaches what whoever deleted had seen: a record to which somebody else
 * wrote without knowing of it lives on, whichever of the two arrives first. Computed from the state, never written for others.
 */
import type { DbValue } from '../shared/fields.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { contextOf } from './frontier.ts'
import type { Plan } from './plan.ts'
import { DELETED } from './registers.ts'
import type { Dot } from './remoteTx.ts'
import type { Saw, Version } from './versions.ts'
import { childrenOf, withheldCondition } from './withheld.ts'

interface Tombstone {
  readonly at: number
  readonly seen: string
}
type Seen = Record<string, number>

const tombstoneSql = 'SELECT at, seen FROM syncTombstone WHERE entity = ? AND rowId = ?'
const streamsSql = `SELECT stream, max(seq) AS seq FROM
  (SELECT stream, seq FROM clock WHERE entity = ?1 AND rowId = ?2 UNION ALL SELECT stream, seq FROM sibling WHERE entity = ?1 AND rowId = ?2)
  GROUP BY stream`
const upsert = `INSERT INTO syncTombstone(entity, rowId, at, seen) VALUES(?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET at = excluded.at, seen = excluded.seen`

/** `at` is that of the version of the deletion that is shown, 0 where that is none; it is set last, by `shownDeletion`. */
const upsertSeen = `INSERT INTO syncTombstone(entity, rowId, at, seen) VALUES(?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET seen = excluded.seen`

const streamsOf = (conn: Connection, entity: number, rowId: number): { stream: number; seq: number }[] =>
  conn.prepare(streamsSql).all({ 1: entity, 2: rowId }) as { stream: number; seq: number }[]

export const tombstoneOf = (
  conn: Connection,
  entity: number,
  rowId: number,
): { at: number; seen: Seen } | undefined => {
  const row = getRow<Tombstone>(conn, tombstoneSql, entity, rowId)
  return row && { at: row.at, seen: JSON.parse(row.seen) as Seen }
}

const forget = (conn: Connection, entity: number, rowId: number): void => {
  conn.prepare('DELETE FROM syncTombstone WHERE entity = ? AND rowId = ?').run(entity, rowId)
}

/** This device deleted a record, or brought it back: it saw everything there was of it. */
export function deleted(conn: Connection, { entity }: Plan, rowId: number, at: DbValue): void {
  if (typeof at !== 'number') {
    forget(conn, entity.id, rowId)
    return
  }
  const seen = Object.fromEntries(streamsOf(conn, entity.id, rowId).map(({ stream, seq }) => [stream, seq]))
  conn.prepare(upsert).run(entity.id, rowId, at, JSON.stringify(seen))
}

/** Another device deleted a record: what it had seen of it joins what others who deleted it had. */
export function deletedElsewhere(
  conn: Connection,
  { entity }: Plan,
  rowId: number,
  at: number,
  own: { readonly stream: number; readonly seq: number },
  saw: Saw,
): void {
  const seen: Seen = { ...tombstoneOf(conn, entity.id, rowId)?.seen }
  const versions = conn
    .prepare(
      'SELECT stream, seq FROM clock WHERE entity = ?1 AND rowId = ?2 UNION SELECT stream, seq FROM sibling WHERE entity = ?1 AND rowId = ?2',
    )
    .all({ 1: entity.id, 2: rowId }) as { stream: number; seq: number }[]
  for (const { stream, seq } of [...versions.filter((one) => saw(one.stream, one.seq)), own])
    seen[stream] = Math.max(seen[stream] ?? 0, seq)
  conn.prepare(upsertSeen).run(entity.id, rowId, at, JSON.stringify(seen))
}

/** Whole states join: of what two devices knew of deletions of one record the larger. */
export function joinTombstone(conn: Connection, entity: number, rowId: number, at: number, seen: Seen): void {
  const known = tombstoneOf(conn, entity, rowId)?.seen ?? {}
  for (const stream in seen) known[stream] = Math.max(known[stream] ?? 0, seen[stream] ?? 0)
  conn.prepare(upsertSeen).run(entity, rowId, at, JSON.stringify(known))
}

/** The row is written after its versions, so what it shows of them may be a step behind. */
export const withShown = (versions: readonly Version[], value: DbValue | undefined): readonly Version[] =>
  versions.map((version, index) => (index === 0 && value !== undefined ? { ...version, value } : version))

interface VersionRow {
  readonly field: string
  readonly stream: number
  readonly seq: number
  readonly value: string | null
}

/**
 * What `deletedAt` is to show, given its versions, the winner first: that, or null where somebody wrote to the record without
 * having seen the deletion.
 */
export function shownDeletion(
  conn: Connection,
  plan: Plan,
  rowId: number,
  versions: readonly Version[],
): DbValue {
  const { entity } = plan
  if (!versions.some(({ value }) => typeof value === 'number')) {
    forget(conn, entity.id, rowId)
    return null
  }
  const winner = versions[0]?.value ?? null
  const tombstone = tombstoneOf(conn, entity.id, rowId)
  if (!tombstone) return winner
  const lives = winner === null || isWorkedOn(conn, plan, rowId, tombstone.seen, versions)
  conn
    .prepare('UPDATE syncTombstone SET at = ?, revived = ? WHERE entity = ? AND rowId = ?')
    .run(winner ?? 0, lives ? 1 : null, entity.id, rowId)
  return lives ? null : winner
}

/** Whether somebody wrote to it, or to what hangs on it, whom nobody who deleted it had seen do so. */
function isWorkedOn(
  conn: Connection,
  plan: Plan,
  rowId: number,
  seen: Seen,
  versions: readonly Version[],
): boolean {
  const { entity } = plan
  const others = allRows<VersionRow>(
    conn,
    `SELECT field, stream, seq, 'null' AS value FROM clock WHERE entity = ?1 AND rowId = ?2 AND field <> '${DELETED}'
     UNION ALL SELECT field, stream, seq, value FROM sibling WHERE entity = ?1 AND rowId = ?2`,
    { 1: entity.id, 2: rowId },
  )
  const unseen = others.some(
    ({ field, stream, seq, value }) =>
      (field !== DELETED || value === 'null') && seq > (seen[String(stream)] ?? 0),
  )
  return unseen || hasUnseenChild(conn, plan, rowId, versions)
}

/** Writes to records; that somebody deleted one, which lives all the same, is no work on it. */
const workSql = `SELECT entity, rowId, stream, seq FROM clock WHERE field <> '${DELETED}' OR NOT EXISTS
    (SELECT 1 FROM syncTombstone t WHERE t.entity = clock.entity AND t.rowId = clock.rowId AND t.at <> 0)
  UNION ALL SELECT entity, rowId, stream, seq FROM sibling WHERE field <> '${DELETED}' OR value = 'null'`

/** Whether what hangs on the record lives and was worked on without the knowledge of anybody who deleted the record. */
function hasUnseenChild(
  conn: Connection,
  { entity }: Plan,
  rowId: number,
  versions: readonly Version[],
): boolean {
  const written = childrenOf(entity).flatMap(({ entity: child, column }) =>
    conn
      .prepare(
        `SELECT k.stream, max(k.seq) AS seq FROM "${child.name}" c JOIN (
           ${workSql}
         ) k ON k.entity = ${child.id} AND k.rowId = c.rowId
         WHERE c.${column} = ? AND c.deletedAt IS NULL AND c.stub = 0 AND NOT (${withheldCondition(child, 'c')}) GROUP BY k.stream`,
      )
      .all(rowId),
  ) as Dot[]
  if (!written.length) return false
  const knew = versions
    .filter(({ value }) => typeof value === 'number')
    .map((deletion) => ({ deletion, context: contextOf(conn, deletion) }))
  return written.some(
    ({ stream, seq }) =>
      !knew.some(
        ({ deletion, context }) =>
          seq <= (stream === deletion.stream ? deletion.seq : (context.get(stream) ?? 0)),
      ),
  )
}
