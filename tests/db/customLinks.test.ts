/** A custom field that links to another record: written, found, sorted, followed through merges, exported, kept private. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const make = async (db: TestDatabase, entity: string, data: object) =>
  (await db.call('record.create', { entity, data: { ...data } })).id
const link = async (db: TestDatabase, target = 'company') =>
  `custom.${await make(db, 'customField', { entity: 'contact', label: 'Bank', kind: 'ref', target })}`

describe('a link of one’s own', () => {
  it('names what it leads to, wherever it is shown', async () => {
    const db = testDatabase()
    const bank = await link(db)
    const [acme, zed] = [
      await make(db, 'company', { name: 'Acme Bank' }),
      await make(db, 'company', { name: 'Zed Bank' }),
    ]
    // Indexes of custom values are tended between other work: a link must not stop that.
    while (db.engine.tend());
    const ann = await make(db, 'contact', { givenName: 'Ann', [bank]: zed })
    const bo = await make(db, 'contact', { givenName: 'Bo', [bank]: acme })
    const cy = await make(db, 'contact', { givenName: 'Cy' })
    expect(await db.call('record.get', { entity: 'contact', id: ann })).toMatchObject({
      [bank]: zed,
      refs: { [bank]: 'Zed Bank' },
    })
    const found = async (filter: object) =>
      (await db.call('record.list', { entity: 'contact', filter: filter as never })).rows.map(({ id }) => id)
    expect(await found({ field: bank, op: 'is', value: acme })).toEqual([bo])
    expect(await found({ field: bank, op: 'contains', value: 'zed' })).toEqual([ann])
    expect(await found({ field: bank, op: 'notEmpty' })).toEqual([ann, bo])
    expect(await found({ field: bank, op: 'isEmpty' })).toEqual([cy])
    const sorted = await db.call('record.list', { entity: 'contact', sort: [bank], limit: 2 })
    expect(sorted.rows.map(({ id }) => id)).toEqual([bo, ann])
    const { page } = await db.call('lookup.create', {
      entity: 'contact',
      page: { fields: [bank], limit: 10 },
    })
    expect(page?.rows).toEqual([[{ id: zed, name: 'Zed Bank' }], [{ id: acme, name: 'Acme Bank' }], [null]])
    await db.call('record.update', { entity: 'contact', id: ann, data: { [bank]: acme } })
    const { changes } = await db.call('record.changes', { entity: 'contact', id: ann, field: bank })
    expect(changes[0]?.fields[0]).toMatchObject({
      before: { id: zed, displayName: 'Zed Bank' },
      after: { id: acme, displayName: 'Acme Bank' },
    })
    const merged = await db.call('duplicate.merge', { entity: 'company', ids: [zed, acme] })
    expect(await db.call('record.get', { entity: 'contact', id: ann })).toMatchObject({ [bank]: zed })
    await db.call('operation.undo', { operation: merged.operation ?? '' })
    expect(await db.call('record.get', { entity: 'contact', id: ann })).toMatchObject({ [bank]: acme })
  })

  it('leads nowhere it may not, and comes back from a file', async () => {
    const db = testDatabase()
    const bank = await link(db)
    const acme = await make(db, 'company', { name: 'Acme Bank' })
    const ann = await make(db, 'contact', { givenName: 'Ann', [bank]: acme })
    const write = (value: unknown) =>
      db.call('record.update', { entity: 'contact', id: ann, data: { [bank]: value } })
    for (const wrong of ['0193b1a0-0000-7000-8000-000000000000', 'no identity', ann, 7, {}])
      await expect(write(wrong)).rejects.toMatchObject({ record: { code: 'Invalid' } })
    const out = `${db.file}.csv`
    await db.call('transfer.export', { entity: 'contact', out })
    expect(readFileSync(out, 'utf8')).toContain(acme)
    await write(null)
    await db.call('transfer.import', { files: [out], onMatch: 'update' })
    expect(await db.call('record.get', { entity: 'contact', id: ann })).toMatchObject({ [bank]: acme })
  })

  it('tells nobody the name of what is private', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'manager')
    const bob = await person(db, 'Bob', 'admin')
    const { id: field } = await bob.call('record.create', {
      entity: 'customField',
      data: { entity: 'contact', label: 'Bank', kind: 'ref', target: 'company' },
    })
    const bank = `custom.${field}`
    const { id: secret } = await ann.call('record.create', {
      entity: 'company',
      data: { name: 'Quartzfin', private: true },
    })
    const { id } = await ann.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Cy', [bank]: secret },
    })
    const seen = JSON.stringify([
      await bob.call('record.get', { entity: 'contact', id }),
      await bob.call('record.changes', { entity: 'contact', id }),
      await bob.call('lookup.create', { entity: 'contact', page: { fields: [bank], limit: 10 } }),
    ])
    expect(seen).not.toContain('Quartzfin')
    await expect(
      bob.call('record.create', { entity: 'contact', data: { givenName: 'Di', [bank]: secret } }),
    ).rejects.toMatchObject({ record: { code: 'Invalid' } })
  })
})
