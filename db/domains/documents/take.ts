/** Taking a file in, in a thread of its own with a limit on time and memory. */
import { Worker } from 'node:worker_threads'
import type { Attachment } from '../../core/attachments.ts'
import { AppError, failure } from '../../shared/errors.ts'
import type { Taken, Taking } from './taker.ts'

/** How long a document's words may take, once the file is kept. */
const TEXT_MS = 20_000
const MEMORY_MB = 768

const here = import.meta.url
const program = new URL(here.endsWith('.ts') ? './taker.ts' : './taker.cjs', here)

export interface TakenFile {
  readonly attachment: Attachment
  /** Empty when it has no words, or they cannot be had. */
  readonly text: string
}

/** @throws AppError Invalid, NotFound, Unavailable, Denied, Cancelled */
export function take(taking: Taking, signal: AbortSignal): Promise<TakenFile> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      workerData: taking,
      name: 'samphan-taker',
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      // A library's warnings about a document are nobody's output.
      stdout: true,
      stderr: true,
    })
    worker.stdout.resume()
    worker.stderr.resume()
    let kept: Attachment | undefined
    let timer: NodeJS.Timeout | undefined
    const end = (finish: () => void): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      void worker.terminate()
      finish()
    }
    // A file that is kept is a document, whether or not its words could be had.
    const giveUp = (error: unknown): void =>
      end(() => (kept ? resolve({ attachment: kept, text: '' }) : reject(error)))
    const cancel = (): void => end(() => reject(failure('Cancelled', 'byUser')))
    signal.addEventListener('abort', cancel)
    worker.on('message', (taken: Taken) => {
      if (taken.t === 'kept') {
        kept = taken.attachment
        timer = setTimeout(() => giveUp(undefined), TEXT_MS)
      } else if (taken.t === 'failed') giveUp(new AppError(taken.error))
      else if (kept) {
        const attachment = kept
        end(() => resolve({ attachment, text: taken.text }))
      }
    })
    worker.on('error', giveUp)
  })
}
