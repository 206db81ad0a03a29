/** The pages of a template while it is written: laid out as they will be printed, a moment after the last change. */
import { type ReactNode, useEffect, useState } from 'react'
import { AppError, type ErrorRecord } from '#db/shared/errors.ts'
import type { QuoteLayout } from '#db/shared/quoteLayouts.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { PdfView } from '../../ui/PdfView.tsx'
import classes from './Quotes.module.css'

const AFTER_MS = 500
const RECENT = 20
const languages = ['en', 'th', 'fa'] as const
type Language = (typeof languages)[number]

interface Props {
  readonly layout: QuoteLayout
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}

export function LayoutPreview({ layout, language, onLanguage }: Props): ReactNode {
  const t = useText()
  const [quote, setQuote] = useState<string | null>(null)
  const quotes =
    useRead(
      'record.list',
      { entity: 'quote', limit: RECENT, sort: ['-issueDate'] },
      { depends: { on: ['quote'] } },
    ).data?.rows ?? []
  const { pdf, error } = usePages(layout, language, quote)
  const [broken, setBroken] = useState<{ readonly pdf: Uint8Array; readonly error: ErrorRecord }>()
  const problem = error ?? (broken?.pdf === pdf ? broken?.error : undefined)
  return (
    <section className={classes.preview} aria-label={t('quoteLayout.preview')}>
      <div className={classes.two}>
        <Select
          label={t('quoteLayout.preview.of')}
          clearable
          placeholder={t('quoteLayout.example')}
          options={quotes.map((row) => ({
            value: row.id,
            label: [row.number, row.subject].filter((part) => typeof part === 'string').join(' '),
          }))}
          value={quote}
          onChange={setQuote}
        />
        <Select
          label={t('quoteLayout.preview.language')}
          disabled={quote !== null}
          options={languages.map((value) => ({ value, label: t(`quoteLayout.choice.language.${value}`) }))}
          value={language}
          onChange={(picked) => {
            const next = languages.find((one) => one === picked)
            if (next) onLanguage(next)
          }}
        />
      </div>
      {problem && <ErrorNote error={problem} />}
      <div className={classes.pages}>
        {pdf && (
          <PdfView
            label={t('quoteLayout.preview')}
            data={pdf}
            onFailed={(failure) => setBroken({ pdf, error: recordOf(failure) })}
          />
        )}
      </div>
    </section>
  )
}

interface Pages {
  readonly pdf?: Uint8Array
  readonly error?: ErrorRecord
}

/** What was shown stays until the next pages are there. */
function usePages(layout: QuoteLayout, language: Language, quote: string | null): Pages {
  const [pages, setPages] = useState<Pages>({})
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const { document } = await call(
          'quoteLayout.preview',
          { layout, language, ...(quote !== null && { quote }) },
          { signal: stop.signal },
        )
        const laid = await native?.renderPdf(document)
        if (stop.signal.aborted || !laid) return
        if (!laid.ok) throw new AppError(laid.error)
        setPages({ pdf: laid.value.pdf })
      } catch (failure) {
        if (!stop.signal.aborted) setPages((before) => ({ ...before, error: recordOf(failure) }))
      }
    }, AFTER_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [layout, language, quote])
  return pages
}
