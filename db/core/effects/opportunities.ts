/**
 * What follows when an opportunity is written: it always stands in a stage of its pipeline, knows since when, and leaves a
 * line of stage history; people fill in what a stage asks for and say why something was lost; the amount follows the lines.
 */
import { localTime } from '../../shared/dates/format.ts'
import { failure, type Issue, invalidIssues } from '../../shared/errors.ts'
import { opportunity, stageChange } from '../../shared/opportunities.ts'
import { defaultReasons, defaultStages, defaultWords } from '../../shared/pipelineDefaults.ts'
import { closeReason, pipeline, stage } from '../../shared/pipelines.ts'
import { allRows, type Connection, getRow } from '../connection.ts'
import type { Effect, EffectContext, StoredRow } from '../effects.ts'
import { type LineSum, sumOfLines } from '../lineAmounts.ts'
import { namedId } from '../namedId.ts'
import type { Columns, MutableColumns } from '../rowWriter.ts'
import { databaseSetting } from '../settings.ts'

const DAY = 86_400_000
const live = 'trashedAt IS NULL AND deletedAt IS NULL AND stub = 0'

interface StageRow {
  readonly rowId: number
  readonly name: string | null
  readonly pipelineId: number | null
  readonly requiredFields: string | null
}

const stageOf = (conn: Connection, rowId: unknown): StageRow | undefined =>
  typeof rowId === 'number'
    ? getRow<StageRow>(
        conn,
        `SELECT rowId, name, pipelineId, requiredFields FROM main.stage WHERE rowId = ?`,
        rowId,
      )
    : undefined

export const firstStage = (conn: Connection, pipelineId: unknown): number | undefined =>
  getRow<{ rowId: number }>(
    conn,
    `SELECT rowId FROM main.stage WHERE pipelineId = ? AND ${live} ORDER BY position, rowId LIMIT 1`,
    pipelineId,
  )?.rowId

const firstPipeline = (conn: Connection): number | undefined =>
  getRow<{ rowId: number }>(
    conn,
    `SELECT rowId FROM main.pipeline WHERE ${live} AND hidden IS NOT 1 ORDER BY position, rowId LIMIT 1`,
  )?.rowId

/** The language things are named in that nobody has named yet. */
function languageOf({ conn, actor }: EffectContext): 'en' | 'th' | 'fa' {
  const stored = getRow<{ value: string | null }>(
    conn,
    "SELECT value FROM main.setting WHERE key = 'preferences.language' AND scope = 'user' AND userId = ? AND trashedAt IS NULL AND deletedAt IS NULL LIMIT 1",
    actor.rowId,
  )?.value
  const own: unknown = stored ? JSON.parse(stored) : undefined
  if (own === 'en' || own === 'th' || own === 'fa') return own
  const country = databaseSetting(conn, 'defaultCountry')
  return country === 'TH' ? 'th' : country === 'IR' ? 'fa' : 'en'
}

/** The pipeline there is before anybody made one; two laptops that both begin have the same. */
export function startPipeline(ctx: EffectContext): number {
  const known = firstPipeline(ctx.conn)
  if (known !== undefined) return known
  const words = defaultWords[languageOf(ctx)]
  const put = (
    entity: typeof pipeline | typeof stage | typeof closeReason,
    code: string,
    columns: Columns,
  ): number => {
    const id = namedId(entity.name, 'default', code)
    const row = getRow<{ rowId: number }>(
      ctx.conn,
      `SELECT rowId FROM main."${entity.name}" WHERE id = ?`,
      id,
    )
    if (!row) return ctx.insert(entity, columns, id)
    ctx.set(entity, row.rowId, { ...columns, trashedAt: null, deletedAt: null })
    return row.rowId
  }
  const first = put(pipeline, 'pipeline', { name: words.pipeline ?? '', position: 0 })
  for (const [position, { code, probability, rotDays, category }] of defaultStages.entries())
    put(stage, code, {
      pipelineId: first,
      name: words[code] ?? code,
      position,
      probability,
      rotDays,
      category,
    })
  for (const [position, { code, outcome }] of defaultReasons.entries())
    put(closeReason, code, { name: words[code] ?? code, outcome, position })
  return first
}

const has = (columns: Columns, name: string): boolean => (columns[name] ?? null) !== null

/** Stage and pipeline as they belong together after the change; the stage decides. */
function placed(ctx: EffectContext, columns: Columns, row: StoredRow | undefined): MutableColumns {
  const { conn } = ctx
  const given = columns.stageId ?? null
  const chosen = stageOf(conn, given)
  if (chosen) return { pipelineId: chosen.pipelineId, stageId: chosen.rowId }
  if (has(columns, 'pipelineId') && (!row || columns.pipelineId !== row.pipelineId))
    return { stageId: firstStage(conn, columns.pipelineId) ?? null }
  if (row && !('stageId' in columns)) return {}
  const pipelineId = row?.pipelineId ?? startPipeline(ctx)
  return { pipelineId, stageId: firstStage(conn, pipelineId) ?? null }
}

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === ''

/** What a person must have said. */
function assertRules(ctx: EffectContext, next: StoredRow, moved: boolean, closed: boolean): void {
  const issues: Issue[] = []
  const at = stageOf(ctx.conn, next.stageId)
  if (moved && at && next.status !== 'lost') {
    const wanted: unknown = at.requiredFields ? JSON.parse(at.requiredFields) : []
    for (const field of Array.isArray(wanted) ? wanted.map(String) : [])
      if (isNothing(next[field]))
        issues.push({ field, code: 'requiredByStage', params: { stage: at.name ?? '' } })
  }
  if (closed && next.status === 'lost' && isNothing(next.reasonId)) {
    const any = getRow(
      ctx.conn,
      `SELECT 1 FROM main.closeReason WHERE ${live} AND hidden IS NOT 1 AND ifnull(outcome, 'both') <> 'won' LIMIT 1`,
    )
    if (any) issues.push({ field: 'reasonId', code: 'required' })
  }
  if (issues.length) throw invalidIssues(issues)
}

const isClosed = (status: unknown): boolean => status === 'won' || status === 'lost'

function before(ctx: EffectContext, columns: Columns, row: StoredRow | undefined): Columns {
  const added: MutableColumns = { ...columns, ...placed(ctx, columns, row) }
  if (!row) {
    added.status ??= 'open'
    added.openedAt ??= added.createdAt ?? ctx.at
    added.stageSince ??= added.openedAt
  }
  if (row && 'status' in columns && isNothing(columns.status)) added.status = 'open'
  const was = row?.status ?? 'open'
  const is = added.status ?? was
  const moved = 'stageId' in added && added.stageId !== row?.stageId
  if (row && moved && !('stageSince' in columns)) added.stageSince = ctx.at
  if (isClosed(is) && !isClosed(was)) {
    const day = typeof added.closeDate === 'string' ? added.closeDate : undefined
    added.closeDate = day ?? localTime(ctx.at).iso
    added.closedAt ??= day === undefined || row ? ctx.at : Date.parse(`${day}T12:00:00Z`)
  } else if (row && !isClosed(is) && isClosed(was)) {
    added.closedAt = null
    added.reasonId ??= null
  }
  const byHand = ctx.ruled && row && 'amount' in columns && !('amountFrom' in columns)
  if (byHand && columns.amount !== row.amount && row.amountFrom !== null) added.amountFrom = 'hand'
  if (ctx.ruled)
    assertRules(ctx, { ...row, ...added }, moved && row !== undefined, isClosed(is) && is !== was)
  return added
}

function after(ctx: EffectContext, columns: Columns, row: StoredRow | undefined, rowId: number): void {
  const next = { ...row, ...columns }
  const [was, is] = [row?.status ?? null, next.status ?? 'open']
  const moved = next.stageId !== row?.stageId
  if (row && !moved && (was ?? 'open') === is) return
  if (!row && next.stageSince !== next.openedAt) return // it brings a history of its own
  const from = stageOf(ctx.conn, row?.stageId)
  const to = stageOf(ctx.conn, next.stageId)
  const at = row ? ctx.at : Number(next.openedAt ?? ctx.at)
  const since = typeof row?.stageSince === 'number' ? row.stageSince : undefined
  ctx.insert(stageChange, {
    opportunityId: rowId,
    at,
    fromStageId: from?.rowId ?? null,
    toStageId: to?.rowId ?? null,
    fromName: from?.name ?? null,
    toName: to?.name ?? null,
    status: is,
    amount: next.amount ?? null,
    days: since === undefined ? null : Math.max(0, Math.floor((at - since) / DAY)),
  })
}

export const opportunityEffect: Effect = {
  on: ['stageId', 'pipelineId', 'status', 'amount'],
  before,
  after,
}

/** @throws AppError Invalid for sums that no currency can hold */
function soundSum(conn: Connection, rowId: number, currency: string): LineSum {
  try {
    return sumOfLines(conn, rowId, currency)
  } catch (error) {
    if (error instanceof RangeError) throw failure('Invalid', 'amountTooLarge', undefined, error)
    throw error
  }
}

export const opportunityLineEffect: Effect = {
  on: ['quantity', 'unitPrice', 'discountPercent', 'opportunityId', 'trashedAt'],
  settles: {
    of: (columns, row) => [row?.opportunityId ?? null, columns.opportunityId ?? null],
    settle({ conn, set }, rowId) {
      const row = getRow<{ amountFrom: string | null; currency: string | null }>(
        conn,
        'SELECT amountFrom, currency FROM main.opportunity WHERE rowId = ?',
        rowId,
      )
      if (!row || row.amountFrom === 'hand' || row.amountFrom === 'quote') return
      const currency = row.currency ?? String(databaseSetting(conn, 'defaultCurrency') ?? 'THB')
      const { minor, lines } = soundSum(conn, rowId, currency)
      if (lines === 0 && row.amountFrom === null) return
      set(opportunity, rowId, {
        amount: JSON.stringify({ minor, currency }),
        amountFrom: 'lines',
      })
    },
  },
}

const openIn = (conn: Connection, column: 'stageId' | 'pipelineId', rowId: number): number[] =>
  allRows<{ rowId: number }>(
    conn,
    `SELECT rowId FROM main.opportunity WHERE ${column} = ? AND ifnull(status, 'open') = 'open' AND ${live}`,
    rowId,
  ).map((row) => row.rowId)

/** A deleted stage hands what is open in it to the one before it, else to the one after it. */
export const stageEffect: Effect = {
  on: ['trashedAt'],
  after(ctx, columns, row, rowId) {
    if (!row || (columns.trashedAt ?? null) === null) return
    const open = openIn(ctx.conn, 'stageId', rowId)
    if (open.length === 0) return
    const others = allRows<{ rowId: number; position: number | null }>(
      ctx.conn,
      `SELECT rowId, position FROM main.stage WHERE pipelineId = ? AND rowId <> ? AND ${live} ORDER BY position, rowId`,
      row.pipelineId,
      rowId,
    )
    const place = Number(row.position ?? 0)
    const into = others.findLast((other) => (other.position ?? 0) <= place) ?? others[0]
    if (!into) throw failure('Invalid', 'lastStage', { n: open.length })
    for (const one of open) moveTo(ctx, one, into.rowId)
  },
}

/** A consequence, so nothing is asked of anybody; but the history says so. */
export function moveTo(ctx: EffectContext, rowId: number, stageId: number): void {
  const row = getRow<StoredRow>(ctx.conn, 'SELECT * FROM main.opportunity WHERE rowId = ?', rowId)
  const to = stageOf(ctx.conn, stageId)
  const columns = { stageId, pipelineId: to?.pipelineId ?? null, stageSince: ctx.at }
  ctx.set(opportunity, rowId, columns)
  after(ctx, columns, row, rowId)
}

export const pipelineEffect: Effect = {
  on: ['trashedAt'],
  after(ctx, columns, row, rowId) {
    if (!row || (columns.trashedAt ?? null) === null) return
    const open = openIn(ctx.conn, 'pipelineId', rowId)
    if (open.length > 0) throw failure('Invalid', 'pipelineInUse', { n: open.length })
  },
}
