/**
 * Finds out in which encoding a file was written and decodes it in a stream: BOM, UTF-8, UTF-16 without BOM,
 * Windows-874/TIS-620, 1252, 1256, Mac Roman. Files glued together from two encodings decode too: a UTF-8 stream
 * reads each line that is not UTF-8 in the code page that fits such lines best, so no byte turns into U+FFFD.
 * Must never: hold more than a chunk, know what the text means.
 */

import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { type CodePage, codePageTable, decodeCodePage } from './codepages.ts'
import { looksDoubleEncoded } from './mojibake.ts'
import { entryOf } from './own.ts'

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | CodePage
export type EncodingGuess = {
  encoding: EncodingName
  /** 0–1; below 0.6 the screen should ask. */
  confidence: number
  bom: boolean
  /** The text was encoded twice on its way here (`à¸ª` for `ส`); `repairMojibake` mends it. */
  mojibake: boolean
  /** Not text at all: a spreadsheet, a database, a picture. Nothing should be read from it. */
  isBinary: boolean
}
/** A file's path, or its bytes as they come. */
export type ByteSource = string | AsyncIterable<Uint8Array>

const sampleSize = 1 << 18
const chunkSize = 1 << 19

/** Bytes of a source in chunks. */
export function openBytes(source: ByteSource): AsyncIterable<Uint8Array> {
  return typeof source === 'string' ? createReadStream(source, { highWaterMark: chunkSize }) : source
}

const encodingAliases: Record<string, EncodingName> = {
  utf8: 'utf-8',
  usascii: 'utf-8',
  ascii: 'utf-8',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  tis620: 'windows-874',
  iso885911: 'windows-874',
  windows874: 'windows-874',
  cp874: 'windows-874',
  windows1252: 'windows-1252',
  cp1252: 'windows-1252',
  iso88591: 'windows-1252',
  iso885915: 'windows-1252',
  latin1: 'windows-1252',
  windows1256: 'windows-1256',
  cp1256: 'windows-1256',
  macintosh: 'macintosh',
  macroman: 'macintosh',
  xmacroman: 'macintosh',
}

/** The encoding a name such as `TIS-620` or `iso-8859-1` stands for. */
export function encodingByName(name: string): EncodingName | undefined {
  return entryOf(encodingAliases, name.toLowerCase().replace(/[^a-z0-9]/g, ''))
}

/**
 * Looks at the head of a source, and for a path on through the file as long as everything is ASCII.
 * A stream is consumed: use `peekEncoding` to detect and read the same stream.
 */
export async function detectEncoding(source: ByteSource): Promise<EncodingGuess> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of openBytes(source)) {
    if (size < sampleSize) {
      parts.push(chunk)
      size += chunk.length
      if (size >= sampleSize && !isAscii(Buffer.concat(parts))) break
    } else if (!isAscii(chunk)) {
      parts.push(chunk)
      break
    }
  }
  return guessEncoding(Buffer.concat(parts))
}

/** Detects and hands the stream back whole. */
export async function peekEncoding(
  source: ByteSource,
): Promise<{ guess: EncodingGuess; bytes: AsyncIterable<Uint8Array> }> {
  if (typeof source === 'string') return { guess: await detectEncoding(source), bytes: openBytes(source) }
  const { head, bytes } = await peekBytes(source, sampleSize)
  return { guess: guessEncoding(head), bytes }
}

/** Reads the first `size` bytes of a stream and gives them back in front of the rest. */
export async function peekBytes(
  source: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ head: Uint8Array; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const next = await iterator.next()
    if (next.done) break
    parts.push(next.value)
    length += next.value.length
  }
  const head = Buffer.concat(parts)
  async function* replay(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { head, bytes: replay() }
}

/** The most plausible encoding of a sample. */
export function guessEncoding(sample: Uint8Array): EncodingGuess {
  const [a, b, c] = sample
  if (a === 0xef && b === 0xbb && c === 0xbf) return found('utf-8', 1, true, sample.subarray(3))
  if (a === 0xff && b === 0xfe) return found('utf-16le', 1, true, sample.subarray(2))
  if (a === 0xfe && b === 0xff) return found('utf-16be', 1, true, sample.subarray(2))
  const wide = guessUtf16(sample)
  if (wide) return found(wide, 0.9, false, sample)
  if (isAscii(sample)) return found('utf-8', 0.9, false, sample)
  const whole = withoutCutCharacter(sample)
  if (isUtf8(whole)) return found('utf-8', 0.99, false, whole)
  const broken = brokenUtf8Share(whole)
  if (broken < 0.1) return found('utf-8', 0.7, false, whole)
  const { page, confidence } = guessCodePage(sample)
  return found(page, confidence, false, sample)
}

function found(encoding: EncodingName, confidence: number, bom: boolean, sample: Uint8Array): EncodingGuess {
  const decoder = createDecoder(encoding)
  const text = decoder.write(sample.subarray(0, 1 << 16)) + decoder.end()
  // The mark of UTF-8 is put before text only: our own exports, whatever control characters people have pasted.
  const isBinary = !(bom && encoding === 'utf-8') && isBinaryText(text)
  return { encoding, confidence, bom, mojibake: looksDoubleEncoded(text), isBinary }
}

/** Text has hardly any control characters; a few NULs are a fault that can be read over. */
function isBinaryText(text: string): boolean {
  if (binaryMarks.some((mark) => text.startsWith(mark))) return true
  let controls = 0
  const length = Math.min(text.length, 4096)
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 32 && unit !== 0 && (unit < 9 || unit > 13) && unit !== 26 && unit !== 27) controls++
  }
  return controls > length * 0.02
}

const binaryMarks = ['PK\u0003\u0004', 'SQLite format 3', '%PDF-', '‰PNG', 'GIF8']

/** CSV and vCard always contain ASCII, whose other byte is 0 in UTF-16: all zeros then sit on one parity. */
function guessUtf16(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0
  let odd = 0
  const length = Math.min(sample.length, 1 << 16)
  for (let i = 0; i < length; i++) if (sample[i] === 0) i % 2 === 0 ? even++ : odd++
  const zeros = even + odd
  if (zeros < 2 || zeros < length / 50) return undefined
  if (odd > zeros * 0.95) return 'utf-16le'
  if (even > zeros * 0.95) return 'utf-16be'
  return undefined
}

/** Length of an unfinished UTF-8 character at the end of bytes. */
function cutLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - cutLength(bytes))
}

/** Which part of the lines with non-ASCII text is not UTF-8. */
function brokenUtf8Share(bytes: Uint8Array): number {
  let broken = 0
  let lines = 0
  for (const line of splitLines(bytes)) {
    if (isAscii(line)) continue
    lines++
    if (!isUtf8(line)) broken++
  }
  return lines === 0 ? 0 : broken / lines
}

function* splitLines(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start)
    const next = end < 0 ? bytes.length : end + 1
    yield bytes.subarray(start, next)
    start = next
  }
}

const pages: CodePage[] = ['windows-874', 'windows-1256', 'windows-1252', 'macintosh']

/** The code page in which the high bytes read most like writing. */
export function guessCodePage(bytes: Uint8Array): { page: CodePage; confidence: number } {
  const scores = pages.map((page) => ({ page, score: scorePage(bytes, codePageTable(page)) }))
  scores.sort((x, y) => y.score - x.score)
  const [best, second] = scores
  if (!best || !second) return { page: 'windows-1252', confidence: 0 }
  if (best.score <= 0) return { page: 'windows-1252', confidence: 0.2 }
  const margin = (best.score - Math.max(0, second.score)) / best.score
  return { page: best.page, confidence: Math.min(0.95, 0.5 + margin / 2) }
}

type CharClass =
  | 'ascii'
  | 'letter'
  | 'upper'
  | 'latin'
  | 'latinUpper'
  | 'thai'
  | 'thaiMark'
  | 'arabic'
  | 'quote'
  | 'other'
  | 'bad'

function classOf(unit: number): CharClass {
  if (unit < 0x80) {
    if (unit >= 97 && unit <= 122) return 'letter'
    return unit >= 65 && unit <= 90 ? 'upper' : 'ascii'
  }
  if (unit === 0xfffd || (unit < 0xa0 && unit >= 0x80)) return 'bad'
  if (unit >= 0x0e01 && unit <= 0x0e5b) {
    return unit === 0x0e31 || (unit >= 0x0e34 && unit <= 0x0e3a) || (unit >= 0x0e47 && unit <= 0x0e4e)
      ? 'thaiMark'
      : 'thai'
  }
  if ((unit >= 0x0621 && unit <= 0x06d3) || unit === 0x200c) return 'arabic'
  if (unit >= 0xc0 && unit <= 0x178 && unit !== 0xd7 && unit !== 0xf7) {
    const lower = (unit >= 0xdf && unit <= 0xff) || unit === 0x153 || unit === 0x161 || unit === 0x17e
    return lower ? 'latin' : 'latinUpper'
  }
  if (
    unit === 0xa0 ||
    (unit >= 0x2013 && unit <= 0x2026) ||
    unit === 0x20ac ||
    unit === 0xab ||
    unit === 0xbb
  ) {
    return 'quote'
  }
  return 'other'
}

/** Sum over the high bytes of how well each sits among its neighbours. */
function scorePage(bytes: Uint8Array, table: Uint16Array): number {
  const classes = Array.from(table, classOf)
  let score = 0
  let seen = 0
  let native = false
  for (let i = 0; i < bytes.length && seen < 20_000; i++) {
    const byte = bytes[i] ?? 0
    if (byte < 0x80) continue
    seen++
    const before = classes[bytes[i - 1] ?? 32] ?? 'ascii'
    const after = classes[bytes[i + 1] ?? 32] ?? 'ascii'
    const self = classes[byte] ?? 'bad'
    native ||= self === 'thai' || self === 'arabic'
    score += plausibility(self, before, after)
  }
  // Between equals the commoner page wins: a script's page without that script is unlikely, a Mac rarer than a PC.
  return score * (native || table === codePageTable('windows-1252') ? 1 : 0.9)
}

function plausibility(self: CharClass, before: CharClass, after: CharClass): number {
  const inThai = before === 'thai' || before === 'thaiMark' || after === 'thai' || after === 'thaiMark'
  switch (self) {
    case 'bad':
      return -8
    case 'thai':
      return inThai ? 1 : -1
    case 'thaiMark':
      return before === 'thai' || before === 'thaiMark' ? 1.2 : -5
    case 'arabic':
      return before === 'arabic' || after === 'arabic' ? 1.1 : -1
    case 'latin':
      if (before === 'arabic' || after === 'arabic' || inThai) return -3
      if (before === 'latin' || before === 'latinUpper') return -0.6
      if (after === 'upper') return -1
      return before === 'letter' || before === 'upper' || after === 'letter' ? 1.5 : 0
    case 'latinUpper':
      if (before === 'arabic' || after === 'arabic' || inThai) return -3
      if (before === 'letter' || before === 'latin') return -2
      return after === 'letter' || after === 'upper' || before === 'upper' ? 1.2 : -0.5
    case 'quote':
      return isLatin(before) && isLatin(after) ? 1.6 : isLatin(before) || isLatin(after) ? 1.2 : 0.5
    default:
      return before === 'letter' || after === 'letter' ? -1.5 : -0.5
  }
}

function isLatin(self: CharClass): boolean {
  return self === 'letter' || self === 'upper' || self === 'latin' || self === 'latinUpper'
}

export type Decoder = {
  write: (chunk: Uint8Array) => string
  end: () => string
  /** Lines of a UTF-8 stream that had to be read in a code page. */
  strayLines: () => number
}

/** A stateful decoder: feed chunks cut anywhere, get text; a BOM is dropped. */
export function createDecoder(encoding: EncodingName): Decoder {
  if (encoding === 'utf-8') return utf8Decoder()
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16Decoder(encoding === 'utf-16be')
  return { write: (chunk) => decodeCodePage(chunk, encoding), end: () => '', strayLines: () => 0 }
}

function utf8Decoder(): Decoder {
  let held: Uint8Array = new Uint8Array(0)
  let fallback: CodePage | undefined
  let stray = 0
  let atStart = true
  const text = (bytes: Uint8Array): string => {
    if (isUtf8(bytes)) return utf8Text(bytes)
    const lines = [...splitLines(bytes)]
    fallback ??= guessCodePage(Buffer.concat(lines.filter((line) => !isUtf8(line)))).page
    const page = fallback
    return lines
      .map((line) => {
        if (isUtf8(line)) return utf8Text(line)
        stray++
        return decodeCodePage(line, page)
      })
      .join('')
  }
  const write = (chunk: Uint8Array, last: boolean): string => {
    let bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    if (atStart && bytes.length < 3 && !last) {
      held = Uint8Array.from(bytes)
      return ''
    }
    if (atStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    atStart = false
    const cut = last ? 0 : cutLength(bytes)
    held = Uint8Array.from(bytes.subarray(bytes.length - cut))
    return text(bytes.subarray(0, bytes.length - cut))
  }
  return {
    write: (chunk) => write(chunk, false),
    end: () => write(new Uint8Array(0), true),
    strayLines: () => stray,
  }
}

function utf8Text(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return isAscii(bytes) ? buffer.toString('latin1') : buffer.toString('utf8')
}

function utf16Decoder(bigEndian: boolean): Decoder {
  let held: Uint8Array = new Uint8Array(0)
  let atStart = true
  const write = (chunk: Uint8Array): string => {
    const all = Buffer.concat([held, chunk])
    const even = all.length - (all.length % 2)
    held = Uint8Array.from(all.subarray(even))
    const units = all.subarray(0, even)
    const text = (bigEndian ? units.swap16() : units).toString('utf16le')
    if (!atStart || text === '') return text
    atStart = false
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
  return { write, end: () => (held.length > 0 ? '\ufffd' : ''), strayLines: () => 0 }
}

/** Text of a whole source, chunk by chunk. */
export async function* decodeStream(
  bytes: AsyncIterable<Uint8Array>,
  decoder: Decoder,
): AsyncGenerator<string> {
  for await (const chunk of bytes) {
    const text = decoder.write(chunk)
    if (text !== '') yield text
  }
  const rest = decoder.end()
  if (rest !== '') yield rest
}
