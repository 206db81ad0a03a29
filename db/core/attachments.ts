/**
 * Files that belong to records: kept once by what they contain, at `X.samphan.d/attachments/<xx>/<sha256>`. Written beside
 * the place, forced to disk, renamed; a file that is there is whole. Rows refer to one as `{sha256, size, mime}`.
 * Must never: change or remove a stored file, trust a name from outside.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { failure } from '../shared/errors.ts'
import { companionFolder } from './migrate.ts'

/** The largest file a record may carry. */
export const MAX_ATTACHMENT = 100 * 1024 * 1024

export interface Attachment {
  readonly sha256: string
  readonly size: number
  readonly mime: string
}

const SHA256 = /^[0-9a-f]{64}$/
const MIME = /^[\w.+-]+\/[\w.+-]+$/

/** Where a file of that content lies. @throws AppError Invalid for anything but a SHA-256 */
export function attachmentPath(database: string, sha256: string): string {
  if (!SHA256.test(sha256)) throw failure('Invalid', 'attachment')
  return join(companionFolder(database), 'attachments', sha256.slice(0, 2), sha256)
}

/** Stores the bytes unless they are there already. @throws AppError Invalid `attachmentTooLarge`, Unavailable, Denied */
export function saveAttachment(database: string, bytes: Uint8Array, mime: string): Attachment {
  if (bytes.length > MAX_ATTACHMENT)
    throw failure('Invalid', 'attachmentTooLarge', { size: bytes.length, max: MAX_ATTACHMENT })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = attachmentPath(database, sha256)
  const attachment = { sha256, size: bytes.length, mime: MIME.test(mime) ? mime : 'application/octet-stream' }
  if (existsSync(path) && statSync(path).size === bytes.length) return attachment
  const partial = `${path}.${process.pid}.partial`
  try {
    mkdirSync(dirname(path), { recursive: true })
    const handle = openSync(partial, 'w', 0o600)
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw attachmentFailure(error, path)
  }
  return attachment
}

/** The bytes of a stored file, checked against their name. @throws AppError NotFound, Corrupt */
export function readAttachment(database: string, sha256: string): Uint8Array {
  const path = attachmentPath(database, sha256)
  if (!existsSync(path)) throw failure('NotFound', 'attachment', { sha256 })
  const bytes = readFileSync(path)
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw failure('Corrupt', 'attachment', { sha256 })
  return bytes
}

function attachmentFailure(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('Unavailable', 'diskFull', { file }, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return failure('Denied', 'file', { file }, error)
  return error
}

/** The content a `file` value names. */
export function fileIn(value: string): string | undefined {
  const file: unknown = JSON.parse(value)
  if (typeof file !== 'object' || file === null || !('sha256' in file)) return undefined
  return typeof file.sha256 === 'string' && /^[0-9a-f]{64}$/.test(file.sha256) ? file.sha256 : undefined
}
