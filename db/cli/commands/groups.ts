/** group list|create|add|remove|members: people sorted by hand or by query. Renaming and deleting are `update` and `delete group ID`. */
import { failure } from '../../shared/errors.ts'
import type { Filter } from '../../shared/filter.ts'
import type { GroupRow } from '../../shared/groups.ts'
import {
  type Cli,
  type Command,
  type Options,
  parseCount,
  parseJson,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { targetFlags, targetOf, targetUsage, targetValues } from './targets.ts'

/** By id or by name, which must then be the only one of it. @throws AppError NotFound */
async function groupNamed(cli: Cli, name: string): Promise<GroupRow> {
  const { groups } = await cli.call('group.list', {})
  const found = groups.filter((group) => group.id === name || group.name === name)
  if (found.length !== 1 || !found[0]) throw failure('NotFound', 'group', { id: name })
  return found[0]
}

async function list(cli: Cli): Promise<unknown> {
  const { groups } = await cli.call('group.list', {})
  const { counts } = await cli.call('group.counts', {})
  return { groups: groups.map((group) => ({ ...group, count: counts[group.id] ?? null })) }
}

/** What a new group sorts. */
function sorted(options: Options): 'contact' | 'company' {
  const entity = textOption(options, 'entity') ?? 'contact'
  if (entity !== 'contact' && entity !== 'company')
    throw new UsageError('--entity must be contact or company')
  return entity
}

const group: Command = {
  usage: [
    'group list',
    'group create NAME [--entity contact|company] [--within GROUP] [--filter JSON] [--private]',
    `group add|remove GROUP ${targetUsage}`,
    `group add NAME --new [--entity contact|company] ${targetUsage}`,
    'group members GROUP [--limit N]',
  ],
  values: [...targetValues, 'entity', 'within', 'limit'],
  flags: [...targetFlags, 'private', 'new'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'list|create|add|remove|members')
    if (verb === 'list') return list(cli)
    const name = required(words, 1, verb === 'create' ? 'NAME' : 'GROUP')
    if (verb === 'add' && options.new === true)
      return cli.call('group.add', { group: { name, entity: sorted(options) }, target: targetOf(options) })
    if (verb === 'create') {
      const entity = sorted(options)
      const within = textOption(options, 'within')
      const filter = textOption(options, 'filter')
      return cli.call('group.save', {
        name,
        entity,
        ...(within !== undefined && { parentId: (await groupNamed(cli, within)).id }),
        ...(filter !== undefined && { filter: parseJson(filter, '--filter') as Filter }),
        ...(options.private === true && { private: true }),
      })
    }
    const { id, entity } = await groupNamed(cli, name)
    if (verb === 'members')
      return cli.call('record.list', {
        entity,
        filter: { group: id },
        limit: parseCount(options, 'limit') ?? 50,
      })
    if (verb !== 'add' && verb !== 'remove') throw new UsageError(`no command group ${verb}`)
    return cli.call(verb === 'add' ? 'group.add' : 'group.remove', { group: id, target: targetOf(options) })
  },
}

export const groupCommands = { group }
