/** duplicates merge, unmerge: one command whose first word says what to do. */
import { type Command, parseData, required, UsageError } from '../command.ts'

const duplicates: Command = {
  usage: ['duplicates merge ID ID… [--data JSON]', 'duplicates unmerge OPERATION'],
  values: ['entity', 'data'],
  run(cli, words, options) {
    const [verb, ...rest] = words
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
