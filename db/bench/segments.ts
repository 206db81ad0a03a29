/** Segments: how many a list by conditions has now. The limit is the condition alone, over the bare table. */
import { pluckOne } from '../core/lookup/statements.ts'
import type { Row } from './bench.ts'
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

export const segmentRows: readonly Row[] = [count]
