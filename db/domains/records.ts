/** Reading and changing one record of any entity. */

import { decodeChange } from '../core/audit.ts'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, MutationCtx } from '../core/context.ts'
import { columnSql, jsonSql, resolveField } from '../core/lookup/fieldPath.ts'
import { readRecord } from '../core/read.ts'
import { assertAction } from '../core/rights.ts'
import { visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import { customKey, type Entity, type FieldKind, isCustomName } from '../shared/entity.ts'
import { AppError, failure, invalid } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import type { WireRecord } from '../shared/records.ts'
import { entityNamed } from '../shared/registry.ts'

/** Kinds whose values are worth suggesting, and among how many of the newest records they are looked for. */
const valued: ReadonlySet<FieldKind> = new Set(['text', 'pickList', 'tags', 'choice'])
const RECENT = 20_000

type Revised = WireRecord & { revision: number }

/** Read before the record: a change in between is then newer than what the reader will say it saw. */
function withRevision(conn: Connection, read: () => WireRecord): Revised {
  const revision = getRow<{ seq: number | null }>(conn, 'SELECT max(seq) AS seq FROM change')?.seq ?? 0
  return { ...read(), revision }
}

/** What was written, as the writer sees it now; its identity alone when it has become the secret of somebody else. */
function writtenRecord(ctx: MutationCtx, entity: Entity, id: string): Revised {
  return withRevision(ctx.conn, () => {
    try {
      return readRecord(ctx.conn, entity, id, { trash: true })
    } catch (error) {
      if (!(error instanceof AppError) || error.record.code !== 'NotFound') throw error
      return { id, entity: entity.name }
    }
  })
}

/** The entity, if the caller may write its records this way. @throws AppError Denied */
function editable(ctx: MutationCtx, name: string): Entity {
  const entity = entityNamed(name)
  if (entity.editedBy === 'none') throw failure('Denied', 'ownProceduresOnly', { entity: name })
  if (entity.editedBy === 'admin') assertAction(ctx.actor, 'configure')
  return entity
}

/** A field given once keeps its value: a custom field of another kind is another field. */
function assertFixedKept(
  ctx: MutationCtx,
  entity: Entity,
  id: string,
  data: Readonly<Record<string, unknown>>,
): void {
  const fixed = entity.fields.filter((field) => field.fixed && field.name in data)
  if (!fixed.length) return
  const now = readRecord(ctx.conn, entity, id, { trash: true })
  for (const { name } of fixed) if (now[name] !== data[name]) throw invalid(name, 'fixed')
}

/** A newer change of the same fields than the editor saw. */
function assertUnchangedSince(
  ctx: MutationCtx,
  entity: Entity,
  rowId: number,
  data: object,
  seq: number,
): void {
  const fields = new Map(entity.fields.map((field) => [field.name, String(field.id)]))
  const keys = Object.keys(data).map((name) =>
    isCustomName(name) ? `c:${customKey(name)}` : fields.get(name),
  )
  const later = allRows<{ before: string | null }>(
    ctx.conn,
    'SELECT before FROM change WHERE entity = ? AND rowId = ? AND seq > ?',
    entity.id,
    rowId,
    seq,
  )
  for (const { before } of later) {
    if (before === null) continue
    const changed = Object.keys(JSON.parse(before) as object)
    if (keys.some((key) => key !== undefined && changed.includes(key)))
      throw failure('Conflict', 'changedMeanwhile')
  }
}

export const recordHandlers = {
  'record.get': (ctx, input) =>
    withRevision(ctx.conn, () => readRecord(ctx.conn, entityNamed(input.entity), input.id, { trash: true })),

  'record.getMany'(ctx, input) {
    const entity = entityNamed(input.entity)
    return { records: input.ids.map((id) => readRecord(ctx.conn, entity, id)) }
  },

  'record.create'(ctx, input) {
    const entity = editable(ctx, input.entity)
    const id = input.id ? textToId(input.id) : ctx.conn.newId()
    if (input.id && getRow(ctx.conn, `SELECT 1 FROM "${entity.name}" WHERE id = ?`, id))
      throw invalid('id', 'taken')
    if (!id) throw invalid('id', 'id')
    ctx.write.create(entity, input.data, id)
    return writtenRecord(ctx, entity, idToText(id))
  },

  'record.update'(ctx, input) {
    const entity = editable(ctx, input.entity)
    const rowId = rowIdOf(ctx.conn, entity, input.id)
    if (input.expect !== undefined) assertUnchangedSince(ctx, entity, rowId, input.data, input.expect)
    assertFixedKept(ctx, entity, input.id, input.data)
    ctx.write.update(entity, rowId, input.data)
    return writtenRecord(ctx, entity, input.id)
  },

  'record.values'(ctx, input) {
    const entity = entityNamed(input.entity)
    const target = resolveField(ctx.conn, entity, input.field)
    if (target.at !== 'own' || !valued.has(target.field.kind)) throw invalid(input.field, 'operator')
    const column = columnSql(target.field, 'r')
    const values =
      target.field.kind === 'tags'
        ? `SELECT e.value FROM recent, json_each(${jsonSql('recent.value')}) e`
        : 'SELECT value FROM recent'
    const rows = allRows<{ value: string }>(
      ctx.conn,
      `WITH recent AS MATERIALIZED (SELECT ${column} AS value FROM ${visibleName(entity)} r ORDER BY r.rowId DESC LIMIT ${RECENT})
       SELECT value FROM (${values}) WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value LIMIT ?`,
      input.limit,
    )
    return { values: rows.map(({ value }) => String(value)) }
  },

  'record.trash'(ctx, input) {
    const entity = editable(ctx, input.entity)
    const rowId = rowIdOf(ctx.conn, entity, input.id)
    ctx.write.set(entity, rowId, { trashedAt: ctx.write.at })
    return writtenRecord(ctx, entity, input.id)
  },

  'record.restore'(ctx, input) {
    const entity = editable(ctx, input.entity)
    const rowId = rowIdOf(ctx.conn, entity, input.id)
    ctx.write.set(entity, rowId, { trashedAt: null })
    return writtenRecord(ctx, entity, input.id)
  },

  'record.changes'(ctx, input) {
    const entity = entityNamed(input.entity)
    return { changes: decodeChange(ctx.conn, ctx.actor, entity, rowIdOf(ctx.conn, entity, input.id), input) }
  },
} satisfies Handlers<
  | 'record.get'
  | 'record.getMany'
  | 'record.create'
  | 'record.update'
  | 'record.values'
  | 'record.trash'
  | 'record.restore'
  | 'record.changes'
>
