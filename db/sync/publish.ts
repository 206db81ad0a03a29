/**
 * Laying down what this device did: own transactions are sealed once, kept, put on the hub, and forgotten only when a later
 * listing shows the file there.
 */
import { allRows, type Connection, getMeta, getRow, setMeta } from '../core/connection.ts'
import type { RemoteTx } from '../core/remoteTx.ts'
import { filesIn, sendFiles } from './blobs.ts'
import type { Listing } from './receive.ts'
import { sealSegment } from './segment.ts'
import type { Session } from './session.ts'

/** A segment ends at the first of these. */
const MOST_BYTES = 256 * 1024
const MOST_TRANSACTIONS = 2_000
const FILES_PER_FOLDER = 1_000

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
      conn
        .prepare('DELETE FROM syncOutbox WHERE stream = ? AND seq BETWEEN ? AND ?')
        .run(sealed.stream, sealed.fromSeq, sealed.toSeq)
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
