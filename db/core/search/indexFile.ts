/**
 * The search cache's own file: its tables, what it was built from and how far, and the full-text statements. A file that
 * is missing, damaged, foreign or of another version is replaced in silence; nothing is ever lost with it. Knows nothing
 * of the main database but its identity.
 *
 * Each entity has a table of its own whose document ids are its rowIds. One table for all, with the entity in the id,
 * was measured at twice the size (24.6 against 11.9 MiB for 100,000 contacts: doclists store the distances between ids),
 * and its newest-first cut-off would show notes where there are contacts. Our own grams instead of the trigram tokenizer
 * saved a further seventh and give name beginnings of up to five characters one token each.
 */
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Db } from '../open.ts'
import { planOnce } from '../plannedOnce.ts'
import type { Source } from './document.ts'
import { MARKERS } from './grams.ts'

/** What the index was built from; a file that says otherwise is of no use. */
export interface Identity {
  readonly database: string
  readonly scheme: number
  readonly fold: number
  /** The transaction that made the change at a log position, which a restored or copied database does not share. */
  dotAt(seq: number): string
  readonly seq: number
  /** The oldest change still in the log. */
  readonly firstSeq: number
}

/** One entity's documents, by local rowId. */
export interface Documents {
  readonly insert: Database.Statement<[number, Uint8Array]>
  readonly remove: Database.Statement<[number]>
  readonly has: Database.Statement<[number], number>
  readonly count: Database.Statement<[], number>
  /** Newest first. */
  readonly find: Database.Statement<[string], number>
  /** Merges up to so many pages of segments; negative to begin merging all into one. False when there was nothing to do. */
  mergeSome(pages: number): boolean
}

export interface Building {
  readonly entity: number
  /** Rows up to here are in the index; null when all are. */
  readonly cursor: number | null
  readonly signature: string
}

/** Unused pages not worth moving others for: the next documents take them. */
const FEW_PAGES = 64

class Stale extends Error {}

const schema = `
CREATE TABLE state(key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE building(entity INTEGER PRIMARY KEY, cursor INTEGER, signature TEXT NOT NULL) STRICT;
CREATE TABLE todo(entity INTEGER NOT NULL, rowId INTEGER NOT NULL, PRIMARY KEY(entity, rowId)) STRICT, WITHOUT ROWID;
`

/** The driver errors that mean the cache cannot be used, whatever the cause. */
export function isUnusable(error: unknown): boolean {
  return (
    error instanceof Stale ||
    /^SQLITE_(CORRUPT|NOTADB|CANTOPEN|READONLY|IOERR|ERROR|FORMAT|SCHEMA)/.test(codeOf(error))
  )
}
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
export const isFull = (error: unknown): boolean => codeOf(error) === 'SQLITE_FULL'
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Whoever opens the file while another process makes it waits for that; on a busy machine it takes seconds. */
const OPEN_WAIT_MS = 10_000

export class IndexFile {
  readonly db: Db
  /** Empty when the cache is private to this process. */
  readonly path: string
  readonly #inode: number
  readonly #documents = new Map<number, Documents>()
  readonly #get: Database.Statement<[string], number | string | null>
  readonly #set: Database.Statement<[string, number | string]>
  readonly #building: Database.Statement<[], Building>
  readonly #setCursor: Database.Statement<[number | null, number]>
  readonly #addTodo: Database.Statement<[number, number]>
  readonly #takeTodo: Database.Statement<[number], { entity: number; rowId: number }>
  readonly #doneTodo: Database.Statement<[number, number]>
  readonly #countTodo: Database.Statement<[], number>

  private constructor(db: Db, path: string, sources: readonly Source[]) {
    this.db = db
    this.path = path
    this.#inode = path ? statSync(path).ino : 0
    for (const { entity, table } of sources) this.#documents.set(entity.id, documentsOf(db, table))
    this.#get = db.prepare<[string], number | string | null>('SELECT value FROM state WHERE key = ?').pluck()
    this.#set = db.prepare(
      'INSERT INTO state(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value',
    )
    this.#building = db.prepare('SELECT entity, cursor, signature FROM building ORDER BY rowid')
    this.#setCursor = db.prepare('UPDATE building SET cursor = ? WHERE entity = ?')
    this.#addTodo = db.prepare('INSERT OR IGNORE INTO todo(entity, rowId) VALUES(?, ?)')
    this.#takeTodo = db.prepare('SELECT entity, rowId FROM todo ORDER BY entity, rowId LIMIT ?')
    this.#doneTodo = db.prepare('DELETE FROM todo WHERE entity = ? AND rowId = ?')
    this.#countTodo = db.prepare<[], number>('SELECT count(*) FROM todo').pluck()
  }

  /** Opens the cache at `path` or makes it anew; where no file can be kept, one in memory serves this process. */
  static open(path: string, identity: Identity, sources: readonly Source[]): IndexFile {
    for (const attempt of ['open', 'anew'] as const) {
      try {
        if (attempt === 'anew') removeIndex(path)
        mkdirSync(dirname(path), { recursive: true })
        return IndexFile.#at(path, identity, sources)
      } catch (error) {
        if (isBusy(error)) throw error
      }
    }
    return IndexFile.#at('', identity, sources)
  }

  static #at(path: string, identity: Identity, sources: readonly Source[]): IndexFile {
    const db = new Database(path, { timeout: OPEN_WAIT_MS })
    planOnce(db)
    try {
      // Only heeded while the file is empty.
      db.pragma('auto_vacuum = INCREMENTAL')
      db.pragma('journal_mode = WAL')
      // A cache: what the last second before a power cut added is read again from the log.
      db.pragma('synchronous = NORMAL')
      db.pragma('cache_size = -32768')
      db.pragma('temp_store = MEMORY')
      db.pragma('journal_size_limit = 33554432')
      prepare(db, identity, sources)
      return new IndexFile(db, path, sources)
    } catch (error) {
      db.close()
      throw error
    }
  }

  /** False once another process has replaced the file. */
  isCurrent(): boolean {
    return this.path === '' || statSync(this.path, { throwIfNoEntry: false })?.ino === this.#inode
  }

  documents(entity: number): Documents | undefined {
    return this.#documents.get(entity)
  }

  /** The log position the documents reflect. */
  seq(): number {
    return Number(this.#get.get('seq') ?? 0)
  }

  setSeq(seq: number, dot: string): void {
    this.#set.run('seq', seq)
    this.#set.run('dot', dot)
  }

  building(): Building[] {
    return this.#building.all()
  }

  /** Entities whose build has ended and whose segments are still to be merged into one. */
  isRough(entity: number): boolean {
    return this.#get.get(`rough.${entity}`) === 1
  }
  setRough(entity: number, isRough: boolean): void {
    this.#set.run(`rough.${entity}`, isRough ? 1 : 0)
  }

  setCursor(entity: number, cursor: number | null): void {
    this.#setCursor.run(cursor, entity)
  }

  addTodo(entity: number, rowId: number): void {
    this.#addTodo.run(entity, rowId)
  }
  takeTodo(limit: number): { entity: number; rowId: number }[] {
    const rows = this.#takeTodo.all(limit)
    for (const row of rows) this.#doneTodo.run(row.entity, row.rowId)
    return rows
  }
  countTodo(): number {
    return this.#countTodo.get() ?? 0
  }

  /** One write transaction. Undefined when another process is writing for longer than `waitMs`. */
  write<T>(waitMs: number, fn: () => T): T | undefined {
    const { db } = this
    db.pragma(`busy_timeout = ${waitMs}`)
    try {
      db.exec('BEGIN IMMEDIATE')
    } catch (error) {
      if (isBusy(error)) return undefined
      throw error
    }
    try {
      const result = fn()
      db.exec('COMMIT')
      return result
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  /** Gives pages that merging left unused back to the disk, some at a time. True when there are more than a few left. */
  shrink(pages: number): boolean {
    const unused = Number(this.db.pragma('freelist_count', { simple: true }))
    if (unused < FEW_PAGES) return false
    this.db.pragma(`incremental_vacuum(${pages})`)
    return unused > pages + FEW_PAGES
  }

  bytes(): number {
    const size = this.db
      .prepare<[], number>('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')
      .pluck()
    return size.get() ?? 0
  }

  close(): void {
    this.db.close()
  }
}

/** Removes a cache file. Whoever has it open goes on with the old one until `isCurrent` tells. */
export function removeIndex(path: string): void {
  if (path) for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

/** Makes what is missing. Takes the write lock only when something is. */
function prepare(db: Db, identity: Identity, sources: readonly Source[]): void {
  const missing = (): Source[] => {
    const known = new Map(
      db
        .prepare<[], Building>('SELECT entity, cursor, signature FROM building')
        .all()
        .map((row) => [row.entity, row.signature]),
    )
    return sources.filter(({ entity, signature }) => known.get(entity.id) !== signature)
  }
  const isMade = (): boolean =>
    db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state'").get() !== undefined
  if (isMade()) {
    assertFits(db, identity)
    if (missing().length === 0) return
  }
  db.exec('BEGIN IMMEDIATE')
  try {
    if (isMade()) assertFits(db, identity)
    else create(db, identity)
    for (const source of missing()) resetDocuments(db, source)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

const identityText = ({ database, scheme, fold }: Identity): string =>
  JSON.stringify([database, scheme, fold])

function create(db: Db, identity: Identity): void {
  db.exec(schema)
  const set = db.prepare('INSERT INTO state(key, value) VALUES(?, ?)')
  set.run('identity', identityText(identity))
  set.run('seq', identity.seq)
  set.run('dot', identity.dotAt(identity.seq))
}

function assertFits(db: Db, identity: Identity): void {
  const get = db.prepare<[string], number | string>('SELECT value FROM state WHERE key = ?').pluck()
  const seq = Number(get.get('seq'))
  const fits =
    get.get('identity') === identityText(identity) &&
    seq <= identity.seq &&
    seq + 1 >= identity.firstSeq &&
    get.get('dot') === identity.dotAt(seq)
  if (!fits) throw new Stale()
}

function resetDocuments(db: Db, { entity, table, signature }: Source): void {
  db.exec(`
    DROP TABLE IF EXISTS ${table};
    CREATE VIRTUAL TABLE ${table} USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '${MARKERS}'");
    INSERT INTO ${table}(${table}, rank) VALUES('automerge', 0);
    INSERT INTO ${table}(${table}, rank) VALUES('crisismerge', 200);
  `)
  db.prepare(
    'INSERT INTO building(entity, cursor, signature) VALUES(?, 0, ?) ON CONFLICT(entity) DO UPDATE SET cursor = 0, signature = excluded.signature',
  ).run(entity.id, signature)
}

function documentsOf(db: Db, table: string): Documents {
  const merge = db.prepare<[number]>(`INSERT INTO ${table}(${table}, rank) VALUES('merge', ?)`)
  const totalChanges = db.prepare<[], number>('SELECT total_changes()').pluck()
  return {
    insert: db.prepare(`INSERT INTO ${table}(rowid, grams) VALUES(?, ?)`),
    remove: db.prepare(`DELETE FROM ${table} WHERE rowid = ?`),
    has: db.prepare<[number], number>(`SELECT 1 FROM ${table}_docsize WHERE id = ?`).pluck(),
    count: db.prepare<[], number>(`SELECT count(*) FROM ${table}_docsize`).pluck(),
    find: db
      .prepare<[string], number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC`)
      .pluck(),
    mergeSome(pages) {
      const before = totalChanges.get() ?? 0
      merge.run(pages)
      return (totalChanges.get() ?? 0) - before > 1
    },
  }
}
