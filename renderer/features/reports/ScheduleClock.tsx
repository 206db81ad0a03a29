/** Looks every minute, while a window is open, whether a report is due; says what was made and what could not be. */
import { type ReactNode, useEffect, useRef } from 'react'
import type { Made } from '#db/shared/runSchedules.ts'
import { errorText } from '../../i18n/errorText.ts'
import { type Text, useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { runNow } from './scheduling.ts'

const MINUTE = 60_000

export function tell(made: readonly Made[], t: Text, has: (id: string) => boolean): void {
  for (const { name, went, error } of made)
    toast({
      id: `report.${name}`,
      tone: error ? 'problem' : 'done',
      text: t(error ? 'reportSchedule.failed' : 'reportSchedule.made', { name }),
      ...(error ? { detail: errorText(error, t, has) } : went !== undefined && { detail: went }),
    })
}

export function ScheduleClock(): ReactNode {
  const t = useText()
  const has = useHasText()
  const may = useMay('export')
  const latest = useRef({ t, has })
  latest.current = { t, has }
  useEffect(() => {
    if (!may) return undefined
    const look = (): void => {
      runNow().then(
        (made) => tell(made, latest.current.t, latest.current.has),
        (failure: unknown) => reportFailure(failure, latest.current.t, latest.current.has),
      )
    }
    const timer = setInterval(look, MINUTE)
    return () => clearInterval(timer)
  }, [may])
  return null
}
