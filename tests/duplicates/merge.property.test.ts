/**
 * Whatever is merged and edited, un-merging gives back every field, every element and every child. The oracle knows nothing of
 * the log: it looks at the records before the merge, right after it, and at what was edited.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WireRecord } from '#db/shared/records.ts'
import { snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'

const scalars = ['givenName', 'familyName', 'jobTitle', 'department', 'status', 'birthday', 'taxId'] as const

interface Element {
  id: string
  value: string
}

const word = (name: string) =>
  name === 'birthday'
    ? fc.constantFrom('1980-01-02', '1990-11-30')
    : fc.constantFrom('a', 'b', 'c', 'ใจดี', 'کریمی')
const maybe = (name: string) => fc.option(word(name), { nil: null, freq: 2 })
const person = fc.record({
  ...Object.fromEntries(scalars.map((name) => [name, maybe(name)])),
  nickname: fc.constantFrom('x', 'y'),
  phones: fc.subarray(['081 111 1111', '082 222 2222', '083 333 3333', '084 444 4444']),
  emails: fc.subarray(['a@x.y', 'b@x.y', 'c@x.y']),
  tags: fc.subarray(['vip', 'b2b', 'old', 'new']),
  hobby: fc.option(fc.constantFrom('chess', 'go'), { nil: null }),
  colour: fc.option(fc.constantFrom('red', 'blue'), { nil: null }),
  notes: fc.nat({ max: 2 }),
})
const edit = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...scalars)
      .chain((field) =>
        fc.record({ t: fc.constant('set' as const), field: fc.constant<string>(field), value: maybe(field) }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      t: fc.constant('set' as const),
      field: fc.constantFrom('hobby', 'colour'),
      value: fc.constantFrom('red', 'blue', null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ t: fc.constantFrom('change' as const, 'remove' as const), at: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('add' as const), n: fc.nat(999) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      t: fc.constantFrom('tag' as const, 'untag' as const),
      tag: fc.constantFrom('vip', 'b2b', 'old', 'fresh'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('note' as const), at: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('newNote' as const) }) },
)
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never
const plain = ({ id: _id, updatedAt: _u, revision: _r, ...record }: WireRecord): Record<string, unknown> =>
  record
const get = async (db: TestDatabase, id: string, entity = 'contact'): Promise<WireRecord> =>
  plainWithId(await db.call('record.get', { entity, id }))
const plainWithId = (record: WireRecord): WireRecord => ({
  ...plain(record),
  id: record.id,
  entity: record.entity,
})
const listOf = (value: unknown): Element[] => value as Element[]

async function world(people: readonly Record<string, unknown>[]) {
  const db = testDatabase()
  const custom = async (label: string, data: object): Promise<string> =>
    `custom.${(await db.call('record.create', { entity: 'customField', data: { entity: 'contact', label, ...data } })).id}`
  const hobby = await custom('Hobby', { kind: 'text' })
  const colour = await custom('Colour', { kind: 'pickList', options: ['red', 'blue'] })
  const ids: string[] = []
  const notes: string[] = []
  for (const { notes: count, hobby: h, colour: c, ...data } of people) {
    const { id } = await db.call('record.create', {
      entity: 'contact',
      data: { ...data, [hobby]: h, [colour]: c },
    })
    ids.push(id)
    for (let n = 0; n < Number(count); n++)
      notes.push(
        (await db.call('record.create', { entity: 'note', data: { body: `${n}`, contactId: id } })).id,
      )
  }
  return { db, ids, notes, names: { hobby, colour } as Readonly<Record<string, string>> }
}
type World = Awaited<ReturnType<typeof world>>

/** One edit on the merged record, and whose note was added. */
async function apply({ db, names, notes }: World, winner: string, step: Edit): Promise<void> {
  const now = await get(db, winner)
  const update = (data: Record<string, unknown>) =>
    db.call('record.update', { entity: 'contact', id: winner, data })
  const phones = listOf(now.phones)
  if (step.t === 'set') await update({ [names[step.field] ?? step.field]: step.value })
  else if (step.t === 'add')
    await update({ phones: [...phones, { value: `09${String(step.n).padStart(8, '0')}` }] })
  else if (step.t === 'tag') await update({ tags: [...new Set([...(now.tags as string[]), step.tag])] })
  else if (step.t === 'untag')
    await update({ tags: (now.tags as string[]).filter((tag) => tag !== step.tag) })
  else if (step.t === 'newNote')
    await db.call('record.create', { entity: 'note', data: { body: 'new', contactId: winner } })
  else if (step.t === 'note') {
    const id = notes[step.at]
    if (id) await db.call('record.update', { entity: 'note', id, data: { body: 'edited' } })
  } else if (step.t === 'change' || step.t === 'remove') {
    const hit = phones[step.at % Math.max(1, phones.length)]
    if (step.t === 'remove') await update({ phones: phones.filter((phone) => phone !== hit) })
    else
      await update({
        phones: phones.map((phone) => (phone === hit ? { id: phone.id, value: '085 555 5555' } : phone)),
      })
  }
}

/** What each record is to be after un-merging: one field at a time. */
function expected(
  before: readonly WireRecord[],
  after: WireRecord,
  now: WireRecord,
): Record<string, unknown>[] {
  const records = before.map((record): Record<string, unknown> => ({ ...record }))
  const [winner, ...losers] = records
  const [own, ...theirs] = before
  if (!winner || !own) return []
  for (const name of Object.keys(own)) {
    if (!(scalars as readonly string[]).includes(name) && !name.startsWith('custom.')) continue
    if (now[name] === after[name]) continue
    const source = own[name] === after[name] ? -1 : theirs.findIndex((record) => record[name] === after[name])
    const owner = losers[source] ?? winner
    owner[name] = now[name]
  }
  for (const name of ['phones', 'emails']) {
    const [merged, is] = [
      new Map(listOf(after[name]).map((e) => [e.id, e])),
      new Map(listOf(now[name]).map((e) => [e.id, e])),
    ]
    for (const record of records) {
      record[name] = listOf(record[name]).flatMap((element) => {
        if (!merged.has(element.id)) return [element]
        const edited = is.get(element.id)
        return edited
          ? [JSON.stringify(edited) === JSON.stringify(merged.get(element.id)) ? element : edited]
          : []
      })
    }
    winner[name] = [...listOf(winner[name]), ...[...is.values()].filter(({ id }) => !merged.has(id))]
  }
  const tags = now.tags as string[]
  const had = new Set(own.tags as string[])
  const merged = new Set(after.tags as string[])
  for (const loser of losers)
    loser.tags = (loser.tags as string[]).filter((tag) => had.has(tag) || tags.includes(tag))
  winner.tags = tags.filter((tag) => had.has(tag) || !merged.has(tag))
  return records
}

const comparable = (record: Record<string, unknown>) => ({
  ...Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'displayName' && name !== 'refs')),
  tags: [...(record.tags as string[])].sort(),
})

const runs = { numRuns: 25 }
const people = fc.array(person, { minLength: 2, maxLength: 4 })

it('merge, edit, un-merge: every field, element and child is where it belongs', async () => {
  await fc.assert(
    fc.asyncProperty(people, fc.array(edit, { maxLength: 8 }), async (given, edits) => {
      const scene = await world(given)
      const { db, ids, notes } = scene
      const before = await Promise.all(ids.map((id) => get(db, id)))
      const parents = await Promise.all(notes.map(async (id) => (await get(db, id, 'note')).contactId))
      const { operation } = await db.call('duplicate.merge', { ids })
      const winner = ids[0] ?? ''
      const after = await get(db, winner)
      for (const step of edits) await apply(scene, winner, step)
      const now = await get(db, winner)
      await db.call('duplicate.unmerge', { operation: operation ?? '' })
      const records = await Promise.all(ids.map((id) => get(db, id)))
      expect(records.map(comparable)).toEqual(expected(before, after, now).map(comparable))
      expect(await Promise.all(notes.map(async (id) => (await get(db, id, 'note')).contactId))).toEqual(
        parents,
      )
      const news = await db.call('record.list', {
        entity: 'note',
        filter: { field: 'body', op: 'is', value: 'new' },
      })
      expect(new Set(news.rows.map(({ contactId }) => contactId)).size).toBeLessThanOrEqual(1)
      for (const { contactId } of news.rows) expect(contactId).toBe(winner)
      expect((await db.call('database.check', {})).findings).toEqual([])
    }),
    runs,
  )
})

it('merge and undo leave nothing; redo is the merge; merges of merges come apart to the first day', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 3, maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 5 }),
      async (given, pairs) => {
        const { db, ids } = await world(given)
        const states = [snapshot(db.conn)]
        const operations: string[] = []
        for (const [x, y] of pairs) {
          const two = [ids[x % ids.length] ?? '', ids[y % ids.length] ?? '']
          try {
            operations.push((await db.call('duplicate.merge', { ids: two })).operation ?? '')
          } catch (error) {
            expect(error).toMatchObject({ record: { code: 'Invalid' } })
            continue
          }
          states.push(snapshot(db.conn))
        }
        for (let at = operations.length; at > 0; at--) {
          expect(snapshot(db.conn)).toEqual(states[at])
          await db.call('operation.undo', {})
        }
        expect(snapshot(db.conn)).toEqual(states[0])
        for (let at = 1; at <= operations.length; at++) {
          await db.call('operation.redo', {})
          expect(snapshot(db.conn)).toEqual(states[at])
        }
        for (;;) {
          const { operations: listed } = await db.call('operation.list', { limit: 500 })
          const next = listed.find(
            ({ kind, undoable }) => undoable && (kind === 'duplicate.merge' || kind === 'operation.redo'),
          )
          if (!next) break
          await db.call('duplicate.unmerge', { operation: next.id })
        }
        expect(snapshot(db.conn)).toEqual(states[0])
        expect((await db.call('database.check', {})).findings).toEqual([])
      },
    ),
    runs,
  )
})

it('merges into one record come apart in any order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 3, maxLength: 5 }),
      fc.infiniteStream(fc.nat()),
      async (given, dice) => {
        const { db, ids } = await world(given)
        const before = snapshot(db.conn)
        const operations: string[] = []
        for (const loser of ids.slice(1))
          operations.push((await db.call('duplicate.merge', { ids: [ids[0] ?? '', loser] })).operation ?? '')
        while (operations.length) {
          const [operation = ''] = operations.splice((dice.next().value ?? 0) % operations.length, 1)
          await db.call('duplicate.unmerge', { operation })
        }
        expect(snapshot(db.conn)).toEqual(before)
      },
    ),
    runs,
  )
})
