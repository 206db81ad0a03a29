/** list, get, create, update, delete, restore, search, history: records of any entity. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Filter } from '../../shared/filter.ts'
import {
  type Cli,
  type Command,
  listOption,
  parseCount,
  parseData,
  parseJson,
  required,
  textOption,
} from '../command.ts'

const asFilter = (text: string | undefined): Filter | undefined =>
  text === undefined ? undefined : (parseJson(text, '--filter') as Filter)

const list: Command = {
  usage: ['list ENTITY [--filter JSON] [--view NAME] [--sort a,-b] [--limit N] [--offset N] [--count]'],
  values: ['filter', 'view', 'sort', 'limit', 'offset'],
  flags: ['count'],
  async run(cli, words, options) {
    const count = options.count === true
    const sort = listOption(options, 'sort')
    const view = textOption(options, 'view')
    const filter = asFilter(textOption(options, 'filter'))
    const answer = await cli.call('record.list', {
      entity: required(words, 0, 'ENTITY'),
      limit: count ? 0 : (parseCount(options, 'limit') ?? 50),
      offset: parseCount(options, 'offset') ?? 0,
      ...(filter && { filter }),
      ...(sort && { sort }),
      ...(view && { view }),
    })
    return count ? { total: answer.total, rows: [] } : answer
  },
  text(answer) {
    const { total, rows } = answer as { total: number; rows: { id: string; displayName?: unknown }[] }
    return [...rows.map((row) => `${row.id}  ${row.displayName ?? ''}`), `${total}`].join('\n')
  },
}

const get: Command = {
  usage: ['get ENTITY ID'],
  values: [],
  run: (cli, words) =>
    cli.call('record.get', { entity: required(words, 0, 'ENTITY'), id: required(words, 1, 'ID') }),
}

const create: Command = {
  usage: ['create ENTITY --data JSON'],
  values: ['data'],
  run: (cli, words, options) =>
    cli.call('record.create', { entity: required(words, 0, 'ENTITY'), data: parseData(options) }),
}

const update: Command = {
  usage: ['update ENTITY ID --data JSON'],
  values: ['data'],
  run: (cli, words, options) =>
    cli.call('record.update', {
      entity: required(words, 0, 'ENTITY'),
      id: required(words, 1, 'ID'),
      data: parseData(options),
    }),
}

const remove: Command = {
  usage: ['delete ENTITY ID'],
  values: [],
  run: (cli, words) =>
    cli.call('record.trash', { entity: required(words, 0, 'ENTITY'), id: required(words, 1, 'ID') }),
}

const restore: Command = {
  usage: ['restore ENTITY ID'],
  values: [],
  run: (cli, words) =>
    cli.call('record.restore', { entity: required(words, 0, 'ENTITY'), id: required(words, 1, 'ID') }),
}

/** The command line waits until everything written so far can be found, whoever is building the index. */
async function waitForIndex(cli: Cli): Promise<void> {
  const { search: index } = cli.engine()
  for (;;) {
    cli.signal.throwIfAborted()
    if (index.catchUp({ budgetMs: 1_000 })) continue
    const rest = index.restsFor()
    if (rest <= 0) return
    await sleep(rest)
  }
}

const search: Command = {
  usage: ['search TEXT [--limit N] [--entity E]'],
  values: ['limit', 'entity'],
  async run(cli, words, options) {
    const text = words.join(' ')
    const entity = textOption(options, 'entity')
    const limit = parseCount(options, 'limit')
    await cli.authorize('read')
    await waitForIndex(cli)
    return cli.call('search.run', {
      count: true,
      text,
      ...(entity && { entity }),
      ...(limit !== undefined && { limit }),
    })
  },
  text(answer) {
    const { hits } = answer as { hits: { entity: string; id: string; title: string; snippet: string }[] }
    return hits.map((hit) => `${hit.entity}  ${hit.id}  ${hit.title}  ${hit.snippet}`).join('\n')
  },
}

const history: Command = {
  usage: ['history ENTITY ID [--field NAME] [--limit N]'],
  values: ['field', 'limit'],
  run(cli, words, options) {
    const field = textOption(options, 'field')
    const limit = parseCount(options, 'limit')
    return cli.call('record.changes', {
      entity: required(words, 0, 'ENTITY'),
      id: required(words, 1, 'ID'),
      ...(field && { field }),
      ...(limit !== undefined && { limit }),
    })
  },
}

export const recordCommands = { list, get, create, update, delete: remove, restore, search, history }
