/** report schedule, report due, report log: reports that run by themselves, and the line for the system's own scheduler. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Input, Name } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { scheduleFormats } from '../../shared/reportSchedules.ts'
import { runSchedules } from '../../shared/runSchedules.ts'
import { scheduleUnits } from '../../shared/scheduleTimes.ts'
import { type Cli, type Options, parseCount, required, textOption, UsageError } from '../command.ts'
import { layOut } from '../layOut.ts'
import { cliReader } from './print.ts'

export const scheduleUsage = [
  'report schedule NAME --to FOLDER|ADDRESS,… [--account ID] [--every day|week|month] [--day N] [--at 08:00]',
  '      [--format xlsx|csv|json|pdf] [--title T] [--param period=lastMonth]… [--id ID]',
  'report schedule list · pause|resume|remove ID · line [--system cron|launchd|schtasks]',
  'report due [--id ID] · report log [--limit N]',
]
export const scheduleValues = ['to', 'account', 'every', 'day', 'at', 'title', 'id', 'system', 'limit']

function timeOf(text: string): number {
  const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? []
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59)
    throw new UsageError('--at must be a time such as 08:00')
  return Number(hour) * 60 + Number(minute)
}

async function scheduled(
  cli: Cli,
  report: string,
  options: Options,
  parameters: Input<'report.run'>['parameters'],
): Promise<unknown> {
  const to = textOption(options, 'to')
  if (to === undefined) throw new UsageError('missing --to FOLDER or ADDRESS')
  const every = scheduleUnits.find((unit) => unit === (textOption(options, 'every') ?? 'day'))
  if (!every) throw new UsageError('--every must be one of day, week, month')
  const format = scheduleFormats.find((known) => known === (textOption(options, 'format') ?? 'xlsx'))
  if (!format) throw new UsageError(`--format must be one of ${scheduleFormats.join(', ')}`)
  const account = textOption(options, 'account')
  const recipients = to.includes('@') && account !== undefined ? to.split(',') : undefined
  if (to.includes('@') && !recipients) throw new UsageError('an address needs --account ID')
  const id = textOption(options, 'id')
  const reader = await cliReader(cli)
  const title =
    textOption(options, 'title') ??
    (await cli.call('report.list', { reader })).reports.find(({ name }) => name === report)?.title
  return cli.call('reportSchedule.save', {
    name: title ?? report,
    report,
    reader,
    format,
    every,
    day: parseCount(options, 'day') ?? (every === 'day' ? null : 1),
    minutes: timeOf(textOption(options, 'at') ?? '08:00'),
    ...(parameters && { parameters }),
    ...(id !== undefined && { id }),
    ...(recipients ? { recipients, account } : { folder: resolve(to) }),
  })
}

const TEN_MINUTES = 600

/** What one gives the system's own scheduler, for this program and this database. */
export function schedulerLine(system: string, words: readonly string[]): string {
  const quoted = (quote: (word: string) => string): string =>
    words.map((word) => (/^[\w./:@-]+$/.test(word) ? word : quote(word))).join(' ')
  // To cron a percent sign is the end of the line, in quotes too, unless a backslash stands before it; the rest is the shell's.
  if (system === 'cron')
    return `*/10 * * * * ${quoted((word) => `'${word.replaceAll("'", "'\\''")}'`).replaceAll('%', '\\%')}`
  if (system === 'schtasks')
    return `schtasks /Create /SC MINUTE /MO 10 /TN "Samphan reports" /TR "${quoted((word) => `"${word}"`).replaceAll('"', '\\"')}"`
  if (system !== 'launchd') throw new UsageError('--system must be one of cron, launchd, schtasks')
  const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<plist version="1.0"><dict>',
    '  <key>Label</key><string>samphan.reports</string>',
    `  <key>StartInterval</key><integer>${TEN_MINUTES}</integer>`,
    `  <key>ProgramArguments</key><array>${words.map((word) => `<string>${escaped(word)}</string>`).join('')}</array>`,
    '</dict></plist>',
  ].join('\n')
}

const usualSystem = (): string =>
  process.platform === 'win32' ? 'schtasks' : process.platform === 'darwin' ? 'launchd' : 'cron'

/** Lays the pages out in a file of its own and answers them. */
async function pagesOf(document: Parameters<typeof layOut>[0], signal: AbortSignal): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-report-'))
  try {
    await layOut(document, join(folder, 'report.pdf'), signal)
    return readFileSync(join(folder, 'report.pdf')).toString('base64')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const readsLong: ReadonlySet<Name> = new Set<Name>(['report.compose', 'reportSchedule.make'])

/** Makes all that is due. Fails after the last when one of them did, so that the system's scheduler says so. */
async function due(cli: Cli, options: Options): Promise<unknown> {
  const made = await runSchedules(
    {
      // What reads long does it apart, so that Ctrl+C is heard meanwhile.
      call: (name, input) => (readsLong.has(name) ? cli.callApart(name, input) : cli.call(name, input)),
      layOut: (document) => pagesOf(document, cli.signal),
      recordOf: (error) =>
        error instanceof AppError
          ? error.record
          : { code: 'Bug', params: { message: error instanceof Error ? error.message : String(error) } },
    },
    textOption(options, 'id'),
  )
  for (const { name, went, error } of made)
    cli.say(
      error ? `${name}: ${error.code} ${error.reason ?? ''} ${error.params?.file ?? ''}` : `${name}: ${went}`,
    )
  const failed = made.find(({ error }) => error)?.error
  if (failed) throw new AppError(failed)
  return { made }
}

/** The verbs that are about schedules; undefined for any other. */
export async function scheduleVerb(
  cli: Cli,
  words: readonly string[],
  options: Options,
  parameters: Input<'report.run'>['parameters'],
): Promise<unknown> {
  const [verb] = words
  if (verb === 'due') return due(cli, options)
  if (verb === 'log') {
    const limit = parseCount(options, 'limit')
    return cli.call('reportSchedule.log', limit === undefined ? {} : { limit })
  }
  if (verb !== 'schedule') return undefined
  const what = words[1] ?? 'list'
  if (what === 'list') return cli.call('reportSchedule.list', {})
  if (what === 'pause' || what === 'resume')
    return cli.call('reportSchedule.pause', { id: required(words, 2, 'ID'), paused: what === 'pause' })
  if (what === 'remove') return cli.call('reportSchedule.remove', { id: required(words, 2, 'ID') })
  if (what === 'line')
    return {
      line: schedulerLine(textOption(options, 'system') ?? usualSystem(), [
        process.execPath,
        ...(process.argv[1] === undefined ? [] : [resolve(process.argv[1])]),
        '--db',
        resolve(cli.file),
        'report',
        'due',
      ]),
    }
  return scheduled(cli, what, options, parameters)
}
