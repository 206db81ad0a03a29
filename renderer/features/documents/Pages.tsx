/** The pages of a PDF, drawn one below the other as they come into sight; parsed in a worker of its own. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.mjs?url'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import classes from './Documents.module.css'

GlobalWorkerOptions.workerSrc = workerUrl

/** More than anybody reads here; a longer one is opened. */
const MOST_PAGES = 300

interface Props {
  readonly name: string
  /** Base64. */
  readonly data: string
}

export function Pages({ name, data }: Props): ReactNode {
  const t = useText()
  const [file, setFile] = useState<PDFDocumentProxy>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    const loading = getDocument({ data: bytes, useSystemFonts: true })
    loading.promise.then(setFile, () => setFailed(true))
    return () => {
      setFile(undefined)
      void loading.destroy()
    }
  }, [data])
  if (failed) return <p className={classes.hint}>{t('documents.damaged')}</p>
  if (!file) return <p role="status">{t('ui.loading')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className={classes.pages} tabIndex={0} aria-label={name}>
      {Array.from({ length: Math.min(file.numPages, MOST_PAGES) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages are their numbers
        <PdfPage key={index} file={file} number={index + 1} />
      ))}
    </section>
  )
}

function PdfPage({ file, number }: { readonly file: PDFDocumentProxy; readonly number: number }): ReactNode {
  const t = useText()
  const format = useFormat()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [words, setWords] = useState('')
  useEffect(() => {
    const target = canvas.current
    if (!target) return
    let stop = (): void => undefined
    const draw = async (): Promise<void> => {
      const page = await file.getPage(number)
      const scale = (target.clientWidth / page.getViewport({ scale: 1 }).width) * devicePixelRatio
      const viewport = page.getViewport({ scale })
      target.width = viewport.width
      target.height = viewport.height
      const context = target.getContext('2d')
      if (!context) throw new Error('no canvas')
      const task = page.render({ canvasContext: context, viewport })
      stop = () => task.cancel()
      await task.promise
      const { items } = await page.getTextContent()
      setWords(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      seen.disconnect()
      // Closing the dialog cancels what is being drawn.
      draw().catch(() => undefined)
    })
    seen.observe(target)
    return () => {
      seen.disconnect()
      stop()
    }
  }, [file, number])
  return (
    <canvas
      ref={canvas}
      className={classes.page}
      role="img"
      aria-label={[t('documents.page', { n: format.integer(number) }), words].filter(Boolean).join(': ')}
    />
  )
}
