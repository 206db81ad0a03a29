/**
 * One round between this database and its hub: take up, look, fetch, apply, confirm, send. Every step may be broken off and
 * done again.
 */

import { z } from 'zod'
import { type Connection, getMeta, getRow, setMeta } from '../core/connection.ts'
import { frontierOf } from '../core/frontier.ts'
import { takeUpParked } from '../core/parked.ts'
import { inTransaction } from '../core/transaction.ts'
import { AppError } from '../shared/errors.ts'
import type { SyncRound } from '../shared/sync.ts'
import { fetchFiles, wantFiles } from './blobs.ts'
import { asItself } from './copies.ts'
import { findForks } from './forks.ts'
import { heal, isNew } from './heal.ts'
import { beat, hear, isBeatDue, isNewsIn } from './heartbeat.ts'
import { jsonOf } from './hub.ts'
import { memberOf } from './membership.ts'
import { confirm, publish } from './publish.ts'
import { type Listing, listLog, memoryOf, PATIENCE_MS, receive } from './receive.ts'
import { mindClock } from './serverClock.ts'
import type { Session, Who } from './session.ts'
import { joinNewest } from './snapshot.ts'
import { note, releaseLease, takeLease } from './state.ts'
import { isKeyFile, publishMember, rawKeyFiles } from './team.ts'

const FULL_EVERY_MS = 60 * 60_000

export interface RoundOptions {
  readonly who: Who
  /** Look at everything, as in the first round of a process. */
  readonly full?: boolean
  readonly conflicts: () => number
}

/** @throws AppError Unavailable `hubGone` `syncRunning`, Conflict `otherHub`, Denied `removed` `hubWrite` */
export async function round(given: Session, options: RoundOptions): Promise<SyncRound> {
  const { conn } = given
  takeLease(conn, given.runner.holder)
  try {
    return await exchange(given, options)
  } catch (error) {
    if (error instanceof AppError) rememberProblem(conn, error)
    throw error
  } finally {
    releaseLease(conn)
  }
}

async function exchange(given: Session, options: RoundOptions): Promise<SyncRound> {
  const { conn, hub } = given
  const memory = memoryOf(conn)
  const now = hub.surroundings.now()
  const full = options.full === true || memory.fullAt === undefined || now - memory.fullAt > FULL_EVERY_MS
  if (full) {
    await hub.assertPresent()
    await mindClock(given)
    await given.readTeam()
    await keepTeamFiles(given, options.who)
  } else if (hasPending(conn)) {
    await hub.assertPresent()
    await mindClock(given)
  } else await hub.assertNear()
  await wantFiles(given, await given.write(() => takeUpParked(conn)))
  const listed = await listLog(given, { full, own: hasSealed(conn) })
  if (!full && isQuiet(given, listed)) return done(given, options, { applied: 0, waiting: 0 }, 0, 'none')
  if (!full) {
    await hub.assertPresent()
    if (await isNewEpoch(given)) {
      await given.readTeam()
      await keepTeamFiles(given, options.who)
    }
  }
  const { session, listing } = await asItself(given, listed, options.who.user)
  await newMembers(session, listing)
  if (full) await findForks(session, listing.segments)
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
  await hear(session, listing)
  if (full) {
    const healed = await heal(session, listing)
    if (healed !== 'none') snapshot = healed
  }
  await beat(session, listing, { ...options.who, force: full })
  memory.fullAt = full ? now : memory.fullAt
  return done(session, options, received, sent, snapshot)
}

async function done(
  session: Session,
  options: RoundOptions,
  { applied, waiting }: { readonly applied: number; readonly waiting: number },
  sent: number,
  snapshot: SyncRound['snapshot'],
): Promise<SyncRound> {
  const { conn, hub } = session
  await session.write(() => {
    setMeta(conn, 'syncLastRound', hub.surroundings.now())
    setMeta(conn, 'syncProblem', null)
  })
  return { sent, received: applied, waiting, conflicts: options.conflicts(), snapshot }
}

/** Nothing came, nothing is to be sent, nothing waits, nothing is to be told: no file need be opened. */
function isQuiet(session: Session, { segments, beats }: Listing): boolean {
  const { conn } = session
  for (const table of ['syncOutbox', 'syncSealed', 'syncWaiting', 'syncBlob'])
    if (getRow(conn, `SELECT 1 FROM ${table} LIMIT 1`)) return false
  const frontier = frontierOf(conn)
  if (segments.some(({ stream, to }) => to > (frontier.get(stream) ?? 0))) return false
  return !isNewsIn(session, beats) && !isBeatDue(session)
}

const keptKeyFiles = (conn: Connection): Readonly<Record<string, string>> => {
  const kept = z
    .record(z.string(), z.string())
    .safeParse(jsonOf(String(getMeta(conn, 'syncKeyFiles') ?? '{}')))
  return kept.success ? kept.data : {}
}

/** Somebody was taken out of the team since: told by a name, before anything is sent under the old key. */
async function isNewEpoch({ conn, hub }: Session): Promise<boolean> {
  const known = keptKeyFiles(conn)
  return (await hub.list('keys')).some((name) => isKeyFile(name) && !(name in known))
}

/** A hub put back to an earlier state may lack this device's own file, or the keys of the latest epoch. */
async function keepTeamFiles(session: Session, who: Who): Promise<void> {
  const { conn, hub, device, keys } = session
  if (!session.members.has(device)) {
    await publishMember(hub, session.team, memberOf(conn, keys, who.user, hub.surroundings.now()))
    await session.member(device)
  }
  const there = await rawKeyFiles(hub)
  const known = keptKeyFiles(conn)
  for (const [name, text] of Object.entries(known))
    if (!there.has(name)) await hub.publish(device, ['keys'], name, Buffer.from(text))
  const all = JSON.stringify({ ...known, ...Object.fromEntries(there) })
  if (all !== getMeta(conn, 'syncKeyFiles')) await session.write(() => setMeta(conn, 'syncKeyFiles', all))
}

function rememberProblem(conn: Connection, { record }: AppError): void {
  inTransaction(conn, () => setMeta(conn, 'syncProblem', JSON.stringify(record)))
  note(conn, 'failed', { code: record.code, reason: record.reason ?? '' })
}

const pendingSql = `SELECT 1 FROM tx WHERE remote IS NULL
  AND rowId > CAST(coalesce((SELECT value FROM meta WHERE key = 'syncDerivedTx'), 0) AS INTEGER) LIMIT 1`
const hasPending = (conn: Connection): boolean => getRow(conn, pendingSql) !== undefined
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
