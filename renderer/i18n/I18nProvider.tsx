/**
 * The language of the window: messages for react-intl, locale for React Aria, preferences for formatters.
 * A missing message throws in development, so that no test run can miss it; a release shows its id.
 */
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { I18nProvider as AriaI18nProvider } from 'react-aria-components'
import { IntlProvider, type PrimitiveType, useIntl } from 'react-intl'
import { isolate } from './bidi.ts'
import { messagesOf } from './messages.ts'
import { directionOf, type LocalePreferences, localeTag } from './preferences.ts'

const PreferencesContext = createContext<LocalePreferences | undefined>(undefined)

function onError(error: Error): void {
  if (import.meta.env.DEV) throw error
}

interface Props {
  readonly preferences: LocalePreferences
  readonly children: ReactNode
}

export function I18nProvider({ preferences, children }: Props): ReactNode {
  const locale = localeTag(preferences)
  return (
    <PreferencesContext value={preferences}>
      <IntlProvider
        locale={locale}
        messages={{ ...messagesOf(preferences.language) }}
        onError={onError}
        textComponent="span"
      >
        <AriaI18nProvider locale={locale}>{children}</AriaI18nProvider>
      </IntlProvider>
    </PreferencesContext>
  )
}

/** The preferences in force. */
export function usePreferences(): LocalePreferences {
  const preferences = useContext(PreferencesContext)
  if (!preferences) throw new Error('usePreferences outside I18nProvider')
  return preferences
}

export type TextValues = Readonly<Record<string, PrimitiveType>>
export type Text = (id: string, values?: TextValues) => string

/** `t('contact.count', { count })`: the message in the user's language, with quoted values bidi-isolated. */
export function useText(): Text {
  const intl = useIntl()
  const { language } = usePreferences()
  return useMemo(() => {
    const direction = directionOf(language)
    return (id, values) => {
      if (!values) return intl.formatMessage({ id })
      const isolated: Record<string, PrimitiveType> = {}
      for (const [name, value] of Object.entries(values)) {
        isolated[name] = typeof value === 'string' ? isolate(value, direction) : value
      }
      return intl.formatMessage({ id }, isolated)
    }
  }, [intl, language])
}

/** Whether a message exists: for codes that come from outside (error reasons, custom kinds). */
export function useHasText(): (id: string) => boolean {
  const { language } = usePreferences()
  return (id) => id in messagesOf(language)
}
