/** Everything out and back: two databases compared cell by cell, whatever is in them. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saveAttachment } from '#db/core/attachments.ts'
import { checkDatabase } from '#db/core/check.ts'
import type { Connection } from '#db/core/connection.ts'
import { encodeField } from '#db/shared/fields.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { createCsvParser } from '#db/transfer/csvParser.ts'
import { formatCsvRow } from '#db/transfer/csvWriter.ts'
import { exactCell, storedOf } from '#db/transfer/exactCells.ts'
import { WholeFile } from '#db/transfer/wholeFile.ts'
import { ZipReader, ZipWriter } from '#db/transfer/zip.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

/** Every record of every entity with every stored column, references as identities: what must be equal. */
function contents(conn: Connection): Record<string, unknown[]> {
  const result: Record<string, unknown[]> = {}
  for (const entity of allEntities()) {
    const rows = conn.db
      .prepare(`SELECT * FROM "${entity.name}" WHERE deletedAt IS NULL AND stub = 0`)
      .all() as Record<string, unknown>[]
    const idOf = (table: string, rowId: unknown): unknown => {
      const found = conn.db
        .prepare(`SELECT id FROM "${table}" WHERE rowId = ? AND deletedAt IS NULL AND stub = 0`)
        .pluck()
        .get(rowId)
      return found instanceof Uint8Array ? Buffer.from(found).toString('hex') : null
    }
    result[entity.name] = rows
      .map((row) => {
        const { rowId: _r, updatedAt: _u, ...kept } = row
        const refs = Object.fromEntries(
          entity.fields
            .filter(({ kind }) => kind === 'ref')
            .map(({ name, to }) => [name, row[name] === null ? null : idOf(to ?? entity.name, row[name])]),
        )
        const canonicalId = idOf(entity.name, row.canonicalId)
        return { ...kept, ...refs, canonicalId, id: Buffer.from(row.id as Uint8Array).toString('hex') }
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  return result
}

async function roundTrip(from: TestDatabase): Promise<TestDatabase> {
  const zip = join(temporaryFolder(), 'all.zip')
  await from.call('everything.export', { out: zip })
  const to = testDatabase({ seed: 991 })
  const { lost } = await to.call('everything.import', { files: [zip] })
  expect(lost).toBe(0)
  return to
}

/** People, companies, merged ones, trash, custom fields, activities, files, hostile texts. */
async function filled(): Promise<TestDatabase> {
  const db = testDatabase({ seed: 12 })
  await db.call('demo.create', { contacts: 120, seed: 5 })
  const make = async (entity: string, data: Record<string, unknown>): Promise<string> =>
    (await db.call('record.create', { entity, data })).id
  const custom = await make('customField', { entity: 'contact', label: 'displayName', kind: 'money' })
  const link = await make('customField', {
    entity: 'contact',
    label: 'Friend',
    kind: 'ref',
    target: 'contact',
  })
  const a = await make('contact', {
    givenName: '=HYPERLINK("x")',
    familyName: "'=1+1",
    phones: [{ label: 'a: b|c', value: '-081 234 5678' }],
    tags: ['x; y', 'ก', '+z'],
    private: true,
  })
  const b = await make('contact', {
    givenName: 'Two\r\nlines',
    familyName: '"quoted", یک',
    emails: [{ label: 'work', value: 'a@b.co' }],
    birthday: 'persian:1360-05-12',
    referredById: a,
    [`custom.${custom}`]: { minor: -12345, currency: 'IRR' },
    [`custom.${link}`]: a,
  })
  const c = await make('contact', {
    givenName: 'Merged',
    familyName: 'Away',
    emails: [{ label: 'home', value: 'c@d.co' }],
  })
  await make('note', { body: '@cmd\ttab and \u200f marks', contactId: c })
  await db.call('duplicate.merge', { entity: 'contact', ids: [b, c] })
  const trashed = await make('company', {
    name: '–dash Co.',
    addresses: [{ label: 'hq', street: '1 Road; Lane', city: 'กรุงเทพ' }],
  })
  await db.call('record.trash', { entity: 'company', id: trashed })
  await make('user', { name: 'Colleague', role: 'standard', active: true })
  await db.call('settings.set', { scope: 'database', key: 'business.name', value: 'ร้าน "A"' })
  const photo = saveAttachment(db.file, Buffer.from('PK\u0003\u0004 not really a picture'), 'image/png')
  db.write((write) => {
    const rowId = Number(
      db.conn.db
        .prepare('SELECT rowId FROM contact WHERE id = ?')
        .pluck()
        .get(Buffer.from(b.replaceAll('-', ''), 'hex')),
    )
    write.set(entityNamed('contact'), rowId, { photo: JSON.stringify(photo) })
  })
  return db
}

describe('everything', () => {
  it('comes back as it was', async () => {
    const from = await filled()
    const to = await roundTrip(from)
    const [was, is] = [contents(from.conn), contents(to.conn)]
    for (const entity of allEntities()) expect(is[entity.name], entity.name).toEqual(was[entity.name])
    expect(checkDatabase(to.conn, { rebuild: false }).findings).toEqual([])
    const files = (db: TestDatabase): string[] => {
      const folder = `${db.file}.d/attachments`
      return existsSync(folder)
        ? readdirSync(folder, { recursive: true })
            .map(String)
            .filter((name) => name.length > 60)
            .sort()
        : []
    }
    expect(files(to)).toEqual(files(from))
    expect(files(to)).toHaveLength(1)
  })

  it('comes back as it was a second time round, byte by byte in its tables', async () => {
    const from = await filled()
    const to = await roundTrip(from)
    const out = join(temporaryFolder(), 'again.zip')
    const first = join(temporaryFolder(), 'first.zip')
    await from.call('everything.export', { out: first })
    await to.call('everything.export', { out })
    const tables = async (file: string): Promise<Record<string, string[]>> => {
      const zip = new ZipReader(file)
      const found: Record<string, string[]> = {}
      for (const name of zip.names())
        if (name.startsWith('data/'))
          found[name] = (await zip.whole(name, 1e9)).toString().split('\r\n').sort()
      zip.close()
      return found
    }
    expect(await tables(out)).toEqual(await tables(first))
  })

  it('can be taken back', async () => {
    const from = testDatabase({ seed: 5 })
    await from.call('demo.create', { contacts: 10, seed: 1 })
    const to = await roundTrip(from)
    const { operations } = await to.call('operation.list', { limit: 1 })
    await to.call('operation.undo', { operation: operations[0]?.id ?? '' })
    expect(contents(to.conn).contact).toEqual([])
  })

  it('refuses a database that holds something, and files that are something else', async () => {
    const from = testDatabase({ seed: 5 })
    await from.call('demo.create', { contacts: 3, seed: 1 })
    const zip = join(temporaryFolder(), 'all.zip')
    await from.call('everything.export', { out: zip })
    await expect(from.call('everything.import', { files: [zip] })).rejects.toMatchObject({
      record: { code: 'Conflict', reason: 'notEmpty' },
    })
    const to = testDatabase({ seed: 6 })
    const text = join(temporaryFolder(), 'text.zip')
    writeFileSync(text, 'PK no archive at all, only words that look like one')
    await expect(to.call('everything.import', { files: [text] })).rejects.toMatchObject({
      record: { code: 'Corrupt' },
    })
    const bytes = readFileSync(zip)
    // A byte changed within the data of the first table.
    const damaged = Buffer.from(bytes)
    const at = bytes.indexOf('data/user.csv') + 30
    damaged[at] = (damaged[at] ?? 0) ^ 0xff
    const bad = join(temporaryFolder(), 'bad.zip')
    writeFileSync(bad, damaged)
    await expect(to.call('everything.import', { files: [bad] })).rejects.toMatchObject({
      record: { code: 'Corrupt' },
    })
  })

  it('leaves nothing under its name when the folder is gone or the export is stopped', async () => {
    const db = testDatabase({ seed: 5 })
    await db.call('demo.create', { contacts: 30, seed: 1 })
    const folder = join(temporaryFolder(), 'gone')
    await expect(db.call('everything.export', { out: join(folder, 'all.zip') })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    mkdirSync(folder)
    const stop = new AbortController()
    stop.abort()
    await expect(
      db.engine.call(
        'everything.export',
        { out: join(folder, 'all.zip') },
        { ...db.caller(), signal: stop.signal },
      ),
    ).rejects.toMatchObject({ record: { code: 'Cancelled' } })
    expect(readdirSync(folder)).toEqual([])
    rmSync(dirname(folder), { recursive: true })
  })
})

describe('exact cells', () => {
  const env = { elementId: () => 'x', phone: () => ({}) }
  it('say any text and number so that the same comes back, through a whole table', () => {
    const text = entityNamed('note').fields.find(({ name }) => name === 'body')
    if (!text) throw new Error('no such field')
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1 }), (texts) => {
        const stored = texts.map((each) => encodeField(text, each, env as never))
        const table =
          formatCsvRow(['a', 'b']) + stored.map((each) => formatCsvRow(['x', exactCell(text, each)])).join('')
        const parser = createCsvParser({ delimiter: ',', quote: '"' })
        const rows = [...parser.push(table), ...parser.end()].slice(1)
        expect(rows.map(({ cells }) => storedOf(text, cells[1] ?? ''))).toEqual(stored)
      }),
    )
  })
})

describe('archives', () => {
  it('give back any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 5 }), async (parts) => {
        const path = join(temporaryFolder(), 'x.zip')
        const file = new WholeFile(path)
        const zip = new ZipWriter(file)
        parts.forEach((part, at) => {
          zip.begin(`${at}.bin`, at % 2 === 1)
          zip.write(part.subarray(0, 100))
          zip.write(part.subarray(100))
        })
        zip.end()
        file.finish()
        const reader = new ZipReader(path)
        for (const [at, part] of parts.entries()) {
          const back = await reader.whole(`${at}.bin`, 10_000)
          expect(createHash('md5').update(back).digest('hex')).toBe(
            createHash('md5').update(part).digest('hex'),
          )
        }
        reader.close()
      }),
      { numRuns: 25 },
    )
  })
})
