/** How sharing stands, from what this database remembers: asked often, so the hub is not touched. */
import { allRows, type Connection, getMeta, getRow } from '../core/connection.ts'
import { countParked } from '../core/parked.ts'
import { planOf } from '../core/plan.ts'
import { visibleName } from '../core/visible.ts'
import { isWithheld } from '../core/withheld.ts'
import type { Output } from '../shared/contract.ts'
import { notFound } from '../shared/errors.ts'
import { textToId } from '../shared/id.ts'
import { entityNamed } from '../shared/registry.ts'
import type { SyncDevice, SyncStatus } from '../shared/sync.ts'
import { alarmsOf } from './alarms.ts'
import { type DeviceState, deviceStates, heldByDevice } from './heartbeat.ts'
import { jsonOf } from './hub.ts'
import { hubPath, ownDevice } from './state.ts'

const instant = (at: unknown): string | null =>
  typeof at === 'number' && at > 0 ? new Date(at).toISOString() : null

const count = (conn: Connection, sql: string): number => getRow<{ n: number }>(conn, sql)?.n ?? 0
const pendingSql = `SELECT count(*) AS n FROM tx WHERE remote IS NULL AND rowId > CAST(coalesce((SELECT value FROM meta WHERE key = 'syncDerivedTx'), 0) AS INTEGER)`

export function statusOf(
  conn: Connection,
  options: {
    readonly locked: boolean
    readonly keys: SyncStatus['keys']
    readonly conflicts: number
    readonly user: string
    readonly version: string
  },
): SyncStatus {
  const hub = hubPath(conn)
  const own = ownDevice(conn)
  const problem = jsonOf(String(getMeta(conn, 'syncProblem') ?? 'null'))
  const skew = getMeta(conn, 'syncSkew')
  return {
    state: hub === undefined ? 'off' : options.locked ? 'locked' : 'ready',
    hub: hub ?? null,
    device: own.hex,
    keys: hub === undefined ? null : options.keys,
    lastRound: instant(getMeta(conn, 'syncLastRound')),
    problem: (problem as SyncStatus['problem']) ?? null,
    unsent:
      hub === undefined ? 0 : count(conn, 'SELECT count(*) AS n FROM syncOutbox') + count(conn, pendingSql),
    waiting: count(conn, 'SELECT count(*) AS n FROM syncWaiting'),
    parked: countParked(conn),
    conflicts: options.conflicts,
    clockOff: typeof skew === 'number' ? Math.round(skew / 60_000) : null,
    alarms: hub === undefined ? [] : alarmsOf(conn),
    devices:
      hub === undefined
        ? []
        : [
            {
              id: own.hex,
              name: own.name,
              user: options.user,
              you: true,
              removed: false,
              lastSeen: instant(getMeta(conn, 'syncLastRound')),
              version: options.version,
              behind: 0,
            },
            ...deviceStates(conn).map((state) => deviceOf(conn, own.hex, state)),
          ],
  }
}

/** Those that the team's files of keys leave out. */
function removedDevices(conn: Connection): Set<string> {
  const files = Object.values(Object(jsonOf(String(getMeta(conn, 'syncKeyFiles') ?? '{}')))).map(String)
  return new Set(files.flatMap((text) => Object.keys(Object(Reflect.get(Object(jsonOf(text)), 'removed')))))
}

function deviceOf(conn: Connection, own: string, state: DeviceState): SyncDevice {
  const here = heldByDevice(conn, own)
  let behind = 0
  for (const device in here) behind += Math.max(0, (here[device] ?? 0) - (state.has[device] ?? 0))
  return {
    id: state.device,
    name: state.name,
    user: state.user,
    you: false,
    removed: removedDevices(conn).has(state.device),
    lastSeen: instant(state.at),
    version: state.version,
    behind,
  }
}

/** @throws AppError NotFound */
export function explain(conn: Connection, name: string, id: string): Output<'sync.explain'> {
  const entity = entityNamed(name)
  const plan = planOf(entity)
  const row = getRow<{ rowId: number }>(
    conn,
    `SELECT rowId FROM ${visibleName(entity)} WHERE id = ?`,
    textToId(id),
  )
  if (!row) throw notFound(name, id)
  if (hubPath(conn) === undefined) return { state: 'off', devices: [] }
  if (isWithheld(conn, plan, row.rowId)) return { state: 'private', devices: [] }
  const dots = allRows<{ stream: number; seq: number }>(
    conn,
    `SELECT t.stream, max(t.seq) AS seq FROM change c JOIN tx t ON t.rowId = c.txId
     WHERE c.entity = ? AND c.rowId = ? AND t.stream >= 0 GROUP BY t.stream`,
    entity.id,
    row.rowId,
  )
  const unsent = dots.some(
    ({ stream, seq }) =>
      getRow(conn, 'SELECT 1 FROM syncOutbox WHERE stream = ? AND seq <= ?', stream, seq) ??
      !getRow(conn, 'SELECT 1 FROM syncFrontier WHERE stream = ? AND seq >= ?', stream, seq),
  )
  const devices = deviceStates(conn).map((state) => ({
    id: state.device,
    name: state.name,
    state: holds(state, dots),
    lastSeen: instant(state.at),
  }))
  return { state: unsent ? 'unsent' : 'shared', devices }
}

/** A heartbeat names a device's latest streams; of one it does not name nothing is known. */
function holds(
  state: DeviceState,
  dots: readonly { stream: number; seq: number }[],
): 'has' | 'hasNot' | 'unknown' {
  let unknown = false
  for (const { stream, seq } of dots) {
    const held = state.streams[String(stream)]
    if (held === undefined) unknown = true
    else if (held < seq) return 'hasNot'
  }
  if (!unknown) return 'has'
  // It names all it has while they are few.
  return Object.keys(state.streams).length < 1_000 ? 'hasNot' : 'unknown'
}
