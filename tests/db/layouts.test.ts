/** Layouts: what they ask of records, how they survive fields that go, newer programs, rubbish and another database. */
import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contact } from '#db/shared/contacts.ts'
import type { Input } from '#db/shared/contract.ts'
import { type LayoutBody, placedFields, readLayout } from '#db/shared/layouts.ts'
import { testDatabase } from '../helpers/database.ts'

type Placed = LayoutBody['tabs'][number]['sections'][number]['fields']
const withFields = (fields: Placed, hidden: string[] = []): LayoutBody => ({
  version: 1,
  tabs: [{ id: 'main', sections: [{ id: 'name', fields }] }],
  hidden,
})
const set = (layout: LayoutBody): Input<'layout.set'> => ({ entity: 'contact', layout })
const refusal = (issues: object[]) => ({
  record: { code: 'Invalid', issues: issues.map((issue) => expect.objectContaining(issue)) },
})

describe('a layout', () => {
  it('makes the host ask for what must be filled in, and keep what must not be changed', async () => {
    const db = testDatabase()
    const { id } = await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Ann', status: 'Lead' },
    })
    await db.call(
      'layout.set',
      set(
        withFields([
          { name: 'givenName' },
          { name: 'jobTitle', required: true },
          { name: 'status', readOnly: true },
        ]),
      ),
    )
    await expect(
      db.call('record.create', { entity: 'contact', data: { givenName: 'Bo' } }),
    ).rejects.toMatchObject(refusal([{ field: 'jobTitle', code: 'required' }]))
    const update = (data: object) => db.call('record.update', { entity: 'contact', id, data: { ...data } })
    await expect(update({ jobTitle: null })).rejects.toMatchObject(
      refusal([{ field: 'jobTitle', code: 'required' }]),
    )
    await expect(update({ status: 'Gone' })).rejects.toMatchObject(
      refusal([{ field: 'status', code: 'readOnly' }]),
    )
    // What is there already may be left as it is; other fields are nobody's business.
    expect(await update({ familyName: 'Lee' })).toMatchObject({ familyName: 'Lee', status: 'Lead' })
  })

  it('gives a new record what it begins with, unless somebody said it is empty', async () => {
    const db = testDatabase()
    await db.call(
      'layout.set',
      set(
        withFields([
          { name: 'status', default: 'Lead' },
          { name: 'tags', default: ['new'] },
        ]),
      ),
    )
    const make = (data: object) =>
      db.call('record.create', { entity: 'contact', data: { givenName: 'A', ...data } })
    expect(await make({})).toMatchObject({ status: 'Lead', tags: ['new'] })
    expect(await make({ status: 'Customer', tags: null })).toMatchObject({ status: 'Customer', tags: [] })
  })

  it('lets an import bring records as they are', async () => {
    const db = testDatabase()
    await db.call(
      'layout.set',
      set(
        withFields([
          { name: 'jobTitle', required: true },
          { name: 'status', default: 'Lead' },
        ]),
      ),
    )
    const file = `${db.file}.csv`
    writeFileSync(file, 'First Name,Last Name,E-mail\nAnn,Lee,ann@example.com\n')
    expect(await db.call('transfer.import', { files: [file] })).toMatchObject({ created: 1, rejected: 0 })
  })

  it('of which a field is gone, or that is newer or broken, opens and says so', async () => {
    const db = testDatabase()
    const { id } = await db.call('record.create', {
      entity: 'customField',
      data: { entity: 'contact', label: 'Hobby', kind: 'text' },
    })
    const name = `custom.${id}`
    await db.call(
      'layout.set',
      set(withFields([{ name, required: true }, { name: 'givenName' }], ['suffix', 'nothing'])),
    )
    await db.call('record.trash', { entity: 'customField', id })
    const { layout, problems } = await db.call('layout.get', { entity: 'contact' })
    expect(problems).toEqual([
      { code: 'unknownField', field: name },
      { code: 'unknownField', field: 'nothing' },
    ])
    expect(layout && placedFields(layout).map((each) => each.name)).toEqual(['givenName'])
    // A field that is gone asks for nothing.
    await db.call('record.create', { entity: 'contact', data: { givenName: 'Bo' } })
    await db.call('record.restore', { entity: 'customField', id })
    expect((await db.call('layout.get', { entity: 'contact' })).problems).toHaveLength(1)

    for (const [body, code] of [
      ['{"version":2,"tabs":"of tomorrow"}', 'newer'],
      ['{"version":1,"tabs":[]}', 'unreadable'],
      ['"text"', 'unreadable'],
    ] as const) {
      db.conn.prepare('UPDATE layout SET body = ?').run(body)
      expect(await db.call('layout.get', { entity: 'contact' })).toMatchObject({
        layout: null,
        problems: [{ code }],
      })
      await db.call('record.create', { entity: 'contact', data: { givenName: 'Cy' } })
    }
    await expect(db.call('layout.set', set({ ...withFields([]), version: 2 }))).rejects.toMatchObject({
      record: { code: 'Invalid', reason: 'newerLayout' },
    })
  })

  it('goes to another database as a file, its custom fields found by what they are called', async () => {
    const here = testDatabase()
    const there = testDatabase()
    const hobby = async (db: typeof here) =>
      `custom.${(await db.call('record.create', { entity: 'customField', data: { entity: 'contact', label: 'Hobby', kind: 'text' } })).id}`
    const mine = await hobby(here)
    const theirs = await hobby(there)
    await here.call(
      'layout.set',
      set(
        withFields([
          { name: mine, label: 'Pastime' },
          { name: 'givenName', width: 'full' },
        ]),
      ),
    )
    const out = `${here.file}.layout.json`
    const { document } = await here.call('layout.export', { entity: 'contact', out })
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(document)
    const { layout, problems } = await there.call('layout.import', { files: [out] })
    expect(problems).toEqual([])
    expect(layout && placedFields(layout)).toEqual([
      { name: theirs, label: 'Pastime' },
      { name: 'givenName', width: 'full' },
    ])

    for (const text of [
      '',
      '{',
      '[]',
      '{"format":"samphan.layout"}',
      '{"format":"other","entity":"contact"}',
    ]) {
      writeFileSync(out, text)
      await expect(there.call('layout.import', { files: [out] })).rejects.toMatchObject({
        record: { code: 'Invalid', reason: 'notALayout' },
      })
    }
    await expect(there.call('layout.import', { files: [`${out}.gone`] })).rejects.toMatchObject({
      record: { code: 'Unavailable' },
    })
  })

  it('whatever is stored, is read without a failure, each field at most once, required ones never hidden', () => {
    const name = fc.constantFrom('givenName', 'familyName', 'phones', 'photo', 'nothing', 'createdAt')
    const layout = fc.record({
      version: fc.constantFrom(1, 1, 1, 2),
      tabs: fc.array(
        fc.record({
          id: fc.string({ minLength: 1, maxLength: 8 }),
          sections: fc.array(
            fc.record({ id: fc.constant('s'), fields: fc.array(fc.record({ name }), { maxLength: 6 }) }),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 3 },
      ),
      hidden: fc.array(name, { maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.oneof(layout, fc.anything()), (stored) => {
        const { body } = readLayout(stored, contact.fields)
        if (!body) return
        const names = [...placedFields(body).map((each) => each.name), ...body.hidden]
        expect(new Set(names).size).toBe(names.length)
        expect(names).not.toContain('photo')
        expect(names).not.toContain('nothing')
        expect(names).not.toContain('createdAt')
      }),
      { numRuns: 500 },
    )
  })
})
