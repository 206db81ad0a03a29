/**
 * The db host's front: takes calls from windows, gives each to the thread whose work it is, and tells every window what
 * changed. Runs no SQL, so nothing interactive ever waits behind a write.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { HeldLookup } from '../core/lookups.ts'
import { isProcedure, type Name, procedureNamed } from '../shared/contract.ts'
import type { ErrorRecord } from '../shared/errors.ts'
import type { Link } from '../shared/link.ts'
import type { Changed, Down, Up } from '../shared/wire.ts'
import { Gate } from './gate.ts'
import { Grants } from './grants.ts'
import { SlowThreads } from './slowThreads.ts'
import { type Heard, type Settled, Thread } from './thread.ts'
import type { CallerInfo, ToWorker, WorkerRole } from './worker.ts'

const POLL_MS = 150
/** Less than what a program that quits is given (electron/dbHost.ts). */
const LAST_ROUND_MS = 5_000
const INDEX_PAUSE_MS = 2_000
const SIGN_IN: Name = 'session.signIn'
const RESTORE: Name = 'backup.restore'
/** For the answer to reach the window before its host is another. */
const REPLACED_MS = 200

export interface HostOptions {
  readonly file: string
  readonly worker: URL | string
  readonly checkOutput: boolean
  /** A thread ended by itself (out of memory, say): whoever started this host starts another in its place. */
  onDeath(): void
  /** Another database lies in the place of the one that was open: whoever started this host starts another. */
  onReplaced(): void
}

/** One thread of each role, and a second one for what takes long. */
type Place = WorkerRole | 'second'
const inClosingOrder = ['indexer', 'second', 'slow', 'reader', 'writer'] as const satisfies readonly Place[]

export class Host {
  /** Paths that people gave to the windows; any other is refused. */
  readonly grants = new Grants()
  readonly #options: HostOptions
  readonly #threads = new Map<Place, Thread>()
  #slow: SlowThreads | undefined
  readonly #links = new Map<Link, CallerInfo>()
  /** What is under way for a window, with the way to end it. */
  readonly #running = new Map<Link, Map<number, () => void>>()
  /** Whose round was the last: the one on quitting is theirs as well. */
  #exchanged: CallerInfo | undefined
  /** Windows whose password is being looked at. */
  readonly #signingIn = new Map<Link, Promise<unknown>>()
  /** Why no database is open; every call answers it. */
  #trouble: ErrorRecord | undefined
  #opened: Promise<void>
  /** Every thread has opened the database, or has said why not. */
  #complete: Promise<void> = Promise.resolve()
  /** An attempt to open is under way. */
  #opening = true
  #timer: NodeJS.Timeout | undefined
  #sessions = 0

  constructor(options: HostOptions) {
    this.#options = options
    this.#opened = this.#open()
  }

  async #open(): Promise<void> {
    this.#opening = true
    try {
      await this.#openThreads()
    } finally {
      this.#opening = false
    }
  }

  /** What kept the database shut may be over: the disk is back, the other program has finished. */
  async #reopen(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all([...this.#threads.values()].map((thread) => thread.abandon()))
    this.#threads.clear()
    this.#trouble = undefined
    await this.#open()
  }

  async #openThreads(): Promise<void> {
    const { file, worker, checkOutput, onDeath } = this.#options
    const create = !existsSync(file) || statSync(file).size === 0
    if (create) mkdirSync(dirname(file), { recursive: true })
    const gate = new Gate()
    const start = (role: WorkerRole, place: Place = role): Thread => {
      const how = role === 'writer' ? { create } : { create: false, gate: gate.memory }
      const thread = new Thread({ role, file, checkOutput, ...how }, worker, onDeath)
      this.#threads.set(place, thread)
      return thread
    }
    const [writer, reader] = [start('writer'), start('reader')]
    this.#trouble = await writer.ready
    gate.letGo(!this.#trouble)
    if (this.#trouble) {
      await reader.abandon()
      return
    }
    this.#trouble = await reader.ready
    if (this.#trouble) return
    // The first list needs no more than these; the others would take the processor from it.
    const slow = start('slow')
    this.#slow = new SlowThreads(slow, () => start('slow', 'second'))
    this.#complete = Promise.all([slow.ready, start('indexer').ready]).then((rest) => {
      this.#trouble = rest.find((error) => error !== undefined)
    })
    this.#timer = setInterval(() => void this.#broadcast(), POLL_MS)
  }

  /** A window has connected. While there is no database, that is also another attempt to open it. */
  attach(link: Link): void {
    if (this.#trouble && !this.#opening) {
      this.#opening = true
      this.#opened = this.#reopen()
    }
    const session = `window-${++this.#sessions}`
    this.#links.set(link, {
      session,
      source: 'user',
      lang: 'en',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
    this.#running.set(link, new Map())
    link.onMessage((message) => void this.#receive(link, message))
    link.onClose(() => this.#detach(link))
  }

  #detach(link: Link): void {
    const caller = this.#links.get(link)
    this.#links.delete(link)
    for (const cancel of this.#running.get(link)?.values() ?? []) cancel()
    this.#running.delete(link)
    if (caller)
      for (const thread of this.#threads.values()) thread.tell({ t: 'dropSession', session: caller.session })
  }

  async #receive(link: Link, message: unknown): Promise<void> {
    const up = asUp(message)
    if (!up) return
    if (up.t === 'cancel') {
      this.#running.get(link)?.get(up.id)?.()
      return
    }
    // What a window asks while it signs in, it asks as who it is then.
    const settling = this.#settle(link, up, this.#signingIn.get(link))
    if (up.name === SIGN_IN) this.#signingIn.set(link, settling)
    const settled = await settling
    if (this.#signingIn.get(link) === settling) this.#signingIn.delete(link)
    this.#running.get(link)?.delete(up.id)
    post(
      link,
      settled.ok
        ? { t: 'reply', id: up.id, ok: true, value: settled.value }
        : { t: 'reply', id: up.id, ok: false, error: settled.error },
    )
  }

  async #settle(
    link: Link,
    up: Extract<Up, { t: 'call' }>,
    signingIn: Promise<unknown> | undefined,
  ): Promise<Settled> {
    await this.#opened
    await signingIn
    return this.#trouble ? { ok: false, error: this.#trouble } : this.#call(link, up)
  }

  async #call(link: Link, up: Extract<Up, { t: 'call' }>): Promise<Settled> {
    const caller = this.#links.get(link)
    if (!caller) return { ok: false, error: { code: 'Unavailable', reason: 'closed' } }
    if (!isProcedure(up.name))
      return { ok: false, error: { code: 'Invalid', reason: 'unknownProcedure', params: { name: up.name } } }
    const refused = this.grants.refusedIn(up.input)
    if (refused !== undefined)
      return { ok: false, error: { code: 'Denied', reason: 'pathNotGiven', params: { file: refused } } }
    const procedure = procedureNamed(up.name)
    const role = roleOf(up.name)
    const thread = this.#threads.get(role)
    if (!thread) return { ok: false, error: { code: 'Unavailable', reason: 'threadDied' } }
    if (up.name === 'search.run')
      this.#threads.get('indexer')?.tell({ t: 'pause', untilMs: Date.now() + INDEX_PAUSE_MS })
    const held = procedure.kind === 'query' ? undefined : await this.#lookupRows(up.input)
    if (held && !held.settled.ok) return held.settled
    const lookupRows = held?.rows
    const build = (id: number): ToWorker => ({
      t: 'call',
      id,
      name: up.name,
      input: up.input,
      caller,
      ...(lookupRows && { lookupRows }),
    })
    const heard: Heard = {
      progress: (progress) => post(link, { t: 'progress', id: up.id, progress }),
      identity: (credential) => this.#identify(link, credential),
    }
    const { outcome, cancel } =
      role === 'slow' && this.#slow
        ? this.#slow.ask(procedure.kind === 'query' ? 'query' : 'job', build, heard)
        : thread.run(build, heard)
    this.#running.get(link)?.set(up.id, cancel)
    const settled = await outcome
    if (up.name === 'sync.now' && settled.ok) this.#exchanged = caller
    if (up.name === RESTORE && settled.ok) return this.#restore(settled.value)
    // Every window hears of a change before the one that made it gets its answer.
    if (procedure.kind !== 'query') await this.#broadcast()
    return settled
  }

  /**
   * Puts a backup that was looked at in the place of the database: no thread has it open meanwhile, calls wait. When it cannot
   * be done, all goes on with the database as it is.
   */
  async #restore(looked: unknown): Promise<Settled> {
    const backup =
      typeof looked === 'object' && looked !== null && 'file' in looked && typeof looked.file === 'string'
        ? looked.file
        : ''
    const { file, worker } = this.#options
    let done: () => void = () => undefined
    this.#opened = new Promise((resolve) => {
      done = resolve
    })
    clearInterval(this.#timer)
    for (const place of inClosingOrder) await this.#threads.get(place)?.close()
    this.#threads.clear()
    const start = { role: 'restorer' as const, file, create: false, checkOutput: false }
    const restorer = new Thread(start, worker, () => undefined)
    const trouble = await restorer.ready
    const settled: Settled = trouble
      ? { ok: false, error: trouble }
      : await restorer.request((id) => ({ t: 'restore', id, backup })).outcome
    if (!trouble) await restorer.close()
    await this.#open()
    done()
    if (settled.ok) setTimeout(() => this.#options.onReplaced(), REPLACED_MS)
    return settled
  }

  /** Lists of who was there before are nobody's any more. */
  #identify(link: Link, credential: number | undefined): void {
    const caller = this.#links.get(link)
    if (!caller) return
    this.#links.set(link, { ...caller, credential })
    for (const thread of this.#threads.values()) thread.tell({ t: 'dropSession', session: caller.session })
  }

  /** A verb on "the current lookup" names it; the writer needs its rows, which the reader holds. */
  async #lookupRows(input: unknown): Promise<{ settled: Settled; rows?: [string, Int32Array] } | undefined> {
    const lookup = lookupIn(input)
    const reader = this.#threads.get('reader')
    if (lookup === undefined || !reader) return undefined
    const { outcome } = reader.request((id) => ({ t: 'lookupRows', id, lookup }))
    const settled = await outcome
    return settled.ok && settled.value instanceof Int32Array
      ? { settled, rows: [lookup.lookupId, settled.value] }
      : { settled }
  }

  async #broadcast(): Promise<void> {
    const reader = this.#threads.get('reader')
    if (!reader || this.#trouble) return
    const { outcome } = reader.request((id) => ({ t: 'poll', id }))
    const settled = await outcome
    if (!settled.ok || settled.value === undefined) return
    const changed = settled.value as Changed
    for (const link of this.#links.keys()) post(link, { t: 'changed', ...changed })
    if (changed.entities.customField) this.#threads.get('writer')?.tell({ t: 'tend' })
    for (const place of ['slow', 'second', 'indexer'] as const)
      this.#threads.get(place)?.request((id) => ({ t: 'poll', id }))
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#opened
    await this.#complete
    if (this.#trouble) return
    await this.#exchangeOnceMore()
    for (const place of inClosingOrder) await this.#threads.get(place)?.close()
  }

  /** What was done since the last round goes before the program does, where the hub is quick enough. */
  async #exchangeOnceMore(): Promise<void> {
    const caller = this.#exchanged
    const thread = this.#threads.get(roleOf('sync.now'))
    if (!caller || !thread) return
    const { id, outcome } = thread.request((id) => ({ t: 'call', id, name: 'sync.now', input: {}, caller }))
    const late = setTimeout(() => thread.cancel(id), LAST_ROUND_MS)
    await outcome
    clearTimeout(late)
  }
}

const post = (link: Link, message: Down): void => link.post(message)

function roleOf(name: Name): WorkerRole {
  const procedure = procedureNamed(name)
  if (procedure.kind === 'query') return procedure.slow ? 'slow' : 'reader'
  if (procedure.kind === 'job' && procedure.on === 'reader') return 'slow'
  return 'writer'
}

function lookupIn(input: unknown): HeldLookup | undefined {
  if (typeof input !== 'object' || input === null || !('target' in input)) return undefined
  const { target } = input
  if (typeof target !== 'object' || target === null || !('lookupId' in target)) return undefined
  if (typeof target.lookupId !== 'string') return undefined
  const version = 'version' in target && typeof target.version === 'number' ? target.version : undefined
  const entity = 'entity' in input && typeof input.entity === 'string' ? input.entity : undefined
  return { lookupId: target.lookupId, version, entity }
}

/** A page may send anything; only the two forms are looked at. */
function asUp(message: unknown): Up | undefined {
  if (typeof message !== 'object' || message === null || !('t' in message) || !('id' in message))
    return undefined
  if (typeof message.id !== 'number') return undefined
  if (message.t === 'cancel') return { t: 'cancel', id: message.id }
  if (message.t === 'call' && 'name' in message && typeof message.name === 'string') {
    return {
      t: 'call',
      id: message.id,
      name: message.name,
      input: 'input' in message ? message.input : undefined,
    }
  }
  return undefined
}
