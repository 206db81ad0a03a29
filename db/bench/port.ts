/** A page on its way to a window: the same rows read by SQLite and delivered by the reading thread over its port. */
import { pageSql } from '../core/lookup/page.ts'
import { prepared } from '../core/lookup/statements.ts'
import { contact } from '../shared/contacts.ts'
import { idToText } from '../shared/id.ts'
import type { Page } from '../shared/lookups.ts'
import type { Row } from './bench.ts'
import { type Asker, readerThread, relayedHost } from './host.ts'
import { listFields } from './lists.ts'
import { compare, median, places, rounded, timed, timedAsync } from './measure.ts'

const PAGE = 50
const PAGES = 200
const sort = ['displayName']

async function pages(asker: Asker): Promise<(offset: number) => Promise<Page>> {
  const { lookupId, version } = await asker.call('lookup.create', { entity: 'contact', sort })
  return (offset) =>
    asker.call('lookup.page', { lookupId, version, offset, limit: PAGE, fields: [...listFields] })
}

async function samples(page: (offset: number) => Promise<Page>, place: () => number): Promise<number[]> {
  const list: number[] = []
  for (let i = 0; i < PAGES; i++) list.push(await timedAsync(() => page(place())))
  return list
}

/** The fallback's figure, if it can be had here. */
async function relayed(file: string, place: () => number): Promise<string> {
  const asker = relayedHost(file)
  if (!asker) return 'not measured from sources'
  try {
    const page = await pages(asker)
    await samples(page, place)
    return `${rounded(median(await samples(page, place)))} ms`
  } finally {
    await asker.close()
  }
}

const page: Row = {
  name: 'port.page',
  async measure(bench) {
    const engine = await bench.engine()
    const { conn } = engine
    const made = await bench.call('lookup.create', { entity: 'contact', sort }, engine)
    const rowIds = engine.lookups.rowIdsOf({ lookupId: made.lookupId })
    const select = prepared(conn, pageSql(conn, contact, listFields), 'raw')
    const read = (offset: number): unknown[][] =>
      Array.from(rowIds.subarray(offset, offset + PAGE), (rowId) => select.get(rowId) as unknown[])
    const place = places(3)
    const furthest = Math.max(1, rowIds.length - PAGE)
    const somewhere = (): number => place(furthest)
    const thread = await readerThread(conn.file)
    try {
      const delivered = await pages(thread)
      const fallback = await relayed(conn.file, somewhere)
      return await compare({
        name: 'port.page',
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        async answers() {
          const offset = Math.floor(furthest / 2)
          const ours = await delivered(offset)
          const local = await bench.call(
            'lookup.page',
            { lookupId: made.lookupId, version: made.version, offset, limit: PAGE, fields: [...listFields] },
            engine,
          )
          const rows = read(offset)
          return {
            ours: [ours.ids, ours.rows.map((row) => row?.[0]), local.ids],
            plain: [rows.map(([id]) => idToText(id as Uint8Array)), rows.map((row) => row[1]), ours.ids],
          }
        },
        ours: () => samples(delivered, somewhere),
        limit: () =>
          Array.from({ length: PAGES }, () => {
            const offset = somewhere()
            return timed(() => read(offset))
          }),
        note: () =>
          `goal ≤ 2.2; question and answer between threads, ${listFields.length} columns, decoded, with company names; over a child process's channel, as the fallback relays it: ${fallback}; limit: the page's statement, ${PAGE} times`,
      })
    } finally {
      await thread.close()
    }
  },
}

export const portRows: readonly Row[] = [page]
