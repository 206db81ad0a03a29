/** How often: the usual forms in the reader's calendar, where it ends, and the next days to check it by. */
import type { ReactNode } from 'react'
import { weekdayOf } from '#db/shared/dates/calendars.ts'
import { weekdayNames } from '#db/shared/dates/names.ts'
import { instantOf } from '#db/shared/recurrenceZones.ts'
import { useRead } from '../../data/hooks.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import classes from './Activities.module.css'
import type { Ends, Repeat } from './repeat.ts'
import { useBusiness } from './useBusiness.ts'
import { zone } from './words.tsx'

const forms: readonly Repeat['every'][] = ['none', 'DAILY', 'workdays', 'WEEKLY', 'MONTHLY', 'YEARLY']
const ends: readonly Ends[] = ['never', 'until', 'count']

interface Props {
  readonly repeat: Repeat
  readonly start: string
  readonly minutes: number
  readonly rule: string | null
  readonly onChange: (repeat: Repeat) => void
}

export function RepeatFields({ repeat, start, minutes, rule, onChange }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { language } = usePreferences()
  const { weekStart } = useBusiness()
  const set = (change: Partial<Repeat>): void => onChange({ ...repeat, ...change })
  const offered = repeat.every === 'other' ? [...forms, 'other' as const] : forms
  const names = weekdayNames(language, 'short')
  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => (day + weekStart) % 7)
  const days = new Set([...repeat.days, weekdayOf(start)])
  const repeats = repeat.every !== 'none'
  return (
    <>
      <Select
        label={t('activity.repeat')}
        options={offered.map((value) => ({ value, label: t(`activity.repeat.${value}`) }))}
        value={repeat.every}
        onChange={(value) => {
          const every = offered.find((each) => each === value)
          if (every) set({ every })
        }}
      />
      {repeats && repeat.every !== 'other' && (
        <Select
          label={t('activity.ends')}
          options={ends.map((value) => ({ value, label: t(`activity.ends.${value}`) }))}
          value={repeat.ends}
          onChange={(value) => {
            const next = ends.find((each) => each === value)
            if (next) set({ ends: next, ...(next === 'until' && repeat.until === null && { until: start }) })
          }}
        />
      )}
      {repeats && repeat.every !== 'other' && repeat.every !== 'workdays' && (
        <NumberField
          integer
          label={t(`activity.interval.${repeat.every}`)}
          value={repeat.interval}
          onChange={(interval) => set({ interval: Math.max(1, interval ?? 1) })}
        />
      )}
      {repeats && repeat.ends === 'until' && (
        <DateField
          label={t('activity.ends.until')}
          min={start}
          value={repeat.until}
          onChange={(until) => set({ until })}
        />
      )}
      {repeats && repeat.ends === 'count' && (
        <NumberField
          integer
          label={t('activity.ends.count')}
          value={repeat.count}
          onChange={(count) => set({ count: Math.max(1, count ?? 1) })}
        />
      )}
      {repeat.every === 'MONTHLY' && (
        <Checkbox
          label={t('activity.byWeekday')}
          checked={repeat.byWeekday}
          onChange={(byWeekday) => set({ byWeekday })}
        />
      )}
      {repeat.every === 'WEEKLY' && (
        <fieldset data-wide className={classes.weekdays} aria-label={t('activity.weekdays')}>
          {week.map((day) => (
            <button
              key={day}
              type="button"
              className={classes.weekday}
              aria-pressed={days.has(day)}
              disabled={day === weekdayOf(start)}
              onClick={() =>
                set({ days: days.has(day) ? [...days].filter((each) => each !== day) : [...days, day] })
              }
            >
              {names[day]}
            </button>
          ))}
        </fieldset>
      )}
      {rule !== null && (
        <Next rule={rule} start={start} minutes={minutes} first={format.date(start, 'weekdayDay')} />
      )}
    </>
  )
}

interface NextProps {
  readonly rule: string
  readonly start: string
  readonly minutes: number
  readonly first: string
}

function Next({ rule, start, minutes }: NextProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const startAt = new Date(instantOf(start, minutes, zone())).toISOString()
  const { data } = useRead(
    'activity.preview',
    { startAt, timeZone: zone(), rule, limit: 5 },
    { depends: { on: [] }, keep: true },
  )
  if (!data || data.problem !== null) return null
  return (
    <p data-wide className={classes.next} aria-live="polite">
      {t('activity.next', { days: data.days.map((day) => format.date(day)).join(' · ') })}
      {data.endless || data.days.length === 5 ? ' …' : ''}
    </p>
  )
}
