/** All campaigns: as a list, month by month, and with their budgets. One of them when the route names it. */
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import { go, type Route } from '../../state/route.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import layout from '../../ui/layout.module.css'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { Calendar } from './Calendar.tsx'
import classes from './Campaigns.module.css'
import { CampaignView } from './CampaignView.tsx'
import { useMoney } from './words.tsx'

export type Overview = Output<'campaign.overview'>['campaigns']
const views = ['list', 'calendar', 'budget'] as const

export function CampaignsPage({ route }: { readonly route: Route }): ReactNode {
  return route.id ? <CampaignView key={route.id} id={route.id} /> : <All />
}

function All(): ReactNode {
  const t = useText()
  const [view, setView] = useState<(typeof views)[number]>('list')
  const canMake = useOffers((state) => state.offers.some((offer) => offer.id === 'campaign.new'))
  const campaigns = useRead(
    'campaign.overview',
    {},
    { depends: { on: ['campaign', 'campaignStep', 'campaignMember'] }, keep: true },
  ).data?.campaigns
  const button = canMake && (
    <Button tone="primary" icon={<IconPlus size={16} />} onClick={() => runCommand('campaign.new')}>
      {t('campaign.new')}
    </Button>
  )
  return (
    <Page title={t('campaign.many')} text={t('campaign.text')}>
      {campaigns?.length === 0 ? (
        <EmptyState
          icon={<IconSpeakerphone size={40} stroke={1.2} />}
          title={t('campaign.empty.title')}
          action={button}
        >
          {t('campaign.empty.text')}
        </EmptyState>
      ) : (
        <>
          <div className={classes.top}>
            <Segments
              label={t('campaign.view')}
              labelHidden
              value={view}
              options={views.map((value) => ({ value, label: t(`campaign.view.${value}`) }))}
              onChange={(value) => setView(views.find((each) => each === value) ?? 'list')}
            />
          </div>
          {view === 'list' && <List campaigns={campaigns ?? []} />}
          {view === 'calendar' && <Calendar campaigns={campaigns ?? []} />}
          {view === 'budget' && <Budget campaigns={campaigns ?? []} />}
        </>
      )}
    </Page>
  )
}

function Name({ campaign }: { readonly campaign: Overview[number] }): ReactNode {
  return (
    <>
      <LinkButton onClick={() => go({ section: 'campaigns', id: campaign.id })}>{campaign.name}</LinkButton>
      {campaign.competitor && (
        <div className={layout.hint}>
          <bdi>{campaign.competitor}</bdi>
        </div>
      )}
    </>
  )
}

const tones = { running: 'accent', done: 'success', cancelled: 'warning', planned: 'neutral' } as const

function List({ campaigns }: { readonly campaigns: Overview }): ReactNode {
  const t = useText()
  const format = useFormat()
  return (
    <Table
      label={t('campaign.many')}
      columns={[
        { id: 'name', label: t('campaign.field.name') },
        { id: 'kind', label: t('campaign.field.kind'), narrow: true },
        { id: 'status', label: t('campaign.field.status'), narrow: true },
        { id: 'days', label: t('campaign.days'), narrow: true },
        { id: 'members', label: t('campaign.members'), narrow: true, end: true },
        { id: 'answered', label: t('campaign.answered'), narrow: true, end: true },
      ]}
    >
      {campaigns.map((campaign) => (
        <tr key={campaign.id} data-campaign={campaign.id}>
          <td>
            <Name campaign={campaign} />
          </td>
          <td data-narrow>{t(`campaign.choice.kind.${campaign.kind}`)}</td>
          <td>
            <Badge tone={tones[campaign.status]}>{t(`campaign.choice.status.${campaign.status}`)}</Badge>
          </td>
          <td className={classes.day}>
            {[campaign.startsOn, campaign.endsOn]
              .flatMap((day) => (day === null ? [] : [format.date(day)]))
              .join(' – ')}
          </td>
          <td data-end>{format.integer(campaign.members)}</td>
          <td data-end>{format.integer(campaign.answered)}</td>
        </tr>
      ))}
    </Table>
  )
}

/** Budgets against costs, added up for each currency by itself. */
function Budget({ campaigns }: { readonly campaigns: Overview }): ReactNode {
  const t = useText()
  const format = useFormat()
  const money = useMoney()
  const own = campaigns.filter(({ competitor }) => competitor === null)
  const sums = new Map<string, { budget: number; cost: number }>()
  for (const { budget, cost } of own) {
    for (const [name, amount] of [
      ['budget', budget],
      ['cost', cost],
    ] as const) {
      if (!amount) continue
      const sum = sums.get(amount.currency) ?? { budget: 0, cost: 0 }
      sums.set(amount.currency, { ...sum, [name]: sum[name] + amount.minor })
    }
  }
  return (
    <Table
      label={t('campaign.view.budget')}
      columns={[
        { id: 'name', label: t('campaign.field.name') },
        { id: 'budget', label: t('campaign.field.budget'), narrow: true, end: true },
        { id: 'cost', label: t('campaign.field.cost'), narrow: true, end: true },
        { id: 'left', label: t('campaign.left'), narrow: true, end: true },
        { id: 'each', label: t('campaign.costPerAnswer'), narrow: true, end: true },
        { id: 'answered', label: t('campaign.answered'), narrow: true, end: true },
      ]}
    >
      {own.map((campaign) => {
        const { budget, cost, answered } = campaign
        const left =
          budget && (!cost || cost.currency === budget.currency)
            ? { minor: budget.minor - (cost?.minor ?? 0), currency: budget.currency }
            : null
        const each =
          cost && answered > 0 ? { minor: Math.round(cost.minor / answered), currency: cost.currency } : null
        return (
          <tr key={campaign.id}>
            <td>
              <Name campaign={campaign} />
            </td>
            <td data-end>{money(budget)}</td>
            <td data-end>{money(cost)}</td>
            <td data-end>
              {left && left.minor < 0 ? <Badge tone="danger">{money(left)}</Badge> : money(left)}
            </td>
            <td data-end>{money(each)}</td>
            <td data-end>{format.integer(answered)}</td>
          </tr>
        )
      })}
      {[...sums].map(([currency, sum]) => (
        <tr key={currency}>
          <td>
            <strong>{t('campaign.total', { currency })}</strong>
          </td>
          <td data-end>
            <strong>{money({ minor: sum.budget, currency })}</strong>
          </td>
          <td data-end>
            <strong>{money({ minor: sum.cost, currency })}</strong>
          </td>
          <td data-end>
            <strong>{money({ minor: sum.budget - sum.cost, currency })}</strong>
          </td>
          <td />
          <td />
        </tr>
      ))}
    </Table>
  )
}
