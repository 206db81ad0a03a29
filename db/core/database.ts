/** Making a database, and who acts on it: the device this copy lives on and the user at it. */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { failure } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { user } from '../shared/settings.ts'
import {
  type Actor,
  type Connection,
  connect,
  getMeta,
  getRow,
  realSources,
  type Sources,
  setMeta,
} from './connection.ts'
import { actorOf, type UserRow } from './credentials.ts'
import { migrate } from './migrate.ts'
import { type Mode, openDatabase } from './open.ts'
import { inTransaction } from './transaction.ts'
import { createVisibleViews } from './visible.ts'
import { originate } from './write.ts'

function osUserName(): string {
  try {
    return userInfo().username
  } catch {
    return '' // no such account in a container
  }
}

/**
 * Makes a new database at `file` with its first user and device. It is put in its place whole: nobody who opens the file
 * meanwhile finds half of one. @throws AppError Conflict when the file exists
 */
export function createDatabase(file: string, sources: Sources = realSources): Connection {
  const making = `${file}.${process.pid}.new`
  if (existsSync(file) && statSync(file).size > 0) throw failure('Conflict', 'fileExists', { file })
  removeDatabase(making)
  try {
    make(making, sources)
    toDisk(making)
    place(making, file)
  } finally {
    removeDatabase(making)
  }
  return openExisting(file, 'write', sources)
}

function make(file: string, sources: Sources): void {
  const opened = openDatabase(file, 'write', { create: true })
  try {
    // Nobody knows of the file yet: it goes to the disk once, as a whole.
    opened.db.pragma('synchronous = OFF')
    migrate(opened)
    const conn = connect(opened, sources)
    inTransaction(conn, () => {
      conn
        .prepare('INSERT INTO device(rowId, id, name, createdAt) VALUES(1, ?, ?, ?)')
        .run(conn.newId(), hostname(), sources.now())
      setMeta(conn, 'databaseId', idToText(conn.newId()))
      setMeta(conn, 'deviceRowId', 1)
      setMeta(conn, 'deviceName', hostname())
      setMeta(conn, 'userRowId', 1)
    })
    createVisibleViews(conn)
    const first: Actor = { rowId: 1, id: '', name: '', role: 'admin' }
    originate(
      conn,
      { kind: 'database.create', source: 'user', actor: first, deviceId: 1, onStack: false },
      (write) => write.create(user, { name: osUserName() || 'Owner', role: 'admin', active: true }),
    )
  } finally {
    opened.db.close()
  }
}

function toDisk(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Where files cannot have two names (memory sticks, some servers) the last look and the renaming are two steps. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'])

function place(made: string, file: string): void {
  const isEmpty = existsSync(file) && statSync(file).size === 0
  if (isEmpty) rmSync(file)
  try {
    linkSync(made, file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EEXIST' || (WITHOUT_LINKS.has(code) && existsSync(file)))
      throw failure('Conflict', 'fileExists', { file })
    if (!WITHOUT_LINKS.has(code)) throw error
    renameSync(made, file)
  }
}

const removeDatabase = (file: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}

/**
 * Opens an existing database, migrating it first when this process may write.
 * @throws AppError NotFound, Corrupt, Locked, Unavailable
 */
export function openExisting(file: string, mode: Mode, sources: Sources = realSources): Connection {
  const opened = openDatabase(file, mode)
  if (opened.outdated) {
    if (mode === 'read' || opened.readOnly) {
      opened.db.close()
      throw failure('Unavailable', 'needsMigration', { file })
    }
    migrate(opened)
  }
  const conn = connect(opened, sources)
  const queryOnly = conn.db.pragma('query_only', { simple: true })
  if (queryOnly) conn.db.pragma('query_only = OFF')
  createVisibleViews(conn)
  if (queryOnly) conn.db.pragma('query_only = ON')
  return conn
}

/** The user this copy of the program acts as while nobody needs to sign in. @throws AppError Corrupt when the database names none */
export function localActor(conn: Connection): Actor {
  const rowId = Number(getMeta(conn, 'userRowId'))
  const row = getRow<UserRow>(conn, 'SELECT rowId, id, displayName, role FROM user WHERE rowId = ?', rowId)
  if (!row) throw failure('Corrupt', 'noUser', { file: conn.file })
  return actorOf(row)
}

export const localDevice = (conn: Connection): number => Number(getMeta(conn, 'deviceRowId') ?? 1)
