/**
 * THE write path. Rows change here and nowhere else: `originate` for what people and programs do on this device,
 * `applyRemote` (core/applyRemote.ts) for what other devices did. Each transaction logs the old values of exactly the
 * fields it changed; clocks, outbox, audit and undo are read from that log.
 */
import type { Statement } from 'better-sqlite3'
import { customKey, type Entity, type Field, isCustomName } from '../shared/entity.ts'
import { AppError, failure, type Issue, invalidIssues, notFound } from '../shared/errors.ts'
import { type DbValue, type EncodeEnv, encodeField } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import { parsePhone } from '../shared/phone.ts'
import { entityNamed } from '../shared/registry.ts'
import type { ChangeSource } from '../shared/wire.ts'
import { nextHlc } from './clock.ts'
import { type Actor, assertWritable, type Connection, getRow } from './connection.ts'
import { assertSomebodyAdministers } from './credentials.ts'
import { customFieldsOf } from './customFields.ts'
import { elementsOf, pointsOf, titleOf } from './derive.ts'
import { sqliteFailure } from './open.ts'
import { type Plan, planOf } from './plan.ts'
import { assertMayChange, assertMayCreate, isAlone } from './rights.ts'
import { databaseSetting } from './settings.ts'
import { nextDot } from './stream.ts'
import { actAs, secretCondition } from './visible.ts'

export type Columns = Readonly<Record<string, DbValue>>
type MutableColumns = Record<string, DbValue>

/** How an operation begins. */
export interface OpStart {
  /** The procedure, worded as `operation.<kind>`. */
  readonly kind: string
  readonly source: ChangeSource
  readonly actor: Actor
  readonly deviceId: number
  readonly params?: Readonly<Record<string, unknown>>
  /** Local rowId of the operation this one takes back. */
  readonly undoes?: number
  /** Ctrl+Z reaches it. */
  readonly onStack: boolean
  /** A job's operation stays open over many transactions. */
  readonly open?: { readonly opId: number } | 'begin'
}

export interface Outcome<T> {
  readonly result: T
  /** UUID of the operation, or null when nothing changed. */
  readonly operation: string | null
  readonly opId: number | null
  /** Log position after the commit. */
  readonly seq: number
}

/** What a mutation may do to rows. Values of `create` and `update` are wire values, those of `insert` and `set` encoded. */
export interface Write {
  readonly conn: Connection
  readonly actor: Actor
  readonly at: number
  /** Of the transaction being written; it has no row in `tx` before the commit. */
  readonly txId: number
  opId(): number
  /** Whether this transaction has changed a row so far. */
  changed(): boolean
  /** @throws AppError Invalid with one issue per bad field */
  create(entity: Entity, data: Readonly<Record<string, unknown>>, id?: Uint8Array): number
  /** True when something changed. */
  update(entity: Entity, rowId: number, data: Readonly<Record<string, unknown>>): boolean
  insert(entity: Entity, columns: Columns, id?: Uint8Array): number
  set(entity: Entity, rowId: number, columns: Columns): boolean
  /** Encodes wire values, refs resolved to local rows; `custom.*` keys pass as they are. */
  encode(entity: Entity, data: Readonly<Record<string, unknown>>): Columns
}

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
  changes = 0

  constructor(conn: Connection, txId: number, at: number) {
    this.conn = conn
    this.txId = txId
    this.at = at
  }

  /** The local row a new record will get. */
  reserve(plan: Plan): number {
    const table = plan.entity.name
    const next =
      this.#nextRowIds.get(table) ??
      (getRow<{ last: number | null }>(this.conn, `SELECT max(rowId) AS last FROM ${table}`)?.last ?? 0) + 1
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
    const known = getRow<{ rowId: number }>(this.conn, `SELECT rowId FROM ${table} WHERE id = ?`, id)
    if (known) return known.rowId
    const rowId = this.reserve(plan)
    this.conn
      .prepare(`INSERT INTO ${table}(rowId, id, canonicalId, stub) VALUES(?, ?, ?, 1)`)
      .run(rowId, id, rowId)
    return rowId
  }

  /** A new row. `columns` may hold `custom.*` keys. */
  insert(plan: Plan, columns: Columns, id: Uint8Array, rowId = this.reserve(plan)): number {
    const row = splitCustom(columns, null)
    const title = titleOf(plan, row)
    const { names, statement } = shapeFor(this.conn, plan, row)
    const values: (DbValue | Uint8Array)[] = [rowId, id, rowId, this.at, title.displayName, title.sortKey]
    for (const name of names) values.push(row[name] ?? null)
    statement.run(...values)
    for (const column of plan.pointColumns) this.#points(plan, rowId, column, null, row[column] ?? null)
    this.#timeline(plan, rowId, {}, row)
    this.#log(plan, rowId, null)
    return rowId
  }

  /** Logs that the row is to be looked at again though none of its fields changed: a stub that became a record. */
  touch(plan: Plan, rowId: number): void {
    this.#log(plan, rowId, '{}')
  }

  /** Writes the columns that differ and logs their old values. True when something did. */
  set(plan: Plan, rowId: number, columns: Columns): boolean {
    const table = plan.entity.name
    const touched = Object.keys(columns)
    if (!touched.length) return false
    const retitle = touched.some((name) => plan.titleColumns.has(name))
    const reline = touched.some((name) => plan.timelineColumns.has(name))
    const read = new Set(touched.map((name) => (isCustomName(name) ? 'custom' : name)))
    if (retitle) for (const name of plan.titleColumns) read.add(name)
    if (reline) for (const name of plan.timelineColumns) read.add(name)
    // A tombstone is found nowhere: its derived places go with it and come back with it.
    const entombs = 'deletedAt' in columns
    if (entombs) for (const name of [...plan.pointColumns, ...plan.timelineColumns]) read.add(name)
    read.add('deletedAt')
    const old = getRow<MutableColumns>(
      this.conn,
      `SELECT ${[...read].join(',')} FROM ${table} WHERE rowId = ?`,
      rowId,
    )
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
      .prepare(`UPDATE ${table} SET ${names.map((name) => `${name}=?`).join(',')} WHERE rowId = ?`)
      .run(...names.map((name) => stored[name] ?? null), rowId)
    const places = (state: MutableColumns) => (state.deletedAt === null ? state : {})
    const [was, is] = [places(old), places(next)]
    for (const column of plan.pointColumns) {
      if (entombs || column in patch)
        this.#points(plan, rowId, column, was[column] ?? null, is[column] ?? null)
    }
    if (entombs || reline) this.#timeline(plan, rowId, was, is)
    this.#log(plan, rowId, JSON.stringify(before))
    if ('mergedInto' in patch) recomputeCanonical(this.conn, plan.entity, rowId)
    return true
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
      if (was !== null) this.conn.prepare(deleteTimeline).run(to, was, before[timeline.at] ?? 0, id, rowId)
      if (is !== null) this.conn.prepare(insertTimeline).run(to, is, after[timeline.at] ?? 0, id, rowId)
    }
  }
}

/** The statement that inserts rows of an entity, over every column met so far. */
interface Shape {
  readonly names: string[]
  statement: Statement<unknown[], unknown>
}

const shapes = new WeakMap<Connection, Map<Plan, Shape>>()
const derivedNames = ['rowId', 'id', 'canonicalId', 'updatedAt', 'displayName', 'sortKey']

/** Grows with the columns rows use, so that an import of any files needs few statements and binds few NULLs. */
function shapeFor(conn: Connection, plan: Plan, row: Columns): Shape {
  let byPlan = shapes.get(conn)
  if (!byPlan) {
    byPlan = new Map()
    shapes.set(conn, byPlan)
  }
  const known = byPlan.get(plan)
  const names = known?.names ?? []
  const before = names.length
  for (const name in row) if ((row[name] ?? null) !== null && !names.includes(name)) names.push(name)
  if (known && names.length === before) return known
  const all = [...derivedNames, ...names]
  const sql = `INSERT INTO ${plan.entity.name}(${all.join(',')}) VALUES(${all.map(() => '?').join(',')})`
  const shape = known ?? { names, statement: conn.db.prepare<unknown[], unknown>(sql) }
  if (known) known.statement = conn.db.prepare<unknown[], unknown>(sql)
  byPlan.set(plan, shape)
  return shape
}

/** Folds `custom.*` keys into the `custom` JSON column; `before` is what the column held. */
function splitCustom(columns: Columns, before: Record<string, DbValue> | null): MutableColumns {
  const row: MutableColumns = {}
  let custom: Record<string, DbValue> | undefined
  for (const name in columns) {
    const value = columns[name] ?? null
    if (!isCustomName(name)) row[name] = value
    else {
      custom ??= { ...before }
      if (value === null) delete custom[customKey(name)]
      else custom[customKey(name)] = value
    }
  }
  if (custom) row.custom = Object.keys(custom).length ? JSON.stringify(custom) : null
  return row
}

/** Follows merges from the row and from all that were merged into it; a cycle resolves to the smallest identity. */
export function recomputeCanonical(conn: Connection, entity: Entity, rowId: number): void {
  const table = entity.name
  const affected = new Set<number>([rowId])
  const queue = [rowId]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const rows = conn
      .prepare(`SELECT rowId FROM ${table} WHERE canonicalId = ? AND mergedInto IS NOT NULL`)
      .all(at)
    for (const row of rows as { rowId: number }[]) {
      if (!affected.has(row.rowId)) {
        affected.add(row.rowId)
        queue.push(row.rowId)
      }
    }
  }
  for (const member of affected) {
    const path: number[] = []
    let at: number | null = member
    while (at !== null && !path.includes(at)) {
      path.push(at)
      at =
        getRow<{ next: number | null }>(conn, `SELECT mergedInto AS next FROM ${table} WHERE rowId = ?`, at)
          ?.next ?? null
    }
    const root =
      at === null ? (path.at(-1) ?? member) : smallestIdentity(conn, table, path.slice(path.indexOf(at)))
    conn.prepare(`UPDATE ${table} SET canonicalId = ? WHERE rowId = ?`).run(root, member)
  }
}

function smallestIdentity(conn: Connection, table: string, rowIds: readonly number[]): number {
  const marks = rowIds.map(() => '?').join(',')
  const row = conn.db
    .prepare(`SELECT rowId FROM ${table} WHERE rowId IN (${marks}) ORDER BY id LIMIT 1`)
    .get(...rowIds) as { rowId: number }
  return row.rowId
}

/** Validation and rights around RowWriter, for what originates on this device. */
class Originator implements Write {
  readonly conn: Connection
  readonly actor: Actor
  readonly at: number
  readonly txId: number
  readonly #rows: RowWriter
  readonly #opId: number
  readonly #custom = new Map<string, Map<string, Field>>()
  readonly #env: EncodeEnv
  #alone: boolean | undefined
  touchedUsers = false

  constructor(conn: Connection, actor: Actor, rows: RowWriter, opId: number) {
    this.conn = conn
    this.actor = actor
    this.at = rows.at
    this.txId = rows.txId
    this.#rows = rows
    this.#opId = opId
    let country: string | undefined
    this.#env = {
      elementId: conn.newElementId,
      phone: (typed) => {
        country ??= String(databaseSetting(conn, 'defaultCountry') ?? 'TH')
        return parsePhone(typed, country)
      },
    }
  }

  opId(): number {
    return this.#opId
  }

  changed(): boolean {
    return this.#rows.changes > 0
  }

  #field(entity: Entity, name: string): Field | undefined {
    if (!isCustomName(name)) return planOf(entity).fieldByName.get(name)
    let custom = this.#custom.get(entity.name)
    if (!custom) {
      custom = new Map(customFieldsOf(this.conn, entity).map((field) => [field.name, field]))
      this.#custom.set(entity.name, custom)
    }
    return custom.get(name)
  }

  encode(entity: Entity, data: Readonly<Record<string, unknown>>): Columns {
    const columns: MutableColumns = {}
    const issues: Issue[] = []
    for (const name in data) {
      const field = this.#field(entity, name)
      if (!field || (field.system && field.name !== 'createdAt')) {
        issues.push({ field: name, code: 'unknown' })
        continue
      }
      try {
        const encoded = encodeField(field, data[name], this.#env)
        columns[name] =
          field.kind === 'ref' && typeof encoded === 'string' ? this.#resolve(field, encoded) : encoded
        if (columns[name] === null && field.required) issues.push({ field: name, code: 'required' })
      } catch (error) {
        if (!(error instanceof AppError) || !error.record.issues) throw error
        issues.push(...error.record.issues)
      }
    }
    if (issues.length) throw invalidIssues(issues)
    return columns
  }

  #resolve(field: Field, id: string): number {
    const to = field.to ?? ''
    const row = getRow<{ rowId: number; gone: number }>(
      this.conn,
      `SELECT r.rowId, (r.stub = 1 OR r.deletedAt IS NOT NULL OR ${secretCondition(entityNamed(to), 'r')}) AS gone FROM ${to} r WHERE r.id = ?`,
      textToId(id),
    )
    if (!row || row.gone)
      throw invalidIssues([{ field: field.name, code: 'reference', params: { entity: to } }])
    return row.rowId
  }

  create(entity: Entity, data: Readonly<Record<string, unknown>>, id?: Uint8Array): number {
    const columns: MutableColumns = { ...this.encode(entity, data) }
    const issues: Issue[] = []
    let filled = false
    for (const field of entity.fields) {
      if ((columns[field.name] ?? null) === null) {
        if (field.required) issues.push({ field: field.name, code: 'required' })
      } else if (!field.system && field.id >= 10) filled = true
    }
    if (!filled && !issues.length && !Object.keys(columns).some(isCustomName)) {
      issues.push({ field: entity.fields[0]?.name ?? '', code: 'empty' })
    }
    if (issues.length) throw invalidIssues(issues)
    return this.insert(entity, columns, id)
  }

  insert(entity: Entity, columns: Columns, id?: Uint8Array): number {
    const row: MutableColumns = {
      createdAt: this.at,
      createdBy: this.actor.rowId,
      ownerId: this.actor.rowId,
      ...columns,
    }
    assertMayCreate(this.actor, entity, row.ownerId)
    // A secret of nobody would be lost to everybody.
    if (row.private === 1) row.ownerId ??= this.actor.rowId
    const { timeline } = entity
    if (timeline && (row[timeline.at] ?? null) === null) row[timeline.at] = this.at
    this.#noteUsers(entity)
    return this.#rows.insert(planOf(entity), row, id ?? this.conn.newId())
  }

  update(entity: Entity, rowId: number, data: Readonly<Record<string, unknown>>): boolean {
    const columns = this.encode(entity, data)
    return this.set(entity, rowId, keepElementIds(this.conn, entity, rowId, data, columns))
  }

  set(entity: Entity, rowId: number, columns: Columns): boolean {
    this.#alone ??= isAlone(this.conn, this.actor)
    if (!this.#alone) assertMayChange(this.conn, this.actor, entity, rowId, columns)
    this.#noteUsers(entity)
    return this.#rows.set(planOf(entity), rowId, this.#owned(entity, rowId, columns))
  }

  /** A secret of nobody would be lost to everybody: it becomes that of who made it one. */
  #owned(entity: Entity, rowId: number, columns: Columns): Columns {
    const { private: secret, ownerId } = columns
    if (secret !== 1 || typeof ownerId === 'number') return columns
    const now = getRow<{ ownerId: number | null }>(
      this.conn,
      `SELECT ownerId FROM ${entity.name} WHERE rowId = ?`,
      rowId,
    )
    return 'ownerId' in columns || now?.ownerId === null ? { ...columns, ownerId: this.actor.rowId } : columns
  }

  #noteUsers(entity: Entity): void {
    if (entity.name !== 'user') return
    this.touchedUsers = true
    this.#alone = undefined
  }
}

/**
 * A caller that sends a list without element ids (a script, a spreadsheet) means the elements that are there: equal
 * elements keep their ids, so that nothing looks changed that is not.
 */
function keepElementIds(
  conn: Connection,
  entity: Entity,
  rowId: number,
  data: Readonly<Record<string, unknown>>,
  columns: Columns,
): Columns {
  const result: MutableColumns = { ...columns }
  for (const name of Object.keys(columns)) {
    const field = planOf(entity).fieldByName.get(name)
    const given = data[name]
    if (field?.kind !== 'list' || !Array.isArray(given) || typeof columns[name] !== 'string') continue
    if (given.every((element) => typeof element === 'object' && element !== null && 'id' in element)) continue
    const stored = getRow<{ value: DbValue }>(
      conn,
      `SELECT ${name} AS value FROM ${entity.name} WHERE rowId = ?`,
      rowId,
    )
    const known = new Map(
      elementsOf(stored?.value).map((element) => [JSON.stringify({ ...element, id: '' }), element.id]),
    )
    const kept = elementsOf(columns[name]).map((element) => {
      const key = JSON.stringify({ ...element, id: '' })
      const id = known.get(key)
      known.delete(key)
      return id ? { ...element, id } : element
    })
    result[name] = JSON.stringify(kept)
  }
  return result
}

const lastTx = 'SELECT max(rowId) AS txId FROM tx'
const lastHlc = 'SELECT max(hlc) AS hlc FROM tx'
const lastChange = "SELECT seq FROM sqlite_sequence WHERE name = 'change'"
const insertOp =
  'INSERT INTO op(rowId, id, userId, deviceId, source, kind, state, at, undoes, params) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
export const insertTx =
  'INSERT INTO tx(rowId, opId, hlc, stream, seq, at, firstChange, lastChange) VALUES(?, ?, ?, ?, ?, ?, ?, ?)'

export const nextTxId = (conn: Connection): number =>
  (getRow<{ txId: number | null }>(conn, lastTx)?.txId ?? 0) + 1
export const lastSeq = (conn: Connection): number => getRow<{ seq: number }>(conn, lastChange)?.seq ?? 0

const WAIT_MS = 5_000
const waiting = new Int32Array(new SharedArrayBuffer(4))

/**
 * Takes the write lock. Asks every millisecond: SQLite's own waiting sleeps ever longer and would hardly ever meet the short
 * pauses that a long job in another process leaves. @throws AppError Locked
 */
function begin(conn: Connection): void {
  const start = conn.prepare('BEGIN IMMEDIATE')
  const until = Date.now() + WAIT_MS
  conn.prepare('PRAGMA busy_timeout = 0').get()
  try {
    for (;;) {
      try {
        start.run()
        return
      } catch (error) {
        const known = sqliteFailure(error, conn.file)
        if (!(known instanceof AppError) || known.record.code !== 'Locked' || Date.now() > until) throw known
        Atomics.wait(waiting, 0, 0, 1)
      }
    }
  } finally {
    conn.prepare(`PRAGMA busy_timeout = ${WAIT_MS}`).get()
  }
}

/** Runs `fn` in one immediate transaction; all or nothing, errors as records. */
export function inTransaction<T>(conn: Connection, fn: () => T): T {
  assertWritable(conn)
  const { db } = conn
  begin(conn)
  try {
    const result = fn()
    conn.prepare('COMMIT').run()
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqliteFailure(error, conn.file)
  }
}

/**
 * The door for everything done on this device: one operation, one transaction, logged. A mutation that changes nothing
 * leaves no operation behind.
 * @throws AppError whatever `fn` throws, with nothing written; Locked, Denied, Unavailable
 */
export function originate<T>(conn: Connection, start: OpStart, fn: (write: Write) => T): Outcome<T> {
  // Before the transaction: a rollback would take it back. Rights are about what this actor sees.
  actAs(conn, start.actor)
  return inTransaction(conn, () => {
    const at = conn.sources.now()
    const resumed = typeof start.open === 'object' ? start.open.opId : undefined
    const opId =
      resumed ?? (getRow<{ last: number | null }>(conn, 'SELECT max(rowId) AS last FROM op')?.last ?? 0) + 1
    const txId = nextTxId(conn)
    const first = lastSeq(conn) + 1
    const rows = new RowWriter(conn, txId, at)
    const originator = new Originator(conn, start.actor, rows, opId)
    const result = fn(originator)
    if (originator.touchedUsers) assertSomebodyAdministers(conn)
    if (rows.changes === 0 && resumed === undefined && start.undoes === undefined) {
      return { result, operation: null, opId: null, seq: first - 1 }
    }
    if (resumed === undefined) {
      const state = start.open === 'begin' ? 'open' : 'done'
      const params = start.params ? JSON.stringify(start.params) : null
      conn
        .prepare(insertOp)
        .run(
          opId,
          conn.newId(),
          start.actor.rowId,
          start.deviceId,
          start.source,
          start.kind,
          state,
          at,
          start.undoes ?? null,
          params,
        )
      if (start.onStack) pushUndo(conn, start, opId)
    }
    if (rows.changes > 0) {
      const { stream, seq } = nextDot(conn)
      const hlc = nextHlc(getRow<{ hlc: number | null }>(conn, lastHlc)?.hlc ?? 0, at)
      conn.prepare(insertTx).run(txId, opId, hlc, stream, seq, at, first, first + rows.changes - 1)
    }
    const op = getRow<{ id: Uint8Array }>(conn, 'SELECT id FROM op WHERE rowId = ?', opId)
    return { result, operation: op ? idToText(op.id) : null, opId, seq: first + rows.changes - 1 }
  })
}

/** A new edit ends what could be redone. */
function pushUndo(conn: Connection, start: OpStart, opId: number): void {
  const { rowId } = start.actor
  conn
    .prepare('DELETE FROM undoStack WHERE userId = ? AND deviceId = ? AND undoneBy IS NOT NULL')
    .run(rowId, start.deviceId)
  conn
    .prepare('INSERT INTO undoStack(userId, deviceId, opId) VALUES(?, ?, ?)')
    .run(rowId, start.deviceId, opId)
}

/** The local row of an identity that whoever the connection acts as may know of, in the trash too. @throws AppError NotFound */
export function rowIdOf(conn: Connection, entity: Entity, id: string): number {
  const row = getRow<{ rowId: number }>(
    conn,
    `SELECT r.rowId FROM ${entity.name} r WHERE r.id = ? AND r.stub = 0 AND r.deletedAt IS NULL AND NOT (${secretCondition(entity, 'r')})`,
    textToId(id),
  )
  if (!row) throw notFound(entity.name, id)
  return row.rowId
}
