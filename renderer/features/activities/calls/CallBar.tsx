/** The calls that run or wait to be logged, in sight whatever page is open. */
import { IconPhone, IconPhoneOff, IconPhonePause, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../../i18n/useFormat.tsx'
import { openRecord } from '../../../records/open.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { openDialog } from '../dialogs.ts'
import classes from './Calls.module.css'
import { type Call, endCall, forgetCall, secondsOf, useCallDrafts } from './calls.ts'

export function CallBar(): ReactNode {
  const t = useText()
  const calls = useCallDrafts()
  const [now, setNow] = useState(() => Date.now())
  const running = calls.some(({ endedAt }) => endedAt === null)
  useEffect(() => {
    if (!running) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  if (calls.length === 0) return null
  return (
    <ul className={classes.bar} aria-label={t('call.bar')}>
      {calls.map((call) => (
        <One key={call.id} call={call} now={now} />
      ))}
    </ul>
  )
}

function One({ call, now }: { readonly call: Call; readonly now: number }): ReactNode {
  const t = useText()
  const format = useFormat()
  const seconds = secondsOf(call, now)
  const clock = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
  const who = call.name || format.phone(call.number)
  return (
    <li className={classes.call} data-running={call.endedAt === null || undefined}>
      {call.endedAt === null ? (
        <IconPhone size={15} aria-hidden="true" />
      ) : (
        <IconPhonePause size={15} aria-hidden="true" />
      )}
      {call.contactId === null ? (
        <strong>
          <Bdi>{who}</Bdi>
        </strong>
      ) : (
        <button
          type="button"
          className={classes.link}
          onClick={() => call.contactId && openRecord('contact', call.contactId)}
        >
          <Bdi>{who}</Bdi>
        </button>
      )}
      <span role="timer" aria-label={t(call.endedAt === null ? 'call.running' : 'call.parked')}>
        <Ltr>{format.digits(clock)}</Ltr>
      </span>
      {call.endedAt === null && (
        <IconButton label={t('call.hangUp', { who })} size={24} onClick={() => endCall(call.id)}>
          <IconPhoneOff size={14} />
        </IconButton>
      )}
      <Button
        size="small"
        aria-label={`${t('call.callBack')} ${who}`}
        onClick={() =>
          openDialog({
            what: 'schedule',
            preset: {
              kind: 'call',
              ...(call.contactId !== null && { contactId: call.contactId }),
              ...(call.companyId !== null && { companyId: call.companyId }),
            },
          })
        }
      >
        {t('call.callBack')}
      </Button>
      <Button
        size="small"
        tone="primary"
        onClick={() => openDialog({ what: 'log', kind: 'call', call: call.id, preset: {} })}
      >
        {t('call.log')}
      </Button>
      <IconButton label={t('call.forget', { who })} size={24} onClick={() => forgetCall(call.id)}>
        <IconX size={14} />
      </IconButton>
    </li>
  )
}
