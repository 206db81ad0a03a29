/** db create|info|check|migrate|backup|restore. */
import { basename, dirname, resolve } from 'node:path'
import { backupTo, restoreFrom } from '../../core/backup.ts'
import { createDatabase } from '../../core/database.ts'
import { migrate } from '../../core/migrate.ts'
import { openDatabase } from '../../core/open.ts'
import { AppError } from '../../shared/errors.ts'
import { type Cli, type Command, parseCount, required, textOption, UsageError } from '../command.ts'

async function info(cli: Cli): Promise<unknown> {
  const [app, counts] = [await cli.call('app.info', {}), await cli.call('app.counts', {})]
  return { ...app, ...counts }
}

/** Who replaces a database must be allowed to administer it; one that cannot be opened has nothing to say. */
async function authorizeReplacing(cli: Cli): Promise<void> {
  try {
    cli.engine()
  } catch (error) {
    if (error instanceof AppError) return
    throw error
  }
  await cli.authorize('admin')
  cli.close()
}

const db: Command = {
  usage: [
    'db create|info|check [--rebuild]|migrate',
    'db backup --out FILE',
    'db backup --folder DIR [--keep N]',
    'db restore FILE [--dry-run]',
  ],
  values: ['out', 'folder', 'keep'],
  flags: ['rebuild', 'dry-run'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'create|info|check|migrate|backup|restore')
    if (verb === 'create') {
      createDatabase(cli.file).close()
      return info(cli)
    }
    if (verb === 'info') return info(cli)
    if (verb === 'check')
      return cli.call(options.rebuild === true ? 'database.rebuild' : 'database.check', {})
    if (verb === 'migrate') {
      const opened = openDatabase(cli.file, 'write')
      const migrated = migrate(opened)
      opened.db.close()
      return migrated
    }
    if (verb === 'backup') {
      const out = textOption(options, 'out')
      const folder = textOption(options, 'folder')
      const keep = parseCount(options, 'keep')
      if (folder !== undefined)
        return cli.call('backup.create', { folder: resolve(folder), ...(keep !== undefined && { keep }) })
      if (!out) throw new UsageError('missing --out FILE')
      await cli.authorize('maintain')
      return backupTo(cli.engine().conn, out)
    }
    if (verb === 'restore') {
      const backup = required(words, 1, 'FILE')
      if (options['dry-run'] === true) {
        const file = resolve(backup)
        return cli.call('backup.inspect', { folder: dirname(file), name: basename(file) })
      }
      await authorizeReplacing(cli)
      return restoreFrom(backup, cli.file)
    }
    throw new UsageError(`no command db ${verb}`)
  },
}

export const databaseCommands = { db }
