/**
 * Taking an operation back, as a new operation. Each field goes back only where the operation's write is still the current
 * one; the rest is listed with who changed it. An undone create leaves a tombstone. Redo is the undo of an undo. Undo of a
 * merge is un-merge (core/unmerge.ts).
 */
import { contract } from '../shared/contract.ts'
import { failure } from '../shared/errors.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import type { Kept, Undone } from '../shared/operations.ts'
import type { Procedure } from '../shared/procedure.ts'
import { entityWithId } from '../shared/registry.ts'
import { type Actor, allRows, type Connection, getRow } from './connection.ts'
import { CONFIRMED } from './ownTx.ts'
import { type Plan, planOf } from './plan.ts'
import { keysOf } from './registers.ts'
import { mayHaveAnswered, reopening } from './reopen.ts'
import { refusalOf } from './rights.ts'
import { type Columns, columnOf } from './rowWriter.ts'
import { lastSeq } from './transaction.ts'
import { mergedBy, unmerge } from './unmerge.ts'
import { type OpStart, originate, type Write } from './write.ts'

interface OpRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly kind: string
  readonly state: string
}
interface ChangeRow {
  readonly seq: number
  readonly entity: number
  readonly rowId: number
  readonly before: string | null
}

/** Who undoes, from where. */
export type UndoStart = Pick<OpStart, 'actor' | 'deviceId'>

/** What nothing can take back: the making of the database itself, and procedures declared `never`. */
export const irreversible: ReadonlySet<string> = new Set([
  'database.create',
  ...Object.entries<Procedure>(contract)
    .filter(([, procedure]) => procedure.kind !== 'query' && procedure.undo === 'never')
    .map(([name]) => name),
])

/** The operation that takes a merge back by name rather than by Ctrl+Z. */
export const UNMERGE = 'duplicate.unmerge'

const opById = 'SELECT rowId, id, kind, state FROM op WHERE id = ?'
const changesOfOp = `SELECT c.seq, c.entity, c.rowId, c.before FROM tx t JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange
  WHERE t.opId = ? ORDER BY c.seq DESC`
const laterChanges = `SELECT c.seq, c.txId, c.before, o.rowId AS opId, o.undoes FROM change c
  LEFT JOIN tx t ON t.rowId = c.txId LEFT JOIN op o ON o.rowId = t.opId
  WHERE c.entity = ? AND c.rowId = ? AND c.seq > ? ORDER BY c.seq DESC`
const author = `SELECT u.displayName AS name, t.at FROM change c JOIN tx t ON t.rowId = c.txId JOIN op o ON o.rowId = t.opId
  LEFT JOIN user u ON u.rowId = o.userId WHERE c.seq = ?`

export function findOperation(conn: Connection, id: string): OpRow {
  const op = getRow<OpRow>(conn, opById, textToId(id))
  if (!op) throw failure('NotFound', 'operation', { id })
  return op
}

/** Undoes one operation whatever came after it. @throws AppError NotFound, Conflict (already undone, irreversible) */
export function undoOperation(conn: Connection, op: OpRow, start: UndoStart): Undone {
  if (op.state === 'undone') throw failure('Conflict', 'alreadyUndone', { operation: idToText(op.id) })
  if (irreversible.has(op.kind)) throw failure('Conflict', 'irreversible', { operation: idToText(op.id) })
  const kept: Kept[] = []
  const { result, operation } = originate(
    conn,
    {
      ...start,
      kind: op.kind === 'operation.undo' ? 'operation.redo' : 'operation.undo',
      source: 'undo',
      undoes: op.rowId,
      onStack: false,
      params: { of: op.kind },
    },
    (write) => {
      const merges = mergedBy(conn, op.rowId)
      if (merges.ever && !merges.standing.length)
        throw failure('Conflict', 'alreadyUndone', { operation: idToText(op.id) })
      const reverted = merges.ever ? unmerge(write, merges.standing) : revert(write, op.rowId, kept)
      // A merge that was un-merged holds again.
      if (op.kind === UNMERGE)
        conn
          .prepare("UPDATE op SET state = 'done' WHERE rowId = (SELECT undoes FROM op WHERE rowId = ?)")
          .run(op.rowId)
      conn.prepare("UPDATE op SET state = 'undone' WHERE rowId = ?").run(op.rowId)
      // Redo is the undo of an undo: the item goes back onto the stack as the operation that did it again.
      if (op.kind === 'operation.undo')
        conn
          .prepare('UPDATE undoStack SET undoneBy = NULL, opId = ? WHERE undoneBy = ?')
          .run(write.opId(), op.rowId)
      else
        conn
          .prepare('UPDATE undoStack SET undoneBy = ? WHERE opId = ? AND undoneBy IS NULL')
          .run(write.opId(), op.rowId)
      conn.prepare('DELETE FROM checkpoint WHERE opId = ?').run(op.rowId)
      return reverted
    },
    mayHaveAnswered(conn, op.rowId) ? (undo) => reopening(conn, op.rowId, undo) : undefined,
  )
  return { operation: operation ?? idToText(op.id), undid: idToText(op.id), reverted: result, kept }
}

/** Newest change first, so that a field written twice by the operation ends at its first old value. */
function revert(write: Write, opId: number, kept: Kept[]): number {
  const { conn } = write
  const rows = allRows<ChangeRow>(conn, changesOfOp, opId)
  const scope = scopeOf(conn, rows)
  const touched = new Set<string>()
  for (const row of rows) {
    const entity = entityWithId(row.entity)
    if (!entity) continue
    const plan = planOf(entity)
    const columns =
      row.before === null
        ? undoCreate(write, plan, row, scope, kept)
        : undoUpdate(write, plan, row, scope, kept)
    const decided = decidedBy(write, plan, row, scope)
    if (!columns && !decided.length) continue
    const refused = refusalOf(conn, write.actor, entity, row.rowId, columns ?? {})
    if (refused) {
      // What has become the secret of somebody else is not spoken of.
      if (refused !== 'secret') kept.push(...keptWhole(conn, plan, row, columns ?? {}))
      continue
    }
    if (decided.length) write.confirm(entity, row.rowId, decided)
    if ((columns && write.set(entity, row.rowId, columns)) || decided.length)
      touched.add(`${row.entity}:${row.rowId}`)
  }
  return touched.size
}

/** Registers the change confirmed as they stood, and that nobody has written since: they are decided anew (reopen.ts). */
function decidedBy(write: Write, plan: Plan, row: ChangeRow, scope: Scope): string[] {
  const confirmed = confirmedIn(row.before)
  if (!confirmed.length) return []
  const later = overwritten(write, row, scope)
  return confirmed.filter(
    (register) =>
      !later.has(`${CONFIRMED}${register}`) && !keysOf(plan, register).some((key) => later.has(key)),
  )
}

function confirmedIn(before: string | null): string[] {
  const { [CONFIRMED]: confirmed } = JSON.parse(before ?? '{}') as Record<string, unknown>
  return Array.isArray(confirmed) ? confirmed.map(String) : []
}

/** What a change wrote: columns by log key, and what it confirmed. */
const keysIn = (before: string): string[] => [
  ...Object.keys(JSON.parse(before) as Record<string, unknown>).filter((key) => key !== CONFIRMED),
  ...confirmedIn(before).map((register) => `${CONFIRMED}${register}`),
]

/** The changes being taken back, and which rows others have written since. */
interface Scope {
  readonly own: ReadonlySet<number>
  /** Undefined when the log since then is too long to read through: then each row is asked for. */
  readonly others: ReadonlySet<number> | undefined
}

const changesSince = 'SELECT seq, entity, rowId FROM change WHERE seq > ?'
/** Reading one entry of the log in passing costs about a tenth of asking for one row's. */
const PASSING = 10
const rowKey = (row: { readonly entity: number; readonly rowId: number }): number =>
  row.entity * 2 ** 32 + row.rowId

/** Most often nobody has written since, and one look at the end of the log tells so for all rows at once. */
function scopeOf(conn: Connection, rows: readonly ChangeRow[]): Scope {
  const own = new Set(rows.map((row) => row.seq))
  const first = rows.at(-1)?.seq ?? 0
  if (lastSeq(conn) - first > rows.length * PASSING) return { own, others: undefined }
  const others = new Set<number>()
  for (const change of allRows<ChangeRow>(conn, changesSince, first))
    if (!own.has(change.seq)) others.add(rowKey(change))
  return { own, others }
}

interface LaterRow {
  readonly seq: number
  readonly txId: number
  readonly before: string | null
  readonly opId: number | null
  readonly undoes: number | null
}

/**
 * Writes to the row after `row` that still stand: log key → the change that made it. A write that was itself undone does
 * not count, nor does the undo that took it back; a redo brings it back into account. What an undo wrote where the undone
 * operation had not (un-merging gives an edit back to whose it is) stands.
 */
function overwritten(write: Write, row: ChangeRow, { own, others }: Scope): Map<string, number> {
  const standing = new Map<string, number>()
  if (others && !others.has(rowKey(row))) return standing
  const cancelled = new Map<string, { key: string; seq: number; met: boolean }>()
  for (const change of allRows<LaterRow>(write.conn, laterChanges, row.entity, row.rowId, row.seq)) {
    if (change.txId === write.txId || own.has(change.seq) || change.before === null) continue
    for (const key of keysIn(change.before)) {
      const by = cancelled.get(`${change.opId}:${key}`)
      if (by) by.met = true
      else if (change.undoes !== null)
        cancelled.set(`${change.undoes}:${key}`, { key, seq: change.seq, met: false })
      else if (!standing.has(key)) standing.set(key, change.seq)
    }
  }
  for (const { key, seq, met } of cancelled.values()) if (!met && !standing.has(key)) standing.set(key, seq)
  return standing
}

function undoUpdate(
  write: Write,
  plan: Plan,
  row: ChangeRow,
  scope: Scope,
  kept: Kept[],
): Columns | undefined {
  const before = JSON.parse(row.before ?? '{}') as Record<string, DbValue>
  const later = overwritten(write, row, scope)
  const columns: Record<string, DbValue> = {}
  for (const key in before) {
    const column = columnOf(plan, key)
    if (!column) continue
    const by = later.get(key)
    if (by === undefined) columns[column] = before[key] ?? null
    else kept.push(keptBecause(write.conn, plan, row.rowId, column, by))
  }
  return Object.keys(columns).length ? columns : undefined
}

/** A created record goes unless somebody has worked on it since; then it stays and is listed. */
function undoCreate(
  write: Write,
  plan: Plan,
  row: ChangeRow,
  scope: Scope,
  kept: Kept[],
): Columns | undefined {
  for (const [key, by] of overwritten(write, row, scope)) {
    const column = columnOf(plan, key)
    if (column && column !== 'trashedAt' && column !== 'deletedAt') {
      kept.push(keptBecause(write.conn, plan, row.rowId, column, by))
      return undefined
    }
  }
  return { deletedAt: write.at }
}

function keptBecause(conn: Connection, plan: Plan, rowId: number, column: string, seq: number): Kept {
  const who = getRow<{ name: string | null; at: number }>(conn, author, seq)
  const row = getRow<{ id: Uint8Array }>(conn, `SELECT id FROM "${plan.entity.name}" WHERE rowId = ?`, rowId)
  return {
    entity: plan.entity.name,
    id: row ? idToText(row.id) : '',
    field: column,
    by: who?.name ?? null,
    at: new Date(who?.at ?? 0).toISOString(),
  }
}

/** Fields that whoever undoes may not write any more. */
const keptWhole = (conn: Connection, plan: Plan, row: ChangeRow, columns: Columns): Kept[] =>
  Object.keys(columns).map((column) => keptBecause(conn, plan, row.rowId, column, row.seq))

interface StackRow {
  readonly rowId: number
  readonly opId: number
  readonly undoneBy: number | null
}
const top = `SELECT s.* FROM undoStack s JOIN op o ON o.rowId = s.opId
  WHERE s.userId = ? AND s.deviceId = ? AND s.undoneBy IS NULL AND o.state <> 'undone' ORDER BY s.rowId DESC LIMIT 1`
const lastUndone =
  'SELECT * FROM undoStack WHERE userId = ? AND deviceId = ? AND undoneBy IS NOT NULL ORDER BY rowId LIMIT 1'
const opByRow = 'SELECT rowId, id, kind, state FROM op WHERE rowId = ?'

export const undoable = (conn: Connection, actor: Actor, deviceId: number): StackRow | undefined =>
  getRow<StackRow>(conn, top, actor.rowId, deviceId)
export const redoable = (conn: Connection, actor: Actor, deviceId: number): StackRow | undefined =>
  getRow<StackRow>(conn, lastUndone, actor.rowId, deviceId)

/** Ctrl+Z. @throws AppError Conflict `nothingToUndo` */
export function undoLast(conn: Connection, start: UndoStart): Undone {
  const item = undoable(conn, start.actor, start.deviceId)
  const op = item && getRow<OpRow>(conn, opByRow, item.opId)
  if (!op) throw failure('Conflict', 'nothingToUndo')
  return undoOperation(conn, op, start)
}

/** Ctrl+Shift+Z. @throws AppError Conflict `nothingToRedo` */
export function redoLast(conn: Connection, start: UndoStart): Undone {
  const item = redoable(conn, start.actor, start.deviceId)
  const op = item && getRow<OpRow>(conn, opByRow, item.undoneBy)
  if (!op) throw failure('Conflict', 'nothingToRedo')
  return undoOperation(conn, op, start)
}
