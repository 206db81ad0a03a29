/** Relationships from the side of one record, and the checks that two sides need. */
import { allRows, getRow } from '../core/connection.ts'
import type { Handlers, MutationCtx, QueryCtx } from '../core/context.ts'
import { readRecord, readRows } from '../core/read.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import { AppError, invalid } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import type { WireRecord } from '../shared/records.ts'
import { entityNamed } from '../shared/registry.ts'
import {
  type RelationshipRow,
  relationship,
  type relationshipProcedures,
  relationshipType,
} from '../shared/relationships.ts'

type Side = 'from' | 'to'
interface End {
  readonly entity: 'contact' | 'company'
  readonly id: string
}

const column = (side: Side, entity: End['entity']): string =>
  `${side}${entity === 'contact' ? 'Contact' : 'Company'}Id`
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Rows in which a record, or one merged into it, stands on either side. Those that are over come last. */
function rowIdsOf(ctx: QueryCtx, { entity, id }: End): number[] {
  const subject = rowIdOf(ctx.conn, entityNamed(entity), id)
  const sides = (['from', 'to'] as const).map(
    (side) =>
      `SELECT rowId, endDate, createdAt FROM ${visibleName(relationship)} WHERE ${column(side, entity)} ${canonicalIn(entity, ':subject')}`,
  )
  return allRows<{ rowId: number }>(
    ctx.conn,
    `SELECT rowId FROM (${sides.join(' UNION ')}) ORDER BY endDate IS NOT NULL, endDate DESC, createdAt, rowId`,
    { subject },
  ).map(({ rowId }) => rowId)
}

/** One end as it can be shown: by its name, from the trash too. */
function endOf(ctx: QueryCtx, record: WireRecord, side: Side): RelationshipRow['other'] {
  for (const entity of ['contact', 'company'] as const) {
    const id = text(record[column(side, entity)])
    if (id === null) continue
    try {
      const found = readRecord(ctx.conn, entityNamed(entity), id, { trash: true })
      const refs: unknown = found.refs
      const company = typeof refs === 'object' && refs !== null ? text(Reflect.get(refs, 'companyId')) : null
      const detail = [text(found.jobTitle) ?? text(found.industry), company].filter((part) => part !== null)
      return {
        entity,
        id: found.id,
        name: text(found.displayName),
        detail: detail.join(' · ') || null,
        trashed: text(found.trashedAt) !== null,
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.record.code !== 'NotFound') throw error
    }
  }
  return null
}

function rowOf(ctx: QueryCtx, record: WireRecord, asked: End): RelationshipRow {
  // A record related to itself (a merge did that) is seen from its first side.
  const reverse = text(record[column('from', asked.entity)]) !== asked.id
  const typeId = text(record.typeId)
  const type = typeId === null ? undefined : typeOf(ctx, typeId)
  return {
    id: record.id,
    kind: text(record.kind),
    type:
      typeId === null
        ? null
        : { id: typeId, name: text(type?.name), reverse: text(type?.reverse) ?? text(type?.name) },
    reverse,
    other: endOf(ctx, record, reverse ? 'from' : 'to'),
    startDate: text(record.startDate),
    endDate: text(record.endDate),
    note: text(record.note),
    private: record.private === true,
  }
}

/** A kind of one's own; in the trash it still says what was meant. */
function typeOf(ctx: QueryCtx, id: string): WireRecord | undefined {
  try {
    return readRecord(ctx.conn, relationshipType, id, { trash: true })
  } catch (error) {
    if (error instanceof AppError && error.record.code === 'NotFound') return undefined
    throw error
  }
}

type Type = { readonly kind: string } | { readonly typeId: string }

const typeData = (type: Type): Record<string, unknown> =>
  'kind' in type ? { kind: type.kind, typeId: null } : { kind: null, typeId: type.typeId }

/** @throws AppError Invalid for a day before the first one */
function assertDays(start: unknown, end: unknown): void {
  if (typeof start === 'string' && typeof end === 'string' && end < start)
    throw invalid('endDate', 'endBeforeStart')
}

/** @throws AppError Invalid for one that there is already and is not over */
function assertNew(ctx: MutationCtx, from: End, to: End, type: Type): void {
  const [a, b] = [from, to].map(({ entity, id }) => rowIdOf(ctx.conn, entityNamed(entity), id))
  const kind = 'kind' in type ? type.kind : null
  const typeId = 'typeId' in type ? rowIdOf(ctx.conn, relationshipType, type.typeId) : null
  const same = getRow(
    ctx.conn,
    `SELECT 1 FROM ${visibleName(relationship)} WHERE ${column('from', from.entity)} = ? AND ${column('to', to.entity)} = ?
     AND kind IS ? AND typeId IS ? AND endDate IS NULL`,
    a,
    b,
    kind,
    typeId,
  )
  if (same) throw invalid('to', 'relatedAlready')
}

export const relationshipHandlers = {
  'relationship.list'(ctx, input) {
    const rowIds = rowIdsOf(ctx, input)
    const { id } = readRecord(ctx.conn, entityNamed(input.entity), input.id, { trash: true })
    const asked = { entity: input.entity, id }
    const records = readRows(ctx.conn, relationship, rowIds.slice(0, input.limit))
    return { total: rowIds.length, rows: records.map((record) => rowOf(ctx, record, asked)) }
  },

  'relationship.add'(ctx, input) {
    const { type, from, to, startDate, endDate, note, private: secret } = input
    if (from.entity === to.entity && from.id === to.id) throw invalid('to', 'relatedToItself')
    assertDays(startDate, endDate)
    assertNew(ctx, from, to, type)
    const id = ctx.conn.newId()
    ctx.write.create(
      relationship,
      {
        ...typeData(type),
        [column('from', from.entity)]: from.id,
        [column('to', to.entity)]: to.id,
        startDate: startDate ?? null,
        endDate: endDate ?? null,
        note: note ?? null,
        ...(secret && { private: true }),
      },
      id,
    )
    return { id: idToText(id) }
  },

  'relationship.change'(ctx, { id, type, swap, ...rest }) {
    const rowId = rowIdOf(ctx.conn, relationship, id)
    const now = readRecord(ctx.conn, relationship, id)
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
    assertDays(given.startDate ?? now.startDate, given.endDate === undefined ? now.endDate : given.endDate)
    const swapped = swap
      ? Object.fromEntries(
          (['Contact', 'Company'] as const).flatMap((entity) => [
            [`from${entity}Id`, now[`to${entity}Id`]],
            [`to${entity}Id`, now[`from${entity}Id`]],
          ]),
        )
      : {}
    ctx.write.update(relationship, rowId, { ...(type && typeData(type)), ...swapped, ...given })
    return { id: now.id }
  },
} satisfies Handlers<keyof typeof relationshipProcedures>
