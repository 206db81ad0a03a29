/**
 * The files of one import as the writer sees them: records made ready, batch by batch. Large files are read by a thread of
 * their own, small ones at once, where starting a thread would take longer than reading.
 */
import { statSync } from 'node:fs'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { AppError, failure } from '../../shared/errors.ts'
import { withFile } from '../../transfer/wholeFile.ts'
import { type Batch, type BatchSize, encoderFor, type FileFacts, factsOf, prepareAll } from './prepare.ts'
import type { FromPreparer, PreparerStart, ToPreparer } from './prepareThread.ts'
import { openReader } from './reader.ts'
import type { Scene } from './scene.ts'
import type { ReadOptions } from './tableRows.ts'

export interface PreparedFile extends FileFacts {
  /** Records below that line, in the order of the file; as often as one likes, one reading at a time. */
  read(after: number): Reading
}

export interface Reading {
  /** The next batch; undefined at the end. @throws AppError */
  next(): Promise<Batch | undefined>
  /** The next batch if it is there already. @throws AppError */
  ready(): Batch | undefined
}

/** Bytes from which a thread is worth its start. */
const LARGE = 1 << 20
/** Taken batches after which the thread hears that it may go on. */
const CREDIT = 8
/** A few milliseconds: edits of people may come between any two. */
const SMALL_BATCH: BatchSize = { items: 256, bytes: 1 << 19 }

const isBundled = !import.meta.url.endsWith('.ts')
const threadFile = new URL(isBundled ? './prepare.cjs' : './prepareThread.ts', import.meta.url)

/**
 * Left to itself the engine lets the garbage of a million rows grow before it collects any. The second figure is far above
 * what the largest record that is read at all can need; what it does is to make collections come earlier.
 */
const LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 }

export class Preparing {
  readonly #scene: Scene
  readonly #elementId: () => string
  readonly #large: number
  #thread: Thread | undefined
  #files = 0

  constructor(scene: Scene, elementId: () => string, large = LARGE) {
    this.#scene = scene
    this.#elementId = elementId
    this.#large = large
  }

  /** Recognises a file. @throws AppError */
  async open(file: string, options: ReadOptions): Promise<PreparedFile> {
    const size = withFile(file, () => statSync(file)).size
    if (size < this.#large) return this.#here(file, options)
    this.#thread ??= new Thread(this.#scene)
    return this.#thread.open(this.#files++, file, options)
  }

  async #here(file: string, options: ReadOptions): Promise<PreparedFile> {
    const reader = await openReader(this.#scene, file, options)
    const encoder = encoderFor(this.#scene, this.#elementId)
    return {
      ...factsOf(reader),
      read: (after) => {
        const batches = prepareAll(reader, encoder, after, SMALL_BATCH)
        return {
          next: async () => (await batches.next()).value ?? undefined,
          ready: () => undefined,
        }
      },
    }
  }

  async close(): Promise<void> {
    await this.#thread?.close()
  }
}

/** The thread, asked one thing at a time; what it sends ahead is kept in order. */
class Thread {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #received: FromPreparer[] = []
  #wake: (() => void) | undefined

  constructor(scene: Scene) {
    const { port1, port2 } = new MessageChannel()
    const workerData: PreparerStart = { scene, port: port2 }
    this.#port = port1
    this.#worker = new Worker(threadFile, {
      workerData,
      transferList: [port2],
      name: 'samphan-prepare',
      resourceLimits: LIMITS,
    })
    this.#port.on('message', (message: FromPreparer) => this.#receive(message))
    this.#worker.on('error', (error) => this.#receive(dead(error.message)))
    this.#worker.on('exit', () => this.#receive(dead('exit')))
  }

  #receive(message: FromPreparer): void {
    this.#received.push(message)
    this.#wake?.()
  }

  #post(message: ToPreparer): void {
    this.#port.postMessage(message)
  }

  /** What has come in, without letting anything else happen meanwhile. @throws AppError what the thread failed with */
  #poll(): FromPreparer | undefined {
    const message =
      this.#received.shift() ?? (receiveMessageOnPort(this.#port)?.message as FromPreparer | undefined)
    if (message?.t === 'failed') throw new AppError(message.error)
    return message
  }

  async #next(): Promise<FromPreparer> {
    for (let message = this.#poll(); ; message = this.#poll()) {
      if (message) return message
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  async open(id: number, file: string, options: ReadOptions): Promise<PreparedFile> {
    this.#post({ t: 'open', id, file, options })
    const message = await this.#next()
    if (message.t !== 'opened') throw failure('Unavailable', 'threadDied', { message: message.t })
    return { ...message.facts, read: (after) => this.#read(id, after) }
  }

  #read(id: number, after: number): Reading {
    this.#post({ t: 'read', id, after })
    let ended = false
    let taken = 0
    const batchOf = (message: FromPreparer): Batch | undefined => {
      if (message.t !== 'batch') {
        ended = true
        return undefined
      }
      if (++taken % CREDIT === 0) this.#post({ t: 'more', batches: CREDIT })
      return message.batch
    }
    return {
      next: async () => (ended ? undefined : batchOf(await this.#next())),
      ready: () => {
        const message = ended ? undefined : this.#poll()
        return message && batchOf(message)
      },
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
    this.#port.close()
  }
}

const dead = (message: string): FromPreparer => ({
  t: 'failed',
  error: { code: 'Unavailable', reason: 'threadDied', params: { message } },
})
