/** Consent: what counts, that an opt-out wins on every device and in every order, and what a person is handed over. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyRemote } from '#db/core/applyRemote.ts'
import { addressNorm, Permission, type Question, refusalNow } from '#db/core/consent.ts'
import { outbox } from '#db/core/outbox.ts'
import { rowIdOf } from '#db/core/write.ts'
import type { Input } from '#db/shared/contract.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

const contact = async (
  db: TestDatabase,
  data: Record<string, unknown> = { givenName: 'Ann' },
): Promise<string> => (await db.call('record.create', { entity: 'contact', data })).id
const say = (db: TestDatabase, id: string, more: Partial<Input<'consent.record'>> = {}) =>
  db.call('consent.record', { entity: 'contact', id, decision: 'refused', channel: 'email', ...more })
const ask = (more: Partial<Question> = {}): Question => ({
  channel: 'email',
  purpose: null,
  needsConsent: false,
  day: '2026-11-22',
  ...more,
})
/** By the list's way and by the message's way, which must agree. */
function answer(db: TestDatabase, id: string, question: Question, address: string | null = null) {
  const rowId = rowIdOf(db.conn, entityNamed('contact'), id)
  const norm = address === null ? null : addressNorm(db.conn, address)
  const many = new Permission(db.conn, question).refusal('contact', rowId, norm)
  const one = refusalNow(db.conn, question, { contactId: rowId, companyId: null, address })
  expect(one).toBe(many)
  return one
}

describe('an opt-out', () => {
  test('counts for its channel and purpose, and one from everything for all of them', async () => {
    const db = testDatabase()
    const id = await contact(db)
    expect(answer(db, id, ask())).toBeUndefined()
    await say(db, id, { purpose: 'Newsletter' })
    expect(answer(db, id, ask({ purpose: 'newsletter' }))).toBe('optedOut')
    expect(answer(db, id, ask({ purpose: 'Events' }))).toBeUndefined()
    expect(answer(db, id, ask())).toBe('optedOut')
    expect(answer(db, id, ask({ channel: 'phone' }))).toBeUndefined()
    await say(db, id, { channel: 'all' })
    expect(answer(db, id, ask({ channel: 'phone', purpose: 'Events' }))).toBe('optedOut')
  })

  test('is taken back only by an agreement as wide as itself, made after it', async () => {
    const db = testDatabase()
    const id = await contact(db)
    await say(db, id, { channel: 'all' })
    expect(await say(db, id, { decision: 'granted', purpose: 'Newsletter' })).toMatchObject({ standing: 1 })
    expect(answer(db, id, ask({ purpose: 'Newsletter' }))).toBe('optedOut')
    expect(await say(db, id, { decision: 'granted', channel: 'all' })).toMatchObject({ standing: 0 })
    expect(answer(db, id, ask({ purpose: 'Newsletter', needsConsent: true }))).toBeUndefined()
    await say(db, id)
    expect(answer(db, id, ask({ needsConsent: true }))).toBe('optedOut')
    expect((await db.call('consent.of', { entity: 'contact', id })).channels).toContainEqual({
      channel: 'email',
      state: 'refused',
    })
    await db.call('operation.undo', {})
    expect(answer(db, id, ask({ needsConsent: true }))).toBeUndefined()
  })

  test('goes with its address to whoever has it too, and through a merge', async () => {
    const db = testDatabase()
    const a = await contact(db, { givenName: 'Ann', emails: ['Ann@Example.com'] })
    const b = await contact(db, { givenName: 'Anne', emails: ['ann@example.com'] })
    await say(db, a)
    expect(answer(db, b, ask(), 'ann@example.com')).toBe('optedOut')
    expect(answer(db, b, ask(), 'other@example.com')).toBeUndefined()
    const c = await contact(db, { givenName: 'Cid' })
    await db.call('duplicate.merge', { ids: [c, a] })
    expect(answer(db, c, ask(), null)).toBe('optedOut')
  })

  test('of a bare address stops everybody who has it', async () => {
    const db = testDatabase()
    await db.call('consent.record', { address: ' Bo@Example.com ', decision: 'refused', channel: 'email' })
    const bo = await contact(db, { givenName: 'Bo', emails: ['bo@example.com'], phones: ['081 234 5678'] })
    expect(answer(db, bo, ask(), 'bo@example.com')).toBe('optedOut')
    await db.call('consent.record', { address: '+66 (81) 234-5678', decision: 'refused', channel: 'phone' })
    expect(answer(db, bo, ask({ channel: 'phone' }), '0812345678')).toBe('optedOut')
  })

  test('cannot be edited or deleted past its own verbs', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const { id: refusal } = await say(db, id)
    for (const name of ['record.update', 'record.trash'] as const)
      await expect(
        db.call(name, { entity: 'consent', id: refusal, data: { decision: 'granted' } }),
      ).rejects.toMatchObject({ record: { code: 'Denied' } })
    await expect(
      db.call('bulk.trash', { entity: 'consent', target: { ids: [refusal] } }),
    ).rejects.toMatchObject({ record: { code: 'Denied' } })
  })
})

test('an agreement counts until its day, and for the purpose it names', async () => {
  const db = testDatabase()
  const id = await contact(db)
  const needs = (more: Partial<Question> = {}) => ask({ needsConsent: true, purpose: 'Newsletter', ...more })
  expect(answer(db, id, needs())).toBe('noConsent')
  await say(db, id, { decision: 'granted', purpose: 'Newsletter', until: '2026-11-22' })
  expect(answer(db, id, needs())).toBeUndefined()
  expect(answer(db, id, needs({ day: '2026-11-23' }))).toBe('noConsent')
  expect(answer(db, id, needs({ purpose: 'Events' }))).toBe('noConsent')
})

/** Hands over everything one database wrote; what was heard before changes nothing. */
function bring(from: TestDatabase, to: TestDatabase): void {
  for (const tx of structuredClone(outbox(from.conn))) applyRemote(to.conn, tx)
}

test('wins over an agreement made elsewhere that did not know of it, whichever comes first or last', async () => {
  const said = fc.record({
    where: fc.constantFrom(0, 1),
    decision: fc.constantFrom('granted' as const, 'refused' as const),
    sync: fc.boolean(),
  })
  let seed = 100
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 2, maxLength: 7 }), async (steps) => {
      const [a, b] = [testDatabase({ seed: seed++ }), testDatabase({ seed: seed++ })]
      const meet = (): void => {
        bring(a, b)
        bring(b, a)
      }
      const id = await contact(a)
      meet()
      // What each device has heard; a refusal stands while no agreement was made by somebody who had heard of it.
      const heard: [Set<number>, Set<number>] = [new Set(), new Set()]
      const standing = new Set<number>()
      for (const [n, { where, decision, sync }] of steps.entries()) {
        await say(where === 0 ? a : b, id, { decision })
        if (decision === 'refused') {
          standing.add(n)
          heard[where].add(n)
        } else for (const each of heard[where]) standing.delete(each)
        if (sync) {
          meet()
          const all = new Set([...heard[0], ...heard[1]])
          heard[0] = new Set(all)
          heard[1] = new Set(all)
        }
      }
      meet()
      for (const db of [a, b]) expect(answer(db, id, ask())).toBe(standing.size > 0 ? 'optedOut' : undefined)
    }),
    { numRuns: 12 },
  )
})

test('all that is known of a person goes into one file, and nothing of others', async () => {
  const db = testDatabase()
  const id = await contact(db, { givenName: 'Ann', emails: ['ann@example.com'] })
  await contact(db, { givenName: 'Somebody else' })
  await say(db, id, { source: 'Letter of 3 May' })
  await db.call('record.create', { entity: 'note', data: { body: 'Likes tea', contactId: id } })
  const out = `${db.file}.ann.json`
  expect(await db.call('consent.personData', { entity: 'contact', id, out })).toMatchObject({ records: 3 })
  const text = readFileSync(out, 'utf8')
  expect(text).toContain('Letter of 3 May')
  expect(text).toContain('Likes tea')
  expect(text).toContain('ann@example.com')
  expect(text).not.toContain('Somebody else')
})

describe('what is not to be kept any longer', () => {
  test('counts no more, is listed until somebody erases it, and an opt-out goes on to count', async () => {
    const db = testDatabase()
    const [yes, no] = [await contact(db), await contact(db, { givenName: 'Bo' })]
    const { id: agreed } = await say(db, yes, {
      decision: 'granted',
      wording: 'Yes please',
      keepUntil: '2026-11-21',
    })
    const { id: refused } = await say(db, no, { source: 'Telephone call', keepUntil: '2026-11-21' })
    expect(answer(db, yes, ask({ needsConsent: true }))).toBe('noConsent')
    expect(answer(db, yes, ask({ needsConsent: true, day: '2026-11-21' }))).toBeUndefined()
    expect(answer(db, no, ask())).toBe('optedOut')
    expect((await db.call('consent.of', { entity: 'contact', id: yes })).entries).toMatchObject([
      { counts: false },
    ])
    const listed = await db.call('consent.expired', {})
    expect(listed).toMatchObject({ total: 2, keepOver: 2 })
    expect(listed.entries).toMatchObject([
      { id: agreed, entity: 'contact', record: yes, name: 'Ann', keepOver: true, counts: false },
      { id: refused, record: no, counts: true },
    ])
    expect(await db.call('consent.erase', { ids: [agreed, refused] })).toMatchObject({ erased: 1, bared: 1 })
    expect(await db.call('consent.expired', {})).toMatchObject({ total: 0 })
    expect(answer(db, no, ask())).toBe('optedOut')
    expect((await db.call('consent.of', { entity: 'contact', id: no })).entries).toMatchObject([
      { source: null, decision: 'refused' },
    ])
    for (const word of ['Yes please', 'Telephone call'])
      expect(
        db.conn.db.prepare('SELECT count(*) FROM change WHERE instr(before, ?) > 0').pluck().get(word),
      ).toBe(0)
  })

  test('is told some days before, and what only ran out is told apart', async () => {
    const db = testDatabase()
    const id = await contact(db)
    await say(db, id, { decision: 'granted', until: '2026-12-01' })
    expect(await db.call('consent.expired', {})).toMatchObject({ total: 0 })
    expect(await db.call('consent.expired', { ahead: 30 })).toMatchObject({
      total: 1,
      keepOver: 0,
      entries: [{ until: '2026-12-01', keepOver: false, counts: true }],
    })
  })
})

test('somebody who is erased stays opted out, by hashes of their addresses and nothing else', async () => {
  const db = testDatabase()
  const id = await contact(db, { givenName: 'Ann', emails: ['Ann@Example.com'], phones: ['081 234 5678'] })
  const twin = await contact(db, { givenName: 'Annie', emails: ['annie@example.com'] })
  await say(db, twin, { purpose: 'Newsletter' })
  await say(db, id, { channel: 'all', source: 'A letter of hers' })
  await say(db, id, { decision: 'granted', channel: 'email', purpose: 'Invoices', proof: 'Her signature' })
  const { id: list } = await db.call('list.save', { name: 'Never', role: 'suppression' })
  await db.call('list.fill', { list, target: { ids: [id] } })
  await db.call('duplicate.merge', { ids: [id, twin] })
  await db.call('record.trash', { entity: 'contact', id })
  await db.call('trash.empty', {})
  const stored = JSON.stringify(
    ['consent', 'listMember', 'change'].map((table) => db.conn.db.prepare(`SELECT * FROM ${table} `).all()),
  )
  for (const word of ['xample.com', '0812345678', '66812345678', 'A letter of hers', 'Her signature', 'Ann'])
    expect(stored).not.toContain(word)
  const again = await contact(db, {
    givenName: 'A.',
    emails: ['ann@example.com'],
    phones: ['+66 81 234 5678'],
  })
  expect(answer(db, again, ask(), 'ann@example.com')).toBe('optedOut')
  expect(answer(db, again, ask({ channel: 'phone' }), '0812345678')).toBe('optedOut')
  expect(answer(db, again, ask({ purpose: 'Newsletter' }), 'annie@example.com')).toBe('optedOut')
  expect(answer(db, again, ask(), 'somebody@example.com')).toBeUndefined()
  const campaign = (
    await db.call('record.create', { entity: 'campaign', data: { name: 'C', kind: 'email' } })
  ).id
  expect(
    await db.call('campaign.addMembers', {
      campaign,
      entity: 'contact',
      target: { ids: [again] },
      dryRun: true,
    }),
  ).toMatchObject({ added: 0, refused: [{ code: 'optedOut' }] })
})
