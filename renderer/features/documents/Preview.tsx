/** A document, seen without leaving the program: a picture, text, the pages of a PDF. */
import { type ReactNode, useMemo, useState } from 'react'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useDocumentActions } from '../../records/useDocumentActions.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { PdfView } from '../../ui/PdfView.tsx'
import classes from './Documents.module.css'

interface Props {
  readonly document: WireRecord
  readonly onClose: () => void
}

export function Preview({ document, onClose }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const actions = useDocumentActions(document)
  const name = String(document.name ?? '')
  const { data, error } = useRead(
    'document.preview',
    { id: document.id },
    { depends: { on: ['document'], ids: [document.id] } },
  )
  const [damaged, setDamaged] = useState(false)
  const pdf = useMemo(
    () =>
      data?.kind === 'pdf' && data.data
        ? Uint8Array.from(atob(data.data), (letter) => letter.charCodeAt(0))
        : undefined,
    [data],
  )
  return (
    <Dialog
      open
      size="wide"
      title={name}
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => void actions.save()}>{t('documents.save')}</Button>
          <Button onClick={() => void actions.open()}>{t('documents.open')}</Button>
          <Button tone="primary" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error.record} />}
      {!data && !error && <p role="status">{t('ui.loading')}</p>}
      {data?.kind === 'image' && data.data && (
        <img className={classes.image} src={`data:${data.mime};base64,${data.data}`} alt={name} />
      )}
      {data?.kind === 'text' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        <section className={classes.text} tabIndex={0} aria-label={name}>
          <pre className={classes.plain} dir="auto">
            {data.text}
          </pre>
        </section>
      )}
      {pdf &&
        (damaged ? (
          <p className={classes.hint}>{t('documents.damaged')}</p>
        ) : (
          <PdfView label={name} data={pdf} onFailed={() => setDamaged(true)} />
        ))}
      {data?.kind === 'none' && (
        <p className={classes.hint}>{t('documents.noPreview', { size: format.bytes(data.size) })}</p>
      )}
    </Dialog>
  )
}
