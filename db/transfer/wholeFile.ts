/**
 * Files that appear under their name only when they are complete: written beside it as `.partial`, forced to disk, renamed.
 * Also words what a file system refuses as records.
 * Must never: leave half a file under the final name, lose what stood there before the new one is whole.
 */

import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError, failure } from '../shared/errors.ts'

const BUFFER = 1 << 18

/** What went wrong with a file, as a record a person can act on; anything that is not the file system's is passed on. */
export function fileFailure(error: unknown, file: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const params = { file }
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('NotFound', 'file', params, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return failure('Denied', 'file', params, error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return failure('Unavailable', 'diskFull', params, error)
  if (code === 'EISDIR') return failure('Invalid', 'notAFile', params, error)
  if (code === 'ENAMETOOLONG' || code === 'EINVAL' || code === 'ELOOP' || code === 'ERR_INVALID_ARG_VALUE')
    return failure('Invalid', 'fileName', params, error)
  if (code === 'EIO' || code === 'EBUSY' || code === 'EMFILE' || code === 'ETXTBSY')
    return failure('Unavailable', 'diskError', params, error)
  return error
}

/** Runs file work; what fails becomes a record naming the file. @throws AppError */
export function withFile<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw fileFailure(error, file)
  }
}

export class WholeFile {
  readonly path: string
  readonly #partial: string
  #handle: number
  #pending: string[] = []
  #pendingLength = 0
  #written: number

  /** `resumeAt`: go on with the partial file of a run before, cut to that length. @throws AppError */
  constructor(path: string, resumeAt?: number) {
    this.path = path
    this.#partial = `${path}.partial`
    const resumes = resumeAt !== undefined && this.#isThere(resumeAt)
    this.#handle = withFile(path, () => {
      if (existsSync(path) && !statSync(path).isFile()) throw failure('Invalid', 'notAFile', { file: path })
      return openSync(this.#partial, resumes ? 'r+' : 'w', 0o600)
    })
    this.#written = 0
    if (resumes) this.cutTo(resumeAt)
  }

  /** Whether the run before left its file; one that came to an end a moment before it died had put it under its name. */
  #isThere(size: number): boolean {
    if (existsSync(this.#partial)) return true
    if (!existsSync(this.path) || statSync(this.path).size < size) return false
    withFile(this.path, () => renameSync(this.path, this.#partial))
    return true
  }

  /** Bytes so far. */
  get size(): number {
    this.#flush()
    return this.#written
  }

  write(text: string | Uint8Array): void {
    if (typeof text !== 'string') {
      this.#flush()
      this.#put(text)
      return
    }
    this.#pending.push(text)
    this.#pendingLength += text.length
    if (this.#pendingLength >= BUFFER) this.#flush()
  }

  #flush(): void {
    if (this.#pendingLength === 0) return
    const bytes = Buffer.from(this.#pending.join(''))
    this.#pending = []
    this.#pendingLength = 0
    this.#put(bytes)
  }

  #put(bytes: Uint8Array): void {
    withFile(this.path, () => {
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.#handle, bytes, at, bytes.length - at, this.#written + at)
    })
    this.#written += bytes.length
  }

  /** Drops what was written after a point. */
  cutTo(size: number): void {
    this.#flush()
    withFile(this.path, () => {
      this.#written = Math.min(size, fstatSync(this.#handle).size)
      ftruncateSync(this.#handle, this.#written)
    })
  }

  /** On disk, still under its partial name. */
  sync(): number {
    this.#flush()
    withFile(this.path, () => fsyncSync(this.#handle))
    return this.#written
  }

  /** Complete: forced to disk and put under its name. Answers its size. @throws AppError */
  finish(): number {
    const size = this.sync()
    withFile(this.path, () => {
      closeSync(this.#handle)
      this.#handle = -1
      renameSync(this.#partial, this.path)
    })
    syncFolder(dirname(this.path))
    return size
  }

  /** Leaves nothing behind. */
  abandon(): void {
    if (this.#handle < 0) return
    closeSync(this.#handle)
    this.#handle = -1
    rmSync(this.#partial, { force: true })
  }

  /** Lets go of the file but keeps what is there, for a later run to go on with. */
  pause(): void {
    if (this.#handle < 0) return
    this.sync()
    closeSync(this.#handle)
    this.#handle = -1
  }
}

/** Makes a rename durable where the system can: Windows has no handles of folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  withFile(folder, () => {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  })
}

/** A file of these bytes, whole or not at all; how many they are. @throws AppError */
export function writeWhole(path: string, bytes: Uint8Array): number {
  const file = new WholeFile(path)
  try {
    file.write(bytes)
    return file.finish()
  } catch (error) {
    file.abandon()
    throw error
  }
}
