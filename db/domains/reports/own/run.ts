/** Runs an own report: groups on every level with their totals, sorted, cut to the top, beside the period before; or a list. */
import type { Ctx } from '../../../core/context.ts'
import { rowOfId } from '../../../core/everything.ts'
import { registerFunctions } from '../../../core/lookup/functions.ts'
import { visibleName } from '../../../core/visible.ts'
import type { Output } from '../../../shared/contract.ts'
import { failure, invalid } from '../../../shared/errors.ts'
import { idToText } from '../../../shared/id.ts'
import type { ReportDefinition } from '../../../shared/ownReports.ts'
import type { Reader } from '../../../shared/reader.ts'
import { entityNamed } from '../../../shared/registry.ts'
import type { ReportParameters, ReportResult } from '../../../shared/reports.ts'
import { spanBefore, spanOf } from '../period.ts'
import { word } from '../words.ts'
import { aboutOwn } from './about.ts'
import { Facts } from './facts.ts'
import { grouped } from './grouped.ts'
import { listed } from './listed.ts'
import { prepareMoney } from './money.ts'
import { notesOf } from './notes.ts'
import type { Value } from './parts.ts'
import { type Plan, planOf } from './plan.ts'
import { storedReport } from './stored.ts'
import { dayOfInstant } from './stretches.ts'

export interface OwnAsked {
  readonly name: string
  readonly definition?: ReportDefinition | undefined
  readonly parameters: ReportParameters
  readonly reader: Reader
}

interface Question {
  readonly plan: Plan
  readonly facts: Facts
  readonly before: Facts | undefined
  readonly currency: string
}

/** What an own report is asked, or undefined where there is none of that name. @throws AppError Invalid `savedReport` */
export function ownDefinition(
  ctx: Pick<Ctx, 'conn' | 'actor'>,
  { name, definition }: Pick<OwnAsked, 'name' | 'definition'>,
): { name: string; question: string; definition: ReportDefinition } | undefined {
  if (definition) return { name, question: '', definition }
  const stored = storedReport(ctx, name)
  if (!stored) return undefined
  if (!stored.definition) throw failure('Invalid', 'savedReport', { name: stored.name })
  return { name: stored.name, question: stored.question, definition: stored.definition }
}

function questionOf(
  ctx: Ctx,
  definition: ReportDefinition,
  { parameters, reader }: OwnAsked,
  now: number,
): Question {
  const { conn } = ctx
  // Lists in the order of the alphabet call one of them, also where no condition has made them known.
  registerFunctions(conn)
  const plan = planOf(ctx, definition, reader)
  const period = parameters.period ?? definition.period
  const span = plan.date ? spanOf(conn, reader, now, period) : undefined
  const owner = parameters.owner === undefined ? null : rowOfId(conn, entityNamed('user'), parameters.owner)
  if (owner === undefined) throw invalid('owner', 'reference', { entity: 'user' })
  const today = dayOfInstant(now, reader)
  const currency = prepareMoney(conn, today)
  const at = { owner, currency, today }
  const compare = parameters.compare ?? definition.compare
  return {
    plan,
    currency,
    facts: new Facts(ctx, plan, { ...at, span }, reader),
    before:
      compare && span
        ? new Facts(ctx, plan, { ...at, span: spanBefore(span, period, reader) }, reader)
        : undefined,
  }
}

export function runOwn(
  ctx: Ctx,
  own: NonNullable<ReturnType<typeof ownDefinition>>,
  asked: OwnAsked,
  limit: number,
): ReportResult {
  const now = ctx.now()
  const { plan, facts, before, currency } = questionOf(ctx, own.definition, asked, now)
  const { reader } = asked
  const made = plan.columns.length
    ? listed(ctx, facts, reader, limit)
    : grouped(ctx, facts, before, { reader, limit, currency })
  return {
    name: asked.name,
    title: own.name || word(reader.language, 'report.own.unnamed'),
    question: own.question,
    about: aboutOwn(ctx.conn, plan, facts.narrowed, asked),
    asOf: new Date(now).toISOString(),
    ...made,
    notes: [...notesOf(facts, reader), ...made.notes],
  }
}

export function recordsBehindOwn(
  ctx: Ctx,
  definition: ReportDefinition,
  asked: OwnAsked,
  key: readonly Value[] | undefined,
  limit: number,
): Output<'report.records'> {
  const { plan, facts } = questionOf(ctx, definition, asked, ctx.now())
  const { entity } = plan
  const rows = ctx.conn.prepare(`SELECT id, displayName FROM ${visibleName(entity)} WHERE rowId = ?`)
  const told = (rowIds: readonly number[]): { id: string; name: string | null }[] =>
    rowIds.flatMap((rowId) => {
      const row = rows.get(rowId) as { id: Uint8Array; displayName: string | null } | undefined
      return row ? [{ id: idToText(row.id), name: row.displayName }] : []
    })
  const one = key?.[0]
  if (plan.columns.length && key) {
    if (key.length !== 1 || typeof one !== 'number') throw invalid('key', 'length', { n: 1 })
    const records = told([one])
    return { entity: entity.name, total: records.length, records }
  }
  const { total, rowIds } = facts.behind(key ?? [], limit)
  return { entity: entity.name, total, records: told(rowIds) }
}
