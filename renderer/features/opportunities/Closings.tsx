/** What is expected to close, day by day in a month of the reader's calendar. */
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { addDays, weekdayOf } from '#db/shared/dates/calendars.ts'
import { weekdayNames } from '#db/shared/dates/names.ts'
import { periodOf, shiftPeriod, startOf, workWeekOf } from '#db/shared/dates/periods.ts'
import { useRead } from '../../data/hooks.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { openOpportunity } from './board/Card.tsx'
import { FilterBar } from './FilterBar.tsx'
import { asked, depends, useFilters } from './filters.ts'
import { MoneyText } from './MoneyText.tsx'
import classes from './Opportunities.module.css'

const EACH = 4

export function Closings({ switcher }: { readonly switcher: ReactNode }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { calendar, country, language, ...preferences } = usePreferences()
  const weekStart = preferences.weekStart ?? workWeekOf(country).weekStart
  const names = weekdayNames(language, 'short')
  const filters = useFilters()
  const [day, setDay] = useState(todayIso())
  const month = periodOf(day, 'month', calendar)
  const first = startOf(month.start, 'week', calendar, weekStart)
  const last = periodOf(month.end, 'week', calendar, weekStart).end
  const { data, error } = useRead(
    'opportunity.closings',
    { ...asked(filters), from: month.start, to: month.end },
    { depends, keep: true },
  )
  const byDay = new Map(data?.days.map((one) => [one.day, one]))
  const days: string[] = []
  for (let at = first; at <= last; at = addDays(at, 1)) days.push(at)
  const go = (step: number): void => setDay(shiftPeriod(day, 'month', step, calendar).start)
  return (
    <div className={classes.page}>
      <FilterBar switcher={switcher} pipeline={filters.pipeline ?? null} lanes={false}>
        {data && (
          <span className={classes.sum}>
            {t('opportunity.closings.sum', { n: format.integer(data.count) })}{' '}
            <strong>
              <MoneyText total={data.total} />
            </strong>
          </span>
        )}
      </FilterBar>
      {error && <ErrorNote error={error.record} />}
      <div className={classes.monthBar}>
        <h2>{format.monthHeading(month.start)}</h2>
        <IconButton label={t('ui.calendar.previous')} onClick={() => go(-1)}>
          <IconChevronLeft size={16} className={classes.mirrored} />
        </IconButton>
        <IconButton label={t('ui.calendar.next')} onClick={() => go(1)}>
          <IconChevronRight size={16} className={classes.mirrored} />
        </IconButton>
        <Button size="small" tone="quiet" onClick={() => setDay(todayIso())}>
          {t('ui.calendar.today')}
        </Button>
      </div>
      <div className={classes.month}>
        {days.slice(0, 7).map((iso) => (
          <div key={weekdayOf(iso)} className={classes.weekday}>
            {names[weekdayOf(iso)]}
          </div>
        ))}
        {days.map((iso) => {
          const one = byDay.get(iso)
          const outside = iso < month.start || iso > month.end
          return (
            <div
              key={iso}
              className={classes.day}
              data-outside={outside || undefined}
              data-today={iso === todayIso() || undefined}
            >
              <div className={classes.dayHead}>
                <time dateTime={iso}>{format.date(iso, 'monthDay')}</time>
                {one && <MoneyText total={one.total} />}
              </div>
              {one?.cards.slice(0, EACH).map((card) => (
                <button
                  key={card.id}
                  type="button"
                  className={classes.closing}
                  onClick={() => openOpportunity(card.id)}
                >
                  <Bdi>{card.name}</Bdi>
                </button>
              ))}
              {one && one.count > Math.min(EACH, one.cards.length) && (
                <span className={classes.label}>
                  {t('opportunity.closings.more', {
                    n: format.integer(one.count - Math.min(EACH, one.cards.length)),
                  })}
                </span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
