/** Verbs on many records: each row is tried by itself, in chunks of one operation. */
import type { Handlers, JobCtx } from '../core/context.ts'
import { fieldsOf } from '../core/customFields.ts'
import { eachRow, type Fate } from '../core/eachRow.ts'
import { columnSql } from '../core/lookup/fieldPath.ts'
import { assertAction } from '../core/rights.ts'
import type { Columns } from '../core/rowWriter.ts'
import { databaseSetting } from '../core/settings.ts'
import { visibleName } from '../core/visible.ts'
import type { Write } from '../core/write.ts'
import type { BulkChange, bulkProcedures } from '../shared/bulk.ts'
import { changer, isConstant, verbsOf } from '../shared/bulkEdit.ts'
import type { Entity, Field } from '../shared/entity.ts'
import { failure, invalid } from '../shared/errors.ts'
import { type DbValue, decodeField, elementProperties } from '../shared/fields.ts'
import { entityNamed } from '../shared/registry.ts'
import { isTrashed } from '../shared/trash.ts'

/** @throws AppError Denied for what only its own procedures write */
function editable(ctx: JobCtx, name: string): Entity {
  const entity = entityNamed(name)
  if (entity.editedBy === 'none') throw failure('Denied', 'ownProceduresOnly', { entity: name })
  if (entity.editedBy === 'admin') assertAction(ctx.actor, 'configure')
  return entity
}

interface Edit {
  readonly field: Field
  readonly change: BulkChange
}

/** @throws AppError Invalid for a field that is unknown, or that cannot be changed like this */
function editsOf(ctx: JobCtx, entity: Entity, changes: readonly BulkChange[]): Edit[] {
  const fields = new Map(fieldsOf(ctx.conn, entity).map((field) => [field.name, field]))
  return changes.map((change) => {
    const field = fields.get(change.field)
    if (!field) throw invalid(change.field, 'unknown', { entity: entity.name })
    if (!verbsOf(field).includes(change.do)) {
      if (change.do === 'clear' && field.required) throw invalid(field.name, 'required')
      throw invalid(field.name, 'bulkVerb', { verb: change.do })
    }
    const property = change.do === 'replace' ? change.property : undefined
    if (property !== undefined && !elementProperties[field.elements ?? 'extra'].includes(property))
      throw invalid(field.name, 'unknown', { property })
    return { field, change }
  })
}

/** What every row is to hold, refused before the first of them. @throws AppError Invalid */
const encoded = (ctx: JobCtx, entity: Entity, data: Readonly<Record<string, unknown>>): Promise<Columns> =>
  ctx.chunk((write) => write.encode(entity, data))

/** The same for every row. */
function setAll(ctx: JobCtx, entity: Entity, columns: Columns): (write: Write, rowId: number) => Fate {
  const select = ctx.conn.prepare(`SELECT 1 FROM ${visibleName(entity)} WHERE rowId = ?`)
  return (write, rowId) => (select.get(rowId) ? write.set(entity, rowId, columns) : 'gone')
}

/** Each row by what it holds. */
function editEach(
  ctx: JobCtx,
  entity: Entity,
  edits: readonly Edit[],
): (write: Write, rowId: number) => Fate {
  const country = String(databaseSetting(ctx.conn, 'defaultCountry') ?? 'TH')
  const fields = [...new Map(edits.map(({ field }) => [field.name, field])).values()]
  const columns = fields.map((field, at) => `${columnSql(field, 'r')} AS c${at}`)
  const select = ctx.conn.prepare(
    `SELECT ${columns.join(', ')} FROM ${visibleName(entity)} r WHERE r.rowId = ?`,
  )
  const changes = edits.map(({ field, change }) => ({
    name: field.name,
    change: changer(field, change, country),
  }))
  return (write, rowId) => {
    const row = select.get(rowId) as Record<string, DbValue> | undefined
    if (!row) return 'gone'
    const now: Record<string, unknown> = {}
    for (const [at, field] of fields.entries()) now[field.name] = decodeField(field, row[`c${at}`] ?? null)
    const next = { ...now }
    for (const { name, change } of changes) next[name] = change(next[name])
    const data = Object.fromEntries(
      Object.entries(next).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name])),
    )
    return Object.keys(data).length > 0 && write.update(entity, rowId, data)
  }
}

export const bulkHandlers = {
  async 'bulk.edit'(ctx, input) {
    const entity = editable(ctx, input.entity)
    const edits = editsOf(ctx, entity, input.changes)
    const given = edits.flatMap(({ field, change }) =>
      change.do === 'set' || change.do === 'add' ? [[field.name, change.value] as const] : [],
    )
    const values = await encoded(ctx, entity, Object.fromEntries(given))
    const alike = edits.every(({ field, change }) => isConstant(change, field))
    const cleared = Object.fromEntries(edits.map(({ field }) => [field.name, null]))
    const last = new Map(edits.map(({ field, change }) => [field.name, change.do]))
    const columns = Object.fromEntries(
      Object.entries({ ...cleared, ...values }).map(([name, value]) => [
        name,
        last.get(name) === 'clear' ? null : value,
      ]),
    )
    const work = alike ? setAll(ctx, entity, columns) : editEach(ctx, entity, edits)
    return eachRow(ctx, entity, input.target, 'edit', work)
  },

  async 'bulk.trash'(ctx, input) {
    const entity = editable(ctx, input.entity)
    if (!isTrashed(entity)) throw failure('Denied', 'ownProceduresOnly', { entity: entity.name })
    return eachRow(ctx, entity, input.target, 'trash', setAll(ctx, entity, { trashedAt: ctx.now() }))
  },

  async 'bulk.assign'(ctx, input) {
    const entity = editable(ctx, input.entity)
    const columns = await encoded(ctx, entity, { ownerId: input.owner })
    return eachRow(ctx, entity, input.target, 'assign', setAll(ctx, entity, columns))
  },
} satisfies Handlers<keyof typeof bulkProcedures>
