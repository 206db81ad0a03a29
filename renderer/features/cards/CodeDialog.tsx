/** A contact as a code that a telephone's camera reads into its own address book. */
import { type ReactNode, useMemo } from 'react'
import { renderSVG } from 'uqr'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Cards.module.css'

export interface Shown {
  readonly entity: 'contact' | 'company'
  readonly id: string
  readonly name: string
}

export function CodeDialog({
  shown,
  onClose,
}: {
  readonly shown: Shown
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const { entity, id, name } = shown
  const { data, error } = useRead('transfer.card', { entity, id }, { depends: { on: [entity] } })
  const image = useMemo(() => data && `data:image/svg+xml,${encodeURIComponent(codeOf(data.vcard))}`, [data])
  const copy = (): void => {
    if (data) void native?.copyText(data.vcard).then(() => toast({ tone: 'done', text: t('record.copied') }))
  }
  return (
    <Dialog
      open
      size="small"
      title={t('cards.code.title', { name })}
      onClose={onClose}
      footer={
        <>
          <Button disabled={!data} onClick={copy}>
            {t('cards.code.copy')}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error.record} />}
      <p className={classes.hint}>{t('cards.code.hint')}</p>
      {image && <img className={classes.code} src={image} alt={t('cards.code.title', { name })} />}
      {data && !data.complete && <p className={classes.hint}>{t('cards.code.short')}</p>}
    </Dialog>
  )
}

/** Dark on light in either theme, with the quiet zone that cameras need. */
const codeOf = (text: string): string => renderSVG(text, { ecc: 'M', border: 4 })
