/**
 * The export job: the rows of a list into one file, complete or not there at all. Runs on a reading thread, page by page,
 * so that no read transaction grows old.
 */
import type { JobCtx } from '../../core/context.ts'
import { fieldsOf } from '../../core/customFields.ts'
import { refuseOwnFiles } from '../../core/ownFiles.ts'
import { readRows } from '../../core/read.ts'
import { savedView } from '../../core/savedView.ts'
import { targetRows } from '../../core/target.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { localTime } from '../../shared/dates/format.ts'
import type { Entity, Field } from '../../shared/entity.ts'
import { failure, invalid } from '../../shared/errors.ts'
import { currencyDecimals } from '../../shared/numbers/currencies.ts'
import { toDecimal } from '../../shared/numbers/money.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'
import { wordOf } from '../../templates/words.ts'
import { cellOf } from '../../transfer/cells.ts'
import { type CsvCell, formatCsvRow } from '../../transfer/csvWriter.ts'
import { writeVcard } from '../../transfer/vcardWriter.ts'
import { WholeFile } from '../../transfer/wholeFile.ts'
import { MAX_XLSX_ROWS, type XlsxCell, XlsxWriter } from '../../transfer/xlsx.ts'
import { cardOf } from './cardOf.ts'
import { stopIfAsked } from './import.ts'
import { labelOf } from './labels.ts'
import { isJoined, ownFields, referenceName } from './ownTable.ts'
import { sceneOf } from './scene.ts'

type ExportInput = Parsed<'transfer.export'>

const PAGE = 500

/** One column of the file. */
interface Column {
  readonly header: string
  cell(record: WireRecord): CsvCell
  /** The same for JSON, which needs no text form. */
  value(record: WireRecord): unknown
  /** The same for a workbook. */
  typed(record: WireRecord): XlsxCell
}

export async function runExport(ctx: JobCtx, input: ExportInput): Promise<Output<'transfer.export'>> {
  const entity = entityNamed(input.entity)
  if (!entity.listed) throw failure('Denied', 'notExportable', { entity: entity.name })
  if (input.format === 'vcf' && entity.name !== 'contact' && entity.name !== 'company')
    throw invalid('format', 'choice', { entity: entity.name })
  refuseOwnFiles(ctx.conn.file, input.out)
  const rowIds = rowsOf(ctx, entity, input)
  if (input.format === 'xlsx' && rowIds.length >= MAX_XLSX_ROWS)
    throw failure('Invalid', 'tooManyForExcel', { n: rowIds.length, max: MAX_XLSX_ROWS - 1 })
  const file = new WholeFile(input.out)
  try {
    const format = formatOf(ctx, entity, input, file)
    let rows = 0
    for (let at = 0; at < rowIds.length; at += PAGE) {
      await new Promise((resolve) => setImmediate(resolve))
      stopIfAsked(ctx)
      for (const record of readRows(ctx.conn, entity, rowIds.subarray(at, at + PAGE)))
        format.record(record, rows++)
      ctx.progress({ done: Math.min(at + PAGE, rowIds.length), total: rowIds.length, step: 'export' })
    }
    format.end()
    return { file: input.out, rows, bytes: file.finish() }
  } catch (error) {
    file.abandon()
    throw error
  }
}

/** The rows asked for, in order: those of an open list, or of a filter, a view and a sort. */
function rowsOf(ctx: JobCtx, entity: Entity, input: ExportInput): Int32Array {
  if (input.target) return targetRows(ctx, entity, input.target)
  const view = input.view === undefined ? {} : savedView(ctx, entity.name, input.view)
  const filter =
    view.filter && input.filter ? { and: [view.filter, input.filter] } : (input.filter ?? view.filter)
  const sort = input.sort ?? view.sort
  return ctx.lookups.list(ctx, {
    entity: entity.name,
    limit: Number.MAX_SAFE_INTEGER,
    offset: 0,
    count: false,
    ...(filter && { filter }),
    ...(sort && { sort }),
  }).rowIds
}

interface Format {
  record(record: WireRecord, index: number): void
  end(): void
}

/** Begins the file in its format. */
function formatOf(ctx: JobCtx, entity: Entity, input: ExportInput, file: WholeFile): Format {
  if (input.format === 'vcf') {
    const fields = fieldsOf(ctx.conn, entity)
    return {
      record: (record) => file.write(writeVcard(cardOf(ctx.conn, record, fields), input.vcard)),
      end: () => undefined,
    }
  }
  const columns = columnsOf(ctx, entity, input)
  const header = columns.map((column) => column.header)
  if (input.format === 'xlsx') {
    const lang = input.lang ?? languageOf(ctx.lang)
    const sheet = new XlsxWriter(file, {
      name: wordOf(lang, `${entity.name}.many`) ?? entity.name,
      header,
      rightToLeft: lang === 'fa',
    })
    return {
      record: (record) => sheet.row(columns.map(({ typed }) => typed(record))),
      end: () => sheet.end(),
    }
  }
  if (input.format === 'json') {
    file.write('[')
    return {
      record: (record, index) =>
        file.write(
          `${index === 0 ? '\n' : ',\n'}${JSON.stringify(Object.fromEntries(columns.map(({ header, value }) => [header, value(record)])))}`,
        ),
      end: () => file.write('\n]\n'),
    }
  }
  file.write(`\ufeff${formatCsvRow(header)}`)
  return {
    record: (record) => file.write(formatCsvRow(columns.map(({ cell }) => cell(record)))),
    end: () => undefined,
  }
}

/** A value as a workbook keeps it: numbers to reckon with, days, the reader's clock. */
function typedCell(field: Field, value: unknown, timeZone: string): XlsxCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (field.kind === 'date' && typeof value === 'string') return { day: value }
  if (field.kind === 'instant' && typeof value === 'string') {
    const { iso, hour, minute } = localTime(Date.parse(value), timeZone)
    return { at: `${iso}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
  }
  if (field.kind === 'money' && typeof value === 'object' && 'minor' in value && 'currency' in value) {
    const { minor, currency } = value
    if (typeof minor === 'number' && typeof currency === 'string')
      return { amount: Number(toDecimal(minor, currency)), currency, places: currencyDecimals(currency) }
  }
  return cellOf(field, value)
}

/** The columns asked for, or all; a reference is followed by the name it goes by. @throws AppError Invalid */
function columnsOf(ctx: JobCtx, entity: Entity, input: ExportInput): Column[] {
  const fields = ownFields(sceneOf(ctx), entity)
  const lang = input.lang ?? languageOf(ctx.lang)
  const header = (field: Field): string =>
    input.headers === 'labels' ? labelOf(entity, field, lang) : field.name
  const plain = (name: string): Column => ({
    header: name,
    cell: (record) => (typeof record[name] === 'string' ? record[name] : undefined),
    value: (record) => record[name] ?? null,
    typed: (record) => (typeof record[name] === 'string' ? record[name] : null),
  })
  const fieldColumn = (field: Field, name: string): Column => ({
    header: name,
    cell: (record) => cellOf(field, record[field.name]),
    value: (record) => record[field.name] ?? null,
    typed: (record) => typedCell(field, record[field.name], ctx.timeZone),
  })
  const nameColumn = (field: Field, name: string): Column => ({
    header: name,
    cell: (record) => refName(record, field),
    value: (record) => refName(record, field) ?? null,
    typed: (record) => refName(record, field),
  })
  if (!input.fields) {
    const all = fields.flatMap((field) =>
      isJoined(field)
        ? [
            fieldColumn(field, field.name),
            nameColumn(field, input.headers === 'labels' ? header(field) : referenceName(field)),
          ]
        : [fieldColumn(field, header(field))],
    )
    return unique([plain('id'), ...all])
  }
  const columns = input.fields.map((name) => {
    if (name === 'id' || name === 'displayName' || name === 'updatedAt') return plain(name)
    const field = fields.find((known) => known.name === name || known.label === name)
    if (field) return fieldColumn(field, isJoined(field) ? field.name : header(field))
    const reference = fields.find(
      (known) => known.kind === 'ref' && referenceName(known) === name.replace(/\.name$/, ''),
    )
    if (reference) return nameColumn(reference, input.headers === 'labels' ? header(reference) : name)
    throw invalid(name, 'unknown', { entity: entity.name })
  })
  return unique(columns)
}

/** Labels may be alike; headers must not. */
function unique(columns: Column[]): Column[] {
  const taken = new Map<string, number>()
  return columns.map((column) => {
    const seen = (taken.get(column.header) ?? 0) + 1
    taken.set(column.header, seen)
    return seen === 1 ? column : { ...column, header: `${column.header} ${seen}` }
  })
}

function refName(record: WireRecord, field: Field): string | undefined {
  const { refs } = record
  const name: unknown = typeof refs === 'object' && refs !== null ? Reflect.get(refs, field.name) : undefined
  return typeof name === 'string' ? name : undefined
}

const languageOf = (lang: string): 'en' | 'th' | 'fa' => (lang === 'th' || lang === 'fa' ? lang : 'en')
