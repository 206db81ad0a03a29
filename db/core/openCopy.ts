/** Attached files handed to other programs: as read-only copies under their own names; what would run is never handed over. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '../shared/errors.ts'
import { readAttachment } from './attachments.ts'
import { mayRun, safeName } from './fileKinds.ts'
import { companionFolder } from './migrate.ts'

/** Where the copy lies. @throws AppError Denied `runnable`, NotFound, Corrupt */
export function openCopy(database: string, { name, sha256 }: { name: string; sha256: string }): string {
  if (mayRun(name)) throw failure('Denied', 'runnable', { file: name })
  const folder = join(companionFolder(database), 'open', sha256.slice(0, 16))
  const path = join(folder, safeName(name))
  const bytes = readAttachment(database, sha256)
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) {
    mkdirSync(folder, { recursive: true })
    rmSync(path, { force: true })
    writeFileSync(path, bytes)
    chmodSync(path, 0o444)
  }
  return path
}
