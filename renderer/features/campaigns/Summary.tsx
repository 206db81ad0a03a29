/** The figures of a campaign: how far its members are, what it cost and brought, and its halves compared. */
import type { ReactNode } from 'react'
import { memberStates } from '#db/shared/campaigns.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import layout from '../../ui/layout.module.css'
import { Table } from '../../ui/Table.tsx'
import classes from './Campaigns.module.css'
import { Chance, useFigures, useShare } from './figures.tsx'

export function Summary({ id, record }: { readonly id: string; readonly record: WireRecord }): ReactNode {
  const t = useText()
  const format = useFormat()
  const share = useShare()
  const figures = useFigures()
  const data = useRead(
    'campaign.summary',
    { id },
    { depends: { on: ['campaign', 'campaignStep', 'campaignMember', 'opportunity'] }, keep: true },
  ).data
  if (!data) return null
  const goal = typeof record.goal === 'number' ? record.goal : undefined
  const tiles = figures.map(({ label, say }) => ({
    label,
    value:
      label === 'campaign.answered' && goal !== undefined
        ? t('campaign.ofGoal', { n: format.integer(data.answered), goal: format.integer(goal) })
        : say(data),
  }))
  return (
    <>
      <dl className={classes.tiles}>
        {tiles.map(({ label, value }) => (
          <div key={label} className={classes.tile}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.states}>
        {memberStates
          .filter((state) => data.counts[state] > 0)
          .map(
            (state) => `${t(`campaignMember.choice.status.${state}`)} ${format.integer(data.counts[state])}`,
          )
          .join(' · ')}
        {data.stepCosts > 0 &&
          ` · ${t('campaign.field.cost')} ${t('campaign.stepCosts', { n: data.stepCosts })}`}
        {data.otherCosts > 0 && ` · ${t('campaign.otherCosts', { n: data.otherCosts })}`}
        {data.otherCurrencies > 0 && ` · ${t('campaign.otherCurrencies', { n: data.otherCurrencies })}`}
      </p>
      {data.variants.length === 2 && (
        <section className={classes.halves} aria-label={t('campaign.halves')}>
          <h2 className={layout.subtitle}>{t('campaign.halves')}</h2>
          <Table
            label={t('campaign.halves')}
            columns={[
              { id: 'variant', label: t('campaignMember.field.variant'), narrow: true },
              { id: 'members', label: t('campaign.members'), end: true },
              { id: 'reached', label: t('campaign.reached'), end: true },
              { id: 'answered', label: t('campaign.answered'), end: true },
              { id: 'converted', label: t('campaign.converted'), end: true },
            ]}
          >
            {data.variants.map((half) => (
              <tr key={half.variant}>
                <td>{half.variant}</td>
                <td data-end>{format.integer(half.members)}</td>
                <td data-end>{format.integer(half.reached)}</td>
                <td data-end>{share(half.answered, half.reached)}</td>
                <td data-end>{share(half.converted, half.reached)}</td>
              </tr>
            ))}
          </Table>
          <Chance pValue={data.pValue} />
        </section>
      )}
    </>
  )
}
