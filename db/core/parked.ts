/**
 * Registers this program does not know, written by a newer one: every version is kept under the record's identity, by the
 * same rule as any other register, and taken up as soon as a program knows what they are. Nothing is ever dropped.
 */
import type { DbValue } from '../shared/fields.ts'
import { entityWithId } from '../shared/registry.ts'
import { bookkeeping } from './bookkeeping.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { type Plan, planOf } from './plan.ts'
import { localised } from './references.ts'
import { columnsWith, currentValue, isKnown, ROW } from './registers.ts'
import type { RowWriter } from './rowWriter.ts'
import { afterWrite, isLater, Registers, type Saw, setClock, type Version } from './versions.ts'

interface ParkedRow {
  readonly hlc: number
  readonly stream: number
  readonly seq: number
  readonly value: string | null
}

const select = 'SELECT hlc, stream, seq, value FROM syncParked WHERE entity = ? AND id = ? AND field = ?'
const insert =
  'INSERT OR IGNORE INTO syncParked(entity, id, field, hlc, stream, seq, value) VALUES(?, ?, ?, ?, ?, ?, ?)'
const remove = 'DELETE FROM syncParked WHERE entity = ? AND id = ? AND field = ? AND stream = ? AND seq = ?'

export const parkedVersions = (conn: Connection, entity: number, id: Uint8Array, field: string): Version[] =>
  allRows<ParkedRow>(conn, select, entity, id, field).map((row) => ({
    ...row,
    value: JSON.parse(row.value ?? 'null') as DbValue,
  }))

/** One write to a register that nobody here knows. */
export function park(
  conn: Connection,
  entity: number,
  id: Uint8Array,
  field: string,
  write: Version,
  saw: Saw,
): void {
  const { closed } = afterWrite(parkedVersions(conn, entity, id, field), write, saw)
  for (const { stream, seq } of closed) conn.prepare(remove).run(entity, id, field, stream, seq)
  const { hlc, stream, seq, value } = write
  conn.prepare(insert).run(entity, id, field, hlc, stream, seq, JSON.stringify(value))
}

export const countParked = (conn: Connection): number =>
  getRow<{ n: number }>(conn, 'SELECT count(*) AS n FROM syncParked')?.n ?? 0

interface KindRow {
  readonly entity: number
  readonly field: string
}

/** Takes up what this program knows by now. Within a transaction that has derived. Answers how many registers. */
export function takeUpParked(conn: Connection): number {
  const kinds = allRows<KindRow>(conn, 'SELECT DISTINCT entity, field FROM syncParked')
  const known = kinds.filter(({ entity, field }) => {
    const definition = entityWithId(entity)
    return definition && isKnown(planOf(definition), field)
  })
  if (!known.length) return 0
  let taken = 0
  bookkeeping(conn, (rows) => {
    // Creates first, so that references among the taken up find records.
    known.sort((a, b) => Number(b.field === ROW) - Number(a.field === ROW))
    for (const { entity, field } of known) {
      const definition = entityWithId(entity)
      if (definition) taken += takeUp(rows, planOf(definition), field)
    }
  })
  return taken
}

function takeUp(rows: RowWriter, plan: Plan, field: string): number {
  const { conn } = rows
  const ids = allRows<{ id: Uint8Array }>(
    conn,
    'SELECT DISTINCT id FROM syncParked WHERE entity = ? AND field = ?',
    plan.entity.id,
    field,
  )
  const registers = new Registers(conn)
  for (const { id } of ids) {
    const rowId = rows.rowFor(plan, id)
    const versions = parkedVersions(conn, plan.entity.id, id, field).map((version) => ({
      ...version,
      value: localised(rows, plan, field, version.value, { id, rowId }),
    }))
    const [shown] = versions.sort((a, b) => (isLater(a, b) ? -1 : 1))
    if (!shown) continue
    if (field === ROW) {
      conn.prepare(`UPDATE "${plan.entity.name}" SET stub = 0 WHERE rowId = ?`).run(rowId)
      rows.touch(plan, rowId)
      setClock(conn, plan.entity.id, rowId, ROW, shown)
    } else {
      const standing = registers.standing(plan, rowId, field)
      const now = registers.join(plan, rowId, field, standing, [...standing, ...versions], rows.at)
      if (now) {
        const current = (key: string): DbValue => currentValue(conn, plan, rowId, key)
        rows.set(plan, rowId, columnsWith(conn, plan, rowId, new Map([[field, now.value]]), current))
      }
    }
    for (const { stream, seq } of versions) conn.prepare(remove).run(plan.entity.id, id, field, stream, seq)
  }
  return ids.length
}
