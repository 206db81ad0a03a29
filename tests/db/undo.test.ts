import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'

const makeContact = (db: TestDatabase, givenName = 'Ann') =>
  db.call('record.create', { entity: 'contact', data: { givenName, familyName: 'Lee', tags: ['a'] } })
const given = async (db: TestDatabase, id: string) =>
  (await db.call('record.get', { entity: 'contact', id })).givenName

describe('undo', () => {
  it('takes back a create, an update, a trash and a restore, and redoes them', async () => {
    const db = testDatabase()
    const states = [snapshot(db.conn)]
    const { id } = await makeContact(db)
    states.push(snapshot(db.conn))
    await db.call('record.update', {
      entity: 'contact',
      id,
      data: { givenName: 'Bea', phones: ['081 234 5678'] },
    })
    states.push(snapshot(db.conn))
    await db.call('record.trash', { entity: 'contact', id })
    states.push(snapshot(db.conn))
    for (const state of states.slice(0, -1).reverse()) {
      await db.call('operation.undo', {})
      expect(snapshot(db.conn)).toEqual(state)
    }
    for (const state of states.slice(1)) {
      await db.call('operation.redo', {})
      expect(snapshot(db.conn)).toEqual(state)
    }
    await expect(db.call('operation.redo', {})).rejects.toMatchObject({ record: { reason: 'nothingToRedo' } })
  })

  it('a new edit ends what could be redone', async () => {
    const db = testDatabase()
    const { id } = await makeContact(db)
    await db.call('record.update', { entity: 'contact', id, data: { givenName: 'Bea' } })
    await db.call('operation.undo', {})
    await db.call('record.update', { entity: 'contact', id, data: { givenName: 'Cid' } })
    await expect(db.call('operation.redo', {})).rejects.toMatchObject({ record: { reason: 'nothingToRedo' } })
  })

  it('leaves a field that was changed later and says by whom', async () => {
    const db = testDatabase()
    const { id } = await makeContact(db)
    const first = await db.call('record.update', {
      entity: 'contact',
      id,
      data: { givenName: 'Bea', nickname: 'B' },
    })
    await db.call('record.update', { entity: 'contact', id, data: { givenName: 'Cid' } })
    const undone = await db.call('operation.undo', { operation: String(first.operation) })
    expect(undone.kept).toMatchObject([{ entity: 'contact', id, field: 'givenName' }])
    expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({
      givenName: 'Cid',
      nickname: null,
    })
  })

  it('counts a later write that was itself undone as never made', async () => {
    const db = testDatabase()
    const { id } = await makeContact(db)
    const first = await db.call('record.update', { entity: 'contact', id, data: { givenName: 'Bea' } })
    const second = await db.call('record.update', { entity: 'contact', id, data: { givenName: 'Cid' } })
    await db.call('operation.undo', { operation: String(second.operation) })
    const undone = await db.call('operation.undo', { operation: String(first.operation) })
    expect(undone.kept).toEqual([])
    expect(await given(db, id)).toBe('Ann')
  })

  it('keeps a record somebody has worked on since it was made', async () => {
    const db = testDatabase()
    const made = await makeContact(db)
    await db.call('record.update', { entity: 'contact', id: made.id, data: { jobTitle: 'Buyer' } })
    const undone = await db.call('operation.undo', { operation: String(made.operation) })
    expect(undone.kept).toMatchObject([{ field: 'jobTitle' }])
    expect(await given(db, made.id)).toBe('Ann')
  })

  it('refuses to undo the making of the database, which would leave nobody to act', async () => {
    const db = testDatabase()
    const { operations } = await db.call('operation.list', {})
    expect(operations).toMatchObject([{ kind: 'database.create', undoable: false }])
    await expect(db.call('operation.undo', { operation: String(operations[0]?.id) })).rejects.toMatchObject({
      record: { code: 'Conflict', reason: 'irreversible' },
    })
  })

  it('refuses to undo twice', async () => {
    const db = testDatabase()
    const made = await makeContact(db)
    await db.call('operation.undo', { operation: String(made.operation) })
    await expect(db.call('operation.undo', { operation: String(made.operation) })).rejects.toMatchObject({
      record: { code: 'Conflict', reason: 'alreadyUndone' },
    })
  })

  it('any run of edits, undone to the bottom, is the state before; redone to the top, the state after', async () => {
    const name = fc.constantFrom('Ann', 'สมชาย', 'محمد', '')
    const edit = fc.record({ row: fc.nat(2), givenName: name, nickname: name, trash: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        const db = testDatabase()
        const ids = [await makeContact(db, '0'), await makeContact(db, '1'), await makeContact(db, '2')].map(
          (r) => r.id,
        )
        const before = snapshot(db.conn)
        let done = 0
        for (const { row, trash, ...data } of edits) {
          const id = ids[row] ?? ''
          const input = { entity: 'contact', id }
          const result = trash
            ? await db.call('record.trash', input)
            : await db.call('record.update', { ...input, data })
          if (result.operation !== null) done++
        }
        const after = snapshot(db.conn)
        for (let i = 0; i < done; i++) await db.call('operation.undo', {})
        expect(snapshot(db.conn)).toEqual(before)
        for (let i = 0; i < done; i++) await db.call('operation.redo', {})
        // A second trash of the same row moves only its time.
        expect(snapshot(db.conn)).toEqual(after)
      }),
      { numRuns: 40 },
    )
  })
})
