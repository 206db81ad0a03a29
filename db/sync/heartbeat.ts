/** What a device tells others of itself: how far it is, with which program, and what it has waited for too long. */

import { z } from 'zod'
import { hlcFrom } from '../core/clock.ts'
import { allRows, type Connection, getMeta, setMeta } from '../core/connection.ts'
import { AppError } from '../shared/errors.ts'
import { seal, unseal } from './cipher.ts'
import { BEAT_FILE } from './copies.ts'
import { jsonOf } from './hub.ts'
import { type Listing, wanted } from './receive.ts'
import type { Session } from './session.ts'

const BEAT_MS = 10 * 60_000
const STILL_ALIVE_MS = 12 * 3_600_000
const BEATS_KEPT = 3
const BEAT_STREAMS = 2_000

export const beatSchema = z.object({
  device: z.string(),
  name: z.string(),
  user: z.string(),
  version: z.string(),
  at: z.number(),
  /** Transactions of each device it has taken in. */
  has: z.record(z.string(), z.number()),
  /** Its latest streams, and how far. */
  streams: z.record(z.string(), z.number()),
  /** What it has waited for too long: whoever has it lays a snapshot down. */
  wants: z.record(z.string(), z.number()),
})
export type Beat = z.infer<typeof beatSchema>

/** Transactions here, by the device that wrote them. */
export function heldByDevice(conn: Connection, own: string): Record<string, number> {
  const rows = allRows<{ device: string | null; n: number }>(
    conn,
    'SELECT lower(hex(device)) AS device, sum(seq) AS n FROM syncFrontier WHERE seq > 0 GROUP BY device',
  )
  const held: Record<string, number> = {}
  for (const { device, n } of rows) held[device || own] = (held[device || own] ?? 0) + n
  return held
}

const beatAbout = (device: string): Uint8Array => Buffer.from(device, 'hex')

const isDue = ({ conn, hub }: Session, said: string, force: boolean): boolean => {
  const since = hub.surroundings.now() - Number(getMeta(conn, 'syncBeatAt') ?? 0)
  const news = said !== getMeta(conn, 'syncBeatSaid')
  return since >= STILL_ALIVE_MS || (news && (force || since > BEAT_MS))
}

const saying = (session: Session): string =>
  JSON.stringify([
    heldByDevice(session.conn, session.device),
    wanted(session.conn, session.hub.surroundings.now()),
  ])

/** Whether there is something to tell of this device by now. */
export const isBeatDue = (session: Session): boolean => isDue(session, saying(session), false)

/** Later than any before, whatever the clock says; known to be one's own before it is there. */
async function nextName(session: Session): Promise<string> {
  const { conn, hub } = session
  const last = Number.parseInt(String(getMeta(conn, BEAT_FILE) ?? '').slice(3, 17), 16) || 0
  const name = `hb-${Math.max(hlcFrom(hub.surroundings.now()), last + 1)
    .toString(16)
    .padStart(14, '0')}.hb`
  await session.write(() => setMeta(conn, BEAT_FILE, name))
  return name
}

/** Tells of itself when there is something new to tell, at most every ten minutes, and twice a day in any case. */
export async function beat(
  session: Session,
  listing: Listing,
  who: { readonly user: string; readonly version: string; readonly force: boolean },
): Promise<void> {
  const { conn, hub, device } = session
  const now = hub.surroundings.now()
  const has = heldByDevice(conn, device)
  const wants = wanted(conn, now)
  const said = saying(session)
  if (!isDue(session, said, who.force)) return
  const streams = allRows<{ stream: number; seq: number }>(
    conn,
    'SELECT stream, seq FROM syncFrontier WHERE seq > 0 ORDER BY mark DESC LIMIT ?',
    BEAT_STREAMS,
  )
  const told: Beat = {
    device,
    name: session.deviceName,
    user: who.user,
    version: who.version,
    at: now,
    has,
    streams: Object.fromEntries(streams.map(({ stream, seq }) => [String(stream), seq])),
    wants,
  }
  const bytes = await seal(
    hub.surroundings,
    session.team,
    'heartbeat',
    beatAbout(device),
    Buffer.from(JSON.stringify(told)),
  )
  const folder = ['log', listing.ownFolder]
  const name = await nextName(session)
  await hub.publish(device, folder, name, bytes)
  const beats = (await hub.list(...folder)).filter((other) => /^hb-.*\.hb$/.test(other)).sort()
  for (const old of beats.slice(0, -BEATS_KEPT)) await hub.removeQuietly(hub.at(...folder, old))
  await session.write(() => {
    setMeta(conn, 'syncBeatAt', now)
    setMeta(conn, 'syncBeatSaid', said)
  })
}

const deviceStateSchema = beatSchema.extend({ file: z.string() })
export type DeviceState = z.infer<typeof deviceStateSchema>

export const deviceStates = (conn: Connection): DeviceState[] =>
  allRows<{ state: string }>(conn, 'SELECT state FROM syncDevice').flatMap(({ state }) => {
    const parsed = deviceStateSchema.safeParse(jsonOf(state))
    return parsed.success ? [parsed.data] : []
  })

/** Whether others told of themselves since. */
export function isNewsIn({ conn, device }: Session, beats: Listing['beats']): boolean {
  const known = new Map(deviceStates(conn).map(({ device: other, file }) => [other, file]))
  return [...beats].some(([other, { name }]) => other !== device && (known.get(other) ?? '') < name)
}

/** What other devices tell of themselves; only what is newer is read. */
export async function hear(session: Session, listing: Listing): Promise<void> {
  const { conn, hub } = session
  const known = new Map(deviceStates(conn).map(({ device, file }) => [device, file]))
  for (const [device, { folder, name }] of listing.beats) {
    if (device === session.device || (known.get(device) ?? '') >= name) continue
    const sealed = await hub.read('log', folder, name)
    if (!sealed) continue
    try {
      const plain = await unseal(session.ring, 'heartbeat', beatAbout(device), sealed)
      const told = beatSchema.parse(jsonOf(Buffer.from(plain).toString('utf8')))
      await session.write(() =>
        conn
          .prepare(
            'INSERT INTO syncDevice(id, state) VALUES(?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
          )
          .run(device, JSON.stringify({ ...told, file: name })),
      )
    } catch (error) {
      if (!(error instanceof AppError) && !(error instanceof z.ZodError)) throw error
      // Half written or of a key not known yet: the next one will do.
    }
  }
}
