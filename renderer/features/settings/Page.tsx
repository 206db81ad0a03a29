/** Settings, as pages of one route: look and language first. */
import type { ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import type { Preferences } from '../../state/preferences.ts'
import { LookAndLanguage } from './LookAndLanguage.tsx'
import classes from './Page.module.css'

interface Props {
  readonly onPreferences: (change: Partial<Preferences>) => void
}

export function SettingsPage({ onPreferences }: Props): ReactNode {
  const t = useText()
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{t('app.section.settings')}</h1>
      <LookAndLanguage onPreferences={onPreferences} />
    </div>
  )
}
