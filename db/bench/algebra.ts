/** Lookup algebra: a set narrowed, joined, freed of another, turned round, in order; beside what SQL alone takes for it. */
import { allRows } from '../core/connection.ts'
import { registerFunctions } from '../core/lookup/functions.ts'
import { pluck } from '../core/lookup/statements.ts'
import type { Filter } from '../shared/filter.ts'
import { idToText } from '../shared/id.ts'
import type { Bench, Row } from './bench.ts'
import { mostCommonStatus } from './lists.ts'
import { compare, timed, timedAsync } from './measure.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const byName = "ORDER BY (r.sortKey IS NULL OR r.sortKey = ''), r.sortKey, r.rowId"
const COMPARED = 500

const steps = ['narrow', 'add', 'remove', 'invert'] as const

const algebra: Row = {
  name: 'lookup.algebra',
  async measure(bench: Bench) {
    const engine = await bench.engine()
    const { conn } = engine
    registerFunctions(conn)
    const status = mostCommonStatus(conn)
    const first: Filter = { field: 'status', op: 'is', value: status }
    const second: Filter = { field: 'companyId', op: 'notEmpty' }
    const a = `foldText(r.status) = foldText(${quoted(status)})`
    const b = 'r.companyId IS NOT NULL'
    const where = {
      narrow: `(${a}) AND (${b})`,
      add: `(${a}) IS TRUE OR (${b})`,
      remove: `(${a}) AND NOT (${b})`,
      invert: `(${a}) IS NOT TRUE`,
    }
    const begin = () =>
      bench.call('lookup.create', { entity: 'contact', filter: first, sort: ['displayName'] }, engine)
    const apply = (lookupId: string, step: (typeof steps)[number]) =>
      step === 'invert'
        ? bench.call('lookup.invert', { lookupId }, engine)
        : bench.call(
            'lookup.create',
            {
              entity: 'contact',
              filter: second,
              sort: ['displayName'],
              from: { lookupId, combine: step },
            },
            engine,
          )
    const lines = []
    for (const step of steps) {
      const sql = `SELECT r.rowId FROM visibleContact r WHERE ${where[step]} ${byName}`
      lines.push(
        await compare({
          name: `lookup.algebra.${step}`,
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          async answers() {
            const made = await apply((await begin()).lookupId, step)
            const page = {
              lookupId: made.lookupId,
              version: made.version,
              offset: 0,
              limit: COMPARED,
              fields: [],
            }
            const { ids } = await bench.call('lookup.page', page, engine)
            const plain = allRows<{ id: Uint8Array }>(
              conn,
              `SELECT r.id FROM visibleContact r WHERE ${where[step]} ${byName}`,
            )
            await bench.call('lookup.close', { lookupId: made.lookupId }, engine)
            return {
              ours: [made.total, ids],
              plain: [plain.length, plain.slice(0, COMPARED).map(({ id }) => idToText(id))],
            }
          },
          async ours() {
            const { lookupId } = await begin()
            const ms = await timedAsync(() => apply(lookupId, step))
            await bench.call('lookup.close', { lookupId }, engine)
            return [ms]
          },
          limit: () => [timed(() => pluck(conn, sql))],
          note: () =>
            `no goal; ${step} of two sets, in order; limit: one statement of plain SQL for the result`,
        }),
      )
    }
    return lines
  },
}

export const algebraRows: readonly Row[] = [algebra]
