/** The days to come as a list, those with nothing left out. */
import type { ReactNode } from 'react'
import { localTime } from '#db/shared/dates/format.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { ItemRow } from '../ItemRow.tsx'
import items from '../Items.module.css'
import { zone } from '../words.tsx'
import classes from './Calendar.module.css'
import type { ViewProps } from './Month.tsx'

const depends = { on: ['activity', 'activityParticipant', 'contact', 'company'] }

export function Agenda({
  days,
  users,
  business,
  readOnly,
}: ViewProps & { readonly days: readonly string[] }): ReactNode {
  const t = useText()
  const format = useFormat()
  const from = days[0] ?? ''
  const to = days.at(-1) ?? from
  const { data } = useRead(
    'activity.range',
    { from, to, limit: 500, timeZone: zone(), ...(users.length && { users: [...users] }) },
    { depends, keep: true, enabled: from !== '' },
  )
  const today = localTime(Date.now()).iso
  const shown = days
    .map((day) => ({
      day,
      list: (data?.items ?? []).filter(({ firstDay, lastDay }) => firstDay <= day && lastDay >= day),
      holidays: business.holidays.get(day) ?? [],
    }))
    .filter(({ list, holidays }) => list.length > 0 || holidays.length > 0)
  return (
    <div className={classes.agenda}>
      {data && shown.length === 0 && <p className={items.nothing}>{t('calendar.nothing')}</p>}
      {shown.map(({ day, list, holidays }) => (
        <section key={day} aria-label={format.date(day, 'full')}>
          <h2 className={classes.agendaDay} data-today={day === today || undefined}>
            {format.date(day, 'full')}
            {holidays.length > 0 && (
              <span className={classes.holiday}>{holidays.map(({ name }) => name).join(' · ')}</span>
            )}
          </h2>
          <ul className={items.list}>
            {list.map((item) => (
              <ItemRow key={`${item.id} ${item.occurrence}`} item={item} readOnly={readOnly} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
