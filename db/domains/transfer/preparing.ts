/**
 * The files of one import as the writer sees them: records made ready, batch by batch. Large files are read by a thread of
 * their own, small ones at once, where starting a thread would take longer than reading.
 */
import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { AppError, failure } from '../../shared/errors.ts'
import { withFile } from '../../transfer/wholeFile.ts'
import { type Batch, type BatchSize, encoderFor, type FileFacts, factsOf, prepareAll } from './prepare.ts'
import type { FromPreparer, ToPreparer } from './prepareThread.ts'
import { openReader, type ReadOptions } from './reader.ts'
import type { Scene } from './scene.ts'

export interface PreparedFile extends FileFacts {
  /** Records below that line, in the order of the file; as often as one likes, one reading at a time. */
  read(after: number): AsyncGenerator<Batch>
}

/** Bytes from which a thread is worth its start. */
const LARGE = 1 << 20
/** A few milliseconds: edits of people may come between any two. */
const SMALL_BATCH: BatchSize = { items: 256, bytes: 1 << 19 }

const isBundled = !import.meta.url.endsWith('.ts')
const threadFile = new URL(isBundled ? './prepare.cjs' : './prepareThread.ts', import.meta.url)

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
    return { ...factsOf(reader), read: (after) => prepareAll(reader, encoder, after, SMALL_BATCH) }
  }

  async close(): Promise<void> {
    await this.#thread?.close()
  }
}

/** The thread, asked one thing at a time; what it sends ahead is kept in order. */
class Thread {
  readonly #worker: Worker
  readonly #received: FromPreparer[] = []
  #wake: (() => void) | undefined

  constructor(scene: Scene) {
    this.#worker = new Worker(threadFile, { workerData: scene, name: 'samphan-prepare' })
    this.#worker.on('message', (message: FromPreparer) => this.#receive(message))
    this.#worker.on('error', (error) => this.#receive(dead(error.message)))
    this.#worker.on('exit', () => this.#receive(dead('exit')))
  }

  #receive(message: FromPreparer): void {
    this.#received.push(message)
    this.#wake?.()
  }

  #post(message: ToPreparer): void {
    this.#worker.postMessage(message)
  }

  /** @throws AppError what the thread failed with */
  async #next(): Promise<FromPreparer> {
    for (;;) {
      const message = this.#received.shift()
      if (message?.t === 'failed') throw new AppError(message.error)
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

  async *#read(id: number, after: number): AsyncGenerator<Batch> {
    this.#post({ t: 'read', id, after })
    for (let message = await this.#next(); message.t === 'batch'; message = await this.#next()) {
      this.#post({ t: 'more' })
      yield message.batch
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}

const dead = (message: string): FromPreparer => ({
  t: 'failed',
  error: { code: 'Unavailable', reason: 'threadDied', params: { message } },
})
