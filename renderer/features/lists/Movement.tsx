/** Who came into a list and who left it since a day. */
import { type ReactNode, useState } from 'react'
import type { ListRow } from '#db/shared/lists.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { openRecord } from '../../records/open.ts'
import { reportFailure } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import layout from '../../ui/layout.module.css'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Lists.module.css'

interface Props {
  readonly list: ListRow
  readonly onClose: () => void
}

export function Movement({ list, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const [day, setDay] = useState<string | null>(null)
  const { data, refetch } = useRead(
    'list.movement',
    { list: list.id, ...(day !== null && { since: new Date(`${day}T00:00:00`).toISOString() }) },
    { depends: { on: ['*'] }, keep: true },
  )
  const mark = async (): Promise<void> => {
    try {
      const { members } = await call('list.mark', { list: list.id })
      toast({ tone: 'done', text: t('lists.movement.marked', { n: members }) })
      await refetch()
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const people = (count: number, first: readonly { readonly id: string; readonly name: string }[]) => (
    <ul className={classes.people}>
      {first.map(({ id, name }) => (
        <li key={id}>
          <LinkButton
            onClick={() => {
              onClose()
              openRecord(list.holds, id)
            }}
          >
            {name || t('list.unnamed')}
          </LinkButton>
        </li>
      ))}
      {count > first.length && (
        <li className={layout.hint}>{t('lists.more', { n: count - first.length })}</li>
      )}
    </ul>
  )
  return (
    <Dialog
      open
      title={t('lists.movement.title', { name: list.name })}
      onClose={onClose}
      footer={
        <>
          {list.isSegment && <Button onClick={() => void mark()}>{t('lists.movement.mark')}</Button>}
          <Button tone="primary" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <div className={layout.form}>
        <DateField label={t('lists.movement.since')} value={day} onChange={setDay} />
        {data && (
          <p className={layout.hint} role="status">
            {data.since === null
              ? t('lists.movement.never')
              : t('lists.movement.from', { when: format.dateTime(data.since) })}
          </p>
        )}
        {data && data.since !== null && (
          <div className={layout.pair}>
            <section aria-label={t('lists.entered', { n: data.entered })}>
              <h3 className={layout.subtitle}>{t('lists.entered', { n: data.entered })}</h3>
              {people(data.entered, data.firstEntered)}
            </section>
            <section aria-label={t('lists.left', { n: data.left })}>
              <h3 className={layout.subtitle}>{t('lists.left', { n: data.left })}</h3>
              {people(data.left, data.firstLeft)}
            </section>
          </div>
        )}
      </div>
    </Dialog>
  )
}
