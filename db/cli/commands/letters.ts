/** letter check|print|send: a template merged with records. */
import { resolve } from 'node:path'
import { failure } from '../../shared/errors.ts'
import {
  type Cli,
  type Command,
  listOption,
  type Options,
  parseCount,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { layOut } from '../layOut.ts'
import { accountNamed } from './mail.ts'
import { cliReader, cliTarget } from './print.ts'

/** A template by identity or name. @throws AppError NotFound, Conflict */
async function templateNamed(cli: Cli, name: string): Promise<string> {
  const { rows } = await cli.call('record.list', { entity: 'template', limit: 10_000 })
  const found = rows.filter((row) => row.id === name || row.name === name)
  const [template] = found
  if (!template) throw failure('NotFound', 'template', { name })
  if (found.length > 1) throw failure('Conflict', 'severalTemplates', { name })
  return template.id
}

/** A template of labels goes on a sheet. */
function labels(options: Options): { sheet?: string; skip?: number } {
  const sheet = textOption(options, 'sheet')
  const skip = parseCount(options, 'skip')
  return { ...(sheet !== undefined && { sheet }), ...(skip !== undefined && { skip }) }
}

const letter: Command = {
  usage: [
    'letter check TEMPLATE [ID…] [--filter JSON]',
    'letter print TEMPLATE [ID…] [--filter JSON] --out FILE.pdf [--record] [--sheet NAME [--skip N]]',
    'letter send TEMPLATE [ID…] [--filter JSON] [--account A] [--incomplete] [--attach F,…]',
  ],
  values: ['filter', 'out', 'account', 'attach', 'sheet', 'skip'],
  flags: ['record', 'incomplete'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'check|print|send')
    const source = { template: await templateNamed(cli, required(words, 1, 'TEMPLATE')) }
    const target = cliTarget(words.slice(2), options)
    const input = { source, target, reader: await cliReader(cli) }
    if (verb === 'check') return cli.call('letter.check', input)
    if (verb === 'send')
      return cli.call('letter.send', {
        ...input,
        account: await accountNamed(cli, textOption(options, 'account')),
        incomplete: options.incomplete === true,
        files: (listOption(options, 'attach') ?? []).map((file) => resolve(file)),
      })
    if (verb !== 'print') throw new UsageError(`no command letter ${verb}`)
    const out = textOption(options, 'out')
    if (!out) throw new UsageError('missing --out FILE.pdf')
    const file = resolve(out)
    const { document, records } = await cli.call('letter.compose', { ...input, ...labels(options) })
    const { pages } = await layOut(document, file, cli.signal)
    // Only what exists is written down.
    const recorded = options.record === true ? await cli.call('letter.record', input) : undefined
    return { file, pages, records, operation: recorded?.operation ?? null }
  },
}

export const letterCommands = { letter }
