/** Sheets of labels: each text at its place, small type where its lines would not fit otherwise. */
import { invalid } from '../shared/errors.ts'
import { isPossibleSheet, type LabelSheet, labelSheets, type PrintPage, papers } from '../shared/printing.ts'

/** @throws AppError Invalid for a sheet whose labels do not lie on its paper */
export function sheetOf(wanted: string | LabelSheet): LabelSheet {
  const sheet = typeof wanted === 'object' ? wanted : labelSheets[wanted]
  if (!sheet || !isPossibleSheet(sheet)) throw invalid('sheet', 'labelSheet')
  return sheet
}

export interface Label {
  readonly html: string
  readonly lines: number
}

/** The first `skip` labels of the first sheet are gone already. */
export function labelPages(
  sheet: LabelSheet,
  labels: readonly Label[],
  skip: number,
): { readonly html: string; readonly page: PrintPage } {
  const perPage = sheet.columns * sheet.rows
  const pages: string[] = []
  for (let at = -(skip % perPage); at < labels.length; at += perPage)
    pages.push(`<section class="labels">${labelsOf(sheet, labels, at)}</section>`)
  const [width, height] = papers[sheet.paper]
  return { html: pages.join(''), page: { width, height, margin: [0, 0, 0, 0] } }
}

const mm = (value: number): string => `${Number(value.toFixed(3))}mm`

/** The first label is at the side a sheet is fed by, whatever way the text runs: sheets have no direction. */
function labelsOf(sheet: LabelSheet, labels: readonly Label[], from: number): string {
  let html = ''
  for (let n = 0; n < sheet.columns * sheet.rows; n++) {
    const label = labels[from + n]
    if (from + n < 0 || !label) continue
    const [column, row] = [n % sheet.columns, Math.floor(n / sheet.columns)]
    const place = `left:${mm(sheet.marginSide + column * sheet.pitchX)};top:${mm(sheet.marginTop + row * sheet.pitchY)};width:${mm(sheet.width)};height:${mm(sheet.height)}`
    html += `<div class="label" data-size="${sizeOf(sheet, label.lines)}" style="${place}">${label.html}</div>`
  }
  return html
}

/** Small type where the lines would not fit otherwise: 4.6 mm, 3.9 mm and 3.1 mm a line. */
function sizeOf(sheet: LabelSheet, count: number): string {
  const room = (sheet.height - 4) / count
  return room > 5.2 ? 'normal' : room > 4.3 ? 'small' : 'tiny'
}
