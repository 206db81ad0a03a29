/** Merging records, taking merges back, and what is known to be different. */
import { performance } from 'node:perf_hooks'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Ctx, Handlers, JobCtx, MutationCtx } from '../core/context.ts'
import { twinsOf } from '../core/duplicates/check.ts'
import { type Group, scan } from '../core/duplicates/scan.ts'
import { assertMergeable, mergeRows, rowsToMerge } from '../core/merge.ts'
import { namedId, putNamed } from '../core/namedId.ts'
import { isKnown } from '../core/operations.ts'
import { planOf } from '../core/plan.ts'
import { reachOf, refusalOf } from '../core/rights.ts'
import { findOperation, UNMERGE } from '../core/undo.ts'
import { lastMerge, type Merged, mergedBy, unmerge } from '../core/unmerge.ts'
import { secretCondition, visibleName } from '../core/visible.ts'
import { originate, rowIdOf } from '../core/write.ts'
import {
  criteria,
  type DuplicateGroup,
  type duplicateProcedures,
  type Merge,
  notDuplicate,
} from '../shared/duplicates.ts'
import type { Entity } from '../shared/entity.ts'
import { AppError, failure, notFound } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import { allEntities, entityNamed } from '../shared/registry.ts'

const CHUNK_MS = 25

/** The entity meant, or the one that has the record. @throws AppError NotFound, Denied */
function entityOf(conn: Connection, name: string | undefined, id: string): Entity {
  const entity =
    name === undefined
      ? allEntities().find(
          (known) =>
            known.mergeable && getRow(conn, `SELECT 1 FROM main.${known.name} WHERE id = ?`, textToId(id)),
        )
      : entityNamed(name)
  if (!entity) throw notFound('record', id)
  assertMergeable(entity)
  return entity
}

/** What of an operation holds and is meant. @throws AppError NotFound, Conflict, Denied `notYours` */
function standingMerges(ctx: Ctx, operation: string, only: string | undefined): Merged[] {
  const { conn } = ctx
  const op = findOperation(conn, operation)
  const { standing, ever } = mergedBy(conn, op.rowId)
  if (!ever || !isKnown(conn, op.rowId)) throw failure('NotFound', 'merge', { id: operation })
  const owner = getRow<{ userId: number | null }>(conn, 'SELECT userId FROM op WHERE rowId = ?', op.rowId)
  if (owner?.userId !== ctx.actor.rowId && reachOf(ctx.actor, 'undo') !== 'all')
    throw failure('Denied', 'notYours')
  const meant = standing.filter(
    ({ entity, winner }) => only === undefined || idOf(conn, entity, winner) === only,
  )
  if (!meant.length) throw failure('Conflict', 'alreadyUndone', { operation })
  return meant
}

const idOf = (conn: Connection, entity: Entity, rowId: number): string => {
  const row = getRow<{ id: Uint8Array }>(conn, `SELECT id FROM main."${entity.name}" WHERE rowId = ?`, rowId)
  return row ? idToText(row.id) : ''
}

/** Two records that are different are so whoever says it: the identity follows from both. */
function sayDifferent({ conn, write }: MutationCtx, entity: Entity, ids: readonly string[]): void {
  const [firstId = '', secondId = ''] = rowsToMerge(conn, entity, ids)
    .map((rowId) => idOf(conn, entity, rowId))
    .sort()
  const about = entity.name
  putNamed(write, notDuplicate, namedId('notDuplicate', about, firstId, secondId), {
    about,
    firstId,
    secondId,
  })
}

interface LoserRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly displayName: string | null
}

/** Merges that made the record what it is, newest first. */
function mergesOf(conn: Connection, entity: Entity, winner: number): Merge[] {
  const found = new Map<number, LoserRow[]>()
  for (const row of allRows<LoserRow>(
    conn,
    `SELECT rowId, id, CASE WHEN NOT (${secretCondition(entity, 'r')}) THEN displayName END AS displayName
     FROM main."${entity.name}" r WHERE mergedInto = ? AND deletedAt IS NULL ORDER BY rowId`,
    winner,
  )) {
    const { opId } = lastMerge(conn, planOf(entity), row.rowId)
    if (opId !== null) found.set(opId, [...(found.get(opId) ?? []), row])
  }
  return [...found]
    .sort(([a], [b]) => b - a)
    .flatMap(([opId, rows]) => {
      const op = getRow<{ id: Uint8Array; at: number; by: string | null }>(
        conn,
        'SELECT o.id, o.at, u.displayName AS by FROM op o LEFT JOIN user u ON u.rowId = o.userId WHERE o.rowId = ?',
        opId,
      )
      if (!op) return []
      return {
        operation: idToText(op.id),
        at: new Date(op.at).toISOString(),
        by: op.by,
        records: rows.map(({ id, displayName }) => ({ id: idToText(id), displayName })),
      }
    })
}

/** What makes one group of many impossible without making the others so. */
const isSkipped = (error: unknown): boolean =>
  error instanceof AppError && ['NotFound', 'Invalid', 'Conflict', 'Denied'].includes(error.record.code)

/** Gives way to others between two slices; a job that was cancelled ends here. */
async function giveWay(ctx: JobCtx): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
  if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
}

function wireGroup(ctx: Ctx, entity: Entity, { level, records, pairs }: Group): DuplicateGroup {
  // Only who may change but their own is asked about each record.
  const mayAll = reachOf(ctx.actor, 'edit') === 'all' && reachOf(ctx.actor, 'trash') === 'all'
  const may = (rowId: number, columns: Readonly<Record<string, unknown>>): boolean =>
    mayAll || refusalOf(ctx.conn, ctx.actor, entity, rowId, columns) === undefined
  const ids = new Map(records.map((record) => [record.rowId, idToText(record.id)]))
  return {
    level,
    records: records.map(({ rowId, displayName }) => ({
      id: ids.get(rowId) ?? '',
      displayName,
      mayGo: may(rowId, { mergedInto: 0 }),
      mayStay: may(rowId, { updatedAt: null }),
    })),
    pairs: pairs.map(({ first, second, because, ...pair }) => ({
      ...pair,
      first: ids.get(first) ?? '',
      second: ids.get(second) ?? '',
      because: because.map((reason) => ({ ...reason, values: [...reason.values] })),
    })),
  }
}

export const duplicateHandlers = {
  async 'duplicate.scan'(ctx, input) {
    const entity = entityNamed(input.entity)
    assertMergeable(entity)
    const { checked, compared, groups } = await scan(
      ctx.conn,
      entity,
      { by: input.by ?? criteria, level: input.level },
      async (step, done, total) => {
        ctx.progress({ done, ...(total !== undefined && { total }), step })
        await giveWay(ctx)
      },
    )
    return {
      entity: entity.name,
      checked,
      compared,
      total: groups.length,
      groups: groups.slice(0, input.limit).map((group) => wireGroup(ctx, entity, group)),
    }
  },

  async 'duplicate.check'(ctx, input) {
    const entity = entityNamed(input.entity)
    assertMergeable(entity)
    const twins = await twinsOf(ctx.conn, entity, input.data, input.id, () => giveWay(ctx))
    return {
      twins: twins.map((twin) => ({
        ...twin,
        because: twin.because.map((reason) => ({ ...reason, values: [...reason.values] })),
      })),
    }
  },

  'duplicate.merge'(ctx, input) {
    const entity = entityOf(ctx.conn, input.entity, input.ids[0] ?? '')
    const rowIds = rowsToMerge(ctx.conn, entity, input.ids)
    mergeRows(ctx.write, entity, rowIds, input.data)
    return { id: idOf(ctx.conn, entity, rowIds[0] ?? 0) }
  },

  async 'duplicate.mergeAll'(ctx, input) {
    const entity = entityNamed(input.entity)
    assertMergeable(entity)
    const total = input.groups.length
    let merged = 0
    let skipped = 0
    for (let at = 0; at < total; ) {
      at = await ctx.chunk((write) => {
        const until = performance.now() + CHUNK_MS
        let next = at
        do {
          try {
            mergeRows(write, entity, rowsToMerge(ctx.conn, entity, input.groups[next] ?? []), {})
            merged++
          } catch (error) {
            if (!isSkipped(error)) throw error
            skipped++
          }
          next++
        } while (next < total && performance.now() < until)
        return next
      })
      ctx.progress({ done: at, total, step: 'merge' })
    }
    return { operation: ctx.operation(), merged, skipped }
  },

  'duplicate.unmerge'(ctx, input) {
    const { conn } = ctx
    const meant = standingMerges(ctx, input.operation, input.id)
    const op = findOperation(conn, input.operation)
    const { operation } = originate(
      conn,
      { ...ctx, kind: UNMERGE, source: 'undo', undoes: op.rowId, onStack: true },
      (write) => {
        unmerge(write, meant)
        if (!mergedBy(conn, op.rowId).standing.length)
          conn.prepare("UPDATE op SET state = 'undone' WHERE rowId = ?").run(op.rowId)
      },
    )
    const records = meant.flatMap(({ entity, winner, losers }) =>
      [winner, ...losers].map((rowId) => ({ entity: entity.name, id: idOf(conn, entity, rowId) })),
    )
    return { operation, records }
  },

  'duplicate.merges'(ctx, input) {
    const entity = entityNamed(input.entity)
    const winner = rowIdOf(ctx.conn, entity, input.id)
    if (
      !entity.mergeable ||
      !getRow(ctx.conn, `SELECT 1 FROM ${visibleName(entity)} WHERE rowId = ?`, winner)
    )
      return { merges: [] }
    return { merges: mergesOf(ctx.conn, entity, winner) }
  },

  'duplicate.differ'(ctx, input) {
    const entity = entityNamed(input.entity)
    assertMergeable(entity)
    sayDifferent(ctx, entity, input.ids)
    return {}
  },
} satisfies Handlers<keyof typeof duplicateProcedures>
