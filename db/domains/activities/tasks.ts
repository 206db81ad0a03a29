/** What is to be done, by when it is due, and what was done: counted, and a page of it. */
import { allRows, getRow } from '../../core/connection.ts'
import type { Handlers, QueryCtx } from '../../core/context.ts'
import { registerFunctions } from '../../core/lookup/functions.ts'
import { canonicalIn } from '../../core/visible.ts'
import { rowIdOf } from '../../core/write.ts'
import type { Parsed } from '../../shared/contract.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { instantOf, wallTime } from '../../shared/recurrenceZones.ts'
import { entityNamed } from '../../shared/registry.ts'
import { fold } from '../../shared/text/fold.ts'
import { type Condition, OPEN, readerZone, whose } from './asked.ts'
import { firstOpen, itemOf, Names, type Occurrence, onlyTime, storedRows } from './stored.ts'

type Tasks = Parsed<'activity.tasks'>

/** What tasks are narrowed to, as a condition on the view `v`. */
function narrowed(ctx: QueryCtx, input: Tasks): Condition {
  const { sql, params } = whose(ctx.conn, input)
  const parts = [sql]
  const more: Record<string, unknown> = { ...params }
  if (input.priority) {
    more.priority = input.priority
    parts.push(" AND ifnull(v.priority, 'normal') = :priority")
  }
  for (const entity of ['contact', 'company'] as const) {
    const id = input[entity]
    if (id === undefined) continue
    more[entity] = rowIdOf(ctx.conn, entityNamed(entity), id)
    const same = canonicalIn(entity, `:${entity}`)
    parts.push(` AND (v.${entity}Id ${same} OR v.rowId IN
      (SELECT p.activityId FROM visibleActivityParticipant p WHERE p.${entity}Id ${same}))`)
  }
  if (input.opportunity !== undefined) {
    more.opportunity = rowIdOf(ctx.conn, entityNamed('opportunity'), input.opportunity)
    parts.push(' AND v.opportunityId = :opportunity')
  }
  const text = input.search?.trim()
  if (text) {
    registerFunctions(ctx.conn)
    more.text = fold(text)
    parts.push(` AND (instr(foldText(v.regarding), :text) > 0 OR instr(foldText(v.details), :text) > 0 OR instr(foldText(v.place), :text) > 0
      OR EXISTS (SELECT 1 FROM visibleContact c WHERE c.rowId = v.contactId AND instr(foldText(c.displayName), :text) > 0)
      OR EXISTS (SELECT 1 FROM visibleCompany c WHERE c.rowId = v.companyId AND instr(foldText(c.displayName), :text) > 0))`)
  }
  return { sql: parts.join(''), params: more }
}

interface Due {
  readonly rowId: number
  readonly at: number
  /** Of a series: the time that is due. */
  readonly occurrence?: Occurrence
}

/** Instants from the first up to the second, which is not of them. */
type Span = readonly [from: number, to: number]

const EVER = 8.64e15
const spanNames = ['overdue', 'today', 'tomorrow', 'week', 'open'] as const
type Spans = Readonly<Record<(typeof spanNames)[number], Span>>

function spansOf(now: number, zone: string): Spans {
  const today = wallTime(now, zone).day
  const dayAhead = (ahead: number): number => instantOf(addDays(today, ahead), 0, zone)
  const start = dayAhead(0)
  return {
    overdue: [-EVER, start],
    today: [start, dayAhead(1)],
    tomorrow: [dayAhead(1), dayAhead(2)],
    week: [start, dayAhead(7)],
    open: [-EVER, EVER],
  }
}

const isWithin = ({ at }: Due, [from, to]: Span): boolean => at >= from && at < to

/** Each series by the first of its times that is still open. */
const seriesDue = (ctx: QueryCtx, { sql, params }: Condition, zone: string): Due[] =>
  storedRows(ctx.conn, `v.rule IS NOT NULL AND ${OPEN}${sql}`, params).flatMap((row): Due[] => {
    const occurrence = firstOpen(row, zone)
    return occurrence ? [{ rowId: row.rowId, at: occurrence.startAt, occurrence }] : []
  })

const once = `FROM visibleActivity v WHERE ${OPEN} AND v.rule IS NULL`

type Counts = Readonly<Record<keyof Spans, number>>

function countOnce(ctx: QueryCtx, { sql, params }: Condition, spans: Spans): Counts {
  const counts = spanNames.map((name) => {
    const [from, to] = spans[name]
    return `count(*) FILTER (WHERE v.startAt >= ${from} AND v.startAt < ${to}) AS "${name}"`
  })
  const none = { overdue: 0, today: 0, tomorrow: 0, week: 0, open: 0 }
  return getRow<Counts>(ctx.conn, `SELECT ${counts.join()} ${once}${sql}`, params) ?? none
}

function dueOnce(ctx: QueryCtx, { sql, params }: Condition, [from, to]: Span, most: number): Due[] {
  return allRows<Due>(
    ctx.conn,
    `SELECT v.rowId, v.startAt AS at ${once} AND v.startAt >= ${from} AND v.startAt < ${to}${sql}
     ORDER BY v.startAt, v.rowId LIMIT ${most}`,
    params,
  )
}

function closed(ctx: QueryCtx, { sql, params }: Condition, { offset, limit }: Tasks): Due[] {
  return allRows<Due>(
    ctx.conn,
    `SELECT v.rowId, v.startAt AS at ${CLOSED}${sql}
     ORDER BY ifnull(v.completedAt, v.startAt) DESC, v.rowId DESC LIMIT ${limit} OFFSET ${offset}`,
    params,
  )
}

const CLOSED = "FROM visibleActivity v WHERE v.status IN ('done', 'cancelled')"

export const taskHandlers = {
  'activity.tasks'(ctx, input) {
    const zone = readerZone(ctx, input.timeZone)
    const asked = narrowed(ctx, input)
    const spans = spansOf(ctx.now(), zone)
    const series = seriesDue(ctx, asked, zone)
    const single = countOnce(ctx, asked, spans)
    const count = (name: keyof Spans): number =>
      single[name] + series.filter((due) => isWithin(due, spans[name])).length
    const counts = {
      overdue: count('overdue'),
      today: count('today'),
      tomorrow: count('tomorrow'),
      week: count('week'),
      open: count('open'),
    }
    const { show, offset, limit } = input
    const page =
      show === 'closed'
        ? closed(ctx, asked, input)
        : [
            ...dueOnce(ctx, asked, spans[show], offset + limit),
            ...series.filter((due) => isWithin(due, spans[show])),
          ]
            .sort((a, b) => a.at - b.at || a.rowId - b.rowId)
            .slice(offset, offset + limit)
    const names = new Names(ctx.conn)
    return {
      total:
        show === 'closed'
          ? (getRow<{ n: number }>(ctx.conn, `SELECT count(*) AS n ${CLOSED}${asked.sql}`, asked.params)?.n ??
            0)
          : counts[show],
      counts,
      items: page.flatMap(({ rowId, occurrence }) => {
        if (occurrence) return [itemOf(occurrence, names)]
        const [row] = storedRows(ctx.conn, 'v.rowId = :rowId', { rowId })
        return row ? [itemOf(onlyTime(row, zone), names)] : []
      }),
    }
  },
} satisfies Handlers<'activity.tasks'>
