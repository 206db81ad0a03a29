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

/** Whether a record stays at home: it is private, hangs on a private one, or is of a kind that concerns this device alone. */
export function isWithheld(conn: Connection, plan: Plan, rowId: number): boolean {
  const { entity } = plan
  if (entity.local) return true
  const parents = (entity.parents ?? []).map((column) => {
    const parent = plan.fieldByName.get(column)?.to ?? ''
    return `EXISTS (SELECT 1 FROM "${parent}" p WHERE p.rowId = r.${column} AND p.private = 1)`
  })
  const secret = ['r.private IS 1', ...parents].join(' OR ')
  return (
    getRow(conn, `SELECT 1 FROM "${entity.name}" r WHERE r.rowId = ? AND (${secret})`, rowId) !== undefined
  )
}
