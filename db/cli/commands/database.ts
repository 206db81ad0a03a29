/** db create|info|check|migrate|backup|restore. */
import { backupTo, restoreFrom } from '../../core/backup.ts'
import { checkDatabase } from '../../core/check.ts'
import { createDatabase } from '../../core/database.ts'
import { migrate } from '../../core/migrate.ts'
import { openDatabase } from '../../core/open.ts'
import { type Cli, type Command, required, textOption, UsageError } from '../command.ts'

async function info(cli: Cli): Promise<unknown> {
  const [app, counts] = [await cli.call('app.info', {}), await cli.call('app.counts', {})]
  return { ...app, ...counts }
}

const db: Command = {
  usage: ['db create|info|check [--rebuild]|migrate', 'db backup --out FILE', 'db restore FILE'],
  values: ['out'],
  flags: ['rebuild'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'create|info|check|migrate|backup|restore')
    if (verb === 'create') {
      createDatabase(cli.file).close()
      return info(cli)
    }
    if (verb === 'info') return info(cli)
    if (verb === 'check') return checkDatabase(cli.engine().conn, { rebuild: options.rebuild === true })
    if (verb === 'migrate') {
      const opened = openDatabase(cli.file, 'write')
      const migrated = migrate(opened)
      opened.db.close()
      return migrated
    }
    if (verb === 'backup') {
      const out = textOption(options, 'out')
      if (!out) throw new UsageError('missing --out FILE')
      return backupTo(cli.engine().conn, out)
    }
    if (verb === 'restore') return restoreFrom(required(words, 1, 'FILE'), cli.file)
    throw new UsageError(`no command db ${verb}`)
  },
}

export const databaseCommands = { db }
