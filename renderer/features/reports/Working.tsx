/** That something is being worked out; from the first second on for how long, and a way to end it. */
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { Button } from '../../ui/Button.tsx'
import classes from './Reports.module.css'

interface Props {
  readonly onStop: () => void
  /** Says nothing at all before the first second is over. */
  readonly late?: boolean
}

const SECOND = 1_000

export function Working({ onStop, late = false }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const begun = performance.now()
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - begun) / SECOND)), SECOND)
    return () => clearInterval(timer)
  }, [])
  if (late && seconds === 0) return null
  return (
    <span className={classes.working}>
      {t('report.running')}
      {seconds > 0 && (
        <>
          {/* Who listens is told once that it goes on, not every second for how long. */}
          <span aria-hidden="true">{format.duration(seconds)}</span>
          <Button size="small" onClick={onStop}>
            {t('ui.cancel')}
          </Button>
        </>
      )}
    </span>
  )
}
