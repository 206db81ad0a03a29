/**
 * The runs of schedules on this computer. The row of a run is its claim: whoever writes it, in one transaction of the database
 * file, makes the report; a second program finds it taken. One that died over it is taken over.
 */
import { isAlive } from '../../../core/alive.ts'
import { allRows, type Connection, getRow } from '../../../core/connection.ts'
import type { Ctx } from '../../../core/context.ts'
import { localTime } from '../../../shared/dates/format.ts'
import { errorRecordSchema, notFound } from '../../../shared/errors.ts'
import { idToText, textToId } from '../../../shared/id.ts'
import type { ClaimedRun, ReportRun } from '../../../shared/reportSchedules.ts'
import { type ReportParameters, reportParametersSchema } from '../../../shared/reports.ts'
import { lastDue, retryAfter } from '../../../shared/scheduleTimes.ts'
import { spanOf } from '../period.ts'
import { isHere, type Schedule, scheduleOf, schedulesOf } from './schedules.ts'

export interface Run {
  readonly rowId: number
  readonly schedule: Uint8Array
  readonly due: number
  readonly begunAt: number
  readonly endedAt: number | null
  readonly pid: number
  readonly attempts: number
  readonly parameters: string
  readonly error: string | null
  readonly went: string | null
  readonly rows: number | null
}

const HOUR = 3_600_000
/** A program that is still there after that long does something else by now. */
const LONGEST_RUN = 2 * HOUR
/** What could not be made for a month is not wanted any more. */
const GIVEN_UP = 31 * 24 * HOUR
const KEPT = 2_000

/** @throws AppError NotFound */
export function runOf(conn: Connection, run: number): Run {
  const row = getRow<Run>(conn, 'SELECT * FROM reportRun WHERE rowId = ?', run)
  if (!row) throw notFound('reportSchedule', String(run))
  return row
}

export const parametersOf = (run: Run): ReportParameters =>
  reportParametersSchema.parse(JSON.parse(run.parameters))

const isAbandoned = (run: Run, now: number): boolean =>
  run.endedAt === null && (!isAlive(run.pid) || now - run.begunAt > LONGEST_RUN)

const mayRetry = (run: Run, now: number): boolean =>
  isAbandoned(run, now) ||
  (run.endedAt !== null && run.error !== null && now >= run.endedAt + retryAfter(run.attempts))

/** One that was late asks for the days it would have asked for in time. */
function fixed(ctx: Ctx, schedule: Schedule, due: number, now: number): ReportParameters {
  const { parameters, reader } = schedule
  const day = (at: number): string => localTime(at, reader.timeZone).iso
  if (typeof parameters.period !== 'string' || day(due) === day(now)) return parameters
  const span = spanOf(ctx.conn, reader, due, parameters.period)
  return span ? { ...parameters, period: { from: span.start, to: span.end } } : parameters
}

function take(ctx: Ctx, schedule: Schedule, run: Run | undefined, due: number, now: number): ClaimedRun {
  const { conn } = ctx
  const parameters = fixed(ctx, schedule, due, now)
  const text = JSON.stringify(parameters)
  const { lastInsertRowid } = run
    ? conn.db
        .prepare(
          'UPDATE reportRun SET begunAt = ?, endedAt = NULL, pid = ?, attempts = attempts + 1, parameters = ? WHERE rowId = ?',
        )
        .run(now, process.pid, text, run.rowId)
    : conn.db
        .prepare(
          'INSERT INTO reportRun(schedule, due, begunAt, pid, attempts, parameters) VALUES(?, ?, ?, ?, 1, ?)',
        )
        .run(schedule.id, due, now, process.pid, text)
  const { name, report, reader, format } = schedule
  return { run: run?.rowId ?? Number(lastInsertRowid), name, report, parameters, reader, format }
}

/** What is to be made next, taken. Runs inside one immediate transaction. @throws AppError NotFound */
export function claim(ctx: Ctx, id: string | undefined): ClaimedRun | undefined {
  const now = ctx.now()
  if (id !== undefined) {
    const schedule = scheduleOf(ctx, textToId(id) ?? new Uint8Array())
    if (!schedule || !isHere(ctx, schedule)) throw notFound('reportSchedule', id)
    return take(ctx, schedule, undefined, now, now)
  }
  for (const schedule of schedulesOf(ctx)) {
    if (schedule.paused || !isHere(ctx, schedule)) continue
    const runs = allRows<Run>(
      ctx.conn,
      'SELECT * FROM reportRun WHERE schedule = ? AND due > ? ORDER BY due',
      schedule.id,
      now - GIVEN_UP,
    )
    const again = runs.find((run) => mayRetry(run, now))
    if (again) return take(ctx, schedule, again, again.due, now)
    const due = lastDue(schedule, now)
    if (due === undefined || due < schedule.since) continue
    // What was missed is caught up once: the latest, for all before it.
    if (runs.some((run) => run.due >= due)) continue
    return take(ctx, schedule, undefined, due, now)
  }
  return undefined
}

export function ended(
  conn: Connection,
  run: number,
  at: number,
  result: { readonly error: string | null; readonly went: string | null; readonly rows: number | null },
): void {
  conn.db
    .prepare(
      'UPDATE reportRun SET endedAt = :at, error = :error, went = :went, rows = :rows WHERE rowId = :run',
    )
    .run({ at, run, ...result })
  conn.db
    .prepare(
      'DELETE FROM reportRun WHERE rowId NOT IN (SELECT rowId FROM reportRun ORDER BY begunAt DESC LIMIT ?)',
    )
    .run(KEPT)
}

function told(run: Run, name: string): ReportRun {
  const error = run.error === null ? null : errorRecordSchema.parse(JSON.parse(run.error))
  return {
    run: run.rowId,
    schedule: idToText(run.schedule),
    name,
    due: new Date(run.due).toISOString(),
    begunAt: new Date(run.begunAt).toISOString(),
    endedAt: run.endedAt === null ? null : new Date(run.endedAt).toISOString(),
    outcome: run.endedAt === null ? 'running' : error ? 'failed' : 'done',
    attempts: run.attempts,
    error,
    went: run.went,
    rows: run.rows,
  }
}

export function lastRunOf(conn: Connection, { id, name }: Schedule): ReportRun | undefined {
  const run = getRow<Run>(
    conn,
    'SELECT * FROM reportRun WHERE schedule = ? ORDER BY begunAt DESC, rowId DESC LIMIT 1',
    id,
  )
  return run && told(run, name)
}

/** Newest first, of schedules the actor sees. */
export function logOf(ctx: Ctx, schedule: string | undefined, limit: number): ReportRun[] {
  const runs = allRows<Run & { name: string }>(
    ctx.conn,
    `SELECT r.*, s.name FROM reportRun r JOIN visibleReportSchedule s ON s.id = r.schedule
     WHERE :schedule IS NULL OR r.schedule = :schedule ORDER BY r.begunAt DESC, r.rowId DESC LIMIT :limit`,
    { schedule: schedule === undefined ? null : textToId(schedule), limit },
  )
  return runs.map((run) => told(run, run.name))
}
