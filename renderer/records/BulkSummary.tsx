/** How a verb on many records ended: what was done, what was not and why; and the way back. */
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { BulkSummary as Done } from '#db/shared/bulk.ts'
import type { Entity } from '#db/shared/entity.ts'
import { errorText, issueText } from '../i18n/errorText.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import classes from './BulkSummary.module.css'
import { fieldLabel, useFields } from './columns.tsx'

interface Props {
  readonly title: string
  readonly entity: Entity
  readonly summary: Done
  readonly onUndo: (operation: string) => void
  readonly onClose: () => void
}

export function BulkSummary({ title, entity, summary, onUndo, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const fields = useFields(entity)
  const { operation, changed, unchanged, missing, refused, failed, cancelled, total } = summary
  const left = Object.values(refused).reduce((sum, n) => sum + n, 0) + failed.count + missing
  const rest = total - changed - unchanged - left
  const labelOf = (name: string): string => {
    const field = fields.find((one) => one.name === name)
    return field ? fieldLabel(entity.name, field, t, has) : name
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      footer={
        <>
          {operation !== null && changed > 0 && (
            <Button onClick={() => onUndo(operation)}>{t('ui.undo')}</Button>
          )}
          <Button tone="primary" autoFocus onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <div className={classes.head} role="status">
        {left > 0 || cancelled ? (
          <IconAlertTriangle size={26} stroke={1.6} aria-hidden="true" className={classes.warn} />
        ) : (
          <IconCircleCheck size={26} stroke={1.6} aria-hidden="true" className={classes.good} />
        )}
        <strong>{t('bulk.done', { n: changed })}</strong>
      </div>
      <ul className={classes.facts}>
        {cancelled && <li>{t('bulk.cancelled', { n: rest })}</li>}
        {unchanged > 0 && <li>{t('bulk.unchanged', { n: unchanged })}</li>}
        {missing > 0 && <li>{t('bulk.missing', { n: missing })}</li>}
        {Object.entries(refused).map(([reason, n]) => (
          <li key={reason}>{t('bulk.refused', { n, why: errorText({ code: 'Denied', reason }, t, has) })}</li>
        ))}
        {failed.count > 0 && <li>{t('bulk.failed', { n: failed.count })}</li>}
      </ul>
      {failed.first.length > 0 && (
        <ul className={classes.failed}>
          {failed.first.map(({ id, displayName, field, code }) => (
            <li key={id}>
              <bdi>{displayName}</bdi>: {labelOf(field)} {issueText({ field, code }, t, has)}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
