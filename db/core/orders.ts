/**
 * Base orders: for an entity and a sort, the local ids of all its rows in that order, hidden rows too, as one typed array
 * shared by every list. An order is never changed in place, because snapshots hold it: a few changed rows give a patched
 * copy, many a new one. All within one budget, the longest unused dropped first.
 */
import { performance } from 'node:perf_hooks'
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import type { Sort } from '../shared/filter.ts'
import type { Connection } from './connection.ts'
import { countingSort, type Ranks, rank, replaced } from './lookup/ranks.ts'
import { parseSort, type SortColumn, type SortPart, type SortValue, sortName } from './lookup/sortColumns.ts'
import { pluck, pluckOne, prepared } from './lookup/statements.ts'
import type { ChangeBatch } from './tail.ts'

export const DEFAULT_SORT: Sort = ['displayName']
const BUDGET = 256 * 1024 * 1024
const MAX_PATCH = 1_000
/** A search step of a patch reads one row, about this many milliseconds. */
const PROBE_MS = 0.006
/** A list that costs more than a tenth of this to sort is sorted anew at most once in this time. */
const REBUILD_EVERY_MS = 1_000

interface Cached {
  readonly entity: Entity
  readonly parts: readonly SortPart[]
  /** Rows changed since, as far as they are known one by one. */
  readonly dirty: Set<number>
  stale: boolean
  readonly bytes: number
}
interface CachedOrder extends Cached {
  readonly rowIds: Int32Array
  readonly builtAt: number
  readonly buildMs: number
}
interface CachedRanks extends Cached {
  readonly ranks: Ranks
}

const isName = (part: SortPart | undefined): boolean => part?.column.name === 'displayName'

/** Keys of one row, the parts' first, the name's last. */
type RowKeys = readonly SortValue[]

export class Orders {
  readonly #conn: Connection
  readonly #budget: number
  readonly #orders = new Map<string, CachedOrder>()
  readonly #ranks = new Map<string, CachedRanks>()
  #bytes = 0

  constructor(conn: Connection, budget = BUDGET) {
    this.#conn = conn
    this.#budget = budget
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Whether the order is at hand without reading the table. */
  isReady(entity: Entity, sort: Sort): boolean {
    const known = this.#orders.get(`${entity.name} ${sortName(parseSort(this.#conn, entity, sort))}`)
    return known !== undefined && !known.stale
  }

  /**
   * All rows of the entity in order. Not `exact`: while others write much, an order up to a second old will do.
   * @throws AppError Invalid for a field that is unknown or has no order
   */
  order(entity: Entity, sort: Sort, { exact = true }: { exact?: boolean } = {}): Int32Array {
    const parts = parseSort(this.#conn, entity, sort)
    const key = `${entity.name} ${sortName(parts)}`
    const known = this.#orders.get(key)
    if (!known) return this.#build(key, entity, parts)
    this.#orders.delete(key)
    this.#orders.set(key, known)
    if (known.stale) {
      const wait = Math.min(REBUILD_EVERY_MS, known.buildMs * 10)
      if (!exact && performance.now() - known.builtAt < wait) return known.rowIds
      return this.#build(key, entity, parts)
    }
    return known.dirty.size ? this.#refresh(key, known) : known.rowIds
  }

  /** A few rows in the order of a sort, without building it. */
  sortRows(entity: Entity, sort: Sort, rowIds: Iterable<number>): Int32Array {
    const parts = parseSort(this.#conn, entity, sort)
    return Int32Array.from(this.#inOrder(parts, this.#reader(entity, parts), rowIds))
  }

  /**
   * The place of typed text in rows sorted by `sort`: the first row whose value begins with it, else where it would stand.
   * Null when the first column is none to type in.
   */
  seek(
    entity: Entity,
    sort: Sort,
    rowIds: Int32Array,
    typed: string,
  ): { offset: number; exact: boolean } | null {
    const [first] = parseSort(this.#conn, entity, sort)
    const start = first?.column.prefix?.(typed)
    if (!first || typeof start !== 'string') return null
    const read = this.#reader(entity, [first])
    const keyAt = (at: number): SortValue => read(rowIds[at] ?? 0)?.[0] ?? null
    const isBefore = (key: SortValue): boolean => {
      if (typeof key !== 'string') return false
      return first.descending ? key > start && !key.startsWith(start) : key < start
    }
    let [low, high] = [0, rowIds.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBefore(keyAt(middle))) low = middle + 1
      else high = middle
    }
    const found = low < rowIds.length ? keyAt(low) : null
    return {
      offset: Math.min(low, Math.max(0, rowIds.length - 1)),
      exact: typeof found === 'string' && found.startsWith(start),
    }
  }

  /** Where in rows sorted by `entry` another value begins; null for more than `most`. */
  stretches(entity: Entity, entry: string, rowIds: Int32Array, most: number): number[] | null {
    const [first] = parseSort(this.#conn, entity, [entry])
    if (!first) return null
    const { ranks, dirty } = this.#ranksOf(entity, first.column)
    const read = this.#reader(entity, [first])
    const isSame = (a: number, b: number): boolean =>
      dirty.has(a) || dirty.has(b) ? read(a)?.[0] === read(b)?.[0] : ranks.of[a] === ranks.of[b]
    const starts: number[] = []
    for (let at = 0; at < rowIds.length; at++) {
      if (at > 0 && isSame(rowIds[at - 1] ?? 0, rowIds[at] ?? 0)) continue
      if (starts.length === most) return null
      starts.push(at)
    }
    return starts
  }

  onBatch(batch: ChangeBatch): void {
    for (const cached of [...this.#orders.values(), ...this.#ranks.values()]) {
      const rows = batch.rows.get(cached.entity.id)
      if (rows === 'many') cached.stale = true
      else if (rows) for (const rowId of rows) cached.dirty.add(rowId)
      // A company's new name moves everybody who is sorted by company.
      const moved = cached.parts.some(({ column }) => column.through && batch.rows.has(column.through.to.id))
      if (moved || cached.dirty.size > MAX_PATCH) cached.stale = true
      if (cached.stale) cached.dirty.clear()
    }
  }

  // ---- Building ----

  #build(key: string, entity: Entity, parts: readonly SortPart[]): Int32Array {
    const started = performance.now()
    const rowIds = this.#sorted(entity, parts)
    const builtAt = performance.now()
    return this.#keep(key, entity, parts, rowIds, builtAt, builtAt - started)
  }

  #keep(
    key: string,
    entity: Entity,
    parts: readonly SortPart[],
    rowIds: Int32Array,
    builtAt: number,
    buildMs: number,
  ): Int32Array {
    this.#bytes -= this.#orders.get(key)?.bytes ?? 0
    this.#orders.delete(key)
    const bytes = rowIds.byteLength
    this.#orders.set(key, { entity, parts, rowIds, builtAt, buildMs, dirty: new Set(), stale: false, bytes })
    this.#bytes += bytes
    this.#shrink(key)
    return rowIds
  }

  #sorted(entity: Entity, parts: readonly SortPart[]): Int32Array {
    const [only] = parts
    if (parts.length === 1 && only && isName(only)) {
      if (!only.descending) return readByName(this.#conn, entity)
      return reversedByName(this.order(entity, DEFAULT_SORT), this.#nameless(entity))
    }
    // Equals stand by name. Ranks may lag behind by a few rows: those are left out and put in one by one.
    const last = parts.at(-1)
    const ranked = isName(last) && !last?.descending ? parts.slice(0, -1) : parts
    const columns = ranked.map((part) => ({ part, cached: this.#ranksOf(entity, part.column) }))
    const behind = new Set(columns.flatMap(({ cached }) => [...cached.dirty]))
    let rows = this.order(entity, DEFAULT_SORT)
    if (behind.size) rows = rows.filter((rowId) => !behind.has(rowId))
    for (const { part, cached } of columns.reverse()) rows = countingSort(rows, cached.ranks, part.descending)
    return behind.size ? this.#patched(entity, parts, rows, behind) : rows
  }

  #nameless(entity: Entity): number {
    return namelessRows(this.#conn, entity).length
  }

  #ranksOf(entity: Entity, column: SortColumn): CachedRanks {
    const key = `${entity.name} ${column.name}`
    let known = this.#ranks.get(key)
    if (known && !known.stale) {
      this.#ranks.delete(key)
      this.#ranks.set(key, known)
      return known
    }
    this.#bytes -= known?.bytes ?? 0
    const ranks = readRanks(this.#conn, entity, column)
    const bytes = ranks.of.byteLength
    known = { entity, parts: [{ column, descending: false }], ranks, dirty: new Set(), stale: false, bytes }
    this.#ranks.set(key, known)
    this.#bytes += bytes
    this.#shrink(key)
    return known
  }

  /** Drops what was longest unused until the rest fits; columns before orders, as lists show orders. */
  #shrink(latest: string): void {
    for (const cache of [this.#ranks, this.#orders]) {
      for (const [key, { bytes }] of cache) {
        if (this.#bytes <= this.#budget) return
        if (key === latest) continue
        cache.delete(key)
        this.#bytes -= bytes
      }
    }
  }

  // ---- Patching ----

  #refresh(key: string, known: CachedOrder): Int32Array {
    const { entity, parts, rowIds, dirty, buildMs, builtAt } = known
    const probes = dirty.size * Math.ceil(Math.log2(rowIds.length + 2))
    if (probes * PROBE_MS > Math.max(buildMs, 5)) return this.#build(key, entity, parts)
    return this.#keep(key, entity, parts, this.#patched(entity, parts, rowIds, dirty), builtAt, buildMs)
  }

  /** The order with the changed rows where they belong now. */
  #patched(
    entity: Entity,
    parts: readonly SortPart[],
    rowIds: Int32Array,
    changed: ReadonlySet<number>,
  ): Int32Array {
    const read = this.#reader(entity, parts)
    const newcomers = this.#inOrder(parts, read, changed)
    const keys = new Map(newcomers.map((rowId) => [rowId, read(rowId)]))
    return replaced(
      rowIds,
      (rowId) => changed.has(rowId),
      newcomers,
      (newcomer, row) => compare(parts, newcomer, keys.get(newcomer), row, read(row)) < 0,
    )
  }

  /** Existing rows of those given, sorted by their keys. */
  #inOrder(
    parts: readonly SortPart[],
    read: (rowId: number) => RowKeys | undefined,
    rowIds: Iterable<number>,
  ): number[] {
    const rows: { rowId: number; keys: RowKeys }[] = []
    for (const rowId of rowIds) {
      const keys = read(rowId)
      if (keys) rows.push({ rowId, keys })
    }
    return rows.sort((a, b) => compare(parts, a.rowId, a.keys, b.rowId, b.keys)).map(({ rowId }) => rowId)
  }

  /** Reads the keys of one row as it is now. */
  #reader(entity: Entity, parts: readonly SortPart[]): (rowId: number) => RowKeys | undefined {
    const columns = parts.map(({ column }) => column)
    const expressions = [...columns.map((column) => valueSql(column, 'r')), 'r.sortKey']
    const select = prepared(
      this.#conn,
      `SELECT ${expressions.join(', ')} FROM main."${entity.name}" r WHERE r.rowId = ?`,
      'raw',
    )
    return (rowId) => {
      const row = select.get(rowId) as DbValue[] | undefined
      if (!row) return undefined
      const keys: SortValue[] = columns.map((column, at) => {
        const stored = row[at] ?? null
        return stored === null ? null : column.key(stored)
      })
      const name = row[columns.length]
      keys.push(typeof name === 'string' && name !== '' ? name : null)
      return keys
    }
  }
}

function compareValues(a: SortValue, b: SortValue, descending: boolean): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  // Numbers before texts, should a column ever hold both.
  const less = typeof a === typeof b ? a < b : typeof a === 'number'
  return less === descending ? 1 : -1
}

/** The one definition of order: the parts in turn, then the name, then the age of the row. */
function compare(
  parts: readonly SortPart[],
  a: number,
  keysA: RowKeys | undefined,
  b: number,
  keysB: RowKeys | undefined,
): number {
  for (const [at, { descending }] of parts.entries()) {
    const by = compareValues(keysA?.[at] ?? null, keysB?.[at] ?? null, descending)
    if (by !== 0) return by
  }
  const name = keysA?.[parts.length] ?? null
  const by = compareValues(name, keysB?.[parts.length] ?? null, false)
  if (by !== 0) return by
  const [only] = parts
  // Names backwards are the index read backwards, equals included.
  return parts.length === 1 && isName(only) && only?.descending && name !== null ? b - a : a - b
}

/** A column's value over the base row; through a reference, the value of the record it leads to, if all may know it. */
function valueSql(column: SortColumn, alias: string): string {
  if (!column.through) return column.sql(alias)
  const { to, inner } = column.through
  return `(SELECT ${knownToAll(inner.sql('w'))} FROM main."${to.name}" t JOIN main."${to.name}" w ON w.rowId = t.canonicalId WHERE t.rowId = ${column.sql(alias)})`
}

/** Orders are shared by all users, so the place of a row tells nothing of a private or trashed record it refers to. */
const knownToAll = (sql: string): string =>
  `CASE WHEN w.private IS NOT 1 AND w.trashedAt IS NULL AND w.deletedAt IS NULL AND w.stub = 0 THEN ${sql} END`

// ---- Reading whole columns ----

/** Measured: a quarter of the time that the typed array's constructor takes for the same list. */
function int32(list: readonly number[]): Int32Array {
  const array = new Int32Array(list.length)
  for (let at = 0; at < array.length; at++) array[at] = list[at] ?? 0
  return array
}

/** The covering index read through; rows without a name, first in it, go last by age. */
export function readByName(conn: Connection, entity: Entity): Int32Array {
  const rowIds = int32(pluck(conn, `SELECT rowId FROM main."${entity.name}" ORDER BY sortKey, rowId`))
  const nameless = namelessRows(conn, entity)
  if (nameless.length === 0) return rowIds
  rowIds.copyWithin(0, nameless.length)
  rowIds.set(nameless, rowIds.length - nameless.length)
  return rowIds
}

function namelessRows(conn: Connection, { name }: Entity): Int32Array {
  const without = pluck(conn, `SELECT rowId FROM main."${name}" WHERE sortKey IS NULL`)
  const empty = pluck(conn, `SELECT rowId FROM main."${name}" WHERE sortKey = ''`)
  return Int32Array.from([...without, ...empty]).sort()
}

function reversedByName(byName: Int32Array, nameless: number): Int32Array {
  const rowIds = byName.slice()
  rowIds.subarray(0, rowIds.length - nameless).reverse()
  return rowIds
}

/** Ranks a whole column by one scan of the table. */
export function readRanks(conn: Connection, entity: Entity, column: SortColumn): Ranks {
  const table = `main."${entity.name}"`
  const values = prepared(
    conn,
    `SELECT ${column.sql('r')} FROM ${table} r ORDER BY r.rowId`,
    'pluck',
  ).all() as DbValue[]
  const highest = pluckOne(conn, `SELECT max(rowId) FROM ${table}`)
  // Rows are never taken out of a table in daily life, so that most often they are simply counted.
  const rowIds: ArrayLike<number> =
    highest === values.length
      ? Int32Array.from({ length: highest }, (_, at) => at + 1)
      : pluck(conn, `SELECT rowId FROM ${table} r ORDER BY r.rowId`)
  return rank(rowIds, values, highest, column.through ? keysThrough(conn, entity, column) : column.key)
}

/** What the referenced records' values are, read once for each of them. */
function keysThrough(conn: Connection, entity: Entity, column: SortColumn): (stored: DbValue) => SortValue {
  const { through } = column
  if (!through) return column.key
  const { to, inner } = through
  const rows = prepared(
    conn,
    `SELECT t.rowId, ${knownToAll(inner.sql('w'))} FROM main."${to.name}" t JOIN main."${to.name}" w ON w.rowId = t.canonicalId
     WHERE t.rowId IN (SELECT ${column.sql('r')} FROM main."${entity.name}" r WHERE ${column.sql('r')} IS NOT NULL)`,
    'raw',
  ).all() as [number, DbValue][]
  const keys = new Map(rows.map(([rowId, value]) => [rowId, value === null ? null : inner.key(value)]))
  return (stored) => (typeof stored === 'number' ? (keys.get(stored) ?? null) : null)
}
