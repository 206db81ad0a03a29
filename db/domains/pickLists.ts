/** Pick lists: read with their use, kept, and renamed on the records that use them. */
import { performance } from 'node:perf_hooks'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, JobCtx } from '../core/context.ts'
import { columnSql, jsonSql, resolveField } from '../core/lookup/fieldPath.ts'
import { pickListValues } from '../core/pickListValues.ts'
import { keepSetting } from '../core/settings.ts'
import { visibleName } from '../core/visible.ts'
import { rowIdOf, type Write } from '../core/write.ts'
import { customKey, type Entity, type Field, isCustomName } from '../shared/entity.ts'
import { invalid } from '../shared/errors.ts'
import { pickListKey, type pickListProcedures } from '../shared/pickLists.ts'
import { entityNamed } from '../shared/registry.ts'
import { customField } from '../shared/settings.ts'

const CHUNK_MS = 25
const MOST = 1_000

/** @throws AppError Invalid for a field that offers no list */
function listed(conn: Connection, entity: Entity, name: string): Field {
  const target = resolveField(conn, entity, name)
  if (target.at !== 'own' || (target.field.kind !== 'pickList' && target.field.kind !== 'tags'))
    throw invalid('field', 'noPickList')
  return target.field
}

function used(conn: Connection, entity: Entity, field: Field): { value: string; n: number }[] {
  const column = columnSql(field, 'r')
  const source =
    field.kind === 'tags'
      ? `SELECT e.value FROM ${visibleName(entity)} r, json_each(${jsonSql(column)}) e`
      : `SELECT ${column} AS value FROM ${visibleName(entity)} r`
  return allRows<{ value: string; n: number }>(
    conn,
    `SELECT value, count(*) AS n FROM (${source}) WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ${MOST}`,
  ).map(({ value, n }) => ({ value: String(value), n }))
}

function keep(write: Write, entity: Entity, field: Field, values: readonly string[]): void {
  if (isCustomName(field.name)) {
    write.update(customField, rowIdOf(write.conn, customField, customKey(field.name)), { options: values })
    return
  }
  keepSetting(write, 'database', pickListKey(entity.name, field.name), values)
}

/** What a record says once the names are changed; undefined when it says nothing else. */
function renamed(stored: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof stored === 'string' && names.has(stored)) return names.get(stored)
  if (!Array.isArray(stored) || !stored.some((tag) => names.has(tag))) return undefined
  return [...new Set(stored.map((tag: unknown) => names.get(String(tag)) ?? tag))]
}

/** Rows of the entity that say one of the names, exactly so written. */
function rowsWith(ctx: JobCtx, entity: Entity, field: Field, names: ReadonlyMap<string, string>): number[] {
  if (names.size === 0) return []
  const column = columnSql(field, 'r')
  const says = 'IN (SELECT value FROM json_each(?))'
  const condition =
    field.kind === 'tags'
      ? `EXISTS (SELECT 1 FROM json_each(${jsonSql(column)}) e WHERE e.value ${says})`
      : `${column} ${says}`
  return allRows<{ rowId: number }>(
    ctx.conn,
    `SELECT r.rowId FROM ${visibleName(entity)} r WHERE ${condition} ORDER BY r.rowId`,
    JSON.stringify([...names.keys()]),
  ).map(({ rowId }) => rowId)
}

export const pickListHandlers = {
  'pickList.get'(ctx, input) {
    const entity = entityNamed(input.entity)
    const field = listed(ctx.conn, entity, input.field)
    return { values: pickListValues(ctx.conn, entity, field), used: used(ctx.conn, entity, field) }
  },

  async 'pickList.save'(ctx, input) {
    const entity = entityNamed(input.entity)
    const field = listed(ctx.conn, entity, input.field)
    const names = new Map(
      input.renames.filter(({ from, to }) => from !== to).map(({ from, to }) => [from, to]),
    )
    const rowIds = rowsWith(ctx, entity, field, names)
    const column = columnSql(field, 'r')
    const select = `SELECT ${column} AS value FROM ${visibleName(entity)} r WHERE r.rowId = ?`
    await ctx.chunk((write) => keep(write, entity, field, [...new Set(input.values)]))
    let changed = 0
    for (let next = 0; next < rowIds.length; ) {
      const until = performance.now() + CHUNK_MS
      await ctx.chunk((write) => {
        do {
          const rowId = rowIds[next++] ?? 0
          const row = getRow<{ value: string | null }>(write.conn, select, rowId)
          const stored: unknown = field.kind === 'tags' && row?.value ? JSON.parse(row.value) : row?.value
          const value = renamed(stored, names)
          if (value === undefined) continue
          if (write.set(entity, rowId, write.encode(entity, { [field.name]: value }))) changed++
        } while (next < rowIds.length && performance.now() < until)
      })
      ctx.progress({ done: next, total: rowIds.length })
    }
    return { changed, operation: ctx.operation() }
  },
} satisfies Handlers<keyof typeof pickListProcedures>
