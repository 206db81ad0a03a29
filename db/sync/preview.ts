/** What a round would send and fetch, without doing it: files of others are opened and counted, none is applied or written. */
import { allRows, getMeta, getRow } from '../core/connection.ts'
import { frontierOf } from '../core/frontier.ts'
import type { RemoteTx } from '../core/remoteTx.ts'
import { entityWithId } from '../shared/registry.ts'
import type { SyncPreview } from '../shared/sync.ts'
import { type Found, listLog, openFound } from './receive.ts'
import type { Session } from './session.ts'
import { releaseLease, takeLease } from './state.ts'

type Records = SyncPreview['send']['records']

/** Changes and the records they are about, counted by kind. */
class Tally {
  changes = 0
  readonly #ids = new Map<number, Set<string>>()

  add({ changes }: RemoteTx): void {
    if (changes.length) this.changes++
    for (const { entity, id } of changes) {
      const ids = this.#ids.get(entity) ?? new Set<string>()
      this.#ids.set(entity, ids.add(id))
    }
  }

  /** Of kinds that only a newer program knows there is no name; what nobody lists is no news. */
  records(): Records {
    return [...this.#ids]
      .map(([number, ids]) => ({ entity: entityWithId(number), n: ids.size }))
      .filter(({ entity }) => entity?.listed !== false)
      .map(({ entity, n }) => ({ entity: entity?.name ?? null, n }))
      .sort((a, b) => b.n - a.n)
  }
}

/** @throws AppError as a round does */
export async function preview(session: Session): Promise<SyncPreview> {
  const { conn, hub } = session
  takeLease(conn, session.runner.holder)
  try {
    await hub.assertPresent()
    await session.readTeam()
    const send = new Tally()
    await session.write(() => undefined)
    for (const { body } of allRows<{ body: string }>(conn, 'SELECT body FROM syncOutbox ORDER BY rowId')) {
      send.add(JSON.parse(body) as RemoteTx)
      await session.pause()
    }
    const fresh = getMeta(conn, 'syncJoined') !== 1
    const { receive, unreadable } = await toCome(session)
    return { send: { changes: send.changes, records: send.records() }, receive, unreadable, fresh }
  } finally {
    releaseLease(conn)
  }
}

async function toCome(session: Session): Promise<Pick<SyncPreview, 'receive' | 'unreadable'>> {
  const { conn, hub } = session
  const frontier = frontierOf(conn)
  const { segments } = await listLog(session, { full: true, own: true })
  const found = segments.filter(({ stream, to }) => to > (frontier.get(stream) ?? 0))
  const tallies = new Map<string, Tally>()
  const counted = new Set<string>()
  let unreadable = 0
  for (const [done, file] of found.entries()) {
    await session.pause()
    session.runner.progress({ done, total: found.length, step: 'syncFetch' })
    const opened = isWaiting(session, file) || (await openFound(session, file))
    if (opened === true) continue
    if (!opened) unreadable++
    const tally = tallies.get(file.device) ?? new Tally()
    for (const tx of opened?.transactions ?? []) {
      const dot = `${tx.stream}.${tx.seq}`
      if (tx.seq <= (frontier.get(tx.stream) ?? 0) || counted.has(dot)) continue
      counted.add(dot)
      tally.add(tx)
      tallies.set(file.device, tally)
    }
  }
  await hub.assertPresent()
  const receive = [...tallies]
    .filter(([, { changes }]) => changes > 0)
    .map(([device, tally]) => ({
      device: session.members.get(device)?.name ?? '',
      user: session.members.get(device)?.user ?? '',
      changes: tally.changes,
      records: tally.records(),
    }))
  return { receive, unreadable }
}

/** It is here already and waits for another. */
const isWaiting = ({ conn }: Session, { name }: Found): boolean =>
  getRow(conn, 'SELECT 1 FROM syncWaiting WHERE name = ?', name) !== undefined
