/** Undoing a choice opens the conflict again on every computer, with the authors it had. */
import { describe, expect, it } from 'vitest'
import type { TestDatabase } from '../helpers/database.ts'
import { choose, conflictsOf, exchange, team, told } from './choosing.ts'

/** One contact whose job title the two wrote apart; `b` wrote last, so that is shown. */
async function apart(
  a: TestDatabase,
  b: TestDatabase,
  fields: (of: string) => Record<string, unknown> = (of) => ({ jobTitle: `Of ${of}` }),
): Promise<string> {
  const { id } = await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
  await exchange(a, b)
  await a.call('record.update', { entity: 'contact', id, data: fields('a') })
  await b.call('record.update', { entity: 'contact', id, data: fields('b') })
  await exchange(a, b, a)
  return id
}

describe('undo of a choice', () => {
  for (const [what, which] of [
    ['the other', 1],
    ['what is shown already', 0],
  ] as const)
    for (const rounds of [0, 1])
      it(`of ${what}, ${rounds ? 'after the next round' : 'at once'}, is the conflict it was, everywhere`, async () => {
        const { a, b } = await team()
        const id = await apart(a, b)
        const before = await told(a)
        expect(before).toMatchObject([{ field: 'jobTitle', values: [{}, {}] }])
        expect(await told(b)).toEqual(before)
        const operation = await choose(a, which)
        expect(await told(a)).toEqual([])
        if (rounds) {
          await exchange(a, b)
          expect(await told(b)).toEqual([])
        }
        await a.call('operation.undo', { operation })
        expect(await told(a)).toEqual(before)
        await exchange(a, b)
        for (const db of [a, b]) {
          expect(await told(db)).toEqual(before)
          expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({
            jobTitle: before[0]?.values[0]?.value,
          })
        }
        // It is answered like any other, for good.
        await choose(b, 1)
        await exchange(b, a)
        for (const db of [a, b]) expect(await told(db)).toEqual([])
      })

  it('can be done again and taken back again', async () => {
    const { a, b } = await team()
    const id = await apart(a, b)
    const values = async (db: TestDatabase) =>
      (await conflictsOf(db)).map((one) => one.values.map(({ value }) => value))
    await choose(a, 1)
    await exchange(a, b)
    for (let turn = 0; turn < 2; turn++) {
      await a.call('operation.undo', {})
      await exchange(a, b)
      for (const db of [a, b]) expect(await values(db)).toEqual([['Of b', 'Of a']])
      await a.call('operation.redo', {})
      await exchange(a, b)
      for (const db of [a, b]) {
        expect(await values(db)).toEqual([])
        expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({ jobTitle: 'Of a' })
      }
    }
  })

  it('leaves alone what somebody has written since', async () => {
    const { a, b } = await team()
    const id = await apart(a, b)
    const operation = await choose(a, 1)
    await exchange(a, b)
    await b.call('record.update', { entity: 'contact', id, data: { jobTitle: 'Later' } })
    await exchange(b, a)
    const { kept } = await a.call('operation.undo', { operation })
    expect(kept).toMatchObject([{ field: 'jobTitle' }])
    await exchange(a, b)
    for (const db of [a, b]) {
      expect(await told(db)).toEqual([])
      expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({ jobTitle: 'Later' })
    }
  })

  it('holds for many at once, for parts of lists and for tags', async () => {
    const { a, b } = await team()
    await apart(a, b, (of) => ({ jobTitle: `Of ${of}`, department: `Of ${of}` }))
    const second = await apart(a, b, (of) => ({ nickname: of, birthday: null, givenName: `Ann ${of}` }))
    const before = await told(b)
    expect(before.length).toBe(4)
    const operation = await choose(b, 1)
    await exchange(b, a)
    await b.call('operation.undo', { operation })
    await exchange(b, a)
    for (const db of [a, b]) expect(await told(db)).toEqual(before)
    expect(await a.call('record.get', { entity: 'contact', id: second })).toMatchObject({ nickname: 'b' })
  })

  it('holds for what was typed over a conflict, too', async () => {
    const { a, b } = await team()
    const id = await apart(a, b)
    const { operation } = await a.call('record.update', {
      entity: 'contact',
      id,
      data: { jobTitle: 'Neither' },
    })
    await exchange(a, b)
    await a.call('operation.undo', { operation: operation ?? '' })
    await exchange(a, b)
    for (const db of [a, b])
      expect((await conflictsOf(db)).map((one) => one.values.map(({ value }) => value))).toEqual([
        ['Of b', 'Of a'],
      ])
  })

  it.each([0, 1])('holds for a record deleted here and changed there (%i)', async (which) => {
    const { a, b } = await team()
    const { id, operation } = await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    await exchange(a, b)
    await a.call('operation.undo', { operation: operation ?? '' })
    await b.call('record.update', { entity: 'contact', id, data: { jobTitle: 'Kept' } })
    await exchange(a, b, a)
    const before = await told(a)
    expect(before).toMatchObject([{ field: 'deletedAt' }])
    const choice = await choose(a, which)
    await exchange(a, b)
    for (const db of [a, b]) expect(await told(db)).toEqual([])
    await a.call('operation.undo', { operation: choice })
    await exchange(a, b)
    for (const db of [a, b]) {
      expect(await told(db)).toEqual(before)
      expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({ jobTitle: 'Kept' })
    }
  })

  it('holds for what was written to a record merged away', async () => {
    const { a, b } = await team()
    const made = async (givenName: string, jobTitle: string): Promise<string> =>
      (await a.call('record.create', { entity: 'contact', data: { givenName, jobTitle } })).id
    const [winner, loser] = [await made('Mali', 'Buyer'), await made('Malee', 'Purchasing')]
    await exchange(a, b)
    await a.call('duplicate.merge', { ids: [winner, loser] })
    await b.call('record.update', { entity: 'contact', id: loser, data: { jobTitle: 'Director' } })
    await exchange(a, b, a)
    const before = await told(b)
    expect(before).toMatchObject([{ field: 'jobTitle', values: [{ value: 'Buyer' }, { value: 'Director' }] }])
    const operation = await choose(b, 1)
    await exchange(b, a)
    await b.call('operation.undo', { operation })
    await exchange(b, a)
    for (const db of [a, b]) expect(await told(db)).toEqual(before)
  })
})
