/**
 * Who may do what, as one table. How rights work:
 *
 * - Everybody acts as a user with one of five roles. Without any password in the file that is its owner, an administrator;
 *   as soon as there is one, whoever has not signed in is nobody (see credentials.ts).
 * - *Seeing*: everybody sees every record that is not private. A private record, and what hangs on it (`parents` of its
 *   entity), exists for its owner alone; not even an administrator sees it. That is decided by the views of visible.ts and
 *   by nothing else; for all others such a record is NotFound, or absent, everywhere.
 * - *Doing*: the table below says for each role and action whether it may be done not at all, to one's own records, or to all
 *   one may see. Own is what `ownerId` says; a record of nobody is nobody's own.
 * - Definitions (entities with `editedBy: 'admin'`: users, custom fields) follow `configure`, whatever the role may do to records.
 * - A token narrows the role of its user: `read` to looking, `write` to everything but what only administrators do.
 *
 * It is asked at three doors: the engine asks `assertMay` before it runs a procedure, the write path asks `assertMayCreate`
 * and `refusalOf` for each row it writes (undo too: an operation may be one's own and its records no longer), and a job
 * asks what its procedure says. Records that come by sync pass none of them.
 * Must never: hide a button (the window asks `session.state` what is allowed), nor read a row's content.
 */
import type { Entity } from '../shared/entity.ts'
import { failure, notFound } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import type { Procedure, Right } from '../shared/procedure.ts'
import type { Action } from '../shared/users.ts'
import { type Actor, type Connection, getRow, type Role } from './connection.ts'
import { secretCondition } from './visible.ts'

/** How far an action goes. */
type Reach = 'none' | 'own' | 'all'

const rights: Readonly<Record<Role, Readonly<Record<Action, Reach>>>> = {
  admin: {
    create: 'all',
    edit: 'all',
    trash: 'all',
    assign: 'all',
    hide: 'all',
    undo: 'all',
    export: 'all',
    import: 'all',
    erase: 'all',
    maintain: 'all',
    configure: 'all',
  },
  manager: {
    create: 'all',
    edit: 'all',
    trash: 'all',
    assign: 'all',
    hide: 'own',
    undo: 'all',
    export: 'all',
    import: 'all',
    erase: 'all',
    maintain: 'all',
    configure: 'none',
  },
  standard: {
    create: 'all',
    edit: 'all',
    trash: 'own',
    assign: 'own',
    hide: 'own',
    undo: 'own',
    export: 'all',
    import: 'none',
    erase: 'none',
    maintain: 'none',
    configure: 'none',
  },
  restricted: {
    create: 'own',
    edit: 'own',
    trash: 'own',
    assign: 'none',
    hide: 'own',
    undo: 'own',
    export: 'none',
    import: 'none',
    erase: 'none',
    maintain: 'none',
    configure: 'none',
  },
  browse: {
    create: 'none',
    edit: 'none',
    trash: 'none',
    assign: 'none',
    hide: 'none',
    undo: 'none',
    export: 'none',
    import: 'none',
    erase: 'none',
    maintain: 'none',
    configure: 'none',
  },
}

/** What a procedure asks for, as the action it comes down to; `read` asks for nothing. */
const actionOf: Readonly<Record<Exclude<Right, 'read'>, Action>> = {
  write: 'create',
  export: 'export',
  import: 'import',
  erase: 'erase',
  maintain: 'maintain',
  admin: 'configure',
}

export const reachOf = (actor: Actor, action: Action): Reach => rights[actor.role][action]
export const may = (actor: Actor, action: Action): boolean => reachOf(actor, action) !== 'none'

/** Whether the actor may take back what `userId` did, or decide what becomes of it: people their own, some roles anybody's. */
export function maySettle(conn: Connection, actor: Actor, userId: number | null | undefined): boolean {
  const reach = conn.readOnly ? 'none' : reachOf(actor, 'undo')
  return reach === 'all' || (reach === 'own' && userId === actor.rowId)
}

/** Everything the actor may do to some record at least, for the window. */
export const actionsOf = (actor: Actor): Action[] =>
  (Object.keys(rights.admin) as Action[]).filter((action) => may(actor, action))

/** Why an action is refused, worded as `error.Denied.<reason>`. */
function reasonOf(actor: Actor, action: Action): string {
  if (actor.scope !== undefined && actor.scope !== 'admin') return 'tokenScope'
  if (action === 'configure') return 'adminOnly'
  if (actor.role === 'browse') return 'browseOnly'
  if (action === 'export') return 'exportNotAllowed'
  return action === 'import' || action === 'erase' || action === 'maintain' ? 'managerOnly' : 'othersRecord'
}

/** @throws AppError Denied unless the actor may do this to some record at least */
export function assertAction(actor: Actor, action: Action): void {
  if (!may(actor, action)) throw failure('Denied', reasonOf(actor, action))
}

/** @throws AppError Denied unless the actor may call the procedure at all */
export function assertMay(actor: Actor, procedure: Pick<Procedure, 'right' | 'kind'>): void {
  if (procedure.right !== 'read') assertAction(actor, actionOf[procedure.right])
  else if (actor.scope === 'read' && procedure.kind === 'mutation') throw failure('Denied', 'tokenScope')
}

/** @throws AppError Denied unless the actor may make a record like this */
export function assertMayCreate(actor: Actor, entity: Entity, ownerId: unknown): void {
  if (entity.editedBy === 'admin') assertAction(actor, 'configure')
  else if (entity.editedBy === 'none') return
  assertAction(actor, 'create')
  if (reachOf(actor, 'create') === 'own' && ownerId !== actor.rowId)
    throw failure('Denied', reasonOf(actor, 'assign'))
}

/** Columns that say more than that a record was edited. */
const columnActions: Readonly<Record<string, Action>> = {
  trashedAt: 'trash',
  deletedAt: 'trash',
  mergedInto: 'trash',
  ownerId: 'assign',
  private: 'hide',
}

interface Standing {
  readonly id: Uint8Array
  readonly secret: number
  readonly [column: string]: unknown
}

const anotherUser = 'SELECT 1 FROM user WHERE rowId <> ? AND stub = 0 LIMIT 1'

/** Whether there is anybody whose secrets could be among the rows; asked once for each transaction that writes many. */
export const isAlone = (conn: Connection, actor: Actor): boolean =>
  actor.role === 'admin' && getRow(conn, anotherUser, actor.rowId) === undefined

/**
 * Why the actor may not write these columns of that row: a reason of `Denied`, or `secret` when for this actor the row does
 * not exist; undefined when it may.
 */
export function refusalOf(
  conn: Connection,
  actor: Actor,
  entity: Entity,
  rowId: number,
  columns: Readonly<Record<string, unknown>>,
): string | undefined {
  const row = standingOf(conn, entity, rowId)
  if (row?.secret) return 'secret'
  if (entity.editedBy === 'admin') return may(actor, 'configure') ? undefined : reasonOf(actor, 'configure')
  // Only their own procedures write these, and know whose they are.
  if (entity.editedBy === 'none') return undefined
  const own = row !== undefined && row.ownerId === actor.rowId
  for (const column in columns) {
    const special = columnActions[column]
    if (special && (row?.[column] ?? null) === (columns[column] ?? null)) continue
    const action = special ?? 'edit'
    const reach = reachOf(actor, action)
    if (reach === 'all' || (reach === 'own' && own)) continue
    return reach === 'own' && action === 'hide' ? 'ownerOnly' : reasonOf(actor, action)
  }
  return undefined
}

/** @throws AppError Denied, or NotFound for what the actor may not know of */
export function assertMayChange(
  conn: Connection,
  actor: Actor,
  entity: Entity,
  rowId: number,
  columns: Readonly<Record<string, unknown>>,
): void {
  const reason = refusalOf(conn, actor, entity, rowId, columns)
  if (reason === undefined) return
  if (reason !== 'secret') throw failure('Denied', reason)
  const row = standingOf(conn, entity, rowId)
  throw notFound(entity.name, row ? idToText(row.id) : '')
}

const standingOf = (conn: Connection, entity: Entity, rowId: number): Standing | undefined =>
  getRow<Standing>(
    conn,
    `SELECT r.id, ${Object.keys(columnActions).join(', ')}, (${secretCondition(entity, 'r')}) AS secret FROM main."${entity.name}" r WHERE r.rowId = ?`,
    rowId,
  )
