/** The set-up guide put together: what it asks, one matter of the settings per step. */
import type { ReactNode } from 'react'
import { BackupFolder } from './features/settings/Backups.tsx'
import { BusinessEssentials } from './features/settings/BusinessProfile.tsx'
import { CalendarChoice, LanguageChoice } from './features/settings/LookAndLanguage.tsx'
import { RegionChoice } from './features/settings/Region.tsx'
import { SetupGuide } from './features/setup/Guide.tsx'
import type { SettingsProps } from './records/feature.ts'

interface Props extends Pick<SettingsProps, 'onPreferences'> {
  readonly onClose: () => void
}

export function Guide({ onPreferences, onClose }: Props): ReactNode {
  return (
    <SetupGuide
      steps={[
        { id: 'language', content: <LanguageChoice onPreferences={onPreferences} /> },
        { id: 'calendar', content: <CalendarChoice onPreferences={onPreferences} /> },
        { id: 'region', content: <RegionChoice onPreferences={onPreferences} /> },
        { id: 'business', content: <BusinessEssentials /> },
        { id: 'backups', content: <BackupFolder /> },
      ]}
      onClose={onClose}
    />
  )
}
