/** What a report is asked: the period in the reader's calendar, whose records, how many days. */
import type { ReactNode } from 'react'
import { periodNames, type ReportParameters } from '#db/shared/reports.ts'
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

const EVERYBODY = ''

export function Parameters({ report, value, onChange }: Props): ReactNode {
  const t = useText()
  const takes = (name: Listed['parameters'][number]): boolean => report.parameters.includes(name)
  const set = (change: Partial<ReportParameters>): void => onChange({ ...value, ...change })
  const custom = typeof value.period === 'object' ? value.period : undefined
  if (report.parameters.length === 0) return null
  return (
    <div className={classes.parameters}>
      {takes('period') && (
        <Select
          label={t('report.parameter.period')}
          value={custom ? 'custom' : String(value.period)}
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
        <Owner value={value.owner} onChange={(owner) => onChange(withOwner(value, owner))} />
      )}
      {takes('period') && value.period !== 'all' && (
        <Switch
          label={t('report.compare')}
          checked={value.compare}
          onChange={(compare) => set({ compare })}
        />
      )}
    </div>
  )
}

const withOwner = ({ owner: _, ...rest }: ReportParameters, owner: string | undefined): ReportParameters =>
  owner === undefined ? rest : { ...rest, owner }

function Owner({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (owner: string | undefined) => void
}): ReactNode {
  const t = useText()
  const { data } = useRead('activity.options', {}, { depends: { on: ['user'] } })
  const users = data?.users ?? []
  if (users.length < 2 && value === undefined) return null
  return (
    <Select
      label={t('report.parameter.owner')}
      value={value ?? EVERYBODY}
      options={[
        { value: EVERYBODY, label: t('report.everybody') },
        ...users.map(({ id, name }) => ({ value: id, label: name ?? '' })),
      ]}
      onChange={(owner) => onChange(owner ? owner : undefined)}
    />
  )
}
