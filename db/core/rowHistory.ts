/** What happened to one row, oldest first, with the values each change left behind: the log read forwards. */
import type { DbValue } from '../shared/fields.ts'
import { allRows, type Connection } from './connection.ts'
import type { Plan } from './plan.ts'
import { currentValue } from './registers.ts'

export interface RowChange {
  readonly seq: number
  readonly txId: number
  readonly opId: number
  /** The operation that this one took back. */
  readonly undoes: number | null
  /** Log key → value before and after. A create has none. */
  readonly values: ReadonlyMap<string, { readonly before: DbValue; readonly after: DbValue }>
}

const log = `SELECT c.seq, c.txId, o.rowId AS opId, o.undoes, c.before FROM change c JOIN tx t ON t.rowId = c.txId JOIN op o ON o.rowId = t.opId
  WHERE c.entity = ? AND c.rowId = ? ORDER BY c.seq DESC`

/** The changes of a row since `from`. Changes of the transaction being written are not among them. */
export function historyOf(conn: Connection, plan: Plan, rowId: number, from = 0): RowChange[] {
  const current = new Map<string, DbValue>()
  const changes: RowChange[] = []
  const rows = allRows<Omit<RowChange, 'values'> & { before: string | null }>(
    conn,
    log,
    plan.entity.id,
    rowId,
  )
  for (const { before, ...row } of rows) {
    if (row.seq < from) break
    const values = new Map<string, { before: DbValue; after: DbValue }>()
    const old = before === null ? {} : (JSON.parse(before) as Record<string, DbValue>)
    for (const key in old) {
      const after = current.has(key) ? (current.get(key) ?? null) : currentValue(conn, plan, rowId, key)
      values.set(key, { before: old[key] ?? null, after })
      current.set(key, old[key] ?? null)
    }
    changes.push({ ...row, values })
  }
  return changes.reverse()
}
