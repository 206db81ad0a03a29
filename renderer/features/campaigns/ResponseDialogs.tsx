/** What came back: of one member, or of the addresses of an import. */
import { type ReactNode, useState } from 'react'
import { responses } from '#db/shared/campaigns.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useJob } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { RefField } from '../../records/RefField.tsx'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { type Money, MoneyField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField } from '../../ui/fields/TextField.tsx'
import layout from '../../ui/layout.module.css'
import { stateOf, subjectOf } from './member.ts'
import { moneyOf, useCurrencies } from './words.tsx'

type Response = (typeof responses)[number]

function StatusField({
  value,
  onChange,
}: {
  readonly value: Response
  readonly onChange: (value: Response) => void
}): ReactNode {
  const t = useText()
  return (
    <Select
      label={t('campaignMember.field.status')}
      value={value}
      options={responses.map((each) => ({ value: each, label: t(`campaignMember.choice.status.${each}`) }))}
      onChange={(next) => onChange(responses.find((each) => each === next) ?? 'responded')}
    />
  )
}

interface OneProps {
  readonly campaign: WireRecord
  readonly member: WireRecord
  readonly onClose: () => void
}

export function ResponseDialog({ campaign, member, onClose }: OneProps): ReactNode {
  const currencies = useCurrencies(campaign)
  const t = useText()
  const has = useHasText()
  const now = stateOf(member)
  const [status, setStatus] = useState<Response>(responses.find((each) => each === now) ?? 'responded')
  const [response, setResponse] = useState(String(member.response ?? ''))
  const [value, setValue] = useState<Money | null>(moneyOf(member.value))
  const [opportunity, setOpportunity] = useState<string | null>(
    typeof member.opportunityId === 'string' ? member.opportunityId : null,
  )
  const { job, start } = useJob('campaign.respond')
  const save = async (): Promise<void> => {
    const done = await start({
      campaign: campaign.id,
      members: [member.id],
      status,
      response: response.trim() || null,
      value,
      opportunity,
    })
    if (!done) return
    toastUndoable(t('campaign.response.saved'), done.operation, t, has)
    onClose()
  }
  return (
    <SaveDialog
      title={t('campaign.response.title', { name: subjectOf(member).name })}
      error={job.state === 'failed' ? job.error : undefined}
      busy={job.state === 'running'}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={layout.form}>
        <StatusField value={status} onChange={setStatus} />
        <LongTextField label={t('campaignMember.field.response')} value={response} onChange={setResponse} />
        {status === 'converted' && (
          <>
            <RefField
              to="opportunity"
              label={t('campaignMember.field.opportunityId')}
              value={opportunity}
              canCreate={false}
              onChange={setOpportunity}
            />
            <MoneyField
              label={t('campaignMember.field.value')}
              description={t('campaign.value.hint')}
              currencies={currencies}
              value={value}
              onChange={setValue}
            />
          </>
        )}
      </div>
    </SaveDialog>
  )
}

export function ImportResponses({
  campaign,
  onClose,
}: {
  readonly campaign: string
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const [status, setStatus] = useState<Response>('responded')
  const [text, setText] = useState('')
  const { job, start } = useJob('campaign.respond')
  const addresses = text
    .split(/[\n;]+/)
    .map((line) => line.trim())
    .filter(Boolean)
  const run = async (): Promise<void> => {
    const done = await start({ campaign, addresses, status })
    if (!done) return
    toastUndoable(t('campaign.import.done', { n: done.changed }), done.operation, t, has)
    if (done.unknown.count > 0)
      toast({
        tone: 'info',
        text: t('campaign.import.unknown', { n: done.unknown.count, first: done.unknown.first.join(', ') }),
      })
    onClose()
  }
  return (
    <SaveDialog
      title={t('campaign.import.title')}
      error={job.state === 'failed' ? job.error : undefined}
      action={t('campaign.import.do')}
      ready={addresses.length > 0}
      busy={job.state === 'running'}
      onSave={() => void run()}
      onClose={onClose}
    >
      <div className={layout.form}>
        <p className={layout.hint}>{t('campaign.import.text')}</p>
        <StatusField value={status} onChange={setStatus} />
        <LongTextField label={t('lists.import.field')} rows={8} value={text} onChange={setText} autoFocus />
      </div>
    </SaveDialog>
  )
}
