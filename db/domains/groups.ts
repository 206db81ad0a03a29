/** Groups: the tree, how many each holds, which ones a record is in, and putting records in and taking them out. */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, JobCtx, MutationCtx, QueryCtx } from '../core/context.ts'
import { eachRow } from '../core/eachRow.ts'
import { compileFilter } from '../core/filterSql.ts'
import { storedFilter } from '../core/lookup/groups.ts'
import { envOf, matching } from '../core/lookup/members.ts'
import { prepared } from '../core/lookup/statements.ts'
import { namedId, putNamed } from '../core/namedId.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import { AppError, failure, invalid, notFound } from '../shared/errors.ts'
import type { Filter } from '../shared/filter.ts'
import {
  type Grouped,
  type GroupRow,
  group,
  groupedBy,
  groupMember,
  type groupProcedures,
  isGrouped,
  MAX_GROUP_DEPTH,
} from '../shared/groups.ts'
import { idToText, textToId } from '../shared/id.ts'
import { entityNamed } from '../shared/registry.ts'

interface Row {
  readonly rowId: number
  readonly id: Uint8Array
  readonly name: string | null
  readonly sorts: string | null
  readonly parent: Uint8Array | null
  readonly filter: string | null
  readonly private: number | null
  readonly description: string | null
}

const groups = visibleName(group)
const members = visibleName(groupMember)
/** A parent in the trash, or of somebody else's, is none: its groups stand at the top. */
const select = `SELECT g.rowId, g.id, g.name, g.sorts, p.id AS parent, g.filter, g.private, g.description
  FROM ${groups} g LEFT JOIN ${groups} p ON p.rowId = g.parentId`

const entityOf = (row: Pick<Row, 'sorts'>): Grouped =>
  row.sorts !== null && isGrouped(row.sorts) ? row.sorts : 'contact'

const toWire = (row: Row): GroupRow => ({
  id: idToText(row.id),
  name: row.name ?? '',
  entity: entityOf(row),
  parentId: row.parent ? idToText(row.parent) : null,
  byQuery: row.filter !== null && row.filter !== 'null',
  private: row.private === 1,
  description: row.description,
})

function groupRow(conn: Connection, id: string): Row {
  const row = getRow<Row>(conn, `${select} WHERE g.id = ?`, textToId(id))
  if (!row) throw notFound('group', id)
  return row
}

function countOf(ctx: QueryCtx, entity: Grouped, filter: Filter): number {
  const { sql, params } = compileFilter(envOf(ctx), entityNamed(entity), filter)
  const count = prepared(ctx.conn, `SELECT count(*) FROM ${visibleName(entity)} r WHERE (${sql})`, 'pluck')
  return Number(count.get(params))
}

/** `null` when its filter names what is no longer there. */
function countsOf(ctx: QueryCtx, row: Row, isParent: boolean): { own: number; all: number } | null {
  const id = idToText(row.id)
  try {
    const own = countOf(ctx, entityOf(row), { group: id, own: true })
    return { own, all: isParent ? countOf(ctx, entityOf(row), { group: id }) : own }
  } catch (error) {
    if (error instanceof AppError && error.record.code === 'Invalid') return null
    throw error
  }
}

/** Whether a record meets a group's filter; one that no longer works has nobody. */
function meets(ctx: QueryCtx, row: Row, rowId: number): boolean {
  try {
    const filter = storedFilter(idToText(row.id), row.filter)
    return (
      filter !== undefined && matching(envOf(ctx), entityNamed(entityOf(row)), filter, [rowId]).length > 0
    )
  } catch (error) {
    if (error instanceof AppError && error.record.code === 'Invalid') return false
    throw error
  }
}

function pathOf(row: Row, all: ReadonlyMap<string, Row>): string[] {
  const path: string[] = []
  let at: Row | undefined = row
  while (at && path.length < MAX_GROUP_DEPTH) {
    path.unshift(at.name ?? '')
    at = at.parent ? all.get(idToText(at.parent)) : undefined
  }
  return path
}

/** @throws AppError Invalid for a group within itself, or under one of another kind */
function assertFits(ctx: MutationCtx, id: string): void {
  const row = groupRow(ctx.conn, id)
  const entity = entityOf(row)
  let at: Row | undefined = row
  for (let depth = 0; at?.parent; depth++) {
    const parent: Row = groupRow(ctx.conn, idToText(at.parent))
    if (depth >= MAX_GROUP_DEPTH || idToText(parent.id) === id) throw invalid('parentId', 'groupCycle')
    if (entityOf(parent) !== entity) throw invalid('parentId', 'otherEntity', { entity: entityOf(parent) })
    at = parent
  }
  compileFilter(envOf(ctx), entityNamed(entity), { group: id })
}

/** The same group and record on two devices are the same membership. */
const memberId = (groupId: Uint8Array, recordId: Uint8Array): Uint8Array =>
  namedId('groupMember', idToText(groupId), idToText(recordId))

/** @throws AppError NotFound, Conflict `groupByQuery` */
function staticGroup(ctx: JobCtx, id: string): Row {
  const row = groupRow(ctx.conn, id)
  if (toWire(row).byQuery) throw failure('Conflict', 'groupByQuery', { name: row.name ?? '' })
  return row
}

/** A group made by the operation that fills it: one undo takes both back. */
const newGroup = (ctx: JobCtx, { name, entity }: { name: string; entity: Grouped }): Promise<string> =>
  ctx.chunk((write) => {
    const id = ctx.conn.newId()
    write.create(group, { sorts: entity, name }, id)
    return idToText(id)
  })

export const groupHandlers = {
  'group.list': (ctx, input) => ({
    groups: allRows<Row>(ctx.conn, `${select} ORDER BY g.sortKey, g.rowId`)
      .map(toWire)
      .filter(({ entity }) => input.entity === undefined || entity === input.entity),
  }),

  'group.counts'(ctx, input) {
    const rows = allRows<Row>(ctx.conn, select)
    const parents = new Set(rows.flatMap(({ parent }) => (parent ? [idToText(parent)] : [])))
    const wanted = input.groups && new Set(input.groups)
    return {
      counts: Object.fromEntries(
        rows
          .map((row) => [idToText(row.id), row] as const)
          .filter(([id]) => !wanted || wanted.has(id))
          .map(([id, row]) => [id, countsOf(ctx, row, parents.has(id))]),
      ),
    }
  },

  'group.of'(ctx, input) {
    const table = visibleName(input.entity)
    const record = getRow<{ rowId: number }>(
      ctx.conn,
      `SELECT v.rowId FROM main."${input.entity}" r JOIN "${table}" v ON v.rowId = r.canonicalId WHERE r.id = ?`,
      textToId(input.id),
    )
    if (!record) throw notFound(input.entity, input.id)
    const rows = allRows<Row>(ctx.conn, `${select} ORDER BY g.sortKey, g.rowId`)
    const all = new Map(rows.map((row) => [idToText(row.id), row]))
    const fixed = new Set(
      allRows<{ groupId: number }>(
        ctx.conn,
        `SELECT DISTINCT groupId FROM ${members} WHERE ${groupedBy[input.entity]} ${canonicalIn(input.entity, '@rowId')}`,
        record,
      ).map(({ groupId }) => groupId),
    )
    const mine = rows.filter(
      (row) =>
        entityOf(row) === input.entity &&
        (toWire(row).byQuery ? meets(ctx, row, record.rowId) : fixed.has(row.rowId)),
    )
    return {
      groups: mine.map((row) => ({
        id: idToText(row.id),
        path: pathOf(row, all),
        byQuery: toWire(row).byQuery,
      })),
    }
  },

  'group.save'(ctx, input) {
    const { id: known, entity, ...given } = input
    const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    if (known !== undefined) {
      const row = groupRow(ctx.conn, known)
      if (entity !== undefined && entity !== entityOf(row)) throw invalid('entity', 'fixed')
      ctx.write.update(group, rowIdOf(ctx.conn, group, known), data)
      assertFits(ctx, known)
      return { id: known }
    }
    const id = ctx.conn.newId()
    ctx.write.create(group, { sorts: entity ?? 'contact', ...data }, id)
    assertFits(ctx, idToText(id))
    return { id: idToText(id) }
  },

  async 'group.add'(ctx, input) {
    const row = staticGroup(
      ctx,
      typeof input.group === 'string' ? input.group : await newGroup(ctx, input.group),
    )
    const entity = entityNamed(entityOf(row))
    const column = groupedBy[entityOf(row)]
    const record = ctx.conn.prepare(`SELECT id FROM ${visibleName(entity)} WHERE rowId = ?`)
    const summary = await eachRow(ctx, entity, input.target, 'group', (write, rowId) => {
      const found = record.get(rowId) as { id: Uint8Array } | undefined
      if (!found) return 'gone'
      return putNamed(write, groupMember, memberId(row.id, found.id), {
        groupId: row.rowId,
        [column]: rowId,
      })
    })
    return { ...summary, group: idToText(row.id) }
  },

  'group.remove'(ctx, input) {
    const row = staticGroup(ctx, input.group)
    const entity = entityNamed(entityOf(row))
    const mine = ctx.conn.prepare(
      `SELECT rowId FROM ${members} WHERE groupId = @group AND ${groupedBy[entityOf(row)]} ${canonicalIn(entity.name, '@rowId')}`,
    )
    return eachRow(ctx, entity, input.target, 'group', (write, rowId) => {
      const found = mine.all({ group: row.rowId, rowId }) as { rowId: number }[]
      for (const member of found) write.set(groupMember, member.rowId, { deletedAt: write.at })
      return found.length > 0
    })
  },
} satisfies Handlers<keyof typeof groupProcedures>
