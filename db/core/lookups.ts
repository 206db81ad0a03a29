/**
 * Lookups: what every list shows. A lookup is a snapshot: which rows and in what order is fixed when it is made, the cells
 * are read live, so that an edit never moves or removes the row under somebody's hand. Lives in a reading thread's memory
 * and dies with it; the window then makes it again from its steps.
 */

import type { Output, Parsed } from '../shared/contract.ts'
import type { Entity } from '../shared/entity.ts'
import { failure, invalid } from '../shared/errors.ts'
import type { Sort } from '../shared/filter.ts'
import { textToId } from '../shared/id.ts'
import { type Lookup, type LookupStep, MAX_GROUPS, type Page } from '../shared/lookups.ts'
import { entityNamed } from '../shared/registry.ts'
import type { Actor, Connection } from './connection.ts'
import { Bits, pick } from './lookup/bits.ts'
import { type Held, HeldLookups, type State } from './lookup/held.ts'
import { Hidden } from './lookup/hidden.ts'
import {
  combined,
  envOf,
  isEverything,
  type LookupCtx,
  type Members,
  matching,
  rowsOf,
  type Step,
} from './lookup/members.ts'
import { headSql, readGroups, readPage } from './lookup/page.ts'
import { onOneState, pluck, pluckOne } from './lookup/statements.ts'
import { DEFAULT_SORT, Orders } from './orders.ts'
import { type ChangeBatch, Tail } from './tail.ts'
import { actAs } from './visible.ts'

/** Up to so many rows are sorted by themselves rather than by building the order of all. */
const FEW = 2_000
/** A first page that may come before the order is known. */
const MAX_HEAD = 500
/** Changes counted one by one; and how much of the log is read to count them. */
const MAX_CHANGED = 1_000
const MAX_LOG = 50_000

/** A list as another thread names it; what is given is checked. */
export interface HeldLookup {
  readonly lookupId: string
  readonly version?: number | undefined
  readonly entity?: string | undefined
}

type FirstPage = NonNullable<Parsed<'lookup.create'>['page']>
type ListInput = Omit<Parsed<'record.list'>, 'view' | 'sort'> & { readonly sort?: Sort | undefined }

export class Lookups {
  readonly #conn: Connection
  readonly #orders: Orders
  readonly #hidden: Hidden
  readonly #tail: Tail
  readonly #held: HeldLookups

  constructor(conn: Connection) {
    this.#conn = conn
    this.#orders = new Orders(conn)
    this.#hidden = new Hidden(conn)
    this.#tail = new Tail(conn)
    this.#held = new HeldLookups(conn)
  }

  // ---- Making lookups ----

  /** @throws AppError Invalid for a bad filter or sort, NotFound for a lookup or session that is gone */
  create(ctx: LookupCtx, input: Parsed<'lookup.create'>): Lookup {
    const entity = entityNamed(input.entity)
    const step: Step = {
      combine: input.from?.combine ?? 'replace',
      filter: input.filter,
      search: input.search,
      picked: input.ids && this.#rowIds(entity, input.ids),
    }
    const held = input.from ? this.#held.find(input.from.lookupId, ctx.session) : undefined
    if (held && held.entity !== entity) throw invalid('entity', 'otherEntity', { entity: held.entity.name })
    return this.#now(() => {
      const state =
        held && step.combine !== 'replace'
          ? this.#joined(ctx, held, step, input)
          : this.#made(ctx, entity, step, input)
      return this.#answer(
        held ? this.#held.advance(held, state) : this.#held.hold(ctx, entity, state),
        input.page,
      )
    })
  }

  #made(ctx: LookupCtx, entity: Entity, step: Step, { sort, page }: Parsed<'lookup.create'>): State {
    const order = sort ?? (step.picked ? [] : DEFAULT_SORT)
    const head = isEverything(step) && page ? this.#head(entity, order, page.limit) : null
    if (head) return { steps: [step], sort: order, rowIds: null, head, seq: this.#tail.seq, behind: 0 }
    return this.#evaluate(ctx, entity, [step], order)
  }

  /** The members there are, not worked out anew, and the step on top. */
  #joined(ctx: LookupCtx, held: Held, step: Step, { sort }: Parsed<'lookup.create'>): State {
    const { entity, state } = held
    const current = this.#materialised(held)
    const { members, behind } = rowsOf(ctx, entity, step)
    const next = combined(Bits.of(current), step.combine, members, () => this.#all(entity))
    const order = sort ?? state.sort
    const given = order.length === 0 ? current : null
    const rowIds = this.#arranged(entity, ctx.actor, next, order, given)
    return { steps: [...state.steps, step], sort: order, rowIds, head: null, seq: state.seq, behind }
  }

  #evaluate(ctx: LookupCtx, entity: Entity, steps: readonly Step[], sort: Sort): State {
    let members: Members = null
    let behind = 0
    for (const step of steps) {
      const one = step.combine === 'invert' ? { members: null, behind: 0 } : rowsOf(ctx, entity, step)
      members = combined(members, step.combine, one.members, () => this.#all(entity))
      behind = Math.max(behind, one.behind)
    }
    const given = sort.length === 0 ? Int32Array.from(steps.flatMap(({ picked }) => picked ?? [])) : null
    const rowIds = this.#arranged(entity, ctx.actor, members, sort, given)
    return { steps, sort, rowIds, head: null, seq: this.#tail.seq, behind }
  }

  /** Members that the user may see, in order; with `given`, in that order and newcomers by name after it. */
  #arranged(
    entity: Entity,
    actor: Actor,
    members: Members,
    sort: Sort,
    given: Int32Array | null,
  ): Int32Array {
    const hidden = this.#hidden.of(entity, actor.rowId)
    if (given) {
      const placed = [...new Set(pick(given, members, hidden))]
      const rest = pick(this.#order(entity, DEFAULT_SORT, members), members, hidden)
      const known = Bits.of(placed)
      return Int32Array.from([...placed, ...rest.filter((rowId) => !known.has(rowId))])
    }
    return pick(this.#order(entity, sort, members), members, hidden)
  }

  /** An order that holds at least the members. */
  #order(entity: Entity, sort: Sort, members: Members): Int32Array {
    if (members && members.size <= FEW && !this.#orders.isReady(entity, sort))
      return this.#orders.sortRows(entity, sort, members.values())
    return this.#orders.order(entity, sort, { exact: false })
  }

  #all(entity: Entity): Bits {
    return Bits.of(this.#orders.order(entity, DEFAULT_SORT))
  }

  /** The first rows by name from its index, when that is faster than having the order; null when there are not that many. */
  #head(entity: Entity, sort: Sort, limit: number): Int32Array | null {
    const [first, ...others] = sort
    if (limit > MAX_HEAD || others.length || !first || this.#orders.isReady(entity, sort)) return null
    if (first !== 'displayName' && first !== '-displayName') return null
    const rowIds = pluck(this.#conn, headSql(entity, first !== 'displayName'), limit)
    return rowIds.length === limit ? Int32Array.from(rowIds) : null
  }

  #rowIds(entity: Entity, ids: readonly string[]): number[] {
    const sql = `SELECT rowId FROM main."${entity.name}" WHERE id = ?`
    return ids.map((id) => pluckOne(this.#conn, sql, textToId(id))).filter((rowId) => rowId > 0)
  }

  // ---- Reading lookups ----

  /** Rows of one version. @throws AppError Conflict `lookupVersion`, NotFound `lookup` */
  page(ctx: LookupCtx, input: Parsed<'lookup.page'>): Page {
    return this.#now(() => {
      const { held, rowIds } = this.#at(ctx, input)
      const { offset, limit, fields } = input
      return readPage(this.#conn, held.entity, fields, rowIds.subarray(offset, offset + limit), offset)
    })
  }

  locate(ctx: LookupCtx, input: Parsed<'lookup.locate'>): number | null {
    return this.#now(() => {
      const { held, rowIds } = this.#at(ctx, input)
      const { name } = held.entity
      const id = textToId(input.id)
      const own = rowIds.indexOf(pluckOne(this.#conn, `SELECT rowId FROM main."${name}" WHERE id = ?`, id))
      if (own >= 0) return own
      const winner = rowIds.indexOf(
        pluckOne(this.#conn, `SELECT canonicalId FROM main."${name}" WHERE id = ?`, id),
      )
      return winner >= 0 ? winner : null
    })
  }

  typeAhead(ctx: LookupCtx, input: Parsed<'lookup.typeAhead'>): Output<'lookup.typeAhead'> {
    return this.#now(() => {
      const { held, rowIds } = this.#at(ctx, input)
      const { sort } = held.state
      const place =
        sort.length && rowIds.length ? this.#orders.seek(held.entity, sort, rowIds, input.text) : null
      return place ?? { offset: null, exact: false }
    })
  }

  groups(ctx: LookupCtx, input: Parsed<'lookup.groups'>): Output<'lookup.groups'> {
    return this.#now(() => {
      const { held, rowIds } = this.#at(ctx, input)
      const first = held.state.sort[0]
      if (first === undefined) return { field: null, groups: null }
      const field = first.replace(/^-/, '')
      const starts = this.#orders.stretches(held.entity, first, rowIds, MAX_GROUPS)
      return { field, groups: starts && readGroups(this.#conn, held.entity, field, rowIds, starts) }
    })
  }

  status(ctx: LookupCtx, lookupId: string): Output<'lookup.status'> {
    return this.#now(() => {
      const held = this.#held.find(lookupId, ctx.session)
      const total = this.#materialised(held).length
      const changed = this.#changed(ctx, held)
      return { version: held.version, total, changed: changed ?? 0, many: changed === null }
    })
  }

  /** Changed rows that are in the lookup or would come into it by its last filter; null when too many to say. */
  #changed(ctx: LookupCtx, held: Held): number | null {
    const { entity, state } = held
    if (this.#tail.seq - state.seq > MAX_LOG) return null
    const touched = pluck(
      this.#conn,
      `SELECT DISTINCT rowId FROM change WHERE seq > ? AND entity = ? LIMIT ${MAX_CHANGED + 1}`,
      state.seq,
      entity.id,
    )
    if (touched.length > MAX_CHANGED) return null
    if (touched.length === 0) return 0
    const members = Bits.of(this.#materialised(held))
    const outside = touched.filter((rowId) => !members.has(rowId))
    return touched.length - outside.length + this.#couldJoin(ctx, held, outside)
  }

  #couldJoin(ctx: LookupCtx, { entity, state, actor }: Held, outside: readonly number[]): number {
    if (!outside.length) return 0
    const hidden = this.#hidden.of(entity, actor.rowId)
    const seen = outside.filter((rowId) => !hidden.has(rowId))
    const [step, ...others] = state.steps
    if (!step || others.length || step.search !== undefined || step.picked) return 0
    return step.filter ? matching(envOf(ctx), entity, step.filter, seen).length : seen.length
  }

  // ---- Changing lookups ----

  resort(ctx: LookupCtx, input: Parsed<'lookup.resort'>): Lookup {
    return this.#now(() => {
      const held = this.#held.find(input.lookupId, ctx.session)
      const members = Bits.of(this.#materialised(held))
      const order =
        members.size <= FEW && !this.#orders.isReady(held.entity, input.sort)
          ? this.#orders.sortRows(held.entity, input.sort, members.values())
          : this.#orders.order(held.entity, input.sort)
      held.state = { ...held.state, sort: input.sort, rowIds: pick(order, members, null), head: null }
      held.version++
      return this.#answer(held, input.page)
    })
  }

  invert(ctx: LookupCtx, input: Parsed<'lookup.invert'>): Lookup {
    return this.#now(() => {
      const held = this.#held.find(input.lookupId, ctx.session)
      const { entity, state } = held
      const members = combined(Bits.of(this.#materialised(held)), 'invert', null, () => this.#all(entity))
      const sort = state.sort.length ? state.sort : DEFAULT_SORT
      const rowIds = this.#arranged(entity, ctx.actor, members, sort, null)
      const steps: Step[] = [...state.steps, { combine: 'invert' }]
      return this.#answer(this.#held.advance(held, { ...state, steps, sort, rowIds, head: null }), input.page)
    })
  }

  /** @throws AppError Conflict `noPrevious` */
  previous(ctx: LookupCtx, input: Parsed<'lookup.previous'>): Lookup {
    return this.#now(() => {
      const held = this.#held.find(input.lookupId, ctx.session)
      const state = held.past.pop()
      if (!state) throw failure('Conflict', 'noPrevious')
      held.state = state
      held.version++
      return this.#answer(held, input.page)
    })
  }

  refresh(ctx: LookupCtx, input: Parsed<'lookup.refresh'>): Lookup {
    return this.#now(() => {
      const held = this.#held.find(input.lookupId, ctx.session)
      const { steps, sort } = held.state
      return this.#answer(this.#held.advance(held, this.#evaluate(ctx, held.entity, steps, sort)), input.page)
    })
  }

  close(ctx: LookupCtx, lookupId: string): void {
    this.#held.close(lookupId, ctx.session)
  }

  dropSession(session: string): void {
    this.#held.dropSession(session)
  }

  // ---- For the host and for programs ----

  /** Brings orders and hidden rows up to the log. What is in the lookups stays. */
  onBatch(_batch: ChangeBatch): void {
    this.#now(() => undefined)
  }

  /** Local rows of a lookup, for verbs on the whole of it. Never sent to a window. @throws AppError NotFound, Conflict */
  rowIdsOf({ lookupId, version, entity }: HeldLookup): Int32Array {
    const held = this.#held.find(lookupId)
    if (entity !== undefined && entity !== held.entity.name) throw failure('NotFound', 'lookup')
    if (version !== undefined && version !== held.version)
      throw failure('Conflict', 'lookupVersion', { version: held.version })
    return this.#now(() => this.#materialised(held))
  }

  /** A list for a program: the rows of one stretch, and how many there are in all. */
  list(ctx: LookupCtx, input: ListInput): { total: number; rowIds: Int32Array } {
    const entity = entityNamed(input.entity)
    const { limit, offset, count } = input
    const sort = input.sort?.length ? input.sort : DEFAULT_SORT
    return this.#now(() => {
      const step: Step = { combine: 'replace', filter: input.filter, search: input.search }
      const hidden = this.#hidden.of(entity, ctx.actor.rowId)
      const everything = isEverything(step)
      const head = everything && !count ? this.#head(entity, sort, offset + limit) : null
      if (everything && (count || head)) {
        const all = pluckOne(this.#conn, `SELECT count(*) FROM main."${entity.name}"`)
        return { total: all - hidden.size, rowIds: head ? head.subarray(offset) : new Int32Array() }
      }
      const { members } = rowsOf(ctx, entity, step)
      if (count && members) return { total: members.without(hidden).size, rowIds: new Int32Array() }
      const few = members && members.size <= FEW && !this.#orders.isReady(entity, sort)
      const order = few
        ? this.#orders.sortRows(entity, sort, members.values())
        : this.#orders.order(entity, sort)
      const rowIds = pick(order, members, hidden)
      return { total: rowIds.length, rowIds: rowIds.subarray(offset, offset + limit) }
    })
  }

  /**
   * Runs `fn` on one state of the database with the test of what this user sees: for reads that walk an index over very
   * many rows and would else ask the view about each.
   */
  seeing<T>(ctx: LookupCtx, entity: Entity, fn: (sees: (rowId: number) => boolean) => T): T {
    return this.#now(() => {
      const hidden = this.#hidden.of(entity, ctx.actor.rowId)
      return fn((rowId) => !hidden.has(rowId))
    })
  }

  // ---- Holding ----

  /** One state of the database for all that is read, the caches at that state. */
  #now<T>(fn: () => T): T {
    // Inside a job's transaction the log may yet be rolled back: what was committed before it will do.
    if (this.#conn.db.inTransaction) return fn()
    return onOneState(this.#conn, () => {
      const batch = this.#tail.poll()
      if (batch) {
        this.#orders.onBatch(batch)
        this.#hidden.onBatch(batch)
      }
      return fn()
    })
  }

  #at(
    ctx: LookupCtx,
    { lookupId, version }: { lookupId: string; version: number },
  ): { held: Held; rowIds: Int32Array } {
    const held = this.#held.find(lookupId, ctx.session)
    const rowIds = this.#materialised(held)
    if (held.version !== version) throw failure('Conflict', 'lookupVersion', { version: held.version })
    return { held, rowIds }
  }

  /** The rows of a lookup whose first page was read ahead of them; another version if that page has changed since. */
  #materialised(held: Held): Int32Array {
    const { entity, state, actor } = held
    if (state.rowIds) return state.rowIds
    actAs(this.#conn, actor)
    const rowIds = pick(this.#orders.order(entity, state.sort), null, this.#hidden.of(entity, actor.rowId))
    if (state.head?.some((rowId, at) => rowIds[at] !== rowId)) held.version++
    held.state = { ...state, rowIds, head: null, seq: this.#tail.seq }
    return rowIds
  }

  #answer(held: Held, page: FirstPage | undefined): Lookup {
    const { id, version, entity, state, past } = held
    const shown = page && (state.rowIds ?? state.head)?.subarray(0, page.limit)
    return {
      lookupId: id,
      version,
      entity: entity.name,
      sort: [...state.sort],
      steps: state.steps.map(wireStep),
      total: state.rowIds?.length ?? null,
      previous: past.length > 0,
      behind: state.behind,
      ...(page && shown && { page: readPage(this.#conn, entity, page.fields, shown, 0) }),
    }
  }
}

const wireStep = ({ combine, filter, search, picked }: Step): LookupStep => ({
  combine,
  ...(filter && { filter }),
  ...(search !== undefined && { search }),
  ...(picked && { picked: picked.length }),
})
