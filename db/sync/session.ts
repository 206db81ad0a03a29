/**
 * A database and its hub, together for the length of a round: who this device is, the team's keys and members, and how work
 * in the database is cut up so that people's edits always go first.
 */
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Connection } from '../core/connection.ts'
import { derive } from '../core/outbox.ts'
import { inTransaction } from '../core/transaction.ts'
import { failure } from '../shared/errors.ts'
import type { Progress } from '../shared/wire.ts'
import { DeviceKeys, type TeamKey } from './cipher.ts'
import type { Hub } from './hub.ts'
import type { Place } from './segment.ts'
import { deviceBytes, ownDevice, renewLease } from './state.ts'
import { currentKey, type Member, readKeys, readMember, type Secrets } from './team.ts'

const CHUNK_MS = 25
const PAUSE_EVERY_MS = 100
const PAUSE_MS = 3

const kept = new WeakMap<Connection, Session>()
/** The session of the round before, so that a round with nothing to do reads no file. */
export const keptSession = (conn: Connection): Session | undefined => kept.get(conn)
export function keepSession(session: Session): Session {
  kept.set(session.conn, session)
  return session
}
export const forgetSession = (conn: Connection): void => void kept.delete(conn)

/** Who sits here and with which program, told to others. */
export interface Who {
  readonly user: string
  readonly version: string
}

/** What runs a round: a job of the host, a command, a test. */
export interface Runner {
  readonly signal: AbortSignal
  /** Names this process among those that open the database. */
  readonly holder: string
  progress(progress: Progress): void
  /** Whether a piece of work that began then (by `performance.now`) has lasted long enough: people's edits go first. */
  isLate?(begun: number): boolean
  saveSecrets(hub: string, secrets: Secrets): Promise<void>
}

/** Whether the transaction has lasted long enough. */
export type IsLate = () => boolean

export class Session {
  readonly conn: Connection
  readonly hub: Hub
  /** Whoever runs this round: a session outlives the job that made it. */
  runner: Runner
  readonly device: string
  readonly deviceName: string
  readonly keys: DeviceKeys
  readonly #members = new Map<string, Member>()
  #secrets: Secrets
  #removed: Readonly<Record<string, Readonly<Record<string, number>>>> = {}
  #lastPause = performance.now()

  constructor(conn: Connection, hub: Hub, secrets: Secrets, runner: Runner) {
    this.conn = conn
    this.hub = hub
    this.runner = runner
    this.#secrets = secrets
    const { hex, name } = ownDevice(conn)
    this.device = hex
    this.deviceName = name
    this.keys = new DeviceKeys(secrets.device)
  }

  get ring(): readonly TeamKey[] {
    return this.#secrets.ring
  }
  get secrets(): Secrets {
    return this.#secrets
  }
  get team(): TeamKey {
    return currentKey(this.ring)
  }
  get members(): ReadonlyMap<string, Member> {
    return this.#members
  }

  placeOf(device: string): Place {
    return { hub: this.hub.id, device: deviceBytes(device) }
  }

  /** Device → stream → how far it counts, for those that were taken out of the team. */
  cutOf(device: string): Readonly<Record<string, number>> | undefined {
    return this.#removed[device]
  }

  async member(device: string): Promise<Member | undefined> {
    const known = this.#members.get(device)
    if (known) return known
    const member = await readMember(this.hub, this.ring, device)
    if (member) this.#members.set(device, member)
    return member
  }

  /** Everybody whose file is on the hub, and what began since: new keys, removed devices. @throws AppError Denied `removed` */
  async readTeam(): Promise<void> {
    for (const name of await this.hub.list('members')) {
      const device = /^([0-9a-f]{32})\.json$/.exec(name)?.[1]
      if (device) await this.member(device)
    }
    const { ring, removed } = await readKeys(this.hub, this, this.#members)
    this.#removed = removed
    if (ring.length > this.ring.length) await this.takeRing(ring)
    if (removed[this.device]) throw failure('Denied', 'removed')
  }

  async takeRing(ring: readonly TeamKey[]): Promise<void> {
    this.#secrets = { ...this.#secrets, ring }
    await this.runner.saveSecrets(this.hub.descriptor.hub, this.#secrets)
  }

  /** Lets people's edits go first. @throws AppError Cancelled */
  async pause(): Promise<void> {
    const now = performance.now()
    if (now - this.#lastPause < PAUSE_EVERY_MS) await nextTurn()
    else {
      this.#lastPause = now + PAUSE_MS
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
    if (this.runner.signal.aborted) throw failure('Cancelled', 'byUser')
  }

  /** One transaction that begins with everything of this device derived; a long backlog takes several before. */
  async write<T>(fn: (isLate: IsLate) => T): Promise<T> {
    for (;;) {
      await this.pause()
      const begun = performance.now()
      const { runner } = this
      const isLate = (): boolean => runner.isLate?.(begun) ?? performance.now() - begun >= CHUNK_MS
      const done = inTransaction(this.conn, () => {
        renewLease(this.conn, this.runner.holder)
        return derive(this.conn, { budgetMs: CHUNK_MS }) ? { result: fn(isLate) } : undefined
      })
      if (done) return done.result
    }
  }

  /** As often as `step` says that there is more. */
  async chunks(step: (isLate: IsLate) => boolean): Promise<void> {
    while (await this.write(step)) {
      // each turn is one short transaction
    }
  }
}
