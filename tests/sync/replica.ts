/** A laptop for the simulator: a real database in memory, the real write path, the real sharing engine. */

import { allRows, type Connection, getRow, setMeta } from '#db/core/connection.ts'
import { localActor, localDevice } from '#db/core/database.ts'
import { frontierOf } from '#db/core/frontier.ts'
import type { Dot, RemoteTx } from '#db/core/remoteTx.ts'
import { undoOperation } from '#db/core/undo.ts'
import { type OpStart, originate, type Write } from '#db/core/write.ts'
import type { SyncRound } from '#db/shared/sync.ts'
import { createHub, joinHub, resume, type Setup } from '#db/sync/membership.ts'
import { round } from '#db/sync/round.ts'
import type { Session } from '#db/sync/session.ts'
import { publishSnapshot } from '#db/sync/snapshot.ts'
import type { Secrets } from '#db/sync/team.ts'
import { MemoryDisk, type Server } from './memoryDisk.ts'
import { asStarted, freshDatabase, open, release } from './pool.ts'
import { seeded } from './random.ts'

export const HUB = '/hub/Acme.crmhub'
export const PASSPHRASE = 'correct horse battery'
const CHEAP = { N: 2, r: 1, p: 1 }

export class Clock {
  ms = Date.UTC(2026, 10, 22, 4)
}

/** What is on a laptop's disk beside the database. */
export interface Kept {
  readonly image: Buffer
  readonly secrets: Secrets | undefined
}

/** A write as it happened, with everything its writer had: the independent record the outcome is compared with. */
export interface Ghost {
  readonly stream: number
  readonly seq: number
  readonly had: ReadonlyMap<number, number>
}

/** What all laptops of one world share beside the server: what was written, what was told, how often one was switched on. */
export interface Record {
  readonly ghosts: Ghost[]
  readonly told: Map<string, RemoteTx>
  launches: number
}
export const emptyRecord = (): Record => ({ ghosts: [], told: new Map(), launches: 0 })

export class Replica {
  readonly name: string
  readonly disk: MemoryDisk
  readonly #clock: Clock
  readonly record: Record
  #random: (into: Uint8Array) => void
  skew = 0
  conn: Connection
  secrets: Secrets | undefined

  constructor(
    name: string,
    server: Server,
    clock: Clock,
    record: Record,
    kept: Kept | { readonly seed: number },
  ) {
    this.name = name
    this.#clock = clock
    this.record = record
    this.disk = new MemoryDisk(server, () => clock.ms)
    const fresh = 'seed' in kept
    this.#random = seeded(fresh ? kept.seed : this.#nextSeed())
    this.secrets = fresh ? undefined : kept.secrets
    this.conn = this.#open(fresh ? freshDatabase() : kept.image)
    if (fresh) this.#becomeNew()
  }

  #nextSeed(): number {
    return ++this.record.launches
  }

  #open(image: Buffer): Connection {
    return open(image, { now: () => this.now(), random: (into) => this.#random(into) })
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

  /** As after a crash or a restart: what is committed, in a new process with a new stream. */
  relaunch(): void {
    this.#random = seeded(this.#nextSeed())
    asStarted(this.conn)
  }

  /** A backup put back. */
  restore(kept: Kept): void {
    release(this.conn)
    this.#random = seeded(this.#nextSeed())
    this.secrets = kept.secrets ?? this.secrets
    this.conn = this.#open(kept.image)
  }

  write<T>(fn: (write: Write) => T, start: Partial<OpStart> = {}): T | undefined {
    const { conn } = this
    const had = this.#had()
    const last = this.#lastTx()
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

  /** Takes back the last answer to a conflict: it stands open again, as though the two had never known of each other. */
  unresolve(): void {
    const { conn } = this
    const op = getRow<{ rowId: number; id: Uint8Array; kind: string; state: string }>(
      conn,
      "SELECT rowId, id, kind, state FROM op WHERE kind = 'resolve' AND source = 'user' AND state = 'done' ORDER BY rowId DESC LIMIT 1",
    )
    if (!op) return
    const had = this.#had()
    const last = this.#lastTx()
    undoOperation(conn, op, { actor: localActor(conn), deviceId: localDevice(conn) })
    this.noteWrites(last, had)
    const again = allRows<Dot>(
      conn,
      'SELECT stream, seq FROM tx WHERE rowId > ? AND remote = 1 AND stream >= 0 ORDER BY rowId',
      last,
    )
    for (const { stream, seq } of again)
      this.record.ghosts.push({ stream, seq, had: new Map([...had, [stream, seq - 1]]) })
  }

  /** All that is here. */
  #had(): Map<number, number> {
    const had = new Map(frontierOf(this.conn))
    const pending = allRows<Dot>(
      this.conn,
      'SELECT stream, max(seq) AS seq FROM tx WHERE stream >= 0 GROUP BY stream',
    )
    for (const { stream, seq } of pending) had.set(stream, Math.max(seq, had.get(stream) ?? 0))
    return had
  }

  #lastTx(): number {
    return getRow<{ rowId: number | null }>(this.conn, 'SELECT max(rowId) AS rowId FROM tx')?.rowId ?? 0
  }

  noteWrites(after: number, had: ReadonlyMap<number, number>): void {
    const rows = this.conn
      .prepare('SELECT stream, seq FROM tx WHERE rowId > ? AND remote IS NULL ORDER BY rowId')
      .all(after) as { stream: number; seq: number }[]
    for (const { stream, seq } of rows) this.record.ghosts.push({ stream, seq, had })
  }

  /** Notes what was told. */
  #collect(): void {
    const { told } = this.record
    const rows = this.conn.prepare('SELECT stream, seq, body FROM syncOutbox').all() as {
      stream: number
      seq: number
      body: string
    }[]
    for (const { stream, seq, body } of rows)
      if (!told.has(`${stream}.${seq}`)) told.set(`${stream}.${seq}`, JSON.parse(body) as RemoteTx)
  }

  /** Not told yet, by row of the log. */
  #pending(): Map<number, Dot> {
    const rows = allRows<Dot & { rowId: number }>(
      this.conn,
      "SELECT rowId, stream, seq FROM tx WHERE remote IS NULL AND rowId > CAST(coalesce((SELECT value FROM meta WHERE key = 'syncDerivedTx'), 0) AS INTEGER) ORDER BY rowId",
    )
    return new Map(rows.map(({ rowId, stream, seq }) => [rowId, { stream, seq }]))
  }

  /** What a wrong clock had stamped goes out under other names: what its writer had is the same, in those names. */
  #noteRenamed(before: ReadonlyMap<number, Dot>): void {
    const renamed: { was: Dot; is: Dot }[] = []
    for (const [rowId, was] of before) {
      const is = getRow<Dot>(this.conn, 'SELECT stream, seq FROM tx WHERE rowId = ?', rowId)
      if (is && is.stream !== was.stream) renamed.push({ was, is })
    }
    for (const { was, is } of renamed) {
      const ghost = this.record.ghosts.find(({ stream, seq }) => stream === was.stream && seq === was.seq)
      if (!ghost) continue
      const had = new Map(ghost.had)
      for (const other of renamed) {
        if ((ghost.had.get(other.was.stream) ?? 0) < other.was.seq) continue
        had.set(other.was.stream, Math.min(had.get(other.was.stream) ?? 0, other.was.seq - 1))
        had.set(other.is.stream, Math.max(had.get(other.is.stream) ?? 0, other.is.seq))
      }
      this.record.ghosts.push({ ...is, had })
    }
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
    const session = await joinHub(this.#setup(), HUB, PASSPHRASE, this.secrets)
    await this.#round(session, true)
  }

  async session(): Promise<Session> {
    return resume(this.#setup(), async () => this.secrets)
  }

  async sync(full = false): Promise<SyncRound> {
    return this.#round(await this.session(), full)
  }

  /** Lays a copy of everything down, and with it what was not sent yet. */
  async publish(): Promise<void> {
    try {
      await publishSnapshot(await this.session())
    } finally {
      this.#collect()
    }
  }

  async #round(session: Session, full: boolean): Promise<SyncRound> {
    const pending = this.#pending()
    try {
      return await round(session, {
        who: { user: this.name, version: '1' },
        full,
        conflicts: () => 0,
      })
    } finally {
      this.#noteRenamed(pending)
      this.#collect()
    }
  }
}
