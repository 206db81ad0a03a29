/** The calendar: day, work week, week, month and agenda, a small month beside them, of one or several people. */
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { addDays, addMonths } from '#db/shared/dates/calendars.ts'
import { localTime } from '#db/shared/dates/format.ts'
import { usePreferences, useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { useCommand } from '../../../state/commands.ts'
import { go, type Route } from '../../../state/route.ts'
import { useMay } from '../../../state/session.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Calendar } from '../../../ui/dates/Calendar.tsx'
import { Checkbox, Segments } from '../../../ui/fields/Checkbox.tsx'
import { openDialog } from '../dialogs.ts'
import { useBusiness } from '../useBusiness.ts'
import { useOptions } from '../words.tsx'
import { Agenda } from './Agenda.tsx'
import classes from './Calendar.module.css'
import { daysShown, type View, views } from './layout.ts'
import { Month } from './Month.tsx'
import { PrintCalendar } from './PrintCalendar.tsx'
import { TimeGrid } from './TimeGrid.tsx'

interface Props {
  readonly route: Route
}

export function CalendarPage({ route }: Props): ReactNode {
  const canWrite = useMay('create')
  const canPrint = useMay('export')
  const [printing, setPrinting] = useState(false)
  useCommand('print.open', canPrint ? () => setPrinting(true) : undefined)
  const t = useText()
  const format = useFormat()
  const { calendar } = usePreferences()
  const [anchor, setAnchor] = useState(() => localTime(Date.now()).iso)
  const [users, setUsers] = useState<readonly string[]>([])
  const view: View = views.find((each) => each === route.view) ?? 'month'
  const week = useBusiness()
  const days = daysShown(view, anchor, calendar, week.weekStart, week.weekend)
  const business = useBusiness(days[0] ?? anchor, days.at(-1) ?? anchor)
  const show = (next: View): void => go({ section: 'calendar', view: next })
  const step = (direction: 1 | -1): void => {
    if (view === 'month') setAnchor(addMonths(anchor, direction, calendar))
    else setAnchor(addDays(anchor, direction * (view === 'day' ? 1 : view === 'agenda' ? 30 : 7)))
  }
  const onDay = (day: string): void => {
    setAnchor(day)
    show('day')
  }
  const title =
    view === 'month'
      ? format.monthHeading(anchor)
      : view === 'day'
        ? format.date(anchor, 'full')
        : t('activity.span', { from: format.date(days[0] ?? anchor), to: format.date(days.at(-1) ?? anchor) })
  const shared = { anchor, business, users, readOnly: !canWrite, onAnchor: setAnchor, onDay }
  return (
    <div className={classes.page}>
      <header className={classes.bar}>
        <h1 className={classes.heading} aria-live="polite">
          {title}
        </h1>
        <IconButton label={t('calendar.previous')} onClick={() => step(-1)}>
          <IconChevronLeft size={17} className={classes.arrow} />
        </IconButton>
        <Button size="small" onClick={() => setAnchor(localTime(Date.now()).iso)}>
          {t('ui.calendar.today')}
        </Button>
        <IconButton label={t('calendar.next')} onClick={() => step(1)}>
          <IconChevronRight size={17} className={classes.arrow} />
        </IconButton>
        <span className={classes.space} />
        <Segments
          label={t('calendar.view')}
          labelHidden
          options={views.map((value) => ({ value, label: t(`calendar.view.${value}`) }))}
          value={view}
          onChange={(value) => show(views.find((each) => each === value) ?? 'month')}
        />
        {canPrint && (
          <IconButton label={t('calendar.print')} onClick={() => setPrinting(true)}>
            <IconPrinter size={17} />
          </IconButton>
        )}
        {canWrite && (
          <Button
            tone="primary"
            onClick={() => openDialog({ what: 'schedule', preset: { kind: 'meeting' } })}
          >
            {t('activity.new')}
          </Button>
        )}
      </header>
      <div className={classes.body}>
        <div className={classes.main}>
          {view === 'month' && <Month {...shared} />}
          {view === 'agenda' && <Agenda {...shared} days={days} />}
          {(view === 'day' || view === 'workWeek' || view === 'week') && <TimeGrid {...shared} days={days} />}
        </div>
        <aside className={classes.side} aria-label={t('calendar.side')}>
          <Calendar label={t('calendar.goTo')} value={anchor} onChange={setAnchor} />
          <People users={users} onChange={setUsers} />
        </aside>
      </div>
      {printing && (
        <PrintCalendar
          view={view === 'month' || view === 'agenda' ? 'month' : view === 'day' ? 'day' : 'week'}
          day={anchor}
          users={users}
          onClose={() => setPrinting(false)}
        />
      )}
    </div>
  )
}

interface PeopleProps {
  readonly users: readonly string[]
  readonly onChange: (users: readonly string[]) => void
}

/** Whose activities are shown; nobody chosen is everybody. */
function People({ users, onChange }: PeopleProps): ReactNode {
  const t = useText()
  const known = useOptions()?.users ?? []
  if (known.length < 2) return null
  return (
    <fieldset className={classes.people}>
      <legend>{t('calendar.people')}</legend>
      {known.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name ?? ''}
          checked={users.includes(id)}
          onChange={(on) => onChange(on ? [...users, id] : users.filter((each) => each !== id))}
        />
      ))}
    </fieldset>
  )
}
