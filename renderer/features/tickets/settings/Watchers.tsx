/** Whether those who watch a ticket are told by e-mail, and from which account. */
import type { ReactNode } from 'react'
import { useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useSettings } from '../../../data/settings.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from '../../../state/feedback.ts'
import { Select } from '../../../ui/fields/Select.tsx'
import { Section } from './Section.tsx'
import classes from './Settings.module.css'

const KEY = 'ticket.watchAccount'
const NONE = 'none'

export function Watchers(): ReactNode {
  const t = useText()
  const has = useHasText()
  const kept = useSettings()?.database[KEY]
  const accounts =
    useRead('record.list', { entity: 'mailAccount', limit: 100 }, { depends: { on: ['mailAccount'] } }).data
      ?.rows ?? []
  const choose = (id: string | null): void => {
    const value = id === NONE ? null : id
    call('settings.set', { scope: 'database', key: KEY, value }).then(
      ({ operation }) => toastUndoable(t('ticket.changed'), operation, t, has),
      (failure: unknown) => reportFailure(failure, t, has),
    )
  }
  const value = accounts.find(({ id }) => id === kept)?.id ?? NONE
  return (
    <Section title={t('ticket.watch.title')} text={t('ticket.watch.text')} items={[]} none="">
      <div className={classes.row}>
        <Select
          label={t('ticket.watch.account')}
          value={value}
          options={[
            { value: NONE, label: t('ticket.watch.none') },
            ...accounts.map(({ id, name, address }) => ({
              value: id,
              label: `${String(name ?? '')} · ${String(address ?? '')}`,
            })),
          ]}
          onChange={choose}
        />
      </div>
    </Section>
  )
}
