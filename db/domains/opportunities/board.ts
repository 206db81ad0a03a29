/** The board: open opportunities by stage, and by owner; how much each column is worth; the calendar of closings. Reads only. */
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { QueryCtx } from '../../core/context.ts'
import { compileFilter } from '../../core/filterSql.ts'
import { ratesOf, sumCurrency } from '../../core/rates.ts'
import { named } from '../../core/read.ts'
import { rowIdOf } from '../../core/write.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { localTime } from '../../shared/dates/format.ts'
import { idToText } from '../../shared/id.ts'
import { type MoneyTotal, Totals } from '../../shared/money/sums.ts'
import { type BoardFilter, opportunity } from '../../shared/opportunities.ts'
import { pipeline } from '../../shared/pipelines.ts'
import { user } from '../../shared/settings.ts'
import { cardColumns, cardSource, cardsOf } from './cards.ts'

const DAY = 86_400_000
/** How long what was closed stays in sight. */
const CLOSED_DAYS = 30
/** Shown where a stage is gone that still has something in it (another device deleted it). */
export const NO_STAGE = 'none'

interface Where {
  readonly sql: string
  /** With the stage joined where the condition speaks of it. */
  readonly source: string
  readonly params: Readonly<Record<string, unknown>>
}

/** What the quick filters ask, as a condition on `r`. */
function asked(ctx: QueryCtx, input: BoardFilter, now: number): Where {
  const terms: string[] = []
  const params: Record<string, unknown> = {}
  const owner = input.mine ? ctx.actor.rowId : input.owner && rowIdOf(ctx.conn, user, input.owner)
  if (owner !== undefined) {
    terms.push('r.ownerId = :owner')
    params.owner = owner
  }
  if (input.until !== undefined) {
    terms.push('r.closeDate <= :until')
    params.until = input.until
  }
  if (input.rotting) {
    terms.push('s.rotDays IS NOT NULL AND :now - r.stageSince >= (s.rotDays + 1) * 86400000')
    params.now = now
  }
  if (input.stuck)
    terms.push(
      `r.nextStep IS NULL AND NOT EXISTS (SELECT 1 FROM visibleActivity a WHERE a.opportunityId = r.rowId AND ifnull(a.status, 'open') = 'open')`,
    )
  const search = input.search.trim()
  if (search !== '') {
    const env = { conn: ctx.conn, userRowId: ctx.actor.rowId, timeZone: ctx.timeZone, now: () => now }
    const contains = (field: string) => ({ field, op: 'contains' as const, value: search })
    const compiled = compileFilter(
      env,
      opportunity,
      { or: [contains('name'), contains('company.name'), contains('contact.displayName')] },
      'r',
    )
    terms.push(`(${compiled.sql})`)
    Object.assign(params, compiled.params)
  }
  const source = input.rotting ? cardSource : 'visibleOpportunity r'
  return { sql: terms.map((term) => ` AND ${term}`).join(''), source, params }
}

/** The pipeline asked for, else the first. */
function pipelineOf(conn: Connection, id: string | undefined): number | undefined {
  if (id !== undefined) return rowIdOf(conn, pipeline, id)
  return getRow<{ rowId: number }>(
    conn,
    'SELECT rowId FROM visiblePipeline WHERE hidden IS NOT 1 ORDER BY position, rowId LIMIT 1',
  )?.rowId
}

interface Sum {
  readonly stageId: number | null
  readonly ownerId: number | null
  readonly currency: string | null
  /** Of its own; else its stage's counts. */
  readonly probability: number | null
  readonly n: number
  readonly amount: number
}

/** In the order of an index, which answers it alone while nothing else is asked for. */
const sums = (condition: string, source: string): string => `
  SELECT r.stageId, r.status, r.currency, r.ownerId, r.probability, count(*) AS n, total(r.minor) AS amount
  FROM ${source} WHERE ${condition} GROUP BY r.status, r.stageId, r.currency, r.ownerId, r.probability`

/** How likely each stage is, in per cent. */
const likelihoods = (conn: Connection): ReadonlyMap<number | null, number> =>
  new Map(
    allRows<{ rowId: number; probability: number | null }>(
      conn,
      'SELECT rowId, probability FROM visibleStage',
    ).map(({ rowId, probability }) => [rowId, probability ?? 0]),
  )

interface StageRow {
  readonly rowId: number
  readonly id: Uint8Array
}

type Board = Output<'opportunity.board'>
type Column = Board['columns'][number]

class Sums {
  readonly #total: Totals
  readonly #weighted: Totals
  readonly #day: string
  readonly #likely: ReadonlyMap<number | null, number>
  count = 0

  constructor(make: () => Totals, day: string, likely: ReadonlyMap<number | null, number>) {
    this.#total = make()
    this.#weighted = make()
    this.#day = day
    this.#likely = likely
  }

  add({ n, stageId, currency, probability, amount }: Sum): void {
    this.count += n
    if (currency === null) return
    this.#total.add(amount, currency, this.#day)
    const percent = probability ?? this.#likely.get(stageId) ?? 0
    this.#weighted.add((amount * percent) / 100, currency, this.#day)
  }

  column(stage: string): Column {
    return { stage, count: this.count, total: this.#total.done(), weighted: this.#weighted.done() }
  }
}

const inOrder = 'ORDER BY r.closeDate NULLS LAST, r.rowId'
const lastClosedFirst = 'ORDER BY r.closedAt DESC, r.rowId DESC'

/** The first rows as cards: which they are an index says, so that only those are read. */
const firstOf = (condition: string, source: string, order: string, limit = ':limit'): string =>
  `SELECT ${cardColumns} FROM ${cardSource}
   WHERE r.rowId IN (SELECT r.rowId FROM ${source} WHERE ${condition} ${order} LIMIT ${limit}) ${order}`

export function board(ctx: QueryCtx, input: Parsed<'opportunity.board'>): Board {
  const { conn } = ctx
  const now = ctx.now()
  const today = localTime(now, ctx.timeZone).iso
  const currency = sumCurrency(conn, input.currency)
  const rowId = pipelineOf(conn, input.pipeline)
  if (rowId === undefined) return { pipeline: null, currency, columns: [], lanes: [], closed: [] }
  const rates = ratesOf(conn)
  const likely = likelihoods(conn)
  const make = (): Sums => new Sums(() => new Totals(currency, rates), today, likely)
  const filter = asked(ctx, input, now)
  const params = { ...filter.params, pipeline: rowId, since: now - CLOSED_DAYS * DAY }
  const within = (state: string): string => `r.pipelineId = :pipeline AND ${state}${filter.sql}`
  const sumsOf = (state: string): Sum[] => allRows<Sum>(conn, sums(within(state), filter.source), params)
  // Every row has a state, but for what another program may have sent; an index answers for the usual one.
  const stateless = sumsOf('r.status IS NULL')
  const found = [...sumsOf(`r.status = 'open'`), ...stateless]
  const open = within(stateless.length ? `ifnull(r.status, 'open') = 'open'` : `r.status = 'open'`)
  const stages = allRows<StageRow>(
    conn,
    'SELECT rowId, id FROM visibleStage WHERE pipelineId = ? ORDER BY position, rowId',
    rowId,
  )
  const known = new Map(stages.map((stage) => [stage.rowId, idToText(stage.id)]))
  const nameOf = (stage: number | null): string =>
    stage === null ? NO_STAGE : (known.get(stage) ?? NO_STAGE)
  const strays = found.some(({ stageId }) => nameOf(stageId) === NO_STAGE)
  const names = [...(strays ? [NO_STAGE] : []), ...known.values()]
  const ended = (['won', 'lost'] as const).map((status) => {
    const condition = `r.closedAt >= :since AND +r.pipelineId = :pipeline AND r.status = '${status}'${filter.sql}`
    return { status, condition, sums: allRows<Sum>(conn, sums(condition, filter.source), params) }
  })
  const columnOf = (stage: string, of: readonly Sum[]): Column => {
    const column = make()
    for (const sum of of) column.add(sum)
    return column.column(stage)
  }
  /** Of nobody when null, everybody's when undefined. */
  const laneOf = (owner: number | null | undefined): Board['lanes'][number] => {
    const also = owner === undefined ? '' : ' AND r.ownerId IS :lane'
    const of = { ...params, limit: input.each, ...(owner !== undefined && { lane: owner }) }
    const cell = (stage: string, all: readonly Sum[], condition: string, order: string) => {
      const column = columnOf(stage, owner === undefined ? all : all.filter((sum) => sum.ownerId === owner))
      const sql = firstOf(condition + also, filter.source, order)
      return { ...column, cards: column.count === 0 ? [] : cardsOf(conn, sql, of, now) }
    }
    return {
      owner: typeof owner === 'number' ? named(conn, 'user', owner) : null,
      cells: names.map((name) =>
        cell(name, inStage(name), `${open} AND ${stageCondition(name, stages)}`, inOrder),
      ),
      closed: ended.map(({ status, condition, sums }) => cell(status, sums, condition, lastClosedFirst)),
    }
  }
  const inStage = (name: string): Sum[] => found.filter(({ stageId }) => nameOf(stageId) === name)
  const owners = new Set([found, ...ended.map(({ sums }) => sums)].flat().map(({ ownerId }) => ownerId))
  return {
    pipeline: idOf(conn, rowId),
    currency,
    columns: names.map((name) => columnOf(name, inStage(name))),
    lanes: input.lanes
      ? [...owners]
          .map(laneOf)
          .sort((a, b) => (a.owner?.name ?? '\uffff').localeCompare(b.owner?.name ?? '\uffff'))
      : [laneOf(undefined)],
    closed: ended.map(({ status, sums }) => columnOf(status, sums)),
  }
}

const idOf = (conn: Connection, rowId: number): string | null => {
  const row = getRow<{ id: Uint8Array }>(conn, 'SELECT id FROM visiblePipeline WHERE rowId = ?', rowId)
  return row ? idToText(row.id) : null
}

/** Rows of one column; those of stages that are gone stand in a column of their own. */
function stageCondition(name: string, stages: readonly StageRow[]): string {
  if (name === NO_STAGE)
    return `(r.stageId IS NULL OR r.stageId NOT IN (${stages.map(({ rowId }) => rowId).join(', ') || 'NULL'}))`
  const stage = stages.find(({ id }) => idToText(id) === name)
  return `r.stageId = ${stage?.rowId ?? -1}`
}

export function moreCards(ctx: QueryCtx, input: Parsed<'opportunity.cards'>): Output<'opportunity.cards'> {
  const { conn } = ctx
  const now = ctx.now()
  const rowId = pipelineOf(conn, input.pipeline)
  if (rowId === undefined) return { cards: [] }
  const filter = asked(ctx, input, now)
  const stages = allRows<StageRow>(conn, 'SELECT rowId, id FROM visibleStage WHERE pipelineId = ?', rowId)
  const params: Record<string, unknown> = {
    ...filter.params,
    pipeline: rowId,
    limit: input.limit,
    offset: input.offset,
  }
  const isClosed = input.stage === 'won' || input.stage === 'lost'
  let condition = isClosed
    ? `r.closedAt >= :since AND r.status = '${input.stage === 'won' ? 'won' : 'lost'}'`
    : `ifnull(r.status, 'open') = 'open' AND ${stageCondition(input.stage, stages)}`
  if (isClosed) params.since = now - CLOSED_DAYS * DAY
  if (input.lane !== undefined) {
    condition += ' AND r.ownerId IS :lane'
    params.lane = input.lane === null ? null : rowIdOf(conn, user, input.lane)
  }
  const order = isClosed ? lastClosedFirst : inOrder
  const where = `r.pipelineId = :pipeline AND ${condition}${filter.sql}`
  const sql = firstOf(where, filter.source, order, ':limit OFFSET :offset')
  return { cards: cardsOf(conn, sql, params, now) }
}

interface DaySum extends Sum {
  readonly closeDate: string
}

/** Open opportunities by the day they are expected to close, with all pipelines unless one is asked for. */
export function closings(
  ctx: QueryCtx,
  input: Parsed<'opportunity.closings'>,
): Output<'opportunity.closings'> {
  const { conn } = ctx
  const now = ctx.now()
  const today = localTime(now, ctx.timeZone).iso
  const currency = sumCurrency(conn, input.currency)
  const rates = ratesOf(conn)
  const filter = asked(ctx, input, now)
  const params: Record<string, unknown> = { ...filter.params, from: input.from, to: input.to }
  let condition = `r.closeDate BETWEEN :from AND :to AND ifnull(r.status, 'open') = 'open'${filter.sql}`
  if (input.pipeline !== undefined) {
    condition += ' AND r.pipelineId = :pipeline'
    params.pipeline = rowIdOf(conn, pipeline, input.pipeline)
  }
  const found = allRows<DaySum>(
    conn,
    sums(condition, filter.source)
      .replace('r.stageId,', 'r.closeDate, r.stageId,')
      .replace('GROUP BY', 'GROUP BY r.closeDate,'),
    params,
  )
  const likely = likelihoods(conn)
  const make = (): Sums => new Sums(() => new Totals(currency, rates), today, likely)
  const all = make()
  const byDay = new Map<string, Sums>()
  for (const sum of found) {
    all.add(sum)
    const day = byDay.get(sum.closeDate) ?? make()
    day.add(sum)
    byDay.set(sum.closeDate, day)
  }
  const sql = firstOf(condition, filter.source, 'ORDER BY r.closeDate, r.rowId')
  const cards = cardsOf(conn, sql, { ...params, limit: input.limit }, now)
  const whole = all.column('')
  return {
    days: [...byDay]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, sum]) => {
        const { count, total } = sum.column('')
        return { day, count, total, cards: cards.filter((card) => card.closeDate === day) }
      }),
    count: whole.count,
    total: whole.total satisfies MoneyTotal,
    weighted: whole.weighted,
    currency,
  }
}
