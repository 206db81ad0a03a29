/**
 * The rows of an entity that a user does not see in lists: trashed, merged away, deleted, stubs, other people's private
 * ones and children of those. Read from the partial index that holds just them, kept up with the log.
 */
import type { Entity, Field } from '../../shared/entity.ts'
import { entityNamed } from '../../shared/registry.ts'
import type { Connection } from '../connection.ts'
import { planOf } from '../plan.ts'
import type { ChangeBatch } from '../tail.ts'
import { hiddenCondition, visibleName } from '../visible.ts'
import { Bits } from './bits.ts'
import { pluck } from './statements.ts'

/** More changed rows than this, and the set is read anew. */
const MAX_PATCH = 5_000

/** Just the terms of the partial index `<entity>Hidden`, so that SQLite recognises it. */
export const indexed =
  'r.trashedAt IS NOT NULL OR r.mergedInto IS NOT NULL OR r.deletedAt IS NOT NULL OR r.stub = 1 OR r.private = 1'

const parentsOf = (entity: Entity): Field[] =>
  (entity.parents ?? []).flatMap((name) => planOf(entity).fieldByName.get(name) ?? [])

/** Rows of an entity given by a query, and those that were merged into them. */
export const withMerged = (to: string, rows: string): string =>
  `${rows} UNION ALL SELECT rowId FROM main."${entityNamed(to).name}" WHERE mergedInto IS NOT NULL AND canonicalId IN (${rows})`

/** Statements that together give the hidden rows without scanning the table. */
export function hiddenQueries(entity: Entity): string[] {
  const condition = hiddenCondition(entity, 'r')
  return [
    `SELECT r.rowId FROM main."${entity.name}" r WHERE (${indexed}) AND (${condition})`,
    ...(entity.personal
      ? [
          `SELECT r.rowId FROM main."${entity.name}" r WHERE r.${entity.personal} IS NOT NULL AND (${condition})`,
        ]
      : []),
    ...parentsOf(entity).map(
      ({ name, to = '' }) =>
        `SELECT r.rowId FROM main."${entity.name}" r WHERE r.${name} IN (${withMerged(to, `SELECT rowId FROM main."${entityNamed(to).name}" WHERE private = 1`)}) AND (${condition})`,
    ),
  ]
}

interface Known {
  readonly entity: Entity
  readonly userRowId: number
  readonly bits: Bits
  readonly dirty: Set<number>
  stale: boolean
}

export class Hidden {
  readonly #conn: Connection
  readonly #known = new Map<string, Known>()

  constructor(conn: Connection) {
    this.#conn = conn
  }

  /** For the user the connection acts as now. */
  of(entity: Entity, userRowId: number): Bits {
    const key = `${entity.name} ${userRowId}`
    let known = this.#known.get(key)
    if (!known || known.stale) {
      const bits = new Bits()
      for (const sql of hiddenQueries(entity)) for (const rowId of pluck(this.#conn, sql)) bits.add(rowId)
      known = { entity, userRowId, bits, dirty: new Set(), stale: false }
      this.#known.set(key, known)
    }
    if (known.dirty.size) this.#patch(known)
    return known.bits
  }

  #patch({ entity, bits, dirty }: Known): void {
    const list = JSON.stringify([...dirty])
    const visible = `SELECT rowId FROM ${visibleName(entity)} WHERE rowId IN (SELECT value FROM json_each(?))`
    for (const rowId of dirty) bits.add(rowId)
    for (const rowId of pluck(this.#conn, visible, list)) bits.delete(rowId)
    dirty.clear()
  }

  onBatch(batch: ChangeBatch): void {
    for (const known of this.#known.values()) {
      if (known.stale) continue
      this.#touch(known, batch.rows.get(known.entity.id))
      for (const parent of parentsOf(known.entity)) this.#touchChildren(known, parent, batch)
    }
  }

  #touch(known: Known, rows: ReadonlySet<number> | readonly number[] | 'many' | undefined): void {
    if (!rows) return
    if (rows === 'many') known.stale = true
    else for (const rowId of rows) known.dirty.add(rowId)
    if (known.dirty.size > MAX_PATCH) known.stale = true
  }

  /** A parent that became private, or public, takes its children along. */
  #touchChildren(known: Known, { name, to = '' }: Field, batch: ChangeBatch): void {
    const parents = batch.rows.get(entityNamed(to).id)
    if (!parents) return
    const changed = withMerged(to, 'SELECT value FROM json_each(:rows)')
    const children = `SELECT rowId FROM main.${known.entity.name} WHERE ${name} IN (${changed}) LIMIT ${MAX_PATCH + 1}`
    this.#touch(
      known,
      parents === 'many' ? parents : pluck(this.#conn, children, { rows: JSON.stringify([...parents]) }),
    )
  }
}
