/**
 * Segments and lists: how many one by conditions has now, how many one of very many members has, and asking of each of them
 * whether a campaign may reach it. The limits are the bare tables.
 */
import { pluckOne } from '../core/lookup/statements.ts'
import type { Engine } from '../host/engine.ts'
import type { Bench, Row } from './bench.ts'
import { mostCommonStatus } from './lists.ts'
import { compare, timed, timedAsync } from './measure.ts'

const count: Row = {
  name: 'segment.count',
  async measure(bench) {
    const engine = await bench.scratch()
    const { conn } = engine
    const status = mostCommonStatus(conn)
    const filter = { field: 'status', op: 'is', value: status } as const
    const { id } = await bench.call('list.save', { name: 'Bench', filter }, engine)
    const ask = () => bench.call('list.counts', { lists: [id] }, engine)
    const plain = (): unknown =>
      pluckOne(conn, 'SELECT count(*) FROM main.contact r WHERE foldText(r.status) = foldText(@status)', {
        status,
      })
    return compare({
      name: 'segment.count',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: async () => ({ ours: (await ask()).counts[id], plain: plain() }),
      ours: async () => [await timedAsync(ask)],
      limit: () => [timed(plain)],
      note: () => 'goal ≤ 1.5; how many meet a condition, of those one may see; limit: the condition alone',
    })
  },
}

/** As many as the largest list that is spoken of. */
const MOST = 200_000

/** A list of everybody, or of so many by chance; made once for each engine. */
const filled = new WeakMap<Engine, Promise<string>>()
function listOfAll(bench: Bench, engine: Engine): Promise<string> {
  const made =
    filled.get(engine) ??
    (async () => {
      const { id } = await bench.call('list.save', { name: 'Everybody' }, engine)
      const some = bench.n > MOST && { sample: { count: MOST, seed: 1 } }
      await bench.call('list.fill', { list: id, target: { filter: { and: [] } }, ...some }, engine)
      return id
    })()
  filled.set(engine, made)
  return made
}

const memberCount = `SELECT count(*) FROM main.listMember m JOIN main.list l ON l.rowId = m.listId
  WHERE l.name = 'Everybody' AND m.leftAt IS NULL`

const members: Row = {
  name: 'segment.members',
  async measure(bench) {
    const engine = await bench.scratch()
    const { conn } = engine
    const id = await listOfAll(bench, engine)
    const ask = () => bench.call('list.counts', { lists: [id] }, engine)
    const plain = (): unknown => pluckOne(conn, memberCount)
    return compare({
      name: 'segment.members',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: async () => ({ ours: (await ask()).counts[id], plain: plain() }),
      ours: async () => [await timedAsync(ask)],
      limit: () => [timed(plain)],
      note: () => 'goal ≤ 1.5; how many of those in a list by hand one may see; limit: its rows alone',
    })
  },
}

const screen: Row = {
  name: 'segment.screen',
  async measure(bench) {
    const engine = await bench.scratch()
    const { conn } = engine
    const list = await listOfAll(bench, engine)
    const data = { name: 'Bench', kind: 'email' }
    const { id: campaign } = await bench.call('record.create', { entity: 'campaign', data }, engine)
    const ask = () => bench.call('campaign.addMembers', { campaign, list, dryRun: true }, engine)
    const rows = conn.db
      .prepare(
        `SELECT json_extract(r.emails, '$[0].value') FROM main.listMember m JOIN main.list l ON l.rowId = m.listId
         JOIN main.contact r ON r.rowId = m.contactId WHERE l.name = 'Everybody' AND m.leftAt IS NULL`,
      )
      .pluck()
    const plain = (): number => new Set(rows.all()).size
    return compare({
      name: 'segment.screen',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: async () => {
        const { added, already, refused } = await ask()
        const ours = refused.reduce((sum, each) => sum + each.count, added + already)
        return { ours, plain: pluckOne(conn, memberCount) }
      },
      ours: async () => [await timedAsync(ask)],
      limit: () => [timed(plain)],
      note: () =>
        'goal ≤ 4; who of a list may be written to, and why not the others; limit: reading their addresses',
    })
  },
}

export const segmentRows: readonly Row[] = [count, members, screen]
