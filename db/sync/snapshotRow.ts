/** One row of an attached snapshot (`snap`), read register by register, its references as rows of this database. */
import type { Connection } from '../core/connection.ts'
import type { Plan } from '../core/plan.ts'
import { DELETED, partsOf, ROW, registerName } from '../core/registers.ts'
import { logKey, type MutableColumns } from '../core/rowWriter.ts'
import type { Stamp, Version } from '../core/versions.ts'
import type { DbValue } from '../shared/fields.ts'
import { type EntityJoin, localValue } from './joinTables.ts'

interface SiblingRow extends Stamp {
  readonly rowId: number
  readonly field: string
  readonly value: string | null
}

type SnapRow = MutableColumns & { readonly stub: number }

export class SnapshotRow {
  readonly #conn: Connection
  readonly #plan: Plan
  readonly #rowId: number
  readonly #all: ReadonlyMap<string, EntityJoin>
  readonly row: SnapRow
  readonly #values: Record<string, DbValue> = {}

  constructor(conn: Connection, plan: Plan, rowId: number, all: ReadonlyMap<string, EntityJoin>) {
    this.#conn = conn
    this.#plan = plan
    this.#rowId = rowId
    this.#all = all
    this.row = conn.db
      .prepare(`SELECT * FROM snap.e_${plan.entity.name} WHERE rowId = ?`)
      .get(rowId) as SnapRow
    for (const column of plan.columns) this.#values[logKey(plan, column)] = this.row[column] ?? null
    const custom = typeof this.row.custom === 'string' ? (JSON.parse(this.row.custom) as MutableColumns) : {}
    for (const uuid in custom) this.#values[`c:${uuid}`] = custom[uuid] ?? null
  }

  /** Registers that hold something or were ever written. */
  registers(): Set<string> {
    const registers = new Set<string>()
    const written = this.#conn.db
      .prepare('SELECT field FROM snap.clock WHERE entity = ? AND rowId = ?')
      .all(this.#plan.entity.id, this.#rowId) as { field: string }[]
    for (const { field } of written) registers.add(field)
    for (const key in this.#values) {
      const value = this.#values[key] ?? null
      if (value === null) continue
      const field = this.#plan.fieldById.get(Number(key))
      if (field?.group !== undefined) registers.add(`g:${field.group}`)
      else if (field?.kind === 'list' || field?.kind === 'tags') {
        for (const part of partsOf(value).keys()) registers.add(`${key}.${part}`)
        registers.add(`${key}#`)
      } else registers.add(key)
    }
    registers.delete(ROW)
    return registers
  }

  stamp(field: string): Stamp | undefined {
    return this.#conn.db
      .prepare('SELECT hlc, stream, seq FROM snap.clock WHERE entity = ? AND rowId = ? AND field = ?')
      .get(this.#plan.entity.id, this.#rowId, field) as Stamp | undefined
  }

  /** Versions of a register that whoever made the snapshot kept without knowing what it is. */
  parked(register: string): readonly Stamp[] {
    return this.#conn.db
      .prepare(
        `SELECT hlc, stream, seq FROM snap.syncParked WHERE entity = ? AND field = ?
         AND id = (SELECT id FROM snap.e_${this.#plan.entity.name} WHERE rowId = ?)`,
      )
      .all(this.#plan.entity.id, register, this.#rowId) as Stamp[]
  }

  tombstone(): { at: number; seen: Record<string, number> } | undefined {
    const row = this.#conn.db
      .prepare('SELECT at, seen FROM snap.syncTombstone WHERE entity = ? AND rowId = ?')
      .get(this.#plan.entity.id, this.#rowId) as { at: number; seen: string } | undefined
    return row && { at: row.at, seen: JSON.parse(row.seen) as Record<string, number> }
  }

  #value(register: string): DbValue {
    const { key, part, order, group } = registerName(register)
    if (register === DELETED) {
      const tombstone = this.tombstone()
      return tombstone ? tombstone.at || null : (this.#values[key] ?? null)
    }
    if (order) {
      const row = this.#conn.db
        .prepare('SELECT ids FROM snap.syncOrder WHERE entity = ? AND rowId = ? AND field = ?')
        .get(this.#plan.entity.id, this.#rowId, key) as { ids: string } | undefined
      return row?.ids ?? null
    }
    if (group !== undefined) {
      const fields = this.#plan.entity.fields.filter((field) => field.group === group)
      const values = fields.map(({ id }) => [String(id), this.#values[String(id)] ?? null] as const)
      return values.every(([, value]) => value === null) ? null : JSON.stringify(Object.fromEntries(values))
    }
    const value = this.#values[key] ?? null
    return part === undefined ? value : (partsOf(value).get(part) ?? null)
  }

  versions(register: string): Version[] {
    const local = (value: DbValue) => localValue(this.#conn, this.#plan, this.#all, register, value)
    const value = this.#value(register)
    const shown = this.stamp(register) ?? (value === null ? undefined : this.stamp(ROW))
    if (!shown) return []
    const others = this.#conn.db
      .prepare(
        'SELECT hlc, stream, seq, value FROM snap.sibling WHERE entity = ? AND rowId = ? AND field = ?',
      )
      .all(this.#plan.entity.id, this.#rowId, register) as SiblingRow[]
    return [
      { ...shown, value: local(value) },
      ...others.map((row) => ({ ...row, value: local(JSON.parse(row.value ?? 'null') as DbValue) })),
    ]
  }
}
