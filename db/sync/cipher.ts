/**
 * Keys and seals. A passphrase becomes a key by scrypt and opens the team's key; each file has a key of its own by HKDF and is
 * sealed with AES-256-GCM; devices sign with Ed25519 and are reached with X25519. Files name their methods, so that others
 * can follow. Must never: log a key, or keep one anywhere.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  scrypt,
  sign,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib'
import { failure } from '../shared/errors.ts'
import { randomBytesOf, type Surroundings } from './surroundings.ts'

export const KEY_BYTES = 32
const SALT_BYTES = 12
const NONCE_BYTES = 12
const TAG_BYTES = 16
export const SIGNATURE_BYTES = 64
const RAW = 0
const ZSTD = 1
/** Shorter things are packed at once, longer ones on another thread. */
const AT_ONCE = 64 * 1024
const MOST_UNPACKED = 512 * 1024 * 1024

export type ScryptCost = Readonly<Record<'N' | 'r' | 'p', number>>
export const SCRYPT_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

/** A team's key; a removed device makes the team take a new one. */
export interface TeamKey {
  readonly id: string
  readonly epoch: number
  readonly key: Uint8Array
}

export const keyIdOf = (key: Uint8Array): string =>
  createHash('sha256').update('samphan key id').update(key).digest('hex').slice(0, 8)

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The part of a content's hash that its file name carries. */
export const shortHash = (bytes: Uint8Array): string =>
  Buffer.from(sha256(bytes)).toString('hex').slice(0, 16)

export function keyFromPassphrase(
  passphrase: string,
  salt: Uint8Array,
  cost: ScryptCost,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: 256 * 1024 * 1024 }
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** One name for the same content within a team, telling nobody else what it is. */
export const blobName = (team: TeamKey, hash: string): string =>
  createHmac('sha256', hkdf(team.key, new Uint8Array(0), 'blob name', KEY_BYTES))
    .update(hash)
    .digest('hex')
    .slice(0, 40)

export const memberMac = (team: TeamKey, text: string): string =>
  createHmac('sha256', hkdf(team.key, new Uint8Array(0), 'member', KEY_BYTES))
    .update(text)
    .digest('hex')

const hkdf = (key: Uint8Array, salt: Uint8Array, use: string, length: number): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, salt, `samphan ${use}`, length))

// ---- Packing ----

const packing = promisify(zstdCompress)
const unpacking = promisify(zstdDecompress)

async function packed(bytes: Uint8Array): Promise<{ alg: number; bytes: Uint8Array }> {
  const small = bytes.length < AT_ONCE ? zstdCompressSync(bytes) : await packing(bytes)
  return small.length < bytes.length ? { alg: ZSTD, bytes: small } : { alg: RAW, bytes }
}

async function unpacked(alg: number, bytes: Uint8Array): Promise<Uint8Array> {
  if (alg === RAW) return bytes
  if (alg !== ZSTD) throw failure('Unavailable', 'newerFormat')
  const options = { maxOutputLength: MOST_UNPACKED }
  return bytes.length < AT_ONCE ? zstdDecompressSync(bytes, options) : unpacking(bytes, options)
}

// ---- Sealing ----

function encrypt(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(aad)
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** @throws AppError Corrupt `seal` */
function decrypt(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.length < TAG_BYTES) throw failure('Corrupt', 'seal')
  const cipher = createDecipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(aad)
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), cipher.final()])
  } catch (error) {
    throw failure('Corrupt', 'seal', undefined, error)
  }
}

const HEAD_BYTES = 4 + 1 + SALT_BYTES

/** `key id ‖ method ‖ salt ‖ AES-256-GCM(packed)`; `use` and `about` bind it to what and where it is. */
export async function seal(
  surroundings: Surroundings,
  team: TeamKey,
  use: string,
  about: Uint8Array,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const small = await packed(bytes)
  const salt = randomBytesOf(surroundings, SALT_BYTES)
  const head = Buffer.concat([Buffer.from(team.id, 'hex'), Buffer.from([small.alg]), salt])
  const secret = hkdf(team.key, salt, use, KEY_BYTES + NONCE_BYTES)
  const aad = Buffer.concat([head, about])
  const body = encrypt(secret.subarray(0, KEY_BYTES), secret.subarray(KEY_BYTES), aad, small.bytes)
  return Buffer.concat([head, body])
}

export const keyIdIn = (sealed: Uint8Array): string => Buffer.from(sealed.subarray(0, 4)).toString('hex')

/** @throws AppError Corrupt, Denied `keyMissing`, Unavailable `newerFormat` */
export async function unseal(
  keys: readonly TeamKey[],
  use: string,
  about: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  if (sealed.length < HEAD_BYTES + TAG_BYTES) throw failure('Corrupt', 'seal')
  const id = keyIdIn(sealed)
  const team = keys.find((key) => key.id === id)
  if (!team) throw failure('Denied', 'keyMissing')
  const head = sealed.subarray(0, HEAD_BYTES)
  const secret = hkdf(team.key, head.subarray(5), use, KEY_BYTES + NONCE_BYTES)
  const aad = Buffer.concat([head, about])
  const body = decrypt(
    secret.subarray(0, KEY_BYTES),
    secret.subarray(KEY_BYTES),
    aad,
    sealed.subarray(HEAD_BYTES),
  )
  return unpacked(head[4] ?? RAW, body)
}

/** For a key that is used once. */
export const wrap = (key: Uint8Array, use: string, bytes: Uint8Array): Uint8Array =>
  encrypt(key, new Uint8Array(NONCE_BYTES), Buffer.from(use), bytes)
/** @throws AppError Corrupt `seal` */
export const unwrap = (key: Uint8Array, use: string, bytes: Uint8Array): Uint8Array =>
  decrypt(key, new Uint8Array(NONCE_BYTES), Buffer.from(use), bytes)

// ---- Devices ----

const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const ED25519_PUBLIC = Buffer.from('302a300506032b6570032100', 'hex')
const X25519_PUBLIC = Buffer.from('302a300506032b656e032100', 'hex')

const privateKey = (prefix: Uint8Array, seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' })
const publicKey = (prefix: Uint8Array, raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'spki' })
const rawPublic = (key: KeyObject): Uint8Array =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)

/** What a device signs with and is reached by, from one secret of 32 bytes. */
export class DeviceKeys {
  readonly #sign: KeyObject
  readonly #box: KeyObject
  readonly signPublic: Uint8Array
  readonly boxPublic: Uint8Array

  constructor(secret: Uint8Array) {
    const both = hkdf(secret, new Uint8Array(0), 'device', 64)
    this.#sign = privateKey(ED25519, both.subarray(0, 32))
    this.#box = privateKey(X25519, both.subarray(32))
    this.signPublic = rawPublic(this.#sign)
    this.boxPublic = rawPublic(this.#box)
  }

  sign(bytes: Uint8Array): Uint8Array {
    return sign(null, bytes, this.#sign)
  }

  /** What was sent to this device alone. @throws AppError Corrupt */
  receive(from: Uint8Array, sealed: Uint8Array): Uint8Array {
    const shared = diffieHellman({ privateKey: this.#box, publicKey: publicKey(X25519_PUBLIC, from) })
    return unwrap(hkdf(shared, from, 'to device', KEY_BYTES), 'to device', sealed)
  }
}

/** Members are few and sign often: making a key of 32 bytes costs more than a proof. */
const signers = new Map<string, KeyObject>()
const MOST_SIGNERS = 1_000

function signerOf(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw).toString('latin1')
  let key = signers.get(name)
  if (!key) {
    if (signers.size >= MOST_SIGNERS) signers.clear()
    key = publicKey(ED25519_PUBLIC, raw)
    signers.set(name, key)
  }
  return key
}

export const isSignedBy = (signPublic: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, bytes, signerOf(signPublic), signature)

/** For one device alone: a fresh key's public half, and the sealed bytes. */
export function sendTo(
  surroundings: Surroundings,
  boxPublic: Uint8Array,
  bytes: Uint8Array,
): { from: Uint8Array; sealed: Uint8Array } {
  const fresh = privateKey(X25519, randomBytesOf(surroundings, 32))
  const from = rawPublic(fresh)
  const shared = diffieHellman({ privateKey: fresh, publicKey: publicKey(X25519_PUBLIC, boxPublic) })
  return { from, sealed: wrap(hkdf(shared, from, 'to device', KEY_BYTES), 'to device', bytes) }
}
