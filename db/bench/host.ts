/**
 * The program's own threads and processes as a window meets them, for what a call in this thread would not show: the
 * reading thread behind its port, the whole host with its indexer, the host behind a relay.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Host } from '../host/router.ts'
import { Stops } from '../host/stops.ts'
import type { FromWorker, ToWorker, WorkerStart } from '../host/worker.ts'
import { workerFile } from '../host/workerFile.ts'
import type { Input, Name, Output } from '../shared/contract.ts'
import { AppError } from '../shared/errors.ts'
import type { FileGrant, FromHost, ToHost } from '../shared/link.ts'
import type { Down, Up } from '../shared/wire.ts'

export interface Asker {
  call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>
  close(): Promise<void>
}

const isBundled = import.meta.url.endsWith('cli.mjs')
const hostFile = fileURLToPath(new URL('./host.cjs', import.meta.url))

/** Numbers questions and hands out the answers. */
class Questions {
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  #last = 0

  ask(send: (id: number) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.#last
      this.#waiting.set(id, { resolve, reject })
      send(id)
    })
  }

  answer(message: Down | FromWorker): void {
    if (message.t !== 'reply') return
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.ok) waiting?.resolve(message.value)
    else waiting?.reject(new AppError(message.error))
  }

  failAll(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** The host's reading thread alone: one hop over a MessagePort there and back. */
export async function readerThread(file: string): Promise<Asker> {
  const start: WorkerStart = {
    role: 'reader',
    file,
    create: false,
    checkOutput: false,
    unheard: new SharedArrayBuffer(4),
    stopped: new Stops().memory,
  }
  const worker = new Worker(workerFile, { workerData: start })
  const questions = new Questions()
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.t === 'ready') resolve()
      else if (message.t === 'failed') reject(new AppError(message.error))
      else questions.answer(message)
    })
    worker.on('error', (error) => {
      reject(error)
      questions.failAll(error)
    })
  })
  const caller = { session: 'bench', source: 'user', lang: 'en', timeZone: 'UTC' } as const
  return {
    call: (name, input) =>
      questions.ask((id) => {
        worker.postMessage({ t: 'call', id, name, input, caller } satisfies ToWorker)
      }) as never,
    async close() {
      const gone = new Promise((resolve) => worker.once('exit', resolve))
      worker.postMessage({ t: 'close' } satisfies ToWorker)
      await gone
    },
  }
}

/** The whole host in this process: router, writer, readers and the indexer that follows the log. `given`: as by a dialog. */
export function wholeHost(file: string, given: readonly FileGrant[]): Asker {
  const questions = new Questions()
  const onDeath = () => questions.failAll(new Error('a thread of the host ended'))
  const host = new Host({ file, worker: workerFile, checkOutput: false, onDeath, onReplaced: onDeath })
  for (const grant of given) host.grants.add(grant)
  const listeners: ((message: unknown) => void)[] = []
  host.attach({
    post: (message) => questions.answer(message as Down),
    onMessage: (fn) => void listeners.push(fn),
    onClose: () => undefined,
    close: () => undefined,
  })
  return {
    call: (name, input) =>
      questions.ask((id) => {
        for (const fn of listeners) fn({ t: 'call', id, name, input } satisfies Up)
      }) as never,
    close: () => host.close(),
  }
}

/**
 * The host as a child process over Node's channel, as it runs where Electron's utility process cannot; Electron main's own
 * hop is not in it. Undefined when the programs are not built.
 */
export function relayedHost(file: string): Asker | undefined {
  if (!isBundled || !existsSync(hostFile)) return undefined
  const child: ChildProcess = fork(hostFile, ['--db', file], { serialization: 'advanced' })
  const questions = new Questions()
  const link = 1
  child.on('message', (message: FromHost) => {
    if (message.kind === 'message') questions.answer(message.message as Down)
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void gone.then(() => questions.failAll(new Error('the host ended')))
  const send = (message: ToHost): void => void child.send(message)
  send({ kind: 'connect', link, windowId: 1 })
  return {
    call: (name, input) =>
      questions.ask((id) =>
        send({ kind: 'message', link, message: { t: 'call', id, name, input } satisfies Up }),
      ) as never,
    async close() {
      send({ kind: 'shutdown' })
      await gone
    },
  }
}
