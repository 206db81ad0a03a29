/** The customer said no: whether the opportunity is lost with it, and why. */
import { type ReactNode, useState } from 'react'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { issueText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { useSubmit } from '../../state/submit.ts'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField } from '../../ui/fields/TextField.tsx'
import classes from './Quotes.module.css'

interface Props {
  readonly id: string
  readonly number: string
  readonly hasOpportunity: boolean
  readonly onClose: () => void
}

export function DeclineDialog({ id, number, hasOpportunity, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const reasons = useRead('opportunity.reasons', {}, { depends: { on: ['closeReason'] } }).data?.reasons ?? []
  const offered = reasons.filter((one) => !one.hidden && one.outcome !== 'won')
  const [lose, setLose] = useState(false)
  const [reason, setReason] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const { busy, error, submit } = useSubmit()
  const issue = error?.issues?.find(({ field }) => field === 'reasonId')
  const save = () =>
    submit(async () => {
      const { operation } = await call('quote.decide', {
        id,
        status: 'declined',
        lose,
        ...(reason !== null && { reason }),
        ...(note.trim() !== '' && { note }),
      })
      toastUndoable(t('quote.declined', { number }), operation, t, has)
      onClose()
    })
  return (
    <SaveDialog
      size="small"
      title={t('quote.decline.title', { number })}
      action={t('quote.decline')}
      busy={busy}
      error={issue ? undefined : error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={classes.form}>
        {hasOpportunity && <Checkbox label={t('quote.decline.lose')} checked={lose} onChange={setLose} />}
        {lose && (
          <Select
            label={t('opportunity.field.reasonId')}
            options={offered.map((one) => ({ value: one.id, label: one.name }))}
            value={reason}
            required={offered.length > 0}
            clearable
            error={issue && issueText(issue, t, has)}
            onChange={setReason}
          />
        )}
        {lose && <LongTextField label={t('opportunity.field.reasonNote')} value={note} onChange={setNote} />}
        {!lose && <p className={classes.dim}>{t('quote.decline.text')}</p>}
      </div>
    </SaveDialog>
  )
}
