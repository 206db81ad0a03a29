/** Before a campaign goes: the check of every message, a try on oneself, then all of them into the outbox. */
import { type ReactNode, useEffect, useState } from 'react'
import type { WireRecord } from '#db/shared/records.ts'
import { useJob } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { useReturnFocus } from '../../records/focus.ts'
import { JobProgress } from '../../records/JobProgress.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import layout from '../../ui/layout.module.css'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Campaigns.module.css'
import { RefusedList } from './words.tsx'

interface Props {
  readonly campaign: WireRecord
  readonly onClose: () => void
}

const blocking = ['noTemplate', 'noAccount', 'template', 'notSender']

export function SendDialog({ campaign, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const reader = useReader()
  const checking = useJob('campaign.check')
  const queueing = useJob('campaign.queue')
  const trying = useJob('campaign.test')
  const [incomplete, setIncomplete] = useState(false)
  const [to, setTo] = useState('')
  const [variant, setVariant] = useState<'A' | 'B'>('A')
  const { start: check } = checking
  useEffect(() => void check({ campaign: campaign.id, reader }), [check, campaign.id, reader])
  const found = checking.job.state === 'done' ? checking.job.result : undefined
  const blocked = found?.problems.some(({ code }) => blocking.includes(code)) ?? true
  const going = found ? found.ready - (incomplete ? 0 : found.missing.count) : 0

  const queue = async (): Promise<void> => {
    const done = await queueing.start({ campaign: campaign.id, reader, incomplete })
    if (!done) return
    toastUndoable(t('campaign.queued', { n: done.queued }), done.operation, t, has)
    onClose()
  }
  const test = async (): Promise<void> => {
    const done = await trying.start({ campaign: campaign.id, variant, to: to.trim(), reader })
    if (done) toastUndoable(t('campaign.test.done', { to: to.trim() }), done.operation, t, has)
  }
  const running = queueing.job.state === 'running' ? queueing : checking
  return (
    <Dialog
      open
      title={t('campaign.send.title', { name: String(campaign.name ?? '') })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            tone="primary"
            disabled={blocked || going <= 0}
            busy={queueing.job.state === 'running'}
            onClick={() => void queue()}
          >
            {t('campaign.send.do', { n: Math.max(0, going) })}
          </Button>
        </>
      }
    >
      <div className={layout.form}>
        {[checking.job, queueing.job, trying.job].map(
          (job, at) =>
            job.state === 'failed' && (
              // biome-ignore lint/suspicious/noArrayIndexKey: three jobs in a fixed order
              <ErrorNote key={at} error={job.error} />
            ),
        )}
        {running.job.state === 'running' && (
          <JobProgress
            label={t(queueing.job.state === 'running' ? 'campaign.queueing' : 'campaign.checking')}
            job={running.job}
            onCancel={running.cancel}
          />
        )}
        {found && (
          <div role="status" className={layout.form}>
            <p className={layout.words}>
              {t('campaign.check.found', { planned: found.planned, ready: found.ready })}
            </p>
            {found.problems.length > 0 && (
              <ul className={classes.refused} aria-label={t('campaign.check.problems')}>
                {found.problems.map(({ code, count, detail }) => (
                  <li key={code}>
                    <strong>{t(`campaign.hygiene.${code}`, { n: count })}</strong>
                    {detail !== '' && (
                      <div className={layout.hint}>
                        <bdi>{detail}</bdi>
                      </div>
                    )}
                  </li>
                ))}
              </ul>
            )}
            <RefusedList refused={found.refused} />
            {found.missing.count > 0 && (
              <>
                <p className={layout.words}>{t('campaign.check.missing', { n: found.missing.count })}</p>
                <p className={layout.hint}>
                  <bdi>
                    {found.missing.first
                      .slice(0, 5)
                      .map(({ name, fields }) => `${name} (${fields.join(', ')})`)
                      .join(' · ')}
                  </bdi>
                </p>
                <Checkbox
                  label={t('campaign.send.incomplete')}
                  checked={incomplete}
                  onChange={setIncomplete}
                />
              </>
            )}
          </div>
        )}
        {!blocked && (
          <section className={classes.test} aria-label={t('campaign.test')}>
            <TextField kind="email" label={t('campaign.test')} value={to} onChange={setTo} />
            {typeof campaign.templateBId === 'string' && (
              <Segments
                label={t('campaignMember.field.variant')}
                labelHidden
                value={variant}
                options={['A', 'B'].map((value) => ({ value, label: value }))}
                onChange={(value) => setVariant(value === 'B' ? 'B' : 'A')}
              />
            )}
            <Button
              disabled={!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(to.trim())}
              busy={trying.job.state === 'running'}
              onClick={() => void test()}
            >
              {t('campaign.test.do')}
            </Button>
          </section>
        )}
      </div>
    </Dialog>
  )
}
