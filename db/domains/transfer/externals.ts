/**
 * Records by the id another program gave them, for sources that keep one record in several files (GoldMine's details
 * name the contact by ACCOUNTNO). The ids are in the extras, so this also works for files imported yesterday.
 */
import { allRows, type Connection } from '../../core/connection.ts'
import { visibleName } from '../../core/visible.ts'
import type { Entity } from '../../shared/entity.ts'

export class Externals {
  readonly #conn: Connection
  /** Names of the extras that hold such ids. */
  readonly #names: ReadonlySet<string>
  readonly #known = new Map<Entity, Map<string, number>>()

  constructor(conn: Connection, names: ReadonlySet<string>) {
    this.#conn = conn
    this.#names = names
  }

  forget(): void {
    this.#known.clear()
  }

  find(entity: Entity, id: string): number | undefined {
    let known = this.#known.get(entity)
    if (!known) {
      known = this.#read(entity)
      this.#known.set(entity, known)
    }
    return known.get(id)
  }

  #read(entity: Entity): Map<string, number> {
    const found = new Map<string, number>()
    const rows = allRows<{ rowId: number; value: string }>(
      this.#conn,
      `SELECT v.rowId, e.value ->> 'value' AS value FROM ${visibleName(entity)} v, json_each(v.extras) e
       WHERE v.extras IS NOT NULL AND e.value ->> 'name' IN (SELECT value FROM json_each(?)) ORDER BY v.rowId DESC`,
      JSON.stringify([...this.#names]),
    )
    for (const { rowId, value } of rows) found.set(value, rowId)
    return found
  }
}
