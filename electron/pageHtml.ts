// The page of markup that is laid out: the built shell, the document in it, the numbers of its pages. Pure.
import { localDigits } from '../db/shared/numbers/digits.ts'
import type { PrintDocument } from '../db/shared/printing.ts'

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)

/** The numbers of the pages, once it is known how many there are: one box per page, in a column of its own. */
function numbersOf({ footer }: PrintDocument, pages: number): string {
  if (!footer || pages === 0) return ''
  const digits = (n: number): string => localDigits(String(n), footer.digits)
  const boxes = Array.from({ length: pages }, (_, index) => {
    const text = footer.text.replace('{n}', digits(index + 1)).replace('{total}', digits(pages))
    return `<div>${escaped(text)}</div>`
  })
  return `<div class="page-numbers">${boxes.join('')}</div>`
}

/** The whole page of markup: the built shell with its styles, and the document in it. */
export function pageHtml(shell: string, document: PrintDocument, pages: number): string {
  const { width, height, margin } = document.page
  const [top, end, bottom, start] = margin
  const paper = `<style>@page{size:${width}mm ${height}mm;margin:${top}mm ${end}mm ${bottom}mm ${start}mm}:root{--content:${height - top - bottom}mm}</style>`
  const direction = document.lang === 'fa' ? 'rtl' : 'ltr'
  // Functions, so that no `$` of the document means anything.
  return shell
    .replace(/<html[^>]*>/, () => `<html lang="${document.lang}" dir="${direction}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(document.title)}</title>`)
    .replace('</head>', () => `${paper}</head>`)
    .replace('<main></main>', () => `<main>${document.html}</main>${numbersOf(document, pages)}`)
}

/** How many pages a PDF of Chromium's has. */
export const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
    .toString('latin1')
    .match(/\/Type\s*\/Page(?![s\w])/g)?.length ?? 0
