/** The records behind a number, each a way to its page; people and companies also as a list to work with. */
import type { ReactNode } from 'react'
import { findEntity } from '#db/shared/registry.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { hasPage, openRecord } from '../../records/open.ts'
import { reportFailure } from '../../state/feedback.ts'
import { askFor } from '../../state/lookup.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Reports.module.css'
import type { Key } from './ReportTable.tsx'
import type { Asked } from './ReportView.tsx'

/** As many as are shown here, and as a filter of a list may name. */
const SHOWN = 200
const LISTED = 10_000

interface Props {
  readonly asked: Asked
  readonly of: Key | undefined
  readonly what: string
  readonly onClose: () => void
}

export function Behind({ asked, of, what, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const { data, error } = useRead(
    'report.records',
    { ...asked, ...(of && { key: [...of] }), limit: SHOWN },
    { depends: { on: [] } },
  )
  const entity = data?.entity ?? ''
  const opens = hasPage(entity)
  const showList = async (): Promise<void> => {
    const section = findEntity(entity)?.domain
    if (!data || section === undefined) return
    try {
      const all = await call('report.records', { ...asked, ...(of && { key: [...of] }), limit: LISTED })
      askFor(entity, { field: 'id', op: 'in', value: all.records.map(({ id }) => id) })
      go({ section })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <Dialog
      open
      title={what}
      onClose={onClose}
      footer={
        <>
          {opens && data && data.total > 0 && data.total <= LISTED && (
            <Button onClick={() => void showList()}>{t('report.behind.open')}</Button>
          )}
          <Button tone="primary" onClick={onClose} autoFocus>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error.record} />}
      {data && (
        <>
          <p className={classes.text}>
            {t('report.behind', { n: data.total })}{' '}
            {data.total > SHOWN && t('report.behind.more', { n: SHOWN })}
          </p>
          <ul className={classes.behind}>
            {data.records.slice(0, SHOWN).map(({ id, name }) => (
              <li key={id}>
                {opens ? (
                  <button
                    type="button"
                    className={classes.number}
                    onClick={() => {
                      onClose()
                      openRecord(entity, id)
                    }}
                  >
                    <Bdi>{name ?? t('report.behind.unnamed')}</Bdi>
                  </button>
                ) : (
                  <Bdi>{name ?? t('report.behind.unnamed')}</Bdi>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
