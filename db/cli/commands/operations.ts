/** operations, undo, redo. */
import { type Command, parseCount } from '../command.ts'

const operations: Command = {
  usage: ['operations [--limit N]'],
  values: ['limit'],
  run(cli, _words, options) {
    const limit = parseCount(options, 'limit')
    return cli.call('operation.list', limit === undefined ? {} : { limit })
  },
  text(answer) {
    const rows = (
      answer as { operations: { id: string; at: string; kind: string; records: number; state: string }[] }
    ).operations
    return rows.map((row) => `${row.id}  ${row.at}  ${row.kind}  ${row.records}  ${row.state}`).join('\n')
  },
}

const undo: Command = {
  usage: ['undo [OPERATION]'],
  values: [],
  run: (cli, words) => cli.call('operation.undo', words[0] === undefined ? {} : { operation: words[0] }),
}

const redo: Command = {
  usage: ['redo'],
  values: [],
  run: (cli) => cli.call('operation.redo', {}),
}

export const operationCommands = { operations, undo, redo }
