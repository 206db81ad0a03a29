/** On Home: what is overdue and what is due today. */
import { IconChecklist } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ItemRow } from './ItemRow.tsx'
import classes from './Items.module.css'

const MOST = 8
const depends = { on: ['activity', 'activityParticipant', 'contact', 'company'] }

export function Due(): ReactNode {
  const t = useText()
  const format = useFormat()
  const readOnly = !useMay('create')
  const id = useId()
  const timeZone = systemTimeZone()
  const late = useRead(
    'activity.tasks',
    { show: 'overdue', limit: MOST, timeZone },
    { depends, keep: true },
  ).data
  const today = useRead(
    'activity.tasks',
    { show: 'today', limit: MOST, timeZone },
    { depends, keep: true },
  ).data
  const items = [...(late?.items ?? []).slice(0, MOST / 2), ...(today?.items ?? [])].slice(0, MOST)
  const total = (late?.total ?? 0) + (today?.total ?? 0)
  return (
    <section className={classes.due} aria-labelledby={id}>
      <header className={classes.dueHead}>
        <IconChecklist size={17} aria-hidden="true" />
        <h2 id={id} className={classes.dueTitle}>
          {t('home.due')}
        </h2>
        {total > 0 && <span className={classes.dueCount}>{format.integer(total)}</span>}
        <span className={classes.space} />
        <Button size="small" tone="quiet" onClick={() => go({ section: 'tasks' })}>
          {t('app.section.tasks')}
        </Button>
      </header>
      {items.length > 0 ? (
        <ul className={classes.list}>
          {items.map((item) => (
            <ItemRow key={`${item.id} ${item.occurrence}`} item={item} readOnly={readOnly} />
          ))}
        </ul>
      ) : (
        <p className={classes.nothing}>{t('home.due.none')}</p>
      )}
    </section>
  )
}
