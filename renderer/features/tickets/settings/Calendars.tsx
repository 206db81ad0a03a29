/** Calendars of service lines: their hours, time zone, and whether holidays count. */
import { type ReactNode, useMemo, useState } from 'react'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import type { HoursRow } from '#db/shared/sla.ts'
import { useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useHasText, usePreferences, useText } from '../../../i18n/I18nProvider.tsx'
import { SaveDialog } from '../../../records/SaveDialog.tsx'
import { useDoing } from '../../../state/doing.ts'
import { toastUndoable } from '../../../state/feedback.ts'
import { useSubmit } from '../../../state/submit.ts'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { parseSpans, spansText } from './hours.ts'
import { Section } from './Section.tsx'
import classes from './Settings.module.css'

export function Calendars(): ReactNode {
  const t = useText()
  const doing = useDoing()
  const [editing, setEditing] = useState<HoursRow | 'new'>()
  const { data } = useRead('sla.list', {}, { depends: { on: ['businessHours', 'slaPolicy'] }, keep: true })
  const remove = async ({ id, name }: HoursRow): Promise<void> => {
    await doing(() => call('sla.remove', { entity: 'businessHours', id }), t('ui.deletedNamed', { name }))
  }
  return (
    <Section
      title={t('businessHours.many')}
      text={t('sla.calendars.text')}
      none={t('sla.usualHours')}
      items={(data?.calendars ?? []).map((calendar) => ({
        id: calendar.id,
        name: calendar.name,
        detail: calendar.timeZone,
        onEdit: () => setEditing(calendar),
        onDelete: () => void remove(calendar),
      }))}
      add={{ label: t('businessHours.new'), onAdd: () => setEditing('new') }}
    >
      {editing && (
        <HoursDialog
          calendar={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Section>
  )
}

const zones = Intl.supportedValuesOf('timeZone')
/** A Sunday, from which the names of weekdays are counted. */
const SUNDAY = Date.UTC(2026, 10, 22)
const DAY = 86_400_000
const usual = ['', '9-17', '9-17', '9-17', '9-17', '9-17', '']

interface Props {
  readonly calendar: HoursRow | undefined
  readonly onClose: () => void
}

function HoursDialog({ calendar, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const { weekStart, language } = usePreferences()
  const weekday = useMemo(
    () => new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }),
    [language],
  )
  const [name, setName] = useState(calendar?.name ?? '')
  const [zone, setZone] = useState(calendar?.timeZone ?? systemTimeZone())
  const [holidays, setHolidays] = useState<HoursRow['holidays']>(calendar?.holidays ?? 'all')
  const [country, setCountry] = useState(calendar?.country ?? '')
  const [days, setDays] = useState<readonly string[]>(calendar ? calendar.week.map(spansText) : usual)
  const { busy, error, submit } = useSubmit()
  const week = days.map(parseSpans)
  const ready = name.trim() !== '' && week.every((spans) => spans !== undefined)
  const save = () =>
    submit(async () => {
      if (!ready) return
      const { operation } = await call('sla.saveHours', {
        ...(calendar && { id: calendar.id }),
        name,
        timeZone: zone,
        week: week.map((spans) => spans ?? []),
        holidays,
        country: holidays === 'country' && country.length === 2 ? country.toUpperCase() : null,
      })
      toastUndoable(t('ui.savedNamed', { name }), operation, t, has)
      onClose()
    })
  const order = [0, 1, 2, 3, 4, 5, 6].map((at) => (at + (weekStart ?? 1)) % 7)
  return (
    <SaveDialog
      title={t(calendar ? 'businessHours.one' : 'businessHours.new')}
      busy={busy}
      ready={ready}
      error={error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={classes.form}>
        <TextField label={t('businessHours.field.name')} required autoFocus value={name} onChange={setName} />
        <Select
          label={t('businessHours.field.timeZone')}
          options={[...new Set([zone, ...zones])].map((value) => ({ value, label: value }))}
          value={zone}
          onChange={(value) => value && setZone(value)}
        />
        <Select
          label={t('businessHours.field.holidays')}
          options={(['all', 'country', 'none'] as const).map((value) => ({
            value,
            label: t(`sla.holidays.${value}`),
          }))}
          value={holidays}
          onChange={(value) => setHolidays(value === 'none' || value === 'country' ? value : 'all')}
        />
        {holidays === 'country' && (
          <TextField
            kind="code"
            label={t('businessHours.field.country')}
            value={country}
            onChange={setCountry}
          />
        )}
        <div data-wide className={classes.days}>
          {order.map((index) => (
            <TextField
              key={index}
              kind="code"
              label={t('sla.day', { day: weekday.format(SUNDAY + index * DAY) })}
              {...(week[index] === undefined && { error: t('sla.day.bad') })}
              value={days[index] ?? ''}
              onChange={(text) => setDays(days.map((other, at) => (at === index ? text : other)))}
            />
          ))}
        </div>
      </div>
    </SaveDialog>
  )
}
