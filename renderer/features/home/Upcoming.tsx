/** Birthdays and yearly events of the next days, each in its own calendar. */
import { IconCake } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { localTime } from '#db/shared/dates/format.ts'
import type { Upcoming as Event } from '#db/shared/home.ts'
import { useRead } from '../../data/hooks.ts'
import { type Text, useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import classes from './Home.module.css'
import { Panel } from './Panel.tsx'
import { Row } from './Row.tsx'

const DAYS = 30
const SHOWN = 50

export function Upcoming(): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const today = localTime(Date.now()).iso
  const { data } = useRead(
    'anniversary.upcoming',
    { days: DAYS, limit: SHOWN },
    { depends: { on: ['contact', 'company'] }, keep: true },
  )
  return (
    <Panel
      title={t('home.upcoming')}
      icon={<IconCake size={16} />}
      {...(data && { count: data.total })}
      empty={data ? t('home.upcoming.empty', { n: DAYS }) : t('ui.loading')}
    >
      {(data?.events ?? []).map((event) => (
        <Row
          key={`${event.id} ${event.field} ${event.yearly} ${event.label ?? ''}`}
          entity={event.entity}
          id={event.id}
          name={event.displayName}
          detail={[words(event, t, has), format.yearly(event.yearly)].join(' · ')}
          end={
            <span className={classes.when} data-today={event.on === today || undefined}>
              {event.on === today ? t('home.today') : format.date(event.on, 'weekdayDay')}
            </span>
          }
        />
      ))}
    </Panel>
  )
}

function words({ field, label, years }: Event, t: Text, has: (id: string) => boolean): string {
  if (field === 'birthday')
    return years === undefined ? t('home.birthday') : t('home.birthday.age', { n: years })
  const what = label && has(`label.${label}`) ? t(`label.${label}`) : label || t('home.event')
  return years === undefined ? what : t('home.event.years', { what, n: years })
}
