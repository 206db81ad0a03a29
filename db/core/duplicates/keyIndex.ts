/**
 * The keys of every record of an entity, in the memory of a reading thread: built in slices when first asked for, then
 * kept up with the log. Holds rows whoever may see them; who reads candidates applies the rights.
 */
import { performance } from 'node:perf_hooks'
import { type Element, elementKey } from '../../shared/duplicates/merging.ts'
import type { Entity } from '../../shared/entity.ts'
import { phoneDigits } from '../../shared/phone.ts'
import { foldCompact } from '../../shared/text/fold.ts'
import { allRows, type Connection } from '../connection.ts'
import { pointKinds } from '../derive.ts'
import { prepared } from '../lookup/statements.ts'
import { elementsIn } from '../merge.ts'
import { planOf } from '../plan.ts'
import { lastSeq } from '../transaction.ts'
import { hash, type KeyRow, keysOfLinks, keysOfName, type Source } from './keys.ts'

const ROWS = 2 ** 23
const CHUNK = 2_000
const SLICE_MS = 25
/** More changed rows than this, and the index is built anew. */
const MAX_CHANGED = 20_000

/** Sorted numbers, each a key and the row that has it. */
class Pairs {
  #numbers = new Float64Array(1 << 12)
  #used = 0

  add(key: number, rowId: number): void {
    if (this.#used === this.#numbers.length) {
      const grown = new Float64Array(this.#numbers.length * 2)
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    this.#numbers[this.#used++] = key * ROWS + rowId
  }

  sort(): void {
    this.#numbers = this.#numbers.slice(0, this.#used).sort()
  }

  rows(key: number, limit: number, into: Set<number>): void {
    let [low, high] = [0, this.#used]
    const from = key * ROWS
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#numbers[middle] ?? 0) < from) low = middle + 1
      else high = middle
    }
    for (let n = 0; n < limit && low < this.#used; n++, low++) {
      const number = this.#numbers[low] ?? 0
      if (number >= from + ROWS) return
      into.add(number - from)
    }
  }

  /** Rows that share a key, if at least two and not more than `most` do. */
  *groups(most: number): Generator<number[]> {
    for (let at = 0; at < this.#used; ) {
      const key = Math.floor((this.#numbers[at] ?? 0) / ROWS)
      let end = at + 1
      while (end < this.#used && (this.#numbers[end] ?? 0) < (key + 1) * ROWS) end++
      if (end - at > 1 && end - at <= most)
        yield Array.from(this.#numbers.subarray(at, end), (number) => number - key * ROWS)
      at = end
    }
  }
}

/** Lets others have the thread between two slices. @throws AppError Cancelled */
export type Pause = (done: number) => Promise<void>

export class KeyIndex {
  readonly #conn: Connection
  readonly #entity: Entity
  readonly #names = new Map<string, number>()
  #byName = new Pairs()
  readonly #byLink = new Map<Source, Pairs>()
  /** Keys of rows written since it was built. */
  readonly #fresh = new Map<number, Set<number>>()
  #seq = -1
  size = 0

  constructor(conn: Connection, entity: Entity) {
    this.#conn = conn
    this.#entity = entity
  }

  /** Brings it up to the log, or builds it. `whole`: as what `groups` reads, which does not see single new rows. */
  async ready(pause: Pause, options: { whole?: boolean } = {}): Promise<void> {
    if (
      this.#seq < 0 ||
      (options.whole && lastSeq(this.#conn) !== this.#seq) ||
      (options.whole && this.#fresh.size)
    )
      await this.#build(pause)
    const to = lastSeq(this.#conn)
    if (to === this.#seq) return
    const changed = allRows<{ rowId: number }>(
      this.#conn,
      `SELECT DISTINCT rowId FROM change WHERE seq > ? AND seq <= ? AND entity = ? LIMIT ${MAX_CHANGED + 1}`,
      this.#seq,
      to,
      this.#entity.id,
    )
    if (changed.length > MAX_CHANGED || this.#fresh.size > 4 * MAX_CHANGED) {
      await this.#build(pause)
      return
    }
    this.#seq = to
    const select = this.#select('r.rowId = ?')
    for (const { rowId } of changed) {
      const cells = select.get(rowId) as Cells | undefined
      if (!cells) continue
      const row = keyRow(cells)
      const add = (key: number): void => {
        const rows = this.#fresh.get(key)
        if (rows) rows.add(rowId)
        else this.#fresh.set(key, new Set([rowId]))
      }
      for (const key of keysOfName(this.#entity, row)) add(key)
      keysOfLinks(this.#entity, row, (_source, key) => add(key))
      for (const norm of phonesOf(cells)) add(hash(`p${phoneEnd(norm)}`))
    }
  }

  async #build(pause: Pause): Promise<void> {
    const seq = lastSeq(this.#conn)
    this.#byName = new Pairs()
    this.#byLink.clear()
    this.#fresh.clear()
    this.#names.clear()
    this.size = 0
    const select = this.#select('r.rowId > ? ORDER BY r.rowId LIMIT ?')
    let last = 0
    for (let until = performance.now() + SLICE_MS; ; ) {
      const rows = select.all(last, CHUNK / 10) as Cells[]
      for (const cells of rows) this.#learn(cells)
      last = rows.at(-1)?.[0] ?? last
      if (!rows.length) break
      if (performance.now() < until) continue
      await pause(this.size)
      until = performance.now() + SLICE_MS
    }
    await this.#learnPhones(pause)
    this.#byName.sort()
    await pause(this.size)
    for (const pairs of this.#byLink.values()) pairs.sort()
    this.#seq = seq
  }

  async #learnPhones(pause: Pause): Promise<void> {
    const select = prepared(this.#conn, phonesAfter, 'raw')
    for (let last: readonly [string, number] = ['', 0]; ; ) {
      const points = select.all(...last, this.#entity.id, pointKinds.phone) as [string, number][]
      for (const [norm, rowId] of points) this.#link('points', hash(`p${phoneEnd(norm)}`), rowId)
      const end = points.at(-1)
      if (!end) return
      last = end
      await pause(this.size)
    }
  }

  #link(source: Source, key: number, rowId: number): void {
    let pairs = this.#byLink.get(source)
    if (!pairs) {
      pairs = new Pairs()
      this.#byLink.set(source, pairs)
    }
    pairs.add(key, rowId)
  }

  #learn(cells: Cells): void {
    const rowId = cells[0]
    const row = keyRow(cells)
    this.size++
    for (const key of keysOfName(this.#entity, row)) this.#byName.add(key, rowId)
    keysOfLinks(this.#entity, row, (source, key) => this.#link(source, key, rowId))
    for (const name of [row.given, row.family]) {
      if (!name) continue
      const folded = foldCompact(name)
      this.#names.set(folded, (this.#names.get(folded) ?? 0) + 1)
    }
  }

  #select(where: string) {
    const plan = planOf(this.#entity)
    const { title } = this.#entity
    const own = (name: string): string => (plan.fieldByName.has(name) ? `r.${name}` : 'NULL')
    const company = plan.fieldByName.has('companyId')
      ? '(SELECT c.canonicalId FROM main.company c WHERE c.rowId = r.companyId)'
      : 'NULL'
    const hosts = title.from === 'person' ? 'NULL' : own('websites')
    return prepared(
      this.#conn,
      `SELECT r.rowId, ${['givenName', 'middleName', 'familyName', 'nickname'].map(own).join(', ')},
        ${title.from === 'person' ? 'NULL' : `r.${title.field}`}, ${company}, ${own('birthday')}, ${own('taxId')},
        ${own('addresses')}, ${hosts}, ${title.from === 'person' ? 'NULL' : own('emails')}, ${where.startsWith('r.rowId =') ? own('phones') : 'NULL'}
       FROM main.${this.#entity.name} r WHERE ${where.startsWith('r.rowId =') ? where : `r.deletedAt IS NULL AND r.stub = 0 AND ${where}`}`,
      'raw',
    )
  }

  /** How often a name occurs. */
  readonly count = (folded: string): number => this.#names.get(folded) ?? 0

  /** Rows with that telephone number, however its beginning is written. */
  withPhone(end: string, most: number): Set<number> {
    const found = new Set<number>()
    const key = hash(`p${end}`)
    this.#byLink.get('points')?.rows(key, most, found)
    for (const rowId of this.#fresh.get(key) ?? []) found.add(rowId)
    return found
  }

  /** Rows that share a key with a row that may not be stored yet; `most` of each key. */
  candidates(row: KeyRow, most: number): Set<number> {
    const found = new Set<number>()
    const look = (pairs: Pairs | undefined, key: number): void => {
      pairs?.rows(key, most, found)
      for (const rowId of this.#fresh.get(key) ?? []) found.add(rowId)
    }
    keysOfLinks(this.#entity, row, (source, key) => look(this.#byLink.get(source), key))
    for (const key of keysOfName(this.#entity, row)) look(this.#byName, key)
    return found
  }

  /** Of `points` only telephones: the others are in the database's own index. */
  groups(source: Source, most: number): Generator<number[]> {
    return (source === 'name' ? this.#byName : (this.#byLink.get(source) ?? new Pairs())).groups(most)
  }
}

type Cells = readonly [rowId: number, ...rest: (string | number | null)[]]

const text = (value: string | number | null | undefined): string => (typeof value === 'string' ? value : '')
const elements = (stored: string | number | null | undefined): readonly Element[] =>
  stored ? elementsIn(text(stored)).filter((part) => typeof part !== 'string') : []

function keyRow(cells: Cells): KeyRow {
  const [, given, middle, family, nickname, title, companyId, birthday, taxId, addresses, websites, emails] =
    cells
  return {
    given: text(given),
    middle: text(middle),
    family: text(family),
    nickname: text(nickname),
    title: text(title),
    companyId: typeof companyId === 'number' ? companyId : null,
    birthday: text(birthday),
    taxId: text(taxId).replace(/\D/g, ''),
    addresses: elements(addresses).map((address) => elementKey('address', address)),
    hosts: hostsIn(elements(websites), elements(emails)),
  }
}

export function hostsIn(websites: readonly Element[], emails: readonly Element[]): string[] {
  const value = (element: Element): string =>
    typeof element.value === 'string' ? element.value.toLowerCase() : ''
  return [
    ...websites.flatMap(
      (site) => /^(?:https?:\/\/)?(?:www\.)?([^/:?#]+\.[^/:?#]+)/.exec(value(site))?.[1] ?? [],
    ),
    ...emails.flatMap((email) => value(email).split('@')[1] ?? []),
  ]
}

const END = 8
/** What is the same of a number written at home and from abroad. */
export const phoneEnd = (digits: string): string => digits.slice(-END)

const phonesAfter = `SELECT norm, rowId FROM contactPoint WHERE (norm, rowId) > (?, ?) AND entity = ? AND kind = ? ORDER BY norm, rowId LIMIT 5000`

/** Telephone numbers of a single row, in their normal form. */
const phonesOf = (cells: Cells): string[] =>
  elements(cells[12]).flatMap(({ e164, value }) =>
    typeof e164 === 'string' ? e164.slice(1) : typeof value === 'string' ? (phoneDigits(value)[0] ?? []) : [],
  )

const indexes = new WeakMap<Connection, Map<string, KeyIndex>>()

/** The index of an entity in this thread. */
export function keyIndexOf(conn: Connection, entity: Entity): KeyIndex {
  let known = indexes.get(conn)
  if (!known) {
    known = new Map()
    indexes.set(conn, known)
  }
  let index = known.get(entity.name)
  if (!index) {
    index = new KeyIndex(conn, entity)
    known.set(entity.name, index)
  }
  return index
}
