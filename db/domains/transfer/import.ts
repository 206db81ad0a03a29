/**
 * The import job: files → records, in chunks that end when somebody's edit waits. Another thread makes the records ready. One operation, so one
 * undo; each chunk is committed with where it got to, so that a crash can be gone on from.
 */

import { basename } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { JobCtx } from '../../core/context.ts'
import { realPath, refuseOwnFiles } from '../../core/ownFiles.ts'
import { lastSeq } from '../../core/transaction.ts'
import type { Write } from '../../core/write.ts'
import { AppError, failure } from '../../shared/errors.ts'
import { type ImportInput, type ImportSummary, importInputSchema } from '../../shared/transfer.ts'
import { sources } from '../../transfer/sources.ts'
import { AboutWriter } from './aboutWriter.ts'
import { Companies } from './companies.ts'
import type { Refused } from './draft.ts'
import { Externals } from './externals.ts'
import { type Batch, isRejected, type Prepared } from './prepare.ts'
import { type PreparedFile, Preparing, type Reading } from './preparing.ts'
import { Rejects, rejectColumns, rejectsBeside } from './rejects.ts'
import { sceneOf } from './scene.ts'
import { type Applied, Writer } from './writer.ts'

const LOOK_EVERY = 16

type Item = Prepared | Refused

type Counts = { read: number } & Record<Applied | 'rejected', number>

/** Where an import stands; stored with every chunk. */
interface Checkpoint {
  readonly input: ImportInput
  /** The files as they were, so that nobody goes on in another one. */
  readonly files: readonly { size: number; modified: number }[]
  phase: 'rows' | 'links'
  file: number
  /** The last line dealt with. */
  line: number
  counts: Counts
  perFile: number[]
  related: Record<string, number>
  reasons: Record<string, number>
  pending: boolean
  rejects: { path: string; count: number; bytes: number }
}

/** Ends a job between chunks. @throws AppError Cancelled */
export function stopIfAsked(ctx: JobCtx): void {
  if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
}

const externalNames = new Set(
  sources.flatMap(({ columns }) =>
    Object.entries(columns).flatMap(([header, target]) =>
      /^(externalId|attachTo)$/.test(target) ? [header] : [],
    ),
  ),
)

export async function runImport(ctx: JobCtx, input: ImportInput): Promise<ImportSummary> {
  const run = await Import.open(ctx, input, undefined)
  return run.run()
}

/** Goes on from a checkpoint. @throws AppError Conflict `fileChanged` */
export async function resumeImport(ctx: JobCtx, checkpoint: unknown): Promise<ImportSummary> {
  const known = checkpoint as Pick<Checkpoint, 'input' | 'files'> & Partial<Checkpoint>
  const run = await Import.open(ctx, importInputSchema.parse(known.input), known)
  return run.run()
}

/** Companies before the people in them, what adds to records after the records. */
const turnOf = ({ entity, mapping }: PreparedFile): number =>
  mapping.some(({ field }) => field === 'attachTo')
    ? 3
    : entity === 'company'
      ? 0
      : entity === 'contact'
        ? 1
        : 2

class Import {
  readonly #ctx: JobCtx
  readonly #input: ImportInput
  readonly #readers: readonly PreparedFile[]
  readonly #state: Checkpoint
  readonly #rejects: Rejects
  readonly #companies: Companies
  readonly #externals: Externals
  readonly #preparing: Preparing
  readonly #sizes: number
  #writer: Writer | AboutWriter
  #bytes = 0
  /** Log position after our last chunk. */
  #seq = 0
  #resumedAt: { file: number; line: number; phase: 'rows' | 'links' } | undefined

  static async open(
    ctx: JobCtx,
    input: ImportInput,
    known: Partial<Checkpoint> | undefined,
  ): Promise<Import> {
    const preparing = new Preparing(sceneOf(ctx), ctx.conn.newElementId)
    try {
      return await Import.#open(ctx, input, known, preparing)
    } catch (error) {
      await preparing.close()
      throw error
    }
  }

  static async #open(
    ctx: JobCtx,
    input: ImportInput,
    known: Partial<Checkpoint> | undefined,
    preparing: Preparing,
  ): Promise<Import> {
    const readers: PreparedFile[] = []
    for (const file of input.files) {
      stopIfAsked(ctx)
      refuseOwnFiles(ctx.conn.file, file)
      readers.push(await preparing.open(file, input))
    }
    readers.sort((a, b) => turnOf(a) - turnOf(b))
    if (input.rejects !== undefined) {
      refuseOwnFiles(ctx.conn.file, input.rejects)
      if (input.files.some((file) => realPath(file) === realPath(input.rejects ?? '')))
        throw failure('Invalid', 'rejectsIsSource')
    }
    const files = readers.map(({ from }) => ({ size: from.size, modified: from.modified }))
    if (known && JSON.stringify(known.files) !== JSON.stringify(files))
      throw failure('Conflict', 'fileChanged')
    const path = known?.rejects?.path ?? input.rejects ?? rejectsBeside(input.files[0] ?? '', ctx.conn.file)
    return new Import(ctx, input, preparing, readers, {
      input,
      files,
      phase: known?.phase ?? 'rows',
      file: known?.file ?? 0,
      line: known?.line ?? 0,
      counts: known?.counts ?? { read: 0, created: 0, updated: 0, skipped: 0, rejected: 0 },
      perFile: known?.perFile ?? readers.map(() => 0),
      related: known?.related ?? {},
      reasons: known?.reasons ?? {},
      pending: known?.pending ?? false,
      rejects: known?.rejects ?? { path, count: 0, bytes: 0 },
    })
  }

  private constructor(
    ctx: JobCtx,
    input: ImportInput,
    preparing: Preparing,
    readers: readonly PreparedFile[],
    state: Checkpoint,
  ) {
    this.#ctx = ctx
    this.#input = input
    this.#preparing = preparing
    this.#readers = readers
    this.#state = state
    this.#companies = new Companies(ctx.conn)
    this.#externals = new Externals(
      ctx.conn,
      new Set([...externalNames, ...readers.flatMap((reader) => reader.externalIds)]),
    )
    this.#rejects = new Rejects(
      state.rejects.path,
      rejectColumns(readers.map(({ header }) => header)),
      state.rejects,
    )
    this.#sizes = readers.reduce((sum, { from }) => sum + from.size, 0)
    this.#writer = this.#writerFor(readers[state.file] ?? readers[0])
    if (state.line > 0 || state.file > 0)
      this.#resumedAt = { file: state.file, line: state.line, phase: state.phase }
    ctx.describe({ file: basename(input.files[0] ?? ''), files: input.files.length })
  }

  #writerFor(reader: PreparedFile | undefined): Writer | AboutWriter {
    if (this.#input.about) return new AboutWriter(this.#ctx, this.#input.about)
    const own = reader?.own ?? false
    // Our own records know who they are; all others are new unless a key says otherwise.
    const match = this.#input.match ?? (own ? ['id'] : [])
    const onMatch = this.#input.match === undefined && !own ? 'create' : this.#input.onMatch
    const writer = new Writer(this.#ctx.conn, this.#companies, this.#externals, {
      match,
      onMatch,
      own,
    })
    Object.assign(writer.related, this.#state.related)
    writer.pending = this.#state.pending
    return writer
  }

  async run(): Promise<ImportSummary> {
    try {
      if (this.#state.phase === 'rows')
        await this.#pass((reader, item, write) => this.#take(reader, item, write))
      if (this.#state.pending && !this.#input.dryRun) {
        if (this.#state.phase === 'rows') Object.assign(this.#state, { phase: 'links', file: 0, line: 0 })
        await this.#pass((_reader, item, write) => this.#link(item, write))
      }
      return this.#summary(this.#rejects.finish())
    } catch (error) {
      throw this.#endedEarly(error)
    } finally {
      await this.#preparing.close()
    }
  }

  /** What was committed, with the error. */
  #endedEarly(error: unknown): unknown {
    this.#rejects.cutTo(this.#state.rejects)
    const rejectsFile = this.#rejects.finish()
    if (!(error instanceof AppError)) return error
    const operation = this.#ctx.operation()
    const truth = {
      ...this.#state.counts,
      ...(operation && { operation }),
      ...(rejectsFile && { rejectsFile }),
    }
    return new AppError({ ...error.record, params: { ...error.record.params, ...truth } }, { cause: error })
  }

  /** All records of all files, from where the last run stopped. */
  async #pass(work: (reader: PreparedFile, item: Item, write: Write | undefined) => void): Promise<void> {
    const start = this.#resumedAt?.phase === this.#state.phase ? this.#resumedAt : undefined
    for (const [index, reader] of this.#readers.entries()) {
      if (start && index < start.file) continue
      this.#state.file = index
      this.#writer = this.#writerFor(reader)
      if (start?.file !== index) this.#state.line = 0
      const reading = reader.read(start?.file === index ? start.line : 0)
      for (let batch = await reading.next(); batch; batch = await reading.next()) {
        await this.#chunks(reader, reading, batch, work)
      }
    }
  }

  /** Works a batch off, and with it those that are ready by then: a chunk lasts as long as nobody waits. */
  async #chunks(
    reader: PreparedFile,
    reading: Reading,
    first: Batch,
    work: (reader: PreparedFile, item: Item, write: Write | undefined) => void,
  ): Promise<void> {
    let batch: Batch | undefined = first
    let next = 0
    const step = (write: Write | undefined): void => {
      const begun = performance.now()
      write?.defer()
      do {
        const item = batch?.items[next++]
        if (item) {
          work(reader, item, write)
          this.#state.line = item.line
        }
        while (batch && next >= batch.items.length) {
          this.#bytes += batch.bytes
          batch = reading.ready()
          next = 0
        }
      } while (batch && (next % LOOK_EVERY !== 0 || !this.#ctx.isLate(begun)))
      this.#mark()
    }
    while (batch) {
      stopIfAsked(this.#ctx)
      const before = structuredClone(this.#state)
      if (this.#input.dryRun) {
        step(undefined)
        await new Promise((resolve) => setImmediate(resolve))
      } else {
        this.#noticeOthers()
        try {
          await this.#ctx.chunk(step, this.#state)
        } catch (error) {
          Object.assign(this.#state, before)
          throw error
        }
        this.#seq = lastSeq(this.#ctx.conn)
      }
      this.#report()
    }
  }

  /** What we remember of the database may be wrong once others have written. */
  #noticeOthers(): void {
    if (lastSeq(this.#ctx.conn) === this.#seq) return
    this.#companies.forget()
    this.#externals.forget()
    if (this.#writer instanceof AboutWriter) this.#writer.forget()
  }

  #mark(): void {
    const { path, count } = this.#state.rejects
    if (this.#rejects.count !== count) this.#state.rejects = { path, ...this.#rejects.mark() }
    this.#state.related = { ...this.#writer.related }
    this.#state.pending = this.#writer.pending
  }

  #take(reader: PreparedFile, item: Item, write: Write | undefined): void {
    const { counts, perFile, file } = this.#state
    counts.read++
    perFile[file] = (perFile[file] ?? 0) + 1
    const applied = isRejected(item) ? { refused: item.reason } : this.#writer.apply(write, item)
    if (typeof applied === 'string') {
      counts[applied]++
      return
    }
    counts.rejected++
    const [reason = ''] = applied.refused.split(' ')
    this.#state.reasons = { ...this.#state.reasons, [reason]: (this.#state.reasons[reason] ?? 0) + 1 }
    if (this.#input.dryRun) return
    const refused = isRejected(item)
      ? item
      : { line: item.line, raw: '', ...item.source, reason: applied.refused }
    this.#rejects.add(refused, reader.header)
  }

  #link(item: Item, write: Write | undefined): void {
    if (write && !isRejected(item) && this.#writer instanceof Writer) this.#writer.link(write, item)
  }

  #report(): void {
    const share = this.#bytes / Math.max(1, this.#sizes)
    const { read } = this.#state.counts
    const total = share >= 1 ? read : Math.max(read, Math.round(read / Math.max(share, 0.0001)))
    this.#ctx.progress({ done: read, total, step: this.#state.phase === 'rows' ? 'import' : 'links' })
  }

  #summary(rejectsFile: string | null): ImportSummary {
    const { counts, perFile, related, reasons } = this.#state
    const files = this.#readers.map((reader, index) => ({
      file: reader.from.file,
      source: reader.source,
      encoding: reader.encoding,
      entity: reader.entity,
      mapping: [...reader.mapping],
      unmapped: [...reader.unmapped],
      read: perFile[index] ?? 0,
    }))
    const first = files.find(({ file }) => file === this.#input.files[0])
    if (!first) throw failure('Invalid', 'noFile')
    const { source, encoding, entity, mapping, unmapped } = first
    return {
      source,
      encoding,
      entity,
      ...counts,
      reasons,
      rejectsFile,
      operation: this.#ctx.operation(),
      mapping,
      unmapped,
      related,
      files,
    }
  }
}
