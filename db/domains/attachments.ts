/** Reading and setting the picture in a record's `file` field. */
import { readFileSync, statSync } from 'node:fs'
import { readAttachment, saveAttachment } from '../core/attachments.ts'
import type { Handlers } from '../core/context.ts'
import { readRecord } from '../core/read.ts'
import { rowIdOf } from '../core/write.ts'
import type { Entity } from '../shared/entity.ts'
import { failure, invalid } from '../shared/errors.ts'
import { entityNamed, fieldNamed } from '../shared/registry.ts'

const MAX_PICTURE = 25 * 1024 * 1024

/** The first bytes of the picture formats every window can show. SVG is not among them: it can carry scripts. */
const signatures: readonly (readonly [mime: string, test: (head: Buffer) => boolean])[] = [
  ['image/png', (head) => head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['image/jpeg', (head) => head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))],
  ['image/gif', (head) => head.toString('latin1', 0, 4) === 'GIF8'],
  [
    'image/webp',
    (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  ],
]

function assertFileField(entity: Entity, name: string): void {
  if (fieldNamed(entity, name)?.kind !== 'file') throw invalid('field', 'file')
}

function readPicture(path: string): { bytes: Buffer; mime: string } {
  let bytes: Buffer
  try {
    const { size } = statSync(path)
    if (size > MAX_PICTURE) throw failure('Invalid', 'attachmentTooLarge', { size, max: MAX_PICTURE })
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      throw failure('Unavailable', 'cannotOpen', { file: path }, error)
    }
    throw error
  }
  const mime = signatures.find(([, test]) => test(bytes))?.[0]
  if (!mime) throw invalid('files', 'picture')
  return { bytes, mime }
}

interface Stored {
  readonly sha256: string
  readonly mime: string
  readonly size: number
}

const isStored = (value: unknown): value is Stored =>
  typeof value === 'object' && value !== null && 'sha256' in value && typeof value.sha256 === 'string'

export const attachmentHandlers = {
  'attachment.read'(ctx, input) {
    const entity = entityNamed(input.entity)
    assertFileField(entity, input.field)
    const stored = readRecord(ctx.conn, entity, input.id, { trash: true })[input.field]
    if (!isStored(stored)) return { file: null }
    const data = Buffer.from(readAttachment(ctx.conn.file, stored.sha256)).toString('base64')
    return { file: { sha256: stored.sha256, mime: stored.mime, size: stored.size, data } }
  },

  'attachment.set'(ctx, input) {
    const entity = entityNamed(input.entity)
    assertFileField(entity, input.field)
    const rowId = rowIdOf(ctx.conn, entity, input.id)
    const { bytes, mime } = readPicture(input.files[0] ?? '')
    ctx.write.update(entity, rowId, { [input.field]: saveAttachment(ctx.conn.file, bytes, mime) })
    return { id: input.id }
  },
} satisfies Handlers<'attachment.read' | 'attachment.set'>
