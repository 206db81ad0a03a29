/**
 * What a row shows and when each of it was written, as it stood before a transaction of others reached it: read in two steps
 * for all registers that the transaction wrote, instead of four for each.
 */
import type { DbValue } from '../shared/fields.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import type { Plan } from './plan.ts'
import { keysOf } from './registers.ts'
import { columnOf, type MutableColumns } from './rowWriter.ts'
import type { Stamp } from './versions.ts'

interface ClockRow extends Stamp {
  readonly field: string
}

const clocksSql = 'SELECT field, hlc, stream, seq FROM clock WHERE entity = ? AND rowId = ?'

export class StandingRow {
  readonly #conn: Connection
  readonly #plan: Plan
  readonly #rowId: number
  readonly #registers: Iterable<string>
  #clocks: Map<string, Stamp> | undefined
  #values: MutableColumns | undefined
  #custom: MutableColumns | undefined

  constructor(conn: Connection, plan: Plan, rowId: number, registers: Iterable<string>) {
    this.#conn = conn
    this.#plan = plan
    this.#rowId = rowId
    this.#registers = registers
  }

  clock(register: string): Stamp | undefined {
    this.#clocks ??= new Map(
      allRows<ClockRow>(this.#conn, clocksSql, this.#plan.entity.id, this.#rowId).map((row) => [
        row.field,
        row,
      ]),
    )
    return this.#clocks.get(register)
  }

  /** What a column holds, by its log key. */
  value(key: string): DbValue {
    const column = columnOf(this.#plan, key)
    if (!column) return null
    this.#values ??= this.#read()
    if (!key.startsWith('c:')) return this.#values[column] ?? null
    const { custom } = this.#values
    this.#custom ??= typeof custom === 'string' ? (JSON.parse(custom) as MutableColumns) : {}
    return this.#custom[key.slice(2)] ?? null
  }

  #read(): MutableColumns {
    const columns = new Set<string>()
    for (const register of this.#registers)
      for (const key of keysOf(this.#plan, register)) {
        const column = columnOf(this.#plan, key)
        if (column) columns.add(key.startsWith('c:') ? 'custom' : column)
      }
    if (!columns.size) return {}
    const sql = `SELECT ${[...columns].join(',')} FROM "${this.#plan.entity.name}" WHERE rowId = ?`
    return getRow<MutableColumns>(this.#conn, sql, this.#rowId) ?? {}
  }
}
