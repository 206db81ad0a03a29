/** What somebody should hear of, in words, with what to do about it. */
import type { ReactNode } from 'react'
import type { SyncAlarm } from '#db/shared/sync.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import classes from './Sharing.module.css'

export function Alarms({ alarms }: { readonly alarms: readonly SyncAlarm[] }): ReactNode {
  const t = useText()
  const format = useFormat()
  if (!alarms.length) return null
  return (
    <ul className={classes.alarms} aria-label={t('sharing.alarms')}>
      {alarms.map(({ code, at, params }) => (
        <li key={code}>
          {t(`sharing.alarm.${code}`, wordsOf(code, params))}{' '}
          <span className={classes.who}>{format.dateTime(at)}</span>
        </li>
      ))}
    </ul>
  )
}

/** A clock that is behind is told by how much, not by less than nothing. */
function wordsOf(code: SyncAlarm['code'], params: SyncAlarm['params']): Record<string, string | number> {
  if (code !== 'clock') return { ...params }
  const minutes = Number(params.minutes ?? 0)
  return { minutes: Math.abs(minutes), ahead: minutes > 0 ? 'yes' : 'no' }
}
