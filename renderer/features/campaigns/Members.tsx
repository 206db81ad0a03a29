/** The members of a campaign: by state, with what came back of each. */
import { IconDots } from '@tabler/icons-react'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { memberStates, responses } from '#db/shared/campaigns.ts'
import { consentOf } from '#db/shared/consent.ts'
import type { Filter } from '#db/shared/filter.ts'
import { openLeads } from '#db/shared/leadStates.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import layout from '../../ui/layout.module.css'
import { Menu } from '../../ui/Menu.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Campaigns.module.css'
import { stateOf, subjectOf } from './member.ts'
import { ResponseDialog } from './ResponseDialogs.tsx'
import { MemberStatus } from './words.tsx'

/** More would take seconds to draw. */
const EACH = 100

const named = (value: string): Filter => ({
  or: Object.values(consentOf).map((field) => ({ field, op: 'contains', value })),
})

export function Members({ campaign }: { readonly campaign: WireRecord }): ReactNode {
  const t = useText()
  const format = useFormat()
  const may = useMay('edit')
  const [state, setState] = useState<string | null>(null)
  const [name, setName] = useState('')
  const called = useDeferredValue(name.trim())
  const [answer, setAnswer] = useState<WireRecord>()
  const [shown, setShown] = useState(EACH)
  const { data } = useRead(
    'record.list',
    {
      entity: 'campaignMember',
      filter: {
        and: [
          { field: 'campaignId', op: 'is', value: campaign.id },
          ...(state === null ? [] : [{ field: 'status', op: 'is' as const, value: state }]),
          ...(called === '' ? [] : [named(called)]),
        ],
      },
      limit: shown,
    },
    { depends: { on: ['campaignMember'] }, keep: true },
  )
  const rows = data?.rows ?? []
  const leads = useLeads(rows)
  const halves = rows.some(({ variant }) => variant !== null)
  return (
    <div className={layout.tab}>
      <div className={classes.filter}>
        <TextField
          label={t('campaign.member.find')}
          labelHidden
          placeholder={t('campaign.member.find')}
          value={name}
          onChange={setName}
        />
        <Select
          label={t('campaignMember.field.status')}
          labelHidden
          placeholder={t('campaign.everyState')}
          clearable
          value={state}
          options={memberStates.map((value) => ({
            value,
            label: t(`campaignMember.choice.status.${value}`),
          }))}
          onChange={setState}
        />
        {rows.length === shown && (
          <span className={layout.hint}>{t('campaign.first', { n: format.integer(rows.length) })}</span>
        )}
      </div>
      {data && rows.length === 0 ? (
        <EmptyState title={t(called === '' && state === null ? 'campaign.noMembers' : 'campaign.noneFound')}>
          {called === '' && state === null && t('campaign.noMembers.text')}
        </EmptyState>
      ) : (
        <Table
          label={t('campaign.members')}
          columns={[
            { id: 'name', label: t('campaign.member.name') },
            { id: 'status', label: t('campaignMember.field.status') },
            ...(halves ? [{ id: 'variant', label: t('campaignMember.field.variant'), narrow: true }] : []),
            { id: 'at', label: t('campaignMember.field.at'), narrow: true },
            { id: 'menu', label: '', narrow: true },
          ]}
        >
          {rows.map((member) => {
            const { entity, id, name } = subjectOf(member)
            return (
              <tr key={member.id} data-member={member.id}>
                <td>
                  <LinkButton onClick={() => openRecord(entity, id)}>{name || t('list.unnamed')}</LinkButton>{' '}
                  {leads.has(id) && <Badge>{t('lead.one')}</Badge>}
                  {typeof member.response === 'string' && (
                    <div className={layout.hint}>
                      <bdi>{member.response}</bdi>
                    </div>
                  )}
                </td>
                <td>
                  <MemberStatus
                    status={stateOf(member)}
                    reason={typeof member.reason === 'string' ? member.reason : null}
                  />
                </td>
                {halves && <td>{String(member.variant ?? '')}</td>}
                <td className={classes.day}>{typeof member.at === 'string' && format.day(member.at)}</td>
                <td>{may && <Actions campaign={campaign.id} member={member} onAnswer={setAnswer} />}</td>
              </tr>
            )
          })}
        </Table>
      )}
      {rows.length === shown && (
        <div>
          <Button onClick={() => setShown(shown + EACH)}>{t('record.related.more')}</Button>
        </div>
      )}
      {answer && <ResponseDialog campaign={campaign} member={answer} onClose={() => setAnswer(undefined)} />}
    </div>
  )
}

/** Who of them is a lead still to be decided about. */
function useLeads(members: readonly WireRecord[]): ReadonlySet<string> {
  const subjects = members.map(subjectOf)
  const open = { field: 'leadStatus', op: 'in' as const, value: [...openLeads] }
  const read = (kind: 'contact' | 'company') => {
    const value = subjects.filter(({ entity }) => entity === kind).map(({ id }) => id)
    return {
      entity: kind,
      filter: { and: [{ field: 'id', op: 'in' as const, value }, open] },
      limit: Math.max(1, value.length),
    }
  }
  const of = (kind: 'contact' | 'company') => ({
    depends: { on: [kind] },
    enabled: subjects.some(({ entity }) => entity === kind),
    keep: true,
  })
  const contacts = useRead('record.list', read('contact'), of('contact')).data?.rows ?? []
  const companies = useRead('record.list', read('company'), of('company')).data?.rows ?? []
  return new Set([...contacts, ...companies].map(({ id }) => id))
}

interface ActionsProps {
  readonly campaign: string
  readonly member: WireRecord
  readonly onAnswer: (member: WireRecord) => void
}

function Actions({ campaign, member, onAnswer }: ActionsProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const label = t('campaign.member.menu', { name: subjectOf(member).name })
  const state = stateOf(member)
  const say = async (status: (typeof responses)[number]): Promise<void> => {
    await doing(
      () => call('campaign.respond', { campaign, members: [member.id], status }),
      t(`campaignMember.choice.status.${status}`),
    )
  }
  const remove = async (): Promise<void> => {
    await doing(
      () => call('campaign.removeMembers', { campaign, members: [member.id] }),
      t('campaign.member.removed'),
    )
  }
  return (
    <Menu
      label={label}
      position="bottom-end"
      trigger={
        <IconButton label={label} size={24}>
          <IconDots size={15} />
        </IconButton>
      }
      entries={[
        { id: 'answer', label: t('campaign.response'), onSelect: () => onAnswer(member) },
        { kind: 'line', id: 'line' },
        ...responses
          .filter((status) => status !== state && status !== 'planned')
          .map((status) => ({
            id: status,
            label: t(`campaignMember.choice.status.${status}`),
            onSelect: () => void say(status),
          })),
        ...(['planned', 'excluded', 'failed'].includes(state)
          ? [
              {
                id: 'remove',
                label: t('campaign.member.remove'),
                danger: true,
                onSelect: () => void remove(),
              },
            ]
          : []),
      ]}
    />
  )
}
