/** Operations as people see them: who, what, how many records, whether it can still be taken back. */
import type { z } from 'zod'
import { idToText } from '../shared/id.ts'
import type { operationSchema } from '../shared/operations.ts'
import { entityWithId } from '../shared/registry.ts'
import { type Connection, allRows, getRow } from './connection.ts'

export type Operation = z.infer<typeof operationSchema>

interface OpRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly source: string
  readonly kind: string
  readonly state: Operation['state']
  readonly at: number
  readonly params: string | null
  readonly user: string | null
  readonly device: string | null
  readonly undoes: Uint8Array | null
}

const select = `SELECT o.rowId, o.id, o.source, o.kind, o.state, o.at, o.params, u.displayName AS user, d.name AS device, x.id AS undoes
  FROM op o LEFT JOIN user u ON u.rowId = o.userId LEFT JOIN device d ON d.rowId = o.deviceId LEFT JOIN op x ON x.rowId = o.undoes`
const counts = `SELECT c.entity, count(DISTINCT c.rowId) AS n FROM tx t JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange
  WHERE t.opId = ? GROUP BY c.entity`

function describe(conn: Connection, row: OpRow): Operation {
  const entities: Record<string, number> = {}
  for (const { entity, n } of allRows<{ entity: number; n: number }>(conn, counts, row.rowId)) {
    const known = entityWithId(entity)
    if (known) entities[known.name] = n
  }
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
    undoable: row.state !== 'undone' && !row.kind.endsWith('.never'),
    params: row.params ? (JSON.parse(row.params) as Record<string, unknown>) : null,
  }
}

/** Newest first; `before` continues after the last one shown. */
export function listOperations(conn: Connection, limit: number, before?: Uint8Array): Operation[] {
  const from = before ? getRow<{ rowId: number }>(conn, 'SELECT rowId FROM op WHERE id = ?', before)?.rowId : undefined
  return allRows<OpRow>(
    conn,
    `${select} WHERE o.rowId < ? ORDER BY o.rowId DESC LIMIT ?`,
    from ?? Number.MAX_SAFE_INTEGER,
    limit,
  ).map((row) => describe(conn, row))
}

export function operationAt(conn: Connection, opId: number | null | undefined): Operation | null {
  const row = opId == null ? undefined : getRow<OpRow>(conn, `${select} WHERE o.rowId = ?`, opId)
  return row ? describe(conn, row) : null
}

/** Jobs that never came to an end. Whoever runs one right now has to leave it out. */
export const openOperations = (conn: Connection): Operation[] =>
  allRows<OpRow>(conn, `${select} WHERE o.state = 'open' ORDER BY o.rowId`).map((row) => describe(conn, row))
