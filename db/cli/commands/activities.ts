/** tasks, schedule, complete, series, call, calendar: activities by the words people use for them. */
import { resolve } from 'node:path'
import type { Filter } from '../../shared/filter.ts'
import { paperNames } from '../../shared/printing.ts'
import { wallTime } from '../../shared/recurrenceZones.ts'
import {
  type Cli,
  type Command,
  listOption,
  parseCount,
  parseData,
  parseJson,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { layOut } from '../layOut.ts'
import { cliReader } from './print.ts'

interface Item {
  readonly id: string
  readonly occurrence: string | null
  readonly kind: string
  readonly regarding: string | null
  readonly startAt: string
  readonly contact: { readonly name: string | null } | null
}
const lineOf = ({ id, occurrence, kind, regarding, startAt, contact }: Item): string =>
  [id, occurrence ?? '-', startAt, kind, regarding ?? '', contact?.name ?? ''].join('  ')

function oneOf<const T extends string>(
  word: string | undefined,
  allowed: readonly T[],
  what: string,
): T | undefined {
  const found = allowed.find((each) => each === word)
  if (word !== undefined && found === undefined)
    throw new UsageError(`${what} must be one of ${allowed.join(', ')}`)
  return found
}

const shows = ['overdue', 'today', 'tomorrow', 'week', 'open', 'closed'] as const

const tasks: Command = {
  usage: ['tasks [overdue|today|tomorrow|week|open|closed] [--limit N]'],
  values: ['limit'],
  run(cli, words, options) {
    const limit = parseCount(options, 'limit')
    const show = oneOf(words[0], shows, 'the list')
    return cli.call('activity.tasks', {
      timeZone: cli.timeZone,
      ...(show && { show }),
      ...(limit !== undefined && { limit }),
    })
  },
  text(answer) {
    const { items, total } = answer as { items: Item[]; total: number }
    return [...items.map(lineOf), `${total}`].join('\n')
  },
}

const calendar: Command = {
  usage: ['calendar FROM TO                            days as 2026-11-22'],
  values: [],
  run: (cli, words) =>
    cli.call('activity.range', {
      from: required(words, 0, 'FROM'),
      to: required(words, 1, 'TO'),
      timeZone: cli.timeZone,
    }),
  text: (answer) => (answer as { items: Item[] }).items.map(lineOf).join('\n'),
}

const schedule: Command = {
  usage: ['schedule --data JSON [--participants JSON] [--files FILE,…]'],
  values: ['data', 'participants', 'files'],
  run(cli, _words, options) {
    const data = { timeZone: cli.timeZone, ...parseData(options) }
    const participants = textOption(options, 'participants')
    const made = {
      data,
      ...(participants !== undefined && { participants: parseJson(participants, '--participants') as never }),
    }
    const files = listOption(options, 'files')?.map((file) => resolve(file))
    return files ? cli.call('document.schedule', { ...made, files }) : cli.call('activity.schedule', made)
  },
}

const complete: Command = {
  usage: ['complete ID [--occurrence DAY] [--result CODE] [--details TEXT] [--follow-up JSON]'],
  values: ['occurrence', 'result', 'details', 'follow-up'],
  run(cli, words, options) {
    const [occurrence, resultCode, details, follow] = ['occurrence', 'result', 'details', 'follow-up'].map(
      (name) => textOption(options, name),
    )
    return cli.call('activity.complete', {
      id: required(words, 0, 'ID'),
      ...(occurrence !== undefined && { occurrence }),
      ...(resultCode !== undefined && { resultCode }),
      ...(details !== undefined && { details }),
      ...(follow !== undefined && {
        followUp: {
          timeZone: cli.timeZone,
          ...(parseJson(follow, '--follow-up') as Record<string, unknown>),
        },
      }),
    })
  },
}

const call: Command = {
  usage: ['caller NUMBER'],
  values: [],
  run: (cli, words) => cli.call('call.find', { number: words.join(' ') }),
}

function targetOf(ids: readonly string[], filter: string | undefined) {
  if (filter !== undefined) return { filter: parseJson(filter, '--filter') as Filter }
  if (ids.length === 0) throw new UsageError('missing ID… or --filter JSON')
  return { ids: [...ids] }
}

const series: Command = {
  usage: [
    'series apply SERIES (CONTACT… | --filter JSON) --anchor DAY',
    'series shift RUN… (--days N | --anchor DAY) · series stop RUN…',
  ],
  values: ['anchor', 'days', 'filter'],
  run(cli: Cli, words, options) {
    const [what, ...rest] = words
    const anchor = textOption(options, 'anchor')
    const filter = textOption(options, 'filter')
    const days = textOption(options, 'days')
    if (what === 'apply') {
      if (anchor === undefined) throw new UsageError('missing --anchor DAY')
      const target = targetOf(rest.slice(1), filter)
      return cli.call('series.apply', {
        id: required(rest, 0, 'SERIES'),
        anchor,
        target,
        timeZone: cli.timeZone,
      })
    }
    const target = targetOf(rest, filter)
    if (what === 'stop') return cli.call('series.stop', { target })
    if (what === 'shift')
      return cli.call('series.shift', {
        target,
        ...(days !== undefined && { days: Number(days) }),
        ...(anchor !== undefined && { anchor }),
      })
    throw new UsageError('series apply, shift or stop')
  },
}

const calendarImport: Command = {
  usage: ['calendar-import FILE… [--as activities|holidays] [--dry-run]'],
  values: ['as'],
  flags: ['dry-run'],
  run(cli, words, options) {
    const as = oneOf(textOption(options, 'as'), ['activities', 'holidays'] as const, '--as')
    return cli.call('ics.import', {
      files: words.map((file) => resolve(file)),
      timeZone: cli.timeZone,
      dryRun: options['dry-run'] === true,
      ...(as && { as }),
    })
  },
}

const calendarPrint: Command = {
  usage: [`calendar-print day|week|month [DAY] --out FILE.pdf [--paper ${paperNames.join('|')}]`],
  values: ['out', 'paper'],
  async run(cli, words, options) {
    const view = oneOf(required(words, 0, 'day|week|month'), ['day', 'week', 'month'], 'the view')
    const paper = oneOf(textOption(options, 'paper'), paperNames, '--paper')
    const out = textOption(options, 'out')
    if (view === undefined || out === undefined) throw new UsageError('missing --out FILE.pdf')
    const { document, records } = await cli.call('calendar.compose', {
      view,
      day: words[1] ?? wallTime(Date.now(), cli.timeZone).day,
      reader: await cliReader(cli),
      page: { landscape: view === 'month', margin: 10, ...(paper && { paper }) },
    })
    const file = resolve(out)
    return { file, records, ...(await layOut(document, file, cli.signal)) }
  },
}

const calendarExport: Command = {
  usage: ['calendar-export FILE.ics [--from DAY]'],
  values: ['from'],
  run(cli, words, options) {
    const from = textOption(options, 'from')
    const out = resolve(required(words, 0, 'FILE.ics'))
    return cli.call('ics.export', { out, timeZone: cli.timeZone, ...(from !== undefined && { from }) })
  },
}

/** For schedulers: what a window does by itself while one is open. */
const calendarPublish: Command = {
  usage: ['calendar-publish FOLDER                     writes Samphan.ics anew, for others to subscribe to'],
  values: [],
  run: (cli, words) =>
    cli.call('ics.publish', { folder: resolve(required(words, 0, 'FOLDER')), timeZone: cli.timeZone }),
}

export const activityCommands = {
  'calendar-export': calendarExport,
  'calendar-publish': calendarPublish,
  tasks,
  'calendar-print': calendarPrint,
  calendar,
  schedule,
  complete,
  caller: call,
  series,
  'calendar-import': calendarImport,
}
