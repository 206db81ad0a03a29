import { describe, expect, it } from 'vitest'
import { company } from '#db/shared/companies.ts'
import { contact } from '#db/shared/contacts.ts'
import { testDatabase } from '../helpers/database.ts'

const issues = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: { record: { code: string; issues?: { field: string; code: string }[] } }) =>
      [error.record.code, ...(error.record.issues ?? []).map((issue) => `${issue.field} ${issue.code}`)].join(
        '; ',
      ),
  )

describe('writing a record', () => {
  it('gives back what was written, with identities, element ids and names', async () => {
    const db = testDatabase()
    const firm = await db.call('record.create', { entity: 'company', data: { name: 'บริษัท สยามพาณิชย์ จำกัด' } })
    const made = await db.call('record.create', {
      entity: 'contact',
      data: {
        givenName: 'สมชาย',
        familyName: 'ใจดี',
        companyId: firm.id,
        phones: [{ label: 'mobile', value: '081-234-5678' }],
        emails: ['somchai@example.com'],
        tags: ['VIP', 'VIP', ' '],
        birthday: '--02-29',
      },
    })
    expect(made).toMatchObject({
      entity: 'contact',
      givenName: 'สมชาย',
      companyId: firm.id,
      phones: [{ label: 'mobile', value: '081-234-5678', e164: '+66812345678' }],
      emails: [{ value: 'somchai@example.com' }],
      tags: ['VIP'],
      birthday: '--02-29',
      refs: { companyId: 'บริษัท สยามพาณิชย์ จำกัด' },
    })
    expect(made.operation).toMatch(/^[0-9a-f-]{36}$/)
    expect(await db.call('record.get', { entity: 'contact', id: made.id })).toMatchObject({
      displayName: 'สมชาย ใจดี',
    })
  })

  it('names every bad field and writes nothing', async () => {
    const db = testDatabase()
    const attempt = db.call('record.create', {
      entity: 'contact',
      data: {
        givenName: 5,
        birthday: '1404-13-01',
        nope: 1,
        companyId: 'x',
        phones: [{ value: 'a', colour: 'red' }],
      },
    })
    expect(await issues(attempt)).toBe(
      'Invalid; givenName text; birthday yearly; nope unknown; companyId id; phones.0.colour unknown',
    )
    expect((await db.call('app.counts', {})).counts.contact).toBe(0)
  })

  it('refuses a reference to nothing, an empty record, and a required field emptied', async () => {
    const db = testDatabase()
    const lost = '01900000-0000-7000-8000-000000000000'
    expect(
      await issues(
        db.call('record.create', { entity: 'contact', data: { givenName: 'A', companyId: lost } }),
      ),
    ).toBe('Invalid; companyId reference')
    expect(await issues(db.call('record.create', { entity: 'contact', data: {} }))).toBe(
      'Invalid; honorific empty',
    )
    const firm = await db.call('record.create', { entity: 'company', data: { name: 'A' } })
    expect(
      await issues(db.call('record.update', { entity: 'company', id: firm.id, data: { name: '' } })),
    ).toBe('Invalid; name required')
    expect(await issues(db.call('record.get', { entity: 'contact', id: lost }))).toBe('NotFound')
    expect(await issues(db.call('record.get', { entity: 'sqlite_schema', id: lost }))).toBe('Invalid')
  })

  it('leaves no operation behind when nothing changed, and logs only what did', async () => {
    const db = testDatabase()
    const made = await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Ann', familyName: 'Lee', emails: ['a@b.c'] },
    })
    const same = await db.call('record.update', {
      entity: 'contact',
      id: made.id,
      data: { givenName: 'Ann', emails: ['a@b.c'] },
    })
    expect(same.operation).toBeNull()
    await db.call('record.update', {
      entity: 'contact',
      id: made.id,
      data: { givenName: 'Anna', familyName: 'Lee' },
    })
    const { changes } = await db.call('record.changes', { entity: 'contact', id: made.id })
    expect(changes.map(({ kind, fields }) => ({ kind, fields }))).toEqual([
      { kind: 'update', fields: [{ field: 'givenName', before: 'Ann', after: 'Anna' }] },
      { kind: 'create', fields: [] },
    ])
  })

  it('keeps hostile text exactly as it came, less NUL and broken surrogates', async () => {
    const db = testDatabase()
    const nasty = '<img src=x onerror=alert(1)> \u202Eevil\u202C \u0007 \'"; DROP TABLE contact;--'
    const made = await db.call('record.create', {
      entity: 'contact',
      data: { givenName: `${nasty}\0`, nickname: 'a\uD800b' },
    })
    expect(made.givenName).toBe(nasty)
    expect(made.nickname).toBe('a\uFFFDb')
  })

  it('tells an editor that somebody changed the same field meanwhile', async () => {
    const db = testDatabase()
    const made = await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    const seq = db.conn.db.prepare('SELECT max(seq) AS seq FROM change').get() as { seq: number }
    await db.call('record.update', { entity: 'contact', id: made.id, data: { givenName: 'Anne' } })
    const update = (data: object) =>
      db.call('record.update', { entity: 'contact', id: made.id, data: { ...data }, expect: seq.seq })
    expect(await issues(update({ givenName: 'Anna' }))).toBe('Conflict')
    expect(await issues(update({ familyName: 'Lee' }))).toBe('accepted')
  })

  it('rolls a failing operation back whole', () => {
    const db = testDatabase()
    const attempt = () =>
      db.write((write) => {
        write.create(company, { name: 'Half' })
        throw new Error('stop')
      })
    expect(attempt).toThrow('stop')
    expect(db.conn.db.prepare('SELECT count(*) AS n FROM company').get()).toEqual({ n: 0 })
    expect(db.write((write) => write.create(contact, { givenName: 'Whole' }))).toBe(1)
  })

  it('commits durably: synchronous is FULL on a write connection, in WAL', () => {
    const { conn } = testDatabase()
    expect(conn.db.pragma('synchronous', { simple: true })).toBe(2)
    expect(conn.db.pragma('journal_mode', { simple: true })).toBe('wal')
  })
})
