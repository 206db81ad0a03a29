/**
 * Letters, labels and lists on paper for the planned members of a campaign. They are asked about again first: whoever must not
 * be contacted by now is left out. When all is posted, the planned ones are reached.
 */
import { IconMailOpened } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Consenting, consentOf } from '#db/shared/consent.ts'
import type { Filter } from '#db/shared/filter.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { type ListAction, useExtensions } from '../../records/extensions.tsx'
import { useDoing } from '../../state/doing.ts'
import { reportFailure } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'

const plannedOf = (campaign: string): Filter => ({
  some: 'campaignMember',
  where: {
    and: [
      { field: 'campaignId', op: 'is', value: campaign },
      { field: 'status', op: 'is', value: 'planned' },
    ],
  },
})

/** What a feature offers for lists, by the name it goes under there. */
const papers = ['letter', 'print'] as const

const count = async (entity: Consenting, filter: Filter): Promise<number> =>
  (await call('record.list', { entity, filter, limit: 0, count: true })).total ?? 0

export function Paper({
  campaign,
  planned,
}: {
  readonly campaign: string
  readonly planned: number
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const doing = useDoing()
  const { listActions } = useExtensions()
  const screening = useJob('campaign.screen')
  const filter = plannedOf(campaign)
  const depends = { on: ['campaignMember'] }
  const question = { filter, limit: 0, count: true }
  const totals = {
    contact: useRead('record.list', { entity: 'contact', ...question }, { depends, keep: true }).data?.total,
    company: useRead('record.list', { entity: 'company', ...question }, { depends, keep: true }).data?.total,
  }
  const open = async (entity: Consenting, action: ListAction): Promise<void> => {
    const done = await screening.start({ campaign })
    if (!done) return
    const out = done.refused.reduce((sum, each) => sum + each.count, 0)
    if (out > 0) toast({ tone: 'info', text: t('campaign.screened', { n: out }) })
    try {
      const left = await count(entity, filter)
      if (left > 0)
        action.run({ entity: entityNamed(entity), target: { filter }, count: left, picked: false })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const reached = (): void =>
    void doing(
      () => call('campaign.respond', { campaign, from: 'planned', status: 'sent' }),
      ({ changed }) => t('campaign.paper.reachedDone', { n: changed }),
    )
  const kinds = (Object.keys(consentOf) as Consenting[]).filter((entity) => (totals[entity] ?? 0) > 0)
  return (
    <Menu
      label={t('campaign.paper')}
      position="bottom-end"
      trigger={
        <Button
          tone="primary"
          icon={<IconMailOpened size={16} />}
          disabled={planned === 0}
          busy={screening.job.state === 'running'}
        >
          {t('campaign.paper')}
        </Button>
      }
      entries={[
        ...kinds.flatMap((entity) =>
          papers.flatMap((paper) => {
            const action = listActions.find(({ id, on }) => id === paper && on(entityNamed(entity)))
            if (!action) return []
            const what = t(`${entity}.count`, { n: totals[entity] ?? 0 })
            return [
              {
                id: `${paper}.${entity}`,
                label: t(`campaign.paper.${paper}`, { what }),
                icon: action.icon,
                onSelect: () => void open(entity, action),
              },
            ]
          }),
        ),
        { kind: 'line', id: 'line' },
        { id: 'reached', label: t('campaign.paper.reached'), onSelect: reached },
      ]}
    />
  )
}
