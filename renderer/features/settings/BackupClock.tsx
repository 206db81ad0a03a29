/** Backs up by itself while the window is open: once the last backup is a day or a week old. What fails is said, and tried again. */
import { type ReactNode, useEffect, useRef } from 'react'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { toast } from '../../state/ui.ts'
import { useBackup } from './useBackup.ts'

const MINUTE = 60_000
const DAYS = { day: 1, week: 7 } as const
/** A window that was just opened has better things to do. */
const LOOK_EVERY = 10 * MINUTE

export function BackupClock(): ReactNode {
  const t = useText()
  const has = useHasText()
  const backup = useBackup()
  const latest = useRef(backup)
  latest.current = backup
  const { error } = backup
  useEffect(() => {
    if (error)
      toast({
        id: 'backup.clock',
        tone: 'problem',
        text: t('settings.backup.autoFailed'),
        detail: errorText(error, t, has),
      })
  }, [error, t, has])
  useEffect(() => {
    const timer = setInterval(() => {
      const { rhythm, last, known, busy, backUp } = latest.current
      if (!known || busy || rhythm.every === 'never') return
      const age = last ? Date.now() - Date.parse(last.at) : Number.POSITIVE_INFINITY
      if (age >= DAYS[rhythm.every] * 24 * 60 * MINUTE) void backUp()
    }, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [])
  return null
}
