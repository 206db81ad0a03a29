/**
 * Snapshots on the hub: the copy of everything in sealed parts, and last of all the manifest that names them. Whoever is far
 * behind joins one; whoever finds that the hub has lost something lays a new one down. Two are as good as one.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { inBulk } from '../core/bulk.ts'
import { hlcFrom } from '../core/clock.ts'
import { knownMigrations, SCHEMA_VERSION } from '../core/open.ts'
import { clockSkew } from '../core/skew.ts'
import { AppError, failure } from '../shared/errors.ts'
import { seal, sha256, unseal } from './cipher.ts'
import { jsonOf } from './hub.ts'
import { joinState } from './joinState.ts'
import type { Session } from './session.ts'
import { writeSnapshot } from './snapshotFile.ts'
import { note } from './state.ts'
import { codeOf } from './surroundings.ts'

const PART_BYTES = 4 * 1024 * 1024
const TRIES = 20

const manifestSchema = z.object({
  at: z.number(),
  device: z.string(),
  /** Which program's database it is a copy of. */
  schema: z.number(),
  /** What that program knew: one that knows less must not take the copy for all there is. */
  migrations: z.array(z.number()).default([]),
  bytes: z.number(),
  parts: z.array(z.object({ name: z.string(), hash: z.string() })),
  frontier: z.array(z.tuple([z.number(), z.number()])),
})
type Manifest = z.infer<typeof manifestSchema>

export interface Snapshot {
  readonly folder: string
  readonly manifest: Manifest
}

const FOLDER = /^[0-9a-f]{14}-[0-9a-f]{32}-[0-9a-f]{16}$/
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const about = (folder: string, part: string): Uint8Array => Buffer.from(`${folder}/${part}`)

/** Lays everything down. Its manifest comes last: without it there is no snapshot. */
export async function publishSnapshot(session: Session): Promise<void> {
  const { conn, hub, device, team } = session
  const temporary = mkdtempSync(join(tmpdir(), 'samphan-'))
  try {
    const file = join(temporary, 'snapshot')
    for (let tries = 1; ; tries++) {
      await session.write(() => undefined)
      try {
        await writeSnapshot(conn, file, () => session.pause())
        break
      } catch (error) {
        if (!(error instanceof AppError) || error.record.code !== 'Locked' || tries >= TRIES) throw error
        rmSync(file, { force: true })
      }
    }
    const bytes = statSync(file).size
    const at = hub.surroundings.now() - clockSkew(conn)
    const folder = `${await laterThanAll(session, at)}-${device}-${await hashOf(file)}`
    const parts: Manifest['parts'] = []
    for await (const part of partsOf(file)) {
      await session.pause()
      const name = `part-${String(parts.length).padStart(4, '0')}`
      const sealed = await seal(hub.surroundings, team, 'snapshot', about(folder, name), part)
      await hub.publish(device, ['snap', folder], name, sealed)
      parts.push({ name, hash: hex(sha256(sealed)) })
      session.runner.progress({
        done: Math.min(bytes, parts.length * PART_BYTES),
        total: bytes,
        step: 'syncSnapshot',
      })
    }
    const manifest: Manifest = {
      at,
      device,
      schema: SCHEMA_VERSION,
      migrations: [...knownMigrations],
      bytes,
      parts,
      frontier: frontierIn(file),
    }
    const sealed = await seal(
      hub.surroundings,
      team,
      'snapshot',
      about(folder, 'manifest'),
      Buffer.from(JSON.stringify(manifest)),
    )
    await hub.publish(device, ['snap', folder], 'manifest', sealed)
    note(conn, 'snapshot', { bytes })
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** A copy of a million people is larger than what one read or one buffer may hold. */
const partsOf = (file: string): AsyncIterable<Buffer> => createReadStream(file, { highWaterMark: PART_BYTES })

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of partsOf(file)) hash.update(part)
  return hash.digest('hex').slice(0, 16)
}

/** The latest comes last by name, also after one from a clock that was ahead: what is newest is looked for by name. */
async function laterThanAll({ hub }: Session, at: number): Promise<string> {
  const names = (await hub.list('snap')).filter((name) => FOLDER.test(name)).sort()
  const last = Number.parseInt(names.at(-1)?.slice(0, 14) ?? '0', 16)
  return Math.max(hlcFrom(at), last + 1)
    .toString(16)
    .padStart(14, '0')
}

async function readManifest(session: Session, folder: string): Promise<Snapshot | undefined> {
  const sealed = await session.hub.read('snap', folder, 'manifest')
  if (!sealed) return undefined
  try {
    const plain = await unseal(session.ring, 'snapshot', about(folder, 'manifest'), sealed)
    const parsed = manifestSchema.safeParse(jsonOf(Buffer.from(plain).toString('utf8')))
    return parsed.success ? { folder, manifest: parsed.data } : undefined
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** Newest first; those without a readable manifest are none. */
export async function* snapshots(session: Session): AsyncGenerator<Snapshot> {
  const names = (await session.hub.list('snap')).filter((name) => FOLDER.test(name)).sort()
  for (const folder of names.reverse()) {
    const snapshot = await readManifest(session, folder)
    if (snapshot) yield snapshot
  }
}

/**
 * The copy's bytes, checked part by part and handed on one after the other; while one is taken the next is on its way.
 * @throws AppError Corrupt `snapshot`
 */
export async function fetchSnapshot(
  session: Session,
  { folder, manifest }: Snapshot,
  take: (part: Uint8Array) => void = () => undefined,
): Promise<void> {
  const { parts } = manifest
  let [done, bytes] = [0, 0]
  let ahead = openPart(session, folder, parts[0])
  while (done < parts.length) {
    await session.pause()
    const part = await ahead
    if (!part) break
    ahead = openPart(session, folder, parts[done + 1])
    take(part)
    bytes += part.length
    session.runner.progress({ done: ++done, total: parts.length, step: 'syncFetch' })
  }
  if (bytes !== manifest.bytes) throw failure('Corrupt', 'snapshot')
}

function openPart(
  session: Session,
  folder: string,
  part: Manifest['parts'][number] | undefined,
): Promise<Uint8Array | undefined> {
  const opened = part ? readPart(session, folder, part) : Promise.resolve(undefined)
  // Whoever gives up before its turn does not ask what became of it.
  opened.catch(() => undefined)
  return opened
}

async function readPart(
  { hub, ring }: Session,
  folder: string,
  { name, hash }: Manifest['parts'][number],
): Promise<Uint8Array> {
  const sealed = await hub.read('snap', folder, name)
  if (!sealed || hex(sha256(sealed)) !== hash) throw failure('Corrupt', 'snapshot')
  return unseal(ring, 'snapshot', about(folder, name), sealed)
}

const isOfNewer = ({ manifest: { schema, migrations } }: Snapshot): boolean =>
  schema > SCHEMA_VERSION || migrations.some((id) => !knownMigrations.includes(id))

/**
 * Joins the newest snapshot that is whole and tells something new. @throws AppError Unavailable `newerFormat` when all that
 * would help come from a newer program
 */
export async function joinNewest(
  session: Session,
  helps: (frontier: ReadonlyMap<number, number>) => boolean,
): Promise<boolean> {
  let newer = false
  for await (const snapshot of snapshots(session)) {
    if (!helps(new Map(snapshot.manifest.frontier))) continue
    if (isOfNewer(snapshot)) {
      newer = true
      continue
    }
    try {
      await joinFrom(session, snapshot)
      return true
    } catch (error) {
      if (!(error instanceof AppError) || error.record.code !== 'Corrupt') throw error
      note(session.conn, 'snapshotDamaged', { name: snapshot.folder })
    }
  }
  if (newer) throw failure('Unavailable', 'newerFormat')
  return false
}

async function joinFrom(session: Session, snapshot: Snapshot): Promise<void> {
  const { conn } = session
  const temporary = mkdtempSync(join(tmpdir(), 'samphan-'))
  const file = join(temporary, 'snapshot')
  try {
    await fetchSnapshot(session, snapshot, (part) => append(file, part))
    conn.db.prepare('ATTACH ? AS snap').run(file)
    try {
      await inBulk(conn, () => joinState(conn, (fn) => session.write(fn)))
    } finally {
      conn.db.exec('DETACH snap')
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** @throws AppError Unavailable `diskFull` */
function append(file: string, part: Uint8Array): void {
  try {
    appendFileSync(file, part, { mode: 0o600 })
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') throw failure('Unavailable', 'diskFull', { file }, error)
    throw error
  }
}

function frontierIn(file: string): [number, number][] {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare('SELECT stream, seq FROM frontier ORDER BY stream').raw().all() as [number, number][]
  } finally {
    db.close()
  }
}
