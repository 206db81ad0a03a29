/**
 * The hub as a place: one descriptor people pick, and beside it a folder of files that are written once. Whether a file counts
 * is decided by its content alone, so neither locks nor renaming need to work. Absence means nothing: a hub that is not there,
 * or is another one, is left alone.
 * Must never: change or remove a file of another device, or infer anything from one that is missing.
 */
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { failure } from '../shared/errors.ts'
import { sha256 } from './cipher.ts'
import { codeOf, type NewFile, randomBytesOf, type Surroundings } from './surroundings.ts'

export const FORMAT = 1
export const ENDING = '.crmhub'
const RETRY_MS = 60_000
const MAX_DESCRIPTOR = 4096

const descriptorSchema = z.object({
  format: z.number().int(),
  hub: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string(),
  createdAt: z.string(),
})
export type Descriptor = z.infer<typeof descriptorSchema>

/** Codes that come and go while a virus scanner or an indexer holds a file. */
const PASSING: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY'])
const NO_RENAME: ReadonlySet<string> = new Set(['ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EINVAL'])

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

export class Hub {
  readonly surroundings: Surroundings
  readonly path: string
  readonly folder: string
  readonly descriptor: Descriptor
  readonly id: Uint8Array

  constructor(surroundings: Surroundings, path: string, descriptor: Descriptor) {
    this.surroundings = surroundings
    this.path = path
    this.folder = `${path}.d`
    this.descriptor = descriptor
    this.id = Buffer.from(descriptor.hub, 'hex')
  }

  at(...parts: readonly string[]): string {
    return [this.folder, ...parts].join('/')
  }

  /** Before anything is written or concluded. @throws AppError Unavailable `hubGone`, Conflict `otherHub` */
  async assertPresent(): Promise<void> {
    let canary: string
    try {
      canary = text(await this.surroundings.disk.read(this.at('canary'))).trim()
    } catch (error) {
      throw failure('Unavailable', 'hubGone', { file: this.path }, error)
    }
    if (canary !== this.descriptor.hub) throw failure('Conflict', 'otherHub', { file: this.path })
  }

  /** As far as can be told without reading a file: enough to look, not to write. @throws AppError Unavailable `hubGone` */
  async assertNear(): Promise<void> {
    if ((await this.sizeOf('canary')) === undefined)
      throw failure('Unavailable', 'hubGone', { file: this.path })
  }

  /** Names in a folder; none where there is no folder. @throws AppError Unavailable `hubGone` */
  async list(...parts: readonly string[]): Promise<readonly string[]> {
    try {
      return await this.surroundings.disk.list(this.at(...parts))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return []
      throw hubFailure(error, this.path)
    }
  }

  /** The file's bytes, or undefined where there is none or it cannot be read now. */
  async read(...parts: readonly string[]): Promise<Uint8Array | undefined> {
    try {
      return await this.surroundings.disk.read(this.at(...parts))
    } catch (error) {
      const code = codeOf(error)
      if (code === 'ENOENT' || code === 'ESTALE' || PASSING.has(code)) return undefined
      throw hubFailure(error, this.path)
    }
  }

  async sizeOf(...parts: readonly string[]): Promise<number | undefined> {
    try {
      return await this.surroundings.disk.size(this.at(...parts))
    } catch (error) {
      throw hubFailure(error, this.path)
    }
  }

  /**
   * Puts a file there, whole. Written beside, forced out, read back, then given its name; where nothing can be renamed, written
   * in place. A file of that name with the same content is as good.
   * @throws AppError Unavailable `diskFull` `hubGone`, Denied
   */
  async publish(device: string, folder: readonly string[], name: string, bytes: Uint8Array): Promise<void> {
    const { disk } = this.surroundings
    const target = this.at(...folder, name)
    try {
      await disk.makeFolder(this.at(...folder))
      await disk.makeFolder(this.at('tmp', device))
      const random = Buffer.from(randomBytesOf(this.surroundings, 6)).toString('hex')
      const beside = this.at('tmp', device, `${random}-${name.slice(-40)}`)
      await this.#write(beside, bytes)
      if (!(await this.#holds(beside, bytes))) throw failure('Unavailable', 'notStored', { file: target })
      if (await this.#rename(beside, target, bytes)) return
      if (!(await this.#holds(target, bytes))) await this.#writeInPlace(target, bytes)
      await this.removeQuietly(beside)
    } catch (error) {
      throw hubFailure(error, target)
    }
  }

  /** Every step is checked: some servers tell of a full disk only when the file is closed. */
  async #write(file: string, bytes: Uint8Array): Promise<void> {
    const made: NewFile = await this.surroundings.disk.create(file)
    try {
      await made.write(bytes)
      await made.sync()
    } catch (error) {
      await made.close().catch(() => undefined) // the first failure is the one to tell
      await this.removeQuietly(file)
      throw error
    }
    await made.close()
  }

  async #holds(file: string, bytes: Uint8Array): Promise<boolean> {
    try {
      return equal(sha256(await this.surroundings.disk.read(file)), sha256(bytes))
    } catch {
      return false // whatever the reason, it cannot be read back
    }
  }

  /** False where renaming is no use. A rename that failed may have happened all the same. */
  async #rename(from: string, to: string, bytes: Uint8Array): Promise<boolean> {
    const until = this.surroundings.now() + RETRY_MS
    for (let pause = 50; ; pause = Math.min(pause * 2, 5_000)) {
      try {
        await this.surroundings.disk.rename(from, to)
        return true
      } catch (error) {
        const code = codeOf(error)
        if (await this.#holds(to, bytes)) {
          await this.removeQuietly(from)
          return true
        }
        if (code === 'EEXIST' || NO_RENAME.has(code)) return false
        if (!PASSING.has(code)) throw error
        if (this.surroundings.now() > until) return false
        await this.surroundings.wait(pause)
      }
    }
  }

  /** The name may be taken by what a crash left half written. */
  async #writeInPlace(target: string, bytes: Uint8Array): Promise<void> {
    if ((await this.surroundings.disk.size(target)) !== undefined) await this.surroundings.disk.remove(target)
    await this.#write(target, bytes)
    if (!(await this.#holds(target, bytes))) throw failure('Unavailable', 'notStored', { file: target })
  }

  /** For one's own files that do no harm when they stay. */
  async removeQuietly(file: string): Promise<void> {
    try {
      await this.surroundings.disk.remove(file)
    } catch (error) {
      if (codeOf(error) === 'Killed') throw error
    }
  }
}

/** @throws AppError */
export function hubFailure(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('Unavailable', 'diskFull', { file }, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return failure('Denied', 'hubWrite', { file }, error)
  if (/^E[A-Z]+$/.test(code)) return failure('Unavailable', 'hubGone', { file }, error)
  return error
}

/** Reads the file people picked. @throws AppError NotFound, Corrupt `hub`, Unavailable `newerFormat` `hubGone` */
export async function openHub(surroundings: Surroundings, path: string): Promise<Hub> {
  let bytes: Uint8Array
  try {
    bytes = await surroundings.disk.read(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw failure('NotFound', 'hub', { file: path }, error)
    throw hubFailure(error, path)
  }
  const parsed = bytes.length > MAX_DESCRIPTOR ? undefined : descriptorSchema.safeParse(jsonOf(text(bytes)))
  if (!parsed?.success) throw failure('Corrupt', 'hub', { file: path })
  if (parsed.data.format > FORMAT) throw failure('Unavailable', 'newerFormat', { file: path })
  return new Hub(surroundings, path, parsed.data)
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the schema then says that it is none
  }
}

/** Makes a new hub's folder and descriptor. @throws AppError Conflict `fileExists`, Unavailable, Denied */
export async function makeHub(surroundings: Surroundings, path: string): Promise<Hub> {
  const { disk } = surroundings
  try {
    if ((await disk.size(path)) !== undefined) throw failure('Conflict', 'fileExists', { file: path })
    const descriptor: Descriptor = {
      format: FORMAT,
      hub: Buffer.from(randomBytesOf(surroundings, 16)).toString('hex'),
      name: basename(path, ENDING),
      createdAt: new Date(surroundings.now()).toISOString(),
    }
    const hub = new Hub(surroundings, path, descriptor)
    if ((await disk.size(hub.at('canary'))) !== undefined)
      throw failure('Conflict', 'fileExists', { file: hub.folder })
    await disk.makeFolder(dirname(path))
    for (const folder of ['log', 'snap', 'blob', 'keys', 'members', 'tmp'])
      await disk.makeFolder(hub.at(folder))
    return hub
  } catch (error) {
    throw hubFailure(error, path)
  }
}

/** The descriptor comes last: a hub that has one is complete. */
export async function finishHub(hub: Hub, device: string): Promise<void> {
  await hub.publish(device, [], 'canary', Buffer.from(`${hub.descriptor.hub}\n`))
  const { disk } = hub.surroundings
  try {
    const file = await disk.create(hub.path)
    await file.write(Buffer.from(`${JSON.stringify(hub.descriptor, null, 2)}\n`))
    await file.sync()
    await file.close()
  } catch (error) {
    throw hubFailure(error, hub.path)
  }
}
