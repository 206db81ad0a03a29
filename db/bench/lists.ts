/** Lists: jumping, sorting, filtering. The limits are the same rows by id, the covering index, the filter alone. */
import { allRows, type Connection } from '../core/connection.ts'
import { compileFilter } from '../core/filterSql.ts'
import { registerFunctions } from '../core/lookup/functions.ts'
import { pageSql } from '../core/lookup/page.ts'
import { pluck, prepared } from '../core/lookup/statements.ts'
import { Engine } from '../host/engine.ts'
import { contact } from '../shared/contacts.ts'
import type { Filter, Sort } from '../shared/filter.ts'
import { idToText } from '../shared/id.ts'
import type { Bench, Row } from './bench.ts'
import { type Answers, compare, places, timed, timedAsync } from './measure.ts'

/** What a fresh list shows. */
export const listFields: readonly string[] = [
  'displayName',
  ...contact.fields.filter(({ list }) => list).map(({ name }) => name),
]
const PAGE = 50
const OFFSETS = [0, 0.21, 0.5, 0.83, 0.999]
const JUMPS = 200

const nameless = "(r.sortKey IS NULL OR r.sortKey = '')"
const byName = `${nameless}, CASE WHEN ${nameless} THEN NULL ELSE r.sortKey END, r.rowId`
const byJobTitle = `ifnull(r.jobTitle, '') = '', textKey(r.jobTitle), ${byName}`

export const mostCommonStatus = (conn: Connection): string =>
  allRows<{ status: string }>(
    conn,
    'SELECT status FROM contact WHERE status IS NOT NULL GROUP BY status ORDER BY count(*) DESC LIMIT 1',
  )[0]?.status ?? ''

interface Asked {
  readonly filter?: Filter
  readonly sort: Sort
  readonly where: string
  readonly orderBy: string
}

/** Pages here and there of a lookup, and the same by plain SQL with an offset. */
async function samePages(bench: Bench, engine: Engine, asked: Asked): Promise<Answers> {
  const { conn } = engine
  registerFunctions(conn)
  const { filter, sort, where, orderBy } = asked
  const made = await bench.call(
    'lookup.create',
    { entity: 'contact', sort: [...sort], ...(filter && { filter }) },
    engine,
  )
  const total = made.total ?? 0
  const ours: unknown[] = [total]
  const all = allRows<{ id: Uint8Array }>(
    conn,
    `SELECT r.id FROM visibleContact r WHERE ${where} ORDER BY ${orderBy}`,
  ).map(({ id }) => idToText(id))
  const plain: unknown[] = [all.length]
  for (const share of OFFSETS) {
    const offset = Math.floor(share * Math.max(0, all.length - 1))
    const page = {
      lookupId: made.lookupId,
      version: made.version,
      offset,
      limit: PAGE,
      fields: ['displayName'],
    }
    ours.push((await bench.call('lookup.page', page, engine)).ids)
    plain.push(all.slice(offset, offset + PAGE))
  }
  await bench.call('lookup.close', { lookupId: made.lookupId }, engine)
  return { ours, plain }
}

const statusFilter = (conn: Connection) => {
  const value = mostCommonStatus(conn)
  return {
    filter: { field: 'status', op: 'is', value } as const,
    where: `r.status = '${value.replaceAll("'", "''")}'`,
  }
}

const jump: Row = {
  name: 'list.jump',
  async measure(bench) {
    const engine = await bench.engine()
    const { conn } = engine
    const { filter, where } = statusFilter(conn)
    const sort = ['jobTitle']
    const made = await bench.call('lookup.create', { entity: 'contact', filter, sort }, engine)
    const rowIds = engine.lookups.rowIdsOf({ lookupId: made.lookupId })
    const select = prepared(conn, pageSql(conn, contact, listFields), 'raw')
    const [ourPlace, theirPlace] = [places(1), places(2)]
    const furthest = Math.max(1, rowIds.length - PAGE)
    return compare({
      name: 'list.jump',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: () => samePages(bench, engine, { filter, sort, where, orderBy: byJobTitle }),
      async ours() {
        const samples: number[] = []
        for (let i = 0; i < JUMPS; i++) {
          const page = {
            lookupId: made.lookupId,
            version: made.version,
            offset: ourPlace(furthest),
            limit: PAGE,
            fields: [...listFields],
          }
          samples.push(await timedAsync(() => bench.call('lookup.page', page, engine)))
        }
        return samples
      },
      limit() {
        const samples: number[] = []
        for (let i = 0; i < JUMPS; i++) {
          const from = theirPlace(furthest)
          samples.push(
            timed(() => {
              for (const rowId of rowIds.subarray(from, from + PAGE)) select.get(rowId)
            }),
          )
        }
        return samples
      },
      note: () =>
        `goal ≤ 1.5; a page of ${PAGE} anywhere in ${rowIds.length} rows filtered by status, sorted by job title, decoded, with company names; limit: ${PAGE} rows by id, undecoded`,
    })
  },
}

const coveringIndex = (conn: Connection) => (): number[] => [
  timed(() => pluck(conn, 'SELECT rowId FROM main.contact ORDER BY sortKey, rowId')),
]

/** A list made from nothing: by name from its index, by a column that has none. */
const sort: Row = {
  name: 'list.sort',
  async measure(bench) {
    const engine = await bench.engine()
    const { conn } = engine
    const orders: { name: string; sort: Sort; orderBy: string; warm: boolean; what: string }[] = [
      {
        name: 'list.sort',
        sort: ['displayName'],
        orderBy: byName,
        warm: false,
        what: 'goal ≤ 1.2; all by name, nothing in memory',
      },
      {
        name: 'list.sort.column',
        sort: ['jobTitle'],
        orderBy: byJobTitle,
        warm: false,
        what: 'no goal; all by a column without index, nothing in memory',
      },
      {
        name: 'list.sort.again',
        sort: ['jobTitle', 'displayName'],
        orderBy: byJobTitle,
        warm: true,
        what: 'goal ≤ 1.2; a new order over columns already in memory',
      },
    ]
    const lines = []
    for (const { name, sort, orderBy, warm, what } of orders)
      lines.push(
        await compare({
          name,
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          answers: () => samePages(bench, engine, { sort, where: '1', orderBy }),
          async ours() {
            const fresh = new Engine(conn)
            if (warm) await bench.call('lookup.create', { entity: 'contact', sort: ['-jobTitle'] }, fresh)
            return [
              await timedAsync(() =>
                bench.call('lookup.create', { entity: 'contact', sort: [...sort] }, fresh),
              ),
            ]
          },
          limit: coveringIndex(conn),
          note: () => `${what}; limit: all ids read from the covering index of names`,
        }),
      )
    return lines
  },
}

/** The base order is in memory, as it is while somebody looks at the list. */
const filterSort: Row = {
  name: 'list.filterSort',
  async measure(bench) {
    const engine = await bench.engine()
    const { conn } = engine
    const status = statusFilter(conn)
    const asked: (Asked & { name: string; filter: Filter; what: string })[] = [
      { name: 'list.filterSort', ...status, sort: ['displayName'], orderBy: byName, what: 'by status' },
      {
        name: 'list.filterSort.indexed',
        filter: { field: 'companyId', op: 'notEmpty' },
        where: 'r.companyId IS NOT NULL',
        sort: ['displayName'],
        orderBy: byName,
        what: 'by having a company, which an index answers',
      },
    ]
    const lines = []
    for (const { name, what, ...list } of asked) {
      const env = { conn, userRowId: 1, timeZone: 'UTC', now: () => Date.now() }
      const { sql, params } = compileFilter(env, contact, list.filter)
      let found = 0
      lines.push(
        await compare({
          name,
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          answers: () => samePages(bench, engine, list),
          async ours() {
            let lookupId = ''
            const ms = await timedAsync(async () => {
              const input = { entity: 'contact', filter: list.filter, sort: [...list.sort] }
              ;({ lookupId } = await bench.call('lookup.create', input, engine))
            })
            await bench.call('lookup.close', { lookupId }, engine)
            return [ms]
          },
          limit: () => [
            timed(() => {
              found = pluck(conn, `SELECT r.rowId FROM main.contact r WHERE (${sql})`, params).length
            }),
          ],
          note: () =>
            `goal ≤ 1.5; ${found} rows ${what}, sorted by name; limit: the filter's ids in no order`,
        }),
      )
    }
    return lines
  },
}

export const listRows: readonly Row[] = [jump, sort, filterSort]
