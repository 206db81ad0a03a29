/** One statement being written down: of the record in front, or of every record of a list. */
import { type ReactNode, useState } from 'react'
import { bases, type Consenting, channels, type decisions } from '#db/shared/consent.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { Target } from '#db/shared/target.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { JobProgress } from '../../records/JobProgress.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { PickList } from '../../ui/fields/PickList.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import layout from '../../ui/layout.module.css'
import { Dialog } from '../../ui/overlay/Dialog.tsx'

export interface Draft {
  readonly decision: (typeof decisions)[number]
  readonly channel: (typeof channels)[number]
  readonly purpose: string
  readonly basis: (typeof bases)[number] | null
  readonly source: string
  readonly wording: string
  readonly proof: string
  readonly until: string | null
  readonly keepUntil: string | null
}

export const freshDraft = (decision: Draft['decision']): Draft => ({
  decision,
  channel: decision === 'refused' ? 'all' : 'email',
  purpose: '',
  basis: decision === 'granted' ? 'consent' : 'request',
  source: '',
  wording: '',
  proof: '',
  until: null,
  keepUntil: null,
})

interface Props {
  readonly draft: Draft
  /** The name of the record, or how many they are. */
  readonly what: string
  readonly of:
    | { readonly entity: Consenting; readonly id: string }
    | { readonly entity: Consenting; readonly target: Target }
  readonly onClose: () => void
}

export function ConsentDialog({ draft, what, of, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const [said, setSaid] = useState(draft)
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const { job, start, cancel } = useJob('consent.recordMany')
  const purposes = useRead(
    'record.values',
    { entity: 'consent', field: 'purpose', limit: 50 },
    { depends: { on: ['consent'] } },
  ).data?.values
  const set = (change: Partial<Draft>): void => setSaid({ ...said, ...change })
  const granted = said.decision === 'granted'
  const title = t(`consent.title.${said.decision}`, { what })

  const save = async (): Promise<void> => {
    if (busy) return
    const { purpose, source, wording, proof, until, ...rest } = said
    const statement = {
      ...rest,
      purpose: purpose.trim() || null,
      source: source.trim() || null,
      wording: granted ? wording.trim() || null : null,
      proof: proof.trim() || null,
      until: granted ? until : null,
    }
    setBusy(true)
    setError(undefined)
    try {
      if ('id' in of) {
        const done = await call('consent.record', { entity: of.entity, id: of.id, ...statement })
        toastUndoable(t(`consent.saved.${said.decision}`), done.operation, t, has)
        if (done.standing > 0)
          toast({ tone: 'info', text: t('consent.saved.standing', { n: done.standing }) })
      } else {
        const done = await start({ entity: of.entity, target: of.target, ...statement })
        if (!done) return
        toastUndoable(t('consent.many.done', { n: done.changed }), done.operation, t, has)
      }
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }

  if (job.state === 'running')
    return (
      <Dialog open title={title} onClose={onClose}>
        <JobProgress label={t('consent.running')} job={job} onCancel={cancel} />
      </Dialog>
    )
  const failed = error ?? (job.state === 'failed' ? job.error : undefined)
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={layout.form}>
        {failed && <ErrorNote error={failed} />}
        <Segments
          label={t('consent.field.decision')}
          labelHidden
          value={said.decision}
          options={(['refused', 'granted'] as const).map((value) => ({
            value,
            label: t(`consent.choice.decision.${value}`),
          }))}
          onChange={(value) => set({ decision: value === 'granted' ? 'granted' : 'refused' })}
        />
        <div className={layout.pair}>
          <Select
            label={t('consent.field.channel')}
            value={said.channel}
            options={channels.map((value) => ({ value, label: t(`consent.choice.channel.${value}`) }))}
            onChange={(value) => set({ channel: channels.find((each) => each === value) ?? 'all' })}
          />
          <PickList
            label={t('consent.field.purpose')}
            description={t('consent.purpose.hint')}
            suggestions={purposes ?? []}
            value={said.purpose}
            onChange={(purpose) => set({ purpose })}
          />
        </div>
        <div className={layout.pair}>
          <Select
            label={t('consent.field.basis')}
            value={said.basis}
            clearable
            options={bases.map((value) => ({ value, label: t(`consent.choice.basis.${value}`) }))}
            onChange={(value) => set({ basis: bases.find((each) => each === value) ?? null })}
          />
          <TextField
            label={t('consent.field.source')}
            value={said.source}
            onChange={(source) => set({ source })}
          />
        </div>
        {granted && (
          <LongTextField
            label={t('consent.field.wording')}
            rows={2}
            value={said.wording}
            onChange={(wording) => set({ wording })}
          />
        )}
        <LongTextField
          label={t('consent.field.proof')}
          rows={2}
          value={said.proof}
          onChange={(proof) => set({ proof })}
        />
        <div className={layout.pair}>
          {granted && (
            <DateField
              label={t('consent.field.until')}
              value={said.until}
              onChange={(until) => set({ until })}
            />
          )}
          <DateField
            label={t('consent.field.keepUntil')}
            value={said.keepUntil}
            onChange={(keepUntil) => set({ keepUntil })}
          />
        </div>
      </div>
    </Dialog>
  )
}
