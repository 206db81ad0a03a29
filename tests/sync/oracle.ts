/**
 * What must be true of a team, worked out without the engine: from an independent record of every write and of everything its
 * writer had at that moment.
 */
import { isDeepStrictEqual } from 'node:util'
import { allRows } from '#db/core/connection.ts'
import { frontierOf } from '#db/core/frontier.ts'
import { ERASED, isContent } from '#db/core/registers.ts'
import { entityWithId } from '#db/shared/registry.ts'
import { isWhole, parseSegmentName, type SegmentName } from '#db/sync/segment.ts'
import type { Server } from './memoryDisk.ts'
import type { Replica, Record as Told } from './replica.ts'
import { type RowState, type State, stateOf } from './state.ts'

export class Violation extends Error {}

const TAGS = '27.'

/** P1 and P2: everybody holds the same, exactly the writes stand that no other writer had seen, and who should lives. */
export function checkAgreement(
  replicas: readonly Replica[],
  record: Told,
  hidden: ReadonlySet<string>,
): void {
  const everPrivate = withChildren(hidden, record, replicas)
  const agreed = checkWrites(replicas, record, everPrivate)
  if (agreed) checkLife(agreed.state, agreed.frontier, record, everPrivate)
}

/** The same of records of any kind, without who lives. */
export function checkWrites(
  replicas: readonly Replica[],
  record: Told,
  everPrivate: ReadonlySet<string>,
): { state: State; frontier: ReadonlyMap<number, number> } | undefined {
  const [first, ...others] = replicas
  if (!first) return undefined
  const frontier = new Map(frontierOf(first.conn))
  const state = stateOf(first.conn)
  for (const replica of others) {
    if (!isDeepStrictEqual(frontier, new Map(frontierOf(replica.conn))))
      throw new Violation(`frontier of ${replica.name} differs`)
    sameState(state, stateOf(replica.conn), replica, everPrivate)
  }
  againstRecord(state, frontier, record, everPrivate)
  return { state, frontier }
}

/** Private on one laptop a record is gone on the others, and may come back there; the tests of privacy look at those. */
function sameState(one: State, two: State, replica: Replica, everPrivate: ReadonlySet<string>): void {
  for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
    const id = key.split(':')[1]?.replaceAll('-', '') ?? ''
    if (everPrivate.has(id) || isDeepStrictEqual(one[key], two[key])) continue
    throw new Violation(`${key} on ${replica.name}: ${differences(one[key], two[key])}`)
  }
}

/** What ever hung on a record that was private shared its fate. */
function withChildren(hidden: ReadonlySet<string>, record: Told, replicas: readonly Replica[]): Set<string> {
  const all = new Set(hidden)
  if (!all.size) return all
  for (const { changes } of record.told.values())
    for (const { id, registers } of changes)
      if (Object.values(registers).some((value) => all.has(String(value).replaceAll('-', ''))))
        all.add(id.replaceAll('-', ''))
  const hanging =
    'SELECT lower(hex(n.id)) AS note, lower(hex(c.id)) AS contact FROM note n JOIN contact c ON c.rowId = n.contactId'
  for (const { conn } of replicas)
    for (const { note, contact } of allRows<{ note: string; contact: string }>(conn, hanging))
      if (all.has(contact)) all.add(note)
  return all
}

interface Written {
  readonly stream: number
  readonly seq: number
  readonly had: ReadonlyMap<number, number>
}

/** The same, its own included. */
const knew = (later: Written, one: Written): boolean =>
  hasSeen(later, one) || (later.stream === one.stream && later.seq >= one.seq)
const hasSeen = (later: Written, { stream, seq }: Written): boolean => (later.had.get(stream) ?? 0) >= seq

function againstRecord(
  state: State,
  frontier: ReadonlyMap<number, number>,
  record: Told,
  everPrivate: ReadonlySet<string>,
): void {
  const had = new Map(record.ghosts.map((ghost) => [`${ghost.stream}.${ghost.seq}`, ghost.had]))
  const erased = new Map<string, Written[]>()
  const writes = new Map<string, Written[]>()
  const add = (map: Map<string, Written[]>, key: string, write: Written) => {
    const list = map.get(key)
    if (list) list.push(write)
    else map.set(key, [write])
  }
  for (const { stream, seq, changes } of record.told.values()) {
    if (seq > (frontier.get(stream) ?? 0)) continue
    const seen = had.get(`${stream}.${seq}`)
    if (!seen) continue
    const write = { stream, seq, had: seen }
    for (const { entity, id, registers } of changes) {
      if (everPrivate.has(id.replaceAll('-', ''))) continue
      const row = `${entityWithId(entity)?.name}:${id}`
      if (ERASED in registers) add(erased, row, write)
      for (const register in registers) if (isContent(register)) add(writes, `${row} ${register}`, write)
    }
  }
  for (const [key, list] of writes) {
    const [row = '', register = ''] = key.split(' ')
    // What the hub was made with went by snapshot and is not among the told.
    if (row.startsWith('user:')) continue
    const erasers = register.startsWith(TAGS) ? (erased.get(row) ?? []) : []
    const standing = list
      .filter((one) => !erasers.some((eraser) => hasSeen(eraser, one)))
      .filter((one) => !list.some((two) => one !== two && hasSeen(two, one)))
      .map(({ stream, seq }) => `${stream}.${seq}`)
      .sort()
    const kept = (state[row]?.versions[register] ?? []).map((text) => text.split('=')[0] ?? '').sort()
    if (!isDeepStrictEqual(kept, standing))
      throw new Violation(`${key}: kept ${kept.join(' ')}, should be ${standing.join(' ')}`)
  }
}

const DELETED = '5'

/**
 * Who lives: a deleted record stays deleted where whoever deleted it had seen all that was written to it and to the notes
 * that hang on it, and lives where somebody wrote whom nobody who deleted it had seen do so. To bring a note back is to work
 * on it; to delete it is not. Between the two no word is said.
 */
function checkLife(
  state: State,
  frontier: ReadonlyMap<number, number>,
  record: Told,
  everPrivate: ReadonlySet<string>,
): void {
  const had = new Map(record.ghosts.map((ghost) => [`${ghost.stream}.${ghost.seq}`, ghost.had]))
  const dots = (row: string, register: string): Written[] =>
    (state[row]?.versions[register] ?? []).flatMap((text) => {
      const [stream, seq] = (text.split('=')[0] ?? '').split('.').map(Number)
      const seen = had.get(`${stream}.${seq}`)
      return stream !== undefined && seq !== undefined && seen ? [{ stream, seq, had: seen }] : []
    })
  const deletions = new Map<string, Written[]>()
  const moves = new Map<string, Written[]>()
  for (const { stream, seq, changes } of record.told.values()) {
    const seen = had.get(`${stream}.${seq}`)
    if (!seen || seq > (frontier.get(stream) ?? 0)) continue
    for (const { entity, id, registers } of changes) {
      const of = `${entityWithId(entity)?.name}:${id}`
      if (Object.keys(registers).some((register) => !isContent(register)))
        moves.set(of, [...(moves.get(of) ?? []), { stream, seq, had: seen }])
      if (typeof registers[DELETED] === 'number') {
        const row = `${entityWithId(entity)?.name}:${id}`
        deletions.set(row, [...(deletions.get(row) ?? []), { stream, seq, had: seen }])
      }
    }
  }
  const own = (row: string): Written[] =>
    Object.keys(state[row]?.versions ?? {})
      .filter((register) => register !== DELETED)
      .flatMap((register) => dots(row, register))
  const broughtBack = (row: string): Written[] =>
    dots(row, DELETED).filter((_, index) => state[row]?.versions[DELETED]?.[index]?.endsWith('=null'))
  for (const [row, all] of deletions) {
    const versions = state[row]?.versions[DELETED] ?? []
    if (!versions.length || everPrivate.has(row.split(':')[1]?.replaceAll('-', '') ?? '')) continue
    const deletedAt = state[row]?.values.deletedAt ?? null
    const [shown = ''] = versions
    const wanted = shown.endsWith('=null') ? null : Number(shown.split('=')[1])
    const standing = dots(row, DELETED).filter((_, index) => !versions[index]?.endsWith('=null'))
    const notes = Object.keys(state).filter(
      (key) =>
        row.endsWith(String(state[key]?.values.contactId ?? '-')) && state[key]?.values.deletedAt === null,
    )
    const work = [...own(row), ...notes.flatMap(own), ...notes.flatMap(broughtBack)]
    const unseen = work.some((write) => !all.some((deletion) => knew(deletion, write)))
    const allSeen = work.every((write) => standing.some((deletion) => knew(deletion, write)))
    // The order of a list is no content, but it is work.
    const reordered = (moves.get(row) ?? []).some(
      (write) => !standing.some((deletion) => knew(deletion, write)),
    )
    const reopened = versions.slice(1).some((text) => text.endsWith('=null'))
    if (wanted === null || unseen) {
      if (deletedAt !== null) throw new Violation(`${row} is dead and should live`)
    } else if (allSeen && !reordered && !reopened && deletedAt !== wanted)
      throw new Violation(`${row} lives and should be dead since ${wanted}`)
  }
}

/** Which values and versions are not the same. */
function differences(here: RowState | undefined, there: RowState | undefined): string {
  if (!here || !there) return here ? 'is missing' : 'is there alone'
  const told: string[] = []
  for (const part of ['values', 'versions'] as const)
    for (const name of new Set([...Object.keys(here[part]), ...Object.keys(there[part])])) {
      const [one, two] = [here[part][name], there[part][name]]
      if (!isDeepStrictEqual(one, two))
        told.push(`${part}.${name}: ${JSON.stringify(one)} | ${JSON.stringify(two)}`)
    }
  return told.join('\n')
}

// ---- One round ----

/** How a laptop stands before a round. */
export interface Before {
  readonly unsent: ReadonlySet<string>
  readonly own: number
  readonly onHub: readonly { readonly stream: number; readonly from: number; readonly to: number }[]
}

const unsentIn = ({ conn }: Replica): Set<string> =>
  new Set(conn.prepare("SELECT stream || '.' || seq FROM syncOutbox").pluck().all() as string[])
const ownIn = ({ conn }: Replica): number =>
  Number(conn.prepare('SELECT count(*) FROM tx WHERE remote IS NULL').pluck().get())

const looked = new WeakMap<Uint8Array, boolean>()
/** Each content once: files are never changed, only replaced. */
function whole(name: SegmentName, bytes: Uint8Array): boolean {
  const known = looked.get(bytes) ?? isWhole(name, bytes)
  looked.set(bytes, known)
  return known
}

export function before(replica: Replica, server: Server): Before {
  const onHub: { stream: number; from: number; to: number }[] = []
  for (const [path, { bytes }] of server.files) {
    const name = path.endsWith('.seg') ? parseSegmentName(path.slice(path.lastIndexOf('/') + 1)) : undefined
    if (name && whole(name, bytes)) onHub.push(name)
  }
  return { unsent: unsentIn(replica), own: ownIn(replica), onHub }
}

/** P5: applying writes nothing of one's own. P7: what leaves the outbox was whole on the hub before the round began. */
export function checkRound(replica: Replica, { unsent, own, onHub }: Before): void {
  const now = unsentIn(replica)
  for (const dot of unsent) {
    if (now.has(dot)) continue
    const [stream, seq] = dot.split('.').map(Number)
    if (stream === undefined || seq === undefined) continue
    if (!onHub.some((file) => file.stream === stream && file.from <= seq && seq <= file.to))
      throw new Violation(`${replica.name} forgot to send ${dot}`)
  }
  if (ownIn(replica) !== own) throw new Violation(`${replica.name} wrote something of its own in a round`)
}
