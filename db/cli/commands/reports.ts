/** report list, report run: the same reports as in the window, for people and for the system's scheduler. */
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Input, Output } from '../../shared/contract.ts'
import { dashboardNames } from '../../shared/dashboards.ts'
import { reportFormats } from '../../shared/reports.ts'
import { type Command, type Options, parseJson, required, textOption, UsageError } from '../command.ts'
import { layOut } from '../layOut.ts'
import { cliReader } from './print.ts'
import { scheduleUsage, scheduleValues, scheduleVerb } from './reportSchedules.ts'

const named = ['owner', 'pipeline', 'queue', 'campaign']

/** `period=lastYear`, `period=2026-01-01..2026-03-31`, `owner=ID`, `pipeline=ID`, `days=30`, `compare=true`. */
function parametersOf(given: readonly string[]): Input<'report.run'>['parameters'] {
  const parameters: Record<string, unknown> = {}
  for (const each of given) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(each) ?? []
    if (name === undefined || value === undefined)
      throw new UsageError(`--param ${each}: write it as name=value`)
    const [, from, to] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(value) ?? []
    if (name === 'period') parameters.period = from && to ? { from, to } : value
    else if (name === 'days') parameters.days = Number(value)
    else if (name === 'compare') parameters.compare = value === 'true'
    else if (named.includes(name)) parameters[name] = value
    else throw new UsageError(`--param ${name}: a report takes period, days, compare, ${named.join(', ')}`)
  }
  // The contract checks the values and names the one that is wrong.
  return parameters as Input<'report.run'>['parameters']
}

/** `--definition` as JSON, or from a file after `@`; the contract checks it. */
function savedOf(name: string, options: Options): Input<'report.save'> {
  const given = textOption(options, 'definition')
  if (given === undefined) throw new UsageError('report save needs --definition JSON or @FILE')
  const whose = textOption(options, 'for') ?? 'me'
  if (whose !== 'me' && whose !== 'all') throw new UsageError('--for must be me or all')
  const text = given.startsWith('@') ? readFileSync(resolve(given.slice(1)), 'utf8') : given
  const definition = parseJson(text, '--definition')
  const question = textOption(options, 'question')
  const id = textOption(options, 'id')
  return {
    name,
    private: whose === 'me',
    definition: definition as Input<'report.save'>['definition'],
    ...(question !== undefined && { question }),
    ...(id !== undefined && { id }),
  }
}

interface Shown {
  readonly value: string | number | null
  readonly text?: string | undefined
}

function plainText(kind: string | undefined, { value, text }: Shown): string {
  if (text !== undefined) return text
  if (typeof value !== 'number') return value ?? ''
  return kind === 'instant' ? new Date(value).toISOString() : String(Math.round(value * 1000) / 1000)
}

const report: Command = {
  usage: [
    'report list',
    'report run NAME [--out FILE] [--format csv|xlsx|pdf|json] [--param period=lastMonth]… (period, days, compare, owner, pipeline, queue, campaign)',
    'report save NAME --definition JSON|@FILE [--question TEXT] [--for me|all] [--id ID]   an own report; report show NAME prints one',
    'report show|delete NAME',
    ...scheduleUsage,
  ],
  values: ['out', 'format', 'definition', 'question', 'for', ...scheduleValues],
  lists: ['param'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'list|run|save|show|delete|schedule|due|log')
    const given = options.param
    const parameters = parametersOf(Array.isArray(given) ? given : [])
    const scheduled = await scheduleVerb(cli, words, options, parameters)
    if (scheduled !== undefined) return scheduled
    const reader = await cliReader(cli)
    if (verb === 'list') return cli.call('report.list', { reader })
    if (verb === 'save') return cli.call('report.save', savedOf(required(words, 1, 'NAME'), options))
    if (verb === 'show') return cli.call('report.get', { name: required(words, 1, 'NAME'), reader })
    if (verb === 'delete') {
      const { id } = await cli.call('report.get', { name: required(words, 1, 'NAME'), reader })
      const { operation } = await cli.call('record.trash', { entity: 'report', id })
      return { id, operation }
    }
    if (verb !== 'run') throw new UsageError(`no command report ${verb}`)
    const name = required(words, 1, 'NAME')
    const out = textOption(options, 'out')
    if (out === undefined) return cli.callApart('report.run', { name, parameters, reader })
    const file = resolve(out)
    const wanted = textOption(options, 'format') ?? /\.(\w+)$/.exec(out)?.[1]?.toLowerCase() ?? 'csv'
    if (wanted === 'pdf') {
      const { document, rows } = await cli.callApart('report.compose', { name, parameters, reader })
      const laid = await layOut(document, file, cli.signal)
      return { file, rows, bytes: statSync(file).size, ...laid }
    }
    const format = reportFormats.find((known) => known === wanted)
    if (!format) throw new UsageError('--format must be one of csv, xlsx, pdf, json')
    return cli.callApart('report.export', { name, parameters, reader, out: file, format })
  },
  text(answer) {
    if (typeof answer === 'object' && answer !== null && 'line' in answer) return String(answer.line)
    if (typeof answer === 'object' && answer !== null && 'reports' in answer)
      return (answer as Output<'report.list'>).reports
        .map(
          ({ name, title, question, parameters, own }) =>
            `${(own ? title : name).padEnd(22)} ${question}  (${parameters.join(', ')})`,
        )
        .join('\n')
    if (typeof answer === 'object' && answer !== null && 'file' in answer) {
      const { file, rows, bytes } = answer as Output<'report.export'>
      return `${file}  ${rows} rows, ${bytes} bytes`
    }
    if (typeof answer === 'object' && answer !== null && !('rows' in answer))
      return JSON.stringify(answer, null, 2)
    const { title, about, columns, rows, totals, notes } = answer as Output<'report.run'>
    const line = (cells: readonly Shown[]): string =>
      cells.map((cell, at) => plainText(columns[at]?.kind, cell)).join('\t')
    return [
      `${title}  ${about}`,
      columns.map(({ label }) => label).join('\t'),
      ...rows.map(({ cells }) => line(cells)),
      ...(totals ? [line(totals)] : []),
      ...notes,
    ].join('\n')
  },
}

/** The dashboards of whoever it acts for: what is on them, and the numbers as they are now. */
const dashboard: Command = {
  usage: [
    'dashboard home|sales|service|marketing [--reset]   what its tiles say now; --reset arranges them as they come',
  ],
  values: [],
  flags: ['reset'],
  async run(cli, words, options) {
    const given = required(words, 0, 'home|sales|service|marketing')
    const name = dashboardNames.find((known) => known === given)
    if (!name) throw new UsageError(`no dashboard ${given}`)
    const reader = await cliReader(cli)
    if (options.reset === true) return cli.call('dashboard.arrange', { name, tiles: null })
    const { tiles } = await cli.call('dashboard.get', { name })
    const results: Output<'report.run'>[] = []
    for (const { id, report: ready, definition, period, days } of tiles)
      results.push(
        await cli.callApart('report.run', {
          name: ready ?? id,
          reader,
          ...(definition && { definition }),
          parameters: { ...(period !== undefined && { period }), ...(days !== undefined && { days }) },
        }),
      )
    return { name, tiles: tiles.map((tile, at) => ({ ...tile, result: results[at] })) }
  },
}

export const reportCommands = { report, dashboard }
