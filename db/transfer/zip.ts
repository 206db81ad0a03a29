/**
 * ZIP archives, written in a stream and read by their directory: entries of up to 4 GB in an archive of any size. Written
 * and read in pieces, so that memory stays flat. Reading trusts nothing: names, sizes and checksums are checked.
 * Must never: hold an entry whole, follow a name out of the archive.
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { constants, crc32, createInflateRaw, deflateRawSync } from 'node:zlib'
import { failure } from '../shared/errors.ts'
import { type WholeFile, withFile } from './wholeFile.ts'

const LOCAL = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const MAX32 = 0xffffffff
const MAX16 = 0xffff
/** Names are UTF-8; sizes follow the data. */
const FLAGS = 0x0808
const PIECE = 1 << 20

interface Entry {
  readonly name: string
  readonly method: 0 | 8
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

const numbers = (...fields: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer => {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at)
    else if (bytes === 4) buffer.writeUInt32LE(value, at)
    else buffer.writeUInt16LE(value, at)
    at += bytes
  }
  return buffer
}

/** 1980-01-01: the same content gives the same archive. */
const WHEN = 0x00210000

export class ZipWriter {
  readonly #file: WholeFile
  readonly #entries: Entry[] = []
  #open: { name: string; method: 0 | 8; crc: number; packed: number; size: number; at: number } | undefined
  #waiting: string[] = []
  #waitingLength = 0

  constructor(file: WholeFile) {
    this.#file = file
  }

  /** Begins an entry; what is packed already is stored as it is. */
  begin(name: string, isPacked = false): void {
    this.#close()
    const method = isPacked ? 0 : 8
    const path = Buffer.from(name)
    this.#open = { name, method, crc: 0, packed: 0, size: 0, at: this.#file.size }
    this.#file.write(
      Buffer.concat([
        numbers([LOCAL, 4], [20, 2], [FLAGS, 2], [method, 2], [WHEN, 4], [0, 4], [0, 4], [0, 4]),
        numbers([path.length, 2], [0, 2]),
        path,
      ]),
    )
  }

  write(data: string | Uint8Array): void {
    if (typeof data !== 'string') {
      this.#flush()
      this.#put(data)
      return
    }
    this.#waiting.push(data)
    this.#waitingLength += data.length
    if (this.#waitingLength >= PIECE) this.#flush()
  }

  #flush(): void {
    if (this.#waitingLength === 0) return
    const bytes = Buffer.from(this.#waiting.join(''))
    this.#waiting = []
    this.#waitingLength = 0
    this.#put(bytes)
  }

  #put(bytes: Uint8Array): void {
    const entry = this.#open
    if (!entry) return
    // Pieces that end on a byte may follow one another as one stream.
    const packed =
      entry.method === 0 ? bytes : deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, level: 6 })
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    entry.packed += packed.length
    if (entry.size > MAX32 || entry.packed > MAX32)
      throw failure('Unavailable', 'entryTooLarge', { file: this.#file.path, entry: entry.name })
    this.#file.write(packed)
  }

  #close(): void {
    const entry = this.#open
    if (!entry) return
    this.#flush()
    if (entry.method === 8) {
      const last = deflateRawSync(new Uint8Array())
      entry.packed += last.length
      this.#file.write(last)
    }
    this.#file.write(numbers([DESCRIPTOR, 4], [entry.crc, 4], [entry.packed, 4], [entry.size, 4]))
    this.#entries.push(entry)
    this.#open = undefined
  }

  /** Writes the directory. */
  end(): void {
    this.#close()
    const start = this.#file.size
    for (const { name, method, crc, packed, size, at } of this.#entries) {
      const path = Buffer.from(name)
      const far = at > MAX32
      const extra = far ? numbers([1, 2], [8, 2], [at, 8]) : Buffer.alloc(0)
      this.#file.write(
        Buffer.concat([
          numbers([CENTRAL, 4], [45, 2], [far ? 45 : 20, 2], [FLAGS, 2], [method, 2], [WHEN, 4]),
          numbers([crc, 4], [packed, 4], [size, 4], [path.length, 2], [extra.length, 2], [0, 2]),
          numbers([0, 2], [0, 2], [0, 4], [far ? MAX32 : at, 4]),
          path,
          extra,
        ]),
      )
    }
    const length = this.#file.size - start
    const count = this.#entries.length
    if (count >= MAX16 || start > MAX32) {
      const end64 = this.#file.size
      this.#file.write(
        numbers(
          [END64, 4],
          [44, 8],
          [45, 2],
          [45, 2],
          [0, 4],
          [0, 4],
          [count, 8],
          [count, 8],
          [length, 8],
          [start, 8],
        ),
      )
      this.#file.write(numbers([LOCATOR64, 4], [0, 4], [end64, 8], [1, 4]))
    }
    const short = Math.min(count, MAX16)
    this.#file.write(
      numbers(
        [END, 4],
        [0, 2],
        [0, 2],
        [short, 2],
        [short, 2],
        [length, 4],
        [Math.min(start, MAX32), 4],
        [0, 2],
      ),
    )
  }
}

const corrupt = (file: string, entry?: string): Error =>
  failure('Corrupt', 'archive', { file, ...(entry !== undefined && { entry }) })

export class ZipReader {
  readonly #file: string
  readonly #handle: number
  readonly #entries = new Map<string, Entry>()

  /** @throws AppError Corrupt for what is no archive, or a damaged one */
  constructor(file: string) {
    this.#file = file
    this.#handle = withFile(file, () => openSync(file, 'r'))
    try {
      this.#readDirectory()
    } catch (error) {
      this.close()
      throw error instanceof RangeError ? corrupt(file) : error
    }
  }

  #read(at: number, length: number): Buffer {
    const buffer = Buffer.alloc(length)
    const read = withFile(this.#file, () => readSync(this.#handle, buffer, 0, length, at))
    if (read !== length) throw corrupt(this.#file)
    return buffer
  }

  #readDirectory(): void {
    const { size } = fstatSync(this.#handle)
    const tailLength = Math.min(size, 22 + MAX16)
    const tail = this.#read(size - tailLength, tailLength)
    let end = tail.length - 22
    while (end >= 0 && tail.readUInt32LE(end) !== END) end--
    if (end < 0) throw corrupt(this.#file)
    let length = tail.readUInt32LE(end + 12)
    let start = tail.readUInt32LE(end + 16)
    let count = tail.readUInt16LE(end + 10)
    if (end >= 20 && tail.readUInt32LE(end - 20) === LOCATOR64) {
      const end64 = this.#read(Number(tail.readBigUInt64LE(end - 12)), 56)
      if (end64.readUInt32LE(0) !== END64) throw corrupt(this.#file)
      count = Number(end64.readBigUInt64LE(32))
      length = Number(end64.readBigUInt64LE(40))
      start = Number(end64.readBigUInt64LE(48))
    }
    if (start + length > size) throw corrupt(this.#file)
    const directory = this.#read(start, length)
    let at = 0
    for (let n = 0; n < count; n++) {
      if (directory.readUInt32LE(at) !== CENTRAL) throw corrupt(this.#file)
      const method = directory.readUInt16LE(at + 10)
      const nameLength = directory.readUInt16LE(at + 28)
      const extraLength = directory.readUInt16LE(at + 30)
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
      let offset = directory.readUInt32LE(at + 42)
      if (offset === MAX32 && extraLength >= 12)
        offset = Number(directory.readBigUInt64LE(at + 46 + nameLength + 4))
      if (method === 0 || method === 8)
        this.#entries.set(name, {
          name,
          method,
          crc: directory.readUInt32LE(at + 16),
          packed: directory.readUInt32LE(at + 20),
          size: directory.readUInt32LE(at + 24),
          at: offset,
        })
      at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32)
    }
  }

  names(): string[] {
    return [...this.#entries.keys()]
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  sizeOf(name: string): number {
    return this.#entries.get(name)?.size ?? 0
  }

  /** The bytes of an entry, piece by piece; its checksum is known to be right at the end. @throws AppError Corrupt, NotFound */
  async *bytes(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name)
    if (!entry) throw failure('NotFound', 'archiveEntry', { file: this.#file, entry: name })
    const local = this.#read(entry.at, 30)
    if (local.readUInt32LE(0) !== LOCAL) throw corrupt(this.#file, name)
    const from = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    let size = 0
    let sum = 0
    if (entry.packed > 0) {
      const packed = createReadStream(this.#file, {
        start: from,
        end: from + entry.packed - 1,
        highWaterMark: PIECE,
      })
      const plain = entry.method === 0 ? packed : packed.pipe(createInflateRaw())
      packed.on('error', (error) => plain.destroy(error))
      try {
        for await (const piece of plain) {
          const bytes: unknown = piece
          if (!(bytes instanceof Uint8Array)) continue
          size += bytes.length
          // A piece more than the directory says is a trap.
          if (size > entry.size) throw corrupt(this.#file, name)
          sum = crc32(bytes, sum)
          yield bytes
        }
      } catch (error) {
        throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
          ? corrupt(this.#file, name)
          : error
      } finally {
        packed.destroy()
      }
    }
    if (size !== entry.size || sum !== entry.crc) throw corrupt(this.#file, name)
  }

  /** A small entry whole. @throws AppError Corrupt */
  async whole(name: string, max: number): Promise<Buffer> {
    if (this.sizeOf(name) > max) throw corrupt(this.#file, name)
    const pieces: Uint8Array[] = []
    for await (const piece of this.bytes(name)) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  close(): void {
    closeSync(this.#handle)
  }
}
