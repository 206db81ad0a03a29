/** What a question about activities is narrowed to: a time zone, real days, whose and which kinds, only open ones. */
import type { Connection } from '../../core/connection.ts'
import { rowIdOf } from '../../core/write.ts'
import type { Entity } from '../../shared/entity.ts'
import { invalid } from '../../shared/errors.ts'
import { isIsoDay } from '../../shared/fields.ts'
import { knownZone } from '../../shared/recurrenceZones.ts'
import { entityNamed } from '../../shared/registry.ts'

/** Of the row `v`: not done, not cancelled. */
export const OPEN = "(v.status IS NULL OR v.status = 'open')"

/** The zone days are counted in. @throws AppError Invalid for a name nobody knows */
export function readerZone(ctx: { readonly timeZone: string }, given: string | undefined): string {
  const zone = knownZone(given ?? ctx.timeZone)
  if (zone === undefined) throw invalid('timeZone', 'timeZone')
  return zone
}

/** @throws AppError Invalid */
export function realDay(field: string, iso: string): string {
  if (!isIsoDay(iso)) throw invalid(field, 'date')
  return iso
}

export interface Who {
  readonly users?: readonly string[] | undefined
  readonly kinds?: readonly string[] | undefined
}

export interface Condition {
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
}

const rowsOf = (conn: Connection, entity: Entity, ids: readonly string[]): string =>
  JSON.stringify(ids.map((id) => rowIdOf(conn, entity, id)))

/** Whose and which activities, as a condition on the row `v`. */
export function whose(conn: Connection, { users, kinds }: Who): Condition {
  const parts: string[] = []
  const params: Record<string, unknown> = {}
  if (users?.length) {
    params.users = rowsOf(conn, entityNamed('user'), users)
    parts.push(`(v.ownerId IN (SELECT value FROM json_each(:users)) OR v.rowId IN
      (SELECT p.activityId FROM visibleActivityParticipant p WHERE p.userId IN (SELECT value FROM json_each(:users))))`)
  }
  if (kinds?.length) {
    params.kinds = JSON.stringify(kinds)
    parts.push('v.kind IN (SELECT value FROM json_each(:kinds))')
  }
  return { sql: parts.map((part) => ` AND ${part}`).join(''), params }
}
