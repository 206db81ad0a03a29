/** quote: its pages as a PDF, and the layouts they come in. Quotes themselves are made by `call quote.save`. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { failure } from '../../shared/errors.ts'
import { isIdText } from '../../shared/id.ts'
import { builtInLayout, layoutFrom, type QuoteLayout, quoteLayoutSchema } from '../../shared/quoteLayouts.ts'
import type { WireRecord } from '../../shared/records.ts'
import {
  type Cli,
  type Command,
  type Options,
  parseJson,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { layOut } from '../layOut.ts'

/** What the layout is called that nobody made. */
const BUILT_IN = 'built-in'

/** By identity or name. @throws AppError NotFound, Conflict */
async function recordNamed(cli: Cli, entity: 'quote' | 'quoteLayout', name: string): Promise<WireRecord> {
  const field = entity === 'quote' ? 'number' : 'name'
  if (isIdText(name)) return cli.call('record.get', { entity, id: name })
  const filter = { field, op: 'is', value: name } as const
  const { rows: found } = await cli.call('record.list', { entity, filter, limit: 2 })
  const [record] = found
  if (!record) throw failure('NotFound', 'record', { entity, id: name })
  if (found.length > 1) throw failure('Conflict', 'severalTemplates', { name })
  return record
}

async function layoutNamed(cli: Cli, name: string): Promise<QuoteLayout> {
  return name === BUILT_IN ? builtInLayout : layoutFrom(await recordNamed(cli, 'quoteLayout', name))
}

/** What `--data` changes of a layout, from the line or from a file. */
function changed(layout: QuoteLayout, options: Options): QuoteLayout {
  const [data, file] = [textOption(options, 'data'), textOption(options, 'file')]
  const text = file === undefined ? data : readFileSync(resolve(file), 'utf8')
  const given = text === undefined ? {} : parseJson(text, '--data')
  const parsed = quoteLayoutSchema.safeParse({ ...layout, ...Object(given) })
  if (!parsed.success) throw new UsageError(parsed.error.issues[0]?.message ?? '--data')
  return parsed.data
}

async function saveLayout(cli: Cli, name: string, options: Options) {
  const { rows } = await cli.call('record.list', { entity: 'quoteLayout', limit: 10_000 })
  const old = rows.find((row) => row.id === name || row.name === name)
  const from = textOption(options, 'from')
  const layout = changed(
    from !== undefined ? await layoutNamed(cli, from) : old ? layoutFrom(old) : builtInLayout,
    options,
  )
  const language =
    textOption(options, 'language') ?? (typeof old?.language === 'string' ? old.language : null)
  if (language !== null && language !== 'en' && language !== 'th' && language !== 'fa')
    throw new UsageError('--language en|th|fa')
  return cli.call('quoteLayout.save', {
    ...(old && { id: old.id }),
    name: old ? String(old.name) : name,
    language,
    standard: options.standard === true || old?.standard === true,
    layout,
  })
}

const quote: Command = {
  usage: [
    'quote pdf NUMBER --out FILE.pdf [--layout NAME|built-in]',
    'quote layouts',
    'quote layout NAME|built-in',
    'quote save-layout NAME [--from NAME|built-in] [--data JSON | --file FILE] [--language en|th|fa] [--standard]',
  ],
  values: ['out', 'layout', 'from', 'data', 'file', 'language'],
  flags: ['standard'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'pdf|layouts|layout|save-layout')
    if (verb === 'layouts') {
      const { rows } = await cli.call('record.list', { entity: 'quoteLayout', limit: 10_000 })
      return {
        layouts: rows.map(({ id, name, language, standard }) => ({ id, name, language, standard })),
      }
    }
    const name = required(words, 1, verb === 'pdf' ? 'NUMBER' : 'NAME')
    if (verb === 'layout') return layoutNamed(cli, name)
    if (verb === 'save-layout') return saveLayout(cli, name, options)
    if (verb !== 'pdf') throw new UsageError(`no command quote ${verb}`)
    const out = textOption(options, 'out')
    if (!out) throw new UsageError('missing --out FILE.pdf')
    const asked = textOption(options, 'layout')
    const { id } = await recordNamed(cli, 'quote', name)
    const { document } = await cli.call('quote.compose', {
      id,
      ...(asked !== undefined && {
        layout: asked === BUILT_IN ? null : (await recordNamed(cli, 'quoteLayout', asked)).id,
      }),
    })
    const file = resolve(out)
    return { file, ...(await layOut(document, file, cli.signal)) }
  },
}

export const quoteCommands = { quote }
