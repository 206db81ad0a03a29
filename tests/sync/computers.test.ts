/** What becomes of copied databases, wrong clocks, newer programs, and the odd things that synchronised folders leave behind. */
import { describe, expect, it } from 'vitest'
import { allRows, getRow } from '#db/core/connection.ts'
import { alarmsOf } from '#db/sync/alarms.ts'
import { shortHash } from '#db/sync/cipher.ts'
import { assertAgain } from '#db/sync/forks.ts'
import { ownDevice } from '#db/sync/state.ts'
import { Server } from './memoryDisk.ts'
import { contact } from './people.ts'
import { release } from './pool.ts'
import { Clock, emptyRecord, HUB, Replica } from './replica.ts'
import { stateOf } from './state.ts'

interface Team {
  readonly server: Server
  readonly clock: Clock
  readonly record: ReturnType<typeof emptyRecord>
  readonly a: Replica
  readonly b: Replica
}

async function team(): Promise<Team> {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const [a, b] = [1, 2].map((seed) => new Replica(`laptop${seed}`, server, clock, record, { seed })) as [
    Replica,
    Replica,
  ]
  a.write((write) => void write.create(contact, { givenName: 'Ann', jobTitle: 'Buyer' }))
  await a.create()
  await b.join()
  return { server, clock, record, a, b }
}

const ann = ({ conn }: Replica): { rowId: number; jobTitle: string; nickname: string } | undefined =>
  getRow(conn, "SELECT rowId, jobTitle, nickname FROM contact WHERE givenName = 'Ann'")

const set = (replica: Replica, values: Record<string, string>): void =>
  void replica.write((write) => write.set(contact, ann(replica)?.rowId ?? 0, values))

const codes = ({ conn }: Replica): string[] => alarmsOf(conn).map(({ code }) => code)

async function meet(clock: Clock, replicas: readonly Replica[]): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    clock.ms += 11 * 60_000
    for (const replica of replicas) await replica.sync(true)
  }
}

function expectAgreement(replicas: readonly Replica[]): void {
  const [first, ...others] = replicas.map(({ conn }) => stateOf(conn))
  for (const other of others) expect(other).toEqual(first)
}

describe('a database that was copied', () => {
  it('goes on as a computer of its own, says so, and nothing of either is lost', async () => {
    const { server, clock, record, a, b } = await team()
    const c = new Replica('copy', server, clock, record, b.image())
    set(b, { nickname: 'from b' })
    set(c, { department: 'from c' })
    await meet(clock, [b, c, a])
    const devices = new Set([a, b, c].map(({ conn }) => ownDevice(conn).hex))
    expect(devices.size).toBe(3)
    expect([...codes(b), ...codes(c)]).toContain('copied')
    expect(codes(a)).toEqual([])
    expectAgreement([a, b, c])
    expect(getRow(a.conn, 'SELECT nickname, department FROM contact')).toEqual({
      nickname: 'from b',
      department: 'from c',
    })
    for (const { conn } of [a, b, c]) release(conn)
  })

  it('that was put back from a backup heals by itself', async () => {
    const { clock, a, b } = await team()
    const backup = b.image()
    set(b, { nickname: 'later' })
    await meet(clock, [b, a])
    b.restore(backup)
    set(b, { department: 'after' })
    await meet(clock, [b, a])
    expectAgreement([a, b])
    expect(ann(b)?.nickname).toBe('later')
    for (const { conn } of [a, b]) release(conn)
  })
})

describe('a machine that was copied while it ran', () => {
  it('is noticed, and repairing brings back what either wrote', async () => {
    const { server, clock, record, a, b } = await team()
    set(b, { nickname: 'before' })
    await meet(clock, [b, a])
    const c = new Replica('copy', server, clock, record, b.image())
    const own = getRow<{ stream: number; seq: number }>(
      b.conn,
      'SELECT stream, seq FROM tx WHERE remote IS NULL ORDER BY rowId DESC LIMIT 1',
    )
    const stream = own?.stream ?? 0
    for (const [replica, values] of [
      [b, { jobTitle: 'of b' }],
      [c, { department: 'of c' }],
    ] as const) {
      set(replica, values)
      replica.conn
        .prepare('UPDATE tx SET stream = ?, seq = ? WHERE rowId = (SELECT max(rowId) FROM tx)')
        .run(stream, (own?.seq ?? 0) + 1)
    }
    await meet(clock, [b, c, a])
    expect([a, b, c].some((replica) => codes(replica).includes('forked'))).toBe(true)
    for (const replica of [b, c]) replica.write((write) => void assertAgain(write, stream))
    await meet(clock, [b, c, a])
    for (const { conn } of [a, b, c]) {
      const values = allRows<{ jobTitle: string; department: string }>(
        conn,
        'SELECT jobTitle, department FROM contact',
      )
      expect(JSON.stringify([values, allRows(conn, 'SELECT value FROM sibling')])).toMatch(
        /of b.*of c|of c.*of b/,
      )
    }
    for (const { conn } of [a, b, c]) release(conn)
  })
})

describe('a wrong clock', () => {
  it('is measured, corrected before anything is sent, told, and forgotten when it is right again', async () => {
    const { clock, a, b } = await team()
    b.skew = 3 * 3_600_000
    set(b, { jobTitle: 'first, by a clock that is ahead' })
    clock.ms += 60 * 60_000
    set(a, { jobTitle: 'second, by a clock that is right' })
    await meet(clock, [b, a])
    expect(ann(a)?.jobTitle).toBe('second, by a clock that is right')
    expect(ann(b)?.jobTitle).toBe('second, by a clock that is right')
    expect(alarmsOf(b.conn)).toMatchObject([{ code: 'clock', params: { minutes: 180 } }])
    set(b, { nickname: 'with the correction' })
    clock.ms += 60_000
    set(a, { nickname: 'a minute later' })
    await meet(clock, [b, a])
    expect(ann(b)?.nickname).toBe('a minute later')
    b.skew = 0
    await meet(clock, [b, a])
    expect(codes(b)).toEqual([])
    for (const { conn } of [a, b]) release(conn)
  })

  it('that is behind does not lose against what was written before', async () => {
    const { clock, a, b } = await team()
    b.skew = -26 * 3_600_000
    set(a, { jobTitle: 'first' })
    clock.ms += 60 * 60_000
    set(b, { jobTitle: 'second' })
    await meet(clock, [b, a])
    expect([ann(a)?.jobTitle, ann(b)?.jobTitle]).toEqual(['second', 'second'])
    for (const { conn } of [a, b]) release(conn)
  })
})

describe('a newer program', () => {
  it('that made the hub is named, and nothing is written there', async () => {
    const { server, clock, a, record } = await team()
    const descriptor = server.files.get(HUB)
    const text = Buffer.from(descriptor?.bytes ?? [])
      .toString()
      .replace('"format": 1', '"format": 2')
    server.files.set(HUB, { bytes: Buffer.from(text), at: clock.ms })
    const before = server.files.size
    a.relaunch()
    await expect(a.sync(true)).rejects.toMatchObject({
      record: { code: 'Unavailable', reason: 'newerFormat' },
    })
    const c = new Replica('new', server, clock, record, { seed: 9 })
    await expect(c.join()).rejects.toMatchObject({ record: { reason: 'newerFormat' } })
    expect(server.files.size).toBe(before)
    for (const { conn } of [a, c]) release(conn)
  })

  it('whose files cannot be read is told of, and the others’ work goes on', async () => {
    const { server, clock, record, a, b } = await team()
    const c = new Replica('newer', server, clock, record, { seed: 5 })
    await c.join()
    set(c, { nickname: 'of the newer' })
    await c.sync()
    const path = [...server.files.keys()].findLast((name) => name.endsWith('.seg')) ?? ''
    const file = server.files.get(path)
    const bytes = Uint8Array.from(file?.bytes ?? [])
    bytes[4] = 2
    server.files.set(renamed(path, bytes), { bytes, at: clock.ms })
    server.files.delete(path)
    set(b, { department: 'of b' })
    await b.sync()
    await a.sync()
    expect(getRow(a.conn, 'SELECT department FROM contact')).toEqual({ department: 'of b' })
    expect(codes(a)).toContain('newer')
    for (const { conn } of [a, b, c]) release(conn)
  })
})

/** A file's name carries the hash of its content. */
function renamed(path: string, bytes: Uint8Array): string {
  return path.replace(/[0-9a-f]{16}\.seg$/, `${shortHash(bytes)}.seg`)
}

describe('a folder that somebody else synchronises', () => {
  it('may hold conflict copies, halves, leftovers and files of others', async () => {
    const { server, clock, a, b } = await team()
    set(b, { nickname: 'Annie' })
    await b.sync()
    const put = (path: string, bytes: Uint8Array) => server.files.set(path, { bytes, at: clock.ms })
    for (const [path, { bytes }] of [...server.files]) {
      const [stem, ending] = [path.replace(/\.[^./]*$/, ''), path.slice(path.lastIndexOf('.'))]
      put(`${stem} (conflicted copy 2026-11-22)${ending}`, bytes)
      put(`${stem}-LAPTOP-7${ending}`, bytes.slice(0, bytes.length >> 1))
      put(`${path}.partial`, bytes.slice(0, 7))
      put(`${path.slice(0, path.lastIndexOf('/'))}/desktop.ini`, Buffer.from('[.ShellClassInfo]'))
      put(`${path.slice(0, path.lastIndexOf('/'))}/.~lock.x#`, new Uint8Array(0))
    }
    // A file that has only begun to arrive, under its own name.
    const segment = [...server.files.keys()].findLast((name) => /-[0-9a-f]{16}\.seg$/.test(name)) ?? ''
    const whole = server.files.get(segment)?.bytes ?? new Uint8Array(0)
    put(segment, whole.slice(0, 40))
    await a.sync(true)
    expect(ann(a)?.nickname).toBeNull()
    put(segment, whole)
    await meet(clock, [a, b])
    expect(ann(a)?.nickname).toBe('Annie')
    expectAgreement([a, b])
    expect([...codes(a), ...codes(b)]).toEqual([])
    for (const { conn } of [a, b]) release(conn)
  })

  it('may be somebody else’s, or empty: nothing is written and nothing is concluded', async () => {
    const { server, clock, a } = await team()
    const kept = new Map(server.files)
    server.files = new Map([[HUB, kept.get(HUB) ?? { bytes: new Uint8Array(0), at: 0 }]])
    set(a, { nickname: 'offline' })
    await expect(a.sync(true)).rejects.toMatchObject({ record: { reason: 'hubGone' } })
    expect(server.files.size).toBe(1)
    server.files = new Map(kept)
    server.files.set(`${HUB}.d/canary`, { bytes: Buffer.from('0'.repeat(32)), at: clock.ms })
    await expect(a.sync(true)).rejects.toMatchObject({ record: { reason: 'otherHub' } })
    expect([...server.files.keys()].sort()).toEqual([...kept.keys()].sort())
    release(a.conn)
  })
})
