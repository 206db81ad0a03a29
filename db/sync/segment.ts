/**
 * One file of the log: consecutive transactions of one stream, sealed and signed. The name tells which ones and how the
 * content hashes, so that whatever lies there is either this very file or not ready yet.
 *   `SGM1` format stream from to hash-before ‖ sealed ‖ signature ‖ length `END1`
 */
import type { RemoteTx } from '../core/remoteTx.ts'
import { failure } from '../shared/errors.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import {
  type DeviceKeys,
  isSignedBy,
  SIGNATURE_BYTES,
  seal,
  shortHash,
  type TeamKey,
  unseal,
} from './cipher.ts'
import { decodeTransactions, encodeTransactions } from './codec.ts'
import type { Surroundings } from './surroundings.ts'

const MAGIC = 'SGM1'
const END = 'END1'
const FORMAT = 1
const FOOTER_BYTES = 8
export const CHAIN_BYTES = 8

export interface SegmentName {
  readonly name: string
  readonly stream: number
  readonly from: number
  readonly to: number
  readonly hash: string
}

const NAME = /^([0-9a-f]{14})-(\d{9})-(\d{9})-([0-9a-f]{16})\.seg$/

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0')
const digits = (value: number): string => String(value).padStart(9, '0')

export const segmentName = (stream: number, from: number, to: number, bytes: Uint8Array): string =>
  `${hex(stream, 14)}-${digits(from)}-${digits(to)}-${shortHash(bytes)}.seg`

/** Undefined for names that are none: others put files into folders too. */
export function parseSegmentName(name: string): SegmentName | undefined {
  const parts = NAME.exec(name)
  if (!parts) return undefined
  const [, stream = '', from = '', to = '', hash = ''] = parts
  return { name, stream: Number.parseInt(stream, 16), from: Number(from), to: Number(to), hash }
}

/** Who wrote it and where it belongs: bound into the seal. */
export interface Place {
  readonly hub: Uint8Array
  readonly device: Uint8Array
}

/** @param before The chain's hash before the first of them */
export async function sealSegment(
  surroundings: Surroundings,
  team: TeamKey,
  device: DeviceKeys,
  place: Place,
  transactions: readonly RemoteTx[],
  before: Uint8Array,
): Promise<{ name: string; bytes: Uint8Array }> {
  const [first, last] = [transactions[0], transactions.at(-1)]
  if (!first || !last) throw failure('Invalid', 'emptySegment')
  const out = new ByteWriter()
  out.raw(Buffer.from(MAGIC))
  out.byte(FORMAT)
  out.stream(first.stream)
  out.count(first.seq)
  out.count(last.seq)
  out.raw(before.subarray(0, CHAIN_BYTES))
  const header = out.done()
  const about = Buffer.concat([place.hub, place.device, header])
  const sealed = await seal(surroundings, team, 'segment', about, encodeTransactions(transactions))
  const signature = device.sign(Buffer.concat([about, sealed]))
  const footer = Buffer.alloc(FOOTER_BYTES)
  footer.writeUInt32BE(header.length + sealed.length + signature.length + FOOTER_BYTES)
  footer.write(END, 4)
  const bytes = Buffer.concat([header, sealed, signature, footer])
  return { name: segmentName(first.stream, first.seq, last.seq, bytes), bytes }
}

/** Whether the bytes are all there and those of the name: told without any key. */
export function isWhole(name: SegmentName, bytes: Uint8Array): boolean {
  if (bytes.length < FOOTER_BYTES) return false
  const footer = Buffer.from(bytes.subarray(bytes.length - FOOTER_BYTES))
  if (footer.toString('latin1', 4) !== END || footer.readUInt32BE() !== bytes.length) return false
  return shortHash(bytes) === name.hash
}

export interface OpenSegment {
  readonly transactions: readonly RemoteTx[]
  /** The chain's hash before the first of them. */
  readonly before: Uint8Array
}

/** @throws AppError Corrupt, Denied `keyMissing` `signature`, Unavailable `newerFormat` */
export async function openSegment(
  keys: readonly TeamKey[],
  signPublic: Uint8Array,
  place: Place,
  name: SegmentName,
  bytes: Uint8Array,
): Promise<OpenSegment> {
  const reader = new ByteReader(bytes)
  if (Buffer.from(reader.raw(4)).toString('latin1') !== MAGIC) throw failure('Corrupt', 'segment')
  if (reader.byte() !== FORMAT) throw failure('Unavailable', 'newerFormat')
  const [stream, from, to] = [reader.stream(), reader.count(), reader.count()]
  if (stream !== name.stream || from !== name.from || to !== name.to) throw failure('Corrupt', 'segment')
  const before = reader.raw(CHAIN_BYTES).slice()
  const body = bytes.length - FOOTER_BYTES - SIGNATURE_BYTES
  const about = Buffer.concat([place.hub, place.device, bytes.subarray(0, reader.at)])
  const sealed = bytes.subarray(reader.at, body)
  const signature = bytes.subarray(body, body + SIGNATURE_BYTES)
  if (!isSignedBy(signPublic, Buffer.concat([about, sealed]), signature)) throw failure('Denied', 'signature')
  const plain = await unseal(keys, 'segment', about, sealed)
  const transactions = decodeTransactions(plain, stream, from)
  if (transactions.length !== to - from + 1) throw failure('Corrupt', 'segment')
  return { transactions, before }
}
