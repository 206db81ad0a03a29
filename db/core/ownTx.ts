/**
 * One transaction of this device read from the log: the registers it wrote with the values they got then. Sets their clocks
 * on the way. Private records and what hangs on them never appear; one that becomes private is taken back, one that ceases
 * to be is told in full.
 */
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText } from '../shared/id.ts'
import { entityWithId } from '../shared/registry.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { deleted } from './liveness.ts'
import { parentsIn, parentsOf } from './parentLife.ts'
import { type Plan, planOf } from './plan.ts'
import { asIdentity } from './references.ts'
import {
  DELETED,
  ERASED,
  ROW,
  registerName,
  registersBetween,
  registersOf,
  registerValue,
  setOrder,
} from './registers.ts'
import type { RemoteChange } from './remoteTx.ts'
import { columnOf, logKey, type MutableColumns } from './rowWriter.ts'
import { type Registers, type Stamp, setClock } from './versions.ts'
import { childrenOf, isWithheld } from './withheld.ts'

export interface TxRow extends Stamp {
  readonly rowId: number
  readonly at: number
  readonly firstChange: number
  readonly lastChange: number
  readonly op: Uint8Array
  readonly kind: string
  readonly user: Uint8Array | null
}
interface ChangeRow {
  readonly seq: number
  readonly entity: number
  readonly rowId: number
  readonly before: string | null
}

const changesSql = 'SELECT seq, entity, rowId, before FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq'
const laterSql =
  'SELECT before FROM change WHERE entity = ? AND rowId = ? AND seq > ? AND before IS NOT NULL ORDER BY seq DESC'

/** In the log, under this key, registers that were confirmed as they stand: how a conflict is answered with what is shown. */
export const CONFIRMED = '!'

interface Touched {
  readonly plan: Plan
  readonly rowId: number
  create: boolean
  /** Columns by log key, as the transaction found them. */
  readonly before: Record<string, DbValue>
  readonly confirmed: string[]
}

const withheldSql = 'SELECT 1 FROM syncWithheld WHERE entity = ? AND rowId = ?'

export class TxReader {
  readonly #conn: Connection
  readonly #registers: Registers
  readonly #tx: TxRow

  constructor(conn: Connection, registers: Registers, tx: TxRow) {
    this.#conn = conn
    this.#registers = registers
    this.#tx = tx
  }

  changes(): RemoteChange[] {
    const rows = this.#touched()
    const told: RemoteChange[] = []
    for (const touched of rows.values()) {
      const change = this.#told(touched)
      if (change) told.push(change)
      if (String(PRIVATE_FIELD) in touched.before) told.push(...this.#children(touched, rows))
    }
    return told
  }

  #touched(): Map<string, Touched> {
    const rows = new Map<string, Touched>()
    const { firstChange, lastChange } = this.#tx
    for (const change of allRows<ChangeRow>(this.#conn, changesSql, firstChange, lastChange)) {
      const entity = entityWithId(change.entity)
      if (!entity) continue
      const key = `${change.entity}:${change.rowId}`
      const touched = rows.get(key) ?? {
        plan: planOf(entity),
        rowId: change.rowId,
        create: false,
        before: {},
        confirmed: [],
      }
      rows.set(key, touched)
      if (change.before === null) touched.create = true
      const { [CONFIRMED]: confirmed, ...before } = JSON.parse(change.before ?? '{}') as Record<
        string,
        DbValue | string[]
      >
      if (Array.isArray(confirmed)) touched.confirmed.push(...confirmed)
      for (const name in before) if (!(name in touched.before)) touched.before[name] = before[name] as DbValue
    }
    return rows
  }

  /** The records that what it wrote hangs on, or hung on before. */
  hung(): [Entity, number][] {
    return [...this.#touched().values()].flatMap(({ plan, rowId, before }) => {
      if (!plan.entity.parents?.length) return []
      const had: MutableColumns = {}
      for (const key in before) had[columnOf(plan, key) ?? key] = before[key] ?? null
      return [...parentsIn(plan, had), ...parentsOf(this.#conn, plan, rowId)]
    })
  }

  /** The clocks of what the transaction wrote, and what others hear of it. */
  #told(touched: Touched): RemoteChange | undefined {
    const { plan, rowId, create } = touched
    const withheld = isWithheld(this.#conn, plan, rowId)
    const wasWithheld = getRow(this.#conn, withheldSql, plan.entity.id, rowId) !== undefined
    const registers = this.#written(touched)
    if (create) setClock(this.#conn, plan.entity.id, rowId, ROW, this.#tx)
    if (!withheld && (wasWithheld || touched.confirmed.includes(ROW))) return this.#reveal(plan, rowId)
    this.#stamp(plan, rowId, registers, create)
    if (withheld) return this.#hide(plan, rowId, create || wasWithheld)
    if (!create && !registers.size) return undefined
    return this.#change(plan, rowId, create, registers)
  }

  #written({ plan, rowId, create, before, confirmed }: Touched): Map<string, DbValue> {
    const conn = this.#conn
    const state = stateAfter(conn, plan, rowId, this.#tx.lastChange)
    const after: Record<string, DbValue> = {}
    if (create) {
      for (const key in state) if (state[key] !== null) after[key] = state[key] ?? null
    } else for (const key in before) after[key] = state[key] ?? null
    const registers = registersBetween(
      conn,
      plan,
      rowId,
      create ? {} : before,
      after,
      (key) => state[key] ?? null,
    )
    for (const register of confirmed) {
      if (!registers.has(register))
        registers.set(
          register,
          registerValue(conn, plan, rowId, register, (key) => state[key] ?? null),
        )
    }
    return registers
  }

  #stamp(plan: Plan, rowId: number, registers: ReadonlyMap<string, DbValue>, create: boolean): void {
    const conn = this.#conn
    for (const [register, value] of registers) {
      const { key, order } = registerName(register)
      if (order) setOrder(conn, plan, rowId, key, value)
      if (register === ERASED) this.#registers.erased(plan, rowId, () => true, this.#tx.at)
      else if (!create) this.#registers.own(plan, rowId, register, this.#tx, this.#tx.at)
    }
    const dead = registers.get(DELETED)
    if (dead !== undefined) deleted(conn, plan, rowId, dead)
  }

  #change(
    plan: Plan,
    rowId: number,
    create: boolean,
    registers: ReadonlyMap<string, DbValue>,
  ): RemoteChange | undefined {
    const row = getRow<{ id: Uint8Array }>(
      this.#conn,
      `SELECT id FROM "${plan.entity.name}" WHERE rowId = ?`,
      rowId,
    )
    if (!row) return undefined
    const told: Record<string, DbValue> = {}
    for (const [register, value] of registers) told[register] = asIdentity(this.#conn, plan, register, value)
    return { entity: plan.entity.id, id: idToText(row.id), create, registers: told }
  }

  /** A record that is private: others who know it lose it. */
  #hide(plan: Plan, rowId: number, unknown: boolean): RemoteChange | undefined {
    this.#conn
      .prepare('INSERT OR IGNORE INTO syncWithheld(entity, rowId) VALUES(?, ?)')
      .run(plan.entity.id, rowId)
    return unknown ? undefined : this.#change(plan, rowId, false, new Map([[DELETED, this.#tx.at]]))
  }

  /** A record that is no longer private: others learn all of it, as written by this transaction. */
  #reveal(plan: Plan, rowId: number): RemoteChange | undefined {
    const conn = this.#conn
    conn.prepare('DELETE FROM syncWithheld WHERE entity = ? AND rowId = ?').run(plan.entity.id, rowId)
    const registers = registersOf(conn, plan, rowId)
    if (!registers.has(DELETED)) registers.set(DELETED, null)
    for (const key of clockedRegisters(conn, plan, rowId)) {
      const name = registerName(key)
      if (key !== ROW && !name.order && !registers.has(key)) registers.set(key, null)
    }
    setClock(conn, plan.entity.id, rowId, ROW, this.#tx)
    this.#stamp(plan, rowId, registers, false)
    return this.#change(plan, rowId, true, registers)
  }

  /** What hangs on a record shares its privacy. */
  #children(parent: Touched, known: ReadonlyMap<string, Touched>): RemoteChange[] {
    const told: RemoteChange[] = []
    for (const { entity, column } of childrenOf(parent.plan.entity)) {
      const plan = planOf(entity)
      const rows = allRows<{ rowId: number }>(
        this.#conn,
        `SELECT rowId FROM "${entity.name}" WHERE ${column} = ? AND stub = 0`,
        parent.rowId,
      )
      for (const { rowId } of rows) {
        if (known.has(`${entity.id}:${rowId}`)) continue
        const change = this.#told({ plan, rowId, create: false, before: {}, confirmed: [] })
        if (change) told.push(change)
      }
    }
    return told
  }
}

const PRIVATE_FIELD = 2

const clockedRegisters = (conn: Connection, plan: Plan, rowId: number): string[] =>
  allRows<{ field: string }>(
    conn,
    'SELECT field FROM clock WHERE entity = ? AND rowId = ?',
    plan.entity.id,
    rowId,
  ).map(({ field }) => field)

/** A row's columns by log key as they were right after a place in the log. */
function stateAfter(conn: Connection, plan: Plan, rowId: number, seq: number): Record<string, DbValue> {
  const row = getRow<MutableColumns>(conn, `SELECT * FROM "${plan.entity.name}" WHERE rowId = ?`, rowId) ?? {}
  const state: Record<string, DbValue> = {}
  for (const column of plan.columns) state[logKey(plan, column)] = row[column] ?? null
  if (typeof row.custom === 'string') {
    const custom = JSON.parse(row.custom) as MutableColumns
    for (const uuid in custom) state[`c:${uuid}`] = custom[uuid] ?? null
  }
  for (const { before } of allRows<{ before: string }>(conn, laterSql, plan.entity.id, rowId, seq)) {
    const values = JSON.parse(before) as Record<string, DbValue>
    for (const key in values) if (key !== CONFIRMED) state[key] = values[key] ?? null
  }
  return state
}
