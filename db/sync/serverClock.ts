/**
 * This computer's clock beside that of the file server: told by a file just made there. A clock that is far off is corrected in
 * the stamps of whatever was not sent yet and of all that is written from then on, and people are told.
 */
import { hlcSpan, latestCredible } from '../core/clock.ts'
import { allRows, type Connection, getMeta, getRow, setMeta } from '../core/connection.ts'
import { CLOCK_SKEW } from '../core/skew.ts'
import { mintStream } from '../core/stream.ts'
import { inTransaction } from '../core/transaction.ts'
import { calm, raise } from './alarms.ts'
import { memoryOf } from './receive.ts'
import type { Session } from './session.ts'
import { codeOf, randomBytesOf } from './surroundings.ts'

/** Less is not worth a word. */
const MOST_SKEW_MS = 5 * 60_000
const AGAIN_MS = 10 * 60_000
const MINUTE_MS = 60_000

/** Measures now and then, and mends. Before anything of this round is derived. */
export async function mindClock(session: Session): Promise<void> {
  const { conn, hub } = session
  const memory = memoryOf(conn)
  const now = hub.surroundings.now()
  if (memory.clockAt !== undefined && Math.abs(now - memory.clockAt) < AGAIN_MS) return
  const skew = await measured(session)
  if (skew === undefined) return
  memory.clockAt = now
  const wrong = Math.abs(skew) > MOST_SKEW_MS
  const known = Number(getMeta(conn, CLOCK_SKEW) ?? 0)
  if (wrong || known !== 0)
    inTransaction(conn, () => {
      setMeta(conn, CLOCK_SKEW, wrong ? Math.round(skew) : null)
      // What was written under a correction that was right already needs none.
      if (wrong && Math.abs(skew - known) > MOST_SKEW_MS) restamp(conn, skew - known)
    })
  if (wrong) raise(conn, 'clock', { minutes: Math.round(skew / MINUTE_MS) })
  else calm(conn, 'clock')
}

/** How far this clock is ahead of the server's; undefined where that cannot be told now. */
async function measured({ hub, device }: Session): Promise<number | undefined> {
  const { disk, now } = hub.surroundings
  const name = `clock-${Buffer.from(randomBytesOf(hub.surroundings, 6)).toString('hex')}`
  const file = hub.at('tmp', device, name)
  try {
    await disk.makeFolder(hub.at('tmp', device))
    const before = now()
    const made = await disk.create(file)
    await made.write(Buffer.from('.'))
    await made.close()
    const at = await disk.modifiedAt(file)
    return (before + now()) / 2 - at
  } catch (error) {
    if (codeOf(error) === 'Killed') throw error
    return undefined // a server that does not keep times, or does not answer: the round will tell
  } finally {
    await hub.removeQuietly(file)
  }
}

interface PendingRow {
  readonly rowId: number
  readonly hlc: number
}

/**
 * What nobody outside has seen yet gets the stamps it would have had, in its own order and after all that was here before, in
 * a stream of its own: a copy of this database may send the same under the old names.
 */
function restamp(conn: Connection, skew: number): void {
  const derived = Number(getMeta(conn, 'syncDerivedTx') ?? 0)
  const pending = allRows<PendingRow>(
    conn,
    'SELECT rowId, hlc FROM tx WHERE rowId > ? AND remote IS NULL ORDER BY rowId',
    derived,
  )
  if (!pending.length) return
  const credible = latestCredible(conn.sources.now() - skew)
  const seen = 'SELECT max(hlc) AS hlc FROM tx WHERE rowId <= ? AND hlc <= ?'
  let last = getRow<{ hlc: number | null }>(conn, seen, derived, credible)?.hlc ?? 0
  const stream = mintStream(conn)
  const update = conn.prepare('UPDATE tx SET hlc = ?, stream = ?, seq = ? WHERE rowId = ?')
  for (const [index, { rowId, hlc }] of pending.entries()) {
    last = Math.max(last + 1, hlc - hlcSpan(skew))
    update.run(last, stream, index + 1, rowId)
  }
}
