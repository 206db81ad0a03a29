/** How a hub is made, joined and left, and how this device comes to be, or ceases to be, one of its team. */
import { type Connection, setMeta } from '../core/connection.ts'
import { localDevice } from '../core/database.ts'
import { derive } from '../core/outbox.ts'
import { inTransaction } from '../core/transaction.ts'
import { AppError, failure } from '../shared/errors.ts'
import { DeviceKeys, KEY_BYTES, type ScryptCost } from './cipher.ts'
import { finishHub, makeHub, openHub } from './hub.ts'
import { memoryOf } from './receive.ts'
import { mindClock } from './serverClock.ts'
import type { Who } from './session.ts'
import { forgetSession, keepSession, keptSession, type Runner, Session } from './session.ts'
import { publishSnapshot } from './snapshot.ts'
import { hubId, hubPath, note, ownDevice, setHub } from './state.ts'
import { randomBytesOf, type Surroundings } from './surroundings.ts'
import {
  currentKey,
  freshKey,
  type Member,
  publishKeys,
  publishMember,
  readMember,
  removeDevices,
  ringByPassphrase,
  type Secrets,
} from './team.ts'

export const memberOf = (conn: Connection, keys: DeviceKeys, user: string, at: number): Member => {
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
  const session = keepSession(new Session(conn, hub, secrets, runner))
  await mindClock(session)
  // The snapshot tells all there is, so that the log so far need not be sent.
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    if (inTransaction(conn, () => derive(conn, { budgetMs: 25, send: false }))) break
  }
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
  const present = await readMember(hub, ring, hex)
  const own = memberOf(conn, keys, who.user, surroundings.now())
  if (present?.sign !== own.sign) {
    // The same computer with a lost key is a new one: what it signed before stays proven by the old.
    if (present) inTransaction(conn, () => renewDevice(conn))
    await runner.saveSecrets(hub.descriptor.hub, secrets)
    await publishMember(hub, currentKey(ring), memberOf(conn, keys, who.user, surroundings.now()))
  } else await runner.saveSecrets(hub.descriptor.hub, secrets)
  inTransaction(conn, () => {
    setHub(conn, path, hub.descriptor.hub)
    if (!other) setMeta(conn, 'syncJoined', 0)
  })
  note(conn, 'joined', { file: path })
  return keepSession(new Session(conn, hub, secrets, runner))
}

/** This copy of the database goes on as another device. */
export function renewDevice(conn: Connection): void {
  conn.prepare('UPDATE device SET id = ? WHERE rowId = ?').run(conn.newId(), localDevice(conn))
  // What was sealed in the old name is sealed again in the new one.
  conn.prepare('DELETE FROM syncSealed').run()
  for (const key of ['syncFolderFiles', 'syncBeatAt', 'syncBeatSaid']) setMeta(conn, key, null)
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
