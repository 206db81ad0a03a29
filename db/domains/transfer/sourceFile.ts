/**
 * A file somebody wants imported: what kind it is, how it is read. Looks at every file before anything is written, so that a
 * wrong one stops the whole import with a clear word.
 */
import { closeSync, createReadStream, openSync, readSync, type Stats, statSync } from 'node:fs'
import { extname } from 'node:path'
import { failure } from '../../shared/errors.ts'
import { type EncodingName, encodingByName, guessEncoding } from '../../transfer/encoding.ts'
import { withFile } from '../../transfer/wholeFile.ts'

export interface SourceFile {
  readonly file: string
  readonly kind: 'csv' | 'vcf'
  readonly size: number
  readonly modified: number
  /** Our own program wrote it (vCards say so). */
  readonly own: boolean
}

const HEAD = 1 << 16
const CHUNK = 1 << 19

const foreign: readonly (readonly [kind: string, magic: string])[] = [
  ['zip', 'PK\x03\x04'],
  ['office', '\xd0\xcf\x11\xe0'],
  ['pdf', '%PDF'],
  ['database', 'SQLite format 3\0'],
  ['image', '\x89PNG'],
  ['image', '\xff\xd8\xff'],
  ['archive', '\x1f\x8b'],
]

/** @throws AppError NotFound, Denied, Invalid `notAFile` `emptyFile` `unsupportedFile` */
export function openSource(file: string): SourceFile {
  const stats = withFile(file, () => statSync(file))
  if (!stats.isFile()) throw failure('Invalid', 'notAFile', { file })
  if (stats.size === 0) throw failure('Invalid', 'emptyFile', { file })
  const head = headOf(file, stats)
  const binary = head.toString('latin1')
  const known = foreign.find(([, magic]) => binary.startsWith(magic))
  if (known) throw failure('Invalid', 'unsupportedFile', { file, kind: known[0] })
  const { encoding } = guessEncoding(head)
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be'
  // What begins with the mark of UTF-8 is text, whatever control characters people have pasted into it.
  if (!isWide && !binary.startsWith('\u00ef\u00bb\u00bf') && controlShare(head) > 0.02)
    throw failure('Invalid', 'unsupportedFile', { file, kind: 'binary' })
  const text = isWide ? binary.replaceAll('\0', '') : binary
  const isCard =
    /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN:VCARD/i.test(text) || /^\.vcf|\.vcard$/i.test(extname(file))
  return {
    file,
    kind: isCard ? 'vcf' : 'csv',
    size: stats.size,
    modified: stats.mtimeMs,
    own: isCard && text.includes('PRODID:-//Samphan//'),
  }
}

function headOf(file: string, { size }: Stats): Buffer {
  return withFile(file, () => {
    const handle = openSync(file, 'r')
    const head = Buffer.alloc(Math.min(HEAD, size))
    const length = readSync(handle, head, 0, head.length, 0)
    closeSync(handle)
    return head.subarray(0, length)
  })
}

/** Which part of the bytes no text has. */
function controlShare(bytes: Buffer): number {
  let count = 0
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) count++
  return count / Math.max(1, bytes.length)
}

/** The encoding asked for. @throws AppError Invalid `encoding` */
export function encodingAsked(name: string): EncodingName | undefined {
  if (name === 'auto') return undefined
  const encoding = encodingByName(name)
  if (!encoding) throw failure('Invalid', 'encoding', { encoding: name })
  return encoding
}

/** The bytes of a file; tells how many have been read. */
export async function* bytesOf(file: string, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
    onRead(chunk.length)
    yield chunk
  }
}
