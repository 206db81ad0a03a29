/**
 * Registers this program does not know, written by a newer one: every version is kept under the record's identity, by the
 * same rule as any other register, and taken up as soon as a program knows what they are. Nothing is ever dropped.
 */
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { entityWithId } from '../shared/registry.ts'
import { fileIn } from './attachments.ts'
import { bookkeeping } from './bookkeeping.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { eraseHistory } from './erase.ts'
import { knownBy } from './frontier.ts'
import { deletedElsewhere, shownDeletion, withShown } from './liveness.ts'
import { parentsOf, reviewLife } from './parentLife.ts'
import { type Plan, planOf } from './plan.ts'
import { localised } from './references.ts'
import { aboutOf, columnsWith, currentValue, DELETED, ERASED, isKnown, ROW } from './registers.ts'
import type { RowWriter } from './rowWriter.ts'
import { noteMerged } from './strays.ts'
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

/** Creates first, so that references among the taken up find records; what ends a record last, when all of it is there. */
const turnOf = (field: string): number =>
  field === ROW ? 0 : field === ERASED ? 2 : field === DELETED ? 3 : 1

/** Takes up what this program knows by now. Within a transaction that has derived. Answers the files that it names. */
export function takeUpParked(conn: Connection): ReadonlySet<string> {
  const kinds = allRows<KindRow>(conn, 'SELECT DISTINCT entity, field FROM syncParked')
  const known = kinds.flatMap(({ entity, field }) => {
    const definition = entityWithId(entity)
    const plan = definition && planOf(definition)
    return plan && isKnown(plan, field) ? [{ plan, field }] : []
  })
  const files = new Set<string>()
  if (!known.length) return files
  known.sort((a, b) => turnOf(a.field) - turnOf(b.field))
  bookkeeping(conn, (rows) => {
    const hung: [Entity, number][] = []
    for (const { plan, field } of known) {
      for (const rowId of new Taker(rows, plan, field, files).all())
        hung.push([plan.entity, rowId], ...parentsOf(conn, plan, rowId))
    }
    for (const { plan } of known) noteMerged(conn, plan)
    reviewLife(rows, hung)
  })
  return files
}

/** Takes up one register of all records. */
class Taker {
  readonly #rows: RowWriter
  readonly #plan: Plan
  readonly #field: string
  readonly #registers: Registers
  readonly #files: Set<string>

  constructor(rows: RowWriter, plan: Plan, field: string, files: Set<string>) {
    this.#rows = rows
    this.#plan = plan
    this.#field = field
    this.#files = files
    this.#registers = new Registers(rows.conn)
  }

  /** The rows it has written. */
  all(): number[] {
    const { conn } = this.#rows
    const { id: entity } = this.#plan.entity
    const sql = 'SELECT DISTINCT id FROM syncParked WHERE entity = ? AND field = ?'
    return allRows<{ id: Uint8Array }>(conn, sql, entity, this.#field).map(({ id }) => {
      const rowId = this.#rows.rowFor(this.#plan, id)
      const versions = parkedVersions(conn, entity, id, this.#field)
      this.#take(
        rowId,
        versions.map((version) => ({
          ...version,
          value: localised(this.#rows, this.#plan, this.#field, version.value, { id, rowId }),
        })),
      )
      for (const { stream, seq } of versions) conn.prepare(remove).run(entity, id, this.#field, stream, seq)
      for (const { value } of versions) this.#noteFile(value)
      return rowId
    })
  }

  #take(rowId: number, versions: readonly Version[]): void {
    if (this.#field === ROW) this.#reveal(rowId, versions)
    else if (this.#field === ERASED) for (const version of versions) this.#erase(rowId, version)
    else this.#join(rowId, versions)
  }

  #reveal(rowId: number, versions: readonly Version[]): void {
    const { conn } = this.#rows
    const { entity } = this.#plan
    const [born] = [...versions].sort((a, b) => (isLater(a, b) ? -1 : 1))
    conn.prepare(`UPDATE "${entity.name}" SET stub = 0 WHERE rowId = ?`).run(rowId)
    this.#rows.touch(this.#plan, rowId)
    if (born) setClock(conn, entity.id, rowId, ROW, born)
  }

  #erase(rowId: number, version: Version): void {
    const { conn, at } = this.#rows
    this.#show(rowId, this.#registers.erased(this.#plan, rowId, knownBy(conn, version), at))
    eraseHistory(this.#rows, this.#plan.entity, rowId)
  }

  #join(rowId: number, versions: readonly Version[]): void {
    const { conn, at } = this.#rows
    const plan = this.#plan
    const standing = this.#registers.standing(plan, rowId, this.#field)
    const now = this.#registers.join(plan, rowId, this.#field, standing, [...standing, ...versions], at)
    if (this.#field !== DELETED) {
      if (now) this.#show(rowId, new Map([[this.#field, now.value]]))
      return
    }
    for (const version of versions)
      if (typeof version.value === 'number')
        deletedElsewhere(conn, plan, rowId, version.value, version, knownBy(conn, version))
    const deletions = withShown(this.#registers.standing(plan, rowId, DELETED), now?.value)
    this.#rows.set(plan, rowId, { deletedAt: shownDeletion(conn, plan, rowId, deletions) })
  }

  #noteFile(value: DbValue): void {
    const isFile = aboutOf(this.#plan, this.#field).field?.kind === 'file'
    const sha256 = isFile && typeof value === 'string' ? fileIn(value) : undefined
    if (sha256) this.#files.add(sha256)
  }

  #show(rowId: number, registers: ReadonlyMap<string, DbValue>): void {
    const { conn } = this.#rows
    const current = (key: string): DbValue => currentValue(conn, this.#plan, rowId, key)
    this.#rows.set(this.#plan, rowId, columnsWith(conn, this.#plan, rowId, registers, current))
  }
}
