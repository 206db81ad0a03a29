/** At the head of a contact or company that is a lead: how far it is, and the way on. */
import { IconTargetArrow } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { type LeadState, leadStates, openLeads } from '#db/shared/leadStates.ts'
import { call, recordOf } from '../../data/port.ts'
import { issueText } from '../../i18n/errorText.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import type { RecordAction, RecordProps } from '../../records/extensions.tsx'
import { openRecord } from '../../records/open.ts'
import { refNameOf } from '../../records/useRecord.ts'
import { useDoing } from '../../state/doing.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { type Money, MoneyField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Leads.module.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const stateOf = (value: unknown): LeadState | undefined => leadStates.find((state) => state === value)

export function LeadBanner({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const [converting, setConverting] = useState(false)
  const status = stateOf(record.leadStatus)
  if ((entity.name !== 'contact' && entity.name !== 'company') || !status || !openLeads.includes(status))
    return null
  const kind = entity.name === 'company' ? 'company' : 'contact'
  const set = async (next: LeadState): Promise<void> => {
    await doing(
      () => call('lead.setStatus', { entity: kind, id: record.id, status: next }),
      t('lead.changed', { name: text(record.displayName) }),
    )
  }
  const source = text(record.leadSource)
  return (
    <section className={classes.banner} aria-label={t('lead.one')}>
      <strong>{t('lead.one')}</strong>
      {source !== '' && (
        <span className={classes.dim}>
          <Bdi>{source}</Bdi>
        </span>
      )}
      <Select
        label={t(`${kind}.field.leadStatus`)}
        labelHidden
        disabled={readOnly}
        options={openLeads
          .concat('unqualified')
          .map((state) => ({ value: state, label: t(`${kind}.choice.leadStatus.${state}`) }))}
        value={status}
        onChange={(value) => {
          const next = stateOf(value)
          if (next && next !== status) void set(next)
        }}
      />
      <span className={classes.space} />
      {!readOnly && (
        <Button
          size="small"
          tone="primary"
          icon={<IconTargetArrow size={15} />}
          onClick={() => setConverting(true)}
        >
          {t('lead.convert')}
        </Button>
      )}
      {converting && <ConvertDialog kind={kind} record={record} onClose={() => setConverting(false)} />}
    </section>
  )
}

interface DialogProps {
  readonly kind: 'contact' | 'company'
  readonly record: RecordProps['record']
  readonly onClose: () => void
}

/** What the opportunity begins with; the rest is on the lead and stays there. */
function ConvertDialog({ kind, record, onClose }: DialogProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const { currency } = usePreferences()
  const employer = kind === 'contact' ? refNameOf(record, 'companyId') : null
  const [name, setName] = useState(employer ?? text(record.displayName))
  const [company, setCompany] = useState('')
  const [amount, setAmount] = useState<Money | null>(null)
  const [closeDate, setCloseDate] = useState<string | null>(null)
  const [nextStep, setNextStep] = useState('')
  const [error, setError] = useState<ErrorRecord>()
  const issue = error?.issues?.find(({ field }) => field === 'name')
  const save = async (): Promise<void> => {
    try {
      const made = await call('lead.convert', {
        entity: kind,
        id: record.id,
        data: {
          name,
          ...(amount && { amount: { ...amount } }),
          ...(closeDate !== null && { closeDate }),
          ...(nextStep.trim() !== '' && { nextStep }),
        },
        ...(company.trim() !== '' && { company }),
      })
      toastUndoable(t('lead.converted', { name: text(record.displayName) }), made.operation, t, has)
      onClose()
      openRecord('opportunity', made.opportunity)
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  return (
    <Dialog
      open
      size="small"
      title={t('lead.convert.title', { name: text(record.displayName) })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('lead.convert')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <p className={classes.dim}>{t('lead.convert.text')}</p>
        {error && !issue && <ErrorNote error={error} />}
        <TextField
          label={t('opportunity.field.name')}
          required
          autoFocus
          error={issue && issueText(issue, t, has)}
          value={name}
          onChange={setName}
        />
        {kind === 'contact' && !record.companyId && (
          <TextField label={t('lead.convert.company')} value={company} onChange={setCompany} />
        )}
        <MoneyField
          label={t('opportunity.field.amount')}
          currencies={[currency]}
          value={amount}
          onChange={setAmount}
        />
        <DateField label={t('opportunity.field.closeDate')} value={closeDate} onChange={setCloseDate} />
        <TextField label={t('opportunity.field.nextStep')} value={nextStep} onChange={setNextStep} />
      </div>
    </Dialog>
  )
}

/** Makes a lead of somebody who is none. */
export const leadAction: RecordAction = {
  id: 'lead.begin',
  label: 'lead.begin',
  icon: <IconTargetArrow size={15} />,
  on: ({ name }) => name === 'contact' || name === 'company',
  needsWrite: true,
  run: ({ entity, record }) =>
    void call('lead.setStatus', {
      entity: entity.name === 'company' ? 'company' : 'contact',
      id: record.id,
      status: 'new',
    }),
}
