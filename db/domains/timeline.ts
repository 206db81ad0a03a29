/** Reading a timeline: the derived table gives the places in time, the visible views give the records. */
import { allRows, getRow } from '../core/connection.ts'
import type { Handlers, QueryCtx } from '../core/context.ts'
import { readRows } from '../core/read.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import type { Entity } from '../shared/entity.ts'
import { invalid } from '../shared/errors.ts'
import { textToId } from '../shared/id.ts'
import { allEntities, entityNamed } from '../shared/registry.ts'
import type { TimelineEntry } from '../shared/timeline.ts'

interface Place {
  readonly at: number
  readonly entity: number
  readonly rowId: number
}

/** The record, all that was merged into it and, for a company, its people if asked: as conditions on the derived table. */
function subjects(entity: Entity, people: boolean): string {
  const own = `(subjectEntity = ${entity.id} AND subjectId ${canonicalIn(entity.name, ':subject')})`
  if (!people || entity.name !== 'company') return own
  const contact = entityNamed('contact')
  return `(${own} OR (subjectEntity = ${contact.id} AND subjectId IN
    (SELECT rowId FROM ${visibleName(contact)} WHERE companyId ${canonicalIn('company', ':subject')})))`
}

/** Only places whose record the caller may see, so that a page is never short of entries. */
const visiblePlaces = (kinds: readonly Entity[]): string =>
  kinds
    .map(
      (kind) =>
        `(t.entity = ${kind.id} AND EXISTS (SELECT 1 FROM ${visibleName(kind)} v WHERE v.rowId = t.rowId))`,
    )
    .join(' OR ')

function places(ctx: QueryCtx, entity: Entity, kinds: readonly Entity[], input: Input): Place[] {
  const after = input.after && place(ctx, input.after)
  const sql = `SELECT DISTINCT t.at, t.entity, t.rowId FROM timeline t WHERE ${subjects(entity, input.people)}
    AND (${visiblePlaces(kinds)}) ${after ? 'AND (t.at, t.entity, t.rowId) < (:at, :entity, :rowId)' : ''}
    ORDER BY t.at DESC, t.entity DESC, t.rowId DESC LIMIT :limit`
  const subject = rowIdOf(ctx.conn, entity, input.id)
  return allRows<Place>(ctx.conn, sql, { subject, limit: input.limit + 1, ...after })
}

interface Input {
  readonly id: string
  readonly people: boolean
  readonly limit: number
  readonly after?: { readonly at: string; readonly entity: string; readonly id: string } | undefined
}

function place(ctx: QueryCtx, after: NonNullable<Input['after']>): Place {
  const entity = entityNamed(after.entity)
  const row = getRow<{ rowId: number }>(
    ctx.conn,
    `SELECT rowId FROM "${entity.name}" WHERE id = ?`,
    textToId(after.id),
  )
  const at = Date.parse(after.at)
  if (!row || Number.isNaN(at)) throw invalid('after', 'reference')
  return { at, entity: entity.id, rowId: row.rowId }
}

export const timelineHandlers = {
  'timeline.list'(ctx, input) {
    const entity = entityNamed(input.entity)
    const kinds = allEntities().filter(
      (kind) => kind.timeline && (input.entities?.includes(kind.name) ?? true),
    )
    if (!kinds.length) return { entries: [], more: false }
    const found = places(ctx, entity, kinds, input)
    const entries = found.slice(0, input.limit).flatMap(({ at, entity: number, rowId }): TimelineEntry[] => {
      const kind = kinds.find(({ id }) => id === number)
      const [record] = kind ? readRows(ctx.conn, kind, [rowId]) : []
      return kind && record
        ? [{ entity: kind.name, id: record.id, at: new Date(at).toISOString(), record }]
        : []
    })
    return { entries, more: found.length > input.limit }
  },
} satisfies Handlers<'timeline.list'>
