/**
 * The thread that reads the files of an import and makes their records ready, while the writer writes those before.
 * `preparing.ts` starts it and is the only one it talks to. Opens no database; nobody imports more of it than types.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { elementIdSource, realSources } from '../../core/connection.ts'
import { AppError, type ErrorRecord } from '../../shared/errors.ts'
import { type Batch, type BatchSize, encoderFor, type FileFacts, factsOf, prepareAll } from './prepare.ts'
import { openReader } from './reader.ts'
import type { Scene } from './scene.ts'
import type { Reader, ReadOptions } from './tableRows.ts'

export interface PreparerStart {
  readonly scene: Scene
  /** Batches come by a port of their own, so that the writer can take them in the middle of a chunk. */
  readonly port: MessagePort
}

export type ToPreparer =
  | { t: 'open'; id: number; file: string; options: ReadOptions }
  | { t: 'read'; id: number; after: number }
  /** So many more batches may be made ready. */
  | { t: 'more'; batches: number }

export type FromPreparer =
  | { t: 'opened'; id: number; facts: FileFacts }
  | { t: 'batch'; batch: Batch }
  | { t: 'end' }
  | { t: 'failed'; error: ErrorRecord }

/** Small, so that little is alive at a time on either side. */
const BATCH: BatchSize = { items: 200, bytes: 1 << 18 }
/** Batches made ready ahead of the writer. */
const AHEAD = 24

function run({ scene, port }: PreparerStart): void {
  const post = (message: FromPreparer) => port.postMessage(message)
  const encoder = encoderFor(scene, elementIdSource(realSources.random))
  const readers = new Map<number, Reader>()
  let credit = 0
  let resume: (() => void) | undefined

  async function open({ id, file, options }: Extract<ToPreparer, { t: 'open' }>): Promise<void> {
    const reader = await openReader(scene, file, options)
    readers.set(id, reader)
    post({ t: 'opened', id, facts: factsOf(reader) })
  }

  async function read({ id, after }: Extract<ToPreparer, { t: 'read' }>): Promise<void> {
    const reader = readers.get(id)
    if (!reader) throw new RangeError(`file ${id}`)
    credit = AHEAD
    for await (const batch of prepareAll(reader, encoder, after, BATCH)) {
      while (credit <= 0)
        await new Promise<void>((resolve) => {
          resume = resolve
        })
      credit--
      post({ t: 'batch', batch })
      // Lets the word that more is wanted come in.
      if (credit <= 0) await new Promise((resolve) => setImmediate(resolve))
    }
    post({ t: 'end' })
  }

  const guarded = (work: Promise<void>): void =>
    void work.catch((error: unknown) => post({ t: 'failed', error: recordOf(error) }))

  port.on('message', (message: ToPreparer) => {
    if (message.t === 'open') guarded(open(message))
    else if (message.t === 'read') guarded(read(message))
    else {
      credit += message.batches
      resume?.()
    }
  })
}

const recordOf = (error: unknown): ErrorRecord =>
  error instanceof AppError
    ? error.record
    : { code: 'Bug', ref: error instanceof Error ? error.message : String(error) }

if (parentPort) run(workerData as PreparerStart)
