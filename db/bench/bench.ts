/**
 * What the measurements stand on: databases made by the program's own write path and kept between runs, a copy to write
 * in, and the one way by which they ask the program anything.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Connection } from '../core/connection.ts'
import { createDatabase, localActor, localDevice, openExisting } from '../core/database.ts'
import { companionFolder } from '../core/migrate.ts'
import { searchFile } from '../core/search/search.ts'
import type { OpStart } from '../core/write.ts'
import { demoCsv, writeDemoCsv } from '../demo/csv.ts'
import { demoEntities } from '../demo/registry.ts'
import { Engine } from '../host/engine.ts'
import { migrations } from '../migrations/all.ts'
import type { Input, Name, Output } from '../shared/contract.ts'
import { foldVersion } from '../shared/text/fold.ts'
import { sortKey } from '../shared/text/sortKey.ts'
import type { Line } from './measure.ts'

export const SEED = 1
export const SMALL = 10_000
export const RUNS = 5

/** How the program is asked; tests put a liar in its place. */
export type Ask = (engine: Engine, name: Name, input: unknown) => Promise<unknown>

const askEngine: Ask = (engine, name, input) =>
  engine.call(name, input, { session: 'bench', source: 'cli', timeZone: 'UTC' })

export interface BenchOptions {
  readonly contacts: number
  readonly signal: AbortSignal
  /** Prose about what is going on. */
  say(text: string): void
  readonly runs?: number
  /** The size that growing ones are compared with. */
  readonly small?: number
  /** Where databases are kept; by default a folder of this user's among the temporary files. */
  readonly folder?: string
  readonly ask?: Ask
}

/** A row of the goals. Gives one line or several. */
export interface Row {
  readonly name: string
  measure(bench: Bench): Promise<Line | readonly Line[]>
}

/** Changes when the same options would give another database. */
function version(): string {
  const [, rows = ''] = demoCsv({ contacts: 50, seed: SEED })
  const hash = createHash('sha256').update(migrations.map(({ sql }) => sql).join('\n'))
  hash
    .update(rows)
    .update(String(foldVersion))
    .update(demoEntities.map(({ entity }) => entity).join())
  hash.update(['สมชาย', 'محمد', 'Ångström', 'เก่ง', 'پارسا'].map(sortKey).join('\n'))
  return hash.digest('hex').slice(0, 12)
}

const userName = (): string => String(userInfo().uid >= 0 ? userInfo().uid : userInfo().username)

export class Bench {
  readonly n: number
  readonly runs: number
  readonly small: number
  readonly folder: string
  readonly signal: AbortSignal
  readonly say: (text: string) => void
  readonly #ask: Ask
  #engine: Engine | undefined
  #scratch: Engine | undefined
  readonly #leftovers: string[] = []

  constructor(options: BenchOptions) {
    this.n = options.contacts
    this.runs = options.runs ?? RUNS
    this.small = options.small ?? SMALL
    this.folder = options.folder ?? join(tmpdir(), `samphan-bench-${userName()}`, version())
    this.signal = options.signal
    this.say = options.say
    this.#ask = options.ask ?? askEngine
    mkdirSync(this.folder, { recursive: true })
  }

  call<N extends Name>(name: N, input: Input<N>, engine: Engine): Promise<Output<N>> {
    this.signal.throwIfAborted()
    return this.#ask(engine, name, input) as Promise<Output<N>>
  }

  /** Who writes, for measurements that use the write path directly. */
  start(conn: Connection, kind: string): OpStart {
    return { kind, source: 'cli', actor: localActor(conn), deviceId: localDevice(conn), onStack: true }
  }

  /** The address book as a file: what Google Contacts would export. */
  async csv(): Promise<string> {
    return this.kept(`contacts-${this.n}.csv`, async (path) => {
      const out = createWriteStream(path)
      await writeDemoCsv({ contacts: this.n, seed: SEED }, out)
      out.end()
      await finished(out)
    })
  }

  /** Demo data of that size, closed, its search index built. Not to be written to. */
  async database(contacts = this.n): Promise<string> {
    const path = await this.kept(`demo-${contacts}.samphan`, async (unfinished) => {
      removeDatabase(unfinished)
      const engine = new Engine(createDatabase(unfinished))
      await this.call('demo.create', { contacts, seed: SEED }, engine)
      engine.close()
    })
    if (!existsSync(searchFile(path))) {
      const engine = new Engine(openExisting(path, 'write'))
      index(engine)
      engine.conn.db.pragma('wal_checkpoint(TRUNCATE)')
      engine.close()
    }
    return path
  }

  /** On the kept database, for reading. */
  async engine(): Promise<Engine> {
    if (!this.#engine) {
      this.#engine = new Engine(openExisting(await this.database(), 'write'))
      index(this.#engine)
    }
    return this.#engine
  }

  /** On a copy that goes at the end, for writing. */
  async scratch(): Promise<Engine> {
    if (!this.#scratch) {
      const from = await this.database()
      const to = this.leftover(`scratch-${process.pid}-${this.n}.samphan`)
      mkdirSync(dirname(searchFile(to)), { recursive: true })
      copyFileSync(from, to)
      copyFileSync(searchFile(from), searchFile(to))
      this.#scratch = new Engine(openExisting(to, 'write'))
      index(this.#scratch)
    }
    return this.#scratch
  }

  /** A path in the folder, removed at the end with all that belongs to a database of that name. */
  leftover(name: string): string {
    const path = join(this.folder, name)
    if (!this.#leftovers.includes(path)) this.#leftovers.push(path)
    removeDatabase(path)
    return path
  }

  /** A path in the folder, made once and kept for the next run. */
  async kept(name: string, make: (unfinished: string) => Promise<void>): Promise<string> {
    const path = join(this.folder, name)
    if (existsSync(path)) return path
    this.say(`making ${path}`)
    const unfinished = `${path}.${process.pid}`
    this.#leftovers.push(unfinished)
    await make(unfinished)
    renameSync(unfinished, path)
    return path
  }

  close(): void {
    this.#engine?.close()
    this.#scratch?.close()
    this.#engine = undefined
    this.#scratch = undefined
    for (const path of this.#leftovers.splice(0)) removeDatabase(path)
  }
}

/** Everything can be found. */
export function index({ search }: Engine): void {
  while (search.catchUp({ budgetMs: 1_000 })) search.status()
}

export function removeDatabase(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true })
  rmSync(companionFolder(path), { recursive: true, force: true })
}

export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
