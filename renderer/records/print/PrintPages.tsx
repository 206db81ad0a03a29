/** The pages of a document as they will come out, and what can be done with them: printed, or saved as a PDF. */
import { IconDeviceFloppy, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { native } from '../../data/native.ts'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PdfView } from '../../ui/PdfView.tsx'
import { Progress } from '../../ui/Progress.tsx'
import classes from './Print.module.css'
import { type Make, type Preview, usePreview } from './usePreview.ts'

interface PagesProps {
  /** All that the document depends on: another one is made when it changes. */
  readonly of: string
  readonly make: Make
  readonly onClose: () => void
}

export function PrintPages({ of, make, onClose }: PagesProps): ReactNode {
  const t = useText()
  const state = usePreview(of, make)
  const [cannotShow, setCannotShow] = useState(false)
  if (state.state === 'failed')
    return state.error.code === 'Cancelled' ? null : <ErrorNote error={state.error} />
  if (state.state === 'making')
    return (
      <div className={classes.waiting} role="status">
        {state.progress && Date.now() - state.startedAt > 300 ? (
          <Progress
            label={t('print.making')}
            done={state.progress.done}
            {...(state.progress.total !== undefined && { total: state.progress.total })}
            elapsedMs={Date.now() - state.startedAt}
            onCancel={onClose}
          />
        ) : (
          t('print.making')
        )}
      </div>
    )
  const { preview } = state
  return (
    <>
      {cannotShow ? (
        <p className={classes.hint}>{t('print.cannotShow')}</p>
      ) : (
        <div className={classes.pages}>
          <PdfView label={t('print.preview')} data={preview.pdf} onFailed={() => setCannotShow(true)} />
        </div>
      )}
      {preview.without && preview.without.length > 0 && (
        <details className={classes.without}>
          <summary>{t('print.without', { n: preview.without.length })}</summary>
          <ul>
            {preview.without.slice(0, 100).map(({ id, name }) => (
              <li key={id}>
                <bdi>{name || t('list.unnamed')}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Foot preview={preview} onClose={onClose} />
    </>
  )
}

/** How many pages, and what can be done with them. */
function Foot({ preview, onClose }: { readonly preview: Preview; readonly onClose: () => void }): ReactNode {
  const t = useText()
  const has = useHasText()
  const [busy, setBusy] = useState<'print' | 'save'>()
  const { document, pages, records } = preview
  const save = async (): Promise<void> => {
    const path = await native?.saveFile({
      title: t('print.save'),
      suggestedName: `${document.title.replace(/[\\/:*?"<>|]/g, ' ')}.pdf`,
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    })
    if (!path) return
    setBusy('save')
    const saved = await native?.savePdf({ document, path })
    setBusy(undefined)
    if (!saved?.ok)
      return toast({ tone: 'problem', text: errorText(saved?.error ?? { code: 'Unavailable' }, t, has) })
    toast({
      tone: 'done',
      text: t('print.saved', { pages: saved.value.pages }),
      action: { label: t('transfer.showInFolder'), onSelect: () => void native?.showInFolder(path) },
    })
    onClose()
  }
  const print = async (): Promise<void> => {
    setBusy('print')
    const printed = await native?.printDocument(document)
    setBusy(undefined)
    if (!printed?.ok)
      return toast({ tone: 'problem', text: errorText(printed?.error ?? { code: 'Unavailable' }, t, has) })
    if (!printed.value) return
    toast({ tone: 'done', text: t('print.sent', { pages }) })
    onClose()
  }
  return (
    <div className={classes.foot}>
      <span className={classes.count} role="status">
        {t('print.pages', { pages, records })}
      </span>
      <Button
        icon={<IconDeviceFloppy size={16} />}
        busy={busy === 'save'}
        disabled={busy !== undefined}
        onClick={() => void save()}
      >
        {t('print.save')}
      </Button>
      <Button
        tone="primary"
        icon={<IconPrinter size={16} />}
        busy={busy === 'print'}
        disabled={busy !== undefined}
        onClick={() => void print()}
      >
        {t('print.do')}
      </Button>
    </div>
  )
}
