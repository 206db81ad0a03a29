/**
 * Random schedules over real databases and the real engine: people edit, laptops sync, crash, are restored and cloned, the
 * server forgets, lags and tears files. In the end everybody must agree, and an independent record of who had seen what at
 * each write must say the same about every register. Knows nothing of test frameworks, so that mutants of the engine can run it.
 */
import { isDeepStrictEqual } from 'node:util'
import { getRow } from '#db/core/connection.ts'
import { frontierOf } from '#db/core/frontier.ts'
import { AppError } from '#db/shared/errors.ts'
import { memoryOf } from '#db/sync/receive.ts'
import { DiskError, Server } from './memoryDisk.ts'
import { before, checkAgreement, checkRound } from './oracle.ts'
import { contact, type Edit, edit, edits } from './people.ts'
import { keepImage, release } from './pool.ts'
import { seeded } from './random.ts'
import { Clock, emptyRecord, type Kept, type Record, Replica } from './replica.ts'

export const verbs = [
  ...edits,
  'race',
  'race',
  'race',
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

/** What two may do to the same record at the same time. */
const races: readonly (readonly [Edit, Edit])[] = [
  ['edit', 'edit'],
  ['bury', 'edit'],
  ['bury', 'note'],
  ['bury', 'bury'],
  ['merge', 'edit'],
  ['tags', 'tags'],
  ['list', 'list'],
  ['erase', 'tags'],
  ['bury', 'moveNote'],
]

/** A team that shares already, kept so that not every schedule has to found one. */
interface Beginning {
  readonly files: ReturnType<Server['copy']>
  readonly folders: readonly string[]
  readonly ms: number
  readonly record: Record
  readonly laptops: readonly { readonly name: string; readonly kept: Kept }[]
}

let begun: Promise<Beginning> | undefined
async function found(): Promise<Beginning> {
  const world = new World(1)
  try {
    await world.start()
    return world.beginning()
  } finally {
    world.close()
  }
}

export class World {
  readonly server = new Server()
  readonly #clock = new Clock()
  readonly record: Record = emptyRecord()
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
      seed: this.#seed * 10_000 + 5_000 + number,
    })
    this.replicas.push(replica)
    return replica
  }

  /** Begins where `other` stands, with programs just started. */
  begin(other: Beginning): void {
    this.server.files = new Map(other.files)
    for (const folder of other.folders) this.server.folders.add(folder)
    this.#clock.ms = other.ms
    this.#count = other.laptops.length
    this.record.ghosts.push(...other.record.ghosts)
    for (const [dot, tx] of other.record.told) this.record.told.set(dot, tx)
    this.record.launches = (this.#seed + 1) * 10_000
    for (const { name, kept } of other.laptops)
      this.replicas.push(new Replica(name, this.server, this.#clock, this.record, kept))
  }

  beginning(): Beginning {
    return {
      files: this.server.copy(),
      folders: [...this.server.folders],
      ms: this.#clock.ms,
      record: this.record,
      laptops: this.replicas.map((replica) => {
        const kept = replica.image()
        return { name: replica.name, kept: { ...kept, image: keepImage(kept.image) } }
      }),
    }
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
    for (const { conn } of this.replicas) release(conn)
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
      if (kept) replica.restore(kept)
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
    if (verb === 'snapshot') return this.#quietly(() => replica.publish())
    if (verb === 'skew') {
      replica.skew = ((a % 7) - 3) * 40 * 60_000 * (b % 50 === 0 ? 100 : 1)
      return
    }
    if (verb === 'wait') {
      this.#clock.ms += (a % 20) * 60_000
      return
    }
    if (verb === 'race') {
      const [one, two] = races[b % races.length] ?? ['edit', 'edit']
      const other = this.replicas[(this.replicas.indexOf(replica) + 1) % this.replicas.length] ?? replica
      this.#edit(one, replica, a, b)
      this.#edit(two, other, a, b >> 3)
      return
    }
    this.#edit(verb, replica, a, b)
  }

  #edit(verb: Edit, replica: Replica, a: number, b: number): void {
    for (const hidden of edit(replica, verb, a, b)) this.#everPrivate.add(hidden)
  }

  /** A round with what must be true of any. */
  async #round(replica: Replica): Promise<void> {
    const stood = before(replica, this.server)
    await this.#quietly(() => replica.sync())
    checkRound(replica, stood)
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
    await this.#round(replica)
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
    await this.#round(replica)
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
    await this.#round(replica)
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

  // ---- The end ----

  /** Everybody comes back to the office, and time passes. */
  async settle(): Promise<void> {
    for (const replica of this.replicas) {
      replica.disk.faults = undefined
      replica.skew = 0
    }
    for (let turn = 0; turn < 24; turn++) {
      this.#clock.ms += 11 * 60_000
      for (const replica of this.replicas) {
        memoryOf(replica.conn).fullAt = undefined
        await replica.sync(true)
      }
      if (this.#agreed()) return
    }
  }

  /** Everybody has taken in the same; what they made of it is another question. */
  #agreed(): boolean {
    const [first = new Map<number, number>(), ...others] = this.replicas.map(({ conn }) => frontierOf(conn))
    return others.every((other) => isDeepStrictEqual(new Map(other), new Map(first)))
  }

  /** What lies on the hub by now is as good as any laptop: a new one starts from it. */
  async newcomer(): Promise<void> {
    this.#clock.ms += 11 * 60_000
    for (const replica of this.replicas) await replica.sync(true)
    await this.#newReplica().join()
    await this.settle()
  }

  check(): void {
    checkAgreement(this.replicas, this.record, this.#everPrivate)
  }
}

/** Runs one schedule. @throws Violation */
export async function simulate(seed: number, steps: readonly Step[]): Promise<void> {
  const world = new World(seed)
  try {
    begun ??= found()
    world.begin(await begun)
    for (const step of steps) await world.step(step)
    await world.settle()
    world.check()
    if (seed % 4 === 0) {
      await world.newcomer()
      world.check()
    }
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
