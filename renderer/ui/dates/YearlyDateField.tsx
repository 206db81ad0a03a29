/**
 * A birthday or yearly event: day and month in a calendar of its own, the year if known. Keeps a YEARLY text; the
 * calendar chosen is part of the value, because 30 Esfand is not a Gregorian date.
 */
import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { type Calendar, calendars, daysInMonth, isDate } from '#db/shared/dates/calendars.ts'
import { formatYearly, parseYearly, type Yearly } from '#db/shared/dates/yearly.ts'
import { asciiDigits } from '#db/shared/numbers/digits.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { type FieldProps, inputProps } from '../fields/field.ts'
import { Select } from '../fields/Select.tsx'
import classes from './YearlyDateField.module.css'

interface Parts {
  readonly calendar: Calendar
  readonly day: number | undefined
  readonly month: number | undefined
  readonly year: string
}

function partsOf(value: string | null, calendar: Calendar): Parts {
  const yearly = value ? parseYearly(value) : undefined
  if (!yearly) return { calendar, day: undefined, month: undefined, year: '' }
  return { ...yearly, year: yearly.year === undefined ? '' : String(yearly.year) }
}

/** The value of complete parts; null when all are empty, undefined when they do not make a date yet. */
function yearlyOf({ calendar, day, month, year }: Parts): string | null | undefined {
  if (!day && !month && !year) return null
  if (!day || !month) return undefined
  if (year === '') return formatYearly({ calendar, month, day })
  const known: Yearly = { calendar, month, day, year: Number(year) }
  return /^\d{4}$/.test(year) && isDate(calendar, { year: Number(year), month, day })
    ? formatYearly(known)
    : undefined
}

export function YearlyDateField({
  label,
  value,
  onChange,
  onBlur,
  labelHidden,
  error,
  readOnly,
}: FieldProps<string | null>): ReactNode {
  const t = useText()
  const format = useFormat()
  const preferences = usePreferences()
  const [draft, setDraft] = useState<Parts>()
  const parts = draft ?? partsOf(value, preferences.calendar)
  const unknown = { value: '', label: '–' }
  const complete = yearlyOf(parts)
  const change = (next: Partial<Parts>): void => {
    const merged = { ...parts, ...next }
    const made = yearlyOf(merged)
    setDraft(made === undefined ? merged : undefined)
    if (made !== undefined && made !== value) onChange(made)
    else if (made === null) setDraft(merged)
  }
  const year = parts.year === '' ? undefined : Number(parts.year)
  const days = Array.from(
    { length: daysInMonth(parts.calendar, parts.month ?? 1, year) },
    (_, index) => index + 1,
  )
  const unread = value && draft === undefined && !parseYearly(value) ? value : undefined
  const wrong =
    draft !== undefined && complete === undefined && parts.day && parts.month && parts.year.length >= 4
  return (
    <fieldset className={classes.field} onBlur={onBlur}>
      <legend className={labelHidden ? classes.hidden : classes.legend}>{label}</legend>
      <div className={classes.parts}>
        <Select
          label={t('ui.yearly.day')}
          labelHidden
          readOnly={readOnly}
          placeholder={t('ui.yearly.day')}
          options={[
            unknown,
            ...days.map((day) => ({ value: String(day), label: format.digits(String(day)) })),
          ]}
          value={parts.day ? String(parts.day) : null}
          onChange={(day) => change({ day: day ? Number(day) : undefined })}
        />
        <Select
          label={t('ui.yearly.month')}
          labelHidden
          readOnly={readOnly}
          placeholder={t('ui.yearly.month')}
          options={[
            unknown,
            ...format
              .monthNames(parts.calendar)
              .map((name, index) => ({ value: String(index + 1), label: name })),
          ]}
          value={parts.month ? String(parts.month) : null}
          onChange={(month) => change({ month: month ? Number(month) : undefined })}
        />
        <TextInput
          {...inputProps({
            label: t('ui.yearly.year'),
            labelHidden: true,
            readOnly,
            placeholder: t('ui.yearly.year'),
          })}
          inputMode="numeric"
          maxLength={4}
          value={format.digits(parts.year)}
          onChange={(event) => change({ year: asciiDigits(event.currentTarget.value).replace(/\D/g, '') })}
        />
        <Select
          label={t('ui.yearly.calendar')}
          labelHidden
          readOnly={readOnly}
          options={calendars.map((calendar) => ({
            value: calendar,
            label: t(`ui.calendarName.${calendar}`),
          }))}
          value={parts.calendar}
          onChange={(calendar) => {
            const known = calendars.find((candidate) => candidate === calendar)
            if (known) change({ calendar: known })
          }}
        />
      </div>
      {(wrong || error) && <div className={classes.error}>{wrong ? t('issue.yearly') : error}</div>}
      {unread && <div className={classes.error}>{t('ui.yearly.kept', { text: unread })}</div>}
    </fieldset>
  )
}
