/** One campaign: what it costs and brings, who is in it, its steps, and what can be done next. */
import {
  IconArrowLeft,
  IconDots,
  IconMailForward,
  IconPencil,
  IconPhone,
  IconPlus,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { campaign as campaignEntity } from '#db/shared/campaigns.ts'
import type { Filter } from '#db/shared/filter.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { EditRecord } from '../../records/EditRecord.tsx'
import { useRecord } from '../../records/useRecord.ts'
import { useDoing } from '../../state/doing.ts'
import { askToImport } from '../../state/importRequest.ts'
import { askFor } from '../../state/lookup.ts'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { AddMembers } from './AddMembers.tsx'
import { CallRun } from './CallRun.tsx'
import classes from './Campaigns.module.css'
import { Compare } from './Compare.tsx'
import { Members } from './Members.tsx'
import { Paper } from './Paper.tsx'
import { ImportResponses } from './ResponseDialogs.tsx'
import { SendDialog } from './SendDialog.tsx'
import { Sender } from './Sender.tsx'
import { Steps } from './Steps.tsx'
import { Summary } from './Summary.tsx'

type Open = 'edit' | 'add' | 'send' | 'call' | 'import' | 'compare'

/** Members of a campaign as a lookup of contacts asks for them. */
const membersOf = (id: string): Filter => ({
  some: 'campaignMember',
  where: {
    and: [
      { field: 'campaignId', op: 'is', value: id },
      {
        field: 'status',
        op: 'in',
        value: ['planned', 'queued', 'sent', 'replied', 'responded', 'converted'],
      },
    ],
  },
})

export function CampaignView({ id }: { readonly id: string }): ReactNode {
  const t = useText()
  const { data: record, error } = useRecord('campaign', id)
  const [open, setOpen] = useState<Open>()
  const [tab, setTab] = useState('members')
  const close = (): void => setOpen(undefined)
  if (error) return <ErrorNote error={error.record} />
  if (!record) return null
  return (
    <Page
      title={String(record.name ?? '')}
      text={<About record={record} />}
      actions={<Actions record={record} onOpen={setOpen} />}
    >
      {record.kind === 'email' && <Sender id={id} />}
      <Summary id={id} record={record} />
      <Tabs
        label={t('campaign.one')}
        open={tab}
        onOpen={setTab}
        tabs={[
          { id: 'members', label: t('campaign.members'), panel: <Members campaign={record} /> },
          { id: 'steps', label: t('campaignStep.many'), panel: <Steps campaign={record} /> },
        ]}
      />
      {open === 'edit' && <EditRecord entity={campaignEntity} id={id} onClose={close} />}
      {open === 'add' && <AddMembers campaign={id} onClose={close} />}
      {open === 'send' && <SendDialog campaign={record} onClose={close} />}
      {open === 'call' && <CallRun campaign={record} onClose={close} />}
      {open === 'compare' && <Compare campaign={record} onClose={close} />}
      {open === 'import' && <ImportResponses campaign={id} onClose={close} />}
    </Page>
  )
}

function About({ record }: { readonly record: WireRecord }): ReactNode {
  const t = useText()
  const format = useFormat()
  const days = [record.startsOn, record.endsOn].flatMap((day) =>
    typeof day === 'string' ? [format.date(day)] : [],
  )
  return (
    <span className={classes.about}>
      <Badge>{t(`campaign.choice.kind.${String(record.kind)}`)}</Badge>
      <Badge tone={record.status === 'running' ? 'accent' : 'neutral'}>
        {t(`campaign.choice.status.${String(record.status ?? 'planned')}`)}
      </Badge>
      {days.length > 0 && <span>{days.join(' – ')}</span>}
      {typeof record.purpose === 'string' && <bdi>{record.purpose}</bdi>}
      {record.needsConsent === true && <span>{t('campaign.onlyConsent')}</span>}
      {typeof record.competitor === 'string' && <bdi>{record.competitor}</bdi>}
    </span>
  )
}

function Actions({
  record,
  onOpen,
}: {
  readonly record: WireRecord
  readonly onOpen: (open: Open) => void
}): ReactNode {
  const t = useText()
  const doing = useDoing()
  const may = useMay('edit')
  const maySend = useMay('export')
  const mayImport = useMay('import')
  const counts = useRead(
    'campaign.summary',
    { id: record.id },
    { depends: { on: ['campaignMember'] }, keep: true },
  ).data?.counts
  const show = (entity: 'contact' | 'company'): void => {
    askFor(entity, membersOf(record.id))
    go({ section: entity === 'contact' ? 'contacts' : 'companies' })
  }
  const trash = async (): Promise<void> => {
    if (
      await doing(
        () => call('record.trash', { entity: 'campaign', id: record.id }),
        t('list.deleted', { name: String(record.name ?? '') }),
      )
    ) {
      go({ section: 'campaigns' })
    }
  }
  const label = t('campaign.menu', { name: String(record.name ?? '') })
  return (
    <>
      <Button
        tone="quiet"
        icon={<IconArrowLeft size={16} className={classes.mirrored} />}
        onClick={() => go({ section: 'campaigns' })}
      >
        {t('campaign.many')}
      </Button>
      {may && (
        <Button icon={<IconPlus size={16} />} onClick={() => onOpen('add')}>
          {t('campaign.add')}
        </Button>
      )}
      {may && maySend && record.kind === 'email' && (
        <Button tone="primary" icon={<IconMailForward size={16} />} onClick={() => onOpen('send')}>
          {t('campaign.send')}
        </Button>
      )}
      {may && maySend && (record.kind === 'letter' || record.kind === 'event') && (
        <Paper campaign={record.id} planned={counts?.planned ?? 0} />
      )}
      {may && record.kind === 'call' && (
        <Button
          tone="primary"
          icon={<IconPhone size={16} />}
          disabled={(counts?.planned ?? 0) === 0}
          onClick={() => onOpen('call')}
        >
          {t('campaign.call')}
        </Button>
      )}
      <Menu
        label={label}
        position="bottom-end"
        trigger={
          <IconButton label={label}>
            <IconDots size={16} />
          </IconButton>
        }
        entries={[
          { id: 'contacts', label: t('campaign.show.contact'), onSelect: () => show('contact') },
          { id: 'companies', label: t('campaign.show.company'), onSelect: () => show('company') },
          { id: 'compare', label: t('campaign.compare'), onSelect: () => onOpen('compare') },
          ...(may
            ? [
                { kind: 'line' as const, id: 'line' },
                {
                  id: 'edit',
                  label: t('campaign.edit'),
                  icon: <IconPencil size={15} />,
                  onSelect: () => onOpen('edit'),
                },
                { id: 'import', label: t('campaign.import'), onSelect: () => onOpen('import') },
                ...(mayImport
                  ? (['answer', 'campaign'] as const).map((what) => ({
                      id: what,
                      label: t(what === 'answer' ? 'campaign.answersFromFile' : 'campaign.fromFile'),
                      onSelect: () => askToImport({ what, campaign: record.id }),
                    }))
                  : []),
                { id: 'delete', label: t('list.delete'), danger: true, onSelect: () => void trash() },
              ]
            : []),
        ]}
      />
    </>
  )
}
