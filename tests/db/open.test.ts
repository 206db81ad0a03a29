/** Files that are not what they should be: each answers with a record a person can act on, and is left as it was. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { realSources } from '#db/core/connection.ts'
import { createDatabase, openExisting } from '#db/core/database.ts'
import { migrate } from '#db/core/migrate.ts'
import { openDatabase, SCHEMA_VERSION } from '#db/core/open.ts'
import { migrations } from '#db/migrations/all.ts'
import { temporaryFolder, testDatabase } from '../helpers/database.ts'

function record(attempt: () => unknown): unknown {
  try {
    attempt()
  } catch (error) {
    return error instanceof Error && 'record' in error ? error.record : error
  }
  return 'opened'
}

/** A closed database with one contact in it. */
async function closedDatabase(): Promise<string> {
  const db = testDatabase()
  await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
  const copy = join(temporaryFolder(), 'closed.samphan')
  db.conn.db.prepare('VACUUM INTO ?').run(copy)
  return copy
}

describe('opening a file', () => {
  it('that is missing, a folder, empty, or somebody else’s', () => {
    const folder = temporaryFolder()
    expect(record(() => openExisting(join(folder, 'none.samphan'), 'write'))).toMatchObject({
      code: 'NotFound',
      reason: 'databaseFile',
    })
    mkdirSync(join(folder, 'folder.samphan'))
    expect(record(() => openExisting(join(folder, 'folder.samphan'), 'write'))).toMatchObject({
      code: 'Corrupt',
    })
    writeFileSync(
      join(folder, 'letter.samphan'),
      'Dear Sir or Madam, this is not a database at all. '.repeat(20),
    )
    expect(record(() => openExisting(join(folder, 'letter.samphan'), 'write'))).toMatchObject({
      code: 'Corrupt',
      reason: 'notADatabase',
    })
    const other = new Database(join(folder, 'other.db'))
    other.exec('CREATE TABLE t(a)')
    other.close()
    const before = readFileSync(join(folder, 'other.db'))
    expect(record(() => openExisting(join(folder, 'other.db'), 'write'))).toMatchObject({
      code: 'Corrupt',
      reason: 'foreign',
    })
    expect(readFileSync(join(folder, 'other.db'))).toEqual(before)
  })

  it('that is encrypted', () => {
    const file = join(temporaryFolder(), 'noise.samphan')
    writeFileSync(file, randomBytes(65_536))
    expect(record(() => openExisting(file, 'write'))).toMatchObject({ code: 'Corrupt', reason: 'encrypted' })
  })

  it('that is damaged or cut short', async () => {
    const file = await closedDatabase()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 4096)
    writeFileSync(file, bytes)
    expect(record(() => openExisting(file, 'write'))).toMatchObject({ code: 'Corrupt', reason: 'damaged' })
    const short = await closedDatabase()
    truncateSync(short, 5000)
    expect(record(() => openExisting(short, 'write'))).toMatchObject({ code: 'Corrupt' })
  })

  it('that may only be read: shown, and every change refused', async () => {
    const file = await closedDatabase()
    chmodSync(file, 0o444)
    const conn = openExisting(file, 'write')
    expect(conn.readOnly).toBe('fileReadOnly')
    expect(conn.db.prepare('SELECT count(*) AS n FROM contact').get()).toEqual({ n: 1 })
    expect(() => conn.db.prepare("UPDATE contact SET givenName = 'x'").run()).toThrow()
    conn.close()
  })

  it('of a newer program: opens for reading only', async () => {
    const file = await closedDatabase()
    const db = new Database(file)
    db.pragma(`user_version = ${SCHEMA_VERSION + 10}`)
    db.close()
    const conn = openExisting(file, 'write')
    expect(conn.readOnly).toBe('newerVersion')
    expect(() => conn.db.exec("UPDATE contact SET givenName = 'x'")).toThrow(/readonly/)
    conn.close()
  })

  it('never writes over a file when asked to make one', async () => {
    const file = await closedDatabase()
    const before = statSync(file).mtimeMs
    expect(record(() => createDatabase(file))).toMatchObject({ code: 'Conflict', reason: 'fileExists' })
    expect(statSync(file).mtimeMs).toBe(before)
  })

  it('is made beside its place and put there whole', () => {
    const folder = temporaryFolder()
    const meanwhile: string[][] = []
    const now = () => {
      meanwhile.push(readdirSync(folder))
      return realSources.now()
    }
    const conn = createDatabase(join(folder, 'made.samphan'), { ...realSources, now })
    expect(meanwhile.length).toBeGreaterThan(0)
    expect(meanwhile.flat()).not.toContain('made.samphan')
    conn.close()
    expect(readdirSync(folder)).toEqual(['made.samphan'])
  })
})

describe('migrations', () => {
  it('run from every version to the newest, after a verified copy, and give the same schema', () => {
    const schema = (file: string) => {
      const db = new Database(file, { readonly: true })
      const rows = db
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        .all()
      db.close()
      return rows
    }
    const fresh = join(temporaryFolder(), 'fresh.samphan')
    createDatabase(fresh).close()
    for (const [index, { id }] of migrations.entries()) {
      const file = join(temporaryFolder(), `from-${id}.samphan`)
      const opened = openDatabase(file, 'write', { create: true })
      migrate(opened, migrations.slice(0, index + 1))
      opened.db.close()
      const again = openDatabase(file, 'write')
      const migrated = migrate(again)
      again.db.close()
      expect(migrated.applied).toEqual(migrations.slice(index + 1).map((migration) => migration.id))
      expect(migrated.backup === undefined).toBe(migrated.applied.length === 0)
      expect(schema(file)).toEqual(schema(fresh))
    }
  })

  it('of a domain whose range lies before what a database already has is applied as well', () => {
    const file = join(temporaryFolder(), 'gap.samphan')
    const opened = openDatabase(file, 'write', { create: true })
    migrate(opened)
    const between = { id: 101, name: 'between', sql: 'CREATE TABLE between101(a INTEGER) STRICT' }
    const list = [...migrations, between].sort((a, b) => a.id - b.id)
    expect(migrate(opened, list).applied).toEqual([101])
    expect(migrate(opened, list).applied).toEqual([])
    expect(opened.db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
    opened.db.close()
    expect(openDatabase(file, 'write').readOnly).toBe('newerVersion')
  })

  it('a database of the time before the list of them was kept is brought up to date', () => {
    const old = new Set([10, 100, 140, 160, 180])
    const file = join(temporaryFolder(), 'unlisted.samphan')
    const opened = openDatabase(file, 'write', { create: true })
    migrate(
      opened,
      migrations.filter(({ id }) => old.has(id)),
    )
    opened.db.exec('DROP TABLE migration')
    expect(migrate(opened).applied).toEqual(migrations.map(({ id }) => id).filter((id) => !old.has(id)))
    opened.db.close()
    openExisting(file, 'write').close()
  })

  it('a failing one leaves the version before it, whole', () => {
    const file = join(temporaryFolder(), 'broken.samphan')
    const opened = openDatabase(file, 'write', { create: true })
    migrate(opened)
    const broken = {
      id: SCHEMA_VERSION + 1,
      name: 'broken',
      sql: 'CREATE TABLE halfway(a INTEGER) STRICT; SELECT * FROM nowhere;',
    }
    expect(() => migrate(opened, [...migrations, broken])).toThrow(/nowhere/)
    expect(opened.db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
    expect(opened.db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'halfway'").get()).toBeUndefined()
    opened.db.close()
  })

  it('a full disk in the middle rolls back', () => {
    const file = join(temporaryFolder(), 'full.samphan')
    const opened = openDatabase(file, 'write', { create: true })
    migrate(opened)
    opened.db.pragma(`max_page_count = ${Number(opened.db.pragma('page_count', { simple: true })) + 2}`)
    const big = {
      id: SCHEMA_VERSION + 1,
      name: 'big',
      sql: 'CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i, hex(randomblob(50)) AS t FROM n;',
    }
    expect(record(() => migrate(opened, [...migrations, big]))).toMatchObject({
      code: 'Unavailable',
      reason: 'diskFull',
    })
    expect(opened.db.pragma('quick_check', { simple: true })).toBe('ok')
    expect(opened.db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
    opened.db.close()
  })
})

describe('a full disk in the middle of a save', () => {
  it('is told, and nothing of the save is there', async () => {
    const db = testDatabase()
    await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    db.conn.db.pragma('wal_checkpoint(TRUNCATE)')
    db.conn.db.pragma(`max_page_count = ${Number(db.conn.db.pragma('page_count', { simple: true }))}`)
    const attempt = db.call('record.create', { entity: 'note', data: { body: 'x'.repeat(200_000) } })
    await expect(attempt).rejects.toMatchObject({ record: { code: 'Unavailable', reason: 'diskFull' } })
    db.conn.db.pragma('max_page_count = 1073741823')
    expect((await db.call('app.counts', {})).counts).toMatchObject({ contact: 1, note: 0 })
    const { id } = await db.call('record.create', { entity: 'note', data: { body: 'after' } })
    expect(await db.call('record.get', { entity: 'note', id })).toMatchObject({ body: 'after' })
  })
})

it('a copy of a database works on its own', async () => {
  const file = await closedDatabase()
  const copy = join(temporaryFolder(), 'copy.samphan')
  copyFileSync(file, copy)
  const conn = openExisting(copy, 'write')
  expect(conn.db.prepare('SELECT displayName FROM contact').all()).toEqual([{ displayName: 'Ann' }])
  conn.close()
})
