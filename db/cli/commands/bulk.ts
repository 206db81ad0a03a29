/** bulk edit|tag|delete|assign: verbs on many records, which must be named: by filter, view, ids, or --all. */
import { type BulkChange, type BulkSummary, bulkChangeSchema } from '../../shared/bulk.ts'
import { failure } from '../../shared/errors.ts'
import {
  type Cli,
  type Command,
  listOption,
  type Options,
  parseData,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { targetFlags, targetOf, targetUsage, targetValues } from './targets.ts'

/** `--set '{"status":"Customer"}' --add '{"tags":["vip"]}' --replace '{"jobTitle":{"find":"a","with":"b"}}' --clear fax,note` */
function changesOf(options: Options): BulkChange[] {
  const entries = (name: string): [string, unknown][] =>
    options[name] === undefined ? [] : Object.entries(parseData(options, name))
  const raw = [
    ...entries('set').map(([field, value]) => ({ do: 'set', field, value })),
    ...(listOption(options, 'clear') ?? []).map((field) => ({ do: 'clear', field })),
    ...entries('add').map(([field, value]) => ({ do: 'add', field, value })),
    ...entries('remove').map(([field, value]) => ({ do: 'remove', field, value })),
    ...entries('replace').map(([field, value]) => ({
      do: 'replace',
      field,
      ...(typeof value === 'object' && value),
    })),
  ]
  const changes = raw.map((change) => bulkChangeSchema.safeParse(change))
  const bad = changes.findIndex(({ success }) => !success)
  if (bad >= 0) throw new UsageError(`--${raw[bad]?.do} of ${raw[bad]?.field} is not a change`)
  return changes.flatMap(({ data }) => (data ? [data] : []))
}

/** The owner by id or by name; `nobody` for none. */
async function ownerOf(cli: Cli, name: string | undefined): Promise<string | null> {
  if (name === undefined) throw new UsageError('missing --owner NAME|ID|nobody')
  if (name === 'nobody') return null
  const { users } = await cli.call('user.list', {})
  const found = users.filter((user) => user.id === name || user.name === name)
  if (found.length !== 1 || !found[0]) throw failure('NotFound', 'user', { id: name })
  return found[0].id
}

/** What was done before a Ctrl+C stands, and is said with the failure. */
function finished(summary: BulkSummary): BulkSummary {
  if (!summary.cancelled) return summary
  const { changed, operation } = summary
  throw failure('Cancelled', 'byUser', { changed, ...(operation !== null && { operation }) })
}

const bulk: Command = {
  usage: [
    'bulk edit ENTITY TARGET [--set JSON] [--clear FIELD,…] [--add JSON] [--remove JSON] [--replace JSON]',
    'bulk tag ENTITY TARGET [--add TAG,…] [--remove TAG,…]',
    'bulk delete ENTITY TARGET',
    `bulk assign ENTITY TARGET --owner NAME|ID|nobody     TARGET: ${targetUsage}`,
  ],
  values: [...targetValues, 'set', 'clear', 'add', 'remove', 'replace', 'owner'],
  flags: targetFlags,
  async run(cli, words, options) {
    const verb = required(words, 0, 'edit|tag|delete|assign')
    if (!['edit', 'tag', 'delete', 'assign'].includes(verb)) throw new UsageError(`no command bulk ${verb}`)
    const entity = required(words, 1, 'ENTITY')
    const target = targetOf(options)
    if (verb === 'delete') return finished(await cli.call('bulk.trash', { entity, target }))
    if (verb === 'assign') {
      const owner = await ownerOf(cli, textOption(options, 'owner'))
      return finished(await cli.call('bulk.assign', { entity, target, owner }))
    }
    const [add, remove] = [listOption(options, 'add'), listOption(options, 'remove')]
    const changes: BulkChange[] =
      verb === 'edit'
        ? changesOf(options)
        : [
            ...(add ? [{ do: 'add' as const, field: 'tags', value: add }] : []),
            ...(remove ? [{ do: 'remove' as const, field: 'tags', value: remove }] : []),
          ]
    if (changes.length === 0) throw new UsageError('nothing to change')
    return finished(await cli.call('bulk.edit', { entity, target, changes }))
  },
  text(answer) {
    const { total, changed, unchanged, missing, refused, failed } = answer as BulkSummary
    return [
      `${changed} of ${total} changed, ${unchanged} unchanged, ${missing} missing`,
      ...Object.entries(refused).map(([reason, n]) => `refused (${reason}): ${n}`),
      ...(failed.count ? [`not possible: ${failed.count}`] : []),
      ...failed.first.map(({ id, displayName, field, code }) => `  ${id}  ${displayName}  ${field}: ${code}`),
    ].join('\n')
  },
}

export const bulkCommands = { bulk }
