/** The pages of a PDF, drawn one below the other as they come into sight. pdf.js is loaded only when one is shown. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import classes from './PdfView.module.css'
import type { OpenPdf } from './pdf.ts'

interface Props {
  readonly label: string
  readonly data: Uint8Array
  /** Called when it cannot be shown. */
  readonly onFailed: (error: unknown) => void
}

export function PdfView({ label, data, onFailed }: Props): ReactNode {
  const [open, setOpen] = useState<OpenPdf>()
  const failed = useRef(onFailed)
  failed.current = onFailed
  useEffect(() => {
    let current = true
    let shown: OpenPdf | undefined
    void (async () => {
      try {
        const { openPdf } = await import('./pdf.ts')
        shown = await openPdf(data)
        if (current) setOpen(shown)
        else shown.close()
      } catch (error) {
        console.error('a PDF could not be shown', error)
        if (current) failed.current(error)
      }
    })()
    return () => {
      current = false
      shown?.close()
    }
  }, [data])
  return (
    <div className={classes.pages} role="group" aria-label={label} tabIndex={0}>
      {open?.sizes.map((size, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages have nothing but their number
        <Page key={index} open={open} index={index} size={size} />
      ))}
    </div>
  )
}

interface PageProps {
  readonly open: OpenPdf
  readonly index: number
  readonly size: OpenPdf['sizes'][number]
}

function Page({ open, index, size }: PageProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const place = canvas.current
    if (!place) return
    let cancel: (() => void) | undefined
    const seen = new IntersectionObserver(
      (entries) => {
        if (cancel || !entries.some((entry) => entry.isIntersecting)) return
        seen.disconnect()
        cancel = open.draw(index, place)
      },
      { rootMargin: '400px' },
    )
    seen.observe(place)
    return () => {
      seen.disconnect()
      cancel?.()
    }
  }, [open, index])
  return (
    <canvas
      ref={canvas}
      className={classes.page}
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      dir="ltr"
      role="img"
      aria-label={t('ui.pdf.page', { n: format.integer(index + 1) })}
    />
  )
}
