/**
 * The archive read into a database that holds nothing: each table in turn, what is referred to first; references to what
 * came later are filled in at the end. One operation, in chunks.
 */
import { saveAttachment } from '../../core/attachments.ts'
import type { JobCtx } from '../../core/context.ts'
import { becomeUser, isEmptyDatabase, keptEntities, keptFields, rowOfId } from '../../core/everything.ts'
import type { MutableColumns } from '../../core/rowWriter.ts'
import { recomputeTickets } from '../../core/tickets/recompute.ts'
import type { Write } from '../../core/write.ts'
import type { Output } from '../../shared/contract.ts'
import { customName, type Entity, type Field } from '../../shared/entity.ts'
import { AppError, failure } from '../../shared/errors.ts'
import { EVERYTHING_FORM, type EverythingSchema, everythingSchema } from '../../shared/everything.ts'
import { isIdText, textToId } from '../../shared/id.ts'
import { setting } from '../../shared/settings.ts'
import { createCsvParser } from '../../transfer/csvParser.ts'
import { exactColumn, storedOf } from '../../transfer/exactCells.ts'
import { ZipReader } from '../../transfer/zip.ts'

const MAX_SCHEMA = 16_000_000
const MAX_TEXT = 64_000_000
const MAX_FILE = 100 * 1024 * 1024

interface Late {
  readonly entity: Entity
  readonly rowId: number
  readonly field: Field
  readonly id: string
}

export async function importEverything(ctx: JobCtx, path: string): Promise<Output<'everything.import'>> {
  const zip = new ZipReader(path)
  try {
    const schema = await schemaOf(zip, path)
    if (!isEmptyDatabase(ctx.conn)) throw failure('Conflict', 'notEmpty', { file: ctx.conn.file })
    return await new Return(ctx, zip, schema, path).run()
  } finally {
    zip.close()
  }
}

async function schemaOf(zip: ZipReader, file: string): Promise<EverythingSchema> {
  if (!zip.has('schema.json')) throw failure('Invalid', 'notEverything', { file })
  let parsed: unknown
  try {
    parsed = JSON.parse((await zip.whole('schema.json', MAX_SCHEMA)).toString('utf8'))
  } catch (error) {
    if (error instanceof AppError) throw error
    throw failure('Invalid', 'notEverything', { file }, error)
  }
  const schema = everythingSchema.safeParse(parsed)
  if (!schema.success) throw failure('Invalid', 'notEverything', { file })
  if (schema.data.form > EVERYTHING_FORM) throw failure('Unavailable', 'newerArchive', { file })
  return schema.data
}

class Return {
  readonly #ctx: JobCtx
  readonly #zip: ZipReader
  readonly #schema: EverythingSchema
  readonly #records: Record<string, number> = {}
  readonly #late: Late[] = []
  readonly #path: string
  #lost = 0
  #done = 0

  constructor(ctx: JobCtx, zip: ZipReader, schema: EverythingSchema, path: string) {
    this.#ctx = ctx
    this.#zip = zip
    this.#schema = schema
    this.#path = path
    ctx.describe({ file: path.replace(/^.*[\\/]/, '') })
  }

  async run(): Promise<Output<'everything.import'>> {
    const attachments = await this.#attachments()
    await this.#ctx.chunk((write) => {
      becomeUser(write.conn, this.#ctx.actor.rowId, this.#schema.user)
      const kept = write.conn.prepare('SELECT rowId FROM visibleSetting').pluck().all()
      // What the new file was set up with gives way to what comes.
      for (const rowId of kept)
        if (typeof rowId === 'number') write.set(setting, rowId, { deletedAt: write.at })
    })
    for (const entity of keptEntities()) await this.#table(entity)
    await this.#fillIn()
    // Tickets came before what is promised about them.
    if (this.#records.ticket) await recomputeTickets(this.#ctx, true)
    return { operation: this.#ctx.operation(), records: this.#records, attachments, lost: this.#lost }
  }

  /** Files first: a record never names one that is not there. */
  async #attachments(): Promise<number> {
    let count = 0
    for (const name of this.#zip.names()) {
      const sha256 = /^attachments\/([0-9a-f]{64})$/.exec(name)?.[1]
      if (sha256 === undefined) continue
      if (this.#ctx.signal.aborted) throw failure('Cancelled', 'byUser')
      const saved = saveAttachment(this.#ctx.conn.file, await this.#zip.whole(name, MAX_FILE), '')
      if (saved.sha256 !== sha256) throw failure('Corrupt', 'archive', { file: this.#path, entry: name })
      count++
    }
    return count
  }

  async #table(entity: Entity): Promise<void> {
    const name = `data/${entity.name}.csv`
    if (!this.#zip.has(name)) return
    const parser = createCsvParser(
      { delimiter: ',', quote: '"' },
      {
        onReject: ({ line }) => {
          throw failure('Corrupt', 'archive', { file: this.#path, entry: name, line })
        },
      },
    )
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let read: ((cells: readonly string[]) => Row) | undefined
    const take = async (rows: readonly { cells: string[] }[]): Promise<void> => {
      const [head, ...rest] = rows
      const body = read ? rows : rest
      read ??= head && this.#reader(entity, head.cells)
      if (read && body.length > 0)
        await this.#rows(
          entity,
          body.map(({ cells }) => cells),
          read,
        )
    }
    for await (const bytes of this.#zip.bytes(name))
      await take(parser.push(decoder.decode(bytes, { stream: true })))
    await take(parser.push(decoder.decode()))
    await take(parser.end())
  }

  /** Which cells are which fields. */
  #reader(entity: Entity, header: readonly string[]): (cells: readonly string[]) => Row {
    const at = new Map(header.map((name, index) => [index === 0 ? name.replace(/^\ufeff/, '') : name, index]))
    const fields = keptFields(entity).flatMap((field) => {
      const index = at.get(field.kind === 'ref' ? field.name : exactColumn(field))
      return index === undefined ? [] : [{ field, index }]
    })
    const idAt = at.get('id') ?? -1
    const customAt = entity.custom ? (at.get('custom.json') ?? -1) : -1
    return (cells) => {
      const id = cells[idAt] ?? ''
      if (!isIdText(id)) throw failure('Corrupt', 'archive', { file: this.#path, entry: entity.name })
      const columns: MutableColumns = {}
      const refs: { field: Field; id: string }[] = []
      for (const { field, index } of fields) {
        const cell = cells[index] ?? ''
        if (field.kind === 'ref') {
          columns[field.name] = null
          if (isIdText(cell)) refs.push({ field, id: cell })
          continue
        }
        const value = storedOf(field, cell)
        if (value === undefined)
          throw failure('Corrupt', 'archive', { file: this.#path, entry: entity.name, id })
        columns[field.name] = value
      }
      Object.assign(columns, customOf(cells[customAt] ?? ''))
      return { id, columns, refs }
    }
  }

  async #rows(
    entity: Entity,
    body: readonly string[][],
    read: (cells: readonly string[]) => Row,
  ): Promise<void> {
    const texts = await this.#texts(entity, body.length > 0)
    for (let at = 0; at < body.length; ) {
      at = await this.#ctx.chunk((write) => {
        const begun = performance.now()
        let next = at
        do {
          const cells = body[next++]
          if (cells) this.#put(write, entity, read(cells), texts)
        } while (next < body.length && !this.#ctx.isLate(begun))
        return next
      })
      const total = this.#schema.entities.reduce((sum, { rows }) => sum + rows, 0)
      this.#ctx.progress({ done: this.#done, total: Math.max(total, this.#done), step: 'everything' })
    }
  }

  readonly #textsOf = new Map<string, Map<string, Record<string, string>>>()
  /** Long texts that have files of their own, by record. */
  async #texts(entity: Entity, needed: boolean): Promise<Map<string, Record<string, string>>> {
    const known = this.#textsOf.get(entity.name)
    if (known || !needed) return known ?? new Map()
    const texts = new Map<string, Record<string, string>>()
    for (const { name: field } of entity.fields.filter(({ searchOnly }) => searchOnly))
      for (const name of this.#zip.names()) {
        const id =
          name.startsWith(`text/${entity.name}/`) && name.endsWith(`.${field}.txt`)
            ? name.slice(`text/${entity.name}/`.length, -`.${field}.txt`.length)
            : ''
        if (!isIdText(id)) continue
        texts.set(id, { ...texts.get(id), [field]: (await this.#zip.whole(name, MAX_TEXT)).toString('utf8') })
      }
    this.#textsOf.set(entity.name, texts)
    return texts
  }

  #put(
    write: Write,
    entity: Entity,
    { id, columns, refs }: Row,
    texts: Map<string, Record<string, string>>,
  ): void {
    Object.assign(columns, texts.get(id))
    const later: { field: Field; id: string }[] = []
    for (const ref of refs) {
      const to = ref.field.to ?? entity.name
      const rowId = ref.field.name === 'mergedInto' ? undefined : this.#rowOf(to, ref.id)
      if (rowId === undefined) later.push(ref)
      else columns[ref.field.name] = rowId
    }
    const known = this.#known(entity, id)
    let rowId = known
    if (rowId === undefined) rowId = write.insert(entity, columns, textToId(id))
    else write.set(entity, rowId, { ...columns, deletedAt: null })
    for (const ref of later) this.#late.push({ entity, rowId, ...ref })
    this.#records[entity.name] = (this.#records[entity.name] ?? 0) + 1
    this.#done++
  }

  /** Only these can be there before they come. */
  #known(entity: Entity, id: string): number | undefined {
    return entity.name === 'user' || entity.name === 'setting' ? this.#rowOf(entity.name, id) : undefined
  }

  #rowOf(to: string, id: string): number | undefined {
    const entity = this.#entities.get(to)
    return entity && rowOfId(this.#ctx.conn, entity, id)
  }

  readonly #entities = new Map(keptEntities().map((entity) => [entity.name, entity]))

  async #fillIn(): Promise<void> {
    for (let at = 0; at < this.#late.length; )
      at = await this.#ctx.chunk((write) => {
        const begun = performance.now()
        let next = at
        do {
          const late = this.#late[next++]
          const rowId = late && this.#rowOf(late.field.to ?? late.entity.name, late.id)
          if (late && rowId !== undefined) write.set(late.entity, late.rowId, { [late.field.name]: rowId })
          else this.#lost++
        } while (next < this.#late.length && !this.#ctx.isLate(begun))
        return next
      })
  }
}

interface Row {
  readonly id: string
  readonly columns: MutableColumns
  readonly refs: readonly { readonly field: Field; readonly id: string }[]
}

function customOf(cell: string): MutableColumns {
  const columns: MutableColumns = {}
  if (cell === '') return columns
  const values: unknown = JSON.parse(cell)
  if (typeof values !== 'object' || values === null) return columns
  for (const [uuid, value] of Object.entries(values))
    if (typeof value === 'string' || typeof value === 'number') columns[customName(uuid)] = value
  return columns
}
