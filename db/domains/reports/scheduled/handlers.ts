/** Scheduled reports as procedures: kept, taken, made, written down. Whoever runs them is db/shared/runSchedules.ts. */
import { readFileSync, rmSync } from 'node:fs'
import { saveAttachment } from '../../../core/attachments.ts'
import type { Handlers, MutationCtx } from '../../../core/context.ts'
import { readRecord } from '../../../core/read.ts'
import { rowIdOf } from '../../../core/write.ts'
import { deviceId } from '../../../mail/device.ts'
import { putIntoOutbox } from '../../../mail/outbox.ts'
import type { Parsed } from '../../../shared/contract.ts'
import { failure, invalid, notFound } from '../../../shared/errors.ts'
import { idToText } from '../../../shared/id.ts'
import { MAX_ATTACHED } from '../../../shared/mail.ts'
import { entityNamed } from '../../../shared/registry.ts'
import { reportSchedule, type reportScheduleProcedures } from '../../../shared/reportSchedules.ts'
import { escapeHtml } from '../../../templates/html.ts'
import { withSignature } from '../../../templates/signature.ts'
import { fileFailure } from '../../../transfer/wholeFile.ts'
import { type Files, fileOf, makeFile } from './files.ts'
import { listed } from './list.ts'
import { claim, ended, logOf, runOf } from './runs.ts'
import { isHere, type Schedule, scheduleOf } from './schedules.ts'

const mimes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
} as const

function save(ctx: MutationCtx, input: Parsed<'reportSchedule.save'>): { id: string } {
  const { conn, write } = ctx
  if (input.every === 'week' && (input.day === null || input.day > 6)) throw invalid('day', 'number')
  if (input.every === 'month' && (input.day === null || input.day < 1)) throw invalid('day', 'number')
  const columns = {
    name: input.name,
    report: input.report,
    parameters: input.parameters,
    reader: input.reader,
    format: input.format,
    ...((input.folder !== undefined || input.recipients !== undefined) && {
      way: input.folder === undefined ? 'mail' : 'folder',
      folder: input.folder ?? null,
      recipients: input.recipients ?? null,
      accountId: input.account ?? null,
    }),
    every: input.every,
    day: input.every === 'day' ? null : input.day,
    minutes: input.minutes,
    timeZone: input.reader.timeZone,
    since: new Date(write.at).toISOString(),
    device: deviceId(conn),
  }
  if (input.id !== undefined) {
    write.update(reportSchedule, rowIdOf(conn, reportSchedule, input.id), columns)
    return { id: input.id }
  }
  const id = conn.newId()
  write.create(reportSchedule, columns, id)
  return { id: idToText(id) }
}

/** One message to each, with the file; all of them or none. */
function mail(ctx: MutationCtx, schedule: Schedule, files: Files): string {
  const { conn, write } = ctx
  const recipients = schedule.recipients ?? []
  if (schedule.account === null) throw notFound('mailAccount', '')
  const account = readRecord(conn, entityNamed('mailAccount'), schedule.account)
  const bytes = readFileSync(files.path)
  if (bytes.length > MAX_ATTACHED)
    throw failure('Invalid', 'attachmentsTooLarge', { size: bytes.length, max: MAX_ATTACHED })
  const attached = saveAttachment(conn.file, bytes, mimes[schedule.format])
  const { html, text } = withSignature(
    `<p>${escapeHtml(schedule.name)}</p>`,
    typeof account.signature === 'string' ? account.signature : '',
  )
  for (const to of recipients)
    putIntoOutbox(write, {
      account: account.id,
      to,
      toName: '',
      subject: `${schedule.name} ${files.day}`,
      html,
      text,
      attachments: [{ name: files.name, ...attached }],
    })
  return recipients.join(', ')
}

export const reportScheduleHandlers = {
  'reportSchedule.list': (ctx) => ({ schedules: listed(ctx) }),

  'reportSchedule.save': save,

  'reportSchedule.pause'({ conn, write }, { id, paused }) {
    write.update(reportSchedule, rowIdOf(conn, reportSchedule, id), {
      paused,
      // What fell due meanwhile is not made up for.
      ...(!paused && { since: new Date(write.at).toISOString() }),
    })
    return {}
  },

  'reportSchedule.remove'({ conn, write }, { id }) {
    write.set(reportSchedule, rowIdOf(conn, reportSchedule, id), { trashedAt: write.at })
    return {}
  },

  'reportSchedule.log': (ctx, { schedule, limit }) => ({ runs: logOf(ctx, schedule, limit) }),

  'reportSchedule.claim': (ctx, { id }) => ({ run: claim(ctx, id) ?? null }),

  'reportSchedule.make': makeFile,

  'reportSchedule.finish'(ctx, { run: number, rows, error }) {
    const { conn } = ctx
    const run = runOf(conn, number)
    const schedule = scheduleOf(ctx, run.schedule)
    if (!schedule || !isHere(ctx, schedule) || run.endedAt !== null)
      throw notFound('reportSchedule', String(number))
    if (error) {
      ended(conn, number, ctx.now(), { error: JSON.stringify(error), went: null, rows: null })
      return { went: null }
    }
    const files = fileOf(conn, schedule, run)
    try {
      const went = schedule.way === 'mail' ? mail(ctx, schedule, files) : files.path
      ended(conn, number, ctx.now(), { error: null, went, rows })
      if (schedule.way === 'mail') rmSync(files.path, { force: true })
      return { went }
    } catch (problem) {
      throw fileFailure(problem, files.path)
    }
  },
} satisfies Handlers<keyof typeof reportScheduleProcedures>
