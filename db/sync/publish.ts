/**
 * Laying down what this device did: own transactions are sealed once, kept, put on the hub, and forgotten only when a later
 * listing shows the file there. Files that records name go first. A heartbeat tells others how far this device is.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { fileIn } from '../core/applyRemote.ts'
import { attachmentPath, readAttachment, saveAttachment } from '../core/attachments.ts'
import { hlcFrom } from '../core/clock.ts'
import { allRows, type Connection, getMeta, getRow, setMeta } from '../core/connection.ts'
import { frontierOf } from '../core/frontier.ts'
import { planOf } from '../core/plan.ts'
import type { RemoteTx } from '../core/remoteTx.ts'
import { AppError } from '../shared/errors.ts'
import { entityWithId } from '../shared/registry.ts'
import { blobName, seal, unseal } from './cipher.ts'
import { jsonOf } from './hub.ts'
import { type Listing, wanted } from './receive.ts'
import { sealSegment } from './segment.ts'
import type { Session } from './session.ts'

/** A segment ends at the first of these. */
const MOST_BYTES = 256 * 1024
const MOST_TRANSACTIONS = 2_000
const FILES_PER_FOLDER = 1_000
const BEAT_MS = 10 * 60_000
const STILL_ALIVE_MS = 12 * 3_600_000
const BEATS_KEPT = 3
const BEAT_STREAMS = 2_000

interface OutboxRow {
  readonly stream: number
  readonly seq: number
  readonly chain: Uint8Array
  readonly body: string
}
interface SealedRow {
  readonly name: string
  readonly folder: string
  readonly stream: number
  readonly fromSeq: number
  readonly toSeq: number
  readonly bytes: Uint8Array
}

const unsealedSql = `SELECT o.stream, o.seq, o.chain, o.body FROM syncOutbox o
  WHERE o.seq > coalesce((SELECT max(toSeq) FROM syncSealed s WHERE s.stream = o.stream), 0) ORDER BY o.stream, o.seq LIMIT 4000`
const sealedSql = 'SELECT name, folder, stream, fromSeq, toSeq, bytes FROM syncSealed ORDER BY fromSeq'

/** Forgets what the hub is seen to have. */
export async function confirm(session: Session, listing: Listing): Promise<void> {
  const { conn, hub } = session
  for (const sealed of allRows<SealedRow>(conn, sealedSql)) {
    if (!listing.own.has(sealed.name)) continue
    if ((await hub.sizeOf('log', sealed.folder, sealed.name)) !== sealed.bytes.length) continue
    await session.write(() => {
      conn.prepare('DELETE FROM syncSealed WHERE name = ?').run(sealed.name)
      conn.prepare('DELETE FROM syncOutbox WHERE stream = ? AND seq <= ?').run(sealed.stream, sealed.toSeq)
    })
  }
}

/** Groups of consecutive transactions of one stream, each of which becomes a file. */
function grouped(rows: readonly OutboxRow[]): OutboxRow[][] {
  const groups: OutboxRow[][] = []
  let size = 0
  for (const row of rows) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const follows = last && last.stream === row.stream && last.seq + 1 === row.seq
    if (group && follows && size < MOST_BYTES && group.length < MOST_TRANSACTIONS) {
      group.push(row)
      size += row.body.length
    } else {
      groups.push([row])
      size = row.body.length
    }
  }
  return groups
}

/** The folder of this device that takes the next file. */
function folderFor(conn: Connection, listing: Listing, more: number): string {
  const count = Number(getMeta(conn, 'syncFolderFiles') ?? 0) + more
  const [device = '', number = '1'] = listing.ownFolder.split('-')
  if (count <= FILES_PER_FOLDER) {
    setMeta(conn, 'syncFolderFiles', count)
    return listing.ownFolder
  }
  setMeta(conn, 'syncFolderFiles', more)
  return `${device}-${String(Number(number) + 1).padStart(4, '0')}`
}

/** Seals what is derived. The bytes and their name are kept before anything leaves, so that a crash sends the same again. */
async function sealAll(session: Session, listing: Listing): Promise<void> {
  const { conn } = session
  for (;;) {
    const rows = await session.write(() => allRows<OutboxRow>(conn, unsealedSql))
    if (!rows.length) return
    for (const group of grouped(rows)) {
      const transactions = group.map(({ body }) => JSON.parse(body) as RemoteTx)
      const [first] = group
      const last = group.at(-1)
      if (!first || !last) continue
      const { name, bytes } = await sealSegment(
        session.hub.surroundings,
        session.team,
        session.keys,
        session.placeOf(session.device),
        transactions,
        first.chain,
      )
      await session.write(() => {
        for (const sha256 of filesIn(transactions))
          conn.prepare("INSERT OR REPLACE INTO syncBlob(sha256, todo) VALUES(?, 'send')").run(sha256)
        conn
          .prepare(
            'INSERT OR IGNORE INTO syncSealed(name, folder, stream, fromSeq, toSeq, bytes) VALUES(?, ?, ?, ?, ?, ?)',
          )
          .run(name, folderFor(conn, listing, 1), first.stream, first.seq, last.seq, bytes)
      })
    }
  }
}

/** Answers how many transactions were laid down. */
export async function publish(session: Session, listing: Listing): Promise<number> {
  const { conn, hub, device } = session
  await sealAll(session, listing)
  await sendFiles(session)
  let sent = 0
  for (const { name, folder, bytes, fromSeq, toSeq } of allRows<SealedRow>(conn, sealedSql)) {
    await session.pause()
    await hub.publish(device, ['log', folder], name, bytes)
    sent += toSeq - fromSeq + 1
  }
  return sent
}

export const unsentCount = (conn: Connection): number =>
  getRow<{ n: number }>(conn, 'SELECT count(*) AS n FROM syncOutbox')?.n ?? 0

// ---- Files of records ----

function filesIn(transactions: readonly RemoteTx[]): Set<string> {
  const files = new Set<string>()
  for (const { changes } of transactions) {
    for (const { entity: number, registers } of changes) {
      const entity = entityWithId(number)
      if (!entity) continue
      for (const field of planOf(entity).entity.fields) {
        const value = field.kind === 'file' ? registers[String(field.id)] : undefined
        const sha256 = typeof value === 'string' ? fileIn(value) : undefined
        if (sha256) files.add(sha256)
      }
    }
  }
  return files
}

const todoSql = 'SELECT sha256 FROM syncBlob WHERE todo = ?'
const blobFolder = (name: string): string[] => ['blob', name.slice(0, 2)]
const about = (sha256: string): Uint8Array => Buffer.from(sha256, 'hex')

/** Before the segments that name them. */
async function sendFiles(session: Session): Promise<void> {
  const { conn, hub } = session
  for (const { sha256 } of allRows<{ sha256: string }>(conn, todoSql, 'send')) {
    await session.pause()
    const name = blobName(session.ring[0] ?? session.team, sha256)
    if ((await hub.sizeOf(...blobFolder(name), name)) === undefined) {
      const bytes = stored(conn, sha256)
      if (!bytes) continue // Told by `db check`; whoever has it sends it.
      const sealed = await seal(hub.surroundings, session.team, 'blob', about(sha256), bytes)
      await hub.publish(session.device, blobFolder(name), name, sealed)
    }
    await session.write(() => conn.prepare('DELETE FROM syncBlob WHERE sha256 = ?').run(sha256))
  }
}

function stored(conn: Connection, sha256: string): Uint8Array | undefined {
  try {
    return readAttachment(conn.file, sha256)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** Notes files that applied records name and that are not here. */
export async function wantFiles(session: Session, files: ReadonlySet<string>): Promise<void> {
  const { conn } = session
  const wanted = [...files].filter((sha256) => !existsSync(attachmentPath(conn.file, sha256)))
  if (!wanted.length) return
  await session.write(() => {
    for (const sha256 of wanted)
      conn.prepare("INSERT OR IGNORE INTO syncBlob(sha256, todo) VALUES(?, 'fetch')").run(sha256)
  })
}

/** One that is not there or not whole is asked for again in the next round. */
export async function fetchFiles(session: Session): Promise<void> {
  const { conn, hub } = session
  for (const { sha256 } of allRows<{ sha256: string }>(conn, todoSql, 'fetch')) {
    await session.pause()
    const name = blobName(session.ring[0] ?? session.team, sha256)
    const sealed = await hub.read(...blobFolder(name), name)
    if (!sealed) continue
    try {
      const bytes = await unseal(session.ring, 'blob', about(sha256), sealed)
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) continue
      saveAttachment(conn.file, bytes, 'application/octet-stream')
    } catch (error) {
      if (error instanceof AppError && error.record.code === 'Corrupt') continue
      throw error
    }
    await session.write(() => conn.prepare('DELETE FROM syncBlob WHERE sha256 = ?').run(sha256))
  }
}

// ---- Heartbeats ----

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

/** Tells of itself when there is something new to tell, at most every ten minutes, and twice a day in any case. */
export async function beat(
  session: Session,
  listing: Listing,
  who: { readonly user: string; readonly version: string; readonly force: boolean },
): Promise<void> {
  const { conn, hub, device } = session
  const now = hub.surroundings.now()
  const has = heldByDevice(conn, device)
  const last = Number(getMeta(conn, 'syncBeatAt') ?? 0)
  const wants = wanted(conn, now)
  const said = JSON.stringify([has, wants])
  const news = said !== getMeta(conn, 'syncBeatSaid')
  if (!(news && (who.force || now - last > BEAT_MS)) && now - last < STILL_ALIVE_MS) return
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
  const name = `hb-${hlcFrom(now).toString(16).padStart(14, '0')}.hb`
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
