/**
 * Rows as they are written: columns, what is derived from them, and one line of the log. Shared by both doors of the write
 * path; knows nothing of rights or validation.
 */

import { customKey, isCustomName } from '../shared/entity.ts'
import { failure } from '../shared/errors.ts'
import type { DbValue } from '../shared/fields.ts'
import { entityNamed } from '../shared/registry.ts'
import { recomputeCanonical } from './canonical.ts'
import { type Connection, getRow } from './connection.ts'
import { type Derived, derivedOf, pointsOf, titleOf } from './derive.ts'
import { isDated, keepLastDates, mergeLastDates } from './lastDates.ts'
import { LaterRows } from './laterRows.ts'
import { keepSums, type Summed, summedBy, totalled } from './lineSums.ts'
import { type Plan, planOf } from './plan.ts'
import { shapeFor, splitCustom, touchOf } from './rowStatements.ts'
import { keepClocks, ticketsConcerned } from './tickets/clocks.ts'
import { isPromise, Promises } from './tickets/promises.ts'
import { linksTo, placeTime } from './timelineLinks.ts'
import type { Stamp } from './versions.ts'

export type Columns = Readonly<Record<string, DbValue>>
export type MutableColumns = Record<string, DbValue>

/** Keys of `before` in the log: a field id, or `c:` and the UUID of a custom field. */
export const logKey = (plan: Plan, column: string): string =>
  isCustomName(column) ? `c:${customKey(column)}` : String(plan.fieldByName.get(column)?.id ?? column)
/** The column a log key stands for, if this program knows it. */
export const columnOf = (plan: Plan, key: string): string | undefined =>
  key.startsWith('c:') ? `custom.${key.slice(2)}` : plan.fieldById.get(Number(key))?.name

const insertChange = 'INSERT INTO change(txId, entity, rowId, before) VALUES(?, ?, ?, ?)'
const insertPoint = 'INSERT OR IGNORE INTO contactPoint(norm, kind, entity, rowId) VALUES(?, ?, ?, ?)'
const deletePoint = 'DELETE FROM contactPoint WHERE norm = ? AND kind = ? AND entity = ? AND rowId = ?'
const insertTimeline =
  'INSERT OR IGNORE INTO timeline(subjectEntity, subjectId, at, entity, rowId) VALUES(?, ?, ?, ?, ?)'
const deleteTimeline =
  'DELETE FROM timeline WHERE subjectEntity = ? AND subjectId = ? AND at = ? AND entity = ? AND rowId = ?'

/** Row-level work shared by both doors: columns, derived data, one log row. Knows nothing of rights or validation. */
export class RowWriter {
  readonly conn: Connection
  readonly at: number
  readonly txId: number
  readonly #nextRowIds = new Map<string, number>()
  /** What is still to be written about new rows, while that is put off. */
  #later: LaterRows | undefined
  /** What is promised to customers, once a ticket has asked. */
  #promises: Promises | undefined
  /** Records whose sums are to be worked out when all of their lines are there. */
  readonly #summed = new Map<Summed, Set<number>>()
  changes = 0
  /** Rows made because something referred to them. */
  stubs = 0

  constructor(conn: Connection, txId: number, at: number) {
    this.conn = conn
    this.txId = txId
    this.at = at
  }

  /**
   * From here on log, contact points and timeline of new rows are written together at the end. Until then nobody may look
   * for the new rows by them.
   * @param born What all that is new was made by, where another device made it
   */
  defer(born?: Stamp): void {
    this.#later ??= new LaterRows(born)
  }

  /** Writes what was put off. */
  flush(): void {
    this.#later?.write(this.conn, this.txId)
  }

  /** The local row a new record will get. */
  reserve(plan: Plan): number {
    const table = plan.entity.name
    const next =
      this.#nextRowIds.get(table) ??
      (getRow<{ last: number | null }>(this.conn, `SELECT max(rowId) AS last FROM "${table}"`)?.last ?? 0) + 1
    this.#nextRowIds.set(table, next + 1)
    return next
  }

  #log(plan: Plan, rowId: number, before: string | null): void {
    this.conn.prepare(insertChange).run(this.txId, plan.entity.id, rowId, before)
    this.changes++
  }

  /** The row of an identity; a hidden stub when the record itself is not here (private, parked, not yet come). */
  rowFor(plan: Plan, id: Uint8Array | undefined): number {
    const table = plan.entity.name
    const known = getRow<{ rowId: number }>(this.conn, `SELECT rowId FROM "${table}" WHERE id = ?`, id)
    if (known) return known.rowId
    const rowId = this.reserve(plan)
    this.stubs++
    this.conn
      .prepare(`INSERT INTO "${table}"(rowId, id, canonicalId, stub) VALUES(?, ?, ?, 1)`)
      .run(rowId, id, rowId)
    return rowId
  }

  /** A new row. `columns` may hold `custom.*` keys; `known` is what follows from them, where that is known already. */
  insert(
    plan: Plan,
    columns: Columns,
    id: Uint8Array,
    rowId = this.reserve(plan),
    known: Derived | undefined = undefined,
  ): number {
    const row = splitCustom(columns, null)
    const { displayName, sortKey, points } = known ?? derivedOf(plan, row)
    const { names, statement } = shapeFor(this.conn, plan, row)
    const values: (DbValue | Uint8Array)[] = [rowId, id, rowId, this.at, displayName, sortKey]
    for (const name of names) values.push(row[name] ?? null)
    statement.run(...values)
    const entity = plan.entity.id
    if (totalled(plan.entity)) this.#total(plan, rowId, {}, row)
    if (this.#later) {
      this.#later.add(plan, rowId, points)
      this.changes++
      this.#clocks(plan, rowId, row)
      return rowId
    }
    for (const { norm, kind } of points) this.conn.prepare(insertPoint).run(norm, kind, entity, rowId)
    this.#timeline(plan, rowId, {}, row)
    this.#log(plan, rowId, null)
    if ((row.mergedInto ?? null) !== null) this.followMerges(plan, rowId)
    if (isDated(plan.entity)) this.#lastDates({}, row)
    this.#clocks(plan, rowId, row)
    return rowId
  }

  /** Logs that the row is to be looked at again though none of its fields changed: a stub that became a record. */
  touch(plan: Plan, rowId: number): void {
    this.flush()
    this.#log(plan, rowId, '{}')
  }

  /** Logs that registers were confirmed as they stand: how a conflict is answered with what is shown already. */
  confirm(plan: Plan, rowId: number, registers: readonly string[]): void {
    this.#log(plan, rowId, JSON.stringify({ '!': registers }))
  }

  /** Writes the columns that differ and logs their old values. True when something did. */
  set(plan: Plan, rowId: number, columns: Columns): boolean {
    const table = plan.entity.name
    const touched = Object.keys(columns)
    if (!touched.length) return false
    this.flush()
    const { retitle, reline, entombs, totals, select } = touchOf(plan, touched)
    const dated = isDated(plan.entity)
    const old = getRow<MutableColumns>(this.conn, select, rowId)
    if (!old) throw failure('NotFound', 'row', { entity: table })
    const before: Record<string, DbValue> = {}
    const patch: MutableColumns = {}
    const custom = typeof old.custom === 'string' ? (JSON.parse(old.custom) as Record<string, DbValue>) : {}
    let changed = false
    for (const name of touched) {
      const was = isCustomName(name) ? (custom[customKey(name)] ?? null) : (old[name] ?? null)
      const is = columns[name] ?? null
      if (was === is) continue
      before[logKey(plan, name)] = was
      patch[name] = is
      changed = true
    }
    if (!changed) return false
    const row = splitCustom(patch, custom)
    const next = { ...old, ...row }
    const stored: MutableColumns = { ...row, updatedAt: this.at }
    if (retitle) Object.assign(stored, titleOf(plan, next))
    const names = Object.keys(stored)
    this.conn
      .prepare(`UPDATE "${table}" SET ${names.map((name) => `${name}=?`).join(',')} WHERE rowId = ?`)
      .run(...names.map((name) => stored[name] ?? null), rowId)
    const places = (state: MutableColumns) => (state.deletedAt === null ? state : {})
    const [was, is] = [places(old), places(next)]
    for (const column of plan.pointColumns) {
      if (entombs || column in patch)
        this.#points(plan, rowId, column, was[column] ?? null, is[column] ?? null)
    }
    if (entombs || reline) {
      this.#timeline(plan, rowId, was, is)
      this.#moveLinks(plan, rowId, old, next)
    }
    this.#log(plan, rowId, JSON.stringify(before))
    if (dated) this.#lastDates(old, next)
    this.#clocks(plan, rowId, old, next)
    if (totals?.some((name) => name in patch)) this.#total(plan, rowId, old, next)
    if ('mergedInto' in patch || (entombs && plan.entity.mergeable)) this.followMerges(plan, rowId)
    return true
  }

  /** Rows that others' merges show or hide are looked at again like rows that changed. */
  followMerges(plan: Plan, rowId: number): void {
    const dates = mergeLastDates(this.conn, plan.entity, rowId)
    const parted = plan.entity.name === 'ticket' ? canonicalOf(this.conn, rowId) : undefined
    for (const turned of recomputeCanonical(this.conn, plan.entity, rowId)) this.touch(plan, turned)
    for (const contact of dates()) this.#touchContact(contact)
    // Conversations are united and parted: who gained or lost messages says other times.
    if (parted !== undefined)
      for (const ticket of new Set([parted, rowId, canonicalOf(this.conn, rowId) ?? rowId]))
        if (this.clock(ticket)) this.touch(plan, ticket)
  }

  /** Works out a ticket's clocks anew. True when it says something else now. */
  clock(rowId: number): boolean {
    this.#promises ??= new Promises(this.conn)
    return keepClocks(this.#promises, rowId)
  }

  /** After a row was written: the tickets it concerns, and what is promised, which may be what was written. */
  #clocks(plan: Plan, rowId: number, ...rows: readonly Columns[]): void {
    const { name } = plan.entity
    if (isPromise(name)) this.#promises = undefined
    else if (name === 'ticket') this.clock(rowId)
    else if (name === 'ticketMessage')
      for (const ticket of new Set(rows.flatMap((row) => ticketsConcerned(this.conn, name, row))))
        if (this.clock(ticket)) this.touch(planOf(entityNamed('ticket')), ticket)
  }

  #points(plan: Plan, rowId: number, column: string, before: DbValue, after: DbValue): void {
    const entity = plan.entity.id
    const had = pointsOf(plan, column, before)
    const has = pointsOf(plan, column, after)
    for (const point of had) {
      if (!has.some((other) => other.norm === point.norm && other.kind === point.kind)) {
        this.conn.prepare(deletePoint).run(point.norm, point.kind, entity, rowId)
      }
    }
    for (const point of has) this.conn.prepare(insertPoint).run(point.norm, point.kind, entity, rowId)
  }

  #timeline(plan: Plan, rowId: number, before: Columns, after: Columns): void {
    const { timeline, id } = plan.entity
    if (!timeline) return
    for (const subject of timeline.subjects) {
      const to = entityNamed(plan.fieldByName.get(subject)?.to ?? '').id
      const [was, is] = [before[subject] ?? null, after[subject] ?? null]
      if (was !== null)
        this.conn.prepare(deleteTimeline).run(to, was, placeTime(this.conn, plan, before), id, rowId)
      if (is !== null)
        this.conn.prepare(insertTimeline).run(to, is, placeTime(this.conn, plan, after), id, rowId)
    }
  }

  /** Links stand on timelines at the time of what they link to. */
  #moveLinks(plan: Plan, rowId: number, before: Columns, after: Columns): void {
    for (const { link, field, column } of linksTo(plan.entity)) {
      const [was, is] = [before[column] ?? 0, after[column] ?? 0]
      if (was === is) continue
      this.conn
        .prepare(
          `UPDATE timeline SET at = ? WHERE entity = ${link.id} AND rowId IN (SELECT rowId FROM ${link.name} WHERE ${field} = ?)`,
        )
        .run(is, rowId)
    }
  }

  #total(plan: Plan, rowId: number, before: Columns, after: Columns): void {
    for (const [of, record] of summedBy(plan.entity, rowId, before, after)) {
      const known = this.#summed.get(of)
      if (known) known.add(record)
      else this.#summed.set(of, new Set([record]))
    }
  }

  /** At the end of a transaction: what depends on several of its rows. Lists and windows look at those again. */
  settle(): void {
    for (const [of, records] of this.#summed)
      for (const record of records)
        if (keepSums(this.conn, of, record)) this.touch(planOf(entityNamed(of)), record)
    this.#summed.clear()
  }

  #lastDates(before: Columns, after: Columns): void {
    for (const contact of keepLastDates(this.conn, before, after)) this.#touchContact(contact)
  }

  /** Lists and windows look at the contact again. */
  #touchContact(rowId: number): void {
    this.touch(planOf(entityNamed('contact')), rowId)
  }
}

const canonicalOf = (conn: Connection, rowId: number): number | undefined =>
  getRow<{ canonicalId: number }>(conn, 'SELECT canonicalId FROM ticket WHERE rowId = ?', rowId)?.canonicalId
