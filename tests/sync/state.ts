/** A replica's state as anybody must agree on it: rows, values and every version of every register, without what is local. */
import type { Connection } from '#db/core/connection.ts'
import { type Plan, planOf } from '#db/core/plan.ts'
import { asIdentity } from '#db/core/references.ts'
import { isContent, ROW, registersBetween } from '#db/core/registers.ts'
import { logKey } from '#db/core/rowWriter.ts'
import type { Stamp } from '#db/core/versions.ts'
import { isWithheld } from '#db/core/withheld.ts'
import type { DbValue } from '#db/shared/fields.ts'
import { idToText } from '#db/shared/id.ts'
import { allEntities } from '#db/shared/registry.ts'

export interface RowState {
  readonly values: Readonly<Record<string, unknown>>
  /** Register → dots with values, the shown one first. */
  readonly versions: Readonly<Record<string, readonly string[]>>
}
export type State = Readonly<Record<string, RowState>>

const local = new Set(['rowId', 'canonicalId', 'updatedAt', 'id', 'stub'])
const DELETED = '5'

interface ClockRow extends Stamp {
  readonly rowId: number
  readonly field: string
  readonly value?: string | null
}
type Row = Record<string, DbValue>

function byRow<T extends { readonly rowId: number }>(rows: readonly T[]): Map<number, T[]> {
  const map = new Map<number, T[]>()
  for (const row of rows) {
    const list = map.get(row.rowId)
    if (list) list.push(row)
    else map.set(row.rowId, [row])
  }
  return map
}

/** Everything in a few reads per kind; whether the engine's own reads say the same is looked at elsewhere. */
export function stateOf(conn: Connection): State {
  const state: Record<string, RowState> = {}
  for (const entity of allEntities()) {
    const plan = planOf(entity)
    const rows = conn.prepare(`SELECT * FROM "${entity.name}" WHERE stub = 0`).all() as Row[]
    if (!rows.length) continue
    const about = (sql: string) => byRow(conn.prepare(sql).all(entity.id) as ClockRow[])
    const clocks = about('SELECT rowId, field, hlc, stream, seq FROM clock WHERE entity = ?')
    const siblings = about('SELECT rowId, field, hlc, stream, seq, value FROM sibling WHERE entity = ?')
    const tombs = byRow(
      conn.prepare('SELECT rowId, at FROM syncTombstone WHERE entity = ?').all(entity.id) as {
        rowId: number
        at: number
      }[],
    )
    for (const row of rows) {
      const rowId = Number(row.rowId)
      if (isWithheld(conn, plan, rowId)) continue
      const values: Record<string, unknown> = {}
      for (const [name, value] of Object.entries(row)) {
        if (local.has(name)) continue
        const field = plan.fieldByName.get(name)
        values[name] = field?.kind === 'ref' ? asIdentity(conn, plan, String(field.id), value) : value
      }
      const held = registersIn(conn, plan, rowId, row)
      const own = clocks.get(rowId) ?? []
      const clockOf = new Map(own.map((clock) => [clock.field, clock]))
      const born = clockOf.get(ROW)
      const buried = tombs.get(rowId)?.[0]
      const versions: Record<string, string[]> = {}
      for (const name of [...new Set([...held.keys(), ...clockOf.keys()])].sort()) {
        if (!isContent(name)) continue
        const shown = clockOf.get(name) ?? (held.get(name) == null ? undefined : born)
        if (!shown) continue
        const value = name === DELETED && buried ? buried.at || null : (held.get(name) ?? null)
        const text = ({ stream, seq }: Stamp, said: DbValue) =>
          `${stream}.${seq}=${JSON.stringify(asIdentity(conn, plan, name, said))}`
        const others = (siblings.get(rowId) ?? []).filter((one) => one.field === name)
        versions[name] = [
          text(shown, value),
          ...others.map((one) => text(one, JSON.parse(one.value ?? 'null') as DbValue)).sort(),
        ]
      }
      const id = row.id as unknown as Uint8Array
      state[`${entity.name}:${idToText(id)}`] = { values, versions }
    }
  }
  return state
}

/** What the row's registers hold, worked out from the row as it was read. */
function registersIn(conn: Connection, plan: Plan, rowId: number, row: Row): Map<string, DbValue> {
  const values: Row = {}
  for (const column of plan.columns)
    if (row[column] != null) values[logKey(plan, column)] = row[column] ?? null
  const custom = typeof row.custom === 'string' ? (JSON.parse(row.custom) as Row) : {}
  for (const uuid in custom) values[`c:${uuid}`] = custom[uuid] ?? null
  return registersBetween(conn, plan, rowId, {}, values, (key) => values[key] ?? null)
}
