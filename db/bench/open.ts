/** Opening a database and showing its first list, whatever its size. */
import { allRows } from '../core/connection.ts'
import { openExisting } from '../core/database.ts'
import { Engine } from '../host/engine.ts'
import { idToText } from '../shared/id.ts'
import type { Bench, Row } from './bench.ts'
import { listFields } from './lists.ts'
import { compare, timedAsync } from './measure.ts'

const TIMES = 20
const PAGE = 50

async function firstList(bench: Bench, file: string): Promise<string[]> {
  const engine = new Engine(openExisting(file, 'write'))
  try {
    const page = { fields: [...listFields], limit: PAGE }
    const made = await bench.call('lookup.create', { entity: 'contact', sort: ['displayName'], page }, engine)
    return made.page?.ids ?? []
  } finally {
    engine.close()
  }
}

const open: Row = {
  name: 'open.firstList',
  async measure(bench) {
    const file = await bench.database()
    const small = await bench.database(bench.small)
    const { conn } = await bench.engine()
    const samples = async (path: string): Promise<number[]> => {
      const list: number[] = []
      for (let i = 0; i < TIMES; i++) list.push(await timedAsync(() => firstList(bench, path)))
      return list
    }
    return compare({
      name: 'open.firstList',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: async () => ({
        ours: await firstList(bench, file),
        plain: allRows<{ id: Uint8Array }>(
          conn,
          `SELECT id FROM visibleContact WHERE sortKey > '' ORDER BY sortKey, rowId LIMIT ${PAGE}`,
        ).map(({ id }) => idToText(id)),
      }),
      ours: () => samples(file),
      limit: () => samples(small),
      note: () =>
        `goal ≤ 1.3 at 1,000,000; open, first ${PAGE} rows by name with their cells, close; file cache warm; limit: the same with ${bench.small} contacts`,
    })
  },
}

export const openRows: readonly Row[] = [open]
