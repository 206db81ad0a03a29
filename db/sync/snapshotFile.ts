/**
 * A copy of everything that is not private, as a database of its own: made by naming what goes in, never by copying the file
 * and taking out. Rows, their registers' versions, the frontier they stand at and what writers had seen.
 */
import Database from 'better-sqlite3'
import type { Connection } from '../core/connection.ts'
import { planOf } from '../core/plan.ts'
import { withheldCondition } from '../core/withheld.ts'
import type { Entity } from '../shared/entity.ts'
import { failure } from '../shared/errors.ts'
import { allEntities } from '../shared/registry.ts'

/** Columns of an entity's table in a snapshot: all that is logged, what is derived by any device alike, and the identity. */
export const snapshotColumns = (entity: Entity): string[] => [
  'rowId',
  'id',
  ...planOf(entity).columns,
  'stub',
  'custom',
  'updatedAt',
  'displayName',
  'sortKey',
]

export const sharedEntities = (): Entity[] => allEntities().filter((entity) => !entity.local)

/** Tables about rows, by entity and rowId. */
export const rowTables = {
  clock: ['entity', 'rowId', 'field', 'hlc', 'stream', 'seq'],
  sibling: ['entity', 'rowId', 'field', 'hlc', 'stream', 'seq', 'value'],
  syncOrder: ['entity', 'rowId', 'field', 'ids'],
  syncTombstone: ['entity', 'rowId', 'at', 'seen'],
} as const
/** Tables about the whole. */
export const wholeTables = {
  syncSaw: ['stream', 'at', 'other', 'seq'],
  syncParent: ['stream', 'parent', 'at'],
  syncParked: ['entity', 'id', 'field', 'hlc', 'stream', 'seq', 'value'],
} as const

const ROWS_PER_STEP = 4_000

/** A second look at the database that stays the same while it is copied; one in memory has only the first. */
function readerOf(conn: Connection): { db: Database.Database; close(): void } {
  if (conn.file === ':memory:') return { db: conn.db, close: () => undefined }
  const db = new Database(conn.file)
  return { db, close: () => db.close() }
}

/**
 * Writes the copy to `file`, in short steps with `pause` between them.
 * @throws AppError Locked `moved` when something was written between deriving and the copy's beginning: derive and try again
 */
export async function writeSnapshot(
  conn: Connection,
  file: string,
  pause: () => Promise<void>,
): Promise<void> {
  const { db, close } = readerOf(conn)
  try {
    db.prepare('ATTACH ? AS snap').run(file)
    db.exec('PRAGMA snap.journal_mode = OFF; PRAGMA snap.synchronous = OFF')
    // In memory the one connection must not hold a transaction over pauses.
    const apart = db !== conn.db
    if (apart) db.exec('BEGIN')
    assertDerived(conn, db)
    const entities = presentEntities(db)
    createTables(db, entities)
    for (const entity of entities) {
      const last = db.prepare(`SELECT max(rowId) FROM main."${entity.name}"`).pluck().get() as number | null
      for (let from = 0; from < (last ?? 0); from += ROWS_PER_STEP) {
        copyRows(db, entity, from, from + ROWS_PER_STEP)
        if (apart) await pause()
      }
    }
    for (const entity of entities) addStubs(db, entity, entities)
    for (const [table, columns] of Object.entries(wholeTables))
      db.exec(`INSERT INTO snap.${table} SELECT ${columns.join(',')} FROM main.${table}`)
    // One's own streams name no device here, and must there.
    db.exec(
      `INSERT INTO snap.frontier SELECT stream, seq, hash, coalesce(device, (SELECT d.id FROM main.device d
       WHERE d.rowId = (SELECT value FROM main.meta WHERE key = 'deviceRowId'))) FROM main.syncFrontier WHERE seq > 0`,
    )
    if (apart) db.exec('COMMIT')
  } finally {
    if (db.inTransaction && db !== conn.db) db.exec('ROLLBACK')
    if (db.prepare("SELECT 1 FROM pragma_database_list WHERE name = 'snap'").get()) db.exec('DETACH snap')
    close()
  }
}

function assertDerived(conn: Connection, db: Database.Database): void {
  const last = db.prepare('SELECT max(rowId) FROM main.tx').pluck().get() as number | null
  const derived = db.prepare("SELECT value FROM main.meta WHERE key = 'syncDerivedTx'").pluck().get()
  if ((last ?? 0) > Number(derived ?? 0)) throw failure('Locked', 'busy', { file: conn.file })
}

/** Entities that have rows at all; the others need no table. */
const presentEntities = (db: Database.Database): Entity[] =>
  sharedEntities().filter(
    ({ name }) => db.prepare(`SELECT 1 FROM main."${name}" LIMIT 1`).get() !== undefined,
  )

function createTables(db: Database.Database, entities: readonly Entity[]): void {
  for (const entity of entities) {
    const [, ...rest] = snapshotColumns(entity)
    db.exec(`CREATE TABLE snap.e_${entity.name}(rowId INTEGER PRIMARY KEY, ${rest.join(',')})`)
  }
  for (const [table, columns] of Object.entries(rowTables)) {
    const values = table === 'clock' ? ['hlc', 'stream', 'seq'] : ['hlc', 'value', 'ids', 'at', 'seen']
    const key = columns.filter((column) => !values.includes(column))
    db.exec(`CREATE TABLE snap.${table}(${columns.join(',')}, PRIMARY KEY(${key.join(',')})) WITHOUT ROWID`)
  }
  for (const [table, columns] of Object.entries(wholeTables))
    db.exec(`CREATE TABLE snap.${table}(${columns.join(',')})`)
  db.exec('CREATE TABLE snap.frontier(stream INTEGER PRIMARY KEY, seq, hash, device)')
}

function copyRows(db: Database.Database, entity: Entity, from: number, to: number): void {
  const columns = snapshotColumns(entity)
  const list = columns.map((column) => `r.${column}`).join(',')
  db.prepare(
    `INSERT INTO snap.e_${entity.name}(${columns.join(',')}) SELECT ${list} FROM main."${entity.name}" r
     WHERE r.rowId > @from AND r.rowId <= @to AND r.stub = 0 AND NOT (${withheldCondition(entity, 'r')})`,
  ).run({ from, to })
  for (const [table, names] of Object.entries(rowTables)) {
    db.prepare(
      `INSERT INTO snap.${table}(${names.join(',')}) SELECT ${names.map((name) => `t.${name}`).join(',')} FROM main.${table} t
       WHERE t.entity = ${entity.id} AND t.rowId > @from AND t.rowId <= @to
       AND EXISTS (SELECT 1 FROM snap.e_${entity.name} s WHERE s.rowId = t.rowId)`,
    ).run({ from, to })
  }
}

/** Rows that are referred to and are not among the copied: their identity and nothing else. */
function addStubs(db: Database.Database, entity: Entity, present: readonly Entity[]): void {
  for (const field of planOf(entity).refs) {
    const to = field.name === 'mergedInto' ? entity.name : (field.to ?? '')
    if (!present.some(({ name }) => name === to)) continue
    db.exec(
      `INSERT OR IGNORE INTO snap.e_${to}(rowId, id, stub) SELECT t.rowId, t.id, 1 FROM main."${to}" t
       WHERE t.rowId IN (SELECT ${field.name} FROM snap.e_${entity.name})`,
    )
  }
}
