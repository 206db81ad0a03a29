/** The files that make up a database, which nothing may read or write as something else. */
import { realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { failure } from '../shared/errors.ts'
import { companionFolder } from './migrate.ts'

/** @throws AppError Invalid `ownFile` for a file of ours */
export function refuseOwnFiles(database: string, path: string): void {
  const own = realPath(database)
  const other = realPath(path)
  const folder = companionFolder(own)
  if ([own, `${own}-wal`, `${own}-shm`, folder].includes(other) || other.startsWith(folder + sep))
    throw failure('Invalid', 'ownFile', { file: path })
}

/** Where a path leads, whatever it is called. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path) // does not exist yet
  }
}
