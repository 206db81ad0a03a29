/**
 * A thread that takes one file in: reads it, keeps it by what it contains, then tells its words. It is ended from outside
 * when a file wants more time or memory than it may have, so nothing a file contains can hold up anybody.
 */
import { readFileSync, statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type Attachment, saveAttachment } from '../../core/attachments.ts'
import { mimeOf } from '../../core/fileKinds.ts'
import { MAX_DOCUMENT } from '../../shared/documents.ts'
import { AppError, type ErrorRecord, failure } from '../../shared/errors.ts'
import { textOf } from './textOf.ts'

export interface Taking {
  readonly database: string
  readonly file: string
}
/** `kept` comes first; then either `text`, or nothing more when its words cannot be had. */
export type Taken =
  | { readonly t: 'kept'; readonly attachment: Attachment }
  | { readonly t: 'text'; readonly text: string }
  | { readonly t: 'failed'; readonly error: ErrorRecord }

function read(file: string): Buffer {
  try {
    const state = statSync(file)
    if (!state.isFile()) throw failure('Invalid', 'notAFile', { file })
    if (state.size > MAX_DOCUMENT)
      throw failure('Invalid', 'attachmentTooLarge', { size: state.size, max: MAX_DOCUMENT })
    return readFileSync(file)
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) throw error
    throw failure(
      error.code === 'ENOENT' ? 'NotFound' : 'Unavailable',
      error.code === 'ENOENT' ? 'file' : 'cannotOpen',
      { file },
      error,
    )
  }
}

async function take({ database, file }: Taking, tell: (taken: Taken) => void): Promise<void> {
  const bytes = read(file)
  const mime = mimeOf(file, bytes)
  tell({ t: 'kept', attachment: saveAttachment(database, bytes, mime) })
  tell({ t: 'text', text: await textOf(mime, bytes) })
}

if (parentPort) {
  const port = parentPort
  take(workerData, (taken) => port.postMessage(taken)).catch((error: unknown) => {
    const record: ErrorRecord =
      error instanceof AppError
        ? error.record
        : { code: 'Bug', ref: error instanceof Error ? error.message : String(error) }
    port.postMessage({ t: 'failed', error: record } satisfies Taken)
  })
}
