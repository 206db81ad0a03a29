/** What a report is asked: the period in the reader's calendar, whose records, how many days. */
import type { ReactNode } from 'react'
import { periodNames } from '#db/shared/ownReports.ts'
import type { ReportParameters } from '#db/shared/reports.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import { Switch } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import classes from './Reports.module.css'
import type { Listed } from './ReportsPage.tsx'

interface Props {
  readonly report: Listed
  readonly value: ReportParameters
  readonly onChange: (value: ReportParameters) => void
}

const EVERY = ''

export function Parameters({ report, value, onChange }: Props): ReactNode {
  const t = useText()
  const takes = (name: Listed['parameters'][number]): boolean => report.parameters.includes(name)
  const set = (change: Partial<ReportParameters>): void => onChange({ ...value, ...change })
  const period = value.period ?? report.own?.period ?? 'thisYear'
  const custom = typeof period === 'object' ? period : undefined
  if (report.parameters.length === 0) return null
  return (
    <div className={classes.parameters}>
      {takes('period') && (
        <Select
          label={t('report.parameter.period')}
          value={custom ? 'custom' : String(period)}
          options={[...periodNames, 'custom'].map((name) => ({
            value: name,
            label: t(`report.period.${name}`),
          }))}
          onChange={(name) => {
            const known = periodNames.find((each) => each === name)
            const today = todayIso()
            set({ period: known ?? { from: `${today.slice(0, 8)}01`, to: today } })
          }}
        />
      )}
      {custom && (
        <>
          <DateField
            label={t('report.parameter.from')}
            value={custom.from}
            onChange={(from) => from && set({ period: { from, to: custom.to < from ? from : custom.to } })}
          />
          <DateField
            label={t('report.parameter.to')}
            value={custom.to}
            onChange={(to) => to && set({ period: { from: custom.from > to ? to : custom.from, to } })}
          />
        </>
      )}
      {takes('days') && (
        <NumberField
          label={t('report.parameter.days')}
          integer
          value={value.days}
          onChange={(days) => set({ days: Math.min(36_500, Math.max(1, Math.round(days ?? 90))) })}
        />
      )}
      {takes('owner') && (
        <Owner value={value.owner} onChange={(owner) => onChange(withOnly(value, 'owner', owner))} />
      )}
      {takes('pipeline') && (
        <Pipeline
          value={value.pipeline}
          onChange={(pipeline) => onChange(withOnly(value, 'pipeline', pipeline))}
        />
      )}
      {takes('queue') && (
        <Queue value={value.queue} onChange={(queue) => onChange(withOnly(value, 'queue', queue))} />
      )}
      {takes('campaign') && (
        <Campaign
          value={value.campaign}
          onChange={(campaign) => onChange(withOnly(value, 'campaign', campaign))}
        />
      )}
      {takes('period') && period !== 'all' && (
        <Switch
          label={t('report.compare')}
          checked={value.compare ?? report.own?.compare ?? false}
          onChange={(compare) => set({ compare })}
        />
      )}
    </div>
  )
}

type Narrowing = 'owner' | 'pipeline' | 'queue' | 'campaign'

function withOnly(value: ReportParameters, name: Narrowing, chosen: string | undefined): ReportParameters {
  const { [name]: _, ...rest } = value
  return chosen === undefined ? rest : { ...rest, [name]: chosen }
}

interface Narrow {
  readonly value: string | undefined
  readonly onChange: (chosen: string | undefined) => void
}

interface ChoiceProps extends Narrow {
  readonly label: string
  readonly all: string
  readonly options: readonly { readonly id: string; readonly name: string | null }[]
  /** With fewer there is nothing to choose. */
  readonly from: number
}

function Choice({ label, all, options, from, value, onChange }: ChoiceProps): ReactNode {
  if (options.length < from && value === undefined) return null
  return (
    <Select
      label={label}
      value={value ?? EVERY}
      options={[
        { value: EVERY, label: all },
        ...options.map(({ id, name }) => ({ value: id, label: name ?? '' })),
      ]}
      onChange={(chosen) => onChange(chosen ? chosen : undefined)}
    />
  )
}

function Owner(narrow: Narrow): ReactNode {
  const t = useText()
  const { data } = useRead('activity.options', {}, { depends: { on: ['user'] } })
  return (
    <Choice
      label={t('report.parameter.owner')}
      all={t('report.everybody')}
      options={data?.users ?? []}
      from={2}
      {...narrow}
    />
  )
}

function Pipeline(narrow: Narrow): ReactNode {
  const t = useText()
  const { data } = useRead('pipeline.list', { hidden: true }, { depends: { on: ['pipeline'] } })
  return (
    <Choice
      label={t('report.parameter.pipeline')}
      all={t('report.every.pipeline')}
      options={data?.pipelines ?? []}
      from={2}
      {...narrow}
    />
  )
}

function Queue(narrow: Narrow): ReactNode {
  const t = useText()
  const { data } = useRead('ticket.options', {}, { depends: { on: ['queue'] } })
  return (
    <Choice
      label={t('report.parameter.queue')}
      all={t('report.every.queue')}
      options={data?.queues ?? []}
      from={1}
      {...narrow}
    />
  )
}

function Campaign(narrow: Narrow): ReactNode {
  const t = useText()
  const { data } = useRead('campaign.overview', {}, { depends: { on: ['campaign'] } })
  return (
    <Choice
      label={t('report.parameter.campaign')}
      all={t('report.every.campaign')}
      options={data?.campaigns ?? []}
      from={1}
      {...narrow}
    />
  )
}
