/**
 * Joining a snapshot into this database, whatever either holds: a version of a register stays if both hold it, or if the one
 * that lacks it cannot have seen it. Rows that are not here come in bulk; rows that differ are joined register by register.
 * Ends with the frontier; broken off before, it is simply done again.
 */

import { frontierOf, withShown } from '../core/applyRemote.ts'
import { bookkeeping } from '../core/bookkeeping.ts'
import { recomputeCanonical } from '../core/canonical.ts'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import { pointsOf } from '../core/derive.ts'
import { joinTombstone, shownDeletion, tombstoneOf } from '../core/liveness.ts'
import { Frontier, isWithheld } from '../core/outbox.ts'
import { type Plan, planOf } from '../core/plan.ts'
import {
  columnsWith,
  currentValue,
  DELETED,
  partsOf,
  Registers,
  ROW,
  registerName,
  registersOf,
  type Stamp,
  setClock,
  type Version,
} from '../core/registers.ts'
import { logKey, type MutableColumns, type RowWriter } from '../core/rowWriter.ts'
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { rowTables, sharedEntities, snapshotColumns, wholeTables } from './snapshotFile.ts'

const ROWS_PER_STEP = 400
const CHANGED_PER_STEP = 40

/** Runs a step in one transaction that has derived first. */
export type InTransaction = <T>(fn: () => T) => Promise<T>

interface EntityJoin {
  readonly entity: Entity
  readonly plan: Plan
  /** New local row = row of the snapshot + this. */
  readonly offset: number
  readonly last: number
  /** Some rows of the snapshot are here already. */
  readonly overlaps: boolean
}

/** `snap` must be attached. */
export async function joinState(conn: Connection, inTransaction: InTransaction): Promise<void> {
  const joins = await inTransaction(() => sharedEntities().map((entity) => prepare(conn, entity)))
  const byName = new Map(joins.map((join) => [join.entity.name, join]))
  for (const join of joins) {
    for (let to = join.last; to > 0; to -= ROWS_PER_STEP)
      await inTransaction(() => insertRows(conn, join, byName, Math.max(0, to - ROWS_PER_STEP), to))
  }
  for (const join of joins.filter(({ overlaps }) => overlaps)) {
    const rows = await inTransaction(() => differing(conn, join))
    for (let at = 0; at < rows.length; at += CHANGED_PER_STEP)
      await inTransaction(() => joinRows(conn, join, byName, rows.slice(at, at + CHANGED_PER_STEP)))
  }
  await inTransaction(() => {
    for (const { entity } of joins) {
      const merged = `SELECT rowId FROM "${entity.name}" WHERE mergedInto IS NOT NULL`
      for (const { rowId } of allRows<{ rowId: number }>(conn, merged))
        recomputeCanonical(conn, entity, rowId)
    }
    joinParked(conn)
    joinFrontier(conn)
    for (const { entity } of joins) conn.db.exec(`DROP TABLE temp.joined_${entity.name}`)
  })
}

/** Takes the row numbers the new rows will need by making the last of them first. */
function prepare(conn: Connection, entity: Entity): EntityJoin {
  const { db } = conn
  const map = `temp.joined_${entity.name}`
  db.exec(
    `DROP TABLE IF EXISTS ${map}; CREATE TEMP TABLE joined_${entity.name}(snap INTEGER PRIMARY KEY, local INTEGER)`,
  )
  db.exec(
    `INSERT INTO ${map} SELECT s.rowId, r.rowId FROM snap.e_${entity.name} s JOIN main."${entity.name}" r ON r.id = s.id`,
  )
  const number = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0)
  const offset = number(`SELECT max(rowId) FROM main."${entity.name}"`)
  const last = number(
    `SELECT max(rowId) FROM snap.e_${entity.name} WHERE rowId NOT IN (SELECT snap FROM ${map})`,
  )
  if (last > 0) {
    db.exec(
      `INSERT INTO main."${entity.name}"(rowId, id, canonicalId, stub) SELECT rowId + ${offset}, id, rowId + ${offset}, 1 FROM snap.e_${entity.name} WHERE rowId = ${last}`,
    )
  }
  const overlaps = number(`SELECT count(*) FROM ${map}`) > 0
  return { entity, plan: planOf(entity), offset, last, overlaps }
}

/** A reference of the snapshot as SQL that answers the local row. */
function reference(column: string, to: EntityJoin | undefined): string {
  if (!to) return 'NULL'
  const shifted = `s.${column} + ${to.offset}`
  if (!to.overlaps) return shifted
  return `coalesce((SELECT local FROM temp.joined_${to.entity.name} WHERE snap = s.${column}), ${shifted})`
}

function insertRows(
  conn: Connection,
  { entity, plan, offset, last, overlaps }: EntityJoin,
  all: ReadonlyMap<string, EntityJoin>,
  from: number,
  to: number,
): void {
  bookkeeping(conn, (rows) => {
    const columns = snapshotColumns(entity)
    const values = columns.map((column) => {
      if (column === 'rowId') return `s.rowId + ${offset}`
      const field = plan.fieldByName.get(column)
      if (field?.kind !== 'ref') return `s.${column}`
      const target = field.name === 'mergedInto' ? entity.name : (field.to ?? '')
      return reference(column, all.get(target))
    })
    const fresh = `s.rowId > ${from} AND s.rowId <= ${to}${overlaps ? ` AND s.rowId NOT IN (SELECT snap FROM temp.joined_${entity.name})` : ''}`
    if (last > from && last <= to)
      conn.db.exec(`DELETE FROM main."${entity.name}" WHERE rowId = ${last + offset}`)
    const { changes } = conn.db
      .prepare(
        `INSERT INTO main."${entity.name}"(${columns.join(',')}, canonicalId) SELECT ${values.join(',')}, s.rowId + ${offset} FROM snap.e_${entity.name} s WHERE ${fresh}`,
      )
      .run()
    if (!changes) return
    for (const [table, names] of Object.entries(rowTables)) {
      if (table === 'sibling') continue
      const list = names.map((name) => (name === 'rowId' ? `s.rowId + ${offset}` : `s.${name}`))
      conn.db.exec(
        `INSERT OR REPLACE INTO main.${table}(${names.join(',')}) SELECT ${list.join(',')} FROM snap.${table} s WHERE s.entity = ${entity.id} AND ${fresh}`,
      )
    }
    copySiblings(conn, { entity, plan, offset, last, overlaps }, all, fresh)
    derivedRows(conn, plan, from + offset, to + offset)
    conn.db.exec(
      `INSERT INTO main.change(txId, entity, rowId, before) SELECT ${rows.txId}, ${entity.id}, s.rowId + ${offset}, NULL
       FROM snap.e_${entity.name} s WHERE ${fresh} AND s.stub = 0`,
    )
  })
}

interface SiblingRow extends Stamp {
  readonly rowId: number
  readonly field: string
  readonly value: string | null
}

/** Few, and their values may be references. */
function copySiblings(
  conn: Connection,
  { entity, plan, offset }: EntityJoin,
  all: ReadonlyMap<string, EntityJoin>,
  fresh: string,
): void {
  const rows = conn.db
    .prepare(
      `SELECT s.rowId, s.field, s.hlc, s.stream, s.seq, s.value FROM snap.sibling s WHERE s.entity = ${entity.id} AND ${fresh}`,
    )
    .all() as SiblingRow[]
  for (const { rowId, field, hlc, stream, seq, value } of rows) {
    const local = localValue(conn, plan, all, field, JSON.parse(value ?? 'null') as DbValue)
    conn
      .prepare(
        'INSERT OR IGNORE INTO sibling(entity, rowId, field, hlc, stream, seq, value) VALUES(?, ?, ?, ?, ?, ?, ?)',
      )
      .run(entity.id, rowId + offset, field, hlc, stream, seq, JSON.stringify(local))
  }
}

/** A register's value of the snapshot with references as rows of this database. */
function localValue(
  conn: Connection,
  plan: Plan,
  all: ReadonlyMap<string, EntityJoin>,
  register: string,
  value: DbValue,
): DbValue {
  const { key, group } = registerName(register)
  const one = (name: string, given: DbValue): DbValue => {
    const field = plan.fieldById.get(Number(name))
    if (field?.kind !== 'ref' || typeof given !== 'number') return given
    const to = all.get(field.name === 'mergedInto' ? plan.entity.name : (field.to ?? ''))
    if (!to) return null
    const known = getRow<{ local: number }>(
      conn,
      `SELECT local FROM temp.joined_${to.entity.name} WHERE snap = ?`,
      given,
    )
    return known?.local ?? given + to.offset
  }
  if (group === undefined) return one(key, value)
  if (typeof value !== 'string') return value
  const values = JSON.parse(value) as Record<string, DbValue>
  return JSON.stringify(
    Object.fromEntries(Object.entries(values).map(([name, given]) => [name, one(name, given)])),
  )
}

/** What this device works out from rows by itself. */
function derivedRows(conn: Connection, plan: Plan, from: number, to: number): void {
  const { entity } = plan
  if (plan.pointColumns.length) {
    const insert = conn.prepare(
      'INSERT OR IGNORE INTO contactPoint(norm, kind, entity, rowId) VALUES(?, ?, ?, ?)',
    )
    const rows = conn.db
      .prepare(
        `SELECT rowId, ${plan.pointColumns.join(',')} FROM main."${entity.name}" WHERE rowId > ? AND rowId <= ? AND deletedAt IS NULL AND stub = 0`,
      )
      .all(from, to) as (MutableColumns & { rowId: number })[]
    for (const row of rows)
      for (const column of plan.pointColumns)
        for (const { norm, kind } of pointsOf(plan, column, row[column] ?? null))
          insert.run(norm, kind, entity.id, row.rowId)
  }
  const { timeline } = entity
  for (const subject of timeline?.subjects ?? []) {
    const target = sharedEntities().find(({ name }) => name === plan.fieldByName.get(subject)?.to)
    conn.db
      .prepare(
        `INSERT OR IGNORE INTO timeline(subjectEntity, subjectId, at, entity, rowId)
         SELECT ${target?.id ?? 0}, ${subject}, ifnull(${timeline?.at}, 0), ${entity.id}, rowId FROM main."${entity.name}"
         WHERE ${subject} IS NOT NULL AND deletedAt IS NULL AND stub = 0 AND rowId > ? AND rowId <= ?`,
      )
      .run(from, to)
  }
}

// ---- Rows that are in both ----

interface Pair {
  readonly snap: number
  readonly local: number
}

/** Rows whose versions are not the same on both sides. */
function differing(conn: Connection, { entity }: EntityJoin): Pair[] {
  const map = `temp.joined_${entity.name}`
  const versions = (schema: string, row: string) =>
    `SELECT ${row} AS row, field, stream, seq FROM ${schema}.clock c JOIN ${map} m ON ${schema === 'snap' ? 'm.snap' : 'm.local'} = c.rowId WHERE c.entity = ${entity.id}
     UNION ALL SELECT ${row}, field, stream, seq FROM ${schema}.sibling c JOIN ${map} m ON ${schema === 'snap' ? 'm.snap' : 'm.local'} = c.rowId WHERE c.entity = ${entity.id}`
  const there = versions('snap', 'm.snap')
  const here = versions('main', 'm.snap')
  return conn.db
    .prepare(
      `SELECT snap, local FROM ${map} WHERE snap IN (
         SELECT row FROM (SELECT * FROM (${there}) EXCEPT SELECT * FROM (${here}))
         UNION SELECT row FROM (SELECT * FROM (${here}) EXCEPT SELECT * FROM (${there})))
       OR snap IN (SELECT s.rowId FROM snap.e_${entity.name} s JOIN ${map} m ON m.snap = s.rowId JOIN main."${entity.name}" r ON r.rowId = m.local WHERE s.stub = 0 AND r.stub = 1)`,
    )
    .all() as Pair[]
}

type SnapRow = MutableColumns & { readonly stub: number }

class SnapshotRow {
  readonly #conn: Connection
  readonly #plan: Plan
  readonly #rowId: number
  readonly #all: ReadonlyMap<string, EntityJoin>
  readonly row: SnapRow
  readonly #values: Record<string, DbValue> = {}

  constructor(conn: Connection, plan: Plan, rowId: number, all: ReadonlyMap<string, EntityJoin>) {
    this.#conn = conn
    this.#plan = plan
    this.#rowId = rowId
    this.#all = all
    this.row = conn.db
      .prepare(`SELECT * FROM snap.e_${plan.entity.name} WHERE rowId = ?`)
      .get(rowId) as SnapRow
    for (const column of plan.columns) this.#values[logKey(plan, column)] = this.row[column] ?? null
    const custom = typeof this.row.custom === 'string' ? (JSON.parse(this.row.custom) as MutableColumns) : {}
    for (const uuid in custom) this.#values[`c:${uuid}`] = custom[uuid] ?? null
  }

  /** Registers that hold something or were ever written. */
  registers(): Set<string> {
    const registers = new Set<string>()
    const written = this.#conn.db
      .prepare('SELECT field FROM snap.clock WHERE entity = ? AND rowId = ?')
      .all(this.#plan.entity.id, this.#rowId) as { field: string }[]
    for (const { field } of written) registers.add(field)
    for (const key in this.#values) {
      const value = this.#values[key] ?? null
      if (value === null) continue
      const field = this.#plan.fieldById.get(Number(key))
      if (field?.group !== undefined) registers.add(`g:${field.group}`)
      else if (field?.kind === 'list' || field?.kind === 'tags') {
        for (const part of partsOf(value).keys()) registers.add(`${key}.${part}`)
        registers.add(`${key}#`)
      } else registers.add(key)
    }
    registers.delete(ROW)
    return registers
  }

  stamp(field: string): Stamp | undefined {
    return this.#conn.db
      .prepare('SELECT hlc, stream, seq FROM snap.clock WHERE entity = ? AND rowId = ? AND field = ?')
      .get(this.#plan.entity.id, this.#rowId, field) as Stamp | undefined
  }

  tombstone(): { at: number; seen: Record<string, number> } | undefined {
    const row = this.#conn.db
      .prepare('SELECT at, seen FROM snap.syncTombstone WHERE entity = ? AND rowId = ?')
      .get(this.#plan.entity.id, this.#rowId) as { at: number; seen: string } | undefined
    return row && { at: row.at, seen: JSON.parse(row.seen) as Record<string, number> }
  }

  #value(register: string): DbValue {
    const { key, part, order, group } = registerName(register)
    if (register === DELETED) {
      const tombstone = this.tombstone()
      return tombstone ? tombstone.at || null : (this.#values[key] ?? null)
    }
    if (order) {
      const row = this.#conn.db
        .prepare('SELECT ids FROM snap.syncOrder WHERE entity = ? AND rowId = ? AND field = ?')
        .get(this.#plan.entity.id, this.#rowId, key) as { ids: string } | undefined
      return row?.ids ?? null
    }
    if (group !== undefined) {
      const fields = this.#plan.entity.fields.filter((field) => field.group === group)
      const values = fields.map(({ id }) => [String(id), this.#values[String(id)] ?? null] as const)
      return values.every(([, value]) => value === null) ? null : JSON.stringify(Object.fromEntries(values))
    }
    const value = this.#values[key] ?? null
    return part === undefined ? value : (partsOf(value).get(part) ?? null)
  }

  versions(register: string): Version[] {
    const local = (value: DbValue) => localValue(this.#conn, this.#plan, this.#all, register, value)
    const value = this.#value(register)
    const shown = this.stamp(register) ?? (value === null ? undefined : this.stamp(ROW))
    if (!shown) return []
    const others = this.#conn.db
      .prepare(
        'SELECT hlc, stream, seq, value FROM snap.sibling WHERE entity = ? AND rowId = ? AND field = ?',
      )
      .all(this.#plan.entity.id, this.#rowId, register) as SiblingRow[]
    return [
      { ...shown, value: local(value) },
      ...others.map((row) => ({ ...row, value: local(JSON.parse(row.value ?? 'null') as DbValue) })),
    ]
  }
}

function joinRows(
  conn: Connection,
  { plan }: EntityJoin,
  all: ReadonlyMap<string, EntityJoin>,
  pairs: readonly Pair[],
): void {
  const here = frontierOf(conn)
  const there = new Map(
    (conn.db.prepare('SELECT stream, seq FROM snap.frontier').all() as { stream: number; seq: number }[]).map(
      ({ stream, seq }) => [stream, seq],
    ),
  )
  bookkeeping(conn, (rows) => {
    for (const { snap, local } of pairs) {
      if (isWithheld(conn, plan, local)) continue
      joinRow(rows, plan, local, new SnapshotRow(conn, plan, snap, all), here, there)
    }
  })
}

function joinRow(
  rows: RowWriter,
  plan: Plan,
  rowId: number,
  other: SnapshotRow,
  here: ReadonlyMap<number, number>,
  there: ReadonlyMap<number, number>,
): void {
  const { conn } = rows
  const { entity } = plan
  if (other.row.stub) return
  const isIn = (frontier: ReadonlyMap<number, number>, { stream, seq }: Stamp) =>
    seq <= (frontier.get(stream) ?? 0)
  const own = getRow<{ stub: number }>(conn, `SELECT stub FROM "${entity.name}" WHERE rowId = ?`, rowId)
  const created = other.stamp(ROW)
  if (own?.stub) {
    conn.prepare(`UPDATE "${entity.name}" SET stub = 0 WHERE rowId = ?`).run(rowId)
    rows.touch(plan, rowId)
    if (created) setClock(conn, entity.id, rowId, ROW, created)
  }
  const registers = new Registers(conn)
  const names = other.registers()
  const written = allRows<{ field: string }>(
    conn,
    'SELECT field FROM clock WHERE entity = ? AND rowId = ?',
    entity.id,
    rowId,
  )
  for (const { field } of written) if (field !== ROW) names.add(field)
  for (const register of registersOf(conn, plan, rowId).keys()) names.add(register)
  const shown = new Map<string, DbValue>()
  for (const register of names) {
    const [mine, theirs] = [registers.standing(plan, rowId, register), other.versions(register)]
    const joined = [
      ...mine.filter(
        (one) => theirs.some((two) => one.stream === two.stream && one.seq === two.seq) || !isIn(there, one),
      ),
      ...theirs.filter(
        (one) => !mine.some((two) => one.stream === two.stream && one.seq === two.seq) && !isIn(here, one),
      ),
    ]
    if (!joined.length) {
      // Whoever erased the record took this away.
      if (!mine.length) continue
      for (const table of ['clock', 'sibling'])
        conn
          .prepare(`DELETE FROM main.${table} WHERE entity = ? AND rowId = ? AND field = ?`)
          .run(entity.id, rowId, register)
      shown.set(register, null)
      continue
    }
    const now = registers.join(plan, rowId, register, mine, joined, rows.at)
    if (now) shown.set(register, now.value)
  }
  const deletion = withShown(registers.standing(plan, rowId, DELETED), shown.get(DELETED))
  const tombstone = other.tombstone()
  if (tombstone) joinTombstone(conn, entity.id, rowId, tombstone.at, tombstone.seen)
  const columns = columnsWith(conn, plan, rowId, shown, (key) => currentValue(conn, plan, rowId, key))
  if (tombstoneOf(conn, entity.id, rowId) || shown.has(DELETED))
    columns.deletedAt = shownDeletion(conn, plan, rowId, deletion)
  rows.set(plan, rowId, columns)
}

// ---- The whole ----

function joinParked(conn: Connection): void {
  const { db } = conn
  const same =
    's.entity = p.entity AND s.id = p.id AND s.field = p.field AND s.stream = p.stream AND s.seq = p.seq'
  db.exec(
    `DELETE FROM main.syncParked AS p WHERE NOT EXISTS (SELECT 1 FROM snap.syncParked s WHERE ${same})
     AND EXISTS (SELECT 1 FROM snap.frontier f WHERE f.stream = p.stream AND f.seq >= p.seq)`,
  )
  const columns = wholeTables.syncParked.join(',')
  db.exec(
    `INSERT OR IGNORE INTO main.syncParked(${columns}) SELECT ${columns} FROM snap.syncParked s
     WHERE NOT EXISTS (SELECT 1 FROM main.syncFrontier f WHERE f.stream = s.stream AND f.seq >= s.seq)`,
  )
}

function joinFrontier(conn: Connection): void {
  for (const table of ['syncSaw', 'syncParent'] as const) {
    const columns = wholeTables[table].join(',')
    conn.db.exec(`INSERT OR IGNORE INTO main.${table}(${columns}) SELECT ${columns} FROM snap.${table}`)
  }
  const frontier = new Frontier(conn)
  const rows = conn.db.prepare('SELECT stream, seq, hash, device FROM snap.frontier').all() as {
    stream: number
    seq: number
    hash: Uint8Array
    device: Uint8Array | null
  }[]
  for (const { stream, seq, hash, device } of rows)
    if (seq > frontier.seq(stream)) frontier.set(stream, seq, hash, device)
}
