/**
 * What may be seen: one temporary view per entity, `visible<Entity>`, holding the rows that are not trashed, merged away,
 * deleted or stubs, and that the acting user may read. Domains read only these views; base tables are the core's.
 * The acting user sits in `temp.acting`, so that one connection can serve several users. Reading them can be stopped.
 */
import type { Entity } from '../shared/entity.ts'
import { allEntities, entityNamed } from '../shared/registry.ts'
import { mergedAway } from './canonical.ts'
import type { Actor, Connection } from './connection.ts'
import { planOf } from './plan.ts'
import { registerStillWanted, stillWanted } from './stillWanted.ts'

export const visibleName = (entity: Entity | string): string => {
  const name = typeof entity === 'string' ? entity : entity.name
  return `visible${name[0]?.toUpperCase()}${name.slice(1)}`
}

/** The condition under which a row of `entity` under `alias` is the secret of somebody else than who reads. */
export function secretCondition(entity: Entity, alias: string): string {
  const own = `(${alias}.private IS 1 AND ${alias}.ownerId IS NOT (SELECT userId FROM temp.acting))`
  // Of a merged record both its own privacy and that of the record it became count.
  const inherited = (entity.parents ?? []).map((column) => {
    const parent = planOf(entity).fieldByName.get(column)?.to ?? ''
    // Asked once for a whole query: where nothing is a secret, nobody's parents are looked up row by row.
    return `EXISTS (SELECT 1 FROM main."${parent}" s WHERE s.private = 1) AND EXISTS (SELECT 1 FROM main."${parent}" p JOIN main."${parent}" w ON w.rowId = p.canonicalId WHERE p.rowId = ${alias}.${column} AND (
      (p.private IS 1 AND p.ownerId IS NOT (SELECT userId FROM temp.acting)) OR (w.private IS 1 AND w.ownerId IS NOT (SELECT userId FROM temp.acting))))`
  })
  const personal = entity.personal
    ? [
        `(${alias}.${entity.personal} IS NOT NULL AND ${alias}.${entity.personal} IS NOT (SELECT userId FROM temp.acting))`,
      ]
    : []
  return [own, ...inherited, ...personal].join(' OR ')
}

/** The rows of an entity that a reader never sees outside the trash, as a condition on the base table. */
export const hiddenCondition = (entity: Entity, alias: string): string =>
  `${alias}.trashedAt IS NOT NULL OR ${mergedAway(alias)} OR ${alias}.deletedAt IS NOT NULL OR ${alias}.stub = 1 OR ${secretCondition(entity, alias)}`

/** Creates the views on a connection; done once when it opens. */
export function createVisibleViews(conn: Connection): void {
  const { db } = conn
  registerStillWanted(conn)
  db.exec('CREATE TEMP TABLE IF NOT EXISTS acting(userId INTEGER)')
  const tables = new Set(
    (db.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all() as { name: string }[]).map(
      (row) => row.name,
    ),
  )
  for (const entity of allEntities()) {
    // A database of an older program that may not be migrated lacks the newest tables.
    if (!tables.has(entity.name)) continue
    db.exec(
      `CREATE TEMP VIEW IF NOT EXISTS ${visibleName(entity)} AS SELECT * FROM main."${entity.name}" r
       WHERE ${stillWanted('r.rowId')} AND NOT (${hiddenCondition(entity, 'r')})`,
    )
    db.exec(
      `CREATE TEMP VIEW IF NOT EXISTS ${trashName(entity)} AS SELECT * FROM main."${entity.name}" r
       WHERE r.trashedAt IS NOT NULL AND NOT ${mergedAway('r')} AND r.deletedAt IS NULL AND r.stub = 0 AND NOT (${secretCondition(entity, 'r')})`,
    )
  }
}

/** The trash of an entity, for the acting user. */
export const trashName = (entity: Entity | string): string =>
  visibleName(entity).replace('visible', 'trashed')

const acting = new WeakMap<Connection, number>()

/** From here on the connection reads as this user. */
export function actAs(conn: Connection, actor: Actor): void {
  if (acting.get(conn) === actor.rowId) return
  // query_only also forbids temp tables; it is lifted for these two statements only.
  const queryOnly = conn.db.pragma('query_only', { simple: true })
  if (queryOnly) conn.db.pragma('query_only = OFF')
  conn.prepare('DELETE FROM temp.acting').run()
  conn.prepare('INSERT INTO temp.acting(userId) VALUES(?)').run(actor.rowId)
  if (queryOnly) conn.db.pragma('query_only = ON')
  acting.set(conn, actor.rowId)
}

/** Equality on a reference: the row and all that were merged into it. Merge never rewrites children. */
export function canonicalIn(to: string, mark = '?'): string {
  const table = entityNamed(to).name
  return `IN (SELECT ${mark} UNION ALL SELECT rowId FROM main."${table}" WHERE canonicalId = ${mark} AND mergedInto IS NOT NULL)`
}

/** The row that a reference, given as an SQL expression, now leads to: merged ones lead to what they became. */
export const canonicalOf = (to: string, reference: string): string =>
  `(SELECT canonicalId FROM main."${entityNamed(to).name}" WHERE rowId = ${reference})`
