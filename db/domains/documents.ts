/** Documents: taking files in, showing them, handing out copies. */
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { assertPossible, createActivity } from '../core/activityDraft.ts'
import { readAttachment } from '../core/attachments.ts'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Handlers, JobCtx } from '../core/context.ts'
import { previewKind } from '../core/fileKinds.ts'
import { openCopy } from '../core/openCopy.ts'
import { refuseOwnFiles } from '../core/ownFiles.ts'
import { setParticipants } from '../core/participants.ts'
import { readRecord } from '../core/read.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import type { Parsed } from '../shared/contract.ts'
import { document, type documentProcedures, MAX_PREVIEW } from '../shared/documents.ts'
import { AppError, type ErrorRecord, failure } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { entityNamed } from '../shared/registry.ts'
import { WholeFile } from '../transfer/wholeFile.ts'
import { type TakenFile, take } from './documents/take.ts'
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

interface Failed {
  readonly file: string
  readonly error: ErrorRecord
}

/** Takes each file in and hands it on; answers those that could not be read. */
async function eachTaken(
  ctx: JobCtx,
  files: readonly string[],
  on: (file: string, taken: TakenFile) => Promise<void>,
): Promise<Failed[]> {
  const failed: Failed[] = []
  for (const [at, file] of files.entries()) {
    ctx.progress({ done: at, total: files.length, step: 'documents' })
    try {
      refuseOwnFiles(ctx.conn.file, file)
      await on(file, await take({ database: ctx.conn.file, file }, ctx.signal))
    } catch (error) {
      if (!(error instanceof AppError) || endsAll(error.record)) throw error
      failed.push({ file, error: error.record })
    }
  }
  return failed
}

const columnsOf = (file: string, { attachment, text }: TakenFile) => ({
  name: basename(file).normalize('NFC'),
  file: JSON.stringify(attachment),
  content: text || null,
})

const givenOf = (conn: Connection, rowId: number): { id: string; name: string }[] =>
  allRows<{ id: Uint8Array; name: string }>(
    conn,
    `SELECT id, name FROM ${visibleName(document)} WHERE rowId = ?`,
    rowId,
  ).map(({ id, name }) => ({ id: idToText(id), name }))

async function attach(ctx: JobCtx, { entity: name, id, files }: Parsed<'document.attach'>) {
  const entity = entityNamed(name)
  const rowId = rowIdOf(ctx.conn, entity, id)
  const subject = `${name}Id` as const
  const withWhom = name === 'activity' || name === 'opportunity' ? partiesOf(ctx.conn, name, rowId) : {}
  const added: { id: string; name: string }[] = []
  const known: { id: string; name: string }[] = []
  ctx.describe({ n: files.length })
  const failed = await eachTaken(ctx, files, async (file, taken) => {
    const there = present(ctx.conn, subject, name, rowId, taken.attachment.sha256)
    if (there) {
      known.push(there)
      return
    }
    const made = await ctx.chunk((write) =>
      givenOf(ctx.conn, write.insert(document, { ...columnsOf(file, taken), ...withWhom, [subject]: rowId })),
    )
    added.push(...made)
  })
  return { added, present: known, failed, operation: ctx.operation() }
}

/** Files first, for they take time and may be given up; then all of it at once. */
async function schedule(ctx: JobCtx, { data, participants, files }: Parsed<'document.schedule'>) {
  assertPossible(data)
  const taken = new Map<string, { readonly file: string; readonly taken: TakenFile }>()
  const failed = await eachTaken(ctx, files, async (file, each) => {
    taken.set(each.attachment.sha256, { file, taken: each })
  })
  return ctx.chunk((write) => {
    const id = ctx.conn.newId()
    const rowId = createActivity({ ...ctx, write }, data, id)
    const withWhom = partiesOf(ctx.conn, 'activity', rowId)
    setParticipants(write, rowId, participants, {
      contactId: withWhom.contactId ?? null,
      companyId: withWhom.companyId ?? null,
    })
    const added = [...taken.values()].flatMap((each) =>
      givenOf(
        ctx.conn,
        write.insert(document, { ...columnsOf(each.file, each.taken), ...withWhom, activityId: rowId }),
      ),
    )
    return { id: idToText(id), added, failed }
  })
}

/** What goes wrong with one file concerns that file; what would go wrong with each of them ends the job. */
const endsAll = ({ code, reason }: ErrorRecord): boolean =>
  code === 'Cancelled' || code === 'Locked' || code === 'Bug' || reason === 'diskFull'

/** Null for what is no file, or nobody may look at. */
function sizeOf(file: string): number | null {
  try {
    const state = statSync(file)
    return state.isFile() ? state.size : null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

export const documentHandlers = {
  'document.attach': attach,

  async 'document.schedule'(ctx, input) {
    const made = await schedule(ctx, input)
    return { ...made, operation: ctx.operation() }
  },

  'document.weigh': (ctx, { files }) => ({
    files: files.map((file) => {
      refuseOwnFiles(ctx.conn.file, file)
      return { file, size: sizeOf(file) }
    }),
  }),

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
