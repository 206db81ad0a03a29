/**
 * The versions of registers (registers.ts): each is named by the dot of the transaction that wrote it. A write takes the
 * place of the versions its writer had seen and stands beside the others; the latest is shown, the rest are conflicts.
 * The version shown lies in the row and in `clock`, the others in `sibling`.
 */
import type { DbValue } from '../shared/fields.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import type { Plan } from './plan.ts'
import { currentValue, DELETED, isContent, partsOf, ROW, registerValue } from './registers.ts'
import type { Dot } from './remoteTx.ts'
import { StandingRow } from './standingRow.ts'

/** A dot names a transaction; hlc only picks the value shown. */
export interface Stamp {
  readonly hlc: number
  readonly stream: number
  readonly seq: number
}

/** What the writer of a transaction had seen before it. */
export type Saw = (stream: number, seq: number) => boolean

const upsertClock = `INSERT INTO clock(entity, rowId, field, hlc, stream, seq) VALUES(?, ?, ?, ?, ?, ?)
  ON CONFLICT(entity, rowId, field) DO UPDATE SET hlc = excluded.hlc, stream = excluded.stream, seq = excluded.seq`
const clockSql = 'SELECT hlc, stream, seq FROM clock WHERE entity = ? AND rowId = ? AND field = ?'

export function setClock(conn: Connection, entity: number, rowId: number, field: string, stamp: Stamp): void {
  conn.prepare(upsertClock).run(entity, rowId, field, stamp.hlc, stamp.stream, stamp.seq)
}

export const clockOf = (conn: Connection, entity: number, rowId: number, field: string): Stamp | undefined =>
  getRow<Stamp>(conn, clockSql, entity, rowId, field)

/** The stamp of what a register shows. One without its own has that of the row's create, if it was given a value then. */
function shownStamp(
  plan: Plan,
  rowId: number,
  register: string,
  conn: Connection,
  row: StandingRow,
): Stamp | undefined {
  const own = row.clock(register)
  if (own) return own
  if (registerValue(conn, plan, rowId, register, (key) => row.value(key)) === null) return undefined
  return row.clock(ROW)
}

export interface Version extends Stamp {
  readonly value: DbValue
}
interface SiblingRow extends Stamp {
  readonly value: string | null
}

const siblingsSql = 'SELECT hlc, stream, seq, value FROM sibling WHERE entity = ? AND rowId = ? AND field = ?'
export const siblingsOf = (conn: Connection, entity: number, rowId: number, field: string): Version[] =>
  allRows<SiblingRow>(conn, siblingsSql, entity, rowId, field).map((row) => ({
    ...row,
    value: JSON.parse(row.value ?? 'null') as DbValue,
  }))

const insertSibling =
  'INSERT OR IGNORE INTO sibling(entity, rowId, field, hlc, stream, seq, value) VALUES(?, ?, ?, ?, ?, ?, ?)'
const deleteSibling =
  'DELETE FROM sibling WHERE entity = ? AND rowId = ? AND field = ? AND stream = ? AND seq = ?'
const insertClosed = `INSERT OR IGNORE INTO syncClosed(entity, rowId, field, hlc, stream, seq, value, closedAt)
  VALUES(?, ?, ?, ?, ?, ?, ?, ?)`

/** Notes a version as answered, though it stood elsewhere: on a record merged away, or as what was shown. */
export function noteClosed(
  conn: Connection,
  { entity }: Plan,
  rowId: number,
  register: string,
  { hlc, stream, seq, value }: Version,
  at: number,
): void {
  conn
    .prepare(insertClosed.replace('OR IGNORE', 'OR REPLACE'))
    .run(entity.id, rowId, register, hlc, stream, seq, JSON.stringify(value), at)
}

export const isLater = (a: Stamp, b: Stamp): boolean =>
  a.hlc !== b.hlc ? a.hlc > b.hlc : a.stream !== b.stream ? a.stream > b.stream : a.seq > b.seq
export const isSame = (a: Dot, b: Dot): boolean => a.stream === b.stream && a.seq === b.seq

/**
 * One write reaches a register: the pure rule of the whole design. Answers the versions that stand afterwards, the shown one
 * first, and those that were answered by the write.
 */
export function afterWrite(
  standing: readonly Version[],
  write: Version,
  saw: Saw,
): { versions: Version[]; closed: Version[] } {
  const versions: Version[] = [write]
  const closed: Version[] = []
  for (const version of standing) {
    if (isSame(version, write)) continue
    if (saw(version.stream, version.seq)) closed.push(version)
    else versions.push(version)
  }
  versions.sort((a, b) => (isLater(a, b) ? -1 : 1))
  return { versions, closed }
}

/** A record that lives on though it was deleted shows no deletion, and still has that version. */
function shownValue(conn: Connection, plan: Plan, rowId: number, register: string): DbValue {
  const buried =
    register === DELETED
      ? getRow<{ at: number }>(
          conn,
          'SELECT at FROM syncTombstone WHERE entity = ? AND rowId = ?',
          plan.entity.id,
          rowId,
        )
      : undefined
  return buried ? buried.at || null : registerValue(conn, plan, rowId, register)
}

/** Which registers of which rows have siblings: asked for every write, so it is told at once when there are none at all. */
export class Registers {
  readonly conn: Connection
  #anySiblings: boolean

  constructor(conn: Connection) {
    this.conn = conn
    this.#anySiblings = getRow(conn, 'SELECT 1 FROM sibling LIMIT 1') !== undefined
  }

  standing(
    plan: Plan,
    rowId: number,
    register: string,
    row: StandingRow = new StandingRow(this.conn, plan, rowId, [register]),
  ): Version[] {
    const shown = shownStamp(plan, rowId, register, this.conn, row)
    if (!shown) return []
    const value = shownValue(this.conn, plan, rowId, register)
    const others = this.#anySiblings ? siblingsOf(this.conn, plan.entity.id, rowId, register) : []
    return [{ ...shown, value }, ...others]
  }

  /** A write of this device: it saw everything that is here. */
  own(plan: Plan, rowId: number, register: string, stamp: Stamp, at: number): void {
    const { conn } = this
    setClock(conn, plan.entity.id, rowId, register, stamp)
    if (!this.#anySiblings) return
    for (const sibling of siblingsOf(conn, plan.entity.id, rowId, register))
      this.#close(plan, rowId, register, sibling, at)
  }

  /** A write of another device. Answers what the register shows from now on, or undefined when that stays. */
  remote(
    plan: Plan,
    rowId: number,
    register: string,
    write: Version,
    saw: Saw,
    at: number,
    row: StandingRow,
  ): { value: DbValue } | undefined {
    const { conn } = this
    const entity = plan.entity.id
    const shown = shownStamp(plan, rowId, register, conn, row)
    if (!shown || (!this.#anySiblings && saw(shown.stream, shown.seq))) {
      setClock(conn, entity, rowId, register, write)
      return { value: write.value }
    }
    const standing = this.standing(plan, rowId, register, row)
    const { versions, closed } = afterWrite(standing, write, saw)
    return this.#keep(plan, rowId, register, standing, versions, closed, at)
  }

  /** Makes `versions` what stands. */
  #keep(
    plan: Plan,
    rowId: number,
    register: string,
    standing: readonly Version[],
    versions: readonly Version[],
    closed: readonly Version[],
    at: number,
  ): { value: DbValue } | undefined {
    const { conn } = this
    const entity = plan.entity.id
    const [was] = standing
    const [shown, ...others] = versions
    if (!shown) return undefined
    for (const version of closed) {
      if (was && isSame(version, was)) continue
      this.#close(plan, rowId, register, version, at)
    }
    conn.prepare(deleteSibling).run(entity, rowId, register, shown.stream, shown.seq)
    for (const { hlc, stream, seq, value } of others) {
      this.#anySiblings = true
      conn.prepare(insertSibling).run(entity, rowId, register, hlc, stream, seq, JSON.stringify(value))
    }
    setClock(conn, entity, rowId, register, shown)
    return was && isSame(was, shown) ? undefined : { value: shown.value }
  }

  /** A record was erased: its tags lose what whoever erased it had seen. Answers those that changed. */
  erased(plan: Plan, rowId: number, saw: Saw, at: number): Map<string, DbValue> {
    const { conn } = this
    const changed = new Map<string, DbValue>()
    for (const field of plan.entity.fields) {
      if (field.kind !== 'tags') continue
      const key = String(field.id)
      const names = new Set(
        [...partsOf(currentValue(conn, plan, rowId, key)).keys()].map((tag) => `${key}.${tag}`),
      )
      const written = allRows<{ field: string }>(
        conn,
        'SELECT field FROM clock WHERE entity = ? AND rowId = ?',
        plan.entity.id,
        rowId,
      )
      for (const { field: name } of written) if (name.startsWith(`${key}.`)) names.add(name)
      for (const register of names) {
        const standing = this.standing(plan, rowId, register)
        const left = standing.filter(({ stream, seq }) => !saw(stream, seq))
        if (left.length === standing.length) continue
        const now = left.length ? this.join(plan, rowId, register, standing, left, at) : { value: null }
        if (now) changed.set(register, now.value)
        if (left.length) continue
        for (const table of ['clock', 'sibling'])
          conn
            .prepare(`DELETE FROM ${table} WHERE entity = ? AND rowId = ? AND field = ?`)
            .run(plan.entity.id, rowId, register)
      }
    }
    return changed
  }

  /** Takes the versions another replica holds as they are, for joining whole states. */
  join(
    plan: Plan,
    rowId: number,
    register: string,
    standing: readonly Version[],
    versions: readonly Version[],
    at: number,
  ): { value: DbValue } | undefined {
    const sorted = [...versions].sort((a, b) => (isLater(a, b) ? -1 : 1))
    const closed = standing.filter((one) => !sorted.some((other) => isSame(one, other)))
    return this.#keep(plan, rowId, register, standing, sorted, closed, at)
  }

  #close(plan: Plan, rowId: number, register: string, version: Version, at: number): void {
    const { conn } = this
    const entity = plan.entity.id
    const { hlc, stream, seq, value } = version
    conn.prepare(deleteSibling).run(entity, rowId, register, stream, seq)
    if (isContent(register))
      conn.prepare(insertClosed).run(entity, rowId, register, hlc, stream, seq, JSON.stringify(value), at)
  }
}
