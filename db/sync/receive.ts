/**
 * What others laid down on the hub: found by its names, checked, opened, and applied in the order of cause and effect. What
 * depends on something that is not here waits in the database. A file that is not whole is simply not ready.
 */
import { Applier } from '../core/applyRemote.ts'
import { inBulk } from '../core/bulk.ts'
import { allRows, type Connection } from '../core/connection.ts'
import { frontierOf } from '../core/frontier.ts'
import { AppError } from '../shared/errors.ts'
import { calm, raise } from './alarms.ts'
import {
  CHAIN_BYTES,
  isWhole,
  type OpenSegment,
  openSegment,
  parseSegmentName,
  type SegmentName,
} from './segment.ts'
import type { IsLate, Session } from './session.ts'
import { deviceBytes, deviceRow, note } from './state.ts'

/** How long a file may be unreadable, or wait for another, before somebody is told. */
export const PATIENCE_MS = 10 * 60_000
const BATCH = 64

/** A file of the log found on the hub. */
export interface Found extends SegmentName {
  readonly device: string
  readonly folder: string
}

interface Candidate extends Found, OpenSegment {
  readonly bytes: Uint8Array
  /** How many of its transactions are done. */
  done: number
  needs?: { readonly stream: number; readonly seq: number }
}

export interface Received {
  applied: number
  waiting: number
  /** The oldest wait, in ms. */
  waited: number
  readonly files: Set<string>
}

const FOLDER = /^([0-9a-f]{32})-(\d{4})$/

/** What this process knows of hubs beyond the database; lost without harm. */
interface Memory {
  /** Names of files that are not ready, since when. */
  readonly unready: Map<string, number>
  readonly told: Set<string>
  fullAt: number | undefined
  /** A file came from a newer program. */
  newer: boolean
  /** Files that tell of the same as others, and were compared. */
  readonly looked: Set<string>
  /** Streams with two pasts, and whose. */
  readonly forks: Map<number, string>
  /** When the clock was compared with the server's. */
  clockAt: number | undefined
}
const memories = new WeakMap<Connection, Memory>()
export function memoryOf(conn: Connection): Memory {
  let memory = memories.get(conn)
  if (!memory) {
    memory = {
      unready: new Map(),
      told: new Set(),
      fullAt: undefined,
      clockAt: undefined,
      newer: false,
      looked: new Set(),
      forks: new Map(),
    }
    memories.set(conn, memory)
  }
  return memory
}

/** As in a process just started. */
export const forgetMemory = (conn: Connection): void => void memories.delete(conn)

export interface Listing {
  readonly segments: readonly Found[]
  /** Device → its newest heartbeat and the folder it lies in. */
  readonly beats: ReadonlyMap<string, { readonly folder: string; readonly name: string }>
  readonly own: ReadonlySet<string>
  readonly ownFolder: string
}

/**
 * Lists the log. A device goes on to a new folder after many files; those before are listed in full rounds only, and so is this
 * device's own where it waits for nothing.
 */
export async function listLog(
  session: Session,
  options: { readonly full: boolean; readonly own: boolean },
): Promise<Listing> {
  const latest = new Map<string, string>()
  const folders: { device: string; folder: string }[] = []
  for (const folder of [...(await session.hub.list('log'))].sort()) {
    const device = FOLDER.exec(folder)?.[1]
    if (!device) continue
    latest.set(device, folder)
    folders.push({ device, folder })
  }
  const segments: Found[] = []
  const beats = new Map<string, { folder: string; name: string }>()
  const own = new Set<string>()
  for (const { device, folder } of folders) {
    if (!options.full && latest.get(device) !== folder) continue
    const mine = device === session.device
    if (mine && !options.full && !options.own) continue
    for (const name of await session.hub.list('log', folder)) {
      const segment = parseSegmentName(name)
      if (segment) segments.push({ ...segment, device, folder })
      else if (/^hb-[0-9a-f]{14}\.hb$/.test(name) && name > (beats.get(device)?.name ?? ''))
        beats.set(device, { folder, name })
      if (mine) own.add(name)
    }
  }
  return { segments, beats, own, ownFolder: latest.get(session.device) ?? `${session.device}-0001` }
}

interface WaitingRow {
  readonly name: string
  readonly device: string
  readonly since: number
  readonly bytes: Uint8Array
}

/** Fetches what is new and applies what can be. */
export async function receive(session: Session, found: readonly Found[]): Promise<Received> {
  const { conn } = session
  const received: Received = { applied: 0, waiting: 0, waited: 0, files: new Set() }
  const frontier = frontierOf(conn)
  const waiting = new Map<string, Candidate>()
  const stored = allRows<WaitingRow>(conn, 'SELECT name, device, since, bytes FROM syncWaiting')
  for (const { name, device, bytes } of stored) {
    const segment = parseSegmentName(name)
    const candidate = segment && (await open(session, { ...segment, device, folder: '' }, bytes))
    if (candidate) waiting.set(name, candidate)
  }
  const fresh = found
    .filter(({ name, stream, to }) => to > (frontier.get(stream) ?? 0) && !waiting.has(name))
    .sort((a, b) => (a.stream === b.stream ? a.from - b.from : a.name < b.name ? -1 : 1))
  if (fresh.length || waiting.size) await inBulk(conn, () => fetchAndApply(session, fresh, waiting, received))
  await keepWaiting(session, waiting, stored, received)
  tellUnready(session, found)
  return received
}

async function fetchAndApply(
  session: Session,
  fresh: readonly Found[],
  waiting: Map<string, Candidate>,
  received: Received,
): Promise<void> {
  for (let at = 0; at < fresh.length; at += BATCH) {
    for (const one of fresh.slice(at, at + BATCH)) {
      const candidate = await fetch(session, one)
      if (candidate) waiting.set(one.name, candidate)
    }
    await applyAll(session, waiting, received)
    session.runner.progress({
      done: Math.min(at + BATCH, fresh.length),
      total: fresh.length,
      step: 'syncFetch',
    })
  }
  await applyAll(session, waiting, received)
}

/** A file of the log whose content is proven, opened apart from its turn. */
export async function openFound(session: Session, found: Found): Promise<OpenSegment | undefined> {
  return fetch(session, found)
}

/** What has been unreadable for too long, until it is not. */
function tellUnready(session: Session, found: readonly Found[]): void {
  const { conn, hub } = session
  const memory = memoryOf(conn)
  const there = new Set(found.map(({ name }) => name))
  for (const name of [...memory.unready.keys()]) if (!there.has(name)) memory.unready.delete(name)
  const now = hub.surroundings.now()
  const late = [...memory.unready.values()].filter((since) => now - since >= PATIENCE_MS)
  if (late.length) raise(conn, 'unready', { files: late.length })
  else calm(conn, 'unready')
  for (const [stream, device] of memory.forks) raise(conn, 'forked', { stream, device })
  memory.forks.clear()
  if (memory.newer) raise(conn, 'newer')
  else calm(conn, 'newer')
  memory.newer = false
}

async function fetch(session: Session, found: Found): Promise<Candidate | undefined> {
  const bytes = await session.hub.read('log', found.folder, found.name)
  if (bytes && isWhole(found, bytes)) return open(session, found, bytes)
  await unready(session, found.name, 'damaged')
  return undefined
}

async function open(session: Session, found: Found, bytes: Uint8Array): Promise<Candidate | undefined> {
  const member = await session.member(found.device)
  if (!member) {
    await unready(session, found.name, 'unknownDevice')
    return undefined
  }
  try {
    const sign = Buffer.from(member.sign, 'base64')
    const opened = await openSegment(session.ring, sign, session.placeOf(found.device), found, bytes)
    memoryOf(session.conn).unready.delete(found.name)
    return { ...found, ...opened, bytes, done: 0 }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await unready(session, found.name, error.record.reason ?? error.record.code)
    return undefined
  }
}

/** Not whole, not proven, not openable: not ready. People hear of it when it stays so. */
async function unready(session: Session, name: string, why: string): Promise<void> {
  const memory = memoryOf(session.conn)
  const { unready: since, told } = memory
  if (why === 'newerFormat') memory.newer = true
  const now = session.hub.surroundings.now()
  const first = since.get(name) ?? now
  since.set(name, first)
  if (now - first < PATIENCE_MS || told.has(name)) return
  told.add(name)
  note(session.conn, 'unready', { name, why })
}

/** What this device has waited for long enough to ask others: stream → sequence. */
export function wanted(conn: Connection, now: number): Record<string, number> {
  const wants: Record<string, number> = {}
  const want = (stream: number, seq: number): void => {
    wants[String(stream)] = Math.max(wants[String(stream)] ?? 0, seq)
  }
  const rows = allRows<{ needs: string | null }>(
    conn,
    'SELECT needs FROM syncWaiting WHERE since <= ?',
    now - PATIENCE_MS,
  )
  for (const { needs } of rows) {
    const [stream, seq] = (needs ?? '').split('.').map(Number)
    if (stream !== undefined && seq !== undefined) want(stream, seq)
  }
  for (const [name, since] of memoryOf(conn).unready) {
    const segment = now - since >= PATIENCE_MS ? parseSegmentName(name) : undefined
    if (segment) want(segment.stream, segment.to)
  }
  const here = frontierOf(conn)
  for (const stream in wants)
    if ((here.get(Number(stream)) ?? 0) >= (wants[stream] ?? 0)) delete wants[stream]
  return wants
}

/** Again and again while anything moves. */
async function applyAll(
  session: Session,
  waiting: Map<string, Candidate>,
  received: Received,
): Promise<void> {
  const devices = new Map<string, { rowId: number; id: Uint8Array }>()
  let moved = true
  while (moved && waiting.size) {
    moved = false
    const queue = [...waiting.values()]
    await session.chunks((isLate) => {
      const applier = new Applier(session.conn)
      while (queue.length && !isLate()) {
        const candidate = queue[0]
        if (!candidate) break
        let device = devices.get(candidate.device)
        if (!device) {
          const name = session.members.get(candidate.device)?.name ?? ''
          const rowId = deviceRow(session.conn, candidate.device, name, session.hub.surroundings.now())
          device = { rowId, id: deviceBytes(candidate.device) }
          devices.set(candidate.device, device)
        }
        const before = candidate.done
        const more = advance(session, applier, candidate, device, isLate, waiting)
        received.applied += candidate.done - before
        if (candidate.done > before) moved = true
        if (candidate.done >= candidate.transactions.length) finish(session, waiting, candidate)
        if (!more) queue.shift()
      }
      applier.finish()
      for (const file of applier.files) received.files.add(file)
      return queue.length > 0
    })
  }
}

/** True when only time was short. */
function advance(
  session: Session,
  applier: Applier,
  candidate: Candidate,
  device: { rowId: number; id: Uint8Array },
  isLate: IsLate,
  waiting: ReadonlyMap<string, Candidate>,
): boolean {
  delete candidate.needs
  for (;;) {
    const tx = candidate.transactions[candidate.done]
    if (!tx) return false
    if (isLate()) return true
    if (candidate.done === 0 && forked(applier, candidate)) {
      memoryOf(session.conn).forks.set(candidate.stream, candidate.device)
      return false
    }
    if (isCut(session, candidate, tx.seq, waiting)) return false
    const outcome = applier.apply(tx, device)
    if (outcome.state === 'gap' || outcome.state === 'waiting') {
      candidate.needs = outcome.state === 'waiting' ? outcome.needs : { stream: tx.stream, seq: tx.seq - 1 }
      return false
    }
    candidate.done++
  }
}

/** The same stream with another past: two programs wrote under one name, which cannot be but by a copied running machine. */
function forked(applier: Applier, candidate: Candidate): boolean {
  if (applier.frontier.seq(candidate.stream) !== candidate.from - 1) return false
  const here = applier.frontier.hash(candidate.stream).subarray(0, CHAIN_BYTES)
  return Buffer.compare(here, candidate.before) !== 0
}

/** What a removed device wrote later counts only where somebody who stayed had taken it in before hearing of the removal. */
function isCut(
  session: Session,
  candidate: Candidate,
  seq: number,
  waiting: ReadonlyMap<string, Candidate>,
): boolean {
  const cut = session.cutOf(candidate.device)
  if (!cut || seq <= (cut[String(candidate.stream)] ?? 0)) return false
  return ![...waiting.values()].some(
    ({ device, needs }) => !session.cutOf(device) && needs?.stream === candidate.stream && needs.seq >= seq,
  )
}

function finish(session: Session, waiting: Map<string, Candidate>, candidate: Candidate): void {
  waiting.delete(candidate.name)
  session.conn.prepare('DELETE FROM syncWaiting WHERE name = ?').run(candidate.name)
}

/** What could not be applied stays here, so that it need not be fetched again and survives the hub. */
async function keepWaiting(
  session: Session,
  waiting: ReadonlyMap<string, Candidate>,
  stored: readonly WaitingRow[],
  received: Received,
): Promise<void> {
  const now = session.hub.surroundings.now()
  const since = new Map(stored.map((row) => [row.name, row.since]))
  for (const candidate of waiting.values()) {
    const { name, device, stream, from, to, bytes, needs } = candidate
    const cut = session.cutOf(device)
    if (!cut) {
      received.waiting++
      received.waited = Math.max(received.waited, now - (since.get(name) ?? now))
    }
    if (since.has(name)) continue
    await session.write(() =>
      session.conn
        .prepare(
          `INSERT OR IGNORE INTO syncWaiting(name, device, stream, fromSeq, toSeq, needs, since, bytes)
           VALUES(?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(name, device, stream, from, to, needs ? `${needs.stream}.${needs.seq}` : null, now, bytes),
    )
  }
}
