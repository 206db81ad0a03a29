/** duplicates scan, merge, unmerge: one command whose first word says what to do. */
import type { Input } from '../../shared/contract.ts'
import { criteria, levels } from '../../shared/duplicates.ts'
import {
  type Command,
  listOption,
  type Options,
  parseCount,
  parseData,
  required,
  textOption,
  UsageError,
} from '../command.ts'

function scanInput(options: Options): Input<'duplicate.scan'> {
  const [entity, level, limit] = [
    textOption(options, 'entity'),
    textOption(options, 'level'),
    parseCount(options, 'limit'),
  ]
  const by = listOption(options, 'by')
  const chosen = levels.find((known) => known === level)
  if (level !== undefined && !chosen) throw new UsageError(`--level must be one of ${levels.join(', ')}`)
  const unknown = by?.find((word) => !criteria.some((known) => known === word))
  if (unknown !== undefined) throw new UsageError(`--by must be some of ${criteria.join(', ')}`)
  return {
    ...(entity !== undefined && { entity }),
    ...(chosen && { level: chosen }),
    ...(by && { by: criteria.filter((known) => by.includes(known)) }),
    ...(limit !== undefined && { limit }),
  }
}

const duplicates: Command = {
  usage: [
    'duplicates scan [--entity E] [--level sure|likely|possible] [--by points,name,…] [--limit N]',
    'duplicates merge ID ID… [--data JSON]',
    'duplicates unmerge OPERATION',
  ],
  values: ['entity', 'data', 'level', 'by', 'limit'],
  run(cli, words, options) {
    const [verb, ...rest] = words
    if (verb === 'scan') return cli.call('duplicate.scan', scanInput(options))
    if (verb === 'merge') {
      if (rest.length < 2) throw new UsageError('duplicates merge needs two records or more')
      return cli.call('duplicate.merge', {
        ids: rest,
        ...(options.data !== undefined && { data: parseData(options) }),
      })
    }
    if (verb === 'unmerge')
      return cli.call('duplicate.unmerge', { operation: required(rest, 0, 'OPERATION') })
    throw new UsageError('duplicates scan, merge or unmerge')
  },
}

export const duplicateCommands = { duplicates }
