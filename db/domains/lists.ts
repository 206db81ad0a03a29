/** Lists: what they hold, who came and left, filling them from lookups and other lists, by chance, from addresses. */

import { allRows, type Connection, getRow } from '../core/connection.ts'
import { readAddress } from '../core/consent.ts'
import type { Handlers, JobCtx, MutationCtx, QueryCtx } from '../core/context.ts'
import { pointKinds } from '../core/derive.ts'
import { eachRow } from '../core/eachRow.ts'
import { compileFilter } from '../core/filterSql.ts'
import { inChunks } from '../core/inChunks.ts'
import {
  allLists,
  countMembers,
  holdsOf,
  isSegment,
  listRow,
  markedMembers,
  markMembers,
  memberRows,
  membersFilter,
  type StoredList,
} from '../core/listMembers.ts'
import { Members, staticList } from '../core/listMembership.ts'
import { columnSql, jsonSql, resolveField } from '../core/lookup/fieldPath.ts'
import { envOf } from '../core/lookup/members.ts'
import { targetRows } from '../core/target.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import type { Parsed } from '../shared/contract.ts'
import { AppError, invalid, notFound } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import {
  type Holdable,
  type ListRow,
  list,
  listMember,
  type listProcedures,
  memberOf,
} from '../shared/lists.ts'
import { entityNamed } from '../shared/registry.ts'
import { divided, sampled, seededRandom } from '../shared/sampling.ts'

/** `undefined` where it asks for what is no longer there. */
function orBroken<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof AppError && (error.record.code === 'Invalid' || error.record.code === 'NotFound'))
      return undefined
    throw error
  }
}

const toWire = (row: StoredList): ListRow => ({
  id: idToText(row.id),
  name: row.name ?? '',
  holds: holdsOf(row),
  role: row.role === 'suppression' ? 'suppression' : 'target',
  isSegment: isSegment(row),
  members: orBroken(() => membersFilter(row)) ?? null,
  private: row.private === 1,
  description: row.description,
})

/** The rows of lists together, in the order they are named. */
function together(ctx: JobCtx, input: Parsed<'list.fill'>, holds: Holdable): Int32Array {
  const sets = (input.lists ?? []).map((id) => {
    const row = listRow(ctx.conn, id)
    if (holdsOf(row) !== holds) throw invalid('lists', 'otherEntity', { entity: holdsOf(row) })
    return memberRows(ctx, row)
  })
  const [first = [], ...others] = sets
  const start = new Set(first)
  for (const rows of others) {
    const other = new Set(rows)
    if (input.combine === 'union') for (const rowId of other) start.add(rowId)
    else
      for (const rowId of start)
        if (other.has(rowId) === (input.combine === 'difference')) start.delete(rowId)
  }
  return Int32Array.from(start).sort()
}

const randomOf = (ctx: { readonly conn: Connection }, seed: number | undefined): (() => number) => {
  if (seed !== undefined) return seededRandom(seed)
  const bytes = new Uint8Array(4)
  ctx.conn.sources.random(bytes)
  return seededRandom(new DataView(bytes.buffer).getUint32(0))
}

/** The value of a field by row, for drawing in proportion. Of a list it is the first element's. */
function stratumOf(ctx: JobCtx, holds: Holdable, path: string): (rowId: number) => string {
  const entity = entityNamed(holds)
  const target = resolveField(ctx.conn, entity, path)
  if (target.at !== 'own') throw invalid('by', 'operator')
  const column = columnSql(target.field, 'r')
  const value =
    target.field.kind === 'list'
      ? `json_extract(${jsonSql(column)}, '$[0].${(target.property ?? 'value').replace(/\W/g, '')}')`
      : column
  const select = ctx.conn.db
    .prepare(`SELECT ${value} FROM ${visibleName(entity)} r WHERE r.rowId = ?`)
    .pluck()
  return (rowId) => String(select.get(rowId) ?? '')
}

function drawn(ctx: JobCtx, input: Parsed<'list.fill'>, holds: Holdable): Int32Array {
  const found = input.target ? targetRows(ctx, entityNamed(holds), input.target) : together(ctx, input, holds)
  const { sample } = input
  if (!sample) return found
  const n = sample.count ?? Math.round((found.length * (sample.percent ?? 100)) / 100)
  return sampled(
    found,
    n,
    randomOf(ctx, sample.seed),
    sample.by === undefined ? undefined : stratumOf(ctx, holds, sample.by),
  )
}

const FIRST = 20

async function importAddresses(ctx: JobCtx, input: Parsed<'list.import'>) {
  const row = staticList(ctx.conn, input.list)
  const holds = holdsOf(row)
  const members = new Members(ctx.conn, row)
  const result = { added: 0, already: 0, kept: 0 }
  const unknown: string[] = []
  const broken: string[] = []
  const addresses = [...new Set(input.addresses.map((each) => each.trim()).filter(Boolean))]
  const find = ctx.conn.db
    .prepare(
      `SELECT DISTINCT r.canonicalId FROM main.contactPoint p JOIN main."${holds}" r ON r.rowId = p.rowId
       JOIN ${visibleName(holds)} v ON v.rowId = r.canonicalId
       WHERE p.entity = ? AND p.norm = ? AND p.kind = ?`,
    )
    .pluck()
  ctx.describe({ entity: 'list', n: addresses.length })
  await inChunks(ctx, Int32Array.from(addresses.keys()), 'list', (write, _row, at) => {
    const typed = addresses[at] ?? ''
    const norm = readAddress(ctx.conn, typed)
    if (norm === undefined) return void broken.push(typed)
    const kind = norm.includes('@') ? pointKinds.email : pointKinds.phone
    const found = find.all(entityNamed(holds).id, norm, kind) as number[]
    for (const rowId of found) {
      if (members.add(write, rowId)) result.added++
      else result.already++
    }
    if (found.length > 0) return
    if (row.role !== 'suppression') return void unknown.push(typed)
    if (members.addAddress(write, norm)) result.kept++
    else result.already++
  })
  const some = (all: readonly string[]) => ({ count: all.length, first: all.slice(0, FIRST) })
  return { operation: ctx.operation(), ...result, unknown: some(unknown), broken: some(broken) }
}

function whoAre(ctx: QueryCtx, holds: Holdable, rowIds: readonly number[], limit: number) {
  const select = ctx.conn.prepare(`SELECT id, displayName FROM ${visibleName(holds)} WHERE rowId = ?`)
  return rowIds.slice(0, limit).flatMap((rowId) => {
    const row = select.get(rowId) as { id: Uint8Array; displayName: string | null } | undefined
    return row ? [{ id: idToText(row.id), name: row.displayName ?? '' }] : []
  })
}

/** Of a static list: rows whose stay began, or ended, since then. */
function stays(ctx: QueryCtx, row: StoredList, since: number): { entered: number[]; left: number[] } {
  const holds = holdsOf(row)
  const column = memberOf[holds]
  const rows = (condition: string): number[] =>
    ctx.conn.db
      .prepare(
        `SELECT DISTINCT r.canonicalId FROM visibleListMember m JOIN main."${holds}" r ON r.rowId = m.${column}
         JOIN ${visibleName(holds)} v ON v.rowId = r.canonicalId WHERE m.listId = ? AND ${condition}`,
      )
      .pluck()
      .all(row.rowId, since) as number[]
  return {
    entered: rows('m.leftAt IS NULL AND coalesce(m.since, m.createdAt) >= ?'),
    left: rows('m.leftAt >= ?'),
  }
}

/** Of a segment: against who was in it when it was marked. */
function difference(ctx: QueryCtx, row: StoredList, before: number) {
  const mark = markedMembers(ctx.conn, row.rowId, before)
  if (!mark) return undefined
  const now = memberRows(ctx, row)
  const then = new Set(mark.rows)
  const here = new Set(now)
  const seen = ctx.conn.db.prepare(`SELECT 1 FROM ${visibleName(holdsOf(row))} WHERE rowId = ?`).pluck()
  return {
    at: mark.at,
    entered: [...now].filter((rowId) => !then.has(rowId)),
    left: [...mark.rows].filter((rowId) => !here.has(rowId) && seen.get(rowId) !== undefined),
  }
}

function save(ctx: MutationCtx, input: Parsed<'list.save'>): { id: string } {
  const { id: known, holds, ...given } = input
  const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  let id = known
  if (id === undefined) {
    const made = ctx.conn.newId()
    ctx.write.create(list, { holds: holds ?? 'contact', role: 'target', ...data }, made)
    id = idToText(made)
  } else {
    const row = listRow(ctx.conn, id)
    if (holds !== undefined && holds !== holdsOf(row)) throw invalid('holds', 'fixed')
    ctx.write.update(list, rowIdOf(ctx.conn, list, id), data)
  }
  const row = listRow(ctx.conn, id)
  compileFilter(envOf(ctx), entityNamed(holdsOf(row)), membersFilter(row))
  return { id }
}

export const listHandlers = {
  'list.list': (ctx, input) => ({
    lists: allLists(ctx.conn)
      .map(toWire)
      .filter(({ holds }) => input.holds === undefined || holds === input.holds),
  }),

  'list.counts'(ctx, input) {
    const wanted = input.lists && new Set(input.lists)
    const rows = allLists(ctx.conn).filter(({ id }) => !wanted || wanted.has(idToText(id)))
    return {
      counts: Object.fromEntries(
        rows.map((row) => [idToText(row.id), orBroken(() => countMembers(ctx, row)) ?? null]),
      ),
    }
  },

  'list.movement'(ctx, input) {
    const row = listRow(ctx.conn, input.list)
    const holds = holdsOf(row)
    const asked = input.since === undefined ? undefined : Date.parse(input.since)
    const month = 30 * 86_400_000
    const moved = isSegment(row)
      ? orBroken(() => difference(ctx, row, asked ?? ctx.now()))
      : { at: asked ?? ctx.now() - month, ...stays(ctx, row, asked ?? ctx.now() - month) }
    if (!moved) return { since: null, entered: 0, left: 0, firstEntered: [], firstLeft: [] }
    return {
      since: new Date(moved.at).toISOString(),
      entered: moved.entered.length,
      left: moved.left.length,
      firstEntered: whoAre(ctx, holds, moved.entered, input.limit),
      firstLeft: whoAre(ctx, holds, moved.left, input.limit),
    }
  },

  'list.of'(ctx, { entity, id }) {
    const found = getRow<{ rowId: number }>(
      ctx.conn,
      `SELECT v.rowId FROM main."${entity}" r JOIN ${visibleName(entity)} v ON v.rowId = r.canonicalId WHERE r.id = ?`,
      textToId(id),
    )
    if (!found) throw notFound(entity, id)
    const rows = allRows<{
      id: Uint8Array
      name: string | null
      role: string | null
      since: number | null
      leftAt: number | null
    }>(
      ctx.conn,
      `SELECT l.id, l.name, l.role, coalesce(m.since, m.createdAt) AS since, m.leftAt FROM visibleListMember m
       JOIN visibleList l ON l.rowId = m.listId WHERE m.${memberOf[entity]} ${canonicalIn(entity)}
       ORDER BY m.leftAt IS NOT NULL, l.sortKey`,
      found.rowId,
      found.rowId,
    )
    const day = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
    return {
      lists: rows.map((row) => ({
        id: idToText(row.id),
        name: row.name ?? '',
        role: row.role === 'suppression' ? ('suppression' as const) : ('target' as const),
        since: day(row.since),
        leftAt: day(row.leftAt),
      })),
    }
  },

  'list.save': (ctx, input) => save(ctx, input),

  async 'list.fill'(ctx, input) {
    const row = staticList(ctx.conn, input.list)
    const rowIds = drawn(ctx, input, holdsOf(row))
    const members = new Members(ctx.conn, row)
    const tally = { changed: 0, unchanged: 0, missing: 0 }
    ctx.describe({ entity: holdsOf(row), n: rowIds.length })
    let cancelled = false
    try {
      await inChunks(ctx, rowIds, 'list', (write, rowId) => {
        const added = members.add(write, rowId)
        if (added === undefined) tally.missing++
        else if (added) tally.changed++
        else tally.unchanged++
      })
    } catch (error) {
      if (!(error instanceof AppError) || error.record.code !== 'Cancelled') throw error
      cancelled = true
    }
    return {
      operation: ctx.operation(),
      total: rowIds.length,
      ...tally,
      refused: {},
      failed: { count: 0, first: [] },
      cancelled,
    }
  },

  'list.remove'(ctx, input) {
    const row = staticList(ctx.conn, input.list)
    const holds = holdsOf(row)
    const mine = ctx.conn.prepare(
      `SELECT rowId FROM visibleListMember WHERE listId = @list AND leftAt IS NULL AND ${memberOf[holds]} ${canonicalIn(holds, '@rowId')}`,
    )
    return eachRow(ctx, entityNamed(holds), input.target, 'list', (write, rowId) => {
      const found = mine.all({ list: row.rowId, rowId }) as { rowId: number }[]
      for (const member of found) write.set(listMember, member.rowId, { leftAt: write.at })
      return found.length > 0
    })
  },

  'list.import': (ctx, input) => importAddresses(ctx, input),

  async 'list.split'(ctx, input) {
    const row = listRow(ctx.conn, input.list)
    const holds = holdsOf(row)
    const parts = divided(memberRows(ctx, row), input.names.length, randomOf(ctx, input.seed))
    const lists = await ctx.chunk((write) =>
      input.names.map((name) => {
        const id = ctx.conn.newId()
        write.create(list, { name, holds, role: 'target' }, id)
        return idToText(id)
      }),
    )
    for (const [at, id] of lists.entries()) {
      const members = new Members(ctx.conn, listRow(ctx.conn, id))
      await inChunks(ctx, parts[at] ?? [], 'list', (write, rowId) => void members.add(write, rowId))
    }
    return {
      operation: ctx.operation(),
      lists: lists.map((id, at) => ({ id, name: input.names[at] ?? '', members: parts[at]?.length ?? 0 })),
    }
  },

  'list.mark'(ctx, input) {
    const row = listRow(ctx.conn, input.list)
    const at = ctx.now()
    return { at: new Date(at).toISOString(), members: markMembers(ctx, row, at) }
  },
} satisfies Handlers<keyof typeof listProcedures>
