/** Verbs on the picked tasks: done, another day, somebody else's. */
import type { ReactNode } from 'react'
import type { ActivityItem } from '#db/shared/activities.ts'
import { addDays } from '#db/shared/dates/calendars.ts'
import { localTime } from '#db/shared/dates/format.ts'
import { call } from '../../../data/port.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useDoing } from '../../../state/doing.ts'
import { Button } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { useOptions } from '../words.tsx'

interface Props {
  readonly items: readonly ActivityItem[]
  readonly onDone: () => void
}

export function Bulk({ items, onDone }: Props): ReactNode {
  const t = useText()
  const options = useOptions()
  const target = { ids: [...new Set(items.map(({ id }) => id))] }
  const doing = useDoing()
  const run = async (
    work: () => Promise<{ changed: number; operation: string | null }>,
    message: string,
  ): Promise<void> => {
    if (await doing(work, ({ changed }) => t(message, { n: changed }))) onDone()
  }
  const move = (onto: string): void =>
    void run(() => call('activity.reschedule', { target, onto }), 'tasks.moved')
  const later = (): void => void run(() => call('activity.reschedule', { target, days: 1 }), 'tasks.moved')
  const today = localTime(Date.now()).iso
  return (
    <>
      <span role="status">{t('list.selected', { n: items.length })}</span>
      <Button
        tone="primary"
        onClick={() => void run(() => call('activity.completeMany', { target }), 'tasks.completed')}
      >
        {t('tasks.complete')}
      </Button>
      <Menu
        label={t('tasks.move')}
        trigger={<Button>{t('tasks.move')}</Button>}
        entries={[
          { id: 'today', label: t('tasks.show.today'), onSelect: () => move(today) },
          { id: 'tomorrow', label: t('tasks.show.tomorrow'), onSelect: () => move(addDays(today, 1)) },
          { id: 'week', label: t('tasks.inAWeek'), onSelect: () => move(addDays(today, 7)) },
          { id: 'later', label: t('tasks.dayLater'), onSelect: later },
        ]}
      />
      {(options?.users.length ?? 0) > 1 && (
        <Menu
          label={t('tasks.reassign')}
          trigger={<Button>{t('tasks.reassign')}</Button>}
          entries={(options?.users ?? []).map(({ id, name }) => ({
            id,
            label: name ?? '',
            onSelect: () =>
              void run(() => call('activity.reassign', { target, user: id }), 'tasks.reassigned'),
          }))}
        />
      )}
    </>
  )
}
