/**
 * Long reads in a thread of their own: this one goes on hearing Ctrl+C, which a query of SQLite in it would keep from being heard.
 * Only reads; knows nothing of commands.
 */
import { Thread } from '../host/thread.ts'
import type { CallerInfo } from '../host/worker.ts'
import { workerFile } from '../host/workerFile.ts'
import type { Name } from '../shared/contract.ts'
import { AppError } from '../shared/errors.ts'
import type { Progress } from '../shared/wire.ts'

export interface Asking {
  readonly caller: CallerInfo
  readonly signal: AbortSignal
  progress(progress: Progress): void
}

export class Apart {
  readonly #file: string
  #thread: Thread | undefined

  constructor(file: string) {
    this.#file = file
  }

  /** @throws AppError Cancelled when the signal is given, and what the procedure throws */
  async call(name: Name, input: unknown, { caller, signal, progress }: Asking): Promise<unknown> {
    this.#thread ??= new Thread(
      {
        role: 'slow',
        file: this.#file,
        create: false,
        checkOutput: process.env.SAMPHAN_CHECK_OUTPUT === '1',
      },
      workerFile,
      () => undefined,
    )
    const thread = this.#thread
    const trouble = await thread.ready
    if (trouble) throw new AppError(trouble)
    const { id, outcome } = thread.request((id) => ({ t: 'call', id, name, input, caller }), { progress })
    const stop = (): void => thread.cancel(id)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    const settled = await outcome
    signal.removeEventListener('abort', stop)
    if (!settled.ok) throw new AppError(settled.error)
    return settled.value
  }

  async close(): Promise<void> {
    await this.#thread?.close()
    this.#thread = undefined
  }
}
