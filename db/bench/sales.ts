/** Sales at their goal's size: the board of a pipeline and the forecast, over 200,000 opportunities on a database made for it. */
import { allRows, type Connection } from '../core/connection.ts'
import { createDatabase } from '../core/database.ts'
import { originate, type Write } from '../core/write.ts'
import { Engine } from '../host/engine.ts'
import { addDays } from '../shared/dates/calendars.ts'
import { idToText } from '../shared/id.ts'
import { opportunity } from '../shared/opportunities.ts'
import { pipeline, stage } from '../shared/pipelines.ts'
import { setting, user } from '../shared/settings.ts'
import type { Bench, Row } from './bench.ts'
import { compare, type Line, timed, timedAsync } from './measure.ts'

const OPPORTUNITIES = 200_000
const EACH = 30
const STAGES = 5
const USERS = 6
const DAY = 86_400_000
const TODAY = Date.UTC(2026, 5, 30, 12)
const FROM = '2026-01-01'
const MONTHS = 12

const countOf = (bench: Bench): number => Math.max(60, Math.min(OPPORTUNITIES, bench.n))
const statusOf = (at: number): 'open' | 'won' | 'lost' =>
  at % 20 < 9 ? 'open' : at % 20 < 15 ? 'won' : 'lost'

/** Two pipelines of five stages, six owners, a bit less than half of it open, closings over two years. */
function fill(write: Write, bench: Bench): void {
  write.insert(setting, { scope: 'database', key: 'defaultCurrency', value: '"THB"' })
  const owners = Array.from({ length: USERS }, (_, at) => write.insert(user, { name: `User ${at}` }))
  const places = [0, 1].flatMap((position) => {
    const pipelineId = write.insert(pipeline, { name: `Pipeline ${position}`, position })
    return Array.from({ length: STAGES }, (_, at) => ({
      pipelineId,
      stageId: write.insert(stage, {
        pipelineId,
        name: `Stage ${at}`,
        position: at,
        probability: 10 + 20 * at,
        rotDays: 14,
        category: at > 3 ? 'commit' : at > 1 ? 'bestCase' : 'pipeline',
      }),
    }))
  })
  for (let at = 0; at < countOf(bench); at++) {
    const opened = TODAY - ((at * 7_919) % 400) * DAY
    const closed = statusOf(at) === 'open' ? null : opened + 30 * DAY
    write.insert(opportunity, {
      name: `Opportunity ${at}`,
      ...places[(at * 31) % places.length],
      ownerId: owners[at % USERS] ?? null,
      status: statusOf(at),
      amount: JSON.stringify({ minor: 100 * (1 + ((at * 104_729) % 1_000_000)), currency: 'THB' }),
      amountFrom: 'hand',
      closeDate: addDays(FROM, (at * 6_007) % 730),
      openedAt: opened,
      stageSince: opened + DAY,
      closedAt: closed,
    })
  }
}

async function onSales(
  bench: Bench,
  name: string,
  measure: (engine: Engine, first: string) => Promise<Line>,
): Promise<Line> {
  const engine = new Engine(createDatabase(bench.leftover(`${name}-${process.pid}.samphan`)))
  try {
    originate(engine.conn, bench.start(engine.conn, 'bench'), (write) => fill(write, bench))
    const [first] = allRows<{ id: Uint8Array }>(engine.conn, 'SELECT id FROM pipeline ORDER BY rowId')
    return await measure(engine, first ? idToText(first.id) : '')
  } finally {
    engine.close()
  }
}

interface StageSum {
  readonly stageId: number
  readonly n: number
  readonly amount: number
}

const sums = `SELECT r.stageId, count(*) AS n, sum(r.minor) AS amount FROM opportunity r
  WHERE r.pipelineId = (SELECT rowId FROM pipeline WHERE position = 0) AND r.status = 'open' GROUP BY r.stageId`
const first = `SELECT id FROM opportunity WHERE stageId = ? AND status = 'open' ORDER BY closeDate, rowId LIMIT ${EACH}`

const columnsByHand = (conn: Connection) =>
  allRows<StageSum>(conn, sums).map(({ stageId, n, amount }) => [
    n,
    amount,
    allRows<{ id: Uint8Array }>(conn, first, stageId).map(({ id }) => idToText(id)),
  ])

const board: Row = {
  name: 'sales.board',
  measure: (bench) =>
    onSales(bench, 'board', async (engine, pipelineId) => {
      const asked = { pipeline: pipelineId, each: EACH }
      return compare({
        name: 'sales.board',
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        async answers() {
          const { lanes } = await bench.call('opportunity.board', asked, engine)
          const ours = (lanes[0]?.cells ?? [])
            .filter(({ count }) => count > 0)
            .map(({ count, total, cards }) => [count, total.minor, cards.map(({ id }) => id)])
          return { ours, plain: columnsByHand(engine.conn) }
        },
        ours: async () => [await timedAsync(() => bench.call('opportunity.board', asked, engine))],
        limit: () => [timed(() => columnsByHand(engine.conn))],
        note: () =>
          `${countOf(bench)} opportunities in two pipelines, 45 % open; the board of one: totals and weighted totals of each column, ${EACH} cards a column with names, stage age and what is next, those closed lately; limit: counts, sums and ids of the open columns by plain SQL from the same indexes, rights unasked`,
      })
    }),
}

const days = `SELECT closeDate, status, ownerId, count(*) AS n, sum(minor) AS amount
  FROM opportunity WHERE closeDate BETWEEN ? AND ? AND status <> 'lost' GROUP BY closeDate, status, ownerId, pipelineId, stageId`

interface DaySum {
  readonly closeDate: string
  readonly status: string
  readonly n: number
  readonly amount: number
}

function monthsByHand(conn: Connection): number[][] {
  const found = new Map<string, [number, number, number]>()
  for (const { closeDate, status, n, amount } of allRows<DaySum>(conn, days, FROM, '2026-12-31')) {
    const month = closeDate.slice(0, 7)
    const sum = found.get(month) ?? [0, 0, 0]
    const won = status === 'won' ? amount : 0
    found.set(month, [sum[0] + n, sum[1] + won, sum[2] + amount - won])
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}

const forecast: Row = {
  name: 'sales.forecast',
  measure: (bench) =>
    onSales(bench, 'forecast', async (engine) => {
      const asked = { from: FROM, periods: MONTHS, unit: 'month' as const, by: 'owner' as const }
      return compare({
        name: 'sales.forecast',
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        async answers() {
          const { total } = await bench.call('forecast.get', asked, engine)
          const ours = total.map(({ count, won, commit, bestCase, pipeline: rest }) => [
            count,
            won.minor,
            commit.minor + bestCase.minor + rest.minor,
          ])
          return { ours, plain: monthsByHand(engine.conn) }
        },
        ours: async () => [await timedAsync(() => bench.call('forecast.get', asked, engine))],
        limit: () => [timed(() => monthsByHand(engine.conn))],
        note: () =>
          `${countOf(bench)} opportunities, half of them of the year asked for; twelve months by owner: won, commit, best case, pipeline and weighted at the rate of each day, against quotas; limit: the sums of each day, owner, pipeline and stage by plain SQL from the same index, added up by month, rights unasked`,
      })
    }),
}

export const salesRows: readonly Row[] = [board, forecast]
