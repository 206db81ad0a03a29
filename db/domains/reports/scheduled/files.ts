/** The file of a run: in the folder of its schedule, or beside the database until it is in the outbox. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../../../core/connection.ts'
import type { JobCtx } from '../../../core/context.ts'
import { companionFolder } from '../../../core/migrate.ts'
import type { Output, Parsed } from '../../../shared/contract.ts'
import { localTime } from '../../../shared/dates/format.ts'
import { failure, invalid, notFound } from '../../../shared/errors.ts'
import { withFile, writeWhole } from '../../../transfer/wholeFile.ts'
import { exportReport } from '../files.ts'
import { parametersOf, type Run, runOf } from './runs.ts'
import { isHere, type Schedule, scheduleOf } from './schedules.ts'

export interface Files {
  readonly path: string
  readonly name: string
  readonly day: string
}

/** Long names and marks that a file system knows otherwise. */
const plain = (name: string): string =>
  name
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60) || 'report'
const two = (n: number): string => String(n).padStart(2, '0')

/** `Sales 2026-12-01 0800.xlsx`: one name for each time it is due, so that a second attempt takes the place of the first. */
export function fileOf(conn: Connection, schedule: Schedule, run: Run): Files {
  const { iso, hour, minute } = localTime(run.due, schedule.timeZone)
  const name = `${plain(schedule.name)} ${iso} ${two(hour)}${two(minute)}.${schedule.format}`
  const folder = schedule.way === 'mail' ? outgoing(conn) : (schedule.folder ?? '')
  return {
    path: join(folder, schedule.way === 'mail' ? `${run.rowId}.${schedule.format}` : name),
    name,
    day: iso,
  }
}

const outgoing = (conn: Connection): string => join(companionFolder(conn.file), 'outgoing')

/** @throws AppError Unavailable `folderGone`, and what the report and the disk say */
export async function makeFile(
  ctx: JobCtx,
  { run: number, pdf, rows }: Parsed<'reportSchedule.make'>,
): Promise<Output<'reportSchedule.make'>> {
  const run = runOf(ctx.conn, number)
  const schedule = scheduleOf(ctx, run.schedule)
  if (!schedule || !isHere(ctx, schedule) || run.endedAt !== null)
    throw notFound('reportSchedule', String(number))
  const { path } = fileOf(ctx.conn, schedule, run)
  if (schedule.way === 'mail') withFile(path, () => mkdirSync(outgoing(ctx.conn), { recursive: true }))
  else if (schedule.folder === null || !existsSync(schedule.folder))
    throw failure('Unavailable', 'folderGone', { file: schedule.folder ?? '' })
  if (schedule.format === 'pdf') {
    const bytes = Buffer.from(pdf ?? '', 'base64')
    if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw invalid('pdf', 'file')
    return { file: path, rows, bytes: writeWhole(path, bytes) }
  }
  return exportReport(ctx, {
    name: schedule.report,
    parameters: parametersOf(run),
    reader: schedule.reader,
    out: path,
    format: schedule.format,
  })
}
