/** The trash: listing it, taking records out, erasing them. */
import { performance } from 'node:perf_hooks'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, JobCtx } from '../core/context.ts'
import { eraseRows } from '../core/erase.ts'
import { assertAction, refusalOf } from '../core/rights.ts'
import { trashName } from '../core/visible.ts'
import type { Entity } from '../shared/entity.ts'
import { failure, notFound } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import { allEntities, entityNamed, fieldNamed } from '../shared/registry.ts'
import { isTrashed, type TrashRow, type trashProcedures } from '../shared/trash.ts'

const CHUNK_MS = 25

/** Where a page ended: time, entity number and local row, in the order of the list. */
interface Cursor {
  readonly at: number
  readonly entity: number
  readonly rowId: number
}
const START: Cursor = { at: Number.MAX_SAFE_INTEGER, entity: 0, rowId: 0 }

interface Row {
  readonly rowId: number
  readonly id: Uint8Array
  readonly displayName: string | null
  readonly trashedAt: number
}

const thrown = `SELECT u.displayName AS by FROM change c JOIN tx t ON t.rowId = c.txId JOIN op o ON o.rowId = t.opId
  LEFT JOIN user u ON u.rowId = o.userId
  WHERE c.entity = ? AND c.rowId = ? AND c.before IS NOT NULL AND json_type(c.before, '$."3"') IS NOT NULL
  ORDER BY c.seq DESC LIMIT 1`

function cursorOf(text: string | undefined): Cursor {
  if (text === undefined) return START
  const [at = 0, entity = 0, rowId = 0] = text.split('.').map(Number)
  return { at, entity, rowId }
}

/** Rows of one entity after the cursor, newest first. Equal times are ordered by entity, then newest row first. */
function pageOf(
  conn: Connection,
  entity: Entity,
  after: Cursor,
  limit: number,
): (Row & { entity: Entity })[] {
  const below =
    entity.id > after.entity ? Number.MAX_SAFE_INTEGER : entity.id < after.entity ? 0 : after.rowId
  return allRows<Row>(
    conn,
    `SELECT rowId, id, displayName, trashedAt FROM ${trashName(entity)}
     WHERE (trashedAt, rowId) < (?, ?) ORDER BY trashedAt DESC, rowId DESC LIMIT ?`,
    after.at,
    below,
    limit,
  ).map((row) => ({ ...row, entity }))
}

const countOf = (conn: Connection, entity: Entity): number =>
  getRow<{ n: number }>(conn, `SELECT count(*) AS n FROM ${trashName(entity)}`)?.n ?? 0

interface Target {
  readonly entity: Entity
  readonly rowId: number
  /** The record in the trash of which this is a part. */
  readonly of?: Target
}

const isInTrash = (conn: Connection, { entity, rowId }: Target): boolean =>
  getRow(conn, `SELECT 1 FROM ${trashName(entity)} WHERE rowId = ?`, rowId) !== undefined

const rowIn = (conn: Connection, entity: Entity, id: string): number | undefined =>
  getRow<{ rowId: number }>(conn, `SELECT rowId FROM ${trashName(entity)} WHERE id = ?`, textToId(id))?.rowId

/** @throws AppError Denied for what the trash does not hold */
function erasable(name: string): Entity {
  const entity = entityNamed(name)
  if (!isTrashed(entity)) throw failure('Denied', 'ownProceduresOnly', { entity: name })
  return entity
}

function everything(conn: Connection, only: string | undefined): Target[] {
  const entities = only === undefined ? allEntities().filter(isTrashed) : [erasable(only)]
  return entities.flatMap((entity) =>
    allRows<{ rowId: number }>(conn, `SELECT rowId FROM ${trashName(entity)} ORDER BY rowId`).map(
      ({ rowId }) => ({ entity, rowId }),
    ),
  )
}

function chosen(conn: Connection, records: readonly { entity: string; id: string }[]): Target[] {
  return records.map(({ entity: name, id }) => {
    const entity = erasable(name)
    const rowId = rowIn(conn, entity, id)
    if (rowId === undefined) throw notFound(name, id)
    return { entity, rowId }
  })
}

/** A record with what is part of it and of what was merged into it, the parts first. */
function withParts(conn: Connection, of: Target): Target[] {
  const parts = allEntities().flatMap((entity) => {
    const field = entity.partOf === undefined ? undefined : fieldNamed(entity, entity.partOf)
    if (field?.to !== of.entity.name) return []
    const rows = allRows<{ rowId: number }>(
      conn,
      `SELECT rowId FROM "${entity.name}" WHERE deletedAt IS NULL AND stub = 0
       AND ${field.name} IN (SELECT rowId FROM "${field.to}" WHERE canonicalId = ?)`,
      of.rowId,
    )
    return rows.map(({ rowId }) => ({ entity, rowId, of }))
  })
  return [...parts, of]
}

/** Erases on, for as long as a chunk may take. Who was taken out of the trash in the meantime stays. */
function eraseSome(
  ctx: JobCtx,
  targets: readonly Target[],
  from: number,
): Promise<{ next: number; n: number }> {
  return ctx.chunk((write) => {
    const until = performance.now() + CHUNK_MS
    let next = from
    let n = 0
    do {
      const target = targets[next++]
      if (!target || !isInTrash(ctx.conn, target.of ?? target)) continue
      eraseRows(write, target.entity, [target.rowId])
      if (!target.of) n++
    } while (next < targets.length && performance.now() < until)
    return { next, n }
  })
}

export const trashHandlers = {
  'trash.list'(ctx, input) {
    const shown = allEntities().filter(isTrashed)
    const entities = input.entity === undefined ? shown : [entityNamed(input.entity)]
    const after = cursorOf(input.after)
    const rows = entities
      .flatMap((entity) => pageOf(ctx.conn, entity, after, input.limit))
      .sort((a, b) => b.trashedAt - a.trashedAt || a.entity.id - b.entity.id || b.rowId - a.rowId)
      .slice(0, input.limit)
    const last = rows.at(-1)
    return {
      rows: rows.map(
        ({ entity, rowId, id, displayName, trashedAt }): TrashRow => ({
          entity: entity.name,
          id: idToText(id),
          displayName: displayName ?? '',
          trashedAt: new Date(trashedAt).toISOString(),
          by: getRow<{ by: string | null }>(ctx.conn, thrown, entity.id, rowId)?.by ?? null,
          restorable:
            !ctx.conn.readOnly &&
            refusalOf(ctx.conn, ctx.actor, entity, rowId, { trashedAt: null }) === undefined,
        }),
      ),
      next: last && rows.length === input.limit ? `${last.trashedAt}.${last.entity.id}.${last.rowId}` : null,
      counts: Object.fromEntries(shown.map((entity) => [entity.name, countOf(ctx.conn, entity)])),
    }
  },

  'trash.restore'(ctx, input) {
    let restored = 0
    for (const { entity: name, id } of input.records) {
      const entity = entityNamed(name)
      if (entity.editedBy === 'none') throw failure('Denied', 'ownProceduresOnly', { entity: name })
      if (entity.editedBy === 'admin') assertAction(ctx.actor, 'configure')
      const rowId = rowIn(ctx.conn, entity, id)
      if (rowId === undefined) throw notFound(name, id)
      if (ctx.write.set(entity, rowId, { trashedAt: null })) restored++
    }
    return { restored }
  },

  async 'trash.empty'(ctx, input) {
    const asked = input.records ? chosen(ctx.conn, input.records) : everything(ctx.conn, input.entity)
    const targets = asked.flatMap((target) => withParts(ctx.conn, target))
    let erased = 0
    for (let at = 0; at < targets.length; ) {
      const { next, n } = await eraseSome(ctx, targets, at)
      at = next
      erased += n
      ctx.progress({ done: at, total: targets.length, step: 'erase' })
    }
    return { operation: ctx.operation(), erased }
  },
} satisfies Handlers<keyof typeof trashProcedures>
