/** A replica's state as anybody must agree on it: rows, values and every version of every register, without what is local. */
import type { Connection } from '#db/core/connection.ts'
import { isWithheld } from '#db/core/outbox.ts'
import { planOf } from '#db/core/plan.ts'
import { asIdentity } from '#db/core/references.ts'
import { isContent, Registers, ROW, registersOf } from '#db/core/registers.ts'
import { idToText } from '#db/shared/id.ts'
import { allEntities } from '#db/shared/registry.ts'

export interface RowState {
  readonly values: Readonly<Record<string, unknown>>
  /** Register → dots with values, the shown one first. */
  readonly versions: Readonly<Record<string, readonly string[]>>
}
export type State = Readonly<Record<string, RowState>>

const local = new Set(['rowId', 'canonicalId', 'updatedAt', 'id', 'stub'])

export function stateOf(conn: Connection): State {
  const state: Record<string, RowState> = {}
  const registers = new Registers(conn)
  for (const entity of allEntities()) {
    const plan = planOf(entity)
    const rows = conn.db.prepare(`SELECT * FROM "${entity.name}" WHERE stub = 0`).all() as Record<
      string,
      unknown
    >[]
    for (const row of rows) {
      const rowId = Number(row.rowId)
      if (isWithheld(conn, plan, rowId)) continue
      const values: Record<string, unknown> = {}
      for (const [name, value] of Object.entries(row)) {
        if (local.has(name)) continue
        const field = plan.fieldByName.get(name)
        values[name] =
          field?.kind === 'ref' ? asIdentity(conn, plan, String(field.id), value as number | null) : value
      }
      const names = new Set(registersOf(conn, plan, rowId).keys())
      const written = conn.db
        .prepare('SELECT field FROM clock WHERE entity = ? AND rowId = ?')
        .all(entity.id, rowId) as { field: string }[]
      for (const { field } of written) if (field !== ROW) names.add(field)
      const versions: Record<string, string[]> = {}
      for (const name of [...names].sort()) {
        if (!isContent(name)) continue
        versions[name] = registers
          .standing(plan, rowId, name)
          .map(
            ({ stream, seq, value }) =>
              `${stream}.${seq}=${JSON.stringify(asIdentity(conn, plan, name, value))}`,
          )
      }
      for (const list of Object.values(versions)) list.splice(1, list.length, ...list.slice(1).sort())
      state[`${entity.name}:${idToText(row.id as Uint8Array)}`] = { values, versions }
    }
  }
  return Object.fromEntries(Object.entries(state).sort(([a], [b]) => (a < b ? -1 : 1)))
}
