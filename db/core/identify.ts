/**
 * Which record a value from outside means: by identity, by contact point, by name. Answers local rows the acting user may
 * see; used by what writes many rows (import, merge), so every look-up goes through an index.
 */
import type { Entity } from '../shared/entity.ts'
import { textToId } from '../shared/id.ts'
import { sortKey } from '../shared/text/sortKey.ts'
import { type Connection, getRow } from './connection.ts'
import { pluck } from './lookup/statements.ts'
import { visibleName } from './visible.ts'

const MAX_FOUND = 200

/** Where an identity stands: a row that can be seen (the one it was merged into, if it was), one that is taken but cannot, or free. */
export type Identity = { readonly rowId: number } | 'taken' | 'free'

export function identify(conn: Connection, entity: Entity, id: string): Identity {
  const bytes = textToId(id)
  const seen = getRow<{ rowId: number }>(
    conn,
    `SELECT v.rowId FROM main."${entity.name}" r JOIN ${visibleName(entity)} v ON v.rowId = r.canonicalId WHERE r.id = ?`,
    bytes,
  )
  if (seen) return seen
  return getRow(conn, `SELECT 1 FROM main."${entity.name}" WHERE id = ?`, bytes) ? 'taken' : 'free'
}

/** Rows with that e-mail, phone or handle in its normal form, oldest first. */
export const rowsWithPoint = (conn: Connection, entity: Entity, kind: number, norm: string): number[] =>
  pluck(
    conn,
    `SELECT DISTINCT v.rowId FROM main.contactPoint p JOIN main."${entity.name}" r ON r.rowId = p.rowId
     JOIN ${visibleName(entity)} v ON v.rowId = r.canonicalId
     WHERE p.norm = ? AND p.kind = ? AND p.entity = ? ORDER BY v.rowId LIMIT ${MAX_FOUND}`,
    norm,
    kind,
    entity.id,
  )

/** The part of a sort key that marks and case have no part in. */
const lettersOf = (key: string): string => {
  const end = key.indexOf('\u0001')
  return end < 0 ? key : key.slice(0, end)
}

/** Rows whose sort key has the same letters as that of `text`, with what they are called; candidates, not an answer. */
export function rowsSortedAs<T>(conn: Connection, entity: Entity, text: string, columns: string): T[] {
  const letters = lettersOf(sortKey(text))
  if (letters === '') return []
  return conn
    .prepare(
      `SELECT rowId, ${columns} FROM ${visibleName(entity)} WHERE sortKey >= ? AND sortKey < ? ORDER BY rowId LIMIT ${MAX_FOUND}`,
    )
    .all(letters, `${letters}\u0002`) as T[]
}
