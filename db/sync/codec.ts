/**
 * Transactions as bytes. What repeats is named once and then counted; identities leave out what follows from the time of
 * their transaction. The first byte is the version of this form.
 */
import { hlcFrom, hlcTime } from '../core/clock.ts'
import type { RemoteChange, RemoteTx } from '../core/remoteTx.ts'
import { failure } from '../shared/errors.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText, isIdText, textToId } from '../shared/id.ts'
import { ByteReader, ByteWriter } from './bytes.ts'

const VERSION = 1
const NULL = 0
const WHOLE = 1
const DOUBLE = 2
const TEXT = 3
const IDENTITY = 4
const MOST_WHOLE = 2 ** 52

/** First use in full, later uses by number. */
class Names {
  readonly #numbers = new Map<string, number>()
  readonly #names: string[] = []

  /** 0 for a new one, which then follows. */
  number(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.add(name)
    return 0
  }

  add(name: string): void {
    this.#names.push(name)
    this.#numbers.set(name, this.#names.length)
  }

  named(number: number): string {
    const name = this.#names[number - 1]
    if (name === undefined) throw failure('Corrupt', 'segment')
    return name
  }
}

const FRESH = 0
const TIMED = 1
const KNOWN = 2

class Encoder {
  readonly out = new ByteWriter()
  readonly #names = new Names()
  readonly #ids = new Names()
  #at = 0

  name(name: string): void {
    const number = this.#names.number(name)
    this.out.count(number)
    if (number === 0) this.out.text(name)
  }

  /** Version 7 begins with a time, which is most often near that of the transaction. */
  id(text: string): void {
    const number = this.#ids.number(text)
    if (number > 0) {
      this.out.count(number + KNOWN - 1)
      return
    }
    const bytes = textToId(text) ?? new Uint8Array(16)
    if ((bytes[6] ?? 0) >> 4 === 7) {
      let ms = 0
      for (let i = 0; i < 6; i++) ms = ms * 256 + (bytes[i] ?? 0)
      this.out.count(TIMED)
      this.out.signed(ms - this.#at)
      this.out.raw(bytes.subarray(6))
    } else {
      this.out.count(FRESH)
      this.out.raw(bytes)
    }
  }

  value(value: DbValue): void {
    const { out } = this
    if (value === null) out.byte(NULL)
    else if (typeof value === 'number') {
      if (Number.isSafeInteger(value) && Math.abs(value) < MOST_WHOLE && !Object.is(value, -0)) {
        out.byte(WHOLE)
        out.signed(value)
      } else {
        out.byte(DOUBLE)
        out.double(value)
      }
    } else if (isIdText(value) && value === value.toLowerCase()) {
      out.byte(IDENTITY)
      this.id(value)
    } else {
      out.byte(TEXT)
      out.text(value)
    }
  }

  tx(tx: RemoteTx): void {
    const { out } = this
    out.signed(tx.at - this.#at)
    this.#at = tx.at
    const ms = hlcTime(tx.hlc)
    out.signed(ms - tx.at)
    out.count(tx.hlc - hlcFrom(ms))
    this.id(tx.operation)
    this.name(tx.kind)
    this.id(tx.user ?? NOBODY)
    const saw = Object.entries(tx.saw)
    out.count(saw.length * 2 + (tx.parent ? 1 : 0))
    if (tx.parent) {
      out.stream(tx.parent.stream)
      out.count(tx.parent.seq)
    }
    for (const [stream, seq] of saw) {
      out.stream(Number(stream))
      out.count(seq)
    }
    out.count(tx.changes.length)
    for (const change of tx.changes) this.change(change)
  }

  change({ entity, id, create, registers }: RemoteChange): void {
    const { out } = this
    out.count(entity * 2 + (create ? 1 : 0))
    this.id(id)
    const keys = Object.keys(registers)
    out.count(keys.length)
    for (const key of keys) {
      this.name(key)
      this.value(registers[key] ?? null)
    }
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Consecutive transactions of one stream. */
export function encodeTransactions(transactions: readonly RemoteTx[]): Uint8Array {
  const encoder = new Encoder()
  encoder.out.byte(VERSION)
  encoder.out.count(transactions.length)
  for (const tx of transactions) encoder.tx(tx)
  return encoder.out.done()
}

class Decoder {
  readonly #in: ByteReader
  readonly #names = new Names()
  readonly #ids = new Names()
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#in = new ByteReader(bytes)
  }

  /** @throws AppError Unavailable `newerFormat`, Corrupt */
  all(stream: number, from: number): RemoteTx[] {
    if (this.#in.byte() !== VERSION) throw failure('Unavailable', 'newerFormat')
    const count = this.#in.count()
    const transactions: RemoteTx[] = []
    for (let i = 0; i < count; i++) transactions.push(this.#tx(stream, from + i))
    if (!this.#in.ended) throw failure('Corrupt', 'segment')
    return transactions
  }

  #name(): string {
    const number = this.#in.count()
    if (number > 0) return this.#names.named(number)
    const name = this.#in.text()
    this.#names.add(name)
    return name
  }

  #id(): string {
    const number = this.#in.count()
    if (number >= KNOWN) return this.#ids.named(number - KNOWN + 1)
    const bytes = new Uint8Array(16)
    if (number === TIMED) {
      let ms = this.#at + this.#in.signed()
      for (let i = 5; i >= 0; i--) {
        bytes[i] = ms % 256
        ms = Math.floor(ms / 256)
      }
      bytes.set(this.#in.raw(10), 6)
    } else bytes.set(this.#in.raw(16))
    const text = idToText(bytes)
    this.#ids.add(text)
    return text
  }

  #value(): DbValue {
    const kind = this.#in.byte()
    if (kind === NULL) return null
    if (kind === WHOLE) return this.#in.signed()
    if (kind === DOUBLE) return this.#in.double()
    if (kind === TEXT) return this.#in.text()
    if (kind === IDENTITY) return this.#id()
    throw failure('Unavailable', 'newerFormat')
  }

  #tx(stream: number, seq: number): RemoteTx {
    const input = this.#in
    const at = this.#at + input.signed()
    this.#at = at
    const ms = at + input.signed()
    const hlc = hlcFrom(ms) + input.count()
    const operation = this.#id()
    const kind = this.#name()
    const user = this.#id()
    const saw: Record<string, number> = {}
    const mixed = input.count()
    const parent = mixed % 2 ? { stream: input.stream(), seq: input.count() } : undefined
    for (let rest = Math.floor(mixed / 2); rest > 0; rest--) saw[String(input.stream())] = input.count()
    const changes: RemoteChange[] = []
    for (let rest = input.count(); rest > 0; rest--) changes.push(this.#change())
    return {
      hlc,
      stream,
      seq,
      at,
      operation,
      kind,
      user: user === NOBODY ? null : user,
      ...(parent && { parent }),
      saw,
      changes,
    }
  }

  #change(): RemoteChange {
    const mixed = this.#in.count()
    const id = this.#id()
    const registers: Record<string, DbValue> = {}
    for (let rest = this.#in.count(); rest > 0; rest--) {
      const key = this.#name()
      registers[key] = this.#value()
    }
    return { entity: Math.floor(mixed / 2), id, create: mixed % 2 === 1, registers }
  }
}

/** @throws AppError Corrupt, Unavailable `newerFormat` */
export const decodeTransactions = (bytes: Uint8Array, stream: number, from: number): RemoteTx[] =>
  new Decoder(bytes).all(stream, from)
