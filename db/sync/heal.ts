/** The hub must hold everything that is here: what a server lost or forgot is laid down again by whoever notices. */
import { allRows, type Connection, getMeta, setMeta } from '../core/connection.ts'
import { frontierOf } from '../core/frontier.ts'
import type { SyncRound } from '../shared/sync.ts'
import { deviceStates } from './heartbeat.ts'
import { type Found, type Listing, memoryOf } from './receive.ts'
import type { Session } from './session.ts'
import { joinNewest, publishSnapshot, snapshots } from './snapshot.ts'
import { randomBytesOf } from './surroundings.ts'

const SNAPSHOT_EVERY_MS = 7 * 24 * 60 * 60_000

export const isNew = (frontier: ReadonlyMap<number, number>, here: ReadonlyMap<number, number>): boolean =>
  [...frontier].some(([stream, seq]) => seq > (here.get(stream) ?? 0))

/** What the files of the log and one snapshot hold, as a frontier. */
export function covered(segments: readonly Found[], start: ReadonlyMap<number, number>): Map<number, number> {
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
export async function heal(session: Session, listing: Listing): Promise<SyncRound['snapshot']> {
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

export const missingOnHub = (
  conn: Connection,
  covered: ReadonlyMap<number, number>,
): { stream: number; seq: number }[] => {
  const unsent = new Map(
    allRows<{ stream: number; from: number }>(
      conn,
      'SELECT stream, min(seq) AS "from" FROM syncOutbox GROUP BY stream',
    ).map((row) => [row.stream, row.from]),
  )
  return [...frontierOf(conn)]
    .map(([stream, seq]) => ({ stream, seq: Math.min(seq, (unsent.get(stream) ?? seq + 1) - 1) }))
    .filter(({ stream, seq }) => seq > (covered.get(stream) ?? 0))
}
