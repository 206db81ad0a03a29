/**
 * How the rows of an attached snapshot (`snap`) and those here correspond: which are the same by their identity, and which
 * numbers those that are not here will get.
 */
import { type Connection, getRow } from '../core/connection.ts'
import { type Plan, planOf } from '../core/plan.ts'
import { registerName } from '../core/registers.ts'
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { sharedEntities, snapshotColumns } from './snapshotFile.ts'

export interface EntityJoin {
  readonly entity: Entity
  readonly plan: Plan
  /** New local row = row of the snapshot + this. */
  readonly offset: number
  readonly last: number
  /** Some rows of the snapshot are here already. */
  readonly overlaps: boolean
  /** Other rows are here. */
  readonly joinsOthers: boolean
  /** What the snapshot tells of each row: that of an older program lacks the newest columns. */
  readonly columns: readonly string[]
}

/** Kinds the snapshot knows; that of an older program lacks the newest, and none has tables for what there is nothing of. */
export function presentEntities(conn: Connection): Entity[] {
  const tables = conn.db
    .prepare("SELECT name FROM snap.sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as string[]
  const present = new Set(tables)
  return sharedEntities().filter(({ name }) => present.has(`e_${name}`))
}

function columnsIn(conn: Connection, entity: Entity): string[] {
  const names = conn.db
    .prepare(`SELECT name FROM pragma_table_info('e_${entity.name}', 'snap')`)
    .pluck()
    .all()
  const there = new Set(names as string[])
  return snapshotColumns(entity).filter((name) => there.has(name))
}

/** Takes the row numbers the new rows will need by making the last of them first. */
export function prepare(conn: Connection, entity: Entity): EntityJoin {
  const { db } = conn
  const map = `temp.joined_${entity.name}`
  db.exec(
    `DROP TABLE IF EXISTS ${map}; CREATE TEMP TABLE joined_${entity.name}(snap INTEGER PRIMARY KEY, local INTEGER)`,
  )
  db.exec(
    `INSERT INTO ${map} SELECT s.rowId, r.rowId FROM snap.e_${entity.name} s JOIN main."${entity.name}" r ON r.id = s.id`,
  )
  const number = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0)
  const offset = number(`SELECT max(rowId) FROM main."${entity.name}"`)
  const last = number(
    `SELECT max(rowId) FROM snap.e_${entity.name} WHERE rowId NOT IN (SELECT snap FROM ${map})`,
  )
  if (last > 0) {
    db.exec(
      `INSERT INTO main."${entity.name}"(rowId, id, canonicalId, stub) SELECT rowId + ${offset}, id, rowId + ${offset}, 1 FROM snap.e_${entity.name} WHERE rowId = ${last}`,
    )
  }
  const overlaps = number(`SELECT count(*) FROM ${map}`) > 0
  return {
    entity,
    plan: planOf(entity),
    offset,
    last,
    overlaps,
    joinsOthers: offset > 0,
    columns: columnsIn(conn, entity),
  }
}

/** A reference of the snapshot as SQL that answers the local row. */
export function reference(column: string, to: EntityJoin | undefined): string {
  if (!to) return 'NULL'
  const shifted = `s.${column} + ${to.offset}`
  if (!to.overlaps) return shifted
  return `coalesce((SELECT local FROM temp.joined_${to.entity.name} WHERE snap = s.${column}), ${shifted})`
}

/** A register's value of the snapshot with references as rows of this database. */
export function localValue(
  conn: Connection,
  plan: Plan,
  all: ReadonlyMap<string, EntityJoin>,
  register: string,
  value: DbValue,
): DbValue {
  const { key, group } = registerName(register)
  const one = (name: string, given: DbValue): DbValue => {
    const field = plan.fieldById.get(Number(name))
    if (field?.kind !== 'ref' || typeof given !== 'number') return given
    const to = all.get(field.name === 'mergedInto' ? plan.entity.name : (field.to ?? ''))
    if (!to) return null
    const known = getRow<{ local: number }>(
      conn,
      `SELECT local FROM temp.joined_${to.entity.name} WHERE snap = ?`,
      given,
    )
    return known?.local ?? given + to.offset
  }
  if (group === undefined) return one(key, value)
  if (typeof value !== 'string') return value
  const values = JSON.parse(value) as Record<string, DbValue>
  return JSON.stringify(
    Object.fromEntries(Object.entries(values).map(([name, given]) => [name, one(name, given)])),
  )
}
