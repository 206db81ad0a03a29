/**
 * The tail of the change log. Only this drives change broadcasts, caches and search, whoever wrote: this process, another
 * window's host, a scheduled command line, sync. Cheap to ask: `data_version` changes when another connection commits.
 */

import { idToText } from '../shared/id.ts'
import { entityWithId } from '../shared/registry.ts'
import type { Changed } from '../shared/wire.ts'
import { type Connection, getRow } from './connection.ts'
import { lastSeq } from './transaction.ts'

/** Rows touched, by entity number; past `limit` rows only how far the log has got. */
export interface ChangeBatch {
  readonly from: number
  readonly to: number
  /** Entity number → local rows; `'many'` when the batch was too large to list. */
  readonly rows: ReadonlyMap<number, ReadonlySet<number> | 'many'>
}

const LIMIT = 1_000
const BROADCAST_LIMIT = 200

export class Tail {
  readonly #conn: Connection
  #seq: number

  constructor(conn: Connection, from = lastSeq(conn)) {
    this.#conn = conn
    this.#seq = from
  }

  get seq(): number {
    return this.#seq
  }

  /** What happened since the last call, or undefined. */
  poll(): ChangeBatch | undefined {
    const to = lastSeq(this.#conn)
    if (to <= this.#seq) return undefined
    const from = this.#seq
    this.#seq = to
    const rows = new Map<number, Set<number> | 'many'>()
    if (to - from > LIMIT) {
      const touched = this.#conn
        .prepare('SELECT DISTINCT entity FROM change WHERE seq > ? AND seq <= ?')
        .all(from, to)
      for (const row of touched as { entity: number }[]) rows.set(row.entity, 'many')
    } else {
      const touched = this.#conn
        .prepare('SELECT entity, rowId FROM change WHERE seq > ? AND seq <= ?')
        .all(from, to)
      for (const { entity, rowId } of touched as { entity: number; rowId: number }[]) {
        const known = rows.get(entity)
        if (known instanceof Set) known.add(rowId)
        else rows.set(entity, new Set([rowId]))
      }
    }
    return { from, to, rows }
  }
}

/** The batch as windows hear of it: identities, or `many`. */
export function broadcastOf(conn: Connection, batch: ChangeBatch): Changed {
  const entities: Record<string, string[] | 'many'> = {}
  for (const [number, rows] of batch.rows) {
    const entity = entityWithId(number)
    if (!entity) continue
    if (rows === 'many' || rows.size > BROADCAST_LIMIT) {
      entities[entity.name] = 'many'
      continue
    }
    const ids: string[] = []
    for (const rowId of rows) {
      const row = getRow<{ id: Uint8Array }>(conn, `SELECT id FROM "${entity.name}" WHERE rowId = ?`, rowId)
      if (row) ids.push(idToText(row.id))
    }
    entities[entity.name] = ids
  }
  return { seq: batch.to, entities }
}
