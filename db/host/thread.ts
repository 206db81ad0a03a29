/** One worker thread of the db host, and what it has been asked and has not answered yet. */
import { Worker } from 'node:worker_threads'
import type { ErrorRecord } from '../shared/errors.ts'
import type { Progress } from '../shared/wire.ts'
import { Stops } from './stops.ts'
import type { FromWorker, ToWorker, WorkerRole, WorkerStart } from './worker.ts'

/** Threads that go through millions of rows would else let their garbage grow to ten times that; no limit to what they keep. */
const YOUNG_MB = 12

export type Settled = { ok: true; value: unknown } | { ok: false; error: ErrorRecord }

/** What a call says while it is under way. */
export interface Heard {
  progress?(progress: Progress): void
  /** The session acts by another credential from now on. */
  identity?(credential: number | undefined): void
}
interface Waiting extends Heard {
  settle(result: Settled): void
}

/** Speaks to one worker thread; a promise for each request. */
export class Thread {
  readonly role: WorkerRole
  readonly ready: Promise<ErrorRecord | undefined>
  readonly #worker: Worker
  readonly #gone: Promise<void>
  readonly #waiting = new Map<number, Waiting>()
  readonly #unheard = new Int32Array(new SharedArrayBuffer(4))
  readonly #stops = new Stops()
  #nextId = 1
  /** Between `ready` and the moment it is told to go. */
  #serves = false

  constructor(start: Omit<WorkerStart, 'unheard' | 'stopped'>, path: URL | string, onDeath: () => void) {
    this.role = start.role
    const workerData: WorkerStart = { ...start, unheard: this.#unheard.buffer, stopped: this.#stops.memory }
    this.#worker = new Worker(path, {
      workerData,
      name: `samphan-${start.role}`,
      ...(start.role !== 'reader' && { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }),
    })
    this.ready = new Promise((resolve) => {
      this.#worker.on('message', (message: FromWorker) => {
        if (message.t === 'ready') {
          this.#serves = true
          resolve(undefined)
        } else if (message.t === 'failed') resolve(message.error)
        else this.#receive(message)
      })
      this.#worker.on('error', (error) => {
        resolve({ code: 'Unavailable', reason: 'threadDied', params: { message: error.message } })
        this.#abandon()
      })
    })
    this.#gone = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#abandon()
        resolve()
        if (this.#serves) onDeath()
      })
    })
  }

  #receive(message: FromWorker): void {
    if (message.t === 'progress') this.#waiting.get(message.id)?.progress?.(message.progress)
    else if (message.t === 'identity') this.#waiting.get(message.id)?.identity?.(message.credential)
    else if (message.t === 'reply' || message.t === 'polled') {
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (message.t === 'polled') waiting?.settle({ ok: true, value: message.changed })
      else
        waiting?.settle(message.ok ? { ok: true, value: message.value } : { ok: false, error: message.error })
    }
  }

  #abandon(): void {
    for (const { settle } of this.#waiting.values()) {
      settle({ ok: false, error: { code: 'Unavailable', reason: 'threadDied' } })
    }
    this.#waiting.clear()
  }

  /** Sends a request and answers with the id it runs under and its outcome. */
  request(build: (id: number) => ToWorker, heard: Heard = {}): { id: number; outcome: Promise<Settled> } {
    const id = this.#nextId++
    const outcome = new Promise<Settled>((settle) => {
      this.#waiting.set(id, { settle, ...heard })
      const message = build(id)
      if (message.t === 'call') Atomics.add(this.#unheard, 0, 1)
      this.#worker.postMessage(message)
    })
    return { id, outcome }
  }

  /** The same, with the way to end it instead of an id. */
  run(build: (id: number) => ToWorker, heard: Heard): { outcome: Promise<Settled>; cancel(): void } {
    const { id, outcome } = this.request(build, heard)
    return { outcome, cancel: () => this.cancel(id) }
  }

  tell(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  /** The call is not wanted any more: said to the thread, and where a query of it looks. */
  cancel(id: number): void {
    this.#stops.stop(id)
    this.tell({ t: 'cancel', id })
  }

  async close(): Promise<void> {
    this.#serves = false
    this.tell({ t: 'close' })
    await this.#gone
  }

  /** Ends a thread that may never have opened anything. */
  async abandon(): Promise<void> {
    this.#serves = false
    await this.#worker.terminate()
  }
}
