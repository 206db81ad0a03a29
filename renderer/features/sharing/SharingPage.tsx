/** Sharing in the settings: how it stands, who takes part and how far each is, checking and repairing, the log to send. */
import { type ReactNode, useEffect, useState } from 'react'
import { useJob } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Alarms } from './Alarms.tsx'
import { Devices } from './Devices.tsx'
import { PreviewDialog } from './PreviewDialog.tsx'
import classes from './Sharing.module.css'
import { exchange, openDialog, refresh, useSharing } from './state.ts'

const MOST_EVENTS = 1_000

export function SharingPage(): ReactNode {
  const t = useText()
  const { status } = useSharing()
  const mayConfigure = useMay('configure')
  useEffect(() => void refresh(), [])
  if (!status) return null
  if (status.state === 'off')
    return (
      <div className={classes.list}>
        <p>{t('sharing.off.text')}</p>
        {mayConfigure && (
          <div className={classes.row}>
            <Button tone="primary" onClick={() => openDialog('share')}>
              {t('command.sharing.share')}
            </Button>
            <Button onClick={() => openDialog('join')}>{t('command.sharing.join')}</Button>
          </div>
        )}
      </div>
    )
  return <Shared />
}

function Shared(): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { status, busy } = useSharing()
  const mayConfigure = useMay('configure')
  const mayMaintain = useMay('maintain')
  const [leaving, setLeaving] = useState(false)
  const [previewing, setPreviewing] = useState(false)
  const verify = useJob('sync.verify')
  const checking = verify.job.state === 'running' ? verify.job : undefined
  if (!status) return null
  const problem = status.problem

  const leave = async (): Promise<void> => {
    try {
      await call('sync.leave', {})
    } catch (failure) {
      reportFailure(failure, t, has)
    }
    await refresh()
  }
  const copyLog = async (): Promise<void> => {
    const { events } = await call('sync.events', { limit: MOST_EVENTS })
    await native?.copyText(
      events.map(({ at, code, params }) => `${at} ${code} ${JSON.stringify(params)}`).join('\n'),
    )
    toast({ tone: 'done', text: t('sharing.log.copied') })
  }
  return (
    <div className={classes.list}>
      <p className={classes.path}>
        <Ltr>{status.hub ?? ''}</Ltr>
      </p>
      {status.state === 'locked' && (
        <div className={classes.row}>
          <span>{t('sharing.locked')}</span>
          {mayConfigure && <Button onClick={() => openDialog('join')}>{t('command.sharing.join')}</Button>}
        </div>
      )}
      <Alarms alarms={status.alarms} />
      {problem && <p role="status">{errorText({ ...problem, code: asCode(problem.code) }, t, has)}</p>}
      <p>
        {t('sharing.standing', { unsent: status.unsent, waiting: status.waiting })}{' '}
        {status.lastRound
          ? t('sharing.lastRound', { when: format.relative(status.lastRound, Date.now()) })
          : t('sharing.neverRound')}
      </p>
      {status.parked > 0 && <p>{t('sharing.parked', { n: status.parked })}</p>}
      {status.keys === 'file' && <p className={classes.hint}>{t('sharing.keyFile')}</p>}
      <div className={classes.row}>
        <Button
          tone="primary"
          busy={busy}
          disabled={status.state !== 'ready'}
          onClick={() => void exchange()}
        >
          {t('command.sharing.now')}
        </Button>
        {status.state === 'ready' && (
          <Button onClick={() => setPreviewing(true)}>{t('sharing.preview')}</Button>
        )}
        {status.conflicts > 0 && (
          <Button onClick={() => go({ section: 'conflicts' })}>
            {t('sharing.banner', { n: status.conflicts })}
          </Button>
        )}
        {mayMaintain && status.state === 'ready' && !checking && (
          <Button onClick={() => void verify.start({ repair: true })}>{t('sharing.verify')}</Button>
        )}
        <Button tone="quiet" onClick={() => void copyLog()}>
          {t('sharing.log.copy')}
        </Button>
        {mayConfigure && (
          <Button tone="quiet" onClick={() => (leaving ? void leave() : setLeaving(true))}>
            {t(leaving ? 'sharing.leave.sure' : 'sharing.leave')}
          </Button>
        )}
      </div>
      {checking && <JobProgress label={t('progress.syncVerify')} job={checking} onCancel={verify.cancel} />}
      {verify.job.state === 'failed' && <ErrorNote error={verify.job.error} />}
      {verify.job.state === 'done' && (
        <p role="status">
          {t(verify.job.result.repaired ? 'sharing.verify.repaired' : 'sharing.verify.ok', {
            files: verify.job.result.files,
            damaged: verify.job.result.damaged.length,
          })}
        </p>
      )}
      {previewing && <PreviewDialog onClose={() => setPreviewing(false)} />}
      <Devices devices={status.devices} removable={mayConfigure && status.state === 'ready'} />
    </div>
  )
}

const asCode = (code: string): 'Unavailable' | 'Denied' | 'Conflict' | 'Corrupt' | 'NotFound' =>
  code === 'Denied' || code === 'Conflict' || code === 'Corrupt' || code === 'NotFound' ? code : 'Unavailable'

/** In the bottom line of the window: that it is shared, and how it stands. */
export function SharingState(): ReactNode {
  const t = useText()
  const format = useFormat()
  const { status, busy } = useSharing()
  if (!status || status.state === 'off') return null
  const words =
    status.state === 'locked'
      ? t('sharing.state.locked')
      : busy
        ? t('sharing.state.busy')
        : status.problem
          ? t('sharing.state.problem')
          : status.lastRound
            ? t('sharing.state.ok', { when: format.relative(status.lastRound, Date.now()) })
            : t('sharing.neverRound')
  return (
    <button
      type="button"
      className={classes.item}
      onClick={() => go({ section: 'settings', view: 'sharing' })}
    >
      {words}
    </button>
  )
}
