/**
 * Reports and dashboards over three times as many activities as contacts, with a fifth of them opportunities and tickets; and how
 * soon a report that is not wanted any more lets the next one begin. Limits are the same counts by plain SQL, rights unasked.
 */
import { copyFileSync } from 'node:fs'
import { allRows, type Connection } from '../core/connection.ts'
import { openExisting } from '../core/database.ts'
import { pluckOne } from '../core/lookup/statements.ts'
import { originate } from '../core/write.ts'
import { Engine } from '../host/engine.ts'
import { Thread } from '../host/thread.ts'
import { workerFile } from '../host/workerFile.ts'
import type { Input, Name, Output } from '../shared/contract.ts'
import type { DashboardName } from '../shared/dashboards.ts'
import { addDays, addMonths } from '../shared/dates/calendars.ts'
import { localTime } from '../shared/dates/format.ts'
import { type Period, periodOf, workWeekOf } from '../shared/dates/periods.ts'
import { AppError } from '../shared/errors.ts'
import { history } from '../shared/notes.ts'
import { readerOf } from '../shared/reader.ts'
import { type Bench, type Row, SMALL } from './bench.ts'
import { compare, type Line, timed, timedAsync } from './measure.ts'

const reader = readerOf('en', 'UTC')
const DAY = 86_400_000
const ACTIVITIES = 3
const CHUNK = 50_000
/** By then a query over so many rows is under way. */
const INTO_IT_MS = 50

/** The demo, with calls of the last two years until there are enough; not to be written to. */
const databaseOf = (bench: Bench): Promise<string> =>
  bench.kept(`reports-${bench.n}.samphan`, async (unfinished) => {
    copyFileSync(await bench.database(), unfinished)
    const engine = new Engine(openExisting(unfinished, 'write'))
    const { conn } = engine
    const there = Number(
      pluckOne(conn, 'SELECT (SELECT count(*) FROM history) + (SELECT count(*) FROM activity)'),
    )
    const missing = Math.max(0, ACTIVITIES * bench.n - there)
    const now = Date.now()
    for (let first = 0; first < missing; first += CHUNK) {
      bench.signal.throwIfAborted()
      originate(conn, bench.start(conn, 'bench'), (write) => {
        for (let at = first; at < Math.min(missing, first + CHUNK); at++)
          write.insert(history, {
            kind: 'call',
            at: now - ((at * 7_919) % 730) * DAY - at,
            regarding: 'Follow-up',
            contactId: 1 + ((at * 31) % bench.n),
            durationMinutes: 1 + (at % 40),
          })
      })
    }
    engine.close()
  })

async function onReports(bench: Bench, measure: (engine: Engine) => Promise<Line>): Promise<Line> {
  const engine = new Engine(openExisting(await databaseOf(bench), 'read'))
  try {
    return await measure(engine)
  } finally {
    engine.close()
  }
}

const sizes = ({ conn }: Engine): string =>
  ['contact', 'opportunity', 'ticket', 'history']
    .map(
      (table) =>
        `${Number(pluckOne(conn, `SELECT count(*) FROM main.${table}`)).toLocaleString('en')} ${table}`,
    )
    .join(', ')

/** How many it counts: in its totals, in its one row, or the rows of a list. */
function counted({ columns, totals, rows }: Output<'report.run'>): number {
  const at = columns.findIndex(({ kind }) => kind === 'count')
  return at < 0 ? rows.length : Number((totals ?? rows[0]?.cells)?.[at]?.value ?? 0)
}

const today = (): string => localTime(Date.now(), 'UTC').iso
const lastYear = (): Period => ({ start: addDays(addMonths(today(), -12, 'gregory'), 1), end: today() })
const from = ({ start }: Period): number => Date.parse(start)
const to = ({ end }: Period): number => Date.parse(end) + DAY

/** One report beside its count by plain SQL: rows of `n`, added up. */
const report = (
  name: string,
  asked: Input<'report.run'>,
  plainSql: string,
  bounds: () => readonly number[],
  what: string,
): Row => ({
  name,
  measure: (bench) =>
    onReports(bench, async (engine) => {
      const ask = () => bench.call('report.run', asked, engine)
      const plain = () =>
        allRows<{ n: number }>(engine.conn, plainSql, ...bounds()).reduce((sum, { n }) => sum + n, 0)
      return compare({
        name,
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        answers: async () => ({ ours: counted(await ask()), plain: plain() }),
        ours: async () => [await timedAsync(ask)],
        limit: () => [timed(plain)],
        note: () => `${sizes(engine)}; ${what}`,
      })
    }),
})

const ready = report(
  'report.ready',
  { name: 'doneOverTime', parameters: { period: 'last12Months' }, reader },
  `SELECT strftime('%Y-%m', at / 1000, 'unixepoch') AS month, count(*) AS n, sum(durationMinutes) FROM main.history
   WHERE at >= ? AND at < ? GROUP BY 1`,
  () => [from(lastYear()), to(lastYear())],
  'what was done in each of twelve months, with minutes and totals; limit: one plain GROUP BY over the same rows',
)

const own = report(
  'report.own',
  {
    name: 'bench',
    definition: {
      base: 'opportunity',
      by: [{ field: 'stageId' }, { field: 'companyId.industry' }],
      measures: [{ of: 'count' }, { of: 'sum', field: 'amount' }, { of: 'median', field: 'amount' }],
      currencies: 'apart',
    },
    reader,
  },
  `SELECT o.stageId, c.industry, o.amount ->> 'currency', count(*) AS n, sum(o.amount ->> 'minor') FROM main.opportunity o
   LEFT JOIN main.company c ON c.rowId = o.companyId GROUP BY 1, 2, 3`,
  () => [],
  'opportunities by stage, industry of the company and currency: counts, sums and medians, totals on every level; limit: one plain GROUP BY of the finest level, without medians',
)

/** What each tile of a dashboard counts, in their order. */
const plainTiles: Readonly<Record<'sales' | 'service', (conn: Connection) => number[]>> = {
  sales(conn) {
    const month = periodOf(today(), 'month', 'gregory')
    const before = periodOf(addDays(month.start, -1), 'month', 'gregory')
    const quarter = periodOf(today(), 'quarter', 'gregory')
    const year = periodOf(today(), 'year', 'gregory')
    const opportunities = (where: string, { start, end }: Period, by = ''): number =>
      allRows<{ n: number }>(
        conn,
        `SELECT count(*) AS n, sum(amount ->> 'minor') FROM main.opportunity WHERE ${where} AND closeDate BETWEEN ? AND ? ${by}`,
        start,
        end,
      ).reduce((sum, { n }) => sum + n, 0)
    const open = (by: string): number =>
      allRows<{ n: number }>(
        conn,
        `SELECT count(*) AS n, sum(amount ->> 'minor') FROM main.opportunity WHERE status NOT IN ('won', 'lost') ${by}`,
      ).reduce((sum, { n }) => sum + n, 0)
    const won = "status = 'won'"
    opportunities(won, before)
    return [
      opportunities(won, month),
      open(''),
      opportunities(won, quarter),
      open('GROUP BY stageId'),
      opportunities(won, lastYear(), 'GROUP BY substr(closeDate, 1, 7)'),
      allRows(
        conn,
        `SELECT displayName, closeDate, companyId, stageId, amount FROM main.opportunity WHERE status NOT IN ('won', 'lost') ORDER BY closeDate IS NULL, closeDate LIMIT 8`,
      ).length,
      opportunities("status IN ('won', 'lost')", year, "GROUP BY status, reasonId, amount ->> 'currency'"),
    ]
  },
  service(conn) {
    const week = periodOf(today(), 'week', 'gregory', workWeekOf(reader.country).weekStart)
    const before = { start: addDays(week.start, -7), end: addDays(week.start, -1) }
    const tickets = (column: string, period: Period, by = ''): number =>
      allRows<{ n: number }>(
        conn,
        `SELECT count(*) AS n, count(solvedAt) FROM main.ticket WHERE ${column} >= ? AND ${column} < ? ${by}`,
        from(period),
        to(period),
      ).reduce((sum, { n }) => sum + n, 0)
    const pending = "phase IN ('new', 'open', 'waiting')"
    const waiting = (by: string): number =>
      allRows<{ n: number }>(conn, `SELECT count(*) AS n FROM main.ticket WHERE ${pending} ${by}`).reduce(
        (sum, { n }) => sum + n,
        0,
      )
    tickets('openedAt', before)
    return [
      waiting(''),
      tickets('openedAt', week),
      tickets('solvedAt', week),
      waiting('GROUP BY status'),
      tickets('openedAt', lastYear(), `GROUP BY strftime('%Y-%m', openedAt / 1000, 'unixepoch')`),
      allRows(
        conn,
        `SELECT displayName, dueAt, contactId, companyId, status, assigneeId FROM main.ticket WHERE ${pending} ORDER BY dueAt IS NULL, dueAt LIMIT 8`,
      ).length,
      tickets('openedAt', lastYear(), 'GROUP BY assigneeId'),
    ]
  },
}

const dashboard = (which: keyof typeof plainTiles & DashboardName): Row => ({
  name: `dashboard.${which}`,
  measure: (bench) =>
    onReports(bench, async (engine) => {
      const ask = async (): Promise<number[]> => {
        const { tiles } = await bench.call('dashboard.get', { name: which }, engine)
        const said: number[] = []
        for (const { id, report, definition, period, days } of tiles)
          said.push(
            counted(
              await bench.call(
                'report.run',
                {
                  name: report ?? id,
                  reader,
                  ...(definition && { definition }),
                  parameters: {
                    ...(period !== undefined && { period }),
                    ...(days !== undefined && { days }),
                  },
                },
                engine,
              ),
            ),
          )
        return said
      }
      const plain = (): number[] => plainTiles[which](engine.conn)
      return compare({
        name: `dashboard.${which}`,
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        answers: async () => ({ ours: await ask(), plain: plain() }),
        ours: async () => [await timedAsync(ask)],
        limit: () => [timed(plain)],
        note: () =>
          `goal ≤ 4 a tile; ${sizes(engine)}; all ${plain().length} tiles as they come, one after the other: counts, amounts in one currency, the period before, lists with names; limit: the same counts and sums by plain SQL, currencies and names unasked`,
      })
    }),
})

const stop: Row = {
  name: 'report.stop',
  async measure(bench) {
    const thread = new Thread(
      { role: 'slow', file: await databaseOf(bench), create: false, checkOutput: false },
      workerFile,
      () => undefined,
    )
    const trouble = await thread.ready
    if (trouble) throw new AppError(trouble)
    const caller = { session: 'bench', source: 'cli', lang: 'en', timeZone: 'UTC' } as const
    const ask = <N extends Name>(name: N, input: Input<N>) =>
      thread.request((id) => ({ t: 'call', id, name, input, caller }))
    const heavy = {
      name: 'bench',
      definition: { base: 'history', by: [{ field: 'contactId' }, { field: 'at', unit: 'day' as const }] },
      reader,
    }
    const next = () => ask('report.list', { reader }).outcome
    /** Begun, and soon not wanted. */
    const begin = async (): Promise<{ outcome: Promise<unknown>; cancel(): void }> => {
      const { id, outcome } = ask('report.run', heavy)
      if (bench.n >= SMALL) await new Promise((resolve) => setTimeout(resolve, INTO_IT_MS))
      return { outcome, cancel: () => thread.cancel(id) }
    }
    try {
      return await compare({
        name: 'report.stop',
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        async answers() {
          const { outcome, cancel } = await begin()
          cancel()
          return {
            ours: await outcome,
            plain: { ok: false, error: { code: 'Cancelled', reason: 'byUser' } },
          }
        },
        async ours() {
          const { cancel } = await begin()
          return [
            await timedAsync(async () => {
              cancel()
              await next()
            }),
          ]
        },
        limit: async () => [await timedAsync(next)],
        note: () =>
          `from the moment a report over all activities by contact and day is not wanted any more until its thread has answered the next question; limit: the same question to a thread that does nothing`,
      })
    } finally {
      await thread.close()
    }
  },
}

export const reportRows: readonly Row[] = [ready, own, dashboard('sales'), dashboard('service'), stop]
