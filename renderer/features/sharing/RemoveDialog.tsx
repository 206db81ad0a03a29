/** Taking a computer out of the team: a new key for everybody else, and a new passphrase for who joins later. */
import { type ReactNode, useState } from 'react'
import { MIN_PASSPHRASE, type SyncDevice } from '#db/shared/sync.ts'
import { useJob } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PasswordField } from '../../ui/fields/PasswordField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Sharing.module.css'
import { refresh } from './state.ts'

interface Props {
  readonly device: SyncDevice
  readonly onClose: () => void
}

export function RemoveDialog({ device, onClose }: Props): ReactNode {
  const t = useText()
  const { job, start } = useJob('sync.removeDevice')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const running = job.state === 'running'
  const ready = [...passphrase].length >= MIN_PASSPHRASE && again === passphrase && !running
  const remove = async (): Promise<void> => {
    if (!ready || !(await start({ device: device.id, passphrase }))) return
    await refresh()
    toast({ tone: 'done', text: t('sharing.removed', { name: device.name }) })
    onClose()
  }
  return (
    <Dialog
      open
      title={t('sharing.remove.title', { name: device.name })}
      onClose={() => {
        if (!running) onClose()
      }}
      onSubmit={() => void remove()}
      footer={
        <>
          <Button disabled={running} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={running} disabled={!ready}>
            {t('sharing.remove.do')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <p>{t('sharing.remove.text')}</p>
        <PasswordField
          label={t('sharing.remove.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          fresh
        />
        <PasswordField label={t('sharing.passphrase.again')} value={again} onChange={setAgain} fresh />
        <p className={classes.hint}>
          {again !== '' && again !== passphrase
            ? t('sharing.passphrase.differ')
            : t('sharing.passphrase.hint', { min: MIN_PASSPHRASE })}
        </p>
        {job.state === 'failed' && <ErrorNote error={job.error} />}
      </div>
    </Dialog>
  )
}
