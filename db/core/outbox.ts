/**
 * What this device has to tell others, worked out from the change log before anything is published or applied: clocks,
 * the frontier, and for each own transaction the registers it wrote with the values they got. Nothing is captured a second
 * time. Private records and what hangs on them never appear; one that becomes private is taken back, one that ceases to be
 * is told in full.
 * Must never: run outside a transaction, or look at transactions of other devices.
 */
import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText } from '../shared/id.ts'
import { allEntities, entityWithId } from '../shared/registry.ts'
import { allRows, type Connection, getMeta, getRow, setMeta } from './connection.ts'
import { deleted } from './liveness.ts'
import { type Plan, planOf } from './plan.ts'
import { asIdentity } from './references.ts'
import {
  DELETED,
  ERASED,
  Registers,
  ROW,
  registerName,
  registersBetween,
  registersOf,
  registerValue,
  type Stamp,
  setClock,
  setOrder,
} from './registers.ts'
import { logKey, type MutableColumns } from './rowWriter.ts'
import { inTransaction } from './transaction.ts'

export interface RemoteChange {
  /** Permanent entity number. */
  readonly entity: number
  readonly id: string
  readonly create: boolean
  /** Register key → value; references as UUIDs. */
  readonly registers: Readonly<Record<string, DbValue>>
}

export interface Dot {
  readonly stream: number
  readonly seq: number
}

export interface RemoteTx extends Stamp {
  readonly at: number
  readonly operation: string
  readonly kind: string
  readonly user: string | null
  /** Of a stream's first transaction: the stream of the same database it goes on from, and how far that was. */
  readonly parent?: Dot | undefined
  /** What the writer had come to see since its previous transaction, or since the parent's: stream → highest sequence. */
  readonly saw: Readonly<Record<string, number>>
  readonly changes: readonly RemoteChange[]
}

/** In the log, under this key, registers that were confirmed as they stand: how a conflict is answered with what is shown. */
export const CONFIRMED = '!'

interface TxRow extends Stamp {
  readonly rowId: number
  readonly at: number
  readonly firstChange: number
  readonly lastChange: number
  readonly op: Uint8Array
  readonly kind: string
  readonly user: Uint8Array | null
}
interface ChangeRow {
  readonly seq: number
  readonly entity: number
  readonly rowId: number
  readonly before: string | null
}

const pendingTx = `SELECT t.rowId, t.hlc, t.stream, t.seq, t.at, t.firstChange, t.lastChange, o.id AS op, o.kind, u.id AS user
  FROM tx t JOIN op o ON o.rowId = t.opId LEFT JOIN user u ON u.rowId = o.userId
  WHERE t.rowId > ? AND t.remote IS NULL ORDER BY t.rowId LIMIT 500`
const changesSql = 'SELECT seq, entity, rowId, before FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq'
const laterSql =
  'SELECT before FROM change WHERE entity = ? AND rowId = ? AND seq > ? AND before IS NOT NULL ORDER BY seq DESC'
const insertOutbox = 'INSERT OR IGNORE INTO syncOutbox(stream, seq, chain, body) VALUES(?, ?, ?, ?)'

/** How far the log has been read. Kept apart from the rest of meta's names. */
const DERIVED = 'syncDerivedTx'

export interface DeriveOptions {
  /** Stop after so long, between two transactions. */
  readonly budgetMs?: number
  /** Whether the transactions are to be sent; a database that publishes itself as a snapshot need not. */
  readonly send?: boolean
}

/**
 * Brings clocks, frontier and outbox up to the log. Called inside the transaction that publishes or applies, so that both
 * see every write of this device. True when nothing is left.
 */
export function derive(conn: Connection, { budgetMs, send = true }: DeriveOptions = {}): boolean {
  const until = budgetMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + budgetMs
  const from = Number(getMeta(conn, DERIVED) ?? 0)
  const frontier = new Frontier(conn)
  let to = from
  for (;;) {
    const pending = allRows<TxRow>(conn, pendingTx, to)
    if (!pending.length) break
    const registers = new Registers(conn)
    for (const tx of pending) {
      const seen = frontier.newlySeen(tx.stream)
      keepSaw(conn, tx, seen)
      const changes = new TxReader(conn, registers, tx).changes()
      const chain = frontier.hash(tx.stream)
      frontier.advance(tx, tx.op)
      if (send)
        conn.prepare(insertOutbox).run(tx.stream, tx.seq, chain, JSON.stringify(remoteTx(tx, seen, changes)))
      to = tx.rowId
      if (performance.now() > until) {
        setMeta(conn, DERIVED, to)
        return false
      }
    }
  }
  markDerived(conn)
  return true
}

/** What came from others is nothing to be read again. */
export function markDerived(conn: Connection): void {
  const last = getRow<{ rowId: number | null }>(conn, 'SELECT max(rowId) AS rowId FROM tx')?.rowId ?? 0
  if (last > Number(getMeta(conn, DERIVED) ?? 0)) setMeta(conn, DERIVED, last)
}

const remoteTx = (tx: TxRow, { saw, parent }: Seen, changes: readonly RemoteChange[]): RemoteTx => ({
  hlc: tx.hlc,
  stream: tx.stream,
  seq: tx.seq,
  at: tx.at,
  operation: idToText(tx.op),
  // What was done to secrets only is not told either.
  kind: changes.length ? tx.kind : '',
  user: tx.user ? idToText(tx.user) : null,
  ...(parent && { parent }),
  saw,
  changes,
})

/** Everything derived so far that is still to be sent. */
export const unsent = (conn: Connection): RemoteTx[] =>
  allRows<{ body: string }>(conn, 'SELECT body FROM syncOutbox ORDER BY rowId').map(
    ({ body }) => JSON.parse(body) as RemoteTx,
  )

/** Derives, and answers everything there is to send. */
export function outbox(conn: Connection): RemoteTx[] {
  inTransaction(conn, () => derive(conn))
  return unsent(conn)
}

// ---- The frontier ----

interface FrontierRow {
  readonly seq: number
  readonly hash: Uint8Array
}

const HASH_BYTES = 16
const frontierSql = 'SELECT seq, hash FROM syncFrontier WHERE stream = ?'
const upsertFrontier = `INSERT INTO syncFrontier(stream, seq, hash, device, mark) VALUES(?, ?, ?, ?, ?)
  ON CONFLICT(stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, device = coalesce(excluded.device, device), mark = excluded.mark`

/** Which transactions of each stream are here. Their order of arrival is kept, so that what is new to a writer is found quickly. */
export class Frontier {
  readonly conn: Connection
  #mark: number

  constructor(conn: Connection) {
    this.conn = conn
    this.#mark =
      getRow<{ mark: number | null }>(conn, 'SELECT max(mark) AS mark FROM syncFrontier')?.mark ?? 0
  }

  seq(stream: number): number {
    return getRow<FrontierRow>(this.conn, frontierSql, stream)?.seq ?? 0
  }

  hash(stream: number): Uint8Array {
    return getRow<FrontierRow>(this.conn, frontierSql, stream)?.hash ?? new Uint8Array(HASH_BYTES)
  }

  advance(tx: Stamp, operation: Uint8Array, device: Uint8Array | null = null): void {
    const hash = chained(this.hash(tx.stream), tx, operation)
    this.set(tx.stream, tx.seq, hash, device)
  }

  set(stream: number, seq: number, hash: Uint8Array, device: Uint8Array | null): void {
    this.#mark++
    this.conn.prepare(upsertFrontier).run(stream, seq, hash, device, this.#mark)
  }

  /** What has come since an own stream's last transaction; for a new stream, since the last one of this database. */
  newlySeen(stream: number): Seen {
    const { conn } = this
    const own = getRow<OwnRow>(
      conn,
      'SELECT stream, seq, sawMark FROM syncFrontier WHERE stream = ? AND sawMark >= 0',
      stream,
    )
    const parent = own
      ? undefined
      : getRow<OwnRow>(
          conn,
          'SELECT stream, seq, sawMark FROM syncFrontier WHERE sawMark >= 0 AND seq > 0 ORDER BY sawMark DESC, mark DESC LIMIT 1',
        )
    const rows = allRows<Dot>(
      conn,
      'SELECT stream, seq FROM syncFrontier WHERE mark > ? AND stream <> ? AND seq > 0',
      (own ?? parent)?.sawMark ?? -1,
      stream,
    )
    conn
      .prepare(
        `INSERT INTO syncFrontier(stream, seq, hash, mark, sawMark) VALUES(?, 0, zeroblob(${HASH_BYTES}), 0, ?)
         ON CONFLICT(stream) DO UPDATE SET sawMark = excluded.sawMark`,
      )
      .run(stream, this.#mark)
    const saw = Object.fromEntries(rows.map((row) => [String(row.stream), row.seq]))
    return parent ? { saw, parent: { stream: parent.stream, seq: parent.seq } } : { saw }
  }
}

export interface Seen {
  readonly saw: Readonly<Record<string, number>>
  readonly parent?: Dot | undefined
}
interface OwnRow extends Dot {
  readonly sawMark: number
}

/** What a writer had seen by a transaction, kept so that it can be told of any version whether the writer knew it. */
export function keepSaw(conn: Connection, tx: Dot, { saw, parent }: Seen): void {
  const insert = 'INSERT OR REPLACE INTO syncSaw(stream, at, other, seq) VALUES(?, ?, ?, ?)'
  for (const other in saw) conn.prepare(insert).run(tx.stream, tx.seq, Number(other), saw[other] ?? 0)
  if (parent)
    conn
      .prepare('INSERT OR IGNORE INTO syncParent(stream, parent, at) VALUES(?, ?, ?)')
      .run(tx.stream, parent.stream, parent.seq)
}

/** The identity of a whole stream up to a transaction: two devices that agree on it hold the same ones. */
export function chained(before: Uint8Array, { hlc, stream, seq }: Stamp, operation: Uint8Array): Uint8Array {
  const numbers = Buffer.alloc(24)
  numbers.writeDoubleBE(hlc, 0)
  numbers.writeDoubleBE(stream, 8)
  numbers.writeDoubleBE(seq, 16)
  const digest = createHash('sha256').update(before).update(numbers).update(operation).digest()
  return new Uint8Array(digest.subarray(0, HASH_BYTES))
}

// ---- One transaction ----

interface Touched {
  readonly plan: Plan
  readonly rowId: number
  create: boolean
  /** Columns by log key, as the transaction found them. */
  readonly before: Record<string, DbValue>
  readonly confirmed: string[]
}

const withheldSql = 'SELECT 1 FROM syncWithheld WHERE entity = ? AND rowId = ?'

class TxReader {
  readonly #conn: Connection
  readonly #registers: Registers
  readonly #tx: TxRow

  constructor(conn: Connection, registers: Registers, tx: TxRow) {
    this.#conn = conn
    this.#registers = registers
    this.#tx = tx
  }

  changes(): RemoteChange[] {
    const rows = this.#touched()
    const told: RemoteChange[] = []
    for (const touched of rows.values()) {
      const change = this.#told(touched)
      if (change) told.push(change)
      if (String(PRIVATE_FIELD) in touched.before) told.push(...this.#children(touched, rows))
    }
    return told
  }

  #touched(): Map<string, Touched> {
    const rows = new Map<string, Touched>()
    const { firstChange, lastChange } = this.#tx
    for (const change of allRows<ChangeRow>(this.#conn, changesSql, firstChange, lastChange)) {
      const entity = entityWithId(change.entity)
      if (!entity) continue
      const key = `${change.entity}:${change.rowId}`
      const touched = rows.get(key) ?? {
        plan: planOf(entity),
        rowId: change.rowId,
        create: false,
        before: {},
        confirmed: [],
      }
      rows.set(key, touched)
      if (change.before === null) touched.create = true
      const { [CONFIRMED]: confirmed, ...before } = JSON.parse(change.before ?? '{}') as Record<
        string,
        DbValue | string[]
      >
      if (Array.isArray(confirmed)) touched.confirmed.push(...confirmed)
      for (const name in before) if (!(name in touched.before)) touched.before[name] = before[name] as DbValue
    }
    return rows
  }

  /** The clocks of what the transaction wrote, and what others hear of it. */
  #told(touched: Touched): RemoteChange | undefined {
    const { plan, rowId, create } = touched
    const withheld = isWithheld(this.#conn, plan, rowId)
    const wasWithheld = getRow(this.#conn, withheldSql, plan.entity.id, rowId) !== undefined
    const registers = this.#written(touched)
    if (create) setClock(this.#conn, plan.entity.id, rowId, ROW, this.#tx)
    if (!withheld && wasWithheld) return this.#reveal(plan, rowId)
    this.#stamp(plan, rowId, registers, create)
    if (withheld) return this.#hide(plan, rowId, create || wasWithheld)
    if (!create && !registers.size) return undefined
    return this.#change(plan, rowId, create, registers)
  }

  #written({ plan, rowId, create, before, confirmed }: Touched): Map<string, DbValue> {
    const conn = this.#conn
    const state = stateAfter(conn, plan, rowId, this.#tx.lastChange)
    const after: Record<string, DbValue> = {}
    if (create) {
      for (const key in state) if (state[key] !== null) after[key] = state[key] ?? null
    } else for (const key in before) after[key] = state[key] ?? null
    const registers = registersBetween(
      conn,
      plan,
      rowId,
      create ? {} : before,
      after,
      (key) => state[key] ?? null,
    )
    for (const register of confirmed) {
      if (!registers.has(register))
        registers.set(
          register,
          registerValue(conn, plan, rowId, register, (key) => state[key] ?? null),
        )
    }
    return registers
  }

  #stamp(plan: Plan, rowId: number, registers: ReadonlyMap<string, DbValue>, create: boolean): void {
    const conn = this.#conn
    for (const [register, value] of registers) {
      const { key, order } = registerName(register)
      if (order) setOrder(conn, plan, rowId, key, value)
      if (register === ERASED) this.#registers.erased(plan, rowId, () => true, this.#tx.at)
      else if (!create) this.#registers.own(plan, rowId, register, this.#tx, this.#tx.at)
    }
    const dead = registers.get(DELETED)
    if (dead !== undefined) deleted(conn, plan, rowId, dead)
  }

  #change(
    plan: Plan,
    rowId: number,
    create: boolean,
    registers: ReadonlyMap<string, DbValue>,
  ): RemoteChange | undefined {
    const row = getRow<{ id: Uint8Array }>(
      this.#conn,
      `SELECT id FROM "${plan.entity.name}" WHERE rowId = ?`,
      rowId,
    )
    if (!row) return undefined
    const told: Record<string, DbValue> = {}
    for (const [register, value] of registers) told[register] = asIdentity(this.#conn, plan, register, value)
    return { entity: plan.entity.id, id: idToText(row.id), create, registers: told }
  }

  /** A record that is private: others who know it lose it. */
  #hide(plan: Plan, rowId: number, unknown: boolean): RemoteChange | undefined {
    this.#conn
      .prepare('INSERT OR IGNORE INTO syncWithheld(entity, rowId) VALUES(?, ?)')
      .run(plan.entity.id, rowId)
    return unknown ? undefined : this.#change(plan, rowId, false, new Map([[DELETED, this.#tx.at]]))
  }

  /** A record that is no longer private: others learn all of it, as written by this transaction. */
  #reveal(plan: Plan, rowId: number): RemoteChange | undefined {
    const conn = this.#conn
    conn.prepare('DELETE FROM syncWithheld WHERE entity = ? AND rowId = ?').run(plan.entity.id, rowId)
    const registers = registersOf(conn, plan, rowId)
    if (!registers.has(DELETED)) registers.set(DELETED, null)
    for (const key of clockedRegisters(conn, plan, rowId)) {
      const name = registerName(key)
      if (key !== ROW && !name.order && !registers.has(key)) registers.set(key, null)
    }
    setClock(conn, plan.entity.id, rowId, ROW, this.#tx)
    this.#stamp(plan, rowId, registers, false)
    return this.#change(plan, rowId, true, registers)
  }

  /** What hangs on a record shares its privacy. */
  #children(parent: Touched, known: ReadonlyMap<string, Touched>): RemoteChange[] {
    const told: RemoteChange[] = []
    for (const { entity, column } of childrenOf(parent.plan.entity)) {
      const plan = planOf(entity)
      const rows = allRows<{ rowId: number }>(
        this.#conn,
        `SELECT rowId FROM "${entity.name}" WHERE ${column} = ? AND stub = 0`,
        parent.rowId,
      )
      for (const { rowId } of rows) {
        if (known.has(`${entity.id}:${rowId}`)) continue
        const change = this.#told({ plan, rowId, create: false, before: {}, confirmed: [] })
        if (change) told.push(change)
      }
    }
    return told
  }
}

const PRIVATE_FIELD = 2

const clockedRegisters = (conn: Connection, plan: Plan, rowId: number): string[] =>
  allRows<{ field: string }>(
    conn,
    'SELECT field FROM clock WHERE entity = ? AND rowId = ?',
    plan.entity.id,
    rowId,
  ).map(({ field }) => field)

/** Entities whose records hang on one of this kind, and by which column. */
const childrenOf = (parent: Entity): { entity: Entity; column: string }[] =>
  allEntities().flatMap((entity) =>
    (entity.parents ?? [])
      .filter((column) => planOf(entity).fieldByName.get(column)?.to === parent.name)
      .map((column) => ({ entity, column })),
  )

/** Whether a record stays at home: it is private, hangs on a private one, or is of a kind that concerns this device alone. */
export function isWithheld(conn: Connection, plan: Plan, rowId: number): boolean {
  const { entity } = plan
  if (entity.local) return true
  const parents = (entity.parents ?? []).map((column) => {
    const parent = plan.fieldByName.get(column)?.to ?? ''
    return `EXISTS (SELECT 1 FROM "${parent}" p WHERE p.rowId = r.${column} AND p.private = 1)`
  })
  const secret = ['r.private IS 1', ...parents].join(' OR ')
  return (
    getRow(conn, `SELECT 1 FROM "${entity.name}" r WHERE r.rowId = ? AND (${secret})`, rowId) !== undefined
  )
}

/** A row's columns by log key as they were right after a place in the log. */
function stateAfter(conn: Connection, plan: Plan, rowId: number, seq: number): Record<string, DbValue> {
  const row = getRow<MutableColumns>(conn, `SELECT * FROM "${plan.entity.name}" WHERE rowId = ?`, rowId) ?? {}
  const state: Record<string, DbValue> = {}
  for (const column of plan.columns) state[logKey(plan, column)] = row[column] ?? null
  if (typeof row.custom === 'string') {
    const custom = JSON.parse(row.custom) as MutableColumns
    for (const uuid in custom) state[`c:${uuid}`] = custom[uuid] ?? null
  }
  for (const { before } of allRows<{ before: string }>(conn, laterSql, plan.entity.id, rowId, seq)) {
    const values = JSON.parse(before) as Record<string, DbValue>
    for (const key in values) if (key !== CONFIRMED) state[key] = values[key] ?? null
  }
  return state
}

// ---- Erasure ----

/** Values of a record that was erased do not go out, though transactions that wrote them may still be unsent. */
export function forgetUnsent(conn: Connection, entity: number, id: string): void {
  const rows = allRows<{ rowId: number; body: string }>(
    conn,
    'SELECT rowId, body FROM syncOutbox WHERE instr(body, ?) > 0',
    id,
  )
  for (const { rowId, body } of rows) {
    const tx = JSON.parse(body) as RemoteTx
    const changes = tx.changes.map((change) =>
      change.entity === entity && change.id === id
        ? { ...change, registers: emptied(change.registers) }
        : change,
    )
    conn
      .prepare('UPDATE syncOutbox SET body = ? WHERE rowId = ?')
      .run(JSON.stringify({ ...tx, changes }), rowId)
  }
}

const emptied = (registers: RemoteChange['registers']): Record<string, DbValue> =>
  Object.fromEntries(
    Object.keys(registers).map((key) => [key, key === DELETED ? (registers[key] ?? null) : null]),
  )
