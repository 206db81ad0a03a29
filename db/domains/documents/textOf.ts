/** The words of a document, for the search: plain text in any encoding, PDF, Word. Whatever cannot be read has none. */
import { unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { MAX_DOCUMENT_TEXT } from '../../shared/documents.ts'
import { createDecoder, guessEncoding } from '../../transfer/encoding.ts'

const SAMPLE = 65_536
/** What a Word file may unpack to: a small file can claim to be a huge one. */
const MAX_UNPACKED = 50 * 1024 * 1024

export function plainText(bytes: Uint8Array): string {
  const { encoding } = guessEncoding(bytes.subarray(0, SAMPLE))
  const decoder = createDecoder(encoding)
  const most = bytes.subarray(0, MAX_DOCUMENT_TEXT * 4)
  return cut(decoder.write(most) + decoder.end())
}

const cut = (text: string): string => text.slice(0, MAX_DOCUMENT_TEXT).toWellFormed()

/** The paragraphs of `word/document.xml`, one per line. */
export function wordText(bytes: Uint8Array): string {
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => name === 'word/document.xml' && originalSize <= MAX_UNPACKED,
  })
  const xml = files['word/document.xml']
  if (!xml) return ''
  let text = ''
  let inText = false
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    if (name === 'w:t') inText = true
    else if (name === 'w:tab') text += '\t'
    else if (name === 'w:br') text += '\n'
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t') inText = false
    else if (name === 'w:p') text += '\n'
  })
  parser.on('text', (part) => {
    if (inText && text.length < MAX_DOCUMENT_TEXT) text += part
  })
  parser.write(new TextDecoder().decode(xml)).close()
  return cut(text.trim())
}

export async function pdfText(bytes: Uint8Array): Promise<string> {
  // Loaded when the first PDF comes. Its worker is given as a module, as this is a thread of its own already.
  const [pdf, worker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.mjs'),
  ])
  Reflect.set(globalThis, 'pdfjsWorker', worker)
  const loading = pdf.getDocument({
    data: new Uint8Array(bytes),
    verbosity: pdf.VerbosityLevel.ERRORS,
    disableFontFace: true,
    useSystemFonts: false,
  })
  try {
    const file = await loading.promise
    let text = ''
    for (let page = 1; page <= file.numPages && text.length < MAX_DOCUMENT_TEXT; page++) {
      const { items } = await (await file.getPage(page)).getTextContent()
      for (const item of items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '')
      text += '\n'
    }
    return cut(text.trim())
  } finally {
    await loading.destroy()
  }
}

export async function textOf(mime: string, bytes: Uint8Array): Promise<string> {
  if (mime.startsWith('text/')) return plainText(bytes)
  if (mime === 'application/pdf') return pdfText(bytes)
  if (mime.endsWith('wordprocessingml.document')) return wordText(bytes)
  return ''
}
