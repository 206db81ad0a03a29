/** A call campaign paged through: who comes next, what to say, how it ended, what is to follow. */
import { type ReactNode, useEffect, useState } from 'react'
import type { responses } from '#db/shared/campaigns.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { openRecord } from '../../records/open.ts'
import { useRecord } from '../../records/useRecord.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PickList } from '../../ui/fields/PickList.tsx'
import { LongTextField } from '../../ui/fields/TextField.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import layout from '../../ui/layout.module.css'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Campaigns.module.css'
import { subjectOf } from './member.ts'

/** Read at once; the rest comes as these are called. */
const MOST = 1_000

interface Props {
  readonly campaign: WireRecord
  readonly onClose: () => void
}

export function CallRun({ campaign, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const format = useFormat()
  const [at, setAt] = useState(0)
  const { job, start } = useJob('campaign.screen')
  // Who must not be called any more is not in the list.
  useEffect(() => void start({ campaign: campaign.id }), [start, campaign.id])
  const isAsked = job.state === 'done' || job.state === 'failed'
  const { data } = useRead(
    'record.list',
    {
      entity: 'campaignMember',
      filter: {
        and: [
          { field: 'campaignId', op: 'is', value: campaign.id },
          { field: 'status', op: 'is', value: 'planned' },
        ],
      },
      limit: MOST,
    },
    { depends: { on: ['campaignMember'] }, keep: true, enabled: isAsked },
  )
  const rows = data?.rows ?? []
  const member = rows[Math.min(at, Math.max(0, rows.length - 1))]
  return (
    <Dialog
      open
      size="large"
      title={t('campaign.call.title', { name: String(campaign.name ?? ''), left: rows.length })}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('ui.close')}</Button>}
    >
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      {data && !member && <p className={layout.words}>{t('campaign.call.done')}</p>}
      {member && (
        <>
          <div className={classes.pager}>
            <Button size="small" disabled={at === 0} onClick={() => setAt(at - 1)}>
              {t('campaign.call.previous')}
            </Button>
            <span className={layout.hint}>
              {t('campaign.call.place', {
                place: format.integer(Math.min(at, rows.length - 1) + 1),
                of: format.integer(rows.length),
              })}
            </span>
            <Button size="small" disabled={at >= rows.length - 1} onClick={() => setAt(at + 1)}>
              {t('campaign.call.skip')}
            </Button>
          </div>
          <OneCall key={member.id} campaign={campaign} member={member} onLeave={onClose} />
        </>
      )}
    </Dialog>
  )
}

interface OneProps {
  readonly campaign: WireRecord
  readonly member: WireRecord
  readonly onLeave: () => void
}

function OneCall({ campaign, member, onLeave }: OneProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { entity, id, name } = subjectOf(member)
  const record = useRecord(entity, id).data
  const codes = useRead('activity.options', {}, { depends: { on: ['resultCode'] } }).data
  const [resultCode, setResultCode] = useState('')
  const [note, setNote] = useState('')
  const [followUp, setFollowUp] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const phones: readonly unknown[] = Array.isArray(record?.phones) ? record.phones : []
  const names = codes?.results.filter(({ hidden }) => !hidden).map((code) => code.name) ?? []
  const wordOf = (code: string): string => (has(`record.result.${code}`) ? t(`record.result.${code}`) : code)
  const done = async (status: (typeof responses)[number]): Promise<void> => {
    setBusy(true)
    try {
      const code = names.find((each) => wordOf(each) === resultCode) ?? (resultCode.trim() || null)
      await call('activity.log', {
        kind: 'call',
        ...(entity === 'contact' ? { contacts: [id] } : { companies: [id] }),
        regarding: String(campaign.name ?? ''),
        details: note.trim() || null,
        resultCode: code,
        ...(followUp !== null && {
          followUp: {
            kind: 'call',
            regarding: String(campaign.name ?? ''),
            startAt: new Date(`${followUp}T09:00:00`).toISOString(),
          },
        }),
      })
      const { operation } = await call('campaign.respond', {
        campaign: campaign.id,
        members: [member.id],
        status,
        resultCode: code,
        response: note.trim() || null,
      })
      toastUndoable(t('campaign.response.saved'), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes.call}>
      <div className={classes.who}>
        <LinkButton
          onClick={() => {
            onLeave()
            openRecord(entity, id)
          }}
        >
          {name}
        </LinkButton>
        {phones.map((phone) => {
          const { value, e164, id: phoneId } = Object(phone)
          return (
            <span key={String(phoneId)} className={classes.phone}>
              {format.phone(String(value ?? ''), typeof e164 === 'string' ? e164 : undefined)}
            </span>
          )
        })}
      </div>
      {typeof campaign.script === 'string' && (
        <blockquote className={classes.script} aria-label={t('campaign.field.script')}>
          <bdi>{campaign.script}</bdi>
        </blockquote>
      )}
      <div className={layout.pair}>
        <PickList
          label={t('campaignMember.field.resultCode')}
          suggestions={names.map(wordOf)}
          value={resultCode}
          onChange={setResultCode}
          autoFocus
        />
        <DateField label={t('campaign.call.followUp')} value={followUp} onChange={setFollowUp} />
      </div>
      <LongTextField label={t('campaign.call.note')} value={note} onChange={setNote} />
      <div className={classes.verbs}>
        {(['sent', 'responded', 'converted', 'optedOut'] as const).map((status) => (
          <Button
            key={status}
            tone={status === 'responded' ? 'primary' : 'plain'}
            disabled={busy}
            onClick={() => void done(status)}
          >
            {t(`campaign.call.${status}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}
