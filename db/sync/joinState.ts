/**
 * Joining a snapshot into this database, whatever either holds: a version of a register stays if both hold it, or if the one
 * that lacks it cannot have seen it. Rows that are not here come in bulk; rows that differ are joined register by register.
 * Ends with the frontier; broken off before, it is simply done again.
 */

import { bookkeeping } from '../core/bookkeeping.ts'
import { recomputeCanonical } from '../core/canonical.ts'
import { allRows, type Connection } from '../core/connection.ts'
import { Frontier } from '../core/frontier.ts'
import { doubtful, reviewLife } from '../core/parentLife.ts'
import { noteMerged } from '../core/strays.ts'
import { sourcesFirst, WorkOnNew, workLeft } from '../core/workOut.ts'
import { differing, joinRows } from './joinDiffering.ts'
import { insertRows, placeOnTimelines } from './joinFresh.ts'
import { prepare, presentEntities } from './joinTables.ts'
import type { IsLate } from './session.ts'
import { wholeTables } from './snapshotFile.ts'

const ROWS_PER_STEP = 400
const CHANGED_PER_STEP = 40

/** Runs a step in one transaction that has derived first. */
export type InTransaction = <T>(fn: (isLate: IsLate) => T) => Promise<T>

/** As many pieces in each transaction as there is time for. */
async function inPieces<T>(
  inTransaction: InTransaction,
  pieces: readonly T[],
  join: (piece: T) => void,
): Promise<void> {
  let done = 0
  while (done < pieces.length)
    await inTransaction((isLate) => {
      for (const piece of pieces.slice(done)) {
        join(piece)
        done++
        if (isLate()) return
      }
    })
}

/** Pieces of a list. */
const piecesOf = <T>(list: readonly T[], size: number): (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))

/** All rows up to the last: (from, to]. */
const rangesTo = (last: number): { readonly from: number; readonly to: number }[] =>
  Array.from({ length: Math.ceil(last / ROWS_PER_STEP) }, (_, n) => {
    const from = n * ROWS_PER_STEP
    return { from, to: Math.min(last, from + ROWS_PER_STEP) }
  })

/** `snap` must be attached. */
export async function joinState(conn: Connection, inTransaction: InTransaction): Promise<void> {
  const joins = await inTransaction(() =>
    sourcesFirst(presentEntities(conn).map((entity) => prepare(conn, entity))),
  )
  const fresh = new WorkOnNew(conn, joins)
  const byName = new Map(joins.map((join) => [join.entity.name, join]))
  await inPieces(
    inTransaction,
    joins.flatMap((join) => rangesTo(join.last).map((range) => ({ join, ...range }))),
    ({ join, from, to }) => insertRows(conn, { join, all: byName, fresh }, from, to),
  )
  await inPieces(
    inTransaction,
    joins
      .filter(({ entity }) => entity.timeline?.shows)
      .flatMap(({ plan, offset, last }) => rangesTo(last).map((range) => ({ plan, offset, ...range }))),
    ({ plan, offset, from, to }) => placeOnTimelines(conn, plan, from + offset, to + offset),
  )
  for (const join of joins.filter(({ overlaps }) => overlaps)) {
    const rows = await inTransaction(() => differing(conn, join))
    await inPieces(inTransaction, piecesOf(rows, CHANGED_PER_STEP), (piece) =>
      joinRows(conn, join, byName, piece),
    )
  }
  await inTransaction(() => joinSeen(conn))
  const doubts = await inTransaction(() => doubtful(conn))
  await inPieces(inTransaction, piecesOf(doubts, CHANGED_PER_STEP), (piece) =>
    bookkeeping(conn, (rows) => reviewLife(rows, piece)),
  )
  await inTransaction(() => {
    for (const { entity } of joins) {
      const merged = `SELECT rowId FROM "${entity.name}" WHERE mergedInto IS NOT NULL`
      for (const { rowId } of allRows<{ rowId: number }>(conn, merged))
        recomputeCanonical(conn, entity, rowId)
    }
  })
  await workOut(conn, inTransaction, fresh)
  await inTransaction(() => {
    for (const { plan } of joins) noteMerged(conn, plan)
    joinParked(conn)
    joinFrontier(conn)
    for (const { entity } of joins) conn.db.exec(`DROP TABLE temp.joined_${entity.name}`)
  })
}

/** Lists and windows look again at what says something else now. */
async function workOut(conn: Connection, inTransaction: InTransaction, fresh: WorkOnNew): Promise<void> {
  for (const { plan, rowIds, keep } of await inTransaction(() => workLeft(conn, fresh)))
    await inPieces(inTransaction, piecesOf(rowIds, CHANGED_PER_STEP), (piece) =>
      bookkeeping(conn, (rows) => {
        for (const rowId of piece) if (keep(rowId)) rows.touch(plan, rowId)
      }),
    )
}

function joinParked(conn: Connection): void {
  const { db } = conn
  const same =
    's.entity = p.entity AND s.id = p.id AND s.field = p.field AND s.stream = p.stream AND s.seq = p.seq'
  db.exec(
    `DELETE FROM main.syncParked AS p WHERE NOT EXISTS (SELECT 1 FROM snap.syncParked s WHERE ${same})
     AND EXISTS (SELECT 1 FROM snap.frontier f WHERE f.stream = p.stream AND f.seq >= p.seq)`,
  )
  const columns = wholeTables.syncParked.join(',')
  db.exec(
    `INSERT OR IGNORE INTO main.syncParked(${columns}) SELECT ${columns} FROM snap.syncParked s
     WHERE NOT EXISTS (SELECT 1 FROM main.syncFrontier f WHERE f.stream = s.stream AND f.seq >= s.seq)`,
  )
}

/** What writers had seen: more of it than of their writing does no harm. */
function joinSeen(conn: Connection): void {
  for (const table of ['syncSaw', 'syncParent'] as const) {
    const columns = wholeTables[table].join(',')
    conn.db.exec(`INSERT OR IGNORE INTO main.${table}(${columns}) SELECT ${columns} FROM snap.${table}`)
  }
}

function joinFrontier(conn: Connection): void {
  const frontier = new Frontier(conn)
  const rows = conn.db.prepare('SELECT stream, seq, hash, device FROM snap.frontier').all() as {
    stream: number
    seq: number
    hash: Uint8Array
    device: Uint8Array | null
  }[]
  for (const { stream, seq, hash, device } of rows)
    if (seq > frontier.seq(stream)) frontier.set(stream, seq, hash, device)
}
