/**
 * The keys of every record of an entity, in the memory of a reading thread: built in slices when first asked for, then
 * kept up with the log. Holds rows whoever may see them; who reads candidates applies the rights.
 */
import { performance } from 'node:perf_hooks'
import type { Element } from '../../shared/duplicates/merging.ts'
import type { Sketch } from '../../shared/duplicates/score.ts'
import type { Entity } from '../../shared/entity.ts'
import { phoneDigits } from '../../shared/phone.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { soundsOfName } from '../../shared/text/transliterate.ts'
import { allRows, type Connection } from '../connection.ts'
import { pointKinds } from '../derive.ts'
import { prepared } from '../lookup/statements.ts'
import { elementsIn } from '../merge.ts'
import { planOf } from '../plan.ts'
import { lastSeq } from '../transaction.ts'
import { hash } from './hash.ts'
import {
  addressHashes,
  hostsIn,
  type KeyRow,
  keysOfLinks,
  keysOfName,
  phoneKey,
  type Source,
  valuesIn,
} from './keys.ts'
import { Pairs } from './pairs.ts'
import { addressNumber, birthdayNumber, Traits } from './traits.ts'

const CHUNK = 500
const SLICE_MS = 25
/** More changed rows than this, and the index is built anew. */
const MAX_CHANGED = 20_000

/** Lets others have the thread between two slices. @throws AppError Cancelled */
export type Pause = (done: number) => Promise<void>

export class KeyIndex {
  readonly #conn: Connection
  readonly #entity: Entity
  #traits = new Traits()
  /** By the number of the name. */
  readonly #titles = new Map<number, string>()
  /** Of people only when somebody looks by name alone. */
  #byName: Pairs | undefined
  readonly #byLink = new Map<Source, Pairs>()
  #late = 0
  #seq = -1
  #become: ReadonlyMap<number, number> = new Map()
  size = 0

  constructor(conn: Connection, entity: Entity) {
    this.#conn = conn
    this.#entity = entity
  }

  /**
   * Brings it up to the log, or builds it. `whole`: as what `groups` reads, which does not see single new rows. `names`: to
   * look by name alone.
   */
  async ready(pause: Pause, options: { whole?: boolean; names?: boolean } = {}): Promise<void> {
    const to = lastSeq(this.#conn)
    const stale = options.whole === true && (to !== this.#seq || this.#late > 0)
    if (this.#seq < 0 || stale || !this.#follow(to)) await this.#build(pause)
    if (options.names && !this.#byName) await this.#learnNames(pause)
  }

  /** Learns what was written since; false when that was too much. */
  #follow(to: number): boolean {
    if (to === this.#seq) return true
    const changed = allRows<{ rowId: number }>(
      this.#conn,
      `SELECT DISTINCT rowId FROM change WHERE seq > ? AND seq <= ? AND entity = ? LIMIT ${MAX_CHANGED + 1}`,
      this.#seq,
      to,
      this.#entity.id,
    )
    this.#late += changed.length
    if (this.#late > MAX_CHANGED) return false
    this.#seq = to
    this.#become = becomeOf(this.#conn, this.#entity)
    const select = this.#select('r.rowId = ?', 'phones')
    for (const { rowId } of changed) {
      const cells = select.get(rowId) as Cells | undefined
      if (!cells) continue
      const row = this.#remember(cells)
      if (this.#byName) for (const key of keysOfName(this.#entity, row)) this.#byName.addLate(key, rowId)
      keysOfLinks(this.#entity, row, this.#sounds, (source, key) => this.#link(source).addLate(key, rowId))
      for (const norm of phonesOf(cells)) this.#link('points').addLate(phoneKey(norm), rowId)
    }
    return true
  }

  async #build(pause: Pause): Promise<void> {
    const seq = lastSeq(this.#conn)
    this.#traits = new Traits()
    this.#titles.clear()
    this.#byName = undefined
    this.#byLink.clear()
    this.#late = 0
    this.size = 0
    this.#become = becomeOf(this.#conn, this.#entity)
    const select = this.#select('r.deletedAt IS NULL AND r.stub = 0 AND r.rowId > ? ORDER BY r.rowId LIMIT ?')
    let last = 0
    for (let until = performance.now() + SLICE_MS; ; ) {
      const rows = select.all(last, CHUNK) as Cells[]
      for (const cells of rows) this.#learn(cells)
      last = rows.at(-1)?.[0] ?? last
      if (!rows.length) break
      if (performance.now() < until) continue
      await pause(this.size)
      until = performance.now() + SLICE_MS
    }
    await this.#learnPhones(pause)
    for (const pairs of this.#byLink.values()) {
      await pause(this.size)
      pairs.sort()
    }
    this.#seq = seq
  }

  #learn(cells: Cells): void {
    const row = this.#remember(cells)
    this.size++
    keysOfLinks(this.#entity, row, this.#sounds, (source, key) => this.#link(source).add(key, cells[0]))
  }

  async #learnPhones(pause: Pause): Promise<void> {
    const select = prepared(this.#conn, phonesAfter, 'raw')
    const pairs = this.#link('points')
    for (let last: readonly [string, number] = ['', 0]; ; ) {
      const points = select.all(...last, this.#entity.id, pointKinds.phone) as [string, number][]
      for (const [norm, rowId] of points) pairs.add(phoneKey(norm), rowId)
      const end = points.at(-1)
      if (!end) return
      last = end
      await pause(this.size)
    }
  }

  async #learnNames(pause: Pause): Promise<void> {
    const pairs = new Pairs()
    let until = performance.now() + SLICE_MS
    for (let rowId = 1; rowId <= this.#traits.last; rowId++) {
      for (const key of keysOfName(this.#entity, this.#namesOf(rowId))) pairs.add(key, rowId)
      if (rowId % CHUNK || performance.now() < until) continue
      await pause(this.size)
      until = performance.now() + SLICE_MS
    }
    pairs.sort()
    this.#byName = pairs
  }

  #namesOf(rowId: number) {
    const traits = this.#traits
    return {
      given: traits.name(rowId, 'given'),
      family: traits.name(rowId, 'family'),
      nickname: traits.name(rowId, 'nickname'),
      // What is called by one name has it in the place of a given name.
      title: traits.name(rowId, 'given'),
    }
  }

  #link(source: Source): Pairs {
    let pairs = this.#byLink.get(source)
    if (!pairs) {
      pairs = new Pairs()
      this.#byLink.set(source, pairs)
    }
    return pairs
  }

  readonly #sounds = (name: string): readonly number[] => {
    const { names } = this.#traits
    return names.sounds(names.number(name))
  }

  /** Keeps the numbers of a row and gives what its keys are made of. */
  #remember(cells: Cells): KeyRow {
    const [rowId, given, middle, family, nickname, title] = cells
    const { names } = this.#traits
    const [first, last] = [names.number(text(given) || text(title)), names.number(text(family))]
    if (first) names.met(first)
    if (last) names.met(last)
    const row = keyRow(cells, this.#become)
    this.#traits.set(rowId, {
      given: first,
      middle: names.number(text(middle)),
      family: last,
      nickname: names.number(text(nickname)),
      company: row.companyId ?? 0,
      birthday: birthdayNumber(row.birthday),
      address: addressNumber(row.addresses),
    })
    return row
  }

  #select(where: string, phones: 'phones' | undefined = undefined) {
    const plan = planOf(this.#entity)
    const { title } = this.#entity
    const own = (name: string): string => (plan.fieldByName.has(name) ? `r.${name}` : 'NULL')
    const ofOrganisation = (name: string): string => (title.from === 'person' ? 'NULL' : own(name))
    return prepared(
      this.#conn,
      `SELECT r.rowId, ${['givenName', 'middleName', 'familyName', 'nickname'].map(own).join(', ')},
        ${title.from === 'person' ? 'NULL' : own(title.field)}, ${own('companyId')}, ${own('birthday')}, ${own('taxId')},
        ${own('addresses')}, ${ofOrganisation('websites')}, ${ofOrganisation('emails')}, ${phones ? own(phones) : 'NULL'}
       FROM main.${this.#entity.name} r WHERE ${where}`,
      'raw',
    )
  }

  /** How often a name occurs. */
  readonly count = (folded: string): number => this.#traits.names.count(folded)

  sketch(rowId: number): Sketch {
    return this.#traits.sketch(rowId)
  }

  /** What a record that goes by a title is called, an organisation without its form. */
  title(rowId: number): string {
    const number = this.#traits.get(rowId, 'given')
    let title = this.#titles.get(number)
    if (title === undefined) {
      const called = this.#traits.names.text(number)
      title = this.#entity.title.from === 'organisation' ? stripCompanyForm(called) : called
      this.#titles.set(number, title)
    }
    return title
  }

  /** Rows with that telephone number, however its beginning is written. */
  withPhone(end: string, most: number): Set<number> {
    const found = new Set<number>()
    this.#byLink.get('points')?.each(phoneKey(end), most, (rowId) => found.add(rowId))
    return found
  }

  /**
   * Rows that share a key with a row that may not be stored yet: `few` of each key, and of `many` those that share something
   * else too, because what many have each by itself may be rare together. `reached`: rows with a contact point in common.
   */
  candidates(row: KeyRow, reached: ReadonlySet<number>, few: number, many: number): Set<number> {
    const found = new Set<number>()
    const met = new Set(reached)
    const sounds = (name: string): number[] => soundsOfName(name).map(hash)
    keysOfLinks(this.#entity, row, sounds, (source, key) => {
      let n = 0
      this.#byLink.get(source)?.each(key, many, (rowId) => {
        if (n++ < few || met.has(rowId)) found.add(rowId)
        met.add(rowId)
      })
    })
    // Namesakes have all keys of the name in common, which is one thing and not several.
    for (const key of keysOfName(this.#entity, row)) {
      let n = 0
      this.#byName?.each(key, many, (rowId) => {
        if (n++ < few || met.has(rowId)) found.add(rowId)
      })
    }
    return found
  }

  /** Of `points` only telephones: the others are in the database's own index. */
  groups(source: Source, most: number): Generator<number[]> {
    return (
      (source === 'name' ? this.#byName : this.#byLink.get(source))?.groups(most) ?? new Pairs().groups(most)
    )
  }
}

/** Merged companies are few, and asking for each contact’s would be most of the reading. */
const becomeOf = (conn: Connection, entity: Entity): ReadonlyMap<number, number> =>
  planOf(entity).fieldByName.has('companyId')
    ? new Map(
        allRows<{ rowId: number; canonicalId: number }>(
          conn,
          'SELECT rowId, canonicalId FROM main.company WHERE mergedInto IS NOT NULL AND canonicalId IS NOT NULL',
        ).map(({ rowId, canonicalId }) => [rowId, canonicalId]),
      )
    : new Map()

type Cells = readonly [rowId: number, ...rest: (string | number | null)[]]

const text = (value: string | number | null | undefined): string => (typeof value === 'string' ? value : '')
const none: readonly Element[] = []
const elements = (stored: string | number | null | undefined): readonly Element[] =>
  stored ? elementsIn(text(stored)).filter((part) => typeof part !== 'string') : none

const values = (stored: string | number | null | undefined): readonly string[] =>
  stored ? valuesIn(text(stored), () => elements(stored)) : []

/** `become`: companies that were merged into others. */
function keyRow(cells: Cells, become: ReadonlyMap<number, number>): KeyRow {
  const [, given, , family, nickname, title, companyId, birthday, taxId, addresses, websites, emails] = cells
  return {
    given: text(given),
    family: text(family),
    nickname: text(nickname),
    title: text(title),
    companyId: typeof companyId === 'number' ? (become.get(companyId) ?? companyId) : null,
    birthday: text(birthday),
    taxId: taxId ? text(taxId).replace(/\D/g, '') : '',
    addresses: addresses ? addressHashes(text(addresses), () => elements(addresses)) : [],
    hosts: websites || emails ? hostsIn(values(websites), values(emails)) : [],
  }
}

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
