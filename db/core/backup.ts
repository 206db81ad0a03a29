/**
 * Backups: a copy that has been opened and checked, put under its final name only then; restoring keeps the old file
 * beside the new one. One file holds the database and, in a table that only backups have, its attached files.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '../shared/errors.ts'
import { allEntities } from '../shared/registry.ts'
import { readAttachment, saveAttachment } from './attachments.ts'
import { type Actor, type Connection, connect, getMeta } from './connection.ts'
import { copyFailure, dropPartial } from './copyFailure.ts'
import { companionFolder, verifiedCopy } from './migrate.ts'
import { openDatabase } from './open.ts'
import { actAs, createVisibleViews, visibleName } from './visible.ts'

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
  try {
    packFiles(partial, conn.file)
    renameSync(partial, file)
  } catch (error) {
    dropPartial(partial)
    throw copyFailure(error, file, dirname(file))
  }
  return { file, bytes: statSync(file).size, verified: true }
}

const PACKED = 'attachedFile'

/** Puts the attached files of a database into a copy of it, each checked against its name. */
function packFiles(copy: string, database: string): void {
  const folder = join(companionFolder(database), 'attachments')
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map((name) => basename(String(name)))
        .filter((name) => /^[0-9a-f]{64}$/.test(name))
    : []
  if (names.length === 0) return
  const db = new Database(copy)
  try {
    db.exec(`CREATE TABLE ${PACKED}(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT`)
    const insert = db.prepare(`INSERT INTO ${PACKED}(sha256, bytes) VALUES(?, ?)`)
    for (const name of names) insert.run(name, readAttachment(database, name))
  } finally {
    db.close()
  }
}

/** Puts the attached files of a copy where they belong; from then on it is a database like any other. */
function unpackFiles(copy: string, database: string): void {
  const db = new Database(copy)
  try {
    if (!db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(PACKED)) return
    const names = db.prepare(`SELECT sha256 FROM ${PACKED}`).pluck().all()
    for (const name of names) {
      const bytes = db.prepare(`SELECT bytes FROM ${PACKED} WHERE sha256 = ?`).pluck().get(name)
      if (bytes instanceof Uint8Array && saveAttachment(database, bytes, '').sha256 !== name)
        throw failure('Corrupt', 'damaged', { file: copy })
    }
    db.exec(`DROP TABLE ${PACKED}; VACUUM`)
  } finally {
    db.close()
  }
}

export interface Inspected {
  /** When the last thing in the backup was done. */
  readonly at: number | null
  readonly sameDatabase: boolean
  /** What was done since, and would be gone. */
  readonly operations: number
  readonly counts: readonly ChangedCount[]
}

/** Of one entity: how many there are, were, would go, would come back, would be as they were. */
export interface ChangedCount {
  readonly entity: string
  readonly now: number
  readonly kept: number
  readonly gone: number
  readonly back: number
  readonly changed: number
}

interface Stamp {
  readonly id: Uint8Array
  readonly at: number | null
}

/** Both sides in the order of their identities, side by side: no list of either is ever held. */
function compared(now: Connection, then: Connection | undefined, entity: string): ChangedCount {
  const read = (of: Connection): IterableIterator<Stamp> =>
    of.db
      .prepare(`SELECT id, updatedAt AS at FROM ${visibleName(entity)} ORDER BY id`)
      .iterate() as IterableIterator<Stamp>
  const count = { now: 0, kept: 0, gone: 0, back: 0, changed: 0 }
  const [ours, theirs] = [read(now), then ? read(then) : [].values()]
  let [here, there] = [ours.next(), theirs.next()]
  while (!here.done || !there.done) {
    const order = here.done ? 1 : there.done ? -1 : Buffer.compare(here.value.id, there.value.id)
    if (order <= 0) count.now++
    if (order >= 0) count.kept++
    if (order < 0) count.gone++
    else if (order > 0) count.back++
    else if (!here.done && !there.done && here.value.at !== there.value.at) count.changed++
    if (order <= 0) here = ours.next()
    if (order >= 0) there = theirs.next()
  }
  return { entity, ...count }
}

/** What putting a backup in the place of the open database would change, as far as the actor sees it. @throws AppError Corrupt, NotFound */
export function inspectBackup(conn: Connection, actor: Actor, backup: string): Inspected {
  const opened = openDatabase(backup, 'read')
  const { db } = opened
  try {
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw failure('Corrupt', 'damaged', { file: backup })
    const old = connect(opened)
    db.pragma('query_only = OFF')
    createVisibleViews(old)
    db.pragma('query_only = ON')
    actAs(old, actor)
    const tables = new Set(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all())
    const at = db.prepare('SELECT max(at) FROM op').pluck().get()
    const since = typeof at === 'number' ? at : 0
    return {
      at: typeof at === 'number' ? at : null,
      sameDatabase: getMeta(old, 'databaseId') === getMeta(conn, 'databaseId'),
      operations: Number(conn.db.prepare('SELECT count(*) FROM op WHERE at > ?').pluck().get(since)),
      counts: allEntities()
        .filter(({ listed }) => listed)
        .map(({ name }) => compared(conn, tables.has(name) ? old : undefined, name)),
    }
  } finally {
    db.close()
  }
}

export interface KeptBackup {
  readonly name: string
  readonly bytes: number
  readonly at: number
}

/** Names by the clock that this program gave to backups of this database. */
function ownNames(folder: string, database: string, ending: string): string[] {
  const stem = basename(database).replace(/\.samphan$/, '')
  return readdirSync(folder).filter(
    (name) =>
      name.startsWith(`${stem}-`) &&
      name.endsWith(ending) &&
      /^-\d{4}-\d\d-\d\d-\d{6}$/.test(name.slice(stem.length, -ending.length)),
  )
}

/** Backups that this program made of this database in a folder, newest first. */
export function backupsIn(folder: string, database: string): KeptBackup[] {
  if (!existsSync(folder)) return []
  return ownNames(folder, database, '.samphan')
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name))
      return { name, bytes: size, at: Math.round(mtimeMs) }
    })
    .sort((a, b) => (a.name < b.name ? 1 : -1))
}

const ABANDONED_MS = 86_400_000

/** What a disk kept of backups during which it was pulled out; one that is being made is younger. */
export function sweep(folder: string, database: string, now: number): void {
  for (const name of ownNames(folder, database, '.samphan.partial')) {
    const path = join(folder, name)
    if (now - statSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { force: true })
  }
}

/** Removes the oldest, so that so many stay. Never the newest, and never what somebody else named. */
export function rotate(folder: string, database: string, keep: number): number {
  const old = backupsIn(folder, database).slice(Math.max(1, keep))
  for (const { name } of old) rmSync(join(folder, name), { force: true })
  return old.length
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
    source.db.pragma('query_only = OFF')
    const partial = verifiedCopy(source.db, backup, file)
    unpackFiles(partial, file)
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
