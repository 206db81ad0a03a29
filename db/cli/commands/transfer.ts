/** import, export, preview, resume. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Input } from '../../shared/contract.ts'
import { failure } from '../../shared/errors.ts'
import type { Filter } from '../../shared/filter.ts'
import { BIG_IMPORT_BYTES, type ImportSummary } from '../../shared/transfer.ts'
import { withFile } from '../../transfer/wholeFile.ts'
import { ZipReader } from '../../transfer/zip.ts'
import {
  type Cli,
  type Command,
  listOption,
  type Options,
  parseJson,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { layOut } from '../layOut.ts'
import { cliReader } from './print.ts'

/** One of some words. */
function oneOf<T extends string>(options: Options, name: string, allowed: readonly T[]): T | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  const found = allowed.find((word) => word === text)
  if (!found) throw new UsageError(`--${name} must be one of ${allowed.join(', ')}`)
  return found
}

/** A map file: `{column: field}`, rows as an import answers them, or a whole answer of an import. */
function readMap(file: string | undefined): Input<'transfer.import'>['map'] {
  if (file === undefined) return undefined
  const map = parseJson(
    withFile(file, () => readFileSync(file, 'utf8')),
    '--map',
  )
  const inner = typeof map === 'object' && map !== null && 'mapping' in map ? map.mapping : map
  return inner as Input<'transfer.import'>['map']
}

export const readingUsage =
  '[--entity E] [--source auto|NAME] [--map FILE] [--encoding auto] [--dates auto|dmy|mdy|ymd] [--calendar auto|gregory|buddhist|persian]'
export const readingValues = ['entity', 'source', 'map', 'encoding', 'dates', 'calendar', 'repair-zeros']
export const readingFlags = ['repair-text']

function reading(words: readonly string[], options: Options): Input<'transfer.preview'> {
  required(words, 0, 'FILE')
  const entity = textOption(options, 'entity')
  const source = textOption(options, 'source')
  const encoding = textOption(options, 'encoding')
  const dates = oneOf(options, 'dates', ['auto', 'dmy', 'mdy', 'ymd'])
  const calendar = oneOf(options, 'calendar', ['auto', 'gregory', 'buddhist', 'persian'])
  const map = readMap(textOption(options, 'map'))
  const zeros = listOption(options, 'repair-zeros')
  const mojibake = options['repair-text'] === true
  return {
    files: words.map((word) => resolve(word)),
    ...(entity !== undefined && { entity }),
    ...(source !== undefined && { source }),
    ...(encoding !== undefined && { encoding }),
    ...(dates && { dates }),
    ...(calendar && { calendar }),
    ...(map && { map }),
    ...((zeros || mojibake) && { repair: { mojibake, zeros: zeros ?? [] } }),
  }
}

/** What files say of people who are here: the same import, in which nobody is made. */
export async function importAbout(
  cli: Cli,
  files: readonly string[],
  options: Options,
  about: NonNullable<Input<'transfer.import'>['about']>,
): Promise<ImportSummary> {
  const { entity: _, source: __, ...how } = reading(files, options)
  const rejects = textOption(options, 'rejects')
  return cli.call('transfer.import', {
    ...how,
    about,
    ...(rejects !== undefined && { rejects: resolve(rejects) }),
    dryRun: options['dry-run'] === true,
  })
}
export const aboutUsage =
  '[--map FILE] [--encoding auto] [--dates auto|dmy|mdy|ymd] [--calendar …] [--dry-run] [--rejects FILE]'

/** Whether a file is an archive of everything, which goes its own way. */
function holdsEverything(file: string): boolean {
  if (!/\.zip$/i.test(file) || !existsSync(file)) return false
  const zip = new ZipReader(file)
  try {
    return zip.has('schema.json')
  } finally {
    zip.close()
  }
}

/** A big import into a database that holds something begins with a backup of it, beside it. */
async function backUpFirst(cli: Cli, files: readonly string[]): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
  if (bytes < BIG_IMPORT_BYTES) return
  const { counts } = await cli.call('app.counts', {})
  if (Number(counts.contact) + Number(counts.company) > 0) await cli.call('backup.create', {})
}

/** Else the young generation grows to 128 MB, which this program never needs; threads of the host are told by the router. */
const keepGarbageSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1')

const importCommand: Command = {
  usage: [
    `import FILE… ${readingUsage} [--match FIELD,…] [--on-match update|skip|create] [--dry-run] [--rejects FILE] [--repair-text] [--repair-zeros COLUMN,…] [--no-backup]`,
  ],
  values: [...readingValues, 'match', 'on-match', 'rejects'],
  flags: [...readingFlags, 'dry-run', 'no-backup'],
  async run(cli, words, options) {
    const [first] = words
    if (words.length === 1 && first !== undefined && holdsEverything(resolve(first)))
      return cli.call('everything.import', { files: [resolve(first)] })
    const match = listOption(options, 'match')
    const onMatch = oneOf(options, 'on-match', ['update', 'skip', 'create'])
    const rejects = textOption(options, 'rejects')
    keepGarbageSmall()
    const source = reading(words, options)
    const dryRun = options['dry-run'] === true
    if (!dryRun && options['no-backup'] !== true) await backUpFirst(cli, source.files)
    const summary = await cli.call('transfer.import', {
      ...source,
      ...(match && { match }),
      ...(onMatch && { onMatch }),
      ...(rejects !== undefined && { rejects: resolve(rejects) }),
      dryRun,
    })
    const { created, updated, skipped, rejected, rejectsFile } = summary
    if (rejected > 0 && created + updated + skipped === 0)
      throw failure('Invalid', 'nothingImported', { rejected, ...(rejectsFile !== null && { rejectsFile }) })
    return summary
  },
  text(answer) {
    if (typeof answer === 'object' && answer !== null && 'records' in answer)
      return `read ${Object.entries(answer.records as object)
        .map(([entity, n]) => `${entity} ${n}`)
        .join(', ')}`
    const { source, encoding, entity, read, created, updated, skipped, rejected, rejectsFile, unmapped } =
      answer as ImportSummary
    return [
      `${source}, ${encoding}, ${entity}`,
      `read ${read}, created ${created}, updated ${updated}, skipped ${skipped}, rejected ${rejected}`,
      ...(rejectsFile === null ? [] : [`rejects in ${rejectsFile}`]),
      ...(unmapped.length === 0 ? [] : [`kept as extras: ${unmapped.join(', ')}`]),
    ].join('\n')
  },
}

const previewCommand: Command = {
  usage: [`preview FILE… ${readingUsage}`],
  values: readingValues,
  flags: readingFlags,
  run: (cli, words, options) => cli.call('transfer.preview', reading(words, options)),
}

const resumeCommand: Command = {
  usage: ['resume [OPERATION]'],
  values: [],
  async run(cli, words) {
    const [given] = words
    if (given !== undefined) return cli.call('transfer.resume', { operation: given })
    const { operations } = await cli.call('operation.interrupted', {})
    const last = operations.at(-1)
    if (!last) throw failure('NotFound', 'interrupted')
    return cli.call('transfer.resume', { operation: last.id })
  },
}

interface Listed {
  readonly filter?: Filter
  readonly view?: string
  readonly fields?: readonly string[]
}

async function printList(
  cli: Cli,
  entity: string,
  file: string,
  { filter, view, fields }: Listed,
): Promise<unknown> {
  const { document, records } = await cli.call('print.compose', {
    kind: 'list',
    entity,
    target: view === undefined ? { filter: filter ?? { and: [] } } : { view },
    reader: await cliReader(cli),
    page: { landscape: true },
    sender: false,
    ...(fields && { columns: fields.map((field) => ({ field })) }),
  })
  const laidOut = await layOut(document, file, cli.signal)
  return { file, rows: records, bytes: statSync(file).size, ...laidOut }
}

const exportCommand: Command = {
  usage: [
    'export everything --out FILE.zip',
    'export ENTITY --out FILE [--format csv|xlsx|pdf|json|vcf|ics] [--filter JSON] [--view NAME] [--fields a,b,…] [--sort a,-b] [--headers fields|labels] [--vcard 3.0|4.0]',
  ],
  values: ['out', 'format', 'filter', 'view', 'fields', 'sort', 'headers', 'vcard'],
  run(cli, words, options) {
    const out = textOption(options, 'out')
    if (!out) throw new UsageError('missing --out FILE')
    if (words[0] === 'everything') return cli.call('everything.export', { out: resolve(out) })
    // A calendar holds activities of its own form, whole.
    if (
      textOption(options, 'format') === 'ics' ||
      (textOption(options, 'format') === undefined && /\.ics$/i.test(out))
    ) {
      if (required(words, 0, 'ENTITY') !== 'activity')
        throw new UsageError('only activities are exported as ics')
      return cli.call('ics.export', { out: resolve(out), timeZone: cli.timeZone })
    }
    const ending = /\.(csv|xlsx|json|vcf|pdf)$/i.exec(out)?.[1]?.toLowerCase()
    const format =
      oneOf(options, 'format', ['csv', 'xlsx', 'json', 'vcf', 'pdf']) ??
      (ending === 'json' || ending === 'vcf' || ending === 'xlsx' || ending === 'pdf' ? ending : 'csv')
    const filter = textOption(options, 'filter')
    const view = textOption(options, 'view')
    const fields = listOption(options, 'fields')
    const sort = listOption(options, 'sort')
    const headers = oneOf(options, 'headers', ['fields', 'labels'])
    const vcard = oneOf(options, 'vcard', ['3.0', '4.0'])
    // Laid out on pages by the printing service, as the list is printed.
    if (format === 'pdf' && filter !== undefined && view !== undefined)
      throw new UsageError('a pdf takes --filter or --view, not both')
    if (format === 'pdf')
      return printList(cli, required(words, 0, 'ENTITY'), resolve(out), {
        ...(filter !== undefined && { filter: parseJson(filter, '--filter') as Filter }),
        ...(view !== undefined && { view }),
        ...(fields && { fields }),
      })
    return cli.call('transfer.export', {
      entity: required(words, 0, 'ENTITY'),
      out: resolve(out),
      format,
      ...(filter !== undefined && { filter: parseJson(filter, '--filter') as Filter }),
      ...(view !== undefined && { view }),
      ...(fields && { fields }),
      ...(sort && { sort }),
      ...(headers && { headers }),
      ...(vcard && { vcard }),
    })
  },
  text(answer) {
    const { file, rows, bytes, records } = answer as {
      file: string
      rows?: number
      bytes: number
      records?: Record<string, number>
    }
    const count = rows ?? Object.values(records ?? {}).reduce((sum, n) => sum + n, 0)
    return `${file}  ${count} rows, ${bytes} bytes`
  },
}

export const transferCommands = {
  import: importCommand,
  preview: previewCommand,
  resume: resumeCommand,
  export: exportCommand,
}
