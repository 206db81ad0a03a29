/** Looking through everything for records that are one: candidates by keys and contact points, each pair scored once. */
import { performance } from 'node:perf_hooks'
import type { Level, Reason } from '../../shared/duplicates/score.ts'
import {
  highestScore,
  highestTitleScore,
  isOfHouse,
  isWorthScoring,
  type MayShare,
  type Sketch,
  scorePair,
} from '../../shared/duplicates/score.ts'
import type { Entity } from '../../shared/entity.ts'
import { idToText } from '../../shared/id.ts'
import { allRows, type Connection, getRow } from '../connection.ts'
import { pointKinds } from '../derive.ts'
import { type KeyIndex, keyIndexOf } from './keyIndex.ts'
import type { Source } from './keys.ts'
import { ROWS } from './pairs.ts'
import { type Candidate, Profiles, pointKey } from './profiles.ts'

export interface Pair {
  readonly first: number
  readonly second: number
  readonly level: Level
  readonly score: number
  readonly because: readonly Reason[]
}
export interface Group {
  readonly level: Level
  /** The fullest record first: into it the others would be merged. */
  readonly records: readonly Candidate[]
  readonly pairs: readonly Pair[]
}
export interface Found {
  readonly checked: number
  readonly compared: number
  readonly groups: Group[]
}

/** A key that more records share than this tells nothing. */
const MOST = 24
/** Records at one number: beyond this it is a switchboard. */
const MOST_AT_POINT = 16
const POINTS_AT_ONCE = 2_000
const SLICE_MS = 25
const rank: Readonly<Record<Level, number>> = { sure: 2, likely: 1, possible: 0 }

interface Options {
  readonly by: readonly Source[]
  readonly level: Level
}
type Pause = (step: 'read' | 'compare', done: number, total?: number) => Promise<void>

export async function scan(conn: Connection, entity: Entity, options: Options, pause: Pause): Promise<Found> {
  const index = keyIndexOf(conn, entity)
  // Of people, a name by itself is never enough to be sure.
  const byName = entity.title.from !== 'person' || options.level === 'possible'
  const by = options.by.filter((source) => source !== 'name' || byName)
  await index.ready((done) => pause('read', done), { whole: true, names: by.includes('name') })
  const candidates = await candidatesOf(conn, entity, index, { ...options, by }, pause)
  const profiles = new Profiles(conn, entity)
  const compare = comparer(conn, entity, index, profiles)
  const pairs: Pair[] = []
  let done = 0
  let until = 0
  for (const code of candidates) {
    if (performance.now() > until) {
      await pause('compare', done, candidates.size)
      until = performance.now() + SLICE_MS
    }
    done++
    const pair = compare(Math.floor(code / ROWS), code % ROWS)
    if (pair && rank[pair.level] >= rank[options.level]) pairs.push(pair)
  }
  return {
    checked: index.size,
    compared: candidates.size,
    groups: grouped(pairs, profiles, differencesOf(conn, entity)),
  }
}

/**
 * Pairs of rows that share a key and might reach the level by what is known of them without reading them. What tells most
 * comes first: whoever is dropped with what came before is dropped for good.
 */
async function candidatesOf(
  conn: Connection,
  entity: Entity,
  index: KeyIndex,
  { by, level }: Options,
  pause: Pause,
): Promise<Set<number>> {
  const found = new Set<number>()
  const known = by.includes('points')
  const { title } = entity
  /** Keeps the pairs of a group that might reach the level, going by what is known of each row. */
  const rate = <T>(
    rows: readonly number[],
    about: (rowId: number) => T,
    highest: (a: T, b: T) => number,
  ): void => {
    const members = rows.map((rowId) => ({ rowId, known: about(rowId) }))
    for (const [at, a] of members.entries())
      for (let other = at + 1; other < members.length; other++) {
        const b = members[other]
        if (!b || a.rowId === b.rowId) continue
        const code = Math.min(a.rowId, b.rowId) * ROWS + Math.max(a.rowId, b.rowId)
        if (!found.has(code) && isWorthScoring(highest(a.known, b.known), level)) found.add(code)
      }
  }
  const sketch = (rowId: number): Sketch => index.sketch(rowId)
  const called = (rowId: number): string => index.title(rowId)
  const propose = (rows: readonly number[], may: MayShare): void => {
    const { from } = title
    if (from === 'person') rate(rows, sketch, (a, b) => highestScore(a, b, may, index.count))
    else rate(rows, called, (a, b) => highestTitleScore(from, a, b, may, index.count))
  }
  let until = performance.now() + SLICE_MS
  const giveWay = async (): Promise<void> => {
    if (performance.now() < until) return
    await pause('read', index.size)
    until = performance.now() + SLICE_MS
  }
  for (const rows of by.includes('taxId') ? index.groups('taxId', MOST) : []) {
    propose(rows, { mail: true, phone: 'own', taxId: true })
    await giveWay()
  }
  if (known) {
    for (const rows of mailGroups(conn, entity)) {
      propose(rows, { mail: true, phone: 'own', taxId: false })
      await giveWay()
    }
    for (const rows of index.groups('points', MOST_AT_POINT)) {
      propose(rows, { mail: false, phone: isOfHouse(rows.length) ? 'house' : 'own', taxId: false })
      await giveWay()
    }
  }
  const rest = { mail: !known, phone: known ? 'none' : 'own', taxId: false } as const
  for (const source of by) {
    if (source === 'points' || source === 'taxId') continue
    for (const rows of index.groups(source, MOST)) {
      propose(rows, rest)
      await giveWay()
    }
  }
  return found
}

/** Records with an e-mail address or a handle in common. */
function* mailGroups(conn: Connection, entity: Entity): Generator<number[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const groups: { norm: string; rows: string; n: number }[] = allRows(
      conn,
      `SELECT norm, group_concat(rowId) AS rows, count(*) AS n FROM contactPoint WHERE norm > ? AND entity = ? AND kind <> ${pointKinds.phone}
       GROUP BY norm, kind HAVING n > 1 ORDER BY norm LIMIT ${POINTS_AT_ONCE}`,
      after,
      entity.id,
    )
    for (const { rows, n } of groups) if (n <= MOST_AT_POINT) yield rows.split(',').map(Number)
    after = groups.length < POINTS_AT_ONCE ? undefined : groups.at(-1)?.norm
  }
}

/** Scores a pair of rows, if the acting user may see both. */
function comparer(conn: Connection, entity: Entity, index: KeyIndex, profiles: Profiles) {
  const frequencies = { names: index.count, points: sharersOf(conn, entity, index) }
  return (first: number, second: number): Pair | undefined => {
    const [a, b] = [profiles.of(first), profiles.of(second)]
    if (!a || !b) return undefined
    const { score, level, because } = scorePair(a.profile, b.profile, frequencies)
    return level && { first, second, level, score, because }
  }
}

/** How many records have a contact point; counted no further than matters. */
export function sharersOf(conn: Connection, entity: Entity, index: KeyIndex): (point: string) => number {
  const known = new Map<string, number>()
  return (point) => {
    let n = known.get(point)
    if (n === undefined) {
      const { kind, norm } = pointKey(point)
      n = point.startsWith('phone:')
        ? index.withPhone(norm, 10).size
        : getRow<{ n: number }>(
            conn,
            'SELECT count(*) AS n FROM (SELECT 1 FROM contactPoint WHERE norm = ? AND kind = ? AND entity = ? LIMIT 10)',
            norm,
            kind,
            entity.id,
          )?.n
      n ??= 0
      if (known.size > 50_000) known.clear()
      known.set(point, n)
    }
    return n
  }
}

const pairId = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Pairs that are known to be different, whichever records they have become since. */
export function differencesOf(conn: Connection, entity: Entity): ReadonlySet<string> {
  const become = (column: string): string =>
    `coalesce((SELECT w.id FROM main.${entity.name} r JOIN main.${entity.name} w ON w.rowId = r.canonicalId
      WHERE r.id = unhex(replace(d.${column}, '-', ''))), unhex(replace(d.${column}, '-', '')))`
  return new Set(
    allRows<{ first: Uint8Array; second: Uint8Array }>(
      conn,
      `SELECT ${become('firstId')} AS first, ${become('secondId')} AS second FROM visibleNotDuplicate d WHERE about = ?`,
      entity.name,
    ).map(({ first, second }) => pairId(idToText(first), idToText(second))),
  )
}

/** Pairs joined to groups, the surest first; records known to be different are never in one. */
function grouped(pairs: readonly Pair[], profiles: Profiles, differences: ReadonlySet<string>): Group[] {
  const idOf = (rowId: number): string => {
    const candidate = profiles.of(rowId)
    return candidate ? idToText(candidate.id) : ''
  }
  const isKnown = (a: number, b: number): boolean =>
    differences.size > 0 && differences.has(pairId(idOf(a), idOf(b)))
  const groups = new Map<number, { rows: Set<number>; pairs: Pair[] }>()
  for (const pair of pairs.toSorted(
    (a, b) => b.score - a.score || a.first - b.first || a.second - b.second,
  )) {
    if (isKnown(pair.first, pair.second)) continue
    const mine = groups.get(pair.first) ?? { rows: new Set([pair.first]), pairs: [] }
    const other = groups.get(pair.second) ?? { rows: new Set([pair.second]), pairs: [] }
    if (mine !== other) {
      if ([...mine.rows].some((a) => [...other.rows].some((b) => isKnown(a, b)))) continue
      for (const row of other.rows) mine.rows.add(row)
      mine.pairs.push(...other.pairs)
      for (const row of mine.rows) groups.set(row, mine)
    }
    mine.pairs.push(pair)
  }
  return [...new Set(groups.values())]
    .map(
      ({ rows, pairs: joined }): Group => ({
        level: levelOf(rows, joined),
        records: [...rows]
          .flatMap((rowId) => profiles.of(rowId) ?? [])
          .sort((a, b) => b.filled - a.filled || a.rowId - b.rowId),
        pairs: joined,
      }),
    )
    .sort((a, b) => rank[b.level] - rank[a.level] || (b.pairs[0]?.score ?? 0) - (a.pairs[0]?.score ?? 0))
}

/** A group is as sure as the weakest link it needs to hold together. */
function levelOf(rows: ReadonlySet<number>, pairs: readonly Pair[]): Level {
  for (const level of ['sure', 'likely'] as const) {
    const reached = new Set([...rows].slice(0, 1))
    for (let before = 0; before !== reached.size; ) {
      before = reached.size
      for (const { first, second, level: own } of pairs) {
        if (rank[own] < rank[level]) continue
        if (reached.has(first)) reached.add(second)
        else if (reached.has(second)) reached.add(first)
      }
    }
    if (reached.size === rows.size) return level
  }
  return 'possible'
}
