/** How the program looks and speaks to this user: language, calendar, digits, country, theme, density. */
import type { ReactNode } from 'react'
import { calendars } from '#db/shared/dates/calendars.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { defaultsByLanguage, digitSystems, languages } from '../../i18n/preferences.ts'
import { useFormat } from '../../i18n/useFormat.tsx'
import { colorSchemes, densities, type Preferences, useUserPreferences } from '../../state/preferences.ts'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import classes from './Page.module.css'

const languageNames = { en: 'English', th: 'ไทย', fa: 'فارسی' } as const
const digitSamples = { latn: '0123456789', thai: '๐๑๒๓๔๕๖๗๘๙', arabext: '۰۱۲۳۴۵۶۷۸۹' } as const

interface Props {
  readonly onPreferences: (change: Partial<Preferences>) => void
}

export function LookAndLanguage({ onPreferences }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const preferences = useUserPreferences()
  const one = <Value extends string>(values: readonly Value[], picked: string): Value | undefined =>
    values.find((value) => value === picked)
  return (
    <section className={classes.section} aria-labelledby="look">
      <h2 id="look" className={classes.heading}>
        {t('settings.look')}
      </h2>
      <Segments
        label={t('app.language')}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={preferences.language}
        onChange={(picked) => {
          const language = one(languages, picked)
          if (!language) return
          const { calendar, digits } = defaultsByLanguage[language]
          onPreferences({ language, calendar, digits })
        }}
      />
      <Segments
        label={t('settings.calendar')}
        options={calendars.map((value) => ({ value, label: t(`ui.calendarName.${value}`) }))}
        value={preferences.calendar}
        onChange={(picked) => {
          const calendar = one(calendars, picked)
          if (calendar) onPreferences({ calendar })
        }}
      />
      <Segments
        label={t('settings.digits')}
        options={digitSystems.map((value) => ({ value, label: digitSamples[value] }))}
        value={preferences.digits}
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
      <Segments
        label={t('app.theme')}
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
    </section>
  )
}
