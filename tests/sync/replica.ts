/** A laptop for the simulator: a real database in memory, the real write path, the real sharing engine. */
import Database from 'better-sqlite3'
import { frontierOf } from '#db/core/applyRemote.ts'
import { type Connection, connect, getRow, setMeta } from '#db/core/connection.ts'
import { createDatabase, localActor, localDevice } from '#db/core/database.ts'
import { derive, type RemoteTx, unsent } from '#db/core/outbox.ts'
import { inTransaction } from '#db/core/transaction.ts'
import { createVisibleViews } from '#db/core/visible.ts'
import { type OpStart, originate, type Write } from '#db/core/write.ts'
import type { SyncRound } from '#db/shared/sync.ts'
import { countConflicts } from '#db/sync/conflicts.ts'
import { createHub, joinHub, resume, round, type Setup } from '#db/sync/round.ts'
import type { Session } from '#db/sync/session.ts'
import type { Secrets } from '#db/sync/team.ts'
import { MemoryDisk, type Server } from './memoryDisk.ts'

export const HUB = '/hub/Acme.crmhub'
export const PASSPHRASE = 'correct horse battery'
const CHEAP = { N: 2, r: 1, p: 1 }

export class Clock {
  ms = Date.UTC(2026, 10, 22, 4)
}

/** Splitmix: the same seed gives the same run. */
export function seeded(seed: number): (into: Uint8Array) => void {
  let state = seed >>> 0
  return (into) => {
    for (let i = 0; i < into.length; i++) {
      state = (state + 0x9e3779b9) >>> 0
      let z = state
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
      into[i] = (z ^ (z >>> 16)) & 0xff
    }
  }
}

let template: Buffer | undefined
/** A fresh database's bytes, made once. */
function freshDatabase(folder: string): Buffer {
  if (!template) {
    const conn = createDatabase(`${folder}/template.samphan`, {
      now: () => 1_795_000_000_000,
      random: seeded(77),
    })
    conn.db.pragma('journal_mode = DELETE')
    template = conn.db.serialize()
    conn.close()
  }
  return template
}

/** What is on a laptop's disk beside the database. */
interface Kept {
  readonly image: Buffer
  readonly secrets: Secrets | undefined
}

/** A write as it happened, with everything its writer had: the independent record the outcome is compared with. */
export interface Ghost {
  readonly stream: number
  readonly seq: number
  readonly had: ReadonlyMap<number, number>
}

let launches = 0

export class Replica {
  readonly name: string
  readonly disk: MemoryDisk
  readonly #clock: Clock
  readonly ghosts: Ghost[]
  readonly told: Map<string, RemoteTx>
  #random: (into: Uint8Array) => void
  skew = 0
  conn: Connection
  secrets: Secrets | undefined

  constructor(
    name: string,
    server: Server,
    clock: Clock,
    record: { ghosts: Ghost[]; told: Map<string, RemoteTx> },
    kept: Kept | { readonly folder: string; readonly seed: number },
  ) {
    this.name = name
    this.#clock = clock
    this.ghosts = record.ghosts
    this.told = record.told
    this.disk = new MemoryDisk(server, () => clock.ms)
    const fresh = 'folder' in kept
    this.#random = seeded(fresh ? kept.seed : ++launches * 7919)
    this.secrets = fresh ? undefined : kept.secrets
    this.conn = this.#open(fresh ? freshDatabase(kept.folder) : kept.image)
    if (fresh) this.#becomeNew()
  }

  #open(image: Buffer): Connection {
    const db = new Database(image)
    const conn = connect(
      { db, file: ':memory:', outdated: false, readOnly: undefined },
      { now: () => this.now(), random: (into) => this.#random(into) },
    )
    createVisibleViews(conn)
    return conn
  }

  /** The template is one database; each laptop is one of its own. */
  #becomeNew(): void {
    const { conn } = this
    conn.prepare('UPDATE device SET id = ?, name = ?').run(conn.newId(), this.name)
    conn.prepare('UPDATE user SET id = ?').run(conn.newId())
    conn.prepare('UPDATE op SET id = ?').run(conn.newId())
    const stream = new Uint8Array(6)
    this.#random(stream)
    conn.prepare('UPDATE tx SET stream = ?').run(Number(`0x${Buffer.from(stream).toString('hex')}`))
    setMeta(conn, 'deviceName', this.name)
  }

  now(): number {
    return this.#clock.ms++ + this.skew
  }

  image(): Kept {
    return { image: this.conn.db.serialize(), secrets: this.secrets }
  }

  /** As after a crash, a restart, or a backup put back: what is on disk, a new process, a new stream. */
  relaunch(kept: Kept = this.image()): void {
    this.conn.close()
    this.#random = seeded(++launches * 7919)
    this.secrets = kept.secrets ?? this.secrets
    this.conn = this.#open(kept.image)
  }

  write<T>(fn: (write: Write) => T, start: Partial<OpStart> = {}): T | undefined {
    const { conn } = this
    const had = new Map(frontierOf(conn))
    const pending = conn
      .prepare('SELECT stream, max(seq) AS seq FROM tx WHERE stream >= 0 GROUP BY stream')
      .all() as { stream: number; seq: number }[]
    for (const { stream, seq } of pending) had.set(stream, Math.max(seq, had.get(stream) ?? 0))
    const last = getRow<{ rowId: number | null }>(conn, 'SELECT max(rowId) AS rowId FROM tx')?.rowId ?? 0
    const { result } = originate(
      conn,
      {
        kind: 'test',
        source: 'user',
        actor: localActor(conn),
        deviceId: localDevice(conn),
        onStack: true,
        ...start,
      },
      fn,
    )
    this.noteWrites(last, had)
    return result
  }

  noteWrites(after: number, had: ReadonlyMap<number, number>): void {
    const rows = this.conn
      .prepare('SELECT stream, seq FROM tx WHERE rowId > ? AND remote IS NULL ORDER BY rowId')
      .all(after) as { stream: number; seq: number }[]
    for (const { stream, seq } of rows) this.ghosts.push({ stream, seq, had })
  }

  #collect(): void {
    inTransaction(this.conn, () => derive(this.conn))
    for (const tx of unsent(this.conn)) this.told.set(`${tx.stream}.${tx.seq}`, tx)
  }

  #setup(): Setup {
    return {
      conn: this.conn,
      surroundings: {
        disk: this.disk,
        now: () => this.now(),
        random: (into) => this.#random(into),
        wait: async (ms) => {
          this.#clock.ms += ms
        },
      },
      runner: {
        signal: new AbortController().signal,
        holder: this.name,
        progress: () => undefined,
        saveSecrets: async (_hub, secrets) => {
          this.secrets = secrets
        },
      },
      who: { user: this.name, version: '1' },
      cost: CHEAP,
    }
  }

  async create(): Promise<void> {
    // The log so far goes with the snapshot; what it wrote is remembered here all the same.
    const session = await createHub(this.#setup(), HUB, PASSPHRASE)
    await this.#round(session, true)
  }

  async join(): Promise<void> {
    this.#collect()
    const session = await joinHub(this.#setup(), HUB, PASSPHRASE, this.secrets)
    await this.#round(session, true)
  }

  async session(): Promise<Session> {
    return resume(this.#setup(), this.secrets)
  }

  async sync(full = false): Promise<SyncRound> {
    this.#collect()
    return this.#round(await this.session(), full)
  }

  #round(session: Session, full: boolean): Promise<SyncRound> {
    return round(session, {
      who: { user: this.name, version: '1' },
      full,
      conflicts: () => countConflicts(this.conn),
    })
  }
}
