/** The forecast: opportunities by the period they close in, how surely, against quotas. Reads only, but for setting quotas. */
import { allRows, getRow } from '../core/connection.ts'
import type { Handlers, QueryCtx } from '../core/context.ts'
import { ratesOf, sumCurrency } from '../core/rates.ts'
import { named } from '../core/read.ts'
import { databaseSetting } from '../core/settings.ts'
import { rowIdOf } from '../core/write.ts'
import type { Output, Parsed } from '../shared/contract.ts'
import { localTime } from '../shared/dates/format.ts'
import { invalid } from '../shared/errors.ts'
import {
  FISCAL_START,
  type ForecastFigures,
  type ForecastPeriod,
  fiscalStartOf,
  forecastPeriods,
  type forecastProcedures,
} from '../shared/forecast.ts'
import type { RateTable } from '../shared/money/rates.ts'
import { Totals } from '../shared/money/sums.ts'
import { isCurrency } from '../shared/numbers/currencies.ts'
import { pipeline } from '../shared/pipelines.ts'
import { quota } from '../shared/quotas.ts'
import { user } from '../shared/settings.ts'

interface Sum {
  readonly closeDate: string
  readonly status: string
  readonly category: string
  readonly ownerId: number | null
  readonly pipelineId: number | null
  readonly currency: string | null
  readonly n: number
  readonly amount: number
  readonly weighted: number
}

interface SumRow extends Omit<Sum, 'status' | 'category' | 'weighted'> {
  readonly stageId: number | null
  readonly status: string | null
  readonly category: string | null
  readonly probability: number | null
}

interface StageRow {
  readonly rowId: number
  readonly probability: number | null
  readonly category: string | null
}

interface QuotaRow {
  readonly userId: number | null
  readonly pipelineId: number | null
  readonly startDate: string
  readonly endDate: string
  readonly amount: string
}

/** One group of rows in one period. */
class Cell {
  readonly #totals
  count = 0

  constructor(currency: string, rates: RateTable) {
    const make = (): Totals => new Totals(currency, rates)
    this.#totals = {
      won: make(),
      commit: make(),
      bestCase: make(),
      pipeline: make(),
      weighted: make(),
      quota: make(),
    }
  }

  /** Each euro once: what is won, else what its category says; what is left out counts nowhere. */
  add(sum: Sum, today: string): void {
    if (sum.status === 'open' && sum.category === 'omitted') return
    this.count += sum.n
    if (sum.currency === null) return
    // A day that has not come has no rate of its own yet.
    const day = sum.closeDate < today ? sum.closeDate : today
    const { won, commit, bestCase, pipeline: rest, weighted } = this.#totals
    const into =
      sum.status === 'won'
        ? won
        : sum.category === 'commit'
          ? commit
          : sum.category === 'bestCase'
            ? bestCase
            : rest
    into.add(sum.amount, sum.currency, day)
    weighted.add(sum.status === 'won' ? sum.amount : sum.weighted, sum.currency, day)
  }

  quota(minor: number, currency: string, day: string): void {
    this.#totals.quota.add(minor, currency, day)
  }

  done(): ForecastFigures {
    const { won, commit, bestCase, pipeline: rest, weighted, quota: goal } = this.#totals
    return {
      won: won.done(),
      commit: commit.done(),
      bestCase: bestCase.done(),
      pipeline: rest.done(),
      weighted: weighted.done(),
      quota: goal.done(),
      count: this.count,
    }
  }
}

type Key = string | number | null

export function forecast(ctx: QueryCtx, input: Parsed<'forecast.get'>): Output<'forecast.get'> {
  const { conn } = ctx
  const today = localTime(ctx.now(), ctx.timeZone).iso
  const currency = sumCurrency(conn, input.currency)
  const rates = ratesOf(conn)
  const fiscal = fiscalStartOf(databaseSetting(conn, FISCAL_START), databaseSetting(conn, 'defaultCountry'))
  const periods = forecastPeriods(input.from, input.unit, input.calendar, fiscal, input.periods)
  const [first, last] = [periods[0], periods.at(-1)]
  if (!first || !last) throw invalid('periods', 'number')
  const params: Record<string, unknown> = { from: first.start, to: last.end }
  let narrowed = ''
  if (input.owner !== undefined) {
    params.owner = rowIdOf(conn, user, input.owner)
    narrowed += ' AND r.ownerId = :owner'
  }
  if (input.pipeline !== undefined) {
    params.pipeline = rowIdOf(conn, pipeline, input.pipeline)
    narrowed += ' AND r.pipelineId = :pipeline'
  }
  const rowsFound = allRows<SumRow>(
    conn,
    // In the order of an index that answers it alone; what a stage adds is worked in afterwards.
    `SELECT r.closeDate, r.status, r.ownerId, r.pipelineId, r.stageId, r.currency, r.category, r.probability, count(*) AS n,
       total(r.minor) AS amount
     FROM visibleOpportunity r
     WHERE r.closeDate BETWEEN :from AND :to AND r.status IS NOT 'lost'${narrowed}
     GROUP BY r.closeDate, r.status, r.ownerId, r.pipelineId, r.stageId, r.currency, r.category, r.probability`,
    params,
  )
  const stages = new Map(
    allRows<StageRow>(conn, 'SELECT rowId, probability, category FROM visibleStage').map((row) => [
      row.rowId,
      row,
    ]),
  )
  const sums = rowsFound.map((row): Sum => {
    const at = stages.get(row.stageId ?? -1)
    return {
      ...row,
      status: row.status ?? 'open',
      category: row.category ?? at?.category ?? 'pipeline',
      weighted: (row.amount * (row.probability ?? at?.probability ?? 0)) / 100,
    }
  })
  const quotas = allRows<QuotaRow>(
    conn,
    `SELECT userId, pipelineId, startDate, endDate, amount FROM visibleQuota WHERE endDate >= ? AND startDate <= ? AND amount IS NOT NULL`,
    first.start,
    last.end,
  ).filter(
    (row) =>
      (input.owner === undefined || row.userId === params.owner) &&
      (input.pipeline === undefined || row.pipelineId === params.pipeline),
  )
  const keyOf = (sum: Sum): Key =>
    input.by === 'owner'
      ? sum.ownerId
      : input.by === 'pipeline'
        ? sum.pipelineId
        : input.by === 'category'
          ? sum.category
          : null
  const rows = new Map<Key, Cell[]>()
  const cellsOf = (key: Key): Cell[] => {
    const known = rows.get(key) ?? periods.map(() => new Cell(currency, rates))
    rows.set(key, known)
    return known
  }
  const total = periods.map(() => new Cell(currency, rates))
  const totals = new Map<Key, Cell>()
  const wholeOf = (key: Key): Cell => {
    const known = totals.get(key) ?? new Cell(currency, rates)
    totals.set(key, known)
    return known
  }
  for (const sum of sums) {
    const at = placeOf(periods, sum.closeDate)
    if (at < 0) continue
    const key = keyOf(sum)
    cellsOf(key)[at]?.add(sum, today)
    total[at]?.add(sum, today)
    wholeOf(key).add(sum, today)
  }
  for (const row of quotas) addQuota(row, { periods, by: input.by, cellsOf, wholeOf, total })
  if (rows.size === 0 && input.by === undefined) cellsOf(null)
  return {
    currency,
    periods,
    rows: [...rows]
      .map(([key, cells]) => ({
        ...nameOf(ctx, input.by, key),
        cells: cells.map((cell) => cell.done()),
        total: wholeOf(key).done(),
      }))
      .sort((a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff')),
    total: total.map((cell) => cell.done()),
  }
}

/** Which period holds a day, of periods in order. */
function placeOf(periods: readonly ForecastPeriod[], day: string): number {
  return periods.findIndex(({ start, end }) => start <= day && day <= end)
}

interface Grid {
  readonly periods: readonly ForecastPeriod[]
  readonly by: 'owner' | 'pipeline' | 'category' | undefined
  readonly cellsOf: (key: Key) => readonly Cell[]
  readonly wholeOf: (key: Key) => Cell
  readonly total: readonly Cell[]
}

const DAY = 86_400_000
const daysIn = (start: string, end: string): number =>
  Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / DAY) + 1

/** A quota of a longer or shorter stretch counts in each period by the days they share. */
function addQuota(row: QuotaRow, { periods, by, cellsOf, wholeOf, total }: Grid): void {
  const value: unknown = JSON.parse(row.amount)
  if (typeof value !== 'object' || value === null || !('minor' in value) || !('currency' in value)) return
  const [minor, code] = [Number(value.minor), String(value.currency)]
  const whole = daysIn(row.startDate, row.endDate)
  if (whole <= 0) return
  const key = by === 'owner' ? row.userId : by === 'pipeline' ? row.pipelineId : null
  for (const [at, period] of periods.entries()) {
    const from = period.start > row.startDate ? period.start : row.startDate
    const to = period.end < row.endDate ? period.end : row.endDate
    const shared = daysIn(from, to)
    if (shared <= 0) continue
    const part = Math.round((minor * shared) / whole)
    total[at]?.quota(part, code, period.start)
    if (by === 'category') continue
    cellsOf(key)[at]?.quota(part, code, period.start)
    wholeOf(key).quota(part, code, period.start)
  }
}

function nameOf(ctx: QueryCtx, by: Grid['by'], key: Key): { key: string | null; name: string | null } {
  if (typeof key === 'string') return { key, name: key }
  if (key === null || by === undefined || by === 'category') return { key: null, name: null }
  const found = named(ctx.conn, by === 'owner' ? 'user' : 'pipeline', key)
  return { key: found?.id ?? null, name: found?.name ?? null }
}

export const forecastHandlers = {
  'forecast.get': forecast,

  'quota.set'({ conn, write }, input) {
    if (input.end < input.start) throw invalid('end', 'date')
    if (input.amount && !isCurrency(input.amount.currency)) throw invalid('amount', 'money')
    const [userId, pipelineId] = [
      input.user === null ? null : rowIdOf(conn, user, input.user),
      input.pipeline === null ? null : rowIdOf(conn, pipeline, input.pipeline),
    ]
    const row = getRow<{ rowId: number }>(
      conn,
      'SELECT rowId FROM visibleQuota WHERE userId IS ? AND pipelineId IS ? AND startDate = ? AND endDate = ? ORDER BY rowId LIMIT 1',
      userId,
      pipelineId,
      input.start,
      input.end,
    )
    if (input.amount === null) {
      if (row) write.set(quota, row.rowId, { trashedAt: write.at })
    } else if (row) write.update(quota, row.rowId, { amount: input.amount })
    else
      write.create(quota, {
        userId: input.user,
        pipelineId: input.pipeline,
        startDate: input.start,
        endDate: input.end,
        amount: input.amount,
      })
    return {}
  },
} satisfies Handlers<keyof typeof forecastProcedures>
