/**
 * Backups: a copy that has been opened and checked, put under its final name only then; restoring keeps the old file
 * beside the new one. Attachments join the single backup file with the documents service.
 */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { failure } from '../shared/errors.ts'
import type { Connection } from './connection.ts'
import { companionFolder, verifiedCopy } from './migrate.ts'
import { openDatabase } from './open.ts'

export interface Backup {
  readonly file: string
  readonly bytes: number
  readonly verified: true
}

/** @throws AppError Conflict when the target exists; Corrupt, Unavailable */
export function backupTo(conn: Connection, target: string): Backup {
  const file = resolve(target)
  if (file === resolve(conn.file)) throw failure('Conflict', 'ontoItself', { file })
  const partial = withCopying(conn, () => verifiedCopy(conn.db, conn.file, file))
  renameSync(partial, file)
  return { file, bytes: statSync(file).size, verified: true }
}

/** query_only also forbids writing a copy elsewhere; it is lifted for that one statement, so that readers can back up. */
function withCopying<T>(conn: Connection, copy: () => T): T {
  const queryOnly = conn.db.pragma('query_only', { simple: true })
  if (queryOnly) conn.db.pragma('query_only = OFF')
  try {
    return copy()
  } finally {
    if (queryOnly) conn.db.pragma('query_only = ON')
  }
}

export interface Restored {
  readonly file: string
  /** Where the database that was there before is now. */
  readonly previous: string | null
}

/** Puts a backup in the place of `target`. Nobody else may have the target open. @throws AppError Corrupt, Locked, NotFound */
export function restoreFrom(backup: string, target: string): Restored {
  const source = openDatabase(backup, 'read')
  const file = resolve(target)
  let previous: string | null = null
  try {
    if (source.db.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw failure('Corrupt', 'damaged', { file: backup })
    if (existsSync(file)) {
      holdAlone(file)
      previous = freeName(file)
    }
    const partial = verifiedCopy(source.db, backup, file)
    if (previous) moveDatabase(file, previous)
    renameSync(partial, file)
    // The search cache describes the file that was; it is rebuilt from this one.
    rmSync(`${companionFolder(file)}/search.samphan-search`, { force: true })
  } finally {
    source.db.close()
  }
  return { file, previous }
}

/** Fails when another process has the database open for writing, and folds the log into the file. */
function holdAlone(file: string): void {
  const opened = openDatabase(file, 'write', { timeoutMs: 1_000 })
  try {
    opened.db.pragma('wal_checkpoint(TRUNCATE)')
    opened.db.pragma('locking_mode = EXCLUSIVE')
    opened.db.exec('BEGIN EXCLUSIVE; COMMIT')
  } catch (error) {
    throw failure('Locked', 'busy', { file }, error)
  } finally {
    opened.db.close()
  }
}

function freeName(file: string): string {
  const stamp = new Date(statSync(file).mtimeMs).toISOString().replaceAll(':', '').slice(0, 15)
  let name = `${file}.before-restore-${stamp}`
  for (let n = 2; existsSync(name); n++) name = `${file}.before-restore-${stamp}-${n}`
  return name
}

function moveDatabase(from: string, to: string): void {
  renameSync(from, to)
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(`${from}${suffix}`)) renameSync(`${from}${suffix}`, `${to}${suffix}`)
}
