/** `samphan layout`: shown, written to a file, taken from one, put back to the standard. */
import { resolve } from 'node:path'
import { type Command, UsageError } from '../command.ts'

export const layoutCommands: Readonly<Record<string, Command>> = {
  layout: {
    usage: [
      'layout show ENTITY',
      'layout export ENTITY --out FILE',
      'layout import FILE',
      'layout reset ENTITY',
    ],
    values: ['out'],
    async run(cli, [verb, what], { out }) {
      if (what === undefined) throw new UsageError('layout show|export|import|reset, and of what')
      switch (verb) {
        case 'show':
          return cli.call('layout.get', { entity: what })
        case 'export': {
          if (typeof out !== 'string') throw new UsageError('layout export ENTITY --out FILE')
          return cli.call('layout.export', { entity: what, out: resolve(out) })
        }
        case 'import':
          return cli.call('layout.import', { files: [resolve(what)] })
        case 'reset':
          return cli.call('layout.reset', { entity: what })
        default:
          throw new UsageError('layout show|export|import|reset')
      }
    },
  },
}
