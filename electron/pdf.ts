// Lays documents out on pages: a hidden, sandboxed window in a session of its own, whose policy allows
// neither scripts nor anything from elsewhere. Answers with a
// PDF, or gives the pages to the system's printer. Whatever the markup says, nothing is fetched and nothing runs.
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, type Session, session } from 'electron'
import type { PrintDocument } from '../db/shared/printing.ts'
import type { Laid } from './bridge.ts'
import { pageHtml, pagesOf } from './pageHtml.ts'
import { pageServer, SCHEME } from './security.ts'

const PARTITION = 'print'
const OWN_WORLD = 1_000
const TYPEFACES = 'void document.body.offsetHeight; document.fonts.ready.then(() => true)'
const TIMEOUT_MS = 120_000
const DOCUMENT = `${SCHEME}://samphan/document.html`

const POLICY = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

let prepared: Session | undefined
let current = ''

/** The session of the hidden window: our styles and typefaces, the one document, and nothing else. */
function printSession(): Session {
  if (prepared) return prepared
  const made = session.fromPartition(PARTITION)
  const serve = pageServer(join(app.getAppPath(), 'dist', 'renderer'))
  made.protocol.handle(SCHEME, async (request) => {
    if (request.url !== DOCUMENT) return serve(request)
    return new Response(current, {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY },
    })
  })
  made.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  made.setPermissionCheckHandler(() => false)
  made.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith(`${SCHEME}:`) && !url.startsWith('data:') }),
  )
  made.on('will-download', (event) => event.preventDefault())
  prepared = made
  return made
}

/** One document at a time: each takes a renderer of its own. */
let last: Promise<unknown> = Promise.resolve()

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work)
  last = mine.catch(() => undefined)
  return mine
}

async function show(window: BrowserWindow, document: PrintDocument, pages: number): Promise<void> {
  const shell = await readFile(join(app.getAppPath(), 'dist', 'renderer', 'print.html'), 'utf8')
  current = pageHtml(shell, document, pages)
  try {
    await window.loadURL(DOCUMENT)
    // A hidden window lays nothing out by itself, and typefaces are only fetched for text that is laid out.
    await window.webContents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code: TYPEFACES }])
  } finally {
    current = ''
  }
}

const pdfOf = async (window: BrowserWindow): Promise<Uint8Array> =>
  window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true })

/** Shows the finished document, page numbers and all, in a hidden window and does something with it. */
async function laidOut<T>(
  document: PrintDocument,
  use: (window: BrowserWindow, pdf: () => Promise<Uint8Array>) => Promise<T>,
): Promise<T> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  const late = setTimeout(() => window.destroy(), TIMEOUT_MS)
  try {
    await show(window, document, 0)
    if (document.footer) await show(window, document, pagesOf(await pdfOf(window)))
    return await use(window, () => pdfOf(window))
  } finally {
    clearTimeout(late)
    if (!window.isDestroyed()) window.destroy()
  }
}

const failed = (error: unknown): Laid<never> => ({
  ok: false,
  error: {
    code: 'Unavailable',
    reason: 'layout',
    params: { message: error instanceof Error ? error.message.slice(0, 200) : '' },
  },
})

/** The document as PDF, and how many pages it has. */
export const renderPdf = (document: PrintDocument): Promise<Laid<{ pdf: Uint8Array; pages: number }>> =>
  inTurn(() =>
    laidOut(document, async (_window, pdf): Promise<Laid<{ pdf: Uint8Array; pages: number }>> => {
      const made = await pdf()
      return { ok: true, value: { pdf: made, pages: pagesOf(made) } }
    }).catch(failed),
  )

/** The same into a file, whole or not at all. */
export async function savePdf(
  document: PrintDocument,
  path: string,
): Promise<Laid<{ pages: number; bytes: number }>> {
  const laid = await renderPdf(document)
  if (!laid.ok) return laid
  const partial = `${path}.${process.pid}.partial`
  try {
    await writeFile(partial, laid.value.pdf)
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const denied = ['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code)
    return {
      ok: false,
      error: denied
        ? { code: 'Denied', reason: 'file', params: { file: path } }
        : {
            code: 'Unavailable',
            reason: code === 'ENOSPC' ? 'diskFull' : 'cannotOpen',
            params: { file: path },
          },
    }
  }
  return { ok: true, value: { pages: laid.value.pages, bytes: laid.value.pdf.length } }
}

/** Micrometres, as the printer wants them. */
const microns = (mm: number): number => Math.round(mm * 1_000)

/** Asks which printer and prints; false when the person thought better of it. */
export const printPages = (document: PrintDocument): Promise<Laid<boolean>> =>
  inTurn(() =>
    laidOut(document, async (window): Promise<Laid<boolean>> => {
      if ((await window.webContents.getPrintersAsync()).length === 0)
        return { ok: false, error: { code: 'Unavailable', reason: 'noPrinter' } }
      const { width, height } = document.page
      return new Promise((resolve) => {
        window.webContents.print(
          {
            silent: false,
            printBackground: true,
            margins: { marginType: 'none' },
            pageSize: { width: microns(Math.min(width, height)), height: microns(Math.max(width, height)) },
            landscape: width > height,
          },
          (done, reason) =>
            resolve(
              done || /cancel/i.test(reason ?? '')
                ? { ok: true, value: done }
                : {
                    ok: false,
                    error: { code: 'Unavailable', reason: 'printFailed', params: { message: reason ?? '' } },
                  },
            ),
        )
      })
    }).catch(failed),
  )
