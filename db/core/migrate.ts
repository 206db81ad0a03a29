/**
 * Brings a database up to this program's schema: one transaction per migration, under an exclusive lock, after a verified
 * copy. Shape and derived data only; never touches what people wrote.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { type Migration, migrations } from '../migrations/all.ts'
import { failure } from '../shared/errors.ts'
import { copyFailure, dropPartial } from './copyFailure.ts'
import { APPLICATION_ID, appliedMigrations, type Db, type Opened, sqliteFailure } from './open.ts'

export interface Migrated {
  readonly from: number
  readonly to: number
  readonly applied: readonly number[]
  /** The verified copy made beforehand; absent for a new database. */
  readonly backup?: string
}

/** Where a database keeps what belongs to it: attachments, search, logs, backups. */
export const companionFolder = (file: string): string => `${file}.d`

/** Copies the database with SQLite's own backup and checks the copy. @throws AppError Corrupt, Unavailable */
export function verifiedCopy(db: Db, file: string, target: string): string {
  const partial = `${target}.partial`
  try {
    mkdirSync(dirname(target), { recursive: true })
    rmSync(partial, { force: true })
    db.prepare('VACUUM INTO ?').run(partial)
    const copy = new Database(partial, { readonly: true })
    const verdict = copy.pragma('quick_check(1)', { simple: true })
    const application = copy.pragma('application_id', { simple: true })
    copy.close()
    if (verdict !== 'ok' || application !== APPLICATION_ID)
      throw failure('Corrupt', 'damaged', { file: partial })
  } catch (error) {
    dropPartial(partial)
    throw copyFailure(error, file, dirname(target))
  }
  return partial
}

/** Applies what is missing. A no-op when the schema is current. @throws AppError Locked, Denied, Unavailable */
export function migrate(opened: Opened, list: readonly Migration[] = migrations): Migrated {
  const { db, file } = opened
  const from = Number(db.pragma('user_version', { simple: true }))
  const before = appliedMigrations(db)
  if (list.every(({ id }) => before.has(id))) return { from, to: from, applied: [] }
  if (opened.readOnly) throw failure('Denied', opened.readOnly, { file })
  const backup = from > 0 ? backupBefore(db, file, from) : undefined
  const applied: number[] = []
  try {
    for (const migration of list) if (applyOnce(db, migration)) applied.push(migration.id)
  } catch (error) {
    throw sqliteFailure(error, file)
  }
  const to = Number(db.pragma('user_version', { simple: true }))
  return { from, to, applied, ...(backup && { backup }) }
}

/** Another process may have been quicker, so what is applied is asked again under the lock. */
function applyOnce(db: Db, { id, sql }: Migration): boolean {
  db.exec('BEGIN EXCLUSIVE')
  try {
    const done = appliedMigrations(db)
    if (!done.has(id)) {
      db.exec(sql)
      recordMigrations(db, [...done, id])
    }
    db.exec('COMMIT')
    return !done.has(id)
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** Keeps which migrations a database has; `user_version` is the highest of them. */
function recordMigrations(db: Db, ids: readonly number[]): void {
  db.exec('CREATE TABLE IF NOT EXISTS migration(id INTEGER PRIMARY KEY) STRICT')
  const insert = db.prepare('INSERT OR IGNORE INTO migration(id) VALUES (?)')
  for (const id of ids) insert.run(id)
  db.pragma(`user_version = ${Math.max(...ids)}`)
}

function backupBefore(db: Db, file: string, version: number): string {
  const folder = join(companionFolder(file), 'backups')
  let target = join(folder, `${basename(file)}.before-${version}`)
  for (let n = 2; existsSync(`${target}.samphan`); n++)
    target = join(folder, `${basename(file)}.before-${version}-${n}`)
  const partial = verifiedCopy(db, file, `${target}.samphan`)
  renameSync(partial, `${target}.samphan`)
  return `${target}.samphan`
}
