/** The archive written: description, tables, cards, calendar, files. Complete under its name or not there at all. */
import { existsSync } from 'node:fs'
import { attachmentPath, readAttachment } from '../../core/attachments.ts'
import type { JobCtx } from '../../core/context.ts'
import { customFieldsOf, fieldsOf } from '../../core/customFields.ts'
import { countKept, type KeptRow, keptEntities, keptFields, keptId, keptRows } from '../../core/everything.ts'
import { refuseOwnFiles } from '../../core/ownFiles.ts'
import { readRows } from '../../core/read.ts'
import { visibleName } from '../../core/visible.ts'
import type { Output } from '../../shared/contract.ts'
import { customKey, type Entity, type Field } from '../../shared/entity.ts'
import { failure } from '../../shared/errors.ts'
import { EVERYTHING_FORM, type EverythingSchema } from '../../shared/everything.ts'
import type { DbValue } from '../../shared/fields.ts'
import { idToText } from '../../shared/id.ts'
import en from '../../shared/messages/everything.en.json' with { type: 'json' }
import fa from '../../shared/messages/everything.fa.json' with { type: 'json' }
import th from '../../shared/messages/everything.th.json' with { type: 'json' }
import { entityNamed } from '../../shared/registry.ts'
import { labelOf, wordOf } from '../../templates/words.ts'
import { type CsvCell, formatCsvRow } from '../../transfer/csvWriter.ts'
import { exactCell, exactColumn, isReadable, readableCell } from '../../transfer/exactCells.ts'
import { WholeFile } from '../../transfer/wholeFile.ts'
import { ZipWriter } from '../../transfer/zip.ts'
import type { Parts } from './parts.ts'

const PAGE = 500
const languages = ['en', 'th', 'fa'] as const

interface Column {
  readonly name: string
  cell(row: KeptRow): CsvCell
}

export async function exportEverything(
  ctx: JobCtx,
  out: string,
  parts: Parts,
): Promise<Output<'everything.export'>> {
  refuseOwnFiles(ctx.conn.file, out)
  const file = new WholeFile(out)
  try {
    const result = await new Archive(ctx, new ZipWriter(file), parts).write()
    return { file: out, ...result, bytes: file.finish() }
  } catch (error) {
    file.abandon()
    throw error
  }
}

class Archive {
  readonly #ctx: JobCtx
  readonly #zip: ZipWriter
  readonly #parts: Parts
  readonly #files = new Map<string, string>()
  readonly #records: Record<string, number> = {}
  #done = 0
  #total = 0

  constructor(ctx: JobCtx, zip: ZipWriter, parts: Parts) {
    this.#ctx = ctx
    this.#zip = zip
    this.#parts = parts
  }

  async write(): Promise<{ records: Record<string, number>; attachments: number; missing: number }> {
    const { conn } = this.#ctx
    const entities = keptEntities()
    for (const entity of entities) this.#total += countKept(conn, entity)
    this.#zip.begin('README.txt')
    this.#zip.write([en, th, fa].map((words) => words['everything.readme']).join('\n\n'))
    for (const entity of entities) await this.#table(entity)
    for (const name of ['contact', 'company']) await this.#cards(entityNamed(name))
    this.#zip.begin('calendar.ics')
    this.#zip.write(await this.#parts.calendar(this.#ctx))
    const missing = await this.#attachments()
    // Last, as only now it is known how much there is; readers go by the directory.
    this.#zip.begin('schema.json')
    this.#zip.write(`${JSON.stringify(this.#schema(entities, this.#files.size - missing), null, 2)}\n`)
    this.#zip.end()
    return { records: this.#records, attachments: this.#files.size - missing, missing }
  }

  async #pause(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    if (this.#ctx.signal.aborted) throw failure('Cancelled', 'byUser')
    this.#ctx.progress({ done: this.#done, total: this.#total, step: 'everything' })
  }

  async #table(entity: Entity): Promise<void> {
    const columns = this.#columns(entity)
    const texts = entity.fields.filter(({ searchOnly }) => searchOnly)
    this.#zip.begin(`data/${entity.name}.csv`)
    this.#zip.write(`\ufeff${formatCsvRow(columns.map(({ name }) => name))}`)
    const withText: number[] = []
    let count = 0
    for (let after = 0; ; ) {
      await this.#pause()
      const rows = keptRows(this.#ctx.conn, entity, after, PAGE)
      for (const row of rows) {
        this.#zip.write(formatCsvRow(columns.map(({ cell }) => cell(row))))
        if (texts.some(({ name }) => typeof row[name] === 'string')) withText.push(row.rowId)
      }
      count += rows.length
      this.#done += rows.length
      const last = rows.at(-1)
      if (!last) break
      after = last.rowId
    }
    this.#records[entity.name] = count
    for (const rowId of withText) {
      const [row] = keptRows(this.#ctx.conn, entity, rowId - 1, 1)
      if (row) for (const { name } of texts) this.#text(entity, row, name)
    }
  }

  /** Too long for a cell. */
  #text(entity: Entity, row: KeptRow, name: string): void {
    const text = row[name]
    if (typeof text !== 'string') return
    this.#zip.begin(`text/${entity.name}/${idToText(row.id)}.${name}.txt`)
    this.#zip.write(text)
  }

  #columns(entity: Entity): Column[] {
    const columns: Column[] = [
      { name: 'id', cell: ({ id }) => idToText(id) },
      {
        name: 'displayName',
        cell: ({ displayName }) => (typeof displayName === 'string' ? displayName : undefined),
      },
    ]
    for (const field of keptFields(entity)) {
      if (field.searchOnly) continue
      const { name } = field
      if (field.kind === 'ref') {
        const to = field.to ?? entity.name
        columns.push({ name, cell: (row) => this.#reference(to, row[name]) })
        continue
      }
      if (isReadable(field)) columns.push({ name, cell: (row) => readableCell(field, plain(row[name])) })
      columns.push({
        name: exactColumn(field),
        cell: (row) => exactCell(field, this.#noted(field, plain(row[name]))),
      })
    }
    const taken = new Set(columns.map(({ name }) => name))
    for (const field of customFieldsOf(this.#ctx.conn, entity)) {
      let name = field.label ?? field.name
      while (taken.has(name)) name = `${name} *`
      taken.add(name)
      columns.push({ name, cell: (row) => readableCell(field, this.#noted(field, customOf(row, field))) })
    }
    if (entity.custom) columns.push({ name: 'custom.json', cell: ({ custom }) => plain(custom) })
    return columns
  }

  #reference(to: string, rowId: unknown): string | undefined {
    return typeof rowId === 'number' ? keptId(this.#ctx.conn, to, rowId) : undefined
  }

  /** Files met on the way are to come along. */
  #noted(field: Field, stored: DbValue): DbValue {
    if (field.kind !== 'file' || typeof stored !== 'string') return stored
    const file: unknown = JSON.parse(stored)
    if (typeof file === 'object' && file !== null && 'sha256' in file && typeof file.sha256 === 'string')
      this.#files.set(file.sha256, 'mime' in file && typeof file.mime === 'string' ? file.mime : '')
    return stored
  }

  async #cards(entity: Entity): Promise<void> {
    const { conn } = this.#ctx
    const fields = fieldsOf(conn, entity)
    this.#zip.begin(entity.name === 'contact' ? 'contacts.vcf' : 'companies.vcf')
    const next = conn
      .prepare(`SELECT rowId FROM ${visibleName(entity)} WHERE rowId > ? ORDER BY rowId LIMIT ${PAGE}`)
      .pluck()
    for (let after = 0; ; ) {
      await this.#pause()
      const rowIds = next.all(after).filter((rowId) => typeof rowId === 'number')
      for (const record of readRows(conn, entity, rowIds, fields))
        this.#zip.write(this.#parts.card(conn, record, fields))
      const last = rowIds.at(-1)
      if (last === undefined) return
      after = last
    }
  }

  async #attachments(): Promise<number> {
    let missing = 0
    for (const [sha256, mime] of this.#files) {
      await this.#pause()
      if (!existsSync(attachmentPath(this.#ctx.conn.file, sha256))) {
        missing++
        continue
      }
      this.#zip.begin(`attachments/${sha256}`, /zip|officedocument|image|video|audio|pdf/.test(mime))
      this.#zip.write(readAttachment(this.#ctx.conn.file, sha256))
    }
    return missing
  }

  #schema(entities: readonly Entity[], attachments: number): EverythingSchema {
    return {
      form: EVERYTHING_FORM,
      program: 'Samphan',
      exportedAt: new Date(this.#ctx.now()).toISOString(),
      user: this.#ctx.actor.id,
      entities: entities.map((entity) => ({
        name: entity.name,
        file: `data/${entity.name}.csv`,
        rows: this.#records[entity.name] ?? 0,
        label: inAll((language) => wordOf(language, `${entity.name}.many`) ?? entity.name),
        fields: [...keptFields(entity), ...customFieldsOf(this.#ctx.conn, entity)].map((field) => ({
          name: field.name,
          column: field.label ?? exactColumn(field),
          kind: field.kind,
          ...(field.to && { to: field.to }),
          ...(field.options && { options: [...field.options] }),
          label: inAll((language) => labelOf(language, entity.name, field)),
        })),
      })),
      attachments,
    }
  }
}

const inAll = (word: (language: (typeof languages)[number]) => string): Record<string, string> =>
  Object.fromEntries(languages.map((language) => [language, word(language)]))

const plain = (value: DbValue | Uint8Array | undefined): DbValue =>
  value === undefined || value instanceof Uint8Array ? null : value

function customOf(row: KeptRow, field: Field): DbValue {
  if (typeof row.custom !== 'string') return null
  const values: unknown = JSON.parse(row.custom)
  const value: unknown =
    typeof values === 'object' && values !== null ? Reflect.get(values, customKey(field.name)) : null
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
