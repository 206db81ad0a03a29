/** Reading a timeline: the derived table gives the places in time, the visible views give the records. */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, QueryCtx } from '../core/context.ts'
import { readRows } from '../core/read.ts'
import { shownBy } from '../core/timelineLinks.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import type { Entity } from '../shared/entity.ts'
import { invalid } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import type { WireRecord } from '../shared/records.ts'
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
    .map((kind) => {
      const shown = shownBy(kind) ?? kind
      const link = kind.timeline?.shows
      const rows = link
        ? `${visibleName(kind)} l JOIN ${visibleName(shown)} v ON v.rowId = l.${link} WHERE l.rowId = t.rowId`
        : `${visibleName(kind)} v WHERE v.rowId = t.rowId`
      return `(t.entity = ${kind.id} AND EXISTS (SELECT 1 FROM ${rows}${stillShown(shown, 'v')}))`
    })
    .join(' OR ')

function stillShown(entity: Entity, alias: string): string {
  const until = entity.timeline?.until
  if (!until) return ''
  const values = until.values.map((value) => `'${value}'`).join(', ')
  return ` AND ifnull(${alias}.${until.field}, '') NOT IN (${values})`
}

/** The record a place stands for: for a link, what it links to. */
function recordAt(
  conn: Connection,
  kind: Entity,
  rowId: number,
): { kind: Entity; record: WireRecord } | undefined {
  const shown = shownBy(kind)
  const link = kind.timeline?.shows
  const at =
    shown && link
      ? getRow<{ rowId: number }>(
          conn,
          `SELECT ${link} AS rowId FROM ${visibleName(kind)} WHERE rowId = ?`,
          rowId,
        )?.rowId
      : rowId
  const [record] = at === undefined ? [] : readRows(conn, shown ?? kind, [at])
  return record && { kind: shown ?? kind, record }
}

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

const linkId = (conn: Connection, kind: Entity, rowId: number): string => {
  const row = getRow<{ id: Uint8Array }>(conn, `SELECT id FROM ${visibleName(kind)} WHERE rowId = ?`, rowId)
  return row ? idToText(row.id) : ''
}

export const timelineHandlers = {
  'timeline.list'(ctx, input) {
    const entity = entityNamed(input.entity)
    const kinds = allEntities().filter(
      (kind) => kind.timeline && (input.entities?.includes((shownBy(kind) ?? kind).name) ?? true),
    )
    if (!kinds.length) return { entries: [], more: false }
    const found = places(ctx, entity, kinds, input)
    const entries = found.slice(0, input.limit).flatMap(({ at, entity: number, rowId }): TimelineEntry[] => {
      const kind = kinds.find(({ id }) => id === number)
      const shown = kind && recordAt(ctx.conn, kind, rowId)
      if (!kind || !shown) return []
      const { record } = shown
      const place = shown.kind === kind ? undefined : { entity: kind.name, id: linkId(ctx.conn, kind, rowId) }
      return [
        {
          entity: shown.kind.name,
          id: record.id,
          at: new Date(at).toISOString(),
          record,
          ...(place && { place }),
        },
      ]
    })
    // Somebody may be named on a record and linked to it as well.
    const once = entries.filter(
      (entry, index) => !entry.place || !entries.some((other, at) => at !== index && other.id === entry.id),
    )
    return { entries: once, more: found.length > input.limit }
  },
} satisfies Handlers<'timeline.list'>
