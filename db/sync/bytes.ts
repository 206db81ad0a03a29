/** Numbers and texts as few bytes. The reader refuses what runs over its end. */
import { failure } from '../shared/errors.ts'

export class ByteWriter {
  #bytes = new Uint8Array(256)
  #length = 0

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }

  byte(value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A whole number from 0 to 2^53 - 1. */
  count(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.byte((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    this.byte(rest)
  }

  /** A whole number of either sign, up to 2^52. */
  signed(value: number): void {
    this.count(value < 0 ? -value * 2 - 1 : value * 2)
  }

  double(value: number): void {
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setFloat64(0, value)
    this.raw(bytes)
  }

  text(value: string): void {
    const bytes = Buffer.from(value, 'utf8')
    this.count(bytes.length)
    this.raw(bytes)
  }

  /** A stream's 53 bits. */
  stream(value: number): void {
    let rest = value
    for (let i = 0; i < 7; i++) {
      this.byte(rest % 256)
      rest = Math.floor(rest / 256)
    }
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get at(): number {
    return this.#at
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length
  }

  byte(): number {
    const value = this.#bytes[this.#at++]
    if (value === undefined) throw failure('Corrupt', 'segment')
    return value
  }

  raw(length: number): Uint8Array {
    if (length < 0 || this.#at + length > this.#bytes.length) throw failure('Corrupt', 'segment')
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return bytes
  }

  count(): number {
    let value = 0
    let factor = 1
    for (let i = 0; i < 8; i++) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
      factor *= 128
    }
    throw failure('Corrupt', 'segment')
  }

  signed(): number {
    const value = this.count()
    return value % 2 ? -(value + 1) / 2 : value / 2
  }

  double(): number {
    const bytes = this.raw(8)
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0)
  }

  text(): string {
    return Buffer.from(this.raw(this.count())).toString('utf8')
  }

  stream(): number {
    const bytes = this.raw(7)
    let value = 0
    for (let i = 6; i >= 0; i--) value = value * 256 + (bytes[i] ?? 0)
    return value
  }
}
