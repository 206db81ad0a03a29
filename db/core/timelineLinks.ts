/**
 * Links on timelines: a row that puts *another* record on somebody's timeline (a further participant of a meeting), at that
 * record's time. Derived like the rest of the timeline; the write path moves the places when the time changes.
 */
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { allEntities, entityNamed } from '../shared/registry.ts'
import { type Connection, getRow } from './connection.ts'
import { type Plan, planOf } from './plan.ts'

interface Link {
  readonly link: Entity
  /** The reference of the link to what it shows. */
  readonly field: string
  /** The time of what it shows. */
  readonly column: string
}

const columnOf = (entity: Entity): string => entity.timeline?.at.split('.').at(-1) ?? ''

/** The entity a link shows instead of itself. */
export function shownBy(entity: Entity): Entity | undefined {
  const { shows } = entity.timeline ?? {}
  return shows === undefined ? undefined : entityNamed(planOf(entity).fieldByName.get(shows)?.to ?? '')
}

const known = new WeakMap<Entity, readonly Link[]>()

/** The links that show records of an entity. */
export function linksTo(entity: Entity): readonly Link[] {
  let links = known.get(entity)
  if (!links) {
    links = allEntities().flatMap((link) => {
      const field = link.timeline?.shows
      return field !== undefined && shownBy(link) === entity ? [{ link, field, column: columnOf(link) }] : []
    })
    known.set(entity, links)
  }
  return links
}

/** The time at which a row stands on timelines. */
export function placeTime(conn: Connection, plan: Plan, row: Readonly<Record<string, DbValue>>): DbValue {
  const { timeline } = plan.entity
  const shown = shownBy(plan.entity)
  if (!timeline?.shows || !shown) return row[timeline?.at ?? ''] ?? 0
  const column = columnOf(plan.entity)
  const of = row[timeline.shows] ?? null
  if (of === null) return 0
  return (
    getRow<{ at: number | null }>(conn, `SELECT ${column} AS at FROM ${shown.name} WHERE rowId = ?`, of)
      ?.at ?? 0
  )
}

/** The same as an SQL expression over the row `alias`. */
export function placeTimeSql(entity: Entity, alias: string): string {
  const { timeline } = entity
  const shown = shownBy(entity)
  if (!timeline?.shows || !shown) return `ifnull(${alias}.${timeline?.at}, 0)`
  return `ifnull((SELECT s.${columnOf(entity)} FROM ${shown.name} s WHERE s.rowId = ${alias}.${timeline.shows}), 0)`
}
