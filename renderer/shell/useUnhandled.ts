/** What failed where nobody waited for it is said all the same, so that no button fails in silence. */
import { useEffect } from 'react'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { reportFailure } from '../state/feedback.ts'

export function useUnhandled(): void {
  const t = useText()
  const has = useHasText()
  useEffect(() => {
    // It also stays in the console, and so in the log.
    const said = ({ reason }: PromiseRejectionEvent): void => reportFailure(reason, t, has)
    window.addEventListener('unhandledrejection', said)
    return () => window.removeEventListener('unhandledrejection', said)
  }, [t, has])
}
