/**
 * One round between this database and its hub: take up, look, fetch, apply, confirm, send. Every step may be broken off and
 * done again. Also how a hub is made, joined, left and checked.
 */

import { z } from 'zod'
import { type Connection, getMeta, setMeta } from '../core/connection.ts'
import { frontierOf } from '../core/frontier.ts'
import { derive } from '../core/outbox.ts'
import { takeUpParked } from '../core/parked.ts'
import { inTransaction } from '../core/transaction.ts'
import { AppError, failure } from '../shared/errors.ts'
import type { SyncRound } from '../shared/sync.ts'
import { DeviceKeys, KEY_BYTES, type ScryptCost } from './cipher.ts'
import { finishHub, jsonOf, makeHub, openHub } from './hub.ts'
import { beat, confirm, deviceStates, fetchFiles, hear, missingOnHub, publish, wantFiles } from './publish.ts'
import { type Found, type Listing, listLog, memoryOf, PATIENCE_MS, receive } from './receive.ts'
import { isWhole } from './segment.ts'
import { forgetSession, keepSession, keptSession, type Runner, Session } from './session.ts'
import { fetchSnapshot, joinNewest, publishSnapshot, snapshots } from './snapshot.ts'
import { hubId, hubPath, note, ownDevice, releaseLease, setHub, takeLease } from './state.ts'
import { randomBytesOf, type Surroundings } from './surroundings.ts'
import {
  currentKey,
  freshKey,
  type Member,
  publishKeys,
  publishMember,
  rawKeyFiles,
  readMember,
  removeDevices,
  ringByPassphrase,
  type Secrets,
} from './team.ts'

const FULL_EVERY_MS = 60 * 60_000
const SNAPSHOT_EVERY_MS = 7 * 24 * 60 * 60_000

/** Who sits here and with which program, told to others. */
export interface Who {
  readonly user: string
  readonly version: string
}

export interface RoundOptions {
  readonly who: Who
  /** Look at everything, as in the first round of a process. */
  readonly full?: boolean
  readonly conflicts: () => number
}

/** @throws AppError Unavailable `hubGone` `syncRunning`, Conflict `otherHub`, Denied `removed` `hubWrite` */
export async function round(session: Session, options: RoundOptions): Promise<SyncRound> {
  const { conn, hub } = session
  const memory = memoryOf(conn)
  const now = hub.surroundings.now()
  const full = options.full === true || memory.fullAt === undefined || now - memory.fullAt > FULL_EVERY_MS
  takeLease(conn, session.runner.holder)
  try {
    await hub.assertPresent()
    if (full) {
      await session.readTeam()
      await keepTeamFiles(session, options.who)
    }
    await session.write(() => takeUpParked(conn))
    const owing = hasSealed(conn)
    const listing = await listLog(session, { full, own: owing })
    await newMembers(session, listing)
    let snapshot: SyncRound['snapshot'] = 'none'
    if (full && (await joinIfFresh(session))) snapshot = 'joined'
    let received = await receive(session, listing.segments)
    if (received.waiting > 0 && (full || received.waited > PATIENCE_MS) && (await joinForWaiting(session))) {
      snapshot = 'joined'
      received = await receive(session, listing.segments)
    }
    await wantFiles(session, received.files)
    await fetchFiles(session)
    await confirm(session, listing)
    const sent = await publish(session, listing)
    if (full) {
      await hear(session, listing)
      const healed = await heal(session, listing)
      if (healed !== 'none') snapshot = healed
    } else await hear(session, listing)
    await beat(session, listing, { ...options.who, force: full })
    await session.write(() => {
      setMeta(conn, 'syncLastRound', hub.surroundings.now())
      setMeta(conn, 'syncProblem', null)
    })
    memory.fullAt = full ? now : memory.fullAt
    return {
      sent,
      received: received.applied,
      waiting: received.waiting,
      conflicts: options.conflicts(),
      snapshot,
    }
  } catch (error) {
    if (error instanceof AppError) rememberProblem(conn, error)
    throw error
  } finally {
    releaseLease(conn)
  }
}

/** A hub put back to an earlier state may lack this device's own file, or the keys of the latest epoch. */
async function keepTeamFiles(session: Session, who: Who): Promise<void> {
  const { conn, hub, device, keys } = session
  if (!session.members.has(device)) {
    await publishMember(hub, session.team, memberOf(conn, keys, who.user, hub.surroundings.now()))
    await session.member(device)
  }
  const there = await rawKeyFiles(hub)
  const kept = z
    .record(z.string(), z.string())
    .safeParse(jsonOf(String(getMeta(conn, 'syncKeyFiles') ?? '{}')))
  const known = kept.success ? kept.data : {}
  for (const [name, text] of Object.entries(known))
    if (!there.has(name)) await hub.publish(device, ['keys'], name, Buffer.from(text))
  const all = JSON.stringify({ ...known, ...Object.fromEntries(there) })
  if (all !== getMeta(conn, 'syncKeyFiles')) await session.write(() => setMeta(conn, 'syncKeyFiles', all))
}

function rememberProblem(conn: Connection, { record }: AppError): void {
  inTransaction(conn, () => setMeta(conn, 'syncProblem', JSON.stringify(record)))
  note(conn, 'failed', { code: record.code, reason: record.reason ?? '' })
}

const hasSealed = (conn: Connection): boolean =>
  conn.prepare('SELECT 1 FROM syncSealed LIMIT 1').get() !== undefined

/** A device nobody here has met may have come with a new key. */
async function newMembers(session: Session, { segments }: Listing): Promise<void> {
  const unknown = new Set(segments.map(({ device }) => device))
  for (const device of unknown) {
    if (session.members.has(device)) continue
    if (!(await session.member(device))) {
      await session.readTeam()
      return
    }
  }
}

const isNew = (frontier: ReadonlyMap<number, number>, here: ReadonlyMap<number, number>): boolean =>
  [...frontier].some(([stream, seq]) => seq > (here.get(stream) ?? 0))

/** A device that has nothing of others yet starts from a snapshot. */
async function joinIfFresh(session: Session): Promise<boolean> {
  const { conn } = session
  if (getMeta(conn, 'syncJoined') === 1) return false
  const joined = await joinNewest(session, (frontier) => isNew(frontier, frontierOf(conn)))
  await session.write(() => setMeta(conn, 'syncJoined', 1))
  return joined
}

interface WaitingRow {
  readonly needs: string | null
}

/** What is waited for may be in a snapshot. */
async function joinForWaiting(session: Session): Promise<boolean> {
  const { conn } = session
  const rows = conn.prepare('SELECT needs FROM syncWaiting WHERE needs IS NOT NULL').all() as WaitingRow[]
  const needs = rows.map(({ needs: text }) => (text ?? '').split('.').map(Number))
  return joinNewest(session, (frontier) =>
    needs.some(([stream = 0, seq = 0]) => (frontier.get(stream) ?? 0) >= seq),
  )
}

/** What the files of the log and one snapshot hold, as a frontier. */
function covered(segments: readonly Found[], start: ReadonlyMap<number, number>): Map<number, number> {
  const frontier = new Map(start)
  for (const { stream, from, to } of [...segments].sort((a, b) => a.from - b.from)) {
    const here = frontier.get(stream) ?? 0
    if (from <= here + 1 && to > here) frontier.set(stream, to)
  }
  return frontier
}

/**
 * The hub must hold everything that is here. Where it does not, it was put back to an earlier state or has lost files: this
 * device lays everything down. Seen twice before it is believed, since listings may be old.
 */
async function heal(session: Session, listing: Listing): Promise<SyncRound['snapshot']> {
  const { conn, hub } = session
  const now = hub.surroundings.now()
  let newest: { at: number; frontier: ReadonlyMap<number, number> } | undefined
  for await (const { manifest } of snapshots(session)) {
    newest = { at: manifest.at, frontier: new Map(manifest.frontier) }
    break
  }
  // Somebody laid down what no file of the log tells: another hub's past, or what a hub had lost.
  if (newest && isNew(newest.frontier, frontierOf(conn))) {
    const joined = await joinNewest(session, (frontier) => isNew(frontier, frontierOf(conn)))
    return joined ? 'joined' : 'none'
  }
  const lost = missingOnHub(conn, covered(listing.segments, newest?.frontier ?? new Map()))
  const asked = deviceStates(conn).some(({ wants }) =>
    Object.entries(wants).some(
      ([stream, seq]) =>
        (frontierOf(conn).get(Number(stream)) ?? 0) >= seq &&
        (newest?.frontier.get(Number(stream)) ?? 0) < seq,
    ),
  )
  if (asked) {
    await publishSnapshot(session)
    return 'published'
  }
  const suspected = Number(getMeta(conn, 'syncLost') ?? 0)
  if (lost.length && (suspected > 0 || !newest)) {
    await publishSnapshot(session)
    await session.write(() => setMeta(conn, 'syncLost', null))
    return 'published'
  }
  if (lost.length > 0 !== suspected > 0)
    await session.write(() => setMeta(conn, 'syncLost', lost.length || null))
  if (lost.length) memoryOf(conn).fullAt = undefined
  if (!newest || !listing.segments.length || now - newest.at < SNAPSHOT_EVERY_MS + jitter(session))
    return 'none'
  await publishSnapshot(session)
  return 'published'
}

/** Not all at the same moment. */
const jitter = (session: Session): number => {
  const [byte = 0] = randomBytesOf(session.hub.surroundings, 1)
  return (byte / 256) * 24 * 60 * 60_000
}

// ---- Making, joining, leaving ----

const memberOf = (conn: Connection, keys: DeviceKeys, user: string, at: number): Member => {
  const { hex, name } = ownDevice(conn)
  return {
    device: hex,
    name,
    user,
    sign: Buffer.from(keys.signPublic).toString('base64'),
    box: Buffer.from(keys.boxPublic).toString('base64'),
    at,
  }
}

export interface Setup {
  readonly conn: Connection
  readonly surroundings: Surroundings
  readonly runner: Runner
  readonly who: Who
  readonly cost?: ScryptCost
}

/** Makes a hub and lays everything that is not private down there. @throws AppError Conflict `alreadySharing` `fileExists` */
export async function createHub(setup: Setup, path: string, passphrase: string): Promise<Session> {
  const { conn, surroundings, runner, who, cost } = setup
  const other = hubPath(conn)
  if (other) throw failure('Conflict', 'alreadySharing', { file: other })
  const { hex } = ownDevice(conn)
  const hub = await makeHub(surroundings, path)
  const device = randomBytesOf(surroundings, KEY_BYTES)
  const ring = [freshKey(hub, 1)]
  const keys = new DeviceKeys(device)
  await publishKeys(hub, ring, { device: hex, keys, passphrase, ...(cost && { cost }) })
  await publishMember(hub, currentKey(ring), memberOf(conn, keys, who.user, surroundings.now()))
  const secrets: Secrets = { device, ring }
  await runner.saveSecrets(hub.descriptor.hub, secrets)
  // The snapshot tells all there is, so that the log so far need not be sent.
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    if (inTransaction(conn, () => derive(conn, { budgetMs: 25, send: false }))) break
  }
  const session = keepSession(new Session(conn, hub, secrets, runner))
  await publishSnapshot(session)
  await finishHub(hub, hex)
  inTransaction(conn, () => {
    setHub(conn, path, hub.descriptor.hub)
    setMeta(conn, 'syncJoined', 1)
  })
  note(conn, 'created', { file: path })
  return session
}

/** Joins a hub, or gives the passphrase again to one joined before. @throws AppError Denied `wrongPassphrase`, NotFound, Corrupt */
export async function joinHub(
  setup: Setup,
  path: string,
  passphrase: string,
  known: Secrets | undefined,
): Promise<Session> {
  const { conn, surroundings, runner, who } = setup
  const hub = await openHub(surroundings, path)
  const other = hubId(conn)
  if (other && other !== hub.descriptor.hub)
    throw failure('Conflict', 'alreadySharing', { file: hubPath(conn) ?? '' })
  await hub.assertPresent()
  const ring = await ringByPassphrase(hub, passphrase)
  const { hex } = ownDevice(conn)
  const device = known?.device ?? randomBytesOf(surroundings, KEY_BYTES)
  const keys = new DeviceKeys(device)
  const secrets: Secrets = { device, ring }
  await runner.saveSecrets(hub.descriptor.hub, secrets)
  const present = await readMember(hub, ring, hex)
  const own = memberOf(conn, keys, who.user, surroundings.now())
  if (present?.sign !== own.sign) {
    // The same computer with a lost key is a new one: what it signed before stays proven by the old.
    if (present) renewDevice(conn)
    await publishMember(hub, currentKey(ring), memberOf(conn, keys, who.user, surroundings.now()))
  }
  inTransaction(conn, () => {
    setHub(conn, path, hub.descriptor.hub)
    if (!other) setMeta(conn, 'syncJoined', 0)
  })
  note(conn, 'joined', { file: path })
  return keepSession(new Session(conn, hub, secrets, runner))
}

/** This copy of the database goes on as another device. */
function renewDevice(conn: Connection): void {
  inTransaction(conn, () => {
    conn
      .prepare("UPDATE device SET id = ? WHERE rowId = (SELECT value FROM meta WHERE key = 'deviceRowId')")
      .run(conn.newId())
    setMeta(conn, 'syncFolderFiles', 0)
  })
}

/** The session of a database that shares. @throws AppError Conflict `notSharing`, Denied `keyMissing`, NotFound */
export async function resume(
  setup: Setup,
  loadSecrets: () => Promise<Secrets | undefined>,
): Promise<Session> {
  const { conn } = setup
  const path = hubPath(conn)
  if (!path) throw failure('Conflict', 'notSharing')
  const known = keptSession(conn)
  if (known && known.hub.path === path && known.hub.descriptor.hub === hubId(conn)) {
    known.runner = setup.runner
    if (known.device === ownDevice(conn).hex) return known
  }
  const secrets = await loadSecrets()
  if (!secrets) throw failure('Denied', 'keyMissing')
  const hub = await openHub(setup.surroundings, path).catch((error: unknown) => {
    // A hub that was there before is only away.
    if (error instanceof AppError && error.record.code === 'NotFound')
      throw failure('Unavailable', 'hubGone', { file: path }, error)
    throw error
  })
  if (hub.descriptor.hub !== hubId(conn)) throw failure('Conflict', 'otherHub', { file: path })
  return keepSession(new Session(conn, hub, secrets, setup.runner))
}

export function leaveHub(conn: Connection): boolean {
  if (!hubPath(conn)) return false
  inTransaction(conn, () => {
    setHub(conn, null, null)
    for (const table of ['syncSealed', 'syncOutbox', 'syncDevice', 'syncWaiting'])
      conn.db.exec(`DELETE FROM ${table}`)
    for (const key of ['syncProblem', 'syncLastRound', 'syncBeatAt', 'syncBeatSaid', 'syncJoined'])
      setMeta(conn, key, null)
  })
  memoryOf(conn).fullAt = undefined
  forgetSession(conn)
  return true
}

/** A new epoch of keys without a device. @throws AppError NotFound `device` */
export async function removeDevice(
  session: Session,
  device: string,
  passphrase: string,
  cost?: ScryptCost,
): Promise<number> {
  await session.hub.assertPresent()
  await session.readTeam()
  if (!session.members.has(device) || device === session.device) throw failure('NotFound', 'device')
  const staying = [...session.members.values()].filter(
    (member) => member.device !== device && !session.cutOf(member.device),
  )
  const cut = Object.fromEntries(
    (
      session.conn
        .prepare('SELECT stream, seq FROM syncFrontier WHERE lower(hex(device)) = ?')
        .all(device) as { stream: number; seq: number }[]
    ).map(({ stream, seq }) => [String(stream), seq]),
  )
  const ring = await removeDevices(session.hub, session.secrets, {
    device: session.device,
    passphrase,
    staying,
    removed: { [device]: cut },
    ...(cost && { cost }),
  })
  await session.takeRing(ring)
  note(session.conn, 'removed', { device })
  return currentKey(ring).epoch
}

// ---- Checking ----

export interface Verified {
  readonly files: number
  readonly damaged: readonly string[]
  readonly missing: number
  readonly repaired: boolean
  readonly ok: boolean
}

/** Reads everything on the hub. */
export async function verify(session: Session, options: { readonly repair: boolean }): Promise<Verified> {
  const { conn, hub } = session
  takeLease(conn, session.runner.holder)
  try {
    await hub.assertPresent()
    await session.readTeam()
    const listing = await listLog(session, { full: true, own: true })
    const damaged: string[] = []
    const good: Found[] = []
    let files = 0
    for (const found of listing.segments) {
      await session.pause()
      files++
      const bytes = await hub.read('log', found.folder, found.name)
      if (bytes && isWhole(found, bytes)) good.push(found)
      else damaged.push(`log/${found.folder}/${found.name}`)
      session.runner.progress({ done: files, total: listing.segments.length, step: 'syncVerify' })
    }
    let frontier: ReadonlyMap<number, number> = new Map()
    for await (const snapshot of snapshots(session)) {
      files += snapshot.manifest.parts.length + 1
      try {
        await fetchSnapshot(session, snapshot)
        frontier = new Map(snapshot.manifest.frontier)
        break
      } catch (error) {
        if (!(error instanceof AppError) || error.record.code !== 'Corrupt') throw error
        damaged.push(`snap/${snapshot.folder}`)
      }
    }
    await session.write(() => undefined)
    const missing = missingOnHub(conn, covered(good, frontier)).length
    const broken = damaged.length > 0 || missing > 0
    const repaired = broken && options.repair
    if (repaired) await publishSnapshot(session)
    note(conn, 'verified', { files, damaged: damaged.length, missing })
    return { files, damaged, missing, repaired, ok: !broken || repaired }
  } finally {
    releaseLease(conn)
  }
}
