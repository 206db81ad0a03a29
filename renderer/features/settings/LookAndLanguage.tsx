/** How the program looks and speaks to this user: language, calendar, digits, week, theme, density. */
import type { ReactNode } from 'react'
import { calendars } from '#db/shared/dates/calendars.ts'
import { workWeekOf } from '#db/shared/dates/periods.ts'
import { useSettings } from '../../data/settings.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { defaultsByLanguage, digitSystems, languages } from '../../i18n/preferences.ts'
import { useFormat } from '../../i18n/useFormat.tsx'
import { colorSchemes, densities, type Preferences, useUserPreferences } from '../../state/preferences.ts'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Group } from './Group.tsx'
import classes from './Page.module.css'
import { useWeekdays } from './weekdays.ts'

const languageNames = { en: 'English', th: 'ไทย', fa: 'فارسی' } as const
const digitSamples = { latn: '0123456789', thai: '๐๑๒๓๔๕๖๗๘๙', arabext: '۰۱۲۳۴۵۶۷۸۹' } as const
/** Days a week may begin with anywhere. */
const firstDays = [6, 0, 1] as const

interface Props {
  readonly onPreferences: (change: Partial<Preferences>) => void
}

const one = <Value extends string>(values: readonly Value[], picked: string): Value | undefined =>
  values.find((value) => value === picked)

export function LanguageChoice({ onPreferences }: Props): ReactNode {
  const t = useText()
  const settings = useSettings()
  const { language: current } = useUserPreferences()
  return (
    <Segments
      label={t('app.language')}
      labelHidden
      options={languages.map((value) => ({ value, label: languageNames[value] }))}
      value={current}
      onChange={(picked) => {
        const language = one(languages, picked)
        if (!language) return
        const { calendar, digits, country, currency } = defaultsByLanguage[language]
        // Until somebody says where the business is, the language is the best guess.
        const guessed = settings && !('defaultCountry' in settings.database) && { country, currency }
        onPreferences({ language, calendar, digits, ...guessed })
      }}
    />
  )
}

/** Calendar, digits, first day of the week, and how they look together. */
export function CalendarChoice({ onPreferences }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const weekdays = useWeekdays()
  const { calendar: inUse, digits: digitsInUse, country, weekStart } = useUserPreferences()
  const usual = workWeekOf(country)
  return (
    <>
      <Segments
        label={t('settings.calendar')}
        options={calendars.map((value) => ({ value, label: t(`ui.calendarName.${value}`) }))}
        value={inUse}
        onChange={(picked) => {
          const calendar = one(calendars, picked)
          if (calendar) onPreferences({ calendar })
        }}
      />
      <Segments
        label={t('settings.digits')}
        options={digitSystems.map((value) => ({ value, label: digitSamples[value] }))}
        value={digitsInUse}
        onChange={(picked) => {
          const digits = one(digitSystems, picked)
          if (digits) onPreferences({ digits })
        }}
      />
      <p className={classes.example}>
        {t('settings.example', {
          date: format.date(new Date().toISOString().slice(0, 10), 'full'),
          number: format.number(1234567.8),
        })}
      </p>
      <div className={classes.two}>
        <Select
          label={t('settings.weekStart')}
          options={[
            {
              value: 'country',
              label: t('settings.weekStart.country', { day: weekdays[usual.weekStart] ?? '' }),
            },
            ...firstDays.map((day) => ({ value: String(day), label: weekdays[day] ?? '' })),
          ]}
          value={typeof weekStart === 'number' ? String(weekStart) : 'country'}
          onChange={(picked) => onPreferences({ weekStart: picked === 'country' ? null : Number(picked) })}
          description={t('settings.weekend', {
            days: format.list(usual.weekend.map((day) => weekdays[day] ?? '')),
          })}
        />
      </div>
    </>
  )
}

export function LookChoice({ onPreferences }: Props): ReactNode {
  const t = useText()
  const preferences = useUserPreferences()
  return (
    <>
      <Segments
        label={t('app.theme')}
        labelHidden
        options={colorSchemes.map((value) => ({ value, label: t(`app.theme.${value}`) }))}
        value={preferences.colorScheme}
        onChange={(picked) => {
          const colorScheme = one(colorSchemes, picked)
          if (colorScheme) onPreferences({ colorScheme })
        }}
      />
      <Segments
        label={t('app.density')}
        options={densities.map((value) => ({ value, label: t(`app.density.${value}`) }))}
        value={preferences.density}
        onChange={(picked) => {
          const density = one(densities, picked)
          if (density) onPreferences({ density })
        }}
      />
    </>
  )
}

export function LookAndLanguage({ onPreferences }: Props): ReactNode {
  const t = useText()
  return (
    <>
      <Group title={t('app.language')} text={t('settings.language.text')}>
        <LanguageChoice onPreferences={onPreferences} />
      </Group>
      <Group title={t('settings.calendar.title')} text={t('settings.calendar.text')}>
        <CalendarChoice onPreferences={onPreferences} />
      </Group>
      <Group title={t('app.theme')}>
        <LookChoice onPreferences={onPreferences} />
      </Group>
    </>
  )
}
