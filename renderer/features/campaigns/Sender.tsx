/** Which computer sends a campaign, where several share the database: said in a line, given away, taken over. */
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import layout from '../../ui/layout.module.css'
import classes from './Campaigns.module.css'

type State = Output<'campaign.sender'>

/** Nothing is said where nobody else could send it. */
export function Sender({ id }: { readonly id: string }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const may = useMay('export')
  const [taking, setTaking] = useState(false)
  const sender = useRead(
    'campaign.sender',
    { id },
    { depends: { on: ['campaignSender', 'campaignMember', 'mailMessage'] }, keep: true },
  )
  const { data } = sender
  if (!data || (!data.shared && (data.state === 'here' || data.state === 'nobody'))) return null
  const letGo = async (): Promise<void> => {
    try {
      const { moved } = await call('campaign.letGo', { campaign: id })
      toast({ tone: 'done', text: t('sender.letGo.done', { moved }) })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const name = data.name ?? ''
  const here = data.state === 'here' || data.state === 'unconfirmed'
  return (
    <div className={classes.sender} role="status">
      <span>
        {t(data.state === 'elsewhere' && data.free ? 'sender.free' : `sender.${data.state}`, { name })}
        {data.state === 'elsewhere' && data.lastSeen !== null && (
          <> {t('sender.lastSeen', { when: format.dateTime(data.lastSeen) })}</>
        )}
        {data.waitingElsewhere > 0 && <> {t('sender.waiting', { n: data.waitingElsewhere })}</>}
      </span>
      {may && here && data.shared && (
        <Button tone="quiet" onClick={() => void letGo()}>
          {t('sender.letGo')}
        </Button>
      )}
      {may && !here && (
        <Button tone="quiet" onClick={() => setTaking(true)}>
          {t('sender.take')}
        </Button>
      )}
      {taking && <TakeOver id={id} sender={data} onClose={() => setTaking(false)} />}
    </div>
  )
}

interface Props {
  readonly id: string
  readonly sender: State
  readonly onClose: () => void
}

function TakeOver({ id, sender, onClose }: Props): ReactNode {
  const t = useText()
  const [waiting, setWaiting] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorRecord>()
  const force = !sender.free
  const take = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      if (sender.shared) await call('sync.now', {})
      const { moved } = await call('campaign.takeOver', { campaign: id, force, waiting })
      // Told, then seen to be there: then it is certain that nobody else did the same.
      if (sender.shared) for (let round = 0; round < 2; round++) await call('sync.now', {})
      toast({ tone: 'done', text: t('sender.taken', { moved }) })
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <SaveDialog
      title={t('sender.take.title')}
      error={error}
      action={t('sender.take.do')}
      tone={force ? 'danger' : 'primary'}
      busy={busy}
      onSave={() => void take()}
      onClose={onClose}
    >
      <div className={layout.form}>
        <p className={layout.words}>
          {t(force ? 'sender.take.force' : 'sender.take.free', { name: sender.name ?? '' })}
        </p>
        {sender.waitingElsewhere > 0 && (
          <>
            <Checkbox
              label={t('sender.take.waiting', { n: sender.waitingElsewhere })}
              checked={waiting}
              onChange={setWaiting}
            />
            <p className={layout.hint}>{t('sender.take.waitingHint')}</p>
          </>
        )}
      </div>
    </SaveDialog>
  )
}
