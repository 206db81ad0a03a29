/** A report as a file: CSV, workbook or JSON, complete or not there at all; and as a document for paper. */
import type { JobCtx } from '../../core/context.ts'
import { refuseOwnFiles } from '../../core/ownFiles.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { formatInstant, localTime } from '../../shared/dates/format.ts'
import { failure } from '../../shared/errors.ts'
import { pageOf } from '../../shared/printing.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import type { CellKind, ReportCell, ReportResult } from '../../shared/reports.ts'
import { bdi } from '../../templates/html.ts'
import { type CsvCell, formatCsvRow } from '../../transfer/csvWriter.ts'
import { WholeFile } from '../../transfer/wholeFile.ts'
import { MAX_XLSX_ROWS, type XlsxCell, XlsxWriter } from '../../transfer/xlsx.ts'
import { cellText } from './about.ts'
import { runReport, SHOWN } from './run.ts'
import { word } from './words.ts'

const pad = (n: number): string => String(n).padStart(2, '0')

function wallClock(reader: Reader, at: number): string {
  const { iso, hour, minute } = localTime(at, reader.timeZone)
  return `${iso}T${pad(hour)}:${pad(minute)}`
}

function csvCell(reader: Reader, kind: CellKind, { value, text }: ReportCell): CsvCell {
  if (kind === 'instant' && typeof value === 'number') return wallClock(reader, value)
  if (kind === 'money' && value !== null) return value
  return text ?? value
}

function xlsxCell(reader: Reader, kind: CellKind, { value, text }: ReportCell): XlsxCell {
  if (text !== undefined && (kind !== 'money' || value === null)) return text
  if (typeof value !== 'number') return value
  if (kind === 'instant') return { at: wallClock(reader, value) }
  return kind === 'share' ? { share: value } : value
}

export async function exportReport(
  ctx: JobCtx,
  input: Parsed<'report.export'>,
): Promise<Output<'report.export'>> {
  refuseOwnFiles(ctx.conn.file, input.out)
  const limit = input.format === 'xlsx' ? MAX_XLSX_ROWS - 2 : 5_000_000
  const result = runReport(ctx, input, limit)
  if (result.cut) {
    const { length } = result.rows
    const isForExcel = input.format === 'xlsx' && length >= limit
    throw failure('Invalid', isForExcel ? 'reportTooLongForExcel' : 'reportTooFine', { max: length })
  }
  // Between the query and the file is where one can still think better of it.
  if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
  const file = new WholeFile(input.out)
  try {
    if (input.format === 'json') file.write(`${JSON.stringify(asJson(result), null, 2)}\n`)
    else if (input.format === 'csv') writeCsv(file, result, input.reader)
    else writeXlsx(file, result, input.reader)
    return { file: input.out, rows: result.rows.length, bytes: file.finish() }
  } catch (error) {
    file.abandon()
    throw error
  }
}

/** Rows as objects, by column, for programs. */
function asJson({ columns, rows, totals, chart: _, ...about }: ReportResult): unknown {
  const object = (cells: readonly ReportCell[]): Record<string, unknown> =>
    Object.fromEntries(columns.map(({ id }, at) => [id, cells[at]?.value ?? null]))
  return {
    ...about,
    columns,
    rows: rows.map(({ cells, subtotal }) => ({
      ...object(cells),
      ...(subtotal !== undefined && { subtotal }),
    })),
    totals: totals && object(totals),
  }
}

function writeCsv(file: WholeFile, { columns, rows, totals }: ReportResult, reader: Reader): void {
  const line = (cells: readonly ReportCell[]): string =>
    formatCsvRow(columns.map(({ kind }, at) => csvCell(reader, kind, cells[at] ?? { value: null })))
  file.write(`\ufeff${formatCsvRow(columns.map(({ label }) => label))}`)
  for (const { cells } of rows) file.write(line(cells))
  if (totals) file.write(line(totals))
}

function writeXlsx(file: WholeFile, { title, columns, rows, totals }: ReportResult, reader: Reader): void {
  const sheet = new XlsxWriter(file, {
    name: title,
    header: columns.map(({ label }) => label),
    rightToLeft: reader.language === 'fa',
  })
  const line = (cells: readonly ReportCell[]): XlsxCell[] =>
    columns.map(({ kind }, at) => xlsxCell(reader, kind, cells[at] ?? { value: null }))
  for (const { cells } of rows) sheet.row(line(cells))
  if (totals) sheet.totals(line(totals))
  sheet.end()
}

const atEnd = (kind: CellKind): string =>
  kind === 'text' || kind === 'record' || kind === 'instant' ? '' : ' class="end"'

/** Header with question, parameters and time; table with totals; page numbers at the foot. */
export async function composeReport(
  ctx: JobCtx,
  input: Parsed<'report.compose'>,
): Promise<Output<'report.compose'>> {
  const { reader } = input
  const result = runReport(ctx, input)
  if (result.cut) throw failure('Invalid', 'reportTooLong', { max: SHOWN })
  const { columns, rows, totals, title, question, about, notes } = result
  const when = formatInstant(Date.parse(result.asOf), datesOf(reader))
  const head = `<header class="doc-head"><h1>${bdi(title)}</h1><p>${bdi(question)}</p><p>${[about, when]
    .filter((text) => text !== '')
    .map(bdi)
    .join(' · ')}</p></header>`
  const line = (cells: readonly ReportCell[], mark = (html: string): string => html): string =>
    `<tr>${columns.map(({ kind }, at) => `<td${atEnd(kind)}>${mark(bdi(cellText(reader, kind, cells[at] ?? { value: null })))}</td>`).join('')}</tr>`
  const heads = columns.map(({ kind, label }) => `<th scope="col"${atEnd(kind)}>${bdi(label)}</th>`).join('')
  const strong = (html: string): string => `<b>${html}</b>`
  const body = rows
    .map(({ cells, subtotal }) => (subtotal === undefined ? line(cells) : line(cells, strong)))
    .join('')
  const sum = totals ? line(totals, strong) : ''
  const foot = notes.map((note) => `<p>${bdi(note)}</p>`).join('')
  const html = `${head}<table class="sheet"><thead><tr>${heads}</tr></thead><tfoot><tr><td class="foot-room"></td></tr></tfoot><tbody>${body}${sum}</tbody></table>${foot}`
  return {
    document: {
      title,
      lang: reader.language,
      html,
      page: pageOf(input.page),
      footer: { text: word(reader.language, 'print.footer'), digits: reader.digits },
    },
    rows: rows.length,
  }
}
