/**
 * THE write path. Rows change here and nowhere else: `originate` for what people and programs do on this device,
 * `applyRemote` (core/applyRemote.ts) for what other devices did. Each transaction logs the old values of exactly the
 * fields it changed; clocks, outbox, audit and undo are read from that log.
 */
import { type Entity, type Field, isCustomName } from '../shared/entity.ts'
import { AppError, type Issue, invalidIssues, notFound } from '../shared/errors.ts'
import { type DbValue, type EncodeEnv, encodeField } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import { parsePhone } from '../shared/phone.ts'
import { entityNamed } from '../shared/registry.ts'
import type { ChangeSource } from '../shared/wire.ts'
import { latestCredible, nextHlc } from './clock.ts'
import { type Actor, type Connection, getRow } from './connection.ts'
import { assertSomebodyAdministers } from './credentials.ts'
import { customFieldsOf } from './customFields.ts'
import { type Derived, elementsOf } from './derive.ts'
import { Effects } from './effects.ts'
import { issuesOf, type LayoutRules, layoutRulesOf, withDefaults } from './layoutRules.ts'
import { nextNumber } from './numberSeries.ts'
import { planOf } from './plan.ts'
import { assertMayChange, assertMayCreate, isAlone } from './rights.ts'
import { type Columns, type MutableColumns, RowWriter } from './rowWriter.ts'
import { databaseSetting } from './settings.ts'
import { clockSkew } from './skew.ts'
import { nextDot } from './stream.ts'
import { insertTx, inTransaction, lastSeq, nextTxId } from './transaction.ts'
import { actAs, secretCondition } from './visible.ts'

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
  /** `known`: what follows from the columns, where that was worked out before. */
  insert(entity: Entity, columns: Columns, id?: Uint8Array, known?: Derived): number
  /** For many new rows: see RowWriter.defer. */
  defer(): void
  set(entity: Entity, rowId: number, columns: Columns): boolean
  /** Writes registers (core/registers.ts) again with what they hold, so that they count as decided here and now. */
  confirm(entity: Entity, rowId: number, registers: readonly string[]): void
  /** Works out a ticket's clocks anew (core/tickets/clocks.ts). True when it says something else now. */
  clock(rowId: number): boolean
  /** Encodes wire values, refs resolved to local rows; `custom.*` keys pass as they are. */
  encode(entity: Entity, data: Readonly<Record<string, unknown>>): Columns
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
  /** What people laid down for their own typing; imports and programs bring records as they are. */
  readonly #ruled: boolean
  readonly #rules = new Map<string, LayoutRules>()
  #alone: boolean | undefined
  /** None while something is taken back: what it had caused is taken back by itself. */
  readonly #effects: Effects | undefined
  touchedUsers = false

  constructor(conn: Connection, { actor, source, undoes }: OpStart, rows: RowWriter, opId: number) {
    this.conn = conn
    this.actor = actor
    this.#ruled = source === 'user' || source === 'cli'
    this.at = rows.at
    this.txId = rows.txId
    this.#rows = rows
    this.#opId = opId
    if (undoes === undefined)
      this.#effects = new Effects({
        conn,
        actor,
        at: rows.at,
        ruled: this.#ruled,
        insert: (entity, columns, id) => this.#insert(entity, columns, id),
        set: (entity, rowId, columns) => rows.set(planOf(entity), rowId, columns),
      })
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
          field.kind === 'ref' && typeof encoded === 'string' ? this.#referred(field, encoded) : encoded
        if (columns[name] === null && field.required) issues.push({ field: name, code: 'required' })
      } catch (error) {
        if (!(error instanceof AppError) || !error.record.issues) throw error
        issues.push(...error.record.issues)
      }
    }
    if (issues.length) throw invalidIssues(issues)
    return columns
  }

  /** Columns hold local rows; links of custom fields, inside JSON, identities. */
  #referred(field: Field, id: string): DbValue {
    const rowId = this.#resolve(field, id)
    return isCustomName(field.name) ? id : rowId
  }

  #resolve(field: Field, id: string): number {
    const to = field.to ?? ''
    const row = getRow<{ rowId: number; gone: number }>(
      this.conn,
      `SELECT r.rowId, (r.stub = 1 OR r.deletedAt IS NOT NULL OR ${secretCondition(entityNamed(to), 'r')}) AS gone FROM "${to}" r WHERE r.id = ?`,
      textToId(id),
    )
    if (!row || row.gone)
      throw invalidIssues([{ field: field.name, code: 'reference', params: { entity: to } }])
    return row.rowId
  }

  #rulesOf(entity: Entity): LayoutRules {
    const known = this.#rules.get(entity.name)
    if (known) return known
    const rules: LayoutRules = this.#ruled ? layoutRulesOf(this.conn, entity) : new Map()
    this.#rules.set(entity.name, rules)
    return rules
  }

  create(entity: Entity, given: Readonly<Record<string, unknown>>, id?: Uint8Array): number {
    const rules = this.#rulesOf(entity)
    const data = withDefaults(rules, given)
    const columns: MutableColumns = { ...this.encode(entity, data) }
    const issues: Issue[] = issuesOf(rules, data, true)
    let filled = false
    for (const field of entity.fields) {
      if ((columns[field.name] ?? null) === null) {
        if (field.required && !issues.some((issue) => issue.field === field.name))
          issues.push({ field: field.name, code: 'required' })
      } else if (!field.system && field.id >= 10) filled = true
    }
    if (!filled && !issues.length && !Object.keys(columns).some(isCustomName)) {
      issues.push({ field: entity.fields[0]?.name ?? '', code: 'empty' })
    }
    if (issues.length) throw invalidIssues(issues)
    return this.insert(entity, columns, id)
  }

  defer(): void {
    this.#rows.defer()
  }

  insert(entity: Entity, given: Columns, id?: Uint8Array, known?: Derived): number {
    return this.#insert(entity, given, id, known, true)
  }

  /** `asks`: about rights; a consequence was allowed with what it follows from. */
  #insert(entity: Entity, given: Columns, id?: Uint8Array, known?: Derived, asks = false): number {
    const change = this.#effects?.before(entity, undefined, given)
    const columns = change?.columns ?? given
    const row: MutableColumns = {
      createdAt: this.at,
      createdBy: this.actor.rowId,
      ownerId: this.actor.rowId,
      ...columns,
    }
    if (asks) assertMayCreate(this.actor, entity, row.ownerId)
    // A secret of nobody would be lost to everybody.
    if (row.private === 1) row.ownerId ??= this.actor.rowId
    for (const { name, series } of entity.fields)
      if (series && (row[name] ?? null) === null) row[name] = nextNumber(this.conn, entity, name)
    const { timeline } = entity
    if (timeline && !timeline.shows && (row[timeline.at] ?? null) === null) row[timeline.at] = this.at
    this.#noteUsers(entity)
    const rowId = this.#rows.insert(planOf(entity), row, id ?? this.conn.newId(), undefined, known)
    change?.after(rowId)
    return rowId
  }

  update(entity: Entity, rowId: number, data: Readonly<Record<string, unknown>>): boolean {
    const issues = issuesOf(this.#rulesOf(entity), data, false)
    if (issues.length) throw invalidIssues(issues)
    const columns = this.encode(entity, data)
    return this.set(entity, rowId, keepElementIds(this.conn, entity, rowId, data, columns))
  }

  set(entity: Entity, rowId: number, given: Columns): boolean {
    const change = this.#effects?.before(entity, rowId, given)
    const columns = change?.columns ?? given
    this.#alone ??= isAlone(this.conn, this.actor)
    if (!this.#alone) assertMayChange(this.conn, this.actor, entity, rowId, columns)
    this.#noteUsers(entity)
    const changed = this.#rows.set(planOf(entity), rowId, this.#owned(entity, rowId, columns))
    if (changed) change?.after(rowId)
    return changed
  }

  clock(rowId: number): boolean {
    const moved = this.#rows.clock(rowId)
    if (moved) this.#rows.touch(planOf(entityNamed('ticket')), rowId)
    return moved
  }

  /** What is worked out once, after all has been written. */
  settle(): void {
    this.#effects?.settle()
  }

  confirm(entity: Entity, rowId: number, registers: readonly string[]): void {
    assertMayChange(this.conn, this.actor, entity, rowId, { updatedAt: this.at })
    this.#rows.confirm(planOf(entity), rowId, registers)
  }

  /** A secret of nobody would be lost to everybody: it becomes that of who made it one. */
  #owned(entity: Entity, rowId: number, columns: Columns): Columns {
    const { private: secret, ownerId } = columns
    if (secret !== 1 || typeof ownerId === 'number') return columns
    const now = getRow<{ ownerId: number | null }>(
      this.conn,
      `SELECT ownerId FROM "${entity.name}" WHERE rowId = ?`,
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
      `SELECT ${name} AS value FROM "${entity.name}" WHERE rowId = ?`,
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

/** What else belongs into the transaction of an operation, before its first write and after its last. */
export type Around = <T>(write: () => T) => T

const lastHlc = 'SELECT max(hlc) AS hlc FROM tx WHERE hlc <= ?'
const insertOp =
  'INSERT INTO op(rowId, id, userId, deviceId, source, kind, state, at, undoes, params) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
/**
 * The door for everything done on this device: one operation, one transaction, logged. A mutation that changes nothing
 * leaves no operation behind.
 * @throws AppError whatever `fn` throws, with nothing written; Locked, Denied, Unavailable
 */
export function originate<T>(
  conn: Connection,
  start: OpStart,
  fn: (write: Write) => T,
  around: Around = (write) => write(),
): Outcome<T> {
  // Before the transaction: a rollback would take it back. Rights are about what this actor sees.
  actAs(conn, start.actor)
  return inTransaction(conn, () => around(() => write(conn, start, fn)))
}

function write<T>(conn: Connection, start: OpStart, fn: (write: Write) => T): Outcome<T> {
  const at = conn.sources.now()
  const resumed = typeof start.open === 'object' ? start.open.opId : undefined
  const opId =
    resumed ?? (getRow<{ last: number | null }>(conn, 'SELECT max(rowId) AS last FROM op')?.last ?? 0) + 1
  const txId = nextTxId(conn)
  const first = lastSeq(conn) + 1
  const rows = new RowWriter(conn, txId, at)
  const originator = new Originator(conn, start, rows, opId)
  const result = fn(originator)
  originator.settle()
  rows.settle()
  rows.flush()
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
    const now = at - clockSkew(conn)
    const hlc = nextHlc(getRow<{ hlc: number | null }>(conn, lastHlc, latestCredible(now))?.hlc ?? 0, now)
    conn.prepare(insertTx).run(txId, opId, hlc, stream, seq, at, first, first + rows.changes - 1)
  }
  const op = getRow<{ id: Uint8Array }>(conn, 'SELECT id FROM op WHERE rowId = ?', opId)
  return { result, operation: op ? idToText(op.id) : null, opId, seq: first + rows.changes - 1 }
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

/**
 * The local row of an identity that whoever the connection acts as may know of, in the trash too. A record that was merged
 * away is the one it became. @throws AppError NotFound
 */
export function rowIdOf(conn: Connection, entity: Entity, id: string): number {
  const row = getRow<{ rowId: number }>(
    conn,
    `SELECT r.rowId FROM "${entity.name}" m JOIN "${entity.name}" r ON r.rowId = m.canonicalId
     WHERE m.id = ? AND m.stub = 0 AND m.deletedAt IS NULL AND r.stub = 0 AND r.deletedAt IS NULL AND NOT (${secretCondition(entity, 'r')})`,
    textToId(id),
  )
  if (!row) throw notFound(entity.name, id)
  return row.rowId
}
