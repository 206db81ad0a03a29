/** lists, segment, and what fills them: the targets of campaigns. Renaming and deleting are `update` and `delete list ID`. */
import { failure } from '../../shared/errors.ts'
import type { Filter } from '../../shared/filter.ts'
import { isHoldable, type ListRow } from '../../shared/lists.ts'
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
import { targetFlags, targetOf, targetUsage, targetValues } from './targets.ts'
import { aboutUsage, importAbout, readingValues } from './transfer.ts'

/** By id or by name, which must then be the only one of it. @throws AppError NotFound */
export async function listNamed(cli: Cli, name: string): Promise<ListRow> {
  const { lists } = await cli.call('list.list', {})
  const found = lists.filter((each) => each.id === name || each.name === name)
  if (found.length !== 1 || !found[0]) throw failure('NotFound', 'list', { id: name })
  return found[0]
}

async function create(cli: Cli, name: string, options: Options): Promise<unknown> {
  const holds = textOption(options, 'entity') ?? 'contact'
  if (!isHoldable(holds)) throw new UsageError('--entity must be contact or company')
  const filter = textOption(options, 'filter')
  return cli.call('list.save', {
    name,
    holds,
    ...(filter !== undefined && { filter: parseJson(filter, '--filter') as Filter }),
    ...(options.suppression === true && { role: 'suppression' }),
    ...(options.private === true && { private: true }),
  })
}

async function fill(cli: Cli, list: string, options: Options): Promise<unknown> {
  const names = listOption(options, 'lists')
  const combine = textOption(options, 'combine') ?? 'union'
  if (combine !== 'union' && combine !== 'intersection' && combine !== 'difference')
    throw new UsageError('--combine must be union, intersection or difference')
  const count = parseCount(options, 'sample')
  const by = textOption(options, 'by')
  const seed = parseCount(options, 'seed')
  const sample = count !== undefined && {
    sample: { count, ...(by !== undefined && { by }), ...(seed !== undefined && { seed }) },
  }
  if (!names) return cli.call('list.fill', { list, target: targetOf(options), ...sample })
  const lists: string[] = []
  for (const name of names) lists.push((await listNamed(cli, name)).id)
  return cli.call('list.fill', { list, lists, combine, ...sample })
}

const lists: Command = {
  usage: [
    'lists show',
    'lists create NAME [--entity contact|company] [--filter JSON] [--suppression] [--private]',
    `lists fill LIST ${targetUsage} | --lists A,B [--combine union|intersection|difference] [--sample N [--by FIELD] [--seed N]]`,
    `lists remove LIST ${targetUsage}`,
    `lists import LIST FILE… ${aboutUsage}    whoever is named in a table, or one address or number a line`,
    'lists split LIST --names A,B [--seed N]',
    'lists members LIST [--limit N]',
    'lists movement LIST [--since INSTANT]',
    'lists mark LIST',
  ],
  values: [
    ...targetValues,
    ...readingValues,
    'rejects',
    'limit',
    'lists',
    'combine',
    'sample',
    'by',
    'seed',
    'names',
    'since',
  ],
  flags: [...targetFlags, 'private', 'suppression', 'dry-run'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'show|create|fill|remove|import|split|members|movement|mark')
    if (verb === 'show') {
      const { lists: all } = await cli.call('list.list', {})
      const { counts } = await cli.call('list.counts', {})
      return { lists: all.map((each) => ({ ...each, count: counts[each.id] ?? null })) }
    }
    const name = required(words, 1, verb === 'create' ? 'NAME' : 'LIST')
    if (verb === 'create') return create(cli, name, options)
    const list = await listNamed(cli, name)
    const { id } = list
    switch (verb) {
      case 'fill':
        return fill(cli, id, options)
      case 'remove':
        return cli.call('list.remove', { list: id, target: targetOf(options) })
      case 'import': {
        required(words, 2, 'FILE')
        return importAbout(cli, words.slice(2), options, { what: 'list', list: id })
      }
      case 'split': {
        const names = listOption(options, 'names')
        const seed = parseCount(options, 'seed')
        if (!names) throw new UsageError('missing --names A,B')
        return cli.call('list.split', { list: id, names, ...(seed !== undefined && { seed }) })
      }
      case 'members':
        if (!list.members) throw failure('Invalid', 'groupFilter', { id })
        return cli.call('record.list', {
          entity: list.holds,
          filter: list.members,
          limit: parseCount(options, 'limit') ?? 50,
        })
      case 'movement': {
        const since = textOption(options, 'since')
        return cli.call('list.movement', { list: id, ...(since !== undefined && { since }) })
      }
      case 'mark':
        return cli.call('list.mark', { list: id })
      default:
        throw new UsageError(`no command lists ${verb}`)
    }
  },
}

export const listCommands = { lists }
