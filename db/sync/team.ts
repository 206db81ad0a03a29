/**
 * Who belongs to a hub, and its keys. Each device leaves a file with the public halves of its keys, proven by the team's key.
 * `keys/` has a file per epoch: the team's keys so far, wrapped by the passphrase for who joins and sealed for each device
 * that stays. Removing a device is a new epoch it gets no key of; what it could read before it keeps.
 */
import { z } from 'zod'
import { failure } from '../shared/errors.ts'
import {
  DeviceKeys,
  isSignedBy,
  KEY_BYTES,
  keyFromPassphrase,
  keyIdOf,
  memberMac,
  SCRYPT_COST,
  type ScryptCost,
  sendTo,
  type TeamKey,
  unwrap,
  wrap,
} from './cipher.ts'
import { type Hub, jsonOf } from './hub.ts'
import { randomBytesOf } from './surroundings.ts'

const base64 = z.string().regex(/^[A-Za-z0-9+/]*=*$/)
const deviceId = z.string().regex(/^[0-9a-f]{32}$/)

const memberSchema = z.object({
  device: deviceId,
  name: z.string(),
  user: z.string(),
  sign: base64,
  box: base64,
  at: z.number(),
})
export type Member = z.infer<typeof memberSchema>
const memberFileSchema = z.object({ member: memberSchema, key: z.string(), proof: z.string() })

const costSchema = z.object({ N: z.number(), r: z.number(), p: z.number() })
const keyFileSchema = z.object({
  epoch: z.number().int(),
  key: z.string(),
  kdf: z.literal('scrypt'),
  cost: costSchema,
  salt: base64,
  wrapped: base64,
  /** Device → what it alone can open. */
  sealed: z.record(z.string(), z.object({ from: base64, box: base64 })),
  /** Device → how far its streams count. */
  removed: z.record(z.string(), z.record(z.string(), z.number())),
  by: z.string(),
  signature: base64,
})
type KeyFile = z.infer<typeof keyFileSchema>

const ringSchema = z.array(z.object({ id: z.string(), epoch: z.number(), key: base64 }))

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const unb64 = (text: string): Uint8Array => Buffer.from(text, 'base64')

export const ringToText = (ring: readonly TeamKey[]): string =>
  JSON.stringify(ring.map(({ id, epoch, key }) => ({ id, epoch, key: b64(key) })))
export function ringFromText(text: string): TeamKey[] {
  const parsed = ringSchema.safeParse(jsonOf(text))
  if (!parsed.success) throw failure('Corrupt', 'keys')
  return parsed.data.map(({ id, epoch, key }) => ({ id, epoch, key: unb64(key) }))
}

/** The key new files are sealed with: that of the latest epoch. */
export function currentKey(ring: readonly TeamKey[]): TeamKey {
  const [key] = [...ring].sort((a, b) => b.epoch - a.epoch || (a.id < b.id ? 1 : -1))
  if (!key) throw failure('Denied', 'keyMissing')
  return key
}

/** A device's own secret and the team's keys as it knows them. */
export interface Secrets {
  readonly device: Uint8Array
  readonly ring: readonly TeamKey[]
}

export const freshKey = (hub: Hub, epoch: number): TeamKey => {
  const key = randomBytesOf(hub.surroundings, KEY_BYTES)
  return { id: keyIdOf(key), epoch, key }
}

const signedPart = ({ signature: _, ...file }: KeyFile): Uint8Array => Buffer.from(JSON.stringify(file))

interface KeyFileOptions {
  readonly device: string
  readonly keys: DeviceKeys
  readonly passphrase: string
  readonly cost?: ScryptCost
  readonly members?: readonly Member[]
  readonly removed?: KeyFile['removed']
}

/** Puts a new epoch's keys on the hub. */
export async function publishKeys(
  hub: Hub,
  ring: readonly TeamKey[],
  options: KeyFileOptions,
): Promise<void> {
  const { device, keys, passphrase, cost = SCRYPT_COST, members = [], removed = {} } = options
  const team = currentKey(ring)
  const salt = randomBytesOf(hub.surroundings, 16)
  const plain = Buffer.from(ringToText(ring))
  const wrapping = await keyFromPassphrase(passphrase, salt, cost)
  const sealed: KeyFile['sealed'] = {}
  for (const member of members) {
    const { from, sealed: box } = sendTo(hub.surroundings, unb64(member.box), plain)
    sealed[member.device] = { from: b64(from), box: b64(box) }
  }
  const file: KeyFile = {
    epoch: team.epoch,
    key: team.id,
    kdf: 'scrypt',
    cost: { ...cost },
    salt: b64(salt),
    wrapped: b64(wrap(wrapping, 'team keys', plain)),
    sealed,
    removed,
    by: device,
    signature: '',
  }
  const signature = b64(keys.sign(signedPart(file)))
  const name = `${String(team.epoch).padStart(4, '0')}-${team.id}.json`
  await hub.publish(device, ['keys'], name, Buffer.from(JSON.stringify({ ...file, signature })))
}

/** Key files as they lie on the hub, by name: kept by every device, should the hub lose one. */
export async function rawKeyFiles(hub: Hub): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const name of await hub.list('keys')) {
    const bytes = KEY_FILE.test(name) ? await hub.read('keys', name) : undefined
    const text = Buffer.from(bytes ?? []).toString('utf8')
    if (keyFileSchema.safeParse(jsonOf(text)).success) files.set(name, text)
  }
  return files
}
const KEY_FILE = /^\d{4}-[0-9a-f]{8}\.json$/
export const isKeyFile = (name: string): boolean => KEY_FILE.test(name)

async function keyFiles(hub: Hub): Promise<KeyFile[]> {
  const files: KeyFile[] = []
  for (const name of [...(await hub.list('keys'))].sort().reverse()) {
    if (!KEY_FILE.test(name)) continue
    const bytes = await hub.read('keys', name)
    const parsed = keyFileSchema.safeParse(jsonOf(Buffer.from(bytes ?? []).toString('utf8')))
    if (parsed.success) files.push(parsed.data)
  }
  return files
}

/** The team's keys by its passphrase. @throws AppError Denied `wrongPassphrase`, Unavailable `hubIncomplete` */
export async function ringByPassphrase(hub: Hub, passphrase: string): Promise<TeamKey[]> {
  const files = await keyFiles(hub)
  if (!files.length) throw failure('Unavailable', 'hubIncomplete', { file: hub.path })
  const latest = Math.max(...files.map(({ epoch }) => epoch))
  for (const file of files) {
    if (file.epoch < latest) continue
    const wrapping = await keyFromPassphrase(passphrase, unb64(file.salt), file.cost)
    try {
      return ringFromText(Buffer.from(unwrap(wrapping, 'team keys', unb64(file.wrapped))).toString('utf8'))
    } catch {
      // Two devices may have begun an epoch at once, each with a passphrase of its own.
    }
  }
  throw failure('Denied', 'wrongPassphrase')
}

export interface TeamNews {
  readonly ring: TeamKey[]
  /** Device → stream → how far it counts. */
  readonly removed: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Epochs that others began: keys sealed for this device, and who was removed. */
export async function readKeys(
  hub: Hub,
  { ring: known, keys, device }: { ring: readonly TeamKey[]; keys: DeviceKeys; device: string },
  members: ReadonlyMap<string, Member>,
): Promise<TeamNews> {
  const ring = new Map(known.map((key) => [key.id, key]))
  const removed: Record<string, Record<string, number>> = {}
  for (const file of await keyFiles(hub)) {
    const author = members.get(file.by)
    if (!author || !isSignedBy(unb64(author.sign), signedPart(file), unb64(file.signature))) continue
    for (const [other, cut] of Object.entries(file.removed)) removed[other] = { ...removed[other], ...cut }
    const mine = file.sealed[device]
    if (!mine || ring.has(file.key)) continue
    const opened = ringFromText(Buffer.from(keys.receive(unb64(mine.from), unb64(mine.box))).toString('utf8'))
    for (const key of opened) if (!ring.has(key.id)) ring.set(key.id, key)
  }
  return { ring: [...ring.values()], removed }
}

// ---- Members ----

const memberText = (member: Member): string => JSON.stringify(member)

export async function publishMember(hub: Hub, team: TeamKey, member: Member): Promise<void> {
  const file = { member, key: team.id, proof: memberMac(team, memberText(member)) }
  await hub.publish(member.device, ['members'], `${member.device}.json`, Buffer.from(JSON.stringify(file)))
}

/** A device's file, if it is proven by a key of the team. */
export async function readMember(
  hub: Hub,
  ring: readonly TeamKey[],
  device: string,
): Promise<Member | undefined> {
  const bytes = await hub.read('members', `${device}.json`)
  const parsed = memberFileSchema.safeParse(jsonOf(Buffer.from(bytes ?? []).toString('utf8')))
  if (!parsed.success || parsed.data.member.device !== device) return undefined
  const { member, key, proof } = parsed.data
  const team = ring.find(({ id }) => id === key)
  return team && memberMac(team, memberText(member)) === proof ? member : undefined
}

/** The begin of an epoch without some devices. Answers the new ring. */
export async function removeDevices(
  hub: Hub,
  secrets: Secrets,
  options: Omit<KeyFileOptions, 'keys' | 'members'> & { readonly staying: readonly Member[] },
): Promise<TeamKey[]> {
  const next = freshKey(hub, currentKey(secrets.ring).epoch + 1)
  const ring = [...secrets.ring, next]
  const { staying, ...rest } = options
  await publishKeys(hub, ring, { ...rest, keys: new DeviceKeys(secrets.device), members: staying })
  return ring
}
