/** Importing when things go wrong: bad files, a full disk, a cancel, a crash, text meant to do harm. */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { attachmentPath } from '#db/core/attachments.ts'
import { checkDatabase } from '#db/core/check.ts'
import { AppError, type ErrorRecord } from '#db/shared/errors.ts'
import { secondConnection, snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { fileOf, fixture, importInto, people, records } from './import.support.ts'

const count = (db: TestDatabase, entity: string): number =>
  (db.conn.db.prepare(`SELECT count(*) AS n FROM ${entity} WHERE deletedAt IS NULL`).get() as { n: number }).n
const clean = (db: TestDatabase) =>
  expect(checkDatabase(db.conn, { rebuild: false })).toMatchObject({ ok: true })

/** The error record of what must fail. */
async function recordOf(work: Promise<unknown>): Promise<ErrorRecord> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error.record
    throw error
  }
  throw new Error('did not fail')
}

const headers = JSON.parse(readFileSync(fixture('headers.json'), 'utf8')) as Record<string, string>
const calendar = headers.outlookCalendar ?? ''

describe('a file that is not what it should be', () => {
  const contents: readonly (readonly [name: string, content: string | Uint8Array, reason: string])[] = [
    ['empty.csv', '', 'emptyFile'],
    ['book.xlsx', 'PK\u0003\u0004 and more', 'unsupportedFile'],
    ['picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'unsupportedFile'],
    ['noise.csv', Uint8Array.from({ length: 4000 }, (_, i) => 1 + ((i * 7919) % 30)), 'unsupportedFile'],
    ['calendar.csv', `${calendar}\nLunch,1/1/26\n`, 'notContacts'],
  ]
  it.each(contents)('%s is refused with a record', async (name, content, reason) => {
    const db = testDatabase()
    const before = snapshot(db.conn)
    expect(await recordOf(importInto(db, fileOf(db, name, content)))).toMatchObject({
      code: 'Invalid',
      reason,
    })
    expect(snapshot(db.conn)).toEqual(before)
  })

  it('a missing one, a folder, a device, our own database and its folder are refused', async () => {
    const db = testDatabase()
    const folder = dirname(db.file)
    expect(await recordOf(importInto(db, join(folder, 'none.csv')))).toMatchObject({
      code: 'NotFound',
      reason: 'file',
    })
    expect(await recordOf(importInto(db, folder))).toMatchObject({ code: 'Invalid', reason: 'notAFile' })
    expect(await recordOf(importInto(db, '/dev/zero'))).toMatchObject({ code: 'Invalid', reason: 'notAFile' })
    expect(await recordOf(importInto(db, db.file))).toMatchObject({ code: 'Invalid', reason: 'ownFile' })
    const link = join(folder, 'link.csv')
    symlinkSync(db.file, link)
    expect(await recordOf(importInto(db, link))).toMatchObject({ code: 'Invalid', reason: 'ownFile' })
    for (const path of ['relative.csv', '../up.csv', '', 'a\0b', `/${'x'.repeat(5000)}`])
      expect(await recordOf(importInto(db, path))).toMatchObject({ code: 'Invalid' })
    expect(await recordOf(importInto(db, `/tmp/${'x'.repeat(400)}`))).toMatchObject({
      code: 'Invalid',
      reason: 'fileName',
    })
  })

  it('an unknown source or encoding is named', async () => {
    const db = testDatabase()
    const file = fileOf(db, 'a.csv', people(2))
    expect(await recordOf(importInto(db, file, { source: 'nonsense' }))).toMatchObject({
      reason: 'unknownSource',
    })
    expect(await recordOf(importInto(db, file, { encoding: 'klingon' }))).toMatchObject({
      reason: 'encoding',
    })
    expect(await recordOf(importInto(db, file, { entity: 'user' }))).toMatchObject({ code: 'Denied' })
    expect(await recordOf(importInto(db, file, { rejects: file }))).toMatchObject({
      reason: 'rejectsIsSource',
    })
    expect(await recordOf(importInto(db, file, { rejects: db.file }))).toMatchObject({ reason: 'ownFile' })
  })

  it('of two files the second wrong one stops both', async () => {
    const db = testDatabase()
    const good = fileOf(db, 'a.csv', people(20))
    expect(await recordOf(importInto(db, [good, fileOf(db, 'b.xlsx', 'PK\u0003\u0004')]))).toMatchObject({
      code: 'Invalid',
    })
    expect(count(db, 'contact')).toBe(0)
  })
})

describe('text meant to do harm', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '=cmd|calc',
    '\u202Eevil\u202C',
    '\u0007bell',
    "'; DROP TABLE contact; --",
    'constructor',
    '__proto__',
  ]

  it('is kept as text in every field and goes out and comes back the same', async () => {
    const db = testDatabase()
    const rows = nasty.map((text) =>
      [text, text, text, text, text].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
    )
    await importInto(
      db,
      fileOf(db, 'n.csv', `First Name,Last Name,Company,Job Title,__proto__\n${rows.join('\n')}\n`),
    )
    const contacts = await records(db, 'contact')
    expect(contacts.map(({ givenName }) => givenName).sort()).toEqual([...nasty].sort())
    for (const { jobTitle, familyName, extras, refs, givenName } of contacts) {
      expect([jobTitle, familyName, (refs as { companyId: string }).companyId]).toEqual([
        givenName,
        givenName,
        givenName,
      ])
      expect(extras).toMatchObject([{ name: '__proto__', value: givenName }])
    }
    clean(db)
  })
})

describe('a full disk in the middle', () => {
  it('stops with what was committed told, nothing half, and can be undone', async () => {
    const db = testDatabase()
    const before = snapshot(db.conn)
    const pages = Number(db.conn.db.pragma('page_count', { simple: true }))
    db.conn.db.pragma(`max_page_count = ${pages + 2_000}`)
    const record = await recordOf(importInto(db, fileOf(db, 'big.csv', people(20_000))))
    expect(record).toMatchObject({ code: 'Unavailable', reason: 'diskFull' })
    const created = Number(record.params?.created)
    expect(created).toBeGreaterThan(0)
    expect(count(db, 'contact')).toBe(created)
    expect(count(db, 'note')).toBe(Math.ceil(created / 5))
    clean(db)
    db.conn.db.pragma('max_page_count = 1073741823')
    await db.call('operation.undo', { operation: String(record.params?.operation) })
    expect(snapshot(db.conn)).toEqual(before)
  })
})

describe('a cancel', () => {
  it('ends at the next chunk and tells the truth', async () => {
    const db = testDatabase()
    const before = snapshot(db.conn)
    const stop = new AbortController()
    const file = fileOf(db, 'big.csv', `${people(12_000)}Bad,Row,,,8.12E+08,,\n`)
    const record = await recordOf(
      db.engine.call(
        'transfer.import',
        { files: [file] },
        {
          session: 'test',
          source: 'user',
          signal: stop.signal,
          onProgress: ({ done }) => done > 3_000 && stop.abort(),
        },
      ),
    )
    expect(record).toMatchObject({ code: 'Cancelled', reason: 'byUser' })
    const created = Number(record.params?.created)
    expect(created).toBeGreaterThan(3_000)
    expect(created).toBeLessThan(12_000)
    expect(count(db, 'contact')).toBe(created)
    expect(record.params?.read).toBe(created)
    const { operations } = await db.call('operation.list', { limit: 1 })
    expect(operations).toMatchObject([{ state: 'cancelled', id: record.params?.operation }])
    await db.call('operation.undo', {})
    expect(snapshot(db.conn)).toEqual(before)
    clean(db)
  })
})

const runner = new URL('importRunner.ts', import.meta.url).pathname

/** Runs an import in a process of its own and kills it once it has got so far. */
async function killed(database: string, file: string, after: number): Promise<void> {
  const child = spawn(process.execPath, [runner, database, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => child.on('exit', resolve))
  let output = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data) => {
      output += data
      const done = output.split('\n').some((line) => line === 'done' || Number(line) >= after)
      if (done) resolve()
    })
    child.on('exit', () => resolve())
  })
  await wait(Math.random() * 40)
  child.kill('SIGKILL')
  await gone
}

describe('a process killed during an import', () => {
  it('leaves whole chunks; resumed, the set is complete without a double', async () => {
    const n = 15_000
    let interrupted = 0
    const plain = testDatabase({ seed: 5 })
    const wanted = await importInto(plain, fileOf(plain, 'people.csv', `${people(n)}Bad,Row,,,8.12E+08,,\n`))
    const names = (db: TestDatabase) =>
      db.conn.db
        .prepare(
          'SELECT givenName, familyName, emails IS NOT NULL AS mail FROM contact WHERE deletedAt IS NULL ORDER BY givenName',
        )
        .raw()
        .all()
    for (const after of [500, 4_000, 9_000]) {
      const home = testDatabase({ seed: after })
      const file = fileOf(home, 'people.csv', `${people(n)}Bad,Row,,,8.12E+08,,\n`)
      home.engine.close()
      await killed(home.file, file, after)
      const db = secondConnection(home.file)
      clean(db)
      const { operations } = await db.call('operation.interrupted', {})
      if (operations.length === 0) continue // came to its end before the signal did
      interrupted++
      expect(operations).toMatchObject([{ kind: 'transfer.import', state: 'open' }])
      const committed = count(db, 'contact')
      expect(committed).toBeGreaterThan(0)
      expect(count(db, 'note')).toBe(Math.ceil(committed / 5))
      const resumed = await db.call('transfer.resume', { operation: operations[0]?.id ?? '' })
      expect(resumed).toMatchObject({
        created: n,
        rejected: 1,
        operation: operations[0]?.id,
        related: wanted.related,
      })
      expect(names(db)).toEqual(names(plain))
      expect(count(db, 'note')).toBe(n / 5)
      expect(readFileSync(file.replace('.csv', '.rejects.csv'), 'utf8').match(/8\.12E\+08/g)).toHaveLength(1)
      expect((await db.call('operation.interrupted', {})).operations).toEqual([])
      clean(db)
      await db.call('operation.undo', { operation: operations[0]?.id ?? '' })
      expect(count(db, 'contact') + count(db, 'company') + count(db, 'note')).toBe(0)
    }
    expect(interrupted).toBeGreaterThan(0)
  })

  it('can be kept or undone instead, and is not resumed in another file', async () => {
    const home = testDatabase()
    const file = fileOf(home, 'people.csv', people(9_000))
    home.engine.close()
    await killed(home.file, file, 500)
    const db = secondConnection(home.file)
    const [operation] = (await db.call('operation.interrupted', {})).operations
    const id = operation?.id ?? ''
    writeFileSync(file, people(10))
    expect(await recordOf(db.call('transfer.resume', { operation: id }))).toMatchObject({
      code: 'Conflict',
      reason: 'fileChanged',
    })
    expect((await db.call('operation.interrupted', {})).operations).toHaveLength(1)
    const committed = count(db, 'contact')
    await db.call('operation.keep', { operation: id })
    expect((await db.call('operation.interrupted', {})).operations).toEqual([])
    expect(await recordOf(db.call('transfer.resume', { operation: id }))).toMatchObject({ code: 'Conflict' })
    expect(count(db, 'contact')).toBe(committed)
    await db.call('operation.undo', { operation: id })
    expect(count(db, 'contact')).toBe(0)
    clean(db)
  })
})

describe('size', () => {
  it('20 MB with mixed line ends', async () => {
    const db = testDatabase()
    const n = 210_000
    const text = people(n, ['\n', '\r\n', '\r', '\r\n'])
    const file = fileOf(db, 'mixed.csv', text)
    expect(statSync(file).size).toBeGreaterThan(15e6)
    const { operation, ...summary } = await importInto(db, file, { dryRun: true })
    expect(operation).toBeNull()
    expect(summary).toMatchObject({ read: n, created: n, rejected: 0 })
  })

  it('a vCard with a 20 MB photo', async () => {
    const db = testDatabase()
    const photo = Buffer.alloc(20 * 1024 * 1024, 7)
    const lines = (photo.toString('base64').match(/.{1,74}/g) ?? []).join('\r\n ')
    const card = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\nPHOTO;ENCODING=b;TYPE=JPEG:${lines}\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob Ray\r\nN:Ray;Bob;;;\r\nEND:VCARD\r\n`
    expect(await importInto(db, fileOf(db, 'photo.vcf', card))).toMatchObject({ created: 2, rejected: 0 })
    const ann = (await records(db, 'contact')).find(({ givenName }) => givenName === 'Ann')
    expect(ann?.photo).toMatchObject({ size: photo.length, mime: 'image/jpeg' })
    const { sha256 = '' } = (ann?.photo ?? {}) as { sha256?: string }
    expect(readFileSync(attachmentPath(db.file, sha256)).equals(photo)).toBe(true)
    const out = `${db.file}.vcf`
    await db.call('transfer.export', { entity: 'contact', out, format: 'vcf' })
    expect(statSync(out).size).toBeGreaterThan(photo.length)
  })
})

describe('rejects that cannot be written', () => {
  it('stop the import with a record', async () => {
    const db = testDatabase()
    const folder = join(dirname(db.file), 'closed')
    mkdirSync(folder)
    const file = fileOf(db, 'a.csv', 'First Name,Last Name,Mobile Phone\nBob,Stone,8.12E+08\n')
    const rejects = join(folder, 'missing', 'r.csv')
    expect(await recordOf(importInto(db, file, { rejects }))).toMatchObject({
      code: 'NotFound',
      reason: 'file',
    })
    expect(existsSync(rejects)).toBe(false)
    chmodSync(folder, 0o700)
  })
})
