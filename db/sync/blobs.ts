/** Files that records name, by their content: sent before the segments that name them, fetched after those were applied. */

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { attachmentPath, fileIn, readAttachment, saveAttachment } from '../core/attachments.ts'
import { allRows, type Connection } from '../core/connection.ts'
import { planOf } from '../core/plan.ts'
import type { RemoteTx } from '../core/remoteTx.ts'
import { AppError } from '../shared/errors.ts'
import { entityWithId } from '../shared/registry.ts'
import { blobName, seal, unseal } from './cipher.ts'
import type { Session } from './session.ts'

export function filesIn(transactions: readonly RemoteTx[]): Set<string> {
  const files = new Set<string>()
  for (const { changes } of transactions) {
    for (const { entity: number, registers } of changes) {
      const entity = entityWithId(number)
      if (!entity) continue
      for (const field of planOf(entity).entity.fields) {
        const value = field.kind === 'file' ? registers[String(field.id)] : undefined
        const sha256 = typeof value === 'string' ? fileIn(value) : undefined
        if (sha256) files.add(sha256)
      }
    }
  }
  return files
}

const todoSql = 'SELECT sha256 FROM syncBlob WHERE todo = ?'
const blobFolder = (name: string): string[] => ['blob', name.slice(0, 2)]
const about = (sha256: string): Uint8Array => Buffer.from(sha256, 'hex')

/** Before the segments that name them. */
export async function sendFiles(session: Session): Promise<void> {
  const { conn, hub } = session
  for (const { sha256 } of allRows<{ sha256: string }>(conn, todoSql, 'send')) {
    await session.pause()
    const name = blobName(session.ring[0] ?? session.team, sha256)
    if ((await hub.sizeOf(...blobFolder(name), name)) === undefined) {
      const bytes = stored(conn, sha256)
      if (!bytes) continue // Told by `db check`; whoever has it sends it.
      const sealed = await seal(hub.surroundings, session.team, 'blob', about(sha256), bytes)
      await hub.publish(session.device, blobFolder(name), name, sealed)
    }
    await session.write(() => conn.prepare('DELETE FROM syncBlob WHERE sha256 = ?').run(sha256))
  }
}

function stored(conn: Connection, sha256: string): Uint8Array | undefined {
  try {
    return readAttachment(conn.file, sha256)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** Notes files that applied records name and that are not here. */
export async function wantFiles(session: Session, files: ReadonlySet<string>): Promise<void> {
  const { conn } = session
  const wanted = [...files].filter((sha256) => !existsSync(attachmentPath(conn.file, sha256)))
  if (!wanted.length) return
  await session.write(() => {
    for (const sha256 of wanted)
      conn.prepare("INSERT OR IGNORE INTO syncBlob(sha256, todo) VALUES(?, 'fetch')").run(sha256)
  })
}

/** One that is not there or not whole is asked for again in the next round. */
export async function fetchFiles(session: Session): Promise<void> {
  const { conn, hub } = session
  for (const { sha256 } of allRows<{ sha256: string }>(conn, todoSql, 'fetch')) {
    await session.pause()
    const name = blobName(session.ring[0] ?? session.team, sha256)
    const sealed = await hub.read(...blobFolder(name), name)
    if (!sealed) continue
    try {
      const bytes = await unseal(session.ring, 'blob', about(sha256), sealed)
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) continue
      saveAttachment(conn.file, bytes, 'application/octet-stream')
    } catch (error) {
      if (error instanceof AppError && error.record.code === 'Corrupt') continue
      throw error
    }
    await session.write(() => conn.prepare('DELETE FROM syncBlob WHERE sha256 = ?').run(sha256))
  }
}
