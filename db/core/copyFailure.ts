/** A copy that could not be written: why, as a record a person can act on; and what there is of it taken away, where the disk still is. */
import { rmSync } from 'node:fs'
import { AppError, failure } from '../shared/errors.ts'
import { sqliteFailure } from './open.ts'

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** What a file system says of a folder; anything that is not the file system's is passed on. */
export function folderFailure(error: unknown, folder: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error
  return failure('Unavailable', FULL.has(error.code) ? 'diskFull' : 'folder', { file: folder }, error)
}

/** The same for a copy that SQLite writes. */
export const copyFailure = (error: unknown, file: string, folder: string): unknown => {
  const known = sqliteFailure(error, file)
  return known === error ? folderFailure(error, folder) : known
}

/** Takes away what was begun. A disk that is gone has taken it along, or keeps it until `sweep` finds it. */
export function dropPartial(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
  }
}
