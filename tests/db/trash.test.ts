import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { backupTo } from '#db/core/backup.ts'
import { checkDatabase } from '#db/core/check.ts'
import { openExisting } from '#db/core/database.ts'
import { eraseRows } from '#db/core/erase.ts'
import { outbox } from '#db/core/outbox.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'

const SECRET = 'Zxqvdrum'

async function makeContact(db: TestDatabase, data: Record<string, unknown> = {}) {
  return db.call('record.create', {
    entity: 'contact',
    data: { givenName: 'Ann', familyName: 'Lee', ...data },
  })
}
const trash = (db: TestDatabase, id: string, entity = 'contact') => db.call('record.trash', { entity, id })
const listed = async (db: TestDatabase, entity?: string) =>
  (await db.call('trash.list', { ...(entity && { entity }) })).rows.map((row) => row.id)

/** Every place of the database a text could still stand in. */
function placesWith(db: TestDatabase, text: string): string[] {
  const tables = db.conn.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all() as { name: string }[]
  return tables
    .filter(({ name }) => JSON.stringify(db.conn.db.prepare(`SELECT * FROM "${name}"`).all()).includes(text))
    .map(({ name }) => name)
}

describe('the trash', () => {
  it('lists what was trashed, newest first, of every listed entity, with who put it there', async () => {
    const db = testDatabase()
    const ann = await makeContact(db)
    const acme = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
    const note = await db.call('record.create', {
      entity: 'note',
      data: { body: 'first\nsecond', contactId: ann.id },
    })
    expect((await db.call('trash.list', {})).rows).toEqual([])
    await trash(db, acme.id, 'company')
    await trash(db, note.id, 'note')
    await trash(db, ann.id)
    const { rows, counts } = await db.call('trash.list', {})
    const { user } = await db.call('app.info', {})
    expect(rows.map((row) => [row.entity, row.displayName, row.by])).toEqual([
      ['contact', 'Ann Lee', user.name],
      ['note', 'first', user.name],
      ['company', 'Acme', user.name],
    ])
    expect(counts).toMatchObject({ contact: 1, position: 0, company: 1, note: 1, history: 0 })
    expect(await listed(db, 'company')).toEqual([acme.id])
  })

  it('pages through everything once, also records trashed at the same moment', async () => {
    const db = testDatabase()
    const ids: string[] = []
    for (let n = 0; n < 7; n++) ids.push((await makeContact(db, { nickname: String(n) })).id)
    const acme = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
    db.write((write) => {
      for (const name of ['contact', 'company'])
        for (const { rowId } of db.conn.db.prepare(`SELECT rowId FROM ${name}`).all() as { rowId: number }[])
          write.set(entityNamed(name), rowId, { trashedAt: 1_000 })
    })
    const seen: string[] = []
    let after: string | undefined
    for (let page = 0; page < 10; page++) {
      const { rows, next } = await db.call('trash.list', { limit: 3, ...(after && { after }) })
      seen.push(...rows.map((row) => row.id))
      if (next === null) break
      after = next
    }
    expect(seen).toHaveLength(8)
    expect(new Set(seen)).toEqual(new Set([...ids, acme.id]))
  })

  it('restores several as one step that can be undone', async () => {
    const db = testDatabase()
    const [a, b] = [await makeContact(db), await makeContact(db, { givenName: 'Bea' })]
    await trash(db, a.id)
    await trash(db, b.id)
    const before = snapshot(db.conn)
    const records = [a, b].map(({ id }) => ({ entity: 'contact', id }))
    expect(await db.call('trash.restore', { records })).toMatchObject({ restored: 2 })
    expect(await listed(db)).toEqual([])
    expect((await db.call('app.counts', {})).counts.contact).toBe(2)
    const undone = await db.call('operation.undo', {})
    expect(undone).toMatchObject({ reverted: 2, kept: [] })
    expect(snapshot(db.conn)).toEqual(before)
    await expect(db.call('trash.restore', { records: [...records, records[0] ?? a] })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    expect(snapshot(db.conn)).toEqual(before)
  })

  it('shows nobody the private rows of others, and does not erase them', async () => {
    const db = testDatabase()
    const other = await db.call('record.create', {
      entity: 'user',
      data: { name: 'Other', role: 'standard' },
    })
    const mine = await makeContact(db, { private: true })
    const theirs = await makeContact(db, { givenName: SECRET })
    await trash(db, mine.id)
    db.write((write) => {
      const rowOf = (table: string, id: string) =>
        Number(
          db.conn.db
            .prepare(`SELECT rowId FROM ${table} WHERE id = unhex(?)`)
            .pluck()
            .get(id.replaceAll('-', '')),
        )
      write.set(entityNamed('contact'), rowOf('contact', theirs.id), {
        private: 1,
        ownerId: rowOf('user', other.id),
        trashedAt: write.at,
      })
    })
    expect(await listed(db)).toEqual([mine.id])
    expect((await db.call('trash.list', {})).counts.contact).toBe(1)
    for (const name of ['trash.restore', 'trash.empty'] as const)
      await expect(db.call(name, { records: [{ entity: 'contact', id: theirs.id }] })).rejects.toMatchObject({
        record: { code: 'NotFound' },
      })
    expect(await db.call('trash.empty', {})).toMatchObject({ erased: 1 })
    expect(placesWith(db, SECRET)).toContain('contact')
  })
})

describe('emptying', () => {
  async function erasedContact(db: TestDatabase) {
    const field = await db.call('record.create', {
      entity: 'customField',
      data: { entity: 'contact', label: 'Shoe', kind: 'text' },
    })
    const { id } = await makeContact(db, {
      givenName: SECRET,
      emails: [`${SECRET}@example.com`],
      phones: [`081 234 5678`],
      tags: [SECRET],
      [`custom.${field.id}`]: SECRET,
    })
    await db.call('record.update', { entity: 'contact', id, data: { nickname: `${SECRET} two` } })
    await db.call('record.update', { entity: 'contact', id, data: { nickname: null, emails: [] } })
    await db.call('record.update', {
      entity: 'contact',
      id,
      data: { emails: [`${SECRET}@example.org`], [`custom.${field.id}`]: `${SECRET} three` },
    })
    await db.call('draft.save', { entity: 'contact', record: id, data: { givenName: SECRET } })
    await trash(db, id)
    return id
  }

  it('leaves no value of the record anywhere, in rows, log, drafts or the file', async () => {
    const db = testDatabase()
    const id = await erasedContact(db)
    expect(placesWith(db, SECRET).sort()).toEqual(['change', 'contact', 'draft'])
    expect(placesWith(db, SECRET.toLowerCase())).toEqual(['contactPoint'])
    expect(await db.call('trash.empty', {})).toMatchObject({ erased: 1 })
    expect(placesWith(db, SECRET)).toEqual([])
    expect(placesWith(db, SECRET.toLowerCase())).toEqual([])
    db.conn.db.pragma('wal_checkpoint(TRUNCATE)')
    expect(readFileSync(db.file).includes(SECRET)).toBe(false)
    await expect(db.call('record.get', { entity: 'contact', id })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    expect(await db.call('search.run', { text: SECRET })).toMatchObject({ hits: [] })
    expect(checkDatabase(db.conn, { rebuild: false }).findings).toEqual([])
  })

  it('touches nothing else', async () => {
    const db = testDatabase()
    const kept = await makeContact(db, { givenName: 'Kept', phones: ['02 123 4567'] })
    const other = await makeContact(db, { givenName: 'Other' })
    await trash(db, other.id)
    const untouched = snapshot(db.conn)
    const gone = await makeContact(db, { givenName: SECRET })
    await db.call('record.create', { entity: 'note', data: { body: 'stays', contactId: kept.id } })
    await trash(db, gone.id)
    const logOf = (id: string) =>
      db.conn.db
        .prepare(
          'SELECT seq, before FROM change WHERE entity = 1 AND rowId = (SELECT rowId FROM contact WHERE id = unhex(?))',
        )
        .all(id.replaceAll('-', ''))
    const log = logOf(other.id)
    await db.call('trash.empty', { records: [{ entity: 'contact', id: gone.id }] })
    const after = snapshot(db.conn)
    expect(after.contact).toEqual(untouched.contact)
    expect(after.contactPoint).toEqual(untouched.contactPoint)
    expect(after.note).toHaveLength(1)
    expect(logOf(other.id)).toEqual(log)
    expect(await listed(db)).toEqual([other.id])
  })

  it('cannot be undone, and no earlier step brings a value back', async () => {
    const db = testDatabase()
    const id = await erasedContact(db)
    const { operation } = await db.call('trash.empty', {})
    await expect(db.call('operation.undo', { operation: String(operation) })).rejects.toMatchObject({
      record: { code: 'Conflict', reason: 'irreversible' },
    })
    const { operations } = await db.call('operation.list', { limit: 50 })
    expect(operations[0]).toMatchObject({ kind: 'trash.empty', undoable: false, records: 1 })
    for (const each of operations) {
      if (!each.undoable || each.entities.contact === undefined) continue
      const { reverted } = await db.call('operation.undo', { operation: each.id })
      expect(reverted).toBe(0)
    }
    expect(placesWith(db, SECRET)).toEqual([])
    await expect(db.call('record.get', { entity: 'contact', id })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    await expect(db.call('trash.restore', { records: [{ entity: 'contact', id }] })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
  })

  it('tells other devices that the record and each of its elements ended, and no value', async () => {
    const db = testDatabase()
    const id = await erasedContact(db)
    await db.call('trash.empty', {})
    const sent = outbox(db.conn)
    const last = sent.at(-1)?.changes.find((change) => change.id === id)
    expect(last?.registers['5']).toBeTypeOf('number')
    expect(last?.registers['12']).toBeNull()
    const elements = Object.keys(last?.registers ?? {}).filter((key) => key.startsWith('30.'))
    expect(elements).toHaveLength(1)
    expect(elements.map((key) => last?.registers[key])).toEqual([null])
    expect(JSON.stringify(sent)).not.toContain(SECRET)
  })

  it('erases only what is asked for: one entity, or some records', async () => {
    const db = testDatabase()
    const ann = await makeContact(db)
    const acme = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
    await trash(db, ann.id)
    await trash(db, acme.id, 'company')
    expect(await db.call('trash.empty', { entity: 'company' })).toMatchObject({ erased: 1 })
    expect(await listed(db)).toEqual([ann.id])
    await expect(db.call('trash.empty', { entity: 'user' })).rejects.toMatchObject({
      record: { code: 'Denied' },
    })
    expect(await db.call('trash.empty', { entity: 'company' })).toEqual({ operation: null, erased: 0 })
  })

  it('fails whole when something in it fails', async () => {
    const db = testDatabase()
    const id = await erasedContact(db)
    const before = snapshot(db.conn)
    const rowId = Number(db.conn.db.prepare('SELECT max(rowId) FROM contact').pluck().get())
    expect(() =>
      db.write((write) => {
        eraseRows(write, entityNamed('contact'), [rowId])
        throw new Error('power cut')
      }),
    ).toThrow('power cut')
    expect(snapshot(db.conn)).toEqual(before)
    expect(placesWith(db, SECRET)).toContain('change')
    expect(await listed(db)).toEqual([id])
  })
})

describe('what is given once', () => {
  it('a custom field never changes its kind or entity; its name may', async () => {
    const db = testDatabase()
    const { id } = await db.call('record.create', {
      entity: 'customField',
      data: { entity: 'contact', label: 'Size', kind: 'number' },
    })
    for (const data of [{ kind: 'text' }, { entity: 'company' }])
      await expect(db.call('record.update', { entity: 'customField', id, data })).rejects.toMatchObject({
        record: { code: 'Invalid', issues: [{ code: 'fixed' }] },
      })
    await db.call('record.update', {
      entity: 'customField',
      id,
      data: { label: 'Shoe size', kind: 'number' },
    })
    expect(await db.call('record.get', { entity: 'customField', id })).toMatchObject({ label: 'Shoe size' })
  })
})

describe('the file', () => {
  it('is copied by a thread that only reads, and stays what it was', () => {
    const db = testDatabase()
    const reader = openExisting(db.file, 'read')
    expect(backupTo(reader, `${db.file}.copy`)).toMatchObject({ verified: true })
    expect(() => reader.db.exec('DELETE FROM contact')).toThrow(/readonly/)
    reader.close()
  })

  it('is copied, checked and rebuilt', async () => {
    const db = testDatabase()
    await makeContact(db)
    const { file, bytes, verified } = await db.call('backup.create', { folder: `${db.file}.b` })
    expect(verified).toBe(true)
    expect(bytes).toBe(readFileSync(file).length)
    expect(file).toMatch(/test-2026-11-22-\d{6}\.samphan$/)
    await expect(db.call('backup.create', { folder: 'relative' })).rejects.toMatchObject({
      record: { code: 'Invalid' },
    })
    await expect(db.call('backup.create', { folder: db.file })).rejects.toMatchObject({
      record: { code: 'Unavailable', reason: 'folder' },
    })
    db.conn.db.exec("UPDATE contact SET displayName = 'wrong'")
    const { ok, findings } = await db.call('database.check', {})
    expect(ok).toBe(false)
    expect(findings).toMatchObject([{ kind: 'title', entity: 'contact', count: 1 }])
    await db.call('database.rebuild', {})
    expect(await db.call('database.check', {})).toMatchObject({ ok: true, records: expect.any(Number) })
  })
})
