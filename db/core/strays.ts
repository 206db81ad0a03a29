/**
 * Somebody merged a record into another, and somebody else who did not know of it went on with the one that is merged away.
 * What they wrote there stands beside what the winner shows: a function of the state, taken apart again by un-merging.
 */
import { FIRST_FIELD_ID } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { allRows, type Connection } from './connection.ts'
import { knownBy } from './frontier.ts'
import type { Plan } from './plan.ts'
import { aboutOf, isContent, keysOf, ROW } from './registers.ts'
import type { Dot } from './remoteTx.ts'
import { clockOf, Registers, type Saw, type Version } from './versions.ts'

export const MERGED = '4'

const mark = 'INSERT OR IGNORE INTO syncStray(entity, rowId) VALUES(?, ?)'
const dotsSql = `SELECT stream, seq FROM clock WHERE entity = ? AND rowId = ?`

/** A write of another device is about to reach a row, merged away or not: notes where it and a merge do not know of each other. */
export function noteStray(
  conn: Connection,
  plan: Plan,
  rowId: number,
  written: ReadonlyMap<string, DbValue>,
  saw: Saw,
  away: boolean,
): void {
  const { entity } = plan
  if (!entity.mergeable) return
  const strays = written.has(MERGED)
    ? allRows<Dot>(conn, dotsSql, entity.id, rowId).some(({ stream, seq }) => !saw(stream, seq))
    : away
  if (strays) conn.prepare(mark).run(entity.id, rowId)
}

/** After a whole state was joined: every merged record may be one. */
export function noteMerged(conn: Connection, { entity }: Plan): void {
  if (!entity.mergeable) return
  conn.db.exec(
    `INSERT OR IGNORE INTO syncStray(entity, rowId) SELECT ${entity.id}, rowId FROM "${entity.name}" WHERE mergedInto IS NOT NULL`,
  )
}

/** What was written to a merged record without knowing of the merge, by the winner's register. */
export interface Stray {
  readonly winner: number
  readonly register: string
  readonly version: Version
}

const isField = (plan: Plan, register: string): boolean =>
  register !== ROW &&
  isContent(register) &&
  (register.startsWith('c:') || keysOf(plan, register).some((key) => Number(key) >= FIRST_FIELD_ID)) &&
  aboutOf(plan, register).known

/** @param winner Only those of this one */
export function straysOf(conn: Connection, plan: Plan, winner?: number): Stray[] {
  const { entity } = plan
  const only = winner === undefined ? '' : ' AND r.canonicalId = ?'
  const away = allRows<{ rowId: number; canonicalId: number }>(
    conn,
    `SELECT r.rowId, r.canonicalId FROM syncStray s JOIN "${entity.name}" r ON r.rowId = s.rowId
     WHERE s.entity = ? AND r.mergedInto IS NOT NULL AND r.canonicalId <> r.rowId AND r.deletedAt IS NULL${only}`,
    entity.id,
    ...(winner === undefined ? [] : [winner]),
  )
  if (!away.length) return []
  const registers = new Registers(conn)
  return away.flatMap(({ rowId, canonicalId }) => {
    const merge = clockOf(conn, entity.id, rowId, MERGED)
    if (!merge) return []
    const merged = knownBy(conn, merge)
    const fields = allRows<{ field: string }>(
      conn,
      'SELECT field FROM clock WHERE entity = ? AND rowId = ?',
      entity.id,
      rowId,
    )
    return fields
      .filter(({ field }) => isField(plan, field))
      .flatMap(({ field }) => {
        const unknown = registers
          .standing(plan, rowId, field)
          .filter(({ stream, seq }) => !merged(stream, seq))
        if (!unknown.length) return []
        const answers = registers.standing(plan, canonicalId, field).map((version) => knownBy(conn, version))
        return unknown
          .filter(({ stream, seq }) => !answers.some((answer) => answer(stream, seq)))
          .map((version) => ({ winner: canonicalId, register: field, version }))
      })
  })
}
