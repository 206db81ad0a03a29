/** Sharing in a window: offers the commands, holds the dialogs, and exchanges changes once a minute by itself. */
import { type ReactNode, useEffect, useState } from 'react'
import { MIN_PASSPHRASE } from '#db/shared/sync.ts'
import { useJob } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { useCommand } from '../../state/commands.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PasswordField } from '../../ui/fields/PasswordField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Sharing.module.css'
import { exchange, openDialog, refresh, useSharing } from './state.ts'

const ROUND_MS = 60_000
const ENDING = 'crmhub'

export function Sharing(): ReactNode {
  const t = useText()
  const has = useHasText()
  const { status, dialog } = useSharing()
  const mayConfigure = useMay('configure')
  const state = status?.state
  const canStart = mayConfigure && state !== undefined && state !== 'ready'
  useCommand('sharing.share', canStart && state === 'off' ? () => openDialog('share') : undefined)
  useCommand('sharing.join', canStart ? () => openDialog('join') : undefined)
  useCommand(
    'sharing.now',
    state === 'ready'
      ? () =>
          void exchange().then((problem) =>
            toast(
              problem
                ? { tone: 'problem', text: errorText(problem, t, has) }
                : { tone: 'done', text: t('sharing.exchanged') },
            ),
          )
      : undefined,
  )
  useEffect(() => void refresh(), [])
  useEffect(() => {
    if (state !== 'ready' || native?.environment.windowKind === 'record') return
    void exchange()
    const timer = setInterval(() => void exchange(), ROUND_MS)
    return () => clearInterval(timer)
  }, [state])
  return dialog === undefined ? null : <StartDialog key={dialog} kind={dialog} />
}

/** Both ask the same: where, and the passphrase. */
function StartDialog({ kind }: { readonly kind: 'share' | 'join' }): ReactNode {
  const t = useText()
  const share = kind === 'share'
  const creating = useJob('sync.create')
  const joining = useJob('sync.join')
  const { job, cancel } = share ? creating : joining
  const [path, setPath] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const running = job.state === 'running' ? job : undefined
  const enough = !share || [...passphrase].length >= MIN_PASSPHRASE
  const ready = path !== '' && passphrase !== '' && enough && (!share || again === passphrase)

  const choose = async (): Promise<void> => {
    const filters = [{ name: t('sharing.file'), extensions: [ENDING] }]
    const chosen = share
      ? await native?.saveFile({
          title: t('sharing.share.title'),
          suggestedName: `Samphan.${ENDING}`,
          filters,
        })
      : (await native?.openFiles({ title: t('sharing.join.title'), filters }))?.[0]
    if (chosen) setPath(chosen)
  }
  const start = async (): Promise<void> => {
    if (!ready || running) return
    const result = share
      ? await creating.start({ out: path, passphrase })
      : await joining.start({ files: [path], passphrase })
    await refresh()
    if (!result) return
    toast({ tone: 'done', text: t(share ? 'sharing.shared' : 'sharing.joined') })
    openDialog(undefined)
  }
  return (
    <Dialog
      open
      title={t(`sharing.${kind}.title`)}
      onClose={() => {
        if (!running) openDialog(undefined)
      }}
      onSubmit={() => void start()}
      footer={
        running ? undefined : (
          <>
            <Button onClick={() => openDialog(undefined)}>{t('ui.cancel')}</Button>
            <Button tone="primary" type="submit" disabled={!ready}>
              {t(`sharing.${kind}.do`)}
            </Button>
          </>
        )
      }
    >
      {running ? (
        <JobProgress
          label={t(running.progress.step ? `progress.${running.progress.step}` : 'sharing.working')}
          job={running}
          onCancel={cancel}
        />
      ) : (
        <div className={classes.form}>
          <p>{t(`sharing.${kind}.text`)}</p>
          <div className={classes.row}>
            <Button autoFocus onClick={() => void choose()}>
              {t('sharing.choose')}
            </Button>
            <span className={classes.path}>{path === '' ? t('sharing.noFile') : <Ltr>{path}</Ltr>}</span>
          </div>
          <PasswordField
            label={t('sharing.passphrase')}
            value={passphrase}
            onChange={setPassphrase}
            fresh={share}
          />
          {share && (
            <>
              <PasswordField label={t('sharing.passphrase.again')} value={again} onChange={setAgain} fresh />
              <p className={classes.hint}>
                {again !== '' && again !== passphrase
                  ? t('sharing.passphrase.differ')
                  : t('sharing.passphrase.hint', { min: MIN_PASSPHRASE })}
              </p>
            </>
          )}
          {job.state === 'failed' && job.error.code !== 'Cancelled' && <ErrorNote error={job.error} />}
        </div>
      )}
    </Dialog>
  )
}
