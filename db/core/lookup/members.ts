/**
 * Which rows a lookup holds: the sets that filters, searches and picked records stand for, and how they combine. Sets are
 * over base rows; what the user may not see is taken out when the set is put in order.
 */
import type { Entity } from '../../shared/entity.ts'
import type { Filter } from '../../shared/filter.ts'
import type { LookupStep } from '../../shared/lookups.ts'
import type { QueryCtx } from '../context.ts'
import { compileFilter } from '../filterSql.ts'
import { Bits } from './bits.ts'
import type { FilterEnv } from './conditions.ts'
import { pluck } from './statements.ts'

export type LookupCtx = Pick<QueryCtx, 'conn' | 'actor' | 'session' | 'timeZone' | 'now' | 'search'>

/** A step with what it needs to be repeated. */
export interface Step {
  readonly combine: LookupStep['combine']
  readonly filter?: Filter | undefined
  readonly search?: string | undefined
  readonly picked?: readonly number[] | undefined
}

/** A search for a lookup wants everything; this is only a ceiling. */
const MAX_FOUND = 10_000_000

/** `null` stands for all rows. */
export type Members = Bits | null

export const envOf = (ctx: Pick<LookupCtx, 'conn' | 'actor' | 'timeZone' | 'now'>): FilterEnv => ({
  conn: ctx.conn,
  userRowId: ctx.actor.rowId,
  timeZone: ctx.timeZone,
  now: () => ctx.now(),
})

/** Base rows that meet the filter, in no order; `among`: only these. */
export function matching(
  env: FilterEnv,
  entity: Entity,
  filter: Filter,
  among?: readonly number[],
): number[] {
  const { sql, params } = compileFilter(env, entity, filter)
  const only = among ? 'r.rowId IN (SELECT value FROM json_each(@among)) AND ' : ''
  const bound = among ? { ...params, among: JSON.stringify(among) } : params
  return pluck(env.conn, `SELECT r.rowId FROM main."${entity.name}" r WHERE ${only}(${sql})`, bound)
}

export const isEverything = ({ filter, search, picked }: Step): boolean =>
  !filter && search === undefined && !picked

/** The rows of one step by itself. */
export function rowsOf(ctx: LookupCtx, entity: Entity, step: Step): { members: Members; behind: number } {
  const sets: Bits[] = []
  let behind = 0
  if (step.filter) sets.push(Bits.of(matching(envOf(ctx), entity, step.filter)))
  if (step.search !== undefined) {
    const found = ctx.search.match(step.search, entity.name, { actor: ctx.actor, limit: MAX_FOUND })
    behind = found.behind
    sets.push(Bits.of(found.rowIds))
  }
  if (step.picked) sets.push(Bits.of(step.picked))
  const [first, ...others] = sets
  if (!first) return { members: null, behind }
  return { members: others.reduce((members, other) => members.and(other), first), behind }
}

/** The next members; `all` gives every row of the entity and is asked for only when something is taken out of it. */
export function combined(
  members: Members,
  combine: Step['combine'],
  other: Members,
  all: () => Bits,
): Members {
  switch (combine) {
    case 'replace':
      return other
    case 'add':
      return members && other ? members.or(other) : null
    case 'narrow':
      return members && other ? members.and(other) : (members ?? other)
    case 'remove':
      return other ? (members ?? all()).without(other) : new Bits()
    case 'invert':
      return members ? all().without(members) : new Bits()
  }
}
