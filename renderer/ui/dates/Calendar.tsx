/**
 * A month to pick a day from, in the reader's calendar. React Aria does dates, keys and grid; names are ours,
 * because React Aria has neither Thai nor Persian strings and writes the year before the month in Persian.
 */
import { type DateValue, getLocalTimeZone, today } from '@internationalized/date'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, use } from 'react'
import {
  Button as AriaButton,
  Calendar as AriaCalendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarStateContext,
} from 'react-aria-components'
import { fromCalendarDate, toCalendarDate } from '#db/shared/dates/calendars.ts'
import { workWeekOf } from '#db/shared/dates/periods.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { Button } from '../Button.tsx'
import classes from './Calendar.module.css'

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

interface Props {
  readonly label: string
  /** ISO day or null. */
  readonly value: string | null
  readonly onChange: (iso: string) => void
  readonly min?: string
  readonly max?: string
  readonly autoFocus?: boolean
}

export function Calendar({ label, value, onChange, min, max, autoFocus }: Props): ReactNode {
  const t = useText()
  const { country, weekStart } = usePreferences()
  const firstDay = weekdays[weekStart ?? workWeekOf(country).weekStart]
  const day = value ? toCalendarDate(value, 'gregory') : undefined
  const minValue = min ? toCalendarDate(min, 'gregory') : undefined
  const maxValue = max ? toCalendarDate(max, 'gregory') : undefined
  const now = today(getLocalTimeZone())
  return (
    <AriaCalendar
      aria-label={label}
      className={classes.calendar ?? ''}
      value={day ?? null}
      {...(minValue && { minValue })}
      {...(maxValue && { maxValue })}
      {...(firstDay && { firstDayOfWeek: firstDay })}
      autoFocus={autoFocus ?? false}
      onChange={(picked: DateValue) => onChange(isoOf(picked))}
    >
      <header className={classes.head}>
        <AriaButton slot="previous" aria-label={t('ui.calendar.previous')} className={classes.step ?? ''}>
          <IconChevronLeft size={16} className={classes.arrow} />
        </AriaButton>
        <Heading />
        <AriaButton slot="next" aria-label={t('ui.calendar.next')} className={classes.step ?? ''}>
          <IconChevronRight size={16} className={classes.arrow} />
        </AriaButton>
      </header>
      <Month />
      <footer className={classes.foot}>
        <Button tone="quiet" size="small" onClick={() => onChange(isoOf(now))}>
          {t('ui.calendar.today')}
        </Button>
      </footer>
    </AriaCalendar>
  )
}

function Heading(): ReactNode {
  const state = use(CalendarStateContext)
  const format = useFormat()
  const { calendar } = usePreferences()
  if (!state) return null
  return (
    <div className={classes.heading} aria-live="polite">
      {format.monthHeading(fromCalendarDate(state.visibleRange.start), calendar)}
    </div>
  )
}

function Month(): ReactNode {
  const format = useFormat()
  const t = useText()
  return (
    <CalendarGrid weekdayStyle="narrow" className={classes.grid ?? ''}>
      <CalendarGridHeader>
        {(day) => <CalendarHeaderCell className={classes.weekday ?? ''}>{day}</CalendarHeaderCell>}
      </CalendarGridHeader>
      <CalendarGridBody>
        {(date) => (
          <CalendarCell
            date={date}
            className={classes.day ?? ''}
            render={(props, { isSelected, isToday }) => {
              const name = format.date(fromCalendarDate(date), 'full')
              const words = isSelected ? t('ui.calendar.selected', { date: name }) : name
              return (
                <div
                  role="button"
                  {...props}
                  aria-label={isToday ? t('ui.calendar.isToday', { date: words }) : words}
                />
              )
            }}
          />
        )}
      </CalendarGridBody>
    </CalendarGrid>
  )
}

/** The ISO day of whatever kind of date React Aria hands over. */
const isoOf = (value: DateValue): string => value.toDate('UTC').toISOString().slice(0, 10)
