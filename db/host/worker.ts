/**
 * A thread of the host: one engine with a role. `writer` migrates and writes, `reader` answers windows, `slow` runs what
 * takes long, `indexer` keeps the search cache up to date; a `restorer` lives while a backup is put back and opens nothing else.
 * Talks to `router.ts` only.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { restoreFrom } from '../core/backup.ts'
import { createDatabase, openExisting } from '../core/database.ts'
import type { HeldLookup } from '../core/lookups.ts'
import { broadcastOf } from '../core/tail.ts'
import { AppError, type ErrorRecord } from '../shared/errors.ts'
import type { Changed, ChangeSource, Progress } from '../shared/wire.ts'
import { Engine } from './engine.ts'
import { passGate } from './gate.ts'
import { Stops } from './stops.ts'

export type WorkerRole = 'writer' | 'reader' | 'slow' | 'indexer' | 'restorer'
export interface WorkerStart {
  readonly role: WorkerRole
  readonly file: string
  /** Only the writer may make the file. */
  readonly create: boolean
  readonly checkOutput: boolean
  /** How many calls have been sent that this thread has not heard of yet; it looks while it is busy. */
  readonly unheard: SharedArrayBuffer
  /** Of `Stops`: what is not wanted any more. */
  readonly stopped: SharedArrayBuffer
  /** Of the `Gate` it waits at before it opens the database. */
  readonly gate?: SharedArrayBuffer
}

export interface CallerInfo {
  readonly session: string
  readonly source: ChangeSource
  readonly lang: string
  readonly timeZone: string
  /** What the session acts by; the router's own knowledge. */
  readonly credential?: number | undefined
}

export type ToWorker =
  | {
      t: 'call'
      id: number
      name: string
      input: unknown
      caller: CallerInfo
      lookupRows?: [string, Int32Array]
    }
  | { t: 'cancel'; id: number }
  | { t: 'poll'; id: number }
  | { t: 'lookupRows'; id: number; lookup: HeldLookup }
  | { t: 'dropSession'; session: string }
  | { t: 'tend' }
  /** To a restorer, while nobody else has the database open. */
  | { t: 'restore'; id: number; backup: string }
  | { t: 'pause'; untilMs: number }
  | { t: 'close' }

export type FromWorker =
  | { t: 'ready' }
  | { t: 'failed'; error: ErrorRecord }
  | { t: 'reply'; id: number; ok: true; value: unknown }
  | { t: 'reply'; id: number; ok: false; error: ErrorRecord }
  | { t: 'progress'; id: number; progress: Progress }
  | { t: 'identity'; id: number; credential: number | undefined }
  | { t: 'polled'; id: number; changed: Changed | undefined }

const INDEX_SLICE_MS = 25
/** When to look again for a moment in which nothing runs. */
const TEND_AGAIN_MS = 1_000

function restorer(
  port: NonNullable<typeof parentPort>,
  file: string,
  post: (message: FromWorker) => void,
): void {
  port.on('message', (message: ToWorker) => {
    if (message.t === 'close') port.close()
    if (message.t !== 'restore') return
    try {
      const { previous } = restoreFrom(message.backup, file)
      post({ t: 'reply', id: message.id, ok: true, value: { file: message.backup, previous } })
    } catch (error) {
      post({ t: 'reply', id: message.id, ok: false, error: recordOf(error) })
    }
  })
  post({ t: 'ready' })
}

function run(port: NonNullable<typeof parentPort>, start: WorkerStart): void {
  const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  if (start.role === 'restorer') {
    restorer(port, start.file, post)
    return
  }
  const unheard = new Int32Array(start.unheard)
  const stops = new Stops(start.stopped)
  let engine: Engine
  if (start.gate && !passGate(start.gate)) {
    port.close()
    return
  }
  try {
    const conn = start.create
      ? createDatabase(start.file)
      : openExisting(start.file, start.role === 'writer' ? 'write' : 'read')
    engine = new Engine(conn, {
      checkOutput: start.checkOutput,
      isAwaited: () => Atomics.load(unheard, 0) > 0,
    })
  } catch (error) {
    post({ t: 'failed', error: recordOf(error) })
    port.close()
    return
  }
  const running = new Map<number, AbortController>()
  let indexing = false
  let closed = false

  async function index(): Promise<void> {
    if (indexing || start.role !== 'indexer') return
    indexing = true
    while (engine.search.catchUp({ budgetMs: INDEX_SLICE_MS }))
      await new Promise((resolve) => setImmediate(resolve))
    indexing = false
    const rest = engine.search.restsFor()
    if (rest > 0) setTimeout(() => void index(), rest).unref()
  }

  /** Custom fields get their indexes while nothing runs; another process may do it as well. */
  function tend(): void {
    if (start.role !== 'writer' || closed) return
    let again = running.size > 0
    if (!again) {
      try {
        again = engine.tend()
      } catch (error) {
        const record = recordOf(error)
        if (record.code !== 'Locked') process.stderr.write(`[tend] ${JSON.stringify(record)}\n`)
        again = record.code === 'Locked'
      }
    }
    if (again) setTimeout(tend, TEND_AGAIN_MS).unref()
  }

  async function call(message: Extract<ToWorker, { t: 'call' }>): Promise<void> {
    const controller = new AbortController()
    running.set(message.id, controller)
    try {
      const value = await engine.call(message.name, message.input, {
        ...message.caller,
        signal: controller.signal,
        // What writes ends between two chunks; what only reads may end anywhere.
        ...(start.role === 'slow' && { isStopped: () => stops.isStopped(message.id) }),
        onProgress: (progress) => post({ t: 'progress', id: message.id, progress }),
        onIdentity: (credential) => post({ t: 'identity', id: message.id, credential }),
        ...(message.lookupRows && { lookupRows: new Map([message.lookupRows]) }),
      })
      post({ t: 'reply', id: message.id, ok: true, value })
    } catch (error) {
      post({ t: 'reply', id: message.id, ok: false, error: recordOf(error) })
    } finally {
      running.delete(message.id)
    }
  }

  port.on('message', (message: ToWorker) => {
    if (message.t === 'call') {
      Atomics.sub(unheard, 0, 1)
      void call(message)
    } else if (message.t === 'cancel') running.get(message.id)?.abort()
    else if (message.t === 'poll') {
      const batch = engine.poll()
      post({ t: 'polled', id: message.id, changed: batch && broadcastOf(engine.conn, batch) })
      void index()
    } else if (message.t === 'lookupRows') {
      try {
        post({ t: 'reply', id: message.id, ok: true, value: engine.lookups.rowIdsOf(message.lookup) })
      } catch (error) {
        post({ t: 'reply', id: message.id, ok: false, error: recordOf(error) })
      }
    } else if (message.t === 'dropSession') engine.lookups.dropSession(message.session)
    else if (message.t === 'tend') tend()
    else if (message.t === 'pause') engine.search.pauseUntil(message.untilMs)
    else {
      closed = true
      engine.close()
      port.close()
    }
  })
  post({ t: 'ready' })
  void index()
  setTimeout(tend, TEND_AGAIN_MS).unref()
}

const recordOf = (error: unknown): ErrorRecord =>
  error instanceof AppError
    ? error.record
    : { code: 'Bug', ref: error instanceof Error ? error.message : String(error) }

if (parentPort) run(parentPort, workerData as WorkerStart)
