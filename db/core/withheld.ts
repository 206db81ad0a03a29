/** What stays at home: private records, what hangs on them, and kinds that concern one device alone. */
import type { Entity } from '../shared/entity.ts'
import { allEntities } from '../shared/registry.ts'
import { type Connection, getRow } from './connection.ts'
import { type Plan, planOf } from './plan.ts'

/** Entities whose records hang on one of this kind, and by which column. */
export const childrenOf = (parent: Entity): { entity: Entity; column: string }[] =>
  allEntities().flatMap((entity) =>
    (entity.parents ?? [])
      .filter((column) => planOf(entity).fieldByName.get(column)?.to === parent.name)
      .map((column) => ({ entity, column })),
  )

/** That a row stays at home because it is private or hangs on a private one, as a condition on it under `alias`. */
export function withheldCondition(entity: Entity, alias: string): string {
  const parents = (entity.parents ?? []).map((column) => {
    const parent = planOf(entity).fieldByName.get(column)?.to ?? ''
    return `EXISTS (SELECT 1 FROM main."${parent}" p WHERE p.rowId = ${alias}.${column} AND p.private = 1)`
  })
  return [`${alias}.private IS 1`, ...parents].join(' OR ')
}

/** Whether a record stays at home: it is private, hangs on a private one, or is of a kind that concerns this device alone. */
export function isWithheld(conn: Connection, { entity }: Plan, rowId: number): boolean {
  if (entity.local) return true
  const sql = `SELECT 1 FROM main."${entity.name}" r WHERE r.rowId = ? AND (${withheldCondition(entity, 'r')})`
  return getRow(conn, sql, rowId) !== undefined
}
