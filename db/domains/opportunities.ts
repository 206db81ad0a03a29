/** Opportunities: moving, closing, opening again, what stands around them. What follows from a change is core/effects/opportunities.ts. */
import { allRows, getRow } from '../core/connection.ts'
import type { Handlers, MutationCtx, QueryCtx } from '../core/context.ts'
import { ratesOf, sumCurrency } from '../core/rates.ts'
import { named } from '../core/read.ts'
import { canonicalIn } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import type { Output, Parsed } from '../shared/contract.ts'
import { localTime } from '../shared/dates/format.ts'
import { invalid } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { Totals } from '../shared/money/sums.ts'
import { isCurrency } from '../shared/numbers/currencies.ts'
import {
  opportunity,
  opportunityCompetitor,
  opportunityLine,
  type opportunityProcedures,
} from '../shared/opportunities.ts'
import { closeReason, stage } from '../shared/pipelines.ts'
import { entityNamed } from '../shared/registry.ts'
import { board, closings, moreCards } from './opportunities/board.ts'
import {
  type CardRow,
  cardColumns,
  cardSource,
  cardsFor,
  daysSince,
  isRotting,
  nextOf,
  probabilityOf,
  stateOf,
} from './opportunities/cards.ts'
import { pipelineHandlers } from './opportunities/pipelines.ts'

function rowOf(ctx: { conn: QueryCtx['conn'] }, id: string): CardRow {
  const rowId = rowIdOf(ctx.conn, opportunity, id)
  const row = getRow<CardRow>(ctx.conn, `SELECT ${cardColumns} FROM ${cardSource} WHERE r.rowId = ?`, rowId)
  if (!row) throw invalid('id', 'reference', { entity: 'opportunity' })
  return row
}

/** Fields a person fills in on the way; the stage is not among them. */
const placing = ['stageId', 'pipelineId', 'status']

function move(ctx: MutationCtx, input: Parsed<'opportunity.move'>): { id: string } {
  const rowId = rowIdOf(ctx.conn, opportunity, input.id)
  const wrong = placing.find((name) => name in input.data)
  if (wrong !== undefined) throw invalid(wrong, 'unknown')
  rowIdOf(ctx.conn, stage, input.stage)
  ctx.write.update(opportunity, rowId, { ...input.data, stageId: input.stage, status: 'open' })
  return { id: input.id }
}

function close(ctx: MutationCtx, input: Parsed<'opportunity.close'>): { id: string } {
  const { conn, write } = ctx
  const rowId = rowIdOf(conn, opportunity, input.id)
  if (input.reason) rowIdOf(conn, closeReason, input.reason)
  if (input.amount && !isCurrency(input.amount.currency)) throw invalid('amount', 'money')
  write.update(opportunity, rowId, {
    status: input.status,
    closeDate: input.on ?? localTime(ctx.now(), ctx.timeZone).iso,
    ...(input.reason !== undefined && { reasonId: input.reason }),
    ...(input.note !== undefined && { reasonNote: input.note }),
    ...(input.amount !== undefined && { amount: input.amount, amountFrom: 'hand' }),
  })
  settleCompetitors(ctx, rowId, input)
  return { id: input.id }
}

/** Who got it, and that the others did not. */
function settleCompetitors(ctx: MutationCtx, rowId: number, input: Parsed<'opportunity.close'>): void {
  const { conn, write } = ctx
  const winner = input.competitor ? rowIdOf(conn, entityNamed('competitor'), input.competitor) : undefined
  const rows = allRows<{ rowId: number; competitorId: number | null; outcome: string | null }>(
    conn,
    'SELECT rowId, competitorId, outcome FROM visibleOpportunityCompetitor WHERE opportunityId = ?',
    rowId,
  )
  for (const row of rows) {
    if (row.competitorId === winner) write.set(opportunityCompetitor, row.rowId, { outcome: 'theyWon' })
    else if (input.status === 'won' && (row.outcome ?? 'open') === 'open')
      write.set(opportunityCompetitor, row.rowId, { outcome: 'weWon' })
  }
  if (winner !== undefined && !rows.some((row) => row.competitorId === winner))
    write.create(opportunityCompetitor, {
      opportunityId: input.id,
      competitorId: input.competitor,
      outcome: 'theyWon',
    })
}

function standing(ctx: QueryCtx, id: string): Output<'opportunity.standing'> {
  const { conn } = ctx
  const now = ctx.now()
  const row = rowOf(ctx, id)
  const visited = new Map(
    allRows<{ fromStageId: number; days: number }>(
      conn,
      `SELECT fromStageId, total(days) AS days FROM visibleStageChange WHERE opportunityId = ? AND fromStageId IS NOT NULL GROUP BY fromStageId`,
      row.rowId,
    ).map((one) => [one.fromStageId, one.days]),
  )
  const stages = allRows<{ rowId: number; id: Uint8Array; name: string | null; probability: number | null }>(
    conn,
    'SELECT rowId, id, name, probability FROM visibleStage WHERE pipelineId = ? ORDER BY position, rowId',
    row.pipelineId,
  )
  const days = daysSince(row.stageSince, now)
  const isOpen = stateOf(row.status) === 'open'
  const own = getRow<{ category: string | null }>(
    conn,
    `SELECT ifnull(r.category, s.category) AS category FROM ${cardSource} WHERE r.rowId = ?`,
    row.rowId,
  )?.category
  const probability = probabilityOf(row)
  return {
    status: stateOf(row.status),
    pipeline: row.pipelineId === null ? null : named(conn, 'pipeline', row.pipelineId),
    stages: stages.map((one) => {
      const current = one.rowId === row.stageId
      const before = visited.get(one.rowId)
      return {
        id: idToText(one.id),
        name: one.name ?? '',
        probability: one.probability ?? 0,
        current,
        days: current && isOpen ? (before ?? 0) + days : (before ?? (current ? 0 : null)),
      }
    }),
    days,
    rotDays: row.rotDays,
    rotting: isRotting(row, now),
    probability,
    category: own === 'commit' || own === 'bestCase' || own === 'omitted' ? own : 'pipeline',
    weighted:
      row.minor === null || row.currency === null
        ? null
        : { minor: Math.round((row.minor * probability) / 100), currency: row.currency },
    next: isOpen ? nextOf(conn, row, now) : null,
  }
}

interface OfRow extends CardRow {
  readonly role: string | null
  readonly stageName: string | null
  readonly pipelineName: string | null
}

function of(ctx: QueryCtx, input: Parsed<'opportunity.of'>): Output<'opportunity.of'> {
  const { conn } = ctx
  const now = ctx.now()
  const subject = rowIdOf(conn, entityNamed(input.entity), input.id)
  const own = `r.${input.entity}Id ${canonicalIn(input.entity, ':subject')}`
  const other =
    input.entity === 'contact'
      ? `r.rowId IN (SELECT opportunityId FROM visibleOpportunityContact WHERE contactId ${canonicalIn('contact', ':subject')})`
      : `r.contactId IN (SELECT rowId FROM visibleContact WHERE companyId ${canonicalIn('company', ':subject')})`
  const role =
    input.entity === 'contact'
      ? `(SELECT c.role FROM visibleOpportunityContact c WHERE c.opportunityId = r.rowId AND c.contactId ${canonicalIn('contact', ':subject')} LIMIT 1)`
      : 'NULL'
  const rows = allRows<OfRow>(
    conn,
    `SELECT ${cardColumns}, ${role} AS role, s.displayName AS stageName, p.displayName AS pipelineName
     FROM ${cardSource} LEFT JOIN visiblePipeline p ON p.rowId = r.pipelineId
     WHERE ${own} OR ${other} ORDER BY r.openedAt DESC, r.rowId DESC`,
    { subject },
  )
  const currency = sumCurrency(conn, input.currency)
  const rates = ratesOf(conn)
  const [open, won] = [new Totals(currency, rates), new Totals(currency, rates)]
  const today = localTime(now, ctx.timeZone).iso
  for (const row of rows) {
    if (row.minor === null || row.currency === null || row.status === 'lost') continue
    const into = row.status === 'won' ? won : open
    into.add(row.minor, row.currency, row.status === 'won' ? (row.closeDate ?? today) : today)
  }
  const shown = rows.slice(0, input.limit)
  return {
    rows: cardsFor(conn, shown, now).map((card, at) => ({
      ...card,
      role: shown[at]?.role ?? null,
      stage: shown[at]?.stageName ?? null,
      pipeline: shown[at]?.pipelineName ?? null,
    })),
    total: rows.length,
    open: open.done(),
    won: won.done(),
  }
}

function setLines(ctx: MutationCtx, input: Parsed<'opportunity.setLines'>): { id: string } {
  const { conn, write } = ctx
  const rowId = rowIdOf(conn, opportunity, input.id)
  if (input.currency !== undefined && !isCurrency(input.currency)) throw invalid('currency', 'money')
  const before = allRows<{ rowId: number; id: Uint8Array }>(
    conn,
    'SELECT rowId, id FROM visibleOpportunityLine WHERE opportunityId = ?',
    rowId,
  )
  const known = new Map(before.map((line) => [idToText(line.id), line.rowId]))
  if (input.currency !== undefined) {
    const row = rowOf(ctx, input.id)
    if (row.currency !== input.currency)
      write.update(opportunity, rowId, {
        amount: { minor: 0, currency: input.currency },
        amountFrom: 'lines',
      })
  }
  write.update(opportunity, rowId, { amountFrom: 'lines' })
  const kept = new Set<number>()
  for (const [position, { id, ...line }] of input.lines.entries()) {
    const at = id === undefined ? undefined : known.get(id)
    if (id !== undefined && at === undefined)
      throw invalid('lines', 'reference', { entity: 'opportunityLine' })
    const data = { ...line, position }
    if (at === undefined) write.create(opportunityLine, { ...data, opportunityId: input.id })
    else {
      write.update(opportunityLine, at, data)
      kept.add(at)
    }
  }
  for (const line of before)
    if (!kept.has(line.rowId)) write.set(opportunityLine, line.rowId, { trashedAt: write.at })
  return { id: input.id }
}

export const opportunityHandlers = {
  ...pipelineHandlers,
  'opportunity.board': board,
  'opportunity.cards': moreCards,
  'opportunity.closings': closings,
  'opportunity.move': move,
  'opportunity.close': close,
  'opportunity.reopen'(ctx, input) {
    const rowId = rowIdOf(ctx.conn, opportunity, input.id)
    if (input.stage) rowIdOf(ctx.conn, stage, input.stage)
    ctx.write.update(opportunity, rowId, { status: 'open', ...(input.stage && { stageId: input.stage }) })
    return { id: input.id }
  },
  'opportunity.standing': (ctx, { id }) => standing(ctx, id),
  'opportunity.of': of,
  'opportunity.setLines': setLines,
  'opportunity.reasons': ({ conn }) => ({
    reasons: allRows<{ id: Uint8Array; name: string | null; outcome: string | null; hidden: number | null }>(
      conn,
      'SELECT id, name, outcome, hidden FROM visibleCloseReason ORDER BY position, rowId',
    ).map(({ id, name, outcome, hidden }) => ({
      id: idToText(id),
      name: name ?? '',
      outcome: outcome === 'won' || outcome === 'lost' ? outcome : 'both',
      hidden: hidden === 1,
    })),
  }),
} satisfies Handlers<
  keyof typeof opportunityProcedures | keyof typeof import('../shared/pipelines.ts').pipelineProcedures
>
