/**
 * The other door of the write path: what another device did. Row and registers only. Never refused by rights or
 * validation, never runs effects, never originates anything. A transaction whose writer had seen something that is not here
 * waits; one that is here already changes nothing.
 */
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { textToId } from '../shared/id.ts'
import { entityNamed, entityWithId } from '../shared/registry.ts'
import { fileIn } from './attachments.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { eraseHistory } from './erase.ts'
import { contextOf, Frontier, keepSaw } from './frontier.ts'
import { isDated } from './lastDates.ts'
import { deletedElsewhere, shownDeletion, withShown } from './liveness.ts'
import { columnsOfNew } from './newRow.ts'
import { derive, markDerived } from './outbox.ts'
import { anyTombstone, parentsOf, reviewLife } from './parentLife.ts'
import { park } from './parked.ts'
import { type Plan, planOf } from './plan.ts'
import { localised } from './references.ts'
import { aboutOf, columnsWith, currentValue, DELETED, ERASED, isKnown, PRIVATE, ROW } from './registers.ts'
import type { Dot, RemoteChange, RemoteTx } from './remoteTx.ts'
import { RowWriter } from './rowWriter.ts'
import { StandingRow } from './standingRow.ts'
import { MERGED, noteStray } from './strays.ts'
import { inTransaction, lastSeq, nextTxId } from './transaction.ts'
import { Registers, type Saw, setClock } from './versions.ts'

/**
 * `applied` now · `known`: was here · `waiting`: something it depends on is not here (`needs`) · `gap`: an earlier
 * transaction of its own stream is not here.
 */
export type Outcome =
  | { readonly state: 'applied' | 'known' | 'gap' }
  | { readonly state: 'waiting'; readonly needs: Dot }

const insertTx =
  'INSERT INTO tx(rowId, opId, hlc, stream, seq, at, firstChange, lastChange, remote) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 1)'
const known = 'SELECT rowId FROM op WHERE id = ?'
const insertOp =
  "INSERT INTO op(id, userId, deviceId, source, kind, state, at) VALUES(?, ?, ?, 'sync', ?, 'done', ?)"

/** One transaction of another device, in one of ours. */
export function applyRemote(conn: Connection, tx: RemoteTx): { applied: boolean } {
  return inTransaction(conn, () => {
    derive(conn)
    const applier = new Applier(conn)
    const { state } = applier.apply(tx)
    applier.finish()
    return { applied: state === 'applied' }
  })
}

/**
 * Applies transactions within one of ours, which must have derived first (outbox.ts). `finish` before the commit.
 */
export class Applier {
  readonly conn: Connection
  readonly frontier: Frontier
  readonly #registers: Registers
  readonly #saw = new Map<number, Map<number, number>>()
  /** Something was deleted once, so that what others hang on must be looked at. */
  #buried: boolean
  #hung: [Entity, number][] = []
  /** Of a transaction of many new records: those that are not here, so that none is looked for by itself. */
  #strangers: Set<string> | undefined
  /** Files the applied records name. */
  readonly files = new Set<string>()

  constructor(conn: Connection) {
    this.conn = conn
    this.frontier = new Frontier(conn)
    this.#registers = new Registers(conn)
    this.#buried = anyTombstone(conn)
  }

  /** @param device Local row of the device that wrote it, and its identity */
  apply(tx: RemoteTx, device?: { readonly rowId: number; readonly id: Uint8Array }): Outcome {
    const { conn } = this
    const here = this.frontier.seq(tx.stream)
    if (tx.seq <= here) return { state: 'known' }
    if (tx.seq !== here + 1) return { state: 'gap' }
    const needs = this.#missing(tx)
    if (needs) return { state: 'waiting', needs }
    const saw = this.#context(tx)
    const txId = nextTxId(conn)
    const first = lastSeq(conn) + 1
    const rows = new RowWriter(conn, txId, tx.at)
    this.#strangers = areNewAlone(tx) ? strangersIn(conn, tx) : undefined
    if (this.#strangers) rows.defer(tx)
    for (const change of tx.changes) this.#change(rows, change, tx, saw)
    if (this.#hung.length) reviewLife(rows, this.#hung)
    rows.flush()
    this.#hung = []
    rows.settle()
    const operation = textToId(tx.operation) ?? new Uint8Array(16)
    const opId = remoteOperation(rows, tx, operation, device?.rowId ?? null)
    conn.prepare(insertTx).run(txId, opId, tx.hlc, tx.stream, tx.seq, tx.at, first, first + rows.changes - 1)
    this.frontier.advance(tx, operation, device?.id ?? null)
    return { state: 'applied' }
  }

  /** Remembers that none of this is one's own. */
  finish(): void {
    markDerived(this.conn)
  }

  /** The first thing its writer had seen that is not here. */
  #missing({ saw, parent }: RemoteTx): Dot | undefined {
    if (parent && this.frontier.seq(parent.stream) < parent.seq) return parent
    for (const other in saw) {
      const [stream, seq] = [Number(other), saw[other] ?? 0]
      if (this.frontier.seq(stream) < seq) return { stream, seq }
    }
    return undefined
  }

  #context(tx: RemoteTx): Saw {
    const { conn } = this
    keepSaw(conn, tx, tx)
    let seen = this.#saw.get(tx.stream)
    if (seen) for (const stream in tx.saw) seen.set(Number(stream), tx.saw[stream] ?? 0)
    else {
      seen = contextOf(conn, tx)
      this.#saw.set(tx.stream, seen)
    }
    const all = seen
    return (stream, seq) => (stream === tx.stream ? seq <= tx.seq : (all.get(stream) ?? 0) >= seq)
  }

  #change(rows: RowWriter, change: RemoteChange, tx: RemoteTx, saw: Saw): void {
    const { conn } = this
    const entity = entityWithId(change.entity)
    const id = textToId(change.id) ?? new Uint8Array(16)
    if (!entity) {
      if (change.create) park(conn, change.entity, id, ROW, { ...tx, value: null }, saw)
      for (const register in change.registers)
        park(conn, change.entity, id, register, { ...tx, value: change.registers[register] ?? null }, saw)
      return
    }
    const plan = planOf(entity)
    const isStranger = this.#strangers?.delete(strangerName(change)) === true && rows.stubs === 0
    const row = isStranger
      ? undefined
      : getRow<{ rowId: number; stub: number; mergedInto: number | null }>(
          conn,
          `SELECT rowId, stub, mergedInto FROM "${entity.name}" WHERE id = ?`,
          id,
        )
    if (isStranger && change.create) {
      const rowId = this.#insertMany(rows, plan, id, change, tx, saw)
      if (this.#buried) this.#hung.push(...parentsOf(conn, plan, rowId))
      return
    }
    const written = new Map<string, DbValue>()
    for (const register in change.registers) {
      const value = change.registers[register] ?? null
      if (isKnown(plan, register)) written.set(register, value)
      else park(conn, entity.id, id, register, { ...tx, value }, saw)
    }
    if (plan.hasFiles) this.#noteFiles(plan, written)
    if (typeof written.get(DELETED) === 'number') this.#buried = true
    let rowId = row?.rowId
    if (rowId === undefined && change.create) rowId = this.#insert(rows, plan, id, written, tx)
    else {
      rowId ??= rows.rowFor(plan, id)
      if (this.#buried) this.#hung.push(...parentsOf(conn, plan, rowId))
      if (change.create && (row?.stub ?? 1)) this.#revealStub(rows, plan, rowId, tx)
      noteStray(conn, plan, rowId, written, saw, (row?.mergedInto ?? null) !== null)
      this.#write(rows, plan, rowId, id, written, tx, saw)
    }
    if (this.#buried) this.#hung.push(...parentsOf(conn, plan, rowId))
  }

  #insert(
    rows: RowWriter,
    plan: Plan,
    id: Uint8Array,
    written: ReadonlyMap<string, DbValue>,
    tx: RemoteTx,
  ): number {
    const { conn } = this
    const rowId = rows.reserve(plan)
    const local = new Map<string, DbValue>()
    const self = { id, rowId }
    for (const [register, value] of written) local.set(register, localised(rows, plan, register, value, self))
    rows.insert(plan, columnsWith(conn, plan, rowId, local, undefined), id, rowId)
    setClock(conn, plan.entity.id, rowId, ROW, tx)
    if (written.has(DELETED)) setClock(conn, plan.entity.id, rowId, DELETED, tx)
    return rowId
  }

  /** One of many: its registers become columns in one go, and its first clock is written for all of them at once. */
  #insertMany(
    rows: RowWriter,
    plan: Plan,
    id: Uint8Array,
    change: RemoteChange,
    tx: RemoteTx,
    saw: Saw,
  ): number {
    const { conn } = this
    const rowId = rows.reserve(plan)
    const self = { id, rowId }
    const columns = columnsOfNew(conn, plan, rowId, change.registers, (register, value, { known, field }) => {
      if (!known && register !== ERASED && register !== ROW) {
        park(conn, plan.entity.id, id, register, { ...tx, value }, saw)
        return undefined
      }
      if (field?.kind === 'file') this.#noteFile(value)
      return localised(rows, plan, register, value, self)
    })
    rows.insert(plan, columns, id, rowId)
    if (DELETED in change.registers) {
      setClock(conn, plan.entity.id, rowId, DELETED, tx)
      if (typeof change.registers[DELETED] === 'number') this.#buried = true
    }
    return rowId
  }

  #revealStub(rows: RowWriter, plan: Plan, rowId: number, tx: RemoteTx): void {
    const { conn } = this
    conn.prepare(`UPDATE "${plan.entity.name}" SET stub = 0 WHERE rowId = ?`).run(rowId)
    rows.touch(plan, rowId)
    if (plan.entity.mergeable) rows.followMerges(plan, rowId)
    setClock(conn, plan.entity.id, rowId, ROW, tx)
  }

  #write(
    rows: RowWriter,
    plan: Plan,
    rowId: number,
    id: Uint8Array,
    written: ReadonlyMap<string, DbValue>,
    tx: RemoteTx,
    saw: Saw,
  ): void {
    const { conn } = this
    const shown = new Map<string, DbValue>()
    // What is private here stays so, whatever others who lost it meanwhile made of theirs.
    const secret =
      written.has(PRIVATE) &&
      getRow(conn, 'SELECT 1 FROM syncWithheld WHERE entity = ? AND rowId = ?', plan.entity.id, rowId)
    const erased = written.has(ERASED)
    if (erased)
      for (const [register, value] of this.#registers.erased(plan, rowId, saw, tx.at))
        shown.set(register, value)
    const row = new StandingRow(conn, plan, rowId, written.keys())
    for (const [register, given] of written) {
      if (register === ERASED || (secret && register === PRIVATE)) continue
      const value = localised(rows, plan, register, given, { id, rowId })
      const now = this.#registers.remote(plan, rowId, register, { ...tx, value }, saw, tx.at, row)
      if (now) shown.set(register, now.value)
    }
    const buried = written.has(DELETED) || (this.#buried && hasTombstone(conn, plan.entity.id, rowId))
    const deletions = buried
      ? withShown(this.#registers.standing(plan, rowId, DELETED), shown.get(DELETED))
      : []
    const deletion = written.get(DELETED)
    if (typeof deletion === 'number') deletedElsewhere(conn, plan, rowId, deletion, tx, saw)
    const columns = columnsWith(conn, plan, rowId, shown, (key) => currentValue(conn, plan, rowId, key))
    if (buried) columns.deletedAt = shownDeletion(conn, plan, rowId, deletions)
    rows.set(plan, rowId, columns)
    if (erased) eraseHistory(rows, plan.entity, rowId)
  }

  #noteFiles(plan: Plan, written: ReadonlyMap<string, DbValue>): void {
    for (const [register, value] of written)
      if (aboutOf(plan, register).field?.kind === 'file') this.#noteFile(value)
  }

  #noteFile(value: DbValue): void {
    const sha256 = typeof value === 'string' ? fileIn(value) : undefined
    if (sha256) this.files.add(sha256)
  }
}

const MANY = 20

/**
 * Many new records that nothing else follows from than what stands in indexes: those are then written together, in their order.
 */
const areNewAlone = ({ changes }: RemoteTx): boolean =>
  changes.length >= MANY &&
  changes.every(({ entity, create, registers }) => {
    const definition = entityWithId(entity)
    return create && definition && !isDated(definition) && !(MERGED in registers)
  })

const strangerName = ({ entity, id }: Pick<RemoteChange, 'entity' | 'id'>): string => `${entity} ${id}`

const strangersSql = (table: string): string =>
  `SELECT j.value AS id FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM "${table}" t WHERE t.id = unhex(replace(j.value, '-', '')))`

/** The records of a transaction that are not here, not even as something referred to. */
function strangersIn(conn: Connection, { changes }: RemoteTx): Set<string> {
  const ids = new Map<number, string[]>()
  for (const { entity, id } of changes) {
    const list = ids.get(entity)
    if (list) list.push(id)
    else ids.set(entity, [id])
  }
  const strangers = new Set<string>()
  for (const [number, list] of ids) {
    const table = entityWithId(number)?.name
    if (table === undefined) continue
    for (const { id } of allRows<{ id: string }>(conn, strangersSql(table), JSON.stringify(list)))
      strangers.add(strangerName({ entity: number, id }))
  }
  return strangers
}

const hasTombstone = (conn: Connection, entity: number, rowId: number): boolean =>
  getRow(conn, 'SELECT 1 FROM syncTombstone WHERE entity = ? AND rowId = ?', entity, rowId) !== undefined

function remoteOperation(rows: RowWriter, tx: RemoteTx, id: Uint8Array, device: number | null): number {
  const { conn } = rows
  const here = getRow<{ rowId: number }>(conn, known, id)
  if (here) return here.rowId
  const userId = tx.user === null ? null : rows.rowFor(planOf(entityNamed('user')), textToId(tx.user))
  return Number(conn.prepare(insertOp).run(id, userId, device, tx.kind, tx.at).lastInsertRowid)
}
