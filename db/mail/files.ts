/** Files that go with a message: kept with the database from the moment they are chosen, so that what is sent is what was meant. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { saveAttachment } from '../core/attachments.ts'
import { failure } from '../shared/errors.ts'
import { MAX_ATTACHED } from '../shared/mail.ts'

export const storedFilesSchema = z.array(
  z.object({ name: z.string(), sha256: z.string(), size: z.number(), mime: z.string() }),
)

export type StoredFile = z.infer<typeof storedFilesSchema>[number]

/** @throws AppError Invalid `attachmentsTooLarge`, Unavailable `cannotOpen` */
export function takeIn(database: string, files: readonly string[]): StoredFile[] {
  let total = 0
  const sizes = files.map((file) => {
    try {
      return statSync(file).size
    } catch (error) {
      throw failure('Unavailable', 'cannotOpen', { file }, error)
    }
  })
  for (const size of sizes) total += size
  if (total > MAX_ATTACHED)
    throw failure('Invalid', 'attachmentsTooLarge', { size: total, max: MAX_ATTACHED })
  return files.map((file) => {
    try {
      const { sha256, size, mime } = saveAttachment(database, readFileSync(file), 'application/octet-stream')
      return { name: basename(file), sha256, size, mime }
    } catch (error) {
      if (error instanceof Error && 'code' in error && typeof error.code === 'string')
        throw failure('Unavailable', 'cannotOpen', { file }, error)
      throw error
    }
  })
}
