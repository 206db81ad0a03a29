/** The open file checked, its derived data rebuilt, and backed up. */
import { basename, isAbsolute, join } from 'node:path'
import { backupsIn, backupTo, inspectBackup, rotate, sweep } from '../core/backup.ts'
import { checkDatabase } from '../core/check.ts'
import type { Handlers } from '../core/context.ts'
import { folderFailure } from '../core/copyFailure.ts'
import { companionFolder } from '../core/migrate.ts'
import type { databaseProcedures } from '../shared/database.ts'
import { invalid } from '../shared/errors.ts'

/** `Samphan-2026-11-22-093015.samphan`: sorts by time, says what it is. */
function backupName(file: string, at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  })
    .format(at)
    .replace(', ', '-')
    .replaceAll(':', '')
  return `${basename(file).replace(/\.samphan$/, '')}-${parts}.samphan`
}

/** @throws AppError Invalid for no absolute path */
function folderOf(database: string, given: string | undefined): string {
  const folder = given ?? join(companionFolder(database), 'backups')
  if (!isAbsolute(folder) || folder.includes('\0')) throw invalid('folder', 'path')
  return folder
}

export const databaseHandlers = {
  'database.check': async (ctx) => {
    const { findings, ...report } = checkDatabase(ctx.conn, { rebuild: false })
    return { ...report, findings: [...findings] }
  },

  'database.rebuild': async (ctx) => {
    const { findings, ...report } = checkDatabase(ctx.conn, { rebuild: true })
    return { ...report, findings: [...findings] }
  },

  async 'backup.create'(ctx, input) {
    const folder = folderOf(ctx.conn.file, input.folder)
    try {
      const made = backupTo(ctx.conn, join(folder, backupName(ctx.conn.file, ctx.now(), ctx.timeZone)))
      sweep(folder, ctx.conn.file, ctx.now())
      const removed = input.keep === undefined ? 0 : rotate(folder, ctx.conn.file, input.keep)
      return { folder, ...made, removed }
    } catch (error) {
      throw folderFailure(error, folder)
    }
  },

  'backup.list': async (ctx, input) => {
    const folder = folderOf(ctx.conn.file, input.folder)
    try {
      const backups = backupsIn(folder, ctx.conn.file)
      return {
        folder,
        backups: backups.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() })),
      }
    } catch (error) {
      throw folderFailure(error, folder)
    }
  },

  'backup.restore': async (ctx, input) => {
    const file = join(folderOf(ctx.conn.file, input.folder), input.name)
    inspectBackup(ctx.conn, ctx.actor, file)
    return { file, previous: null }
  },

  'backup.inspect': async (ctx, input) => {
    const file = join(folderOf(ctx.conn.file, input.folder), input.name)
    const { at, counts, ...rest } = inspectBackup(ctx.conn, ctx.actor, file)
    return { file, at: at === null ? null : new Date(at).toISOString(), counts: [...counts], ...rest }
  },
} satisfies Handlers<keyof typeof databaseProcedures>
