/**
 * Undoing a choice opens the conflict again: what the undone write had answered stands beside what the undo shows, here and
 * on every other device. Each answered version is told once more under a stream of its own, whose writer had seen all that
 * whoever undid had, but not the undo: so the two do not know of each other, as it was before. It keeps its author and time.
 */
import { idToText } from '../shared/id.ts'
import { entityWithId } from '../shared/registry.ts'
import { Applier } from './applyRemote.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { derive, toOutbox } from './outbox.ts'
import { planOf } from './plan.ts'
import { asIdentity } from './references.ts'
import type { RemoteChange, RemoteTx } from './remoteTx.ts'
import { mintStream } from './stream.ts'
import type { Version } from './versions.ts'

interface ClosedRow {
  readonly entity: number
  readonly rowId: number
  readonly field: string
  readonly hlc: number
  readonly stream: number
  readonly seq: number
  readonly value: string | null
}

const changesSql =
  'FROM tx t JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange %s WHERE t.opId = ?'
const nearSql = `SELECT 1 ${changesSql.replace('%s', '')}
  AND (EXISTS (SELECT 1 FROM sibling s WHERE s.entity = c.entity AND s.rowId = c.rowId)
    OR EXISTS (SELECT 1 FROM syncClosed k WHERE k.entity = c.entity AND k.rowId = c.rowId)) LIMIT 1`
const closedSql = `SELECT DISTINCT k.entity, k.rowId, k.field, k.hlc, k.stream, k.seq, k.value ${changesSql.replace(
  '%s',
  'JOIN syncClosed k ON k.entity = c.entity AND k.rowId = c.rowId AND k.closedAt = t.at',
)} ORDER BY k.entity, k.rowId, k.field, k.hlc`

/** Whether what an operation wrote to is, or ever was, in conflict: most often nothing is, and nothing more is asked. */
export const mayHaveAnswered = (conn: Connection, opId: number): boolean =>
  getRow(conn, 'SELECT 1 FROM sibling UNION ALL SELECT 1 FROM syncClosed LIMIT 1') !== undefined &&
  getRow(conn, nearSql, opId) !== undefined

/** Within a transaction: `undo` takes the operation back, then what it had answered stands open again. */
export function reopening<T>(conn: Connection, opId: number, undo: () => T): T {
  derive(conn)
  const closed = allRows<ClosedRow>(conn, closedSql, opId)
  const last = lastTx(conn)
  const result = undo()
  // Also what was done again is an answer at once.
  derive(conn)
  const told = closed.length ? toldAfter(conn, last) : undefined
  if (told) stateAgain(conn, told, closed)
  return result
}

const lastTx = (conn: Connection): number =>
  getRow<{ rowId: number | null }>(conn, 'SELECT max(rowId) AS rowId FROM tx')?.rowId ?? 0

/** The transaction that took it back, as others will read it; none where nothing was written. */
function toldAfter(conn: Connection, last: number): RemoteTx | undefined {
  const row = getRow<{ body: string }>(
    conn,
    `SELECT o.body FROM syncOutbox o JOIN tx t ON t.stream = o.stream AND t.seq = o.seq
     WHERE t.rowId > ? AND t.remote IS NULL ORDER BY t.rowId DESC LIMIT 1`,
    last,
  )
  return row && (JSON.parse(row.body) as RemoteTx)
}

interface Again extends Version {
  readonly entity: number
  readonly id: string
  readonly register: string
  /** It says what the undo shows. */
  readonly shown: boolean
}

/** Only where the undo wrote: what somebody has changed since is left alone, and what is private is not told. */
function answered(conn: Connection, told: RemoteTx, closed: readonly ClosedRow[]): Again[] {
  const written = new Map(told.changes.map((change) => [`${change.entity} ${change.id}`, change.registers]))
  return closed.flatMap(({ entity, rowId, field, hlc, stream, seq, value: stored }): Again[] => {
    const definition = entityWithId(entity)
    if (!definition) return []
    const row = getRow<{ id: Uint8Array }>(conn, `SELECT id FROM "${definition.name}" WHERE rowId = ?`, rowId)
    const id = row ? idToText(row.id) : ''
    const registers = written.get(`${entity} ${id}`)
    if (!registers || !(field in registers)) return []
    const value = asIdentity(conn, planOf(definition), field, JSON.parse(stored ?? 'null'))
    return [{ entity, id, register: field, hlc, stream, seq, value, shown: registers[field] === value }]
  })
}

const placeOf = ({ entity, id, register }: Again): string => `${entity} ${id} ${register}`

/** Of versions that say the same the latest: that is whose it was called, and not that of an earlier undo. */
const eachOnce = (versions: readonly Again[]): Iterable<Again> =>
  new Map(versions.map((one) => [`${placeOf(one)} ${JSON.stringify(one.value)}`, one])).values()

/** Versions of one place must not know of each other; those of different places may share a stream. */
function stateAgain(conn: Connection, told: RemoteTx, closed: readonly ClosedRow[]): void {
  const lanes: Again[][] = []
  const depth = new Map<string, number>()
  for (const version of eachOnce(answered(conn, told, closed))) {
    const place = placeOf(version)
    const lane = depth.get(place) ?? 0
    depth.set(place, lane + 1)
    const list = lanes[lane]
    if (list) list.push(version)
    else lanes[lane] = [version]
  }
  for (const lane of lanes) stateLane(conn, told, lane)
}

function stateLane(conn: Connection, told: RemoteTx, versions: readonly Again[]): void {
  const stream = mintStream(conn)
  const begins =
    told.seq > 1
      ? { parent: { stream: told.stream, seq: told.seq - 1 } }
      : told.parent && { parent: told.parent }
  for (const [index, version] of versions.entries()) {
    const { entity, id, register, value, shown } = version
    const change: RemoteChange = { entity, id, create: false, registers: { [register]: value } }
    const tx: RemoteTx = {
      ...authorOf(conn, told, version),
      hlc: told.hlc + (shown ? 1 : -1),
      stream,
      seq: index + 1,
      ...(index === 0 && begins),
      saw: index === 0 ? told.saw : {},
      changes: [change],
    }
    const applier = new Applier(conn)
    toOutbox(conn, tx, applier.frontier.hash(stream))
    applier.apply(tx)
    applier.finish()
  }
}

interface AuthorRow {
  readonly at: number
  readonly op: Uint8Array
  readonly kind: string
  readonly user: Uint8Array | null
}

/** Whoever wrote it first; where that is not known here any more, whoever undid. */
function authorOf(
  conn: Connection,
  told: RemoteTx,
  { stream, seq }: Version,
): Pick<RemoteTx, 'at' | 'operation' | 'kind' | 'user'> {
  const author = getRow<AuthorRow>(
    conn,
    `SELECT t.at, o.id AS op, o.kind, u.id AS user FROM tx t JOIN op o ON o.rowId = t.opId
     LEFT JOIN user u ON u.rowId = o.userId WHERE t.stream = ? AND t.seq = ?`,
    stream,
    seq,
  )
  if (!author) return told
  const { at, op, kind, user } = author
  return { at, operation: idToText(op), kind, user: user && idToText(user) }
}
