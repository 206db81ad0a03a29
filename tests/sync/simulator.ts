/**
 * Random schedules over real databases and the real engine: people edit, laptops sync, crash, are restored and cloned, the
 * server forgets, lags and tears files. In the end everybody must agree, and an independent record of who had seen what at
 * each write must say the same about every register. Knows nothing of test frameworks, so that mutants of the engine can run it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { frontierOf } from '#db/core/applyRemote.ts'
import { getRow } from '#db/core/connection.ts'
import { localActor } from '#db/core/database.ts'
import { eraseRows } from '#db/core/erase.ts'
import type { RemoteTx } from '#db/core/outbox.ts'
import { ERASED, isContent } from '#db/core/registers.ts'
import { AppError } from '#db/shared/errors.ts'
import { entityNamed, entityWithId } from '#db/shared/registry.ts'
import { memoryOf } from '#db/sync/receive.ts'
import { publishSnapshot } from '#db/sync/snapshot.ts'
import { DiskError, Server } from './memoryDisk.ts'
import { Clock, type Ghost, Replica, seeded } from './replica.ts'
import { type RowState, type State, stateOf } from './state.ts'

export const verbs = [
  'edit',
  'edit',
  'edit',
  'edit',
  'list',
  'list',
  'tags',
  'note',
  'create',
  'bury',
  'unbury',
  'erase',
  'trash',
  'merge',
  'unmerge',
  'hide',
  'sync',
  'sync',
  'sync',
  'sync',
  'sync',
  'crash',
  'tear',
  'relaunch',
  'backup',
  'restore',
  'clone',
  'join',
  'hubBackup',
  'hubRestore',
  'lose',
  'damage',
  'snapshot',
  'skew',
  'wait',
] as const
export type Verb = (typeof verbs)[number]

/** What is done, by whom, and two numbers that choose among what there is. */
export interface Step {
  readonly verb: Verb
  readonly who: number
  readonly a: number
  readonly b: number
}

const MOST_REPLICAS = 6
const contact = entityNamed('contact')
const noteEntity = entityNamed('note')
const TAGS = '27.'
const TEXTS = ['givenName', 'nickname', 'jobTitle', 'department'] as const

export class Violation extends Error {}

export class World {
  readonly #folder = mkdtempSync(join(tmpdir(), 'samphan-sim-'))
  readonly server = new Server()
  readonly #clock = new Clock()
  readonly record = { ghosts: [] as Ghost[], told: new Map<string, RemoteTx>() }
  readonly replicas: Replica[] = []
  readonly #backups = new Map<Replica, ReturnType<Replica['image']>>()
  readonly #everPrivate = new Set<string>()
  readonly #seed: number
  #hubBackup: ReturnType<Server['copy']> | undefined
  #count = 0

  constructor(seed: number) {
    this.#seed = seed
  }

  #newReplica(): Replica {
    const number = this.#count++
    const replica = new Replica(`laptop${number}`, this.server, this.#clock, this.record, {
      folder: this.#folder,
      seed: this.#seed * 31 + number * 1009 + 5,
    })
    this.replicas.push(replica)
    return replica
  }

  async start(): Promise<void> {
    const first = this.#newReplica()
    first.write(
      (write) => void write.create(contact, { givenName: 'First', phones: ['081 111 1111', '081 222 2222'] }),
    )
    await first.create()
    first.write((write) => void write.create(contact, { givenName: 'Second', tags: ['b', 'a'] }))
    await first.sync(true)
    for (let i = 0; i < 2; i++) await this.#newReplica().join()
  }

  close(): void {
    for (const { conn } of this.replicas) conn.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async step({ verb, who, a, b }: Step): Promise<void> {
    const replica = this.replicas[who % this.replicas.length]
    if (!replica) return
    this.#clock.ms += 1 + (b % 1000)
    await this.#do(verb, replica, a, b)
  }

  async #do(verb: Verb, replica: Replica, a: number, b: number): Promise<void> {
    if (verb === 'sync') return this.#sync(replica, a % 3 === 0 ? 60_000 : 0)
    if (verb === 'crash') return this.#crash(replica, a % 90)
    if (verb === 'tear') return this.#failing(replica, a % 60, b)
    if (verb === 'relaunch') return replica.relaunch()
    if (verb === 'backup') return void this.#backups.set(replica, replica.image())
    if (verb === 'restore') {
      const kept = this.#backups.get(replica)
      if (kept) {
        replica.relaunch(kept)
      }
      return
    }
    if (verb === 'clone') return this.#clone(replica)
    if (verb === 'join') return this.#join()
    if (verb === 'hubBackup') {
      this.#hubBackup = this.server.copy()
      return
    }
    if (verb === 'hubRestore') {
      if (this.#hubBackup) this.server.files = new Map(this.#hubBackup)
      return
    }
    if (verb === 'lose' || verb === 'damage') return this.#harm(verb, a)
    if (verb === 'snapshot') return this.#quietly(async () => publishSnapshot(await replica.session()))
    if (verb === 'skew') {
      replica.skew = ((a % 7) - 3) * 40 * 60_000 * (b % 50 === 0 ? 100 : 1)
      return
    }
    if (verb === 'wait') {
      this.#clock.ms += (a % 20) * 60_000
      return
    }
    this.#edit(verb, replica, a, b)
  }

  /** Offline, no space, crashed: the program goes on by itself. */
  async #quietly(fn: () => Promise<unknown>): Promise<void> {
    try {
      await fn()
    } catch (error) {
      if (error instanceof AppError && error.record.code !== 'Bug') return
      if (error instanceof DiskError) return
      throw error
    }
  }

  async #sync(replica: Replica, staleMs: number): Promise<void> {
    replica.disk.staleMs = staleMs
    await this.#quietly(() => replica.sync())
    replica.disk.staleMs = 0
  }

  /** The laptop dies at one of its calls to the server. */
  async #crash(replica: Replica, at: number): Promise<void> {
    const from = replica.disk.calls
    let dead = false
    replica.disk.faults = (call) => {
      if (dead || call - from >= at) {
        dead = true
        throw new DiskError('Killed')
      }
    }
    await this.#quietly(() => replica.sync())
    replica.disk.faults = undefined
    if (dead) replica.relaunch()
  }

  /** One call to the server fails, a write leaving a part behind. */
  async #failing(replica: Replica, at: number, b: number): Promise<void> {
    const from = replica.disk.calls
    const codes = ['EIO', 'ENOSPC', 'EPERM', 'ESTALE', 'EBUSY']
    replica.disk.faults = (call, name) => {
      if (call - from !== at) return undefined
      if (name === 'write') return { tear: b % 200 }
      throw new DiskError(codes[b % codes.length] ?? 'EIO')
    }
    await this.#quietly(() => replica.sync())
    replica.disk.faults = undefined
  }

  #clone(replica: Replica): void {
    if (this.replicas.length >= MOST_REPLICAS) return
    const name = `laptop${this.#count++}`
    this.replicas.push(new Replica(name, this.server, this.#clock, this.record, replica.image()))
  }

  async #join(): Promise<void> {
    if (this.replicas.length >= MOST_REPLICAS) return
    const replica = this.#newReplica()
    replica.write((write) => void write.create(contact, { givenName: `Own of ${replica.name}` }))
    await this.#quietly(() => replica.join())
    // Without a hub it is no member of the team.
    if (
      !replica.secrets ||
      getRow(replica.conn, "SELECT 1 FROM meta WHERE key = 'syncHub' AND value IS NOT NULL") === undefined
    )
      this.replicas.pop()
  }

  #harm(how: 'lose' | 'damage', a: number): void {
    const files = [...this.server.files.keys()].filter((path) => path.endsWith('.seg'))
    const path = files[a % Math.max(1, files.length)]
    const file = path && this.server.files.get(path)
    if (!file) return
    if (how === 'lose') this.server.files.delete(path)
    else {
      const cuts = [0, 1, 20, Math.floor(file.bytes.length / 2), file.bytes.length - 1]
      this.server.files.set(path, { ...file, bytes: file.bytes.slice(0, cuts[a % cuts.length]) })
    }
  }

  // ---- People ----

  #edit(verb: Verb, replica: Replica, a: number, b: number): void {
    const { conn } = replica
    const rows = conn.prepare('SELECT rowId, id FROM contact WHERE stub = 0 ORDER BY id LIMIT 4').all() as {
      rowId: number
      id: Uint8Array
    }[]
    const row = rows[a % Math.max(1, rows.length)]
    const other = rows[(a + 1 + (b % 3)) % Math.max(1, rows.length)]
    if (!row || !other) return
    const deleted = getRow<{ deletedAt: number | null }>(
      conn,
      'SELECT deletedAt FROM contact WHERE rowId = ?',
      row.rowId,
    )
    const dead = deleted?.deletedAt !== null
    const { rowId: me } = localActor(conn)
    if (
      getRow(
        conn,
        'SELECT 1 FROM contact WHERE rowId = ? AND private = 1 AND ownerId IS NOT ?',
        row.rowId,
        me,
      )
    )
      return
    replica.write((write) => {
      if (verb === 'create')
        write.create(contact, { givenName: `Made ${b % 10}`, emails: ['1@x', '2@x', '3@x'].slice(b % 3) })
      else if (verb === 'note') write.create(noteEntity, { body: `Note ${b % 10}` }, undefined)
      else if (verb === 'unbury') {
        if (dead) write.set(contact, row.rowId, { deletedAt: null })
      } else if (dead) return
      else if (verb === 'edit')
        write.set(contact, row.rowId, { [TEXTS[b % TEXTS.length] ?? 'nickname']: b % 5 ? `v${b}` : null })
      else if (verb === 'list') this.#editList(write, row.rowId, b)
      else if (verb === 'tags')
        write.update(contact, row.rowId, {
          tags: ['a', 'b', 'c', 'd'].filter((_, i) => (b >> i) & 1).sort(() => (b % 2 ? 1 : -1)),
        })
      else if (verb === 'bury') write.set(contact, row.rowId, { deletedAt: write.at })
      else if (verb === 'erase') {
        if (b % 4 === 0) eraseRows(write, contact, [row.rowId])
      } else if (verb === 'trash') write.set(contact, row.rowId, { trashedAt: b % 2 ? write.at : null })
      else if (verb === 'merge') {
        if (other.rowId !== row.rowId) write.set(contact, row.rowId, { mergedInto: other.rowId })
      } else if (verb === 'unmerge') write.set(contact, row.rowId, { mergedInto: null })
      else if (verb === 'hide') {
        this.#everPrivate.add(Buffer.from(row.id).toString('hex'))
        write.set(contact, row.rowId, { private: b % 2, ownerId: me })
      }
    })
  }

  #editList(write: Parameters<Parameters<Replica['write']>[0]>[0], rowId: number, b: number): void {
    const stored = getRow<{ phones: string | null }>(
      write.conn,
      'SELECT phones FROM contact WHERE rowId = ?',
      rowId,
    )
    const phones = JSON.parse(stored?.phones ?? '[]') as { id: string; value: string }[]
    const what = b % 4
    const next =
      what === 0
        ? [...phones, { value: `08${b % 10} 000 000${b % 9}` }]
        : what === 1
          ? phones.slice(1)
          : what === 2
            ? [...phones].reverse()
            : phones.map((phone, index) => (index === 0 ? { ...phone, label: `l${b % 5}` } : phone))
    write.update(contact, rowId, { phones: next })
  }

  // ---- The end ----

  /** Everybody comes back to the office, and time passes. */
  async settle(): Promise<void> {
    for (const replica of this.replicas) {
      replica.disk.faults = undefined
      replica.skew = 0
    }
    let before = ''
    let quiet = 0
    for (let turn = 0; turn < 24 && quiet < 2; turn++) {
      this.#clock.ms += 11 * 60_000
      for (const replica of this.replicas) {
        memoryOf(replica.conn).fullAt = undefined
        await replica.sync(true)
      }
      const now = JSON.stringify(
        this.replicas.map(({ conn }) => [...frontierOf(conn)].sort((x, y) => x[0] - y[0])),
      )
      quiet = now === before ? quiet + 1 : 0
      before = now
    }
  }

  check(): void {
    const [first, ...others] = this.replicas
    if (!first) return
    const frontier = new Map(frontierOf(first.conn))
    const state = stateOf(first.conn)
    for (const replica of others) {
      this.#same('frontier', frontier, new Map(frontierOf(replica.conn)), replica)
      this.#sameState(state, stateOf(replica.conn), replica)
    }
    this.#againstRecord(state, frontier)
  }

  #same(what: string, one: unknown, two: unknown, replica: Replica): void {
    if (isDeepStrictEqual(one, two)) return
    throw new Violation(`${what} of ${replica.name} differs`)
  }

  #sameState(one: State, two: State, replica: Replica): void {
    for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
      const [here, there] = [one[key], two[key]]
      const id = key.split(':')[1]?.replaceAll('-', '') ?? ''
      // Private on one laptop it is gone on the others, and may come back there; privacy.test.ts looks at those.
      if (this.#everPrivate.has(id)) continue
      if (isDeepStrictEqual(here, there)) continue
      throw new Violation(`${key} on ${replica.name}: ${differences(here, there)}`)
    }
  }

  /** Of all writes to a register that are anywhere, exactly those stand that no other writer had seen. */
  #againstRecord(state: State, frontier: ReadonlyMap<number, number>): void {
    const had = new Map(this.record.ghosts.map((ghost) => [`${ghost.stream}.${ghost.seq}`, ghost.had]))
    const erased: { row: string; had: ReadonlyMap<number, number> }[] = []
    const writes = new Map<string, { stream: number; seq: number; had: ReadonlyMap<number, number> }[]>()
    for (const tx of this.record.told.values()) {
      if (tx.seq > (frontier.get(tx.stream) ?? 0)) continue
      const seen = had.get(`${tx.stream}.${tx.seq}`)
      if (!seen) continue
      for (const { entity, id, registers } of tx.changes) {
        if (this.#everPrivate.has(id.replaceAll('-', ''))) continue
        const row = `${entityWithId(entity)?.name}:${id}`
        if (ERASED in registers) erased.push({ row, had: seen })
        for (const register in registers) {
          if (!isContent(register)) continue
          const key = `${entityWithId(entity)?.name}:${id} ${register}`
          const list = writes.get(key) ?? []
          list.push({ stream: tx.stream, seq: tx.seq, had: seen })
          writes.set(key, list)
        }
      }
    }
    for (const [key, list] of writes) {
      const [row = '', register = ''] = key.split(' ')
      // What the hub was made with went by snapshot and is not among the told.
      if (row.startsWith('user:')) continue
      const standing = list
        .filter(
          (one) =>
            !register.startsWith(TAGS) ||
            !erased.some((e) => e.row === row && (e.had.get(one.stream) ?? 0) >= one.seq),
        )
        .filter((one) => !list.some((two) => one !== two && (two.had.get(one.stream) ?? 0) >= one.seq))
        .map(({ stream, seq }) => `${stream}.${seq}`)
        .sort()
      const kept = (state[row]?.versions[register] ?? []).map((text) => text.split('=')[0] ?? '').sort()
      if (!isDeepStrictEqual(kept, standing))
        throw new Violation(`${key}: kept ${kept.join(' ')}, should be ${standing.join(' ')}`)
    }
  }
}

/** Which values and versions are not the same. */
function differences(here: RowState | undefined, there: RowState | undefined): string {
  if (!here || !there) return here ? 'is missing' : 'is there alone'
  const told: string[] = []
  for (const part of ['values', 'versions'] as const)
    for (const name of new Set([...Object.keys(here[part]), ...Object.keys(there[part])])) {
      const [one, two] = [here[part][name], there[part][name]]
      if (!isDeepStrictEqual(one, two))
        told.push(`${part}.${name}: ${JSON.stringify(one)} | ${JSON.stringify(two)}`)
    }
  return told.join('\n')
}

/** Runs one schedule. @throws Violation */
export async function simulate(seed: number, steps: readonly Step[]): Promise<void> {
  const world = new World(seed)
  try {
    await world.start()
    for (const step of steps) await world.step(step)
    await world.settle()
    world.check()
  } finally {
    world.close()
  }
}

/** Steps from a seed, for runs without a framework. */
export function stepsFrom(seed: number, most: number): Step[] {
  const random = seeded(seed)
  const bytes = new Uint8Array(1)
  const next = (): number => {
    random(bytes)
    return bytes[0] ?? 0
  }
  const length = 5 + ((next() * 256 + next()) % most)
  return Array.from({ length }, () => ({
    verb: verbs[(next() * 256 + next()) % verbs.length] ?? 'sync',
    who: next(),
    a: next(),
    b: next() * 256 + next(),
  }))
}
