/** The hub's files: what they may say, what they survive, and what a computer that left may still read. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outbox } from '#db/core/outbox.ts'
import type { RemoteTx } from '#db/core/remoteTx.ts'
import { DeviceKeys, type TeamKey } from '#db/sync/cipher.ts'
import { decodeTransactions, encodeTransactions } from '#db/sync/codec.ts'
import { realSurroundings } from '#db/sync/realDisk.ts'
import { isWhole, openSegment, parseSegmentName, sealSegment } from '#db/sync/segment.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const PASSPHRASE = 'correct horse battery'
const CANARY = 'Qzkvmbrp'

async function team(): Promise<{ a: TestDatabase; b: TestDatabase; hub: string }> {
  const hub = join(temporaryFolder(), 'Acme.crmhub')
  const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
  await a.call('sync.create', { out: hub, passphrase: PASSPHRASE })
  await b.call('sync.join', { files: [hub], passphrase: PASSPHRASE })
  return { a, b, hub }
}

function everyFile(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path))
}

const value = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'grapheme' }),
  fc.uuid(),
)
const tx = fc.record({
  hlc: fc.integer({ min: 4096, max: 2 ** 52 }),
  at: fc.integer({ min: 0, max: 2 ** 42 }),
  operation: fc.uuid(),
  kind: fc.string({ maxLength: 20 }),
  user: fc.option(fc.uuid()),
  saw: fc.dictionary(fc.integer({ min: 0, max: 2 ** 53 - 1 }).map(String), fc.nat()),
  changes: fc.array(
    fc.record({
      entity: fc.nat(9999),
      id: fc.uuid(),
      create: fc.boolean(),
      registers: fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), value),
    }),
    { maxLength: 5 },
  ),
})
const numbered = (list: readonly Omit<RemoteTx, 'stream' | 'seq'>[]): RemoteTx[] =>
  list.map((one, index) => ({ ...one, stream: 123_456_789_012_345, seq: index + 7 }))

describe('a segment', () => {
  it('gives back every transaction bit for bit', () => {
    fc.assert(
      fc.property(fc.array(tx, { minLength: 1, maxLength: 6 }), (list) => {
        const given = numbered(list)
        const back = decodeTransactions(encodeTransactions(given), 123_456_789_012_345, 7)
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(given)))
      }),
      { numRuns: 300 },
    )
  })

  it('counts only whole, unchanged and from who signed it', async () => {
    const key: TeamKey = { id: '00000001', epoch: 1, key: new Uint8Array(32).fill(7) }
    const device = new DeviceKeys(new Uint8Array(32).fill(3))
    const place = { hub: new Uint8Array(16), device: new Uint8Array(16).fill(1) }
    const transactions = numbered(fc.sample(tx, { numRuns: 3, seed: 1 }))
    const { name, bytes } = await sealSegment(
      realSurroundings,
      key,
      device,
      place,
      transactions,
      new Uint8Array(16),
    )
    const parsed = parseSegmentName(name)
    if (!parsed) throw new Error('no name')
    expect(isWhole(parsed, bytes)).toBe(true)
    for (const cut of [0, 1, 8, 40, Math.floor(bytes.length / 2), bytes.length - 1])
      expect(isWhole(parsed, bytes.subarray(0, cut))).toBe(false)
    for (let at = 0; at < bytes.length; at += 5) {
      const changed = Uint8Array.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(isWhole(parsed, changed)).toBe(false)
      await expect(
        openSegment([key], device.signPublic, place, parsed, changed.subarray(0, -1)),
      ).rejects.toThrow()
    }
    const other = new DeviceKeys(new Uint8Array(32).fill(4))
    await expect(openSegment([key], other.signPublic, place, parsed, bytes)).rejects.toMatchObject({
      record: { reason: 'signature' },
    })
    const elsewhere = { ...place, device: new Uint8Array(16).fill(2) }
    await expect(openSegment([key], device.signPublic, elsewhere, parsed, bytes)).rejects.toThrow()
  })

  it('takes at most 60 bytes per change in batches of ten', async () => {
    const db = testDatabase()
    const ids: string[] = []
    for (let n = 0; n < 10; n++)
      ids.push((await db.call('record.create', { entity: 'contact', data: { givenName: `N${n}` } })).id)
    const made = outbox(db.conn).length
    for (const id of ids)
      await db.call('record.update', { entity: 'contact', id, data: { jobTitle: `Role ${id.slice(-4)}` } })
    const key: TeamKey = { id: '00000001', epoch: 1, key: new Uint8Array(32).fill(7) }
    const device = new DeviceKeys(new Uint8Array(32).fill(3))
    const place = { hub: new Uint8Array(16), device: new Uint8Array(16) }
    const { bytes } = await sealSegment(
      realSurroundings,
      key,
      device,
      place,
      outbox(db.conn).slice(made),
      new Uint8Array(16),
    )
    expect(bytes.length / 10).toBeLessThanOrEqual(60)
  })
})

describe('private records', () => {
  it('are never on the hub, and nothing of anybody is in the open', async () => {
    const { a, hub } = await team()
    const secret = await a.call('record.create', {
      entity: 'contact',
      data: { givenName: CANARY, private: true },
    })
    await a.call('record.create', { entity: 'note', data: { body: `${CANARY} note`, contactId: secret.id } })
    await a.call('record.create', { entity: 'contact', data: { givenName: 'Openly', jobTitle: 'Plainword' } })
    await a.call('sync.now', {})
    expect(JSON.stringify(outbox(a.conn))).not.toContain(CANARY)
    for (const bytes of everyFile(`${hub}.d`))
      for (const word of [CANARY, 'Plainword', 'Openly', PASSPHRASE]) expect(bytes.includes(word)).toBe(false)
    const c = testDatabase({ seed: 3 })
    await c.call('sync.join', { files: [hub], passphrase: PASSPHRASE })
    const text = JSON.stringify(c.conn.db.prepare('SELECT * FROM contact').all())
    expect(text).toContain('Plainword')
    expect(text).not.toContain(CANARY)
  })

  it('made private are gone for others; made open again they come back whole', async () => {
    const { a, b } = await team()
    const { id } = await a.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Ann', tags: ['x'] },
    })
    await a.call('sync.now', {})
    await b.call('sync.now', {})
    await a.call('record.update', { entity: 'contact', id, data: { private: true, jobTitle: CANARY } })
    await a.call('sync.now', {})
    await b.call('sync.now', {})
    await expect(b.call('record.get', { entity: 'contact', id })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    await a.call('record.update', { entity: 'contact', id, data: { private: false, jobTitle: 'Owner' } })
    await a.call('sync.now', {})
    await b.call('sync.now', {})
    expect(await b.call('record.get', { entity: 'contact', id })).toMatchObject({
      givenName: 'Ann',
      jobTitle: 'Owner',
      tags: ['x'],
    })
  })
})

describe('a team', () => {
  it('goes on without a computer that was removed, which reads nothing new', async () => {
    const { a, b } = await team()
    const { device } = await b.call('sync.status', {})
    await a.call('sync.removeDevice', { device, passphrase: 'battery staple' })
    const { id } = await a.call('record.create', { entity: 'contact', data: { givenName: 'After' } })
    await a.call('sync.now', {})
    // In its next round already, not only in one that looks at everything.
    await expect(b.call('sync.now', {})).rejects.toMatchObject({ record: { reason: 'removed' } })
    await expect(b.call('sync.now', {})).rejects.toMatchObject({ record: { reason: 'removed' } })
    await expect(b.call('record.get', { entity: 'contact', id })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
  })

  it('shows a record somebody deleted and somebody else changed, and lets people choose', async () => {
    const { a, b } = await team()
    const { id, operation } = await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    await a.call('sync.now', {})
    await b.call('sync.now', {})
    await a.call('operation.undo', { operation: operation ?? '' })
    await b.call('record.update', { entity: 'contact', id, data: { jobTitle: 'Kept' } })
    for (const db of [a, b, a]) await db.call('sync.now', {})
    for (const db of [a, b]) {
      expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({ jobTitle: 'Kept' })
      expect((await db.call('sync.conflicts', {})).conflicts).toMatchObject([{ field: 'deletedAt' }])
    }
  })
})

describe('a dry run', () => {
  it('counts what would go and come, by kind, and leaves both sides as they are', async () => {
    const { a, b, hub } = await team()
    await a.call('sync.now', {})
    const { id } = await b.call('record.create', { entity: 'contact', data: { givenName: 'Theirs' } })
    await b.call('record.create', { entity: 'note', data: { body: 'About them', contactId: id } })
    await b.call('record.update', { entity: 'contact', id, data: { jobTitle: 'Buyer' } })
    await b.call('sync.now', {})
    await a.call('record.create', { entity: 'contact', data: { givenName: 'Ours' } })
    await a.call('record.create', { entity: 'contact', data: { givenName: CANARY, private: true } })
    const files = everyFile(`${hub}.d`).length
    const told = await a.call('sync.preview', {})
    expect(told).toMatchObject({
      send: { records: expect.arrayContaining([{ entity: 'contact', n: 1 }]) },
      unreadable: 0,
      fresh: false,
    })
    expect(told.receive).toHaveLength(1)
    expect(told.receive[0]).toMatchObject({
      records: expect.arrayContaining([
        { entity: 'contact', n: 1 },
        { entity: 'note', n: 1 },
      ]),
    })
    expect(everyFile(`${hub}.d`)).toHaveLength(files)
    await expect(a.call('record.get', { entity: 'contact', id })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    await a.call('sync.now', {})
    await a.call('sync.now', {})
    expect(await a.call('sync.preview', {})).toMatchObject({ send: { changes: 0 }, receive: [] })
  })
})

describe('who may not change a record', () => {
  it('sees its conflicts and is refused the choice', async () => {
    const { a, b } = await team()
    lock(a)
    const ann = await person(a, 'Ann', 'browse')
    const rita = await person(a, 'Rita', 'restricted')
    const made = (ownerId: string | null) =>
      a.call('record.create', { entity: 'contact', data: { givenName: 'C', ownerId } })
    const [own, other] = [await made(rita.id), await made(null)]
    for (const db of [a, b]) await db.call('sync.now', {})
    for (const [n, db] of [a, b].entries())
      for (const { id } of [own, other])
        await db.call('record.update', { entity: 'contact', id, data: { jobTitle: `Of ${n}` } })
    for (const db of [b, a]) await db.call('sync.now', {})
    const mine = async (call: TestDatabase['call']): Promise<string[]> =>
      (await call('sync.conflicts', {})).conflicts.filter(({ mayChoose }) => mayChoose).map(({ id }) => id)
    expect((await mine(a.call)).sort()).toEqual([own.id, other.id].sort())
    expect(await mine(rita.call)).toEqual([own.id])
    expect(await mine(ann.call)).toEqual([])
    const { conflicts } = await ann.call('sync.conflicts', {})
    expect(conflicts).toHaveLength(2)
    for (const { entity, id, register, values } of conflicts) {
      const choices = [{ entity, id, register, version: values[1]?.version ?? '' }]
      await expect(ann.call('sync.resolve', { choices })).rejects.toMatchObject({
        record: { code: 'Denied' },
      })
      if (id === other.id)
        await expect(rita.call('sync.resolve', { choices })).rejects.toMatchObject({
          record: { code: 'Denied' },
        })
      else expect(await rita.call('sync.resolve', { choices })).toMatchObject({ resolved: 1 })
    }
    for (const name of ['sync.leave', 'sync.verify'] as const)
      await expect(ann.call(name, {})).rejects.toMatchObject({ record: { code: 'Denied' } })
    const { device } = await b.call('sync.status', {})
    await expect(
      rita.call('sync.removeDevice', { device, passphrase: 'battery staple' }),
    ).rejects.toMatchObject({ record: { code: 'Denied' } })
    expect(await ann.call('sync.now', {})).toMatchObject({ waiting: 0 })
  })
})

describe('a record that was merged away', () => {
  it('on which somebody went on unknowing stands beside its winner, until somebody chooses', async () => {
    const { a, b } = await team()
    const made = async (givenName: string, jobTitle: string): Promise<string> =>
      (await a.call('record.create', { entity: 'contact', data: { givenName, jobTitle } })).id
    const winner = await made('Mali', 'Buyer')
    const loser = await made('Malee', 'Purchasing')
    for (const db of [a, b]) await db.call('sync.now', {})
    const { operation } = await a.call('duplicate.merge', { ids: [winner, loser] })
    await b.call('record.update', {
      entity: 'contact',
      id: loser,
      data: { jobTitle: 'Director', department: 'North' },
    })
    for (const db of [a, b, a]) await db.call('sync.now', {})
    for (const db of [a, b]) {
      const { conflicts } = await db.call('sync.conflicts', { entity: 'contact', id: winner })
      expect(conflicts.map(({ field, values }) => [field, values.map(({ value }) => value)])).toEqual([
        ['jobTitle', ['Buyer', 'Director']],
        ['department', [null, 'North']],
      ])
    }
    const { conflicts } = await b.call('sync.conflicts', {})
    await b.call('sync.resolve', {
      choices: conflicts.map(({ entity, id, register, values }) => ({
        entity,
        id,
        register,
        version: values[1]?.version ?? '',
      })),
    })
    for (const db of [b, a]) await db.call('sync.now', {})
    for (const db of [a, b]) {
      expect(await db.call('sync.conflicts', {})).toMatchObject({ total: 0 })
      expect(await db.call('record.get', { entity: 'contact', id: winner })).toMatchObject({
        jobTitle: 'Director',
        department: 'North',
      })
    }
    await a.call('operation.undo', { operation: operation ?? '' })
    expect(await a.call('record.get', { entity: 'contact', id: loser })).toMatchObject({
      jobTitle: 'Director',
    })
  })
})
