/** print list|record|book|labels|envelopes: records on paper, as a PDF. */
import { resolve } from 'node:path'
import type { Input } from '../../shared/contract.ts'
import type { Filter } from '../../shared/filter.ts'
import { envelopeNames, labelSheets, paperNames } from '../../shared/printing.ts'
import { readerOf } from '../../shared/reader.ts'
import {
  type Cli,
  type Command,
  listOption,
  type Options,
  parseCount,
  parseJson,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { layOut } from '../layOut.ts'

const kinds = {
  list: 'list',
  record: 'record',
  book: 'addressBook',
  labels: 'labels',
  envelopes: 'envelopes',
} as const

const isKind = (word: string): word is keyof typeof kinds => Object.hasOwn(kinds, word)

function oneOf<T extends string>(options: Options, name: string, allowed: readonly T[]): T | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  const found = allowed.find((word) => word === text)
  if (!found) throw new UsageError(`--${name} must be one of ${allowed.join(', ')}`)
  return found
}

/** Language, calendar and digits as `--lang` says, addresses at home where the database is. */
export async function cliReader(cli: Cli): Promise<ReturnType<typeof readerOf>> {
  const language = cli.lang === 'th' || cli.lang === 'fa' ? cli.lang : 'en'
  const { database } = await cli.call('settings.get', {})
  const country = database.defaultCountry
  return readerOf(language, cli.timeZone, typeof country === 'string' ? country : undefined)
}

/** The records a command names: by id, by a filter, or all. */
export function cliTarget(words: readonly string[], options: Options): Input<'print.compose'>['target'] {
  if (words.length > 0) return { ids: [...words] }
  const filter = textOption(options, 'filter')
  return { filter: filter === undefined ? { and: [] } : (parseJson(filter, '--filter') as Filter) }
}

const print: Command = {
  usage: [
    `print list|record|book|labels|envelopes ENTITY [ID…] --out FILE.pdf [--filter JSON] [--columns a,b,…] [--title T] [--paper ${paperNames.join('|')}] [--landscape]`,
    '      [--sheet NAME] [--skip N] [--envelope DL|C5|C6|10] [--no-sender]',
  ],
  values: ['out', 'filter', 'columns', 'title', 'paper', 'sheet', 'skip', 'envelope'],
  flags: ['landscape', 'no-sender'],
  async run(cli, words, options) {
    const kind = required(words, 0, 'list|record|book|labels|envelopes')
    if (!isKind(kind)) throw new UsageError(`no command print ${kind}`)
    const entity = required(words, 1, 'ENTITY')
    const out = textOption(options, 'out')
    if (!out) throw new UsageError('missing --out FILE.pdf')
    const paper = oneOf(options, 'paper', paperNames)
    const sheet = oneOf(options, 'sheet', Object.keys(labelSheets))
    const envelope = oneOf(options, 'envelope', envelopeNames)
    const columns = listOption(options, 'columns')
    const title = textOption(options, 'title')
    const skip = parseCount(options, 'skip')
    const { document, records, without } = await cli.call('print.compose', {
      kind: kinds[kind],
      entity,
      target: cliTarget(words.slice(2), options),
      reader: await cliReader(cli),
      page: { ...(paper && { paper }), landscape: options.landscape === true },
      sender: options['no-sender'] !== true,
      ...(columns && { columns: columns.map((field) => ({ field })) }),
      ...(title !== undefined && { title }),
      ...(sheet && { sheet }),
      ...(skip !== undefined && { skip }),
      ...(envelope && { envelope }),
    })
    const file = resolve(out)
    return { file, records, without, ...(await layOut(document, file, cli.signal)) }
  },
  text(answer) {
    const { file, pages, records, without } = answer as {
      file: string
      pages: number
      records: number
      without: readonly { id: string; name: string }[]
    }
    return [
      `${file}  ${pages} pages, ${records} records`,
      ...without.map(({ id, name }) => `no address: ${id}  ${name}`),
    ].join('\n')
  },
}

export const printCommands = { print }
