/**
 * Databases in memory that are used again: opening one and preparing its statements takes longer than most schedules. What a
 * laptop has on its disk is copied into one that is free, table by table.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Connection, connect, elementIdSource, type Sources } from '#db/core/connection.ts'
import { createDatabase } from '#db/core/database.ts'
import { beginStream } from '#db/core/stream.ts'
import { idSource } from '#db/shared/id.ts'
import { forgetMemory } from '#db/sync/receive.ts'
import { forgetSession } from '#db/sync/session.ts'
import { seeded } from './random.ts'

let folder: string | undefined
function scratch(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'samphan-sim-'))
    process.once('exit', () => rmSync(made, { recursive: true, force: true }))
    folder = made
  }
  return folder
}

let template: Buffer | undefined
/** A fresh database's bytes, made once. */
export function freshDatabase(): Buffer {
  if (!template) {
    const conn = createDatabase(`${scratch()}/template.samphan`, {
      now: () => 1_795_000_000_000,
      random: seeded(77),
    })
    conn.db.pragma('journal_mode = DELETE')
    template = keepImage(conn.db.serialize())
    conn.close()
  }
  return template
}

interface Pooled {
  readonly base: Connection
  readonly tables: readonly string[]
}
const free: Pooled[] = []
const used = new Map<Connection, Pooled>()

function make(): Pooled {
  const base = connect({
    db: new Database(freshDatabase()),
    file: ':memory:',
    outdated: false,
    readOnly: undefined,
  })
  base.db.exec('CREATE TEMP TABLE acting(userId INTEGER)')
  const tables = base.db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence')",
    )
    .pluck()
    .all() as string[]
  return { base, tables }
}

const files = new WeakMap<Buffer, string>()
const filledTables = new WeakMap<Buffer, readonly string[]>()
/** Images that every schedule begins with stay, in files of their own; others share one. */
export function keepImage(image: Buffer): Buffer {
  const file = join(scratch(), `image-${kept++}`)
  writeFileSync(file, image)
  files.set(image, file)
  return image
}
let kept = 0

function fileOf(image: Buffer): string {
  const known = files.get(image)
  if (known !== undefined) return known
  const file = join(scratch(), 'image')
  writeFileSync(file, image)
  return file
}

const columnLists = new Map<string, string>()
/** Those that are stored: SQLite works the others out. */
function columnsIn(conn: Connection, table: string): string {
  const known = columnLists.get(table)
  if (known !== undefined) return known
  const names = conn.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[]
  const columns = names.map((name) => `"${name}"`).join(',')
  columnLists.set(table, columns)
  return columns
}

/** A database with this content, as just opened. */
export function open(image: Buffer, sources: Sources): Connection {
  const pooled = free.pop() ?? make()
  const { base, tables } = pooled
  // Another object each time: whatever the engine remembers of a connection begins anew.
  const conn: Connection = {
    ...base,
    sources,
    newId: idSource(sources.now, sources.random),
    newElementId: elementIdSource(sources.random),
  }
  used.set(conn, pooled)
  const file = fileOf(image)
  conn.prepare('ATTACH ? AS image').run(file)
  conn.prepare('BEGIN').run()
  for (const table of tables) conn.prepare(`DELETE FROM main."${table}"`).run()
  let filled = filledTables.get(image)
  if (!filled) {
    filled = tables.filter((table) => conn.db.prepare(`SELECT 1 FROM image."${table}" LIMIT 1`).get())
    filledTables.set(image, filled)
  }
  for (const table of filled) {
    const columns = columnsIn(conn, table)
    conn.prepare(`INSERT INTO main."${table}"(${columns}) SELECT ${columns} FROM image."${table}"`).run()
  }
  conn.prepare('COMMIT').run()
  conn.prepare('DETACH image').run()
  return conn
}

/** Nobody uses it any more. */
export function release(conn: Connection): void {
  const pooled = used.get(conn)
  if (pooled && used.delete(conn)) free.push(pooled)
}

/** As in a process that has just begun. */
export function asStarted(conn: Connection): void {
  beginStream(conn)
  forgetMemory(conn)
  forgetSession(conn)
}
