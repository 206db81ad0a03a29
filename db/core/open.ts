/**
 * The one place that opens a database: pragmas, who may write, what kind of file it is. Encryption at rest would go here.
 * Never creates a file unless asked, never migrates (see migrate.ts), never runs business code.
 *
 * Measured and asserted: this driver lowers `synchronous` to NORMAL once a file is in WAL; a commit acknowledged at NORMAL
 * can vanish with the power. Each write connection sets FULL and reads it back.
 */
import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { migrations } from '../migrations/all.ts'
import { AppError, failure } from '../shared/errors.ts'
import { planOnce } from './plannedOnce.ts'

/** 'Smph', written into the file header. */
export const APPLICATION_ID = 0x536d7068
const known: ReadonlySet<number> = new Set(migrations.map(({ id }) => id))
export const SCHEMA_VERSION = Math.max(...known)
/** Migrations come in ranges per domain, so the largest alone does not tell what a program knows. */
export const knownMigrations: readonly number[] = [...known]
/** Those of the time before databases kept the list; for them `user_version` tells. */
const unlisted: readonly number[] = [10, 100, 140, 160, 180]

export type Db = Database.Database
export type Mode = 'write' | 'read'

export interface Opened {
  readonly db: Db
  readonly file: string
  /** This program has migrations that the file has not. */
  readonly outdated: boolean
  /** Why writing is refused, if it is. */
  readonly readOnly: undefined | 'fileReadOnly' | 'newerVersion'
}

const SQLITE_HEADER = 'SQLite format 3\0'

function inspectHeader(file: string): void {
  const head = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  const length = readSync(handle, head, 0, 100, 0)
  closeSync(handle)
  if (length === 0) return
  if (head.toString('latin1', 0, 16) === SQLITE_HEADER) return
  throw failure('Corrupt', looksRandom(head.subarray(0, length)) ? 'encrypted' : 'notADatabase', { file })
}

/** Encrypted pages look like noise: nearly every byte value differs and few are printable. */
function looksRandom(bytes: Buffer): boolean {
  if (bytes.length < 64) return false
  const printable = bytes.filter(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13,
  )
  return new Set(bytes).size > bytes.length * 0.6 && printable.length < bytes.length * 0.7
}

/** A driver error as the record a person can act on; anything else is passed on. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return failure('Locked', 'busy', { file }, error)
  if (code.startsWith('SQLITE_FULL')) return failure('Unavailable', 'diskFull', { file }, error)
  if (code.startsWith('SQLITE_READONLY')) return failure('Denied', 'fileReadOnly', { file }, error)
  if (code.startsWith('SQLITE_CANTOPEN')) return failure('Unavailable', 'cannotOpen', { file }, error)
  if (code.startsWith('SQLITE_IOERR')) return failure('Unavailable', 'diskError', { file }, error)
  if (code.startsWith('SQLITE_NOTADB')) return failure('Corrupt', 'notADatabase', { file }, error)
  if (code.startsWith('SQLITE_CORRUPT')) return failure('Corrupt', 'damaged', { file }, error)
  return error
}

const writable = (file: string): boolean => {
  try {
    accessSync(file, constants.W_OK)
    accessSync(dirname(file), constants.W_OK)
    return (statSync(file).mode & 0o222) !== 0
  } catch {
    return false // accessSync tells by throwing
  }
}

/**
 * Opens `file`. `create` makes a new empty one and refuses to touch an existing one.
 * @throws AppError NotFound, Corrupt (notADatabase, encrypted, damaged, foreign), Locked, Unavailable
 */
export function openDatabase(
  path: string,
  mode: Mode,
  options: { create?: boolean; timeoutMs?: number } = {},
): Opened {
  const file = resolve(path)
  const exists = existsSync(file)
  if (options.create) {
    if (exists && statSync(file).size > 0) throw failure('Conflict', 'fileExists', { file })
  } else if (!exists) {
    throw failure('NotFound', 'databaseFile', { file })
  }
  if (exists && !statSync(file).isFile()) throw failure('Corrupt', 'notADatabase', { file })
  let db: Db | undefined
  try {
    if (exists) inspectHeader(file)
    const readOnlyFile = exists && !writable(file)
    // A read-only WAL database without its -shm can only be opened as immutable.
    db = new Database(file, { readonly: readOnlyFile, timeout: options.timeoutMs ?? 5_000 })
    planOnce(db)
    const applied = appliedMigrations(db)
    const application = Number(db.pragma('application_id', { simple: true }))
    if (!options.create && application !== APPLICATION_ID) {
      throw failure('Corrupt', 'foreign', { file })
    }
    db.pragma('cache_size = -65536')
    db.pragma('temp_store = MEMORY')
    db.pragma('foreign_keys = OFF')
    const readOnly = readOnlyFile ? 'fileReadOnly' : isNewer(db, applied) ? 'newerVersion' : undefined
    if (!readOnlyFile) prepareForWriting(db, file, options.create === true)
    if (mode === 'read' || readOnly === 'newerVersion') db.pragma('query_only = ON')
    return { db, file, outdated: [...known].some((id) => !applied.has(id)), readOnly }
  } catch (error) {
    db?.close()
    throw sqliteFailure(error, file)
  }
}

/** Migrations come in ranges per domain, so which of them a file has is a set, not a number. */
export function appliedMigrations(db: Db): ReadonlySet<number> {
  const version = Number(db.pragma('user_version', { simple: true }))
  const listed = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get()
  if (!listed) return new Set(unlisted.filter((id) => id <= version))
  return new Set(db.prepare<[], number>('SELECT id FROM migration').pluck().all())
}

const isNewer = (db: Db, applied: ReadonlySet<number>): boolean =>
  Number(db.pragma('user_version', { simple: true })) > SCHEMA_VERSION ||
  [...applied].some((id) => !known.has(id))

function prepareForWriting(db: Db, file: string, create: boolean): void {
  if (create) db.pragma(`application_id = ${APPLICATION_ID}`)
  const journal = db.pragma('journal_mode = WAL', { simple: true })
  if (journal !== 'wal') throw failure('Unavailable', 'noWal', { file })
  db.pragma('synchronous = FULL')
  if (db.pragma('synchronous', { simple: true }) !== 2) throw failure('Unavailable', 'notDurable', { file })
  db.pragma('journal_size_limit = 67108864')
}
