/** A group and what is below it, as filters need them: only groups that the acting user may see. */
import { AppError, notFound } from '../../shared/errors.ts'
import { type Filter, filterSchema } from '../../shared/filter.ts'
import { type Grouped, isGrouped, MAX_GROUP_DEPTH } from '../../shared/groups.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { allRows, type Connection } from '../connection.ts'
import { visibleName } from '../visible.ts'

export interface GroupNode {
  readonly rowId: number
  readonly id: string
  readonly entity: Grouped
  /** Of a group by query. */
  readonly filter: Filter | undefined
}

interface Row {
  readonly rowId: number
  readonly id: Uint8Array
  readonly sorts: string | null
  readonly filter: string | null
}

/** @throws AppError Invalid `groupFilter` for one that another program spoilt */
export function storedFilter(id: string, stored: string | null): Filter | undefined {
  if (stored === null) return undefined
  const filter = filterSchema.nullable().safeParse(JSON.parse(stored))
  if (!filter.success) throw new AppError({ code: 'Invalid', reason: 'groupFilter', params: { id } })
  return filter.data ?? undefined
}

/** The group itself first. Parents that form a circle (two devices, one evening) end where they began. @throws AppError NotFound */
export function groupsUnder(conn: Connection, id: string): GroupNode[] {
  const view = visibleName('group')
  const rows = allRows<Row>(
    conn,
    `WITH RECURSIVE below(rowId, depth) AS (
       SELECT rowId, 0 FROM ${view} WHERE id = ? UNION
       SELECT g.rowId, b.depth + 1 FROM below b JOIN ${view} g ON g.parentId = b.rowId WHERE b.depth < ${MAX_GROUP_DEPTH})
     SELECT g.rowId, g.id, g.sorts, g.filter FROM (SELECT rowId, min(depth) AS depth FROM below GROUP BY rowId) b
     JOIN ${view} g ON g.rowId = b.rowId ORDER BY b.depth, b.rowId`,
    textToId(id) ?? null,
  )
  if (!rows.length) throw notFound('group', id)
  return rows.map(({ rowId, id: bytes, sorts, filter }) => ({
    rowId,
    id: idToText(bytes),
    entity: sorts !== null && isGrouped(sorts) ? sorts : 'contact',
    filter: storedFilter(idToText(bytes), filter),
  }))
}
