/** Reading PDFs with pdf.js, in a worker of its own. Scripts in them are never run. Imported only when a PDF is shown. */
import './pdfOldChromium.ts'
import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import PdfWorker from './pdfWorker.ts?worker'

GlobalWorkerOptions.workerPort = new PdfWorker()

export interface OpenPdf {
  readonly sizes: readonly { readonly width: number; readonly height: number }[]
  /** Draws a page as wide as the canvas is shown; returns how to stop. */
  draw(index: number, canvas: HTMLCanvasElement): () => void
  close(): void
}

/** While one is being closed the worker takes no other. */
let closing: Promise<unknown> = Promise.resolve()

export async function openPdf(data: Uint8Array): Promise<OpenPdf> {
  await closing
  // A copy: the worker takes the buffer away. Letters are drawn as shapes: the window takes no typefaces but its own.
  const task = getDocument({ data: data.slice(), disableFontFace: true, enableXfa: false, useWasm: false })
  const pdf = await task.promise
  const sizes: { width: number; height: number }[] = []
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 })
  for (let n = 0; n < pdf.numPages; n++) sizes.push({ width: first.width, height: first.height })
  return {
    sizes,
    draw(index, canvas) {
      let stop = (): void => undefined
      let stopped = false
      void (async () => {
        const page = await pdf.getPage(index + 1)
        if (stopped) return
        const whole = page.getViewport({ scale: 1 })
        const scale = (canvas.clientWidth / whole.width) * window.devicePixelRatio
        const viewport = page.getViewport({ scale: Math.max(scale, 0.2) })
        canvas.width = viewport.width
        canvas.height = viewport.height
        const drawing = page.render({ canvas, viewport })
        stop = () => drawing.cancel()
        await drawing.promise
      })().catch((error: unknown) => {
        if (!stopped) console.error('a page could not be drawn', error)
      })
      return () => {
        stopped = true
        stop()
      }
    },
    close: () => {
      closing = Promise.allSettled([closing, task.destroy()])
    },
  }
}
