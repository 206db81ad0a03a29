/** Documents: taking files in, showing them, handing out copies. */
import { basename } from 'node:path'
import { readAttachment } from '../core/attachments.ts'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, JobCtx } from '../core/context.ts'
import { previewKind } from '../core/fileKinds.ts'
import { openCopy } from '../core/openCopy.ts'
import { refuseOwnFiles } from '../core/ownFiles.ts'
import { readRecord } from '../core/read.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import type { Parsed } from '../shared/contract.ts'
import { document, type documentProcedures, MAX_PREVIEW } from '../shared/documents.ts'
import { AppError, type ErrorRecord, failure } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { entityNamed } from '../shared/registry.ts'
import { WholeFile } from '../transfer/wholeFile.ts'
import { take } from './documents/take.ts'
import { plainText } from './documents/textOf.ts'

interface Stored {
  readonly name: string
  readonly sha256: string
  readonly size: number
  readonly mime: string
}

/** A document's file as its row says. @throws AppError NotFound */
function storedOf(conn: Connection, id: string): Stored {
  const record = readRecord(conn, document, id, { trash: true })
  const { sha256, size, mime } = Object(record.file)
  if (typeof sha256 !== 'string' || typeof size !== 'number') throw failure('NotFound', 'attachment')
  return { name: String(record.name ?? ''), sha256, size, mime: String(mime) }
}

/** The document of that content which the record has already. */
function present(
  conn: Connection,
  subject: 'contactId' | 'companyId' | 'activityId' | 'opportunityId',
  to: string,
  rowId: number,
  sha256: string,
) {
  const [row] = allRows<{ id: Uint8Array; name: string }>(
    conn,
    `SELECT id, name FROM ${visibleName(document)} WHERE ${subject} ${canonicalIn(to)} AND json_extract(file, '$.sha256') = ?`,
    rowId,
    rowId,
    sha256,
  )
  return row && { id: idToText(row.id), name: row.name }
}

/** Whom an activity or an opportunity is with: what is brought to it is theirs too. */
const partiesOf = (
  conn: Connection,
  name: 'activity' | 'opportunity',
  rowId: number,
): { contactId?: number | null; companyId?: number | null } =>
  getRow<{ contactId: number | null; companyId: number | null }>(
    conn,
    `SELECT contactId, companyId FROM ${visibleName(entityNamed(name))} WHERE rowId = ?`,
    rowId,
  ) ?? {}

async function attach(ctx: JobCtx, { entity: name, id, files }: Parsed<'document.attach'>) {
  const entity = entityNamed(name)
  const rowId = rowIdOf(ctx.conn, entity, id)
  const subject = `${name}Id` as const
  const withWhom = name === 'activity' || name === 'opportunity' ? partiesOf(ctx.conn, name, rowId) : {}
  const added: { id: string; name: string }[] = []
  const known: { id: string; name: string }[] = []
  const failed: { file: string; error: ErrorRecord }[] = []
  ctx.describe({ n: files.length })
  for (const [at, file] of files.entries()) {
    ctx.progress({ done: at, total: files.length, step: 'documents' })
    try {
      refuseOwnFiles(ctx.conn.file, file)
      const { attachment, text } = await take({ database: ctx.conn.file, file }, ctx.signal)
      const there = present(ctx.conn, subject, name, rowId, attachment.sha256)
      if (there) {
        known.push(there)
        continue
      }
      const made = await ctx.chunk((write) => {
        const row = write.insert(document, {
          name: basename(file).normalize('NFC'),
          file: JSON.stringify(attachment),
          content: text || null,
          ...withWhom,
          [subject]: rowId,
        })
        return allRows<{ id: Uint8Array; name: string }>(
          ctx.conn,
          `SELECT id, name FROM ${visibleName(document)} WHERE rowId = ?`,
          row,
        )
      })
      added.push(...made.map((row) => ({ id: idToText(row.id), name: row.name })))
    } catch (error) {
      if (!(error instanceof AppError) || endsAll(error.record)) throw error
      failed.push({ file, error: error.record })
    }
  }
  return { added, present: known, failed, operation: ctx.operation() }
}

/** What goes wrong with one file concerns that file; what would go wrong with each of them ends the job. */
const endsAll = ({ code, reason }: ErrorRecord): boolean =>
  code === 'Cancelled' || code === 'Locked' || code === 'Bug' || reason === 'diskFull'

export const documentHandlers = {
  'document.attach': attach,

  'document.preview'(ctx, { id }) {
    const { sha256, size, mime } = storedOf(ctx.conn, id)
    const kind = size > MAX_PREVIEW ? 'none' : previewKind(mime)
    if (kind === 'none') return { kind, mime, size }
    const bytes = readAttachment(ctx.conn.file, sha256)
    return kind === 'text'
      ? { kind, mime, size, text: plainText(bytes) }
      : { kind, mime, size, data: Buffer.from(bytes).toString('base64') }
  },

  'document.open': async (ctx, { id }) => ({ path: openCopy(ctx.conn.file, storedOf(ctx.conn, id)) }),

  async 'document.save'(ctx, { id, out }) {
    const { sha256 } = storedOf(ctx.conn, id)
    refuseOwnFiles(ctx.conn.file, out)
    const file = new WholeFile(out)
    try {
      file.write(readAttachment(ctx.conn.file, sha256))
      return { file: out, bytes: file.finish() }
    } catch (error) {
      file.abandon()
      throw error
    }
  },
} satisfies Handlers<keyof typeof documentProcedures>
