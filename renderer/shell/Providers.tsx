/** Language and look around everything, from the preferences in force. */
import type { ReactNode } from 'react'
import { I18nProvider } from '../i18n/I18nProvider.tsx'
import { directionOf } from '../i18n/preferences.ts'
import { useUserPreferences } from '../state/preferences.ts'
import { ThemeProvider } from '../ui/ThemeProvider.tsx'

export function Providers({ children }: { readonly children: ReactNode }): ReactNode {
  const preferences = useUserPreferences()
  return (
    <ThemeProvider
      lang={preferences.language}
      dir={directionOf(preferences.language)}
      colorScheme={preferences.colorScheme}
      density={preferences.density}
    >
      <I18nProvider preferences={preferences}>{children}</I18nProvider>
    </ThemeProvider>
  )
}
