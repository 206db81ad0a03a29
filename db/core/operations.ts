/** Operations as people see them: who, what, how many records, whether it can still be taken back. */

import type { z } from 'zod'
import type { Entity } from '../shared/entity.ts'
import { failure } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import type { operationSchema } from '../shared/operations.ts'
import { entityWithId } from '../shared/registry.ts'
import { isAlive } from './alive.ts'
import { type Actor, allRows, type Connection, getRow } from './connection.ts'
import { maySettle } from './rights.ts'
import { inTransaction } from './transaction.ts'
import { irreversible } from './undo.ts'
import { secretCondition } from './visible.ts'

export type Operation = z.infer<typeof operationSchema>

interface OpRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly userId: number | null
  readonly source: string
  readonly kind: string
  readonly state: Operation['state']
  readonly at: number
  readonly params: string | null
  readonly user: string | null
  readonly device: string | null
  readonly undoes: Uint8Array | null
}

const select = `SELECT o.rowId, o.id, o.userId, o.source, o.kind, o.state, o.at, o.params, u.displayName AS user, d.name AS device, x.id AS undoes
  FROM op o LEFT JOIN user u ON u.rowId = o.userId LEFT JOIN device d ON d.rowId = o.deviceId LEFT JOIN op x ON x.rowId = o.undoes`
const counts = `SELECT c.entity, count(DISTINCT c.rowId) AS n FROM tx t JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange
  WHERE t.opId = ? GROUP BY c.entity`

const secrets = (entity: Entity): string =>
  `SELECT count(DISTINCT c.rowId) AS n FROM tx t JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange
   JOIN main."${entity.name}" r ON r.rowId = c.rowId WHERE t.opId = ? AND c.entity = ? AND (${secretCondition(entity, 'r')})`

type Count = { readonly entity: number; readonly n: number }

/** What operations that have ended touched. An import of a million records is counted for seconds, so it is done once. */
const counted = new WeakMap<Connection, Map<number, readonly Count[]>>()
/** Less is counted as fast as it is looked up. */
const WORTH_KEEPING = 1_000

function countsOf(conn: Connection, opId: number, ended: boolean): readonly Count[] {
  const kept = counted.get(conn) ?? new Map<number, readonly Count[]>()
  counted.set(conn, kept)
  const known = ended ? kept.get(opId) : undefined
  const found = known ?? allRows<Count>(conn, counts, opId)
  if (ended && found.some(({ n }) => n >= WORTH_KEEPING)) kept.set(opId, found)
  return found
}

/** Records an operation touched, by entity; `known`: only those whoever the connection acts as may know of. */
function touched(conn: Connection, opId: number, known: boolean, ended: boolean): Record<string, number> {
  const entities: Record<string, number> = {}
  for (const { entity: number, n } of countsOf(conn, opId, ended)) {
    const entity = entityWithId(number)
    if (!entity) continue
    const hidden = known ? (getRow<{ n: number }>(conn, secrets(entity), opId, number)?.n ?? 0) : 0
    if (n > hidden) entities[entity.name] = n - hidden
  }
  return entities
}

/** Whether an operation of somebody else touched anything that whoever the connection acts as may know of. */
export const isKnown = (conn: Connection, opId: number, ended = false): boolean =>
  Object.keys(touched(conn, opId, true, ended)).length > 0 ||
  Object.keys(touched(conn, opId, false, ended)).length === 0

/** The operation as the actor may know it: one that only touched secrets of others does not exist. */
function describe(conn: Connection, actor: Actor, row: OpRow): Operation[] {
  const own = row.userId === actor.rowId
  // Undoing and redoing are operations of their own: one that has ended is not added to.
  const ended = row.state !== 'open'
  if (!own && !isKnown(conn, row.rowId, ended)) return []
  return [described(row, touched(conn, row.rowId, !own, ended), maySettle(conn, actor, row.userId))]
}

function described(row: OpRow, entities: Record<string, number>, settles: boolean): Operation {
  return {
    id: idToText(row.id),
    kind: row.kind,
    source: row.source,
    state: row.state,
    user: row.user,
    device: row.device,
    at: new Date(row.at).toISOString(),
    records: Object.values(entities).reduce((sum, n) => sum + n, 0),
    entities,
    undoes: row.undoes ? idToText(row.undoes) : null,
    undoable: settles && row.state !== 'undone' && !irreversible.has(row.kind),
    params: row.params ? (JSON.parse(row.params) as Record<string, unknown>) : null,
  }
}

/** Newest first; `before` continues after the last one shown. */
export function listOperations(
  conn: Connection,
  actor: Actor,
  limit: number,
  before?: Uint8Array,
): Operation[] {
  const from = before
    ? getRow<{ rowId: number }>(conn, 'SELECT rowId FROM op WHERE id = ?', before)?.rowId
    : undefined
  return allRows<OpRow>(
    conn,
    `${select} WHERE o.rowId < ? ORDER BY o.rowId DESC LIMIT ?`,
    from ?? Number.MAX_SAFE_INTEGER,
    limit,
  ).flatMap((row) => describe(conn, actor, row))
}

export function operationAt(
  conn: Connection,
  actor: Actor,
  opId: number | null | undefined,
): Operation | null {
  const row = opId == null ? undefined : getRow<OpRow>(conn, `${select} WHERE o.rowId = ?`, opId)
  return (row && describe(conn, actor, row)[0]) ?? null
}

/** Jobs that never came to an end: still open, and the process that ran them is gone. Only those the actor may settle. */
export const interruptedOperations = (conn: Connection, actor: Actor): Operation[] =>
  allRows<OpRow & { pid: number | null }>(
    conn,
    `${select.replace('x.id AS undoes', 'x.id AS undoes, p.pid')} LEFT JOIN checkpoint p ON p.opId = o.rowId
     WHERE o.state = 'open' ORDER BY o.rowId`,
  )
    // What can be neither gone on with nor taken back is nothing to ask about.
    .filter(
      (row) =>
        !irreversible.has(row.kind) &&
        (row.pid === null || !isAlive(row.pid)) &&
        maySettle(conn, actor, row.userId),
    )
    .flatMap((row) => describe(conn, actor, row))

/** Local rows of an entity that an operation made, in the order it made them. */
export const rowsCreatedBy = (conn: Connection, operation: string, entity: Entity): number[] =>
  allRows<{ rowId: number }>(
    conn,
    `SELECT c.rowId FROM op o JOIN tx t ON t.opId = o.rowId JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange
     WHERE o.id = ? AND c.entity = ? AND c.before IS NULL ORDER BY c.seq`,
    textToId(operation),
    entity.id,
  ).map((row) => row.rowId)

/** Stores where a job stands, within the transaction of the chunk that got there. */
export function saveCheckpoint(conn: Connection, opId: number, state: unknown): void {
  conn
    .prepare(
      'INSERT INTO checkpoint(opId, pid, state) VALUES(?, ?, ?) ON CONFLICT(opId) DO UPDATE SET pid = excluded.pid, state = excluded.state',
    )
    .run(opId, process.pid, JSON.stringify(state))
}

/**
 * Makes an interrupted operation this process's own, so that only one takes it up.
 * @throws AppError NotFound, Conflict `notInterrupted`
 */
export function takeUp(
  conn: Connection,
  operation: string,
): { opId: number; kind: string; checkpoint: unknown; pid: number } {
  return inTransaction(conn, () => {
    const row = getRow<{
      opId: number
      kind: string
      state: string
      pid: number | null
      checkpoint: string | null
    }>(
      conn,
      `SELECT o.rowId AS opId, o.kind, o.state, p.pid, p.state AS checkpoint
       FROM op o LEFT JOIN checkpoint p ON p.opId = o.rowId WHERE o.id = ?`,
      textToId(operation),
    )
    if (!row) throw failure('NotFound', 'operation', { id: operation })
    if (row.state !== 'open' || row.checkpoint === null || (row.pid !== null && isAlive(row.pid)))
      throw failure('Conflict', 'notInterrupted', { operation })
    conn.prepare('UPDATE checkpoint SET pid = ? WHERE opId = ?').run(process.pid, row.opId)
    return {
      opId: row.opId,
      kind: row.kind,
      checkpoint: JSON.parse(row.checkpoint) as unknown,
      pid: row.pid ?? 0,
    }
  })
}

/** Gives an operation back as interrupted. */
export const letGo = (conn: Connection, opId: number, pid: number): void =>
  inTransaction(conn, () => void conn.prepare('UPDATE checkpoint SET pid = ? WHERE opId = ?').run(pid, opId))
