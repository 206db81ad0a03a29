/**
 * Excel workbooks of one sheet, written in a stream: numbers are numbers, days are days, the header stays in sight, a last
 * row may hold totals. Text is text: nothing in it is ever run as a formula.
 * Must never: hold a table whole.
 */
import { failure } from '../shared/errors.ts'
import type { WholeFile } from './wholeFile.ts'
import { ZipWriter } from './zip.ts'

export type XlsxCell =
  | string
  | number
  | boolean
  | null
  | undefined
  /** `YYYY-MM-DD` */
  | { readonly day: string }
  /** `YYYY-MM-DDTHH:MM`, on the reader's clock. */
  | { readonly at: string }
  | { readonly amount: number; readonly currency: string; readonly places: number }
  | { readonly share: number }

export interface XlsxSheet {
  readonly name: string
  readonly header: readonly string[]
  readonly rightToLeft: boolean
}

/** What a sheet can hold, its header included. */
export const MAX_XLSX_ROWS = 1_048_576
const MAX_TEXT = 32_767
const DAY_MS = 86_400_000
/** Excel counts days from here, and believes in a 29 February 1900. */
const EPOCH = Date.UTC(1899, 11, 30)
const FIRST_DAY = Date.UTC(1900, 2, 1)

const PLAIN = 0
const HEADER = 1
const DAY = 2
const AT = 3
const SHARE = 4
const TOTAL = 5
const FIRST_MONEY = 6

/** What XML cannot hold has a form of its own in a workbook. */
const unspeakable = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu

const escaped = (text: string): string =>
  text
    .slice(0, MAX_TEXT)
    .replace(/_x([0-9A-Fa-f]{4})_/g, '_x005F_x$1_')
    .replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
    .replace(unspeakable, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .toWellFormed()

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** Sheet names may not hold some signs, nor be long. */
const sheetName = (name: string): string =>
  name
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet1'

const columnName = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)

export class XlsxWriter {
  readonly #zip: ZipWriter
  readonly #file: WholeFile
  readonly #sheet: XlsxSheet
  readonly #money = new Map<string, number>()
  readonly #formats: string[] = []
  #rows = 0

  constructor(file: WholeFile, sheet: XlsxSheet) {
    this.#file = file
    this.#zip = new ZipWriter(file)
    this.#sheet = sheet
    this.#zip.begin('[Content_Types].xml')
    this.#zip.write(
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    )
    this.#zip.begin('_rels/.rels')
    this.#zip.write(
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    )
    this.#zip.begin('xl/workbook.xml')
    this.#zip.write(
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName(sheet.name)).replaceAll('"', '&quot;')}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    )
    this.#zip.begin('xl/_rels/workbook.xml.rels')
    this.#zip.write(
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    )
    this.#zip.begin('xl/worksheets/sheet1.xml')
    this.#zip.write(
      `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView ${sheet.rightToLeft ? 'rightToLeft="1" ' : ''}workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${Math.max(1, sheet.header.length)}" width="20" customWidth="1"/></cols><sheetData>`,
    )
    this.#write(sheet.header, HEADER)
  }

  /** @throws AppError Invalid when the sheet is full */
  row(cells: readonly XlsxCell[]): void {
    this.#write(cells, PLAIN)
  }

  totals(cells: readonly XlsxCell[]): void {
    this.#write(cells, TOTAL)
  }

  #write(cells: readonly XlsxCell[], style: number): void {
    if (++this.#rows > MAX_XLSX_ROWS)
      throw failure('Invalid', 'tooManyForExcel', { max: MAX_XLSX_ROWS - 1, file: this.#file.path })
    let text = `<row r="${this.#rows}">`
    for (const [index, cell] of cells.entries())
      text += this.#cell(`${columnName(index)}${this.#rows}`, cell, style)
    this.#zip.write(`${text}</row>`)
  }

  #cell(ref: string, cell: XlsxCell, style: number): string {
    if (cell === null || cell === undefined || cell === '') return ''
    const number = (value: number, as = style): string =>
      Number.isFinite(value) ? `<c r="${ref}" s="${as}"><v>${value}</v></c>` : ''
    if (typeof cell === 'number') return number(cell)
    if (typeof cell === 'boolean') return `<c r="${ref}" s="${style}" t="b"><v>${cell ? 1 : 0}</v></c>`
    if (typeof cell === 'string') return this.#text(ref, cell, style)
    if ('amount' in cell) return number(cell.amount, this.#moneyStyle(cell.currency, cell.places))
    if ('share' in cell) return number(cell.share, SHARE)
    const [said, as] = 'day' in cell ? [cell.day, DAY] : [cell.at, AT]
    const at = Date.parse(`${said.length === 10 ? `${said}T00:00` : said}Z`)
    return Number.isNaN(at) || at < FIRST_DAY
      ? this.#text(ref, said, style)
      : number((at - EPOCH) / DAY_MS, as)
  }

  #text(ref: string, text: string, style: number): string {
    return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
  }

  #moneyStyle(currency: string, places: number): number {
    const known = this.#money.get(currency)
    if (known !== undefined) return known
    const style = FIRST_MONEY + this.#formats.length
    this.#formats.push(`#,##0${places > 0 ? `.${'0'.repeat(places)}` : ''} "${currency}"`)
    this.#money.set(currency, style)
    return style
  }

  /** The file itself is ended by whoever opened it. */
  end(): void {
    const { header } = this.#sheet
    const filter =
      header.length > 0 ? `<autoFilter ref="A1:${columnName(header.length - 1)}${this.#rows}"/>` : ''
    this.#zip.write(`</sheetData>${filter}</worksheet>`)
    const formats = ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm', '0.0%', ...this.#formats]
    const plainStyle = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    const bold = '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    const formatted = formats.map(
      (_, at) =>
        `<xf numFmtId="${164 + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    )
    const styles = [plainStyle, bold, ...formatted.slice(0, 3), bold, ...formatted.slice(3)]
    this.#zip.begin('xl/styles.xml')
    this.#zip.write(
      `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`,
    )
    this.#zip.end()
  }
}
