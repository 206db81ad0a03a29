/** Language and look around everything, from the preferences in force. */
import { type ReactNode, useEffect, useState } from 'react'
import { I18nProvider } from '../i18n/I18nProvider.tsx'
import { loadMessages } from '../i18n/messages.ts'
import { directionOf, type Language } from '../i18n/preferences.ts'
import { useUserPreferences } from '../state/preferences.ts'
import { ThemeProvider } from '../ui/ThemeProvider.tsx'

/** The language asked for; while its words are fetched, the one before. The first is loaded by whoever draws the window. */
function useLoadedLanguage(asked: Language): Language {
  const [shown, setShown] = useState(asked)
  useEffect(() => {
    let wanted = true
    void loadMessages(asked).then(() => wanted && setShown(asked))
    return () => {
      wanted = false
    }
  }, [asked])
  return shown
}

export function Providers({ children }: { readonly children: ReactNode }): ReactNode {
  const asked = useUserPreferences()
  const preferences = { ...asked, language: useLoadedLanguage(asked.language) }
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
