/**
 * Fields as registers: a scalar is one, each element of a list is one, each tag is one. What transaction wrote a register
 * last is *derived* from the change log, here and nowhere else; nothing is captured a second time.
 */
import type { Field } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { entityWithId } from '../shared/registry.ts'
import { allRows, type Connection, getMeta, getRow, setMeta } from './connection.ts'
import { type Plan, planOf } from './plan.ts'
import { columnOf } from './rowWriter.ts'

/** A dot names a transaction; hlc only picks the value shown. */
export interface Stamp {
  readonly hlc: number
  readonly stream: number
  readonly seq: number
}

/** Register keys: `<log key>` or `<log key>.<element id or tag>`. */
export type Registers = ReadonlyMap<string, DbValue>

/** The stamp every register of a row starts from: its create. */
export const ROW = '*'

const split = (stored: DbValue): Map<string, string> => {
  const parts = new Map<string, string>()
  if (typeof stored !== 'string') return parts
  for (const element of JSON.parse(stored) as (string | { id: string })[]) {
    if (typeof element === 'string') parts.set(element, '1')
    else parts.set(element.id, JSON.stringify(element))
  }
  return parts
}

const isSplit = (field: Field | undefined): boolean => field?.kind === 'list' || field?.kind === 'tags'
const fieldOf = (plan: Plan, key: string): Field | undefined =>
  plan.fieldByName.get(columnOf(plan, key) ?? '')

/** The registers that differ between two values of one column, with what they became. A gone element becomes null. */
export function registersBetween(plan: Plan, key: string, before: DbValue, after: DbValue): Registers {
  if (!isSplit(fieldOf(plan, key))) return new Map([[key, after]])
  const [had, has] = [split(before), split(after)]
  const changed = new Map<string, DbValue>()
  for (const [part, value] of has) if (had.get(part) !== value) changed.set(`${key}.${part}`, value)
  for (const part of had.keys()) if (!has.has(part)) changed.set(`${key}.${part}`, null)
  return changed
}

/** The column value after registers of it were set. Order: elements keep their places, new ones come last. */
export function withRegister(
  plan: Plan,
  key: string,
  part: string,
  stored: DbValue,
  value: DbValue,
): DbValue {
  const parts = split(stored)
  if (value === null) parts.delete(part)
  else parts.set(part, String(value))
  const tags = fieldOf(plan, key)?.kind === 'tags'
  const elements = [...parts].map(([id, json]) => (tags ? id : (JSON.parse(json) as unknown)))
  return elements.length ? JSON.stringify(elements) : null
}

interface ChangeRow {
  readonly seq: number
  readonly entity: number
  readonly rowId: number
  readonly before: string | null
}

/** What a column held right after a change: what the next change of it found, or what it holds now. */
export function valueAfter(conn: Connection, plan: Plan, rowId: number, seq: number, key: string): DbValue {
  const later = allRows<{ before: string | null }>(
    conn,
    'SELECT before FROM change WHERE entity = ? AND rowId = ? AND seq > ? ORDER BY seq',
    plan.entity.id,
    rowId,
    seq,
  )
  for (const { before } of later) {
    const values = before === null ? {} : (JSON.parse(before) as Record<string, DbValue>)
    if (key in values) return values[key] ?? null
  }
  return currentValue(conn, plan, rowId, key)
}

export function currentValue(conn: Connection, plan: Plan, rowId: number, key: string): DbValue {
  const table = plan.entity.name
  if (key.startsWith('c:')) {
    const row = getRow<{ custom: string | null }>(conn, `SELECT custom FROM ${table} WHERE rowId = ?`, rowId)
    return row?.custom ? ((JSON.parse(row.custom) as Record<string, DbValue>)[key.slice(2)] ?? null) : null
  }
  const column = columnOf(plan, key)
  if (!column) return null
  return (
    getRow<{ value: DbValue }>(conn, `SELECT ${column} AS value FROM ${table} WHERE rowId = ?`, rowId)
      ?.value ?? null
  )
}

const upsertClock = `INSERT INTO clock(entity, rowId, field, hlc, stream, seq) VALUES(?, ?, ?, ?, ?, ?)
  ON CONFLICT(entity, rowId, field) DO UPDATE SET hlc = excluded.hlc, stream = excluded.stream, seq = excluded.seq`

export function setClock(conn: Connection, entity: number, rowId: number, field: string, stamp: Stamp): void {
  conn.prepare(upsertClock).run(entity, rowId, field, stamp.hlc, stamp.stream, stamp.seq)
}

/** Who wrote the register last; a register nobody touched since has its row's stamp. */
export function clockOf(conn: Connection, entity: number, rowId: number, field: string): Stamp | undefined {
  const sql = 'SELECT hlc, stream, seq FROM clock WHERE entity = ? AND rowId = ? AND field = ?'
  return getRow<Stamp>(conn, sql, entity, rowId, field) ?? getRow<Stamp>(conn, sql, entity, rowId, ROW)
}

interface TxRow extends Stamp {
  readonly firstChange: number
  readonly lastChange: number
}

/**
 * Reads the log from where it was last read and brings the clocks up to it. Called inside the transaction that publishes
 * or applies, so that both see every write of this device. Transactions of other devices set their clocks on arrival.
 */
export function deriveClocks(conn: Connection): void {
  const from = Number(getMeta(conn, 'clockSeq') ?? 0)
  let to = from
  const pending = allRows<TxRow>(
    conn,
    `SELECT t.hlc, t.stream, t.seq, t.firstChange, t.lastChange FROM tx t JOIN op o ON o.rowId = t.opId
     WHERE t.firstChange > ? AND o.source <> 'sync' ORDER BY t.firstChange`,
    from,
  )
  for (const tx of pending) {
    for (const change of changesOf(conn, tx)) {
      const entity = entityWithId(change.entity)
      if (!entity) continue
      const plan = planOf(entity)
      if (change.before === null) setClock(conn, change.entity, change.rowId, ROW, tx)
      else {
        const before = JSON.parse(change.before) as Record<string, DbValue>
        for (const key in before) {
          const after = valueAfter(conn, plan, change.rowId, change.seq, key)
          for (const register of registersBetween(plan, key, before[key] ?? null, after).keys()) {
            setClock(conn, change.entity, change.rowId, register, tx)
          }
        }
      }
    }
    to = tx.lastChange
  }
  if (to > from) setMeta(conn, 'clockSeq', to)
}

export const changesOf = (conn: Connection, tx: { firstChange: number; lastChange: number }): ChangeRow[] =>
  allRows<ChangeRow>(
    conn,
    'SELECT seq, entity, rowId, before FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq',
    tx.firstChange,
    tx.lastChange,
  )
